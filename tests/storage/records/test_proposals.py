"""Papers proposed anew by a person: in one transaction, only while nobody decided, on record without a value."""

from __future__ import annotations

import pytest

from models.errors import Bug, IllegalTransition
from models.events import EventType
from models.findings import FindingCode
from models.ledger import PageLedger
from models.lifecycle import PaperState
from models.paper import ProposedPaper
from storage.records import dossiers, events, proposals, readings, verification
from storage.records.rows import PaperRow
from tests.storage.records.scene import HERE, Scene, a_field, a_reading

SECRET = "000199000000"


def two_papers(scene: Scene) -> list[PaperRow]:
    """A file of four pages that was cut in the middle."""
    return scene.record_reading(scene.open(pages=4), a_reading(pages=4, papers=2), engine_set="tesseract")


def a_paper(*pages: int) -> ProposedPaper:
    return ProposedPaper(kind="degree", kind_confidence=1.0, pages=pages, fields={"holder_id": a_field(SECRET)})


def replaced(scene: Scene, old: list[PaperRow], *new: ProposedPaper, reason: str = proposals.RECUT) -> list[PaperRow]:
    return proposals.replace(
        scene.db, HERE, scene.lease, old[0].reading_id,
        replaced=[paper.id for paper in old], papers=new, reason=reason,
    )  # fmt: skip


def test_new_proposals_take_the_place_of_old_ones(scene: Scene) -> None:
    old = two_papers(scene)
    new = replaced(scene, old, a_paper(1), a_paper(2, 3, 4))
    assert [(paper.pages, paper.kind, paper.state) for paper in new] == [
        ((1,), "degree", PaperState.TO_VERIFY),
        ((2, 3, 4), "degree", PaperState.TO_VERIFY),
    ]
    for paper in old:
        kept = verification.get(scene.db, HERE, paper.id)
        assert (kept.state, kept.reason, kept.fields) == (PaperState.REJECTED, "recut", paper.fields)
    assert {paper.reading_id for paper in new} == {old[0].reading_id}
    [stand] = dossiers.status(scene.db, HERE)
    assert stand.pages == PageLedger(scanned=4, kept=4)
    assert stand.papers == {PaperState.TO_VERIFY: 2, PaperState.REJECTED: 2}


def test_each_replaced_and_each_new_paper_is_an_event_without_a_value(scene: Scene) -> None:
    old = two_papers(scene)
    new = replaced(scene, old, a_paper(1, 2, 3, 4))
    assert events.verify_all(scene.db) == []
    told = [
        row for row in events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id)) if "reason" in row.data
    ]
    assert [(row.type, row.data["paper"], row.data["pages"]) for row in told] == [
        (EventType.PAPER_REJECTED, old[0].id, 2),
        (EventType.PAPER_REJECTED, old[1].id, 2),
        (EventType.PAPER_PROPOSED, new[0].id, 4),
    ]
    assert SECRET not in str(told)


def test_nothing_changes_when_one_of_them_was_decided(scene: Scene) -> None:
    old = two_papers(scene)
    scene.confirm(old[1])
    with pytest.raises(IllegalTransition):
        replaced(scene, old, a_paper(1, 2, 3, 4))
    states = [verification.get(scene.db, HERE, paper.id).state for paper in old]
    assert states == [PaperState.TO_VERIFY, PaperState.CONFIRMED]


def test_a_correction_of_a_published_paper_is_not_cut(scene: Scene) -> None:
    [paper] = scene.read()
    scene.publish(scene.reserve(scene.confirm(paper)))
    correction = verification.correct(scene.db, HERE, scene.lease, paper.id)
    with pytest.raises(IllegalTransition):
        replaced(scene, [correction], a_paper(1))


def test_papers_of_another_reading_are_not_replaced(scene: Scene) -> None:
    [one] = scene.read("one", source="/scans/one.pdf")
    [other] = scene.read("other", source="/scans/other.pdf")
    with pytest.raises(Bug):
        proposals.replace(
            scene.db, HERE, scene.lease, one.reading_id, replaced=[other.id], papers=[a_paper(1)], reason="recut"
        )


def test_a_reading_without_papers_gets_its_first(scene: Scene) -> None:
    reading = a_reading(pages=2).model_copy(update={"papers": ()})
    file = scene.open(pages=2)
    assert scene.record_reading(file, reading, engine_set="tesseract") == []
    newest = readings.newest(scene.db, HERE, file.id)
    assert newest is not None
    [paper] = proposals.replace(
        scene.db, HERE, scene.lease, newest.id, replaced=[], papers=[a_paper(2)], reason=proposals.RECUT
    )
    assert paper.pages == (2,)


def test_a_later_reading_leaves_what_a_person_cut(scene: Scene) -> None:
    [cut] = replaced(scene, two_papers(scene), a_paper(1, 2, 3, 4))
    kept = scene.record_reading(scene.open(pages=4), a_reading(pages=4, number="1/QĐ"), engine_set="trueocr 0.1.1")
    assert [paper.id for paper in kept] == [cut.id]
    named = scene.read("named", source="/scans/named.pdf")
    degree = ProposedPaper(kind="degree", kind_confidence=1, pages=(1,), fields={"number": a_field("7")})
    [paper] = replaced(scene, named, degree, reason=proposals.RENAMED)
    [again] = scene.read("named", source="/scans/named.pdf", engine_set="trueocr 0.1.1")
    assert again.id == paper.id
    assert [item.code for item in again.findings] == [FindingCode.READING_DIFFERS]


def test_a_file_that_was_read_without_papers_is_not_unread(scene: Scene) -> None:
    file = scene.open(pages=2)
    assert readings.unread_files(scene.db, HERE, scene.dossier.id) == {file.id}
    scene.record_reading(file, a_reading(pages=2).model_copy(update={"papers": ()}), engine_set="tesseract")
    assert readings.unread_files(scene.db, HERE, scene.dossier.id) == frozenset()
