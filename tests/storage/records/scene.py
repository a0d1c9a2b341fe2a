"""A desk with one dossier, and the steps of the main job as short calls, for tests of the records."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from models.agency import Actor
from models.field import Evidence, Field
from models.geometry import Box
from models.holder import HolderId
from models.ledger import FileLedger, PageLedger
from models.lookup import Purpose
from models.page import Page
from models.paper import ProposedPaper
from models.reading import Reading, Step
from storage.records import dossiers, files, leases, objects, publication, readings, verification
from storage.records.database import Database
from storage.records.leases import Lease
from storage.records.rows import DossierRow, FileRow, ObjectRow, PaperRow, Reservation, ResultRow, Role

HERE = Actor(agency="H99", operator="can.bo.mot")
ELSEWHERE = Actor(agency="H98.1", operator="can.bo.hai")
HOLDER = HolderId(scheme="CCCD", value="000199000001")
TEMPLATE = "{agency}.{kind}.{day}.{counter:06d}"
NUMBER = "729/QĐ-TTg"
ISSUER = "Ủy ban nhân dân thành phố Đà Nẵng"
_numbers = itertools.count(1)


@dataclass
class TurnedClock:
    """A clock that tests turn by hand."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 2, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Scene:
    """An open dossier and the lease to work on it."""

    db: Database
    actor: Actor
    dossier: DossierRow
    lease: Lease

    def receive(self, content: str = "scan", *, source: str = "/scans/a.pdf", role: Role = "component") -> FileRow:
        return files.receive(
            self.db, self.actor, self.lease, self.dossier.id, source=source, name=source.rpartition("/")[2],
            sha256=sha256(content), size=len(content), role=role, component="1",
        )  # fmt: skip

    def put(self, content: str, *, role: str = "original", media_type: str = "application/pdf") -> ObjectRow:
        digest = sha256(content)
        row = objects.register_pending(
            self.db, self.actor, key=f"{self.actor.agency}/{role}/{digest}", sha256=digest, size=len(content),
            media_type=media_type, role=role,
        )  # fmt: skip
        return objects.mark_present(self.db, self.actor, row.id)

    def store(self, content: str = "scan", *, source: str = "/scans/a.pdf", role: Role = "component") -> FileRow:
        row = self.receive(content, source=source, role=role)
        if row.state.value != "received":
            return row
        return files.mark_stored(self.db, self.actor, self.lease, row.id, object_id=self.put(content).id)

    def open(
        self, content: str = "scan", *, pages: int = 1, source: str = "/scans/a.pdf", role: Role = "component"
    ) -> FileRow:
        row = self.store(content, source=source, role=role)
        return files.mark_opened(
            self.db, self.actor, self.lease, row.id,
            media_type="application/pdf", page_count=pages, signed=False, findings=(),
        )  # fmt: skip

    def read(
        self, content: str = "scan", *, engine_set: str = "tesseract 5.3", source: str = "/scans/a.pdf",
        role: Role = "component",
    ) -> list[PaperRow]:  # fmt: skip
        """Opens a one-page file and records a reading with one paper."""
        row = self.open(content, source=source, role=role)
        return self.record_reading(row, a_reading(), engine_set=engine_set)

    def record_reading(self, file: FileRow, reading: Reading, *, engine_set: str) -> list[PaperRow]:
        stored = self.put(f"reading {file.id} {engine_set}", role="reading", media_type="application/zstd")
        return readings.store(
            self.db, self.actor, self.lease, file.id, reading,
            object_id=stored.id, engine_set=engine_set, options_sha256=sha256("options"),
        )  # fmt: skip

    def confirm(self, paper: PaperRow, *, seen: bool = True, **values: str | None) -> PaperRow:
        """``values`` are what the person typed; the other fields stand."""
        return self.decide(paper, values, seen=seen)

    def decide(self, paper: PaperRow, values: dict[str, str | None], *, seen: bool = True) -> PaperRow:
        return verification.confirm(self.db, self.actor, self.lease, paper.id, values=values, seen=seen, reason=None)

    def reserve(self, paper: PaperRow, *, template: str = TEMPLATE, allow_unseen: bool = False) -> Reservation:
        return publication.reserve(
            self.db, self.actor, self.lease, paper.id,
            template=template, kind_code="KQ.G15.000031", allow_unseen=allow_unseen,
        )  # fmt: skip

    def publish(self, reserved: Reservation) -> ResultRow:
        return publication.publish(self.db, self.actor, self.lease, reserved, objects=self.built(reserved))

    def built(self, reserved: Reservation) -> dict[str, str]:
        """Steps B to D: document and searchable copy are in the store; their ids by role."""
        searchable = self.put(f"searchable {reserved.result_id}", role="searchable")
        document = self.put(f"document {reserved.result_id}", role="result", media_type="application/json")
        return {"searchable": searchable.id, "result": document.id}

    def published(
        self, content: str = "scan", *, source: str = "/scans/a.pdf", role: Role = "component", **values: str | None
    ) -> ResultRow:
        """The whole way of one file with one paper; ``values`` are a person's corrections."""
        [paper] = self.read(content, source=source, role=role)
        return self.publish(self.reserve(self.decide(paper, values)))

    def again(self, **seconds: float) -> Scene:
        """The same dossier under a new lease of another owner, once this one's time is over."""
        taken = take(self.db, self.actor, self.dossier, owner="another", **seconds)
        return replace(self, lease=taken)


