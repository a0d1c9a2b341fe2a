"""Page pictures as PDF images: the source's own bytes where PDF/A allows them, lossless or fine JPEG otherwise."""

from __future__ import annotations

import io
import struct

import cv2
import numpy as np
import pikepdf
from PIL import Image

from pipeline.source.document import Pixels
from pipeline.source.pdf_structure import PlacedImage

PAGE_QUALITY = 92
_CARRIED_FILTERS = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/FlateDecode", "/JBIG2Decode"})
_CARRIED_SPACES = frozenset({"/DeviceRGB", "/DeviceGray", "/ICCBased", "/Indexed", "/CalRGB", "/CalGray"})

_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PLAIN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})


def can_carry_over(placed: PlacedImage) -> bool:
    """Whether PDF/A-2 allows the image as it is: no mask, no LZW, no JPEG 2000, no ink colours without a profile."""
    stream = placed.stream
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(name) for name in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    space = stream.get("/ColorSpace")
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    masked = any(key in stream for key in ("/SMask", "/Mask", "/ImageMask", "/SMaskInData"))
    return not masked and bool(names) and set(names) <= _CARRIED_FILTERS and family in _CARRIED_SPACES


def carry_over(pdf: pikepdf.Pdf, placed: PlacedImage) -> pikepdf.Object:
    """The image XObject of another PDF, its encoded bytes untouched."""
    copied = pdf.copy_foreign(placed.stream)
    for key in ("/Interpolate", "/Alternates", "/OPI", "/Metadata", "/Intent", "/Name"):
        if key in copied:
            del copied[key]
    return copied


def is_plain_jpeg(data: bytes) -> bool:
    """Whether PDF's DCT decoder takes it: eight bits, baseline or progressive, not arithmetic, not lossless."""
    position = 2
    while position + 5 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker in _FRAME_HEADERS:
            return marker in _PLAIN_FRAMES and data[position + 4] == 8
        # A segment names its own length; a second 0xFF is a fill byte.
        position += 1 if marker == 0xFF else 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return False


def jpeg_image(pdf: pikepdf.Pdf, data: bytes, *, width: int, height: int, grey: bool) -> pikepdf.Object:
    space = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    return _image(pdf, data, width, height, ColorSpace=space, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode)


def lossless_image(pdf: pikepdf.Pdf, pixels: Pixels, *, keep_colour: bool = False, fax: bool = True) -> pikepdf.Object:
    """Two-tone pages as fax group 4, everything else as PNG rows; colour that says nothing is dropped unless told."""
    plain = pixels if keep_colour else _without_needless_colour(pixels)
    if fax and plain.ndim == 2 and bool(np.isin(plain, (0, 255)).all()):
        return _fax_image(pdf, plain)
    height, width = plain.shape[:2]
    colours = 1 if plain.ndim == 2 else 3
    rows = _png_rows(plain)
    parms = pikepdf.Dictionary(Predictor=15, Colors=colours, BitsPerComponent=8, Columns=width)
    space = pikepdf.Name.DeviceGray if colours == 1 else pikepdf.Name.DeviceRGB
    return _image(
        pdf, rows, width, height,
        ColorSpace=space, BitsPerComponent=8, Filter=pikepdf.Name.FlateDecode, DecodeParms=parms,
    )  # fmt: skip


def drawn_image(pdf: pikepdf.Pdf, pixels: Pixels) -> pikepdf.Object:
    """A drawn page: lossless when that is the smaller (text on white), else a fine JPEG without colour subsampling."""
    lossless = lossless_image(pdf, pixels)
    plain = _without_needless_colour(pixels)
    data = encode_jpeg(plain, PAGE_QUALITY)
    if len(lossless.read_raw_bytes()) <= len(data):
        return lossless
    height, width = plain.shape[:2]
    return jpeg_image(pdf, data, width=width, height=height, grey=plain.ndim == 2)


def encode_jpeg(pixels: Pixels, quality: int) -> bytes:
    """RGB or grey pixels as JPEG, colour at full resolution."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, subsampling=0)
    return buffer.getvalue()


def _without_needless_colour(pixels: Pixels) -> Pixels:
    if pixels.ndim == 3 and bool(
        (pixels[:, :, 0] == pixels[:, :, 1]).all() and (pixels[:, :, 1] == pixels[:, :, 2]).all()
    ):
        return np.ascontiguousarray(pixels[:, :, 0])
    return pixels


def _fax_image(pdf: pikepdf.Pdf, pixels: Pixels) -> pikepdf.Object:
    height, width = pixels.shape
    buffer = io.BytesIO()
    # One strip for the whole page: its bytes are the PDF stream's.
    Image.fromarray(pixels).convert("1").save(buffer, "TIFF", compression="group4", tiffinfo={278: height, 262: 1})
    with Image.open(buffer) as written:
        offset, length = written.tag_v2[273][0], written.tag_v2[279][0]  # type: ignore[attr-defined]  # a TIFF has tags
        black_is_zero = written.tag_v2[262] == 1  # type: ignore[attr-defined]
    data = buffer.getvalue()[offset : offset + length]
    parms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=black_is_zero)
    return _image(
        pdf, data, width, height,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=1, Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=parms,
    )  # fmt: skip


def _png_rows(pixels: Pixels) -> bytes:
    """The zlib stream of a PNG: filtered rows, just what a PDF's predictor 15 undoes."""
    bgr = pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[:, :, ::-1])
    _, png = cv2.imencode(".png", bgr, [cv2.IMWRITE_PNG_COMPRESSION, 6])
    data, position, rows = png.tobytes(), 8, []
    while position < len(data):
        length, kind = struct.unpack(">I4s", data[position : position + 8])
        if kind == b"IDAT":
            rows.append(data[position + 8 : position + 8 + length])
        position += 12 + length
    return b"".join(rows)


def _image(pdf: pikepdf.Pdf, data: bytes, width: int, height: int, **entries: object) -> pikepdf.Object:
    stream = pikepdf.Stream(
        pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height, **entries
    )
    return pdf.make_indirect(stream)
