"""The code that an agency's system prints on its own papers: a bare dossier code, or one among other data.

Decree and circular say what it must tell (DOMAIN 2.6), not how it is written. So the dossier code is found by its own
grammar, labelled values by their labels, a procedure code by its form; anything else is kept without a guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from models.codes import DOSSIER_CODE, dossier_codes_in, is_procedure_code
from models.machine_codes import OutputField, OutputMark
from pipeline.vietnamese import fold

LABELS: Mapping[str, OutputField] = MappingProxyType(
    {
        "ma ho so": OutputField.DOSSIER,
        "mhs": OutputField.DOSSIER,
        "mahoso": OutputField.DOSSIER,
        "ma tthc": OutputField.PROCEDURE,
        "ma thu tuc": OutputField.PROCEDURE,
        "ma thu tuc hanh chinh": OutputField.PROCEDURE,
        "mathutuc": OutputField.PROCEDURE,
        "matthc": OutputField.PROCEDURE,
        "ma dinh danh": OutputField.PERFORMER,
        "ma dinh danh nguoi thuc hien": OutputField.PERFORMER,
        "ten giay to": OutputField.PAPER,
        "ten he thong": OutputField.SYSTEM,
        "he thong": OutputField.SYSTEM,
        "ten he thong thong tin cung cap": OutputField.SYSTEM,
        "thoi gian xuat ban": OutputField.ISSUED_AT,
        "ngay xuat": OutputField.ISSUED_AT,
        "ngay hen tra": OutputField.DUE_ON,
        "hen tra": OutputField.DUE_ON,
        "thoi han hieu luc": OutputField.VALIDITY,
        "hieu luc": OutputField.VALIDITY,
        "pham vi hieu luc": OutputField.SCOPE,
        "pham vi": OutputField.SCOPE,
    }
)
"""Folded labels as systems may print them; what a province's system writes besides is added by its own form."""
_RESULT = re.compile(r"-KQ\(?(?P<ordinal>[1-9][0-9]{0,3})\)?(?!\w)")
_LABELLED = re.compile(r"\s*(?P<label>[^:=]{1,60}?)\s*[:=]\s*(?P<value>.*\S)\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class OutputForm:
    """What is not settled by law: the pattern of dossier codes, what parts the data, how they are labelled."""

    dossier: re.Pattern[str] = DOSSIER_CODE
    separators: str = "|;\n"
    labels: Mapping[str, OutputField] = field(default_factory=lambda: dict(LABELS))


DEFAULT_FORM = OutputForm()


def parse_output_mark(text: str, *, form: OutputForm = DEFAULT_FORM) -> OutputMark | None:
    """None unless exactly one dossier code stands in the text: of two, nothing says whose paper it is."""
    codes = dossier_codes_in(text, grammar=form.dossier)
    if len(codes) != 1:
        return None
    fields: dict[OutputField, str] = {}
    rest = []
    for part, label in _parts(text, form):
        name = form.labels.get(fold(label)) if label else _plain(part, codes[0])
        if name is None or name in fields:
            rest.append(f"{label}: {part}" if label else part)
        else:
            fields[name] = part
    ordinals = {int(match["ordinal"]) for match in _RESULT.finditer(text)}
    return OutputMark(
        dossier=codes[0],
        result=ordinals.pop() if len(ordinals) == 1 else None,
        fields=tuple(fields.items()),
        rest=tuple(rest),
    )


def _parts(text: str, form: OutputForm) -> Iterator[tuple[str, str]]:
    """Value and label ('' without one) of each part that is not empty."""
    keyed = _json_object(text)
    if keyed is not None:
        yield from ((value, label) for label, value in keyed.items())
        return
    for part in re.split(f"[{re.escape(form.separators)}]", text):
        match = _LABELLED.fullmatch(part)
        if match is not None and fold(match["label"]) in form.labels:
            yield match["value"], match["label"]
        elif part.strip():
            yield part.strip(), ""


def _plain(part: str, dossier: str) -> OutputField | None:
    """What a part without a label is by its form alone."""
    if part == dossier:
        return OutputField.DOSSIER
    return OutputField.PROCEDURE if is_procedure_code(part) else None


def _json_object(text: str) -> dict[str, str] | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        read = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return {str(key): str(value) for key, value in read.items() if value is not None}
