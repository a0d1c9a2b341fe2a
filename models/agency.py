"""Who acts: an agency and a person or program of it."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

_AGENCY = re.compile(r"[A-Z0-9]+(?:\.[A-Z0-9]+)*")


class Actor(BaseModel):
    """Every method of the records takes one: rows belong to ``agency``, and events name the operator.

    Agency codes: Decision 20/2020/QĐ-TTg, at most 35 characters of A-Z, 0-9 in groups parted by dots.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str
    operator: str
    auth_method: Literal["local", "system", "token"] = "local"

    @field_validator("agency")
    @classmethod
    def _agency_form(cls, agency: str) -> str:
        if len(agency) > 35 or _AGENCY.fullmatch(agency) is None:
            raise ValueError("an agency code is at most 35 characters: A-Z, 0-9 in groups parted by dots")
        return agency

    @field_validator("operator")
    @classmethod
    def _operator_named(cls, operator: str) -> str:
        if not operator.strip():
            raise ValueError("an operator must be named")
        return operator
