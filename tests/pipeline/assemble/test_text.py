"""Words over their ink: found by a viewer's search, at their place, in clean letters."""

import math
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from pipeline.assemble.glyphless import GlyphlessFont
from pipeline.assemble.text import searchable_text, text_operators
from pipeline.page_image import turn_point
from tests.pipeline.assemble.material import A5, MILLIMETRE, build, found, line_of, page_of, row_of_words, scan_file


def text_of(path: Path, index: int = 0) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return str(document[index].get_textpage().get_text_bounded())
    finally:
        document.close()


def in_points(box: Box, size: tuple[float, float] = A5) -> Box:
    """A box of the shown page in the new page's user space: y upwards."""
    return Box(box.left * size[0], (1 - box.bottom) * size[1], box.right * size[0], (1 - box.top) * size[1])


def furthest_side(left: Box, right: Box) -> float:
    return max(abs(a - b) for a, b in zip(left, right, strict=True))


def test_a_phrase_is_found_where_its_ink_is(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    line = row_of_words()
    target, _ = build(source, page_of(line))
    hits = found(target, "hòa xã hội chủ")
    ink = in_points(Box(line.words[1].box.left, line.box.top, line.words[4].box.right, line.box.bottom))
    assert len(hits) == 1
    assert furthest_side(hits[0], ink) < 0.5 * MILLIMETRE


def test_lines_stay_apart_and_in_order(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    target, _ = build(source, page_of(row_of_words(0.6, ("dòng", "đứng", "dưới")), row_of_words(0.2, ("dòng", "trên"))))
    lines = text_of(target).split("\r\n")
    assert lines == ["dòng đứng dưới", "dòng trên"]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_a_turned_page_is_shown_upright_with_its_text_over_the_ink(tmp_path: Path, rotation: int) -> None:
    """The page image was scanned lying or on its head; its words' boxes are fractions of it as scanned."""
    source, _ = scan_file(tmp_path)
    box = {90: Box(0.3, 0.5, 0.34, 0.7), 180: Box(0.5, 0.3, 0.7, 0.34), 270: Box(0.3, 0.5, 0.34, 0.7)}[rotation]
    target, _ = build(source, page_of(line_of(("Nghĩa", box)), rotation=rotation))
    with pikepdf.open(target) as pdf:
        assert int(pdf.pages[0].Rotate) == rotation
    hits = found(target, "Nghĩa")
    assert len(hits) == 1
    assert furthest_side(hits[0], in_points(box)) < 0.5 * MILLIMETRE


def test_text_of_a_turned_page_runs_as_its_reader_sees_it(tmp_path: Path) -> None:
    """Read in order along the line: on a page on its head the first word lies to the right."""
    source, _ = scan_file(tmp_path)
    first, second = ("trên", Box(0.7, 0.5, 0.8, 0.52)), ("đầu", Box(0.55, 0.5, 0.65, 0.52))
    target, _ = build(source, page_of(line_of(first, second), rotation=180))
    assert text_of(target) == "trên đầu"


@pytest.mark.parametrize("skew", [-4.0, 2.5])
def test_words_of_a_skewed_page_follow_their_slanting_line(tmp_path: Path, skew: float) -> None:
    """Word boxes keep their size about a middle that lies on the slanting line (see PageImage.to_source)."""
    source, _ = scan_file(tmp_path)
    words, middles = [], []
    for place, text in enumerate(("hàng", "chữ", "nghiêng")):
        x, y = turn_point((0.2 + 0.25 * place) * A5[0], 300, centre=(A5[0] / 2, A5[1] / 2), degrees=skew)
        middles.append((x, y))
        u, v = x / A5[0], y / A5[1]
        words.append((text, Box(u - 0.1, v - 0.01, u + 0.1, v + 0.01)))
    target, _ = build(source, page_of(line_of(*words), skew_degrees=skew))
    assert len(found(target, "hàng chữ nghiêng")) == 1
    for (text, _), (x, y) in zip(words, middles, strict=True):
        box = found(target, text)[0]
        assert math.dist(box.middle, (x, A5[1] - y)) < MILLIMETRE


@pytest.mark.parametrize(
    ("read", "searched"),
    [
        ("Vie\N{COMBINING DOT BELOW}\N{COMBINING CIRCUMFLEX ACCENT}t", "Việt"),
        ("\ue000\U00020000\U0001d400", "\ue000\U00020000\U0001d400"),
        ("một\x07hai\tba", "một hai ba"),
    ],
)
def test_letters_come_back_as_people_type_them(tmp_path: Path, read: str, searched: str) -> None:
    source, _ = scan_file(tmp_path)
    target, _ = build(source, page_of(line_of((read, Box(0.1, 0.1, 0.6, 0.13)))))
    assert text_of(target) == searched


def test_words_without_letters_or_extent_do_no_harm(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    empty, blank = ("", Box(0.1, 0.1, 0.2, 0.12)), (" \x00", Box(0.3, 0.1, 0.4, 0.12))
    flat, proper = ("phẳng", Box(0.5, 0.1, 0.5, 0.1)), ("đủ", Box(0.1, 0.3, 0.2, 0.32))
    target, built = build(source, page_of(line_of(empty, blank), line_of(flat), line_of(empty, proper)))
    assert built.conformance.passed
    assert len(found(target, "đủ")) == 1


@given(st.text())
def test_searchable_text_is_composed_and_printable(text: str) -> None:
    shown = searchable_text(text)
    assert shown == unicodedata.normalize("NFC", shown)
    assert not any(unicodedata.category(each) == "Cc" for each in shown)
    assert shown == searchable_text(shown)


@given(st.lists(st.text(min_size=1)))
def test_a_code_means_one_character(texts: list[str]) -> None:
    font = GlyphlessFont()
    meant: dict[bytes, set[str]] = {}
    for text in texts:
        codes = font.encode(text)
        assert len(codes) == 2 * len(text)
        for place, character in enumerate(text):
            meant.setdefault(codes[2 * place : 2 * place + 2], set()).add(character)
    shared = {code: characters for code, characters in meant.items() if len(characters) > 1}
    # Only what may not stand in a ToUnicode map shares a code: the replacement character's.
    assert set(shared) <= {font.encode("\N{REPLACEMENT CHARACTER}")}
    unmappable = {"\x00", "\ufeff", "\ufffe", "\uffff", "\N{REPLACEMENT CHARACTER}"}
    assert all(characters <= unmappable for characters in shared.values())


def test_text_is_invisible() -> None:
    operators = text_operators(page_of(row_of_words()), size=A5, font=GlyphlessFont())
    assert b"3 Tr" in operators
    assert operators.count(b" Tr") == 1
    assert text_operators(page_of(), size=A5, font=GlyphlessFont()) == b""
