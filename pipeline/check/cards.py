"""Cards: both faces there, and the machine-readable zone of the back sound."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.findings import Finding, FindingCode, finding
from models.machine_codes import CardZone, Understood
from models.page import Page
from pipeline.catalogue.schema import Kind
from pipeline.vietnamese import holds

FRONT, BACK = "mặt trước", "mặt sau"
_ZONE_LINE = re.compile(r"(?:[IL1|]DVNM[A-Z0-9<]{10,}.*|(?=(?:.*<){4})[A-Z0-9<]{22,36})")
"""Without spaces: it begins as a Vietnamese card's zone does, or is long, with fillers, and holds nothing else."""
_FILLERS = str.maketrans({"«": "<<", "‹": "<"})


def back_missing(kind: Kind, pages: Sequence[Page], codes: Sequence[Understood]) -> Finding | None:
    """One face of the card is there and nothing of the other; of kinds whose back prints something to know it by."""
    if kind.layout != "card" or not kind.back_cues:
        return None
    lines = _lines(pages)
    front = _any_holds(lines, (*kind.titles, *kind.cues))
    back = _has_zone(codes) or _looks_like_zone(lines) or _any_holds(lines, kind.back_cues)
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


def _any_holds(lines: Sequence[str], cues: Sequence[str]) -> bool:
    return any(holds(line, cue) for line in lines for cue in cues)
