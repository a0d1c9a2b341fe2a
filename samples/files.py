"""Files as scanners write them, the same bytes for the same pages: no times of day, no random ids.

"The same" holds for one set of library versions: another Pillow or libjpeg may compress the same pixels otherwise.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from samples.sheet import Pixels


@dataclass(frozen=True, slots=True)
class Encoding:
    """How pages are kept: resolution tag, JPEG quality, grey or colour."""

    dpi: int = 300
    quality: int = 82
    grey: bool = False


COLOUR = Encoding()


def as_jpeg(page: Pixels, encoding: Encoding) -> bytes:
    """The page as JPEG with its resolution in the JFIF head."""
    image = Image.fromarray(page)
    buffer = io.BytesIO()
    dpi = (encoding.dpi, encoding.dpi)
    (image.convert("L") if encoding.grey else image).save(buffer, "JPEG", quality=encoding.quality, dpi=dpi)
    return buffer.getvalue()


def write_jpeg(path: Path, pages: Sequence[Pixels], encoding: Encoding) -> None:
    (page,) = pages
    path.write_bytes(as_jpeg(page, encoding))


def write_png(path: Path, pages: Sequence[Pixels], encoding: Encoding) -> None:
    (page,) = pages
    image = Image.fromarray(page)
    (image.convert("L") if encoding.grey else image).save(path, "PNG", dpi=(encoding.dpi, encoding.dpi), optimize=False)


def write_tiff(path: Path, pages: Sequence[Pixels], encoding: Encoding) -> None:
    """One TIFF, a page a frame, JPEG inside, as multi-function devices write it."""
    first, *others = [Image.fromarray(page) for page in pages]
    dpi = (float(encoding.dpi), float(encoding.dpi))
    first.save(path, "TIFF", save_all=True, append_images=others, compression="jpeg", quality=encoding.quality, dpi=dpi)


def write_pdf(path: Path, pages: Sequence[Pixels], encoding: Encoding) -> None:
    """One JPEG a page that fills it, nothing else: what a scanner's "scan to PDF" gives."""
    with _image_pdf(pages, encoding) as pdf:
        pdf.save(path, deterministic_id=True)


def write_locked_pdf(path: Path, pages: Sequence[Pixels], encoding: Encoding, *, password: str) -> None:
    """The same, wanting a password to open.

    RC4 with 128 bits (revision 3) and a fixed id: weak on purpose, since AES encryption salts every file at random and
    the bytes would differ from run to run.
    """
    lock = pikepdf.Encryption(owner=f"{password}-owner", user=password, R=3, aes=False, metadata=False)
    with _image_pdf(pages, encoding) as pdf:
        pdf.save(path, static_id=True, encryption=lock)


def write_cut_pdf(path: Path, pages: Sequence[Pixels], encoding: Encoding) -> None:
    """A transfer that broke off in the first image: the page tree, written last, is lost with its tail."""
    image = as_jpeg(pages[0], encoding)
    height, width = pages[0].shape[:2]
    space = "/DeviceGray" if encoding.grey else "/DeviceRGB"
    head = (
        "%PDF-1.5\n1 0 obj\n<< /Type /XObject /Subtype /Image "
        f"/Width {width} /Height {height} /BitsPerComponent 8 /ColorSpace {space} "
        f"/Filter /DCTDecode /Length {len(image)} >>\nstream\n"
    )
    path.write_bytes(head.encode() + image[: len(image) * 3 // 10])


def _image_pdf(pages: Sequence[Pixels], encoding: Encoding) -> pikepdf.Pdf:
    pdf = pikepdf.Pdf.new()
    for pixels in pages:
        height, width = pixels.shape[:2]
        image = pikepdf.Stream(
            pdf,
            as_jpeg(pixels, encoding),
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=8,
            ColorSpace=pikepdf.Name.DeviceGray if encoding.grey else pikepdf.Name.DeviceRGB,
            Filter=pikepdf.Name.DCTDecode,
        )
        page = pdf.add_blank_page(page_size=(width * 72 / encoding.dpi, height * 72 / encoding.dpi))
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        draw = f"q {page.mediabox[2]} 0 0 {page.mediabox[3]} 0 0 cm /Im0 Do Q"
        page.Contents = pikepdf.Stream(pdf, draw.encode())
    return pdf
