"""Certified paper copies and photocopies are told from originals, extracts and electronic copies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from models.findings import FindingCode
from models.geometry import Box
from models.page import Line, Page, Region, RegionType, Signing
from pipeline.check.paper import check_paper
from tests.pipeline.letters import decision, line, page

SIGNED = Signing(signed_at=datetime(2026, 1, 1, tzinfo=UTC), box=Box(0.6, 0.01, 0.9, 0.06))
SENTENCE = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"


def noticed(*pages: Page, kind: str = "degree") -> list[FindingCode]:
    return [item.code for item in check_paper(kind, pages)]


def with_lines(*lines: Line, apart: Sequence[Line] = (), source: str = "ocr") -> Page:
    first = decision()
    update = {"lines": (*first.lines, *lines), "apart": tuple(apart), "text_source": source}
    return first.model_copy(update=update)


@pytest.mark.parametrize(
    "stamp",
    [
        [line(SENTENCE, 0.2, 0.75)],
        [line("Chứng thực bản sao đúng với bản chính", 0.2, 0.75)],
        [line("CHUNG THUC BAN SAO DÚNG VÓI BÁN CHINH", 0.2, 0.75)],
        [line("CHỨNG THỰC BẢN SAO |0.6 Nguyễn Mẫu An", 0.2, 0.75), line("ĐÚNG VỚI BẢN CHÍNH |0.6 Chủ tịch", 0.2, 0.77)],
        [line("CHỨNG THỰC", 0.25, 0.75), line("BẢN SAO ĐÚNG", 0.25, 0.77), line("VỚI BẢN CHÍNH", 0.25, 0.79)],
        [line("Số chứng thực: 1234, quyển số: 01/2026-SCT/BS", 0.2, 0.75)],
        [line("Số chứng thực 56 quyển số 02", 0.2, 0.75), line("SCT/BS", 0.2, 0.77)],
        [line("SAO Y BẢN CHÍNH", 0.2, 0.05)],
    ],
)
def test_an_attestation_is_found(stamp: list[Line]) -> None:
    assert noticed(with_lines(*stamp)) == [FindingCode.CERTIFIED_COPY]
    assert noticed(with_lines(apart=stamp)) == [FindingCode.CERTIFIED_COPY]
    assert noticed(page(), with_lines(*stamp), kind="unknown") == [FindingCode.CERTIFIED_COPY]


@pytest.mark.parametrize(
    "text",
    [
        "TRÍCH LỤC KHAI SINH (BẢN SAO)",
        "BẢN SAO",
        "SAO Y",
        "Bản sao có chứng thực giấy khai sinh",
        "Nộp 01 bản sao chứng thực từ bản chính bằng tốt nghiệp",
        "thực hiện việc chứng thực bản sao đúng với bản chính theo Nghị định số 23/2015/NĐ-CP của Chính phủ",
        "Ủy ban nhân dân cấp xã chứng thực bản sao từ bản chính",
        "chứng thực bản sao đúng với bản chính",
        "Số chứng thực: 12, quyển số: 03/2026-SCT/CK,ĐC",
        "Số chứng thực ............ quyển số 01 SCT/BS",
        "Số: 05/SY-UBND",
        "Quyển số: 01/2019",
        "sao y bản chính",
    ],
)
def test_print_about_copies_attests_nothing(text: str) -> None:
    assert noticed(with_lines(line(text, 0.15, 0.75))) == []
    assert noticed(with_lines(line(text, 0.15, 0.75)), kind="birth-extract") == []


def test_two_columns_do_not_make_one_sentence() -> None:
    apart = [line("CHỨNG THỰC BẢN SAO", 0.1, 0.75), line("ĐÚNG VỚI BẢN CHÍNH", 0.65, 0.77)]
    assert noticed(with_lines(*apart)) == []


def test_what_an_electronic_signature_shows_attests_nothing_on_paper() -> None:
    shown = line("SAO Y BẢN CHÍNH", 0.65, 0.02)
    assert noticed(with_lines(shown)) == [FindingCode.CERTIFIED_COPY]
    overlay = Region(type=RegionType.OVERLAY, box=SIGNED.box, text="SAO Y BẢN CHÍNH")
    assert noticed(with_lines(apart=[shown]).model_copy(update={"regions": (overlay,)})) == []
    assert noticed(with_lines(shown).model_copy(update={"signings": (SIGNED,)})) == []


def test_an_electronically_certified_copy_is_no_paper() -> None:
    last = with_lines(line(SENTENCE, 0.2, 0.75), source="text_layer")
    assert noticed(page().model_copy(update={"signings": (SIGNED,)}), last) == []
    assert noticed(page(), last) == [FindingCode.CERTIFIED_COPY]
    scanned = with_lines(line(SENTENCE, 0.2, 0.75)).model_copy(update={"signings": (SIGNED,)})
    assert noticed(scanned) == [FindingCode.CERTIFIED_COPY]  # the desk signs its scans too


def sealed(*colours: bool | None, top: float = 0.7) -> Page:
    box = Box(0.5, top, 0.7, top + 0.13)
    return page().model_copy(
        update={"regions": tuple(Region(type=RegionType.SEAL, box=box, coloured=colour) for colour in colours)}
    )


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([sealed(False)], [FindingCode.PHOTOCOPY]),
        ([sealed(False, False), sealed(None)], [FindingCode.PHOTOCOPY]),
        ([sealed(False), sealed(True)], []),
        ([sealed(True)], []),
        ([sealed(None)], []),
        ([page()], []),
    ],
)
def test_black_seals_on_a_scan_in_colour(pages: list[Page], expected: list[FindingCode]) -> None:
    assert noticed(*pages) == expected


def test_a_seal_that_an_electronic_signature_draws_does_not_make_an_original() -> None:
    drawn = sealed(True, top=0.01).regions[0]
    overlay = Region(type=RegionType.OVERLAY, box=Box(0.4, 0.0, 0.9, 0.15))
    first = page().model_copy(update={"regions": (drawn, overlay)})
    assert noticed(first, sealed(False)) == [FindingCode.PHOTOCOPY]


def test_other_regions_are_no_seals() -> None:
    photo = Region(type=RegionType.PHOTO, box=Box(0.1, 0.1, 0.3, 0.3), coloured=False)
    assert noticed(page().model_copy(update={"regions": (photo,)})) == []
