"""Kinds: a letter in the decree's layout is told from everything else, and doubt is an answer."""

from __future__ import annotations

import pytest

from models.page import Page
from pipeline.classify import classify
from tests.pipeline.letters import decision, line, page

NATION = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.3, 0.08)
MOTTO = line("Độc lập - Tự do - Hạnh phúc", 0.35, 0.1)


def test_a_letter_is_administrative() -> None:
    assert classify([decision()]) == ("administrative", 0.99)


def test_a_letter_with_its_number_by_pen_is_administrative() -> None:
    assert classify([decision(number="Số: /QĐ-UBND")])[0] == "administrative"


@pytest.mark.parametrize(
    "other",
    [
        page(),
        page(line("HÓA ĐƠN BÁN LẺ", 0.4, 0.1)),
        page(NATION, MOTTO, line("GIẤY KHAI SINH", 0.42, 0.16)),
        page(line("CĂN CƯỚC CÔNG DÂN", 0.4, 0.2)),
    ],
    ids=["empty", "shop receipt", "a title alone", "a card's title alone"],
)
def test_what_is_no_letter_is_unknown(other: Page) -> None:
    assert classify([other])[0] == "unknown"


def test_a_title_with_print_of_its_kind_is_that_kind() -> None:
    form = page(NATION, MOTTO, line("ĐƠN ĐỀ NGHỊ", 0.42, 0.16), line("Kính gửi: Ủy ban nhân dân xã", 0.3, 0.2))
    kind, confidence = classify([form])
    assert (kind, confidence < 0.9) == ("application-form", True)


def test_a_form_whose_title_was_not_read_is_known_by_its_number() -> None:
    form = page(
        line("ỦY BAN NHÂN DÂN |0.45 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.18, 0.07),
        line("XÃ MỘC ĐIỀN |0.5 Độc lập - Tự do - Hạnh phúc", 0.2, 0.088),
        line("Số: 34/UBND-XNTTHN |0.5 Mộc Điền, ngày 05 tháng 02 năm 2025", 0.2, 0.12),
        line("Xét đề nghị của ông Trần Mẫu Vỹ", 0.2, 0.2),
        line("Họ, chữ đệm, tên: Trần Mẫu Vỹ", 0.2, 0.23),
        line("Ngày, tháng, năm sinh: 05/02/1990", 0.2, 0.26),
        line("Giấy tờ tùy thân: CCCD số 001090000012", 0.2, 0.29),
        line("Tình trạng hôn nhân: Chưa đăng ký kết hôn với ai", 0.2, 0.32),
    )
    assert classify([form]) == ("marital-status", 0.93)


def test_confidence_is_a_share() -> None:
    for pages in ([decision()], [page()]):
        assert 0 <= classify(pages)[1] <= 1
