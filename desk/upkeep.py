"""Commands that keep the station healthy: init, status, doctor, reconcile, purge, audit, up."""

from __future__ import annotations

from typing import Annotated

import typer

from desk import show
from desk.options import As, Json
from desk.tables import show_dossiers
from flows.settings import MACHINE, Settings
from models.errors import IntegrityBroken, NotPermitted


def init(json: Json = False) -> None:
    """Chuẩn bị cơ sở dữ liệu và kho lưu trữ."""
    from flows.wiring import open_services

    with open_services(Settings()) as services:
        where = {
            "agency": services.settings.agency,
            "store": services.store.describe(),
            "records": services.db.describe(),
        }
    if json:
        show.as_json(where)
    else:
        show.table("Đã sẵn sàng", ("Mục", "Nơi"), list(where.items()))


def status(
    dossier: Annotated[str, typer.Argument(metavar="[HỒ_SƠ]", help="Mã số hồ sơ; bỏ trống: tất cả.")] = "",
    json: Json = False,
) -> None:
    """Mỗi hồ sơ đang ở đâu, vì sao, đến hạn khi nào, ai làm tiếp."""
    from flows.upkeep import statuses
    from flows.wiring import open_services

    with open_services(Settings()) as services:
        found = statuses(services, dossier or None)
    if json:
        show.as_json(found)
    else:
        show_dossiers(found)


def doctor(
    prove: Annotated[
        bool | None,
        typer.Option("--prove/--no-prove", help="Ghi thử để chứng minh kho giữ đúng cam kết; mặc định: với kho s3://."),
    ] = None,
    json: Json = False,
) -> int:
    """Thiếu gì và cài thế nào: Tesseract, tiếng Việt, cơ sở dữ liệu, kho lưu trữ; kho S3 có giữ cam kết không."""
    from flows.doctor import examine

    checks = examine(Settings(), prove=prove)
    if json:
        show.as_json(checks)
    else:
        rows = [("đạt" if check.passed else "THIẾU", check.name, check.detail, check.advice) for check in checks]
        show.table("Kiểm tra hệ thống", ("Kết quả", "Mục", "Chi tiết", "Cách khắc phục"), rows)
    return next((check.exit_code for check in checks if not check.passed), 0)


def reconcile(json: Json = False) -> None:
    """Nhận lại việc của tiến trình đã dừng đột ngột và dọn đối tượng treo."""
    from flows.resuming import reconcile_all
    from flows.wiring import open_services

    settings = Settings()
    with open_services(settings, operator=MACHINE) as services:
        done = reconcile_all(services)
    if json:
        show.as_json(done)
    else:
        show.people.print(
            f"Làm tiếp {done.resumed} hồ sơ, {done.busy} hồ sơ nơi khác đang làm, dọn {done.swept} đối tượng."
        )


def purge(
    key: Annotated[str, typer.Argument(metavar="ĐỐI_TƯỢNG", help="Khóa của đối tượng trong kho.")],
    reason: Annotated[str, typer.Option("--reason", metavar="LÝ_DO", help="Căn cứ xóa; được ghi lại.")] = "",
    operator: As = "",
    json: Json = False,
) -> None:
    """Xóa hẳn một đối tượng cùng mọi phiên bản; để lại dấu vết ai xóa, vì sao."""
    from flows.upkeep import purge_object
    from flows.wiring import open_services

    if not reason.strip():
        raise NotPermitted("purge needs --reason")
    with open_services(Settings(), operator=operator or None) as services:
        purged = purge_object(services, key, reason=reason)
    if json:
        show.as_json(purged)
    else:
        show.people.print("Đã xóa đối tượng và mọi phiên bản của nó.")


def audit(
    quick: Annotated[bool, typer.Option("--quick", help="Không đọc lại từng đối tượng trong kho.")] = False,
    json: Json = False,
) -> int:
    """Kiểm tra chuỗi sự kiện, sổ cái tệp và trang, từng đối tượng trong kho."""
    from flows.upkeep import audit_all
    from flows.wiring import open_services

    with open_services(Settings()) as services:
        report = audit_all(services, quick=quick)
    if json:
        show.as_json(report)
    else:
        show.table("Kiểm toán", ("Vấn đề", "Nơi", "Chi tiết"), [(f.code, f.where, f.detail) for f in report.findings])
        show.people.print(f"{report.objects} đối tượng, {report.chains} chuỗi sự kiện, {len(report.findings)} vấn đề.")
    return IntegrityBroken.exit_code if report.findings else 0


def up(
    port: Annotated[
        int, typer.Option("--port", metavar="CỔNG", help="Cổng của máy chủ Prefect, chỉ ở máy này.")
    ] = 4200,
) -> int:
    """Chạy mọi thứ trên máy này: máy chủ Prefect, tiến trình làm việc, thư mục nóng."""
    from flows.station import run_station

    def ready(address: str) -> None:
        hot = Settings().hot_folder.resolve()
        show.people.print(f"Trạm số hóa đang chạy: {address} · thư mục nóng {hot} · Ctrl-C để dừng.")

    return run_station(Settings(), ready=ready, port=port)
