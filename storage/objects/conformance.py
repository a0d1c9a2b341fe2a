"""Shows, by trying to break them, which promises a store keeps: what ``doctor`` runs before a store goes live.

Every proof works on objects of its own under the given prefix and removes them, unless the store wrongly refuses.
"""

from __future__ import annotations

import hashlib
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from models.errors import IntegrityBroken, NotFound, NotPermitted, SohoaError
from storage.objects.store import ObjectStore

LOCK_SECONDS = 8
"""How long the COMPLIANCE proof binds its object: long enough for clocks that differ by a few seconds."""
SETTLING_SECONDS = 1.5
"""How much longer to wait before its deletion: servers round to seconds, and their clocks differ."""
RACERS = 6
_MEDIA_TYPE = "application/octet-stream"


_DEFAULT_RETENTION = (
    "bucket tự khóa mọi đối tượng mới ({}): hãy bỏ thời hạn lưu giữ mặc định của bucket, vì thời hạn do loại giấy tờ "
    "quyết định và dữ liệu phải xóa được khi luật yêu cầu"
)


@dataclass(frozen=True, slots=True)
class Proof:
    """``name`` and ``detail`` are for the operator; ``code`` is that of an error that barred the proof, else empty."""

    name: str
    passed: bool
    detail: str
    code: str = ""


class Stranger(Protocol):
    """Another program with the same rights that knows none of our rules."""

    def overwrite(self, key: str, data: bytes) -> None: ...

    def delete(self, key: str) -> None:
        """Names no version."""
        ...

    def read(self, key: str, version: str) -> bytes: ...

    def default_retention(self) -> str | None:
        """The mode in which everything new is locked, if it is."""
        ...


@runtime_checkable
class Shared(Protocol):
    """A store that others reach past us, and that lets a proof do as they would."""

    def stranger(self) -> Stranger: ...


class Disproved(Exception):
    """The store broke a promise; the message says which, in Vietnamese."""


def prove(store: ObjectStore, *, prefix: str) -> list[Proof]:
    """One proof a promise. Locks are tried only where the store says that it enforces them.

    A store that locks everything by itself fails at once, before anything irremovable is written to it.
    Raises what ``enforces_retention`` raises: Unreachable, NotFound, NotPermitted.
    """
    proofs: list[tuple[str, Callable[[ObjectStore, str], str]]] = [
        ("ghi một lần", _written_once),
        ("nhiều nơi cùng ghi", _one_of_many_writers),
        ("đối chiếu mã băm", _digest_checked),
        ("xóa hết các phiên bản", _purged),
    ]
    if store.enforces_retention:
        if isinstance(store, Shared):
            if mode := store.stranger().default_retention():
                return [Proof("khóa mặc định", False, _DEFAULT_RETENTION.format(mode))]
            proofs.append(("giữ phiên bản cũ", _kept_from_strangers))
        proofs += [
            ("khóa GOVERNANCE", _governance),
            ("khóa COMPLIANCE", _compliance),
            ("lưu giữ pháp lý (legal hold)", _hold),
        ]
    base = f"{prefix}/{uuid.uuid4().hex}"
    return [_tried(name, prove_one, store, f"{base}/{number}") for number, (name, prove_one) in enumerate(proofs)]


def _tried(name: str, prove_one: Callable[[ObjectStore, str], str], store: ObjectStore, key: str) -> Proof:
    try:
        return Proof(name, True, prove_one(store, key))
    except Disproved as error:
        return Proof(name, False, str(error))
    except SohoaError as error:
        return Proof(name, False, f"kho trả lỗi {error.code}: {error}", error.code)


def _written_once(store: ObjectStore, key: str) -> str:
    with _removed_after(store, key):
        _require(_put(store, key, b"first"), "đối tượng mới không được ghi")
        _require(not _put(store, key, b"first"), "ghi lại cùng nội dung bị coi là mới")
        with _refused(IntegrityBroken, "cho ghi đè nội dung khác"):
            _put(store, key, b"second")
        _require(store.read_bytes(key) == b"first", "nội dung đã ghi bị thay đổi")
    return "không ghi đè được nội dung khác"


