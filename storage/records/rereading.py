"""A file read a second time, by other engines or options: what people decided stays, differences are shown."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from models.field import Field
from models.findings import FindingCode, finding
from models.lifecycle import PaperState
from models.reading import Reading
from storage.records import tables
from storage.records.paper_rows import paper_row
from storage.records.proposals import RECUT, RENAMED, REREAD
from storage.records.session import RecordsSession


def absorb_rereading(session: RecordsSession, file: tables.File, row: tables.Reading, reading: Reading) -> bool:
    """Whether the file's papers stand already, so that the new reading proposes none of its own.

    Undecided proposals of earlier readings make room for the new ones. As soon as a person decided on one paper of the
    file, or cut it otherwise, all stay, and where the new reading differs they get the finding ``reading_differs``.
    """
    papers = session.every(
        select(tables.Paper)
        .where(tables.Paper.file_id == file.id, tables.Paper.reading_id != row.id)
        .where(tables.Paper.state != PaperState.REJECTED.value)
    )
    undecided = all(paper.state == PaperState.TO_VERIFY.value and paper.revision == 1 for paper in papers)
    if undecided and not _was_cut_by_a_person(session, file):
        for paper in papers:
            paper.state, paper.reason = PaperState.REJECTED.value, REREAD
        session.flush()
        return False
    _compare(session, papers, reading)
    return True


def _was_cut_by_a_person(session: RecordsSession, file: tables.File) -> bool:
    by_hand = select(tables.Paper.id).where(tables.Paper.file_id == file.id, tables.Paper.reason.in_((RECUT, RENAMED)))
    return session.first(by_hand) is not None


def _compare(session: RecordsSession, papers: Sequence[tables.Paper], reading: Reading) -> None:
    read_anew = {paper.pages: paper.fields for paper in reading.papers}
    for paper in papers:
        anew = read_anew.get(tuple(paper.pages))
        if anew is not None:
            known = paper_row(session, paper).fields
            paper.findings = [*paper.findings, *_differences(known, anew)]


def _differences(known: dict[str, Field], anew: dict[str, Field]) -> list[object]:
    return [
        finding(FindingCode.READING_DIFFERS, expected=field.value, seen=anew[name].value).model_dump(mode="json")
        for name, field in known.items()
        if name in anew and anew[name].value != field.value
    ]
