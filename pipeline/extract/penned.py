"""Number and date where a pen filled them in: completed from what the digit reader offers, and never sure.

What Tesseract makes of a pen's digits is not used at all: read with 0.9 and more, 432 became 422 and 11 became 44.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from itertools import product

from models.field import Evidence, Field
from models.findings import FindingCode, finding
from models.page import Candidate, Filling, FillingPlace, Page
from pipeline.extract.dates import is_full
from pipeline.extract.number import Number
from pipeline.extract.signed import delay_weight, signing_dates

OPEN_CONFIDENCE = 0.30
"""Of a date whose pen-filled part is left open: what is printed of it is little in doubt, but it is not the date."""
HIGHEST = 0.60
"""A pen's digits alone are never surer than this, well below what is let pass unseen."""
HIGHEST_CONFIRMED = 0.97
"""Even where an electronic signature bears the same date: below every limit for words that count as certain."""
READER = "digits"


def handwritten_number(page: Page, parsed: Number | None, found: tuple[Evidence, ...], *, seen: str) -> Field:
    """``parsed``: the number as the readers had it, of which only the notation is believed."""
    filling = _filling(page, FillingPlace.NUMBER)
    doubt = finding(FindingCode.HANDWRITTEN, seen=seen)
    if filling is None:
        return Field(value=None, confidence=0.0, evidence=found, findings=(doubt,))
    found = (*found, *_offered(page, filling))
    if parsed is None or not filling.candidates:
        return Field(value=None, confidence=0.0, evidence=found, findings=(doubt,))
    best = filling.candidates[0]
    parts = (best.text, parsed.year, parsed.notation)
    value = "/".join(part for part in parts if part)
    return Field(value=value, confidence=min(best.probability, HIGHEST), evidence=found, findings=(doubt,))


def handwritten_date(page: Page, partial: str | None, found: tuple[Evidence, ...], *, seen: str) -> Field:
    """``partial``: what is printed of the date, ``2024-12`` or ``2024``; None where not even the year is.

    An electronic signature is made on the day of issue or some days later: it helps to choose among the candidates.
    """
    doubt = finding(FindingCode.HANDWRITTEN, seen=seen)
    day, month = _filling(page, FillingPlace.DAY), _filling(page, FillingPlace.MONTH)
    for filling in (day, month):
        found += _offered(page, filling) if filling is not None else ()
    dates = sorted(_dates(partial, day, month), key=lambda each: -each[1])
    if not dates:
        confidence = 0.0 if partial is None else OPEN_CONFIDENCE
        return Field(value=partial, confidence=confidence, evidence=found, findings=(doubt,))
    best, confidence = _weighed(dates, signing_dates([page]))
    return Field(value=best.isoformat(), confidence=confidence, evidence=found, findings=(doubt,))


def _weighed(dates: list[tuple[date, float]], signed: tuple[date, ...]) -> tuple[date, float]:
    """The likeliest date and how sure it is, once the dates of electronic signatures have had their say."""
    alone = dates[0]
    first = min((day for day in signed if abs((day - alone[0]).days) < 366), default=None)
    if first is None:
        return alone[0], min(alone[1], HIGHEST)
    weights = {day: chance * delay_weight(first, day) for day, chance in dates}
    others = max(0.0, 1 - sum(chance for _, chance in dates)) * delay_weight(first, None)
    best = max(weights, key=lambda day: weights[day])
    sure = weights[best] / max(sum(weights.values()) + others, 1e-9)
    confirmed = best == alone[0] == first
    return best, min(sure, HIGHEST_CONFIRMED if confirmed else HIGHEST)


def _dates(partial: str | None, day: Filling | None, month: Filling | None) -> Iterator[tuple[date, float]]:
    """Every date that the print and the candidates allow, with its probability."""
    if partial is None or day is None or not day.handwritten or is_full(partial):
        return
    year, _, printed = partial.partition("-")
    months = (Candidate(text=printed, probability=1.0),) if printed else month.candidates if month is not None else ()
    for one, other in product(day.candidates, months):
        try:
            yield date(int(year), int(other.text), int(one.text)), math.prod((one.probability, other.probability))
        except ValueError:
            continue  # the 31st of a short month


def _filling(page: Page, place: FillingPlace) -> Filling | None:
    return next((filling for filling in page.fillings if filling.place is place and filling.handwritten), None)


def _offered(page: Page, filling: Filling) -> tuple[Evidence, ...]:
    """One entry a candidate, its box tight around the ink; one without text where the digit reader has no idea."""
    rule = f"handwriting.{filling.place.value}"
    offered = filling.candidates or (Candidate(text="", probability=0.0),)
    return tuple(
        Evidence(
            source="ocr",
            reader=READER,
            page=page.index + 1,
            box=filling.box,
            text=candidate.text,
            confidence=candidate.probability,
            rule=rule,
        )
        for candidate in offered
    )
