"""Chains of events: tampering shows, and writers that meet on one chain both get through."""

from __future__ import annotations

import hashlib
import json
import threading

import pytest
import rfc8785
from sqlalchemy import text

from storage.records import audit, event_log, events
from storage.records.database import Database
from tests.storage.records.scene import ELSEWHERE, HERE, Scene, a_scene


def _tamper(scene: Scene, statement: str, **values: object) -> list[tuple[int, str]]:
    stream = events.dossier_stream(scene.dossier.id)
    with scene.db.engine.begin() as connection:
        touched = connection.execute(text(f"{statement} AND stream = :stream"), {"stream": stream, **values})
        assert touched.rowcount == 1
    found = events.verify_chain(scene.db, stream)
    assert found == events.verify_all(scene.db)
    return [(gap.seq, gap.kind) for gap in found]


def test_untouched_chains_hold(scene: Scene) -> None:
    scene.published()
    a_scene(scene.db, ELSEWHERE).published()
    assert events.verify_all(scene.db) == []
    assert events.verify_counted(scene.db, HERE.agency)[0] == 1


def test_hash_covers_previous_hash_and_canonical_payload(scene: Scene) -> None:
    scene.receive()
    with scene.db.engine.connect() as connection:
        rows = connection.execute(text("SELECT payload, prev_hash, hash FROM events ORDER BY seq")).all()
    previous = bytes(32)
    for payload, prev_hash, chained in rows:
        assert bytes(prev_hash) == previous
        assert bytes(payload) == rfc8785.dumps(json.loads(bytes(payload)))
        assert bytes(chained) == hashlib.sha256(previous + bytes(payload)).digest()
        previous = bytes(chained)
    assert len(rows) == 2


def test_altered_payload_shows(scene: Scene) -> None:
    scene.published()
    with scene.db.engine.connect() as connection:
        payload = bytes(connection.execute(text("SELECT payload FROM events WHERE seq = 3")).scalar_one())
    forged = payload.replace(b"file_stored", b"file_opened")
    assert forged != payload
    assert _tamper(scene, "UPDATE events SET payload = :forged WHERE seq = 3", forged=forged) == [(3, "altered")]


def test_rehashed_payload_breaks_the_next_link(scene: Scene) -> None:
    scene.published()
    with scene.db.engine.connect() as connection:
        payload, prev = connection.execute(text("SELECT payload, prev_hash FROM events WHERE seq = 3")).one()
    forged = bytes(payload).replace(b"file_stored", b"file_opened")
    assert _tamper(
        scene, "UPDATE events SET payload = :forged, hash = :hash, type = 'file_opened' WHERE seq = 3",
        forged=forged, hash=event_log.chained_hash(bytes(prev), forged),
    ) == [(4, "unlinked")]  # fmt: skip


def test_removed_event_shows(scene: Scene) -> None:
    scene.published()
    assert _tamper(scene, "DELETE FROM events WHERE seq = 4") == [(4, "missing")]


def test_relabelled_column_shows(scene: Scene) -> None:
    scene.published()
    assert _tamper(scene, "UPDATE events SET type = 'file_opened' WHERE seq = 2") == [(2, "relabelled")]


def test_moved_time_shows(scene: Scene) -> None:
    scene.published()
    moved = "UPDATE events SET occurred_at = '2026-11-23 01:00:00.000000' WHERE seq = 2"
    assert _tamper(scene, moved) == [(2, "relabelled")]


def test_cut_tail_shows_against_the_records(scene: Scene) -> None:
    scene.published()
    last = len(events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id)))
    assert _tamper(scene, "DELETE FROM events WHERE seq = :last", last=last) == []
    assert [item.code for item in audit.check_records(scene.db, HERE).findings] == ["event_missing"]


def test_another_agency_reads_no_history(scene: Scene) -> None:
    assert events.history(scene.db, ELSEWHERE, events.dossier_stream(scene.dossier.id)) == []


@pytest.mark.parametrize("writers", [6])
def test_writers_that_meet_on_one_chain_all_get_through(scene: Scene, writers: int) -> None:
    failures: list[BaseException] = []

    def receive_many(writer: int) -> None:
        try:
            for number in range(5):
                scene.receive(f"{writer} {number}", source=f"/{writer}/{number}")
        except BaseException as error:  # noqa: BLE001  # handed to the assertion below
            failures.append(error)

    threads = [threading.Thread(target=receive_many, args=(writer,)) for writer in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    history = events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))
    assert [event.seq for event in history] == list(range(1, writers * 5 + 2))
    assert events.verify_all(scene.db) == []


def test_strangers_meet_on_their_agencys_day(db: Database) -> None:
    """First acts of one agency from many threads: its rows and the chain's head are made at the same time."""
    failures: list[BaseException] = []

    def act(number: int) -> None:
        try:
            a_scene(db, code=f"H99-261124-{number:04d}")
        except BaseException as error:  # noqa: BLE001  # handed to the assertion below
            failures.append(error)

    threads = [threading.Thread(target=act, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert events.verify_all(db) == []
