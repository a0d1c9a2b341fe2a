"""The new file: the source's own image, its size and look, rules kept, the same bytes each time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from PIL import Image

from models.errors import Bug
from models.geometry import WHOLE_PAGE
from pipeline.assemble.conformance import check_pdfa
from pipeline.assemble.page_picture import Fidelity
from pipeline.source.image_file import ImageSource
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source
from tests.pipeline.assemble.material import (
    A5,
    ASSEMBLY,
    add_scan,
    build,
    drawn,
    found,
    image_stream,
    jpeg,
    page_image_data,
    page_of,
    picture,
    psnr,
    row_of_words,
    scan_file,
)

SAME_LOOK = 38.0
ENTRIES = {
    "upright": {},
    "rotated_90": {"Rotate": 90},
    "rotated_180": {"Rotate": 180},
    "rotated_270": {"Rotate": 270},
    "user_unit": {"UserUnit": 2},
}


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_the_scanned_image_is_carried_over_bit_for_bit(tmp_path: Path, entries: dict[str, object]) -> None:
    source, data = scan_file(tmp_path, **entries)
    target, built = build(source, page_of(row_of_words()))
    assert built.fidelity is Fidelity.UNTOUCHED
    assert page_image_data(target)[0] == data
    assert psnr(drawn(source, dpi=120), drawn(target, dpi=120)) > SAME_LOOK


@pytest.mark.parametrize("entries", ENTRIES.values(), ids=ENTRIES)
def test_the_page_is_as_large_as_it_was_shown(tmp_path: Path, entries: dict[str, object]) -> None:
    source, _ = scan_file(tmp_path, **entries)
    target, _ = build(source, page_of())
    with open_source(source, Limits()) as before, open_source(target, Limits()) as after:
        old, new = before.geometry(0), after.geometry(0)
    assert (new.width_points, new.height_points) == pytest.approx((old.width_points, old.height_points), abs=0.01)
    with pikepdf.open(target) as pdf:
        assert "/Rotate" not in pdf.pages[0].obj


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_away_from_the_origin(tmp_path: Path, rotate: int) -> None:
    """A MediaBox that begins elsewhere, a CropBox a little within it."""
    image, path = picture(), tmp_path / "scan.pdf"
    with pikepdf.new() as pdf:
        page = add_scan(pdf, jpeg(image), image, box=(-50, 30, 370, 625))
        page.obj["/CropBox"] = pikepdf.Array([-48, 32, 369, 623])
        page.obj["/Rotate"] = rotate
        pdf.save(path)
    target, built = build(path, page_of())
    assert built.fidelity is Fidelity.UNTOUCHED
    assert psnr(drawn(path), drawn(target)) > SAME_LOOK


def test_a_poster_keeps_its_size_by_a_larger_unit(tmp_path: Path) -> None:
    source = tmp_path / "poster.png"
    Image.new("1", (10_900, 2_000), 1).save(source, dpi=(51, 51))
    target, built = build(source, page_of(row_of_words()))
    with open_source(target, Limits()) as after:
        assert after.geometry(0).width_points == pytest.approx(10_900 * 72 / 51)
    assert built.conformance.passed


@pytest.mark.parametrize("flavour", ["1b", "2b", "3b"])
def test_each_flavour_passes_its_own_check_and_says_what_it_is(tmp_path: Path, flavour: str) -> None:
    source, _ = scan_file(tmp_path)
    target, built = build(source, page_of(row_of_words()), assembly=replace(ASSEMBLY, flavour=flavour))
    assert built.conformance.passed
    assert check_pdfa(target, flavour=flavour).passed
    with pikepdf.open(target) as pdf, pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == flavour.upper()
        assert metadata["dc:title"] == "HS-0001"
        assert metadata["pdf:Producer"] == "sohoa"
        assert {metadata[f"xmp:{name}Date"] for name in ("Create", "Modify", "Metadata")} == {
            "2026-03-02T01:30:00+00:00"
        }
        assert str(pdf.docinfo["/CreationDate"]) == "D:20260302013000+00'00"


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    first, built = build(source, page_of(row_of_words()), target=tmp_path / "first.pdf")
    second, again = build(source, page_of(row_of_words()), target=tmp_path / "second.pdf")
    assert first.read_bytes() == second.read_bytes()
    assert datetime.now(UTC).strftime("%Y-%m-%d").encode() not in first.read_bytes()
    assert built == again
    assert built.size == first.stat().st_size
    third, _ = build(source, page_of(row_of_words()), assembly=replace(ASSEMBLY, title="HS-0002"))
    assert third.read_bytes() != first.read_bytes()


def test_a_paper_takes_only_its_own_pages_in_its_own_order(tmp_path: Path) -> None:
    path, datas = tmp_path / "stack.pdf", []
    with pikepdf.new() as pdf:
        for number in range(4):
            image = picture(300 + number, 400)
            datas.append(jpeg(image))
            add_scan(pdf, datas[-1], image)
        pdf.save(path)
    pages = [page_of(row_of_words(words=("trang", str(index + 1))), index=index) for index in (3, 1)]
    target, built = build(path, *pages)
    assert built.page_count == 2
    assert page_image_data(target) == [datas[3], datas[1]]
    assert found(target, "trang 4", 0)
    assert found(target, "trang 2", 1)
    assert not [data for data in (datas[0], datas[2]) if data in target.read_bytes()]


def test_a_fax_page_keeps_its_own_bytes(tmp_path: Path) -> None:
    fax, path = tmp_path / "fax.tif", tmp_path / "fax.pdf"
    image = picture(mode="L").point(lambda value: 255 * (value > 90), mode="1")
    image.save(fax, compression="group4", tiffinfo={278: image.height})
    with Image.open(fax) as opened:
        offset, length = opened.tag_v2[273][0], opened.tag_v2[279][0]  # type: ignore[attr-defined]
    data = fax.read_bytes()[offset : offset + length]
    with pikepdf.new() as pdf:
        page = add_scan(pdf, b"", image)
        page.Resources.XObject["/Im"] = image_stream(
            pdf, data, image, BitsPerComponent=1, ColorSpace=pikepdf.Name.DeviceGray,
            Filter=pikepdf.Name.CCITTFaxDecode, DecodeParms=pikepdf.Dictionary(K=-1, Columns=image.width),
        )  # fmt: skip
        pdf.save(path)
    target, built = build(path, page_of())
    assert built.fidelity is Fidelity.UNTOUCHED
    assert page_image_data(target)[0] == data


def save_as(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, dpi=(200, 200), **options)
    return path


def oriented(tag: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x112] = tag
    return exif


def shown_image(pdf: pikepdf.Pdf) -> pikepdf.PdfImage:
    stream = pdf.pages[0].Resources.XObject["/Im0"]
    assert isinstance(stream, pikepdf.Stream)
    return pikepdf.PdfImage(stream)


def deep_grey() -> Image.Image:
    return Image.fromarray((np.asarray(picture(mode="L"), np.uint16) * 257).astype(np.uint16))


def veiled(mode: str) -> Image.Image:
    image = picture().convert("RGBA")
    image.putalpha(picture(mode="L"))
    return image.convert(mode)


IMAGE_FILES: dict[str, tuple[Callable[[], Image.Image], dict[str, Any]]] = {
    "png_rgb.png": (picture, {}),
    "png_grey.png": (lambda: picture(mode="L"), {}),
    "png_two_tone.png": (lambda: picture(mode="1"), {}),
    "png_palette_with_a_clear_colour.png": (lambda: picture(mode="P"), {"transparency": 3}),
    "png_veiled.png": (lambda: veiled("RGBA"), {}),
    "png_veiled_grey.png": (lambda: veiled("LA"), {}),
    "png_16_bit.png": (deep_grey, {}),
    "tiff_fax.tif": (lambda: picture(mode="1"), {"compression": "group4"}),
    "tiff_lzw.tif": (picture, {"compression": "tiff_lzw"}),
    "jpeg_inks.jpg": (lambda: picture(mode="CMYK"), {"quality": 92}),
    **{f"jpeg_mirrored_{tag}.jpg": (picture, {"exif": oriented(tag)}) for tag in (2, 4, 5, 7)},
}


@pytest.mark.parametrize("name", IMAGE_FILES)
def test_the_pixels_of_an_image_file_are_kept_exactly(tmp_path: Path, name: str) -> None:
    make, options = IMAGE_FILES[name]
    source = save_as(tmp_path / name, make(), **options)
    target, built = build(source, page_of(row_of_words()))
    assert built.conformance.passed
    with open_source(source, Limits()) as before, pikepdf.open(target) as pdf:
        assert isinstance(before, ImageSource)
        shown = before.native(0, grey=False)
        decoded = shown_image(pdf).as_pil_image().convert("RGB")
    assert np.array_equal(np.asarray(decoded), shown)
    assert psnr(drawn(source, dpi=200), drawn(target, dpi=200)) > SAME_LOOK


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"grey": True}], ids=["plain", "progressive", "grey"])
def test_a_jpeg_file_is_its_own_page_image(tmp_path: Path, orientation: int, options: dict[str, bool]) -> None:
    exif, image = oriented(orientation), picture(mode="L" if options.get("grey") else "RGB")
    source = save_as(
        tmp_path / "photo.jpg", image, exif=exif, quality=90, progressive=options.get("progressive", False)
    )
    target, built = build(source, page_of(row_of_words()))
    assert page_image_data(target)[0] == source.read_bytes()
    assert built.conformance.passed
    assert psnr(drawn(source, dpi=200), drawn(target, dpi=200)) > SAME_LOOK


def test_a_camera_s_second_picture_is_not_mistaken_for_its_first(tmp_path: Path) -> None:
    """A multi-picture JPEG (MPO) begins with its first picture's bytes."""
    source = tmp_path / "camera.jpg"
    second = picture().transpose(Image.Transpose.ROTATE_180)
    picture().save(source, "MPO", save_all=True, append_images=[second], dpi=(200, 200))
    target, _ = build(source, page_of(index=0), page_of(index=1))
    for index in (0, 1):
        assert psnr(drawn(source, index, dpi=200), drawn(target, index, dpi=200)) > SAME_LOOK


