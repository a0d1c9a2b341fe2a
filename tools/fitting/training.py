"""The two fits: which of several texts stands there (softmax regression), and whether a word is right (logistic)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
STEPS = 300
RATE = 0.1
PRIOR = 0.02
"""Of the weights being small, per weight and dispute."""
LEAST_STAKE, MOST_STAKE = 0.3, 3.0
NEWTON_STEPS = 30
NEWTON_PRIOR = 1.0


def fit_choice(disputes: Sequence[tuple[Array, Array]]) -> Array:
    """Weights that make the cheapest candidates likely. Each dispute: features (candidates, n), costs (candidates,).

    A dispute counts by what is at stake in it: the most that a wrong choice would cost.
    """
    rows = np.vstack([features for features, _ in disputes])
    scale = rows.std(axis=0) + 1e-6
    rows = rows / scale
    sizes = [len(costs) for _, costs in disputes]
    starts = np.cumsum([0, *sizes[:-1]])
    owner = np.repeat(np.arange(len(disputes)), sizes)
    good = np.concatenate([(costs <= costs.min() + 1e-9).astype(float) for _, costs in disputes])
    stake = np.array([np.clip(costs.max() - costs.min(), LEAST_STAKE, MOST_STAKE) for _, costs in disputes])[owner]
    weights = np.zeros(rows.shape[1])
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        score = rows @ weights
        share = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        share /= np.add.reduceat(share, starts)[owner]
        wanted = share * good / np.maximum(np.add.reduceat(share * good, starts)[owner], 1e-12)
        slope = rows.T @ ((share - wanted) * stake) / len(disputes) + PRIOR * weights / len(weights)
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2  # Adam
        rate = RATE if step < STEPS * 2 // 3 else RATE * 0.3
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / scale)


def fit_logistic(features: Array, right: Array, *, toward: Array | None = None) -> Array:
    """Weights of P(right); features (words, n) of which the first is 1 throughout, right (words,) of 0 and 1.

    Few examples leave the weights near ``toward`` (n,), or small.
    """
    expected = np.zeros(features.shape[1]) if toward is None else toward
    weights = expected.copy()
    prior = NEWTON_PRIOR * np.eye(len(weights))
    if toward is None:
        prior[0, 0] = 1e-6  # how often a word is right is not for a prior to say
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(features @ weights, -30, 30)))
        slope = features.T @ (chance - right) + prior @ (weights - expected)
        curvature = (features * (chance * (1 - chance))[:, None]).T @ features + prior
        weights -= np.linalg.solve(curvature, slope)
    return weights
