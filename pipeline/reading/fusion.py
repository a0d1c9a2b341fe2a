"""Two readings of a page made one: lines matched by place, words by letters, each difference decided and marked."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from models.geometry import Box
from models.page import Line, Word, line_of
from pipeline.page_image import PageImage
from pipeline.reading.alignment import aligned_words, assign
from pipeline.reading.calibration import Calibration, Case, Sight, probability, shipped_calibration
from pipeline.reading.candidates import ENDS, candidates, only_sense, other_ends, other_marks
from pipeline.reading.ctc import Glyph, LogProbs
from pipeline.reading.syllable_model import SyllableModel, syllable_model
from pipeline.reading.trueocr import NAME, SeenLine, confidence, word_box, words_of
from pipeline.reading.weighing import Dispute, Weights, features, probabilities, shipped_weights

Sighting = tuple[Sight, list[Word]]
"""Words (none where nothing is held to stand there) with how they were seen; their confidence is still to be set."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Everything by which differences are decided and words are held to be sure."""

    model: SyllableModel
    weights: Weights
    alone: Weights
    calibration: Calibration


@functools.cache
def shipped_judge() -> Judge:
    return Judge(syllable_model(), shipped_weights("weights"), shipped_weights("alone"), shipped_calibration())


@dataclass(frozen=True, slots=True)
class Stretch:
    """The same print in both readings; either may have no words there."""

    first: tuple[Word, ...]
    second: tuple[tuple[Glyph, ...], ...]

    @property
    def first_text(self) -> str:
        return " ".join(word.text for word in self.first)

    @property
    def second_text(self) -> str:
        return " ".join(text_of(word) for word in self.second)


@dataclass(frozen=True, slots=True)
class Matched:
    """A line as the line recogniser saw it, cut into stretches."""

    seen: SeenLine
    stretches: tuple[Stretch, ...]


SURE_ALONE = 0.95
"""A word of which the line recogniser is surer than this is not thought over."""
LEAST_SHOWN, SURE_MARK = -3.0, -0.03
"""Logarithms of what a step must give a mark for it to be thought of behind a word, and of what settles the matter."""


def text_of(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.char for glyph in glyphs)


def match(first: Sequence[Line], second: Sequence[SeenLine], image: PageImage) -> tuple[list[Matched], list[Line]]:
    """Each of the line recogniser's lines with the words of the other reader that stand in it, and what of ``first`` is
    in none: lines of the words left.
    """
    rows = [row for row, line in enumerate(first) for _ in line.words]
    words = [word for line in first for word in line.words]
    boxes = [image.from_source(word.box) for word in words]
    places = assign(boxes, rows, [seen.box for seen in second])
    matched = []
    for index, seen in enumerate(second):
        own = sorted((box.left, number) for number, box in enumerate(boxes) if places[number] == index)
        matched.append(Matched(seen, _stretches([words[number] for _, number in own], seen)))
    homeless = {id(word) for word, place in zip(words, places, strict=True) if place is None}
    left = [line_of([word for word in line.words if id(word) in homeless]) for line in first]
    return matched, [line for line in left if line is not None]


def disputes(matched: Matched) -> list[tuple[int, Dispute]]:
    """The stretches on which the readers differ, with their places in the line."""
    found = []
    for index, stretch in enumerate(matched.stretches):
        if stretch.first_text != stretch.second_text:
            found.append((index, _dispute(matched, index)))
    return found


def _stretches(first: list[Word], seen: SeenLine) -> tuple[Stretch, ...]:
    second = words_of(seen.glyphs)
    cuts = aligned_words([word.text for word in first], [text_of(word) for word in second])
    return tuple(Stretch(tuple(first[a:b]), tuple(second[c:d])) for (a, b), (c, d) in cuts)


def _dispute(matched: Matched, index: int) -> Dispute:
    stretches = matched.stretches
    stretch = stretches[index]
    start, end, before, after = _steps(matched, index)
    glyphs = [glyph for word in stretch.second for glyph in word]
    return Dispute(
        first=stretch.first_text,
        first_confidence=min((word.confidence for word in stretch.first), default=0.0),
        second=stretch.second_text,
        second_confidence=confidence(glyphs) if glyphs else 0.0,
        log_probs=matched.seen.log_probs[start:end],
        space_before=before,
        space_after=after,
        left=_neighbour(stretches[index - 1]) if index else "",
        right=_neighbour(stretches[index + 1]) if index + 1 < len(stretches) else "",
    )


