"""What really stands where the readers saw something: stretches of a line found in the exact text of its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcodes

LEAST_LIKENESS = 70.0
"""Per cent; a line less like any part of the page's text is not in it (an overlay, a stamp, a pen)."""
_REACH = 4
"""Characters by which the ends of the part found may still move."""
_AT_A_SPACE = 3.0
"""A line ends with a word: a mark that the reader overlooked at its end belongs to the truth all the same."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A read line and the part of the page's text that it shows; ``spans`` of the read pieces in ``read``."""

    read: str
    written: str
    spans: tuple[tuple[int, int], ...]
    codes: Opcodes

    def of(self, piece: int) -> str:
        """What is written where piece ``piece`` was read: whole words, nothing where nothing of it is written."""
        start, end = self.spans[piece]
        left, right = self._place(start, at_end=False), self._place(end, at_end=True)
        if left == right:
            return ""
        while left > 0 and self.written[left - 1] != " ":
            left -= 1
        while right < len(self.written) and self.written[right] != " ":
            right += 1
        return self.written[left:right].strip()

    def _place(self, position: int, *, at_end: bool) -> int:
        for code in self.codes:
            if code.src_start <= position < code.src_end or (at_end and code.src_start < position <= code.src_end):
                if code.tag == "delete":
                    return int(code.dest_start)
                return min(int(code.dest_end), int(code.dest_start) + position - int(code.src_start))
        return int(self.codes[-1].dest_end) if position and self.codes else 0


def find_truth(pieces: Sequence[str], page: str, scorer: ModuleType) -> Truth | None:
    """``pieces`` of a line, left to right, against the page's text (both normalised by the scorer); None if absent."""
    spans, read = [], ""
    for piece in pieces:
        text = scorer.normal(piece)
        read += " " if read else ""
        spans.append((len(read), len(read) + len(text)))
        read += text
    written = _written(read, page)
    return None if written is None else Truth(read, written, tuple(spans), Levenshtein.opcodes(read, written))


def _written(read: str, page: str) -> str | None:
    if not 2 <= len(read) <= len(page):
        return None
    if f" {read} " in f" {page} ":
        return read
    found = fuzz.partial_ratio_alignment(read, page)
    if found is None or found.score < LEAST_LIKENESS:
        return None
    best, best_cost = "", float("inf")
    for start in range(found.dest_start - _REACH, found.dest_start + _REACH + 1):
        for end in range(found.dest_end - _REACH, found.dest_end + _REACH + 1):
            part = page[max(0, start) : end]
            at_spaces = (start <= 0 or page[start - 1] == " ") + (end >= len(page) or page[end] == " ")
            cost = Levenshtein.distance(read, part.strip()) - _AT_A_SPACE * at_spaces
            if cost < best_cost:
                best, best_cost = part.strip(), cost
    return best
