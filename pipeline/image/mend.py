"""Mending a page image, each treatment only where its own defect was measured: see docs/decisions/012."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.image.defects import Defects, border_mask, defects_of, paper_of, small_copy
from pipeline.source.document import Pixels

MOST_BORDER = 0.006
MOST_SHADE = 35.0
MOST_SPECKS = 0.006
MOST_SHOW_THROUGH = 0.25
MOST_GAPS = 0.085
"""Whole print has 0.02 to 0.075 at 200 dpi and more; small coarse print may have more, and is read well as it is."""
LEAST_CONTRAST = 100.0
"""Print of less contrast is faint: the pages of the open scans have 226 and more, degraded ones 140 and more."""
WEAK, POOR = 0.93, 0.80
"""Mean confidence of a reading; clean pages are read with 0.95 and more, the open scans with 0.88 and more."""
_BORDER_MARGIN = 0.004
_LEVELS = (0.45, 0.85)
_BLACK = 215.0
_CLIP, _TILES = 2.0, 8


@dataclass(frozen=True, slots=True)
class Treatment:
    """``name`` as recorded on the page; ``needed`` is its gate."""

    name: str
    needed: Callable[[Defects], bool]
    mend: Callable[[Pixels, Defects], Pixels]


def mended(grey: Pixels) -> tuple[Pixels, tuple[str, ...]]:
    """The page without the defects it has, and the names of what was done; a clean page is the same object."""
    defects = defects_of(grey)
    done = []
    for treatment in TREATMENTS:
        if treatment.needed(defects):
            grey = treatment.mend(grey, defects)
            done.append(treatment.name)
    return grey, tuple(done)


def mended_otherwise(grey: Pixels, done: tuple[str, ...], *, confidence: float) -> tuple[Pixels, str] | None:
    """Another try for a page that was read with this mean confidence as ``done`` left it; None when none is likely to
    help."""
    if confidence >= WEAK:
        return None
    defects = defects_of(grey)
    open_ = (item for item in SECOND if item.name not in done and item.needed(defects))
    treatment = next(open_, LAST_RESORT if confidence < POOR and LAST_RESORT.name not in done else None)
    return (treatment.mend(grey, defects), treatment.name) if treatment else None


def without_border(grey: Pixels, _: Defects) -> Pixels:
    """Solid dark stripes along the edges made as light as paper."""
    small = small_copy(grey)
    dark = border_mask(small)
    size = max(3, round(_BORDER_MARGIN * max(small.shape))) * 2 + 1
    wide = cv2.dilate(dark, np.ones((size, size), np.uint8))
    mask = cv2.resize(wide, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    light = small[dark == 0]
    return np.where(mask > 0, np.uint8(np.percentile(light, 90)), grey) if light.size else grey


def evenly_lit(grey: Pixels, _: Defects) -> Pixels:
    """Each place divided by the paper around it: shadows go, print keeps its share of darkness."""
    return np.asarray(cv2.divide(grey, _paper(grey), scale=255), np.uint8)


def without_specks(grey: Pixels, _: Defects) -> Pixels:
    return np.asarray(cv2.medianBlur(grey, 3), np.uint8)


def without_show_through(grey: Pixels, defects: Defects) -> Pixels:
    """What is much fainter than most print made white, the rest stretched to full darkness."""
    low, high = (share * defects.contrast for share in _LEVELS)
    return _stretched(grey, low, high)


def with_contrast(grey: Pixels, _: Defects) -> Pixels:
    """Faint print brought out place by place; stretching the whole page alike loses its weakest strokes."""
    return np.asarray(cv2.createCLAHE(_CLIP, (_TILES, _TILES)).apply(grey), np.uint8)


def without_gaps(grey: Pixels, _: Defects) -> Pixels:
    """Holes in strokes, up to two pixels wide, closed. It fills small letters too: never done unasked."""
    return np.asarray(cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8)), np.uint8)


def _stretched(grey: Pixels, low: float, high: float) -> Pixels:
    """Darkness against the paper: ``low`` becomes white, ``high`` black."""
    depth = cv2.subtract(_paper(grey), grey)
    levels = np.clip((np.arange(256, dtype=np.float32) - low) / max(1.0, high - low), 0, 1)
    return np.asarray(cv2.LUT(depth, np.rint(255 - _BLACK * levels).astype(np.uint8)), np.uint8)


def _paper(grey: Pixels) -> Pixels:
    small = small_copy(grey)
    paper = paper_of(small, border_mask(small))
    return np.asarray(cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR), np.uint8)


def _is_faint(found: Defects) -> bool:
    return 0 < found.contrast < LEAST_CONTRAST


TREATMENTS = (
    Treatment("border", lambda found: found.border >= MOST_BORDER, without_border),
    Treatment("light", lambda found: found.shade >= MOST_SHADE, evenly_lit),
    # In faint print every thin stroke looks like a speck.
    Treatment("specks", lambda found: found.specks >= MOST_SPECKS and not _is_faint(found), without_specks),
    Treatment("contrast", _is_faint, with_contrast),
)
SECOND = (
    # Only for weak pages: on a well-read one whose back shines through a little it cost a mark (Phổ, Phố).
    Treatment(
        "show_through",
        lambda found: found.show_through >= MOST_SHOW_THROUGH and found.contrast >= LEAST_CONTRAST,
        without_show_through,
    ),
    Treatment("gaps", lambda found: found.gaps >= MOST_GAPS, without_gaps),
    Treatment("specks", lambda found: found.specks >= MOST_SPECKS / 3 and not _is_faint(found), without_specks),
)
"""For a page that was read weakly: the first whose gate is open. Its own reading must then be the surer one."""
LAST_RESORT = Treatment("contrast", lambda _: True, with_contrast)
