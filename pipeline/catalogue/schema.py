"""What a file of the catalogue may say. docs/adding-a-kind.md tells it with an example."""

from __future__ import annotations

import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, field_validator, model_validator
from pydantic import Field as Bounded

FROZEN = ConfigDict(frozen=True, extra="forbid")

Rule = Literal["label", "head.issuer", "head.number", "place_date", "signer", "title", "pattern"]
"""How a field is found: by its printed label, in the letterhead, by the form of the value."""
Parser = Literal[
    "text", "name", "people", "date", "date_words", "sex", "personal_number", "identity_number", "tax_code",
    "insurance_number", "address", "register_number", "paper_number", "dossier_code", "procedure_code", "integer",
    "area", "money", "percent", "agency", "land_serial", "land_register_number", "serial", "term",
]  # fmt: skip
"""How what was read becomes the field's normal form (pipeline/extract/values)."""
CheckName = Literal[
    "personal_number", "identity_number", "fits_sex", "fits_birth", "fits_role", "tax_code", "insurance_number",
    "date_possible", "date_past", "born_before", "after_issue", "parent_older", "words_agree", "not_expired",
    "validity_over", "code_agrees", "dossier_code", "procedure_code", "number_grammar",
]  # fmt: skip
"""Checks by name (pipeline/check); each adds a finding, none changes a value."""
MONTHS = " months"
_VALIDITY = re.compile(rf"\d{{1,3}}{MONTHS}|valid_until|")


class FieldRule(BaseModel):
    """How one field is found, read and checked.

    ``name``: in Vietnamese, on screen; without one the first label. ``labels``: as printed, variants beside the usual
    one; ``lines``: how many printed lines its value may take; ``column``: of a form with two columns, the one it
    stands in; ``place``: the value follows its label on the line, or stands ``under`` it, as in a table; ``until``:
    words that end it, as ``lập`` in ``Do … lập``; ``pattern``: the form of a value that is found by it, alone or
    where its label could not be read; ``known``: what the field mostly says, so that what is nearly that is doubted.
    """

    model_config = FROZEN

    name: str = ""
    rule: Rule = "label"
    labels: tuple[str, ...] = ()
    parser: Parser = "text"
    pattern: str = ""
    lines: int = Bounded(default=1, ge=1, le=6)
    column: Literal["", "left", "right"] = ""
    place: Literal["after", "under"] = "after"
    until: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    checks: tuple[CheckName, ...] = ()
    required: bool = False
    sensitive: bool = False

    @model_validator(mode="after")
    def _has_what_its_rule_needs(self) -> Self:
        if self.rule == "label" and not self.labels:
            raise ValueError("a field found by its label needs labels")
        if not self.shown:
            raise ValueError("a field without labels needs a name")
        if self.rule == "pattern" and not self.pattern:
            raise ValueError("the rule 'pattern' needs a pattern")
        return self

    @property
    def shown(self) -> str:
        """The field's name on screen."""
        return self.name or (self.labels[0] if self.labels else "")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"no regular expression: {error}") from error
        return pattern


class Kind(BaseModel):
    """A kind of paper.

    ``titles``: printed in capitals on the first page, one of them; ``title_begins``: beginnings of such titles;
    ``notations``: what its number ends in; ``cues``: further print that speaks for it, ``back_cues`` for its back;
    ``stops``: print that ends a value and is no label; ``codes``: machine-readable codes it bears, held against its
    print; ``types``: names of document types by their abbreviation, of administrative documents alone;
    ``validity``: "6 months" after the day of issue, "valid_until" when the paper says, empty without end;
    ``result_type``: its code among the results of procedures, where that is known (DOMAIN 3.4).
    """

    model_config = FROZEN

    code: str
    name: str
    layout: Literal["form", "card", "letter"] = "form"
    result_type: str = Bounded(default="", pattern=r"^(KQ\.[A-Z]\d{2}\.\d{6})?$")
    titles: tuple[str, ...] = ()
    title_begins: tuple[str, ...] = ()
    notations: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    back_cues: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    codes: tuple[Literal["citizen_card", "insurance_card", "mrz", "output_mark"], ...] = ()
    sensitive: bool = False
    validity: str = ""
    untyped: str = ""
    types: dict[str, str] = {}
    fields: dict[str, FieldRule] = Bounded(min_length=1)

    @field_validator("validity")
    @classmethod
    def _is_a_validity(cls, validity: str) -> str:
        if _VALIDITY.fullmatch(validity) is None:
            raise ValueError('a validity is "6 months", "valid_until" or empty')
        return validity

    @field_validator("types")
    @classmethod
    def _by_abbreviation(cls, types: dict[str, str]) -> dict[str, str]:
        """The files give the abbreviation of each name, as the decree's annex does."""
        return {abbreviation: name for name, abbreviation in types.items()}

    @property
    def validity_months(self) -> int | None:
        """For how many months from its day of issue it is valid; None where its kind does not say."""
        return int(self.validity.removesuffix(MONTHS)) if self.validity.endswith(MONTHS) else None
