"""Many images: memory holds some of them, the file holds all."""

from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.assemble.growing import GrowingPdf
from tests.pipeline.assemble.material import build, found, page_of, row_of_words


@pytest.mark.parametrize(
    ("held_bytes", "left"),
    [(0, ["7-pages.pdf"]), (2_500, ["6-pages.pdf"]), (1_000_000, [])],
    ids=["each page", "some pages", "none"],
)
def test_pages_set_down_are_taken_up_again_in_order(tmp_path: Path, held_bytes: int, left: list[str]) -> None:
    with GrowingPdf(tmp_path, held_bytes=held_bytes) as growing:
        for number in range(7):
            page = growing.pdf.add_blank_page(page_size=(100 + number, 200))
            stream = growing.pdf.make_stream(bytes([number]) * 1000)
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Im0": stream}))
            page.obj["/UserUnit"] = 2
            growing.grew(1000)
        assert [each.name for each in tmp_path.iterdir()] == left
        growing.pdf.save(tmp_path / "all.pdf")
    with pikepdf.open(tmp_path / "all.pdf") as pdf:
        assert [int(page.mediabox[2]) for page in pdf.pages] == [100 + number for number in range(7)]
        assert {int(page.obj["/UserUnit"]) for page in pdf.pages} == {2}
        images = [page.Resources.XObject["/Im0"].read_bytes() for page in pdf.pages]
        assert images == [bytes([number]) * 1000 for number in range(7)]


def test_a_large_stack_of_images_is_complete_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Sixteen pages of noise, which no encoding makes small: more than is held in memory."""
    noise = Image.effect_noise((1400, 1150), 90)
    sheets = [Image.merge("RGB", (noise, noise.rotate(180), noise.rotate(90 * number))) for number in range(16)]
    source = tmp_path / "stack.tif"
    sheets[0].save(source, save_all=True, append_images=sheets[1:], dpi=(200, 200))
    pages = [page_of(row_of_words(words=("tờ", str(index + 1))), index=index) for index in range(16)]
    target, built = build(source, *pages)
    assert built.conformance.passed
    assert built.size > 65 * 1024 * 1024
    assert all(found(target, f"tờ {index + 1}", index) for index in range(16))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["built.pdf", "stack.tif"]
