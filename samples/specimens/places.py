"""Real names of administrative units, so that the reading of addresses can be measured; houses are invented.

Wards with district and province as they were until June 2025, and wards with province since July 2025 (Resolution
202/2025/QH15). Province codes of personal numbers: Circular 07/2016/TT-BCA, annex 1 (DOMAIN 4.1).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

TWO_LEVELS_SINCE = date(2025, 7, 1)

_LEGACY = """
Xã Thanh Mỹ|Thị xã Sơn Tây|Thành phố Hà Nội|001
Xã Yên Bình|Huyện Thạch Thất|Thành phố Hà Nội|001
Xã Xuân Đám|Huyện Cát Hải|Thành phố Hải Phòng|031
Thị trấn Vĩnh Bảo|Huyện Vĩnh Bảo|Thành phố Hải Phòng|031
Phường Đông Lĩnh|Thành phố Thanh Hóa|Tỉnh Thanh Hóa|038
Xã Trường Trung|Huyện Nông Cống|Tỉnh Thanh Hóa|038
Xã Phúc Lợi|Huyện Hưng Nguyên|Tỉnh Nghệ An|040
Phường Phước Ninh|Quận Hải Châu|Thành phố Đà Nẵng|048
Phường 14|Quận Gò Vấp|Thành phố Hồ Chí Minh|079
Phường 8|Quận Phú Nhuận|Thành phố Hồ Chí Minh|079
Phường Phú Bình|Thành phố Long Khánh|Tỉnh Đồng Nai|075
Xã Thạnh Lợi|Huyện Vĩnh Thạnh|Thành phố Cần Thơ|092
Xã Lộc Tiến|Huyện Phú Lộc|Thành phố Huế|046
Phường Vàng Danh|Thành phố Uông Bí|Tỉnh Quảng Ninh|022
Xã Mộ Đạo|Thị xã Quế Võ|Tỉnh Bắc Ninh|027
Xã Giao Nhân|Huyện Giao Thủy|Tỉnh Nam Định|036
Xã Quỳnh Hoàng|Huyện Quỳnh Phụ|Tỉnh Thái Bình|034
Xã Nậm Tha|Huyện Văn Bàn|Tỉnh Lào Cai|010
Xã Chiềng San|Huyện Mường La|Tỉnh Sơn La|014
Phường Thành Nhất|Thành phố Buôn Ma Thuột|Tỉnh Đắk Lắk|066
Xã Đan Phượng|Huyện Lâm Hà|Tỉnh Lâm Đồng|068
Thị trấn Diên Khánh|Huyện Diên Khánh|Tỉnh Khánh Hòa|056
Xã Mỹ Thành|Huyện Phù Mỹ|Tỉnh Bình Định|052
Xã Bình Hòa Đông|Huyện Mộc Hóa|Tỉnh Long An|080
Xã Lương Phi|Huyện Tri Tôn|Tỉnh An Giang|089
Thị trấn Tân Châu|Huyện Tân Châu|Tỉnh Tây Ninh|072
Xã Nguyễn Văn Thảnh|Huyện Bình Tân|Tỉnh Vĩnh Long|086
Xã An Phước|Huyện Châu Thành|Tỉnh Bến Tre|083
Xã Khánh Hòa|Huyện U Minh|Tỉnh Cà Mau|096
Xã Tân Hương|Huyện Yên Bình|Tỉnh Yên Bái|015
Xã Tân Lập|Huyện Lạc Sơn|Tỉnh Hòa Bình|017
Phường Cộng Hòa|Thành phố Chí Linh|Tỉnh Hải Dương|030
Xã Liên Nghĩa|Huyện Văn Giang|Tỉnh Hưng Yên|033
Phường Dữu Lâu|Thành phố Việt Trì|Tỉnh Phú Thọ|025
Thị trấn Phú Thịnh|Huyện Phú Ninh|Tỉnh Quảng Nam|049
Phường Diên Hồng|Thành phố Pleiku|Tỉnh Gia Lai|064
Xã Mong Thọ B|Huyện Châu Thành|Tỉnh Kiên Giang|091
Xã Định Thành|Huyện Dầu Tiếng|Tỉnh Bình Dương|074
Xã Linh Thông|Huyện Định Hóa|Tỉnh Thái Nguyên|019
Xã Tân Hòa|Huyện Bình Gia|Tỉnh Lạng Sơn|020
"""
_PRESENT = """
Phường Ngã Bảy|Thành phố Cần Thơ
Xã Phú Vang|Thành phố Huế
Xã Phúc Sơn|Thành phố Hà Nội
Phường Nhị Chiểu|Thành phố Hải Phòng
Phường Bình Trị Đông|Thành phố Hồ Chí Minh
Xã Tam Xuân|Thành phố Đà Nẵng
Xã Gò Quao|Tỉnh An Giang
Xã Nghĩa Phương|Tỉnh Bắc Ninh
Xã Khánh Xuân|Tỉnh Cao Bằng
Phường An Xuyên|Tỉnh Cà Mau
Xã Hương Phố|Tỉnh Hà Tĩnh
Phường Hồng Châu|Tỉnh Hưng Yên
Phường Ninh Chử|Tỉnh Khánh Hòa
Xã Bản Liền|Tỉnh Lào Cai
Xã Bình Gia|Tỉnh Lạng Sơn
Xã Liêm Hà|Tỉnh Ninh Bình
Xã Mộ Đức|Tỉnh Quảng Ngãi
Phường Tô Hiệu|Tỉnh Sơn La
Xã Quảng Bình|Tỉnh Thanh Hóa
Phường Trung Thành|Tỉnh Thái Nguyên
Xã Tiên Thủy|Tỉnh Vĩnh Long
Xã Long Hà|Tỉnh Đồng Nai
"""
_HAMLETS = ("Gò Duối", "Bến Chuối", "Đồi Sim", "Ngõ Trúc", "Xóm Lụa", "Cầu Mít", "Đồng Sậy", "Suối Quế", "Lũng Mây")
_STREETS = ("Hoa Gạo", "Trúc Lâm Mẫu", "Bờ Sông Mẫu", "Cây Đa Mẫu", "Lụa Mẫu", "Vườn Nhãn")
_TOWN = ("Phường", "Thị trấn")
_TYPES = ("Thành phố", "Thị xã", "Thị trấn", "Phường", "Quận", "Huyện", "Tỉnh", "Xã")


@dataclass(frozen=True, slots=True)
class Place:
    """A ward with what it lies in; ``district`` is empty since July 2025. Names begin with the unit's type."""

    ward: str
    district: str
    province: str
    code: str = ""

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(unit for unit in (self.ward, self.district, self.province) if unit)

    def printed(self) -> str:
        """``xã Thanh Mỹ, thị xã Sơn Tây, thành phố Hà Nội``."""
        return ", ".join(lowered(unit) for unit in self.units)

    def bare(self) -> str:
        """As cards print it, without the units' types: ``Thanh Mỹ, Sơn Tây, Hà Nội``."""
        return ", ".join(short(unit) for unit in self.units)

    def committee(self) -> str:
        return f"Ủy ban nhân dân {self.printed()}"


