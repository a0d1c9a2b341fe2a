"""What a PDF page is made of: the one image that fills it, its annotations, its signatures. Nothing is drawn here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pikepdf

from models.geometry import Box
from pipeline.source.document import EmbeddedImage

FULL_PAGE_SLACK = 0.012
"""How far, as a share of the page, an image's edge may lie from the page's: scanners round to whole points."""

LONGEST_CONTENT = 256 * 1024
"""Bytes of operators; beyond, a page is taken for a drawing unseen (parsing takes a quarter of a second a megabyte)."""
NONSENSE = (
    pikepdf.PdfError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError,
    NotImplementedError, RecursionError,
)  # fmt: skip
"""What looking at a structure that makes no sense raises: hostile files put any type in any place."""

_HIDDEN = 2 | 32  # annotation flags Hidden and NoView (ISO 32000, table 167)
_STATE = frozenset({"BT", "ET", "Tm", "Tf", "Td", "TD", "TL", "Tc", "Tw", "Tz", "Ts", "T*",
                    "w", "J", "j", "M", "d", "ri", "i", "BMC", "EMC", "MP", "DP", "BX", "EX",
                    "g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN"})  # fmt: skip
"""Operators that neither draw nor change how an image is drawn."""
_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_PLAIN_BLENDS = frozenset({"/Normal", "/Compatible"})
_DRAWN_UNASKED = frozenset({"/Circle", "/Highlight", "/Ink", "/Square", "/Squiggly", "/StrikeOut", "/Text",
                            "/Underline"})  # fmt: skip
"""Annotations that PDFium draws even where they bring no appearance of their own."""
_SIMPLE_SPACES = frozenset({"/DeviceRGB", "/DeviceGray", "/CalRGB", "/CalGray"})
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image XObject and the matrix that takes its unit square to the page's user space."""

    stream: pikepdf.Stream
    matrix: Matrix


def page_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Left, bottom, right, top of what a viewer shows, in user space: CropBox within MediaBox."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    box = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return box if box[0] < box[2] and box[1] < box[3] else media


def page_rotation(page: pikepdf.Page) -> int:
    """/Rotate as 0, 90, 180 or 270, inherited values included."""
    value = page.obj.get("/Rotate", _inherited(page.obj, "/Rotate"))
    return int(value) % 360 if value is not None and int(value) % 90 == 0 else 0


def sole_image(page: pikepdf.Page) -> PlacedImage | None:
    """The image XObject of a page that draws exactly one image and nothing else that can be seen.

    Invisible text (a scanner's own recognition) and clipping to no less than the page count as nothing.
    """
    contents = page.obj.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    if sum(len(stream.read_bytes()) for stream in streams) > LONGEST_CONTENT:
        return None
    walk = _Walk(page)
    for instruction in pikepdf.parse_content_stream(page):
        if not walk.follow(str(instruction.operator), list(instruction.operands)):
            return None
    return walk.found


