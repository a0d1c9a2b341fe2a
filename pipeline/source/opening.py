"""Opening any file that the desk takes in."""

from __future__ import annotations

from pathlib import Path

from models.errors import InputRefused
from models.verdict import Verdict
from pipeline.source.document import SourceDocument
from pipeline.source.image_file import ImageSource
from pipeline.source.limits import Limits
from pipeline.source.media import HEAD_BYTES, MediaType, sniff
from pipeline.source.pdf import PdfSource


def open_source(path: Path, limits: Limits) -> SourceDocument:
    """The file as numbered pages. Raises InputRefused: unsupported_type, empty, encrypted, malformed, truncated, …

    The document must be closed; use it as a context manager.
    """
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        raise InputRefused(Verdict.EMPTY)
    media = sniff(head)
    if media is None:
        raise InputRefused(Verdict.UNSUPPORTED_TYPE)
    source: SourceDocument = PdfSource(path, limits) if media is MediaType.PDF else ImageSource(path, limits, media)
    try:
        _require_pages(source, limits)
    except InputRefused:
        source.close()
        raise
    return source


def _require_pages(source: SourceDocument, limits: Limits) -> None:
    if source.page_count < 1:
        raise InputRefused(Verdict.NO_PAGES)
    if source.page_count > limits.max_pages:
        raise InputRefused(Verdict.TOO_MANY_PAGES, f"{source.page_count} pages")
