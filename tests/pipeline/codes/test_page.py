"""Codes come with the page that was read, in place, whichever way it was scanned and whatever its text comes from."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import pikepdf
import pytest
import zxingcpp
from PIL import Image

from models.findings import FindingCode
from models.geometry import Box
from models.page import Line, Word
from pipeline.codes.page_codes import page_codes
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.source.document import Pixels
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source
from tests.pipeline.codes.specimens import CARD, DOSSIER, NUMBER, QR, ZONE, on_paper, symbol

WHITE = np.full((300, 400), 255, np.uint8)


def printed(*texts: str) -> list[Line]:
    lines = []
    for number, text in enumerate(texts):
        box = Box(0.1, 0.1 + 0.05 * number, 0.9, 0.13 + 0.05 * number)
        word = Word(text=text, box=box, confidence=0.9, readers=("tesseract",))
        lines.append(Line(text=text, box=box, confidence=0.9, words=(word,)))
    return lines


def born_digital(path: Path, text: str, code: Pixels | None) -> Path:
    """A PDF of one A4 page with a text layer and a picture of a code."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        drawn = "".join(f"BT /F1 11 Tf 60 {500 - 20 * row} Td ({text} {row}) Tj ET " for row in range(12))
        if code is not None:
            about = {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": code.shape[1],
                "/Height": code.shape[0],
                "/ColorSpace": pikepdf.Name.DeviceGray,
                "/BitsPerComponent": 8,
            }
            image = pikepdf.Stream(pdf, code.tobytes(), about)
            page.Resources.XObject = pikepdf.Dictionary(Im1=image)
            drawn += "q 57 0 0 57 60 740 cm /Im1 Do Q"
        page.Contents = pdf.make_stream(drawn.encode())
        pdf.save(path)
    return path


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_a_scanned_page_brings_its_codes(tmp_path: Path, quarters: int) -> None:
    page = np.rot90(on_paper(symbol(DOSSIER, QR, scale=5), size=(2339, 1654)), quarters)
    path = tmp_path / "scan.png"
    Image.fromarray(np.ascontiguousarray(page)).save(path, dpi=(200, 200))
    (found,) = read_page(path, 0, PageOptions(reader="fault-silent")).codes
    rows, columns = np.nonzero(page < 128)
    assert (found.type, found.text) == ("qr", DOSSIER)
    assert found.box.middle == pytest.approx(
        ((columns.min() + columns.max()) / 2 / page.shape[1], (rows.min() + rows.max()) / 2 / page.shape[0]), abs=0.01
    )


def test_a_page_with_its_own_text_brings_its_codes_and_is_held_against_them(tmp_path: Path) -> None:
    other = DOSSIER[:-1] + "8"
    path = born_digital(
        tmp_path / "page.pdf", f"Phieu tiep nhan ho so so {other} cua cong dan", symbol(DOSSIER, QR, scale=4)
    )
    page = read_page(path, 0, PageOptions(reader="fault-silent"))
    assert page.text_source == "text_layer"
    (found,) = page.codes
    assert found.text == DOSSIER
    assert found.box == pytest.approx((60 / 595, 45 / 842, 117 / 595, 102 / 842), abs=0.02)
    (doubt,) = page.findings
    assert (doubt.code, doubt.expected, doubt.seen) == (FindingCode.CROSS_CHECK_FAILED, DOSSIER, other)
    assert json.loads(page.model_dump_json())["codes"][0]["text"] == DOSSIER


def test_a_page_of_letters_alone_is_not_drawn_for_codes(tmp_path: Path) -> None:
    for name, code, draws in (("letters", None, False), ("code", symbol(DOSSIER, QR, scale=4), True)):
        with open_source(born_digital(tmp_path / f"{name}.pdf", "Van ban", code), Limits()) as source:
            assert source.draws_pictures(0) is draws


def test_a_page_too_large_to_draw_keeps_its_text(tmp_path: Path) -> None:
    path = born_digital(tmp_path / "page.pdf", "Phieu tiep nhan ho so cua cong dan", symbol(DOSSIER, QR, scale=4))
    page = read_page(path, 0, PageOptions(reader="fault-silent", limits=Limits(max_pixels=1000)))
    assert page.text_source == "text_layer"
    assert len(page.lines) == 12
    assert [(item.code, item.seen) for item in page.findings] == [(FindingCode.CODES_NOT_SOUGHT, "too_many_pixels")]


def test_the_zone_of_a_card_is_a_code_where_its_lines_are() -> None:
    (zone,) = page_codes(WHITE, printed("CĂN CƯỚC CÔNG DÂN", *ZONE)).codes
    assert zone.type == "mrz"
    assert zone.text.splitlines() == list(ZONE)
    assert zone.box == pytest.approx((0.1, 0.15, 0.9, 0.28), abs=1e-6)


def test_a_zone_is_not_its_own_print() -> None:
    assert page_codes(WHITE, printed(*ZONE)).findings == ()
    (doubt,) = page_codes(WHITE, printed(f"Số: {NUMBER[:-1]}5", *ZONE)).findings
    assert (doubt.expected, doubt.seen) == (NUMBER, NUMBER[:-1] + "5")


@pytest.mark.parametrize("error", [ValueError, RuntimeError, MemoryError])
def test_a_failing_decoder_fails_no_page(error: type[Exception], caplog: pytest.LogCaptureFixture) -> None:
    def failing(*_: object, **__: object) -> list[zxingcpp.Barcode]:
        raise error("of the library")

    found = page_codes(WHITE, printed(*ZONE), decode=failing)
    assert [code.type for code in found.codes] == ["mrz"]
    assert [item.code for item in found.findings] == [FindingCode.CODES_NOT_SOUGHT]
    assert error.__name__ in caplog.text


def test_no_log_holds_a_citizen(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    found = page_codes(on_paper(symbol(CARD.encode(), QR, scale=5)), printed(f"Số {NUMBER[:-1]}5", *ZONE))
    assert len(found.codes) == 2
    assert len(found.findings) == 1
    assert NUMBER not in caplog.text
    assert "Mẫu" not in caplog.text
