"""Which words of two readings stand for the same print: lines matched by place, words by their letters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.geometry import Box
from pipeline.reading.syllable_model import bare

LEAST_OVERLAP = 0.5
"""Of a word's height that must lie in a line, for the word to be one of it."""
_BESIDE = 0.7
"""Of the line's height: so far beyond a line's ends a word may stand and still be one of it."""
_SAME_PLACE = 0.5
"""Of the narrower word's width that two words of one line may have in common."""

Range = tuple[int, int]
"""From the first item to the one after the last."""


def assign(words: Sequence[Box], rows: Sequence[int], lines: Sequence[Box]) -> list[int | None]:
    """For each word the line in which it stands, None where there is none. All boxes in pixels of the level page.

    ``rows`` says from which line of its own reader each word comes. Where words of several rows lie over each other in
    one line (a stamp across the text misleads either reader), the row that fits it best stays, and what lies over it
    has no place.
    """
    places = _nearest_lines(words, lines)
    groups: dict[tuple[int, int], list[int]] = {}
    for index, place in enumerate(places):
        if place is not None:
            groups.setdefault((place, rows[index]), []).append(index)
    taken: dict[int, list[Box]] = {}
    for (place, _), members in sorted(groups.items(), key=lambda item: _misfit(item, words, lines)):
        there = taken.setdefault(place, [])
        struck = [index for index in members if _collides(words[index], there)]
        without = members if len(struck) > len(members) / 2 else struck
        for index in without:
            places[index] = None
        there += [words[index] for index in members if places[index] is not None]
    return places


def aligned_words(left: Sequence[str], right: Sequence[str]) -> list[tuple[Range, Range]]:
    """Both rows of words cut into as many stretches as possible that stand for the same print.

    Every word of either row is in exactly one stretch, order is kept, one side of a stretch may be empty. Rows are cut
    where both have a space at the same place among their bare letters.
    """
    one, other = " ".join(left), " ".join(right)
    cuts = [(0, 0)]
    seen_left = seen_right = 0
    same = Levenshtein.opcodes(folded(one), folded(other)) if one and other else ()
    for code in same:
        for offset in range(code.src_end - code.src_start if code.tag == "equal" else 0):
            if one[code.src_start + offset] == " ":
                seen_left = one.count(" ", 0, code.src_start + offset) + 1
                seen_right = other.count(" ", 0, code.dest_start + offset) + 1
                cuts.append((seen_left, seen_right))
    cuts.append((len(left), len(right)))
    return [((a, c), (b, d)) for (a, b), (c, d) in pairwise(cuts) if (a, b) != (c, d)]


def folded(text: str) -> str:
    """``text`` as readers can be expected to agree on it: bare lower-case letters; as long as ``text``."""
    return "".join((bare(char).lower() or char)[:1] for char in text)


def _nearest_lines(words: Sequence[Box], lines: Sequence[Box]) -> list[int | None]:
    """For each word the line with which it shares most of its height, None below LEAST_OVERLAP."""
    if not words or not lines:
        return [None] * len(words)
    left, top, right, bottom = (column[:, None] for column in _columns(words))
    line_left, line_top, line_right, line_bottom = _columns(lines)
    height = line_bottom - line_top
    common = np.minimum(bottom, line_bottom) - np.maximum(top, line_top)
    share = common / np.maximum(1e-9, np.minimum(bottom - top, height))
    middle = (left + right) / 2
    beside = _BESIDE * height
    share[(middle < line_left - beside) | (middle > line_right + beside)] = 0.0
    best = share.argmax(axis=1)
    found = share[np.arange(len(words)), best] > LEAST_OVERLAP
    return [int(index) if there else None for index, there in zip(best, found, strict=True)]


def _columns(boxes: Sequence[Box]) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], ...]:
    """Lefts, tops, rights, bottoms."""
    return tuple(np.array([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float64).T)


def _misfit(group: tuple[tuple[int, int], list[int]], words: Sequence[Box], lines: Sequence[Box]) -> tuple[float, int]:
    """How far the group's words stand above or below the middle of the line; the upper row first if equal."""
    (place, row), members = group
    middle = lines[place].middle[1]
    widths = [words[index].width for index in members]
    far = sum(abs(words[index].middle[1] - middle) * width for index, width in zip(members, widths, strict=True))
    return far / max(1e-9, sum(widths)), row


def _collides(box: Box, others: list[Box]) -> bool:
    """Whether it lies over any other for most of the narrower one's width."""
    return any(
        min(box.right, other.right) - max(box.left, other.left) > _SAME_PLACE * min(box.width, other.width)
        for other in others
    )
