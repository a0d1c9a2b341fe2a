"""Whether a TIFF file is all there: every directory and every strip that it names lies within its bytes.

Read from the file's own tables, since a decoder stops at the first odd value and cannot tell a cut file from a bad one.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_OFFSETS, _LENGTHS = (273, 324), (279, 325)
"""Tags StripOffsets, TileOffsets; StripByteCounts, TileByteCounts (TIFF 6.0, section 8 and 15)."""
_WIDTHS = {3: "H", 4: "I", 16: "Q"}
_MOST_DIRECTORIES = 100_000
_MOST_STRIPS = 1_000_000


@dataclass(frozen=True, slots=True)
class _Layout:
    """How this file's numbers are written: classic or BigTIFF, little or big end first."""

    order: str
    big: bool

    def number(self, data: bytes) -> int:
        return int.from_bytes(data, "little" if self.order == "<" else "big")


def is_cut_short(path: Path) -> bool:
    """True when the file names bytes past its end; False also where its tables make no sense otherwise."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(16)
        if len(head) < 8:
            return True
        layout = _Layout("<" if head[:2] == b"II" else ">", big=head[2:4] in {b"+\x00", b"\x00+"})
        following = layout.number(head[8:16] if layout.big else head[4:8])
        seen: set[int] = set()
        while following and following not in seen and len(seen) < _MOST_DIRECTORIES:
            seen.add(following)
            entries, following = _directory(stream, layout, following)
            if entries is None or _furthest(stream, layout, entries) > size:
                return True
    return False


def _directory(stream: BinaryIO, layout: _Layout, offset: int) -> tuple[dict[int, tuple[int, int, bytes]] | None, int]:
    """One directory's entries by tag (type, count, value or its place), and where the next one is; None when cut."""
    width, each = (8, 20) if layout.big else (2, 12)
    stream.seek(offset)
    counted = stream.read(width)
    many = layout.number(counted)
    if len(counted) < width or many > 65_535:
        return (None, 0) if len(counted) < width else ({}, 0)
    data = stream.read(many * each)
    link = stream.read(8 if layout.big else 4)
    if len(data) < many * each or len(link) < (8 if layout.big else 4):
        return None, 0
    entries = {}
    for start in range(0, len(data), each):
        tag, kind = struct.unpack_from(layout.order + "HH", data, start)
        count_ends = start + (12 if layout.big else 8)
        entries[tag] = (kind, layout.number(data[start + 4 : count_ends]), data[count_ends : start + each])
    return entries, layout.number(link)


def _furthest(stream: BinaryIO, layout: _Layout, entries: dict[int, tuple[int, int, bytes]]) -> int:
    """Where the last strip or tile ends; 0 when the directory names none."""
    furthest = 0
    for offsets_tag, lengths_tag in zip(_OFFSETS, _LENGTHS, strict=True):
        if offsets_tag not in entries or lengths_tag not in entries:
            continue
        offsets = _values(stream, layout, entries[offsets_tag])
        lengths = _values(stream, layout, entries[lengths_tag])
        furthest = max([furthest, *(offset + length for offset, length in zip(offsets, lengths, strict=False))])
    return furthest


def _values(stream: BinaryIO, layout: _Layout, entry: tuple[int, int, bytes]) -> tuple[int, ...]:
    kind, count, field = entry
    if kind not in _WIDTHS or count > _MOST_STRIPS:
        return ()
    shape = f"{layout.order}{count}{_WIDTHS[kind]}"
    length = struct.calcsize(shape)
    if length > len(field):
        stream.seek(layout.number(field))
        field = stream.read(length)
    # A table that is itself cut names bytes past the end, whatever they were.
    return struct.unpack_from(shape, field) if len(field) >= length else (2**63,)
