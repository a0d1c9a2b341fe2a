"""The second victim: all that may happen to a dossier once it is published. Safe to run again after any death."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress

from PIL import Image

from flows import reuse
from flows.leasing import holding
from flows.page_work import page_workers
from flows.reading_files import finish_file
from flows.receiving import Item, receive_file
from flows.recutting import rename
from flows.settings import Settings
from flows.sweeping import sweep
from flows.upkeep import purge_object
from flows.verification import papers_of
from flows.wiring import Services, open_services
from models.errors import NotPermitted
from models.holder import parse_holder
from models.lifecycle import FileState, PaperState
from models.lookup import Purpose, Query
from models.verdict import Verdict
from pipeline.isolation import Workers
from storage.objects.keys import original_key
from storage.records import dossiers, files, grants, objects, outbox, publication, verification
from storage.records.leases import Lease
from storage.records.rows import PaperRow
from tools.kill.job import HOLDER, OPERATOR

NEIGHBOUR = "H01"
THEIR_DOSSIER = "H01-261124-0007"
OTHER_DOSSIER = "H99-261124-0002"
NAMED = "administrative"
PURPOSE = Purpose(
    agency=NEIGHBOUR, requester="binh", purpose="cấp phép", legal_basis="Luật 91/2025/QH15, Điều 19",
    for_dossier=THEIR_DOSSIER, procedure="1.001193",
)  # fmt: skip
BROKEN = b"%PDF-1.7\n% SPECIMEN: cut off here"
FORGOTTEN = hashlib.sha256(b"announced, never put").hexdigest()


def main(code: str) -> int:
    settings = Settings()
    with open_services(settings, operator=OPERATOR) as services, page_workers(settings) as workers:
        row = dossiers.find(services.db, services.actor, code)
        grants.set_grant(
            services.db, services.actor, asking_agency=NEIGHBOUR, kind=grants.ANY, effect="allow", reason="thỏa thuận"
        )
        with holding(services, row.id) as lease:
            _set_aside(services, lease, row.id, workers)
            _correct(services, lease, row.id)
        _name_otherwise(services, workers)
        _deliver(services)
        _forget_an_object(services)
    _reuse(settings)
    return 0


def _set_aside(services: Services, lease: Lease, dossier_id: str, workers: Workers) -> None:
    """A file that cannot be opened is quarantined, settled by a person, and its original purged."""
    path = services.settings.home / "hong.pdf"
    path.write_bytes(BROKEN)
    listed = files.list_files(services.db, services.actor, dossier_id)
    bad = next((file for file in listed if file.state is FileState.QUARANTINED), None)
    if bad is None:
        bad = finish_file(services, lease, receive_file(services, lease, dossier_id, Item(path)), workers)
    files.settle(services.db, services.actor, lease, bad.id, reason="quét lại")
    key = original_key(services.settings.agency, hashlib.sha256(BROKEN).hexdigest())
    if key in {row.key for row in objects.all_present(services.db, services.actor)}:
        purge_object(services, key, reason="tệp hỏng, đã quét lại")


def _name_otherwise(services: Services, workers: Workers) -> None:
    """In another dossier a person names the paper of an empty page: it is proposed anew, what it was is set aside."""
    path = services.settings.home / "trang.png"
    if not path.exists():
        Image.new("L", (827, 1169), 255).save(path, dpi=(100, 100))
    row = dossiers.open_dossier(services.db, services.actor, OTHER_DOSSIER, procedure=None, holder=None)
    with holding(services, row.id) as lease:
        listed = files.list_files(services.db, services.actor, row.id)
        file = listed[0] if listed else receive_file(services, lease, row.id, Item(path))
        finish_file(services, lease, file, workers)
    (paper,) = papers_of(services, OTHER_DOSSIER)
    if paper.kind != NAMED:
        rename(services, OTHER_DOSSIER, {"1": NAMED})


def _correct(services: Services, lease: Lease, dossier_id: str) -> None:
    """Of two published papers the first's correction cannot be built and is withheld, the second's is rejected.

    Then the second is revoked. A correction that was reserved when its owner died may have been published since.
    """
    papers = verification.papers(services.db, services.actor, dossier_id)
    first, second, *_ = [paper for paper in papers if paper.corrects is None]
    _withhold(services, lease, _revision(services, lease, papers, first))
    wrong = _revision(services, lease, papers, second)
    verification.reject(services.db, services.actor, lease, wrong.id, reason="không phải đính chính")
    listed = publication.results(services.db, services.actor, dossier_id)
    code = next(result.code for result in listed if result.paper_id == second.id)
    publication.revoke(services.db, services.actor, lease, code, reason="cấp nhầm")


def _revision(services: Services, lease: Lease, papers: list[PaperRow], paper: PaperRow) -> PaperRow:
    known = next((other for other in papers if other.corrects == paper.id), None)
    return known or verification.correct(services.db, services.actor, lease, paper.id)


def _withhold(services: Services, lease: Lease, paper: PaperRow) -> None:
    if paper.state is PaperState.TO_VERIFY:
        paper = verification.confirm(
            services.db, services.actor, lease, paper.id, values={}, seen=True, reason="đính chính"
        )
    if paper.state in {PaperState.CONFIRMED, PaperState.RESERVED}:
        reservation = publication.reserve(
            services.db, services.actor, lease, paper.id,
            template=services.settings.code_template, kind_code=paper.kind, allow_unseen=True,
        )  # fmt: skip
        publication.withhold(services.db, services.actor, lease, reservation, verdict=Verdict.MALFORMED)


def _deliver(services: Services) -> None:
    for message in outbox.due(services.db, services.actor):
        outbox.mark_failed(services.db, services.actor, message.id, response="503")
        outbox.mark_sent(services.db, services.actor, message.id, response="200")


def _forget_an_object(services: Services) -> None:
    """What is left of a worker that died between announcing an object and putting it, and of nobody who needs it."""
    objects.register_pending(
        services.db, services.actor, key=original_key(services.settings.agency, FORGOTTEN), sha256=FORGOTTEN,
        size=20, media_type="application/pdf", role="original",
    )  # fmt: skip
    time.sleep(services.settings.lease_seconds + 0.1)
    sweep(services)


def _reuse(settings: Settings) -> None:
    """Another agency is refused, looks up, fetches and cites."""
    query = Query(holder=parse_holder(HOLDER))
    with open_services(settings, operator="binh", agency=NEIGHBOUR) as other:
        dossiers.open_dossier(other.db, other.actor, THEIR_DOSSIER, procedure=None, holder=None)
        with suppress(NotPermitted):
            reuse.lookup(other, query, PURPOSE.model_copy(update={"legal_basis": ""}))
        found = reuse.lookup(other, query, PURPOSE)
        code = next(hit.code for hit in found.results if hit.valid)
        reuse.fetch(other, code, settings.home / "fetched")
        reuse.cite(other, code, THEIR_DOSSIER)
