"""How family names and administrative units are spelt: what is spelt otherwise was most likely misread."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from pipeline.extract.values.units_table import systems
from pipeline.vietnamese import fold

FAMILY_NAMES = frozenset(
    name
    for line in (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Lâm Trịnh Mai Đào Cao Hà",
        "Lương Lưu Trương Tạ Tô Thái Châu Quách Phùng Vương Chu Triệu Hứa Tống Kiều Nghiêm Thân Lã La Bạch Mạc Khúc",
        "Ninh Phí Từ Tôn Doãn Đàm Đồng Giang Hàn Khuất Lại Mã Nông Ông Quan Sầm Thạch Thiều Tiêu Trà Ung Viên Âu Đậu",
        "Đường Cù Bế Kiên Lò Lường Lục Ma Quàng Siu Ksor Sùng Thào Vàng Vừ Giàng Cầm Điêu Hầu Chẩu",
    )
    for name in line.split()
)
"""With which names of signers begin. More there are, but these are nearly all people's."""
_RARER = frozenset(
    name
    for line in (
        "Lữ Lù Lư Lỳ Hờ Hạng Tẩn Tòng Tráng Thò Vì Vi Mùa Bàn Phàn Chảo Ngọ Giáp Trang Trưng Đái Đới",
        "Uông Thẩm Văn Kim Danh Sơn Mông Chử Nhữ Cấn Trình Niê Kpă Y H",
        "Lầu Cứ Ly Lèng Tếnh Sần Thàng Hoàn Vũng Ngũ Tăng Tần Tất Thiệu Khổng Khương Kha Lai Lạc Diệp Dư Bành",
    )
    for name in line.split()
)
"""Names that some have all the same; a few differ from the former by marks alone. No list is whole: an unknown name is
only looked at by a person."""
_LONGEST_NAME = 7
"""Words of a unit's name behind its type."""
_TYPES = frozenset({"xa", "phuong", "huyen", "quan", "tinh"}) | {"thi tran", "thi xa", "thanh pho"}
_EDGES = " .,;:()'’"


def family_name_is_known(name: str) -> bool:
    """Whether the first word is a family name as it is spelt, with its marks; Trãn and Hô are none."""
    return marks_of(name.split(" ", 1)[0].strip(_EDGES)) in _names()


def misspells_unit(agency: str) -> bool:
    """Whether the name of a commune, district or province stands in it with marks that no unit of that name has."""
    words = [word.strip(_EDGES) for word in agency.split()]
    bare = [fold(word) for word in words]
    for place, word in enumerate(bare):
        if word in _TYPES and " ".join(bare[max(0, place - 1) : place + 1]) in _TYPES:
            continue  # thị xã is no xã
        if (word in _TYPES or " ".join(bare[place : place + 2]) in _TYPES) and _is_misspelt(words, bare, place):
            return True
    return False


def marks_of(word: str) -> tuple[str, ...]:
    """A syllable's letters and marks, wherever in it a tone is written (hòa, hoà), capitals or not."""
    return tuple(sorted(unicodedata.normalize("NFD", word.casefold())))


def _is_misspelt(words: list[str], bare: list[str], place: int) -> bool:
    """Of the longest name that begins at ``place`` with its type."""
    for end in range(min(len(words), place + _LONGEST_NAME + 2), place + 1, -1):
        known = _spellings_of_units().get(" ".join(bare[place:end]))
        if known is not None:
            return tuple(marks_of(word) for word in words[place:end]) not in known
    return False


@lru_cache(maxsize=1)
def _names() -> frozenset[tuple[str, ...]]:
    return frozenset(map(marks_of, FAMILY_NAMES | _RARER))


@lru_cache(maxsize=1)
def _spellings_of_units() -> Mapping[str, frozenset[tuple[tuple[str, ...], ...]]]:
    """By the folded name with its type, of units before July 2025 and since."""
    found: dict[str, set[tuple[tuple[str, ...], ...]]] = defaultdict(set)
    for name in {line.name for system in systems() for line in system.units.values()}:
        for written in (name, name.replace("Đắk", "Đăk").replace("Lắk", "Lăk")):
            found[fold(written)].add(tuple(marks_of(word) for word in written.split()))
    return {bare: frozenset(spellings) for bare, spellings in found.items()}
