"""The checks of papers, and of papers beside each other, reach what the spine proposes."""

from __future__ import annotations

from models.findings import FindingCode, finding
from models.geometry import WHOLE_PAGE
from models.page import MachineCode, Page
from pipeline.process import propose_papers
from tests.pipeline.check.asked import TODAY
from tests.pipeline.codes.specimens import CARD
from tests.pipeline.letters import decision, line, page


def test_a_copy_of_a_decision_is_noticed_beside_its_page_s_findings() -> None:
    first = decision()
    stamp = line("SAO Y BẢN CHÍNH", 0.2, 0.05)
    known = (finding(FindingCode.PAGE_ROTATED),)
    (paper,) = propose_papers(
        [first.model_copy(update={"lines": (*first.lines, stamp), "findings": known})], today=TODAY
    )
    assert [item.code for item in paper.findings] == [FindingCode.PAGE_ROTATED, FindingCode.CERTIFIED_COPY]
    assert paper.fields["number"].value == "05/QĐ-UBND"


def card(number: str, name: str, index: int, *, codes: tuple[MachineCode, ...] = ()) -> Page:
    """The front of a card of 2021."""
    front = page(
        line("CĂN CƯỚC CÔNG DÂN", 0.4, 0.1),
        line("Citizen Identity Card", 0.42, 0.12),
        line(f"Số / No.: {number}", 0.35, 0.16),
        line("Họ và tên / Full name:", 0.35, 0.2),
        line(name, 0.35, 0.22),
        line("Quê quán / Place of origin: Mộc Điền", 0.35, 0.26),
        index=index,
    )
    return front.model_copy(update={"codes": codes})


def test_a_card_s_code_and_the_other_papers_speak() -> None:
    """Three cards in one file: the second's code spells another name, the third is somebody else's."""
    qr = MachineCode(type="qr", text=CARD, box=WHOLE_PAGE)
    papers = propose_papers(
        [
            card("000199000000", "Nguyễn Thị Mẫu", 0),
            card("000199000000", "Nguyễn Thị Mẫn", 1, codes=(qr,)),
            card("001099000001", "Trần Mẫu Vỹ", 2),
        ],
        today=TODAY,
    )
    assert [paper.kind for paper in papers] == ["citizen-card-2021"] * 3
    said = [{item.code for item in paper.fields["holder_name"].findings} for paper in papers]
    assert [codes & {FindingCode.CODE_DIFFERS, FindingCode.HOLDER_DIFFERS} for codes in said] == [
        set(), {FindingCode.CODE_DIFFERS}, {FindingCode.HOLDER_DIFFERS},
    ]  # fmt: skip
    assert all(FindingCode.BACK_MISSING in {item.code for item in paper.findings} for paper in papers)
