"""What step E of publishing writes: the result, its renditions, its place in the dossier, what is to be delivered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NotRequired, Required, TypedDict

from sqlalchemy import or_, select

from models.agency import Actor
from models.errors import IllegalTransition, IntegrityBroken
from models.events import EventType
from models.holder import HolderId
from models.lifecycle import PaperState, require_paper_step
from models.result import DigitalResult as Document
from models.result import RenditionRef
from storage.records import event_log, objects, outbox, tables
from storage.records.folding import folded, folded_number
from storage.records.holders import holder_row
from storage.records.ids import new_id, salted_digest
from storage.records.session import RecordsSession, own
from storage.records.tables import DigitalResult, Paper, Rendition, StoredObject


class Published(TypedDict):
    """``document``: the sohoa.result/1 as it was stored in the object ``document_object_id``; its renditions name the
    objects by key. ``destination``: where the outbox delivers it to."""

    document: Required[Document]
    document_object_id: Required[str]
    destination: NotRequired[str]


def complete_result(session: RecordsSession, actor: Actor, row: DigitalResult, published: Published) -> None:
    """Turns a reserved result into a published one. Raises IntegrityBroken, IllegalTransition."""
    document = published["document"]
    paper = own(session, actor, Paper, row.paper_id, lock=True)
    _require_same(row, document)
    require_paper_step(PaperState(paper.state), PaperState.PUBLISHED)
    stored = _present(session, own(session, actor, StoredObject, published["document_object_id"], lock=True))
    row.document_object_id = stored.id
    for rendition in document.renditions:
        _add_rendition(session, actor, row, rendition)
    _index(session, actor, row, document)
    row.published_at = document.published_at
    row.state = paper.state = PaperState.PUBLISHED.value
    if paper.corrects is not None:
        _supersede(session, actor, paper.corrects)
    _place(session, row, paper, document)
    outbox.enqueue(
        session, actor, destination=published.get("destination", outbox.REPOSITORY),
        key=f"published:{row.id}", subject={"result": row.id},
    )  # fmt: skip
    event_log.note(
        session, actor, EventType.PAPER_PUBLISHED, dossier_id=row.dossier_id,
        paper=paper.id, result=row.id, version=row.version, epoch=row.epoch, document=stored.id,
        content=salted_digest(paper.salt, stored.sha256),
    )  # fmt: skip


def linked_objects(session: RecordsSession, row: DigitalResult) -> Sequence[StoredObject]:
    """The objects that make up a result: its document and all renditions."""
    of_renditions = select(Rendition.object_id).where(Rendition.result_id == row.id)
    wanted = or_(StoredObject.id == row.document_object_id, StoredObject.id.in_(of_renditions))
    return session.every(select(StoredObject).where(wanted).order_by(StoredObject.id))


def _require_same(row: DigitalResult, document: Document) -> None:
    reserved = (row.code, row.version, row.result_number, row.agency_id)
    if reserved != (document.code, document.version, document.result_number, document.agency):
        raise IntegrityBroken(f"result {row.id}: the document carries other codes than were reserved")


def _add_rendition(session: RecordsSession, actor: Actor, row: DigitalResult, rendition: RenditionRef) -> None:
    stored = _present(session, objects.by_key(session, actor, rendition.key))
    if stored.sha256 != rendition.sha256:
        raise IntegrityBroken(f"result {row.id}: rendition {rendition.role} is another object than the document names")
    session.put(
        Rendition(id=new_id(), agency_id=actor.agency, result_id=row.id, role=rendition.role, object_id=stored.id)
    )


def _present(session: RecordsSession, stored: StoredObject) -> StoredObject:
    session.refresh(stored, with_for_update=True)
    if stored.state not in objects.THERE:
        raise IntegrityBroken(f"object {stored.id} is {stored.state}, not in the store")
    return stored


def _index(session: RecordsSession, actor: Actor, row: DigitalResult, document: Document) -> None:
    """Fills what look-ups search by. The paper's own holder counts before the dossier's."""
    descriptive = document.descriptive
    row.number_folded = folded_number(descriptive.number) if descriptive.number else None
    row.issuer_folded = folded(descriptive.issuer) if descriptive.issuer else None
    row.valid_until = descriptive.valid_until
    holder = descriptive.holder
    if holder.scheme and holder.value:
        row.holder_id = holder_row(session, actor, HolderId(scheme=holder.scheme, value=holder.value))


def _supersede(session: RecordsSession, actor: Actor, paper_id: str) -> None:
    before = own(session, actor, Paper, paper_id, lock=True)
    result = session.execute(select(DigitalResult).where(DigitalResult.paper_id == paper_id)).scalar_one()
    if before.state == PaperState.REVOKED.value:
        raise IllegalTransition(f"paper {paper_id} was revoked: it cannot be corrected any more")
    require_paper_step(PaperState(before.state), PaperState.SUPERSEDED)
    before.state = result.state = PaperState.SUPERSEDED.value
    result.ended_at = session.now()


def _place(session: RecordsSession, row: DigitalResult, paper: Paper, document: Document) -> None:
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
            role=document.role, origin="digitised", component=document.component, added_at=now,
        )
    )  # fmt: skip