def test_a_page_that_is_no_scan_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "born.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=A5)
        page.Contents = pdf.make_stream(b"0.1 0.3 0.8 rg 60 80 200 300 re f 0 G 3 w 20 20 m 380 500 l S")
        pdf.save(path)
    target, built = build(path, page_of(row_of_words()))
    assert built.page_fidelity == (Fidelity.DRAWN,)
    assert psnr(drawn(path, dpi=300), drawn(target, dpi=300)) > 45
    assert target.stat().st_size < 60_000


def test_a_fine_scan_that_must_be_drawn_keeps_its_resolution(tmp_path: Path) -> None:
    """An image in ink colours may not stand in the file; its 400 dpi are kept."""
    image, path = picture(2333, 3305, mode="CMYK"), tmp_path / "inks.pdf"
    with pikepdf.new() as pdf:
        page = add_scan(pdf, b"", image)
        page.Resources.XObject["/Im"] = image_stream(pdf, jpeg(image), image, ColorSpace=pikepdf.Name.DeviceCMYK)
        pdf.save(path)
    target, built = build(path, page_of())
    assert built.page_fidelity == (Fidelity.DRAWN,)
    with pikepdf.open(target) as pdf:
        assert int(pdf.pages[0].Resources.XObject["/Im0"].Width) == pytest.approx(image.width, abs=2)


