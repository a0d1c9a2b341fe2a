"""Each treatment mends its own defect; a clean page stays as it is, to the pixel."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.geometry import Box
from pipeline.image.defects import defects_of
from pipeline.image.mend import mended, mended_otherwise
from pipeline.image.seal_ink import without_seal_ink
from pipeline.image.treat import treat, treat_otherwise
from pipeline.page_image import PageImage
from pipeline.source.document import Pixels
from samples.sheet import Seal, Sheet, Text, paint

DPI = 200
LINES = tuple(
    Text(25, 30 + 8 * row, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;", "regular", 13)
    for row in range(28)
)
SEAL = Seal(100, 120, 18, "ỦY BAN NHÂN DÂN TỈNH", 3)
SEAL_BOX = Box(82 / 210, 102 / 297, 118 / 210, 138 / 297)
RED = np.array((205, 22, 38))


def grey_of(colour: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8)


@pytest.fixture(scope="module")
def colour() -> Pixels:
    return paint(Sheet(LINES), DPI)


@pytest.fixture(scope="module")
def page(colour: Pixels) -> Pixels:
    return grey_of(colour)


def bordered(page: Pixels) -> Pixels:
    worn = page.copy()
    worn[:, :40] = 15
    worn[-30:] = 40
    return worn


def shaded(page: Pixels) -> Pixels:
    return np.asarray(page * np.linspace(1.0, 0.4, page.shape[1])[None, :], np.uint8)


def speckled(page: Pixels) -> Pixels:
    chance = np.random.default_rng(7).random(page.shape)
    return np.where(chance < 0.02, 0, np.where(chance > 0.98, 255, page)).astype(np.uint8)


def shone_through(page: Pixels) -> Pixels:
    back = np.roll(page[:, ::-1], 45, axis=0)
    return np.minimum(page, 255 - ((255 - back) * 0.33).astype(np.uint8))


def faded(page: Pixels) -> Pixels:
    return np.asarray(255 - (255 - page) * 0.25, np.uint8)


DEFECTS = {"border": bordered, "light": shaded, "specks": speckled, "contrast": faded}


@pytest.mark.parametrize(("name", "wear"), DEFECTS.items())
def test_each_defect_opens_its_own_gate(name: str, wear: Callable[[Pixels], Pixels], page: Pixels) -> None:
    assert mended(wear(page))[1] == (name,)


@pytest.mark.parametrize(("name", "wear"), [item for item in DEFECTS.items() if item[0] != "contrast"])
def test_the_paper_of_a_mended_page_is_clean(name: str, wear: Callable[[Pixels], Pixels], page: Pixels) -> None:
    worn, paper = wear(page), page > 230
    before, after = (float(cv2.absdiff(image, page)[paper].mean()) for image in (worn, mended(worn)[0]))
    assert after < 0.3 * before


def test_show_through_is_taken_out_of_weakly_read_pages_only(page: Pixels) -> None:
    """On a page that was read well it cost a mark of a name."""
    worn, paper = shone_through(page), page > 230
    assert mended(worn) == (worn, ())
    assert mended_otherwise(worn, (), confidence=0.97) is None
    other = mended_otherwise(worn, (), confidence=0.85)
    assert other is not None
    assert other[1] == "show_through"
    before, after = (float(cv2.absdiff(image, page)[paper].mean()) for image in (worn, other[0]))
    assert after < 0.3 * before


def test_faint_print_is_brought_out(page: Pixels) -> None:
    worn = faded(page)
    assert mended(worn)[0].std() > 1.2 * worn.std()


@pytest.mark.parametrize(
    "wear",
    [
        lambda page: page,
        lambda page: np.rint(page * 0.92).astype(np.uint8),
        lambda page: np.asarray(cv2.GaussianBlur(page, (0, 0), 0.9), np.uint8),
        lambda page: np.clip(page + np.random.default_rng(2).normal(0, 8, page.shape), 0, 255).astype(np.uint8),
        lambda page: np.asarray(cv2.threshold(page, 128, 255, cv2.THRESH_BINARY)[1], np.uint8),
        lambda page: np.full_like(page, 255),
    ],
    ids=["clean", "greyish paper", "soft", "grain", "black and white", "empty"],
)  # fmt: skip
def test_a_sound_page_is_not_touched(wear: Callable[[Pixels], Pixels], page: Pixels) -> None:
    sound = wear(page)
    image, done = mended(sound)
    assert image is sound
    assert done == ()


def test_a_dark_photograph_in_the_middle_is_no_border(page: Pixels) -> None:
    pictured = page.copy()
    pictured[1000:1500, 500:1000] = 30
    assert defects_of(pictured).border == 0


def test_the_red_seal_leaves_the_print_beneath_it(colour: Pixels, page: Pixels) -> None:
    sealed = paint(Sheet((*LINES, SEAL)), DPI)
    cleared, done = without_seal_ink(grey_of(sealed), sealed, [SEAL_BOX])
    assert done == ("seal_ink",)
    before, after = (float(cv2.absdiff(image, page).mean()) for image in (grey_of(sealed), cleared))
    assert after < 0.35 * before
    half = np.asarray(cv2.resize(sealed, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    assert float(cv2.absdiff(without_seal_ink(grey_of(sealed), half, [SEAL_BOX])[0], page).mean()) < 0.5 * before


def test_red_print_outside_the_seal_stays(page: Pixels) -> None:
    depth = (255 - page[:, :, None]) / 255
    red = np.asarray(255 - depth * (255 - RED), np.uint8)
    cleared, _ = without_seal_ink(grey_of(red), red, [SEAL_BOX])
    outside = np.ones(page.shape, bool)
    outside[round(95 / 297 * page.shape[0]) : round(145 / 297 * page.shape[0])] = False
    assert np.array_equal(cleared[outside], grey_of(red)[outside])
    assert without_seal_ink(page, red, ()) == (page, ())


def test_what_was_done_is_recorded_on_the_image(page: Pixels) -> None:
    assert treat(bordered(page), DPI).treatments == ("border",)
    assert treat(bordered(page), DPI, mending=False).treatments == ()
    assert treat(page, DPI).treatments == ()


def test_a_weak_page_gets_another_treatment_when_it_shows_a_reason(page: Pixels) -> None:
    holes = np.random.default_rng(3).random((page.shape[0] // 2, page.shape[1] // 2)) < 0.18
    torn = page.copy()
    torn[cv2.resize(holes.astype(np.uint8), page.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0] = 255
    other = treat_otherwise(PageImage(torn, DPI, treatments=("border",)), confidence=0.9)
    assert other is not None
    assert other.treatments == ("border", "gaps")
    assert (cv2.absdiff(other.grey, page) > 80).mean() < (cv2.absdiff(torn, page) > 80).mean()
    assert treat_otherwise(PageImage(torn, DPI), confidence=0.96) is None
    assert treat_otherwise(PageImage(page, DPI), confidence=0.9) is None


def test_a_page_read_very_badly_is_tried_with_more_contrast_but_once(page: Pixels) -> None:
    assert [found[1] for confidence in (0.7, 0.9) if (found := mended_otherwise(page, (), confidence=confidence))] == [
        "contrast"
    ]
    assert mended_otherwise(page, ("contrast",), confidence=0.7) is None


@given(arrays(np.uint8, st.tuples(st.integers(1, 40), st.integers(1, 40))))
def test_any_image_comes_back_in_its_own_size(pixels: Pixels) -> None:
    image, _ = mended(pixels)
    assert image.shape == pixels.shape
    assert image.dtype == np.uint8
