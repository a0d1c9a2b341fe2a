"""An invisible font: one glyph without ink stands for every character; text can be searched and copied, not seen."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph

NAME = "SohoaGlyphless"
UNITS = 1000
ADVANCE = 500
ASCENT, DESCENT = 800, -200
_LAST_CODE = 65535
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_EPOCH_2000 = 3_029_529_600
"""A fixed date (seconds since 1904), so that the font is the same to the byte each time."""
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class GlyphlessFont:
    """Codes of two bytes, dealt out one by one as characters appear: any character of Unicode may get one."""

    def __init__(self) -> None:
        self._codes = {_REPLACEMENT: 1}

    def encode(self, text: str) -> bytes:
        """The text as a PDF string's bytes, and every character remembered for the ToUnicode map."""
        return b"".join(self._code(character).to_bytes(2, "big") for character in text)

    def _code(self, character: str) -> int:
        known = self._codes.get(character)
        if known is not None:
            return known
        if not _is_mappable(character) or len(self._codes) == _LAST_CODE:
            return self._codes[_REPLACEMENT]
        self._codes[character] = len(self._codes) + 1
        return self._codes[character]

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font as an object of ``pdf``; call it after the last ``encode``."""
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{NAME}"), Flags=4, ItalicAngle=0,
            FontBBox=[0, DESCENT, ADVANCE, ASCENT], Ascent=ASCENT, Descent=DESCENT, CapHeight=ASCENT, StemV=80,
            FontFile2=pdf.make_stream(_true_type(), Length1=len(_true_type())),
        )  # fmt: skip
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name(f"/{NAME}"),
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
            FontDescriptor=pdf.make_indirect(descriptor), DW=ADVANCE,
            CIDToGIDMap=pdf.make_stream(b"\x00\x00" + b"\x00\x01" * len(self._codes)),
        )  # fmt: skip
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name(f"/{NAME}"),
            Encoding=pikepdf.Name("/Identity-H"), DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=pdf.make_stream(_to_unicode(self._codes.items())),
        )  # fmt: skip
        return pdf.make_indirect(font)


def _is_mappable(character: str) -> bool:
    """U+0000, U+FEFF, U+FFFE and lone surrogates may not stand in a ToUnicode map (ISO 19005-2, 6.2.11.7)."""
    point = ord(character)
    return point != 0 and not 0xD800 <= point < 0xE000 and point not in {0xFEFF, 0xFFFE, 0xFFFF}


def _to_unicode(codes: Iterable[tuple[str, int]]) -> bytes:
    rows = sorted((code, character) for character, code in codes)
    blocks = []
    for start in range(0, len(rows), 100):  # a block may hold at most a hundred entries
        block = rows[start : start + 100]
        lines = [f"<{code:04X}> <{character.encode('utf-16-be').hex().upper()}>" for code, character in block]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar\n")
    return _TO_UNICODE.format(blocks="".join(blocks)).encode("ascii")


@functools.cache
def _true_type() -> bytes:
    """A TrueType font of two glyphs without ink, and without dates, so that it is the same each time."""
    builder = FontBuilder(UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "any"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph(), "any": _inkless_glyph()})
    builder.setupHorizontalMetrics({".notdef": (ADVANCE, 0), "any": (ADVANCE, 0)})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT)
    builder.setupNameTable({"familyName": NAME, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ASCENT, sTypoDescender=DESCENT)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = _EPOCH_2000
    builder.font.recalcTimestamp = False
    buffer = io.BytesIO()
    builder.font.save(buffer)
    return buffer.getvalue()


def _inkless_glyph() -> Glyph:
    """There and back along one line: no area to paint, but an extent. PDFium leaves out text that has none: with an
    empty glyph, all words on a page turned by a quarter.
    """
    pen = TTGlyphPen(None)
    pen.moveTo((0, DESCENT))
    pen.lineTo((ADVANCE, ASCENT))
    pen.closePath()
    return pen.glyph()
