"""Real scans: every page looks as it did, overlays included, and passes the check."""

from pathlib import Path

import pikepdf
import pytest

from models.errors import InputRefused
from models.page import Page
from models.verdict import Verdict
from pipeline.assemble.conformance import check_pdfa
from pipeline.assemble.page_picture import Fidelity
from pipeline.source.image_file import ASSUMED_DPI
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType
from pipeline.source.opening import open_source
from pipeline.source.pdf_structure import full_page_image
from tests.pipeline.assemble.material import build, page_of, psnr, row_of_words

pytestmark = pytest.mark.corpus

LEAST = 35.0
"""dB, of a page beside its source's (the issue's acceptance)."""


def pages_of(path: Path) -> list[Page]:
    with open_source(path, Limits()) as source:
        return [page_of(row_of_words(), index=index) for index in range(source.page_count)]


def scans(corpus: Path) -> list[Path]:
    return sorted(path for path in (corpus / "scans").iterdir() if path.suffix in {".pdf", ".jpg"})


@pytest.mark.slow
def test_every_scan_looks_as_it_did(corpus: Path, tmp_path: Path) -> None:
    """Drawn with annotations at 150 and 200 dpi; an image file at its own resolution, at which it is no drawing."""
    worst = {}
    for path in scans(corpus):
        target, built = build(path, *pages_of(path), target=tmp_path / "built.pdf")
        assert built.fidelity is Fidelity.UNTOUCHED, path.name
        assert check_pdfa(target).passed, path.name
        with open_source(path, Limits()) as before, open_source(target, Limits()) as after:
            own = before.geometry(0).dpi or ASSUMED_DPI
            resolutions = (150, 200) if before.media_type is MediaType.PDF else (own,)
            assert after.page_count == before.page_count
            for index in range(before.page_count):
                old, new = before.geometry(index), after.geometry(index)
                assert new.width_points == pytest.approx(old.width_points, abs=0.01), path.name
                assert new.height_points == pytest.approx(old.height_points, abs=0.01), path.name
                for dpi in resolutions:
                    shown = (document.draw(index, dpi=dpi, grey=False) for document in (before, after))
                    worst[path.name, index + 1, dpi] = psnr(*shown)
    assert len(worst) > 100
    assert {place: value for place, value in worst.items() if value < LEAST} == {}


def test_every_scanned_image_is_carried_over_bit_for_bit(corpus: Path, tmp_path: Path) -> None:
    for path in scans(corpus):
        target, _ = build(path, *pages_of(path), target=tmp_path / "built.pdf")
        with pikepdf.open(target) as pdf:
            carried = [page.Resources.XObject["/Im0"].read_raw_bytes() for page in pdf.pages]
        if path.suffix == ".jpg":
            assert carried == [path.read_bytes()]
            continue
        with pikepdf.open(path) as pdf:
            images = [full_page_image(page) for page in pdf.pages]
            assert [image[0].stream.read_raw_bytes() for image in images if image] == carried, path.name


@pytest.mark.slow
def test_files_that_other_programs_choked_on(corpus: Path, tmp_path: Path) -> None:
    """Whatever can be opened and drawn becomes a file that passes the check, of as many pages."""
    refused, made = {}, []
    for path in sorted((corpus / "hostile" / "ocrmypdf").rglob("*.pdf")):
        try:
            pages = pages_of(path)[:3]
            _, built = build(path, *pages, target=tmp_path / "built.pdf")
        except InputRefused as refusal:
            refused[path.name] = refusal.verdict
            continue
        assert built.conformance.passed, path.name
        assert built.page_count == len(pages)
        made.append(path.name)
    assert refused == {"invalid.pdf": Verdict.MALFORMED, "poster.pdf": Verdict.TOO_MANY_PIXELS}
    assert len(made) > 20
