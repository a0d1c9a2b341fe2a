"""Commands of reuse: lookup, fetch, cite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desk import show
from desk.options import As, Json
from desk.tables import show_access
from flows.settings import Settings
from models.holder import parse_holder
from models.lookup import Purpose, Query


def lookup(
    holder: Annotated[str, typer.Option("--holder", metavar="LOẠI:SỐ", help="Chủ giấy tờ.")] = "",
    number: Annotated[str, typer.Option("--number", metavar="SỐ", help="Số, ký hiệu văn bản.")] = "",
    issuer: Annotated[str, typer.Option("--issuer", metavar="CƠ_QUAN", help="Cơ quan ban hành.")] = "",
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="LOẠI", help="Loại giấy tờ.")] = None,
    agency: Annotated[str, typer.Option("--agency", metavar="MÃ", help="Cơ quan tra cứu.")] = "",
    requester: Annotated[str, typer.Option("--requester", metavar="NGƯỜI", help="Người tra cứu.")] = "",
    purpose: Annotated[str, typer.Option("--purpose", metavar="MỤC_ĐÍCH", help="Mục đích tra cứu.")] = "",
    legal_basis: Annotated[str, typer.Option("--legal-basis", metavar="CĂN_CỨ", help="Căn cứ pháp lý.")] = "",
    for_dossier: Annotated[str, typer.Option("--for-dossier", metavar="MÃ", help="Hồ sơ cần giấy tờ này.")] = "",
    procedure: Annotated[str, typer.Option("--procedure", metavar="MÃ", help="Thủ tục của hồ sơ đó.")] = "",
    json: Json = False,
) -> None:
    """Tra cứu kết quả số hóa; ai xem, vì sao, cho hồ sơ nào đều được ghi lại trước khi trả lời."""
    from flows import reuse
    from flows.wiring import open_services

    asked = Query(
        holder=parse_holder(holder) if holder else None,
        number=number or None,
        issuer=issuer or None,
        kinds=tuple(kind or ()),
    )
    why = Purpose(
        agency=agency, requester=requester, purpose=purpose, legal_basis=legal_basis,
        for_dossier=for_dossier, procedure=procedure,
    )  # fmt: skip
    with open_services(Settings(), operator=requester or None, agency=agency or None) as services:
        access = reuse.lookup(services, asked, why)
    if json:
        show.as_json(access)
    else:
        show_access(access)


def fetch(
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã kết quả số hóa.")],
    out: Annotated[Path, typer.Option("--out", metavar="THƯ_MỤC", help="Nơi ghi các tệp.")] = Path(),
    agency: Annotated[str, typer.Option("--agency", metavar="MÃ", help="Cơ quan nhận; mặc định cơ quan này.")] = "",
    operator: As = "",
    json: Json = False,
) -> None:
    """Tải một kết quả số hóa: PDF, dữ liệu và bản gốc, có đối chiếu mã băm."""
    from flows import reuse
    from flows.wiring import open_services

    with open_services(Settings(), operator=operator or None, agency=agency or None) as services:
        fetched = reuse.fetch(services, code, out)
    if json:
        show.as_json(fetched)
    else:
        show.table(f"Đã tải {code}", ("Tệp",), [(path,) for path in fetched.files])


def cite(
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã kết quả số hóa.")],
    into: Annotated[str, typer.Option("--into", metavar="HỒ_SƠ", help="Hồ sơ dùng lại giấy tờ này.")],
    operator: As = "",
    json: Json = False,
) -> None:
    """Dùng lại một kết quả số hóa trong hồ sơ khác, người dân không phải nộp lại."""
    from flows import reuse
    from flows.wiring import open_services

    with open_services(Settings(), operator=operator or None) as services:
        cited = reuse.cite(services, code, into)
    if json:
        show.as_json(cited)
    else:
        show.people.print(f"Đã gắn {code} vào hồ sơ {into}.")
