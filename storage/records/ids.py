"""Ids of rows, and salts."""

from __future__ import annotations

import hashlib
import secrets
import time


def new_id() -> str:
    """32 hex digits: 64 bits of time in nanoseconds, then 64 random bits. Later ids sort later."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


def new_salt() -> str:
    return secrets.token_hex(16)


def salted_digest(salt: str, text: str) -> str:
    """What an event carries in place of a value: once the salt is erased, no guess can be checked against it."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
