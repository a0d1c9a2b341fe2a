"""Extraction apart from reading: specimens as a reader without fault hands them over, and as a careless one does.

    python -m tools.papers.perfect [--specimens 340] [--seed 2000] [--careless] [--show]

Specimens of the development set, in sizes and margins of a wider range, become pages straight from what is printed on
them: in seconds, where scanning and reading takes half an hour. What is wrong here no better reader mends. A careless
reader loses and joins words, mistakes letters, and adds strokes; what passes a person unseen then shows which mistakes
nothing catches.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from unittest.mock import patch

from models.geometry import Box
from models.page import Line, Page, Word, line_of
from samples.fonts import MM_PER_POINT, set_in, width_mm
from samples.sheet import Text
from samples.specimens import KINDS, Specimen, filling, make
from samples.specimens.setting import Look
from samples.specimens.sheet import Print, SizedSheet, Zone
from samples.specimens.typefaces import typeface_named
from tools.papers.collecting import ReadSpecimen
from tools.papers.measuring import Measured, classification_rows, field_rows, measure

SURE = 0.9999
DPI = 200
_LEVEL_MM = 1.2
_JOINED_MM = (8.0, 20.0, 60.0)
"""Readers end a line at a gap so wide, each at another one."""
_ASCENT, _DESCENT = 0.75, 0.22
_DASH = (0.35, -0.25)
"""Readers box a dash, or dots, as low as they are."""
_MONOSPACED = 0.6
_LOST, _MISTAKEN, _SHORTENED, _NO_COLON, _GLUED, _STRAY = 0.004, 0.008, 0.004, 0.03, 0.004, 0.03
_STRAYS = ("|", "i", "~", "-", "'", "ñ", "l", "Í", ".", "a", "1", "Ị", ":", "S", "al")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--specimens", type=int, default=340)
    parser.add_argument("--seed", type=int, default=2000)
    parser.add_argument("--careless", action="store_true")
    parser.add_argument("--show", action="store_true")
    chosen = parser.parse_args()
    measured = measure_perfect(chosen.seed, chosen.specimens, careless=chosen.careless)
    print("\n".join([*classification_rows(measured.named), "", *field_rows(measured.values)]))
    if chosen.show:
        for value in measured.values:
            if not value.right and (value.passed or value.silently_missed):
                print(f"{value.where} {value.name}: {value.truth!r} read {value.found.value!r}")
    return 0


def measure_perfect(first_seed: int, count: int, *, careless: bool = False) -> Measured:
    """Of ``count`` specimens, the kinds by turns."""
    return measure(
        [read_perfectly(seed, first_seed, careless=careless) for seed in range(first_seed, first_seed + count)]
    )


def read_perfectly(seed: int, first_seed: int, *, careless: bool) -> ReadSpecimen:
    specimen = some_specimen(seed, first_seed)
    draw = random.Random(f"reading/{seed}")
    joined = draw.choice(_JOINED_MM)
    pages = [_page(sheet, index, joined) for index, sheet in enumerate(specimen.sheets)]
    return ReadSpecimen(specimen, tuple(_careless(page, draw) if careless else page for page in pages))


def some_specimen(seed: int, first_seed: int) -> Specimen:
    """Of the development set, but for sizes and margins, which are those of no set."""
    usual = filling.some_look

    def look(draw: random.Random, *, held_out: bool) -> Look:
        points = draw.uniform(11.0, 14.5)
        return replace(
            usual(draw, held_out=held_out), points=points, line=points * draw.uniform(0.48, 0.64),
            left=draw.uniform(16.0, 32.0), right=210.0 - draw.uniform(12.0, 24.0), colon=draw.choice((":", " :")),
        )  # fmt: skip

    with patch.object(filling, "some_look", look):
        return make(KINDS[(seed - first_seed) % len(KINDS)], seed)


def _page(sheet: SizedSheet, index: int, joined: float) -> Page:
    marks = [mark for mark in sheet.marks if isinstance(mark, Text | Print | Zone) and mark.text.strip()]
    with set_in(typeface_named(sheet.face)):
        runs = sorted(((mark.y, list(_words(mark, sheet))) for mark in marks), key=lambda run: run[0])
    lines = [line for row in _rows(runs) for line in _lines(row, joined / sheet.width)]
    size = [round(side / 25.4 * DPI) for side in (sheet.width, sheet.height)]
    return Page(index=index, width=size[0], height=size[1], dpi=DPI, lines=tuple(lines), blank=not lines)


def _words(mark: Text | Print | Zone, sheet: SizedSheet) -> Iterator[Word]:
    height, start = mark.points * MM_PER_POINT, 0
    for text in mark.text.split(" "):
        if text:
            x, width = mark.x + _width(mark, mark.text[:start]), _width(mark, text)
            above, below = (_ASCENT, _DESCENT) if any(letter.isalnum() for letter in text) else _DASH
            box = Box(
                x / sheet.width, (mark.y - above * height) / sheet.height,
                (x + width) / sheet.width, (mark.y + below * height) / sheet.height,
            )  # fmt: skip
            yield Word(text=text, box=box.clamped(), confidence=SURE, readers=("perfect",), agreed=True)
        start += len(text) + 1


def _width(mark: Text | Print | Zone, text: str) -> float:
    if isinstance(mark, Zone):
        return len(text) * _MONOSPACED * mark.points * MM_PER_POINT
    return width_mm(text, mark.style, mark.points)


def _rows(runs: Iterable[tuple[float, list[Word]]]) -> list[list[Word]]:
    """Runs of one height together, from left to right."""
    rows: list[tuple[float, list[Word]]] = []
    for y, words in runs:
        if rows and y - rows[-1][0] < _LEVEL_MM:
            rows[-1][1].extend(words)
        else:
            rows.append((y, list(words)))
    return [sorted(words, key=lambda word: word.box.left) for _, words in rows]


def _lines(row: Sequence[Word], widest: float) -> Iterator[Line]:
    started: list[Word] = []
    for word in row:
        if started and word.box.left - started[-1].box.right > widest:
            yield from _line(started)
            started = []
        started.append(word)
    yield from _line(started)


def _line(words: Sequence[Word]) -> Iterator[Line]:
    line = line_of(words)
    if line is not None:
        yield line


def _careless(page: Page, draw: random.Random) -> Page:
    lines = [found for line in page.lines for found in _line(_with_stray(list(_mistaken(line.words, draw)), draw))]
    return page.model_copy(update={"lines": tuple(lines)})


def _mistaken(words: Sequence[Word], draw: random.Random) -> Iterator[Word]:
    glued = ""
    for place, word in enumerate(words):
        text, sure = glued + word.text, SURE if not glued else 0.9
        glued, chance = "", draw.random()
        if chance < _LOST:
            continue
        if chance < _LOST + _MISTAKEN + _SHORTENED and len(text) > 3:
            at = draw.randrange(len(text))
            letter = draw.choice("aeiounhtmc") if chance < _LOST + _MISTAKEN else ""
            text, sure = text[:at] + letter + text[at + 1 :], draw.choice((0.5, 0.8, 0.9, 0.95))
        elif text.endswith(":") and chance < _NO_COLON:
            text = text[:-1]
        elif chance > 1 - _GLUED and place + 1 < len(words):
            glued = text
            continue
        yield word.model_copy(update={"text": text, "confidence": sure, "agreed": sure == SURE})


def _with_stray(words: list[Word], draw: random.Random) -> list[Word]:
    if not words or draw.random() >= _STRAY:
        return words
    behind = draw.random() < 0.6
    near = words[-1].box if behind else words[0].box
    left = near.right + 0.006 if behind else max(0.0, near.left - 0.02)
    stray = Word(
        text=draw.choice(_STRAYS), box=Box(left, near.top, left + 0.005, near.bottom).clamped(),
        confidence=draw.choice((0.3, 0.5, 0.7, 0.9)), readers=("careless",),
    )  # fmt: skip
    return [*words, stray] if behind else [stray, *words]


def passed_wrongly(measured: Measured) -> Counter[tuple[str, str]]:
    """Kind and field of what would pass a person unseen and is wrong."""
    return Counter((value.kind, value.name) for value in measured.values if value.passed and not value.right)


if __name__ == "__main__":
    sys.exit(main())
