"""What other programs make of the file: poppler's pdftotext and pdftoppm."""

import io
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from models.geometry import Box
from models.page import Line
from pipeline.page_image import turn_point
from tests.pipeline.assemble.material import (
    A5,
    MILLIMETRE,
    build,
    drawn,
    line_of,
    page_of,
    psnr,
    row_of_words,
    scan_file,
)

pytestmark = pytest.mark.integration

WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>')


def run(*command: str | Path) -> bytes:
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def words_of(path: Path) -> dict[str, Box]:
    """Words and their boxes in points, y downwards."""
    rows = WORD.findall(run("pdftotext", "-bbox", path, "-").decode())
    return {text: Box(*(float(side) for side in sides)) for *sides, text in rows}


def scaled(box: Box, size: tuple[float, float]) -> Box:
    return Box(box.left * size[0], box.top * size[1], box.right * size[0], box.bottom * size[1])


def test_words_lie_within_a_millimetre_of_their_ink(tmp_path: Path) -> None:
    """Every word has its line's height: that is what makes a phrase found as one."""
    source, _ = scan_file(tmp_path)
    line = row_of_words()
    target, _ = build(source, page_of(line))
    words = words_of(target)
    assert list(words) == [word.text for word in line.words]
    for word in line.words:
        ink = scaled(Box(word.box.left, line.box.top, word.box.right, line.box.bottom), A5)
        assert words[word.text] == pytest.approx(ink, abs=MILLIMETRE)


def test_text_comes_out_in_order_with_its_marks_and_single_spaces(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    upper, lower = "Nguyễn Thị Ngọc Ánh Đặng", "Số: 729/QĐ-UBND ngày 05/3/2026"
    lines = [row_of_words(top, tuple(text.split())) for top, text in ((0.2, upper), (0.24, lower))]
    target, _ = build(source, page_of(*lines))
    assert run("pdftotext", target, "-").decode().splitlines()[:2] == [upper, lower]


@pytest.mark.parametrize("gap", [-0.004, 0.0, 0.003])
@pytest.mark.parametrize("mode", ["-layout", "-raw", "-nopgbrk"])
def test_words_whose_boxes_touch_stay_two_words(tmp_path: Path, gap: float, mode: str) -> None:
    """Readers' boxes of closely set words touch or overlap; the space between them must not be lost."""
    source, _ = scan_file(tmp_path)
    words, left = [], 0.1
    for text in ("đầm", "ấm,", "lành", "mạnh"):
        words.append((text, Box(left, 0.2, left + 0.02 * len(text), 0.22)))
        left += 0.02 * len(text) + gap
    target, _ = build(source, page_of(line_of(*words)))
    assert run("pdftotext", mode, target, "-").decode().split("\n")[0].strip() == "đầm ấm, lành mạnh"
    boxes = words_of(target)
    for text, box in words:
        assert boxes[text] == pytest.approx(scaled(box, A5), abs=1.5 * MILLIMETRE)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_words_of_a_turned_page_lie_where_the_upright_page_shows_them(tmp_path: Path, rotation: int) -> None:
    source, _ = scan_file(tmp_path)
    boxes = {
        90: [Box(0.30, 0.75, 0.33, 0.85), Box(0.30, 0.64, 0.33, 0.74)],
        180: [Box(0.7, 0.30, 0.8, 0.32), Box(0.59, 0.30, 0.69, 0.32)],
        270: [Box(0.30, 0.1, 0.33, 0.2), Box(0.30, 0.21, 0.33, 0.31)],
    }[rotation]
    target, _ = build(source, page_of(line_of(("trang", boxes[0]), ("xoay", boxes[1])), rotation=rotation))
    assert run("pdftotext", target, "-").decode().split("\n")[0] == "trang xoay"
    words = words_of(target)
    turned = A5 if rotation == 180 else (A5[1], A5[0])
    for text, box in zip(("trang", "xoay"), boxes, strict=True):
        assert words[text] == pytest.approx(scaled(box.turned(rotation), turned), abs=MILLIMETRE)


def slanting_line(text: str, *, skew: float) -> Line:
    words, left = [], 0.1 * A5[0]
    for word in text.split():
        width = 5.4 * len(word)
        x, y = turn_point(left + width / 2, 320, centre=(A5[0] / 2, A5[1] / 2), degrees=skew)
        box = Box((x - width / 2) / A5[0], (y - 5.5) / A5[1], (x + width / 2) / A5[0], (y + 5.5) / A5[1])
        words.append((word, box))
        left += width + 4
    return line_of(*words)


@pytest.mark.parametrize("skew", [-1.0, 0.5, 1.0])
def test_a_phrase_on_a_slightly_slanting_line_is_one_phrase(tmp_path: Path, skew: float) -> None:
    source, _ = scan_file(tmp_path)
    text = "dòng chữ hơi nghiêng chạy gần hết bề ngang của trang"
    target, _ = build(source, page_of(slanting_line(text, skew=skew), skew_degrees=skew))
    assert text in run("pdftotext", target, "-").decode()


@pytest.mark.parametrize("skew", [-5.0, -2.0, 3.0, 5.0])
def test_no_word_breaks_on_a_steep_line_and_each_lies_on_its_ink(tmp_path: Path, skew: float) -> None:
    source, _ = scan_file(tmp_path)
    line = slanting_line("dòng chữ nghiêng hẳn đi", skew=skew)
    target, _ = build(source, page_of(line, skew_degrees=skew))
    boxes = words_of(target)
    for word in line.words:
        assert boxes[word.text].middle == pytest.approx(scaled(word.box, A5).middle, abs=MILLIMETRE)


def test_poppler_shows_the_page_as_pdfium_shows_the_source(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    target, _ = build(source, page_of(row_of_words()))
    with Image.open(io.BytesIO(run("pdftoppm", "-r", "60", target))) as image:
        shown = np.asarray(image.convert("RGB"), np.uint8)
    assert psnr(shown, drawn(source, dpi=60)) > 30
