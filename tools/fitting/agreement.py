"""Whether both readers agreed on a value, read off the confidence itself: under corrections that say nothing else."""

from __future__ import annotations

from pipeline.extract.confidence import Correction

TOLD = 0.5
"""A confidence above this, under `Telling`, is of a value on whose every word both readers agreed."""


class Telling(dict[str, Correction]):
    """The same correction whatever the field."""

    def get(self, key: str, default: object = None) -> Correction:
        return Correction(slope=0.0, intercept=-4.0, agreed=8.0)
