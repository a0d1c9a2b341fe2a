"""What a line recogniser with CTC output says, and how likely it holds any other text for the same place.

Connectionist temporal classification (Graves et al. 2006): at each step along the line the network gives a probability
to each character and to "nothing new"; a text's probability is the sum over all ways of spelling it along the steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

LogProbs = np.ndarray[tuple[int, int], np.dtype[np.float32]]
"""(steps, 1 + characters): natural logarithms; column 0 is "nothing new"."""
FLOAT = np.dtype[np.float64]
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the steps (first and last, both included) that show it and its log probability at the best."""

    char: str
    first: int
    last: int
    log_prob: float


def greedy(log_probs: LogProbs, alphabet: str) -> tuple[Glyph, ...]:
    """The likeliest character of each step, repetitions and nothing-new taken out."""
    best = log_probs.argmax(axis=1)
    edges = np.flatnonzero(np.diff(best, prepend=-1, append=-1))
    glyphs = []
    for first, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        index = int(best[first])
        if index:
            sure = float(log_probs[first:end, index].max())
            glyphs.append(Glyph(alphabet[index - 1], first, end - 1, sure))
    return tuple(glyphs)


def log_likelihoods(log_probs: LogProbs, texts: Sequence[tuple[int, ...]]) -> np.ndarray[tuple[int], FLOAT]:
    """log P(text | these steps) of each; texts are columns of ``log_probs``. IMPOSSIBLE with too few steps."""
    longest = max(len(labels) for labels in texts)
    states = np.zeros((len(texts), 2 * longest + 1), np.intp)
    for row, labels in enumerate(texts):
        states[row, 1 : 2 * len(labels) : 2] = labels
    emitted = log_probs[:, states]
    skips = np.zeros(states.shape, bool)
    skips[:, 3::2] = states[:, 3::2] != states[:, 1:-2:2]
    score = np.full((len(texts), states.shape[1] + 2), IMPOSSIBLE)  # two states of padding in front
    score[:, 2] = 0.0
    first_moves = np.where(np.arange(states.shape[1]) == 1, 0.0, IMPOSSIBLE)
    for step, here in enumerate(emitted):
        stay, move = score[:, 2:], score[:, 1:-1] if step else first_moves
        leap = np.where(skips, score[:, :-2], IMPOSSIBLE)
        score[:, 2:] = np.logaddexp(np.logaddexp(stay, move), leap) + here
    ends = np.array([2 + 2 * len(labels) for labels in texts])
    rows = np.arange(len(texts))
    last_letter = np.where(ends > 2, score[rows, ends - 1], IMPOSSIBLE)
    return np.asarray(np.logaddexp(score[rows, ends], last_letter))
