"""What happened, append-only. Payloads carry ids and salted digests, never names, numbers or values."""

from __future__ import annotations

from enum import StrEnum


class EventType(StrEnum):
    DOSSIER_OPENED = "dossier_opened"
    FILE_RECEIVED = "file_received"
    FILE_STORED = "file_stored"
    FILE_OPENED = "file_opened"
    FILE_DUPLICATE = "file_duplicate"
    FILE_QUARANTINED = "file_quarantined"
    QUARANTINE_SETTLED = "quarantine_settled"
    READING_STORED = "reading_stored"
    PAPER_PROPOSED = "paper_proposed"
    FIELD_VERIFIED = "field_verified"
    PAPER_CONFIRMED = "paper_confirmed"
    PAPER_REJECTED = "paper_rejected"
    PAPER_RESERVED = "paper_reserved"
    PAPER_WITHHELD = "paper_withheld"
    PAPER_PUBLISHED = "paper_published"
    PAPER_REVOKED = "paper_revoked"
    OBJECT_LOCKED = "object_locked"
    OBJECT_PURGED = "object_purged"
    RESULT_FETCHED = "result_fetched"
    RESULT_CITED = "result_cited"
    LOOKUP_ANSWERED = "lookup_answered"
    LOOKUP_REFUSED = "lookup_refused"
    LEASE_TAKEN_OVER = "lease_taken_over"
