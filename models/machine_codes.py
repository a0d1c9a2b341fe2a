"""What machine-readable codes say once understood: cards, the marks that systems print on papers, a card's zone.

Dates are ISO and may be partial (``1960``, ``1960-05``): older cards know only the year. None of the classes shows its
content when printed, so that logs hold no name and no number.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from models.personal_number import PersonalNumber, Sex


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that must say the same and do not."""

    expected: str
    seen: str


@dataclass(frozen=True, slots=True, repr=False)
class CitizenCard:
    """The QR of the chip card. ``rest``: fields after the day of issue, as they stand (the 2024 card has some)."""

    number: PersonalNumber
    old_number: str | None
    name: str
    born_on: str
    sex: Sex | None
    residence: str
    issued_on: str | None
    rest: tuple[str, ...] = ()

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the number and the other fields do not agree on sex and year of birth."""
        return contradictions(self.number, sex=self.sex, birth_year=self.born_on[:4])


@dataclass(frozen=True, slots=True, repr=False)
class InsuranceCard:
    """The QR of the health-insurance card; ``number``: 15 characters, or 10 digits (the social-insurance number)."""

    number: str
    name: str
    born_on: str | None
    sex: Sex | None
    residence: str
    clinic: str
    valid_from: str | None
    valid_until: str | None
    rest: tuple[str, ...] = ()


class OutputField(StrEnum):
    """What the QR on a paper printed by an agency's system must tell (DOMAIN 2.6)."""

    DOSSIER = "dossier"
    PROCEDURE = "procedure"
    PERFORMER = "performer"
    PAPER = "paper"
    SYSTEM = "system"
    ISSUED_AT = "issued_at"
    DUE_ON = "due_on"
    VALIDITY = "validity"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True, repr=False)
class OutputMark:
    """The mark of a dossier's own papers. ``result``: n of ``-KQn`` behind the dossier code, None without.

    ``fields`` holds what was labelled or is plain from its form, as written; ``rest`` the parts that say nothing of
    what they are: no law fixes their order.
    """

    dossier: str
    result: int | None = None
    fields: tuple[tuple[OutputField, str], ...] = ()
    rest: tuple[str, ...] = ()

    def get(self, field: OutputField) -> str | None:
        return next((value for name, value in self.fields if name is field), None)


@dataclass(frozen=True, slots=True, repr=False)
class CardZone:
    """The machine-readable zone (TD1) of a card's back, proved by its check digits.

    ``lines``: two or three lines of 30 characters, mended; ``rows``: which of the page's lines they are (0-based).
    Names carry no marks and no check digit. Dates are six digits YYMMDD, ``valid_until`` None where the card has none;
    ``number`` is None on cards of other states.
    """

    lines: tuple[str, ...]
    rows: tuple[int, ...]
    number: PersonalNumber | None
    born: str
    sex: Sex | None
    valid_until: str | None
    nationality: str
    surname: str = ""
    given_names: str = ""

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the personal number and the zone do not agree on sex and year of birth (two digits here)."""
        if self.number is None:
            return ()
        return contradictions(self.number, sex=self.sex, birth_year=self.born[:2])


Payload = CitizenCard | InsuranceCard | OutputMark
Understood = Payload | CardZone
"""Anything that a machine-readable code on a paper may say."""


def contradictions(number: PersonalNumber, *, sex: Sex | None, birth_year: str) -> tuple[Contradiction, ...]:
    """``birth_year``: its four digits or its last two."""
    pairs = [(str(number.birth_year)[-len(birth_year) :], birth_year)]
    if sex is not None:
        pairs.append((number.sex.value, sex.value))
    return tuple(Contradiction(expected=ours, seen=theirs) for ours, theirs in pairs if ours != theirs)
