"""What is no text of the document stands apart; the document's own words stay, all of them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from models.geometry import Box
from models.page import Line, RegionType
from pipeline.reading.syllable import is_syllable
from pipeline.regions.parting import Parted, part
from pipeline.regions.picture import Picture, picture_of
from samples.sheet import Rule, Seal, Signature, Text
from tests.pipeline.regions.drawn import BLUE, DPI, drawn, joined, pixels, read

NATION = Text(105, 40, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "bold", 13)
AGENCY = Text(30, 40, "ỦY BAN NHÂN DÂN", "bold", 13)
BODY = tuple(
    Text(30, 90 + 7 * row, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6", "regular", 14)
    for row in range(6)
)
SEAL = Seal(110, 200, 18, "ỦY BAN NHÂN DÂN TỈNH", 3)
NAME = Text(115, 215, "Nguyễn Hoàng Giang", "bold", 14)
OVERLAY = (
    Text(150, 8, "Ký bởi: Ủy ban nhân dân tỉnh", "regular", 8),
    Text(150, 11, "Cơ quan: Tỉnh Quảng Ngãi", "regular", 8),
    Text(150, 14, "Thời gian ký: 11/09/2024 19:14:21", "regular", 8),
)


def parted(picture: Picture, *lines: Line) -> Parted:
    return part(picture, lines, possible=is_syllable)


def types(found: Parted) -> list[RegionType]:
    return [region.type for region in found.regions]


def text(lines: tuple[Line, ...]) -> str:
    return "\n".join(line.text for line in lines)


@pytest.mark.parametrize("grey", [False, True], ids=["colour", "black and white"])
def test_a_seal_is_found_where_it_was_stamped(grey: bool) -> None:
    (seal,) = parted(drawn(*BODY, SEAL, grey=grey), *map(read, BODY)).regions
    assert seal.type is RegionType.SEAL
    left, top, right, bottom = seal.box
    assert (left * 210, top * 297, right * 210, bottom * 297) == pytest.approx((92, 182, 128, 218), abs=2.5)


@pytest.mark.parametrize("grey", [False, True])
def test_a_page_of_print_and_rules_has_no_regions(grey: bool) -> None:
    page = drawn(NATION, AGENCY, *BODY, Rule(80, 60, 60), Rule(30, 240, 100), grey=grey)
    found = parted(page, read(NATION), read(AGENCY), *map(read, BODY))
    assert found.regions == ()
    assert found.apart == ()


def test_print_in_red_is_no_seal_and_stays() -> None:
    page = pixels(NATION, *BODY)
    page[page[:, :, 0] < 200] = (200, 20, 30)
    lines = [read(NATION), *map(read, BODY)]
    found = part(picture_of(page, DPI), lines, possible=is_syllable)
    assert found.regions == ()
    assert found.kept == tuple(lines)


def test_what_is_read_under_a_seal_stays_and_rubbish_goes() -> None:
    rubbish = Text(100, 195, "s7Qj ‡6", "regular", 12)
    found = parted(drawn(NAME, SEAL), read(rubbish, 0.4), read(NAME, {"Nguyễn": 0.55}))
    assert text(found.kept) == "Nguyễn Hoàng Giang"
    assert text(found.apart) == found.regions[0].text == "s7Qj ‡6"


def test_words_in_the_seals_own_ink_go_however_sure_they_were_read() -> None:
    own = Text(97, 190, "ỦY BAN", "bold", 9)
    found = parted(drawn(SEAL), read(own, 0.96))
    assert found.kept == ()
    assert found.regions[0].text == "ỦY BAN"


def test_a_spoilt_word_among_sound_ones_is_the_documents() -> None:
    found = parted(drawn(NAME, SEAL), read(NAME, {"Ñđuyễn": 0.2}, instead="Ñđuyễn Hoàng Giang"))
    assert text(found.kept) == "Ñđuyễn Hoàng Giang"


@pytest.mark.parametrize("written", ["Số: ẾÏ /QĐ-UBND", "Quảng Ngãi, ngày 0# tháng 02 năm 2025"])
def test_no_word_of_the_lines_of_number_and_date_goes(written: str) -> None:
    line = read(Text(95, 200, written, "regular", 13), 0.1)
    found = parted(drawn(SEAL), line)
    assert found.kept == (line,)


def test_an_overlay_goes_with_its_text_and_the_head_beside_it_stays() -> None:
    head = Text(30, 11, "ỦY BAN NHÂN DÂN", "bold", 13)
    lines = (read(OVERLAY[0]), joined(read(head), read(OVERLAY[1])), read(OVERLAY[2]), read(NATION), *map(read, BODY))
    found = parted(drawn(*OVERLAY, head, NATION, *BODY), *lines)
    assert types(found) == [RegionType.OVERLAY]
    assert found.regions[0].text == "\n".join(mark.text for mark in OVERLAY)
    assert text(found.kept).splitlines()[:2] == ["ỦY BAN NHÂN DÂN", NATION.text]


def test_two_overlays_side_by_side_are_two() -> None:
    other = tuple(Text(95, mark.y, said, "regular", 8) for mark, said in zip(
        OVERLAY, ("TRUNG TÂM CÔNG BÁO", "ttcb@quangngai.gov.vn", "12.09.2024 07:49:43 +07:00"), strict=True
    ))  # fmt: skip
    lines = [joined(read(left), read(right)) for left, right in zip(other, OVERLAY, strict=True)]
    found = parted(drawn(*OVERLAY, *other, NATION, *BODY), *lines, read(NATION), *map(read, BODY))
    assert sorted(region.text.splitlines()[-1] for region in found.regions) == [other[-1].text, OVERLAY[-1].text]
    assert text(found.kept).startswith(NATION.text)


def test_an_overlay_over_the_foot_goes_too() -> None:
    low = tuple(Text(110, 230 + 3 * row, mark.text, "regular", 8) for row, mark in enumerate(OVERLAY))
    found = parted(drawn(*BODY, *low), *map(read, BODY), *map(read, low))
    assert types(found) == [RegionType.OVERLAY]
    assert text(found.kept) == "\n".join(line.text for line in BODY)


def test_a_faded_blue_overlay_beside_its_seal_goes_though_nothing_of_it_makes_sense() -> None:
    seal = Seal(140, 12, 8, "ỦY BAN NHÂN DÂN", 3)
    page = pixels(*OVERLAY, NATION, *BODY)
    small = page[: round(17 / 25.4 * DPI)]
    small[small[:, :, 2] < 200] = BLUE
    sealed = pixels(seal)
    page = np.minimum(page, np.where(sealed < 225, sealed, 255)).astype(np.uint8)
    spoilt = [read(mark, 0.4, instead="nkỹ 2301 SDS") for mark in OVERLAY]
    found = part(picture_of(page, DPI), [*spoilt, read(NATION), *map(read, BODY)], possible=is_syllable)
    assert sorted(types(found)) == [RegionType.OVERLAY, RegionType.SEAL]
    assert text(found.kept).startswith(NATION.text)


@pytest.mark.parametrize(
    "said",
    [
        "Người ký: Giám đốc Sở Nội vụ, thời gian 08:30:00 ngày 01/02/2025",
        "Email: noivu@quangngai.gov.vn; cơ quan: Sở Nội vụ",
    ],
)
def test_a_document_may_speak_of_signers_times_and_addresses(said: str) -> None:
    spoken = Text(30, 140, said, "regular", 14)
    found = parted(drawn(*BODY, spoken), *map(read, BODY), read(spoken))
    assert found.apart == ()


def test_a_received_stamp_goes_whole_but_not_the_line_that_runs_beneath_it() -> None:
    frame = (25.0, 60.0, 75.0, 92.0)
    own = (Text(35, 68, "CÔNG VĂN ĐẾN", "bold", 14), Text(28, 77, "Giờ 5 Ngày 5/5", "regular", 11))
    found = parted(drawn(*own, *BODY, frames=(frame,)), *map(read, own), *map(read, BODY))
    assert types(found) == [RegionType.SEAL]
    assert found.regions[0].text == "CÔNG VĂN ĐẾN\nGiờ 5 Ngày 5/5"
    assert text(found.kept) == "\n".join(mark.text for mark in BODY)


def test_a_framed_note_of_the_document_stays() -> None:
    note = Text(32, 75, "Quy định chung", "bold", 14)
    found = parted(drawn(note, frames=((28.0, 65.0, 78.0, 85.0),)), read(note))
    assert text(found.kept) == note.text


def test_a_signature_is_found_and_the_name_below_stays() -> None:
    found = parted(drawn(*BODY, Signature(150, 190, 40, 5), NAME), *map(read, BODY), read(NAME))
    assert types(found) == [RegionType.SIGNATURE]
    assert abs(found.regions[0].box.middle[0] * 210 - 150) < 8
    assert text(found.kept).endswith(NAME.text)


def test_a_ruled_grid_is_a_table_and_its_words_stay() -> None:
    cells = tuple(
        (30.0 + 40 * column, 150.0 + 10 * row, 70.0 + 40 * column, 160.0 + 10 * row)
        for column in range(3)
        for row in range(4)
    )
    said = tuple(Text(left + 2, bottom - 3, "Nội dung", "regular", 12) for left, _, _, bottom in cells)
    found = parted(drawn(*BODY, *said, frames=cells), *map(read, BODY), *map(read, said))
    assert types(found) == [RegionType.TABLE]
    assert tuple(found.regions[0].box) == pytest.approx((30 / 210, 150 / 297, 150 / 210, 190 / 297), abs=0.01)
    assert found.apart == ()


def test_a_portrait_is_a_photograph_and_what_was_read_in_it_goes() -> None:
    page = pixels(*BODY)
    tones = cv2.resize(
        np.random.default_rng(4).integers(60, 200, (8, 6), np.uint8), (177, 236), interpolation=cv2.INTER_CUBIC
    )
    page[1000:1236, 200:377] = tones[:, :, None]
    rubbish = read(Text(36, 180, "wj| x3~", "regular", 12), 0.2)
    found = part(picture_of(page, DPI), [*map(read, BODY), rubbish], possible=is_syllable)
    assert types(found) == [RegionType.PHOTO]
    assert tuple(found.regions[0].box) == pytest.approx((200 / 1240, 1000 / 1754, 377 / 1240, 1236 / 1754), abs=0.01)
    assert found.apart == (rubbish,)


def test_no_word_is_lost_between_what_stays_and_what_goes() -> None:
    lines = [joined(read(OVERLAY[0]), read(NATION)), *map(read, OVERLAY[1:]), *map(read, BODY), read(NAME, 0.3)]
    found = parted(drawn(*OVERLAY, NATION, *BODY, NAME, SEAL), *lines)
    sides = [word for line in (*found.kept, *found.apart) for word in line.words]
    assert sorted((word.box, word.text) for word in sides) == sorted(
        (w.box, w.text) for line in lines for w in line.words
    )


def test_an_empty_page_and_a_page_without_words_are_no_trouble() -> None:
    assert parted(drawn()) == Parted((), (), ())
    assert types(parted(drawn(SEAL))) == [RegionType.SEAL]
    tiny = picture_of(np.full((3, 2), 255, np.uint8), 300)
    word = read(Text(30, 90, "Một"))
    assert part(tiny, [word], possible=is_syllable).kept == (word,)
    assert tiny.cut(tiny.ink, Box(1.0, 1.0, 1.0, 1.0)).size == 1
