"""What is known of a seal's colour: red on an original, black on a copy scanned in colour, nothing on a grey scan."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.page import RegionType
from pipeline.page_drawing import DrawnPage
from pipeline.page_image import PageImage
from pipeline.page_regions import page_text, small_page
from pipeline.regions.picture import picture_of
from pipeline.regions.seals import find_seals
from pipeline.source.document import Pixels
from samples.sheet import Seal, Text
from tests.pipeline.regions.drawn import DPI, pixels

TITLE = Text(60, 60, "GIẤY CHỨNG NHẬN", "bold", 14)
SEALED = (TITLE, Seal(140, 200, 18, "ỦY BAN NHÂN DÂN TỈNH", 3))


def in_black(colour: Pixels) -> Pixels:
    """As a copier prints it: grey, and darker than red ink was."""
    grey = cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY).astype(np.float32)
    copied = np.clip((grey - 80) * 1.45, 0, 255).astype(np.uint8)
    return np.asarray(np.repeat(copied[:, :, None], 3, axis=2), np.uint8)


def scanned_in_colour(page: Pixels, tint: int = 4) -> Pixels:
    """With the little colour that a scanner sees in everything: paper yellowish, ink of any shade."""
    noise = np.random.default_rng(5).normal(0, tint, page.shape)
    return np.asarray(np.clip(page + noise + np.array([tint, 0, -tint]), 0, 255), np.uint8)


def known(page: Pixels) -> list[bool | None]:
    return [seal.coloured for seal in find_seals(picture_of(page, DPI))]


def test_a_red_seal() -> None:
    assert known(pixels(*SEALED)) == [True]
    assert known(scanned_in_colour(pixels(*SEALED))) == [True]


@pytest.mark.parametrize("tint", [3, 6])
def test_a_black_seal_on_a_scan_in_colour(tint: int) -> None:
    assert known(scanned_in_colour(in_black(pixels(*SEALED)), tint)) == [False]


def test_a_grey_scan_does_not_know() -> None:
    copy = in_black(pixels(*SEALED))
    assert known(copy) == [None]
    assert known(copy[:, :, 0]) == [None]


def test_an_electronic_signature_in_colour_does_not_make_a_grey_scan_know() -> None:
    copy = in_black(pixels(*SEALED))
    cv2.putText(copy, "Ky boi: So Noi vu", (780, 1180), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (0, 0, 255), 2)
    assert known(copy) == [None]


def test_a_faded_seal_is_neither_red_nor_black() -> None:
    page = in_black(pixels(*SEALED)).astype(np.float32)
    ink = page < 160
    ink[:, :, 1:] = False
    faded = np.where(ink, page + 34, page)
    assert known(np.clip(faded, 0, 255).astype(np.uint8)) == [None]


def test_the_page_keeps_what_is_known() -> None:
    colour = scanned_in_colour(in_black(pixels(*SEALED)))
    drawn = DrawnPage(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8), colour)
    found = page_text(small_page(drawn, DPI), PageImage(drawn.grey, DPI, 0, 1.5), []).regions
    assert [(region.type, region.coloured) for region in found if region.type is RegionType.SEAL] == [
        (RegionType.SEAL, False)
    ]
