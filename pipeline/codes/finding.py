"""QR and bar codes on a page's image, by zxing-cpp. Which passes it takes was measured: docs/decisions/009."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import zxingcpp

from models.geometry import Box
from models.page import MachineCode
from pipeline.source.document import Pixels

Corners = tuple[tuple[float, float], ...]
Decode = Callable[..., list[zxingcpp.Barcode]]
"""zxingcpp.read_barcodes, or a double of it."""

LEAST_LINEAR = 4
"""Characters: Code 39 has no check digit, and rulings and print can look like a short one."""
SMALL_PIXELS = 1_500_000
"""A picture smaller than this, as of a card alone, is looked at more closely when nothing was found at first."""
LEAST_SIDE = 16
"""Pixels: the smallest symbol has more modules than that."""
MOST_SPOILED = 8
LEAST_BAR = 2
"""Pixels: narrower bars are not believed on a page made smaller."""
_QR = zxingcpp.BarcodeFormat.QRCode
_BARS = (zxingcpp.BarcodeFormat.Code128, zxingcpp.BarcodeFormat.Code39)
_NAMES = {_QR: "qr", _BARS[0]: "code128", _BARS[1]: "code39"}
_GLOBAL = zxingcpp.Binarizer.GlobalHistogram


def find_codes(grey: Pixels, *, decode: Decode = zxingcpp.read_barcodes) -> tuple[MachineCode, ...]:
    """The codes on a page as it was drawn, top to bottom; boxes as fractions of it. ``grey``: (height, width).

    Raises what zxing-cpp does of its own failing: ValueError, RuntimeError.
    """
    if min(grey.shape) < LEAST_SIDE:
        return ()
    page = np.ascontiguousarray(grey)
    found: list[MachineCode] = []
    for code in _passes(page, decode):
        if not any(_same(code, other) for other in found):
            found.append(code)
    if not found and page.size <= SMALL_PIXELS:
        found = _closer(page, decode)
    return tuple(sorted(found, key=lambda code: (code.box.top, code.box.left)))


def _passes(page: Pixels, decode: Decode) -> Iterator[MachineCode]:
    """The page itself; turned, for bars that run across; smaller, for large symbols; what was only seen, enlarged."""
    height, width = page.shape
    spoiled = []
    for code in _decoded(decode, page, (_QR, *_BARS), return_errors=True):
        if code.valid:
            yield from _found(code, _corners(code, width, height))
        elif code.symbology == _QR:
            spoiled.append(code)
    turned = np.asarray(cv2.rotate(page, cv2.ROTATE_90_CLOCKWISE), np.uint8)
    for code in _decoded(decode, turned, _BARS):
        yield from _found(code, tuple((y, 1 - x) for x, y in _corners(code, height, width)))
    yield from _large(page, decode)
    for code in spoiled[:MOST_SPOILED]:
        yield from _enlarged(page, _box(_corners(code, width, height)), decode)


def _large(page: Pixels, decode: Decode) -> Iterator[MachineCode]:
    """At half size QR codes, dark on light and light on dark; at a quarter bar codes whose bars stay wide enough.

    Bars of one pixel have been read as other characters with a fitting check digit.
    """
    if min(page.shape) < 4 * LEAST_SIDE:
        return
    half = _scaled(page, 0.5)
    quarter = _scaled(half, 0.5)
    for image, formats in ((half, (_QR,)), (np.asarray(cv2.bitwise_not(half), np.uint8), (_QR,)), (quarter, _BARS)):
        for code in _decoded(decode, image, formats):
            corners = _corners(code, image.shape[1], image.shape[0])
            if code.symbology == _QR or _box(corners).width * image.shape[1] >= LEAST_BAR * _modules(code):
                yield from _found(code, corners)


def _modules(code: zxingcpp.Barcode) -> int:
    """How many of its narrowest bars a bar code is wide, at most: characters, start, stop and check."""
    return 16 * (len(code.text) + 2) if code.symbology == _BARS[1] else 11 * (len(code.text) + 3) + 2


def _enlarged(page: Pixels, box: Box, decode: Decode) -> Iterator[MachineCode]:
    """A QR where one was seen: the place with its margin at twice its size."""
    height, width = page.shape
    left, right = max(0, int((box.left - box.width / 4) * width)), int((box.right + box.width / 4) * width) + 1
    top, bottom = max(0, int((box.top - box.height / 4) * height)), int((box.bottom + box.height / 4) * height) + 1
    piece = page[top:bottom, left:right]
    if min(piece.shape) < LEAST_SIDE:
        return
    for code in _read_twice(piece, decode):
        corners = _corners(code, 1, 1)
        yield from _found(code, tuple(((left + x / 2) / width, (top + y / 2) / height) for x, y in corners))


def _closer(page: Pixels, decode: Decode) -> list[MachineCode]:
    """A small picture: light on dark, then twice its size."""
    height, width = page.shape
    inverted = _decoded(decode, np.asarray(cv2.bitwise_not(page), np.uint8), (_QR, *_BARS))
    found = [item for code in inverted for item in _found(code, _corners(code, width, height))]
    if found:
        return found
    twice = _read_twice(page, decode)
    return [item for code in twice for item in _found(code, _corners(code, 2 * width, 2 * height))]


def _read_twice(piece: Pixels, decode: Decode) -> list[zxingcpp.Barcode]:
    """QR codes at twice the size: by local thresholds, else smoothed and by one threshold for all."""
    twice = _scaled(piece, 2)
    smooth = np.asarray(cv2.GaussianBlur(twice, (3, 3), 0), np.uint8)
    return _decoded(decode, twice, (_QR,)) or _decoded(decode, smooth, (_QR,), binarizer=_GLOBAL, try_downscale=True)


def _decoded(
    decode: Decode, image: Pixels, formats: tuple[zxingcpp.BarcodeFormat, ...], **options: object
) -> list[zxingcpp.Barcode]:
    """One pass and no more: the library's own ways to rotate and shrink cost three times what ours do."""
    plain: dict[str, object] = {"try_rotate": False, "try_downscale": False, "try_invert": False}
    return decode(image, formats=formats, text_mode=zxingcpp.TextMode.Plain, **{**plain, **options})


def _found(code: zxingcpp.Barcode, corners: Corners) -> Iterator[MachineCode]:
    text = _text(code)
    if text and (code.symbology == _QR or len(text) >= LEAST_LINEAR):
        yield MachineCode(type=_NAMES.get(code.symbology, "other"), text=text, box=_box(corners))


def _text(code: zxingcpp.Barcode) -> str:
    """Cards hold UTF-8 without saying so, which the library takes for Latin-1: what is UTF-8 is read as such."""
    try:
        return code.bytes.decode("utf-8") if code.symbology == _QR else code.text
    except UnicodeDecodeError:
        return code.text


def _corners(code: zxingcpp.Barcode, width: int, height: int) -> Corners:
    """As fractions of an image of that size."""
    where = code.position
    points = (where.top_left, where.top_right, where.bottom_right, where.bottom_left)
    return tuple((point.x / width, point.y / height) for point in points)


def _box(corners: Corners) -> Box:
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys)).clamped().rounded()


def _same(one: MachineCode, other: MachineCode) -> bool:
    """Found twice: the same text, the middle of one within the other."""
    return other.box.holds_middle(one.box) and (one.type, one.text) == (other.type, other.text)


def _scaled(grey: Pixels, scale: float) -> Pixels:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=how), np.uint8)
