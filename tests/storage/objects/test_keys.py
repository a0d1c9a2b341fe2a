"""Keys hold agency and digest, and refuse anything else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.agency import Actor
from models.errors import UsageError
from storage.objects.keys import original_key, reading_key, require_key, result_key

SHA256 = "ab" + "cd" + "0" * 60


def test_the_layout() -> None:
    assert original_key("H01.2", SHA256) == f"H01.2/originals/ab/cd/{SHA256}"
    assert reading_key("H01.2", SHA256) == f"H01.2/readings/ab/cd/{SHA256}.json.zst"
    assert result_key("H01.2", SHA256, suffix=".pdf") == f"H01.2/results/ab/cd/{SHA256}.pdf"
    assert result_key("H01.2", SHA256, suffix=".json") == f"H01.2/results/ab/cd/{SHA256}.json"


@pytest.mark.parametrize(
    "sha256", ["", "ab", SHA256.upper(), SHA256 + "0", SHA256[:-1] + "g", SHA256 + "\n", "../" + SHA256[3:]]
)
def test_what_is_no_digest_is_refused(sha256: str) -> None:
    with pytest.raises(UsageError):
        original_key("H01", sha256)


@pytest.mark.parametrize("suffix", ["", "pdf", ".exe", "/.pdf"])
def test_results_have_two_suffixes(suffix: str) -> None:
    with pytest.raises(UsageError):
        result_key("H01", SHA256, suffix=suffix)


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[A-Z0-9.]{1,40}")))
def test_agencies_are_those_the_models_take(agency: str) -> None:
    try:
        Actor(agency=agency, operator="an operator")
    except ValidationError:
        with pytest.raises(UsageError):
            original_key(agency, SHA256)
    else:
        assert require_key(original_key(agency, SHA256)).startswith(f"{agency}/originals/")


@given(st.text(max_size=30))
def test_no_key_leaves_the_folder(key: str) -> None:
    try:
        require_key(key)
    except UsageError:
        return
    assert re.fullmatch(r"[A-Za-z0-9._/-]+", key)
    assert all(part and not part.startswith(".") for part in key.split("/"))
