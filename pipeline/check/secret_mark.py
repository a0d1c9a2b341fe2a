"""Secret marks stop a paper: state-secret papers are outside Circular 01/2023/TT-VPCP (Article 4).

The mark is a stamp (cell 10a of Decree 30/2020): capitals on their own, left under the number or at the top, never in a
sentence. Its ink is often poor: marks of the letters may be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.page import Page
from pipeline.letterhead import Row, find_head
from pipeline.phrases import runs
from pipeline.vietnamese import fold, is_capitals

MARKS = frozenset(("tuyetmat", "toimat", "mat"))
"""Without marks and spaces: stamps are often set in spaced letters."""
LOWEST = 0.5
"""Alone on its line, the mark stands in this upper share of the page."""
BESIDE_HEAD = 0.2
"""From the head's top, as share of the page's height: where the stamp may have other print at its height."""
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def find_secret_mark(pages: Sequence[Page]) -> int | None:
    """Index of the first page that bears a secret mark, None when no page does."""
    return next((page.index for page in pages if _is_marked(page)), None)


def _is_marked(page: Page) -> bool:
    alone = [Row(line.words) for line in page.lines if line.words and line.box.top < LOWEST]
    head = find_head(page)
    if head is not None:
        near = [line for line in page.lines if abs(line.box.top - head.top) < BESIDE_HEAD]
        alone += [row for row in runs(page, near) if row.box.left < head.split]
    return any(_is_mark(row) for row in alone)


def _is_mark(row: Row) -> bool:
    text = _EDGES.sub("", row.text)
    return is_capitals(text) and fold(text).replace(" ", "") in MARKS
