"""What a check gets: the name of the field it stands on, the paper's fields, and what else is known of the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from models.field import Field
from models.findings import Finding
from models.machine_codes import Understood
from pipeline.catalogue.schema import Kind


@dataclass(frozen=True, slots=True)
class CheckContext:
    """``codes``: what the machine-readable codes of the paper's pages say, as far as they were understood."""

    kind: Kind
    today: date
    codes: tuple[Understood, ...] = ()


Check = Callable[[str, Mapping[str, Field], CheckContext], Finding | None]


def value_of(fields: Mapping[str, Field], name: str) -> str | None:
    """None for a field that the paper does not have, and for one that was not found."""
    return fields[name].value if name in fields else None