def _neighbour(stretch: Stretch) -> str:
    return stretch.second_text or stretch.first_text


def _steps(matched: Matched, index: int) -> tuple[int, int, bool, bool]:
    """From which step to which the stretch reaches, with the spaces around it; whether there are such spaces."""
    glyph_before = _last_glyph(matched.stretches[:index])
    glyph_after = _first_glyph(matched.stretches[index + 1 :])
    start = glyph_before.last + 1 if glyph_before else 0
    end = glyph_after.first if glyph_after else len(matched.seen.log_probs)
    return start, max(start, end), glyph_before is not None, glyph_after is not None


def _last_glyph(stretches: Sequence[Stretch]) -> Glyph | None:
    return next((stretch.second[-1][-1] for stretch in reversed(stretches) if stretch.second), None)


def _first_glyph(stretches: Sequence[Stretch]) -> Glyph | None:
    return next((stretch.second[0][0] for stretch in stretches if stretch.second), None)


def fuse(first: Sequence[Line], second: Sequence[SeenLine], image: PageImage, judge: Judge) -> tuple[Line, ...]:
    """The page's lines in the line recogniser's reading order, lines that only the other reader saw put between them.

    Words on which both agree name both readers; where they differ, the chosen text names whoever saw it so.
    """
    matched, left = match(first, second, image)
    lines = [line for one in matched if (line := decided(one, image, judge)) is not None]
    return tuple(_put_between(lines, [alone(line, Case.UNMATCHED, judge) for line in left], image))


def decided(matched: Matched, image: PageImage, judge: Judge) -> Line | None:
    """The line with every difference decided; None where nothing is left of it."""
    return line_of(_with_confidence(sightings(matched, image, judge), judge))


def alone(line: Line, case: Case, judge: Judge) -> Line:
    """A line that one reader alone has seen, its words as sure as such words are."""
    return line_of(_with_confidence(lone_sightings(line, case), judge)) or line


def sightings(matched: Matched, image: PageImage, judge: Judge) -> list[Sighting]:
    """What is held to stand in the line, and how it was seen."""
    decisions = {index: _decision(dispute, matched.seen, judge) for index, dispute in disputes(matched)}
    found = []
    for index, stretch in enumerate(matched.stretches):
        sight = decisions.get(index)
        if sight is None:
            found += [_agreed(*pair) for pair in zip(stretch.first, stretch.second, strict=True)]
        else:
            found.append((sight, _decided_words(stretch, matched.seen, image, sight.text)))
    return found


def lone_sightings(line: Line, case: Case) -> list[Sighting]:
    name = "second" if case is Case.SECOND_ALONE else "first"
    return [(Sight(case, word.text, **{name: word.confidence}), [word]) for word in line.words]


def seen_alone(seen: SeenLine, image: PageImage, judge: Judge) -> Line | None:
    """A line that the line recogniser alone has seen; where it is unsure of a word, its second thoughts and the
    neighbouring syllables choose among words of the same letters. None without words.
    """
    return line_of(_with_confidence(seen_alone_sightings(seen, image, judge), judge))


def seen_alone_sightings(seen: SeenLine, image: PageImage, judge: Judge) -> list[Sighting]:
    decisions = {
        index: _chosen(dispute, texts, seen, judge.model, judge.alone)
        for index, dispute, texts in doubts(seen, judge.model)
    }
    found: list[Sighting] = []
    for index, glyphs in enumerate(words_of(seen.glyphs)):
        sure = confidence(glyphs)
        text, share = decisions.get(index, (text_of(glyphs), 0.5))
        word = Word(text=text, box=word_box(seen, glyphs, image), confidence=sure, readers=(NAME,))
        found.append((Sight(Case.SECOND_ALONE, text, 0.5, sure, share), [word]))
    return found


