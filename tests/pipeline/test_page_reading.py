"""A page that a program wrote: one word makes it a page, and odd boxes do not hide it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from models.findings import FindingCode
from models.page import Page
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source

A4 = (595, 842)


def written(folder: Path, content: bytes, **boxes: list[int]) -> Path:
    """A PDF of one A4 page; ``boxes`` such as CropBox replace the page's own."""
    path = folder / "page.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A4)
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = pdf.make_stream(content)
        for name, box in boxes.items():
            page[f"/{name}"] = pikepdf.Array(box)
        pdf.save(path)
    return path


def read(path: Path) -> Page:
    return read_page(path, 0, PageOptions(reader="fault-silent"))


@pytest.mark.parametrize("text", [b"12", b"Page 2", b"Hello"])
def test_a_page_number_alone_is_not_blank(tmp_path: Path, text: bytes) -> None:
    assert not read(written(tmp_path, b"BT /F1 11 Tf 300 800 Td (%b) Tj ET" % text)).blank


@pytest.mark.parametrize("content", [b"", b"BT /F1 11 Tf 1 g 300 800 Td (Hello) Tj ET"], ids=["nothing", "white words"])
def test_a_page_without_ink_is_blank(tmp_path: Path, content: bytes) -> None:
    page = read(written(tmp_path, content))
    assert page.blank
    assert FindingCode.PAGE_BLANK in {item.code for item in page.findings}


def test_a_crop_box_beside_the_page_shows_the_page(tmp_path: Path) -> None:
    path = written(tmp_path, b"BT /F1 30 Tf 100 400 Td (Here) Tj ET", CropBox=[600, 850, 900, 1000])
    with open_source(path, Limits()) as source:
        shown = source.geometry(0)
        assert (round(shown.width_points), round(shown.height_points)) == A4
        assert source.draw(0, dpi=72, grey=True).min() < 100
    assert not read(path).blank


def test_programs_that_open_no_page_do_without_the_code_reader() -> None:
    """At the end of such a program zxing-cpp's binding wrote twenty lines about leaks over the operator's result."""
    seen = "import sys, flows.digitise, flows.read_only; print('zxingcpp' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", seen], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "False"
