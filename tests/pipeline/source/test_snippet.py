"""Snippets: what the evidence's box shows, cut from the source."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from models.geometry import Box
from pipeline.source.limits import Limits
from pipeline.source.snippet import MARGIN, cut_snippet


def test_a_snippet_shows_the_box_and_some_of_its_surroundings_in_colour(tmp_path: Path) -> None:
    pixels = np.full((1000, 800, 3), 255, np.uint8)
    pixels[200:240, 100:180] = (20, 40, 160)
    Image.fromarray(pixels).save(tmp_path / "page.png", dpi=(300, 300))
    data = cut_snippet(tmp_path / "page.png", 1, Box(100 / 800, 0.2, 180 / 800, 0.24), Limits())
    seen = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert seen is not None
    margin = round(MARGIN * 40)
    assert abs(seen.shape[0] - (40 + 2 * margin)) <= 2
    assert abs(seen.shape[1] - (80 + 2 * margin)) <= 2
    assert tuple(seen[seen.shape[0] // 2, seen.shape[1] // 2]) == (160, 40, 20), "blue ink stays blue (BGR)"
    assert seen[0, 0].min() == 255


def test_a_box_at_the_edge_is_cut_at_the_edge(tmp_path: Path) -> None:
    Image.fromarray(np.full((100, 80), 255, np.uint8)).save(tmp_path / "page.png", dpi=(300, 300))
    data = cut_snippet(tmp_path / "page.png", 1, Box(0.9, 0.9, 1.0, 1.0), Limits())
    assert cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) is not None
