"""Addresses whose units are known: one that is written otherwise, by a letter or a mark, is doubted; others are not."""

from __future__ import annotations

import pytest

from pipeline.extract.mended_address import names_unknown_unit
from pipeline.extract.values.units import administrative_units


def doubted(address: str) -> bool:
    return names_unknown_unit(address, administrative_units(address))


@pytest.mark.parametrize(
    "address",
    [
        "Thôn Gò Duối, xã Quỳnh Hoàng, huyện Quỳnh Phụ, tỉnh Thái Banh",
        "Ấp Đồng Sậy, xã Tam Xuân, thành phố Đà Nẵug",
        "Xóm Suối Quế, xã Nguyễn Văn Thảne, huyện Bình Tân, tỉnh Vĩnh Long",
        "xã Không Có, huyện Bình Tân, tỉnh Vĩnh Long",
        "xã Quỳnh Hoàng, huyện Quỳnh Phụ, tỉnh Thái Binh",
    ],
)
def test_a_unit_that_is_not_spelt_so(address: str) -> None:
    assert doubted(address)


@pytest.mark.parametrize(
    "address",
    [
        "Thôn Gò Duối, xã Quỳnh Hoàng, huyện Quỳnh Phụ, tỉnh Thái Bình",
        "Ấp Đồng Sậy, xã Tam Xuân, thành phố Đà Nẵng",
        "Số 5, phường Bến Nghé, quận 1, TP. Hồ Chí Minh",
        "phường Dữu Lâu, thành phố Việt Trì, tỉnh Phú Thọ",
        "thị trấn Diên Khánh, huyện Diên Khánh, tỉnh Khánh Hoà",
        "phường Phú Bình, thành phố Long Khánh",
        "xã Thủy Tân, thị xã Hương Thủy, tỉnh Thừa Thiên Huế",
        "Tiên Thủy, Vĩnh Long",
        "ở đâu đó",
    ],
)
def test_a_unit_as_it_is_spelt(address: str) -> None:
    assert not doubted(address)