def test_one_page_that_pdfa_refuses_leaves_the_others_untouched(tmp_path: Path) -> None:
    """The second page's image names a colour profile that is none."""
    image, path = picture(), tmp_path / "mixed.pdf"
    data = jpeg(image)
    with pikepdf.new() as pdf:
        for _ in range(3):
            add_scan(pdf, data, image)
        profile = pdf.make_stream(b"no profile at all", N=3)
        pdf.pages[1].Resources.XObject["/Im"].ColorSpace = pikepdf.Array([pikepdf.Name.ICCBased, profile])
        pdf.save(path)
    target, built = build(path, *(page_of(index=index) for index in range(3)))
    assert built.page_fidelity == (Fidelity.UNTOUCHED, Fidelity.DRAWN, Fidelity.UNTOUCHED)
    assert [carried == data for carried in page_image_data(target)] == [True, False, True]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["built.pdf", "mixed.pdf"]


def test_a_file_whose_structure_only_pdfium_understands_is_drawn(tmp_path: Path) -> None:
    """The tree of pages holds itself: qpdf gives up, PDFium shows the page."""
    source, _ = scan_file(tmp_path)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        tree = pdf.Root.Pages
        tree.Kids = pikepdf.Array([tree.Kids[0], tree])
        pdf.save(source)
    with pytest.raises(pikepdf.PdfError):
        len(pikepdf.open(source).pages)
    target, built = build(source, page_of(row_of_words()))
    assert built.conformance.passed
    assert built.fidelity is Fidelity.DRAWN
    assert psnr(drawn(source), drawn(target)) > SAME_LOOK


def test_nothing_is_built_from_no_pages_or_at_no_known_moment(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    with pytest.raises(Bug):
        build(source)
    with pytest.raises(Bug):
        build(source, page_of(), assembly=replace(ASSEMBLY, moment=datetime(2026, 3, 2)))  # noqa: DTZ001  # as meant
    assert [each.name for each in tmp_path.iterdir()] == ["scan.pdf"]


def test_the_whole_page_is_the_picture_s_place(tmp_path: Path) -> None:
    source, _ = scan_file(tmp_path)
    target, _ = build(source, page_of())
    with open_source(target, Limits()) as after:
        embedded = after.embedded(0)
    assert embedded is not None
    assert embedded.upright_box == pytest.approx(WHOLE_PAGE, abs=1e-4)
    assert embedded.encoding == "jpeg"
