"""Regions and order are found on the upright, straight page; what comes back lies on the page as it was scanned."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.geometry import Box
from models.page import Line, RegionType
from pipeline.image.deskew import straighten
from pipeline.image.orientation import turned
from pipeline.page_drawing import DrawnPage
from pipeline.page_image import PageImage
from pipeline.page_regions import NOISE, coloured_seals, page_text, small_page
from pipeline.source.document import Pixels
from samples.sheet import Seal, Text
from tests.pipeline.regions.drawn import DPI, joined, line_of, pixels, read

HEAD = (
    (Text(30, 30, "ỦY BAN NHÂN DÂN", "bold"), Text(90, 30, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12)),
    (Text(32, 37, "TỈNH QUẢNG NGÃI", "bold"), Text(110, 37, "Độc lập - Tự do - Hạnh phúc", "bold", 12)),
)
SEAL = Seal(140, 200, 18, "ỦY BAN NHÂN DÂN TỈNH", 3)
ORDERED = [row[column].text for column in range(2) for row in HEAD]


def drawn_of(colour: Pixels) -> DrawnPage:
    return DrawnPage(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8), colour)


def upright_page() -> Pixels:
    return pixels(*(mark for row in HEAD for mark in row), SEAL)


def as_scanned(line: Line, image: PageImage) -> Line:
    """The line with its boxes where a reader of ``image`` says they are on the source page."""
    width, height = image.size
    return line_of(
        *(
            word.model_copy(update={"box": image.to_source(Box(
                word.box.left * width, word.box.top * height, word.box.right * width, word.box.bottom * height
            ))})
            for word in line.words
        )
    )  # fmt: skip


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 2.5])
def test_a_page_that_lay_askew_or_turned_is_ordered_as_it_reads(rotation: int, skew: float) -> None:
    straight = upright_page()
    scanned = np.ascontiguousarray(turned(straighten(straight, -skew), -rotation % 360))
    drawn = drawn_of(scanned)
    image = PageImage(np.asarray(cv2.cvtColor(straight, cv2.COLOR_RGB2GRAY), np.uint8), DPI, rotation, skew)
    lines = [as_scanned(joined(read(left), read(right)), image) for left, right in HEAD]
    found = page_text(small_page(drawn, DPI), image, lines)
    assert [line.text for line in found.lines] == ORDERED
    assert {repr(word) for line in found.lines for word in line.words} == {
        repr(w) for line in lines for w in line.words
    }
    (seal,) = found.regions
    assert seal.type is RegionType.SEAL
    (red,) = coloured_seals(drawn, small_page(drawn, DPI))
    assert seal.box.overlap(red) > 0.85 * red.width * red.height


def test_lines_that_stay_whole_come_back_as_the_objects_they_were() -> None:
    lines = [read(Text(30, 100 + 8 * row, "Căn cứ Luật Tổ chức chính quyền", "regular", 13)) for row in range(4)]
    drawn = drawn_of(upright_page())
    found = page_text(small_page(drawn, DPI), PageImage(drawn.grey, DPI, 0, 1.0), lines)
    assert all(one is other for one, other in zip(found.lines, lines, strict=True))
    assert found.apart == ()


def test_a_page_without_colour_or_words_is_no_trouble() -> None:
    white = np.full((300, 200, 3), 255, np.uint8)
    blank = drawn_of(white)
    assert coloured_seals(blank, small_page(blank, DPI)) == ()
    assert page_text(small_page(blank, DPI), PageImage(white[:, :, 0], DPI), []).lines == ()


def test_what_is_next_to_certainly_no_print_stands_apart() -> None:
    """Strokes of an emblem, in which one reader saw a syllable."""
    drawn, (speck,) = drawn_of(upright_page()), [read(Text(60, 200, "vẽ"))]
    sure = speck.model_copy(update={"confidence": 0.3})
    unsure = speck.model_copy(update={"confidence": NOISE / 2})
    for line, lines, apart in ((sure, [sure], []), (unsure, [], [unsure])):
        found = page_text(small_page(drawn, DPI), PageImage(drawn.grey, DPI), [line])
        assert ([*found.lines], [*found.apart]) == (lines, apart)
