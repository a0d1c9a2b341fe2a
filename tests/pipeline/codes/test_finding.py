"""Codes on pages: made ones with their text and place, the open samples, and none where there is none."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.codes.finding import find_codes
from pipeline.source.document import Pixels
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source
from tests.pipeline.codes.specimens import CARD, CODE39, CODE128, DOSSIER, QR, on_paper, symbol

KINDS = [(QR, "qr", CARD, 4), (CODE128, "code128", DOSSIER, 2), (CODE39, "code39", DOSSIER, 2)]
SEPARATORS = {
    "barcode-128-asn-too-large.pdf": [(0, "code128", "ASN4294967296")],
    "barcode-128-custom.pdf": [(0, "code128", "CUSTOM BARCODE")],
    "barcode-39-asn-123.pdf": [(0, "code39", "ASN00123")],
    "barcode-39-asn-custom-prefix.pdf": [(0, "code39", "CUSTOM-PREFIX-00123")],
    "barcode-39-asn-invalid.pdf": [(0, "code39", "ASNXYZXYZ")],
    "barcode-39-custom.pdf": [(0, "code39", "CUSTOM BARCODE")],
    "barcode-fax-image.pdf": [(1, "code39", "PATCHT")],
    "barcode-qr-asn-000123-upscale-dpi.pdf": [(0, "qr", "ASN 000123")],
    "barcode-qr-custom.pdf": [(0, "qr", "CUSTOM BARCODE")],
    "many-qr-codes.pdf": [(1, "qr", "ADAR-NEXTDOC"), (1, "code128", "ADAR-NEXTDOC")],
    "patch-code-t-middle-distorted.pdf": [(1, "code39", "PATCHT")],
    "patch-code-t-middle-fuzzy.pdf": [(1, "code39", "PATCHT")],
    "patch-code-t-middle-reverse.pdf": [(1, "code39", "PATCHT")],
    "patch-code-t-middle-unreadable.pdf": [],
    "split-by-asn-1.pdf": [(3, "code39", "ASN00125"), (6, "code39", "ASN00126"), (8, "code39", "ASN00127")],
    "split-by-tag-basic.pdf": [(1, "qr", "TAG:invoice"), (3, "qr", "TAG:receipt")],
    "split-by-tag-multiple-per-page.pdf": [(1, "qr", "TAG:invoice"), (1, "qr", "TAG:expense")],
}
"""What the names of the files and the sheets themselves say."""


@pytest.mark.parametrize(("kind", "name", "text", "scale"), KINDS)
@pytest.mark.parametrize("quarters", range(4))
def test_a_code_is_read_where_it_stands(
    kind: zxingcpp.BarcodeFormat, name: str, text: str, scale: int, quarters: int
) -> None:
    ink = np.rot90(on_paper(symbol(text, kind, scale=scale)), quarters)
    (code,) = find_codes(np.asarray(cv2.GaussianBlur(ink, (0, 0), 0.7), np.uint8))
    assert (code.type, code.text) == (name, text)
    rows, columns = np.nonzero(ink < 128)
    around = (columns.min() / ink.shape[1], rows.min() / ink.shape[0], columns.max() / ink.shape[1])
    assert code.box[:3] == pytest.approx(around, abs=0.02)
    assert code.box.bottom == pytest.approx(rows.max() / ink.shape[0], abs=0.02)


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60))
@settings(max_examples=30, deadline=None)
def test_marks_are_kept_though_the_code_does_not_name_its_letters(text: str) -> None:
    """As on real cards: UTF-8 bytes, and no word of that."""
    (code,) = find_codes(on_paper(symbol(text.encode(), QR, scale=4), size=(900, 900), left=40, top=40))
    assert code.text == text


def test_light_on_dark() -> None:
    (code,) = find_codes(np.asarray(255 - on_paper(symbol(DOSSIER, QR, scale=6)), np.uint8))
    assert code.text == DOSSIER


def test_a_coarse_code_is_enlarged() -> None:
    """1.7 pixels a module, blurred: seen, but read only at twice its size; and placed where it stands."""
    fine = symbol(CARD.encode(), QR, scale=8)
    side = round(fine.shape[0] * 1.7 / 8)
    coarse = cv2.GaussianBlur(cv2.resize(fine, (side, side), interpolation=cv2.INTER_AREA), (0, 0), 0.7)
    page = on_paper(np.asarray(coarse, np.uint8), size=(2339, 1654))
    plain = zxingcpp.read_barcodes(page, try_invert=False)
    assert [code.text for code in plain] == []
    (code,) = find_codes(page)
    assert code.text == CARD
    assert code.box.left == pytest.approx(300 / 1654, abs=0.01)


def test_equal_codes_at_two_places_are_two_and_one_code_is_one() -> None:
    page = on_paper(symbol(DOSSIER, QR, scale=5))
    twice = np.asarray(np.vstack([page, page]), np.uint8)
    assert [code.text for code in find_codes(twice)] == [DOSSIER, DOSSIER]


@pytest.mark.parametrize("size", [(1, 1), (1, 100), (15, 300), (16, 16), (40, 33), (300, 200)])
def test_a_page_without_codes_has_none(size: tuple[int, int]) -> None:
    assert find_codes(np.full(size, 255, np.uint8)) == ()


def test_a_short_bar_code_is_not_believed() -> None:
    assert find_codes(on_paper(symbol("A12", CODE39, scale=3))) == ()


@pytest.mark.corpus
def test_the_open_samples_are_read_as_their_list_expects(corpus: Path) -> None:
    missed, seen = set(), 0
    for expected in sorted((corpus / "barcodes" / "codes").rglob("*.txt")):
        for image in expected.parent.iterdir():
            if image.stem == expected.stem and image.suffix != ".txt":
                seen += 1
                if expected.read_bytes().decode() not in {code.text for code in find_codes(grey_of(image))}:
                    missed.add(image.name)
    assert seen > 70
    assert missed == set()


@pytest.mark.corpus
def test_nothing_is_found_where_nothing_is(corpus: Path) -> None:
    pictures = [p for p in (corpus / "barcodes" / "codes" / "falsepositives-1").iterdir() if p.suffix != ".txt"]
    assert pictures
    assert [picture.name for picture in pictures if find_codes(grey_of(picture))] == []


@pytest.mark.corpus
@pytest.mark.parametrize("name", SEPARATORS)
def test_separators(corpus: Path, name: str) -> None:
    found = set()
    with open_source(corpus / "barcodes" / "separators" / name, Limits()) as source:
        for index in range(source.page_count):
            codes = find_codes(source.draw(index, dpi=300, grey=True))
            found |= {(index, code.type, code.text) for code in codes}
    assert set(SEPARATORS[name]) <= found
    assert SEPARATORS[name] or not found


def grey_of(path: Path) -> Pixels:
    with Image.open(path) as image:
        return np.asarray(image.convert("L"), np.uint8)
