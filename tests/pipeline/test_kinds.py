"""A sample of a kind, laid out from lines, goes through classification, extraction and checks.

The samples stand in `kinds/`, one JSON file a kind: adding a kind takes its file in the catalogue and a sample here
(docs/adding-a-kind.md).
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipeline.process import propose_paper
from tests.pipeline.letters import line, page

SAMPLES = sorted((Path(__file__).parent / "kinds").glob("*.json"))
TODAY = date(2026, 11, 28)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_kind_is_known_and_its_fields_are_found(sample: Path) -> None:
    told = json.loads(sample.read_text("utf-8"))
    paper = propose_paper([page(*(line(text, left, top) for text, left, top in told["lines"]))], today=TODAY)
    assert paper.kind == sample.stem
    assert {name: field.value for name, field in paper.fields.items() if field.value is not None} == told["fields"]
