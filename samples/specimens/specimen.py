"""A specimen: a paper of one kind with what a perfect reader finds on it."""

from __future__ import annotations

from dataclasses import dataclass

from samples.specimens.sheet import SizedSheet


@dataclass(frozen=True, slots=True)
class Specimen:
    """``fields`` hold the normal forms of all fields that are printed, by the names of the kind's catalogue file.

    ``pen`` names fields (partly) written by hand, ``blank`` those whose label stands with nothing behind it; ``codes``
    are the payloads of its QR codes and the lines of its machine-readable zone; ``face`` is its typeface.
    """

    kind: str
    seed: int
    held_out: bool
    sheets: tuple[SizedSheet, ...]
    fields: dict[str, str]
    pen: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    face: str = ""
