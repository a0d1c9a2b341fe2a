"""What a paper's kind says of a result where the paper's own fields say nothing."""

from __future__ import annotations

from flows.result_document import described, kind_code
from flows.settings import Settings
from models.field import Field
from models.lifecycle import PaperState
from storage.records.rows import PaperRow


def paper(kind: str, **values: str) -> PaperRow:
    fields = {name: Field(value=value, confidence=0.99) for name, value in values.items()}
    return PaperRow(
        id="p", agency="a", dossier_id="d", file_id="f", reading_id="r", ordinal=1, revision=1, corrects=None,
        kind=kind, kind_confidence=0.99, pages=(1,), findings=(), state=PaperState.CONFIRMED, reason=None,
        role="component", component=None, fields=fields, proposed=fields, file_name="a.pdf", verification=None,
    )  # fmt: skip


def test_a_kind_gives_its_name_and_reckons_its_end() -> None:
    found = described(paper("marital-status", number="12/UBND-XNTTHN", issued_on="2026-08-31"))
    assert found == {"name": "Giấy xác nhận tình trạng hôn nhân", "valid_until": "2027-02-28"}


def test_a_serial_stands_for_a_number() -> None:
    assert described(paper("degree", serial="QH 123456"))["number"] == "QH 123456"


def test_the_desk_s_code_of_a_kind_comes_before_the_national_one() -> None:
    own = Settings(kind_codes={"birth-certificate": "KQ.X01.000001"})
    assert kind_code(own, "birth-certificate") == "KQ.X01.000001"
    assert kind_code(Settings(), "birth-certificate") == "KQ.G15.000031"
    assert [kind_code(Settings(), kind) for kind in ("degree", "unknown")] == ["degree", "unknown"]


def test_an_unknown_kind_says_nothing() -> None:
    assert described(paper("unknown", issued_on="2026-08-31")) == {}
