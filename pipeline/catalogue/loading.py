"""Reading the catalogue's files. A fault in one is an error that names file and line."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models.errors import UsageError

FOLDER = Path(__file__).parent
_LISTS = ("cues", "fields")
_TEXTS = ("code", "name", "untyped")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. ``types``: names of document types by their abbreviation in the number."""

    code: str
    name: str
    cues: tuple[str, ...]
    fields: tuple[str, ...]
    untyped: str
    types: dict[str, str]


@functools.cache
def kind(code: str) -> Kind:
    """The kind of this code. Raises UsageError, with file and line, when its file is missing or wrong."""
    return parse_kind(FOLDER / f"{code}.toml")


def parse_kind(path: Path) -> Kind:
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise UsageError(f"no kind of paper {path.stem!r} in the catalogue") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name}: {error}") from error
    known = {*_TEXTS, *_LISTS, "types"}
    for name in data:
        if name not in known:
            raise UsageError(f"{path.name}, line {_line_of(text, name)}: unknown entry {name!r}")
    for name in _TEXTS:
        _require(path, text, name, isinstance(data.get(name), str))
    for name in _LISTS:
        listed = data.get(name)
        _require(path, text, name, isinstance(listed, list) and all(isinstance(item, str) for item in listed))
    types = data.get("types")
    _require(path, text, "types", isinstance(types, dict) and all(isinstance(item, str) for item in types.values()))
    return Kind(
        code=data["code"],
        name=data["name"],
        cues=tuple(data["cues"]),
        fields=tuple(data["fields"]),
        untyped=data["untyped"],
        types={abbreviation: name for name, abbreviation in data["types"].items()},
    )


def _require(path: Path, text: str, name: str, holds: bool) -> None:
    if not holds:
        raise UsageError(f"{path.name}, line {_line_of(text, name)}: {name!r} is missing or of the wrong form")


def _line_of(text: str, name: str) -> int:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().lstrip("[").startswith((name, f'"{name}"')):
            return number
    return 1
