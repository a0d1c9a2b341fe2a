"""What a file is, by its first bytes; its name is never believed."""

from __future__ import annotations

from enum import StrEnum


class MediaType(StrEnum):
    PDF = "application/pdf"
    TIFF = "image/tiff"
    JPEG = "image/jpeg"
    PNG = "image/png"


HEAD_BYTES = 1024
"""How much of a file's beginning decides: a PDF's header may stand anywhere in it (ISO 32000, Annex H)."""

_MAGIC: tuple[tuple[bytes, MediaType], ...] = (
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"II*\x00", MediaType.TIFF),
    (b"MM\x00*", MediaType.TIFF),
    (b"II+\x00", MediaType.TIFF),
    (b"MM\x00+", MediaType.TIFF),
)
_EXTENSIONS: dict[MediaType, frozenset[str]] = {
    MediaType.PDF: frozenset({".pdf"}),
    MediaType.TIFF: frozenset({".tif", ".tiff"}),
    MediaType.JPEG: frozenset({".jpg", ".jpeg", ".jpe", ".jfif"}),
    MediaType.PNG: frozenset({".png"}),
}


def sniff(head: bytes) -> MediaType | None:
    """The type that the first bytes show; None for anything else."""
    for magic, media in _MAGIC:
        if head.startswith(magic):
            return media
    return MediaType.PDF if b"%PDF-" in head[:HEAD_BYTES] else None


def has_expected_extension(suffix: str, media: MediaType) -> bool:
    """Whether a name's ending fits the type; no ending fits every type."""
    return not suffix or suffix.lower() in _EXTENSIONS[media]
