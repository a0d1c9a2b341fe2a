"""The catalogue: complete, and a fault in a file is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import UsageError
from models.paper import ADMINISTRATIVE_FIELDS
from pipeline.catalogue.loading import FOLDER, kind, parse_kind

TEXT = (FOLDER / "administrative.toml").read_text("utf-8")
DECREE_30 = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL"
)  # fmt: skip


def test_it_holds_every_abbreviation_of_the_decree() -> None:
    rules = kind("administrative")
    assert set(DECREE_30.split()) <= set(rules.types)
    assert tuple(rules.fields) == ADMINISTRATIVE_FIELDS
    assert len(set(rules.types.values())) == len(rules.types)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('name = "Văn bản hành chính"', "name = 3", "line 3: name: Input should be a valid string"),
        ('code = "administrative"', 'kode = "administrative"', "line 2: kode: Extra inputs are not permitted"),
        ('"NQ"', "7", "line 11: types.NGHỊ QUYẾT: Input should be a valid string"),
        ("[types]", "[types", "line"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, before: str, after: str, told: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(TEXT.replace(before, after, 1), "utf-8")
    with pytest.raises(UsageError, match=r"bad\.toml") as caught:
        parse_kind(path)
    assert told in str(caught.value)


def test_a_kind_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="khong-co"):
        kind("khong-co")
