"""Where papers begin within a stack, and where they go on: titles, marks, cards, page numbers, formats, backs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import FindingCode
from models.page import Page
from pipeline.process import count_pages
from pipeline.separate.stack import cut_by_hand, separate
from tests.pipeline.letters import decision, line, page
from tests.pipeline.stacks import (
    CARD_SIZE,
    DOSSIER,
    MOTTO,
    NATION,
    OTHER,
    blank,
    card_back,
    card_front,
    centred,
    coded,
    findings,
    numbered,
    papers,
    patch,
    resized,
    sheet,
    stack,
    text_page,
    titled,
    unreadable_sheet,
)

ACROSS = {"width": 3508, "height": 2480}
UNCERTAIN = [FindingCode.CUT_UNCERTAIN.value]
BROKEN = [FindingCode.PAGE_NUMBERS_BROKEN.value]


def test_a_title_begins_a_paper() -> None:
    assert papers(decision(), titled("GIẤY KHAI SINH"), text_page(), titled("GIẤY CHỨNG NHẬN KẾT HÔN")) == [
        (1,),
        (2, 3),
        (4,),
    ]
    assert stack(text_page(), titled("GIẤY KHAI SINH")).cuts[1].cues == ("title",)


def test_two_papers_of_one_kind_are_two() -> None:
    assert papers(titled("GIẤY KHAI SINH"), titled("GIẤY KHAI SINH")) == [(1,), (2,)]


def test_a_filled_form_behind_a_letter_begins_a_paper_but_a_person_looks() -> None:
    form = page(line("Mẫu số 01", 0.7, 0.03), *titled("TỜ KHAI ĐĂNG KÝ KHAI SINH").lines)
    found = stack(decision(), form)
    assert [cut.indexes for cut in found.cuts] == [(0,), (1,)]
    assert [item.code.value for item in found.cuts[1].findings] == UNCERTAIN


def test_a_form_to_be_filled_in_is_a_page_of_the_letter() -> None:
    dots = [line(f"{label}: ..............", 0.15, 0.3 + 0.03 * row) for row, label in enumerate("abcde")]
    template = page(line("Mẫu số 01", 0.7, 0.03), *titled("TỜ KHAI ĐĂNG KÝ KHAI SINH", *dots).lines)
    assert papers(decision(), template) == [(1, 2)]
    assert papers(titled("GIẤY KHAI SINH"), template) == [(1,), (2,)]


def test_an_unknown_title_under_the_nation_begins_a_paper_unless_within_a_letter() -> None:
    other = page(NATION, MOTTO, centred("HỢP ĐỒNG TẶNG CHO", 0.16))
    assert papers(titled("GIẤY KHAI SINH"), other) == [(1,), (2,)]
    assert papers(decision(), other) == [(1, 2)]


def test_a_mark_at_the_top_begins_a_paper_unless_it_is_on_every_page() -> None:
    assert papers(text_page(), coded(DOSSIER)) == [(1,), (2,)]
    assert papers(coded(DOSSIER), coded(DOSSIER), blank(), coded(DOSSIER)) == [(1, 2, 3, 4)]
    assert papers(coded(DOSSIER), coded(OTHER)) == [(1,), (2,)]
    assert papers(text_page(), coded(DOSSIER, top=0.6)) == [(1, 2)]
    assert papers(text_page(), coded(f"{DOSSIER} {OTHER}")) == [(1, 2)]
    assert papers(text_page(), coded("ASN00123", kind="code128")) == [(1, 2)]


def test_a_page_number_that_goes_on_is_stronger_than_a_title() -> None:
    second = titled("TỜ KHAI", centred("2", 0.95))
    assert papers(text_page(), second) == [(1, 2)]
    assert papers(text_page(), numbered("- 2 -"), coded(DOSSIER).model_copy(update={"lines": numbered("3").lines})) == [
        (1, 2, 3)
    ]


@pytest.mark.parametrize("text", ["Trang 1/3", "1/3", "Page 1 of 3"])
def test_the_first_of_so_many_pages_begins_a_paper(text: str) -> None:
    assert papers(text_page(), numbered(text), numbered("2/3"), numbered("3/3")) == [(1,), (2, 3, 4)]


def test_page_one_again_may_begin_a_paper() -> None:
    assert papers(text_page(), numbered("1")) == [(1, 2)]
    assert findings(numbered("1"), numbered("2"), numbered("1"), numbered("2")) == [[], UNCERTAIN]


@pytest.mark.parametrize(
    ("pages", "broken"),
    [
        (["1", "2", "4"], True),
        (["", "2", "3", "5"], True),
        (["1/3", "2/3"], True),
        (["2", "3", "4"], True),
        (["1", "2", "3"], False),
        (["", "2", "", "4"], False),
        (["1", "7", "3"], False),
        (["1", "2", "2", "3"], False),
        (["17", "18", "19"], False),
        (["Trang 1/2", "Trang 2/2"], False),
    ],
)
def test_numbers_that_jump_are_told(pages: list[str], broken: bool) -> None:
    (found,) = findings(*(numbered(text) if text else text_page() for text in pages))
    assert (found == BROKEN) is broken


def test_blank_backs_are_not_counted_by_page_numbers() -> None:
    assert findings(numbered("1"), blank(), numbered("2"), blank(), numbered("3"), blank()) == [[]]
    assert findings(numbered("1"), blank(), numbered("4"), blank()) == [BROKEN]


def test_the_number_of_a_document_is_no_page_number() -> None:
    other = page(line("12", 0.1, 0.05), line("Ngày 2/3 họp", 0.2, 0.95), line("2026", 0.45, 0.95))
    assert findings(numbered("1"), other) == [[]]


def test_front_and_back_of_a_card_are_one_paper() -> None:
    front, back = resized(card_front(), **CARD_SIZE), resized(card_back(), **CARD_SIZE)
    assert papers(decision(), front, back, decision()) == [(1,), (2, 3), (4,)]
    assert papers(front, back, front, back) == [(1, 2), (3, 4)]
    assert papers(front, blank(), back, text_page()) == [(1, 2, 3), (4,)]


def test_a_back_without_its_front_is_doubted_and_takes_the_front_behind_it() -> None:
    found = stack(decision(), card_back(), card_front(), decision())
    assert [cut.indexes for cut in found.cuts] == [(0,), (1, 2), (3,)]
    assert [item.code.value for item in found.cuts[1].findings] == UNCERTAIN


def test_both_sides_on_one_page_are_a_whole_card() -> None:
    lower = [line(item.text, item.box.left, item.box.top + 0.4) for item in card_back().lines]
    whole = page(*card_front().lines, *lower)
    assert papers(whole, card_back()) == [(1,), (2,)]
    assert findings(whole, text_page()) == [[], UNCERTAIN]


def test_another_size_may_begin_a_paper() -> None:
    small = resized(text_page(), **CARD_SIZE)
    assert papers(text_page(), small) == [(1,), (2,)]
    assert findings(text_page(), small, text_page()) == [[], UNCERTAIN, UNCERTAIN]
    unknown = small.model_copy(update={"dpi": None})
    assert papers(text_page(), unknown) == [(1, 2)]


def test_a_sheet_laid_across_goes_on() -> None:
    assert papers(decision(), resized(text_page(), **ACROSS), text_page()) == [(1, 2, 3)]


def test_sections_of_the_old_land_certificate_go_on() -> None:
    title = "GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT"
    headings = ("II. Thửa đất, nhà ở", "III. Sơ đồ thửa đất", "IV. Những thay đổi sau khi cấp")
    later = [resized(page(line(text, 0.1, 0.1)), width=2480 + 1100 * row) for row, text in enumerate(headings)]
    assert papers(text_page(), titled(title), *later) == [(1,), (2, 3, 4, 5)]


def test_where_backs_are_blank_a_paper_begins_on_a_front() -> None:
    sheets = [titled("GIẤY KHAI SINH"), blank(), text_page(), blank(), text_page(), titled("GIẤY KHAI SINH")]
    found = stack(*sheets)
    assert [cut.indexes for cut in found.cuts] == [(0, 1, 2, 3, 4), (5,)]
    assert [item.code.value for item in found.cuts[1].findings] == UNCERTAIN
    assert findings(*sheets[:4], titled("GIẤY KHAI SINH")) == [[], []]


def test_cuts_by_hand_are_certain_but_pages_may_lack() -> None:
    pages = [
        page.model_copy(update={"index": index})
        for index, page in enumerate((numbered("1"), numbered("2"), numbered("4")))
    ]
    one, other = cut_by_hand(pages, [[0, 2], [1]])
    assert (one.indexes, one.confidence, one.cues) == ((0, 2), 1.0, ("person",))
    assert [item.code.value for item in one.findings] == BROKEN
    assert other.findings == ()


def test_a_sheet_names_the_component_of_all_that_follows_it_but_one_of_another_dossier() -> None:
    pages = [
        page.model_copy(update={"index": index})
        for index, page in enumerate(
            (
                text_page(),
                sheet(component="TP.01"),
                decision(),
                decision(),
                sheet(),
                decision(),
                sheet(OTHER, "TP.02"),
                decision(),
            )
        )
    ]
    found = separate(pages, dossier=DOSSIER)
    assert [(cut.indexes, cut.component) for cut in found.cuts] == [
        ((0,), None), ((2,), "TP.01"), ((3,), "TP.01"), ((5,), None), ((7,), None),
    ]  # fmt: skip
    assert separate(pages).cuts[-1].component == "TP.02"
    by_hand = cut_by_hand(pages, [[0], [3, 5], [2], [7]], dossier=DOSSIER)
    assert [cut.component for cut in by_hand] == [None, "TP.01", "TP.01", None]


MAKERS: dict[str, Callable[[], Page]] = {
    "letter": decision,
    "text": text_page,
    "blank": blank,
    "sheet": sheet,
    "sheet of another": lambda: sheet(OTHER),
    "sheet unread": unreadable_sheet,
    "patch": patch,
    "form": lambda: titled("TỜ KHAI"),
    "mark": lambda: coded(DOSSIER),
    "front": lambda: resized(card_front(), **CARD_SIZE),
    "back": lambda: resized(card_back(), **CARD_SIZE),
    "across": lambda: resized(text_page(), **ACROSS),
    "page two": lambda: numbered("2"),
    "page one of two": lambda: numbered("1/2"),
}


@given(st.lists(st.sampled_from(sorted(MAKERS)), max_size=12), st.sampled_from([None, DOSSIER]))
@settings(max_examples=60, deadline=None)
def test_every_page_is_somewhere_once_and_the_ledger_balances(kinds: list[str], dossier: str | None) -> None:
    pages: list[Page] = [MAKERS[name]() for name in kinds]
    found = stack(*pages, dossier=dossier)
    in_papers = [index for cut in found.cuts for index in cut.indexes]
    assert sorted([*in_papers, *found.separators, *found.blanks]) == list(range(len(pages)))
    assert in_papers == sorted(in_papers)
    assert all(cut.indexes and 0 <= cut.confidence <= 1 and cut.cues for cut in found.cuts)
    assert all(pages[index].blank for index in found.blanks)
    ledger = count_pages(pages, separators=found.separators)
    assert ledger.balanced
    assert ledger.scanned == len(pages)
