"""Texts, names, sex and serials."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse

SYLLABLES = st.sampled_from(
    ["Nguyễn", "Lê", "Trần", "Đỗ", "Thị", "Văn", "Hoa", "An", "Ngọc", "Quý", "Ýên", "Đức", "Mỵ"]
)
NAMES = st.lists(SYLLABLES, min_size=2, max_size=5).map(" ".join)
BEFORE = st.sampled_from(["", ": ", "..... ", "… ", ". . . ", "_____", "- "])
AFTER = st.sampled_from(["", ".", ",", " ;", " ......", "…", " _ _ _", ".....,"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Kinh", "Kinh"),
        ("..... Kinh ......", "Kinh"),
        ("Việt Nam;", "Việt Nam"),
        ("Việt  Nam", "Việt Nam"),
        ("Trạm Y tế xã Mộc Điền ....., huyện Sông Lam", "Trạm Y tế xã Mộc Điền, huyện Sông Lam"),
        ("số 5, P. 2, Q. 1", "số 5, P. 2, Q. 1"),
        ("Chung (vợ chồng)", "Chung (vợ chồng)"),
        ("Chung (vợ chồng", "Chung (vợ chồng"),
        (") Kinh (", "Kinh"),
        ('Công ty "Mộc Điền"', 'Công ty "Mộc Điền"'),
        ("Khong ro 0O1l", "Khong ro 0O1l"),
    ],
)
@pytest.mark.parametrize("parser", ["text", "address"])
def test_a_text_stays_as_printed(parser: str, text: str, value: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, False)


@given(NAMES, BEFORE, AFTER)
def test_lines_to_fill_in_go_from_around_a_text(text: str, before: str, after: str) -> None:
    parsed = parse("text", before + text + after)
    assert (parsed.value, parsed.used) == (text, (len(before), len(before) + len(text)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NGUYỄN VĂN AN", "NGUYỄN VĂN AN"),
        ("Ông: NGUYỄN VĂN AN,", "NGUYỄN VĂN AN"),
        ("Bà Lê Thị Hoa", "Lê Thị Hoa"),
        ("Ông (Bà): Lê Hoa", "Lê Hoa"),
        ("ông/bà Lê Hoa", "Lê Hoa"),
        ("Hộ ông Trần Văn Bình", "Trần Văn Bình"),
        ("Hộ bà: Trần Thị Bình", "Trần Thị Bình"),
        ("Ong Trần Văn Bình", "Trần Văn Bình"),
        ("Anh Trần Văn Bình ......", "Trần Văn Bình"),
        ("Ông........ Trần Văn Bình", "Trần Văn Bình"),
        ("Ông:Trần Văn Bình", "Trần Văn Bình"),
        ("Ba Văn Tư", "Ba Văn Tư"),
        ("Chi Thị Hoa", "Chi Thị Hoa"),
        ("Ông Hoàng", "Ông Hoàng"),
        ("Y K'Brăk", "Y K'Brăk"),
        ("Tôn Nữ Hương-Giang", "Tôn Nữ Hương-Giang"),
        ("NGUYỄN VĂN AN, sinh năm 1985", "NGUYỄN VĂN AN"),
        ("Nguyễn Văn An; CCCD số 001085000123", "Nguyễn Văn An"),
    ],
)
def test_a_name_goes_without_what_stands_around_it(text: str, value: str) -> None:
    parsed = parse("name", text)
    assert (parsed.value, parsed.doubt, text[slice(*parsed.used)]) == (value, None, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nguyễn V4n An", "Nguyễn V4n An"),
        ("Hoa", "Hoa"),
        ("Bà: Hoa", "Bà: Hoa"),
        ("NGUYỄN, VĂN AN", "NGUYỄN, VĂN AN"),
        ("NGUYỄN VĂN, AN", "NGUYỄN VĂN"),
        ("Nguyễn Văn A*n", "Nguyễn Văn A*n"),
        ("Ông Ông Cao Thắng", "Cao Thắng"),
    ],
)
def test_a_doubtful_name_is_kept_with_its_doubt(text: str, value: str) -> None:
    parsed = parse("name", text)
    assert (parsed.value, parsed.doubt) == (value, FindingCode.GRAMMAR_BROKEN)


@given(NAMES, st.sampled_from(["", "Ông ", "Bà: ", "Ông (Bà) ", "Hộ ông "]), BEFORE, AFTER, st.booleans())
def test_a_name_comes_back_from_its_printed_line(
    name: str, title: str, before: str, after: str, capitals: bool
) -> None:
    printed = name.upper() if capitals else name
    assert parse("name", before + title + printed + after).value == printed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(text, "Nam") for text in ("Nam", "NAM", "Nam.", "..Nam..", "Nam / Male", "Male", "M", "nam")],
        *[(text, "Nữ") for text in ("Nữ", "Nu", "Nư", "NỮ", "Nữ/F", "Female", "F", "nử", "Nữ Quốc tịch: Việt Nam")],
    ],
)
def test_sex(text: str, value: str) -> None:
    parsed = parse("sex", text)
    assert (parsed.value, parsed.doubt) == (value, None)


@pytest.mark.parametrize("text", ["Nam, Nữ", "Nam / Female", "Việt Nam", "Nan", "x"])
def test_what_says_no_sex_or_both_is_none(text: str) -> None:
    parsed = parse("sex", text)
    assert (parsed.value, parsed.doubt) == (None, FindingCode.GRAMMAR_BROKEN)


def test_sex_behind_other_words_is_doubtful() -> None:
    assert parse("sex", "tính Nam").doubt is FindingCode.GRAMMAR_BROKEN


@pytest.mark.parametrize(("text", "value"), [("QH 123456", "QH 123456"), ("....B-0012/ĐH.", "B-0012/ĐH")])
def test_a_serial_stays_as_printed(text: str, value: str) -> None:
    parsed = parse("serial", text)
    assert (parsed.value, parsed.doubt) == (value, None)


def test_a_serial_without_a_digit_is_doubtful() -> None:
    assert parse("serial", "QH").doubt is FindingCode.GRAMMAR_BROKEN
