"""Codes of dossiers, procedures and results. What the law leaves open is a template in the settings, not a constant."""

from __future__ import annotations

import re
import string
from datetime import date, datetime

from models.errors import UsageError

DOSSIER_CODE = re.compile(
    r"(?P<agency>\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.[A-Z0-9]+)*)-(?P<day>\d{6})-(?P<ordinal>\d{4,6})"
)
"""Agency, day (YYMMDD) and ordinal; what provinces use beyond the circular is another pattern with the same groups."""
_PROCEDURE = re.compile(r"\d\.\d{6}(?:\.\d{2})?(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?")
_RESULT_NUMBER = re.compile(r"(?P<dossier>.+)-KQ\(?(?P<ordinal>\d+)\)?")
_COUNTER = re.compile(r"\{counter(?::[^}]*)?\}")

DIGITISATION_FIELDS = frozenset({"agency", "holder", "kind", "number", "day", "dossier", "counter"})
"""Names that a digitisation-code template may use; ``day`` is the desk's YYMMDD, ``counter`` an integer from 1."""


def parse_dossier_code(text: str) -> tuple[str, date, int]:
    """Agency code, receipt date and ordinal of a dossier code such as ``000.17.22.H56-210531-0001``.

    Structure: Circular 01/2018/TT-VPCP, Article 19 (five- and six-digit ordinals and new-style agency codes occur).
    Raises UsageError.
    """
    match = DOSSIER_CODE.fullmatch(text)
    if match is None:
        raise UsageError(f"not a dossier code: {text!r} (expected AGENCY-YYMMDD-NNNN)")
    day = _day(match["day"])
    if day is None:
        raise UsageError(f"dossier code {text!r}: {match['day']} is no day")
    return match["agency"], day, int(match["ordinal"])


def dossier_codes_in(text: str, *, grammar: re.Pattern[str] = DOSSIER_CODE) -> tuple[str, ...]:
    """The dossier codes that stand in a text, each once, in their order; those with an impossible day are none."""
    standing = re.compile(rf"(?<![\w.-])(?:{grammar.pattern})(?!\w)")
    found = [match.group() for match in standing.finditer(text) if _day(match["day"]) is not None]
    return tuple(dict.fromkeys(found))


def is_procedure_code(text: str) -> bool:
    """Whether it has the form of a national procedure code: 1.001193, 1.000894.01, 1.001193.000.00.00.H56."""
    return _PROCEDURE.fullmatch(text) is not None


def result_number(dossier: str, ordinal: int) -> str:
    """The number of a procedure's n-th result, ``<dossier>-KQn`` (Decree 45/2020, Article 14.3)."""
    if ordinal < 1:
        raise UsageError(f"a result's ordinal starts at 1: {ordinal}")
    return f"{dossier}-KQ{ordinal}"


def parse_result_number(text: str) -> tuple[str, int]:
    """Dossier code and ordinal of a result number; accepts ``-KQ1`` and ``-KQ(1)``. Raises UsageError."""
    match = _RESULT_NUMBER.fullmatch(text)
    if match is None:
        raise UsageError(f"not a result number: {text!r} (expected DOSSIER-KQn)")
    return match["dossier"], int(match["ordinal"])


def check_template(template: str) -> str:
    """The template itself, or UsageError when it uses a name that is not known or has no counter to make it unique."""
    try:
        names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError as error:
        raise UsageError(f"code template {template!r}: {error}") from error
    if unknown := names - DIGITISATION_FIELDS:
        raise UsageError(f"code template {template!r}: unknown {', '.join(sorted(unknown))}")
    if "counter" not in names:
        raise UsageError(f"code template {template!r} lacks {{counter}}: two papers could get the same code")
    return template


def counter_scope(template: str, values: dict[str, str]) -> str:
    """The code with the counter left open: papers that share it share one row of counters."""
    return _COUNTER.sub("#", template).format(**values)


def digitisation_code(template: str, values: dict[str, str], *, counter: int) -> str:
    """The code of a digitised paper (Circular 01/2023/TT-VPCP, Article 10); its structure is the template's matter."""
    return template.format(**values, counter=counter)


def _day(digits: str) -> date | None:
    """A day written YYMMDD; None for what is no day."""
    try:
        return datetime.strptime(digits, "%y%m%d").date()  # noqa: DTZ007  # a calendar day has no zone
    except ValueError:
        return None
