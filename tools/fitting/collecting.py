"""From what both readers saw on a page to what the fits need: disputes with the cost of each choice, words with their
being right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

import numpy as np
from rapidfuzz.distance import Levenshtein

from models.page import Line
from pipeline.reading.calibration import NAMES, Case, features
from pipeline.reading.candidates import candidates
from pipeline.reading.fusion import (
    Judge,
    Sighting,
    disputes,
    doubts,
    fuse,
    lone_sightings,
    match,
    seen_alone,
    seen_alone_sightings,
    sightings,
    text_of,
)
from pipeline.reading.syllable_model import syllable_model
from pipeline.reading.trueocr import words_of
from pipeline.reading.weighing import features as choice_features
from tools.fitting.material import Observed
from tools.fitting.training import Array
from tools.fitting.truth import find_truth

WRONG_WORD = 0.5
"""Cost of a candidate that is not exactly right, beside its edits."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    document: str
    case: Case
    features: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """A page's fused text, its text by the line recogniser alone, and every word that its truth can be found for."""

    truth: str
    text: str
    lone_text: str
    words: tuple[SeenWord, ...]


def disputes_of(page: Observed, scorer: ModuleType) -> Iterator[tuple[Array, Array]]:
    """Features of the candidates and what each would cost, where the choice matters and the truth is known."""
    model, written = syllable_model(), _whole(page.truth, scorer)
    matched, _ = match(page.first, page.second, page.image)
    for line in matched:
        found = disputes(line)
        truth = (
            find_truth([one.second_text or one.first_text for one in line.stretches], written, scorer)
            if found
            else None
        )
        if truth is None:
            continue
        for index, dispute in found:
            texts = candidates(dispute.first, dispute.second, model)
            costs = _costs(texts, truth.of(index), scorer)
            if costs.max() > costs.min():
                yield np.asarray(choice_features(dispute, texts, line.seen, model)), costs


def doubts_of(page: Observed, scorer: ModuleType) -> Iterator[tuple[Array, Array]]:
    """The same for the words of which the line recogniser by itself is unsure."""
    model, written = syllable_model(), _whole(page.truth, scorer)
    for seen in page.second:
        found = doubts(seen, model)
        pieces = [text_of(glyphs) for glyphs in words_of(seen.glyphs)]
        truth = find_truth(pieces, written, scorer) if found else None
        if truth is None:
            continue
        for index, dispute, texts in found:
            costs = _costs(texts, truth.of(index), scorer)
            if costs.max() > costs.min():
                yield np.asarray(choice_features(dispute, texts, seen, model)), costs


def _costs(texts: Sequence[str], right: str, scorer: ModuleType) -> Array:
    read = [scorer.normal(text) for text in texts]
    return np.array([Levenshtein.distance(text, right) + WRONG_WORD * (text != right) for text in read])


def decide(page: Observed, weights: Array, alone: Array, scorer: ModuleType) -> Decided:
    """The page fused by ``weights``, and as the line recogniser reads it by itself with ``alone``."""
    judge = Judge(syllable_model(), np.asarray(weights), np.asarray(alone), {case: [0.0] * len(NAMES) for case in Case})
    text = "\n".join(line.text for line in fuse(page.first, page.second, page.image, judge))
    lone = [line for seen in page.second if (line := seen_alone(seen, page.image, judge)) is not None]
    lone_text = "\n".join(line.text for line in lone)
    return Decided(page.truth, text, lone_text, tuple(_words(page, judge, scorer)))


def _words(page: Observed, judge: Judge, scorer: ModuleType) -> Iterator[SeenWord]:
    written = _whole(page.truth, scorer)
    matched, unmatched = match(page.first, page.second, page.image)
    found = [sightings(line, page.image, judge) for line in matched]
    found += _lone(unmatched, Case.UNMATCHED) + _lone(page.first, Case.FIRST_ALONE)
    found += [seen_alone_sightings(seen, page.image, judge) for seen in page.second]
    for one in found:
        seen = [(sight, " ".join(word.text for word in words)) for sight, words in one if words]
        truth = find_truth([text for _, text in seen], written, scorer)
        for index, (sight, text) in enumerate(seen):
            right = truth is not None and scorer.normal(text) == truth.of(index)
            if truth is not None or sight.case is Case.UNMATCHED:  # what one reader alone saw is mostly not there
                yield SeenWord(page.document, sight.case, features(sight, judge.model), right)


def _lone(lines: Sequence[Line], case: Case) -> list[list[Sighting]]:
    return [lone_sightings(line, case) for line in lines]


def _whole(truth: str, scorer: ModuleType) -> str:
    return " ".join(scorer.truth_lines(truth))