def _one_of_many_writers(store: ObjectStore, key: str) -> str:
    start = threading.Barrier(RACERS)

    def race(number: int) -> bool:
        start.wait(timeout=30)
        try:
            return _put(store, key, f"writer {number}".encode())
        except IntegrityBroken:
            return False

    with _removed_after(store, key), ThreadPoolExecutor(RACERS) as racers:
        won = list(racers.map(race, range(RACERS)))
        _require(won.count(True) == 1, f"{won.count(True)} nơi cùng ghi được một khóa")
        _require(store.read_bytes(key) == f"writer {won.index(True)}".encode(), "nội dung của nơi ghi trước bị thay")
    return f"{RACERS} nơi cùng ghi, đúng một nơi được"


def _digest_checked(store: ObjectStore, key: str) -> str:
    with _removed_after(store, key):
        with _refused(IntegrityBroken, "nhận nội dung sai mã băm"):
            store.put_bytes(key, b"bytes", sha256=hashlib.sha256(b"other").hexdigest(), media_type=_MEDIA_TYPE)
        _require(not store.exists(key), "giữ lại nội dung sai mã băm")
        data = bytes(range(256)) * 4096
        _put(store, key, data)
        _require(store.read_bytes(key) == data, "nội dung đọc lại khác nội dung đã ghi")
        info = store.stat(key)
        _require(info is not None and info.size == len(data), "kích thước ghi nhận sai")
        _require(info is not None and info.sha256 in {None, _digest(data)}, "mã băm ghi nhận sai")
    return "nội dung sai bị từ chối, 1 MiB đọc lại đúng"


def _purged(store: ObjectStore, key: str) -> str:
    with _removed_after(store, key):
        for _ in range(2):
            _put(store, key, b"bytes")
            store.purge(key)
            _require(store.versions(key) == [] and not store.exists(key), "còn phiên bản sau khi xóa")
            with _refused(NotFound, "vẫn đọc được đối tượng đã xóa"):
                store.read_bytes(key)
        store.purge(key)
    return "không còn phiên bản nào, ghi lại được"


def _kept_from_strangers(store: ObjectStore, key: str) -> str:
    """A lock on a version is worth nothing where writing over it or deleting without a version takes it along."""
    if not isinstance(store, Shared):
        raise Disproved("kho không cho thử")
    stranger = store.stranger()
    with _removed_after(store, key):
        _put(store, key, b"bytes")
        first = next(iter(store.versions(key)), None)
        if first is None:
            raise Disproved("đối tượng mới không được ghi")
        store.retain(key, until=datetime.now(UTC) + timedelta(hours=1), mode="GOVERNANCE")
        with suppress(NotPermitted):
            stranger.overwrite(key, b"other")
        with suppress(NotPermitted):
            stranger.delete(key)
        _require(first in store.versions(key), "phiên bản đang bị khóa mất khi bị ghi đè hoặc xóa")
        _require(stranger.read(key, first) == b"bytes", "nội dung phiên bản đang bị khóa bị thay đổi")
    return "ghi đè hoặc xóa không làm mất phiên bản đang bị khóa"


def _governance(store: ObjectStore, key: str) -> str:
    with _removed_after(store, key):
        _put(store, key, b"bytes")
        until = datetime.now(UTC) + timedelta(hours=1)
        store.retain(key, until=until, mode="GOVERNANCE")
        _require_retention(store, key, until, "GOVERNANCE")
        with _refused(NotPermitted, "xóa được đối tượng đang bị khóa GOVERNANCE"):
            _delete_all(store, key)
        _require(store.read_bytes(key) == b"bytes", "đối tượng đang bị khóa đã mất")
        _delete_all(store, key, bypass_governance=True)
        _require(store.versions(key) == [], "quyền vượt khóa không có hiệu lực")
    return "không xóa được nếu không dùng quyền vượt khóa"


