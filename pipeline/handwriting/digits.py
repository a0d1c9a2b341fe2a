"""The project's own reader of single handwritten digits: a small convolutional net, applied with numpy alone.

It answers with eleven probabilities, ten digits and "no digit" (a printed letter, a slash, half a digit, two at once,
a smudge): what to reject matters more here than what to read. Trained by ``tools/train_digits.py``.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from io import BytesIO

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ink = NDArray[np.float32]
"""Coverage of ink, 0 (paper) to 1 (full), shape (height, width)."""

SIDE = 24
"""The net's input is a square of this many pixels."""
GLYPH = 20
"""The longer side of a digit within it."""
JUNK = 10
"""The class "no digit"."""
CLASSES = 11
_KERNEL = 5
_WEIGHTS = "digits.npz"


@dataclass(frozen=True, slots=True)
class Weights:
    """Two convolutions (5 x 5, each followed by a maximum over 2 x 2) and two full layers; columns are outputs."""

    first: Floats  # (25, channels)
    first_bias: Floats
    second: Floats  # (25 * channels, channels)
    second_bias: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: Floats
    version: str


@functools.cache
def weights() -> Weights:
    """The weights that come with the program."""
    return load_weights(resources.files("pipeline.handwriting").joinpath("data", _WEIGHTS).read_bytes())


def load_weights(data: bytes) -> Weights:
    """From the bytes of an .npz without pickled objects; halves become singles."""
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name].astype(np.float32) for name in stored.files if name != "version"}
        return Weights(**arrays, version=str(stored["version"]))


def normalised(ink: Ink) -> Floats:
    """A piece of ink, centred and scaled so that its longer side measures GLYPH; empty ink gives an empty square."""
    square = np.zeros((SIDE, SIDE), np.float32)
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.25), np.flatnonzero(ink.max(axis=0) > 0.25)
    if not rows.size or not columns.size:
        return square
    glyph = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = GLYPH / max(glyph.shape)
    size = max(1, round(glyph.shape[1] * scale)), max(1, round(glyph.shape[0] * scale))
    small = cv2.resize(glyph, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    top, left = (SIDE - size[1]) // 2, (SIDE - size[0]) // 2
    square[top : top + size[1], left : left + size[0]] = small
    return square


def probabilities(squares: Floats, net: Weights | None = None) -> Floats:
    """Of each square, shape (n, SIDE, SIDE), the probability of each class, shape (n, CLASSES)."""
    net = net or weights()
    if not len(squares):
        return np.zeros((0, CLASSES), np.float32)
    seen = _pooled(_convolved(squares[:, :, :, None], net.first, net.first_bias))
    seen = _pooled(_convolved(seen, net.second, net.second_bias))
    hidden = np.maximum(seen.reshape(len(squares), -1) @ net.hidden + net.hidden_bias, 0)
    scores = hidden @ net.out + net.out_bias
    scores -= scores.max(axis=1, keepdims=True)
    raised = np.exp(scores)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float32)


def windows(images: Floats) -> Floats:
    """The 5 x 5 surroundings of every pixel: (n, h, w, c) gives (n, h, w, 25 * c), zeros beyond the edge."""
    reach = _KERNEL // 2
    padded = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(padded, (_KERNEL, _KERNEL), axis=(1, 2))
    count, height, width = images.shape[:3]
    return np.ascontiguousarray(seen.transpose(0, 1, 2, 4, 5, 3)).reshape(count, height, width, -1)


def _convolved(images: Floats, kernel: Floats, bias: Floats) -> Floats:
    return np.asarray(np.maximum(windows(images) @ kernel + bias, 0), np.float32)


def _pooled(images: Floats) -> Floats:
    count, height, width, channels = images.shape
    return np.asarray(images.reshape(count, height // 2, 2, width // 2, 2, channels).max(axis=(2, 4)), np.float32)
