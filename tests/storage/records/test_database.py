"""Transactions, the UTC column, SQLite's settings, and the crash points between which proofs kill."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from models.clock import DESK_ZONE
from models.errors import Bug, NotFound
from storage import crash_points
from storage.records import audit, dossiers, files, leases, objects, outbox, publication, purge, readings, reuse
from storage.records.columns import UtcDateTime
from storage.records.database import ATTEMPTS, Database, open_database, run_transaction
from storage.records.dossiers import due_time
from storage.records.ids import new_id, new_salt
from storage.records.session import RecordsSession
from storage.records.tables import Agency, Operator
from tests.storage.records.scene import ELSEWHERE, HERE, Scene, TurnedClock, a_scene, sha256

MOMENTS = Table(
    "moments", MetaData(), Column("moment", UtcDateTime()), prefixes=["TEMPORARY"], postgresql_on_commit="DROP"
)
POINTED = (audit, files, leases, objects, outbox, publication, purge, readings, reuse)


@pytest.mark.parametrize("hours", [-11, 0, 7, 14])
def test_moments_come_back_aware_and_in_utc(db: Database, hours: int) -> None:
    moment = datetime(2026, 11, 24, 1, 2, 3, 456789, tzinfo=timezone(timedelta(hours=hours)))
    with db.engine.connect() as connection:  # never committed: the table is gone afterwards
        MOMENTS.create(connection)
        connection.execute(insert(MOMENTS).values(moment=moment))
        back = connection.execute(select(MOMENTS.c.moment)).scalar_one()
        found = connection.execute(select(MOMENTS.c.moment).where(MOMENTS.c.moment == moment)).all()
    assert (back, back.tzinfo) == (moment, UTC)
    assert len(found) == 1


def test_naive_moments_are_refused(db: Database) -> None:
    with db.engine.connect() as connection:
        MOMENTS.create(connection)
        with pytest.raises(StatementError, match="zone"):
            connection.execute(insert(MOMENTS).values(moment=datetime(2026, 11, 24)))  # noqa: DTZ001  # the point


@given(st.lists(st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.timezones()), max_size=8))  # noqa: DTZ001
def test_sqlite_sorts_moments_as_time_does(moments: list[datetime]) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        MOMENTS.create(connection)
        for moment in moments:
            connection.execute(insert(MOMENTS).values(moment=moment))
        ordered = connection.execute(select(MOMENTS.c.moment).order_by(MOMENTS.c.moment)).scalars().all()
    assert list(ordered) == sorted(moment.astimezone(UTC) for moment in moments)
    engine.dispose()


def test_sqlite_is_set_up_to_keep_what_it_committed(tmp_path: Path) -> None:
    db = open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")
    with db.reading() as session:
        settings = {
            name: session.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    db.close()


def test_readers_do_not_wait_for_a_writer(scene: Scene) -> None:
    def while_writing(session: RecordsSession) -> int:
        session.put(Agency(id="H77", name=None, registered_at=session.now()))
        return len(dossiers.status(scene.db, HERE))

    assert run_transaction(scene.db, "open_dossier", while_writing) == 1


def test_body_is_run_again_after_a_conflict(db: Database) -> None:
    a_scene(db)
    tries: list[str] = []

    def body(session: RecordsSession) -> str:
        tries.append("try")
        login = HERE.operator if len(tries) < 3 else "another"
        session.put(Operator(id=new_id(), agency_id="H99", login=login, registered_at=session.now()))
        return login

    assert run_transaction(db, "open_dossier", body) == "another"
    assert len(tries) == 3


def test_conflict_without_end_is_a_bug_that_names_no_value(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    a_scene(db)
    monkeypatch.setattr("storage.records.database.LONGEST_PAUSE_SECONDS", 0.0)
    tries: list[str] = []

    def body(session: RecordsSession) -> None:
        tries.append("try")
        session.put(Operator(id=new_id(), agency_id="H99", login=HERE.operator, registered_at=session.now()))

    with pytest.raises(Bug) as caught:
        run_transaction(db, "open_dossier", body)
    assert len(tries) == ATTEMPTS
    assert HERE.operator not in str(caught.value)
    assert caught.value.__cause__ is None


def test_missing_parent_is_a_bug_at_once(db: Database) -> None:
    def body(session: RecordsSession) -> None:
        session.put(Operator(id=new_id(), agency_id="H00", login="x", registered_at=session.now()))

    with pytest.raises(Bug):
        run_transaction(db, "open_dossier", body)


def test_statements_hide_their_values(db: Database) -> None:
    a_scene(db)
    with pytest.raises(IntegrityError) as caught, RecordsSession(db.engine, db.clock) as session:
        session.put(Operator(id=new_id(), agency_id="H99", login=HERE.operator, registered_at=session.now()))
    assert "[SQL parameters hidden" in str(caught.value)


def test_what_a_body_raises_rolls_everything_back(scene: Scene) -> None:
    def body(session: RecordsSession) -> None:
        session.put(Agency(id="H77", name=None, registered_at=session.now()))
        raise NotFound("on purpose")

    with pytest.raises(NotFound):
        run_transaction(scene.db, "open_dossier", body)
    with scene.db.reading() as session:
        assert session.get(Agency, "H77") is None


def test_ids_sort_by_time_and_salts_differ() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert [row_id[:16] for row_id in ids] == sorted(row_id[:16] for row_id in ids)
    assert {len(row_id) for row_id in ids} == {32}
    assert new_salt() != new_salt()


def test_dossier_without_files_waits_for_the_operator(scene: Scene) -> None:
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state.value, stand.next_actor.value) == ("receiving", "operator")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-23T08:00", "2026-11-23T17:00"),  # Monday
        ("2026-11-23T15:00", "2026-11-23T17:00"),
        ("2026-11-23T15:01", "2026-11-24T09:00"),
        ("2026-11-27T16:00", "2026-11-30T09:00"),  # Friday afternoon
        ("2026-11-28T10:00", "2026-11-30T09:00"),  # Saturday
    ],
)
def test_due_the_same_day_or_the_next_working_morning(received: str, due: str) -> None:
    at = datetime.fromisoformat(received).replace(tzinfo=DESK_ZONE)
    assert due_time(at.astimezone(UTC)) == datetime.fromisoformat(due).replace(tzinfo=DESK_ZONE)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_due_time_is_a_working_day_soon_after(moment: datetime) -> None:
    due = due_time(moment)
    assert moment < due <= moment + timedelta(days=4)
    assert due.weekday() < 5


def test_outbox_waits_longer_each_time(scene: Scene, clock: TurnedClock) -> None:
    scene.published()
    [message] = outbox.due(scene.db, HERE)
    assert outbox.due(scene.db, ELSEWHERE) == []
    failed = outbox.mark_failed(scene.db, HERE, message.id, response="503")
    assert (failed.attempts, failed.next_at) == (1, clock() + timedelta(minutes=1))
    assert outbox.due(scene.db, HERE) == []
    clock.turn(minutes=1)
    assert outbox.mark_failed(scene.db, HERE, message.id, response="503").next_at == clock() + timedelta(minutes=2)
    clock.turn(days=1)
    assert [row.id for row in outbox.due(scene.db, HERE)] == [message.id]
    sent = outbox.mark_sent(scene.db, HERE, message.id, response="200")
    assert outbox.mark_sent(scene.db, HERE, message.id, response="again") == sent
    assert outbox.due(scene.db, HERE) == []


def test_every_write_has_its_two_crash_points() -> None:
    points = crash_points.all_points()
    for name in ("open_dossier", "receive_file", "mark_stored", "mark_opened", "quarantine_file", "store_reading",
                 "confirm_paper", "reserve", "object_pending", "object_registered", "object_present", "publish",
                 "mark_locked", "lookup", "fetch", "cite", "purge_begun", "take_lease", "renew_lease"):  # fmt: skip
        assert {f"{name}.before_commit", f"{name}.after_commit"} <= set(points), (name, POINTED)


@pytest.mark.parametrize(("where", "kept"), [("before_commit", 1), ("after_commit", 2)])
def test_killed_at_a_crash_point_and_nowhere_else(tmp_path: Path, where: str, kept: int) -> None:
    """The second dossier's opening is killed: before COMMIT it is not there, after COMMIT it is."""
    program = textwrap.dedent(f"""
        from models.agency import Actor
        from storage.records import dossiers
        from storage.records.database import open_database
        db = open_database("sqlite:///{tmp_path / "records.sqlite"}")
        db.upgrade()
        for number in range(1, 4):
            dossiers.open_dossier(db, Actor(agency="H99", operator="x"), f"H99-261124-{{number:04d}}",
                                  procedure=None, holder=None)
    """)
    done = subprocess.run(
        [sys.executable, "-c", program], env={crash_points.VARIABLE: f"open_dossier.{where}#2"}, cwd=Path.cwd(),
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, "")
    db = open_database(f"sqlite:///{tmp_path / 'records.sqlite'}")
    assert len(dossiers.list_dossiers(db, HERE)) == kept
    assert audit.check_records(db, HERE).findings == ()
    db.close()


def test_crash_points_have_plain_names() -> None:
    with pytest.raises(ValueError, match="#"):
        crash_points.register("put.before#2")
    assert crash_points.register("put.before") in crash_points.all_points()
    crash_points.reach("put.before")  # nobody asked for it: nothing happens


def test_same_key_with_other_bytes_is_broken(scene: Scene) -> None:
    stored = scene.put("scan")
    with pytest.raises(Exception, match="other bytes"):
        objects.register_pending(
            scene.db, HERE, key=stored.key, sha256=sha256("else"), size=4, media_type="x/y", role="original"
        )
