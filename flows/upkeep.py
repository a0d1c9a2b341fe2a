"""Looking after what is stored: states, results, audits, purges."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flows.wiring import Services
from models.errors import NotFound
from storage.records import audit, dossiers, objects, publication, purge
from storage.records.rows import AuditFinding, DossierStatus, ObjectRow, ResultRow

BLOCK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class AuditReport:
    objects: int
    chains: int
    findings: tuple[AuditFinding, ...]


def statuses(services: Services, dossier: str | None) -> list[DossierStatus]:
    """Where each dossier stands; raises NotFound for an unknown code."""
    return dossiers.status(services.db, services.actor, dossier)


def results_of(services: Services, dossier: str) -> list[ResultRow]:
    """The published results of a dossier, in the order of their publishing."""
    row = dossiers.find(services.db, services.actor, dossier)
    return publication.results(services.db, services.actor, row.id)


def purge_object(services: Services, key: str, *, reason: str) -> list[ObjectRow]:
    """Removes every version of an object, and of what was made of it; tombstones stay.

    Raises NotFound; NotPermitted while it is locked.
    """
    row = objects.find(services.db, services.actor, key)
    plan = purge.begin(services.db, services.actor, row.id, reason=reason)
    return [delete_purged(services, item) for item in plan.objects]


def delete_purged(services: Services, row: ObjectRow) -> ObjectRow:
    """Deletes from the store what the records have given up, and says so there. May be repeated."""
    services.store.purge(row.key)
    return purge.finish(services.db, services.actor, row.id)


def audit_all(services: Services, *, quick: bool) -> AuditReport:
    """Chains, ledgers, and, unless ``quick``, the digest of every stored object, re-read from the store."""
    checked = audit.check_records(services.db, services.actor)
    present = objects.all_present(services.db, services.actor)
    damaged = [] if quick else [finding for row in present if (finding := _damage(services, row)) is not None]
    return AuditReport(len(present), checked.chains, (*checked.findings, *damaged))


def _damage(services: Services, row: ObjectRow) -> AuditFinding | None:
    try:
        with services.store.open(row.key) as stream:
            digest = hashlib.sha256()
            while block := stream.read(BLOCK):
                digest.update(block)
    except NotFound:
        return AuditFinding(code="object_missing", where=row.key, detail=row.role)
    if digest.hexdigest() != row.sha256:
        return AuditFinding(code="object_altered", where=row.key, detail=row.role)
    return None
