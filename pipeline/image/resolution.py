"""At which resolution to read, and whether a scan is fine enough.

Decree 30/2020/NĐ-CP, Annex I, asks for 200 dpi at least.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.findings import Finding, FindingCode, finding

if TYPE_CHECKING:
    from pipeline.source.document import Pixels

LEAST_DPI = 200
READING_DPI = 225
"""Tesseract reads office scans better and faster at 225 dpi than at 300; at 200 it loses eight-point print.

Measured in docs/decisions/005.
"""
_SLACK = 0.98
"""A scan of 199 dpi by its rounded page size is one of 200."""
_A4_INCHES = 11.69
_A4_SHAPE = (1.27, 1.46)
_BELIEVABLE = range(75, 1201)


def resolution_findings(dpi: int | None) -> tuple[Finding, ...]:
    if dpi is None:
        return (finding(FindingCode.RESOLUTION_UNKNOWN),)
    if dpi < LEAST_DPI * _SLACK:
        return (finding(FindingCode.RESOLUTION_LOW, expected=f"≥ {LEAST_DPI} dpi", seen=f"{dpi} dpi"),)
    return ()


def likely_dpi(grey: Pixels) -> int | None:
    """The resolution of an image whose file does not say, if it has the shape of a whole A4 or letter page, else None.

    Good enough to choose the size at which to read; never told as a fact.
    """
    longer, shorter = max(grey.shape), min(grey.shape)
    if not _A4_SHAPE[0] <= longer / shorter <= _A4_SHAPE[1]:
        return None
    dpi = round(longer / _A4_INCHES)
    return dpi if dpi in _BELIEVABLE else None
