"""Whether a scan is fine enough: Decree 30/2020/NĐ-CP, Annex I, asks for 200 dpi at least."""

from __future__ import annotations

from models.findings import Finding, FindingCode, finding

LEAST_DPI = 200
_SLACK = 0.98
"""A scan of 199 dpi by its rounded page size is one of 200."""


def resolution_findings(dpi: int | None) -> tuple[Finding, ...]:
    if dpi is None:
        return (finding(FindingCode.RESOLUTION_UNKNOWN),)
    if dpi < LEAST_DPI * _SLACK:
        return (finding(FindingCode.RESOLUTION_LOW, expected=f"≥ {LEAST_DPI} dpi", seen=f"{dpi} dpi"),)
    return ()
