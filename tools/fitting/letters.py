"""Letters of invented agencies in many wordings, one page each: what fields are fitted and measured on.

The agencies' names, the people and the places are invented, "Mẫu" (specimen) in every name; subjects are cuts of the
public-domain legal text (`text/vbpl.txt.xz` of the open material), so that no two letters say the same.
"""

from __future__ import annotations

import lzma
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from pipeline.vietnamese import fold
from samples.letter import Block, Letter

_PLACES = (
    "Lạc", "Vân", "Khê", "Mộc", "Điền", "Thượng", "Suối", "Quế", "Hạ", "Đồng", "Sậy", "Tây", "Phúc", "Lũng", "Mây",
    "Bạch", "Mai", "Giang", "Trúc", "Lâm", "Sơn", "Thủy", "Nghĩa", "Phượng", "Dục", "Ngọc", "Yên", "Thạnh", "Hữu", "Kỳ",
)  # fmt: skip
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô", "Dương",
             "Lý", "Đinh", "Trịnh", "Đoàn", "Lương", "Triệu")  # fmt: skip
_GIVEN = ("Hải", "Sơn", "Hưởng", "Đức", "Cẩn", "Khuê", "Nghĩa", "Lữ", "Tuệ", "Thắng", "Đạt", "Hiếu", "Ngọc", "Vỹ",
          "Quyết", "Thủy", "Hằng", "Dũng", "Mỹ", "Phượng", "Ước", "Ích")  # fmt: skip
_DEPARTMENTS = (
    ("SỞ NỘI VỤ", "SNV"), ("SỞ XÂY DỰNG", "SXD"), ("SỞ TƯ PHÁP", "STP"), ("SỞ TÀI CHÍNH", "STC"), ("SỞ Y TẾ", "SYT"),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "SKHCN"), ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "SNNMT"), ("THANH TRA TỈNH", "TTT"),
)  # fmt: skip
_TYPES = (("QĐ", "QUYẾT ĐỊNH"), ("TB", "THÔNG BÁO"), ("BC", "BÁO CÁO"), ("TTr", "TỜ TRÌNH"), ("KH", "KẾ HOẠCH"),
          ("CT", "CHỈ THỊ"), ("HD", "HƯỚNG DẪN"), ("CTr", "CHƯƠNG TRÌNH"), ("GM", "GIẤY MỜI"))  # fmt: skip
_OFFICES = (("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), ("GIÁM ĐỐC",),
            ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"))  # fmt: skip
_SHORTEST, _LONGEST = 5, 38
"""Words of a subject."""
_LEAST_MARKED = 0.5
_UNFIT = re.compile(r"[:;.()\[\]\"“”…/]|\b(?:Điều|Chương|Mục|Phần|Khoản|Căn|Xét|Theo|Kính)\b")
_STARTS = ("kinh gui", "can cu", "thuc hien", "xet", "theo", "phan", "dieu", "chuong", "ve viec", "va viec")
"""A subject that began so would be the body's beginning."""


def wordings(corpus: Path) -> list[str]:
    """Vietnamese sentences of the legal text (some of it is in English) long enough to cut subjects from."""
    text = lzma.decompress((corpus / "text" / "vbpl.txt.xz").read_bytes()).decode("utf-8")
    lines = unicodedata.normalize("NFC", text).split("\n")
    return [line for line in lines if len(words := line.split()) > _LONGEST and _share_marked(words) > _LEAST_MARKED]


def some_letter(rng: np.random.Generator, sentences: Sequence[str]) -> Letter:
    """A letter of one page; the same for the same state of ``rng``."""
    name = " ".join(_pick(rng, _PLACES) for _ in range(int(rng.integers(2, 4))))
    parent, issuer, agency = _agency(rng, name)
    abbreviation, document_type = _TYPES[int(rng.integers(len(_TYPES)))]
    subject = _cut(rng, sentences)
    about = f"Về việc {subject}" if rng.random() < 0.7 else subject[:1].upper() + subject[1:]
    body = (Block(f"Căn cứ {_cut(rng, sentences)};"), Block(_cut(rng, sentences), lead="Điều 1."))
    return Letter(
        issuer=issuer,
        number=int(rng.integers(1, 10 ** int(rng.integers(1, 5)))),
        notation=f"{abbreviation}-{agency}",
        place=name,
        issued_on=date(int(rng.integers(2015, 2027)), int(rng.integers(1, 13)), int(rng.integers(1, 29))),
        document_type=document_type,
        subject=about,
        body=body,
        authority=_OFFICES[int(rng.integers(len(_OFFICES)))],
        signer=f"{_pick(rng, _FAMILIES)} Mẫu {_pick(rng, _GIVEN)}",
        recipients=("- Như trên;", "- Thường trực HĐND;", "- Lưu: VT."),
        parent=parent,
    )


def _agency(rng: np.random.Generator, name: str) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """The parent's lines, the issuer's, and its letters in the notation."""
    committee = ("ỦY BAN NHÂN DÂN", f"{_pick(rng, ('XÃ', 'PHƯỜNG', 'TỈNH'))} {name.upper()}")
    if rng.random() < 0.5:
        return (), committee, "UBND"
    department, letters = _DEPARTMENTS[int(rng.integers(len(_DEPARTMENTS)))]
    return (f"UBND TỈNH {name.upper()}",), (department,), letters


def _share_marked(words: Sequence[str]) -> float:
    return sum(not word.isascii() for word in words) / len(words)


def _cut(rng: np.random.Generator, sentences: Sequence[str]) -> str:
    """Some words in a row out of some sentence, without marks and beginnings that a subject never has."""
    while True:
        words = sentences[int(rng.integers(len(sentences)))].split()
        count = int(rng.integers(_SHORTEST, _LONGEST + 1))
        start = int(rng.integers(len(words) - count + 1))
        cut = " ".join(words[start : start + count]).strip(" ,–-")
        if cut[:1].islower() and not _UNFIT.search(cut) and not fold(cut).startswith(_STARTS):
            return cut


def _pick(rng: np.random.Generator, among: Sequence[str]) -> str:
    return among[int(rng.integers(len(among)))]
