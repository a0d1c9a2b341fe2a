"""Fields of administrative documents: what is printed is found, what is written by pen waits for a person."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import FindingCode
from models.page import Page
from pipeline.catalogue.loading import kind
from pipeline.check.fields import check_fields
from pipeline.check.secret_mark import find_secret_mark
from pipeline.classify import classify
from pipeline.extract.dates import parse_written_date
from pipeline.extract.fields import extract_fields
from pipeline.extract.number import parse_number
from pipeline.process import propose_papers
from pipeline.separate.stack import separate
from tests.pipeline.letters import decision, line, page

TODAY = date(2026, 11, 24)
TYPES = kind("administrative").types


def test_a_printed_decision_needs_nobody() -> None:
    fields = extract_fields("administrative", [decision()])
    assert {name: field.value for name, field in fields.items()} == {
        "issuer": "ỦY BAN NHÂN DÂN XÃ MỘC ĐIỀN",
        "number": "05/QĐ-UBND",
        "issued_on": "2025-02-05",
        "document_type": "QUYẾT ĐỊNH",
        "subject": "Về việc khen thưởng gương người tốt tại thôn Xóm Lụa",
        "signer": "Trần Mẫu Vỹ",
    }
    assert not any(field.needs_review for field in fields.values())


@pytest.mark.parametrize(
    "number", ["Số: 205 /QĐ-UBND", "Số:04 /QĐ-UBND", "Số: /QĐ-UBND", "Số: Ø7 /QĐ-UBND", "Số: ⁄44 /QĐ-UBND"]
)
def test_a_number_by_pen_waits_for_a_person(number: str) -> None:
    field = extract_fields("administrative", [decision(number=number)])["number"]
    assert field.needs_review
    assert FindingCode.HANDWRITTEN in {item.code for item in field.findings}


@pytest.mark.parametrize("day", ["ngày 2# tháng 02 năm 2025", "ngày tháng 02 năm 2025", "ngày/1|_ tháng 9 năm 2024"])
def test_a_day_by_pen_waits_for_a_person(day: str) -> None:
    assert extract_fields("administrative", [decision(day=day)])["issued_on"].needs_review


def test_a_page_that_stood_on_its_head_is_understood_and_evidence_points_to_the_scan() -> None:
    upright = decision()
    turned = [
        item.model_copy(update={"box": item.box.turned(180), "words": tuple(
            word.model_copy(update={"box": word.box.turned(180)}) for word in item.words
        )})
        for item in upright.lines
    ]  # fmt: skip
    (paper,) = propose_papers([page(*turned, rotation=180)], today=TODAY)
    assert paper.fields["number"].value == "05/QĐ-UBND"
    assert paper.fields["number"].evidence[0].box.top > 0.8


def test_two_letters_in_one_file_are_two_papers() -> None:
    cuts = separate([decision(), page(line("tiếp theo trang trước", 0.2, 0.1), index=1), decision(index=2)]).cuts
    assert [cut.indexes for cut in cuts] == [(0, 1), (2,)]


def test_a_form_in_an_annex_begins_no_paper() -> None:
    form = page(
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.3, 0.1), line("Độc lập - Tự do - Hạnh phúc", 0.35, 0.12), index=1
    )
    assert len(separate([decision(), form]).cuts) == 1


@given(st.lists(st.booleans(), min_size=1, max_size=12))
@settings(deadline=None)  # the first case pays for what is loaded once
def test_every_page_is_in_exactly_one_paper(firsts: list[bool]) -> None:
    pages = [decision(index=i) if first else page(index=i) for i, first in enumerate(firsts)]
    assert sorted(index for cut in separate(pages).cuts for index in cut.indexes) == list(range(len(pages)))


def test_what_is_no_letter_stays_unknown() -> None:
    receipt = page(line("HÓA ĐƠN BÁN LẺ", 0.4, 0.1), line("Tổng cộng: 120.000", 0.2, 0.4))
    assert classify([receipt])[0] == "unknown"
    assert extract_fields("unknown", [receipt]) == {}


@given(st.dates(date(1945, 9, 2), date(2099, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    assert parse_written_date(f"Mộc Điền, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}") == day.isoformat()


@given(st.integers(1, 12), st.integers(1950, 2090), st.integers(29, 99))
def test_days_that_do_not_exist_are_no_dates(month: int, year: int, day: int) -> None:
    value = parse_written_date(f"ngày {day} tháng {month} năm {year}")
    exists = day <= calendar.monthrange(year, month)[1]
    assert value == (date(year, month, day).isoformat() if exists else None)


@given(st.integers(1, 9999), st.sampled_from(sorted(TYPES)), st.sampled_from(["UBND", "SNV", "VPĐKĐĐ", "PKT"]))
def test_every_number_is_read_back(digits: int, abbreviation: str, agency: str) -> None:
    parsed = parse_number(f"Số: {digits:02d}/{abbreviation}-{agency}", TYPES)
    assert parsed is not None
    assert (parsed.text, parsed.abbreviation) == (f"{digits:02d}/{abbreviation}-{agency}", abbreviation)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Số: 107/2021/NĐ-CP", "107/2021/NĐ-CP"),
        ("Sô: 686 /QD-UBND", "686/QĐ-UBND"),
        ("Số: 12/UBND-VP", "12/UBND-VP"),
        ("Số: 239/TTr - UBND", "239/TTr-UBND"),
    ],
)
def test_numbers_as_recognition_spoils_them(text: str, number: str) -> None:
    parsed = parse_number(text, TYPES)
    assert parsed is not None
    assert parsed.text == number


@pytest.mark.parametrize(("text", "year"), [("Số: /QĐ-UBND", ""), ("Số: /2025/NĐ-CP", "2025")])
def test_of_a_number_by_pen_the_printed_year_and_notation_are_left(text: str, year: str) -> None:
    parsed = parse_number(text, TYPES)
    assert parsed is not None
    assert (parsed.digits, parsed.year, parsed.notation) == ("", year, text.rpartition("/")[2])


def test_checks_name_what_does_not_fit() -> None:
    fields = extract_fields("administrative", [decision(number="Số: 05/TB-UBND", day="ngày 05 tháng 02 năm 2027")])
    checked = check_fields("administrative", fields, today=TODAY)
    assert FindingCode.CROSS_CHECK_FAILED in {item.code for item in checked["document_type"].findings}
    assert FindingCode.DATE_IN_FUTURE in {item.code for item in checked["issued_on"].findings}


@pytest.mark.parametrize(("text", "marked"), [("TUYỆT MẬT", True), ("MẬT", True), ("bảo vệ bí mật nhà nước", False)])
def test_a_secret_mark_is_a_stamp_of_its_own(text: str, marked: bool) -> None:
    pages: list[Page] = [decision(), page(line(text, 0.2, 0.15), index=1)]
    assert find_secret_mark(pages) == (1 if marked else None)


def test_a_letter_whose_number_names_no_type_and_that_has_no_subject_has_no_type() -> None:
    letter = page(
        line("ỦY BAN NHÂN DÂN |0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.18, 0.07),
        line("XÃ MỘC ĐIỀN |0.5 Độc lập - Tự do - Hạnh phúc", 0.2, 0.088),
        line("Số: 12/UBND-VP |0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.2, 0.12),
        line("Kính gửi: Sở Nội vụ tỉnh", 0.4, 0.2),
    )
    assert extract_fields("administrative", [letter])["document_type"].value is None
