"""Pages as a reader would hand them over, laid out from lines of text: for tests of what is found in them."""

from __future__ import annotations

from models.geometry import Box, around
from models.page import Line, Page, Word

LETTER = 0.0085
HEIGHT = 0.012
WELL_READ = 0.999
"""A word's confidence is a frequency; nine of ten words of real scans have 0.99 or more."""


def word(text: str, left: float, top: float, *, confidence: float = WELL_READ, height: float = HEIGHT) -> Word:
    box = Box(left, top, left + LETTER * len(text), top + height)
    return Word(text=text, box=box, confidence=confidence, readers=("tesseract",))


def line(text: str, left: float, top: float, *, confidence: float = WELL_READ) -> Line:
    """Words of one line side by side; a token ``|0.5`` moves the pen to that place, as between two columns."""
    words: list[Word] = []
    for token in text.split():
        if token.startswith("|"):
            left = float(token[1:])
            continue
        words.append(word(token, left, top, confidence=confidence))
        left += LETTER * (len(token) + 1)
    return of_words(words)


def of_words(words: list[Word]) -> Line:
    return Line(
        text=" ".join(item.text for item in words),
        box=around([item.box for item in words]),
        confidence=min(item.confidence for item in words),
        words=tuple(words),
    )


def page(*lines: Line, index: int = 0, rotation: int = 0) -> Page:
    return Page(index=index, width=2480, height=3508, dpi=300, rotation=rotation, lines=lines)


def decision(*, index: int = 0, number: str = "Số: 05/QĐ-UBND", day: str = "ngày 05 tháng 02 năm 2025") -> Page:
    """A decision of an invented commune, on one page."""
    return page(
        line("ỦY BAN NHÂN DÂN |0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.18, 0.07),
        line("XÃ MỘC ĐIỀN |0.5 Độc lập - Tự do - Hạnh phúc", 0.2, 0.088),
        line(f"{number} |0.5 Mộc Điền, {day}", 0.2, 0.12),
        line("QUYẾT ĐỊNH", 0.45, 0.165),
        line("Về việc khen thưởng gương người tốt", 0.3, 0.188),
        line("tại thôn Xóm Lụa", 0.4, 0.21),
        line("Căn cứ Luật Tổ chức chính quyền địa phương;", 0.2, 0.26),
        line("Nơi nhận: |0.6 TM. ỦY BAN NHÂN DÂN", 0.15, 0.7),
        line("- Lưu: VT. |0.63 CHỦ TỊCH", 0.15, 0.72),
        line("Trần Mẫu Vỹ", 0.62, 0.82),
        index=index,
    )
