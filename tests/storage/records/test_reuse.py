"""Reuse across agencies: purpose first, every look recorded, codes that entitle, citations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.errors import IllegalTransition, NotFound, NotPermitted, UsageError
from models.events import EventType
from models.holder import HolderId
from models.lifecycle import PaperState
from models.lookup import Query
from storage.records import accesses, audit, events, grants, publication, reuse, verification
from storage.records.accesses import AccessRow
from storage.records.database import Database
from tests.storage.records.scene import (
    ELSEWHERE,
    HERE,
    HOLDER,
    Scene,
    TurnedClock,
    a_purpose,
    a_scene,
)

BY_HOLDER = Query(holder=HOLDER)


def _log(db: Database, clock: TurnedClock) -> list[AccessRow]:
    return accesses.listed(db, ELSEWHERE, since=clock() - timedelta(days=30))


def test_another_agency_finds_the_result_and_leaves_its_purpose(scene: Scene, clock: TurnedClock) -> None:
    result = scene.published()
    answer = reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    assert (answer.outcome, [row.code for row in answer.results]) == ("answered", [result.code])
    assert (answer.results[0].number, answer.results[0].valid) == ("729/QĐ-TTg", True)
    [row] = _log(scene.db, clock)
    assert (row.id, row.outcome, row.codes) == (answer.id, "answered", (result.code,))
    assert (row.purpose, row.for_dossier) == ("giải quyết thủ tục hành chính", "H98.1-261124-0001")


def test_empty_answer_is_recorded(scene: Scene, clock: TurnedClock) -> None:
    scene.published()
    nobody = Query(holder=HolderId(scheme="CCCD", value="000199999999"))
    assert reuse.lookup(scene.db, ELSEWHERE, nobody, a_purpose()).outcome == "empty"
    assert reuse.lookup(scene.db, ELSEWHERE, Query(holder=HOLDER, kinds=("ban-do",)), a_purpose()).results == ()
    assert [row.outcome for row in _log(scene.db, clock)] == ["empty", "empty"]


@pytest.mark.parametrize(
    "changed", [{"purpose": " "}, {"legal_basis": ""}, {"for_dossier": "12"}, {"procedure": "x"}, {"agency": "H97"}]
)
def test_refusal_is_committed_before_it_is_raised(scene: Scene, clock: TurnedClock, changed: dict[str, str]) -> None:
    scene.published()
    purpose = a_purpose().model_copy(update=changed)
    with pytest.raises(NotPermitted):
        reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, purpose)
    [row] = _log(scene.db, clock)
    assert (row.outcome, row.codes) == ("refused", ())
    [event] = events.history(scene.db, ELSEWHERE, events.agency_stream(ELSEWHERE, clock()))
    assert event.type is EventType.LOOKUP_REFUSED


def test_asking_by_nothing_is_refused_and_recorded(scene: Scene, clock: TurnedClock) -> None:
    with pytest.raises(UsageError):
        reuse.lookup(scene.db, ELSEWHERE, Query(number="729/QĐ-TTg"), a_purpose())
    assert [row.outcome for row in _log(scene.db, clock)] == ["refused"]


@pytest.mark.parametrize("number", ["729/QĐ-TTg", "729/QD-TTG", "729 / qđ-ttg", "729/QĐ–TTg"])
def test_number_and_issuer_are_found_however_they_are_typed(scene: Scene, number: str) -> None:
    scene.published()
    query = Query(number=number, issuer="uy ban nhan dan THANH PHO da nang")
    assert reuse.lookup(scene.db, ELSEWHERE, query, a_purpose()).outcome == "answered"


def test_no_value_stands_in_events_or_in_the_log(scene: Scene, clock: TurnedClock) -> None:
    scene.published(number="730/QĐ-TTg")
    reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    with scene.db.reading() as session:
        payloads = b"".join(session.connection().exec_driver_sql("SELECT payload FROM events").scalars())
    for value in (HOLDER.value, "729/", "730/", "a.pdf", "nhân dân", HERE.operator, scene.dossier.code):
        assert value.encode() not in payloads
    [row] = _log(scene.db, clock)
    assert HOLDER.value not in str(row)


def test_superseded_is_hidden_and_revoked_is_marked(scene: Scene) -> None:
    first = scene.published()
    corrected = verification.correct(scene.db, HERE, scene.lease, first.paper_id)
    second = scene.publish(scene.reserve(scene.confirm(corrected)))
    [found] = reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).results
    assert found.id == second.id
    publication.revoke(scene.db, HERE, scene.lease, first.code, reason="cấp nhầm")
    [found] = reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).results
    assert (found.state, found.valid) == (PaperState.REVOKED, False)


def test_reserved_is_not_found_yet(scene: Scene) -> None:
    [paper] = scene.read()
    scene.reserve(scene.confirm(paper))
    assert reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).outcome == "empty"


def test_validity_ends_after_its_last_day_at_the_desk(scene: Scene, clock: TurnedClock) -> None:
    scene.published(valid_until="2026-11-24")
    clock.turn(hours=14)  # still the 24th at the desk
    assert reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).results[0].valid
    clock.turn(hours=2)
    [over] = reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).results
    assert not over.valid


def test_denied_agency_is_refused_and_the_particular_rule_decides(scene: Scene, clock: TurnedClock) -> None:
    scene.published()
    grants.set_grant(scene.db, HERE, asking_agency="*", kind="quyet-dinh", effect="deny", reason="luật chuyên ngành")
    with pytest.raises(NotPermitted):
        reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    assert [row.outcome for row in _log(scene.db, clock)] == ["refused"]
    assert reuse.lookup(scene.db, HERE, BY_HOLDER, a_purpose(HERE)).outcome == "answered"
    grants.set_grant(scene.db, HERE, asking_agency="H98.1", kind="*", effect="allow", reason="thỏa thuận chia sẻ")
    assert reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose()).outcome == "answered"


def test_fetch_needs_an_own_result_or_a_recent_look_up(scene: Scene, clock: TurnedClock) -> None:
    result = scene.published()
    own = reuse.record_fetch(scene.db, HERE, result.code)
    assert own.entitled_by is None
    assert {item.role for item in own.objects} == {"original", "searchable", "document"}
    for code in (result.code, "no-such-code"):
        with pytest.raises(NotPermitted):
            reuse.record_fetch(scene.db, ELSEWHERE, code)
    found = reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    ticket = reuse.record_fetch(scene.db, ELSEWHERE, result.code)
    assert (ticket.entitled_by, ticket.result.id) == (found.id, result.id)
    clock.turn(hours=25)
    with pytest.raises(NotPermitted):
        reuse.record_fetch(scene.db, ELSEWHERE, result.code)
    outcomes = [(row.action, row.outcome) for row in _log(scene.db, clock)]
    assert outcomes == [
        ("fetch", "refused"),
        ("fetch", "refused"),
        ("lookup", "answered"),
        ("fetch", "answered"),
        ("fetch", "refused"),
    ]


def test_denial_after_the_look_up_stops_the_fetch(scene: Scene) -> None:
    result = scene.published()
    reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    grants.set_grant(scene.db, HERE, asking_agency="H98.1", kind="*", effect="deny", reason="thu hồi chia sẻ")
    with pytest.raises(NotPermitted):
        reuse.record_fetch(scene.db, ELSEWHERE, result.code)


def test_citation_is_idempotent_and_keeps_to_its_purpose(scene: Scene) -> None:
    result = scene.published(role="result")
    there = a_scene(scene.db, ELSEWHERE, code="H98.1-261124-0001")
    other = a_scene(scene.db, ELSEWHERE, code="H98.1-261124-0002")
    with pytest.raises(NotPermitted):
        reuse.cite(scene.db, ELSEWHERE, result.code, there.dossier.id)
    reuse.lookup(scene.db, ELSEWHERE, BY_HOLDER, a_purpose())
    cited = reuse.cite(scene.db, ELSEWHERE, result.code, there.dossier.id)
    assert (cited.origin, cited.result_id, cited.dossier_code) == ("reused result", result.id, "H98.1-261124-0001")
    assert reuse.cite(scene.db, ELSEWHERE, result.code, there.dossier.id) == cited
    history = events.history(scene.db, ELSEWHERE, events.dossier_stream(there.dossier.id))
    assert [event.type for event in history].count(EventType.RESULT_CITED) == 1
    with pytest.raises(NotPermitted):
        reuse.cite(scene.db, ELSEWHERE, result.code, other.dossier.id)
    with pytest.raises(NotFound):
        reuse.cite(scene.db, ELSEWHERE, result.code, scene.dossier.id)
    assert audit.check_records(scene.db, ELSEWHERE).findings == ()


def test_own_results_are_cited_without_a_look_up(scene: Scene) -> None:
    result = scene.published()
    other = a_scene(scene.db)
    assert reuse.cite(scene.db, HERE, result.code, other.dossier.id).origin == "reused component"
    with pytest.raises(UsageError):
        reuse.cite(scene.db, HERE, result.code, scene.dossier.id)
    publication.revoke(scene.db, HERE, scene.lease, result.code, reason="cấp nhầm")
    with pytest.raises(IllegalTransition):
        reuse.cite(scene.db, HERE, result.code, a_scene(scene.db).dossier.id)
