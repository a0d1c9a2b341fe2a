"""Files: the same again is the same row, duplicates and foreign eyes, quarantine."""

from __future__ import annotations

import pytest

from models.errors import IllegalTransition, IntegrityBroken, NotFound
from models.findings import FindingCode
from models.lifecycle import DossierState, FileState, NextActor, PaperState
from models.verdict import Verdict
from storage.records import dossiers, events, files, verification
from storage.records.database import Database
from storage.records.rows import FileRow
from tests.storage.records.scene import ELSEWHERE, HERE, Scene, a_scene, sha256


def test_resumed_run_does_not_double(scene: Scene) -> None:
    first = scene.open(pages=3)
    again = scene.open(pages=3)
    assert again == first
    assert len(files.list_files(scene.db, HERE, scene.dossier.id)) == 1
    assert events.verify_all(scene.db) == []
    kinds = [event.type.value for event in events.history(scene.db, HERE, events.dossier_stream(scene.dossier.id))]
    assert kinds == ["dossier_opened", "file_received", "file_stored", "file_opened"]


def test_same_content_from_another_place_is_a_duplicate(scene: Scene) -> None:
    first = scene.store(source="/scans/a.pdf")
    second = scene.receive(source="/scans/b.pdf")
    assert (second.state, second.duplicate_of, second.object_id) == (FileState.DUPLICATE, first.id, first.object_id)
    ledger = dossiers.status(scene.db, HERE)[0].files
    assert (ledger.received, ledger.duplicate) == (2, 1)


def test_duplicate_whose_first_copy_was_never_stored_takes_its_place(scene: Scene) -> None:
    lost = scene.receive(source="/scans/a.pdf")
    kept = scene.store(source="/scans/b.pdf")
    assert kept.state is FileState.STORED
    late = scene.store(source="/scans/a.pdf")
    assert (late.id, late.state, late.duplicate_of) == (lost.id, FileState.DUPLICATE, kept.id)


def test_same_content_in_another_dossier_is_seen_before(scene: Scene) -> None:
    first = scene.store()
    other = a_scene(scene.db).store()
    assert other.state is FileState.STORED
    assert other.object_id == first.object_id
    assert [item.code for item in other.findings] == [FindingCode.SEEN_BEFORE]
    foreign = a_scene(scene.db, ELSEWHERE).store()
    assert foreign.object_id != first.object_id
    assert foreign.findings == ()


def test_same_place_with_new_content_is_another_file(scene: Scene) -> None:
    assert scene.receive("one").id != scene.receive("two").id


def test_refused_without_bytes_is_recorded_once(scene: Scene) -> None:
    def refused() -> FileRow:
        row = files.receive(
            scene.db, HERE, scene.lease, scene.dossier.id,
            source="/scans/link", name="link", sha256=None, size=0, role="component", component=None,
        )  # fmt: skip
        return files.quarantine(
            scene.db, HERE, scene.lease, row.id, verdict=Verdict.NOT_REGULAR_FILE, detail="symbolic link"
        )

    assert refused() == refused()
    assert refused().verdict is Verdict.NOT_REGULAR_FILE


def test_stored_needs_the_right_object_in_the_store(scene: Scene) -> None:
    row = scene.receive("scan")
    with pytest.raises(IntegrityBroken):
        files.mark_stored(scene.db, HERE, scene.lease, row.id, object_id=scene.put("other bytes").id)
    assert files.get(scene.db, HERE, row.id).state is FileState.RECEIVED


def test_opened_needs_stored(scene: Scene) -> None:
    row = scene.receive()
    with pytest.raises(IllegalTransition):
        files.mark_opened(
            scene.db, HERE, scene.lease, row.id,
            media_type="application/pdf", page_count=1, signed=False, findings=(),
        )  # fmt: skip


def test_quarantine_keeps_its_first_verdict_and_blocks_until_settled(scene: Scene) -> None:
    row = scene.store()
    set_aside = files.quarantine(scene.db, HERE, scene.lease, row.id, verdict=Verdict.ENCRYPTED, detail="")
    again = files.quarantine(scene.db, HERE, scene.lease, row.id, verdict=Verdict.MALFORMED, detail="")
    assert set_aside.verdict is again.verdict is Verdict.ENCRYPTED
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state, stand.next_actor) == (DossierState.BLOCKED, NextActor.OPERATOR)
    assert "encrypted" in stand.reason
    settled = files.settle(scene.db, HERE, scene.lease, row.id, reason="đã quét lại")
    assert settled.settled
    assert settled.state is FileState.QUARANTINED
    [stand] = dossiers.status(scene.db, HERE)
    assert stand.state is DossierState.COMPLETE
    assert stand.files.quarantined == 1
    assert stand.balanced


def test_secret_mark_found_while_reading_withholds_papers(scene: Scene) -> None:
    [paper] = scene.read()
    files.quarantine(scene.db, HERE, scene.lease, paper.file_id, verdict=Verdict.SECRET_MARK, detail="")
    assert verification.get(scene.db, HERE, paper.id).state is PaperState.WITHHELD
    [stand] = dossiers.status(scene.db, HERE)
    assert (stand.state, stand.next_actor) == (DossierState.BLOCKED, NextActor.SUPERVISOR)


def test_published_paper_keeps_its_file_from_quarantine(scene: Scene) -> None:
    result = scene.published()
    paper = verification.get(scene.db, HERE, result.paper_id)
    with pytest.raises(IllegalTransition):
        files.quarantine(scene.db, HERE, scene.lease, paper.file_id, verdict=Verdict.SECRET_MARK, detail="")


def test_names_that_are_no_utf8_are_taken(scene: Scene) -> None:
    odd = b"/scans/\xff\xfe.pdf".decode(errors="surrogateescape")
    row = scene.receive(source=odd)
    assert row.name.isprintable()
    assert scene.receive(source=odd).id == row.id
    other = b"/scans/\xfe\xff.pdf".decode(errors="surrogateescape")
    assert scene.receive("else", source=other).id != row.id


def test_rows_of_another_agency_are_not_found(db: Database) -> None:
    mine = a_scene(db)
    file = mine.store()
    assert dossiers.status(db, ELSEWHERE) == []
    for call in (
        lambda: dossiers.find(db, ELSEWHERE, mine.dossier.code),
        lambda: dossiers.status(db, ELSEWHERE, mine.dossier.code),
        lambda: files.get(db, ELSEWHERE, file.id),
        lambda: files.list_files(db, ELSEWHERE, mine.dossier.id),
        lambda: verification.papers(db, ELSEWHERE, mine.dossier.id),
        lambda: files.mark_stored(db, ELSEWHERE, mine.lease, file.id, object_id=sha256("x")[:32]),
    ):
        with pytest.raises(NotFound):
            call()


def test_two_agencies_may_use_the_same_dossier_code(db: Database) -> None:
    code = "000.17.22.H56-210531-0001"
    assert a_scene(db, HERE, code=code).dossier.id != a_scene(db, ELSEWHERE, code=code).dossier.id
