"""The open handwritten digits as pieces of ink, parted once and for all: training, calibration, and held out.

Parted by runs of digits as they stand in the sources, since neighbours are often by one hand.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Ink = NDArray[np.float32]
Part = Literal["train", "calibrate", "held-out"]

_RUN = 125
"""Digits of a run; of eight runs five train, one calibrates, two are held out."""
_PARTS: tuple[Part, ...] = ("train", "train", "calibrate", "train", "held-out", "train", "train", "held-out")


@dataclass(frozen=True, slots=True)
class Digits:
    """``inks``: (n, side, side), 0 paper to 1 ink; ``labels``: (n,)."""

    inks: Ink
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)

    def of(self, digit: int) -> NDArray[np.int64]:
        """Where a digit stands."""
        return np.flatnonzero(self.labels == digit)


def load_digits(corpus: Path, part: Part) -> dict[str, Digits]:
    """Both sources by name, each cut down to one part."""
    folder = corpus / "handwriting"
    return {"mnist": _parted(_mnist(folder), part), "opencv": _parted(_opencv(folder), part)}


def joined(sources: dict[str, Digits]) -> Digits:
    """Both sources in one, at the larger size."""
    side = max(source.inks.shape[1] for source in sources.values())
    inks = [_padded(source.inks, side) for source in sources.values()]
    return Digits(np.concatenate(inks), np.concatenate([source.labels for source in sources.values()]))


def _parted(digits: Digits, part: Part) -> Digits:
    runs = np.arange(len(digits)) // _RUN
    chosen = np.array([_PARTS[run % len(_PARTS)] == part for run in runs])
    return Digits(digits.inks[chosen], digits.labels[chosen])


def _mnist(folder: Path) -> Digits:
    """The test set of LeCun, Cortes and Burges: a header of 16 bytes, then 28 x 28 bytes a digit."""
    raw = np.frombuffer(gzip.decompress((folder / "t10k-images-idx3-ubyte.gz").read_bytes()), np.uint8, offset=16)
    labels = np.frombuffer(gzip.decompress((folder / "t10k-labels-idx1-ubyte.gz").read_bytes()), np.uint8, offset=8)
    return Digits(raw.reshape(-1, 28, 28).astype(np.float32) / np.float32(255), labels.astype(np.int64))


def _opencv(folder: Path) -> Digits:
    """OpenCV's sheet: 50 rows of 100 digits, 20 x 20 pixels each, five rows a digit."""
    sheet = cv2.imread(str(folder / "opencv-digits.png"), cv2.IMREAD_GRAYSCALE)
    if sheet is None:
        raise FileNotFoundError(folder / "opencv-digits.png")
    cells = np.asarray(sheet, np.float32).reshape(50, 20, 100, 20).transpose(0, 2, 1, 3).reshape(-1, 20, 20)
    return Digits(np.asarray(cells / 255, np.float32), np.arange(len(cells)) // 500)


def _padded(inks: Ink, side: int) -> Ink:
    before = (side - inks.shape[1]) // 2
    after = side - inks.shape[1] - before
    return np.pad(inks, ((0, 0), (before, after), (before, after)))
