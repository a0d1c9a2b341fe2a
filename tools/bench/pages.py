"""The benchmark's input: the pages of the real scans as unsigned, image-only PDFs that both sides accept."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

DPI = 300
JPEG_QUALITY = 85


def write_inputs(scans: Path, out: Path) -> list[Path]:
    """One PDF a scanned file: each page drawn with its annotations at 300 dpi, JPEG quality 85, nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    sources = sorted(path for path in scans.iterdir() if path.suffix in {".pdf", ".jpg"})
    return [_rewrite(source, out / f"{source.stem}.pdf") for source in sources]


def _rewrite(source: Path, target: Path) -> Path:
    if not target.exists():
        with pikepdf.new() as pdf:
            for image in _images(source):
                add_page(pdf, image)
            pdf.save(target, deterministic_id=True)
    return target


def _images(source: Path) -> list[Image.Image]:
    if source.suffix == ".jpg":
        with Image.open(source) as image:
            return [image.convert("RGB")]
    with pypdfium2.PdfDocument(source) as document:
        document.init_forms()
        return [page.render(scale=DPI / 72, may_draw_forms=True).to_pil().convert("RGB") for page in document]


def add_page(pdf: pikepdf.Pdf, image: Image.Image, *, dpi: int = DPI) -> None:
    """The image, as a JPEG, alone on a page of its size."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=JPEG_QUALITY)
    stream = pikepdf.Stream(
        pdf,
        buffer.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )
    width, height = image.width * 72 / dpi, image.height * 72 / dpi
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=stream))
    page.Contents = pikepdf.Stream(pdf, f"q {width:.5f} 0 0 {height:.5f} 0 0 cm /Im0 Do Q".encode())
