"""How sure a field's value is, as a frequency: of the values said to be 0.95 sure one in twenty is wrong.

A value is right when all is right that it was made of: so the chances of its words multiply, were words wrong
independently of each other and the right ones always chosen. A straight line between log odds, one for each field,
makes up for neither being so. Fitted by `python -m tools.fitting.fields`, which names its data, and shipped with its
version; the table stands in docs/reliability-of-fields.md.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from models.findings import Finding, FindingCode, finding
from models.page import Word
from pipeline.odds import chance, log_odds

WEIGHTS = Path(__file__).parent / "data" / "confidence.json"
LEAST = 0.0005
"""No value is believed to be surer of being wrong or right than this."""
SURE_OF_FORM = 0.98
"""A value of a form or card less sure than this says so: their print comes in more typefaces than letters'."""


@dataclass(frozen=True, slots=True)
class Correction:
    """From the log odds of the plain product to those of the value's being right; ``agreed`` is added where both
    readers read every word alike, which they do for one and the same wrong word very rarely."""

    slope: float
    intercept: float
    agreed: float = 0.0


AS_MULTIPLIED = Correction(slope=1.0, intercept=0.0)


def field_confidence(name: str, chances: Iterable[float], *, agreed: bool = False) -> float:
    """``chances``: of each word the value was made of (and of whatever else must be so), that it is right;
    ``agreed``: whether both readers read all of these words alike.
    """
    line = shipped().get(name, AS_MULTIPLIED)
    odds = line.intercept + line.slope * log_odds(math.prod(chances), least=LEAST) + line.agreed * agreed
    return round(min(max(chance(odds), LEAST), 1 - LEAST), 4)


def form_doubts(confidence: float) -> tuple[Finding, ...]:
    """What to say of a form's value that is this sure, besides what else is said of it."""
    return () if confidence >= SURE_OF_FORM else (finding(FindingCode.CONFIDENCE_LOW),)


def all_agreed(words: Iterable[Word]) -> bool:
    """Whether both readers read alike every word that has a letter or a digit."""
    return all(word.agreed for word in words if any(letter.isalnum() for letter in word.text))


@functools.cache
def shipped() -> Mapping[str, Correction]:
    """By field name."""
    lines = json.loads(WEIGHTS.read_text("utf-8"))["fields"]
    return {name: Correction(**line) for name, line in lines.items()}
