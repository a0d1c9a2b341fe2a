"""``sohoa doctor``: what is missing on this machine, and how to get it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from flows.settings import Settings
from flows.wiring import object_store
from models.errors import SohoaError
from pipeline.reading.tesseract import probe as probe_tesseract
from storage.objects.conformance import prove as prove_store
from storage.records.database import open_database

FREE_BYTES = 2 * 1024**3
"""Below this much free room a day's scans may not fit."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and the Vietnamese sentence that says how to mend it."""

    name: str
    passed: bool
    detail: str
    advice: str = ""


def examine(settings: Settings, *, prove: bool) -> list[Check]:
    """Looks at everything, whatever fails; ``prove`` also writes to the store to see it keep its promises."""
    checks = [
        _check(
            "Tesseract và tiếng Việt", lambda: str(probe_tesseract()), "apt-get install tesseract-ocr tesseract-ocr-vie"
        ),
        _check("Cơ sở dữ liệu", lambda: _database(settings), "Kiểm tra SOHOA_DATABASE_URL và máy chủ PostgreSQL."),
        _check("Kho lưu trữ", lambda: _store(settings), "Kiểm tra SOHOA_STORE và các biến SOHOA_S3_…"),
        _room(settings),
    ]
    if prove and checks[2].passed:
        checks += _proofs(settings)
    return checks


def _check(name: str, look: Callable[[], str], advice: str) -> Check:
    try:
        return Check(name, True, look())
    except SohoaError as error:
        return Check(name, False, str(error), advice)


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
    return Check(
        "Chỗ trống trên đĩa", free >= FREE_BYTES, f"{free // 2**20} MiB", "Giải phóng đĩa hoặc đổi SOHOA_HOME."
    )


def _proofs(settings: Settings) -> list[Check]:
    """Create-only, versions, locks: each shown by trying to break it (a store that fails must not go live)."""
    advice = "Không đưa kho này vào sử dụng: máy chủ S3 không giữ cam kết."
    return [
        Check(f"Kho: {proof.name}", proof.passed, proof.detail, "" if proof.passed else advice)
        for proof in prove_store(object_store(settings), prefix=f"{settings.agency}/doctor")
    ]
