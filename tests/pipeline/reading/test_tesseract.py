"""Tesseract's table becomes lines and words; its failures become verdicts, and nothing of it stays behind."""

import unicodedata
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputRefused, ToolMissing
from models.verdict import Verdict
from pipeline.image.treat import treat
from pipeline.page_image import PageImage
from pipeline.reading import tesseract
from pipeline.reading.tesseract import TesseractReader, parse_table, probe

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
SHEET = PageImage(np.full((1000, 800), 255, np.uint8), 225)


def row(text: str, *, block: int = 1, line: int = 1, left: int = 80, conf: str = "96.5", level: int = 5) -> str:
    return f"{level}\t1\t{block}\t1\t{line}\t1\t{left}\t100\t160\t20\t{conf}\t{text}\n"


def test_words_are_grouped_as_tesseract_grouped_them() -> None:
    table = (
        HEAD + row("", level=4, conf="-1") + row("Căn") + row("cứ", left=300) + row("Luật", line=2) + row("Số", block=2)
    )
    lines = list(parse_table(table, SHEET))
    assert [line.text for line in lines] == ["Căn cứ", "Luật", "Số"]
    assert lines[0].words[0].box == (0.1, 0.1, 0.3, 0.12)
    assert lines[0].box == (0.1, 0.1, 0.575, 0.12)
    assert lines[0].confidence == pytest.approx(0.965)
    assert lines[0].words[0].readers == ("tesseract",)


def test_empty_words_and_lines_are_left_out() -> None:
    assert list(parse_table(HEAD + row(" ") + row("", line=2), SHEET)) == []
    assert list(parse_table(HEAD, SHEET)) == []


def test_letters_are_composed_and_quotes_are_letters() -> None:
    (line,) = parse_table(HEAD + row(unicodedata.normalize("NFD", '"Quyết')), SHEET)
    assert line.text == '"Quyết'


@pytest.mark.parametrize(("said", "kept"), [("-1", 0.0), ("0", 0.0), ("100.2", 1.0), ("42.123456", 0.4212)])
def test_confidence_is_a_share(said: str, kept: float) -> None:
    (line,) = parse_table(HEAD + row("a", conf=said), SHEET)
    assert line.words[0].confidence == kept


@given(text=st.text(st.characters(exclude_characters="\t\r\n\0\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029",
                                  exclude_categories=["Cs"]), max_size=20))  # fmt: skip
def test_any_text_survives_the_table(text: str) -> None:
    kept = unicodedata.normalize("NFC", text.strip())
    assert [line.text for line in parse_table(HEAD + row(text), SHEET)] == ([kept] if kept else [])


def printed(rotation: int = 0) -> tuple[PageImage, tuple[int, int]]:
    """Three lines of print on A4 at 225 dpi, treated; and the source's width and height in pixels."""
    page = np.full((2631, 1860), 255, np.uint8)
    for number in range(3):
        place = (300, 500 + 300 * number)
        cv2.putText(page, "thanh pho nam nay", place, cv2.FONT_HERSHEY_COMPLEX, 2.0, 0, 4, cv2.LINE_AA)
    source = np.asarray(cv2.rotate(page, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8) if rotation else page
    return treat(source, 225, rotation=rotation), (source.shape[1], source.shape[0])


@pytest.mark.integration
def test_print_is_read_where_it_stands() -> None:
    image, (width, height) = printed()
    lines = TesseractReader().read(image, seconds=60).lines
    assert [line.text for line in lines] == ["thanh pho nam nay"] * 3
    for number, line in enumerate(lines):
        assert line.box.left * width == pytest.approx(300, abs=12)
        assert line.box.bottom * height == pytest.approx(500 + 300 * number, abs=12)


@pytest.mark.integration
def test_a_turned_page_gives_boxes_of_the_source() -> None:
    image, (width, height) = printed(rotation=90)
    lines = TesseractReader().read(image, seconds=60).lines
    assert [line.text for line in lines] == ["thanh pho nam nay"] * 3
    for number, line in enumerate(lines):  # a page turned anticlockwise: its lines run up, the first at the left
        assert line.box.right * width == pytest.approx(500 + 300 * number, abs=12)
        assert (1 - line.box.bottom) * height == pytest.approx(300, abs=12)


@pytest.mark.integration
@pytest.mark.parametrize("shape", [(1, 1), (3, 700), (40, 40), (500, 400)])
def test_empty_and_tiny_pages_have_no_words(shape: tuple[int, int]) -> None:
    assert TesseractReader().read(PageImage(np.full(shape, 255, np.uint8), 225), seconds=60).lines == ()


@pytest.mark.integration
def test_at_the_limit_tesseract_is_killed_and_nothing_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tesseract, "_MEMORY_FOLDER", tmp_path)
    noise = np.random.default_rng(5).integers(0, 255, (3000, 2400), np.uint8)
    with pytest.raises(InputRefused) as refusal:
        TesseractReader().read(PageImage(noise, 225), seconds=0.3)
    assert refusal.value.verdict is Verdict.TIMED_OUT
    assert list(tmp_path.iterdir()) == []
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert not [command for command in running if str(tmp_path).encode() in command]


@pytest.mark.integration
def test_what_killed_processes_left_is_swept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tesseract, "_MEMORY_FOLDER", tmp_path)
    left = tmp_path / "sohoa-page-4194999-abc"  # beyond Linux's largest process number
    left.mkdir()
    (left / "page.pgm").write_bytes(b"x")
    TesseractReader().read(PageImage(np.full((40, 40), 255, np.uint8), 225), seconds=60)
    assert not left.exists()


@pytest.mark.integration
def test_the_probe_tells_version_and_languages() -> None:
    found = probe()
    assert found.name == "tesseract"
    assert {"vie", "osd"} <= set(found.languages)
    assert tuple(map(int, found.version.split(".")[:2])) >= tuple(map(int, found.minimum.split(".")))
    assert TesseractReader().version == found.version


def test_without_tesseract_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    probe.cache_clear()
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr"):
        probe()
    with pytest.raises(ToolMissing, match="apt-get install tesseract-ocr"):
        TesseractReader().read(SHEET, seconds=5)
    probe.cache_clear()
