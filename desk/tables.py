"""Tables for people: files with their verdicts, papers with their doubts, dossiers with their next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desk.show import people, table
from flows.views import Access, DossierStatus, FileRow, PaperRow, field_name, kind_name
from models.clock import DESK_ZONE
from models.errors import ADVICE
from models.findings import Severity
from models.lifecycle import DossierState, FileState, NextActor, PaperState
from models.verdict import VERDICT_ADVICE

FILE_STATES = {
    FileState.RECEIVED: "đã nhận",
    FileState.STORED: "đã lưu",
    FileState.OPENED: "đã đọc",
    FileState.DUPLICATE: "trùng tệp đã có",
    FileState.QUARANTINED: "cách ly",
}
PAPER_STATES = {
    PaperState.PROPOSED: "mới tách",
    PaperState.READ: "đã đọc",
    PaperState.TO_VERIFY: "chờ xác nhận",
    PaperState.CONFIRMED: "đã xác nhận",
    PaperState.RESERVED: "đang phát hành",
    PaperState.PUBLISHED: "đã phát hành",
    PaperState.SUPERSEDED: "đã thay thế",
    PaperState.REVOKED: "đã thu hồi",
    PaperState.REJECTED: "loại bỏ",
    PaperState.WITHHELD: "tạm giữ",
}
DOSSIER_STATES = {
    DossierState.RECEIVING: "đang nhận",
    DossierState.READING: "đang đọc",
    DossierState.TO_SIGN: "chờ ký",
    DossierState.TO_VERIFY: "chờ xác nhận",
    DossierState.TO_PUBLISH: "chờ phát hành",
    DossierState.COMPLETE: "hoàn thành",
    DossierState.BLOCKED: "bị chặn",
}
ACTORS = {
    NextActor.MACHINE: "máy",
    NextActor.OPERATOR: "cán bộ số hóa",
    NextActor.SUPERVISOR: "phụ trách",
    NextActor.ARCHIVIST: "lưu trữ",
    NextActor.NOBODY: "—",
}


def show_files(dossier: str, files: Sequence[FileRow]) -> None:
    rows = [
        (
            number,
            file.name,
            file.page_count or "",
            FILE_STATES[file.state],
            VERDICT_ADVICE[file.verdict] if file.verdict else "; ".join(item.message for item in file.findings),
        )
        for number, file in enumerate(files, start=1)
    ]
    table(f"Hồ sơ {dossier}: tệp đã nhận", ("Số", "Tệp", "Trang", "Trạng thái", "Ghi chú"), rows)
    counts = {state: sum(file.state is state for file in files) for state in FileState}
    people.print(
        f"Nhận {len(files)} tệp = đọc {counts[FileState.OPENED]} + trùng {counts[FileState.DUPLICATE]} "
        f"+ cách ly {counts[FileState.QUARANTINED]}"
    )


def show_papers(papers: Mapping[str, PaperRow], *, files: Mapping[str, int]) -> None:
    """Every field with its value, and in words why a person should look.

    ``files``: the numbers of the files by id.
    """
    for name, paper in papers.items():
        rows = [
            (
                field_name(paper.kind, field),
                read.value or "—",
                f"{read.confidence:.2f}",
                "; ".join(read.reasons),
            )
            for field, read in paper.fields.items()
        ]
        pages = ", ".join(map(str, paper.pages))
        file = f"tệp {files[paper.file_id]}: {paper.file_name}"
        kind = kind_name(paper.kind)
        title = f"Giấy tờ {name} · {kind} ({paper.kind}) · {file} · trang {pages} · {PAPER_STATES[paper.state]}"
        table(title, ("Trường", "Giá trị", "Độ tin", "Cần xem vì"), rows)
        if paper.waits_for_person:
            for item in paper.findings:
                if item.severity is not Severity.NOTE:
                    people.print(item.message)
        if paper.state is PaperState.WITHHELD:
            people.print(withheld_because(paper))


def withheld_because(paper: PaperRow) -> str:
    """What to do about a paper that is set aside."""
    return f"{paper.file_name}, trang {', '.join(map(str, paper.pages))}: {ADVICE.get(paper.reason or '', 'tạm giữ.')}"


def show_dossiers(statuses: Sequence[DossierStatus]) -> None:
    rows = [
        (
            status.code,
            DOSSIER_STATES[status.state],
            status.reason,
            ACTORS[status.next_actor],
            f"{status.due_at.astimezone(DESK_ZONE):%d/%m/%Y %H:%M}" if status.due_at else "",
            _sum(status.files.received, status.files.opened, status.files.duplicate, status.files.quarantined),
            _sum(status.pages.scanned, status.pages.kept, status.pages.separators, status.pages.blank,
                 status.pages.quarantined),
        )
        for status in statuses
    ]  # fmt: skip
    columns = ("Hồ sơ", "Trạng thái", "Lý do", "Việc của", "Hạn", "Tệp: nhận = đọc + trùng + cách ly",
               "Trang: quét = giữ + ngăn + trắng + cách ly")  # fmt: skip
    table("Tình trạng hồ sơ", columns, rows)


def _sum(total: int, *parts: int) -> str:
    return f"{total} = {' + '.join(map(str, parts))}"


def show_access(access: Access) -> None:
    rows = [(hit.code, hit.document_type, hit.number, hit.issued_on, hit.issuer, hit.subject) for hit in access.results]
    columns = ("Mã kết quả số hóa", "Loại", "Số", "Ngày", "Cơ quan", "Trích yếu")
    table(f"Tra cứu {access.id}: {len(rows)} kết quả", columns, rows)
