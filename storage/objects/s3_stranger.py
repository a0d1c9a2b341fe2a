"""Another program with our rights to a bucket and none of our rules: what proofs let happen to our objects."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from minio import Minio

from storage.objects.s3_answers import asking


@dataclass(frozen=True, slots=True)
class S3Stranger:
    """Uses the SDK as anybody would. Raises the errors of models.errors."""

    client: Minio
    bucket: str

    def overwrite(self, key: str, data: bytes) -> None:
        with self._asking():
            self.client.put_object(self.bucket, key, io.BytesIO(data), len(data))

    def delete(self, key: str) -> None:
        """Names no version: where versions are kept, nothing but a mark is to come of it."""
        with self._asking():
            self.client.remove_object(self.bucket, key)

    def read(self, key: str, version: str) -> bytes:
        with self._asking(), self.client.get_object(self.bucket, key, version_id=version) as answer:
            return bytes(answer.read())

    def default_retention(self) -> str | None:
        """The mode in which the bucket locks everything from its first moment, if it does."""
        with self._asking():
            mode: str | None = self.client.get_object_lock_config(self.bucket).mode
        return mode

    @contextmanager
    def _asking(self) -> Iterator[None]:
        with asking(f"bucket {self.bucket}"):
            yield
