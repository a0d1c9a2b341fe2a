"""Separator sheets: printed, scanned badly, read back; they belong to no paper, and one that fails stops nothing."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.errors import ToolMissing, UsageError
from models.page import Page
from models.separator import SeparatorSheet
from pipeline.codes.finding import find_codes
from pipeline.process import count_pages
from pipeline.separate.sheets import find_sheet
from pipeline.separate.stack import separate
from pipeline.separator_print import paint, write_sheets
from pipeline.source.document import Pixels
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source
from tests.pipeline.letters import decision, line, page
from tests.pipeline.stacks import (
    DOSSIER,
    OTHER,
    blank,
    coded,
    findings,
    papers,
    patch,
    sheet,
    stack,
    text_page,
    unreadable_sheet,
)

FIVE = [SeparatorSheet("000.17.22.H56-261123-0001", ordinal, component="TP-01") for ordinal in range(1, 6)]
NOISY = 14.0
"""So bad a scan loses the bars, which have no redundancy; the QR is still read."""
SEPARATORS = {
    "barcode-fax-image.pdf": [1],
    "patch-code-t-double.pdf": [1, 2],
    "patch-code-t-middle-alpha.tiff": [1],
    "patch-code-t-middle-distorted.pdf": [1],
    "patch-code-t-middle-fuzzy.pdf": [1],
    "patch-code-t-middle-reverse.pdf": [1],
    "patch-code-t-middle.pdf": [1],
    "patch-code-t-middle.tiff": [1],
    "patch-code-t-qr.pdf": [0],
    "patch-code-t.pdf": [0],
    "several-patcht-codes.pdf": [2, 5],
    "split-by-asn-1.pdf": [],
    "many-qr-codes.pdf": [],
    "barcode-39-custom.pdf": [],
}
"""Pages (0-based) that are sheets of other software; its labels with archive numbers lie on papers and are none."""


@pytest.mark.parametrize(("turned", "dpi", "wear"), [(0, 100, 2.0), (2, 200, 12.0), (1, 150, 6.0), (3, 300, 14.0)])
def test_a_printed_sheet_is_read_back_from_a_bad_scan(tmp_path: Path, turned: int, dpi: int, wear: float) -> None:
    path = tmp_path / "sheets.pdf"
    write_sheets(path, FIVE)
    with open_source(path, Limits()) as printed:
        assert printed.page_count == len(FIVE)
        shown = printed.geometry(0)
        assert (shown.width_points, shown.height_points) == pytest.approx((595.3, 841.9), abs=0.5)
        clean = printed.draw(turned, dpi=dpi, grey=True)
    codes = find_codes(np.ascontiguousarray(np.rot90(worn(clean, wear), turned)))
    found = find_sheet(page().model_copy(update={"codes": codes}))
    assert found is not None
    assert found.own == FIVE[turned]
    if wear < NOISY:
        assert "PATCHT" in {code.text for code in codes}


def worn(clean: Pixels, wear: float) -> Pixels:
    """A little askew, unsharp, grey and noisy."""
    height, width = clean.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 1.5, 0.98)
    askew = cv2.warpAffine(clean, turn, (width, height), borderValue=255)
    soft = cv2.GaussianBlur(askew, (0, 0), 0.8).astype(np.float32)
    noise = np.random.default_rng(7).normal(0, wear, clean.shape)
    return np.asarray(np.clip(soft * 0.75 + 40 + noise, 0, 255), np.uint8)


def test_long_codes_stay_on_the_sheet() -> None:
    painted = np.asarray(paint(SeparatorSheet("H56.27.A1-261123-123456", 500, "c" * 64)))
    margin = round(8 / 25.4 * 300)
    assert painted[:, :margin].all()
    assert painted[:, -margin:].all()


def test_without_a_typeface_nothing_is_printed(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing, match="fonts-liberation"):
        write_sheets(tmp_path / "x.pdf", FIVE, folders=[tmp_path])


@pytest.mark.parametrize("arguments", [{"count": 0}, {"count": 501}, {"count": 1, "component": "a|b"}])
def test_what_cannot_be_printed_is_refused(tmp_path: Path, arguments: dict[str, object]) -> None:
    from flows.separators import print_separators

    with pytest.raises(UsageError):
        print_separators(DOSSIER, tmp_path / "x.pdf", **arguments)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(UsageError):
        print_separators("x", tmp_path / "x.pdf", count=1)
    with pytest.raises(UsageError):
        print_separators(DOSSIER, tmp_path / "none" / "x.pdf", count=1)


@pytest.mark.parametrize("between", [sheet(), patch(), coded("PATCH T", kind="code39"), unreadable_sheet()])
def test_a_sheet_parts_papers_and_belongs_to_none(between: Page) -> None:
    found = stack(text_page(), between, text_page(), text_page())
    assert [cut.indexes for cut in found.cuts] == [(0,), (2, 3)]
    assert found.separators == (1,)
    assert found.cuts[1].cues == ("separator",)


def test_the_blank_back_of_a_sheet_belongs_to_no_paper() -> None:
    found = stack(sheet(), blank(), blank(), text_page(), blank())
    assert found.blanks == (1,)
    assert [cut.indexes for cut in found.cuts] == [(2, 3, 4)]


def test_sheets_alone_are_no_paper() -> None:
    for pages in ([sheet()], [sheet(), blank()], [blank(), sheet(), blank(), blank(), patch()]):
        found = stack(*pages)
        assert found.cuts == ()
        assert len(found.separators) + len(found.blanks) == len(pages)


def test_blank_pages_alone_are_one_paper() -> None:
    assert papers(blank(), blank()) == [(1, 2)]


def test_blank_pages_before_a_paper_are_part_of_it() -> None:
    assert papers(blank(), decision(), blank()) == [(1, 2, 3)]


def test_a_sheet_that_cannot_be_read_is_told() -> None:
    assert findings(text_page(), unreadable_sheet(), text_page()) == [[], ["separator_unreadable"]]
    assert findings(text_page(), patch(), text_page()) == [[], []]


def test_a_sheet_of_another_dossier_is_told() -> None:
    told = [[], ["separator_of_other_dossier"], []]
    assert findings(text_page(), sheet(OTHER), text_page(), sheet(), text_page()) == told
    assert findings(sheet(OTHER), text_page(), dossier=None) == [[]]
    (cut,) = stack(sheet(OTHER), text_page()).cuts
    assert (cut.findings[0].expected, cut.findings[0].seen) == (DOSSIER, OTHER)


def test_a_paper_that_speaks_of_sheets_is_none() -> None:
    lines = [line("Hướng dẫn dùng tờ phân cách khi quét", 0.2, 0.1 + 0.02 * row) for row in range(10)]
    assert find_sheet(page(*lines)) is None
    assert find_sheet(coded("ASN00123", kind="code128")) is None


def test_sheets_are_counted_apart_from_what_is_kept() -> None:
    pages = [sheet(), blank(), text_page(), patch(), text_page(), blank()]
    ledger = count_pages(pages, separators=stack(*pages).separators)
    assert ledger.balanced
    assert (ledger.kept, ledger.separators, ledger.blank) == (2, 2, 2)
    odd = sheet().model_copy(update={"blank": True})
    assert count_pages([odd], separators=stack(odd).separators).model_dump() == {
        "scanned": 1, "kept": 0, "separators": 1, "blank": 0, "quarantined": 0,
    }  # fmt: skip


@pytest.mark.corpus
@pytest.mark.parametrize("name", SEPARATORS)
def test_sheets_of_other_software_are_recognised(corpus: Path, name: str) -> None:
    pages = []
    with open_source(corpus / "barcodes" / "separators" / name, Limits()) as document:
        for index in range(document.page_count):
            codes = find_codes(document.draw(index, dpi=200, grey=True))
            pages.append(page(line("chữ", 0.2, 0.5), index=index).model_copy(update={"codes": codes}))
    assert list(separate(pages).separators) == SEPARATORS[name]
