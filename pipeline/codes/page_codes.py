"""The stage: a page's codes in its picture and among its lines, and what does not agree with its print."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import zxingcpp

from models.findings import Finding, FindingCode, finding
from models.geometry import around
from models.machine_codes import CardZone
from models.page import Line, MachineCode
from pipeline.codes.cross_check import cross_check
from pipeline.codes.finding import Decode, find_codes
from pipeline.codes.mrz import find_zones
from pipeline.codes.output_mark import DEFAULT_FORM, OutputForm
from pipeline.codes.payload import understand
from pipeline.source.document import Pixels

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageCodes:
    codes: tuple[MachineCode, ...] = ()
    findings: tuple[Finding, ...] = ()


def page_codes(
    grey: Pixels | None,
    lines: Sequence[Line],
    *,
    form: OutputForm = DEFAULT_FORM,
    decode: Decode = zxingcpp.read_barcodes,
) -> PageCodes:
    """``grey``: (height, width), the page as shown, None when nothing on it could be a code; ``lines`` with boxes as
    fractions of the same page. Never raises for what stands on the page: a failing decoder is a finding.
    """
    pictured, failed = _pictured(grey, decode) if grey is not None else ((), ())
    zones = find_zones([line.text for line in lines])
    of_zones = {row for zone in zones for row in zone.rows}
    printed = "\n".join(line.text for row, line in enumerate(lines) if row not in of_zones)
    payloads = [payload for code in pictured if (payload := understand(code, form=form)) is not None]
    codes = (*pictured, *(_zone_code(zone, lines) for zone in zones))
    return PageCodes(codes, failed + cross_check(payloads, zones, printed, form=form))


def _pictured(grey: Pixels, decode: Decode) -> tuple[tuple[MachineCode, ...], tuple[Finding, ...]]:
    try:
        return find_codes(grey, decode=decode), ()
    except (ValueError, RuntimeError, MemoryError) as error:  # what the library's binding makes of C++ exceptions
        log.warning("codes not sought: error=%s", type(error).__name__)
        return (), (finding(FindingCode.CODES_NOT_SOUGHT, seen=type(error).__name__),)


def _zone_code(zone: CardZone, lines: Sequence[Line]) -> MachineCode:
    box = around([lines[row].box for row in zone.rows])
    return MachineCode(type="mrz", text="\n".join(zone.lines), box=box.rounded())
