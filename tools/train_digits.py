"""Trains the digit reader of pipeline/handwriting from the open handwritten digits, with numpy alone.

    python -m tools.train_digits [--seed 7] [--epochs 18] [--out FILE.npz] [--cross]

Prints how often held-out digits are read rightly, how much of what is no digit is turned away, and, with --cross, how
a net trained on one source alone reads the other. The same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.handwriting.digits import CLASSES, JUNK, SIDE, Floats, Weights, normalised, probabilities, windows
from tools.digit_material import Digits, joined, load_digits
from tools.digit_variants import drawn_digit, flagged_one, junk, varied

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "pipeline" / "handwriting" / "data" / "digits.npz"
CHANNELS = (14, 28)
HIDDEN = 96
BATCH = 64
RATE = 2e-3
DROPPED = 0.3
JUNK_SHARE, DRAWN_SHARE, FLAGGED_SHARE = 0.35, 0.12, 0.05
"""Of the number of digits: what is no digit, digits by the samples' pen (7 with its bar), 1 with a long upstroke."""
Labels = NDArray[np.int64]
Parameters = dict[str, Floats]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--epochs", type=int, default=18)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--cross", action="store_true", help="also train on each source alone, and read the other")
    chosen = parser.parse_args()
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "handwriting").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        return 5
    cv2.setNumThreads(1)
    training, held_out = load_digits(corpus, "train"), load_digits(corpus, "held-out")
    if chosen.cross:
        for name, other in (("mnist", "opencv"), ("opencv", "mnist")):
            net = train(training[name], seed=chosen.seed, epochs=chosen.epochs)
            report(f"trained on {name} alone, {other}", net, held_out[other], seed=chosen.seed)
    net = train(joined(training), seed=chosen.seed, epochs=chosen.epochs)
    for name, digits in held_out.items():
        report(f"held-out {name}", net, digits, seed=chosen.seed)
    data = stored(net)
    chosen.out.write_bytes(data)
    print(f"{chosen.out.name}: {len(data):,} bytes, version {net.version}")
    return 0


