"""States and the only steps between them. Anything else raises ``illegal_transition``."""

from __future__ import annotations

from enum import StrEnum

from models.errors import IllegalTransition


class FileState(StrEnum):
    RECEIVED = "received"
    STORED = "stored"
    OPENED = "opened"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class PaperState(StrEnum):
    PROPOSED = "proposed"
    READ = "read"
    TO_VERIFY = "to_verify"
    CONFIRMED = "confirmed"
    RESERVED = "reserved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"
    REJECTED = "rejected"
    WITHHELD = "withheld"


class DossierState(StrEnum):
    """Derived from the dossier's files and papers, never stored as the truth."""

    RECEIVING = "receiving"
    READING = "reading"
    TO_SIGN = "to_sign"
    TO_VERIFY = "to_verify"
    TO_PUBLISH = "to_publish"
    COMPLETE = "complete"
    BLOCKED = "blocked"


class NextActor(StrEnum):
    MACHINE = "machine"
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ARCHIVIST = "archivist"
    NOBODY = "nobody"


FILE_STEPS: dict[FileState, frozenset[FileState]] = {
    FileState.RECEIVED: frozenset({FileState.STORED, FileState.QUARANTINED}),
    FileState.STORED: frozenset({FileState.OPENED, FileState.DUPLICATE, FileState.QUARANTINED}),
    FileState.OPENED: frozenset({FileState.QUARANTINED}),  # a secret mark shows only once the page is read
    FileState.DUPLICATE: frozenset(),
    FileState.QUARANTINED: frozenset(),
}

PAPER_STEPS: dict[PaperState, frozenset[PaperState]] = {
    PaperState.PROPOSED: frozenset({PaperState.READ, PaperState.REJECTED, PaperState.WITHHELD}),
    PaperState.READ: frozenset({PaperState.TO_VERIFY, PaperState.REJECTED, PaperState.WITHHELD}),
    PaperState.TO_VERIFY: frozenset({PaperState.CONFIRMED, PaperState.REJECTED, PaperState.WITHHELD}),
    PaperState.CONFIRMED: frozenset({PaperState.RESERVED, PaperState.TO_VERIFY, PaperState.WITHHELD}),
    PaperState.RESERVED: frozenset({PaperState.PUBLISHED, PaperState.WITHHELD}),  # its copy cannot be built
    PaperState.PUBLISHED: frozenset({PaperState.SUPERSEDED, PaperState.REVOKED}),
    PaperState.SUPERSEDED: frozenset({PaperState.REVOKED}),
    PaperState.REVOKED: frozenset(),
    PaperState.REJECTED: frozenset(),
    PaperState.WITHHELD: frozenset({PaperState.TO_VERIFY}),
}


def require_file_step(before: FileState, after: FileState) -> None:
    """Raises IllegalTransition unless ``after`` may follow ``before``."""
    if after not in FILE_STEPS[before]:
        raise IllegalTransition(f"file: {before.value} → {after.value}")


def require_paper_step(before: PaperState, after: PaperState) -> None:
    """Raises IllegalTransition unless ``after`` may follow ``before``."""
    if after not in PAPER_STEPS[before]:
        raise IllegalTransition(f"paper: {before.value} → {after.value}")
