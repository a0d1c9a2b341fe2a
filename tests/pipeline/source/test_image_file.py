"""JPEG, PNG and TIFF as pages: size, resolution, turn, transparency, many pages, whatever is cut short."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from models.errors import InputRefused
from models.verdict import Verdict
from pipeline.source.document import PageGeometry
from pipeline.source.image_file import ImageSource
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source

HEIGHT, WIDTH = 60, 40
ORIENTATION = 0x0112
SHOWN_SIDE = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}
"""Where a bar at the top of the stored image is shown (EXIF 2.3, tag 274)."""


def _bar(*, height: int = HEIGHT, width: int = WIDTH) -> NDArray[np.uint8]:
    """White with a black bar near the top."""
    pixels = np.full((height, width), 255, np.uint8)
    pixels[height // 12 : height // 4, width // 8 : -width // 8] = 0
    return pixels


def _image(mode: str) -> Image.Image:
    if mode == "I;16":
        return Image.fromarray(_bar().astype(np.uint16) * 257)
    return Image.fromarray(_bar()).convert(mode)


def _side(pixels: NDArray[np.uint8]) -> str:
    """The side of the image that its ink lies nearest to."""
    rows, columns = np.where(pixels < 128)
    down, across = rows.mean() / pixels.shape[0], columns.mean() / pixels.shape[1]
    return min((down, "top"), (1 - down, "bottom"), (across, "left"), (1 - across, "right"))[1]


def _geometry(path: Path, index: int = 0) -> PageGeometry:
    with open_source(path, Limits()) as source:
        return source.geometry(index)


def _verdict(act: Callable[[], object]) -> Verdict:
    with pytest.raises(InputRefused) as refused:
        act()
    return refused.value.verdict


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("ending", "mode", "options"),
    [
        (".jpg", "L", {}),
        (".jpg", "RGB", {}),
        (".png", "L", {}),
        (".png", "RGBA", {}),
        (".png", "I;16", {}),
        (".tif", "1", {"compression": "group4"}),
        (".tif", "L", {}),  # Pillow maps these pixels into memory, with the sides the wrong way round
        (".tif", "RGB", {"compression": "tiff_lzw"}),
        (".tif", "I;16", {}),
    ],
)
def test_every_orientation_is_shown_as_it_was_taken(
    tmp_path: Path, ending: str, mode: str, options: dict[str, str], orientation: int
) -> None:
    path, exif = tmp_path / f"turned{ending}", Image.Exif()
    exif[ORIENTATION] = orientation
    _image(mode).save(path, exif=exif, dpi=(300, 300), **options)
    with open_source(path, Limits()) as source:
        assert isinstance(source, ImageSource)
        for _ in range(2):  # the answer is the same after the pixels were read
            geometry = source.geometry(0)
            on_side = orientation >= 5
            shown = (HEIGHT, WIDTH) if on_side else (WIDTH, HEIGHT)
            assert (geometry.width_points, geometry.height_points) == pytest.approx(
                (shown[0] * 72 / 300, shown[1] * 72 / 300)
            )
            pixels = source.draw(0, dpi=300, grey=True)
            assert pixels.shape == shown[::-1]
            assert _side(pixels) == SHOWN_SIDE[orientation]
            assert source.draw(0, dpi=300, grey=False).shape == (*shown[::-1], 3)


def test_the_turn_of_a_jpeg_that_is_carried_over_is_told(tmp_path: Path) -> None:
    for orientation, turned in ((1, 0), (3, 180), (6, 90), (8, 270)):
        path, exif = tmp_path / f"{orientation}.jpg", Image.Exif()
        exif[ORIENTATION] = orientation
        _image("RGB").save(path, exif=exif)
        with open_source(path, Limits()) as source:
            embedded = source.embedded(0)
        assert embedded is not None
        assert (embedded.encoding, embedded.width, embedded.height, embedded.turned) == ("jpeg", WIDTH, HEIGHT, turned)


def test_a_mirrored_or_inked_jpeg_is_not_carried_over(tmp_path: Path) -> None:
    mirrored, exif = tmp_path / "mirrored.jpg", Image.Exif()
    exif[ORIENTATION] = 2
    _image("RGB").save(mirrored, exif=exif)
    _image("CMYK").save(tmp_path / "inks.jpg")
    for path in (mirrored, tmp_path / "inks.jpg"):
        with open_source(path, Limits()) as source:
            embedded = source.embedded(0)
            assert embedded is not None
            assert embedded.encoding == "other"
            assert _side(source.draw(0, dpi=200, grey=True)) == "top"


@pytest.mark.parametrize(
    ("mode", "compression"),
    [("1", "group4"), ("1", "group3"), ("L", "tiff_lzw"), ("RGB", "jpeg"), ("L", "tiff_adobe_deflate"), ("P", None)],
)
def test_a_tiff_has_all_its_pages(tmp_path: Path, mode: str, compression: str | None) -> None:
    path = tmp_path / "pages.tif"
    sizes = [(80, 64), (160, 96), (48, 240)]
    first, *others = (Image.fromarray(_bar(height=height, width=width)).convert(mode) for width, height in sizes)
    first.save(path, save_all=True, append_images=others, compression=compression, dpi=(200, 200))
    with open_source(path, Limits()) as source:
        assert (source.media_type, source.page_count) == (MediaType.TIFF, 3)
        for index in (2, 0, 1):
            width, height = sizes[index]
            pixels = source.draw(index, dpi=200, grey=True)
            assert pixels.shape == (height, width)
            assert pixels[height // 6, width // 2] < 60
            assert pixels[height // 2, width // 2] > 200
            assert source.geometry(index) == PageGeometry(width * 72 / 200, height * 72 / 200, 200)


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_and_the_large_format_are_known(tmp_path: Path, order: str) -> None:
    path = tmp_path / "big.tif"
    _image("L").save(path, big_tiff=True)
    assert _geometry(path).dpi is None
    entries = [(256, 3, WIDTH), (257, 3, HEIGHT), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 200),
               (278, 3, HEIGHT), (279, 4, WIDTH * HEIGHT)]  # fmt: skip
    head = (
        (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", len(entries))
    )
    for tag, kind, value in entries:
        head += struct.pack(order + "HHI", tag, kind, 1) + struct.pack(
            order + ("HH" if kind == 3 else "I"), value, *[0][: kind == 3]
        )
    path.write_bytes(head.ljust(200, b"\0") + _bar().tobytes())
    with open_source(path, Limits()) as source:
        assert np.array_equal(source.draw(0, dpi=200, grey=True), _bar())


@pytest.mark.parametrize(
    ("unit", "value", "dpi"), [(2, 300.0, 300), (3, 118.11, 300), (3, 300.0, 762), (1, 300.0, None), (2, 0.0, None)]
)
def test_resolution_is_read_in_its_unit(tmp_path: Path, unit: int, value: float, dpi: int | None) -> None:
    tags = ImageFileDirectory_v2()
    tags[282], tags[283], tags[296] = value, value, unit
    _image("L").save(tmp_path / "unit.tif", tiffinfo=tags)
    assert _geometry(tmp_path / "unit.tif").dpi == dpi


@pytest.mark.parametrize("stated", [(0, 0), (1, 1), (72, 72), (96, 96), (65_535, 65_535), (300, 60)])
def test_absurd_resolutions_are_unknown_and_the_size_is_that_at_200(tmp_path: Path, stated: tuple[int, int]) -> None:
    _image("L").save(tmp_path / "odd.jpg", dpi=stated)
    assert _geometry(tmp_path / "odd.jpg") == PageGeometry(WIDTH * 72 / 200, HEIGHT * 72 / 200, None)


def test_a_fax_keeps_its_proportions(tmp_path: Path) -> None:
    path = tmp_path / "fax.tif"
    Image.new("1", (1728, 1146), 1).save(path, compression="group4", dpi=(204, 98))
    geometry = _geometry(path)
    assert (geometry.width_points, geometry.height_points) == pytest.approx((1728 * 72 / 204, 1146 * 72 / 98))
    assert geometry.dpi == 141
    with open_source(path, Limits()) as source:
        assert source.draw(0, dpi=200, grey=True).shape == (2339, 1694)


def test_transparency_lies_over_white_paper(tmp_path: Path) -> None:
    pixels = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    pixels[10:20, :, 3] = 255
    Image.fromarray(pixels, "RGBA").save(tmp_path / "clear.png")
    with open_source(tmp_path / "clear.png", Limits()) as source:
        shown = source.draw(0, dpi=200, grey=True)
    assert shown[15, 5] == 0
    assert shown[40, 5] == 255


def test_what_a_telephone_adds_to_its_picture_is_no_page(tmp_path: Path) -> None:
    _image("RGB").save(tmp_path / "two.jpg", format="MPO", save_all=True, append_images=[_image("RGB")])
    _image("RGB").save(tmp_path / "moving.png", save_all=True, append_images=[_image("RGB").rotate(180)])
    for name in ("two.jpg", "moving.png"):
        with open_source(tmp_path / name, Limits()) as source:
            assert source.page_count == 1
            assert _side(source.draw(0, dpi=200, grey=True)) == "top"


def test_a_pixel_bomb_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    limits = Limits(max_pixels=10_000_000)
    with open_source(path, limits) as source:
        assert isinstance(source, ImageSource)
        acts = (source.require_whole, lambda: source.geometry(0), lambda: source.draw(0, dpi=10, grey=True))
        assert {_verdict(act) for act in acts} == {Verdict.TOO_MANY_PIXELS}


def test_an_image_is_not_blown_up_past_the_limit(tmp_path: Path) -> None:
    _image("L").save(tmp_path / "small.png", dpi=(100, 100))
    with open_source(tmp_path / "small.png", Limits(max_pixels=100_000)) as source:
        assert _verdict(lambda: source.draw(0, dpi=2400, grey=True)) is Verdict.TOO_MANY_PIXELS


@pytest.mark.parametrize("ending", [".jpg", ".png", ".tif"])
def test_a_file_cut_short_is_told_from_a_broken_one(tmp_path: Path, ending: str) -> None:
    whole = tmp_path / f"whole{ending}"
    noise = np.random.default_rng(7).integers(0, 255, (200, 150), np.uint8)
    Image.fromarray(noise).save(whole)
    data = whole.read_bytes()
    for share in (0.1, 0.5, 0.9):
        cut = tmp_path / f"cut{ending}"
        cut.write_bytes(data[: int(len(data) * share)])

        def act(path: Path = cut) -> None:
            with open_source(path, Limits()) as source:
                assert isinstance(source, ImageSource)
                source.require_whole()

        assert _verdict(act) is Verdict.TRUNCATED
    with open_source(whole, Limits()) as source:
        assert isinstance(source, ImageSource)
        source.require_whole()
        assert np.abs(source.draw(0, dpi=200, grey=True).astype(int) - noise).mean() < 12


def test_a_tiff_that_loses_a_later_page_is_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "pages.tif"
    pages = [Image.fromarray(_bar(height=300, width=300)) for _ in range(4)]
    pages[0].save(path, save_all=True, append_images=pages[1:], compression="tiff_lzw")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 4])

    def act() -> None:
        with open_source(path, Limits()) as source:
            assert isinstance(source, ImageSource)
            source.require_whole()

    assert _verdict(act) is Verdict.TRUNCATED


def test_a_tiff_whose_directories_run_in_a_circle_ends(tmp_path: Path) -> None:
    path = tmp_path / "circle.tif"
    pages = [Image.fromarray(_bar()) for _ in range(2)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    data = bytearray(path.read_bytes())
    first = struct.unpack_from("<I", data, 4)[0]
    second_at = first + 2 + 12 * struct.unpack_from("<H", data, first)[0]
    second = struct.unpack_from("<I", data, second_at)[0]
    last_at = second + 2 + 12 * struct.unpack_from("<H", data, second)[0]
    struct.pack_into("<I", data, last_at, first)
    path.write_bytes(data)
    with open_source(path, Limits()) as source:
        assert isinstance(source, ImageSource)
        source.require_whole()
        assert source.page_count == 2
