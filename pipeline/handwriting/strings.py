"""Reading a run of handwritten digits: where to part it is decided together with what its pieces say.

The ink is parted wherever it might be (between connected pieces, and at the thin places of wide ones); every run of
neighbouring pieces is shown to the digit reader; the parting whose pieces all look like digits wins. What is half a
digit, or two, the reader calls no digit, so wrong partings lose.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.handwriting.digits import JUNK, Floats, Ink, normalised, probabilities

MOST_DIGITS = 5
_MOST_PIECES = 14
_PIECES_A_DIGIT = 6
_WIDEST = 1.35
"""Of the run's height: wider is no digit."""
_LOWEST = 0.45
"""Of the run's height: a digit lower than this is part of something else."""
_CUT_FROM = 0.62
"""Pieces wider than this share of the run's height may be more than one digit."""
_FINEST = 0.16
"""Of the run's height: cuts do not come closer to each other, or to an edge."""
_SHEARS = (-0.6, -0.45, -0.3, -0.15, 0.0, 0.15, 0.3)
_BEAM = 24
_KEPT_DIGITS = 4
_CUT, _CUT_THROUGH = 0.5, 8.0
"""What it costs to part what is connected: digits seldom touch, and then in one stroke, of a height's eighth or so."""
_DROPPED = math.log(0.02)
"""What it costs to leave a small piece out as a blot."""
_SMALL = 0.06
"""Of the run's ink: more is no blot."""
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """Digits, and how likely they are beside all else the ink may say; not yet calibrated."""

    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """``cost``: of beginning a digit here, dear where that means cutting through much ink (log probability)."""

    mask: NDArray[np.bool_]
    cost: float


@dataclass(frozen=True, slots=True)
class _Span:
    """Pieces ``first`` to ``last`` - 1 taken for one digit; ``scores``: log probability by class."""

    first: int
    last: int
    scores: Floats


def read_run(
    ink: Ink, labels: NDArray[np.int32], *, allowed: Callable[[str], bool], longest: int = MOST_DIGITS
) -> tuple[Reading, ...]:
    """What a run of digits may say, the likeliest first; weights sum to at most 1, the rest is "something else".

    ``labels``: which connected part each pixel of ``ink`` belongs to (0: none). ``allowed``: whether a text may stand
    there at all. Empty where no parting makes sense.
    """
    ink, labels = _upright(ink, labels)
    found = _pieces(ink, labels)
    if not found:
        return ()
    pieces = [piece.mask for piece in found]
    height = _height(np.logical_or.reduce(pieces))
    spans = _spans(ink, pieces, height)
    costs = [piece.cost for piece in found]
    paths = _best_paths(spans, costs, blots=_blots(ink, pieces), longest=longest)
    totals: dict[str, float] = defaultdict(float)
    for score, text in paths:
        totals[text] += math.exp(score)
    everything = sum(totals.values())
    # What the best path leaves open is the chance that none is right.
    certain = min(1.0, everything)
    readings = [Reading(text, certain * weight / everything) for text, weight in totals.items() if allowed(text)]
    return tuple(sorted(readings, key=lambda reading: -reading.weight)[:8])


def _upright(ink: Ink, labels: NDArray[np.int32]) -> tuple[Ink, NDArray[np.int32]]:
    """The run sheared so that its strokes stand upright: straight cuts then part it best."""
    height, width = ink.shape
    room = round(0.6 * height)
    matrices = [np.array([[1, -shear, room / 2 + shear * height / 2], [0, 1, 0]], np.float32) for shear in _SHEARS]
    size = (width + room, height)
    turned = [np.asarray(cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_LINEAR), np.float32) for matrix in matrices]
    best = int(np.argmax([float((each.sum(axis=0) ** 2).sum()) for each in turned]))
    named = cv2.warpAffine(labels.astype(np.float32), matrices[best], size, flags=cv2.INTER_NEAREST)
    return turned[best], named.astype(np.int32)


