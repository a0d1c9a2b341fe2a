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


def parse_components(values: list[str]) -> dict[Path, str]:
    """``CODE=FILE`` pairs as file to component code. Raises UsageError."""
    pairs: dict[Path, str] = {}
    for value in values:
        code, equals, name = value.partition("=")
        if not (code and equals and name):
            raise UsageError(f"--component takes CODE=FILE, not {value!r}")
        pairs[Path(name)] = code
    return pairs


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