def doubts(seen: SeenLine, model: SyllableModel) -> list[tuple[int, Dispute, tuple[str, ...]]]:
    """The words of which, or of the mark behind which, the line recogniser is unsure, with their places and what may
    stand there instead.
    """
    matched = Matched(seen, tuple(Stretch((), (glyphs,)) for glyphs in words_of(seen.glyphs)))
    shown = seen.log_probs[:, seen.labels(ENDS)]
    found = []
    for index, stretch in enumerate(matched.stretches):
        text, sure = stretch.second_text, confidence(stretch.second[0]) >= SURE_ALONE
        texts = (text,) if sure else other_marks(text, model)
        if len(texts) == 1:
            texts = other_ends(text, _ends_seen(matched, index, shown))
        if len(texts) > 1:
            found.append((index, _dispute(matched, index), texts))
    return found


def _ends_seen(matched: Matched, index: int, shown: LogProbs) -> list[str]:
    """The marks that may stand behind a word: some step between its last letter and the next word shows them.

    ``shown`` (steps, marks): their columns of the line's judgement.
    """
    glyphs = matched.stretches[index].second[0]
    core = next((glyph for glyph in reversed(glyphs) if glyph.char.isalnum()), None)
    if core is None or (glyphs[-1] is not core and glyphs[-1].log_prob > SURE_MARK):
        return []
    following = matched.stretches[index + 1].second[0][0].first if index + 1 < len(matched.stretches) else None
    best = shown[core.last + 1 : following].max(axis=0, initial=LEAST_SHOWN).tolist()
    return [mark for mark, most in zip(ENDS, best, strict=True) if most > LEAST_SHOWN]


def _with_confidence(found: Sequence[Sighting], judge: Judge) -> list[Word]:
    return [
        word.model_copy(update={"confidence": probability(sight, judge.model, judge.calibration)})
        for sight, words in found
        for word in words
    ]


def _decision(dispute: Dispute, seen: SeenLine, judge: Judge) -> Sight:
    """The text that most speaks for."""
    sides = dispute.first, dispute.second
    texts = only_sense(*sides, judge.model) or candidates(*sides, judge.model)
    text, share = _chosen(dispute, texts, seen, judge.model, judge.weights)
    first, second = dispute.first_confidence or 0.5, dispute.second_confidence or 0.5
    return Sight(Case.DISPUTED, text, first, second, share)


def _chosen(
    dispute: Dispute, texts: Sequence[str], seen: SeenLine, model: SyllableModel, by: Weights
) -> tuple[str, float]:
    """The text that most speaks for, and its share of all that speaks for any."""
    shares = probabilities(features(dispute, texts, seen, model), by)
    best = max(range(len(texts)), key=shares.__getitem__)
    return texts[best], shares[best]


def _decided_words(stretch: Stretch, seen: SeenLine, image: PageImage, text: str) -> list[Word]:
    if text == stretch.first_text:
        return list(stretch.first)
    if text == stretch.second_text:
        return [
            Word(text=text_of(glyphs), box=word_box(seen, glyphs, image), confidence=0.0, readers=(NAME,))
            for glyphs in stretch.second
        ]
    return [Word(text=text, box=stretch.first[0].box, confidence=0.0, readers=(*stretch.first[0].readers, NAME))]


def _agreed(first: Word, second: Sequence[Glyph]) -> Sighting:
    """Seen alike by two that err independently."""
    sight = Sight(Case.AGREED, first.text, first.confidence, confidence(second))
    return sight, [first.model_copy(update={"readers": (*first.readers, NAME), "agreed": True})]


def _put_between(lines: list[Line], extra: list[Line], image: PageImage) -> list[Line]:
    """``extra`` lines each behind the line that stands nearest above or to the left of it, else in front."""
    boxes = [image.from_source(line.box) for line in lines]
    behind: dict[int, list[Line]] = {}
    for line in extra:
        own = image.from_source(line.box)
        above = [(_distance(box, own), index) for index, box in enumerate(boxes) if _precedes(box, own)]
        behind.setdefault(min(above)[1] if above else -1, []).append(line)
    order = list(behind.get(-1, ()))
    for index, line in enumerate(lines):
        order += [line, *behind.get(index, ())]
    return order


def _precedes(box: Box, own: Box) -> bool:
    x, y = box.middle
    own_x, own_y = own.middle
    same_row = abs(y - own_y) < max(box.height, own.height) / 2
    return x <= own_x if same_row else y < own_y


def _distance(box: Box, own: Box) -> float:
    gap = max(box.left - own.right, own.left - box.right, 0.0)
    return gap + abs(box.middle[1] - own.middle[1])
