"""Ink, pen, seal, fonts and the scanner's wear, each by itself."""

from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from samples.fonts import PACKAGE, FontMissingError, Typeface, choose, liberation, typeface
from samples.ink import stamp_ink
from samples.pen import pen_mask, signature_mask, smooth_curve
from samples.scanner import CLEAN, Wear, to_grey, wear_page
from samples.seal import seal_mask
from samples.sheet import Pixels, Sheet, Text, paint


def striped_page() -> Pixels:
    """White with a black horizontal bar a quarter of the way down."""
    page = np.full((400, 300, 3), 255, np.uint8)
    page[98:102, 30:270] = 0
    return page


def test_ink_darkens_and_hides_nothing() -> None:
    page = striped_page()
    stamp_ink(page, np.ones((40, 40), np.float32), at=(80, 80), colour=(200, 20, 40))
    assert tuple(page[85, 90]) == (200, 20, 40)
    assert tuple(page[100, 90]) == (0, 0, 0)


def test_ink_off_the_page_is_cut_at_the_edge() -> None:
    page = striped_page()
    stamp_ink(page, np.ones((50, 50), np.float32), at=(-25, 375), colour=(0, 0, 255))
    stamp_ink(page, np.ones((50, 50), np.float32), at=(900, 0), colour=(0, 0, 255))
    assert tuple(page[399, 0]) == (0, 0, 255)
    assert (page[:, 30:] == striped_page()[:, 30:]).all()


def test_a_curve_goes_through_its_points() -> None:
    points = np.array([(0.0, 0.0), (1.0, 2.0), (3.0, 1.0), (4.0, 4.0)])
    curve = smooth_curve(points, steps=5)
    assert np.allclose(curve[::5], points)


def test_each_digit_has_a_form_of_its_own_and_each_hand_too() -> None:
    masks = [pen_mask(digit, 60.0, 5) for digit in "0123456789"]
    assert all(mask.max() > 0.5 for mask in masks)
    for index, mask in enumerate(masks):
        assert all(np.abs(mask - other).mean() > 0.01 for other in masks[index + 1 :])
    assert np.abs(pen_mask("5", 60.0, 5) - pen_mask("5", 60.0, 6)).mean() > 0.005
    assert (signature_mask(200.0, 1) == signature_mask(200.0, 1)).all()


def test_a_seal_is_a_ring_inside_its_square() -> None:
    mask = seal_mask("ỦY BAN NHÂN DÂN XÃ MỘC ĐIỀN THƯỢNG", 80.0, 3)
    assert mask.shape == (160, 160)
    assert mask[0, 0] == 0
    assert mask[80, :8].max() > 0.4
    assert mask[80, 76:84].min() > 0.4


def test_no_wear_leaves_the_page_as_it_is() -> None:
    page = striped_page()
    assert (wear_page(page, CLEAN, rng=np.random.default_rng(1)) == page).all()


def test_positive_skew_turns_the_print_clockwise() -> None:
    worn = wear_page(striped_page(), Wear(skew_degrees=2.0), rng=np.random.default_rng(1))
    dark = worn[:, :, 0] < 128
    left, right = (int(np.flatnonzero(dark[:, x]).mean()) for x in (60, 240))
    assert right - left == pytest.approx(180 * np.tan(np.radians(2.0)), abs=1.5)


def test_upside_down_and_grey() -> None:
    page = striped_page()
    page[:20, :20] = (255, 0, 0)
    turned = wear_page(page, Wear(upside_down=True), rng=np.random.default_rng(1))
    assert tuple(turned[-1, -1]) == (255, 0, 0)
    grey = to_grey(page)
    assert (grey[:, :, 0] == grey[:, :, 2]).all()
    assert 60 < grey[0, 0, 0] < 90


def test_shade_and_grain_come_from_the_generator() -> None:
    wear = Wear(shade=0.2, noise_sigma=4.0)
    one, same, other = (wear_page(striped_page(), wear, rng=np.random.default_rng(n)) for n in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    assert one[300:, 280:].mean() < one[300:, :20].mean() - 20


def test_a_blank_sheet_is_white_and_a_printed_one_bears_the_watermark() -> None:
    assert paint(Sheet(), 40).min() == 255
    assert paint(Sheet((Text(30, 30, "Số"),)), 40)[200:260].min() == 236


def test_a_missing_typeface_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissingError, match=PACKAGE):
        choose([liberation(tmp_path)])


def test_a_typeface_that_draws_boxes_for_vietnamese_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttf"
    subset, tables = import_module("fontTools.subset"), import_module("fontTools.ttLib")  # both untyped
    font = tables.TTFont(typeface().files["regular"])
    subsetter = subset.Subsetter(subset.Options(notdef_outline=True))
    subsetter.populate(text="ABCabc 123")
    subsetter.subset(font)
    font.save(path)
    boxes = Typeface("Latin only", {"regular": path, "bold": path, "italic": path, "bold_italic": path})
    assert not boxes.usable()
    assert choose([boxes, typeface()]) is typeface()
