"""Signature overlays and stamps: on the new page as on the old, whatever PDF/A thinks of how they were made."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from pipeline.assemble.overlays import changed_pixels
from pipeline.assemble.page_picture import Fidelity
from tests.pipeline.assemble.material import (
    ASSEMBLY,
    add_scan,
    build,
    drawn,
    jpeg,
    page_image_data,
    page_of,
    picture,
    psnr,
    row_of_words,
    stamp,
)

SAME_LOOK = 38.0
LOST = 30.0
SHAPES = b"0.8 0 0 rg 0 0 100 50 re f 1 1 1 rg 5 5 30 12 re f 0 0 1 RG 4 w 40 10 m 95 45 l S"
LETTERS = b"BT /F1 24 Tf 0 0 1 rg 4 16 Td (KY SO) Tj ET"


def stamped(
    folder: Path,
    content: bytes = SHAPES,
    *,
    box: tuple[float, float, float, float] = (0, 0, 420, 595),
    **entries: object,
) -> tuple[Path, bytes]:
    """A scan with an overlay, and the scan's JPEG bytes. ``entries`` go into the page."""
    image, path = picture(), folder / "stamped.pdf"
    data = jpeg(image)
    with pikepdf.new() as pdf:
        page = add_scan(pdf, data, image, box=box)
        left, bottom = int(box[0]) + 150, int(box[1]) + 300
        stamp(pdf, page, content, rectangle=[left, bottom, left + 160, bottom + 60])
        for key, value in entries.items():
            page.obj[f"/{key}"] = value
        pdf.save(path)
    return path, data


def bare(path: Path) -> Path:
    """The same file without its overlay."""
    without = path.with_name("bare.pdf")
    with pikepdf.open(path) as pdf:
        del pdf.pages[0].obj["/Annots"]
        pdf.save(without)
    return without


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
def test_an_overlay_of_shapes_is_carried_over_as_it_is(tmp_path: Path, dpi: int) -> None:
    source, data = stamped(tmp_path)
    target, built = build(source, page_of(row_of_words()))
    assert built.fidelity is Fidelity.UNTOUCHED
    assert page_image_data(target) == [data]
    assert psnr(drawn(source, dpi=dpi), drawn(target, dpi=dpi)) > SAME_LOOK
    assert psnr(drawn(bare(source), dpi=dpi), drawn(target, dpi=dpi)) < LOST


@pytest.mark.parametrize("dpi", [100, 150, 200, 300])
@pytest.mark.parametrize("flavour", ["2b", "1b"])
def test_an_overlay_in_a_font_that_is_not_embedded_is_kept_as_pixels(tmp_path: Path, dpi: int, flavour: str) -> None:
    source, data = stamped(tmp_path, LETTERS)
    target, built = build(source, page_of(row_of_words()), assembly=replace(ASSEMBLY, flavour=flavour))
    assert built.page_fidelity == (Fidelity.FLATTENED,)
    assert built.conformance.passed
    assert page_image_data(target) == [data]
    kept = psnr(drawn(source, dpi=dpi), drawn(target, dpi=dpi))
    lost = psnr(drawn(bare(source), dpi=dpi), drawn(target, dpi=dpi))
    assert kept > 35
    assert kept > lost + 6


@pytest.mark.parametrize(
    "entries",
    [{"Rotate": 90}, {"Rotate": 180}, {"Rotate": 270}, {"UserUnit": 2}, {"CropBox": [10, 20, 400, 580]}],
    ids=["90", "180", "270", "user_unit", "crop_box"],
)
@pytest.mark.parametrize("content", [SHAPES, LETTERS], ids=["shapes", "letters"])
def test_overlays_of_pages_that_do_not_lie_plainly(tmp_path: Path, content: bytes, entries: dict[str, object]) -> None:
    if "CropBox" in entries:
        entries = {"CropBox": pikepdf.Array(entries["CropBox"])}  # type: ignore[arg-type]  # a list of numbers
    source, _ = stamped(
        tmp_path, content, box=(-60, 40, 360, 635) if "CropBox" not in entries else (0, 0, 420, 595), **entries
    )
    target, built = build(source, page_of(row_of_words()))
    assert built.conformance.passed
    assert psnr(drawn(source, dpi=100), drawn(target, dpi=100)) > SAME_LOOK
    assert psnr(drawn(bare(source), dpi=100), drawn(target, dpi=100)) < SAME_LOOK


