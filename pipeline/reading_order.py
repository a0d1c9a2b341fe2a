"""The order in which a person reads a page: heads and feet column by column, tables row by row, the rest downwards.

Recognition joins what lies at one height: the agency on the left with the nation's name on the right (Decree
30/2020/NĐ-CP, Annex I, puts them side by side), the recipients with the signer's office. Such lines are cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.page import Line, Word, line_of
from pipeline.letterhead import HEAD_SHARE, MOTTO, NATION
from pipeline.regions.frames import Grid
from pipeline.regions.pieces import Piece, pieces
from pipeline.vietnamese import holds, is_capitals

_SAME_ROW = 0.5
"""Of the lower one's height: pieces that share so much height stand in one row."""
_CLOSEST_MM = 1.5
"""Columns stand at least so far apart."""
_FARTHEST_MM = 22.0
"""Rows of one zone follow each other closer than this: room for seal and signature stands between, not above."""
_SIGNING_MM = 60.0
_OFF_CENTRE = 0.06
_RIGHT_HALF = 0.4
"""Right columns begin beyond this share of the page's width."""
_RECIPIENTS = "Nơi nhận"
_LEAST_CAPITALS_MM = 18.0


@dataclass(slots=True)
class _Zone:
    """Rows of two columns; ``left_end`` and ``right_begin`` in mm are where the columns stop and start so far."""

    left: list[Piece]
    right: list[Piece]
    left_end: float
    right_begin: float
    width_mm: float

    def takes(self, row: Sequence[Piece], *, before: bool = False) -> bool:
        """Adds a row below (or above: ``before``) when each of its pieces lies clear in one of the columns."""
        left_end, right_begin = self.left_end, self.right_begin
        sides: list[bool] = []
        for piece in row:
            if piece.left >= max(left_end + _CLOSEST_MM, _RIGHT_HALF * self.width_mm):
                right_begin = min(right_begin, piece.left)
                sides.append(True)
            elif piece.right <= right_begin - _CLOSEST_MM and not (before and len(row) == 1):
                left_end = max(left_end, piece.right)
                sides.append(False)
            else:
                return False
        if right_begin - left_end < _CLOSEST_MM:
            return False
        self.left_end, self.right_begin = left_end, right_begin
        for piece, is_right in zip(row, sides, strict=True):
            (self.right if is_right else self.left).append(piece)
        return True


def in_reading_order(
    lines: Sequence[Line], *, width_mm: float, height_mm: float, grids: Sequence[Grid] = ()
) -> tuple[Line, ...]:
    """Boxes as fractions of an upright, straight page of that size. No word is lost; lines that stay whole stay as
    they are."""
    tables: list[list[Piece]] = [[] for _ in grids]
    found: list[Piece] = []
    for line in lines:
        for place, words in _shares(line, grids):
            part = line_of(words)
            own = pieces([part] if part else [], width_mm=width_mm, height_mm=height_mm)
            (found if place is None else tables[place[0]]).extend(own)
    rows = _rows(found)
    blocks = [*_blocks(rows, width_mm)]
    for grid, inside in zip(grids, tables, strict=True):
        at = next((place for place, (top, _) in enumerate(blocks) if top > grid.box.top * height_mm), len(blocks))
        blocks.insert(at, (grid.box.top * height_mm, [*_cells(grid, inside)]))
    return tuple(_whole(lines, [words for _, block in blocks for words in block]))


Run = tuple[Piece, ...]
"""Pieces that make one line of the result."""


