"""How to reach an S3 server."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class S3Settings:
    """``endpoint`` is HOST or HOST:PORT; printing the settings shows no secret. An own authority: SSL_CERT_FILE."""

    endpoint: str
    access_key: str
    secret_key: str = field(repr=False)
    secure: bool = True
    region: str | None = None
