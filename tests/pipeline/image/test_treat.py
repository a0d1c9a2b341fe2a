"""Boxes found on treated pages lie where the ink lies on the source page."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.geometry import Box
from pipeline.image.deskew import straighten
from pipeline.image.orientation import turned
from pipeline.image.resolution import READING_DPI
from pipeline.image.treat import COARSE_DPI, FINEST_DRAWN_DPI, drawing_dpi, treat
from pipeline.page_image import PageImage
from pipeline.source.document import Pixels
from tests.pipeline.image.test_deskew import askew, printed_page

WIDTH, HEIGHT = 620, 877
ROTATIONS = st.sampled_from([0, 90, 180, 270])


def sheet_with_dot(x: int, y: int, *, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    page = np.full((height, width), 255, np.uint8)
    cv2.circle(page, (x, y), 4, 0, -1)
    return page


def ink_box(grey: Pixels) -> Box:
    """The box of all ink, in pixels; each pixel is a square."""
    rows, columns = np.nonzero(grey < 128)
    return Box(float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))


@settings(max_examples=120, deadline=None)
@given(
    x=st.integers(120, WIDTH - 120), y=st.integers(120, HEIGHT - 120),
    rotation=ROTATIONS, skew=st.floats(-6, 6), scale=st.sampled_from([0.6, 0.75, 1.0, 1.4]),
)  # fmt: skip
def test_the_way_back_ends_within_a_pixel(x: int, y: int, rotation: int, skew: float, scale: float) -> None:
    source = sheet_with_dot(x, y)
    grey = straighten(turned(source, rotation), skew)
    grey = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    found = PageImage(grey, 200, rotation, skew).to_source(ink_box(grey))
    truth = ink_box(source)
    error = np.abs(np.subtract(found.middle, (truth.middle[0] / WIDTH, truth.middle[1] / HEIGHT)))
    assert error[0] * WIDTH <= 1.0 / min(scale, 1)
    assert error[1] * HEIGHT <= 1.0 / min(scale, 1)
    assert found.width * WIDTH == pytest.approx(truth.width, abs=3 / scale)


@pytest.mark.parametrize(("rotation", "skew"), [(0, 0.0), (0, 1.7), (90, -0.9), (180, 2.4), (270, 0.6)])
def test_treating_a_scan_and_going_back(rotation: int, skew: float) -> None:
    upright = printed_page(lines=30)
    cv2.rectangle(upright, (1080, 1600), (1140, 1640), 0, -1)  # one mark unlike the rest, at the right bottom
    source = turned(askew(upright, skew), (360 - rotation) % 360)
    image = treat(source, 150, rotation=rotation)
    assert image.rotation == rotation
    assert image.skew_degrees == pytest.approx(skew, abs=0.12)
    blocks = cv2.erode(255 - image.grey, np.ones((15, 15), np.uint8))  # only the mark is so thick
    rows, columns = np.nonzero(blocks > 128)
    found = image.to_source(Box(columns.min() - 7, rows.min() - 7, columns.max() + 8, rows.max() + 8))
    patch = source[
        round(found.top * source.shape[0]) : round(found.bottom * source.shape[0]),
        round(found.left * source.shape[1]) : round(found.right * source.shape[1]),
    ]
    assert patch.mean() < 40  # nearly all ink: the box lies on the mark


def test_fine_scans_are_read_at_reading_resolution() -> None:
    image = treat(np.full((3508, 2480), 255, np.uint8), 300)
    assert image.dpi == READING_DPI
    assert image.size == (round(2480 * READING_DPI / 300), round(3508 * READING_DPI / 300))


def test_coarse_scans_are_enlarged() -> None:
    image = treat(np.full((1176, 830), 255, np.uint8), 100)
    assert image.dpi == READING_DPI
    assert image.size[0] == round(830 * READING_DPI / 100)


def test_straight_pages_keep_every_pixel() -> None:
    page = printed_page()
    assert np.array_equal(treat(page, READING_DPI).grey, page)


def test_odd_slivers_are_treated() -> None:
    assert treat(np.full((1, 4000), 255, np.uint8), 300).size[1] >= 1


@pytest.mark.parametrize(("scan", "drawn"), [(None, FINEST_DRAWN_DPI), (600, FINEST_DRAWN_DPI), (300, 300), (200, 200),
                                             (72, READING_DPI)])  # fmt: skip
def test_pages_are_drawn_as_finely_as_they_were_scanned(scan: int | None, drawn: int) -> None:
    assert drawing_dpi(scan) == drawn
    assert COARSE_DPI < READING_DPI
