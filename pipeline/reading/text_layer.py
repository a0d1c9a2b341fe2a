"""A born-digital page's own text, read with pdfplumber, where it may stand for what is printed."""

from __future__ import annotations

import logging
import struct
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium_c
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page as PdfPage
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from models.geometry import WHOLE_PAGE, Box, around
from models.page import Line, Word
from pipeline.reading.legacy_fonts import Char, LegacyCode, decode_fonts
from pipeline.reading.trust import MOST_LETTERS, Doubt, LayerFacts, doubt

log = logging.getLogger(__name__)
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it tells of each odd font; an operator can do nothing about it

COLUMN_GAP = 2.0
"""A gap this many times as wide as the letters are high parts two columns, not two words of a justified line."""
_SAME_LETTER = str.maketrans({"Ð": "Đ", "ð": "đ", "\u00ad": "-", "\u00a0": " ", "\u2010": "-", "\u2011": "-"})
"""What some fonts map their đ, hyphen and space to: drawn alike, so the paper does not say which."""
_GRID = 100
_DEPTH = 6
_INVISIBLE = {pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP}
_PARSER_ERRORS = (
    PdfminerException, PDFException, PSException, ValueError, TypeError, LookupError, AttributeError, AssertionError,
    ArithmeticError, RecursionError, NotImplementedError, EOFError, struct.error, zlib.error,
)  # fmt: skip
"""What pdfminer has been seen to raise, and may, over broken files: it checks little before it uses a value."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page's layer says, whether to believe it, and why not (a Doubt's value, empty when trusted).

    ``decoded_from``: the codes of its legacy fonts; ``raw``: then its lines as the file has them.
    """

    lines: tuple[Line, ...]
    trusted: bool
    reason: str
    decoded_from: str = ""
    raw: str = ""

    @property
    def exists(self) -> bool:
        """Whether the page has a layer worth telling about: more than a page number."""
        return self.reason not in {Doubt.NO_LAYER, Doubt.TOO_LITTLE}


NO_LAYER = TextLayer((), trusted=False, reason=Doubt.NO_LAYER.value)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What PDFium sees of a page in a few milliseconds."""

    letters: int
    image_share: float
    invisible_share: float


def read_text_layer(path: Path, index: int) -> TextLayer:
    """The layer of page ``index`` (0-based) of a PDF; boxes as fractions of the shown page.

    Files that the parsers stumble over do not raise: they have no layer that could be trusted. Runs in a child process
    with limits, as all that parses foreign bytes.
    """
    drawn = _look(path, index)
    if drawn.letters == 0:
        return NO_LAYER
    if drawn.letters > MOST_LETTERS:
        return _distrusted(Doubt.TOO_MUCH)
    if why := _doubt_drawn(drawn):
        return _distrusted(why)
    try:
        with pdfplumber.open(path, pages=[index + 1], unicode_norm="NFC") as pdf:
            return _read(pdf.pages[0], drawn)
    except _PARSER_ERRORS as error:
        log.info("text layer cannot be parsed: page=%d error=%s", index + 1, type(error).__name__)
        return _distrusted(Doubt.UNMAPPED)


def _doubt_drawn(drawn: _Drawn) -> Doubt | None:
    """Spares parsing where the drawing alone decides; the letters' count then stands for the letters."""
    stand_in = {"": "a" * drawn.letters}
    why = doubt(LayerFacts(stand_in, image_share=drawn.image_share, invisible_share=drawn.invisible_share))
    return why if why in {Doubt.TOO_LITTLE, Doubt.INVISIBLE, Doubt.IMAGES} else None


def _read(page: PdfPage, drawn: _Drawn) -> TextLayer:
    chars: Sequence[Char] = page.chars
    shown = _shown_box(page)
    why = doubt(_facts(chars, drawn))
    if why is None:
        return TextLayer(_lines(chars, shown), trusted=True, reason="")
    decoded = decode_fonts(chars) if why in {Doubt.LEGACY_FONT, Doubt.MOJIBAKE} else None
    if decoded is None or doubt(_facts(decoded.chars, drawn, decoded.codes)) is not None:
        return _distrusted(why)
    raw = "\n".join(line.text for line in _lines(chars, shown, alike={}))
    codes = ", ".join(sorted(set(decoded.codes.values())))
    return TextLayer(_lines(decoded.chars, shown), trusted=True, reason="", decoded_from=codes, raw=raw)


def _facts(chars: Sequence[Char], drawn: _Drawn, codes: Mapping[str, LegacyCode] = MappingProxyType({})) -> LayerFacts:
    """``codes``: of the fonts that were decoded; such are no longer known by their names."""
    fonts: dict[str, list[str]] = defaultdict(list)
    last: Char | None = None
    for char in chars:
        apart = last is not None and _is_apart(last, char)
        name = str(char.get("fontname", ""))
        fonts[codes.get(name, name)].append((" " if apart else "") + str(char["text"]))
        last = char
    return LayerFacts(
        {name: "".join(texts).translate(_SAME_LETTER) for name, texts in fonts.items()},
        image_share=drawn.image_share,
        invisible_share=drawn.invisible_share,
        sideways_share=sum(not _is_upright(char) for char in chars) / max(len(chars), 1),
    )


