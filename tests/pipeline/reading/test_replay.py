"""Recordings answer for the very image, engine and options they were made with; faults fail as they are named."""

import time
from pathlib import Path

import numpy as np
import pytest

from models.errors import InputRefused, ToolMissing
from models.page import Line
from models.verdict import Verdict
from pipeline.isolation import Workers
from pipeline.page_image import PageImage
from pipeline.reading.faults import Fault, FaultReader
from pipeline.reading.reader import READERS
from pipeline.reading.replay import RecordingReader, ReplayReader


def sheet(seed: int = 0, *, dpi: int = 225) -> PageImage:
    return PageImage(np.random.default_rng(seed).integers(0, 255, (60, 40), np.uint8), dpi)


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    reader = RecordingReader(FaultReader(Fault.GARBAGE), str(tmp_path))
    reader.read(sheet(), seconds=1)
    return tmp_path


def test_what_was_read_is_replayed(recorded: Path) -> None:
    reader = READERS["replay"](str(recorded))
    assert reader.read(sheet(), seconds=1) == FaultReader(Fault.GARBAGE).read(sheet(), seconds=1)
    assert reader.version == "fault-garbage 1"


@pytest.mark.parametrize("image", [sheet(1), sheet(0, dpi=300)])
def test_another_image_is_not_answered_for(recorded: Path, image: PageImage) -> None:
    with pytest.raises(ToolMissing):
        ReplayReader.from_folder(str(recorded)).read(image, seconds=1)


def test_without_recordings_there_is_no_reader(tmp_path: Path) -> None:
    with pytest.raises(ToolMissing):
        READERS["replay"](str(tmp_path / "nothing"))


def test_garbage_is_the_same_each_time_and_lies_on_the_page() -> None:
    reader = READERS["fault-garbage"]("")
    lines = reader.read(sheet(), seconds=1).lines
    assert lines == reader.read(sheet(), seconds=1).lines != reader.read(sheet(1), seconds=1).lines
    assert all(0 <= side <= 1 for line in lines for word in line.words for side in word.box)


def test_silence_is_an_empty_page() -> None:
    assert READERS["fault-silent"]("").read(sheet(), seconds=1).lines == ()


def _read(fault: Fault, seconds: float) -> tuple[Line, ...]:
    return FaultReader(fault).read(sheet(), seconds=seconds).lines


def test_a_crash_costs_one_page_and_no_more() -> None:
    with Workers(1, memory_bytes=2 * 1024**3) as workers:
        crashed = workers.submit(_read, 20.0, Fault.CRASHING, 1.0)
        after = workers.submit(_read, 20.0, Fault.SILENT, 1.0)
        with pytest.raises(InputRefused) as refusal:
            crashed.result(timeout=60)
        assert refusal.value.verdict is Verdict.MALFORMED
        assert after.result(timeout=60) == ()


def test_a_reader_that_overstays_is_stopped() -> None:
    started = time.monotonic()
    with Workers(1, memory_bytes=2 * 1024**3) as workers:
        late = workers.submit(_read, 1.0, Fault.SLOW, 1.0)
        with pytest.raises(InputRefused) as refusal:
            late.result(timeout=60)
    assert refusal.value.verdict is Verdict.TIMED_OUT
    assert time.monotonic() - started < 10
