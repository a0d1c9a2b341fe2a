"""Texts made comparable: "Nguyễn Văn Đạt", "NGUYEN VAN DAT" and decomposed Unicode find each other."""

from __future__ import annotations

import re
import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_STROKES = str.maketrans("đĐ", "dd")  # đ has no decomposition: stripping marks leaves it alone


def folded(text: str) -> str:
    """Lower case, without marks, đ as d, single spaces. Folding again changes nothing."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    lowered = bare.translate(_STROKES).translate(_DASHES).casefold()
    # Case folding may compose or decompose once more (for example ŉ, or signs of other scripts).
    again = "".join(sign for sign in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(sign))
    return " ".join(again.split())


def folded_number(text: str) -> str:
    """A paper's number as it is compared: folded, without any space (``729 / QĐ-TTg`` is ``729/qd-ttg``)."""
    return re.sub(r"\s+", "", folded(text))
