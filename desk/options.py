"""Options that several commands share, and the forms of their values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON cho máy đọc.")]
As = Annotated[str, typer.Option("--as", metavar="CÁN_BỘ", help="Tên đăng nhập của cán bộ thực hiện.")]
ModeChoice = Annotated[str, typer.Option("--mode", metavar="fast|accurate", help="Cách đọc; mặc định theo SOHOA_MODE.")]
Dossier = Annotated[str, typer.Argument(metavar="HỒ_SƠ", help="Mã số hồ sơ, ví dụ H99-261123-0001.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", metavar="GIẤY.TRƯỜNG=GIÁ_TRỊ", help="Giá trị đúng của một trường.")
]
Answers = Annotated[
    Path | None, typer.Option("--answers", metavar="TỆP.json", help='{"1": {"number": "05/QĐ-UBND"}, "2": {}}')
]
Cut = Annotated[
    list[str] | None,
    typer.Option("--cut", metavar="TỆP=1-2,3,4-6", help="Tách lại một tệp: trang của từng giấy tờ, bỏ tờ phân cách."),
]
Kind = Annotated[
    list[str] | None, typer.Option("--kind", metavar="GIẤY=LOẠI", help="Loại đúng của một giấy tờ: đọc lại trường.")
]
MOST_DIGITS = 5
"""Of a page's number: no file has so many pages."""


def parse_components(values: list[str]) -> dict[Path, str]:
    """``CODE=FILE`` pairs as file to component code. Raises UsageError."""
    pairs: dict[Path, str] = {}
    for value in values:
        code, equals, name = value.partition("=")
        if not (code and equals and name):
            raise UsageError(f"--component takes CODE=FILE, not {value!r}")
        pairs[Path(name)] = code
    return pairs


def parse_cuts(values: list[str]) -> dict[str, list[tuple[int, ...]]]:
    """``FILE=1-2,3,4+6`` as each paper's pages by file: a range, a page, pages that lie apart. Raises UsageError."""
    cuts: dict[str, list[tuple[int, ...]]] = {}
    for value in values:
        name, equals, papers = value.rpartition("=")
        if not (name and equals) or name in cuts:
            raise UsageError(f"--cut takes FILE=1-2,3,4-6, once a file, not {value!r}")
        cuts[name] = [_pages(paper) for paper in papers.split(",")]
    return cuts


def _pages(text: str) -> tuple[int, ...]:
    """``3``, ``1-2`` or ``1+3-4``."""
    pages: list[int] = []
    for part in text.split("+"):
        first, dash, last = part.partition("-")
        if not _is_page(first) or (dash and not _is_page(last)):
            raise UsageError(f"not pages of a paper: {text!r} (expected 3, 1-2 or 1+3)")
        pages += range(int(first), int(last or first) + 1)
    if not pages:
        raise UsageError(f"not pages of a paper: {text!r}: the first page comes first")
    return tuple(pages)


def _is_page(text: str) -> bool:
    return text.isascii() and text.isdecimal() and 0 < len(text) <= MOST_DIGITS


def parse_kinds(values: list[str]) -> dict[str, str]:
    """``PAPER=CODE`` as kinds by paper. Raises UsageError."""
    named: dict[str, str] = {}
    for value in values:
        paper, equals, code = value.partition("=")
        if not (paper and equals and code):
            raise UsageError(f"--kind takes PAPER=CODE, not {value!r}")
        named[paper] = code
    return named


def parse_corrections(values: list[str]) -> dict[str, dict[str, str]]:
    """``PAPER.FIELD=VALUE`` as values by paper and field. Raises UsageError, without repeating the value."""
    corrections: dict[str, dict[str, str]] = {}
    for value in values:
        target, equals, text = value.partition("=")
        paper, dot, field = target.partition(".")
        if not (paper and dot and field and equals):
            raise UsageError("--set takes PAPER.FIELD=VALUE")
        corrections.setdefault(paper, {})[field] = text
    return corrections