def _compliance(store: ObjectStore, key: str) -> str:
    _put(store, key, b"bytes")
    until = datetime.now(UTC) + timedelta(seconds=LOCK_SECONDS)
    with _removed_after(store, key, not_before=until):
        store.retain(key, until=until, mode="COMPLIANCE")
        _require_retention(store, key, until, "COMPLIANCE")
        with _refused(NotPermitted, "rút ngắn được khóa COMPLIANCE"):
            store.retain(key, until=until - timedelta(seconds=LOCK_SECONDS / 2), mode="COMPLIANCE")
        for bypass in (False, True):
            with _refused(NotPermitted, "xóa được đối tượng đang bị khóa COMPLIANCE"):
                _delete_all(store, key, bypass_governance=bypass)
        with _refused(NotPermitted, "xóa được đối tượng đang bị khóa COMPLIANCE"):
            store.purge(key)
        _require(store.read_bytes(key) == b"bytes", "đối tượng đang bị khóa đã mất")
        _require(datetime.now(UTC) < until, "kho trả lời quá chậm để kết luận, hãy thử lại")
    _require(store.versions(key) == [], "không xóa được sau khi hết hạn khóa")
    return f"không ai xóa hay rút ngắn được trong {LOCK_SECONDS} giây, hết hạn thì xóa được"


def _hold(store: ObjectStore, key: str) -> str:
    with _removed_after(store, key):
        _put(store, key, b"bytes")
        store.hold(key, on=True)
        try:
            for bypass in (False, True):
                with _refused(NotPermitted, "xóa được đối tượng đang lưu giữ pháp lý"):
                    _delete_all(store, key, bypass_governance=bypass)
            _require(store.read_bytes(key) == b"bytes", "đối tượng đang lưu giữ đã mất")
        finally:
            store.hold(key, on=False)
        _delete_all(store, key)
        _require(store.versions(key) == [], "không xóa được sau khi thôi lưu giữ")
    return "không xóa được khi đang lưu giữ, thôi lưu giữ thì xóa được"


def _put(store: ObjectStore, key: str, data: bytes) -> bool:
    return store.put_bytes(key, data, sha256=_digest(data), media_type=_MEDIA_TYPE).created


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _delete_all(store: ObjectStore, key: str, *, bypass_governance: bool = False) -> None:
    for version in store.versions(key):
        store.delete_version(key, version, bypass_governance=bypass_governance)


def _require(claim: bool, otherwise: str) -> None:
    if not claim:
        raise Disproved(otherwise)


def _require_retention(store: ObjectStore, key: str, until: datetime, mode: str) -> None:
    """Stores may round up to the next second."""
    bond = store.retention(key)
    kept = bond is not None and bond.mode == mode and timedelta(0) <= bond.until - until < timedelta(seconds=2)
    _require(kept, "thời hạn khóa ghi nhận sai")


@contextmanager
def _refused(expected: type[SohoaError], otherwise: str) -> Iterator[None]:
    try:
        yield
    except expected:
        return
    raise Disproved(otherwise)


@contextmanager
def _removed_after(store: ObjectStore, key: str, *, not_before: datetime | None = None) -> Iterator[None]:
    """A proof that fails still tells why it failed, should its object be irremovable as well."""
    try:
        yield
    except (Disproved, SohoaError):
        _remove_if_possible(store, key)
        raise
    if not_before is not None:
        time.sleep(max(0.0, (not_before - datetime.now(UTC)).total_seconds()) + SETTLING_SECONDS)
    store.purge(key)


def _remove_if_possible(store: ObjectStore, key: str) -> None:
    try:
        store.purge(key)
    except SohoaError:
        return
