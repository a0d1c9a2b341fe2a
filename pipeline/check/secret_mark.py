"""Secret marks stop a paper: state-secret papers are outside Circular 01/2023/TT-VPCP (Article 4).

The mark is a stamp (cell 10a of Decree 30/2020): capitals alone on their line in the upper half, never in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.page import Page

MARKS = frozenset({"TUYỆT MẬT", "TỐI MẬT", "MẬT"})
LOWEST = 0.5
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def find_secret_mark(pages: Sequence[Page]) -> int | None:
    """Index of the first page that bears a secret mark, None when no page does."""
    return next((page.index for page in pages if _is_marked(page)), None)


def _is_marked(page: Page) -> bool:
    upper = [line for line in page.lines if line.box.top < LOWEST]
    return any(_EDGES.sub("", line.text) in MARKS for line in upper)
