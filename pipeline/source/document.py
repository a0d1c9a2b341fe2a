"""What a page of any source file can do, whatever the file's format."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Literal, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from models.geometry import Box
from models.page import Signing
from pipeline.source.media import MediaType

Pixels = NDArray[np.uint8]
"""Grey (height, width) or RGB (height, width, 3), 0 black to 255 white."""


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """Size in points (1/72 inch) as the viewer shows the page, after /Rotate; ``dpi`` of its scan, None when unknown.

    For an image file without resolution the size is that at 200 dpi, and ``dpi`` None.
    """

    width_points: float
    height_points: float
    dpi: int | None


@dataclass(frozen=True, slots=True)
class EmbeddedImage:
    """The one image that fills its page, as encoded in the source: can be carried over bit for bit.

    ``encoding``: ``jpeg`` (DCT), ``ccitt`` (G3/G4), ``other`` (any that only a decoder can tell; no pass-through).
    ``turned``: clockwise degrees by which a viewer shows it turned. ``upright_box``: where on the shown page it lies.
    """

    encoding: Literal["jpeg", "ccitt", "other"]
    width: int
    height: int
    turned: int
    upright_box: Box


class SourceDocument(Protocol):
    """An opened file. Page indexes are 0-based; methods raise InputRefused for what cannot be drawn within limits."""

    @property
    def media_type(self) -> MediaType: ...

    @property
    def page_count(self) -> int: ...

    @property
    def signed(self) -> bool:
        """Whether the file carries a digital signature (a filled PDF signature field)."""
        ...

    @property
    def repaired(self) -> bool:
        """Whether the file's structure was broken and the opener mended it."""
        ...

    def geometry(self, index: int) -> PageGeometry: ...

    def embedded(self, index: int) -> EmbeddedImage | None:
        """The full-page image if the page draws exactly that and nothing else under its annotations, else None."""
        ...

    def annotations(self, index: int) -> tuple[Box, ...]:
        """Where visible annotations (signature overlays, stamps) are drawn, as fractions of the shown page."""
        ...

    def signings(self, index: int) -> tuple[Signing, ...]:
        """The electronic signatures whose fields lie on the page, with the times that they claim."""
        ...

    def draws_pictures(self, index: int) -> bool:
        """Whether the page draws more than letters and a few rulings: an image, many strokes, an annotation."""
        ...

    def draw(self, index: int, *, dpi: int, grey: bool, annotated: bool = True) -> Pixels:
        """The page as its viewer shows it, at ``dpi``, lowered if it would pass max_pixels."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
