"""Names without Vietnamese marks, as English text and machine-readable zones have them."""

from __future__ import annotations

import unicodedata

_D = str.maketrans("đĐ", "dD")


def latin(text: str) -> str:
    """``Đỗ Mẫu Khuê`` becomes ``Do Mau Khue``."""
    apart = unicodedata.normalize("NFD", text.translate(_D))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
