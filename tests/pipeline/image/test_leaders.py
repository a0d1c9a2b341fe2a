"""Dotted lines go, print stays to the pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.image import leaders
from pipeline.image.leaders import without_leaders
from pipeline.source.document import Pixels
from samples.sheet import Sheet, Text, paint

DPI = 225
WORDS = (
    Text(30, 60, "Họ, chữ đệm, tên: NGUYỄN MẪU ÁNH", "bold"),
    Text(30, 75, "VIỆT NAM ĐỘC LẬP; kỷ nghị trị vị thị mị", "regular"),
)
DOTS = Text(118, 60, "." * 60)


def drawn(*marks: Text) -> Pixels:
    return np.asarray(cv2.cvtColor(paint(Sheet(marks), DPI), cv2.COLOR_RGB2GRAY), np.uint8)


def test_a_dotted_line_goes_and_the_words_stay() -> None:
    cleaned, found = without_leaders(drawn(*WORDS, DOTS), DPI)
    assert found
    assert (np.abs(cleaned.astype(int) - drawn(*WORDS)) > 40).sum() == 0


@pytest.mark.parametrize(
    "marks",
    [WORDS, (*WORDS, Text(118, 60, ".......")), (*WORDS, Text(30, 90, "- Lưu: ......."))],
    ids=["words", "seven points", "seven points behind a colon, whose own is out of step"],
)
def test_a_page_without_dotted_lines_stays_as_it_is(marks: tuple[Text, ...]) -> None:
    page = drawn(*marks)
    cleaned, found = without_leaders(page, DPI)
    assert not found
    assert cleaned is page


@pytest.mark.parametrize("sigma", [0.6, 1.0])
def test_blurred_and_noisy_dots_go_as_well(sigma: float) -> None:
    rng = np.random.default_rng(3)
    page = cv2.GaussianBlur(drawn(*WORDS, DOTS), (0, 0), sigma)
    noisy = np.clip(page + rng.normal(0, 6, page.shape), 0, 255).astype(np.uint8)
    cleaned, found = without_leaders(noisy, DPI)
    right = np.s_[: 65 * DPI // 25, 125 * DPI // 25 :]
    assert found
    assert int(cleaned[right].min()) > 150


@pytest.mark.parametrize("dpi", [170, 200, 225, 240])
@pytest.mark.parametrize("dots", ["." * 40, ". " * 24, "…" * 14])
@pytest.mark.parametrize("points", [10.0, 12.0, 14.0])
def test_the_glance_misses_no_row_that_a_full_search_finds(dpi: int, dots: str, points: float) -> None:
    painted = paint(Sheet((*WORDS, Text(30, 100, dots, points=points))), dpi)
    page = np.asarray(cv2.cvtColor(painted, cv2.COLOR_RGB2GRAY), np.uint8)
    rows = leaders._rows(page, dpi / 25.4, leaders._FULL)
    assert without_leaders(page, dpi)[1] == (next(rows, None) is not None)
