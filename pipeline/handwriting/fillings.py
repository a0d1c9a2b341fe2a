"""The places of a letterhead that hold digits: printed or by hand, and what a hand may have written."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources

from models.page import Candidate, Filling, FillingPlace, Line, Region, RegionType
from pipeline.handwriting.filled import Filled, cut_out, looks_printed
from pipeline.handwriting.places import Place, find_places
from pipeline.handwriting.strings import MOST_DIGITS, Reading, read_run
from pipeline.odds import chance, log_odds
from pipeline.page_image import PageImage

MOST_CANDIDATES = 5
_LEAST = 0.005
"""Candidates less likely than this help nobody."""
_EDGE = 1e-4
_BARE_DAY = 0.1


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns a reading's weight into a probability: a straight line between their log odds."""

    slope: float
    intercept: float
    version: str

    def __call__(self, weight: float) -> float:
        return chance(self.intercept + self.slope * log_odds(weight, least=_EDGE))


@functools.cache
def calibration() -> Calibration:
    """As fitted by ``tools/measure_pen.py --fit``."""
    text = resources.files("pipeline.handwriting").joinpath("data", "calibration.json").read_text("utf-8")
    return Calibration(**json.loads(text))


def find_fillings(image: PageImage, lines: Sequence[Line]) -> tuple[Filling, ...]:
    """What stands in the letterhead's places, if the page has one; ``lines`` as the readers gave them."""
    found = []
    for place in find_places(image, lines):
        filled = cut_out(image.grey, place)
        if filled is None:
            continue
        printed = looks_printed(filled)
        found.append(
            Filling(
                place=FillingPlace(place.name),
                box=image.to_source(filled.box).rounded(),
                handwritten=not printed,
                candidates=() if printed else candidates(filled),
            )
        )
    return tuple(found)


def handwriting_regions(fillings: Sequence[Filling]) -> tuple[Region, ...]:
    """The handwritten ones as regions of the page."""
    return tuple(Region(type=RegionType.HANDWRITING, box=item.box) for item in fillings if item.handwritten)


def candidates(filled: Filled) -> tuple[Candidate, ...]:
    """What a hand may have written there, best first, with calibrated probabilities."""
    readings = raw_readings(filled)
    if not readings:
        return ()
    first = calibration()(readings[0].weight)
    rest = sum(reading.weight for reading in readings[1:]) or 1.0
    scale = min(1.0, (1 - first) / rest)
    chances = [first, *(min(first, scale * reading.weight) for reading in readings[1:])]
    return tuple(
        Candidate(text=reading.text, probability=round(chance, 4))
        for reading, chance in zip(readings[:MOST_CANDIDATES], chances, strict=False)
        if chance >= _LEAST or reading is readings[0]
    )


def raw_readings(filled: Filled) -> tuple[Reading, ...]:
    """The same with weights as they come from the digit reader."""
    place: Place = filled.place
    longest = MOST_DIGITS if place.name == "number" else 2
    readings = read_run(filled.ink, filled.labels, allowed=_ALLOWED[place.name], longest=longest)
    weighed = (Reading(item.text, item.weight * _usual(place, item.text)) for item in readings)
    return tuple(sorted(weighed, key=lambda item: -item.weight))


def _usual(place: Place, text: str) -> float:
    """Days below ten take a leading nought (Decree 30/2020/NĐ-CP, Annex I, II.4): one digit is mostly half a day."""
    return _BARE_DAY if place.name == "day" and len(text) == 1 else 1.0


def _is_number(text: str) -> bool:
    return int(text) > 0


def _is_day(text: str) -> bool:
    return 1 <= int(text) <= 31


def _is_month(text: str) -> bool:
    return 1 <= int(text) <= 12


_ALLOWED: dict[str, Callable[[str], bool]] = {"number": _is_number, "day": _is_day, "month": _is_month}
