"""Cards: both faces, and a zone that its check digits prove."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.findings import FindingCode
from models.page import Page
from pipeline.catalogue.loading import kind
from pipeline.check.paper import check_paper
from pipeline.codes.mrz import find_zones
from tests.pipeline.codes.specimens import ZONE, zone_lines
from tests.pipeline.letters import line, page

CARDS = ["citizen-card-2021", "citizen-card-2024"]
FRONTS = {
    "citizen-card-2021": (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC CÔNG DÂN", "Citizen Identity Card", "Số / No.: 000199000000",
        "Họ và tên / Full name:", "Ngày sinh / Date of birth: 01/01/1999", "Quốc tịch / Nationality: Việt Nam",
        "Có giá trị đến / Date of expiry", "Nơi thường trú / Place of residence",
    ),
    "citizen-card-2024": (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CĂN CƯỚC", "Identity Card", "Giới tính / Sex: Nữ",
        "Số định danh cá nhân / Personal identification number", "Họ, chữ đệm và tên khai sinh / Full name",
        "Ngày, tháng, năm sinh / Date of birth",
    ),
}  # fmt: skip
BACKS = {
    "citizen-card-2021": (
        "Đặc điểm nhân dạng / Personal identification:", "Ngày, tháng, năm / Date, month, year: 05/02/2025",
        "CỤC TRƯỞNG CỤC CẢNH SÁT", "QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI", "Ngón trỏ trái / Left index finger",
    ),
    "citizen-card-2024": (
        "Nơi cư trú / Place of residence: Xã Mộc Điền", "Nơi đăng ký khai sinh / Place of birth",
        "Ngày, tháng, năm cấp / Date of issue", "Ngày, tháng, năm hết hạn / Date of expiry", "BỘ CÔNG AN",
    ),
}  # fmt: skip


def face(*texts: str, index: int = 0) -> Page:
    return page(*(line(text, 0.1, 0.1 + 0.03 * row) for row, text in enumerate(texts)), index=index)


def noticed(kind_code: str, *pages: Page) -> list[tuple[FindingCode, str | None]]:
    codes = [zone for each in pages for zone in find_zones([item.text for item in each.lines])]
    return [(item.code, item.expected) for item in check_paper(kind_code, pages, codes=codes)]


@pytest.mark.parametrize("code", CARDS)
def test_both_faces(code: str) -> None:
    assert noticed(code, face(*FRONTS[code]), face(*BACKS[code], *ZONE, index=1)) == []
    assert noticed(code, face(*FRONTS[code]), face(*BACKS[code], index=1)) == []
    assert noticed(code, face(*FRONTS[code]), face(*ZONE, index=1)) == []
    assert noticed(code, face(*FRONTS[code], *BACKS[code], *ZONE)) == []  # on one sheet
    beside = [f"{front} |0.75 {back}" for front, back in zip(FRONTS[code], BACKS[code], strict=False)]
    assert noticed(code, face(*beside)) == []


@pytest.mark.parametrize("code", CARDS)
def test_one_face(code: str) -> None:
    assert noticed(code, face(*FRONTS[code])) == [(FindingCode.BACK_MISSING, "mặt sau")]
    assert noticed(code, face(*BACKS[code])) == [(FindingCode.BACK_MISSING, "mặt trước")]
    assert noticed(code, face(*ZONE)) == [(FindingCode.BACK_MISSING, "mặt trước")]
    assert noticed(code, face(*FRONTS[code]), face(*FRONTS[code], index=1)) == [(FindingCode.BACK_MISSING, "mặt sau")]


@pytest.mark.parametrize("code", CARDS)
def test_a_page_that_could_not_be_read_is_neither_face(code: str) -> None:
    assert noticed(code, face("rác rưởi")) == []


def test_kinds_without_a_known_back_miss_none() -> None:
    assert noticed("insurance-card", face("THẺ BẢO HIỂM Y TẾ", "Mã số: GD4010000000001")) == []
    assert noticed("degree", face("BẰNG CỬ NHÂN")) == []


@pytest.mark.parametrize("code", CARDS)
@pytest.mark.parametrize("side", ["front", "back"])
def test_the_print_of_one_face_does_not_speak_for_the_other(code: str, side: str) -> None:
    """Line by line: none alone is taken for the other face's."""
    expected = "mặt sau" if side == "front" else "mặt trước"
    for text in (FRONTS if side == "front" else BACKS)[code]:
        assert noticed(code, face(text)) in ([], [(FindingCode.BACK_MISSING, expected)]), text


@pytest.mark.parametrize(
    "lines",
    [
        (ZONE[0][:-1] + "4", ZONE[1], ZONE[2]),
        (ZONE[0], ZONE[1][:-1] + "7", ZONE[2]),
        (ZONE[0][:14] + ZONE[0][15:], ZONE[1], ZONE[2]),
        (ZONE[0],),
        ("IDVNM1990000003000199000000", "khác"),
        (ZONE[1].replace("9901", "9902"), ZONE[2]),
        ("ID VNM 1990000003 000199000000 «3", "99010I8F3901016VNM"),
    ],
)
def test_a_zone_that_its_digits_do_not_prove(lines: tuple[str, ...]) -> None:
    pages = [face(*FRONTS[CARDS[0]]), face(*BACKS[CARDS[0]], *lines, index=1)]
    assert noticed(CARDS[0], *pages) == [(FindingCode.MRZ_BROKEN, None)]
    assert noticed("degree", *pages) == []


@given(st.from_regex(r"\A[0-9]{12}\Z"), st.integers(5, 29), st.sampled_from("0123456789"))
def test_a_wrong_digit_in_the_first_line_is_told_or_was_harmless(number: str, place: int, digit: str) -> None:
    first, second, third = zone_lines(number, "990101", "390101", "F")
    assume(first[place] not in ("<", digit))
    wrong = first[:place] + digit + first[place + 1 :]
    pages = [face(*FRONTS[CARDS[0]]), face(wrong, second, third, index=1)]
    assert noticed(CARDS[0], *pages) == [(FindingCode.MRZ_BROKEN, None)]


@pytest.mark.parametrize(
    "text",
    [
        "CỤC TRƯỞNG CỤC CẢNH SÁT",
        "NGUYEN<<VAN",
        "a < b << c < d <<",
        "QUANLYHANHCHINHVETRATTUXAHOI",
        "0123456789012345678901234",
    ],
)
def test_other_lines_do_not_look_like_a_zone(text: str) -> None:
    assert noticed(CARDS[0], face(*FRONTS[CARDS[0]]), face(*BACKS[CARDS[0]], text, index=1)) == []


def test_every_card_s_cues_are_its_own_face_s() -> None:
    for code in CARDS:
        rules = kind(code)
        assert noticed(code, face(*rules.titles, *rules.cues)) == [(FindingCode.BACK_MISSING, "mặt sau")]
        assert noticed(code, face(*rules.back_cues)) == [(FindingCode.BACK_MISSING, "mặt trước")]
