"""A printed sheet for readers: Vietnamese lines in the samples' serif font."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw
from rapidfuzz import fuzz

from pipeline.page_image import PageImage
from samples.fonts import font_of

TEXT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Căn cứ nghị quyết của Hội đồng nhân dân;",
    "Số: 05/QĐ-UBND, ngày 05 tháng 02 năm 2025",
    "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
)
LEFT, TOP, STEP = 220, 400, 110


def sheet(lines: Sequence[str] = TEXT) -> PageImage:
    """A4 at 225 dpi; the lines' tops are STEP pixels apart, from (LEFT, TOP)."""
    page = Image.new("L", (1860, 2631), 255)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((LEFT, TOP + STEP * number), line, fill=0, font=font_of("regular", 44))
    return PageImage(np.asarray(page, np.uint8), 225)


def alike(read: Sequence[str]) -> bool:
    """Whether these are the sheet's lines but for a mark or two: one reader alone may slip."""
    return len(read) == len(TEXT) and all(fuzz.ratio(one, other) > 95 for one, other in zip(read, TEXT, strict=True))
