"""Sources made for these tests, and ways to look at what was built from them."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from models.geometry import Box
from models.page import Line, Page, Word
from pipeline.assemble.searchable import Assembly, BuiltPdf, build_searchable
from pipeline.source.document import Pixels
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source

MOMENT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
ASSEMBLY = Assembly("HS-0001", MOMENT)
WORDS = ("Cộng", "hòa", "xã", "hội", "chủ", "nghĩa")
A5 = (420.0, 595.0)
MILLIMETRE = 72 / 25.4


def line_of(*words: tuple[str, Box]) -> Line:
    made = tuple(Word(text=text, box=box, confidence=0.9, readers=("keyed",)) for text, box in words)
    left, top, right, bottom = zip(*(box for _, box in words), strict=True)
    box = Box(min(left), min(top), max(right), max(bottom))
    return Line(text=" ".join(text for text, _ in words), box=box, confidence=0.9, words=made)


def page_of(*lines: Line, index: int = 0, rotation: int = 0, skew_degrees: float = 0.0) -> Page:
    return Page(
        index=index, width=1240, height=1754, dpi=150, rotation=rotation, skew_degrees=skew_degrees, lines=lines
    )


def row_of_words(top: float = 0.2, words: tuple[str, ...] = WORDS) -> Line:
    """A printed line of an A5 page, 12 points high; words are as tall as their letters, some higher, some lower."""
    boxes, left = [], 0.1
    for place, text in enumerate(words):
        right = left + 0.0145 * len(text)
        boxes.append(Box(left, top + 0.004 * (place % 2), right, top + 0.016 + 0.004 * (place % 3 == 2)))
        left = right + 0.01
    return line_of(*zip(words, boxes, strict=True))


def build(
    source: Path, *pages: Page, assembly: Assembly = ASSEMBLY, target: Path | None = None
) -> tuple[Path, BuiltPdf]:
    target = target or source.with_name("built.pdf")
    return target, build_searchable(source, pages, target, assembly, Limits())


def picture(width: int = 350, height: int = 496, *, mode: str = "RGB") -> Image.Image:
    """Something that looks different from each side and when mirrored: a gradient, a bar, a corner, a disc."""
    across, down = np.meshgrid(np.linspace(40, 250, width), np.linspace(60, 240, height))
    image = Image.fromarray(np.dstack([across, down, 255 - across / 2]).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 10, height // 12, width * 7 // 10, height // 6), fill=(20, 20, 20))
    draw.rectangle((width * 8 // 10, height * 8 // 10, width, height), fill=(180, 30, 30))
    draw.ellipse((width // 10, height * 7 // 10, width * 3 // 10, height * 8 // 10), fill=(250, 250, 250))
    return image.convert(mode)


def jpeg(image: Image.Image, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **{"quality": 90, **options})
    return buffer.getvalue()


def image_stream(pdf: pikepdf.Pdf, data: bytes, image: Image.Image, **entries: object) -> pikepdf.Stream:
    return pikepdf.Stream(
        pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=image.width, Height=image.height,
        **{"ColorSpace": pikepdf.Name.DeviceRGB, "BitsPerComponent": 8, "Filter": pikepdf.Name.DCTDecode, **entries},
    )  # fmt: skip


def add_scan(
    pdf: pikepdf.Pdf, data: bytes, image: Image.Image, *, box: tuple[float, float, float, float] = (0, 0, *A5)
) -> pikepdf.Page:
    """A page that shows one JPEG all over ``box``, which is its MediaBox."""
    page = pdf.add_blank_page(page_size=A5)
    page.obj["/MediaBox"] = pikepdf.Array([Decimal(str(side)) for side in box])
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Im": image_stream(pdf, data, image)}))
    matrix = f"{box[2] - box[0]} 0 0 {box[3] - box[1]} {box[0]} {box[1]}"
    page.Contents = pdf.make_stream(f"q {matrix} cm /Im Do Q".encode())
    return page


def stamp(pdf: pikepdf.Pdf, page: pikepdf.Page, content: bytes, *, rectangle: list[int]) -> None:
    """A visible annotation of 100 by 50 units, as signing programs lay over a page; its font /F1 is not embedded."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
    resources = (
        pikepdf.Dictionary(Font=pikepdf.Dictionary({"/F1": font})) if b"/F1" in content else pikepdf.Dictionary()
    )
    form = pikepdf.Stream(
        pdf, content, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 50],
        Resources=resources,
    )  # fmt: skip
    annotation = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Stamp, Rect=rectangle, F=4, AP=pikepdf.Dictionary(N=form)
    )
    page.Annots = pikepdf.Array([pdf.make_indirect(annotation)])


def scan_file(folder: Path, **page_entries: object) -> tuple[Path, bytes]:
    """A PDF of one scanned page, and its JPEG's bytes."""
    image = picture()
    data = jpeg(image)
    path = folder / "scan.pdf"
    with pikepdf.new() as pdf:
        page = add_scan(pdf, data, image)
        for key, value in page_entries.items():
            page.obj[f"/{key}"] = value
        pdf.save(path)
    return path, data


def drawn(path: Path, index: int = 0, *, dpi: int = 150) -> Pixels:
    with open_source(path, Limits()) as source:
        return source.draw(index, dpi=dpi, grey=False)


def psnr(left: Pixels, right: Pixels) -> float:
    """In dB; 99 for equal pictures. A picture may be a pixel larger where sizes were rounded differently."""
    assert np.abs(np.subtract(left.shape, right.shape)).max() <= 1, (left.shape, right.shape)
    height, width = np.minimum(left.shape, right.shape)[:2]
    difference = left[:height, :width].astype(float) - right[:height, :width]
    mean_square = float((difference**2).mean())
    return 99.0 if mean_square == 0 else float(10 * np.log10(255**2 / mean_square))


def page_image_data(path: Path) -> list[bytes]:
    """The encoded bytes of each page's image."""
    with pikepdf.open(path) as pdf:
        return [page.Resources.XObject["/Im0"].read_raw_bytes() for page in pdf.pages]


def found(path: Path, phrase: str, index: int = 0) -> list[Box]:
    """Where a viewer finds the phrase: for each hit the box around it, in points, left, top, right, bottom as shown."""
    document = pypdfium2.PdfDocument(path)
    page = document[index]
    text = page.get_textpage()
    search, boxes = text.search(phrase, match_case=True), []
    while (hit := search.get_next()) is not None:
        corners = [text.get_charbox(place, loose=True) for place in range(hit[0], hit[0] + hit[1])]
        left, bottom = min(box[0] for box in corners), min(box[1] for box in corners)
        right, top = max(box[2] for box in corners), max(box[3] for box in corners)
        boxes.append(Box(left, bottom, right, top))
    search.close()
    text.close()
    page.close()
    document.close()
    return boxes
