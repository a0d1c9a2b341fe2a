"""Printing separator sheets for a dossier, before its papers are scanned: nothing is stored, no database is opened."""

from __future__ import annotations

from pathlib import Path

from models.codes import parse_dossier_code
from models.errors import UsageError
from models.separator import SeparatorSheet, check_component
from pipeline.separator_print import write_sheets

MOST_SHEETS = 500


def print_separators(dossier: str, out: Path, *, count: int, component: str = "") -> int:
    """Writes a PDF of so many sheets, numbered from 1. Raises UsageError, ToolMissing (no typeface)."""
    parse_dossier_code(dossier)
    check_component(component)
    if not 1 <= count <= MOST_SHEETS:
        raise UsageError(f"--count takes 1 to {MOST_SHEETS}, not {count}")
    if not out.parent.is_dir():
        raise UsageError(f"no such folder: {out.parent}")
    write_sheets(out, [SeparatorSheet(dossier, ordinal, component) for ordinal in range(1, count + 1)])
    return count
