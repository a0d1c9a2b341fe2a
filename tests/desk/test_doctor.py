"""``sohoa doctor`` as an operator types it, before a real S3 server: what it proves, says, and ends with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from minio.commonconfig import COMPLIANCE
from minio.objectlockconfig import DAYS, ObjectLockConfig

from tests.servers.ports import free_ports
from tests.servers.radosgw import S3Server, connect, fresh_bucket

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PROGRAM = str(Path(sys.executable).with_name("sohoa"))
DONE, NOT_PERMITTED, UNREACHABLE, INTEGRITY_BROKEN, USAGE = 0, 6, 8, 9, 2


@dataclass(frozen=True, slots=True)
class Desk:
    home: Path
    server: S3Server

    def doctor(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        given = {
            "SOHOA_HOME": str(self.home),
            "SOHOA_S3_ENDPOINT": self.server.endpoint,
            "SOHOA_S3_ACCESS_KEY": self.server.access_key,
            "SOHOA_S3_SECRET_KEY": self.server.secret_key,
            "SOHOA_S3_SECURE": "false",
            **settings,
        }
        command = [PROGRAM, "doctor", *arguments]
        environment = {**os.environ, **given}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def desk(tmp_path: Path, s3_server: S3Server) -> Desk:
    return Desk(tmp_path / "home", s3_server)


def test_a_bucket_that_keeps_its_promises_is_proved_without_being_asked(desk: Desk, s3_bucket: str) -> None:
    done = desk.doctor("--json", SOHOA_STORE=f"s3://{s3_bucket}")
    assert done.returncode == DONE, done.stdout + done.stderr
    checks = {check["name"]: check for check in json.loads(done.stdout)}
    assert all(check["passed"] for check in checks.values())
    for promise in ("ghi một lần", "giữ phiên bản cũ", "khóa GOVERNANCE", "khóa COMPLIANCE"):
        assert f"Kho: {promise}" in checks
    versions = connect(desk.server).list_objects(s3_bucket, recursive=True, include_version=True)
    assert list(versions) == [], "the proofs clear up after themselves"


def test_nothing_is_written_when_no_proof_is_wanted(desk: Desk, s3_bucket: str) -> None:
    done = desk.doctor("--no-prove", "--json", SOHOA_STORE=f"s3://{s3_bucket}")
    assert done.returncode == DONE
    assert not [check for check in json.loads(done.stdout) if check["name"].startswith("Kho:")]


def test_a_folder_is_proved_only_when_asked(desk: Desk) -> None:
    assert "Kho:" not in desk.doctor("--json", SOHOA_STORE="").stdout
    asked = desk.doctor("--json", "--prove", SOHOA_STORE="")
    assert "Kho: ghi một lần" in asked.stdout
    assert asked.returncode == DONE


def test_a_bucket_without_versions_and_lock_is_named_with_what_to_do(desk: Desk, s3_bucket: str) -> None:
    plain = f"{s3_bucket}-plain"
    connect(desk.server).make_bucket(plain)
    done = desk.doctor("--json", SOHOA_STORE=f"s3://{plain}")
    assert done.returncode == INTEGRITY_BROKEN, done.stdout + done.stderr
    assert "bucket không có versioning và object lock" in done.stdout
    assert "Tạo bucket mới có bật versioning và object lock" in done.stdout


def test_a_wrong_key_is_not_permitted(desk: Desk, s3_bucket: str) -> None:
    done = desk.doctor("--json", SOHOA_STORE=f"s3://{s3_bucket}", SOHOA_S3_SECRET_KEY="not-this-key")
    assert done.returncode == NOT_PERMITTED
    assert "Kiểm tra SOHOA_S3_ACCESS_KEY, SOHOA_S3_SECRET_KEY" in done.stdout
    assert "not-this-key" not in done.stdout


def test_a_bucket_that_does_not_exist(desk: Desk) -> None:
    done = desk.doctor("--json", SOHOA_STORE="s3://nowhere-to-be-found")
    assert done.returncode == USAGE
    assert "Chưa có bucket này" in done.stdout


def test_a_server_out_of_reach(desk: Desk) -> None:
    [port] = free_ports(1)
    done = desk.doctor("--json", SOHOA_STORE="s3://bucket", SOHOA_S3_ENDPOINT=f"127.0.0.1:{port}")
    assert done.returncode == UNREACHABLE
    assert "Kiểm tra SOHOA_S3_ENDPOINT" in done.stdout


def test_a_bucket_that_locks_everything_by_default_is_refused(desk: Desk) -> None:
    bucket = fresh_bucket(desk.server)
    connect(desk.server).set_object_lock_config(bucket, ObjectLockConfig(COMPLIANCE, 1, DAYS))
    done = desk.doctor("--json", SOHOA_STORE=f"s3://{bucket}")
    assert done.returncode == INTEGRITY_BROKEN
    assert "bỏ thời hạn lưu giữ mặc định" in done.stdout
