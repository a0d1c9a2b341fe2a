"""A piece of a source page for a person to look at, cut where the evidence lies."""

from __future__ import annotations

from pathlib import Path

import cv2

from models.errors import InputRefused
from models.geometry import Box
from models.verdict import Verdict
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source

DPI = 300
MARGIN = 0.6
"""Of the box's height, on each side: enough of the print around it to see what was filled in."""


def cut_snippet(path: Path, page: int, box: Box, limits: Limits) -> bytes:
    """PNG in colour of ``box`` (fractions of the shown page) on page ``page`` (1-based, as in the evidence).

    Raises InputRefused when the page cannot be drawn within the limits.
    """
    with open_source(path, limits) as source:
        pixels = source.draw(page - 1, dpi=DPI, grey=False)
    height, width = pixels.shape[:2]
    margin = MARGIN * box.height * height
    left, right = max(0, int(box.left * width - margin)), min(width, int(box.right * width + margin) + 1)
    top, bottom = max(0, int(box.top * height - margin)), min(height, int(box.bottom * height + margin) + 1)
    piece = pixels[top : max(bottom, top + 1), left : max(right, left + 1)]
    done, data = cv2.imencode(".png", cv2.cvtColor(piece, cv2.COLOR_RGB2BGR))
    if not done:
        raise InputRefused(Verdict.OUT_OF_MEMORY, "no room for the snippet")
    return bytes(data)
