"""What a line recogniser with CTC output says, and how likely it holds any other text for the same place.

Connectionist temporal classification (Graves et al. 2006): at each step along the line the network gives a probability
to each character and to "nothing new"; a text's probability is the sum over all ways of spelling it along the steps.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LogProbs = np.ndarray[tuple[int, int], np.dtype[np.float32]]
"""(steps, 1 + characters): natural logarithms; column 0 is "nothing new"."""
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with the steps (first and last, both included) that show it and its mean log probability."""

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


def log_likelihood(log_probs: LogProbs, labels: tuple[int, ...]) -> float:
    """log P(labels | these steps); ``labels`` are columns of ``log_probs``. IMPOSSIBLE with too few steps."""
    states = np.zeros(2 * len(labels) + 1, np.intp)
    states[1::2] = labels
    emitted = log_probs[:, states]
    skips = np.zeros(len(states), bool)
    skips[3::2] = states[3::2] != states[1:-2:2]
    score = np.full(len(states) + 2, IMPOSSIBLE)  # two states of padding in front
    score[2] = 0.0
    for step, here in enumerate(emitted):
        stay, move = score[2:], score[1:-1]
        leap = np.where(skips, score[:-2], IMPOSSIBLE)
        if step == 0:
            move = np.where(np.arange(len(states)) == 1, 0.0, IMPOSSIBLE)
        score[2:] = np.logaddexp(np.logaddexp(stay, move), leap) + here
    return float(np.logaddexp(score[-1], score[-2]) if len(labels) else score[-1])