def _lines(chars: Sequence[Char], shown: Box, *, alike: Mapping[int, str] = _SAME_LETTER) -> tuple[Line, ...]:
    """``alike``: letters that look the same, by the one that the text has."""
    words = extract_words([dict(char) for char in chars], use_text_flow=False, keep_blank_chars=False)
    seen = [word for word in words if _is_shown(word, shown)]
    return tuple(_line(line, shown, alike) for line in _printed_lines(seen))


def _distrusted(why: Doubt) -> TextLayer:
    return TextLayer((), trusted=False, reason=why.value)


def _is_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the second letter starts a new word, as far as can be told from two letters."""
    size = float(other["size"]) or 1.0
    return abs(float(other["x0"]) - float(one["x1"])) > 0.2 * size or abs(float(other["top"] - one["top"])) > size


def _is_upright(char: Mapping[str, Any]) -> bool:
    """Whether a letter stands upright on the shown page: its base line runs to the right, to within 45 degrees."""
    right, up = float(char["matrix"][0]), float(char["matrix"][1])
    return right > abs(up)


def _shown_box(page: PdfPage) -> Box:
    """What a viewer shows, CropBox within MediaBox, in pdfplumber's coordinates.

    Those start at the MediaBox's upper left corner after /Rotate; pdfplumber's own cropbox forgets the rotation.
    """
    media, crop = _ordered(page.page_obj.mediabox), _ordered(page.page_obj.cropbox)
    width, height = media[2] - media[0], media[3] - media[1]
    cropped = Box(
        (crop[0] - media[0]) / width, (media[3] - crop[3]) / height,
        (crop[2] - media[0]) / width, (media[3] - crop[1]) / height,
    ).clamped()  # fmt: skip
    shown = cropped.turned(int(page.rotation)) if cropped.width and cropped.height else WHOLE_PAGE
    left, top = float(page.mediabox[0]), float(page.mediabox[1])
    across, down = float(page.width), float(page.height)
    return Box(
        left + shown.left * across, top + shown.top * down, left + shown.right * across, top + shown.bottom * down
    )


def _ordered(box: Sequence[float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = map(float, box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _is_shown(word: Mapping[str, Any], shown: Box) -> bool:
    x, y = (float(word["x0"]) + float(word["x1"])) / 2, (float(word["top"]) + float(word["bottom"])) / 2
    return shown.left <= x <= shown.right and shown.top <= y <= shown.bottom


def _printed_lines(words: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Words of one baseline and one column, in the order in which pdfplumber found them: by rows, left to right."""
    rows: list[list[dict[str, Any]]] = []
    for word in words:
        if rows and abs(float(word["bottom"]) - float(rows[-1][-1]["bottom"])) <= 0.5 * _height(word):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [line for row in rows for line in _columns(row)]


def _columns(row: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    ordered = sorted(row, key=lambda word: float(word["x0"]))
    lines = [[ordered[0]]]
    for left, right in pairwise(ordered):
        if float(right["x0"]) - float(left["x1"]) > COLUMN_GAP * max(_height(left), _height(right)):
            lines.append([])
        lines[-1].append(right)
    return lines


def _line(words: Sequence[dict[str, Any]], shown: Box, alike: Mapping[int, str]) -> Line:
    read = tuple(_word(word, shown, alike) for word in words)
    box = around([word.box for word in read]).rounded()
    return Line(text=" ".join(word.text for word in read), box=box, confidence=1.0, words=read)


def _word(word: Mapping[str, Any], shown: Box, alike: Mapping[int, str]) -> Word:
    box = Box(
        (float(word["x0"]) - shown.left) / shown.width,
        (float(word["top"]) - shown.top) / shown.height,
        (float(word["x1"]) - shown.left) / shown.width,
        (float(word["bottom"]) - shown.top) / shown.height,
    )
    text = unicodedata.normalize("NFC", str(word["text"]).translate(alike))
    return Word(text=text, box=box.clamped().rounded(), confidence=1.0, readers=("text_layer",))


def _height(word: Mapping[str, Any]) -> float:
    return max(float(word["bottom"]) - float(word["top"]), 1.0)


def _look(path: Path, index: int) -> _Drawn:
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[index]
            letters = int(page.get_textpage().count_chars())
            return _Drawn(letters, _image_share(page), _invisible_share(page)) if letters else _Drawn(0, 0.0, 0.0)
    except (pypdfium2.PdfiumError, IndexError):
        return _Drawn(0, 0.0, 0.0)


def _invisible_share(page: pypdfium2.PdfPage) -> float:
    pieces = list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH))
    hidden = sum(pdfium_c.FPDFTextObj_GetTextRenderMode(piece) in _INVISIBLE for piece in pieces)
    return hidden / len(pieces) if pieces else 0.0


def _image_share(page: pypdfium2.PdfPage) -> float:
    """The part of the page under at least one image, to a hundredth of its sides."""
    left, bottom, right, top = page.get_bbox()
    width, height = max(right - left, 1e-6), max(top - bottom, 1e-6)
    covered = np.zeros((_GRID, _GRID), np.bool_)
    for image in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        x0, y0, x1, y1 = image.get_bounds()
        columns = slice(*(round(min(max((x - left) / width, 0.0), 1.0) * _GRID) for x in (x0, x1)))
        rows = slice(*(round(min(max((y - bottom) / height, 0.0), 1.0) * _GRID) for y in (y0, y1)))
        covered[rows, columns] = True
    return float(covered.mean())
