"""The pen-filled places of the real letters' first pages: all found, none confidently wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.page import FillingPlace, Page
from pipeline.page_reading import PageOptions, read_page

pytestmark = [pytest.mark.integration, pytest.mark.corpus, pytest.mark.slow]

SURE = 0.90


def test_every_pen_filled_place_is_found_and_none_is_surely_wrong(corpus: Path) -> None:
    expected = json.loads((corpus / "scans" / "gt" / "fields.json").read_text("utf-8"))
    missing, surely_wrong, right, places = [], [], 0, 0
    for stem, fields in expected.items():
        page = read_page(corpus / "scans" / f"{stem.removesuffix('_p01')}.pdf", 0, PageOptions(reader="tesseract"))
        if not fields["pen"]:
            assert not any(item.handwritten for item in page.fillings)
            continue
        truth = {FillingPlace.NUMBER: fields["number"].partition("/")[0], FillingPlace.DAY: fields["issued_on"][8:]}
        for place, text in truth.items():
            places += 1
            best = best_of(page, place)
            if best is None:
                missing.append((stem, place))
            elif best[0] == text:
                right += 1
            elif best[1] >= SURE:
                surely_wrong.append((stem, place))
        month = next(item for item in page.fillings if item.place is FillingPlace.MONTH)
        assert not month.handwritten, "the months of these letters are printed"
    assert places == 20
    assert missing == []
    assert surely_wrong == []
    assert right >= 15


def best_of(page: Page, place: FillingPlace) -> tuple[str, float] | None:
    """The best candidate of a handwritten place; empty where it is found and cannot be read; None where it is not."""
    item = next((item for item in page.fillings if item.place is place and item.handwritten), None)
    if item is None:
        return None
    return (item.candidates[0].text, item.candidates[0].probability) if item.candidates else ("", 0.0)
