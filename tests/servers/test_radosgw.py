"""The S3 server that the integration tests use is real: it checks signatures, keeps versions and enforces locks."""

import io
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from minio import Minio
from minio.commonconfig import COMPLIANCE
from minio.error import S3Error
from minio.retention import Retention

from tests.servers.radosgw import S3Server, connect
from tests.servers.radosgw import s3_server as start_s3_server

pytestmark = pytest.mark.integration

BODY = "Đơn đề nghị".encode()


def put(client: Minio, bucket: str, name: str, body: bytes = BODY) -> str:
    version = client.put_object(bucket, name, io.BytesIO(body), len(body)).version_id
    assert version
    return version


def test_object_comes_back_and_old_versions_stay(s3_server: S3Server, s3_bucket: str) -> None:
    client = connect(s3_server)
    first = put(client, s3_bucket, "a")
    second = put(client, s3_bucket, "a", b"newer")
    assert first != second
    with client.get_object(s3_bucket, "a", version_id=first) as response:
        assert response.read() == BODY


def test_wrong_secret_is_refused(s3_server: S3Server, s3_bucket: str) -> None:
    stranger = connect(replace(s3_server, secret_key="0" * 32))
    with pytest.raises(S3Error, match="SignatureDoesNotMatch"):
        put(stranger, s3_bucket, "a")


def test_compliance_lock_bars_removal(s3_server: S3Server, s3_bucket: str) -> None:
    client = connect(s3_server)
    version = put(client, s3_bucket, "locked")
    until = datetime.now(UTC) + timedelta(days=1)
    client.set_object_retention(s3_bucket, "locked", Retention(COMPLIANCE, until), version_id=version)
    with pytest.raises(S3Error, match="AccessDenied"):
        client.remove_object(s3_bucket, "locked", version_id=version)
    with client.get_object(s3_bucket, "locked", version_id=version) as response:
        assert response.read() == BODY


@pytest.mark.slow
def test_servers_end_and_leave_nothing() -> None:
    with start_s3_server() as server:
        pids = [int(file.read_text()) for file in server.folder.glob("*.pid")]
        assert len(pids) == 4
    assert not server.folder.exists()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
