"""Commands of the main job: read, digitise, verify, publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk import options, show
from desk.options import As, Dossier, Json, ModeChoice
from desk.tables import show_files, show_papers, withheld_because
from flows.settings import Settings
from models.errors import InputRefused, UsageError
from models.holder import parse_holder
from models.lifecycle import PaperState
from models.verdict import VERDICT_ADVICE

DONE, WAITING, ALL_REFUSED = 0, 3, InputRefused.exit_code

Inputs = Annotated[list[Path], typer.Argument(metavar="TỆP...", help="Tệp PDF, TIFF, JPEG hoặc PNG.")]


def settings_for(mode: str) -> Settings:
    return Settings(mode=mode) if mode else Settings()


def read(
    files: Inputs,
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Nơi ghi TÊN.txt và TÊN.json.")],
    mode: ModeChoice = "",
    split_pages: Annotated[bool, typer.Option("--split-pages", help="Ghi thêm mỗi trang một tệp chữ.")] = False,
    json: Json = False,
) -> int:
    """Đọc chữ và trường dữ liệu từ tệp, không lưu vào kho."""
    from flows.read_only import read_files

    with show.progress_bar(quiet=json):
        outcomes = read_files(settings_for(mode), files, out, split_pages=split_pages)
    if json:
        show.as_json(outcomes)
    else:
        rows = [
            (
                item.source.name,
                item.pages or "",
                VERDICT_ADVICE[item.verdict] if item.verdict else "\n".join(item.papers),
            )
            for item in outcomes
        ]
        show.table("Kết quả đọc", ("Tệp", "Trang", "Giấy tờ"), rows)
    refused = sum(item.verdict is not None for item in outcomes)
    return ALL_REFUSED if refused == len(outcomes) else WAITING if refused else DONE


def digitise(
    files: Inputs,
    dossier: Annotated[str, typer.Option("--dossier", metavar="MÃ", help="Mã số hồ sơ, ví dụ H99-261123-0001.")],
    procedure: Annotated[str, typer.Option("--procedure", metavar="MÃ", help="Mã thủ tục hành chính.")] = "",
    holder: Annotated[str, typer.Option("--holder", metavar="LOẠI:SỐ", help="Chủ hồ sơ, ví dụ CCCD:…")] = "",
    operator: As = "",
    mode: ModeChoice = "",
    component: Annotated[
        list[str] | None, typer.Option("--component", metavar="MÃ=TỆP", help="Thành phần hồ sơ của một tệp.")
    ] = None,
    result: Annotated[
        list[Path] | None, typer.Option("--result", metavar="TỆP", help="Tệp là kết quả giải quyết của hồ sơ.")
    ] = None,
    json: Json = False,
) -> int:
    """Nhận và đọc giấy tờ của một hồ sơ, đến bước chờ cán bộ xác nhận."""
    from flows.digitise import run_digitise
    from flows.receiving import Item

    components = options.parse_components(component or [])
    results = set(result or [])
    if strangers := (set(components) | results) - set(files):
        raise UsageError(f"--component and --result name files that are not given: {', '.join(map(str, strangers))}")
    items = [
        Item(path, role="result" if path in results else "component", component=components.get(path)) for path in files
    ]
    with show.progress_bar(quiet=json):
        done = run_digitise(
            settings_for(mode), dossier, items,
            procedure=procedure or None, holder=parse_holder(holder) if holder else None, operator=operator or None,
        )  # fmt: skip
    if json:
        show.as_json(done)
    else:
        show_files(done.dossier, done.files)
    return ALL_REFUSED if done.all_refused else WAITING if done.waits_for_person else DONE


def verify(
    dossier: Dossier,
    operator: Annotated[str, typer.Option("--as", metavar="CÁN_BỘ", help="Cán bộ xác nhận.")],
    corrections: options.Set = None,
    answers: options.Answers = None,
    accept_clean: Annotated[bool, typer.Option("--accept-clean", help="Nhận các giấy tờ không có nghi ngờ.")] = False,
    accept_all: Annotated[bool, typer.Option("--accept-all", help="Nhận tất cả; phải có --reason.")] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Lý do nhận khi chưa ai xem.")] = "",
    cut: options.Cut = None,
    kind: options.Kind = None,
    json: Json = False,
) -> int:
    """Xem giấy tờ nào cần người xem và vì sao; tách lại, đổi loại; xác nhận hoặc sửa giá trị."""
    from flows import recutting, verification
    from flows.wiring import open_services

    if accept_clean and accept_all:
        raise UsageError("--accept-clean and --accept-all exclude each other")
    given = verification.read_answers(answers) if answers else {}
    for paper, fields in options.parse_corrections(corrections or []).items():
        given.setdefault(paper, {}).update(fields)
    cuts, named = options.parse_cuts(cut or []), options.parse_kinds(kind or [])
    if sum(map(bool, (cuts, named, given or accept_clean or accept_all))) > 1:
        raise UsageError("--cut, --kind and confirming exclude each other: each changes what the papers are")
    with open_services(Settings(), operator=operator) as services:
        if cuts:
            recutting.recut(services, dossier, cuts)
        elif named:
            recutting.rename(services, dossier, named)
        elif given or accept_clean or accept_all:
            accept: verification.Acceptance = "all" if accept_all else "clean" if accept_clean else "none"
            done = verification.verify(services, dossier, corrections=given, accept=accept, reason=reason or None)
            if not json:
                show.people.print(f"Đã xác nhận {done.confirmed} giấy tờ, còn chờ {len(done.waiting)}.")
        papers = verification.numbered(verification.papers_of(services, dossier))
        numbers = recutting.file_numbers(services, dossier)
    if json:
        show.as_json(papers)
    else:
        show_papers(papers, files=numbers)
    return WAITING if any(paper.waits_for_person for paper in papers.values()) else DONE


def separators(
    dossier: Dossier,
    count: Annotated[int, typer.Option("--count", metavar="N", help="Số tờ cần in.")] = 1,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="TỆP.pdf", help="Nơi ghi; mặc định theo mã hồ sơ.")
    ] = None,
    component: Annotated[str, typer.Option("--component", metavar="MÃ", help="Thành phần hồ sơ ghi trên tờ.")] = "",
    json: Json = False,
) -> None:
    """In tờ phân cách để đặt trước mỗi giấy tờ khi quét cả tập."""
    from flows.separators import print_separators

    target = out or Path(f"to-phan-cach-{dossier}.pdf")
    printed = print_separators(dossier, target, count=count, component=component)
    if json:
        show.as_json({"file": str(target), "sheets": printed})
    else:
        show.people.print(f"Đã ghi {printed} tờ phân cách vào {target}: in ra, đặt một tờ trước mỗi giấy tờ rồi quét.")


def publish(dossier: Dossier, operator: As = "", json: Json = False) -> int:
    """Phát hành các giấy tờ đã xác nhận: PDF/A tìm kiếm được, cấp mã, lưu kho, gắn vào hồ sơ."""
    from flows.publish import run_publish
    from flows.upkeep import results_of
    from flows.verification import papers_of
    from flows.wiring import open_services

    with show.progress_bar(quiet=json):
        run_publish(Settings(), dossier, operator=operator or None)
    with open_services(Settings(), operator=operator or None) as services:
        results = results_of(services, dossier)
        withheld = [paper for paper in papers_of(services, dossier) if paper.state is PaperState.WITHHELD]
    if json:
        show.as_json(results)
    else:
        rows = [(r.code, r.result_number, r.document_type, r.number, r.searchable_key) for r in results]
        show.table(
            "Kết quả số hóa", ("Mã kết quả số hóa", "Mã kết quả giải quyết", "Loại", "Số", "Khóa trong kho"), rows
        )
    for paper in withheld:
        show.trouble(withheld_because(paper))
    return WAITING if withheld else DONE
