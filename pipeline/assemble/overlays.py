"""Annotations that show something (signature overlays, stamps) drawn into the page itself.

Their appearance is a form of its own in real files. It is carried over as it is, placed by the algorithm of
ISO 32000-1, 12.5.5. Where PDF/A refuses it (most name a font without embedding it), the pixels that it changes are laid
over the page instead: one image of the whole page, masked to those pixels, so that it meets the page's own grid.
"""

from __future__ import annotations

import cv2
import numpy as np
import pikepdf

from pipeline.assemble.pictures import lossless_image
from pipeline.source.document import Pixels
from pipeline.source.pdf_structure import page_box, page_rotation, visible_appearances

_REACH = 9
_DEEPEST = 16
Corners = list[tuple[float, float]]
Matrix = tuple[float, float, float, float, float, float]


def appearance_forms(
    pdf: pikepdf.Pdf, page: pikepdf.Page, *, first: int, size: tuple[float, float]
) -> tuple[dict[str, pikepdf.Object], str]:
    """Forms by resource name (``/Fm<first>`` on) and the operators that draw them on a new page of ``size``.

    Raises what a structure without sense raises: PdfError, ValueError, TypeError, AttributeError, KeyError.
    """
    forms: dict[str, pikepdf.Object] = {}
    drawing = ""
    upright = _upright_matrix(page, size)
    for number, (appearance, rectangle) in enumerate(visible_appearances(page), start=first):
        placed = _placing(appearance, rectangle)
        if placed is None:
            continue
        name = f"/Fm{number}"
        forms[name] = pdf.copy_foreign(appearance)
        _drop_undrawn(forms[name])
        drawing += f"q {_written(upright)} cm {_written(placed)} cm {name} Do Q\n"
    return forms, drawing


def changed_pixels(pdf: pikepdf.Pdf, annotated: Pixels, bare: Pixels, *, soft: bool) -> pikepdf.Object | None:
    """An image of what the annotations change, everything else masked out; None when they change nothing.

    Both are RGB of the same size. ``soft``: a soft mask, which viewers scale smoothly; PDF/A-1 allows only a stencil.
    """
    changed = np.any(annotated != bare, axis=2).astype(np.uint8)
    if not changed.any():
        return None
    # Colours reach beyond the mask, so that scaling mixes no white into the edges of letters.
    near = cv2.dilate(changed, np.ones((_REACH, _REACH), np.uint8)).astype(bool)
    image = lossless_image(pdf, np.where(near[:, :, None], annotated, np.uint8(255)), keep_colour=True)
    if soft:
        image.SMask = lossless_image(pdf, changed * np.uint8(255), fax=False)
    else:
        image.Mask = _stencil(pdf, changed)
    return image


def _drop_undrawn(form: pikepdf.Object, *, depth: int = 0) -> None:
    """Removes from a form's resources, and those of forms within, the XObjects that it never draws.

    Signing programs list a seal's soft mask as a picture of its own as well; the PDF/A check refuses that double role.
    """
    resources = form.get("/Resources")
    if depth > _DEEPEST or not isinstance(resources, pikepdf.Dictionary):
        return
    drawn = {str(step.operands[0]) for step in pikepdf.parse_content_stream(form, "Do") if step.operands}
    kept = {name: item for name, item in resources.get("/XObject", pikepdf.Dictionary()).items() if name in drawn}
    # The dictionary may be shared with other forms, which draw other pictures.
    own = pikepdf.Dictionary(dict(resources.items()))
    own.XObject = pikepdf.Dictionary(kept)
    form.Resources = own
    for item in kept.values():
        if item.get("/Subtype") == "/Form":
            _drop_undrawn(item, depth=depth + 1)


def _stencil(pdf: pikepdf.Pdf, changed: Pixels) -> pikepdf.Object:
    height, width = changed.shape
    stream = pikepdf.Stream(
        pdf, np.packbits(changed == 0, axis=1).tobytes(),
        Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, ImageMask=True, Width=width, Height=height,
        BitsPerComponent=1,
    )  # fmt: skip
    return pdf.make_indirect(stream)


def _placing(appearance: pikepdf.Stream, rectangle: tuple[float, float, float, float]) -> Matrix | None:
    """The matrix that takes the form's transformed bounding box to the annotation's rectangle."""
    left, bottom, right, top = (float(value) for value in appearance.get("/BBox", [0, 0, 0, 0]))
    a, b, c, d, e, f = (float(value) for value in appearance.get("/Matrix", [1, 0, 0, 1, 0, 0]))
    corners: Corners = [(a * x + c * y + e, b * x + d * y + f) for x in (left, right) for y in (bottom, top)]
    x0, x1 = min(x for x, _ in corners), max(x for x, _ in corners)
    y0, y1 = min(y for _, y in corners), max(y for _, y in corners)
    if x1 - x0 <= 0 or y1 - y0 <= 0:
        return None
    across, up = (rectangle[2] - rectangle[0]) / (x1 - x0), (rectangle[3] - rectangle[1]) / (y1 - y0)
    return across, 0.0, 0.0, up, rectangle[0] - x0 * across, rectangle[1] - y0 * up


def _upright_matrix(page: pikepdf.Page, size: tuple[float, float]) -> Matrix:
    """From the source page's user space to the new page's: its box at the origin, /Rotate and units carried out."""
    left, bottom, right, top = page_box(page)
    rotation = page_rotation(page)
    across, up = (top - bottom, right - left) if rotation % 180 else (right - left, top - bottom)
    x, y = size[0] / across, size[1] / up
    if rotation == 90:
        return 0, -y, x, 0, -bottom * x, right * y
    if rotation == 180:
        return -x, 0, 0, -y, right * x, top * y
    if rotation == 270:
        return 0, y, -x, 0, top * x, -left * y
    return x, 0, 0, y, -left * x, -bottom * y


def _written(matrix: Matrix) -> str:
    return " ".join(f"{value:.5f}" for value in matrix)
