"""Places of a letterhead: found, told printed from written, and read."""

from __future__ import annotations

import numpy as np
import pytest

from models.geometry import Box
from models.page import Filling, FillingPlace, Line, RegionType
from pipeline.handwriting.fillings import Calibration, calibration, find_fillings, handwriting_regions
from pipeline.page_image import PageImage
from tests.pipeline.handwriting.heads import HeadPainter, head


def found(painter: HeadPainter) -> dict[FillingPlace, Filling]:
    return {item.place: item for item in find_fillings(painter.image(), painter.lines())}


def test_a_printed_head_has_no_handwriting() -> None:
    fillings = found(head())
    assert {place: item.handwritten for place, item in fillings.items()} == dict.fromkeys(FillingPlace, False)
    assert all(item.candidates == () for item in fillings.values())
    assert handwriting_regions(tuple(fillings.values())) == ()


@pytest.mark.parametrize("text", ["1", "23", "806", "4915"])
def test_a_number_by_pen_is_found_and_nothing_else(text: str) -> None:
    fillings = found(head(number=text))
    assert {place for place, item in fillings.items() if item.handwritten} == {FillingPlace.NUMBER}


def test_number_day_and_month_by_pen_are_read() -> None:
    fillings = found(head(number="358", day="27", pen_month="10"))
    assert [fillings[place].candidates[0].text for place in FillingPlace] == ["358", "27", "10"]
    regions = handwriting_regions(tuple(fillings.values()))
    assert [region.type for region in regions] == [RegionType.HANDWRITING] * 3


def test_candidates_are_dates_that_there_are_and_in_order() -> None:
    for item in found(head(number="358", day="27", pen_month="10")).values():
        chances = [candidate.probability for candidate in item.candidates]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) <= 1.001
        if item.place is FillingPlace.DAY:
            assert all(1 <= int(candidate.text) <= 31 for candidate in item.candidates)
        if item.place is FillingPlace.MONTH:
            assert all(1 <= int(candidate.text) <= 12 for candidate in item.candidates)


def test_the_box_is_tight_around_the_ink_and_on_the_source_page() -> None:
    """On a page that was turned and straightened it points at the same ink of the source."""
    painter = head(day="27")
    straight = painter.image()
    at = found(painter)[FillingPlace.DAY].box
    turned = PageImage(straight.grey, straight.dpi, rotation=180)
    lines = tuple(_turned(line, straight, turned) for line in painter.lines())
    box = {item.place: item for item in find_fillings(turned, lines)}[FillingPlace.DAY].box
    assert box == pytest.approx((1 - at.right, 1 - at.bottom, 1 - at.left, 1 - at.top), abs=2e-5)
    height, width = straight.grey.shape
    left, top, right, bottom = (
        round(v) for v in (at.left * width, at.top * height, at.right * width, at.bottom * height)
    )
    inside = straight.grey[top:bottom, left:right]
    assert inside[:, 0].min() < 160, "the leftmost column holds ink"
    assert inside[:, -1].min() < 160, "and so does the rightmost"


def test_an_empty_place_is_no_filling() -> None:
    painter = HeadPainter()
    full = head(number="7")
    painter.marks = [mark for mark in full.marks if type(mark).__name__ != "PenDigits"]
    image, lines = painter.image(), full.lines()
    assert FillingPlace.NUMBER not in {item.place for item in find_fillings(image, lines)}


def test_pages_without_a_letterhead_cost_nothing() -> None:
    image = PageImage(np.full((2600, 1800), 255, np.uint8), 225)
    assert find_fillings(image, ()) == ()


def test_the_word_before_may_have_swallowed_the_digits() -> None:
    """``ngày27`` in one box, as readers hand it over: the letters' width tells where the digits begin."""
    painter = head(day="27")
    lines = []
    for line in painter.lines():
        words = tuple(
            word.model_copy(update={"text": "ngày@?", "box": word.box._replace(right=word.box.right + 0.045)})
            if word.text == "ngày"
            else word
            for word in line.words
        )
        lines.append(line.model_copy(update={"words": words}))
    day = {item.place: item for item in find_fillings(painter.image(), lines)}[FillingPlace.DAY]
    assert day.handwritten
    assert day.candidates[0].text == "27"


def test_the_calibration_rises_and_stays_within_bounds() -> None:
    line = calibration()
    assert isinstance(line, Calibration)
    values = [line(weight) for weight in (0.0, 0.1, 0.5, 0.9, 0.99, 1.0)]
    assert values == sorted(values)
    assert all(0 < value < 1 for value in values)


def _turned(line: Line, before: PageImage, after: PageImage) -> Line:
    def box(old: Box) -> Box:
        width, height = before.size
        return after.to_source(Box(old.left * width, old.top * height, old.right * width, old.bottom * height))

    words = tuple(word.model_copy(update={"box": box(word.box)}) for word in line.words)
    return line.model_copy(update={"box": box(line.box), "words": words})
