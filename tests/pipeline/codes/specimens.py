"""Codes of people who do not exist: province 000 is assigned to none."""

from __future__ import annotations

import numpy as np
import zxingcpp

from pipeline.codes.mrz import check_digit
from pipeline.source.document import Pixels

NUMBER = "000199000000"
CARD = f"{NUMBER}|099000000|Nguyễn Thị Mẫu|01011999|Nữ|Thôn Xóm Lụa, xã Mộc Điền (SPECIMEN)|05022025"
DOSSIER = "H99-261124-0007"
ZONE = (
    "IDVNM1990000003000199000000<<3",
    "9901018F3901016VNM<<<<<<<<<<<6",
    "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<",
)
QR, CODE128, CODE39 = (
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.Code39,
)


def symbol(text: str | bytes, kind: zxingcpp.BarcodeFormat, *, scale: int) -> Pixels:
    """A symbol with its quiet zone, ``scale`` pixels a module; bytes stand in a QR as they do in a card's."""
    return np.asarray(zxingcpp.create_barcode(text, kind).to_image(scale=scale), np.uint8)


def on_paper(code: Pixels, *, left: int = 300, top: int = 200, size: tuple[int, int] = (1400, 1000)) -> Pixels:
    page = np.full(size, 255, np.uint8)
    page[top : top + code.shape[0], left : left + code.shape[1]] = code
    return page


def zone_lines(number: str, born: str, until: str, sex: str) -> tuple[str, str, str]:
    """A card's zone with its check digits right; ``born`` and ``until`` are YYMMDD."""
    tail = number[3:]
    first = f"IDVNM{tail}{check_digit(tail)}{number}<<{check_digit(number)}"
    second = f"{born}{check_digit(born)}{sex}{until}{check_digit(until)}VNM{'<' * 11}"
    composite = check_digit(first[5:] + second[:7] + second[8:15] + second[18:29])
    return first, second + composite, "NGUYEN<<THI<MAU<<<<<<<<<<<<<<<"
