"""Cutting a file into papers: letters begin papers, forms and blank pages do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.page import Page
from pipeline.separate.stack import separate
from tests.pipeline.letters import decision, line, page


def form(index: int, *, above: str = "", number: str = "") -> Page:
    return page(
        *([line(above, 0.6, 0.05)] if above else []),
        line("TÊN CƠ QUAN |0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.18, 0.08),
        line("|0.5 Độc lập - Tự do - Hạnh phúc", 0.2, 0.1),
        *([line(number, 0.2, 0.13)] if number else []),
        line("TỜ KHAI", 0.45, 0.2),
        index=index,
    )


def application(index: int) -> Page:
    return page(
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.3, 0.08),
        line("Độc lập - Tự do - Hạnh phúc", 0.35, 0.1),
        index=index,
    )


def annex(index: int) -> Page:
    return page(line("Phụ lục I", 0.45, 0.08), line("DANH MỤC THỦ TỤC", 0.4, 0.1), index=index)


def blank(index: int) -> Page:
    return page(index=index).model_copy(update={"blank": True})


def cuts(*pages: Page) -> list[tuple[int, ...]]:
    return [cut.indexes for cut in separate(pages).cuts]


def test_a_file_is_one_paper_by_default() -> None:
    assert cuts(decision(), annex(1), annex(2)) == [(0, 1, 2)]


def test_a_second_letter_begins_a_second_paper() -> None:
    found = separate([decision(), annex(1), decision(index=2)]).cuts
    assert [cut.indexes for cut in found] == [(0, 1), (2,)]
    assert found[1].cues == ("nation", "number")


def test_a_letter_with_its_number_by_pen_begins_a_paper() -> None:
    assert cuts(decision(), decision(index=1, number="Số: /QĐ-UBND")) == [(0,), (1,)]


def test_a_letter_with_spoilt_letters_begins_a_paper() -> None:
    spoilt = page(
        line("UY BAN NHAN DAN |0.45 CỌNG HOÀ XÃ HÔI CHỦ NGHIA VIỆT NAM", 0.18, 0.07),
        line("XA MỘC ĐIỀN |0.5 Độc lâp - Tự do - Hanh phúc", 0.2, 0.09),
        line("Sô: 12/TB-UBND |0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.2, 0.12),
        index=1,
    )
    assert cuts(decision(), spoilt) == [(0,), (1,)]


def test_forms_within_an_annex_begin_no_paper() -> None:
    forms = [
        application(1),
        form(2, above="Mẫu số 02"),
        form(3, number="Số: ......../GXN"),
        form(4, above="Phụ lục II", number="Số: …/TB"),
    ]
    assert cuts(decision(), *forms) == [(0, 1, 2, 3, 4)]


def test_blank_pages_stay_with_the_paper_before_them() -> None:
    assert cuts(decision(), blank(1), decision(index=2), blank(3)) == [(0, 1), (2, 3)]


def test_no_pages_no_papers() -> None:
    assert cuts() == []


MAKERS = {"letter": lambda index: decision(index=index), "form": form, "blank": blank, "annex": annex}


@given(st.lists(st.sampled_from(sorted(MAKERS)), min_size=1, max_size=8))
def test_every_page_is_in_exactly_one_cut_and_in_order(kinds: list[str]) -> None:
    pages = [MAKERS[name](index) for index, name in enumerate(kinds)]
    flat = [index for cut in separate(pages).cuts for index in cut.indexes]
    assert flat == list(range(len(pages)))
