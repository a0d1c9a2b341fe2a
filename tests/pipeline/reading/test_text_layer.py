"""A born-digital page's own text: found where it is drawn, and used only where it can be trusted."""

from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from models.geometry import Box
from pipeline.reading.text_layer import NO_LAYER, read_text_layer
from pipeline.reading.trust import Doubt

SENTENCE = "The quick brown officer checks every paper of the dossier twice before noon"
LINES = 6


def write_pdf(
    path: Path,
    *,
    rotate: int = 0,
    crop: tuple[int, int, int, int] | None = None,
    mode: int = 0,
    image: str = "",
    level: bool = True,
) -> Path:
    """One A4 page of plain text in Helvetica; ``image``: a drawing operator sequence for image ``/Im``.

    ``level``: the text stands upright once the page is turned by ``rotate``, as where a landscape table lies.
    """
    turns = {0: "1 0 0 1 {a} {b}", 90: "0 1 -1 0 {c} {a}", 180: "-1 0 0 -1 {d} {c}", 270: "0 -1 1 0 {f} {e}"}
    turn = turns[rotate if level else 0]
    rows = "".join(
        turn.format(a=72, b=700 - 24 * row, c=142 + 24 * row, d=523, e=770, f=500 - 24 * row)
        + f" Tm ({row} {SENTENCE}) Tj\n"
        for row in range(LINES)
    )
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        picture = pikepdf.Stream(
            pdf, b"\x80", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
            ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(Im=picture))
        page.Contents = pikepdf.Stream(pdf, f"{image}\nBT /F1 12 Tf {mode} Tr\n{rows}ET".encode())
        if rotate:
            page.Rotate = rotate
        if crop:
            page.CropBox = pikepdf.Array(crop)
        pdf.save(path)
    return path


def ink_of_first_word(path: Path) -> Box:
    """Where PDFium draws "quick" of the first line, as fractions of the shown page."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        textpage = page.get_textpage()
        start = textpage.get_text_range().index("quick")
        boxes = [textpage.get_charbox(index) for index in range(start, start + 5)]
        left, bottom, right, top = page.get_cropbox()
        x0, y0 = min(box[0] for box in boxes) - left, top - max(box[3] for box in boxes)
        x1, y1 = max(box[2] for box in boxes) - left, top - min(box[1] for box in boxes)
        box = Box(x0 / (right - left), y0 / (top - bottom), x1 / (right - left), y1 / (top - bottom))
        for _ in range(page.get_rotation() // 90):
            box = Box(1 - box.bottom, box.left, 1 - box.top, box.right)
        return box


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (50, 60, 560, 800)])
def test_words_lie_where_they_are_drawn(tmp_path: Path, rotate: int, crop: tuple[int, int, int, int] | None) -> None:
    path = write_pdf(tmp_path / "a.pdf", rotate=rotate, crop=crop)
    layer = read_text_layer(path, 0)
    assert layer.trusted, layer.reason
    word = next(word for line in layer.lines for word in line.words if word.text == "quick")
    truth = ink_of_first_word(path)
    assert word.box.middle == pytest.approx(truth.middle, abs=0.006)
    assert [line.text for line in layer.lines] == [f"{row} {SENTENCE}" for row in range(LINES)]


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_text_that_does_not_stand_upright_is_read_from_its_image(tmp_path: Path, rotate: int) -> None:
    path = write_pdf(tmp_path / "a.pdf", rotate=rotate, level=False)
    assert read_text_layer(path, 0).reason == Doubt.SIDEWAYS


def test_lines_and_their_order(tmp_path: Path) -> None:
    layer = read_text_layer(write_pdf(tmp_path / "a.pdf"), 0)
    assert [line.text for line in layer.lines] == [f"{row} {SENTENCE}" for row in range(LINES)]
    assert {word.readers for line in layer.lines for word in line.words} == {("text_layer",)}


def test_an_earlier_programs_recognition_is_not_believed(tmp_path: Path) -> None:
    full_page = "q 595 0 0 842 0 0 cm /Im Do Q"
    invisible = read_text_layer(write_pdf(tmp_path / "a.pdf", mode=3, image=full_page), 0)
    assert (invisible.trusted, invisible.reason, invisible.exists) == (False, Doubt.INVISIBLE, True)
    hidden = read_text_layer(write_pdf(tmp_path / "b.pdf", image=full_page), 0)
    assert (hidden.trusted, hidden.reason) == (False, Doubt.IMAGES)


def test_an_emblem_does_no_harm_and_a_pasted_scan_does(tmp_path: Path) -> None:
    assert read_text_layer(write_pdf(tmp_path / "a.pdf", image="q 70 0 0 70 260 750 cm /Im Do Q"), 0).trusted
    pasted = read_text_layer(write_pdf(tmp_path / "b.pdf", image="q 450 0 0 300 72 72 cm /Im Do Q"), 0)
    assert pasted.reason == Doubt.IMAGES


def test_text_outside_the_crop_box_is_not_on_the_page(tmp_path: Path) -> None:
    layer = read_text_layer(write_pdf(tmp_path / "a.pdf", crop=(0, 664, 595, 842)), 0)
    assert [line.text[0] for line in layer.lines] == ["0", "1"]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n%%EOF", b"not a pdf at all"])
def test_broken_files_have_no_layer(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)
    assert read_text_layer(path, 0) == NO_LAYER


def test_pages_beyond_the_end_have_no_layer(tmp_path: Path) -> None:
    assert read_text_layer(write_pdf(tmp_path / "a.pdf"), 7) == NO_LAYER


def page_counts(corpus: Path, pattern: str) -> list[tuple[Path, int]]:
    found = []
    for path in sorted(corpus.glob(pattern)):
        with pypdfium2.PdfDocument(path) as document:
            found += [(path, index) for index in range(len(document))]
    return found


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("pattern", ["born-digital/nd-*.pdf", "born-digital/hanoi-*.pdf"])
def test_unicode_documents_are_read_without_an_error(corpus: Path, pattern: str) -> None:
    pages = page_counts(corpus, pattern)
    assert pages
    for path, index in pages:
        layer = read_text_layer(path, index)
        assert layer.trusted, (path.name, index + 1, layer.reason)
        truth = (corpus / "born-digital" / "gt" / f"{path.stem}_p{index + 1:02d}.txt").read_text("utf-8")
        assert sorted(words(" ".join(line.text for line in layer.lines))) == sorted(words(truth)), (
            path.name,
            index + 1,
        )


def words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text).split()


@pytest.mark.corpus
@pytest.mark.slow
def test_scans_are_never_trusted(corpus: Path) -> None:
    pages = page_counts(corpus, "scans/*.pdf")
    assert pages
    assert [(path.name, index + 1) for path, index in pages if read_text_layer(path, index).trusted] == []
