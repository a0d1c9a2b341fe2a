"""What the codes on a paper's pages say, where they are of a known kind."""

from __future__ import annotations

from collections.abc import Sequence

from models.machine_codes import CardZone, Payload
from models.page import Page
from pipeline.codes.mrz import find_zones
from pipeline.codes.payload import understand


def payloads_of(pages: Sequence[Page]) -> tuple[Payload | CardZone, ...]:
    """Cards, marks of dossiers and zones, page after page."""
    found: list[Payload | CardZone] = []
    for page in pages:
        found += [payload for code in page.codes if (payload := understand(code)) is not None]
        found += [zone for code in page.codes if code.type == "mrz" for zone in find_zones(code.text.split("\n"))]
    return tuple(found)
