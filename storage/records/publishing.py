"""What step E of publishing writes: the result, its renditions, its place in the dossier, what is to be delivered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NotRequired, Required, TypedDict

from sqlalchemy import or_, select

from models.agency import Actor
from models.errors import Bug, IllegalTransition, IntegrityBroken
from models.events import EventType
from models.lifecycle import PaperState, require_paper_step
from storage.records import event_log, objects, outbox, tables
from storage.records.folding import folded, folded_number
from storage.records.ids import new_id, salted_digest
from storage.records.paper_rows import paper_row
from storage.records.session import RecordsSession, own
from storage.records.tables import DigitalResult, File, Paper, Rendition, StoredObject

ORIGINAL = "original"
DOCUMENT = "result"
"""Role of the object that holds the sohoa.result/1 JSON; the other roles name renditions."""
_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_DESCRIPTIVE = {
    "name": ("document_type", "name"),
    "number": ("number",),
    "issued_on": ("issued_on",),
    "issuer": ("issuer",),
    "subject": ("subject",),
    "valid_until": ("valid_until",),
    "scope": ("scope",),
}
"""The minimum descriptive fields (Circular 01/2023/TT-VPCP, Article 9) and the fields of a paper that give them."""


class Published(TypedDict):
    """``objects``: object ids by role, the document's under ``result``, at least one rendition beside it; the original
    is added from the file. Their bytes were put and read back (step D). ``destination``: where the outbox delivers.
    ``described``: descriptive fields that the paper's kind gives where its own fields give none."""

    objects: Required[Mapping[str, str]]
    destination: NotRequired[str]
    described: NotRequired[Mapping[str, str]]


def complete_result(session: RecordsSession, actor: Actor, row: DigitalResult, published: Published) -> None:
    """Turns a reserved result into a published one. Raises IntegrityBroken, IllegalTransition."""
    paper = own(session, actor, Paper, row.paper_id, lock=True)
    file = own(session, actor, File, paper.file_id)
    require_paper_step(PaperState(paper.state), PaperState.PUBLISHED)
    by_role = {ORIGINAL: file.object_id or "", **published["objects"]}
    if DOCUMENT not in by_role or len(by_role) < 3:
        raise Bug(f"result {row.id}: a document and a rendition beside the original are published, not {set(by_role)}")
    stored = {role: _present(session, actor, object_id) for role, object_id in by_role.items()}
    document = stored.pop(DOCUMENT)
    row.document_object_id = document.id
    for role, rendition in stored.items():
        session.put(Rendition(id=new_id(), agency_id=actor.agency, result_id=row.id, role=role, object_id=rendition.id))
    _describe(session, row, paper, published.get("described", {}))
    row.published_at = session.now()
    row.state = paper.state = PaperState.PUBLISHED.value
    if paper.corrects is not None:
        _supersede(session, actor, paper.corrects)
    _place(session, row, paper, file)
    outbox.enqueue(
        session, actor, destination=published.get("destination", outbox.REPOSITORY),
        key=f"published:{row.id}", subject={"result": row.id},
    )  # fmt: skip
    event_log.note(
        session, actor, EventType.PAPER_PUBLISHED, dossier_id=row.dossier_id,
        paper=paper.id, result=row.id, version=row.version, epoch=row.epoch, document=document.id,
        content=salted_digest(paper.salt, document.sha256),
    )  # fmt: skip


def linked_objects(session: RecordsSession, row: DigitalResult) -> Sequence[StoredObject]:
    """The objects that make up a result: its document and all renditions."""
    of_renditions = select(Rendition.object_id).where(Rendition.result_id == row.id)
    wanted = or_(StoredObject.id == row.document_object_id, StoredObject.id.in_(of_renditions))
    return session.every(select(StoredObject).where(wanted).order_by(StoredObject.id))


def _present(session: RecordsSession, actor: Actor, object_id: str) -> StoredObject:
    """An object whose bytes are in the store: what step D confirmed is present from here on."""
    stored = own(session, actor, StoredObject, object_id, lock=True)
    if stored.state == objects.PENDING:
        stored.state = objects.PRESENT
    if stored.state not in objects.THERE:
        raise IntegrityBroken(f"object {stored.id} is {stored.state}, not in the store")
    return stored


def _describe(session: RecordsSession, row: DigitalResult, paper: Paper, described: Mapping[str, str]) -> None:
    """Fills what look-ups search by and show, from the verified fields and from what the kind says beside them."""
    fields = paper_row(session, paper).fields
    values = {
        name: next((fields[source].value for source in sources if source in fields and fields[source].value), None)
        or described.get(name)
        for name, sources in _DESCRIPTIVE.items()
    }
    row.descriptive = values
    row.number_folded = folded_number(values["number"]) if values["number"] else None
    row.issuer_folded = folded(values["issuer"]) if values["issuer"] else None
    until = values["valid_until"]
    row.valid_until = until if until and _DAY.fullmatch(until) else None  # "Lâu dài" has no end


def _supersede(session: RecordsSession, actor: Actor, paper_id: str) -> None:
    before = own(session, actor, Paper, paper_id, lock=True)
    result = session.execute(select(DigitalResult).where(DigitalResult.paper_id == paper_id)).scalar_one()
    if before.state == PaperState.REVOKED.value:
        raise IllegalTransition(f"paper {paper_id} was revoked: it cannot be corrected any more")
    require_paper_step(PaperState(before.state), PaperState.SUPERSEDED)
    before.state = result.state = PaperState.SUPERSEDED.value
    result.ended_at = session.now()


def _place(session: RecordsSession, row: DigitalResult, paper: Paper, file: File) -> None:
    now = session.now()
    session.put(
        tables.Link(
            id=new_id(), agency_id=row.agency_id, result_id=row.id, dossier_id=row.dossier_id,
            relation="published_in", linked_at=now,
        )
    )  # fmt: skip
    session.put(
        tables.DossierPaper(
            id=new_id(), agency_id=row.agency_id, dossier_id=row.dossier_id, result_id=row.id, paper_id=paper.id,
            role=file.role, origin="digitised", component=paper.component or file.component, added_at=now,
        )
    )  # fmt: skip
