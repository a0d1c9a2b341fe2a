"""441 files that break programs: each is kept with its page count, or refused with a verdict reviewed by eye."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.errors import InputRefused
from pipeline.intake.probe import probe
from pipeline.isolation import Workers
from pipeline.source.limits import Limits

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

EXPECTED = Path(__file__).with_name("hostile_verdicts.json")
SECONDS = 20.0


def outcomes(hostile: Path) -> dict[str, int | str]:
    """Page count or verdict of every file, by its path; no crash and no hang leaves this function."""
    found: dict[str, int | str] = {}
    with Workers(2, memory_bytes=4 * 1024**3) as workers:
        files = sorted(path for path in hostile.rglob("*") if path.is_file())
        running = [(path, workers.submit(probe, SECONDS, path, Limits(), path.suffix)) for path in files]
        for path, future in running:
            name = str(path.relative_to(hostile))
            try:
                found[name] = future.result().page_count
            except InputRefused as refused:
                found[name] = refused.verdict.value
    return found


def test_every_hostile_file_ends_as_a_person_would_end_it(corpus: Path) -> None:
    found = outcomes(corpus / "hostile")
    assert found == json.loads(EXPECTED.read_text("utf-8"))
    kept = [name for name, outcome in found.items() if isinstance(outcome, int)]
    assert len(kept) >= 415
    assert sum(outcome == "encrypted" for outcome in found.values()) == 10