def _rows(found: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces at one height, from left to right; rows downwards."""
    rows: list[list[Piece]] = []
    for piece in sorted(found, key=lambda item: item.top + item.bottom):
        home = next((row for row in rows[-3:] if _is_level(piece, row)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    return [sorted(row, key=lambda item: item.left) for row in rows]


def _is_level(piece: Piece, row: Sequence[Piece]) -> bool:
    shared = min(piece.bottom, row[0].bottom) - max(piece.top, row[0].top)
    return shared >= _SAME_ROW * min(piece.height, row[0].height)


def _blocks(rows: list[list[Piece]], width_mm: float) -> Iterator[tuple[float, list[Run]]]:
    """Each with the height in mm at which it begins: a zone of two columns, or one row."""
    place = 0
    pending: list[list[Piece]] = []
    while place < len(rows):
        zone = _zone(rows[place], width_mm)
        if zone is None:
            pending.append(rows[place])
            place += 1
            continue
        while pending and _near(pending[-1], zone) and zone.takes(pending[-1], before=True):
            pending.pop()
        yield from ((row[0].top, [tuple(row)]) for row in pending)
        pending = []
        place += 1
        while place < len(rows) and _continues(rows[place], zone) and zone.takes(rows[place]):
            place += 1
        yield min(piece.top for piece in (*zone.left, *zone.right)), [*_column(zone.left), *_column(zone.right)]
    yield from ((row[0].top, [tuple(row)]) for row in pending)


def _zone(row: Sequence[Piece], width_mm: float) -> _Zone | None:
    """A zone that begins in this row: at the nation's name, at the recipients, at two offices side by side."""
    for place, piece in enumerate(row):
        if piece.box.top < HEAD_SHARE and (holds(piece.text, NATION) or holds(piece.text, MOTTO)):
            before = [*row[:place]]
            if piece.left < 0.3 * width_mm:
                return None
            left_end = max((other.right for other in before), default=0.0)
            return _Zone(before, [*row[place:]], left_end, piece.left, width_mm)
        if piece.left < 0.4 * width_mm and len(piece.text) < 24 and holds(piece.text, _RECIPIENTS):
            after = row[place + 1 :]
            right_begin = min((other.left for other in after), default=width_mm)
            return _Zone([*row[: place + 1]], [*after], piece.right, right_begin, width_mm)
    wide = [piece for piece in row if piece.right - piece.left >= _LEAST_CAPITALS_MM]
    if len(row) == len(wide) == 2 and all(is_capitals(piece.text) for piece in row):
        return _Zone([row[0]], [row[1]], row[0].right, row[1].left, width_mm)
    return None


def _continues(row: Sequence[Piece], zone: _Zone) -> bool:
    """Whether a row may belong to a zone above it: near, no heading in the page's middle, no new beginning."""
    anew = any(piece.left < _RIGHT_HALF * zone.width_mm and holds(piece.text, _RECIPIENTS) for piece in row)
    return _near(row, zone) and not _is_middle(row, zone.width_mm) and not anew


def _near(row: Sequence[Piece], zone: _Zone) -> bool:
    """Whether a row stands close enough; between office and name, and only there, is room for signature and seal."""
    below = min(row[0].top - max((piece.bottom for piece in side), default=-1e9) for side in (zone.left, zone.right))
    above = min(piece.top for piece in (*zone.left, *zone.right)) - row[0].bottom
    signing = any(holds(piece.text, _RECIPIENTS) for piece in zone.left) and not _is_signed(zone)
    return max(below, above) <= (_SIGNING_MM if signing else _FARTHEST_MM)


def _is_signed(zone: _Zone) -> bool:
    """Whether the room for signature and seal lies within the right column: what follows below it is the name."""
    downwards = sorted(zone.right, key=lambda piece: piece.top)
    return any(lower.top - upper.bottom > _FARTHEST_MM for upper, lower in pairwise(downwards))


def _is_middle(row: Sequence[Piece], width_mm: float) -> bool:
    """Whether a row is one heading in the page's middle: it belongs to neither column."""
    middle = (row[0].left + row[-1].right) / 2 / width_mm
    return len(row) == 1 and abs(middle - 0.5) < _OFF_CENTRE


def _column(found: Sequence[Piece]) -> list[Run]:
    """A column's rows, downwards."""
    return [tuple(row) for row in _rows(found)]


def _cells(grid: Grid, inside: Sequence[Piece]) -> Iterator[Run]:
    """Cell by cell, row by row; the lines of one cell downwards."""
    cells: dict[tuple[int, int], list[Piece]] = {}
    for piece in inside:
        x, y = piece.box.middle
        row = sum(y > ruling for ruling in grid.rows)
        column = sum(x > ruling for ruling in grid.columns)
        cells.setdefault((row, column), []).append(piece)
    for place in sorted(cells):
        yield from _column(cells[place])


def _shares(line: Line, grids: Sequence[Grid]) -> Iterator[tuple[tuple[int, int] | None, list[Word]]]:
    """The line's words by table (place in ``grids``) and column, None outside all tables."""
    shares: dict[tuple[int, int] | None, list[Word]] = {}
    for word in line.words:
        x = word.box.middle[0]
        table = next((place for place, grid in enumerate(grids) if grid.box.holds_middle(word.box)), None)
        cell = None if table is None else (table, sum(x > ruling for ruling in grids[table].columns))
        shares.setdefault(cell, []).append(word)
    yield from shares.items()


def _whole(lines: Sequence[Line], runs: Sequence[Run]) -> Iterator[Line]:
    """Lines made of runs. Of a row that no column parts, what was one line stays one line."""
    home = {id(word): line for line in lines for word in line.words}
    for run in runs:
        groups: dict[int, list[Piece]] = {}
        for piece in run:
            groups.setdefault(id(home[id(piece.words[0])]), []).append(piece)
        for group in groups.values():
            words = tuple(word for piece in group for word in piece.words)
            line = home[id(words[0])]
            part = line if len(words) == len(line.words) else line_of(words)
            if part is not None:
                yield part
