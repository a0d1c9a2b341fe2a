"""Heads and feet of real scans, overlays, seals and stamps apart, columns one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.page import Page, RegionType
from pipeline.check.copies import photocopy
from pipeline.extract.signed import OVERLAY_RULE, SIGNATURE_RULE, signing_evidence
from pipeline.page_reading import read_page
from pipeline.page_task import PageOptions

pytestmark = [pytest.mark.integration, pytest.mark.corpus, pytest.mark.slow]


def read(corpus: Path, name: str, page: int) -> Page:
    return read_page(corpus / "scans" / name, page - 1, PageOptions())


def types(page: Page) -> list[RegionType]:
    return [region.type for region in page.regions]


def test_a_head_with_two_overlays(corpus: Path) -> None:
    page = read(corpus, "quangngai-11_ct.signed.pdf", 1)
    assert types(page).count(RegionType.SEAL) == types(page).count(RegionType.OVERLAY) == 2
    overlays = " ".join(region.text for region in page.regions if region.type is RegionType.OVERLAY)
    assert "11/09/2024 19:14:21" in overlays
    assert "Ủy ban nhân dân tỉnh" in overlays
    assert "12.09.2024 07:49:43" in overlays
    assert "19:14" not in page.text
    assert "14:21" not in page.text
    assert "TRUNG TÂM" not in page.text
    lines = [line.text for line in page.lines]
    assert lines[:2] == ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"]
    assert lines[2].startswith("Số:")
    assert lines[3:5] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines[5].startswith("Quảng Ngãi, ngày")


def test_a_foot_under_a_red_seal(corpus: Path) -> None:
    page = read(corpus, "quangngai-239_ttr.signed.pdf", 3)
    assert page.treatments == ("seal_ink",)
    assert {RegionType.SEAL, RegionType.SIGNATURE} <= {*types(page)}
    lines = [line.text for line in page.lines]
    assert lines.index("Nơi nhận:") < lines.index("- Lưu: VT, KGVX.") < lines.index("TM. ỦY BAN NHÂN DÂN")
    assert lines[-2:] == ["PHÓ CHỦ TỊCH", "Trần Hoàng Tuấn"]


def test_a_black_and_white_head_with_received_stamps(corpus: Path) -> None:
    page = read(corpus, "bqp-46-vbhn.signed.pdf", 1)
    assert types(page).count(RegionType.SEAL) == 2
    assert any("CÔNG VĂN ĐẾN" in region.text for region in page.regions)
    assert "ĐẾN" not in page.text
    assert page.lines[0].text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_a_black_seal_and_its_signature(corpus: Path) -> None:
    page = read(corpus, "vbpl-2.jpg", 1)
    assert {RegionType.SEAL, RegionType.SIGNATURE} <= {*types(page)}
    assert page.lines[-1].text == "Nguyễn Xuân Phúc"


@pytest.mark.parametrize(
    ("name", "page", "expected"),
    [
        ("quangngai-239_ttr.signed.pdf", 3, {True}),
        ("quangngai-01ct.pdf", 3, {True}),
        ("quangngai-2770_08-ct-ubnd.signed.pdf", 3, {None}),
        ("bqp-46-vbhn.signed.pdf", 26, {None}),
        ("vbpl-2.jpg", 1, {None}),
    ],
)
def test_no_original_is_taken_for_a_photocopy(corpus: Path, name: str, page: int, expected: set[bool | None]) -> None:
    """Red seals in colour; on grey scans nobody can tell."""
    found = read(corpus, name, page)
    assert {region.coloured for region in found.regions if region.type is RegionType.SEAL} == expected
    assert photocopy([found]) is None


def test_a_page_of_text_has_no_regions_and_is_not_treated(corpus: Path) -> None:
    page = read(corpus, "quangngai-16ct.signed.pdf", 5)
    assert page.regions == ()
    assert page.treatments == ()


@pytest.mark.parametrize("name", ["quangngai-239_ttr.signed.pdf", "quangngai-88_qd_ub.signed.pdf"])
def test_an_overlay_tells_the_day_of_the_files_own_signature(corpus: Path, name: str) -> None:
    page = read(corpus, name, 1)
    told: dict[str, set[str]] = {}
    for entry in signing_evidence([page]):
        told.setdefault(entry.rule, set()).add(entry.text)
    assert told[OVERLAY_RULE] == told[SIGNATURE_RULE]
