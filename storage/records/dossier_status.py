"""Where a dossier stands, derived from facts: state, reason, and who has to do something next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.lifecycle import DossierState, FileState, NextActor, PaperState
from models.verdict import Verdict

Derived = tuple[DossierState, str, NextActor]
_UNDECIDED = (PaperState.PROPOSED, PaperState.READ, PaperState.TO_VERIFY)


@dataclass(frozen=True, slots=True)
class Facts:
    """Counts. ``unread``: opened files without a reading; ``unseen``: confirmed papers that nobody looked at.

    ``set_aside``: verdicts of quarantined files that no person has settled yet.
    """

    files: Mapping[FileState, int]
    papers: Mapping[PaperState, int]
    unread: int
    unseen: int
    set_aside: tuple[Verdict, ...]


def derive(facts: Facts) -> Derived:
    """The first of these that holds: there is always exactly one answer, so that nothing is silently stuck."""
    return _intake(facts) or _work(facts) or _blocked(facts) or (DossierState.COMPLETE, "Đã xong.", NextActor.NOBODY)


def _intake(facts: Facts) -> Derived | None:
    if not sum(facts.files.values()):
        return DossierState.RECEIVING, "Chưa có tệp nào.", NextActor.OPERATOR
    if waiting := facts.files.get(FileState.RECEIVED, 0):
        return DossierState.RECEIVING, f"{waiting} tệp đang được lưu.", NextActor.MACHINE
    if reading := facts.files.get(FileState.STORED, 0) + facts.unread:
        return DossierState.READING, f"{reading} tệp đang chờ đọc.", NextActor.MACHINE
    return None


def _work(facts: Facts) -> Derived | None:
    if undecided := sum(facts.papers.get(state, 0) for state in _UNDECIDED):
        return DossierState.TO_VERIFY, f"{undecided} giấy tờ chờ cán bộ xác nhận.", NextActor.OPERATOR
    if facts.unseen:
        return DossierState.TO_PUBLISH, f"{facts.unseen} giấy tờ xác nhận mà chưa ai xem.", NextActor.OPERATOR
    if ready := facts.papers.get(PaperState.CONFIRMED, 0) + facts.papers.get(PaperState.RESERVED, 0):
        return DossierState.TO_PUBLISH, f"{ready} giấy tờ chờ phát hành.", NextActor.MACHINE
    return None


def _blocked(facts: Facts) -> Derived | None:
    if Verdict.SECRET_MARK in facts.set_aside:
        return DossierState.BLOCKED, "Có giấy tờ mang dấu độ mật.", NextActor.SUPERVISOR
    if withheld := facts.papers.get(PaperState.WITHHELD, 0):
        return DossierState.BLOCKED, f"{withheld} giấy tờ bị giữ lại.", NextActor.SUPERVISOR
    if facts.set_aside:
        verdicts = ", ".join(sorted({verdict.value for verdict in facts.set_aside}))
        return DossierState.BLOCKED, f"{len(facts.set_aside)} tệp bị cách ly ({verdicts}).", NextActor.OPERATOR
    if facts.files.get(FileState.OPENED, 0) and not sum(facts.papers.values()):
        return DossierState.BLOCKED, "Không tìm thấy giấy tờ nào trong các tệp đã đọc.", NextActor.OPERATOR
    return None
