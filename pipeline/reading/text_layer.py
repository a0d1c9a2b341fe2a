"""A born-digital page's own text, read with pdfplumber, and whether it can be trusted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfplumber.utils.exceptions import PdfminerException

from models.geometry import Box, around
from models.page import Line, Word

LEAST_LETTERS = 40
"""A page with fewer letters in its layer (a page number, a stamp) is read from its image."""
MOST_STRANGE = 0.02
_LEGACY_FONT = re.compile(r"(?:^|\+)(?:\.?Vn[A-Z]|VNI[-_ ]|\.VN)", re.ASCII)
_MARKED = frozenset("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's layer says, whether to believe it, and why not."""

    lines: tuple[Line, ...]
    trusted: bool
    reason: str


NO_LAYER = TextLayer((), trusted=False, reason="none")


def read_text_layer(path: Path, index: int) -> TextLayer:
    """The layer of one page of a PDF; boxes as fractions of the shown page. Odd files do not raise: no layer."""
    try:
        with pdfplumber.open(path, pages=[index + 1], unicode_norm="NFC") as pdf:
            page = pdf.pages[0]
            chars = page.chars
            words = page.extract_words(
                keep_blank_chars=False, use_text_flow=False, extra_attrs=["fontname"], return_chars=False
            )
            size = float(page.width), float(page.height)
    except (
        PdfminerException,
        PDFException,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        RecursionError,
    ):
        return NO_LAYER
    if not chars:
        return NO_LAYER
    reason = _doubt(chars)
    if reason:
        return TextLayer((), trusted=False, reason=reason)
    return TextLayer(_lines(words, size), trusted=True, reason="")


def _doubt(chars: Sequence[dict[str, Any]]) -> str:
    """Why the layer is not to be believed; empty when it is."""
    text = unicodedata.normalize("NFC", "".join(str(char["text"]) for char in chars))
    letters = [letter for letter in text.casefold() if letter.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return "too_little"
    if any(_LEGACY_FONT.search(str(char.get("fontname", ""))) for char in chars):
        return "legacy_font"
    strange = sum(
        unicodedata.category(letter) in {"Co", "Cn", "Cc"} or letter == "�" for letter in text if letter != "\n"
    )
    if "(cid:" in text or strange > MOST_STRANGE * len(text):
        return "unmapped"
    known = sum(letter in _MARKED or letter in _PLAIN for letter in letters)
    if known < (1 - MOST_STRANGE) * len(letters):
        return "mojibake"
    return ""


def _lines(words: Sequence[dict[str, Any]], size: tuple[float, float]) -> tuple[Line, ...]:
    """Words grouped by their baseline, in the order in which pdfplumber found them."""
    lines: list[list[dict[str, Any]]] = []
    for word in words:
        if lines and abs(float(word["bottom"]) - float(lines[-1][-1]["bottom"])) <= 0.5 * _height(word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(_line(line, size) for line in lines)


def _line(words: Sequence[dict[str, Any]], size: tuple[float, float]) -> Line:
    read = tuple(_word(word, size) for word in words)
    return Line(
        text=" ".join(word.text for word in read),
        box=around([word.box for word in read]).rounded(),
        confidence=1.0,
        words=read,
    )


def _word(word: dict[str, Any], size: tuple[float, float]) -> Word:
    width, height = size
    box = Box(
        float(word["x0"]) / width,
        float(word["top"]) / height,
        float(word["x1"]) / width,
        float(word["bottom"]) / height,
    )
    text = unicodedata.normalize("NFC", str(word["text"]))
    return Word(text=text, box=box.clamped().rounded(), confidence=1.0, readers=("text_layer",), agreed=False)


def _height(word: dict[str, Any]) -> float:
    return max(float(word["bottom"]) - float(word["top"]), 1.0)
