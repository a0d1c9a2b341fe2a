"""Verifying: what needs a person and why; who confirmed what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from flows.leasing import holding
from flows.strays import with_strays
from flows.wiring import Services
from models.errors import NotPermitted, UsageError
from models.lifecycle import PaperState
from storage.records import dossiers, files, verification
from storage.records.proposals import REPLACED
from storage.records.rows import PaperRow

Acceptance = Literal["none", "clean", "all"]
Corrections = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Verified:
    confirmed: int
    waiting: tuple[PaperRow, ...]


def papers_of(services: Services, dossier: str) -> list[PaperRow]:
    """All papers of a dossier with their fields, in the order of files and pages.

    Without proposals that others stand in the place of: of a later reading, or cut and named otherwise by a person.
    """
    row = dossiers.find(services.db, services.actor, dossier)
    order = {file.id: place for place, file in enumerate(files.list_files(services.db, services.actor, row.id))}
    papers = [paper for paper in verification.papers(services.db, services.actor, row.id) if not _replaced(paper)]
    return with_strays(sorted(papers, key=lambda paper: (order[paper.file_id], paper.pages)), row.holder)


def read_answers(path: Path) -> dict[str, dict[str, str]]:
    """``{"PAPER": {"FIELD": "VALUE"}}`` from a file. Raises UsageError."""
    try:
        answers = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name}: {type(error).__name__}") from error
    if not isinstance(answers, dict) or not all(isinstance(fields, dict) for fields in answers.values()):
        raise UsageError(f"{path.name} must hold one object of fields a paper")
    return {str(paper): {str(name): str(value) for name, value in fields.items()} for paper, fields in answers.items()}


def verify(
    services: Services, dossier: str, *, corrections: Corrections, accept: Acceptance, reason: str | None
) -> Verified:
    """Confirms papers: those with answers were seen; ``clean`` and ``all`` record that nobody looked.

    ``clean`` confirms only papers without a doubtful field; ``all`` confirms the doubtful too and needs a reason.
    A withheld paper is confirmed only when it is named: then somebody saw why, and its copy is tried again.
    """
    if accept == "all" and not (reason and reason.strip()):
        raise NotPermitted("--accept-all needs --reason")
    row = dossiers.find(services.db, services.actor, dossier)
    confirmed = 0
    with holding(services, row.id) as lease:
        papers = {name: paper for name, paper in numbered(papers_of(services, dossier)).items() if _open(paper)}
        if unknown := set(corrections) - set(papers):
            raise UsageError(f"no such paper waits in this dossier: {', '.join(sorted(unknown))}")
        for name, paper in papers.items():
            if name in corrections:
                _require_answers(name, paper, corrections[name])
            elif paper.state is PaperState.WITHHELD or not (accept == "all" or _clean(paper, accept)):
                continue
            values = {field: value.strip() or None for field, value in corrections.get(name, {}).items()}
            verification.confirm(
                services.db, services.actor, lease, paper.id,
                values=values, seen=name in corrections, reason=reason,
            )  # fmt: skip
            confirmed += 1
    return Verified(confirmed, tuple(paper for paper in papers_of(services, dossier) if _open(paper)))


def _clean(paper: PaperRow, accept: Acceptance) -> bool:
    return accept == "clean" and not paper.needs_review


def _require_answers(name: str, paper: PaperRow, answers: Mapping[str, str]) -> None:
    """A person who looks at a paper answers for each doubtful field; an empty answer says it is not on the paper."""
    if unknown := set(answers) - set(paper.fields):
        raise UsageError(f"paper {name} has no field {', '.join(sorted(unknown))}")
    doubtful = {field for field, read in paper.fields.items() if read.needs_review}
    if left := doubtful - set(answers):
        raise UsageError(f"paper {name}: fields still in doubt: {', '.join(sorted(left))}")


def numbered(papers: list[PaperRow]) -> dict[str, PaperRow]:
    """The papers under the short names that operators use: 1, 2, 3 in order, stable within a dossier."""
    return {str(place): paper for place, paper in enumerate(papers, start=1)}


def _replaced(paper: PaperRow) -> bool:
    return paper.state is PaperState.REJECTED and paper.reason in REPLACED


def _open(paper: PaperRow) -> bool:
    return paper.waits_for_person
