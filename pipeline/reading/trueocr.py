"""trueocr: small networks for Vietnamese print that run offline on one core; weights and code come with the package.

Beyond its own text, which is the likeliest character at each step, the recogniser's full judgement is taken out of the
network: fusion asks it how likely it holds what another reader saw.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import os
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from models.errors import InputRefused, ToolMissing
from models.geometry import Box
from models.page import Line, Word, line_of
from models.verdict import Verdict
from pipeline.page_image import PageImage
from pipeline.reading.ctc import Glyph, LogProbs, greedy
from pipeline.reading.reader import Transcript
from pipeline.source.document import Pixels

NAME = "trueocr"
HINT = "pip install sohoa[trueocr]"
VERSION = "0.1.1"
"""The one version whose network is known: its inner layer is read out by name."""
MOST_WIDE = 1280
"""Width in pixels, at 32 a line, beyond which a line is squeezed; the package's own 768 squeezes full lines of A4."""
BATCH = 4
"""Lines recognised together. More at once take longer each: what the network works on no longer fits the caches."""
_WINDOW = 3
"""The recogniser sees the line with as much again above and below."""
_LOG_PROBS = "/LogSoftmax_output_0"
_GRAPH, _OUTPUT, _OUTPUT_NAME = 7, 12, 1
"""Field numbers of onnx.proto3: ModelProto.graph, GraphProto.output, ValueInfoProto.name."""
_NEAREST = str.maketrans("–—‑‘[]{}!|", "---’()()11")
"""Characters that the network does not know, as what it takes them for."""


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as the network saw it. ``box``, ``left``, ``step_width`` in pixels of the page image: step ``s`` has its
    middle at ``left + (s + 0.5) * step_width``.
    """

    box: Box
    left: float
    step_width: float
    log_probs: LogProbs
    alphabet: str
    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """What the network holds likeliest, single spaces between words, a character a glyph."""
        return "".join(glyph.char for glyph in self.glyphs)

    def labels(self, text: str) -> tuple[int, ...]:
        """``text`` as the network's columns; characters that it does not know, and has nothing near for, left out."""
        plain = text.translate(_NEAREST).replace('"', "”")
        return tuple(place + 1 for char in plain if (place := self.alphabet.find(char)) >= 0)


@dataclass(frozen=True, slots=True)
class _Networks:
    page: Any
    recogniser: Any
    alphabet: str


class TrueOcrReader:
    """``read`` raises ToolMissing when the package is absent or another version, InputRefused when it fails."""

    name = NAME
    options = f"width={MOST_WIDE} context=1"

    @property
    def version(self) -> str:
        return installed_version()

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        """A second at most on any page; ``seconds`` bounds it through the page's process."""
        return Transcript(tuple(line for seen in look(image) if (line := as_line(seen, image)) is not None))

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        with _errors():
            return 90 * (int(networks().page.orientation(image.grey)) % 4)


@functools.cache
def installed_version() -> str:
    """Raises ToolMissing when the package is absent or not the pinned version."""
    try:
        version = importlib.metadata.version(NAME)
    except importlib.metadata.PackageNotFoundError as error:
        raise ToolMissing(f"trueocr: {HINT}") from error
    if version != VERSION:
        raise ToolMissing(f"trueocr {version} instead of {VERSION}: {HINT}")
    return version


def look(image: PageImage) -> tuple[SeenLine, ...]:
    """All lines of the page in reading order, with everything the recogniser has to say about them."""
    loaded = networks()
    with _errors():
        boxes = _line_boxes(loaded, image.grey)
        seen = _recognised(loaded, image.grey, boxes)
        corners = np.asarray([(box.left, box.top, box.right, box.bottom) for box in boxes], np.float32).reshape(-1, 4)
        order = loaded.page.reading_order(corners, [line.text for line in seen], image.size)
    return tuple(seen[index] for index in order if seen[index].text.strip())


@contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise InputRefused(Verdict.OUT_OF_MEMORY, "no room for trueocr") from error
    except (RuntimeError, ValueError, ArithmeticError, cv2.error) as error:  # onnxruntime's errors are RuntimeErrors
        raise InputRefused(Verdict.MALFORMED, "trueocr failed on the page") from error


def as_line(seen: SeenLine, image: PageImage) -> Line | None:
    """The line in the reader's own words; None without any."""
    return line_of([
        Word(text=text, box=word_box(seen, glyphs, image), confidence=confidence(glyphs), readers=(NAME,))
        for glyphs in words_of(seen.glyphs)
        if (text := "".join(glyph.char for glyph in glyphs))
    ])  # fmt: skip


