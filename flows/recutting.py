"""Papers cut otherwise, or named another kind, by a person: proposed anew from the pages as they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from flows.leasing import holding
from flows.reading_files import stored_reading
from flows.verification import numbered, papers_of
from flows.wiring import Services
from models.clock import desk_day
from models.errors import UsageError
from models.findings import FindingCode
from models.lifecycle import PaperState
from models.paper import UNKNOWN_KIND
from pipeline.catalogue.loading import kinds
from pipeline.process import propose_papers
from pipeline.separate.cut import Cut
from pipeline.separate.stack import cut_by_hand
from storage.records import dossiers, files, proposals, readings
from storage.records.leases import Lease
from storage.records.rows import FileRow, PaperRow

Pages = tuple[int, ...]
"""1-based pages of one paper."""
Cuts = Mapping[str, Sequence[Pages]]
"""Papers by the file's name or number."""

CUT_FINDINGS = frozenset(
    {
        FindingCode.CUT_UNCERTAIN,
        FindingCode.SEPARATOR_UNREADABLE,
        FindingCode.SEPARATOR_OF_OTHER_DOSSIER,
        FindingCode.PAGE_NUMBERS_BROKEN,
    }
)
"""What was noticed where the paper was cut; it stands whatever the paper is called."""


def file_numbers(services: Services, dossier: str) -> dict[str, int]:
    """The files' ids with the numbers that operators use: 1, 2, 3 in the order in which they came."""
    row = dossiers.find(services.db, services.actor, dossier)
    listed = files.list_files(services.db, services.actor, row.id)
    return {file.id: place for place, file in enumerate(listed, start=1)}


def recut(services: Services, dossier: str, cuts: Cuts) -> int:
    """Proposes papers of files as a person cut them; returns how many were proposed.

    Papers whose pages stay together stay as they are. Raises UsageError when pages are left out or cut twice, or when
    somebody has decided on a paper that would be cut.
    """
    row = dossiers.find(services.db, services.actor, dossier)
    with holding(services, row.id) as lease:
        listed = files.list_files(services.db, services.actor, row.id)
        papers = numbered(papers_of(services, dossier))
        chosen = {name: _named(name, listed) for name in cuts}
        if len({file.id for file in chosen.values()}) < len(chosen):
            raise UsageError("--cut names one file twice")
        for name, file in chosen.items():
            _require_whole(file, _papers_in(papers, file), cuts[name])
        return sum(
            _recut_file(services, lease, dossier, file, papers=_papers_in(papers, file), wanted=cuts[name])
            for name, file in chosen.items()
        )


def rename(services: Services, dossier: str, named: Mapping[str, str]) -> int:
    """Proposes papers (by number) as another kind, with that kind's fields; returns how many. Raises UsageError."""
    known = {UNKNOWN_KIND, *kinds()}
    if unknown := sorted(set(named.values()) - known):
        raise UsageError(f"no kind {', '.join(unknown)}; the catalogue has {', '.join(sorted(known))}")
    row = dossiers.find(services.db, services.actor, dossier)
    with holding(services, row.id) as lease:
        papers = numbered(papers_of(services, dossier))
        if strangers := sorted(set(named) - set(papers)):
            raise UsageError(f"no such paper in this dossier: {', '.join(strangers)}")
        for name in named:
            _require_open(name, papers[name])
        for name, kind in named.items():
            _rename_paper(services, lease, papers[name], kind)
    return len(named)


def _recut_file(
    services: Services,
    lease: Lease,
    dossier: str,
    file: FileRow,
    *,
    papers: Mapping[str, PaperRow],
    wanted: Sequence[Pages],
) -> int:
    old = [paper for paper in papers.values() if paper.pages not in wanted]
    kept = {paper.pages for paper in papers.values()}
    cuts = [[page - 1 for page in pages] for pages in wanted if pages not in kept]
    if not cuts and not old:
        return 0
    reading_id = old[0].reading_id if old else _reading_of(services, file, papers)
    pages = stored_reading(services, reading_id).pages
    proposed = propose_papers(pages, today=desk_day(services.clock()), cuts=cut_by_hand(pages, cuts, dossier=dossier))
    proposals.replace(
        services.db, services.actor, lease, reading_id,
        replaced=[paper.id for paper in old], papers=proposed, reason=proposals.RECUT,
    )  # fmt: skip
    return len(proposed)


def _rename_paper(services: Services, lease: Lease, paper: PaperRow, kind: str) -> None:
    noticed = tuple(item for item in paper.findings if item.code in CUT_FINDINGS)
    cut = Cut(tuple(page - 1 for page in paper.pages), 1.0, ("person",), noticed, paper.component)
    pages = stored_reading(services, paper.reading_id).pages
    proposed = propose_papers(pages, today=desk_day(services.clock()), cuts=[cut], kind=kind)
    proposals.replace(
        services.db, services.actor, lease, paper.reading_id,
        replaced=[paper.id], papers=proposed, reason=proposals.RENAMED,
    )  # fmt: skip


def _named(name: str, listed: Sequence[FileRow]) -> FileRow:
    found = [file for file in listed if file.name == name]
    if not found and name.isdecimal() and 1 <= int(name) <= len(listed):
        found = [listed[int(name) - 1]]
    if not found:
        raise UsageError(f"no file {name!r} in this dossier: give its name or its number, 1 to {len(listed)}")
    if len(found) > 1:
        raise UsageError(f"{len(found)} files are named {name!r}: give the number")
    return found[0]


def _papers_in(papers: Mapping[str, PaperRow], file: FileRow) -> dict[str, PaperRow]:
    """The file's papers that count, by their numbers."""
    return {
        name: paper
        for name, paper in papers.items()
        if paper.file_id == file.id and paper.state is not PaperState.REJECTED
    }


def _require_whole(file: FileRow, papers: Mapping[str, PaperRow], wanted: Sequence[Pages]) -> None:
    """Every page that is in a paper now is in one of the new ones; only pages that are in none may be left out."""
    times = Counter(chain.from_iterable(wanted))
    if twice := sorted(page for page, count in times.items() if count > 1):
        raise UsageError(f"file {file.name}: page {_list(twice)} stands in two papers")
    if beyond := sorted(page for page in times if not 1 <= page <= (file.page_count or 0)):
        raise UsageError(f"file {file.name} has {file.page_count or 0} pages, not {_list(beyond)}")
    now = set(chain.from_iterable(paper.pages for paper in papers.values()))
    if left := sorted(now - set(times)):
        raise UsageError(f"file {file.name}: page {_list(left)} is left out; only separator sheets may be")
    for name, paper in papers.items():
        if paper.pages not in wanted:
            _require_open(name, paper)


def _require_open(name: str, paper: PaperRow) -> None:
    if paper.state is not PaperState.TO_VERIFY or paper.corrects is not None:
        raise UsageError(f"paper {name} is {paper.state.value}: only a paper that waits for a person can be changed so")


def _reading_of(services: Services, file: FileRow, papers: Mapping[str, PaperRow]) -> str:
    """The reading that the file's papers come from; the newest of a file that has no papers."""
    if papers:
        return next(iter(papers.values())).reading_id
    newest = readings.newest(services.db, services.actor, file.id)
    if newest is None:
        raise UsageError(f"file {file.name} has not been read")
    return newest.id


def _list(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))
