"""Settings become page processes and what they are told; apart from `flows.wiring`: `sohoa read` opens no store."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings
from pipeline.isolation import Workers
from pipeline.page_task import PageOptions
from pipeline.process import ReadOptions
from pipeline.source.limits import Limits

PAGES_READ = "Đọc trang"
"""The name of this progress on screen."""


def limits(settings: Settings) -> Limits:
    return Limits(
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        seconds=settings.open_seconds,
        memory_bytes=settings.worker_memory_bytes,
    )


def read_options(settings: Settings) -> ReadOptions:
    return ReadOptions(
        page=PageOptions(
            reader=settings.reader or settings.mode,
            limits=limits(settings),
            seconds=settings.page_seconds,
            replay=str(settings.replay.resolve()) if settings.replay != Path() else "",
        )
    )


def page_workers(settings: Settings) -> Workers:
    """One process a core, each bounded in memory. Use as a context manager."""
    return Workers(settings.worker_count, memory_bytes=settings.worker_memory_bytes)
