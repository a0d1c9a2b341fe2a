"""What holds for every parser of values."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.catalogue.schema import Parser
from pipeline.extract.values import PARSERS, parse

ISO = r"(?:18|19|20|21)\d{2}(?:-\d{2}(?:-\d{2})?)?"
FREE = r"\S(?:.*\S)?"
FORMS = {
    "text": FREE,
    "name": r"[^\W\d_](?:[^\W\d_]|[ '’.-])*",
    "date": ISO,
    "date_words": ISO,
    "sex": "Nam|Nữ",
    "personal_number": r"[0-9]{12}",
    "identity_number": r"[0-9]{12}|[0-9]{9}|[A-Z][0-9]{7,8}",
    "tax_code": r"[0-9]{10}(?:-[0-9]{3})?",
    "insurance_number": r"(?:[A-Z]{2}[1-5][0-9]{2})?[0-9]{10}",
    "address": FREE,
    "agency": FREE,
    "people": FREE,
    "percent": r"[0-9]{1,3}(?:[.,][0-9]{1,2})?%",
    "register_number": r"[0-9]+[a-z]?(?:/[0-9A-ZĐ-]+)*",
    "paper_number": r"[0-9]{1,6}[a-z]?(?:/(?:19|20)[0-9]{2})?/[A-ZĐÂÊÔƠƯ][A-Za-zĐđÂÊÔƠƯ&]*(?:-[A-Za-z0-9ĐđÂÊÔƠƯ&.]+)*",
    "dossier_code": r"[A-Z0-9.]+-[0-9]{6}-[0-9]{4,6}",
    "procedure_code": r"[0-9]\.[0-9]{6}[0-9A-Z.]*",
    "integer": r"0|[1-9][0-9]*",
    "area": r"(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?",
    "money": r"0|[1-9][0-9]*",
    "land_serial": r"[A-ZĐ]{2} (?:[0-9]{8}|[0-9]{6})",
    "land_register_number": r"[A-ZĐ]{1,4} [0-9]{2,7}(?:/[0-9A-ZĐ-]+)*",
    "serial": FREE,
    "term": rf"Lâu dài|[0-9]{{1,2}} \w+|{ISO}",
}
PRINT = """ngày tháng năm hai mươi nghìn 05 2025 02/ 12 O5 l | / - . ... … , ; ( ) _ ² ٣ ß İ Ông Bà Nam Nữ Nguyễn Văn
GD BA CH 001085000123 0100233488 H56 1.001193 m2 ha đồng tỷ UBND ĐKKD lâu dài \u0301"""
PIECES = st.sampled_from(PRINT.split())
SCRAPS = st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=12).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
TEXTS = st.one_of(st.text(max_size=60), SCRAPS)
every_parser = pytest.mark.parametrize("parser", sorted(PARSERS))


def test_every_parser_of_the_catalogue_is_there() -> None:
    assert sorted(PARSERS) == sorted(get_args(Parser))
    assert sorted(FORMS) == sorted(PARSERS)


@every_parser
@given(text=TEXTS)
@settings(max_examples=120, deadline=None)
def test_any_text_has_an_answer(parser: str, text: str) -> None:
    parsed = parse(parser, text)
    start, end = parsed.used
    assert 0 <= start <= end <= len(text)
    if parsed.value is not None:
        assert parsed.value == " ".join(parsed.value.split())
    if parsed.value is not None and parsed.doubt is None:
        assert re.fullmatch(FORMS[parser], parsed.value), parsed.value
        again = parse(parser, parsed.value)
        assert (again.value, again.doubt) == (parsed.value, None)


@every_parser
@pytest.mark.parametrize("text", ["", " ", "......", "…", "____", ". . . .", "-", ";"])
def test_an_empty_line_to_fill_in_is_nothing_and_no_doubt(parser: str, text: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (None, None, False)


@pytest.mark.parametrize("parser", sorted(set(PARSERS) - {"text", "address", "agency", "people", "name", "serial"}))
def test_what_is_of_no_form_is_doubtful(parser: str) -> None:
    assert parse(parser, "chưa rõ").doubt is FindingCode.GRAMMAR_BROKEN


def test_a_parsed_value_shows_nothing_when_printed() -> None:
    assert "Hoa" not in repr(parse("name", "Lê Thị Hoa"))


def test_letters_in_two_pieces_are_joined_and_the_whole_text_counts_as_used() -> None:
    parsed = parse("name", "Bà Le\u0302 Thi\u0323 Hoa ....")
    assert (parsed.value, parsed.used) == ("Lê Thị Hoa", (0, 20))
