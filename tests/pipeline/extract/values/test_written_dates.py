"""Dates in figures and terms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse

DAY = "2025-02-05"
DAYS = st.dates(date(1850, 1, 1), date(2100, 12, 31))
NOISE = st.sampled_from(["", " ", ".", " ....", "…", ";", ", tại Mộc Điền", " (ghi bằng chữ: ...)"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(text, DAY) for text in ("05/02/2025", "5-2-2025", "05.02.2025.", "05 / 02 / 2025", "05– 02 –2025", DAY)],
        *[(text, DAY) for text in ("ngày 05 tháng 02 năm 2025", "05 tháng 02 năm 2025", "Ngay 5 thang 2 nam 2025")],
        ("10 giờ 30 phút, ngày 05 tháng 02 năm 2025", DAY),
        ("10 giờ 30 phút, ngày 05/02/2025", DAY),
        ("ngày...05...tháng..02..năm..2025...", DAY),
        ("lần 3, ngày 05 tháng 02 năm 2025", DAY),
        ("05/02/2025 đến ngày 01/01/2030", DAY),
        ("05 tháng 02 năm 2025 thay 01/01/2024", DAY),
        ("1985", "1985"),
        ("năm 1985", "1985"),
        ("Sinh năm: 1985", "1985"),
        ("ngày ..... tháng ..... năm 1985", "1985"),
        ("02/1985", "1985-02"),
        ("tháng 2 năm 1985", "1985-02"),
        ("ngày ..... tháng 02 năm 1985", "1985-02"),
        ("1985-02", "1985-02"),
        ("29/02/2024", "2024-02-29"),
        ("01/01/1850", "1850-01-01"),
    ],
)
def test_a_date_as_printed(text: str, value: str) -> None:
    parsed = parse("date", text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("O5/o2/2O25", DAY),
        ("05/D2/2025", DAY),
        ("l5/02/2025", "2025-02-15"),
        ("I5/|1/2025", "2025-11-15"),
        ("|5/02/2025", "2025-02-15"),
        ("ngày O5 tháng 02 năm 2o25", DAY),
        ("05 02 2025", DAY),
        ("05/02 2025", DAY),
        ("05,02,2025", DAY),
        ("05022025", DAY),
    ],
)
def test_letters_read_for_figures_are_mended(text: str, value: str) -> None:
    parsed = parse("date", text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, True)


@pytest.mark.parametrize("text", ["31/02/2024", "29/02/2025", "05/13/2025", "00/02/2025", "05/00/2025", "05/02/1849"])
def test_a_day_that_never_was(text: str) -> None:
    parsed = parse("date", text)
    assert (parsed.value, parsed.doubt) == (None, FindingCode.DATE_IMPOSSIBLE)


@pytest.mark.parametrize(
    "text", ["12/3/85", "05/02/20255", "Số 05/2024/QĐ", "oO/lI/OOIl", "12345", "3x/ab/2025", "hôm qua"]
)
def test_what_is_no_date(text: str) -> None:
    parsed = parse("date", text)
    assert (parsed.value, parsed.doubt) == (None, FindingCode.GRAMMAR_BROKEN)


def test_part_of_a_date_is_kept_with_a_doubt() -> None:
    parsed = parse("date", "ngày 1b tháng 02 năm 2025")
    assert (parsed.value, parsed.doubt) == ("2025-02", FindingCode.GRAMMAR_BROKEN)
    assert parse("date", "khoảng 1985").doubt is FindingCode.GRAMMAR_BROKEN


def test_a_card_without_end_has_no_date_and_no_doubt() -> None:
    parsed = parse("date", "Không thời hạn")
    assert (parsed.value, parsed.doubt) == (None, None)


def test_the_words_that_a_date_was_made_of() -> None:
    text = "10 giờ 30 phút, ngày 05/02/2025, tại nhà"
    assert text[slice(*parse("date", text).used)] == "05/02/2025"


@given(DAYS, st.sampled_from(["/", "-", ".", " / "]), NOISE)
def test_any_day_comes_back(day: date, mark: str, noise: str) -> None:
    for figures in (
        f"{day.day:02d}{mark}{day.month:02d}{mark}{day.year}",
        f"{day.day}{mark}{day.month}{mark}{day.year}",
    ):
        assert parse("date", figures + noise).value == day.isoformat()
    written = f"08 giờ 15 phút, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}{noise}"
    assert parse("date", written).value == day.isoformat()


@given(DAYS, st.data())
def test_a_figure_read_as_its_letter_comes_back(day: date, data: st.DataObject) -> None:
    printed = f"{day.day:02d}/{day.month:02d}/{day.year}"
    places = [place for place, letter in enumerate(printed) if letter in "01" and place < 8]
    place = data.draw(st.sampled_from(places)) if places else 0
    read = printed[:place] + {"0": "O", "1": "l"}.get(printed[place], printed[place]) + printed[place + 1 :]
    parsed = parse("date", read)
    assert (parsed.value, parsed.mended) == (day.isoformat(), read != printed)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Lâu dài", "Lâu dài"),
        ("lâu dài.", "Lâu dài"),
        ("Lau dai", "Lâu dài"),
        ("Đến ngày 15/10/2043", "2043-10-15"),
        ("15/10/2043", "2043-10-15"),
        ("Sử dụng đến ngày 15 tháng 10 năm 2043.", "2043-10-15"),
        ("50 năm, đến ngày 15/10/2043", "2043-10-15"),
        ("đến tháng 10/2043", "2043-10"),
        ("50 năm", "50 năm"),
    ],
)
def test_a_term(text: str, value: str) -> None:
    parsed = parse("term", text)
    assert (parsed.value, parsed.doubt) == (value, None)


@pytest.mark.parametrize("text", ["Đất ở: Lâu dài; đất vườn: đến ngày 15/10/2043", "chưa rõ"])
def test_several_terms_stay_as_printed_with_a_doubt(text: str) -> None:
    parsed = parse("term", text)
    assert (parsed.value, parsed.doubt) == (text, FindingCode.GRAMMAR_BROKEN)


def test_a_term_that_ends_on_no_day() -> None:
    assert parse("term", "Đến ngày 31/02/2043").doubt is FindingCode.DATE_IMPOSSIBLE
