"""Sides of cards: a back belongs to the front before it; both may lie on one page."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from enum import StrEnum

from models.page import Page
from pipeline.catalogue.loading import kind, kinds
from pipeline.titles import Title
from pipeline.vietnamese import fold, holds

MOST_LINES = 60
LEAST_CUES, LEAST_LETTERS = 2, 22
"""Of the back's known print."""
_ZONE = re.compile(r"IDVNM[A-Z0-9<]{10,}|[A-Z0-9]{5,}<{4,}")
_CITIZEN_QR = re.compile(r"\d{12}\|(?:\d{9}|\d{12})?\|[^|]+\|\d{2}/?\d{2}/?\d{4}\|.*", re.DOTALL)


class Side(StrEnum):
    NONE = "none"
    FRONT = "front"
    BACK = "back"
    WHOLE = "whole"
    """A card whose kind has nothing on its back, or both sides on one page."""


def side_of(page: Page, title: Title | None) -> Side:
    """Which side of a card the page shows, if any."""
    if title is not None:
        own = kind(title.kind)
        if own.layout != "card":
            return Side.NONE
        return Side.WHOLE if not own.back_cues or _is_back(page, (own.back_cues,)) else Side.FRONT
    if _is_back(page, _back_cues()):
        return Side.BACK  # the card of 2024 bears its QR there
    return Side.FRONT if bears_citizen_code(page) else Side.NONE


def bears_citizen_code(page: Page) -> bool:
    """Whether a QR of a citizen's card is on it, by its first fields: number, old number, name, day of birth."""
    return any(code.type == "qr" and _CITIZEN_QR.fullmatch(code.text) is not None for code in page.codes)


def _is_back(page: Page, backs: Sequence[tuple[str, ...]]) -> bool:
    if any(code.type == "mrz" for code in page.codes):
        return True
    if len(page.lines) > MOST_LINES:
        return False
    texts = [line.text for line in page.lines]
    if sum(_ZONE.search(text.replace(" ", "").upper()) is not None for text in texts) >= 2:
        return True
    return any(_speaks(texts, cues) for cues in backs)


def _speaks(texts: Sequence[str], cues: tuple[str, ...]) -> bool:
    """Whether two of the cues stand on the page: one may stand on a letter, or on another card's front."""
    found = [cue for cue in cues if any(holds(text, cue) for text in texts)]
    return len(found) >= LEAST_CUES and sum(len(fold(cue)) for cue in found) >= LEAST_LETTERS


@functools.cache
def _back_cues() -> tuple[tuple[str, ...], ...]:
    return tuple(kind.back_cues for kind in kinds().values() if kind.layout == "card" and kind.back_cues)
