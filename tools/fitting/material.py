"""Pages with exact text, as both readers see them: what everything about fusion is fitted on."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.page import Line
from pipeline.image.treat import treat
from pipeline.page_image import PageImage
from pipeline.reading.tesseract import TesseractReader
from pipeline.reading.trueocr import SeenLine, look
from tools.measure_reading import LIMIT_SECONDS, SETS, Sample


@dataclass(frozen=True, slots=True)
class Observed:
    """A page as both readers saw it. ``document``: pages of one document never stand on both sides of a split."""

    name: str
    truth: str
    image: PageImage
    first: tuple[Line, ...]
    second: tuple[SeenLine, ...]

    @property
    def document(self) -> str:
        return self.name.rpartition("_p")[0] or self.name


def observed(name: str, corpus: Path, work: Path | None) -> Iterator[Observed]:
    """The pages of the set ``name``; those kept under ``work`` are not read again."""
    for sample in SETS[name](corpus):
        kept = work / name / f"{sample.name}.pickle" if work is not None else None
        if kept is not None and kept.exists():
            yield pickle.loads(kept.read_bytes())  # noqa: S301  # our own file
            continue
        page = _observe(sample)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(pickle.dumps(page))
        yield page


def _observe(sample: Sample) -> Observed:
    image = treat(sample.grey, sample.dpi)
    first = TesseractReader().read(image, seconds=LIMIT_SECONDS).lines
    return Observed(sample.name, sample.truth, image, first, look(image))
