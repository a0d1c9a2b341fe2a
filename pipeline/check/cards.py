"""Cards: both faces there, and the machine-readable zone of the back sound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from models.findings import Finding, FindingCode, finding
from models.machine_codes import CardZone, Understood
from models.page import Page
from pipeline.catalogue.schema import Kind
from pipeline.phrases import runs
from pipeline.vietnamese import MARK_ERRORS_ALLOWED, fold

FRONT, BACK = "mặt trước", "mặt sau"
_ZONE_LINE = re.compile(r"(?:[IL1|]DVNM[A-Z0-9<]{10,}.*|(?=(?:.*<){4})[A-Z0-9<]{22,36})")
"""Without spaces: it begins as a Vietnamese card's zone does, or is long, with fillers, and holds nothing else."""
_FILLERS = str.maketrans({"«": "<<", "‹": "<"})


def back_missing(kind: Kind, pages: Sequence[Page], codes: Sequence[Understood]) -> Finding | None:
    """One face of the card is there and nothing of the other; of kinds whose back prints something to know it by."""
    if kind.layout != "card" or not kind.back_cues:
        return None
    fronts, backs = (tuple(map(fold, cues)) for cues in ((*kind.titles, *kind.cues), kind.back_cues))
    labels = tuple(fold(label) for rule in kind.fields.values() for label in rule.labels)
    texts = {fold(row.text) for page in pages for row in runs(page, page.lines)}  # both faces may lie side by side
    faces = {_face(text, fronts, backs, labels) for text in texts}
    front = FRONT in faces
    back = BACK in faces or _has_zone(codes) or _looks_like_zone(_lines(pages))
    if front == back:
        return None
    return finding(FindingCode.BACK_MISSING, expected=BACK if front else FRONT, seen=FRONT if front else BACK)


def zone_broken(kind: Kind, pages: Sequence[Page], codes: Sequence[Understood]) -> Finding | None:
    """Lines look like a zone, and no zone was proved by its check digits."""
    if "mrz" not in kind.codes or _has_zone(codes) or not _looks_like_zone(_lines(pages)):
        return None
    return finding(FindingCode.MRZ_BROKEN)


def _lines(pages: Sequence[Page]) -> list[str]:
    return [line.text for page in pages for line in page.lines]


def _has_zone(codes: Sequence[Understood]) -> bool:
    return any(isinstance(code, CardZone) for code in codes)


def _looks_like_zone(lines: Sequence[str]) -> bool:
    return any(_ZONE_LINE.fullmatch("".join(line.split()).translate(_FILLERS).upper()) for line in lines)


def _face(text: str, front: Sequence[str], back: Sequence[str], labels: Sequence[str]) -> str:
    """The face for which print speaks (all folded), none '': labels of both are much alike, so the likest decides."""
    likest = {face: max(_likeness(text, cue) for cue in cues) for face, cues in ((FRONT, front), (BACK, back))}
    face = max(likest, key=lambda face: likest[face])
    other = max((_likeness(text, label) for label in labels), default=0.0)
    return face if likest[face] >= max(MARK_ERRORS_ALLOWED, other) else ""


def _likeness(folded: str, wanted: str) -> float:
    """How well some part of a text fits a phrase, both folded, 0 to 100; see `pipeline.vietnamese.holds`."""
    return float(fuzz.partial_ratio(wanted, folded)) if len(folded) >= 0.7 * len(wanted) else 0.0