def take(db: Database, actor: Actor, dossier: DossierRow, *, owner: str = "me", seconds: float = 60) -> Lease:
    return leases.take(db, actor, leases.dossier_resource(dossier.id), owner=owner, seconds=seconds)


def a_scene(db: Database, actor: Actor = HERE, *, code: str | None = None, holder: HolderId | None = HOLDER) -> Scene:
    code = code or f"{actor.agency}-261124-{next(_numbers):04d}"
    dossier = dossiers.open_dossier(db, actor, code, procedure="1.001193", holder=holder)
    return Scene(db, actor, dossier, take(db, actor, dossier))


def a_field(value: str | None, confidence: float = 0.97) -> Field:
    evidence = Evidence(
        source="ocr", reader="tesseract", page=1, box=Box(0.1, 0.1, 0.5, 0.2), text=value or "",
        confidence=confidence, rule="label",
    )  # fmt: skip
    return Field(value=value, confidence=confidence, evidence=(evidence,))


def a_reading(*, number: str = NUMBER, pages: int = 1, papers: int = 1) -> Reading:
    """``pages`` blank-free pages, each ``papers``-th share of them a paper of its own."""
    share = pages // papers
    proposed = [
        ProposedPaper(
            kind="quyet-dinh", kind_confidence=0.99, pages=tuple(range(first * share + 1, first * share + share + 1)),
            fields={"issuer": a_field(ISSUER), "number": a_field(number), "issued_on": a_field("2026-03-02")},
        )
        for first in range(papers)
    ]  # fmt: skip
    return Reading(
        files=FileLedger(received=1, opened=1),
        pages=tuple(Page(index=index, width=2480, height=3508, dpi=300) for index in range(pages)),
        papers=tuple(proposed),
        ledger=PageLedger(scanned=pages, kept=pages),
        steps=(Step(stage="read", tool="tesseract", version="5.3", options_sha256=sha256("options"), seconds=1.0),),
    )


def a_purpose(actor: Actor = ELSEWHERE, **changed: str) -> Purpose:
    complete = {
        "agency": actor.agency, "requester": "can.bo.hai", "purpose": "giải quyết thủ tục hành chính",
        "legal_basis": "Luật 91/2025/QH15, Điều 19", "for_dossier": "H98.1-261124-0001", "procedure": "1.001193",
    }  # fmt: skip
    return Purpose(**{**complete, **changed})
