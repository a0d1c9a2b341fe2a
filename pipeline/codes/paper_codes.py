"""What the codes on a paper's pages say, for those who hold it against the paper's fields."""

from __future__ import annotations

from collections.abc import Sequence

from models.machine_codes import Understood
from models.page import Page
from pipeline.codes.mrz import find_zones
from pipeline.codes.payload import understand


def understood_codes(pages: Sequence[Page]) -> tuple[Understood, ...]:
    """Each once, in the order of the pages; codes that say nothing known are left out."""
    found: list[Understood] = []
    for code in (code for page in pages for code in page.codes):
        if code.type == "mrz":
            found += find_zones(code.text.split("\n"))
        elif (payload := understand(code)) is not None:
            found.append(payload)
    return tuple(dict.fromkeys(found))
