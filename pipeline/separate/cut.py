"""What separating gives: cuts, and the pages that belong to no paper."""

from __future__ import annotations

from dataclasses import dataclass

from models.findings import Finding


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages of one paper (0-based, in order), how sure, and what made the machine begin a paper there.

    ``component``: the dossier's component that the separator sheet before it names.
    """

    indexes: tuple[int, ...]
    confidence: float
    cues: tuple[str, ...]
    findings: tuple[Finding, ...] = ()
    component: str | None = None


@dataclass(frozen=True, slots=True)
class Stack:
    """A file's pages, each exactly once: in a cut, as a separator sheet, or as a blank page that belongs to none."""

    cuts: tuple[Cut, ...]
    separators: tuple[int, ...] = ()
    blanks: tuple[int, ...] = ()