def test_an_appearance_that_is_turned_and_stretched_lands_in_its_rectangle(tmp_path: Path) -> None:
    """ISO 32000-1, 12.5.5: the form's matrix first, then its bounding box onto the annotation's rectangle."""
    source, _ = stamped(tmp_path)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        form = pdf.pages[0].Annots[0].AP.N
        form["/Matrix"] = pikepdf.Array([0, 2, -1, 0, 7, -3])
        form["/BBox"] = pikepdf.Array([10, 5, 90, 50])
        pdf.save(source)
    target, built = build(source, page_of())
    assert built.fidelity is Fidelity.UNTOUCHED
    assert psnr(drawn(source), drawn(target)) > SAME_LOOK


def test_a_seal_whose_mask_is_listed_as_a_picture_too(tmp_path: Path) -> None:
    """As signing programs write it: the PDF/A check does not take one image in two roles."""
    source, data = stamped(tmp_path, b"q 100 0 0 50 0 0 cm /img1 Do Q")
    seal = picture(100, 50)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        grey = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "Width": 100, "Height": 50}
        grey |= {"ColorSpace": pikepdf.Name.DeviceGray, "BitsPerComponent": 8}
        mask = pdf.make_indirect(pikepdf.Stream(pdf, picture(100, 50, mode="L").tobytes(), **grey))
        colours = grey | {"ColorSpace": pikepdf.Name.DeviceRGB, "SMask": mask}
        image = pdf.make_indirect(pikepdf.Stream(pdf, seal.tobytes(), **colours))
        inner = pdf.pages[0].Annots[0].AP.N
        inner.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/img0": mask, "/img1": image}))
        outer = pikepdf.Stream(
            pdf, b"q /FRM Do Q", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 50],
            Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/FRM": inner})),
        )  # fmt: skip
        pdf.pages[0].Annots[0].AP.N = pdf.make_indirect(outer)
        pdf.save(source)
    target, built = build(source, page_of(row_of_words()))
    assert built.fidelity is Fidelity.UNTOUCHED
    assert page_image_data(target) == [data]
    assert psnr(drawn(source), drawn(target)) > SAME_LOOK
    assert psnr(drawn(bare(source)), drawn(target)) < SAME_LOOK - 3


def test_an_appearance_without_sense_costs_nothing_but_itself(tmp_path: Path) -> None:
    source, data = stamped(tmp_path)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Annots[0].AP.N["/BBox"] = pikepdf.Array([0, 0, pikepdf.Name.Nonsense, 50])
        pdf.save(source)
    target, built = build(source, page_of(row_of_words()))
    assert built.conformance.passed
    assert page_image_data(target) == [data]
    assert psnr(drawn(source), drawn(target)) > 35


def test_a_form_that_draws_itself_does_not_hang(tmp_path: Path) -> None:
    source, _ = stamped(tmp_path, b"/Fm Do " + SHAPES)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        form = pdf.pages[0].Annots[0].AP.N
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Fm": form}))
        pdf.save(source)
    target, built = build(source, page_of())
    assert built.conformance.passed
    assert psnr(drawn(source), drawn(target)) > 35


def test_a_hidden_annotation_stays_hidden(tmp_path: Path) -> None:
    source, _ = stamped(tmp_path)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Annots[0].F = 2
        pdf.save(source)
    target, _ = build(source, page_of())
    assert psnr(drawn(bare(source)), drawn(target)) > SAME_LOOK


def test_nothing_changed_makes_no_image() -> None:
    page = np.full((40, 30, 3), 200, np.uint8)
    with pikepdf.new() as pdf:
        assert changed_pixels(pdf, page, page.copy(), soft=True) is None
        assert changed_pixels(pdf, page, page - 1, soft=True) is not None
