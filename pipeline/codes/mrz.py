"""The machine-readable zone of size TD1 (ICAO 9303 part 5): three lines of thirty characters on the back of a card.

Readers take O for 0, K for <, and miscount fillers. Such slips are mended only on the Vietnamese card, whose every
place is either known or a digit (Circular 06/2022/TT-BCA, Article 3), and only where all check digits then fit.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from models.machine_codes import CardZone
from models.personal_number import PersonalNumber, Sex

LENGTH = 30
WEIGHTS = (7, 3, 1)
FIRST, SECOND = "IDVNM" + "#" * 22 + "<<#", "#" * 7 + "?" + "#" * 7 + "VNM" + "<" * 11 + "#"
"""The Vietnamese card: # a digit, ? the sex, anything else itself."""
_TD1 = re.compile(r"[ACI][A-Z<]{4}[A-Z0-9<]{25}")
_WHOLE = re.compile(r"[A-Z0-9<]{30}")
_NAMES = re.compile(r"[A-Z<]{3,30}")
_DIGITS = str.maketrans("OQDILZSBG", "000112586")
_LETTERS = str.maketrans("0158", "OISB")
_SLIPS = {"<": "KCLE(X{[£€", "I": "1L|T", "D": "0O", "V": "YU", "N": "MH", "M": "NH"}
"""What readers make of the characters whose places are known."""
_FILLERS = re.compile(r"(?P<head>.{18})[<KCLE(X{\[£€]{6,16}(?P<digit>.)")
_TWO_FILLERS = re.compile(r"(?P<head>.{27})[<KCLE(X{\[£€]{1,4}(?P<digit>.)")
_TAIL = re.compile(r"<<[<KC]*$")
_SEXES = {"M": Sex.MALE, "F": Sex.FEMALE}
_NO_DATE = "<" * 6


def check_digit(text: str) -> str:
    """ICAO 9303 part 3, 4.9: weights 7, 3, 1; letters count from A = 10, the filler as 0."""
    return str(sum(_value(char) * weight for char, weight in zip(text, itertools.cycle(WEIGHTS), strict=False)) % 10)


def find_zones(lines: Sequence[str]) -> tuple[CardZone, ...]:
    """The zones among a page's lines whose check digits all fit. A line of noise may stand between two of theirs."""
    tidy = [_tidied(line) for line in lines]
    found: list[CardZone] = []
    for row, upper in enumerate(tidy):
        if not 24 <= len(upper) <= 34 or (found and row <= found[-1].rows[-1]):
            continue
        zone = next((zone for other in (row + 1, row + 2) if (zone := _zone(tidy, row, other)) is not None), None)
        if zone is not None:
            found.append(zone)
    return tuple(found)


def _zone(tidy: Sequence[str], row: int, other: int) -> CardZone | None:
    if other >= len(tidy):
        return None
    proved = next(
        (pair for pair in itertools.product(_as_first(tidy[row]), _as_second(tidy[other])) if _fits(*pair)), None
    )
    if proved is None:
        return None
    names = _as_names(tidy[other + 1]) if other + 1 < len(tidy) else None
    rows = (row, other, other + 1) if names is not None else (row, other)
    return _parsed(*proved, names, rows)


def _tidied(line: str) -> str:
    """Without spaces, in capitals, with fillers for what readers make of two of them."""
    return re.sub(r"\s+", "", line).replace("«", "<<").replace("‹", "<").upper()


def _as_first(line: str) -> Iterator[str]:
    """As a Vietnamese card has it, which must come first: to a check digit K is worth as much as <; else as read."""
    yield from _mended(line, _TWO_FILLERS.sub(r"\g<head><<\g<digit>", line), FIRST)
    if _TD1.fullmatch(line):
        yield line


def _as_second(line: str) -> Iterator[str]:
    yield from _mended(line, _FILLERS.sub(rf"\g<head>{'<' * 11}\g<digit>", line), SECOND)
    if _WHOLE.fullmatch(line):
        yield line


def _mended(line: str, counted: str, template: str) -> Iterator[str]:
    """Each place as the template wants it, where what was read can be taken for that."""
    for text in dict.fromkeys((line, counted)):
        places = [_place(char, wanted) for char, wanted in zip(text, template, strict=False)]
        if len(text) == LENGTH and None not in places:
            yield "".join(place or "" for place in places)


def _place(char: str, wanted: str) -> str | None:
    if wanted == "#":
        digit = char.translate(_DIGITS)
        return digit if digit in "0123456789<" else None
    if wanted == "?":
        return char if char in "MF<" else None
    return wanted if char == wanted or char in _SLIPS.get(wanted, "") else None


def _fits(first: str, second: str) -> bool:
    """Number, birth, expiry, composite; on a Vietnamese card also the personal number, whose end the number repeats."""
    pairs = [
        (first[5:14], first[14]),
        (second[:6], second[6]),
        (second[8:14], second[14]),
        (first[5:30] + second[:7] + second[8:15] + second[18:29], second[29]),
    ]
    if first.startswith("IDVNM"):
        pairs.append((first[15:27], first[29]))
        if first[5:14] != first[18:27] or not first[15:27].isdigit():
            return False
    dates = second[:6].isdigit() and (second[8:14].isdigit() or second[8:14] == _NO_DATE)
    return dates and all(check_digit(text) == (digit if digit != "<" else "0") for text, digit in pairs)


def _as_names(line: str) -> str | None:
    """The third line as far as it can be: it has no check digit, and no digits, and its fillers say nothing."""
    names = _TAIL.sub("", line.translate(_LETTERS)).rstrip("<")
    return names.ljust(LENGTH, "<") if _NAMES.fullmatch(names) and "<" in line else None


def _parsed(first: str, second: str, names: str | None, rows: tuple[int, ...]) -> CardZone:
    surname, _, given = (names or "").rstrip("<").partition("<<")
    return CardZone(
        lines=(first, second, names) if names is not None else (first, second),
        rows=rows,
        number=PersonalNumber(first[15:27]) if first.startswith("IDVNM") else None,
        born=second[:6],
        sex=_SEXES.get(second[7]),
        valid_until=second[8:14] if second[8:14] != _NO_DATE else None,
        nationality=second[15:18].rstrip("<"),
        surname=surname.replace("<", " "),
        given_names=given.replace("<", " "),
    )


def _value(char: str) -> int:
    return 0 if char == "<" else int(char, 36)
