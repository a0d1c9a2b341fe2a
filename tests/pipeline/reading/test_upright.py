"""Pages that stand on their side or their head are told by what was read of them."""

import numpy as np
import pytest

from models.geometry import Box
from models.page import Line, Word
from pipeline.page_image import PageImage
from pipeline.reading.upright import guess_rotation, is_better, mean_confidence, runs_sideways, seems_turned


def image(*, rotation: int = 0) -> PageImage:
    shape = (1754, 1240) if rotation % 180 == 0 else (1240, 1754)
    return PageImage(np.full(shape, 255, np.uint8), 150, rotation)


def reading(*words: tuple[str, float, Box]) -> tuple[Line, ...]:
    made = tuple(Word(text=text, box=box, confidence=sure, readers=("tesseract",)) for text, sure, box in words)
    if not made:
        return ()
    return (Line(text=" ".join(word.text for word in made), box=made[0].box, confidence=0.5, words=made),)


WIDE, TALL = Box(0.1, 0.1, 0.2, 0.115), Box(0.1, 0.1, 0.12, 0.2)
LEVEL = reading(*[("quyết", 0.93, WIDE)] * 9, ("1", 0.9, TALL))
UPWARD = reading(*[("quyết", 0.93, TALL)] * 9, ("1", 0.9, WIDE))
NONSENSE = reading(*[("†Ạn~k", 0.4, WIDE)] * 9)


def test_level_print_is_left_alone() -> None:
    assert not seems_turned(LEVEL, image())


def test_sure_words_that_run_up_the_page_are_looked_into() -> None:
    assert runs_sideways(UPWARD, image())
    assert seems_turned(UPWARD, image())


def test_nonsense_is_looked_into() -> None:
    assert not runs_sideways(NONSENSE, image())
    assert seems_turned(NONSENSE, image())
    assert seems_turned((), image())


@pytest.mark.parametrize("rotation", [90, 270])
def test_boxes_are_judged_as_they_stand_on_the_turned_page(rotation: int) -> None:
    assert not runs_sideways(UPWARD, image(rotation=rotation))  # upward on the source, level once turned
    assert runs_sideways(LEVEL, image(rotation=rotation))


def test_the_level_reading_wins_over_one_that_is_a_little_surer() -> None:
    once_turned = reading(*[("quyết", 0.91, TALL)] * 9)
    assert is_better(once_turned, image(rotation=90), than=(UPWARD, image()))
    assert not is_better(NONSENSE, image(rotation=180), than=(LEVEL, image()))
    assert is_better(LEVEL, image(rotation=180), than=(NONSENSE, image()))


def test_much_nonsense_may_stand_on_its_head() -> None:
    assert guess_rotation(reading(*[("†Ạn~k", 0.4, WIDE)] * 60)) == 180
    assert guess_rotation(NONSENSE) == 0  # too little to spend a second reading on
    assert guess_rotation(reading(*[("quyết", 0.93, TALL)] * 60)) == 0


def test_long_words_weigh_more() -> None:
    mixed = reading(("nghiêng", 1.0, WIDE), ("~", 0.0, WIDE))
    assert mean_confidence(mixed) == pytest.approx(7 / 8)
    assert mean_confidence(()) == 0.0
