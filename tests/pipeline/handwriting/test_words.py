"""A pen's digits among print: what readers made of them leaves the text, the print beside them stays."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box, around
from models.page import Filling, FillingPlace, Line, Word, line_of
from pipeline.handwriting.fillings import find_fillings
from pipeline.handwriting.words import without_pen
from pipeline.page_image import PageImage
from tests.pipeline.handwriting.heads import head

PRINT = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc|ỦY BAN NHÂN DÂN|XÃ MỘC ĐIỀN|QUYẾT ĐỊNH"


def text_of(lines: tuple[Line, ...]) -> list[str]:
    return [word.text for line in lines for word in line.words]


def read_by_a_reader(*, number: str, day: str) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """A head with number and day by pen, of which the reader took its words from ``number`` and ``day``: ``|`` stands
    where a word ends. What is printed there stands in the words too. Gives print and pen.
    """
    painter = head(number="358", day="27")
    image, clean = painter.image(), painter.lines()
    fillings = find_fillings(image, clean)
    ink = {filling.place: filling.box for filling in fillings}
    seen = [
        _replaced(
            _replaced(line, ("Số:", "/QĐ-UBND"), ink[FillingPlace.NUMBER], number.split("|")),
            ("ngày", "tháng"),
            ink[FillingPlace.DAY],
            day.split("|"),
        )
        for line in clean
    ]
    return without_pen(image, seen, fillings)


def _replaced(line: Line, ends: tuple[str, str], ink: Box, texts: list[str]) -> Line:
    """Between and with the two printed words at the ``ends``, other words, each as wide as what it holds of them."""
    begin = next((index for index, word in enumerate(line.words) if word.text == ends[0]), None)
    if begin is None:
        return line
    before, after = line.words[begin], line.words[begin + 1]
    words = []
    for index, text in enumerate(texts):
        parts = [before.box] if index == 0 else []
        parts += [ink] if any(part not in ends for part in (text, *texts)) and text not in ends else []
        parts += [after.box] if index == len(texts) - 1 else []
        words.append(before.model_copy(update={"text": text, "box": around(parts)}))
    whole = line_of([*line.words[:begin], *words, *line.words[begin + 2 :]])
    assert whole is not None
    return whole


@pytest.mark.parametrize(
    ("number", "day", "pen"),
    [
        ("Số:|358|/QĐ-UBND", "ngày|27|tháng", ["358", "27"]),
        ("Số:|fổ|/QĐ-UBND", "ngàyAA|tháng", ["fổ", "AA"]),
        ("Số:fổ|/QĐ-UBND", "ngày|2,tháng", ["fổ", "2,"]),
        ("Số:|358/QĐ-UBND", "ngày&0|tháng", ["358", "&0"]),
        ("Số:358/QĐ-UBND", "ngày27tháng", ["358", "27"]),
        ("Số:|/QĐ-UBND", "ngày|tháng", []),
    ],
)
def test_the_pen_leaves_the_text_and_print_stays(number: str, day: str, pen: list[str]) -> None:
    printed, penned = read_by_a_reader(number=number, day=day)
    assert text_of(penned) == pen
    assert [word for word in text_of(printed) if word in ("Số:", "/QĐ-UBND", "ngày", "tháng", "năm", "2025")] == [
        "Số:", "/QĐ-UBND", "ngày", "tháng", "năm", "2025",
    ]  # fmt: skip
    assert Counter(" ".join(text_of(printed))) >= Counter(PRINT.replace("|", " "))


def test_print_cut_off_a_pen_keeps_to_its_side_of_the_ink() -> None:
    printed, penned = read_by_a_reader(number="Số:fổ|/QĐ-UBND", day="ngày27tháng")
    boxes = {word.text: word.box for line in (*printed, *penned) for word in line.words}
    assert boxes["Số:"].right <= boxes["fổ"].left <= boxes["fổ"].right <= boxes["/QĐ-UBND"].left
    assert boxes["ngày"].right <= boxes["27"].left <= boxes["27"].right <= boxes["tháng"].left


def test_a_printed_head_is_the_same_object_afterwards() -> None:
    painter = head()
    image, lines = painter.image(), painter.lines()
    printed, penned = without_pen(image, lines, find_fillings(image, lines))
    assert all(one is other for one, other in zip(printed, lines, strict=True))
    assert penned == ()


def test_the_year_of_a_normative_number_is_print() -> None:
    box = Box(0.2, 0.1, 0.3, 0.12)
    word = Word(text="42/2025/NĐ-CP", box=box, confidence=0.9, readers=("tesseract",))
    filling = Filling(place=FillingPlace.NUMBER, box=Box(0.2, 0.095, 0.22, 0.12), handwritten=True)
    printed, penned = without_pen(_blank(), [_line(word)], [filling])
    assert (text_of(printed), text_of(penned)) == (["/2025/NĐ-CP"], ["42"])


@given(
    st.lists(st.tuples(st.text("Sốsố:ngàytháng năm/QĐ-UBND0123&", min_size=1), st.floats(0, 0.9)), min_size=1),
    st.sampled_from(FillingPlace),
)
def test_no_letter_is_lost_or_doubled(words: list[tuple[str, float]], place: FillingPlace) -> None:
    """Whatever a reader makes of it, wherever it stands."""
    filling = Filling(place=place, box=Box(0.4, 0.095, 0.5, 0.125), handwritten=True)
    line = _line(*(
        Word(text=text, box=Box(left, 0.1, left + 0.1, 0.12), confidence=0.9, readers=("tesseract",))
        for text, left in words
    ))  # fmt: skip
    printed, penned = without_pen(_blank(), [line], [filling])
    letters = Counter("".join(text_of(printed) + text_of(penned)))
    assert letters == Counter("".join(text for text, _ in words))


def _line(*words: Word) -> Line:
    line = line_of(words)
    assert line is not None
    return line


def _blank() -> PageImage:
    return PageImage(np.full((1000, 700), 255, np.uint8), 100)
