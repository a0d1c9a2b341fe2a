"""Signers: names right of the recipients, whatever the seal did to the office above them."""

from __future__ import annotations

import pytest

from models.field import Field
from models.findings import FindingCode
from models.page import Line
from pipeline.extract.signer import signer
from tests.pipeline.letters import line, page

OFFICE = ("Nơi nhận: |0.6 TM. ỦY BAN NHÂN DÂN", "- Như trên; |0.6 KT. CHỦ TỊCH", "- Lưu: VT. |0.6 PHÓ CHỦ TỊCH")


def ending(*below: Line, office: tuple[str, ...] = OFFICE, index: int = 0) -> Field:
    above = [line(text, 0.15, 0.5 + 0.02 * row) for row, text in enumerate(office)]
    return signer([page(*above, *below, index=index)])


def test_the_name_under_the_office_is_sure() -> None:
    field = ending(line("Trần Mẫu Vỹ", 0.61, 0.66))
    assert (field.value, field.needs_review) == ("Trần Mẫu Vỹ", False)


def test_a_recipient_at_the_same_height_is_no_part_of_the_name() -> None:
    assert ending(line("- Các phòng chuyên môn xã; |0.61 Trần Mẫu Vỹ", 0.15, 0.66)).value == "Trần Mẫu Vỹ"


@pytest.mark.parametrize("office", [("Nơi nhận: |0.6 SHUỦ TICH",), ("Nơi nhận: |0.6 X4CN, LÓ",), ("Nơi nhận:",)])
def test_a_seal_over_the_office_leaves_the_name_to_be_found_but_doubted(office: tuple[str, ...]) -> None:
    field = ending(line("Trần Mẫu Vỹ", 0.66, 0.66), office=office)
    assert field.value == "Trần Mẫu Vỹ"
    assert office[0].endswith("TICH") or field.needs_review


@pytest.mark.parametrize("rest", ["Hoàng Giang", "rần Mẫu Vỹ", "Nguyên Quốc Mẫu", "Đặng Mẫu Văn Minh Anh Thư"])
def test_a_name_that_lost_a_word_or_a_letter_waits_for_a_person(rest: str) -> None:
    field = ending(line(rest, 0.61, 0.66))
    assert field.value is None or field.needs_review


def test_a_name_off_the_middle_has_perhaps_lost_a_word() -> None:
    assert ending(line("Hoàng Mẫu Giang", 0.70, 0.66)).needs_review


def test_strokes_and_quotes_around_the_name_are_no_letters_of_it() -> None:
    assert ending(line('"Đặng Mẫu Minh', 0.61, 0.66)).value == "Đặng Mẫu Minh"


def test_a_rank_is_no_part_of_the_name() -> None:
    assert ending(line("Thượng tướng Nguyễn Mẫu Gấm", 0.58, 0.66)).value == "Nguyễn Mẫu Gấm"


def test_two_names_below_each_other_are_a_question() -> None:
    field = ending(line("Trần Mẫu Vỹ", 0.61, 0.62), line("Lê Mẫu Sơn", 0.61, 0.68))
    assert field.needs_review


def test_no_name_is_a_finding() -> None:
    field = ending()
    assert field.value is None
    assert [item.code for item in field.findings] == [FindingCode.FIELD_MISSING]


def test_what_follows_the_recipients_is_an_annex() -> None:
    first = page(
        *(line(text, 0.15, 0.5 + 0.02 * row) for row, text in enumerate(OFFICE)), line("Trần Mẫu Vỹ", 0.61, 0.66)
    )
    annex = page(line("|0.6 CHỦ TỊCH", 0.15, 0.5), line("Lê Mẫu Sơn", 0.61, 0.6), index=1)
    assert signer([first, annex]).value == "Trần Mẫu Vỹ"
