"""Papers of another person, across the files of a dossier."""

from __future__ import annotations

from flows.strays import with_strays
from models.field import Field
from models.findings import FindingCode
from models.holder import parse_holder
from models.lifecycle import PaperState
from storage.records.rows import PaperRow

HOLDER = parse_holder("CCCD:001190000011")


def paper(number: str, name: str) -> PaperRow:
    fields = {"holder_id": Field(value=number, confidence=0.99), "holder_name": Field(value=name, confidence=0.99)}
    return PaperRow(
        id=number, agency="a", dossier_id="d", file_id=number, reading_id="r", ordinal=1, revision=1, corrects=None,
        kind="citizen-card-2021", kind_confidence=0.99, pages=(1,), findings=(), state=PaperState.TO_VERIFY,
        reason=None, role="component", component=None, fields=fields, proposed=fields, file_name="a.pdf",
        verification=None,
    )  # fmt: skip


def test_a_card_of_somebody_else_says_so_and_needs_a_person() -> None:
    papers = [paper("001190000011", "Trần Mẫu Lan"), paper("001190000012", "Nguyễn Mẫu Hải")]
    own, stray = with_strays(papers, HOLDER)
    assert (own.findings, own.needs_review) == ((), False)
    assert [item.code for item in stray.findings] == [FindingCode.HOLDER_DIFFERS]
    assert stray.needs_review


def test_without_a_holder_one_paper_alone_is_nobodys_stray() -> None:
    papers = [paper("001190000011", "Trần Mẫu Lan"), paper("001190000012", "Nguyễn Mẫu Hải")]
    assert with_strays(papers, None) == papers
