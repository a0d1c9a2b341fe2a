"""The 54 peoples of Vietnam by their official names: a closed list (Decision 121-TCTK/PPCĐ of 1979)."""

from __future__ import annotations

import re

from models.findings import FindingCode
from pipeline.extract.values.parsed import Parsed
from pipeline.extract.values.plain import parse_text
from pipeline.vietnamese import fold

PEOPLES = (
    "Kinh", "Tày", "Thái", "Hoa", "Khơ-me", "Khmer", "Mường", "Nùng", "HMông", "H'Mông", "Mông", "Dao", "Gia-rai",
    "Jrai", "Ngái", "Ê-đê", "Ba-na", "Xơ-đăng", "Sán Chay", "Cao Lan", "Sán Chỉ", "Cơ-ho", "Chăm", "Sán Dìu", "Hrê",
    "Mnông", "Ra-glai", "Xtiêng", "Bru-Vân Kiều", "Thổ", "Giáy", "Cơ-tu", "Gié-Triêng", "Mạ", "Khơ-mú", "Co",
    "Ta-ôi", "Chơ-ro", "Kháng", "Xinh-mun", "Hà Nhì", "Chu-ru", "Lào", "La Chí", "La Ha", "Phù Lá", "La Hủ", "Lự",
    "Lô Lô", "Chứt", "Mảng", "Pà Thẻn", "Cơ Lao", "Cống", "Bố Y", "Si La", "Pu Péo", "Brâu", "Ơ-đu", "Rơ-măm",
    "Vân Kiều", "Pa Cô", "K'Ho", "Hán",
)  # fmt: skip


_BETWEEN = re.compile(r"[\s'’ʼ-]+|–")


def _joined(name: str) -> str:
    """Without what parts syllables, which is written in many ways: Ê-đê, Ê đê, Êđê."""
    return _BETWEEN.sub("", name)


def parse_people(text: str) -> Parsed:
    """As printed; where marks were lost and one people alone has these letters, its name, and the field says so.

    What is in no list is doubted.
    """
    printed = parse_text(text)
    if printed.value is None or _joined(printed.value).casefold() in {_joined(name).casefold() for name in PEOPLES}:
        return printed
    bare = fold(_joined(printed.value))
    alike = [name for name in PEOPLES if fold(_joined(name)) == bare]
    if len(alike) == 1:
        return Parsed(alike[0], printed.used, printed.doubt, mended=True)
    return Parsed(printed.value, printed.used, FindingCode.GRAMMAR_BROKEN)
