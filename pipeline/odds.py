"""Probabilities and their log odds, in which all that is fitted here is a straight line."""

from __future__ import annotations

import math


def log_odds(probability: float, *, least: float, most: float | None = None) -> float:
    """Of a probability kept within ``least`` and ``most`` (``1 - least`` unless told): nothing is believed further."""
    kept = min(max(probability, least), 1 - least if most is None else most)
    return math.log(kept / (1 - kept))


def chance(odds: float) -> float:
    """The probability whose log odds these are."""
    return 1 / (1 + math.exp(-odds))
