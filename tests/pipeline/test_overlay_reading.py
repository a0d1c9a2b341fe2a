"""Signature overlays read once more by themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from models.errors import InputRefused
from models.geometry import Box
from models.page import Line, Region, RegionType, Word, line_of
from models.verdict import Verdict
from pipeline.overlay_reading import overlays_again
from pipeline.page_regions import PageText
from pipeline.source.document import Pixels

DPI = 254  # ten pixels a millimetre
PAGE = np.full((1000, 1000), 255, np.uint8)
PLACE = Box(0.5, 0.1, 0.7, 0.2)


def line(text: str, box: Box, confidence: float) -> Line:
    found = line_of([Word(text=text, box=box, confidence=confidence, readers=("double",))])
    assert found is not None
    return found


def overlaid(*words: Line, kind: RegionType = RegionType.OVERLAY) -> PageText:
    region = Region(type=kind, box=PLACE, text="\n".join(item.text for item in words))
    elsewhere = line("Số", Box(0.1, 0.8, 0.2, 0.82), 0.2)
    return PageText(lines=(elsewhere,), apart=(*words, elsewhere), regions=(region,))


BEFORE = overlaid(line("Thời gan", Box(0.52, 0.12, 0.6, 0.14), 0.6))


def test_the_surer_reading_replaces_text_and_lines_and_nothing_else() -> None:
    seen: list[tuple[int, ...]] = []

    def read(cut: Pixels) -> Sequence[Line]:
        seen.append(cut.shape)
        return [line("Thời gian ký", Box(0.25, 0.25, 0.75, 0.5), 0.9)]

    after = overlays_again(BEFORE, PAGE, DPI, read)
    assert seen == [(100 + 2 * 25, 200 + 2 * 25)]
    assert after.regions[0].text == "Thời gian ký"
    assert after.apart[0] == BEFORE.apart[1]
    assert after.lines == BEFORE.lines
    box = after.apart[1].words[0].box
    assert box == pytest.approx((0.475 + 0.25 / 4, 0.075 + 0.15 / 4, 0.475 + 0.75 / 4, 0.075 + 0.15 / 2))


def test_a_weaker_reading_changes_nothing() -> None:
    assert overlays_again(BEFORE, PAGE, DPI, lambda _: [line("x", PLACE, 0.5)]) == BEFORE
    assert overlays_again(BEFORE, PAGE, DPI, lambda _: []) == BEFORE


def test_a_failing_reader_changes_nothing() -> None:
    def refuse(cut: Pixels) -> Sequence[Line]:
        raise InputRefused(Verdict.TIMED_OUT, "slow")

    assert overlays_again(BEFORE, PAGE, DPI, refuse) == BEFORE


def test_short_echoes_of_a_line_are_left_out() -> None:
    whole, echo = line("18/03/2024", Box(0.1, 0.1, 0.9, 0.3), 0.9), line("18", Box(0.1, 0.12, 0.3, 0.28), 0.9)
    after = overlays_again(BEFORE, PAGE, DPI, lambda _: [echo, whole])
    assert after.regions[0].text == "18/03/2024"


def test_other_regions_are_not_read_again() -> None:
    stamp = overlaid(line("ĐẾN", Box(0.52, 0.12, 0.6, 0.14), 0.1), kind=RegionType.SEAL)
    assert overlays_again(stamp, PAGE, DPI, lambda _: pytest.fail("read")) == stamp
