"""Skew is measured to within what is worth mending, and turned back."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.image.deskew import WIDEST_DEGREES, skew_degrees, straighten
from pipeline.source.document import Pixels

WHITE = 255


def printed_page(*, lines: int = 40, width: int = 1240, height: int = 1754) -> Pixels:
    """A page of words of differing length, black on white, at 150 dpi."""
    page = np.full((height, width), WHITE, np.uint8)
    draw = np.random.default_rng(7)
    for row in range(lines):
        left, top = 130, 120 + row * (height - 240) // lines
        while left < width - 160:
            letters = int(draw.integers(2, 8))
            cv2.putText(page, "nghiemtruongh"[:letters], (left, top), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 2)
            left += letters * 14 + 16
    return page


def askew(page: Pixels, degrees: float) -> Pixels:
    """The page as a scanner sees it when the paper lies turned clockwise."""
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(WHITE,)), np.uint8)


@settings(max_examples=25, deadline=None)
@given(degrees=st.floats(-WIDEST_DEGREES + 0.3, WIDEST_DEGREES - 0.3))
def test_skew_is_found_with_its_sign(degrees: float) -> None:
    assert skew_degrees(askew(printed_page(), degrees)) == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("degrees", [-3.0, -0.8, 0.4, 2.0])
def test_straightened_pages_are_straight(degrees: float) -> None:
    page = askew(printed_page(), degrees)
    assert abs(skew_degrees(straighten(page, skew_degrees(page)))) <= 0.1


def test_a_straight_page_is_left_alone() -> None:
    assert abs(skew_degrees(printed_page())) <= 0.051


def test_a_short_letter_suffices() -> None:
    assert skew_degrees(askew(printed_page(lines=4), 1.2)) == pytest.approx(1.2, abs=0.2)


@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (700, 3), (40, 40), (1754, 1240)])
def test_pages_without_print_have_no_skew(shape: tuple[int, int]) -> None:
    assert skew_degrees(np.full(shape, WHITE, np.uint8)) == 0.0


def test_a_dark_scanner_border_does_not_pass_for_print() -> None:
    page = askew(printed_page(), 1.5)
    page[:, :45] = 20
    page[-30:, :] = 35
    assert skew_degrees(page) == pytest.approx(1.5, abs=0.15)
