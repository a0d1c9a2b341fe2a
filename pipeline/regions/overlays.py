"""What signing programs write onto a page: who signed, for which agency, when.

The visible signature of Decree 30/2020/NĐ-CP (Annex I) and of Circular 01/2023/TT-VPCP, Article 8: a block of small
lines, often right of a small seal, mostly above the head. Programs word it in many ways; nearly all give a time to the
second or say ``Ký bởi``. A block is taken for an overlay when several such signs come together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from models.geometry import Box, around
from models.page import Region, RegionType
from pipeline.letterhead import HEAD_SHARE, MOTTO, NATION
from pipeline.regions.marked import Marked
from pipeline.regions.picture import Picture
from pipeline.regions.pieces import Piece, print_height
from pipeline.vietnamese import fold, holds

ENOUGH = 2.0
_TIME = re.compile(r"\b\d{1,2}[:.;]\d{2}[:.;]\d{2}\b|[+]\s?0?7\s?[:.]?\s?00\b|\d{4}-\d{2}-\d{2}t\d{2}")
_DAY = re.compile(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b")
_MAIL = re.compile(r"\S[@©]\S|\w\.gov\b|\bgov\.?\s?vn\b")
_LABELS = (
    ("ky boi", 2.0), ("thoi gian ky", 2.0), ("ngay ky:", 1.5), ("nguoi ky:", 1.5), ("signed by", 2.0),
    ("chu ky so", 1.5), ("email:", 1.0), ("co quan:", 1.0), ("to chuc:", 1.0), ("don vi:", 0.5), ("chuc vu:", 0.5),
    ("ly do:", 0.5),
)  # fmt: skip
_ALIKE = 84
_PITCH = 1.1
"""Lines of one block follow each other closer than this, in heights of print."""
_NEAR_SEAL_MM = 7.0
_MOST_LINES = 9
_MOST_WIDTH_MM = 95.0
_BLUE = 0.5


@dataclass(frozen=True, slots=True)
class _Page:
    picture: Picture
    print_height: float
    head_top: float
    """Where the nation's name begins, in mm; 0 when it is not on the page."""

    seals: tuple[tuple[float, float, float, float], ...]


def find_overlays(picture: Picture, found: Sequence[Piece], seals: Sequence[Region]) -> tuple[Marked, ...]:
    """``found``: the page's pieces without those that the seals' own ink made."""
    boxes = [region.box for region in seals]
    page = _Page(picture, print_height(found), _head_top(found), tuple(_in_mm(box, picture) for box in boxes))
    small = [piece for piece in found if not _is_print(piece, page)]
    regions = []
    blocks = [block for block in _blocks(small, page) if _score(block, page) >= ENOUGH]
    for block in _grown(blocks, small, page):
        if len(block) <= _MOST_LINES:
            text = "\n".join(piece.text for piece in block)
            box = around([piece.box for piece in block]).rounded()
            region = Region(type=RegionType.OVERLAY, box=box, text=text)
            regions.append(Marked(region, tuple(word for piece in block for word in piece.words)))
    return tuple(regions)


def _head_top(found: Sequence[Piece]) -> float:
    tops = [piece.top for piece in found if piece.box.top < HEAD_SHARE and holds(piece.text, NATION)]
    return min(tops, default=0.0)


def _in_mm(box: Box, picture: Picture) -> tuple[float, float, float, float]:
    width, height = picture.width_mm, picture.height_mm
    return box.left * width, box.top * height, box.right * width, box.bottom * height


def _is_print(piece: Piece, page: _Page) -> bool:
    """Whether a piece is certainly of the document: nation and motto, and lines wider than any overlay."""
    if piece.right - piece.left > _MOST_WIDTH_MM:
        return True
    return holds(piece.text, NATION) or holds(piece.text, MOTTO)


def _blocks(small: Sequence[Piece], page: _Page) -> list[list[Piece]]:
    """Pieces that stand one under the other, from the left edge or in each other's width, closely."""
    blocks: list[list[Piece]] = []
    for piece in sorted(small, key=lambda item: item.top):
        home = next((block for block in blocks if any(_follows(piece, other, page) for other in block)), None)
        if home is None:
            blocks.append([piece])
        else:
            home.append(piece)
    return blocks


