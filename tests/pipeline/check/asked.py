"""One check asked about fields with given values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.field import Field
from models.findings import Finding, FindingCode
from models.machine_codes import Understood
from pipeline.catalogue.loading import kind
from pipeline.catalogue.schema import CheckName
from pipeline.check.context import CheckContext
from pipeline.check.registry import CHECKS

TODAY = date(2026, 11, 24)
Values = Mapping[str, str | None]


def fields_of(values: Values) -> dict[str, Field]:
    return {name: Field(value=value, confidence=0.95) for name, value in values.items()}


def ask(
    check: CheckName,
    name: str,
    values: Values,
    *,
    today: date = TODAY,
    of: str = "marital-status",
    codes: tuple[Understood, ...] = (),
) -> Finding | None:
    """What the check says of field ``name`` of a paper of kind ``of``."""
    return CHECKS[check](name, fields_of(values), CheckContext(kind(of), today, codes))


def code(found: Finding | None) -> FindingCode | None:
    return found.code if found is not None else None
