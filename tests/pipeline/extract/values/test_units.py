"""Administrative units of addresses. Units are real, streets and hamlets invented."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.field import AdministrativeUnits
from pipeline.extract.values.units import administrative_units
from pipeline.extract.values.units_table import systems

LEVELS = ("old_ward", "old_district", "old_province", "ward", "province")
BINH_CHANH = ("Xã Bình Chánh", "Huyện Bình Sơn", "Tỉnh Quảng Ngãi", "Xã Bình Sơn", "Tỉnh Quảng Ngãi")
BEN_NGHE = ("Phường Bến Nghé", "Quận 1", "Thành phố Hồ Chí Minh", "Phường Sài Gòn", "Thành phố Hồ Chí Minh")


def told(units: AdministrativeUnits | None) -> tuple[str, ...] | None:
    if units is None:
        return None
    named = (getattr(units, level) for level in LEVELS)
    return tuple(unit.name if unit else "" for unit in named)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("thôn Đông, xã Bình Chánh, huyện Bình Sơn, tỉnh Quảng Ngãi", BINH_CHANH),
        ("xa Binh Chanh, huyen Binh Son, tinh Quang Ngai", BINH_CHANH),
        ("XÃ BÌNH CHÁNH - HUYỆN BÌNH SƠN - TỈNH QUẢNG NGÃI, VIỆT NAM", BINH_CHANH),
        ("thôn Đông xã Bình Chánh huyện Bình Sơn tỉnh Quảng Ngãi", BINH_CHANH),
        ("Bình Chánh, Bình Sơn, Quảng Ngãi.", BINH_CHANH),
        ("xã Bình Chánh ....., huyện Bình Sơm, tỉnh Quảng Ngải", BINH_CHANH),
        ("X. Bình Chánh, H. Bình Sơn, T. Quảng Ngãi", BINH_CHANH),
        ("xã Bình Chánh, huyện Bình Sơn", BINH_CHANH),
        ("12/3 đường Lụa, P. Bến Nghé, Q.1, TP.HCM", BEN_NGHE),
        ("Phường Bến Nghé, Q1, TP Hồ Chí Minh (địa chỉ cũ)", BEN_NGHE),
        ("huyện Bình Sơn, tỉnh Quảng Ngãi", ("", *BINH_CHANH[1:3], "", BINH_CHANH[4])),
        (
            "Phường Sài Đồng, Quận Long Biên, Hà Nội",
            ("Phường Phúc Lợi", "Quận Long Biên", *("Thành phố Hà Nội",), "", "Thành phố Hà Nội"),
        ),
        ("huyện Quế Võ, Bắc Ninh", ("", "Thị xã Quế Võ", "Tỉnh Bắc Ninh", "", "Tỉnh Bắc Ninh")),
        ("Phường Cửa Nam, Thành phố Hà Nội", ("", "", "Thành phố Hà Nội", "Phường Cửa Nam", "Thành phố Hà Nội")),
        (
            "phường Vũng Tàu, TP HCM",
            ("", "Thành phố Vũng Tàu", "Tỉnh Bà Rịa - Vũng Tàu", "Phường Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ),
        ("Đặc khu Lý Sơn, Quảng Ngãi", ("", "Huyện Lý Sơn", "Tỉnh Quảng Ngãi", "Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi")),
        ("huyện Lý Sơn, tỉnh Quảng Ngãi", ("", "Huyện Lý Sơn", "Tỉnh Quảng Ngãi", "Đặc khu Lý Sơn", "Tỉnh Quảng Ngãi")),
        ("Thừa Thiên Huế", ("", "", "Thành phố Huế", "", "Thành phố Huế")),
        ("Kon Tum", ("", "", "Tỉnh Kon Tum", "", "Tỉnh Quảng Ngãi")),
        ("Bệnh viện Sông Lam, Hà Nội", ("", "", "Thành phố Hà Nội", "", "Thành phố Hà Nội")),
    ],
)
def test_the_units_of_an_address(address: str, expected: tuple[str, ...]) -> None:
    assert told(administrative_units(address)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Quảng Ngãi", ("", "", "", "", "Tỉnh Quảng Ngãi")),
        ("thôn Đông, Mộc Châu, Sơn La", ("", "", "Tỉnh Sơn La", "", "Tỉnh Sơn La")),
        ("Cao Lãnh, Đồng Tháp", ("", "", "", "", "Tỉnh Đồng Tháp")),
        ("xã Mộc Điền, huyện Bình Sơn, tỉnh Quảng Ngãi", ("", *BINH_CHANH[1:3], "", BINH_CHANH[4])),
        ("xã Bình Chánh, huyện Xyz, tỉnh Quảng Ngãi", ("", "", "", "", "Tỉnh Quảng Ngãi")),
        ("số 5 phố Hòa Bình, Gia Lai", ("", "", "", "", "Tỉnh Gia Lai")),
    ],
)
def test_what_is_ambiguous_or_unknown_stays_open(address: str, expected: tuple[str, ...]) -> None:
    assert told(administrative_units(address)) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "......",
        "Việt Nam",
        "Mộc Điền, Sông Lam",
        "Trạm Y tế xã An Phú",
        "Nguyễn Văn Nam Định",
        "Cục Cảnh sát quản lý hành chính",
    ],
)
def test_no_unit_is_found_where_none_is_named(address: str) -> None:
    assert administrative_units(address) is None


def test_a_name_one_letter_away_with_other_marks_is_another_name() -> None:
    """Mường Nhà is a commune of another district; Mường Nhé has one nearly so called."""
    units = administrative_units("Xã Mường Nhà, Huyện Mường Nhé, Tỉnh Điện Biên")
    assert units is not None
    assert (units.old_ward, units.old_district.name if units.old_district else "") == (None, "Huyện Mường Nhé")


def test_three_hundred_wards_of_the_table_come_back() -> None:
    old, _ = systems()
    wards = sorted(code for depth, code in old.units if depth == 2)
    for code in random.Random(16).sample(wards, 300):
        ward = old.units[2, code]
        district = old.units[1, ward.above]
        address = f"thôn 3, {ward.name}, {district.name}, {old.units[0, district.above].name}"
        units = administrative_units(address)
        assert units is not None
        assert units.old_ward is not None, address
        assert (units.old_ward.code, units.old_district and units.old_district.code) == (code, district.code)


def test_three_hundred_wards_since_july_2025_come_back() -> None:
    _, new = systems()
    wards = sorted(code for depth, code in new.units if depth == 1)
    for code in random.Random(16).sample(wards, 300):
        ward = new.units[1, code]
        units = administrative_units(f"{ward.name}, {new.units[0, ward.above].name}")
        assert units is not None
        assert units.ward is not None
        assert units.ward.code == code


def test_the_table_hangs_together() -> None:
    old, new = systems()
    assert (len(old.units), len(new.units)) == (63 + 696 + 10035, 34 + 3321)
    for (depth, _), line in old.units.items():
        assert depth == 0 or (depth - 1, line.above) in old.units
        assert all((min(depth, 1), code) in new.units for code in line.became.split())
        assert line.became or depth == 1, line.name


@given(st.one_of(st.text(max_size=80), st.text("xã huyệntỉpố,.- HàNội1/()P", max_size=60)))
@settings(max_examples=300, deadline=None)
def test_any_text_has_an_answer(text: str) -> None:
    units = administrative_units(text)
    assert units is None or units.province is not None
