"""Verifying and publishing: idempotent steps, codes, versions, and who looked."""

from __future__ import annotations

import re
import threading
from dataclasses import replace

import pytest

from models.errors import Bug, IllegalTransition, IntegrityBroken, NotFound, NotPermitted, UsageError
from models.findings import FindingCode
from models.ledger import PageLedger
from models.lifecycle import DossierState, NextActor, PaperState
from models.verdict import Verdict
from storage.records import (
    audit,
    dossiers,
    events,
    files,
    leases,
    objects,
    outbox,
    publication,
    readings,
    verification,
)
from storage.records.code_counters import next_number
from storage.records.database import Database, run_transaction
from storage.records.session import operator_id
from tests.storage.records.scene import HERE, Scene, TurnedClock, a_reading, a_scene


def _types(scene: Scene) -> list[str]:
    return [event.type.value for event in events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))]


def test_whole_way_leaves_a_complete_dossier_and_nothing_to_audit(scene: Scene) -> None:
    result = scene.published(role="result")
    assert result.state is PaperState.PUBLISHED
    assert result.valid
    assert re.fullmatch(r"H99\.KQ\.G15\.000031\.261124\.000001", result.code)
    assert result.result_number == f"{scene.dossier.code}-KQ1"
    assert {item.role for item in result.renditions} == {"original", "searchable"}
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state, stand.next_actor, stand.papers) == (
        DossierState.COMPLETE,
        NextActor.NOBODY,
        {PaperState.PUBLISHED: 1},
    )
    assert stand.balanced
    checked = audit.check_records(scene.db, HERE)
    assert (checked.findings, checked.chains) == ((), 1)
    assert _types(scene)[-3:] == ["paper_confirmed", "paper_reserved", "paper_published"]
    assert [row.subject for row in outbox.due(scene.db, HERE)] == [{"result": result.id}]


def test_every_step_may_be_repeated(scene: Scene) -> None:
    papers = scene.read()
    assert scene.read() == papers
    confirmed = scene.confirm(papers[0])
    reserved = scene.reserve(confirmed)
    assert scene.reserve(confirmed) == reserved
    result = scene.publish(reserved)
    assert scene.publish(reserved) == result
    assert scene.reserve(confirmed) == reserved
    publication.mark_locked(scene.db, HERE, scene.lease, result.id)
    publication.mark_locked(scene.db, HERE, scene.lease, result.id)
    types = _types(scene)
    for once in ("reading_stored", "paper_confirmed", "paper_reserved", "paper_published"):
        assert types.count(once) == 1
    assert types.count("object_locked") == 3
    assert len(outbox.due(scene.db, HERE)) == 1


def test_unfinished_and_unlocked_tell_what_a_broken_run_left(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    assert publication.unfinished(scene.db, HERE) == [reserved]
    result = scene.publish(reserved)
    assert publication.unfinished(scene.db, HERE) == []
    assert [row.id for row in publication.unlocked(scene.db, HERE)] == [result.id]
    publication.mark_locked(scene.db, HERE, scene.lease, result.id)
    assert publication.unlocked(scene.db, HERE) == []


def test_paper_without_a_copy_is_withheld_and_its_code_given_up(scene: Scene) -> None:
    [first] = scene.read()
    [second] = scene.read("another scan", source="/scans/b.pdf")
    reserved = scene.reserve(scene.confirm(first))
    for _ in range(2):
        paper = publication.withhold(scene.db, HERE, scene.lease, reserved, verdict=Verdict.TOO_MANY_PIXELS)
        assert (paper.state, paper.reason) == (PaperState.WITHHELD, "too_many_pixels")
    assert publication.unfinished(scene.db, HERE) == []
    assert publication.results(scene.db, HERE, scene.dossier.id) == []
    assert _types(scene).count("paper_withheld") == 1
    result = scene.publish(scene.reserve(scene.confirm(second)))
    assert result.code != reserved.code
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state, stand.next_actor) == (DossierState.BLOCKED, NextActor.SUPERVISOR)
    assert audit.check_records(scene.db, HERE).findings == ()


def test_withheld_paper_may_be_confirmed_again_and_is_published_under_another_code(scene: Scene) -> None:
    [paper] = scene.read()
    given_up = scene.reserve(scene.confirm(paper))
    publication.withhold(scene.db, HERE, scene.lease, given_up, verdict=Verdict.TIMED_OUT)
    again = scene.confirm(paper)
    assert (again.state, again.reason) == (PaperState.CONFIRMED, None)
    assert scene.publish(scene.reserve(again)).code != given_up.code
    assert audit.check_records(scene.db, HERE).findings == ()


