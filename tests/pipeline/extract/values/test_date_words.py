"""Dates in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse
from pipeline.vietnamese import fold

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def two(number: int, *, short: bool = False, fourth: str = "tư", fifth: str = "lăm") -> str:
    tens, ones = divmod(number, 10)
    if tens == 0:
        return DIGITS[ones]
    last = {0: "", 1: "mốt" if tens > 1 else "một", 4: fourth if tens > 1 else "bốn", 5: fifth}.get(ones, DIGITS[ones])
    if tens == 1:
        return f"mười {last}".strip()
    ten = "" if short and ones else " mươi"
    return f"{DIGITS[tens]}{ten} {last}".strip()


def year_words(year: int, *, thousand: str = "nghìn", gap: str = "linh") -> str:
    thousands, hundreds, rest = year // 1000, year // 100 % 10, year % 100
    if year % 1000 == 0:
        return f"{DIGITS[thousands]} {thousand}"
    tail = "" if rest == 0 else f" {gap} {DIGITS[rest]}" if rest < 10 else f" {two(rest)}"
    return f"{DIGITS[thousands]} {thousand} {DIGITS[hundreds]} trăm{tail}"


def spelled(year: int, *, short: bool) -> str:
    return f"{DIGITS[year // 1000]} {DIGITS[year // 100 % 10]} " + (
        two(year % 100, short=True, fourth="bốn")
        if short and year % 100 >= 20
        else f"{DIGITS[year // 10 % 10]} {DIGITS[year % 10]}"
    )


def words(day: date) -> str:
    return f"Ngày {two(day.day)} tháng {two(day.month)} năm {year_words(day.year)}"


def test_every_day_of_two_centuries_comes_back() -> None:
    day, wrong = date(1900, 1, 1), []
    while day.year < 2100:
        parsed = parse("date_words", words(day))
        if (parsed.value, parsed.doubt, parsed.mended) != (day.isoformat(), None, False):
            wrong.append(words(day))
        day += timedelta(days=1 if day.year in (1985, 2004) else 17)
    assert wrong == []


@given(DAYS, st.data())
@settings(max_examples=200, deadline=None)
def test_other_ways_to_say_it_come_back(day: date, data: st.DataObject) -> None:
    def pick(*ways: str) -> str:
        return data.draw(st.sampled_from(ways))

    short = data.draw(st.booleans())
    first = two(day.day, short=short, fourth=pick("tư", "bốn"), fifth=pick("lăm", "nhăm"))
    if day.day <= 10:
        first = pick("", "mùng ", "mồng ") + first
    month = {1: pick("giêng", "một"), 12: pick("chạp", "mười hai")}.get(day.month, two(day.month))
    year = pick(
        year_words(day.year, thousand=pick("nghìn", "ngàn"), gap=pick("linh", "lẻ", "không")),
        spelled(day.year, short=short),
    )
    text = (
        pick("Ngày ", "ngày ", "(Ngày ", "")
        + first
        + pick(" tháng ", ", tháng ")
        + month
        + " năm "
        + year
        + pick("", ".", ")")
    )
    for read in (text, fold(text), text.upper()):
        assert parse("date_words", read).value == day.isoformat()


@given(DAYS, st.data())
@settings(max_examples=200, deadline=None)
def test_one_letter_mistaken_gives_the_day_or_a_doubt(day: date, data: st.DataObject) -> None:
    """It may say another day, bảy read as ba and the like, only where the letter makes another word of the list."""
    text = fold(words(day))
    place = data.draw(st.integers(0, len(text) - 1).filter(lambda at: text[at].isalpha()))
    read = text[:place] + data.draw(st.sampled_from("qxz7")) + text[place + 1 :]
    parsed = parse("date_words", read)
    assert parsed.value == day.isoformat() or parsed.doubt is not None, (read, parsed.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Ngày năm tháng hai năm hai nghìn không trăm hai mươi lăm", "2025-02-05"),
        ("(Ngày mùng năm tháng giêng năm một chín tám lăm)", "1985-01-05"),
        ("Ngày hai mốt tháng chạp năm hai ngàn lẻ năm", "2005-12-21"),
        ("ngày mười nhăm, tháng năm, năm hai nghìn", "2000-05-15"),
        ("ngay nam thang nam nam nam nghin", None),
        ("Ngày ba mươi tháng tư năm một nghìn chín trăm bảy mươi lăm.", "1975-04-30"),
        ("hai mươi lăm tháng mười một năm hai nghìn mười", "2010-11-25"),
        ("tháng tư năm hai nghìn mười lăm", "2015-04"),
        ("năm một nghìn chín trăm tám mươi lăm", "1985"),
        ("2025-02-05", "2025-02-05"),
        ("05/02/2025", "2025-02-05"),
    ],
)
def test_a_date_in_words(text: str, value: str | None) -> None:
    assert parse("date_words", text).value == value


def test_a_slip_in_a_word_is_mended() -> None:
    parsed = parse("date_words", "ngày hai mươl mốt thánq mười năm hai nghìn không trăm hai mươi tư")
    assert (parsed.value, parsed.doubt, parsed.mended) == ("2024-10-21", None, True)


def test_the_word_for_year_may_be_lost() -> None:
    parsed = parse("date_words", "Ngày năm tháng hai hai nghìn không trăm hai mươi lăm")
    assert (parsed.value, parsed.mended) == ("2025-02-05", True)


def test_a_day_that_never_was() -> None:
    parsed = parse("date_words", "ngày ba mươi mốt tháng hai năm hai nghìn")
    assert (parsed.value, parsed.doubt) == (None, FindingCode.DATE_IMPOSSIBLE)


@pytest.mark.parametrize(
    "text",
    [
        "Ngày hai xxxx lăm tháng hai năm hai nghìn",
        "Ngày xx tháng hai năm hai nghìn",
        "Ngày năm tháng hai năm hai nghìn không trăm hai xxxx lăm",
        "ngày nan tháng hai năm hai nghìn trăm tám",
        "Ngày năm tháng hai năm một nghìn chín trăm tám mươi xyz",
        "chưa rõ",
    ],
)
def test_a_date_that_is_not_all_read_is_doubtful(text: str) -> None:
    assert parse("date_words", text).doubt is FindingCode.GRAMMAR_BROKEN


def test_the_words_that_a_date_was_made_of() -> None:
    text = "(Ghi bằng chữ: Ngày năm tháng hai năm hai nghìn) Giới tính"
    assert text[slice(*parse("date_words", text).used)] == "Ngày năm tháng hai năm hai nghìn"
