"""The machine-readable zone on a citizen card's back: three lines of thirty characters (ICAO 9303, DOMAIN 4.3)."""

from __future__ import annotations

from datetime import date
from itertools import cycle

from samples.specimens.latin import latin
from samples.specimens.person import Person

_LENGTH = 30
_WEIGHTS = (7, 3, 1)


def zone_lines(who: Person, expires: date) -> tuple[str, str, str]:
    """Number, birth and expiry with their check digits, names without marks."""
    first = f"IDVNM{_checked(who.number[3:])}{who.number}<<{_digit(who.number)}"
    sex = "M" if who.sex == "Nam" else "F"
    middle = f"{_checked(f'{who.born:%y%m%d}')}{sex}{_checked(f'{expires:%y%m%d}')}VNM{'<' * 11}"
    second = middle + _digit(first[5:] + middle[:7] + middle[8:15] + middle[18:29])
    family, *others = latin(who.name).upper().split()
    third = f"{family}<<{'<'.join(others)}"[:_LENGTH].ljust(_LENGTH, "<")
    return first, second, third


def _checked(text: str) -> str:
    return text + _digit(text)


def _digit(text: str) -> str:
    values = (0 if char == "<" else int(char, 36) for char in text)
    return str(sum(value * weight for value, weight in zip(values, cycle(_WEIGHTS), strict=False)) % 10)
