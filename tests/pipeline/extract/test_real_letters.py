"""Real letters, read by Tesseract: printed fields are right or wait for a person, pen-filled ones always wait."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.page_reading import PageOptions, read_page
from pipeline.process import propose_papers

pytestmark = [pytest.mark.integration, pytest.mark.corpus, pytest.mark.slow]


def test_nothing_wrong_is_taken_for_sure(corpus: Path) -> None:
    expected = json.loads((corpus / "scans" / "gt" / "fields.json").read_text("utf-8"))
    wrong, sure = [], 0
    for stem, fields in expected.items():
        source = corpus / "scans" / f"{stem.removesuffix('_p01')}.pdf"
        (paper,) = propose_papers([read_page(source, 0, PageOptions())], today=date(2026, 11, 24))
        for name, field in paper.fields.items():
            if field.needs_review or name not in fields or name == "signer":
                continue
            sure += 1
            if name in fields["pen"] or field.value != fields[name]:
                wrong.append((stem, name))
    assert not wrong
    assert sure >= 10, "so few sure fields would be of no help to anybody"
