"""The body of an S3 answer as a file: a connection that breaks midway is Unreachable, never a short object."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import urllib3

from storage.objects.s3_answers import asking

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class S3Stream(io.RawIOBase):
    """Reads on from where the answer stands; closing it gives the connection back or drops it."""

    def __init__(self, answer: urllib3.BaseHTTPResponse, what: str) -> None:
        self._answer = answer
        self._what = what

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        with asking(self._what):
            data = self._answer.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._answer.close()
            self._answer.release_conn()
        super().close()
