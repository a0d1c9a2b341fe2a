"""All fields of a paper of a known kind."""

from __future__ import annotations

from collections.abc import Sequence

from models.field import Field
from models.page import Page
from models.paper import ADMINISTRATIVE_FIELDS
from pipeline.catalogue.loading import kind as load_kind
from pipeline.extract import body, head
from pipeline.extract.number import parse_number
from pipeline.extract.signed import signing_evidence
from pipeline.extract.signer import signer
from pipeline.letterhead import find_head


def extract_fields(kind: str, pages: Sequence[Page]) -> dict[str, Field]:
    """Field by name; every field of the kind is there, with the finding ``field_missing`` when it was not found.

    A kind without rules of its own (``unknown``) has no fields.
    """
    if kind != "administrative":
        return {}
    first = pages[0]
    top = find_head(first)
    if top is None:
        fields = dict.fromkeys(ADMINISTRATIVE_FIELDS, head.missing())
        return {**fields, "signer": signer(pages)}
    rules = load_kind(kind)
    number = head.number(first, top, rules)
    parsed = parse_number(number.evidence[0].text, rules.types) if number.evidence else None
    return {
        "issuer": head.issuer(first, top),
        "number": number,
        "issued_on": _with_signings(head.issued_on(first, top, rules), pages),
        "document_type": body.document_type(first, top, rules, parsed.abbreviation if parsed else None),
        "subject": body.subject(first, top, rules),
        "signer": signer(pages),
    }


def _with_signings(issued_on: Field, pages: Sequence[Page]) -> Field:
    """When the paper was signed electronically stands beside its date: the check compares them, a person may."""
    return issued_on.model_copy(update={"evidence": (*issued_on.evidence, *signing_evidence(pages))})
