"""Letterheads painted with known words, as a perfect reader would hand them over, and digits by pen among them."""

from __future__ import annotations

import numpy as np

from models.geometry import Box, around
from models.page import Line, Word
from pipeline.page_image import PageImage
from samples.fonts import Style, font_of, width_mm
from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM, Mark, PenDigits, Sheet, Text, paint

DPI = 225
_PER_MM = DPI / 25.4
TOP = 24.0
BASELINE = TOP + 19.0


class HeadPainter:
    """Collects marks and the lines of words that they make."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._rows: dict[float, list[Word]] = {}

    def print(self, text: str, x: float, y: float, *, style: Style = "regular", points: float = 13.0) -> float:
        """Print words from ``x`` mm on; gives where they end."""
        for token in text.split(" "):
            if token:
                self.marks.append(Text(x, y, token, style, points))
                self._rows.setdefault(y, []).append(_word(token, x, y, style=style, points=points))
            x += width_mm(token + " ", style, points)
        return x - width_mm(" ", style, points)

    def write(self, digits: str, x: float, y: float, *, seed: int = 3) -> float:
        """Write by pen; the reader sees nothing of it."""
        self.marks.append(PenDigits(x, y + 0.4, digits, height=5.0, seed=seed))
        return x + 4.0 * len(digits)

    def image(self) -> PageImage:
        pixels = paint(Sheet(tuple(self.marks)), DPI)
        return PageImage(np.ascontiguousarray(pixels.min(axis=2)), DPI)

    def lines(self) -> tuple[Line, ...]:
        rows = [tuple(words) for _, words in sorted(self._rows.items())]
        return tuple(
            Line(text=" ".join(w.text for w in words), box=around([w.box for w in words]), confidence=0.96, words=words)
            for words in rows
        )


def head(*, number: str = "", day: str = "", month: str = "2", pen_month: str = "") -> HeadPainter:
    """A letterhead. ``number``, ``day`` and ``pen_month`` are by pen; left out, 05 and 14 and ``month`` are printed."""
    painter = HeadPainter()
    painter.print("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 108, TOP, style="bold", points=12.0)
    painter.print("Độc lập - Tự do - Hạnh phúc", 121, TOP + 5.8, style="bold")
    painter.print("ỦY BAN NHÂN DÂN", 42, TOP, style="bold", points=12.0)
    painter.print("XÃ MỘC ĐIỀN", 46, TOP + 5.4, style="bold", points=12.0)
    if number:
        after = painter.write(number, painter.print("Số:", 36, BASELINE) + 1.5, BASELINE)
        painter.print("/QĐ-UBND", after + 2.5, BASELINE)
    else:
        painter.print("Số: 05/QĐ-UBND", 40, BASELINE)
    x = painter.print("Mộc Điền, ngày", 108, BASELINE, style="italic")
    space = width_mm(" ", "italic", 13.0)
    x = painter.write(day, x + 1.5, BASELINE) + 2.0 if day else painter.print("14", x + space, BASELINE, style="italic")
    x = painter.print("tháng", x + space, BASELINE, style="italic")
    if pen_month:
        x = painter.write(pen_month, x + 1.5, BASELINE) + 2.0
    else:
        x = painter.print(month, x + space, BASELINE, style="italic")
    painter.print("năm 2025", x + space, BASELINE, style="italic")
    painter.print("QUYẾT ĐỊNH", 92, TOP + 33, style="bold", points=14.0)
    return painter


def _word(token: str, x: float, y: float, *, style: Style, points: float) -> Word:
    left, top, right, bottom = font_of(style, round(points / 72 * DPI)).getbbox(token, anchor="ls")
    width, height = round(A4_WIDTH_MM * _PER_MM), round(A4_HEIGHT_MM * _PER_MM)
    box = Box(
        (x * _PER_MM + left) / width,
        (y * _PER_MM + top) / height,
        (x * _PER_MM + right) / width,
        (y * _PER_MM + bottom) / height,
    )
    return Word(text=token, box=box, confidence=0.96, readers=("tesseract",))
