"""Counts syllables and pairs of neighbours in public-domain legal text, for pipeline/reading/syllable_model.py.

    python -m tools.build_syllables [CORPUS.txt.xz]

Without an argument the text is `text/vbpl.txt.xz` under SOHOA_CORPUS: 974 legal documents, parted by form feeds. A form
that fewer than LEAST_DOCUMENTS documents use is left out (slips of one typist), and so is a pair seen less than
LEAST_PAIRS times.
"""

from __future__ import annotations

import lzma
import os
import sys
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.reading.syllable_model import COUNTS, tokens

ROOT = Path(__file__).resolve().parents[1]
LEAST_DOCUMENTS = 3
LEAST_PAIRS = 4


def main() -> int:
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else corpus / "text" / "vbpl.txt.xz"
    text = lzma.decompress(source.read_bytes()).decode("utf-8")
    documents = unicodedata.normalize("NFC", text).split("\f")
    spread, single, double = _count(documents)
    known = sorted(token for token, documents_with in spread.items() if documents_with >= LEAST_DOCUMENTS)
    place = {token: index for index, token in enumerate(known)}
    pairs = {
        place[left] * len(known) + place[right]: number
        for (left, right), number in double.items()
        if number >= LEAST_PAIRS and left in place and right in place
    }
    keys = np.array(sorted(pairs), np.int64)
    arrays: dict[str, np.ndarray[tuple[int], np.dtype[Any]]] = {
        "total": np.array([sum(single.values())], np.int64),
        "syllables": np.frombuffer("\n".join(known).encode(), np.uint8),
        "counts": np.array([single[token] for token in known], np.int32),
        "pair_steps": np.diff(keys, prepend=0).astype(np.int32),
        "pair_counts": np.array([pairs[key] for key in keys.tolist()], np.int32),
    }
    COUNTS.parent.mkdir(exist_ok=True)
    packed = b"".join(_framed(name, array) for name, array in arrays.items())
    COUNTS.write_bytes(lzma.compress(packed, preset=9 | lzma.PRESET_EXTREME))
    print(f"{len(known)} syllables, {len(keys)} pairs, {COUNTS.stat().st_size} bytes")
    return 0


def _count(documents: list[str]) -> tuple[Counter[str], Counter[str], Counter[tuple[str, str]]]:
    """In how many documents a syllable stands, how often, and how often each pair stands in one line."""
    spread: Counter[str] = Counter()
    single: Counter[str] = Counter()
    double: Counter[tuple[str, str]] = Counter()
    for document in documents:
        seen = Counter[str]()
        for line in document.splitlines():
            words = tokens(line)
            seen.update(words)
            double.update(pairwise(words))
        single.update(seen)
        spread.update(seen.keys())
    return spread, single, double


def _framed(name: str, array: np.ndarray[tuple[int], np.dtype[np.generic]]) -> bytes:
    """``name dtype length`` and a line feed, then the array's bytes, little-endian."""
    return f"{name} {array.dtype.str} {array.size}\n".encode() + array.tobytes()


if __name__ == "__main__":
    sys.exit(main())
