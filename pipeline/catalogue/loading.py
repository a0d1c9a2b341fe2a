"""The catalogue of kinds: one TOML file a kind. A fault in one is an error that names file and line."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from models.errors import UsageError
from pipeline.catalogue.schema import Kind

FOLDER = Path(__file__).parent
_TABLE = re.compile(r"\[+\s*(?P<path>[^\]]+?)\s*\]+")
_ENTRY = re.compile(r"(?P<key>[A-Za-z0-9_-]+|\"[^\"]*\")\s*=")


def kind(code: str) -> Kind:
    """The kind of this code. Raises UsageError when the catalogue has none, or when one of its files is wrong."""
    try:
        return kinds()[code]
    except KeyError as error:
        raise UsageError(f"no kind of paper {code!r} in the catalogue") from error


@functools.cache
def kinds() -> dict[str, Kind]:
    """All kinds by code, in the order of their files' names. Raises UsageError with file and line."""
    return {path.stem: parse_kind(path) for path in sorted(FOLDER.glob("*.toml"))}


def parse_kind(path: Path) -> Kind:
    """One file of the catalogue. Raises UsageError with file and line."""
    try:
        text = path.read_text("utf-8")
        data = tomllib.loads(text)
    except FileNotFoundError as error:
        raise UsageError(f"no kind of paper {path.stem!r} in the catalogue") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path.name}: {error}") from error
    try:
        found = Kind.model_validate(data)
    except ValidationError as error:
        # A misspelt entry is both unknown and missing: the line that is there says more.
        first = min(error.errors(), key=lambda item: item["type"] != "extra_forbidden")
        place = [str(part) for part in first["loc"]]
        raise UsageError(
            f"{path.name}, line {line_of(text, place)}: {'.'.join(place) or 'the file'}: {first['msg']}"
        ) from error
    if found.code != path.stem:
        raise UsageError(f"{path.name}, line {line_of(text, ['code'])}: code must be {path.stem!r}, the file's name")
    return found


def line_of(text: str, place: Sequence[str]) -> int:
    """The 1-based line of the entry named by a path of keys, or of the nearest table around it that is written out."""
    best, depth = 1, 0
    table: tuple[str, ...] = ()
    here: tuple[str, ...]
    for number, line in enumerate(text.splitlines(), start=1):
        head = _TABLE.match(line.strip())
        entry = _ENTRY.match(line.strip())
        if head is not None:
            table = tuple(part.strip().strip('"') for part in head["path"].split("."))
            here = table
        elif entry is not None:
            here = (*table, entry["key"].strip('"'))
        else:
            continue
        if here == tuple(place[: len(here)]) and len(here) > depth:
            best, depth = number, len(here)
    return best
