"""Letters on sheets: all that is expected stands on them, inside the margins, marked as specimens."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samples.dossiers import Leaf, all_dossiers
from samples.fonts import width_mm
from samples.letter import lay_out
from samples.make import sheets_of
from samples.sheet import A4_HEIGHT_MM, A4_WIDTH_MM, SPECIMEN, PenDigits, Seal, Sheet, Text

a_few = settings(max_examples=8, deadline=None)
seeds = st.integers(min_value=0, max_value=10_000)


def leaves(seed: int) -> list[Leaf]:
    return [leaf for spec in all_dossiers(seed) for file in spec.files for leaf in file.leaves]


def words_of(sheets: tuple[Sheet, ...]) -> str:
    return " ".join(" ".join(text for sheet in sheets for text in sheet.texts).split())


@a_few
@given(seed=seeds)
def test_every_field_is_printed_unless_it_is_written_by_pen(seed: int) -> None:
    for leaf in leaves(seed):
        sheets = lay_out(leaf.letter, hand=seed)
        printed = words_of(sheets)
        fields = leaf.letter.fields()
        for name in ("issuer", "document_type", "subject", "signer"):
            assert fields[name] in printed
        number = re.compile(rf"Số: {re.escape(fields['number'])}(?!\w)")
        day = f"ngày {leaf.letter.issued_on.day:02d} tháng"
        assert (number.search(printed) is None) == ("number" in leaf.letter.pen)
        assert (day not in printed) == ("issued_on" in leaf.letter.pen)
        written = [mark.digits for sheet in sheets for mark in sheet.marks if isinstance(mark, PenDigits)]
        assert len(written) == len(leaf.letter.pen)


@a_few
@given(seed=seeds)
def test_decisions_of_the_stacks_take_two_pages_and_other_letters_one(seed: int) -> None:
    for leaf in leaves(seed):
        long = leaf.letter.document_type == "QUYẾT ĐỊNH" and not leaf.letter.pen
        assert len(lay_out(leaf.letter, hand=seed)) == (2 if long else 1)


@a_few
@given(seed=seeds)
def test_print_stays_on_the_page_and_runs_do_not_overlap(seed: int) -> None:
    for leaf in leaves(seed):
        for sheet in lay_out(leaf.letter, hand=seed):
            rows: dict[float, list[tuple[float, float]]] = {}
            for mark in sheet.marks:
                if isinstance(mark, Text):
                    right = mark.x + width_mm(mark.text, mark.style, mark.points)
                    assert mark.x >= 20
                    assert right <= A4_WIDTH_MM - 5
                    assert 10 < mark.y < A4_HEIGHT_MM - 5
                    rows.setdefault(round(mark.y, 2), []).append((mark.x, right))
            for runs in rows.values():
                ordered = sorted(runs)
                assert all(right <= left for (_, right), (left, _) in pairwise(ordered))


@a_few
@given(seed=seeds)
def test_every_printed_page_says_that_it_is_a_specimen(seed: int) -> None:
    for leaf in leaves(seed):
        for sheet in sheets_of(leaf, seed):
            assert (SPECIMEN in sheet.texts) == bool(sheet.marks)


def test_numbers_below_ten_and_early_months_take_a_leading_nought() -> None:
    letters = [leaf.letter for seed in range(30) for leaf in leaves(seed)]
    early = [letter for letter in letters if letter.issued_on.month < 3 and not letter.pen]
    small = [letter for letter in letters if letter.number < 10]
    assert early
    assert small
    for letter in early:
        assert f"tháng {letter.issued_on.month:02d} năm" in words_of(lay_out(letter, hand=1))
    for letter in small:
        assert letter.full_number.startswith("0")


@pytest.mark.parametrize("folder", ["clean", "scanner-like"])
def test_the_seal_lies_on_the_name_only_in_the_scanner_like_dossier(folder: str) -> None:
    spec = next(spec for spec in all_dossiers(2026) if spec.folder == folder)
    for leaf in (leaf for file in spec.files for leaf in file.leaves):
        marks = sheets_of(leaf, spec.hand)[-1].marks
        seal = next(mark for mark in marks if isinstance(mark, Seal))
        name = next(mark for mark in marks if isinstance(mark, Text) and mark.text == leaf.letter.signer)
        assert (seal.y + seal.radius > name.y) == (folder == "scanner-like")
        assert seal.x + seal.radius > name.x
