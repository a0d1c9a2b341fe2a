"""A page's codes held against its print, and against each other.

The print may be misread, so a code is contradicted only where the page prints a value of the same grammar and not the
code's own. A page that prints none says nothing. No two values are taken for alike: a digit is a digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from models.codes import dossier_codes_in
from models.findings import Finding, FindingCode, finding
from models.machine_codes import CardZone, CitizenCard, Contradiction, InsuranceCard, OutputMark, Payload
from pipeline.codes.output_mark import DEFAULT_FORM, OutputForm

_PERSONAL = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_INSURANCE = re.compile(r"(?<!\w)[A-Z]{2}[1-5][0-9]{12}(?!\w)")
_GROUPED = re.compile(r"(?<=[0-9A-Z])[ .](?=[0-9])")
_LONG_INSURANCE = 15
"""Characters: the ten digits of newer cards look like any telephone number and are not compared."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value that a code states, and how values of its grammar are found in print."""

    value: str
    printed_in: Callable[[str], Sequence[str]]


def cross_check(
    payloads: Sequence[Payload], zones: Sequence[CardZone], printed: str, *, form: OutputForm = DEFAULT_FORM
) -> tuple[Finding, ...]:
    """What does not agree. ``printed``: the page's text without the zones' own lines, a line a line."""
    found: list[Contradiction] = []
    for stated in dict.fromkeys(_stated(payloads, zones, form)):
        found += _against_print(stated, printed)
    found += _between_sides(payloads, zones)
    for source in (*payloads, *zones):
        if isinstance(source, CitizenCard | CardZone):
            found += source.contradictions
    return tuple(
        finding(FindingCode.CROSS_CHECK_FAILED, expected=item.expected, seen=item.seen) for item in dict.fromkeys(found)
    )


def _stated(payloads: Sequence[Payload], zones: Sequence[CardZone], form: OutputForm) -> Iterator[_Stated]:
    dossiers = partial(dossier_codes_in, grammar=form.dossier)
    for payload in payloads:
        if isinstance(payload, CitizenCard):
            yield _Stated(payload.number.text, _PERSONAL.findall)
        elif isinstance(payload, OutputMark):
            yield _Stated(payload.dossier, dossiers)
        elif isinstance(payload, InsuranceCard) and len(payload.number) == _LONG_INSURANCE:
            yield _Stated(payload.number, _INSURANCE.findall)
    for zone in zones:
        if zone.number is not None:
            yield _Stated(zone.number.text, _PERSONAL.findall)


def _against_print(stated: _Stated, printed: str) -> Iterator[Contradiction]:
    """Numbers printed in groups count as printed; what else is in groups is money or a telephone, and no rival."""
    rivals = stated.printed_in(printed)
    if rivals and stated.value not in rivals and stated.value not in _GROUPED.sub("", printed):
        yield Contradiction(expected=stated.value, seen=max(rivals, key=lambda other: _likeness(other, stated.value)))


def _between_sides(payloads: Sequence[Payload], zones: Sequence[CardZone]) -> Iterator[Contradiction]:
    """The QR and the zone of one card name one person."""
    cards = [payload.number.text for payload in payloads if isinstance(payload, CitizenCard)]
    backs = [zone.number.text for zone in zones if zone.number is not None]
    if cards and backs and not set(cards) & set(backs):
        yield Contradiction(expected=cards[0], seen=backs[0])


def _likeness(one: str, other: str) -> int:
    return sum(left == right for left, right in zip(one, other, strict=False))
