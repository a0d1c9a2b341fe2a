"""Checks on extracted fields. Each adds a named finding; none changes a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from models.field import Field
from models.findings import Finding
from models.machine_codes import Understood
from pipeline.catalogue.loading import kinds
from pipeline.check.administrative import ADMINISTRATIVE, ADMINISTRATIVE_CHECKS
from pipeline.check.context import CheckContext
from pipeline.check.registry import CHECKS


def check_fields(
    kind: str, fields: Mapping[str, Field], *, today: date, codes: tuple[Understood, ...] = ()
) -> dict[str, Field]:
    """The same fields with the findings of their checks added, none twice on a field.

    ``codes``: what the machine-readable codes of the paper's pages say. A kind that the catalogue does not have has no
    checks.
    """
    checked = dict(fields)
    for name, found in _findings(kind, fields, today=today, codes=codes):
        before = checked[name]
        if not any((item.code, item.expected) == (found.code, found.expected) for item in before.findings):
            checked[name] = before.model_copy(update={"findings": (*before.findings, found)})
    return checked


def _findings(
    kind: str, fields: Mapping[str, Field], *, today: date, codes: tuple[Understood, ...]
) -> Iterator[tuple[str, Finding]]:
    rules = kinds().get(kind)
    if rules is None:
        return
    if kind == ADMINISTRATIVE:
        for name, check in ADMINISTRATIVE_CHECKS:
            if name in fields and (found := check(fields, today)) is not None:
                yield name, found
    context = CheckContext(kind=rules, today=today, codes=codes)
    for name, rule in rules.fields.items():
        for check_name in rule.checks if name in fields else ():
            found = CHECKS[check_name](name, fields, context)
            if found is not None:
                yield name, found
