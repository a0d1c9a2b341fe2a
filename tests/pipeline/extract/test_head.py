"""The head: which agency issued, and which digits a pen wrote."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.field import Field
from models.findings import FindingCode
from models.geometry import Box
from models.page import Page, Region, RegionType, Word
from pipeline.extract.fields import extract_fields
from tests.pipeline.letters import HEIGHT, decision, line, of_words, page, word

NATION = "|0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "|0.5 Độc lập - Tự do - Hạnh phúc"


def letter(agency: list[str], number: str = "Số: 05/QĐ-SNV", kind: str = "QUYẾT ĐỊNH") -> dict[str, Field]:
    rows = [*agency, "", ""][: max(2, len(agency))]
    beside = [NATION, MOTTO] + [""] * len(rows)
    names = [
        line(f"{text} {other}", 0.12, 0.07 + 0.018 * row)
        for row, (text, other) in enumerate(zip(rows, beside, strict=False))
    ]
    return extract_fields(
        "administrative",
        [
            page(
                *names,
                line(f"{number} |0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.14, 0.145),
                line(kind, 0.45, 0.19),
                line("Về việc khen thưởng", 0.4, 0.21),
            )
        ],
    )


@pytest.mark.parametrize(
    ("rows", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH BẠCH MAI"], "ỦY BAN NHÂN DÂN TỈNH BẠCH MAI"),
        (["ỦY BAN NHÂN DÂN", "TỈNH BẠCH MAI", "SỞ NỘI VỤ"], "SỞ NỘI VỤ"),
        (["UBND TỈNH BẠCH MAI", "SỞ NỘI VỤ"], "SỞ NỘI VỤ"),
        (["SỞ NỘI VỤ", "CHI CỤC VĂN THƯ", "LƯU TRỮ"], "CHI CỤC VĂN THƯ LƯU TRỮ"),
        (["UBND TỈNH BẠCH MAI", "VĂN PHÒNG", "BAN AN TOÀN GIAO THÔNG"], "VĂN PHÒNG BAN AN TOÀN GIAO THÔNG"),
        (["ỦY BAN NHÂN DÂN", "TINH BẠCH MAI"], "ỦY BAN NHÂN DÂN TỈNH BẠCH MAI"),
    ],
)
def test_the_issuer_is_the_last_agency_above_the_number(rows: list[str], issuer: str) -> None:
    assert letter(rows)["issuer"].value == issuer


def test_an_issuer_without_marks_was_not_read_well() -> None:
    field = letter(["ỦY BAN NHÂN DÂN", "TỈNH QUANG NGAI", "SO NOI VU"])["issuer"]
    assert field.needs_review


def with_number(*words: Word) -> Field:
    first = decision()
    label = word("Số:", 0.2, 0.12)
    right = line("|0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.5, 0.12)
    lines = (*first.lines[:2], of_words([label, *words, *right.words]), *first.lines[3:])
    return extract_fields("administrative", [first.model_copy(update={"lines": lines})])["number"]


def test_a_printed_token_continues_its_label() -> None:
    assert not with_number(word("205/QĐ-UBND", 0.234, 0.12)).needs_review


@pytest.mark.parametrize(
    "token",
    [
        word("205/QĐ-UBND", 0.234, 0.12, height=1.6 * HEIGHT),  # strokes taller than print
        word("205/QĐ-UBND", 0.234, 0.128),  # below the baseline
        word("205/QĐ-UBND", 0.26, 0.12),  # a gap that the typist left open
        word("205/QĐ-UBND", 0.234, 0.12, confidence=0.6),
    ],
)
def test_a_number_unlike_print_waits_for_a_person(token: Word) -> None:
    assert with_number(token).needs_review


@pytest.mark.parametrize("confidence", [0.3, 0.97])
def test_digits_that_a_pen_wrote_are_not_guessed(confidence: float) -> None:
    field = with_number(word("44", 0.234, 0.12, confidence=confidence), word("/QĐ-UBND", 0.27, 0.12))
    assert field.value is None
    assert field.evidence[0].text == "Số: 44 /QĐ-UBND"


def test_one_wrong_letter_in_the_notation_is_mended_by_the_type_and_doubted() -> None:
    field = letter(["SỞ NỘI VỤ"], number="Số: 04/TTTr-SNV", kind="TỜ TRÌNH")["number"]
    assert field.value == "04/TTr-SNV"
    assert field.needs_review


def test_a_region_of_handwriting_over_the_number_is_believed() -> None:
    written = Region(type=RegionType.HANDWRITING, box=Box(0.23, 0.11, 0.3, 0.14))
    field = extract_fields("administrative", [decision().model_copy(update={"regions": (written,)})])["number"]
    assert FindingCode.HANDWRITTEN in {item.code for item in field.findings}


def with_day(day: Word, *, month: Word | None = None) -> Field:
    first = decision()
    words = [word("Số:", 0.2, 0.12), word("05/QĐ-UBND", 0.234, 0.12), word("Điền,", 0.5, 0.12)]
    words += [word("ngày", 0.55, 0.12), day, word("tháng", 0.62, 0.12), month or word("02", 0.67, 0.12)]
    words += [word("năm", 0.695, 0.12), word("2025", 0.73, 0.12)]
    lines = (*first.lines[:2], of_words(words), *first.lines[3:])
    return extract_fields("administrative", [first.model_copy(update={"lines": lines})])["issued_on"]


def test_a_printed_day_is_sure() -> None:
    field = with_day(word("05", 0.595, 0.12))
    assert (field.value, field.needs_review) == ("2025-02-05", False)


@given(st.integers(0, 99), st.sampled_from([(1.5, 0.96), (0.6, 0.96), (1.0, 0.5)]))
@settings(deadline=None)  # the first case pays for what is loaded once
def test_a_day_by_pen_is_left_open(day: int, look: tuple[float, float]) -> None:
    height, confidence = look
    field = with_day(word(f"{day:02d}", 0.595, 0.12, height=height * HEIGHT, confidence=confidence))
    assert field.value == "2025-02"
    assert field.needs_review


def test_a_month_by_pen_leaves_the_year() -> None:
    tall = word("11", 0.67, 0.118, height=1.7 * HEIGHT)
    assert with_day(word("05", 0.595, 0.12), month=tall).value == "2025"


def test_dates_and_numbers_of_other_documents_are_not_this_ones() -> None:
    first = decision()
    citing = line("Số 86/2016/TT-BQP |0.5 ban hành ngày 20 tháng 6 năm 2016", 0.15, 0.25)
    bare = first.model_copy(update={"lines": (*first.lines[:2], *first.lines[3:6], citing)})
    fields = extract_fields("administrative", [bare])
    assert (fields["number"].value, fields["issued_on"].value) == (None, None)


def test_an_electronic_signature_on_top_is_no_field() -> None:
    first = decision()
    overlay = line("|0.6 Người ký: Ủy ban nhân dân Ngày ký: 05-02-2024 14:59:27 +07:00", 0.6, 0.01)
    marked: Page = first.model_copy(update={"lines": (overlay, *first.lines)})
    values = {name: field.value for name, field in extract_fields("administrative", [marked]).items()}
    assert values == {name: field.value for name, field in extract_fields("administrative", [first]).items()}


def test_a_letter_has_its_subject_under_its_number() -> None:
    fields = extract_fields(
        "administrative",
        [
            page(
                line(f"ỦY BAN NHÂN DÂN {NATION}", 0.18, 0.07),
                line(f"XÃ MỘC ĐIỀN {MOTTO}", 0.2, 0.088),
                line("Số: 12/UBND-VP |0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.2, 0.12),
                line("V/v rà soát hồ sơ", 0.2, 0.14),
                line("tồn đọng", 0.22, 0.154),
                line("Kính gửi: Các thôn trong xã", 0.35, 0.2),
            )
        ],
    )
    assert fields["document_type"].value == "CÔNG VĂN"
    assert fields["number"].value == "12/UBND-VP"
    assert fields["subject"].value == "V/v rà soát hồ sơ tồn đọng"


def test_a_notation_broken_at_its_dash_is_whole_again() -> None:
    first = decision()
    lines = list(first.lines)
    lines[4] = line("Về việc bãi bỏ Nghị quyết số 24/2013/NQ-", 0.3, 0.188)
    lines[5] = line("HĐND ngày 10/12/2013", 0.4, 0.21)
    field = extract_fields("administrative", [first.model_copy(update={"lines": tuple(lines)})])["subject"]
    assert field.value == "Về việc bãi bỏ Nghị quyết số 24/2013/NQ-HĐND ngày 10/12/2013"


def test_one_doubtful_word_makes_a_subject_doubtful() -> None:
    first = decision()
    lines = list(first.lines)
    lines[5] = line("tại thôn Xóm Lụa", 0.4, 0.21, confidence=0.91)
    field = extract_fields("administrative", [first.model_copy(update={"lines": tuple(lines)})])["subject"]
    assert field.needs_review


def test_a_subject_runs_on_in_small_letters_whatever_its_words() -> None:
    first = decision()
    lines = list(first.lines)
    lines[5] = line("thực hiện dự án tại thôn Xóm Lụa", 0.3, 0.21)
    field = extract_fields("administrative", [first.model_copy(update={"lines": tuple(lines)})])["subject"]
    assert field.value == "Về việc khen thưởng gương người tốt thực hiện dự án tại thôn Xóm Lụa"
