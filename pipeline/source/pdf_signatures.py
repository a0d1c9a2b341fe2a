"""When the electronic signatures on a PDF page say that they were made. Nothing is verified here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone, tzinfo

import pikepdf

from models.clock import DESK_ZONE
from models.page import Signing
from pipeline.source.pdf_structure import NONSENSE, fraction_box

_DATE = re.compile(
    r"D:(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)?(?P<minute>\d\d)?(?P<second>\d\d)?"
    r"(?:(?P<sign>[+Zz-])(?:(?P<hours>\d\d)'?(?P<minutes>\d\d)?)?)?"
)
_PARTS = ("year", "month", "day", "hour", "minute", "second")
_DEEPEST = 16


def signings_on(page: pikepdf.Page) -> Iterator[Signing]:
    """Filled signature fields among the page's annotations, hidden ones too: they count as signed all the same."""
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        try:
            if not isinstance(annotation, pikepdf.Dictionary) or _of_field(annotation, "/FT") != "/Sig":
                continue
            signature = _of_field(annotation, "/V")
            if not isinstance(signature, pikepdf.Dictionary) or "/ByteRange" not in signature:
                continue
            at = parse_pdf_date(str(signature.get("/M", "")))
            x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
            rectangle = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        except NONSENSE:
            continue  # one broken signature says nothing about the others
        if at is not None:
            yield Signing(signed_at=at, box=fraction_box(rectangle, page).clamped().rounded())


def parse_pdf_date(text: str) -> datetime | None:
    """``D:20241220163229+07'00'`` (ISO 32000-1, 7.9.4); without an offset taken for Vietnam's; None if no date."""
    match = _DATE.match(text)
    if match is None:
        return None
    zone: tzinfo = DESK_ZONE
    if match["sign"]:
        away = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or 0))
        zone = timezone(-away if match["sign"] == "-" else away) if away < timedelta(hours=24) else DESK_ZONE
    year, month, day, hour, minute, second = (int(part or 0) for part in match.group(*_PARTS))
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=zone)
    except ValueError:
        return None


def _of_field(annotation: pikepdf.Dictionary, key: str) -> object:
    """A value of the annotation's field, its own or inherited."""
    node: pikepdf.Object = annotation
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        parent = node.get("/Parent")
        if not isinstance(parent, pikepdf.Dictionary):
            return None
        node = parent
    return None
