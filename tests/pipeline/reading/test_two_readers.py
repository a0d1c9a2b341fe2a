"""Two readers on one page: agreement, differences, and one of them gone."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from models.errors import InputRefused, ToolMissing
from models.findings import FindingCode
from models.page import Word
from models.verdict import Verdict
from pipeline.page_image import PageImage
from pipeline.reading.reader import READERS, Reader, Transcript
from pipeline.reading.tesseract import TesseractReader
from pipeline.reading.trueocr import SeenLine, look
from pipeline.reading.two_readers import AccurateReader, FastReader
from tests.pipeline.reading.printed import TEXT, alike, sheet

pytestmark = pytest.mark.integration


class Failing:
    """A reader that always refuses, as one does at its time limit."""

    name = version = options = "failing"

    def __init__(self, psm: int = 0) -> None:
        self.asked_for = psm

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        raise InputRefused(Verdict.TIMED_OUT, "too slow")

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return 0


def blind(image: PageImage) -> Sequence[SeenLine]:
    raise ToolMissing("trueocr")


def _slipped(words: Sequence[Word]) -> tuple[Word, ...]:
    slip = {"text": "quyêt", "confidence": 0.6}
    return tuple(word.model_copy(update=slip) if word.text == "quyết" else word for word in words)


class Slipping:
    """Tesseract with one known slip."""

    name = version = options = "slipping"

    def __init__(self, psm: int = 3) -> None:
        self._reader = TesseractReader(psm)

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        lines = self._reader.read(image, seconds=seconds).lines
        return Transcript(tuple(line.model_copy(update={"words": _slipped(line.words)}) for line in lines))

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return 0


STOPPED = (
    "1. Thôn phải có từ hai trăm hộ gia đình trở lên.",
    "khu vực này không thuộc đất quốc phòng;",
    "theo đúng giấy phép đã được cấp.",
    "với các quy định chung của pháp luật về đất đai.",
)


def overlooking(image: PageImage) -> Sequence[SeenLine]:
    """The line recogniser, holding an empty place somewhat likelier than the mark at each line's end."""
    return [_without_last(line) for line in look(image)]


def _without_last(line: SeenLine) -> SeenLine:
    last, steps = line.glyphs[-1], line.log_probs.copy()
    (column,) = line.labels(last.char)
    steps[last.first :, :] = -20.0
    steps[last.first :, 0] = math.log(0.99)
    steps[last.first : last.last + 1, [0, column]] = math.log(0.7), math.log(0.3)
    return replace(line, log_probs=steps, glyphs=line.glyphs[:-1])


def test_a_stop_that_the_line_recogniser_overlooks_at_a_line_s_end_is_kept() -> None:
    """It is sure of the letters before it, which says nothing about the stop: it once outvoted Tesseract by that."""
    read = AccurateReader(second=overlooking).read(sheet(STOPPED), seconds=60)
    assert [line.words[-1].text[-1] for line in read.lines] == [".", ";", ".", "."]


@pytest.mark.parametrize("mode", ["accurate", "fast"])
def test_print_is_read_where_it_stands(mode: str) -> None:
    image = sheet()
    alone = TesseractReader().read(image, seconds=60).lines
    read = READERS[mode]("").read(image, seconds=60)
    assert alike([line.text for line in read.lines])
    assert read.findings == ()
    for line, other in zip(read.lines, alone, strict=True):
        assert line.box == pytest.approx(other.box, abs=0.012)


def test_words_on_which_both_agree_name_both_and_are_sure() -> None:
    words = [word for line in AccurateReader().read(sheet(), seconds=60).lines for word in line.words]
    agreed = [word for word in words if word.agreed]
    assert len(agreed) > 0.9 * len(words)
    assert all(word.readers == ("tesseract", "trueocr") for word in agreed)
    assert sum(word.confidence >= 0.99 for word in agreed) > 0.8 * len(agreed)


def test_a_slip_of_one_is_mended_by_the_other_and_marked() -> None:
    read = AccurateReader(first=Slipping()).read(sheet(), seconds=60)
    (word,) = [word for line in read.lines for word in line.words if word.text in {"quyết", "quyêt"}]
    assert word.text == "quyết"
    assert not word.agreed
    assert word.confidence < 0.99


def test_in_fast_mode_lines_with_fields_are_seen_by_both() -> None:
    read = FastReader().read(sheet(), seconds=60)
    assert any("tesseract" in word.readers for word in read.lines[2].words)


def test_numbers_and_dates_of_other_documents_are_no_fields() -> None:
    """Without the nation's name above them they are text like any other, and Tesseract is not started for them."""
    read = FastReader(first=Failing, least_sure=0.0).read(sheet(TEXT[1:]), seconds=60)
    assert read.findings == ()
    assert {word.readers for line in read.lines for word in line.words} == {("trueocr",)}


@pytest.mark.parametrize(
    ("reader", "gone", "left"),
    [
        (AccurateReader(first=Failing()), "tesseract: timed_out", "trueocr"),
        (AccurateReader(second=blind), "trueocr: tool_missing", "tesseract"),
        (FastReader(first=Failing), "tesseract: timed_out", "trueocr"),
        (FastReader(second=blind), "trueocr: tool_missing", "tesseract"),
    ],
)
def test_without_one_the_other_reads_on_and_says_so(reader: Reader, gone: str, left: str) -> None:
    read = reader.read(sheet(), seconds=60)
    assert alike([line.text for line in read.lines])
    assert {word.readers for line in read.lines for word in line.words} == {(left,)}
    assert [(item.code, item.seen) for item in read.findings] == [(FindingCode.READER_ABSENT, gone)]


def test_with_neither_the_page_is_refused() -> None:
    with pytest.raises(InputRefused, match="too slow"):
        AccurateReader(first=Failing(), second=blind).read(sheet(), seconds=60)


def test_the_identity_of_a_reading_names_both() -> None:
    assert "tesseract 5" in AccurateReader().version
    assert "trueocr 0.1.1" in FastReader().version
    assert AccurateReader().options != FastReader().options


def test_lines_are_put_to_tesseract_one_below_the_other() -> None:
    """Asked about everything, the fast reader reads as the accurate one does."""
    read = FastReader(least_sure=1.1).read(sheet(), seconds=60)
    assert [line.text for line in read.lines] == list(TEXT)
    assert sum(word.agreed for line in read.lines for word in line.words) > 20


def test_an_empty_page_is_not_asked_about() -> None:
    assert FastReader(first=Failing, second=lambda image: ()).read(sheet(), seconds=60) == Transcript(())


def test_the_command_reads_on_without_tesseract(tmp_path: Path) -> None:
    page = tmp_path / "to.png"
    Image.fromarray(sheet().grey).save(page, dpi=(225, 225))
    program = str(Path(sys.executable).with_name("sohoa"))
    done = subprocess.run(
        [program, "read", str(page), "--out", str(tmp_path / "out")],
        env={"PATH": "/nonexistent", "HOME": str(tmp_path), "SOHOA_HOME": str(tmp_path / "home")},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode in {0, 3}, done.stderr
    (read,) = json.loads((tmp_path / "out" / "to.json").read_text("utf-8"))["pages"]
    assert alike([line["text"] for line in read["lines"]])
    assert "reader_absent" in {item["code"] for item in read["findings"]}
