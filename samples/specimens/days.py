"""Days as papers print them: in digits, in a sentence, and in words in the manners of north and south."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Literal

DayForm = Literal["slashes", "sentence", "dashes"]
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def printed_day(day: date, form: DayForm) -> str:
    """``05/02/2025``, ``ngày 05 tháng 02 năm 2025`` or ``05-02-2025``."""
    if form == "sentence":
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    return day.strftime("%d/%m/%Y" if form == "slashes" else "%d-%m-%Y")


def day_in_words(day: date, draw: random.Random) -> str:
    """``Ngày năm tháng hai năm hai nghìn không trăm hai mươi lăm``; which of the manners is drawn."""
    five = draw.choice(("lăm", "lăm", "nhăm"))
    odd, thousand = draw.choice(("linh", "lẻ")), draw.choice(("nghìn", "nghìn", "ngàn"))
    first_days = draw.choice(("", "", "mồng ", "mùng "))
    before = first_days if day.day <= 10 else ""
    month = "tư" if day.month == 4 else number_in_words(day.month, five=five)
    year = _year_in_words(day.year, five=five, odd=odd, thousand=thousand)
    return f"Ngày {before}{number_in_words(day.day, five=five)} tháng {month} năm {year}"


def number_in_words(number: int, *, five: str = "lăm") -> str:
    """0 to 99: ``hai mươi mốt``, ``mười lăm``, ``hai mươi nhăm``."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if ones == 0:
        return head
    if ones == 5:
        return f"{head} {'lăm' if tens == 1 else five}"
    return f"{head} {'mốt' if ones == 1 and tens > 1 else _DIGITS[ones]}"


def hundreds_in_words(number: int, *, whole: bool = False) -> str:
    """0 to 999; ``whole`` speaks the hundreds of a number below a hundred too, as within a larger one."""
    hundreds, rest = divmod(number, 100)
    if hundreds == 0 and not whole:
        return number_in_words(rest)
    head = f"{_DIGITS[hundreds]} trăm"
    if rest == 0:
        return head
    return f"{head} linh {_DIGITS[rest]}" if rest < 10 else f"{head} {number_in_words(rest)}"


def some_day(draw: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=draw.randint(0, (last - first).days))


def _year_in_words(year: int, *, five: str, odd: str, thousand: str) -> str:
    thousands, rest = divmod(year, 1000)
    hundreds, last = divmod(rest, 100)
    words = f"{_DIGITS[thousands]} {thousand} {_DIGITS[hundreds]} trăm"
    if last == 0:
        return words
    return f"{words} {odd} {_DIGITS[last]}" if last < 10 else f"{words} {number_in_words(last, five=five)}"
