"""All tables in one namespace, so that the metadata is complete wherever one of them is used."""

from storage.records.columns import Base
from storage.records.tables_actors import (
    Agency,
    CodeCounter,
    ExternalMessage,
    Grant,
    Holder,
    HolderIdentifier,
    Lease,
    Operator,
    RetentionRule,
)
from storage.records.tables_dossiers import Dossier, File, Quarantine, StoredObject
from storage.records.tables_papers import DigitalResult, Paper, ProposedField, Reading, Rendition, Verification
from storage.records.tables_reuse import (
    Access,
    AccessResult,
    DossierPaper,
    Event,
    Link,
    OutboxMessage,
)

__all__ = [
    "Access",
    "AccessResult",
    "Agency",
    "Base",
    "CodeCounter",
    "DigitalResult",
    "Dossier",
    "DossierPaper",
    "Event",
    "ExternalMessage",
    "File",
    "Grant",
    "Holder",
    "HolderIdentifier",
    "Lease",
    "Link",
    "Operator",
    "OutboxMessage",
    "Paper",
    "ProposedField",
    "Quarantine",
    "Reading",
    "Rendition",
    "RetentionRule",
    "StoredObject",
    "Verification",
]
