"""From the page image to the source page and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.geometry import Box
from pipeline.page_image import PageImage


@given(
    x=st.floats(150, 450), y=st.floats(200, 680), width=st.floats(1, 80), height=st.floats(1, 30),
    rotation=st.sampled_from([0, 90, 180, 270]), skew=st.floats(-6, 6),
)  # fmt: skip
def test_there_and_back(x: float, y: float, width: float, height: float, rotation: int, skew: float) -> None:
    image = PageImage(np.broadcast_to(np.uint8(255), (877, 620)), 225, rotation, skew)
    box = Box(x, y, x + width, y + height)
    assert image.from_source(image.to_source(box)) == pytest.approx(box, abs=1e-6)