@dataclass(frozen=True, slots=True)
class Home:
    """A place and the invented house in it."""

    house: str
    place: Place

    def printed(self) -> str:
        return f"{self.house}, {self.place.printed()}"

    def bare(self) -> str:
        return f"{self.house}, {self.place.bare()}"


def lowered(unit: str) -> str:
    """``Thị xã Sơn Tây`` within a sentence: ``thị xã Sơn Tây``."""
    return unit[:1].lower() + unit[1:]


def short(unit: str) -> str:
    """Without its type, but for a ward whose name is a number."""
    kind = next(kind for kind in _TYPES if unit.startswith(kind))
    name = unit[len(kind) + 1 :]
    return unit if name.isdigit() else name


def place_before(draw: random.Random) -> Place:
    return draw.choice(LEGACY)


def place_since(draw: random.Random) -> Place:
    return draw.choice(PRESENT)


def home_in(place: Place, draw: random.Random) -> Home:
    """A house number and street in a town, a hamlet elsewhere; now and then a long one that wraps."""
    if place.ward.startswith(_TOWN):
        street = f"{draw.randint(2, 398)}{draw.choice(('', '', 'A', '/12', '/7B'))} đường {draw.choice(_STREETS)}"
        group = f", tổ {draw.randint(1, 40)}" if draw.random() < 0.4 else ""
        return Home(f"{draw.choice(('Số ', ''))}{street}{group}", place)
    hamlet = f"{draw.choice(('Thôn', 'Xóm', 'Ấp'))} {draw.choice(_HAMLETS)}"
    return Home(
        f"Số nhà {draw.randint(1, 90)}, {hamlet.lower()[0]}{hamlet[1:]}" if draw.random() < 0.4 else hamlet, place
    )


LEGACY = tuple(Place(*line.split("|")) for line in _LEGACY.strip().split("\n"))
PRESENT = tuple(
    Place(ward, "", province) for ward, province in (line.split("|") for line in _PRESENT.strip().split("\n"))
)
