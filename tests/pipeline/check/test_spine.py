"""The checks of papers, and of papers beside each other, reach what the spine proposes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from models.field import Field
from models.findings import FindingCode, finding
from models.geometry import WHOLE_PAGE
from models.machine_codes import Understood
from models.page import MachineCode, Page
from pipeline import process
from pipeline.process import propose_papers
from pipeline.separate.cut import Cut, Stack
from tests.pipeline.check.asked import TODAY, Values, fields_of
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


def test_a_card_s_code_and_the_other_papers_speak(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three cards in one file, as separation, classification and extraction would hand them over."""
    read: list[Values] = [
        {"holder_id": "000199000000", "holder_name": "Nguyễn Thị Mẫu"},
        {"holder_id": "000199000000", "holder_name": "Nguyễn Thị Mẫn"},
        {"holder_id": "001099000001", "holder_name": "Trần Mẫu Vỹ"},
    ]
    qr = MachineCode(type="qr", text=CARD, box=WHOLE_PAGE)
    pages = [page(line("CĂN CƯỚC CÔNG DÂN", 0.3, 0.1), index=index) for index in range(3)]
    pages[1] = pages[1].model_copy(update={"codes": (qr,)})

    def extracted(kind: str, own: list[Page], codes: Sequence[Understood]) -> dict[str, Field]:
        return fields_of(read[own[0].index])

    monkeypatch.setattr(process, "separate", lambda pages: Stack(tuple(Cut((place,), 0.99, ()) for place in range(3))))
    monkeypatch.setattr(process, "classify", lambda own: ("citizen-card-2021", 0.99))
    monkeypatch.setattr(process, "extract_fields", extracted)
    papers = propose_papers(pages, today=TODAY)
    said = [[item.code for item in paper.fields["holder_name"].findings] for paper in papers]
    assert said == [[], [FindingCode.CODE_DIFFERS], [FindingCode.HOLDER_DIFFERS]]
    assert all([item.code for item in paper.findings] == [FindingCode.BACK_MISSING] for paper in papers)
