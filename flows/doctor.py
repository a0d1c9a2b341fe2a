"""``sohoa doctor``: what is missing on this machine, and how to get it; whether the store keeps its promises."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from flows.settings import Settings
from flows.wiring import object_store
from models.errors import IntegrityBroken, NotFound, NotPermitted, SohoaError, ToolMissing, Unreachable
from pipeline.reading.tesseract import probe as probe_tesseract
from pipeline.reading.trueocr import NAME, installed_version
from storage.objects.conformance import prove as prove_store
from storage.objects.store import ObjectStore
from storage.records.database import open_database

FREE_BYTES = 2 * 1024**3
"""Below this much free room a day's scans may not fit."""
STORE = "Kho lưu trữ"

_INSTALL_TESSERACT = "apt-get install tesseract-ocr tesseract-ocr-vie"
_INSTALL_TRUEOCR = "pip install 'sohoa[trueocr]'; thiếu nó vẫn đọc được bằng Tesseract, nhưng sai nhiều hơn"
_CHECK_DATABASE = "Kiểm tra SOHOA_DATABASE_URL và máy chủ PostgreSQL."
_CHECK_STORE = "Kiểm tra SOHOA_STORE và các biến SOHOA_S3_…"
_MAKE_BUCKET = "Tạo bucket mới có bật versioning và object lock (chỉ bật được lúc tạo), rồi đổi SOHOA_STORE."
_DO_NOT_USE = "Không đưa kho này vào sử dụng: máy chủ S3 không giữ cam kết."
_STORE_ADVICE = {
    NotFound.code: f"Chưa có bucket này. {_MAKE_BUCKET}",
    NotPermitted.code: "Kiểm tra SOHOA_S3_ACCESS_KEY, SOHOA_S3_SECRET_KEY và quyền của tài khoản trên bucket: đọc, "
    "ghi, liệt kê, xóa phiên bản, khóa lưu giữ, s3:BypassGovernanceRetention.",
    Unreachable.code: "Kiểm tra SOHOA_S3_ENDPOINT, SOHOA_S3_SECURE, mạng và máy chủ S3; chứng thư do CA riêng cấp thì "
    "đặt SSL_CERT_FILE.",
}
_EXIT_CODES = {error.code: error.exit_code for error in (NotFound, NotPermitted, Unreachable)}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and, where it failed, how to mend it and what the command ends with."""

    name: str
    passed: bool
    detail: str
    advice: str = ""
    exit_code: int = 0


def examine(settings: Settings, *, prove: bool | None) -> list[Check]:
    """Looks at everything, whatever fails.

    ``prove`` also writes to the store to see it keep its promises; None: only to a bucket, since a folder here needs
    no proof of what its server does.
    """
    checks = [
        _check("Tesseract và tiếng Việt", lambda: str(probe_tesseract()), _INSTALL_TESSERACT),
        _check("Bộ đọc trueocr", _trueocr, _INSTALL_TRUEOCR),
        _check("Cơ sở dữ liệu", lambda: _database(settings), _CHECK_DATABASE),
        _check(STORE, lambda: _store(settings), _CHECK_STORE, _STORE_ADVICE if _is_bucket(settings) else {}),
        _room(settings),
    ]
    wanted = _is_bucket(settings) if prove is None else prove
    if wanted and all(check.passed for check in checks if check.name == STORE):
        checks += _proofs(settings)
    return checks


def _check(name: str, look: Callable[[], str], advice: str, by_code: dict[str, str] | None = None) -> Check:
    try:
        return Check(name, True, look())
    except SohoaError as error:
        return Check(name, False, str(error), (by_code or {}).get(error.code, advice), error.exit_code)


def _trueocr() -> str:
    return f"{NAME} {installed_version()}"


def _is_bucket(settings: Settings) -> bool:
    return settings.store.startswith("s3:")


def _database(settings: Settings) -> str:
    settings.make_home()
    db = open_database(settings.database)
    try:
        db.upgrade()
        return db.describe()
    finally:
        db.close()


def _store(settings: Settings) -> str:
    store = object_store(settings)
    store.ping()
    locks = "khóa lưu giữ có hiệu lực" if store.enforces_retention else "không khóa lưu giữ được"
    return f"{store.describe()}; {locks}"


def _room(settings: Settings) -> Check:
    settings.make_home()
    free = shutil.disk_usage(settings.home).free
    name, detail = "Chỗ trống trên đĩa", f"{free // 2**20} MiB"
    if free >= FREE_BYTES:
        return Check(name, True, detail)
    return Check(name, False, detail, "Giải phóng đĩa hoặc đổi SOHOA_HOME.", ToolMissing.exit_code)


def _proofs(settings: Settings) -> list[Check]:
    """Create-only, versions, locks: each shown by trying to break it (a store that fails must not go live)."""
    store = object_store(settings)
    try:
        proofs = prove_store(store, prefix=f"{settings.agency}/doctor")
    except SohoaError as error:
        return [Check(STORE, False, str(error), _STORE_ADVICE.get(error.code, _CHECK_STORE), error.exit_code)]
    checks = [
        Check(f"Kho: {proof.name}", True, proof.detail)
        if proof.passed
        else Check(
            f"Kho: {proof.name}", False, proof.detail,
            _STORE_ADVICE.get(proof.code, _DO_NOT_USE), _EXIT_CODES.get(proof.code, IntegrityBroken.exit_code),
        )
        for proof in proofs
    ]  # fmt: skip
    return [*checks, *_unlocked(settings, store)]


def _unlocked(settings: Settings, store: ObjectStore) -> list[Check]:
    """A bucket without object lock, and so without versions: it cannot be shown to keep what is published."""
    if store.enforces_retention or not _is_bucket(settings):
        return []
    detail = "bucket không có versioning và object lock: ai có quyền ghi đều xóa hoặc thay được kết quả đã phát hành"
    return [Check("Kho: phiên bản và khóa", False, detail, _MAKE_BUCKET, IntegrityBroken.exit_code)]
