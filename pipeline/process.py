"""The spine: what happens to a file, stage by stage.

    draw → treat → read (or the page's own text) → separate → classify → extract → check

A page is read in a child process; the rest is arithmetic on words and happens here.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from models.errors import InputRefused
from models.findings import Finding, FindingCode, finding
from models.ledger import FileLedger, PageLedger, require_balance
from models.page import Page
from models.paper import UNKNOWN_KIND, ProposedPaper
from models.reading import Reading, Step
from models.verdict import Verdict
from pipeline.check.fields import check_fields
from pipeline.check.holders import check_holders
from pipeline.check.paper import check_paper
from pipeline.check.secret_mark import find_secret_mark
from pipeline.classify import classify
from pipeline.codes.paper_codes import understood_codes
from pipeline.extract.fields import extract_fields
from pipeline.isolation import Workers
from pipeline.page_task import PageOptions, ReaderIdentity, identify, read_page, unreadable_page
from pipeline.separate.cut import Cut
from pipeline.separate.stack import separate
from pipeline.upright_boxes import evidence_on_source, upright

SURE_OF_KIND = 0.90
"""A kind less sure than this is for a person to choose."""
GRACE_SECONDS = 30.0
"""Beyond the reader's own limit: drawing and treating the page, and reading anew a page that stood on its head."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read; two files read with equal options by equal engines have comparable readings."""

    page: PageOptions = field(default_factory=PageOptions)
    dossier: str | None = None
    """Whose papers these should be, if that is known: it changes no word, so it is no part of the options' digest."""


def read_file(
    path: Path,
    page_count: int,
    *,
    workers: Workers,
    options: ReadOptions,
    today: date,
    moved: Callable[[], None] = lambda: None,
) -> Reading:
    """Everything the machine can say about one opened file. Raises InputRefused(secret_mark).

    A page that cannot be read stays a page, with a finding: nothing disappears. ``moved`` is called after each page.
    """
    started = time.monotonic()
    reader = workers.submit(identify, GRACE_SECONDS, options.page)
    pages = _read_pages(path, page_count, workers=workers, options=options.page, moved=moved)
    read_seconds = time.monotonic() - started
    secret = find_secret_mark(pages)
    if secret is not None:
        raise InputRefused(Verdict.SECRET_MARK, f"page {secret + 1}")
    stack = separate([upright(page) for page in pages], dossier=options.dossier)
    papers = propose_papers(pages, today=today, cuts=stack.cuts)
    ledger = count_pages(pages, separators=stack.separators)
    require_balance(ledger, where="reading")
    total = time.monotonic() - started
    return Reading(
        files=FileLedger(received=1, opened=1),
        pages=tuple(pages),
        papers=papers,
        ledger=ledger,
        steps=_steps(reader.result(), read_seconds=read_seconds, rest_seconds=total - read_seconds),
    )


def propose_papers(
    pages: Sequence[Page], *, today: date, cuts: Sequence[Cut] | None = None, kind: str | None = None
) -> tuple[ProposedPaper, ...]:
    """Kinds and checked fields of the papers that the pages are: as cut by a person, or by the machine.

    ``kind``: what a person says that they are, instead of what the machine would.
    """
    seen = [upright(page) for page in pages]
    papers = [
        propose_paper(
            [seen[index] for index in cut.indexes],
            today=today,
            kind=kind,
            noticed=cut.findings,
            component=cut.component,
        )
        for cut in (separate(seen).cuts if cuts is None else cuts)
    ]
    return check_holders(papers)


def propose_paper(
    pages: Sequence[Page],
    *,
    today: date,
    kind: str | None = None,
    noticed: Sequence[Finding] = (),
    component: str | None = None,
) -> ProposedPaper:
    """The paper that these pages are, upright as `pipeline.upright_boxes` makes them.

    ``kind``: as a person said; ``noticed`` and ``component``: where the paper was cut out of its file.
    """
    printed = [page for page in pages if not page.blank] or pages
    named, confidence = (kind, 1.0) if kind is not None else classify(printed)
    codes = understood_codes(printed)
    found = evidence_on_source(extract_fields(named, printed, codes), printed)
    findings = [*noticed, *(item for page in pages for item in page.findings)]
    findings += check_paper(named, printed, codes=codes)
    if named == UNKNOWN_KIND or confidence < SURE_OF_KIND:
        findings.append(finding(FindingCode.KIND_UNCERTAIN))
    return ProposedPaper(
        kind=named,
        kind_confidence=confidence,
        pages=tuple(page.index + 1 for page in pages),
        fields=check_fields(named, found, today=today, codes=codes),
        findings=tuple({item.code: item for item in findings}.values()),
        component=component,
    )


def count_pages(pages: Sequence[Page], *, separators: Collection[int] = ()) -> PageLedger:
    """``separators``: the indexes of separator sheets, which are neither kept nor blank."""
    blank = sum(page.blank for index, page in enumerate(pages) if index not in separators)
    kept = len(pages) - len(separators) - blank
    return PageLedger(scanned=len(pages), kept=kept, separators=len(separators), blank=blank)


def _read_pages(
    path: Path, page_count: int, *, workers: Workers, options: PageOptions, moved: Callable[[], None]
) -> list[Page]:
    seconds = 3 * options.seconds + GRACE_SECONDS  # as it lies, turned, treated otherwise
    waiting = [workers.submit(read_page, seconds, path, index, options) for index in range(page_count)]
    pages = []
    for index, future in enumerate(waiting):
        try:
            pages.append(future.result())
        except InputRefused as refusal:
            pages.append(unreadable_page(index, refusal.verdict))
        moved()
    return pages


def _steps(reader: ReaderIdentity, *, read_seconds: float, rest_seconds: float) -> tuple[Step, ...]:
    rest = hashlib.sha256(b"").hexdigest()
    return (
        Step(
            stage="read", tool=reader.name, version=reader.version, options_sha256=reader.options_sha256,
            seconds=read_seconds,
        ),
        Step(stage="propose", tool="sohoa", version="1", options_sha256=rest, seconds=rest_seconds),
    )  # fmt: skip
