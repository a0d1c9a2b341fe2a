"""All fields of a paper of a known kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.field import Field
from models.machine_codes import Understood
from models.page import Page
from models.paper import ADMINISTRATIVE_FIELDS, UNKNOWN_KIND
from pipeline.catalogue.loading import kind as load_kind
from pipeline.catalogue.schema import Kind
from pipeline.extract import body, head, placed
from pipeline.extract.coded import with_codes
from pipeline.extract.confidence import form_doubts
from pipeline.extract.form import label_fields, missing_unless_optional
from pipeline.extract.number import parse_number
from pipeline.extract.plausible import with_doubts
from pipeline.extract.signed import signing_evidence
from pipeline.extract.signer import signer
from pipeline.letterhead import Head, find_head, names_number
from pipeline.titles import find_title


def extract_fields(kind: str, pages: Sequence[Page], payloads: Sequence[Understood] = ()) -> dict[str, Field]:
    """Field by name, in the order of the catalogue; a required one that was not found has the finding
    ``field_missing``. ``payloads``: what the paper's codes say. A paper of unknown kind has no fields.
    """
    if kind == UNKNOWN_KIND:
        return {}
    rules = load_kind(kind)
    if rules.layout == "letter":
        return _letter_fields(rules, pages)
    return with_codes(rules, _form_fields(rules, pages), payloads, pages)


def _form_fields(kind: Kind, pages: Sequence[Page]) -> dict[str, Field]:
    shown = [page for page in pages if not page.blank] or list(pages)
    labelled = label_fields(kind, shown)
    top = _above_title(shown[0])
    fields = {}
    for name, rule in kind.fields.items():
        found = _by_rule(kind, name, shown, top) if rule.rule != "label" else None
        found = found or labelled.get(name)
        if rule.pattern and (found is None or found.value is None):
            found = placed.pattern(name, rule, shown) or found
        if found is None:
            fields[name] = missing_unless_optional(kind.fields, name)
        else:
            fields[name] = with_doubts(rule, found)
    return fields


def _by_rule(kind: Kind, name: str, pages: Sequence[Page], top: Head | None) -> Field | None:
    """The field by its place on the paper, None where it is not there."""
    rule = kind.fields[name]
    in_head: dict[str, Callable[[Page, Head], Field]] = {
        "head.issuer": head.issuer,
        "head.number": lambda page, found: head.number(page, found, kind),
    }
    if rule.rule in in_head:
        return _if_found(in_head[rule.rule](pages[0], top)) if top is not None else None
    match rule.rule:
        case "place_date":
            return placed.place_date(rule, pages)
        case "title":
            return placed.title(find_title(pages[0]), pages[0])
        case "pattern":
            return None  # below: a label that could not be read leaves it to the pattern as well
        case _:
            return _if_found(signer(pages)) or placed.form_signer(pages)


def _above_title(page: Page) -> Head | None:
    """The head of a form, which ends above its title: capitals below are no agency's."""
    head, title = find_head(page), find_title(page)
    if head is None or title is None:
        return head
    left = tuple(row for row in head.left if row.box.middle[1] < title.box.top or names_number(row))
    return Head(head.top, head.split, left, head.right)


def _if_found(field: Field) -> Field | None:
    """A field of the letterhead as a form has it: in more typefaces than letters, so less is believed of it."""
    if field.value is None and not field.evidence:
        return None
    if field.value is None or field.findings:
        return field
    return field.model_copy(update={"findings": form_doubts(field.confidence)})


def _letter_fields(kind: Kind, pages: Sequence[Page]) -> dict[str, Field]:
    """Of an administrative document, which has no labels: by the layout of Decree 30/2020/NĐ-CP."""
    first = pages[0]
    top = find_head(first)
    if top is None:
        fields = dict.fromkeys(ADMINISTRATIVE_FIELDS, head.missing())
        return {**fields, "signer": with_doubts(kind.fields["signer"], signer(pages))}
    number = head.number(first, top, kind)
    parsed = parse_number(number.evidence[0].text, kind.types) if number.evidence else None
    fields = {
        "issuer": head.issuer(first, top),
        "number": number,
        "issued_on": _with_signings(head.issued_on(first, top, kind), pages),
        "document_type": body.document_type(first, top, kind, parsed.abbreviation if parsed else None),
        "subject": body.subject(first, top, kind),
        "signer": signer(pages),
    }
    return {name: with_doubts(kind.fields[name], field) for name, field in fields.items()}


def _with_signings(issued_on: Field, pages: Sequence[Page]) -> Field:
    """When the paper was signed electronically stands beside its date: the check compares them, a person may."""
    return issued_on.model_copy(update={"evidence": (*issued_on.evidence, *signing_evidence(pages))})
