"""How much speaks for each text that could stand where two readers differ.

A linear model over a few measured things; its weights are fitted by `python -m tools.fitting`, which names its data,
and shipped with their version. See docs/decisions/008.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.odds import log_odds
from pipeline.reading.candidates import ENDS
from pipeline.reading.ctc import FLOAT, LogProbs, log_likelihoods
from pipeline.reading.syllable import is_syllable
from pipeline.reading.syllable_model import SyllableModel, tokens
from pipeline.reading.trueocr import SeenLine

WEIGHTS = Path(__file__).parent / "data" / "fusion.json"
Features = np.ndarray[tuple[int, int], np.dtype[np.float64]]
"""(candidates, len(NAMES))."""
Weights = np.ndarray[tuple[int], np.dtype[np.float64]]
NAMES = (
    "likelihood",  # of the text by the line recogniser's full judgement, per stretch
    "is_first",
    "is_first_sure",
    "first_distance",  # edits, _FARTHEST at most
    "is_second",
    "is_second_sure",
    "pairs",
    "singles",
    "impossible",
    "unknown_characters",
    "spaces",
    "is_first_code",
    "is_second_code",
    "marks",  # of punctuation at its end
    "stop",
)
_FLOOR = 40.0
_FARTHEST = 4
"""Whether a text is wholly another, or is and longer, says nothing more: nothing so long was fitted on."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A stretch of a line on which the readers differ. ``first`` is the full-page reader's text (Tesseract), ``second``
    the line recogniser's; either may be empty. ``log_probs`` are the steps of the stretch with the spaces around it.
    """

    first: str
    first_confidence: float
    second: str
    second_confidence: float
    log_probs: LogProbs
    space_before: bool
    space_after: bool
    left: str
    right: str


def features(dispute: Dispute, texts: Sequence[str], seen: SeenLine, model: SyllableModel) -> Features:
    """One row a candidate; only differences between rows matter."""
    likelihood = _likelihoods(dispute, texts, seen)
    likelihood -= likelihood.max()

    @functools.cache  # texts that differ in punctuation alone are many
    def language(inner: tuple[str, ...]) -> list[float]:
        return _language(dispute, inner, model)

    rows = [_row(dispute, text, seen, language(tuple(tokens(text)))) for text in texts]
    return np.column_stack([np.maximum(likelihood, -_FLOOR), np.array(rows, np.float64)])


@functools.cache
def shipped_weights(of: str) -> Weights:
    """In the order of NAMES; ``of`` says for what: "weights" of two readers' texts, "alone" of one reader's."""
    shipped = json.loads(WEIGHTS.read_text("utf-8"))[of]
    return np.array([shipped[name] for name in NAMES], np.float64)


def probabilities(rows: Features, by: Weights) -> list[float]:
    score = rows @ by
    share = np.exp(score - score.max())
    return [float(value) for value in share / share.sum()]


def _likelihoods(dispute: Dispute, texts: Sequence[str], seen: SeenLine) -> np.ndarray[tuple[int], FLOAT]:
    """log P of each text with the spaces around it, on the stretch's steps."""
    if len(dispute.log_probs) == 0:
        return np.zeros(len(texts))
    before = " " if dispute.space_before else ""
    spaced = [before + text + (" " if dispute.space_after and text else "") for text in texts]
    return log_likelihoods(dispute.log_probs, [seen.labels(text) for text in spaced])


def _row(dispute: Dispute, text: str, seen: SeenLine, language: Sequence[float]) -> list[float]:
    first, second = text == dispute.first, text == dispute.second
    sure, other_sure = _log_odds(dispute.first_confidence), _log_odds(dispute.second_confidence)
    distance = Levenshtein.distance(text, dispute.first) if dispute.first and text else 0
    code = any(char.isdigit() for char in dispute.first + dispute.second)
    both = bool(dispute.first and dispute.second)
    return [
        float(first),
        first * sure,
        float(min(distance, _FARTHEST)),
        float(second),
        second * other_sure,
        *language,
        float(len(text) - len(seen.labels(text))),
        float(text.count(" ")),
        float(first and code and both),
        float(second and code and both),
        float(len(text) - len(text.rstrip(ENDS))),
        float(text.endswith(".")),
    ]


def _language(dispute: Dispute, inner: tuple[str, ...], model: SyllableModel) -> list[float]:
    """log P of the pairs with the neighbours and of the syllables by themselves, and how many are impossible."""
    row = [*tokens(dispute.left)[-1:], *inner, *tokens(dispute.right)[:1]]
    singles = sum(model.log_single(token) for token in inner)
    impossible = sum(not is_syllable(token) and model.count(token) == 0 for token in inner)
    return [model.log_sequence(row), singles, float(impossible)]


def _log_odds(confidence: float) -> float:
    return log_odds(confidence, least=0.01, most=0.995)
