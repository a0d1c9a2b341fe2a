"""What kind of paper it is; ``unknown`` is an answer too, never a forced guess."""

from __future__ import annotations

from collections.abc import Sequence

from models.page import Page
from models.paper import UNKNOWN_KIND
from pipeline.catalogue.loading import kind
from pipeline.letterhead import Row, find_head, names_number
from pipeline.vietnamese import alike, is_capitals

ADMINISTRATIVE = "administrative"


def classify(pages: Sequence[Page]) -> tuple[str, float]:
    """The kind's code and how sure; needs the head of Decree 30/2020 and a number or a document type under it."""
    head = find_head(pages[0])
    if head is None:
        return UNKNOWN_KIND, 0.9
    numbered = any(names_number(row) for row in head.left)
    typed = any(_is_type(row) for row in (*head.left, *head.right))
    if numbered and typed:
        return ADMINISTRATIVE, 0.99
    if numbered or typed:
        return ADMINISTRATIVE, 0.93
    return UNKNOWN_KIND, 0.7


def _is_type(row: Row) -> bool:
    return is_capitals(row.text) and any(alike(row.text, name) >= 85 for name in kind(ADMINISTRATIVE).types.values())
