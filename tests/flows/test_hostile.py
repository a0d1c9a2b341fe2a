"""Small and nasty files through the whole main job with the real reader; `make hostile` takes all 441."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from flows.page_work import page_workers
from flows.settings import Settings
from flows.wiring import open_services
from tools.hostile.__main__ import EXPECTED
from tools.hostile.job import run
from tools.hostile.outcome import Expected, RunOutcome

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

NASTY = (
    "ocrmypdf/hugemono.pdf",  # a page of many metres in one bit a pixel
    "ocrmypdf/invalid.pdf",
    "ocrmypdf/jbig2_baddevicen.pdf",
    "ocrmypdf/livecycle.pdf",  # XFA
    "ocrmypdf/poster.pdf",  # larger than any limit allows to draw
    "paperless/encrypted.pdf",
    "pdfjs/ContentStreamCycleType3insideType3.pdf",
    "pdfjs/GHOSTSCRIPT-698804-1-fuzzed.pdf",
    "pdfjs/PDFBOX-3148-2-fuzzed.pdf",
    "pdfjs/Pages-tree-refs.pdf",  # two pages, of which one cannot be loaded
    "pdfjs/boundingBox_invalid.pdf",
    "pdfjs/bug1606566.pdf",  # no PDF by its first bytes
    "pdfjs/hello_world_rotated.pdf",
    "pdfjs/jbig2_file_header.pdf",
    "pdfjs/jpx_smaskindata.pdf",
    "pdfjs/poppler-742-0-fuzzed.pdf",
    "pdfplumber/empty.pdf",
    "py-pdf/imagemagick-CCITTFaxDecode.pdf",
)
MORE, SEED, SMALL_BYTES = 8, 441, 8_000


def chosen(folder: Path, expected: Expected) -> list[str]:
    """The named ones, and a few small ones of one page that the seed picks."""
    small = [name for name, pages in expected.items() if pages == 1 and (folder / name).stat().st_size < SMALL_BYTES]
    return sorted({*NASTY, *random.Random(SEED).sample(small, MORE)})


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(home=tmp_path_factory.mktemp("hostile") / "home", publish_unseen=True)


@pytest.fixture(scope="module")
def expected() -> Expected:
    found: Expected = json.loads(EXPECTED.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def outcome(corpus: Path, settings: Settings, expected: Expected) -> RunOutcome:
    folder = corpus / "hostile"
    with open_services(settings, operator="lan") as services, page_workers(settings) as workers:
        return run(services, workers, folder, chosen(folder, expected))


def test_nothing_about_them_is_wrong(outcome: RunOutcome, settings: Settings, expected: Expected) -> None:
    """No crash, no hang, the verdicts that a person gives, every page in one paper, ledgers and audit without fault."""
    assert outcome.problems(expected, settings) == []
    assert len(outcome.files) == len(NASTY) + MORE


def test_what_cannot_be_copied_is_withheld_and_stands_in_nobodys_way(outcome: RunOutcome) -> None:
    endings = {file.name: file.ending for file in outcome.files}
    assert endings["ocrmypdf/poster.pdf"] == "withheld: too_many_pixels"
    assert endings["pdfjs/Pages-tree-refs.pdf"] == "withheld: malformed"
    assert endings["pdfjs/boundingBox_invalid.pdf"] == endings["ocrmypdf/jbig2_baddevicen.pdf"] == "published"
