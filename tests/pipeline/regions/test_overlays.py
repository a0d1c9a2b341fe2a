"""Overlays on pages of many pieces: a plan of 4800 by 7200 pixels once took longer to part than to read."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np

from models.geometry import Box
from models.page import Word
from pipeline.regions.overlays import find_overlays
from pipeline.regions.picture import Picture
from pipeline.regions.pieces import Piece
from pipeline.source.document import Pixels


def drawing(columns: int, rows: int) -> list[Piece]:
    """Short labels all over a plan of 600 by 900 mm."""
    found = []
    for column in range(columns):
        for row in range(rows):
            left, top = 580 * column / columns, 880 * row / rows
            box = Box(left / 600, top / 900, (left + 9) / 600, (top + 3) / 900)
            found.append(
                Piece(
                    (Word(text="KEY", box=box, confidence=0.9, readers=("tesseract",)),), left, top, left + 9, top + 3
                )
            )
    return found


def test_ink_is_counted_for_few_of_the_pairs_of_a_drawings_labels() -> None:
    found = drawing(20, 40)
    nothing: Pixels = np.zeros((900, 600), np.uint8)
    picture = Picture(nothing, nothing, nothing, nothing, nothing, mm=1.0)
    with patch.object(Picture, "cut", autospec=True, side_effect=Picture.cut) as cut:
        assert find_overlays(picture, found, ()) == ()
    assert cut.call_count < 100 * len(found)
