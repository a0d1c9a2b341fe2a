"""Decree 30/2020/NĐ-CP, Annex I: scans have 200 dpi or more."""

import pytest

from models.findings import FindingCode
from pipeline.image.resolution import resolution_findings


@pytest.mark.parametrize("dpi", [200, 199, 300, 600])
def test_fine_enough(dpi: int) -> None:
    assert resolution_findings(dpi) == ()


@pytest.mark.parametrize("dpi", [72, 150, 190])
def test_too_coarse_says_what_was_expected(dpi: int) -> None:
    (found,) = resolution_findings(dpi)
    assert found.code is FindingCode.RESOLUTION_LOW
    assert found.seen == f"{dpi} dpi"


def test_unknown_is_said() -> None:
    assert [found.code for found in resolution_findings(None)] == [FindingCode.RESOLUTION_UNKNOWN]
