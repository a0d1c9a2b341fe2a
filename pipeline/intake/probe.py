"""Probing a received file: can it be opened, how many pages has it, what is odd about it. Runs in a child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.findings import Finding, FindingCode, finding
from pipeline.source.limits import Limits
from pipeline.source.media import MediaType, has_expected_extension


@dataclass(frozen=True, slots=True)
class Probe:
    media_type: MediaType
    page_count: int
    signed: bool
    findings: tuple[Finding, ...]


def probe(path: Path, limits: Limits, suffix: str) -> Probe:
    """``suffix`` is the ending of the name under which the file arrived. Raises InputRefused."""
    # The program that asks for this has no use for the libraries that open files.
    from pipeline.source.image_file import ImageSource
    from pipeline.source.opening import open_source

    with open_source(path, limits) as source:
        if isinstance(source, ImageSource):
            source.require_whole()  # a PDF that is cut short is mended by its opener, or refused
        findings = []
        if not has_expected_extension(suffix, source.media_type):
            findings.append(finding(FindingCode.WRONG_EXTENSION, expected=source.media_type.value, seen=suffix))
        if source.signed:
            findings.append(finding(FindingCode.SIGNED_ON_ARRIVAL))
        if source.repaired:
            findings.append(finding(FindingCode.REPAIRED))
        return Probe(source.media_type, source.page_count, source.signed, tuple(findings))
