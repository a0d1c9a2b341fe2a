"""Real scans are sound: no gate opens on them. Their seals are found in colour and in grey, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline.image.mend import mended
from pipeline.image.seal_ink import without_seal_ink
from pipeline.image.treat import drawing_dpi
from pipeline.page_drawing import draw_page
from pipeline.page_regions import coloured_seals, small_page
from pipeline.regions.picture import picture_of
from pipeline.regions.seals import find_seals
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source

pytestmark = [pytest.mark.corpus, pytest.mark.slow]

FEET = {
    "bqp-46-vbhn.signed": 26, "quangngai-01ct": 3, "quangngai-04ct.signed": 4, "quangngai-11_ct.signed": 3,
    "quangngai-16ct.signed": 10, "quangngai-239_ttr.signed": 3, "quangngai-23bc.signed": 2,
    "quangngai-2770_08-ct-ubnd.signed": 3, "quangngai-280_bc.signed": 2, "quangngai-660tbub.signed": 3,
    "quangngai-84_qd_ub.signed": 3, "quangngai-87_qdub.signed": 3, "quangngai-88_qd_ub.signed": 3,
}  # fmt: skip
"""The page that bears seal and signature; what follows is an empty back."""
AGENCY_SEAL_MM = 27.0


@pytest.mark.parametrize("stem", FEET)
def test_no_gate_opens_and_the_seal_is_found(corpus: Path, stem: str) -> None:
    sealed: dict[str, list[int]] = {"colour": [], "grey": []}
    with open_source(corpus / "scans" / f"{stem}.pdf", Limits()) as source:
        for index in range(source.page_count):
            dpi = drawing_dpi(source.geometry(index).dpi)
            drawn = draw_page(source, index, dpi=dpi)
            cleared, _ = without_seal_ink(drawn.grey, drawn.colour, coloured_seals(drawn, small_page(drawn, dpi)))
            assert mended(cleared)[1] == (), index + 1
            small = np.asarray(cv2.cvtColor(drawn.colour, cv2.COLOR_RGB2GRAY), np.uint8)
            for name, pixels in (("colour", drawn.colour), ("grey", small)):
                picture = picture_of(pixels, dpi * drawn.colour.shape[1] / drawn.grey.shape[1])
                sizes = [region.box.width * picture.width_mm for region in find_seals(picture)]
                if any(size >= AGENCY_SEAL_MM for size in sizes):
                    sealed[name].append(index + 1)
    assert sealed == {"colour": [FEET[stem]], "grey": [FEET[stem]]}


def test_synthetic_scans_are_left_alone(corpus: Path) -> None:
    for path in sorted((corpus / "synthetic-scans").glob("*.jpg"))[::3]:
        grey = np.asarray(cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_GRAYSCALE), np.uint8)
        assert mended(grey)[1] == (), path.name
