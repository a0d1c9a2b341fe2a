"""Numbers of enterprises: capital in figures and words, tax codes with their check digit (DOMAIN 4.4)."""

from __future__ import annotations

import random

from samples.specimens.days import hundreds_in_words

_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_STEPS = (" tỷ", " triệu", " nghìn", "")


def tax_code(draw: random.Random) -> str:
    """Ten digits that fit their check digit; 99 begins no issued one."""
    while True:
        body = f"99{draw.randint(1, 9_999_999):07d}"
        check = 10 - sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11
        if check < 10:
            return f"{body}{check}"


def capital(draw: random.Random) -> tuple[int, str]:
    """Whole đồng and their wording."""
    amount = draw.choice((100, 300, 500, 950, 1_000, 1_500, 1_900, 3_000, 6_800, 20_000, 45_500)) * 1_000_000
    return amount, f"{in_words(amount).capitalize()} đồng"


def in_words(amount: int) -> str:
    """Up to 999 billion: ``một tỷ năm trăm triệu``."""
    groups = [amount // 10**9, amount // 10**6 % 1000, amount // 1000 % 1000, amount % 1000]
    spoken: list[str] = []
    for group, step in zip(groups, _STEPS, strict=True):
        if group:
            spoken.append(hundreds_in_words(group, whole=bool(spoken)) + step)
    return " ".join(spoken) or "không"
