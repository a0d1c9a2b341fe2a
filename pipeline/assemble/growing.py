"""A PDF in the making that is set down on disk, and taken up again, before its images outgrow memory."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

import pikepdf

HELD_BYTES = 64 * 1024 * 1024


class GrowingPdf:
    """``pdf`` takes the pages. Streams added to it, those copied from another PDF too, stand in memory until it is
    saved; those of a file on disk are read when needed. So whenever more than ``held_bytes`` were added, it is written
    to ``folder`` and goes on from there: memory holds so much and a page, however long the document.
    """

    def __init__(self, folder: Path, *, held_bytes: int = HELD_BYTES) -> None:
        self.pdf = pikepdf.new()
        self._folder, self._held_bytes = folder, held_bytes
        self._held = 0
        self._file: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pdf.close()

    def grew(self, added_bytes: int) -> None:
        """Call after each page, with the size of its images; ``pdf`` may be another object afterwards."""
        self._held += added_bytes
        if self._held > self._held_bytes:
            self._set_down()

    def _set_down(self) -> None:
        before, after = self._file, self._folder / f"{len(self.pdf.pages)}-pages.pdf"
        self.pdf.save(after)
        self.pdf.close()
        self.pdf, self._file, self._held = pikepdf.open(after), after, 0
        if before is not None:
            before.unlink()
