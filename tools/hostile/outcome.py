"""How each hostile file ended, and what about it cannot be right."""

from __future__ import annotations

from dataclasses import dataclass

from flows.settings import Settings
from models.findings import FindingCode
from models.lifecycle import FileState, PaperState
from models.paper import UNKNOWN_KIND
from models.verdict import Verdict
from pipeline.process import GRACE_SECONDS

Expected = dict[str, int | str]
"""By a file's path: how many pages it has, or the verdict that refuses it."""
OVERHEAD_SECONDS = 5.0
"""Of a file and of a paper beside what is limited: storing, recording, waiting for a free page process."""


@dataclass(frozen=True, slots=True)
class PaperOutcome:
    """``reason``: why it is withheld. ``built_pages``: of its published PDF, -1 when there is none."""

    state: str
    reason: str
    pages: tuple[int, ...]
    built_pages: int
    kind: str = UNKNOWN_KIND


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """``findings`` and ``own_text`` count pages; seconds are of receiving, opening and reading, and of publishing.

    ``apart``: separator sheets with their blank backs, which belong to no paper.
    ``errors`` holds the tracebacks of whatever left the flows' functions: none may.
    """

    name: str
    state: str
    verdict: str
    page_count: int
    apart: tuple[int, ...]
    papers: tuple[PaperOutcome, ...]
    findings: dict[str, int]
    own_text: int
    read_seconds: float
    publish_seconds: float
    errors: tuple[str, ...]

    @property
    def seconds(self) -> float:
        return self.read_seconds + self.publish_seconds

    @property
    def ending(self) -> str:
        """In a word or two: what became of it."""
        if self.verdict:
            return f"quarantined: {self.verdict}"
        if self.state == FileState.DUPLICATE.value:
            return "duplicate"
        reasons = {f"withheld: {paper.reason}" for paper in self.papers if paper.state == PaperState.WITHHELD.value}
        return ", ".join(sorted(reasons)) or "published"


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """All files, and what the records say of their dossiers once everything is done."""

    files: tuple[FileOutcome, ...]
    dossiers: tuple[str, ...]
    unbalanced: tuple[str, ...]
    pages: int
    blank_pages: int
    objects: int
    audit: tuple[str, ...]

    def problems(self, expected: Expected, settings: Settings) -> list[str]:
        """Everything that cannot be right; empty when the job did what it promises."""
        found = [f"{file.name}: {what}" for file in self.files for what in problems_of(file, expected, settings)]
        found += [f"{code}: the ledger does not balance" for code in self.unbalanced]
        return [*found, *(f"audit: {finding}" for finding in self.audit)]


def problems_of(file: FileOutcome, expected: Expected, settings: Settings) -> list[str]:
    crashes = [f"crashed: {error.strip().splitlines()[-1]}" for error in file.errors]
    return [*crashes, *_ending(file, expected[file.name]), *_papers(file), *_time(file, settings)]


def _ending(file: FileOutcome, expected: int | str) -> list[str]:
    if file.state == FileState.DUPLICATE.value:
        return []
    ended: int | str = file.verdict or file.page_count
    if file.state not in {FileState.OPENED.value, FileState.QUARANTINED.value}:
        return [f"left {file.state}"]
    return [] if ended == expected else [f"ended as {ended}, a person says {expected}"]


def _papers(file: FileOutcome) -> list[str]:
    """Every page of an opened file stands in one paper or apart, every paper is published whole or withheld."""
    if file.state != FileState.OPENED.value:
        return []
    covered = sorted([*file.apart, *(number for paper in file.papers for number in paper.pages)])
    found = [] if covered == list(range(1, file.page_count + 1)) else [f"pages accounted for: {covered}"]
    for paper in file.papers:
        if paper.state == PaperState.PUBLISHED.value:
            if paper.built_pages != len(paper.pages):
                found.append(f"{paper.built_pages} pages published of {len(paper.pages)}")
        elif paper.state != PaperState.WITHHELD.value or paper.reason not in set(Verdict):
            found.append(f"a paper is left {paper.state} ({paper.reason or 'no reason'})")
    return found


def _time(file: FileOutcome, settings: Settings) -> list[str]:
    """Nothing had to be stopped by its limit, and nothing took longer than its limits allow."""
    stopped = file.verdict == Verdict.TIMED_OUT.value or file.findings.get(FindingCode.PAGE_TIMED_OUT.value, 0)
    stopped = stopped or any(paper.reason == Verdict.TIMED_OUT.value for paper in file.papers)
    found = ["a time limit stopped it"] if stopped else []
    reading = settings.open_seconds + file.page_count * (2 * settings.page_seconds + GRACE_SECONDS) + OVERHEAD_SECONDS
    building = len(file.papers) * (settings.build_seconds + OVERHEAD_SECONDS)
    if file.read_seconds > reading or file.publish_seconds > building:
        found.append(f"took {file.seconds:.0f} s")
    return found
