"""What the digits of a twelve-digit personal number say.

(Decree 137/2015/NĐ-CP, Article 13; Circular 59/2021/TT-BCA, Article 4.)

It has no check digit. Digit 4 gives century and sex of the birth, digits 5 and 6 the year: both can be held against
what else is said about the person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from models.errors import UsageError

_TWELVE = re.compile(r"[0-9]{12}")
FIRST_CENTURY = 1900


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, repr=False)
class PersonalNumber:
    """Twelve digits; printing the object shows none of them, so that logs never hold one."""

    text: str

    @property
    def registered_in(self) -> str:
        """Three digits: the province, or the country, where the birth was registered."""
        return self.text[:3]

    @property
    def sex(self) -> Sex:
        return Sex.MALE if int(self.text[3]) % 2 == 0 else Sex.FEMALE

    @property
    def birth_year(self) -> int:
        return FIRST_CENTURY + 100 * (int(self.text[3]) // 2) + int(self.text[4:6])


def parse_personal_number(text: str) -> PersonalNumber:
    """Raises UsageError for what is not twelve digits, without repeating it."""
    if _TWELVE.fullmatch(text) is None:
        raise UsageError("not a personal number: it has twelve digits")
    return PersonalNumber(text)