def _grown(blocks: Sequence[list[Piece]], small: Sequence[Piece], page: _Page) -> list[list[Piece]]:
    """Blocks above the head with the fragments around them; those that then touch become one."""
    taken = {id(piece) for block in blocks for piece in block}
    grown: list[list[Piece]] = []
    for block in blocks:
        home = next((other for other in grown if any(_touches(piece, other, page) for piece in block)), None)
        if home is None:
            grown.append(list(block))
        else:
            home += block
    for piece in small:
        home = next((block for block in grown if _touches(piece, block, page)), None)
        if id(piece) not in taken and home is not None:
            home.append(piece)
    return [sorted(block, key=lambda piece: (piece.top, piece.left)) for block in grown]


def _touches(piece: Piece, block: Sequence[Piece], page: _Page) -> bool:
    """Whether a piece above the head lies inside a block's width, among its lines or next to them."""
    if piece.bottom > page.head_top or max(other.bottom for other in block) > page.head_top + page.print_height:
        return False
    left, right = min(other.left for other in block), max(other.right for other in block)
    top, bottom = min(other.top for other in block), max(other.bottom for other in block)
    slack = 0.8 * page.print_height
    inside = left - slack <= (piece.left + piece.right) / 2 <= right + slack
    coloured = abs(_blue_share(piece, page) - _blue_share(block[0], page)) < _BLUE
    return inside and coloured and top - slack <= (piece.top + piece.bottom) / 2 <= bottom + slack


def _follows(piece: Piece, above: Piece, page: _Page) -> bool:
    height = min(piece.height, above.height)
    close = piece.top - above.bottom <= _PITCH * height
    beside = min(piece.right, above.right) - max(piece.left, above.left) > -height
    if not (close and beside):  # of a drawing's thousand pieces nearly all pairs end here, before any ink is counted
        return False
    alike = max(piece.height, above.height) <= 2.2 * height
    parted = above.bottom <= page.head_top + height < piece.bottom  # an overlay may reach down to the head, not into it
    return alike and not parted and abs(_blue_share(piece, page) - _blue_share(above, page)) < _BLUE


def _score(block: Sequence[Piece], page: _Page) -> float:
    """What speaks for an overlay, added up."""
    text = fold(" ".join(piece.text for piece in block))
    score = sum(worth for label, worth in _LABELS if _says(text, label))
    score += 2.0 * bool(_TIME.search(text)) + 0.5 * bool(_DAY.search(text)) + bool(_MAIL.search(text))
    if score == 0 and not page.head_top:
        return 0.0
    above_head = block[-1].bottom <= page.head_top + 0.5 * page.print_height
    score += 1.0 * above_head
    score += 1.0 * any(_beside_seal(piece, seal) for piece in block for seal in page.seals)
    score += 1.0 * (sum(_blue_share(piece, page) for piece in block) / len(block) > _BLUE)
    return score if above_head or _is_compact(block, page) else 0.0


def _is_compact(block: Sequence[Piece], page: _Page) -> bool:
    """Smaller print than the page's: elsewhere than above the head a document may name times and addresses itself."""
    heights = sorted(piece.height for piece in block)
    return heights[len(heights) // 2] < 0.9 * page.print_height


def _says(text: str, label: str) -> bool:
    return len(text) >= len(label) and fuzz.partial_ratio(label, text) >= _ALIKE


def _beside_seal(piece: Piece, seal: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = seal
    inside = top - 1 <= (piece.top + piece.bottom) / 2 <= bottom + 1
    return inside and left + 0.6 * (right - left) <= piece.left <= right + _NEAR_SEAL_MM


def _blue_share(piece: Piece, page: _Page) -> float:
    """Of the piece's ink, the share that is blue."""
    ink = page.picture.cut(page.picture.ink, piece.box)
    blue = page.picture.cut(page.picture.blue, piece.box)
    return min(1.0, float(blue.sum()) / max(1.0, float(ink.sum())))
