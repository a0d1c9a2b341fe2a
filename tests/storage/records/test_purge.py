"""Purging: values go, the tombstone stays, an interrupted deletion can be finished."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from models.errors import IllegalTransition, NotFound, NotPermitted, UsageError
from models.events import EventType
from models.holder import HolderId
from models.lifecycle import FileState, PaperState
from models.lookup import Query
from storage.records import (
    audit,
    events,
    files,
    objects,
    publication,
    purge,
    reuse,
    verification,
)
from storage.records.rows import ObjectRow
from tests.storage.records.scene import ELSEWHERE, HERE, HOLDER, Scene, TurnedClock, a_purpose

REASON = "giấy tờ có dấu độ mật, lệnh của phụ trách"


def _original(scene: Scene) -> ObjectRow:
    return next(row for row in objects.all_present(scene.db, HERE) if row.role == "original")


def test_purged_original_takes_along_everything_made_of_it(scene: Scene) -> None:
    result = scene.published(number="730/QĐ-TTg")
    original = _original(scene)
    foreseen = purge.purge_plan(scene.db, HERE, original.key)
    plan = purge.begin(scene.db, HERE, original.id, reason=REASON)
    assert {row.role for row in plan.objects} == {"original", "reading", "searchable", "result"}
    assert [row.id for row in foreseen.objects] == [row.id for row in plan.objects]
    assert {row.id for row in objects.undeleted(scene.db, HERE)} == {row.id for row in plan.objects}
    for row in plan.objects:
        purge.finish(scene.db, HERE, row.id)
    assert objects.undeleted(scene.db, HERE) == []
    ended = publication.get(scene.db, HERE, result.code)
    assert (ended.state, ended.end_reason, ended.number) == (PaperState.REVOKED, "purged", None)
    assert audit.check_records(scene.db, HERE).findings == ()


def test_no_value_is_left_in_any_row(scene: Scene) -> None:
    result = scene.published(number="730/QĐ-TTg", source="/scans/nguyen-van-a.pdf")
    purge.begin(scene.db, HERE, _original(scene).id, reason=REASON)
    paper = verification.get(scene.db, HERE, result.paper_id)
    assert {field.value for field in paper.fields.values()} == {None}
    with scene.db.engine.connect() as connection:
        for table in ("files", "papers", "fields", "verifications", "digital_results", "readings"):
            dump = str(connection.execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608  # names stand above
            for value in ("730/Q", "729/Q", "nguyen-van-a", "nhân dân", "2026-03-02"):
                assert value not in dump, table


def test_tombstone_names_digest_reason_and_stays_in_the_chain(scene: Scene) -> None:
    scene.published()
    original = _original(scene)
    purge.begin(scene.db, HERE, original.id, reason=REASON)
    history = events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))
    stones = [event.data for event in history if event.type is EventType.OBJECT_PURGED]
    assert len(stones) == 4
    assert {"object": original.id, "sha256": original.sha256, "reason": REASON} in stones
    purge.begin(scene.db, HERE, original.id, reason=REASON)
    again = events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))
    assert len(again) == len(history)
    assert events.verify_all(scene.db) == []


def test_purged_result_leaves_the_original(scene: Scene) -> None:
    result = scene.published()
    assert result.document is not None
    plan = purge.begin(scene.db, HERE, result.document.object_id, reason=REASON)
    assert {row.role for row in plan.objects} == {"result", "searchable"}
    assert _original(scene).state == "present"
    found = reuse.lookup(scene.db, ELSEWHERE, Query(holder=HOLDER), a_purpose())
    assert found.outcome == "empty"


def test_purged_bytes_that_come_again_are_a_new_life(scene: Scene) -> None:
    scene.published(source="/scans/a.pdf")
    original = _original(scene)
    purge.begin(scene.db, HERE, original.id, reason=REASON)
    purge.finish(scene.db, HERE, original.id)
    fresh = scene.store(source="/scans/again.pdf")
    assert (fresh.state, fresh.object_id) == (FileState.STORED, original.id)
    revived = objects.get(scene.db, HERE, original.id)
    assert (revived.state, revived.deleted_at) == ("present", None)


def test_reason_must_say_something_and_name_nobody(scene: Scene) -> None:
    scene.published()
    for reason in ("", "  ", "của ông A, 001 199 000 001", "CCCD 000199000001"):
        with pytest.raises(UsageError):
            purge.begin(scene.db, HERE, _original(scene).id, reason=reason)
    assert objects.undeleted(scene.db, HERE) == []


def test_work_in_hand_is_not_purged(scene: Scene) -> None:
    scene.store("unread", source="/unread")
    with pytest.raises(IllegalTransition):
        purge.begin(scene.db, HERE, _original(scene).id, reason=REASON)
    [paper] = scene.read("reserved", source="/reserved")
    scene.reserve(scene.confirm(paper))
    original = files.get(scene.db, HERE, paper.file_id).object_id
    assert original is not None
    with pytest.raises(IllegalTransition):
        purge.begin(scene.db, HERE, original, reason=REASON)
    assert verification.get(scene.db, HERE, paper.id).fields["number"].value == "729/QĐ-TTg"


def test_retention_in_force_forbids_it(scene: Scene, clock: TurnedClock) -> None:
    scene.published()
    original = _original(scene)
    end = clock().replace(year=2027)
    objects.mark_locked(scene.db, HERE, original.id, until=end, mode="COMPLIANCE")
    with pytest.raises(NotPermitted):
        purge.begin(scene.db, HERE, original.id, reason=REASON)
    clock.turn(days=400)
    assert purge.begin(scene.db, HERE, original.id, reason=REASON).files


def test_other_agencies_objects_are_not_found(scene: Scene) -> None:
    scene.published()
    with pytest.raises(NotFound):
        purge.begin(scene.db, ELSEWHERE, _original(scene).id, reason=REASON)
    with pytest.raises(NotFound):
        purge.purge_plan(scene.db, ELSEWHERE, _original(scene).key)


def test_sweep_gives_up_only_what_nobody_waits_for(scene: Scene, clock: TurnedClock) -> None:
    def announce(content: str) -> ObjectRow:
        digest = scene.receive(content, source=f"/{content}").sha256 if content == "awaited" else "1" * 64
        assert digest is not None
        return objects.register_pending(
            scene.db, HERE, key=f"H99/{content}", sha256=digest, size=7, media_type="x/y", role="original"
        )

    announce("awaited")
    lost = announce("lost")
    assert objects.abandoned(scene.db, HERE, before=clock()) == []
    clock.turn(minutes=5)
    assert objects.abandoned(scene.db, HERE, before=clock()) == [lost]
    announce("lost")  # a living worker announces it again: its age starts anew
    assert objects.abandoned(scene.db, HERE, before=clock()) == []
    objects.mark_purged(scene.db, HERE, lost.id, reason="abandoned")
    with pytest.raises(IllegalTransition):
        objects.mark_present(scene.db, HERE, lost.id)
    with pytest.raises(IllegalTransition):
        objects.mark_purged(scene.db, HERE, scene.put("kept").id, reason="abandoned")


def test_holder_stays_out_of_repr() -> None:
    assert HOLDER.value not in repr(Query(holder=HolderId(scheme="CCCD", value=HOLDER.value)))
