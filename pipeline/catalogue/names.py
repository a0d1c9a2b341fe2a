"""Names of kinds and fields as screens show them."""

from __future__ import annotations

from models.paper import UNKNOWN_KIND
from pipeline.catalogue.loading import kinds

UNKNOWN_NAME = "Chưa rõ loại giấy tờ"


def kind_name(code: str) -> str:
    """In Vietnamese; a kind that the catalogue no longer has is shown by its code."""
    if code == UNKNOWN_KIND:
        return UNKNOWN_NAME
    return kinds()[code].name if code in kinds() else code


def field_name(kind: str, name: str) -> str:
    rule = kinds()[kind].fields.get(name) if kind in kinds() else None
    return rule.shown if rule is not None else name
