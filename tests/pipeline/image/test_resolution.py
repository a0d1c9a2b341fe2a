"""Decree 30/2020/NĐ-CP, Annex I: scans have 200 dpi or more."""

import numpy as np
import pytest

from models.findings import FindingCode
from pipeline.image.resolution import likely_dpi, resolution_findings


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


@pytest.mark.parametrize(("shape", "dpi"), [((3508, 2480), 300), ((1654, 2339), 200), ((1484, 1147), 127),
                                            ((1000, 1000), None), ((600, 950), None), ((60, 43), None)])  # fmt: skip
def test_a_page_sized_image_tells_its_resolution(shape: tuple[int, int], dpi: int | None) -> None:
    assert likely_dpi(np.full(shape, 255, np.uint8)) == dpi
