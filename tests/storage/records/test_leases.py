"""Leases: one owner at a time, and an owner whose time is over cannot write any more."""

from __future__ import annotations

import threading
import time

import pytest

from models.errors import Bug, LeaseHeld, LeaseLost
from models.events import EventType
from models.lifecycle import FileState
from storage.records import events, files, leases, objects, publication
from storage.records.database import Database
from storage.records.leases import Lease
from tests.storage.records.scene import ELSEWHERE, HERE, Scene, a_scene, sha256, take

SOON = 0.05


def _expired(scene: Scene) -> Lease:
    """The scene's lease, cut short and let run out."""
    cut = leases.renew(scene.db, scene.lease, seconds=SOON)
    time.sleep(SOON * 2)
    return cut


def test_another_owner_is_refused_while_the_first_is_alive(scene: Scene) -> None:
    with pytest.raises(LeaseHeld):
        scene.again()


def test_same_owner_takes_again_with_the_next_epoch(scene: Scene) -> None:
    again = take(scene.db, scene.actor, scene.dossier)
    assert again.epoch == scene.lease.epoch + 1
    with pytest.raises(LeaseLost):
        leases.renew(scene.db, scene.lease, seconds=1)


def test_released_lease_is_free_and_leaves_no_take_over_event(scene: Scene) -> None:
    leases.release(scene.db, scene.lease)
    taken = scene.again().lease
    assert (taken.owner, taken.epoch) == ("another", scene.lease.epoch + 1)
    history = events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))
    assert EventType.LEASE_TAKEN_OVER not in {event.type for event in history}
    with pytest.raises(LeaseLost):
        leases.release(scene.db, scene.lease)


def test_expired_owner_cannot_write_even_before_anybody_took_over(scene: Scene) -> None:
    _expired(scene)
    with pytest.raises(LeaseLost):
        scene.receive()


def test_late_renewal_counts_while_nobody_took_over(scene: Scene) -> None:
    _expired(scene)
    leases.renew(scene.db, scene.lease, seconds=30)
    assert scene.receive().state is FileState.RECEIVED


def test_take_over_is_recorded_and_shuts_the_old_owner_out_of_every_write(scene: Scene) -> None:
    file = scene.receive()
    _expired(scene)
    new = scene.again()
    history = events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))
    assert [event.data["epoch"] for event in history if event.type is EventType.LEASE_TAKEN_OVER] == [new.lease.epoch]
    with pytest.raises(LeaseLost):
        leases.renew(scene.db, scene.lease, seconds=60)
    with pytest.raises(LeaseLost):
        scene.receive("another scan")
    with pytest.raises(LeaseLost):
        files.mark_stored(scene.db, HERE, scene.lease, file.id, object_id=scene.put("scan").id)
    assert [row.id for row in files.list_files(scene.db, HERE, scene.dossier.id)] == [file.id]


def test_old_owner_cannot_publish_what_it_reserved(scene: Scene) -> None:
    [paper] = scene.read()
    old = scene.reserve(scene.confirm(paper))
    built = scene.built(old)
    _expired(scene)
    new = scene.again()
    with pytest.raises(LeaseLost):
        publication.publish(scene.db, HERE, scene.lease, old, objects=built)
    with pytest.raises(LeaseLost, match="epoch"):
        publication.publish(scene.db, HERE, new.lease, old, objects=built)
    renewed = new.reserve(paper)
    assert (renewed.code, renewed.result_id, renewed.reserved_at) == (old.code, old.result_id, old.reserved_at)
    assert new.publish(renewed).published_at == old.reserved_at


def test_object_pending_needs_the_epoch_in_force(scene: Scene) -> None:
    [paper] = scene.read()
    reserved = scene.reserve(scene.confirm(paper))
    _expired(scene)
    with pytest.raises(LeaseLost):
        publication.object_pending(
            scene.db, HERE, scene.lease, reserved,
            key="H99/results/x", sha256=sha256("x"), size=1, media_type="application/pdf", role="searchable",
        )  # fmt: skip
    assert not objects.pending(scene.db, HERE)


def test_lease_of_another_dossier_is_a_bug(scene: Scene) -> None:
    other = a_scene(scene.db)
    with pytest.raises(Bug):
        files.receive(
            scene.db, HERE, other.lease, scene.dossier.id,
            source="/a", name="a", sha256=None, size=0, role="component", component=None,
        )  # fmt: skip


def test_expired_lists_silent_owners_of_the_agency_only(scene: Scene) -> None:
    assert leases.expired(scene.db, HERE) == []
    cut = _expired(scene)
    assert leases.expired(scene.db, HERE) == [cut]
    assert leases.expired(scene.db, ELSEWHERE) == []
    leases.release(scene.db, cut)
    assert leases.expired(scene.db, HERE) == []


def test_only_one_of_many_takers_gets_an_expired_lease(scene: Scene) -> None:
    _expired(scene)
    got: list[Lease] = []
    refused: list[LeaseHeld] = []

    def attempt(owner: str) -> None:
        try:
            got.append(take(scene.db, HERE, scene.dossier, owner=owner))
        except LeaseHeld as error:
            refused.append(error)

    _all_at_once([threading.Thread(target=attempt, args=(f"owner {n}",)) for n in range(6)])
    assert (len(got), len(refused)) == (1, 5)


def test_first_takers_of_a_new_resource_meet(db: Database) -> None:
    outcome: list[bool] = []

    def attempt(owner: str) -> None:
        try:
            leases.take(db, HERE, "sweep", owner=owner, seconds=30)
            outcome.append(True)
        except LeaseHeld:
            outcome.append(False)

    _all_at_once([threading.Thread(target=attempt, args=(f"owner {n}",)) for n in range(6)])
    assert sorted(outcome) == [False] * 5 + [True]


def _all_at_once(threads: list[threading.Thread]) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