def _pieces(ink: Ink, labels: NDArray[np.int32]) -> list[_Piece]:
    """The run's pieces from left to right, as masks: connected parts, the wide ones cut at their thin places."""
    masks = [labels == label for label in range(1, int(labels.max(initial=0)) + 1)]
    masks = [mask for mask in masks if mask.any()]
    if not masks:
        return []
    height = _height(np.logical_or.reduce(masks))
    pieces: list[_Piece] = []
    for mask in masks:
        edges = [0, *_cuts(ink, mask, height), mask.shape[1]]
        for left, right in pairwise(edges):
            piece = np.zeros_like(mask)
            piece[:, left:right] = mask[:, left:right]
            if piece.any():
                cost = _CUT + _CUT_THROUGH * float(mask[:, left].sum()) / height if left else 0.0
                pieces.append(_Piece(piece, cost))
    pieces.sort(key=lambda piece: float(np.flatnonzero(piece.mask.any(axis=0)).mean()))
    return pieces if len(pieces) <= _MOST_PIECES else []


def _cuts(ink: Ink, mask: NDArray[np.bool_], height: int) -> list[int]:
    """Columns where a wide piece may be parted: where there is little ink, the thinnest first, not too close."""
    columns = np.flatnonzero(mask.any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    if right - left <= _CUT_FROM * height:
        return []
    profile = np.where(mask, ink, 0).sum(axis=0)
    smooth = np.convolve(profile, np.array([0.25, 0.5, 0.25]), mode="same")
    apart = max(2, round(_FINEST * height))
    chosen: list[int] = []
    most = min(6, math.ceil((right - left) / (0.3 * height)))
    for column in sorted(range(left + apart, right - apart), key=lambda column: float(smooth[column])):
        if len(chosen) < most and all(abs(column - other) >= apart for other in chosen):
            chosen.append(column)
    return sorted(chosen)


def _spans(ink: Ink, pieces: list[NDArray[np.bool_]], height: int) -> list[_Span]:
    """Every run of neighbouring pieces that may be one digit, with what the digit reader says of it."""
    wanted: list[tuple[int, int]] = []
    squares: list[Floats] = []
    for first in range(len(pieces)):
        mask = np.zeros_like(pieces[0])
        for last in range(first + 1, min(len(pieces), first + _PIECES_A_DIGIT) + 1):
            mask = mask | pieces[last - 1]
            columns = np.flatnonzero(mask.any(axis=0))
            wide, high = int(columns[-1]) + 1 - int(columns[0]), _height(mask)
            if wide > _WIDEST * height or high < _LOWEST * height:
                continue
            soft = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
            soft &= ~_elsewhere(pieces, first, last)
            rows = np.flatnonzero(mask.any(axis=1))
            squares.append(normalised(np.where(soft, ink, 0)[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]))
            wanted.append((first, last))
    if not wanted:
        return []
    scores = np.log(np.maximum(probabilities(np.stack(squares)), _NOTHING))
    return [_Span(first, last, score) for (first, last), score in zip(wanted, scores, strict=True)]


def _elsewhere(pieces: list[NDArray[np.bool_]], first: int, last: int) -> NDArray[np.bool_]:
    others = [piece for index, piece in enumerate(pieces) if not first <= index < last]
    return np.logical_or.reduce(others) if others else np.zeros_like(pieces[0])


def _blots(ink: Ink, pieces: list[NDArray[np.bool_]]) -> list[bool]:
    """Which pieces are so small that they may be left out."""
    amounts = np.array([float(ink[piece].sum()) for piece in pieces])
    return [bool(amount < _SMALL * amounts.sum()) for amount in amounts]


def _best_paths(spans: list[_Span], costs: list[float], *, blots: list[bool], longest: int) -> list[tuple[float, str]]:
    """The best ways from the first piece to the last: (log probability, digits), at most _BEAM."""
    count = len(costs)
    ending: list[list[tuple[float, str]]] = [[] for _ in range(count + 1)]
    ending[0] = [(0.0, "")]
    for position in range(count):
        here = sorted(ending[position], reverse=True)[:_BEAM]
        if blots[position]:
            ending[position + 1] += [(score + _DROPPED, text) for score, text in here]
        for span in spans:
            if span.first != position:
                continue
            digits = np.argsort(span.scores[:JUNK])[::-1][:_KEPT_DIGITS]
            ending[span.last] += [
                (score + float(span.scores[digit]) - costs[position], f"{text}{digit}")
                for score, text in here
                if len(text) < longest
                for digit in digits
            ]
    return [(score, text) for score, text in sorted(ending[count], reverse=True)[:_BEAM] if text]


def _height(mask: NDArray[np.bool_]) -> int:
    rows = np.flatnonzero(mask.any(axis=1))
    return int(rows[-1]) + 1 - int(rows[0])
