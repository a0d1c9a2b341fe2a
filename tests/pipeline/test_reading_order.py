"""Heads and feet column by column, tables row by row, everything else downwards."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from models.page import Line
from pipeline.reading_order import in_reading_order
from pipeline.regions.frames import Grid
from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM, Text
from tests.pipeline.regions.drawn import joined, read

AGENCY = (Text(35, 30, "ỦY BAN NHÂN DÂN", "bold", 12), Text(35, 36, "TỈNH QUẢNG NGÃI", "bold", 12))
NUMBER = Text(38, 45, "Số: 87/QĐ-UBND")
NATION = (
    Text(90, 30, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 12),
    Text(110, 36, "Độc lập - Tự do - Hạnh phúc", "bold", 12),
)
DATE = Text(105, 45, "Quảng Ngãi, ngày 05 tháng 02 năm 2025", "italic", 12)
TYPE = Text(93, 60, "QUYẾT ĐỊNH", "bold", 14)
BODY = tuple(Text(30, 80 + 7 * row, f"{row}. Căn cứ Luật Tổ chức chính quyền địa phương ngày 19", "regular", 14)
             for row in range(4))  # fmt: skip
RECIPIENTS = (
    Text(30, 130, "Nơi nhận:", "bold_italic", 11),
    Text(30, 135, "- Như Điều 3;", "regular", 10),
    Text(30, 139, "- Chủ tịch, các Phó Chủ tịch Ủy ban nhân dân tỉnh;", "regular", 10),
    Text(30, 143, "- Lưu: VT.", "regular", 10),
)
SIGNER = (
    Text(120, 126, "TM. ỦY BAN NHÂN DÂN", "bold", 13),
    Text(130, 132, "KT. CHỦ TỊCH", "bold", 13),
    Text(127, 168, "Trần Hoàng Tuấn", "bold", 13),
)


def ordered(*lines: Line, grids: tuple[Grid, ...] = ()) -> list[str]:
    found = in_reading_order(lines, width_mm=A4_WIDTH_MM, height_mm=A4_HEIGHT_MM, grids=grids)
    return [line.text for line in found]


def said(*groups: tuple[Text, ...]) -> list[str]:
    return [mark.text for group in groups for mark in group]


HEAD = said(AGENCY, (NUMBER,), NATION, (DATE, TYPE))


def test_a_head_whose_columns_were_read_as_one_comes_out_column_by_column() -> None:
    rows = zip((*AGENCY, NUMBER), (*NATION, DATE), strict=True)
    lines = [joined(read(left), read(right)) for left, right in rows]
    assert ordered(*lines, read(TYPE), *map(read, BODY)) == [*HEAD, *said(BODY)]


@pytest.mark.parametrize("seed", range(5))
def test_lines_that_came_in_any_order_are_put_in_order(seed: int) -> None:
    marks = [*AGENCY, NUMBER, *NATION, DATE, TYPE, *BODY, *RECIPIENTS, *SIGNER]
    random.Random(seed).shuffle(marks)
    assert ordered(*map(read, marks)) == [*HEAD, *said(BODY, RECIPIENTS, SIGNER)]


def test_a_foot_of_joined_lines_is_parted() -> None:
    lines = [read(SIGNER[0]), joined(read(RECIPIENTS[0]), read(SIGNER[1])), *map(read, RECIPIENTS[1:]), read(SIGNER[2])]
    assert ordered(*map(read, BODY), *lines) == said(BODY, RECIPIENTS, SIGNER)


def test_the_line_at_the_page_s_foot_is_no_part_of_the_columns_above_it() -> None:
    """A reader may part it where it has a wide space; nothing but the signer's name stands so far below the office."""
    foot = (Text(67, 214, "SPECIMEN -", "regular", 7), Text(86, 214, "bản mẫu, không có giá trị pháp lý", "regular", 7))
    recipients = (*RECIPIENTS[:2], RECIPIENTS[3])
    assert ordered(*map(read, (*recipients, *SIGNER, *foot))) == said(recipients, SIGNER, foot)


def test_the_subject_of_a_letter_stays_in_its_column() -> None:
    subject = Text(36, 51, "V/v chuyển mục đích sử dụng đất", "regular", 11)
    to = Text(70, 62, "Kính gửi: Thường trực Hội đồng nhân dân tỉnh")
    rows = zip((*AGENCY, NUMBER), (*NATION, DATE), strict=True)
    lines = [joined(read(left), read(right)) for left, right in rows]
    assert ordered(*lines, read(subject), read(to)) == said(AGENCY, (NUMBER, subject), NATION, (DATE, to))


def test_two_parties_who_sign_side_by_side_are_two_columns() -> None:
    left = (Text(35, 200, "ĐẠI DIỆN BÊN A", "bold", 13), Text(38, 215, "Nguyễn Văn Mẫu", "bold", 13))
    right = (Text(130, 200, "ĐẠI DIỆN BÊN B", "bold", 13), Text(133, 215, "Trần Thị Thử", "bold", 13))
    lines = [joined(read(one), read(other)) for one, other in zip(left, right, strict=True)]
    assert ordered(*lines) == said(left, right)


def test_what_a_form_asks_and_its_answer_stay_one_line() -> None:
    rows = [
        joined(read(Text(30, 80 + 8 * row, f"{asked}:")), read(Text(110, 80 + 8 * row, answer)))
        for row, (asked, answer) in enumerate(
            (("Họ và tên", "Nguyễn Văn Mẫu"), ("Nơi thường trú", "Xã Thử Nghiệm"), ("Nghề nghiệp", "Giáo viên"))
        )
    ]  # fmt: skip
    assert ordered(*rows) == [line.text for line in rows]


def test_a_table_is_read_row_by_row_and_cell_by_cell() -> None:
    grid = Grid(
        Box(30 / 210, 100 / 297, 180 / 210, 130 / 297),
        rows=(100 / 297, 110 / 297, 130 / 297),
        columns=(30 / 210, 80 / 210, 180 / 210),
    )
    head = joined(read(Text(32, 107, "Tên giấy tờ", "bold", 12)), read(Text(82, 107, "Số lượng", "bold", 12)))
    first = joined(read(Text(32, 117, "Đơn đề nghị cấp")), read(Text(82, 117, "Một bản chính")))
    second = joined(read(Text(32, 124, "giấy phép")), read(Text(82, 124, "và hai bản sao")))
    above, below = (
        read(Text(30, 92, "Thành phần hồ sơ gồm có")),
        read(Text(30, 140, "Tổng cộng")),
    )
    assert ordered(below, second, head, above, first, grids=(grid,)) == [
        "Thành phần hồ sơ gồm có", "Tên giấy tờ", "Số lượng", "Đơn đề nghị cấp", "giấy phép", "Một bản chính",
        "và hai bản sao", "Tổng cộng",
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.floats(5, 150),
            st.floats(5, 290),
            st.sampled_from(["Nơi nhận:", "CHỦ TỊCH", "Một hai ba", NATION[0].text]),
        ),
        max_size=14,
    )
)
def test_no_word_is_lost_or_doubled(places: list[tuple[float, float, str]]) -> None:
    lines = [read(Text(x, y, text)) for x, y, text in places]
    found = in_reading_order(lines, width_mm=A4_WIDTH_MM, height_mm=A4_HEIGHT_MM)
    assert sorted(repr(word) for line in found for word in line.words) == sorted(
        repr(w) for line in lines for w in line.words
    )