def test_paper_of_a_file_in_quarantine_stays_withheld(scene: Scene) -> None:
    """A secret mark, say, shows once the page is read: nobody's word brings such a paper back."""
    [paper] = scene.read()
    files.quarantine(scene.db, HERE, scene.lease, paper.file_id, verdict=Verdict.SECRET_MARK, detail="")
    with pytest.raises(NotPermitted):
        scene.confirm(paper)
    assert verification.get(scene.db, HERE, paper.id).state is PaperState.WITHHELD


def test_published_paper_is_not_withheld(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    scene.publish(reserved)
    with pytest.raises(IllegalTransition):
        publication.withhold(scene.db, HERE, scene.lease, reserved, verdict=Verdict.TIMED_OUT)


def test_announced_object_becomes_present_with_the_publication(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    built = scene.built(reserved)
    pending = publication.object_pending(
        scene.db, HERE, scene.lease, reserved,
        key="H99/results/pending", sha256="0" * 64, size=7, media_type="application/pdf", role="searchable",
    )  # fmt: skip
    assert objects.pending(scene.db, HERE) == [pending]
    publication.publish(scene.db, HERE, scene.lease, reserved, objects={**built, "searchable": pending.id})
    assert objects.pending(scene.db, HERE) == []


def test_purged_object_cannot_be_published(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    pending = objects.register_pending(
        scene.db, HERE, key="H99/results/x", sha256="0" * 64, size=7, media_type="application/pdf", role="searchable"
    )
    objects.mark_purged(scene.db, HERE, pending.id, reason="abandoned")
    with pytest.raises(IntegrityBroken):
        publication.publish(
            scene.db, HERE, scene.lease, reserved, objects={**scene.built(reserved), "searchable": pending.id}
        )
    assert publication.unfinished(scene.db, HERE) == [reserved]


def test_publication_needs_document_and_rendition(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    built = scene.built(reserved)
    for missing in built:
        rest = {role: key for role, key in built.items() if role != missing}
        with pytest.raises(Bug):
            publication.publish(scene.db, HERE, scene.lease, reserved, objects=rest)


def test_only_confirmed_papers_are_reserved(scene: Scene) -> None:
    [paper] = scene.read()
    with pytest.raises(IllegalTransition):
        scene.reserve(paper)
    verification.reject(scene.db, HERE, scene.lease, paper.id, reason="không phải giấy tờ")
    with pytest.raises(IllegalTransition):
        scene.confirm(paper)


def test_unseen_papers_wait_unless_allowed(scene: Scene) -> None:
    [paper] = scene.read()
    unseen = scene.confirm(paper, seen=False)
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state, stand.next_actor) == (DossierState.TO_PUBLISH, NextActor.OPERATOR)
    with pytest.raises(NotPermitted):
        scene.reserve(unseen)
    assert scene.reserve(unseen, allow_unseen=True).version == 1


def test_verification_pins_value_evidence_and_person(scene: Scene, clock: TurnedClock) -> None:
    [paper] = scene.read()
    confirmed = scene.confirm(paper, number="730/QĐ-TTg", subject="Về việc")
    assert confirmed.fields["number"].value == "730/QĐ-TTg"
    assert [item.source for item in confirmed.fields["number"].evidence] == ["ocr", "keyed"]
    assert confirmed.fields["issuer"].evidence == paper.fields["issuer"].evidence
    assert confirmed.fields["subject"].value == "Về việc"
    assert confirmed.proposed == paper.fields
    assert not confirmed.needs_review
    latest = verification.latest(scene.db, HERE, paper.id)
    assert (latest.operator, latest.verified_at, latest.seen) == (HERE.operator, clock(), True)
    again = scene.confirm(paper, subject=None)
    assert again.fields["subject"].value is None
    assert again.fields["number"].value == "730/QĐ-TTg"


def test_undecided_paper_has_no_verification(scene: Scene) -> None:
    [paper] = scene.read()
    with pytest.raises(NotFound):
        verification.latest(scene.db, HERE, paper.id)
    with pytest.raises(UsageError):
        scene.confirm(paper, number="  ")
    assert verification.get(scene.db, HERE, paper.id) == paper


def test_rereading_replaces_undecided_proposals(scene: Scene) -> None:
    [first] = scene.read()
    [second] = scene.read(engine_set="trueocr 0.1.1")
    assert second.id != first.id
    assert verification.get(scene.db, HERE, first.id).state is PaperState.REJECTED
    [stand] = dossiers.status(scene.db, HERE)
    assert stand.pages == PageLedger(scanned=1, kept=1)


def test_rereading_never_alters_a_verified_value(scene: Scene) -> None:
    [paper] = scene.read()
    confirmed = scene.confirm(paper)
    file = scene.open()
    [kept] = scene.record_reading(file, a_reading(number="792/QĐ-TTg"), engine_set="trueocr 0.1.1")
    assert (kept.id, kept.fields, kept.state) == (paper.id, confirmed.fields, PaperState.CONFIRMED)
    [difference] = kept.findings
    assert (difference.code, difference.seen) == (FindingCode.READING_DIFFERS, "792/QĐ-TTg")


def test_reading_must_count_every_page(scene: Scene) -> None:
    file = scene.open(pages=3)
    with pytest.raises(IntegrityBroken):
        scene.record_reading(file, a_reading(pages=2), engine_set="tesseract")
    short = a_reading(pages=3).model_copy(update={"ledger": PageLedger(scanned=3, kept=2)})
    with pytest.raises(IntegrityBroken):
        scene.record_reading(file, short, engine_set="tesseract")
    assert readings.find(scene.db, HERE, file.id, engine_set="tesseract", options_sha256="0" * 64) is None


def test_result_numbers_count_the_dossier_and_codes_the_day(scene: Scene, clock: TurnedClock) -> None:
    first = scene.published("one", source="/1", role="result")
    second = scene.published("two", source="/2", role="result")
    part = scene.published("three", source="/3")
    assert [row.result_number for row in (first, second, part)] == [
        f"{scene.dossier.code}-KQ1",
        f"{scene.dossier.code}-KQ2",
        None,
    ]
    assert [row.code[-6:] for row in (first, second, part)] == ["000001", "000002", "000003"]
    clock.turn(hours=15)  # 00:00 at the desk
    leases.renew(scene.db, scene.lease, seconds=60)
    assert scene.published("four", source="/4").code.endswith("261125.000001")


def test_changed_template_never_gives_a_code_twice(scene: Scene) -> None:
    [first] = scene.read("one", source="/1")
    [second] = scene.read("two", source="/2")
    one = scene.reserve(scene.confirm(first), template="H99.{counter}1")
    two = scene.reserve(scene.confirm(second), template="H99.1{counter}")
    assert one.code == "H99.11"
    assert two.code == "H99.12"
    with pytest.raises(UsageError):
        scene.reserve(scene.confirm(scene.read("three", source="/3")[0]), template="H99.{kind}")


def test_correction_is_the_next_version_under_the_same_code(scene: Scene) -> None:
    first = scene.published(role="result")
    corrected = verification.correct(scene.db, HERE, scene.lease, first.paper_id)
    assert verification.correct(scene.db, HERE, scene.lease, first.paper_id).id == corrected.id
    second = scene.publish(scene.reserve(scene.confirm(corrected, number="730/QĐ-TTg")))
    assert (second.code, second.version, second.result_number) == (first.code, 2, first.result_number)
    assert publication.get(scene.db, HERE, first.code).number == "730/QĐ-TTg"
    assert publication.get(scene.db, HERE, first.code, version=1).state is PaperState.SUPERSEDED
    assert audit.check_records(scene.db, HERE).findings == ()
    with pytest.raises(IllegalTransition):
        verification.correct(scene.db, HERE, scene.lease, first.paper_id)


def test_revoked_result_stays_findable(scene: Scene) -> None:
    result = scene.published()
    revoked = publication.revoke(scene.db, HERE, scene.lease, result.code, reason="cấp nhầm")
    assert (revoked.state, revoked.valid, revoked.end_reason) == (PaperState.REVOKED, False, "cấp nhầm")
    assert publication.get(scene.db, HERE, result.code) == revoked
    assert audit.check_records(scene.db, HERE).findings == ()


def test_counters_give_each_number_once_to_many_threads(db: Database) -> None:
    run_transaction(db, "open_dossier", lambda session: operator_id(session, HERE))
    given: list[int] = []

    def ask() -> None:
        given.extend(
            run_transaction(db, "reserve", lambda session: next_number(session, HERE, "scope")) for _ in range(10)
        )

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == list(range(1, 61))


def test_dossiers_published_side_by_side_get_different_codes(db: Database) -> None:
    scenes = [a_scene(db) for _ in range(4)]
    ready = [(scene, scene.confirm(scene.read(f"scan {place}")[0])) for place, scene in enumerate(scenes)]
    codes: list[str] = []
    threads = [
        threading.Thread(target=lambda s=scene, p=paper: codes.append(s.publish(s.reserve(p)).code))
        for scene, paper in ready
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == len(set(codes)) == 4
    assert audit.check_records(db, HERE).findings == ()


def test_reservation_of_another_paper_cannot_be_slipped_in(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    with pytest.raises(NotFound):
        scene.publish(replace(reserved, result_id="0" * 32))
