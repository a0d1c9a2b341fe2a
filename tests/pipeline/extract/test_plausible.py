"""Values that are written as such values are pass; a lost word, a letter too many, a label within are doubted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.field import Field
from models.findings import FindingCode, finding
from models.geometry import Box
from models.page import Page, Word
from pipeline.catalogue.loading import kind, kinds
from pipeline.catalogue.schema import FieldRule
from pipeline.extract.plausible import has_hole, with_doubts

A4 = Page(index=0, width=1654, height=2339, dpi=200)


def doubts(parser: str, value: str, **rule: object) -> list[tuple[FindingCode, str | None]]:
    made = FieldRule.model_validate({"labels": ["Nhãn"], "parser": parser, **rule})
    return [(item.code, item.seen) for item in with_doubts(made, Field(value=value, confidence=0.99)).findings]


@pytest.mark.parametrize(
    ("parser", "value", "seen"),
    [
        ("agency", "SỞ TƯ PoÁP", "PoÁP"),
        ("text", "TỜ KHAI CẤP BẢN tAO", "tAO"),
        (
            "agency",
            "Ủy ban nhân dân xã Thạnh Lợi Họ tên: BÙI MẪU DŨNG",
            "Ủy ban nhân dân xã Thạnh Lợi Họ tên: BÙI MẪU DŨNG",
        ),
        ("agency", "ban Trung tâm Y tế Mẫu Giao Thủy", "ban"),
        ("address", "Thôn Đồi Sim, xã An Phước, tmnh Bến Tre", "tmnh"),
        ("address", "Ấp tến Chuối, xã Quỳnh Hoàng", "tến"),
    ],
)
def test_what_no_such_value_is_written_like(parser: str, value: str, seen: str) -> None:
    assert doubts(parser, value) == [(FindingCode.CONFIDENCE_LOW, seen)]


@pytest.mark.parametrize(
    ("parser", "value"),
    [
        ("address", "số nhà 5, ngõ 12, tổ dân phố Lụa Mẫu, phường Hồng Châu, thành phố Hưng Yên"),
        ("address", "Bệnh viện Đa khoa Mẫu, xã Mong Thọ B, tỉnh Kiên Giang"),
        ("agency", "BHXH huyện Châu Thành"),
        ("text", "Nhà ở riêng lẻ kết hợp kinh doanh"),
        ("name", "NGUYỄN MẪU AN"),
        ("address", "Bệnh viện Phụ sản Trung ương"),
        ("address", "5 Lê Lợi, p.2, tp. Đà Lạt"),
        ("text", "Sử dụng riêng: 100 m²; sử dụng chung: không"),
        ("text", "con đẻ"),
        ("text", "Cài đặt ứng dụng VNeID"),
        ("name", "CÔNG TY TNHH MẪU AN BÌNH"),
        ("name", "H' Mẫu Niê"),
        ("agency", "UBND TỈNH ĐĂK LĂK"),
        ("serial", "aB 12: x"),
        ("date", "2020-05-05"),
    ],
)
def test_what_such_values_are_written_like(parser: str, value: str) -> None:
    assert doubts(parser, value) == []


def test_names_that_nobody_has() -> None:
    assert doubts("name", "Trãn Mẫu Ngọc") == [(FindingCode.FAMILY_NAME_UNKNOWN, "Trãn")]
    assert doubts("agency", "UBND XÃ MÔ ĐẠO") == [(FindingCode.ADDRESS_UNKNOWN, "UBND XÃ MÔ ĐẠO")]


def test_what_is_nearly_what_the_field_mostly_says() -> None:
    known = {"known": ["Việt Nam", "Lào"]}
    assert doubts("text", "Viêt Nam", **known) == [(FindingCode.CONFIDENCE_LOW, "Viêt Nam")]
    assert doubts("text", "VIỆT NAM", **known) == []
    assert doubts("text", "Hoa Kỳ", **known) == []
    convicted = {"known": ["Có án tích", "Không có án tích"]}
    assert doubts("text", "có án tích", **convicted) == [(FindingCode.CONFIDENCE_LOW, "có án tích")], "Không was lost"
    assert doubts("text", "Đất nuôi trồng thuỷ sản", known=["Đất nuôi trồng thủy sản"]) == []


def test_no_known_value_of_the_catalogue_is_doubted() -> None:
    known = [(rule, value) for one in kinds().values() for rule in one.fields.values() for value in rule.known]
    assert known
    assert [value for rule, value in known if with_doubts(rule, Field(value=value, confidence=0.99)).findings] == []


def test_a_doubt_stays_what_it_is_and_nothing_is_nothing() -> None:
    rule = kind("birth-certificate").fields["holder_name"]
    doubted = Field(value="Trãn", confidence=0.99, findings=(finding(FindingCode.HANDWRITTEN),))
    assert with_doubts(rule, doubted) is doubted
    assert with_doubts(rule, Field(value=None, confidence=0.0)).findings == ()


@given(st.sampled_from(["text", "address", "agency", "name", "people"]), st.text(min_size=1, max_size=60))
def test_any_value_is_taken_and_kept(parser: str, value: str) -> None:
    rule = FieldRule.model_validate({"labels": ["Nhãn"], "parser": parser})
    assert with_doubts(rule, Field(value=value, confidence=0.99)).value == value


def words(*lefts: float, top: float = 0.5) -> list[Word]:
    boxes = [Box(left, top, left + 0.04, top + 0.012) for left in lefts]
    return [Word(text="Mẫu", box=box, confidence=0.99, readers=("tesseract",)) for box in boxes]


def test_a_hole_between_words_of_a_row() -> None:
    assert not has_hole(words(0.1, 0.145, 0.19), A4)
    assert has_hole(words(0.1, 0.145, 0.25), A4)
    assert not has_hole([*words(0.1, 0.145), *words(0.1, top=0.52)], A4), "a row below is no hole"
    assert not has_hole([], A4)
    before, after = words(0.1, 0.16)
    dash = Word(text="-", box=Box(0.147, 0.506, 0.152, 0.508), confidence=0.99, readers=("tesseract",))
    assert not has_hole([before, dash, after], A4), "a dash is low: its neighbours tell how wide a space may be"
