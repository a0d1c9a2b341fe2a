"""Reuse: other agencies find, fetch and cite what was digitised once; every look leaves a proof first."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.wiring import Services
from models.lookup import Purpose, Query
from storage.records import dossiers, reuse
from storage.records.rows import Access, Citation


@dataclass(frozen=True, slots=True)
class Fetched:
    code: str
    files: tuple[Path, ...]


def lookup(services: Services, query: Query, purpose: Purpose) -> Access:
    """The access row is committed before this returns or raises, for refusals and empty answers too."""
    return reuse.lookup(services.db, services.actor, query, purpose)


def fetch(services: Services, code: str, into: Path) -> Fetched:
    """Writes the result's renditions and JSON into a folder, digests checked. Raises NotPermitted, NotFound."""
    ticket = reuse.record_fetch(services.db, services.actor, code, within_hours=services.settings.fetch_hours)
    into.mkdir(parents=True, exist_ok=True)
    written = []
    for item in ticket.objects:
        target = into / f"{item.role}-{item.sha256[:12]}{_suffix(item.media_type)}"
        services.store.fetch_to(item.key, target, sha256=item.sha256)
        written.append(target)
    return Fetched(code, tuple(written))


def cite(services: Services, code: str, into_dossier: str) -> Citation:
    """Links a published result into another dossier, so that nobody hands the paper in again."""
    row = dossiers.find(services.db, services.actor, into_dossier)
    return reuse.cite(services.db, services.actor, code, row.id, within_hours=services.settings.fetch_hours)


def _suffix(media_type: str) -> str:
    known = {"application/pdf": ".pdf", "application/json": ".json", "image/jpeg": ".jpg", "image/png": ".png"}
    return known.get(media_type, ".tiff" if media_type == "image/tiff" else ".bin")
