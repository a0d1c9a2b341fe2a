"""What opening and reading a file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one input may cost; ``seconds`` bounds opening a file or reading one page, memory one child process."""

    max_bytes: int = 512 * 1024 * 1024
    max_pages: int = 2_000
    max_pixels: int = 120_000_000
    seconds: float = 60.0
    memory_bytes: int = 4 * 1024**3
