"""Papers that may have strayed into a dossier: of another person than its holder and its other papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.findings import FindingCode, finding
from models.holder import HolderId
from pipeline.check.holders import Person, find_strays
from storage.records.rows import PaperRow


def with_strays(papers: Sequence[PaperRow], holder: HolderId | None) -> list[PaperRow]:
    """The same papers; one that is of another person says so, until somebody has decided on it.

    Nothing is stored: another file may bring the paper that ties it to the others.
    """
    found = list(papers)
    declared = Person(number=holder.value) if holder is not None else None
    for stray in find_strays(papers, declared=declared):
        paper = found[stray.place]
        if paper.verification is None and not _known(paper):
            told = finding(FindingCode.HOLDER_DIFFERS, expected=stray.expected, seen=stray.seen)
            found[stray.place] = replace(paper, findings=(*paper.findings, told))
    return found


def _known(paper: PaperRow) -> bool:
    """Whether the papers of its own file said so already."""
    return any(item.code is FindingCode.HOLDER_DIFFERS for field in paper.fields.values() for item in field.findings)
