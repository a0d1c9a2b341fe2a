"""Writing down a digital result: the JSON that stands beside its PDF (sohoa.result/1)."""

from __future__ import annotations

from flows.settings import Settings
from flows.wiring import Services
from models.field import Field
from models.result import Descriptive, DigitalResult, HolderData, RenditionRef, Verification
from pipeline.catalogue.loading import kinds
from pipeline.check.spans import months_later, span_of
from storage.objects.keys import original_key
from storage.records import readings, verification
from storage.records.rows import FileRow, PaperRow, Reservation

NUMBERS = ("serial", "enterprise_number", "insurance_number", "dossier")
"""Fields that stand for the number of a paper which has no other: the first that it has."""


def describe(
    services: Services, reservation: Reservation, paper: PaperRow, file: FileRow, *, searchable: tuple[str, str]
) -> DigitalResult:
    """Everything another agency needs to use the paper; ``searchable`` is the PDF's key and digest.

    Deterministic for a reservation: its time, not the clock's, stands in the result.
    """
    settings = services.settings
    agency = services.actor.agency
    reading = readings.get(services.db, services.actor, paper.reading_id)
    confirmed = verification.latest(services.db, services.actor, paper.id)
    original = RenditionRef(
        role="original",
        sha256=file.sha256 or "",
        key=original_key(agency, file.sha256 or ""),
        media_type=file.media_type or "application/octet-stream",
    )
    copy = RenditionRef(role="searchable", key=searchable[0], sha256=searchable[1], media_type="application/pdf")
    return DigitalResult(
        code=reservation.code,
        version=reservation.version,
        result_number=reservation.result_number,
        dossier=reservation.dossier_code,
        agency=agency,
        procedure=reservation.procedure,
        role=file.role,
        component=paper.component,
        descriptive=_descriptive(kind_code(settings, paper.kind), paper, reservation),
        fields=paper.fields,
        pages=paper.pages,
        file_sha256=file.sha256 or "",
        reading_sha256=reading.object_sha256,
        signed_on_arrival=file.signed,
        verification=Verification(
            operator=confirmed.operator, verified_at=confirmed.verified_at, seen=confirmed.seen, reason=confirmed.reason
        ),
        published_at=reservation.reserved_at,
        renditions=(original, copy),
    )


def kind_code(settings: Settings, kind: str) -> str:
    """A kind's code in codes and documents: the desk's own, the national one (DOMAIN 2.5), else the catalogue's."""
    rules = kinds().get(kind)
    return settings.kind_codes.get(kind) or (rules.result_type if rules else "") or kind


def described(paper: PaperRow) -> dict[str, str]:
    """Descriptive fields that the kind gives where the paper's own fields give none: name, number, end of validity."""
    rules = kinds().get(paper.kind)
    if rules is None:
        return {}
    values = {name: field.value for name, field in paper.fields.items() if field.value}
    number = next((values[name] for name in NUMBERS if name in values), None)
    found = {"name": rules.name} | ({"number": number} if number else {})
    issued = span_of(values.get("issued_on"))
    if rules.validity_months is not None and issued is not None:
        found["valid_until"] = months_later(issued.last, rules.validity_months).isoformat()
    return found


def _descriptive(kind_code: str, paper: PaperRow, reservation: Reservation) -> Descriptive:
    fields, beside = paper.fields, described(paper)

    def value(*names: str) -> str | None:
        own = next((fields[name].value for name in names if name in fields and fields[name].value), None)
        return own or beside.get(names[-1])

    holder = HolderData(
        scheme=reservation.holder.scheme if reservation.holder else None,
        value=reservation.holder.value if reservation.holder else None,
        identifying={} if reservation.holder else _identifying(fields),
    )
    return Descriptive(
        kind_code=kind_code,
        holder=holder,
        name=value("document_type", "name"),
        number=value("number"),
        issued_on=value("issued_on"),
        issuer=value("issuer"),
        subject=value("subject"),
        valid_until=value("valid_until"),
        scope=value("scope"),
    )


def _identifying(fields: dict[str, Field]) -> dict[str, str]:
    """What identifies the holder where no number does (Circular 01/2023, Article 10)."""
    names = ("holder_name", "born_on", "residence")
    return {name: fields[name].value or "" for name in names if name in fields and fields[name].value}
