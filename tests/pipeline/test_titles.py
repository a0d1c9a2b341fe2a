"""Titles of the catalogue on pages: in capitals, on lines of their own, where titles stand."""

from __future__ import annotations

import pytest

from models.page import Line, Page
from pipeline.catalogue.loading import kinds
from pipeline.titles import find_title
from tests.pipeline.letters import LETTER, decision, line, page

NATION = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.35, 0.06)
MOTTO = line("Độc lập - Tự do - Hạnh phúc", 0.38, 0.08)


def centred(text: str, top: float, middle: float = 0.5) -> Line:
    return line(text, middle - LETTER * len(text) / 2, top)


def kind_of(*lines: Line) -> str | None:
    title = find_title(page(*lines))
    return title.kind if title else None


@pytest.mark.parametrize("code", sorted(code for code, kind in kinds().items() if kind.titles or kind.title_begins))
def test_every_title_of_the_catalogue_is_found(code: str) -> None:
    kind = kinds()[code]
    for text in (*kind.titles, *kind.title_begins):
        words = text.split()
        for parts in (1, 2, 3):
            size = -(-len(words) // parts)
            lines = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
            printed = [centred(part, 0.15 + 0.02 * row) for row, part in enumerate(lines)]
            found = find_title(page(NATION, MOTTO, *printed))
            assert found is not None, (text, parts)
            assert (found.kind, found.line) == (code, 2)
            assert text.startswith(found.text)  # a digit alone on a line is no capital
            assert found.score > 0.97


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("GIÂY KHAI SlNH", "birth-certificate"),
        ("GIẤY KHAISINH", "birth-certificate"),
        ("TRÍCH LỤC KHAI TỪ", "death-extract"),
        ("TRÍCH LỤC KHAI SINH (BẢN SAO)", "birth-extract"),
        ("GIẤY CHỨNG NHẬN KẾT HÔN (Bản sao)", "marriage-certificate"),
        ("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1", "criminal-record-1"),
        ("TỜ KHAI ĐĂNG KÝ KHAI SINH", "application-form"),
        ("CẮN CƯỚC CÔNG DÀN", "citizen-card-2021"),
        ("CĂN CƯỚC", "citizen-card-2024"),
    ],
)
def test_titles_are_found_through_slips_of_the_reader(printed: str, code: str) -> None:
    assert kind_of(NATION, MOTTO, centred(printed, 0.16)) == code


@pytest.mark.parametrize(
    "printed",
    [
        "Giấy khai sinh",
        "1. GIẤY KHAI SINH",
        "PHIẾU LÝ LỊCH TƯ PHÁP SỐ 2",
        "GIẤY XÁC NHẬN TÌNH TRẠNG NHÀ Ở",
        "TRÍCH LỤC HỘ TỊCH",
        "BẢO HIỂM XÃ HỘI VIỆT NAM",
        "DANH SÁCH GIẤY KHAI SINH ĐÃ CẤP",
        "QUYẾT ĐỊNH",
    ],
)
def test_what_only_looks_like_a_title_is_none(printed: str) -> None:
    assert kind_of(NATION, MOTTO, centred(printed, 0.16)) is None


def test_the_words_of_a_letter_are_no_title() -> None:
    assert kind_of(line("Đề nghị ủy ban nhân dân xã cấp GIẤY KHAI SINH cho cháu", 0.15, 0.3)) is None
    assert kind_of(line("1 |0.42 GIẤY KHAI SINH |0.8 01 bản", 0.15, 0.3)) is None
    assert kind_of(line("GIẤY KHAI SINH", 0.1, 0.3)) is None
    assert kind_of(centred("GIẤY KHAI SINH", 0.7)) is None


def test_a_form_that_asks_for_a_paper_is_not_that_paper() -> None:
    asked = (centred("ĐƠN ĐỀ NGHỊ CẤP", 0.15), centred("GIẤY PHÉP XÂY DỰNG", 0.17))
    assert kind_of(NATION, MOTTO, *asked) == "application-form"
    other = (centred("PHIẾU YÊU CẦU CẤP", 0.15), centred("PHIẾU LÝ LỊCH TƯ PHÁP SỐ 1", 0.17))
    assert kind_of(NATION, MOTTO, *other) is None
    declared = (centred("TỜ KHAI", 0.15), centred("CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN", 0.17))
    assert kind_of(NATION, MOTTO, *declared) == "application-form"


def test_the_longest_title_wins() -> None:
    assert kind_of(centred("CĂN CƯỚC", 0.15), centred("CÔNG DÂN", 0.17)) == "citizen-card-2021"
    new = (centred("GIẤY CHỨNG NHẬN", 0.15), centred("QUYỀN SỬ DỤNG ĐẤT", 0.17))
    assert kind_of(*new, centred("QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT", 0.19)) == "land-certificate-2024"
    old = centred("QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT", 0.19)
    assert kind_of(*new, old) == "land-certificate-2009"


def test_a_title_may_share_its_line_with_a_number_and_the_agency() -> None:
    assert kind_of(line("Số: 12/2024 |0.44 GIẤY KHAI SINH", 0.1, 0.15)) == "birth-certificate"
    assert kind_of(line("UBND XÃ MỘC ĐIỀN |0.44 GIẤY KHAI SINH |0.8 (BẢN SAO)", 0.1, 0.15)) == "birth-certificate"


def test_a_card_has_its_title_beside_other_print() -> None:
    assert kind_of(line("CĂN CƯỚC CÔNG DÂN |0.6 Đặc điểm nhân dạng", 0.1, 0.5)) == "citizen-card-2021"
    assert (
        kind_of(line("BẢO HIỂM XÃ HỘI VIỆT NAM", 0.2, 0.1), line("THẺ BẢO HIỂM Y TẾ", 0.25, 0.12)) == "insurance-card"
    )


def test_an_open_sheet_has_its_title_on_one_half() -> None:
    printed = page(centred("BẰNG CỬ NHÂN", 0.3, middle=0.78))
    assert find_title(printed) is None
    across = printed.model_copy(update={"width": 3508, "height": 2480})
    found = find_title(across)
    assert found is not None
    assert found.kind == "degree"


def test_a_degree_is_granted() -> None:
    granted = (centred("HIỆU TRƯỞNG", 0.15), centred("TRƯỜNG ĐẠI HỌC MẪU", 0.17), centred("cấp", 0.19))
    assert kind_of(*granted, centred("BẰNG KỸ SƯ", 0.21)) == "degree"


def test_a_type_of_letter_is_a_title_only_under_a_letterhead() -> None:
    found = find_title(decision())
    assert found is not None
    assert (found.kind, found.text) == ("administrative", "QUYẾT ĐỊNH")
    bare = Page.model_validate({**decision().model_dump(), "lines": decision().lines[3:]})
    assert find_title(bare) is None
