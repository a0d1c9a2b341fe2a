"""A region with the words that are its own."""

from __future__ import annotations

from dataclasses import dataclass

from models.page import Region, Word


@dataclass(frozen=True, slots=True)
class Marked:
    """``words``: those of the page's words that the region takes away from the text."""

    region: Region
    words: tuple[Word, ...]