def train(digits: Digits, *, seed: int, epochs: int) -> Weights:
    """A net from scratch; every epoch sees each digit varied anew, and as much junk as JUNK_SHARE says."""
    rng = np.random.default_rng(seed)
    parameters = _begun(rng)
    descent = _Descent(parameters)
    steps = epochs * (len(digits) // BATCH)
    step = 0
    for epoch in range(epochs):
        squares, labels = _varied_set(digits, rng)
        loss = 0.0
        for batch in np.array_split(rng.permutation(len(labels)), len(labels) // BATCH):
            rate = RATE * 0.5 * (1 + np.cos(np.pi * min(1.0, step / (steps * (1 + JUNK_SHARE)))))
            value, slopes = _slopes(parameters, squares[batch], labels[batch], rng)
            descent.step(slopes, max(float(rate), 1e-5))
            loss += value * len(batch)
            step += 1
        print(f"epoch {epoch + 1}: loss {loss / len(labels):.4f}", file=sys.stderr, flush=True)
    return _weights(parameters, version=f"1 seed={seed} epochs={epochs} digits={len(digits)}")


def report(name: str, net: Weights, digits: Digits, *, seed: int) -> None:
    """How the net does on digits it has not seen, and on junk made of them."""
    rng = np.random.default_rng([seed, 1])
    seen = probabilities(np.stack([normalised(ink) for ink in digits.inks]), net)
    right = seen.argmax(axis=1) == digits.labels
    rejected = seen.argmax(axis=1) == JUNK
    sure = seen[:, :JUNK].max(axis=1) >= 0.99
    trash = probabilities(np.stack([normalised(junk(digits, rng)) for _ in range(2000)]), net)
    print(
        f"{name}: {len(digits)} digits, right {100 * right.mean():.2f} %, "
        f"taken for no digit {100 * rejected.mean():.2f} %, "
        f"wrong where surer than 0.99: {int((sure & ~right).sum())} of {int(sure.sum())}; "
        f"junk turned away {100 * (trash.argmax(axis=1) == JUNK).mean():.2f} %"
    )


def stored(net: Weights) -> bytes:
    """The weights as an .npz of half-precision numbers, no pickled objects."""
    arrays = {name: getattr(net, name).astype(np.float16) for name in _begun(np.random.default_rng(0))}
    out = BytesIO()
    np.savez_compressed(out, allow_pickle=False, version=np.array(net.version), **arrays)
    return out.getvalue()


def _varied_set(digits: Digits, rng: np.random.Generator) -> tuple[Floats, Labels]:
    squares = [normalised(varied(ink, digits, rng)) for ink in digits.inks]
    drawn = round(DRAWN_SHARE * len(digits))
    pen = [
        (digit, seed) for digit, seed in zip(rng.integers(0, 10, drawn), rng.integers(0, 1 << 30, drawn), strict=True)
    ]
    squares += [normalised(varied(drawn_digit(int(digit), int(number)), digits, rng)) for digit, number in pen]
    flagged = round(FLAGGED_SHARE * len(digits))
    squares += [normalised(varied(flagged_one(rng), digits, rng)) for _ in range(flagged)]
    trash = round(JUNK_SHARE * len(digits))
    squares += [normalised(junk(digits, rng)) for _ in range(trash)]
    drawn_labels = np.array([digit for digit, _ in pen], np.int64)
    labels = np.concatenate([digits.labels, drawn_labels, np.full(flagged, 1), np.full(trash, JUNK)])
    return np.stack(squares), labels


def _begun(rng: np.random.Generator) -> Parameters:
    """He's initial values."""

    def layer(inputs: int, outputs: int) -> Floats:
        return np.asarray(rng.standard_normal((inputs, outputs)) * np.sqrt(2 / inputs), np.float32)

    flat = (SIDE // 4) ** 2 * CHANNELS[1]
    return {
        "first": layer(25, CHANNELS[0]),
        "first_bias": np.zeros(CHANNELS[0], np.float32),
        "second": layer(25 * CHANNELS[0], CHANNELS[1]),
        "second_bias": np.zeros(CHANNELS[1], np.float32),
        "hidden": layer(flat, HIDDEN),
        "hidden_bias": np.zeros(HIDDEN, np.float32),
        "out": layer(HIDDEN, CLASSES) * np.float32(0.5),
        "out_bias": np.zeros(CLASSES, np.float32),
    }


def _weights(parameters: Parameters, *, version: str) -> Weights:
    return Weights(**parameters, version=version)


def _slopes(net: Parameters, squares: Floats, labels: Labels, rng: np.random.Generator) -> tuple[float, Parameters]:
    """The mean loss of a batch and its slope by every weight: forwards, then backwards."""
    count = len(labels)
    first = _Convolution(squares[:, :, :, None], net["first"], net["first_bias"])
    second = _Convolution(first.pooled, net["second"], net["second_bias"])
    flat = second.pooled.reshape(count, -1)
    kept = (rng.random((count, HIDDEN)) >= DROPPED).astype(np.float32) / np.float32(1 - DROPPED)
    hidden = np.maximum(flat @ net["hidden"] + net["hidden_bias"], 0) * kept
    scores = hidden @ net["out"] + net["out_bias"]
    scores -= scores.max(axis=1, keepdims=True)
    chance = np.exp(scores)
    chance /= chance.sum(axis=1, keepdims=True)
    loss = float(-np.log(np.maximum(chance[np.arange(count), labels], 1e-9)).mean())
    back = chance
    back[np.arange(count), labels] -= 1
    back /= count
    slopes = {"out": hidden.T @ back, "out_bias": back.sum(axis=0)}
    back = (back @ net["out"].T) * kept * (hidden > 0)
    slopes |= {"hidden": flat.T @ back, "hidden_bias": back.sum(axis=0)}
    back = (back @ net["hidden"].T).reshape(second.pooled.shape)
    slopes["second"], slopes["second_bias"], back = second.slopes(back, inwards=True)
    slopes["first"], slopes["first_bias"], _ = first.slopes(back, inwards=False)
    return loss, slopes


class _Convolution:
    """One convolution with its maximum over 2 x 2, remembering what the way back needs."""

    def __init__(self, images: Floats, kernel: Floats, bias: Floats) -> None:
        self._kernel, self._shape = kernel, images.shape
        self._seen = windows(images)
        out = np.maximum(self._seen @ kernel + bias, 0)
        count, height, width, channels = out.shape
        blocks = out.reshape(count, height // 2, 2, width // 2, 2, channels).transpose(0, 1, 3, 5, 2, 4)
        self._blocks = np.ascontiguousarray(blocks).reshape(*blocks.shape[:4], 4)
        self._strongest = self._blocks.argmax(axis=4)
        self.pooled = np.take_along_axis(self._blocks, self._strongest[..., None], axis=4)[..., 0]

    def slopes(self, back: Floats, *, inwards: bool) -> tuple[Floats, Floats, Floats]:
        """Slopes by kernel and bias, and, if asked for, by what came in."""
        spread = np.zeros_like(self._blocks)
        np.put_along_axis(spread, self._strongest[..., None], (back * (self.pooled > 0))[..., None], axis=4)
        count, height, width, channels = (*self.pooled.shape[:3], self.pooled.shape[3])
        spread = spread.reshape(count, height, width, channels, 2, 2).transpose(0, 1, 4, 2, 5, 3)
        flat = np.ascontiguousarray(spread).reshape(-1, channels)
        by_kernel = self._seen.reshape(flat.shape[0], -1).T @ flat
        came_in = self._scattered(flat) if inwards else back
        return by_kernel, flat.sum(axis=0), came_in

    def _scattered(self, flat: Floats) -> Floats:
        count, height, width, channels = self._shape
        parts = (flat @ self._kernel.T).reshape(count, height, width, 5, 5, channels)
        padded = np.zeros((count, height + 4, width + 4, channels), np.float32)
        for down in range(5):
            for right in range(5):
                padded[:, down : down + height, right : right + width] += parts[:, :, :, down, right]
        return padded[:, 2:-2, 2:-2]


@dataclass(slots=True)
class _Moments:
    mean: Floats
    square: Floats


class _Descent:
    """Adam (Kingma and Ba, 2015), the weights changed in place."""

    def __init__(self, parameters: Parameters) -> None:
        self._parameters, self._time = parameters, 0
        self._moments = {name: _Moments(np.zeros_like(p), np.zeros_like(p)) for name, p in parameters.items()}

    def step(self, slopes: Parameters, rate: float) -> None:
        self._time += 1
        fitted = rate * np.sqrt(1 - 0.999**self._time) / (1 - 0.9**self._time)
        for name, slope in slopes.items():
            moment = self._moments[name]
            moment.mean += 0.1 * (slope - moment.mean)
            moment.square += 0.001 * (slope * slope - moment.square)
            self._parameters[name] -= (fitted * moment.mean / (np.sqrt(moment.square) + 1e-8)).astype(np.float32)


if __name__ == "__main__":
    sys.exit(main())
