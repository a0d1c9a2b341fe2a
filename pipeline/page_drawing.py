"""A page drawn as the two stages want it: grey for readers, in colour for regions; each page is drawn but once."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.source.document import Pixels, SourceDocument
from pipeline.source.media import MediaType


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The page as a viewer shows it: ``grey`` at the resolution asked for, ``colour`` (RGB) perhaps half as large."""

    grey: Pixels
    colour: Pixels


def draw_page(source: SourceDocument, index: int, *, dpi: int) -> DrawnPage:
    """Raises InputRefused as ``source.draw`` does.

    A PDF page that is one JPEG is decoded in grey, and half as large in colour, together in two thirds of the time of
    all its colours; any other is drawn in colour, which PDFium does faster than in grey, and turned grey.
    """
    embedded = source.embedded(index) if source.media_type is MediaType.PDF else None
    if embedded is not None and embedded.encoding == "jpeg" and not source.annotations(index):
        grey = source.draw(index, dpi=dpi, grey=True)
        return DrawnPage(grey, source.draw(index, dpi=max(1, dpi // 2), grey=False))
    colour = source.draw(index, dpi=dpi, grey=False)
    return DrawnPage(np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8), colour)
