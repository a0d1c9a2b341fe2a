"""The line recogniser: its words, their places, its judgement of other texts, and its absence."""

import importlib.metadata

import numpy as np
import pytest

from models.errors import InputRefused, ToolMissing
from models.verdict import Verdict
from pipeline.page_image import PageImage
from pipeline.reading import trueocr
from pipeline.reading.ctc import log_likelihoods
from pipeline.reading.trueocr import TrueOcrReader, look
from tests.pipeline.reading.printed import LEFT, STEP, TEXT, TOP, alike, sheet


def test_print_is_read_where_it_stands() -> None:
    image = sheet()
    lines = TrueOcrReader().read(image, seconds=60).lines
    assert alike([line.text for line in lines])
    for number, line in enumerate(lines):
        box = image.from_source(line.box)
        assert box.left == pytest.approx(LEFT, abs=15)
        assert TOP - 10 <= box.top < box.bottom <= TOP + STEP * number + 80
        assert [word.readers for word in line.words] == [("trueocr",)] * len(line.words)
        middles = [word.box.middle[0] for word in line.words]
        assert middles == sorted(middles)


def test_what_is_printed_is_likelier_than_other_marks() -> None:
    seen = look(sheet())[1]
    right, wrong = (seen.labels(text) for text in (TEXT[1], TEXT[1].replace("nghị", "nghi")))
    likely, unlikely = log_likelihoods(seen.log_probs, [right, wrong])
    assert likely > unlikely + 3


def test_a_bare_page_has_no_lines() -> None:
    assert look(PageImage(np.full((600, 400), 255, np.uint8), 225)) == ()


def test_a_page_on_its_head_is_noticed() -> None:
    upright = sheet(TEXT * 4)
    turned = PageImage(np.ascontiguousarray(np.rot90(upright.grey, 2)), 225)
    assert TrueOcrReader().upright_rotation(upright, seconds=60) == 0
    assert TrueOcrReader().upright_rotation(turned, seconds=60) == 180


@pytest.mark.parametrize("installed", [None, "9.9"])
def test_absent_or_unknown_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, installed: str | None) -> None:
    """Only the version that is pinned is known inside; the index of installed packages is what differs here."""

    def version(name: str) -> str:
        if installed is None:
            raise importlib.metadata.PackageNotFoundError(name)
        return installed

    monkeypatch.setattr(importlib.metadata, "version", version)
    trueocr.installed_version.cache_clear()
    with pytest.raises(ToolMissing, match="pip install"):
        _ = TrueOcrReader().version
    trueocr.installed_version.cache_clear()


def test_a_page_that_it_cannot_take_is_refused() -> None:
    with pytest.raises(InputRefused) as refusal:
        look(PageImage(np.zeros((0, 40), np.uint8), 225))
    assert refusal.value.verdict is Verdict.MALFORMED