class _Walk:
    """Follows a page's operators as far as they show nothing but one image."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.found: PlacedImage | None = None
        self._page, self._resources = page, page.resources
        self._matrix: Matrix = (1, 0, 0, 1, 0, 0)
        self._text_mode = 0
        self._saved: list[tuple[Matrix, int]] = []
        self._has_path = False

    def follow(self, operator: str, operands: list[pikepdf.Object]) -> bool:
        """False when the operator shows anything else, or alters how the image is shown."""
        if operator == "q":
            self._saved.append((self._matrix, self._text_mode))
        elif operator == "Q":
            self._matrix, self._text_mode = self._saved.pop() if self._saved else (self._matrix, self._text_mode)
        elif operator == "cm":
            self._matrix = _times(_matrix(operands), self._matrix)
        elif operator == "Tr":
            self._text_mode = int(operands[0])
        elif operator == "Do":
            return self._draw(str(operands[0]))
        elif operator == "gs":
            return _is_opaque(self._resources.ExtGState[str(operands[0])])
        elif operator == "BDC":
            return operands[0] != "/OC"  # optional content may be switched off
        elif operator in _SHOW_TEXT:
            return self._text_mode == _INVISIBLE
        else:
            return operator in _STATE or self._clip(operator, operands)
        return True

    def _draw(self, name: str) -> bool:
        drawn = self._resources.XObject[name]
        if self.found is not None or not isinstance(drawn, pikepdf.Stream) or drawn.get("/Subtype") != "/Image":
            return False
        self.found = PlacedImage(drawn, self._matrix)
        return "/OC" not in drawn

    def _clip(self, operator: str, operands: list[pikepdf.Object]) -> bool:
        """One rectangle round the whole page, not painted, may clip it."""
        if operator != "re":
            self._has_path = self._has_path and operator != "n"
            return operator in {"W", "W*", "n"}
        once, self._has_path = not self._has_path, True
        a, b, c, d, e, f = self._matrix
        x, y, width, height = (float(value) for value in operands)
        if not once or abs(b) + abs(c) > 1e-9:
            return False
        x0, x1 = sorted((a * x + e, a * (x + width) + e))
        y0, y1 = sorted((d * y + f, d * (y + height) + f))
        left, bottom, right, top = page_box(self._page)
        slack = 1.0  # point
        return x0 <= left + slack and y0 <= bottom + slack and x1 >= right - slack and y1 >= top - slack


def _is_opaque(state: pikepdf.Object) -> bool:
    """Whether a graphics state paints plainly: no transparency, no blending, no transfer function."""
    solid = all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA"))
    plain = str(state.get("/BM", pikepdf.Name.Normal)) in _PLAIN_BLENDS
    return (
        solid and plain and state.get("/SMask", pikepdf.Name("/None")) == "/None" and not {"/TR", "/TR2"} & set(state)
    )


def draws_unasked(page: pikepdf.Page) -> bool:
    """Whether a viewer draws an annotation after its own fashion, since it brings no appearance."""
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        if not isinstance(annotation, pikepdf.Dictionary) or int(annotation.get("/F", 0)) & _HIDDEN:
            continue
        if str(annotation.get("/Subtype")) in _DRAWN_UNASKED and "/N" not in annotation.get("/AP", {}):
            return True
    return False


def full_page_image(page: pikepdf.Page) -> tuple[PlacedImage, EmbeddedImage] | None:
    """The sole image if it fills the page and stands upright or turned by quarters; None otherwise."""
    placed = sole_image(page)
    if placed is None:
        return None
    a, b, c, d, e, f = placed.matrix
    quarters = _quarters(a, b, c, d)
    if quarters is None:
        return None
    x, y = sorted((e, e + a + c)), sorted((f, f + b + d))
    box = fraction_box((x[0], y[0], x[1], y[1]), page)
    if max(abs(box.left), abs(box.top), abs(box.right - 1), abs(box.bottom - 1)) > FULL_PAGE_SLACK:
        return None
    stream = placed.stream
    turned = (quarters + page_rotation(page)) % 360
    image = EmbeddedImage(_encoding(stream), int(stream.Width), int(stream.Height), turned, box)
    return placed, image


def fraction_box(user: tuple[float, float, float, float], page: pikepdf.Page) -> Box:
    """A rectangle of user space (left, bottom, right, top) as fractions of the shown page, after /Rotate."""
    left, bottom, right, top = page_box(page)
    x0, x1 = (user[0] - left) / (right - left), (user[2] - left) / (right - left)
    y0, y1 = (top - user[3]) / (top - bottom), (top - user[1]) / (top - bottom)
    return Box(x0, y0, x1, y1).turned(page_rotation(page))


def visible_annotations(page: pikepdf.Page) -> tuple[Box, ...]:
    """Where annotations with an appearance are drawn; hidden ones, links and pop-ups draw nothing."""
    boxes = (fraction_box(rectangle, page).clamped() for _, rectangle in visible_appearances(page))
    return tuple(box for box in boxes if box.width > 0 and box.height > 0)


def visible_appearances(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Stream, tuple[float, float, float, float]]]:
    """The normal appearance of each visible annotation, and its rectangle in user space."""
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        if not isinstance(annotation, pikepdf.Dictionary) or "/Rect" not in annotation:
            continue
        if int(annotation.get("/F", 0)) & _HIDDEN or annotation.get("/Subtype") in {"/Link", "/Popup"}:
            continue
        normal = annotation.get("/AP", pikepdf.Dictionary()).get("/N")
        if isinstance(normal, pikepdf.Dictionary):
            normal = normal.get(str(annotation.get("/AS", "/Off")))
        rectangle = _ordered(annotation.Rect)
        if isinstance(normal, pikepdf.Stream) and rectangle[0] < rectangle[2] and rectangle[1] < rectangle[3]:
            yield normal, rectangle


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether any signature field holds a signature."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return False
    fields = list(form.get("/Fields", []))
    for _ in range(10_000):  # fields may nest, and in hostile files in circles
        if not fields:
            return False
        field = fields.pop()
        if not isinstance(field, pikepdf.Dictionary):
            continue
        if field.get("/FT", _inherited(field, "/FT")) == "/Sig" and "/V" in field:
            return True
        fields.extend(field.get("/Kids", []))
    return False


def _encoding(stream: pikepdf.Stream) -> Literal["jpeg", "ccitt", "other"]:
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    odd = any(key in stream for key in ("/SMask", "/Mask", "/Decode", "/ImageMask"))
    space = stream.get("/ColorSpace")
    if odd or len(names) != 1 or not isinstance(space, pikepdf.Name) or str(space) not in _SIMPLE_SPACES:
        return "other"
    return {"/DCTDecode": "jpeg", "/CCITTFaxDecode": "ccitt"}.get(names[0], "other")  # type: ignore[return-value]


def _quarters(a: float, b: float, c: float, d: float) -> int | None:
    """Clockwise quarter turns of an unflipped, unsheared matrix, in degrees."""
    size = max(abs(a), abs(b), abs(c), abs(d))
    if size == 0 or a * d - b * c <= 0:
        return None
    if abs(b) + abs(c) < 1e-3 * size:
        return 0 if a > 0 else 180
    if abs(a) + abs(d) < 1e-3 * size:
        return 270 if b > 0 else 90
    return None


def _matrix(operands: object) -> Matrix:
    values = [float(value) for value in operands]  # type: ignore[attr-defined]  # pikepdf's operand list
    if len(values) != 6:
        raise pikepdf.PdfError("cm takes six numbers")
    return (values[0], values[1], values[2], values[3], values[4], values[5])


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _ordered(rectangle: object) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(value) for value in rectangle)  # type: ignore[attr-defined]  # a PDF array of four numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(64):
        parent = node.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        if key in parent:
            return parent[key]
        node = parent
    return None
