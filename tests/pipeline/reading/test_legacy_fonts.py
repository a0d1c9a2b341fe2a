"""Layers in fonts of the years before Unicode: decoded where the language proves it, left alone where it does not."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions
from pipeline.reading.legacy_fonts import TABLES, LegacyCode, decode
from pipeline.reading.text_layer import read_text_layer
from pipeline.reading.trust import Doubt

PLAIN = "bcdghklmnpqrstvx 0123456789"
SENTENCES = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam",
    "Độc lập Tự do Hạnh phúc",
    "Nay ủy ban nhân dân huyện Mẫu quyết định cấp giấy phép",
    "cho hộ kinh doanh của ông Nguyễn Văn Thử ở thị trấn",
    "được thực hiện từ ngày ký và thay thế quyết định cũ",
)
TO_UNICODE = b"""begincmap 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfrange <20> <FF> <0020> endbfrange endcmap"""
FONTS = {LegacyCode.TCVN3: ".VnTime", LegacyCode.VNI: "VNI-Times"}


def encoded(text: str, code: LegacyCode) -> str:
    """The text as such a font writes it; capitals by a capital vowel and mark, as typists did."""
    back: dict[str, str] = {}
    for written, letter in TABLES[code].items():
        back.setdefault(letter, written)
    return "".join(back.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def legacy_pdf(path: Path, code: LegacyCode, lines: tuple[str, ...], *, font: str) -> Path:
    rows = b"".join(
        b"1 0 0 1 72 %d Tm (%s) Tj\n" % (700 - 24 * row, encoded(line, code).encode("latin-1"))
        for row, line in enumerate(lines)
    )
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        named = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/ABCDEF+{font}"), Flags=4, ItalicAngle=0,
            Ascent=900, Descent=-200, CapHeight=700, StemV=80, FontBBox=pikepdf.Array([0, -200, 1000, 900]),
        )  # fmt: skip
        described = pikepdf.Dictionary(
            FontDescriptor=named, ToUnicode=pikepdf.Stream(pdf, TO_UNICODE),
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name(f"/ABCDEF+{font}"),
            Encoding=pikepdf.Name.WinAnsiEncoding, FirstChar=0, LastChar=255, Widths=pikepdf.Array([500] * 256),
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=described))
        page.Contents = pikepdf.Stream(pdf, b"BT /F1 12 Tf\n" + rows + b"ET")
        pdf.save(path)
    return path


@pytest.mark.parametrize("code", LegacyCode)
def test_every_vietnamese_letter_has_its_place(code: LegacyCode) -> None:
    small = {
        unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in ("", *"\u0300\u0301\u0309\u0303\u0323")
    }
    assert (small | {"đ"}) - set("aeiouy") <= set(TABLES[code].values())
    assert all(unicodedata.is_normalized("NFC", letter) for letter in TABLES[code].values())


@given(
    text=st.text(
        st.sampled_from(PLAIN + "".join(sorted({c for c in TABLES[LegacyCode.TCVN3].values() if c.islower()})))
    )
)
@pytest.mark.parametrize("code", LegacyCode)
def test_what_was_encoded_is_decoded(code: LegacyCode, text: str) -> None:
    assert decode(encoded(text, code), code) == text


@given(text=st.text())
@pytest.mark.parametrize("code", LegacyCode)
def test_any_text_decodes_to_something(code: LegacyCode, text: str) -> None:
    assert len(decode(text, code)) <= len(text)


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("code", LegacyCode)
def test_a_layer_is_decoded_and_its_raw_text_kept(tmp_path: Path, code: LegacyCode, named: bool) -> None:
    path = legacy_pdf(tmp_path / "old.pdf", code, SENTENCES, font=FONTS[code] if named else "F1")
    page = read_page(path, 0, PageOptions())
    assert page.text_source == "text_layer"
    assert page.text.splitlines() == [*SENTENCES]
    assert page.raw_text.splitlines() == [encoded(line, code) for line in SENTENCES]
    assert [(found.code, found.seen) for found in page.findings] == [(FindingCode.TEXT_LAYER_DECODED, code.value)]


def test_small_letters_of_a_font_of_capitals_are_capitals(tmp_path: Path) -> None:
    path = legacy_pdf(tmp_path / "old.pdf", LegacyCode.TCVN3, SENTENCES, font=".VnTimeH,Bold")
    assert [line.text for line in read_text_layer(path, 0).lines] == [line.upper() for line in SENTENCES]


def test_a_name_alone_proves_nothing(tmp_path: Path) -> None:
    french = ("Le préfet décide que la société doit être agréée", "après contrôle du dossier à la mairie de Thérouanne")
    with pikepdf.open(legacy_pdf(tmp_path / "old.pdf", LegacyCode.VNI, ("x",), font="VNI-Times")) as pdf:
        rows = b"".join(
            b"1 0 0 1 72 %d Tm (%s) Tj\n" % (700 - 24 * row, line.encode("latin-1")) for row, line in enumerate(french)
        )
        pdf.pages[0].Contents = pikepdf.Stream(pdf, b"BT /F1 12 Tf\n" + rows + b"ET")
        pdf.save(tmp_path / "french.pdf")
    layer = read_text_layer(tmp_path / "french.pdf", 0)
    assert (layer.trusted, layer.reason) == (False, Doubt.LEGACY_FONT)


@pytest.mark.corpus
@pytest.mark.parametrize(("name", "least"), [("tcvn3-nd-109-2004", 0.999), ("tcvn3-plan-2005", 0.99)])
def test_old_laws_read_as_they_are_printed(corpus: Path, name: str, least: float) -> None:
    """What is missing are numbers and abbreviations that the file's own gaps part."""
    right = total = 0
    for path in sorted((corpus / "born-digital" / "gt").glob(f"{name}_p*.txt")):
        layer = read_text_layer(corpus / "born-digital" / f"{name}.pdf", int(path.stem[-2:]) - 1)
        assert layer.decoded_from == "tcvn3"
        assert layer.raw
        expected = Counter(unicodedata.normalize("NFC", path.read_text("utf-8")).split())
        right += (expected & Counter(" ".join(line.text for line in layer.lines).split())).total()
        total += expected.total()
    assert right >= least * total
