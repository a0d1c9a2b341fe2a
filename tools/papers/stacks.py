"""Stacks as a desk scans them, put together from specimens that were read page by page: what separation makes of them.

A page's reading does not depend on where it lies in its stack, so a page that was read once may lie in several stacks.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from models.page import Page
from models.separator import SeparatorSheet
from pipeline.process import count_pages
from pipeline.separate.stack import separate
from pipeline.separator_print import paint
from pipeline.upright_boxes import upright
from samples.files import Encoding, write_png
from tools.papers.collecting import ReadSpecimen, read_files
from tools.papers.measuring import Boundaries

SHEETS = 24
SPOILT_EVERY = 6
"""Of the separator sheets each sixth has a blot on its QR, each twelfth one on both codes."""
DOSSIER = "H99.17-261128-{:04d}"
DUPLEX_SHARE = 0.5
PAPERS = (3, 8)
DPI = 200


@dataclass(slots=True)
class Separated:
    boundaries: Boundaries = field(default_factory=Boundaries)
    stacks: int = 0
    pages: int = 0
    lost: int = 0
    """Pages that are in no paper, no separator sheet and not blank, or in two places."""

    wrong_sheets: int = 0
    examples: list[str] = field(default_factory=list)


def read_sheets(work: Path, *, mode: str) -> list[Page]:
    """Separator sheets as printed, scanned and read."""
    folder = work / "sheets"
    folder.mkdir(parents=True, exist_ok=True)
    sources = []
    for number in range(SHEETS):
        path = folder / f"sheet-{number}.png"
        if not path.exists():
            write_png(path, [_scanned(number)], Encoding(dpi=DPI))
        sources.append((path, 0))
    return read_files(sources, work, mode=mode)


def measure_stacks(
    read: Sequence[ReadSpecimen], sheets: Sequence[Page], count: int, *, seed: int, separators: bool
) -> Separated:
    """``count`` stacks of three to eight papers; half of them with the blank backs of a duplex scanner."""
    result = Separated()
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        papers = draw.choices(read, k=draw.randint(*PAPERS))
        duplex = draw.random() < DUPLEX_SHARE
        pages, starts, dividers = _stack(papers, sheets if separators else (), draw, duplex=duplex)
        _count(result, pages, starts, dividers, name=f"{seed}/{number}")
    return result


def _stack(
    papers: Sequence[ReadSpecimen], sheets: Sequence[Page], draw: random.Random, *, duplex: bool
) -> tuple[list[Page], list[tuple[int, str]], set[int]]:
    """The pages, where papers begin (with their kinds), and which pages are separator sheets."""
    pages: list[Page] = []
    starts: list[tuple[int, str]] = []
    dividers: set[int] = set()
    for paper in papers:
        if sheets:
            dividers.add(len(pages))
            divider = draw.choice(sheets)
            pages += [divider, _blank(divider)] if duplex else [divider]
        starts.append((len(pages), paper.specimen.kind))
        pages += paper.pages
        if duplex and len(paper.pages) % 2:
            pages.append(_blank(paper.pages[-1]))
    return [page.model_copy(update={"index": index}) for index, page in enumerate(pages)], starts, dividers


def _blank(before: Page) -> Page:
    return Page(index=0, width=before.width, height=before.height, dpi=before.dpi, blank=True)


def _count(
    result: Separated, pages: Sequence[Page], starts: Sequence[tuple[int, str]], dividers: set[int], *, name: str
) -> None:
    stack = separate([upright(page) for page in pages])
    proposed = {_first_printed(cut.indexes, pages) for cut in stack.cuts}
    wanted = {start for start, _ in starts}
    first = min(wanted)
    result.boundaries.count(wanted - {first}, proposed - {first})
    result.stacks += 1
    result.pages += len(pages)
    counted = sorted([*(index for cut in stack.cuts for index in cut.indexes), *stack.separators, *stack.blanks])
    ledger = count_pages(pages, separators=stack.separators)
    result.lost += len(set(range(len(pages))) ^ set(counted)) + len(counted) - len(set(counted))
    result.lost += not ledger.balanced
    result.wrong_sheets += len(set(stack.separators) ^ dividers)
    kinds = dict(starts)
    for index in sorted((wanted ^ proposed) - {first}):
        told = kinds.get(index, "page of " + max((s for s in starts if s[0] <= index), default=(0, "?"))[1])
        result.examples.append(f"{name}: {'missed' if index in wanted else 'wrong'} at page {index + 1} ({told})")


def _first_printed(indexes: Sequence[int], pages: Sequence[Page]) -> int:
    return next((index for index in indexes if not pages[index].blank), indexes[0])


def _scanned(number: int) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """One sheet as a scanner gives it; some are blotted."""
    rng = np.random.default_rng([71, number])
    printed = paint(SeparatorSheet(DOSSIER.format(number + 1), number + 1)).convert("RGB")
    page = np.array(printed)
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(rng.uniform(-1.5, 1.5)), DPI / 300)
    turn[:, 2] += (width * DPI / 300 / 2 - width / 2, height * DPI / 300 / 2 - height / 2)
    size = (round(width * DPI / 300), round(height * DPI / 300))
    image = cv2.warpAffine(page, turn, size, flags=cv2.INTER_AREA, borderValue=(255, 255, 255))
    if number % SPOILT_EVERY == 0:
        cv2.circle(image, (size[0] // 2, round(size[1] * 0.465)), size[0] // 6, (40, 40, 40), -1)
    if number % (2 * SPOILT_EVERY) == 0:
        cv2.rectangle(
            image, (size[0] // 4, round(size[1] * 0.78)), (size[0] // 2, round(size[1] * 0.85)), (30, 30, 30), -1
        )
    image = cv2.GaussianBlur(image, (0, 0), float(rng.uniform(0.4, 1.0)))
    noisy = image.astype(np.float32) + rng.normal(0, rng.uniform(2, 10), image.shape)
    return np.asarray(np.clip(noisy, 0, 255), np.uint8)
