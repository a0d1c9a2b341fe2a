"""What the records hand out: frozen values, tied to no session.

Texts of citizens (names of files, values of fields, holders) are kept out of ``repr``, so that no log shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from models.field import Field
from models.findings import Finding
from models.holder import HolderId
from models.ledger import FileLedger, PageLedger
from models.lifecycle import DossierState, FileState, NextActor, PaperState
from models.verdict import Verdict

Role = Literal["component", "result"]
ObjectState = Literal["pending", "present", "locked", "purged"]


@dataclass(frozen=True, slots=True)
class DossierRow:
    id: str
    agency: str
    code: str
    receiving_agency: str
    competent_agency: str
    procedure: str | None
    holder: HolderId | None
    case_status: str | None
    received_on: date
    opened_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """Where a dossier stands: derived from its files and papers each time, never stored.

    ``papers`` counts by state; ``pages`` sums the newest reading of every opened file.
    """

    dossier_id: str
    code: str
    procedure: str | None
    state: DossierState
    reason: str
    due_at: datetime
    next_actor: NextActor
    files: FileLedger
    pages: PageLedger
    papers: dict[PaperState, int]

    @property
    def balanced(self) -> bool:
        """Whether both laws of conservation hold. While files are still being received, the first does not yet."""
        return self.files.balanced and self.pages.balanced


@dataclass(frozen=True, slots=True)
class FileRow:
    """``sha256`` is None when the file was refused before its bytes were read; ``verdict`` when it was not refused."""

    id: str
    agency: str
    dossier_id: str
    source: str = field(repr=False)
    name: str = field(repr=False)
    sha256: str | None
    size: int
    role: Role
    component: str | None
    state: FileState
    object_id: str | None
    duplicate_of: str | None
    media_type: str | None
    page_count: int | None
    signed: bool
    findings: tuple[Finding, ...]
    verdict: Verdict | None
    detail: str = field(repr=False)
    settled: bool
    received_at: datetime


@dataclass(frozen=True, slots=True)
class ObjectRow:
    id: str
    agency: str
    key: str
    sha256: str
    size: int
    media_type: str
    role: str
    state: ObjectState
    registered_at: datetime
    lock_mode: str | None
    locked_until: datetime | None
    purged_at: datetime | None
    deleted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingRow:
    id: str
    agency: str
    file_id: str
    file_sha256: str
    engine_set: str
    options_sha256: str
    object_id: str
    object_key: str
    object_sha256: str
    ledger: PageLedger
    stored_at: datetime


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """The whole paper's verification: who stands for its values, and whether that person looked."""

    operator: str
    verified_at: datetime
    seen: bool
    reason: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """``fields`` hold effective values: a person's where one decided, the machine's otherwise.

    ``proposed`` are the machine's own, as read. ``verification`` is None until somebody decided.
    """

    id: str
    agency: str
    dossier_id: str
    file_id: str
    reading_id: str
    ordinal: int
    revision: int
    corrects: str | None
    kind: str
    kind_confidence: float
    pages: tuple[int, ...]
    findings: tuple[Finding, ...]
    state: PaperState
    reason: str | None = field(repr=False)
    role: Role
    component: str | None
    fields: dict[str, Field] = field(repr=False)
    proposed: dict[str, Field] = field(repr=False)
    file_name: str = field(repr=False)
    verification: VerificationRow | None

    @property
    def waits_for_person(self) -> bool:
        """Whether a person has to decide on it before anything else can happen."""
        return self.state in {PaperState.TO_VERIFY, PaperState.WITHHELD}

    @property
    def needs_review(self) -> bool:
        """Whether a person should look: a doubtful field or page, and nobody decided yet."""
        doubted = any(item.severity.value != "note" for item in self.findings)
        return self.verification is None and (doubted or any(item.needs_review for item in self.proposed.values()))


@dataclass(frozen=True, slots=True)
class Reservation:
    """What step A of publishing settled; a retry gets the same again, with the epoch of the lease that asks."""

    result_id: str
    agency: str
    paper_id: str
    dossier_id: str
    dossier_code: str
    procedure: str | None
    holder: HolderId | None
    code: str
    version: int
    result_number: str | None
    kind: str
    kind_code: str
    role: Role
    reserved_at: datetime
    epoch: int


@dataclass(frozen=True, slots=True)
class RenditionRow:
    role: str
    object_id: str
    key: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A published result as its own agency and a look-up see it. ``document`` is the sohoa.result/1 JSON.

    ``valid``: neither revoked nor superseded, and the paper's own validity, where it has one, is not over today.
    """

    id: str
    agency: str
    paper_id: str
    dossier_id: str
    dossier_code: str
    code: str
    version: int
    result_number: str | None
    kind: str
    kind_code: str
    state: PaperState
    valid: bool
    document_type: str | None = field(repr=False)
    number: str | None = field(repr=False)
    issued_on: str | None = field(repr=False)
    issuer: str | None = field(repr=False)
    subject: str | None = field(repr=False)
    valid_until: str | None
    reserved_at: datetime
    published_at: datetime | None
    end_reason: str | None
    document: RenditionRow | None
    renditions: tuple[RenditionRow, ...]

    @property
    def searchable_key(self) -> str | None:
        """Where the searchable copy lies in the store; None while it is reserved, or when there is none."""
        return next((item.key for item in self.renditions if item.role == "searchable"), None)


@dataclass(frozen=True, slots=True)
class Access:
    """A look-up that was recorded, and its answer."""

    id: str
    outcome: Literal["answered", "empty"]
    accessed_at: datetime
    results: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True)
class FetchTicket:
    """Leave to read the objects of one result, recorded. ``entitled_by``: the look-up that it rests on, if foreign."""

    access_id: str
    entitled_by: str | None
    result: ResultRow

    @property
    def objects(self) -> tuple[RenditionRow, ...]:
        """What may be read: every rendition, and the document."""
        document = () if self.result.document is None else (self.result.document,)
        return (*self.result.renditions, *document)


@dataclass(frozen=True, slots=True)
class Citation:
    id: str
    dossier_id: str
    dossier_code: str
    result_id: str
    code: str
    version: int
    origin: str
    cited_at: datetime


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """Something that cannot be right. ``where``: the id, key or stream that it is about."""

    code: str
    where: str
    detail: str


@dataclass(frozen=True, slots=True)
class OutboxRow:
    id: str
    agency: str
    destination: str
    idempotency_key: str
    subject: dict[str, str]
    attempts: int
    next_at: datetime
    sent_at: datetime | None
    response: str | None