def words_of(glyphs: Sequence[Glyph]) -> list[tuple[Glyph, ...]]:
    """Glyphs parted at spaces."""
    words: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.char == " ":
            words.append([])
        else:
            words[-1].append(glyph)
    return [tuple(word) for word in words if word]


def word_box(seen: SeenLine, glyphs: Sequence[Glyph], image: PageImage) -> Box:
    """From half a step before the first glyph to half a step after the last, as high as the line."""
    left = seen.left + (glyphs[0].first - 0.5) * seen.step_width
    right = seen.left + (glyphs[-1].last + 1.5) * seen.step_width
    left, right = max(left, seen.box.left - seen.step_width), min(right, seen.box.right + seen.step_width)
    return image.to_source(Box(left, seen.box.top, max(left + 1, right), seen.box.bottom)).rounded()


def confidence(glyphs: Sequence[Glyph]) -> float:
    """That of the least sure character: a word is wrong as soon as one letter is."""
    return round(float(np.exp(min(glyph.log_prob for glyph in glyphs))), 4)


def _line_boxes(networks: _Networks, grey: Pixels) -> list[Box]:
    height, width = grey.shape
    boxes = []
    for left, top, right, bottom, _ in networks.page.detect(grey).tolist():
        x0, y0 = max(0, int(np.floor(left))), max(0, int(np.floor(top)))
        x1, y1 = min(width, int(np.ceil(right))), min(height, int(np.ceil(bottom)))
        if x1 > x0 and y1 > y0:
            boxes.append(Box(x0, y0, x1, y1))
    return boxes


def _recognised(networks: _Networks, grey: Pixels, boxes: list[Box]) -> list[SeenLine]:
    """Lines in the order of ``boxes``, recognised in batches of like width."""
    from trueocr.preprocess import crop_line, pad_batch, width_batches

    corners = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    crops = [crop_line(grey, corner, window=_WINDOW, max_width=MOST_WIDE) for corner in corners]
    seen: dict[int, SeenLine] = {}
    for chosen in width_batches([crop.shape[1] for crop in crops], max_batch=BATCH):
        pixels, widths = pad_batch([crops[index] for index in chosen])
        results = networks.recogniser.run([_LOG_PROBS, "lengths"], {"x": pixels, "widths": widths})
        for index, log_probs, steps in zip(chosen, *results, strict=True):
            seen[index] = seen_line(boxes[index], log_probs[: int(steps)], networks.alphabet)
    return [seen[index] for index in range(len(boxes))]


def seen_line(box: Box, log_probs: LogProbs, alphabet: str) -> SeenLine:
    """The crop reached beyond the box by 0.3 of its height on both sides; its steps are spread evenly over that."""
    reach = 0.3 * box.height
    step_width = (box.width + 2 * reach) / max(1, len(log_probs))
    glyphs = _tidy(greedy(log_probs, alphabet))
    return SeenLine(box, box.left - reach, step_width, log_probs, alphabet, glyphs)


def _tidy(glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Without spaces at the ends and repeated ones; NFC, as the alphabet is."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        if glyph.char != " " or (kept and kept[-1].char != " "):
            kept.append(glyph)
    return tuple(kept[:-1] if kept and kept[-1].char == " " else kept)


@functools.cache
def networks() -> _Networks:
    """Loaded once a process, on one thread: pages run side by side."""
    installed_version()
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # since 1.29 it reports to its maker unless told so before it is imported
    try:
        import onnxruntime
        import trueocr
        from trueocr.page import PageEngine
    except ImportError as error:
        raise ToolMissing(f"trueocr: {HINT}") from error
    folder = Path(trueocr.__file__).parent / "models"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = True  # without, a third of the time goes to asking the system for memory

    def network(content: bytes) -> Any:
        return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])

    page = PageEngine(folder, threads=1)
    page.det = network((folder / "det.onnx").read_bytes())
    recogniser = network((folder / "rec.onnx").read_bytes() + _one_more_output(_LOG_PROBS))
    alphabet = "".join(json.loads((folder / "meta.json").read_text("utf-8"))["charset"])
    return _Networks(page, recogniser, unicodedata.normalize("NFC", alphabet))


def _one_more_output(name: str) -> bytes:
    """What to append to a serialised network so that it also gives out its inner value ``name``.

    Protocol buffers merge concatenated messages: this is a ModelProto that has a graph with one output and no more.
    """
    return _field(_GRAPH, _field(_OUTPUT, _field(_OUTPUT_NAME, name.encode())))


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field; all of them here are shorter than 128 bytes."""
    return bytes([number << 3 | 2, len(content)]) + content
