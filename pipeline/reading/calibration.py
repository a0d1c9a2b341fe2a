"""How sure a word is, as a frequency: of the words said to be 0.95 sure one in twenty is wrong.

Logistic regressions, one for each way in which a word can have been seen; fitted by `python -m tools.fitting`, which
names its data, and shipped with their version. The reliability table stands in docs/reliability.md.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline.odds import chance, log_odds
from pipeline.reading.syllable import is_syllable
from pipeline.reading.syllable_model import SyllableModel, tokens

WEIGHTS = Path(__file__).parent / "data" / "calibration.json"
LEAST = 0.0005
"""No reader is believed to be surer of its being wrong or right than this."""
NAMES = ("one", "first", "second", "share", "known", "impossible", "digits", "capitals", "length")


class Case(StrEnum):
    """Who saw a word. Tesseract is the first reader, the line recogniser the second; ALONE: the other did not read the
    line, UNMATCHED: it read the page and saw no line there.
    """

    AGREED = "agreed"
    DISPUTED = "disputed"
    FIRST_ALONE = "first_alone"
    SECOND_ALONE = "second_alone"
    UNMATCHED = "unmatched"


Calibration = Mapping[Case, Sequence[float]]
"""Weights in the order of NAMES."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a word: the readers' own confidences, and the chosen text's share where they differ; 0.5 where
    there is none of these.
    """

    case: Case
    text: str
    first: float = 0.5
    second: float = 0.5
    share: float = 0.5


def probability(sight: Sight, model: SyllableModel, by: Calibration) -> float:
    """That the text is what stands on the paper."""
    score = sum(weight * value for weight, value in zip(by[sight.case], features(sight, model), strict=True))
    return round(chance(score), 4)


def features(sight: Sight, model: SyllableModel) -> tuple[float, ...]:
    """In the order of NAMES."""
    parts = tokens(sight.text)
    counts = [model.count(part) for part in parts]
    impossible = any(not count and not is_syllable(part) for part, count in zip(parts, counts, strict=True))
    return (
        1.0,
        log_odds(sight.first, least=LEAST),
        log_odds(sight.second, least=LEAST),
        log_odds(sight.share, least=LEAST),
        math.log1p(min(counts)) if counts else 0.0,
        float(impossible),
        float(any(char.isdigit() for char in sight.text)),
        float(sight.text != sight.text.lower()),
        math.log(max(1, len(sight.text))),
    )


@functools.cache
def shipped_calibration() -> Calibration:
    shipped = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return {case: tuple(shipped[case.value][name] for name in NAMES) for case in Case}
