"""Blank pages are told from nearly blank ones."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from pipeline.image.blank import is_blank
from pipeline.source.document import Pixels

SHAPE = (3508, 2480)
Treatment = Callable[[Pixels], Pixels]


def paper(*, shade: int = 245, noise: float = 4.0) -> Pixels:
    """Scanned empty A4 at 300 dpi: off-white, grainy, darker to one side."""
    draw = np.random.default_rng(11)
    sheet = shade - 12 * np.linspace(0, 1, SHAPE[1])[None, :] + draw.normal(0, noise, SHAPE)
    return np.asarray(np.clip(sheet, 0, 255), np.uint8)


def with_specks(page: Pixels) -> Pixels:
    draw = np.random.default_rng(3)
    for _ in range(150):
        x, y = int(draw.integers(0, SHAPE[1])), int(draw.integers(0, SHAPE[0]))
        cv2.circle(page, (x, y), int(draw.integers(1, 3)), 60, -1)
    return page


def with_scanner_edge(page: Pixels) -> Pixels:
    page[:, -70:] = 25
    page[:50, :] = 40
    return page


def with_punch_holes(page: Pixels) -> Pixels:
    for y in (1280, 2224):
        cv2.circle(page, (60, y), 35, 15, -1)
    return page


def with_shine_through(page: Pixels) -> Pixels:
    """Mirrored print of the other side, pale as it comes through 70 g/m² paper."""
    other = np.full(SHAPE, 255, np.uint8)
    for row in range(30):
        text = "Can cu Luat To chuc chinh quyen dia phuong ngay"
        cv2.putText(other, text, (250, 300 + 90 * row), cv2.FONT_HERSHEY_COMPLEX, 1.6, 0, 4)
    pale = cv2.GaussianBlur(np.asarray(other[:, ::-1], np.uint8), (0, 0), 3)
    return np.asarray(np.clip(page.astype(np.int16) - (255 - pale.astype(np.int16)) // 10, 0, 255), np.uint8)


@pytest.mark.parametrize("spoil", [lambda page: page, with_specks, with_scanner_edge, with_punch_holes,
                                   with_shine_through])  # fmt: skip
def test_blank_whatever_the_scanner_adds(spoil: Treatment) -> None:
    assert is_blank(spoil(paper()))


def test_grey_recycled_paper_is_blank() -> None:
    assert is_blank(paper(shade=200, noise=7.0))


def with_short_line(page: Pixels) -> Pixels:
    cv2.putText(page, "Noi nhan: Luu VT.", (300, 1500), cv2.FONT_HERSHEY_COMPLEX, 1.5, 30, 3)
    return page


def with_small_stamp(page: Pixels) -> Pixels:
    """A red round stamp of 2 cm: mid-grey in the grey picture."""
    cv2.circle(page, (1700, 2400), 118, 120, 5)
    cv2.putText(page, "DEN", (1630, 2415), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 120, 4)
    return page


def with_signature(page: Pixels) -> Pixels:
    points = np.array([[1500 + 9 * step, 2600 + round(70 * np.sin(step / 4))] for step in range(50)], np.int32)
    cv2.polylines(page, [points.reshape(-1, 1, 2)], isClosed=False, color=90, thickness=5)
    return page


@pytest.mark.parametrize("write", [with_short_line, with_small_stamp, with_signature])
def test_one_small_mark_makes_a_page(write: Treatment) -> None:
    assert not is_blank(write(paper()))


def coloured(page: Pixels) -> Pixels:
    """A red cover, as it is in grey."""
    page[:, :] = 76
    return page


def blackened(page: Pixels) -> Pixels:
    page[1000:1600, 400:2000] = 20
    return page


@pytest.mark.parametrize("cover", [coloured, blackened])
def test_what_hides_the_paper_is_no_blank_page(cover: Treatment) -> None:
    assert not is_blank(cover(paper()))


@pytest.mark.parametrize("shape", [(1, 1), (2, 3000), (8, 8)])
def test_slivers_do_not_crash(shape: tuple[int, int]) -> None:
    assert is_blank(np.full(shape, 255, np.uint8))
