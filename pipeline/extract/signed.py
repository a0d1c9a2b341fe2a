"""When the paper was signed electronically: in the PDF's signatures, and in the overlays that such signatures draw.

It says little about a paper's date by itself: of the open letters four of twelve were signed on the day of issue, five
the day after, the others up to 17 days later, none before. It says much about which of two dates a pen wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from models.clock import desk_day
from models.field import Evidence
from models.geometry import around
from models.page import Line, Page
from pipeline.vietnamese import fold

OVERLAY_RULE = "overlay.signed_on"
SIGNATURE_RULE = "signature.signed_on"
_SURE_ENOUGH = 0.90
"""A word of an overlay surer than this is believed: 26/11/2024 was read as 26/11/2021 with 0.81."""
_DATE = re.compile(r"(?<!\d)(\d{2})[./-](\d{2})[./-](20\d{2})(?!\d)")
_TIME = re.compile(r"(?<!\d)([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?!\d)")
_LABELS = ("thoi gian ky", "ngay ky", "ky ngay")


def signing_evidence(pages: Sequence[Page]) -> tuple[Evidence, ...]:
    """One entry for each time of signing; the text is an ISO date, Vietnam's."""
    return tuple(entry for page in pages for entry in (*_from_signatures(page), *_from_overlays(page)))


def signing_dates(pages: Sequence[Page]) -> tuple[date, ...]:
    """The days on which the paper was signed, earliest first; the PDF's own word where it has one."""
    entries = signing_evidence(pages)
    own = [entry for entry in entries if entry.rule == SIGNATURE_RULE] or entries
    return tuple(sorted({date.fromisoformat(entry.text) for entry in own}))


def delay_weight(signed: date, issued: date | None) -> float:
    """How likely a paper issued on that day is to be signed on the other, beside other pairs; None: any other day."""
    if issued is None:
        return 0.01
    days = (signed - issued).days
    if days < 0:
        return 0.002
    return 0.33 if days <= 1 else 0.05 if days <= 5 else 0.006 if days <= 31 else 0.001


def _from_signatures(page: Page) -> Iterator[Evidence]:
    for signing in page.signings:
        yield Evidence(
            source="text_layer",
            reader="pdf_signature",
            page=page.index + 1,
            box=signing.box,
            text=desk_day(signing.signed_at).isoformat(),
            confidence=1.0,
            rule=SIGNATURE_RULE,
        )


def _from_overlays(page: Page) -> Iterator[Evidence]:
    """``Thời gian ký: 20/12/2024 16:32:29``, or a date with the time of day to the second beside it.

    Mostly among what was set apart; an overlay that was not recognised as one is still in the text.
    """
    for line in (*page.apart, *page.lines):
        text = line.text
        if not any(label in fold(text) for label in _LABELS) and not _TIME.search(text):
            continue
        entry = _dated(page, line)
        if entry is not None:
            yield entry


def _dated(page: Page, line: Line) -> Evidence | None:
    for word in line.words:
        match = _DATE.search(word.text)
        if match is None or word.confidence < _SURE_ENOUGH:
            continue
        try:
            day = date(int(match[3]), int(match[2]), int(match[1]))
        except ValueError:
            continue
        return Evidence(
            source="text_layer" if page.text_source == "text_layer" else "ocr",
            reader=word.readers[0] if word.readers else "",
            page=page.index + 1,
            box=around([word.box]).rounded(),
            text=day.isoformat(),
            confidence=word.confidence,
            rule=OVERLAY_RULE,
        )
    return None
