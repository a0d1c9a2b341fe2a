"""Separator sheets among the pages: by our QR, by the patch code of any software, or by their heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.findings import Finding, FindingCode, finding
from models.page import Page
from models.separator import HEADING, SeparatorSheet, is_patch_t, parse_separator
from pipeline.phrases import runs
from pipeline.vietnamese import alike, is_capitals

LIKE_HEADING = 88.0
LOWEST_HEADING = 0.4
MOST_LINES = 30
"""A sheet says little: a page with more print is a paper that speaks of separator sheets."""
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """``own``: what its QR says. ``coded``: whether any of its codes was read, be it only the patch code."""

    own: SeparatorSheet | None
    coded: bool


def find_sheet(page: Page) -> FoundSheet | None:
    """The separator sheet that this page is, None if it is none. One that cannot be read is still one."""
    own = next((sheet for code in page.codes if (sheet := parse_separator(code.text)) is not None), None)
    if own is not None or any(is_patch_t(code.text) for code in page.codes):
        return FoundSheet(own, coded=True)
    return FoundSheet(None, coded=False) if _is_headed(page) else None


def sheet_findings(sheet: FoundSheet, dossier: str | None) -> tuple[Finding, ...]:
    """What its sheet says against the paper that follows it; ``dossier`` is the one being digitised, if known."""
    if not sheet.coded:
        return (finding(FindingCode.SEPARATOR_UNREADABLE),)
    if sheet.own is not None and dossier is not None and sheet.own.dossier != dossier:
        return (finding(FindingCode.SEPARATOR_OF_OTHER_DOSSIER, expected=dossier, seen=sheet.own.dossier),)
    return ()


def named_component(sheet: FoundSheet | None, dossier: str | None) -> str | None:
    """The component that a sheet names for what follows it; a sheet of another dossier names none of this one's."""
    if sheet is None or sheet.own is None or (dossier is not None and sheet.own.dossier != dossier):
        return None
    return sheet.own.component or None


def _is_headed(page: Page) -> bool:
    if len(page.lines) > MOST_LINES:
        return False
    wanted = _SPACES.sub("", HEADING)
    rows = runs(page, (line for line in page.lines if line.box.top <= LOWEST_HEADING))
    return any(is_capitals(row.text) and alike(_SPACES.sub("", row.text), wanted) >= LIKE_HEADING for row in rows)
