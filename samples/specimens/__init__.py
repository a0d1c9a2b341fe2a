"""Specimens of every kind of the catalogue, with what a perfect reader finds on them. samples/README.md tells more."""

from samples.specimens.kinds import KINDS, make
from samples.specimens.painting import paint
from samples.specimens.person import Person, person, relative
from samples.specimens.scans import ScannedPage, ScanWear, scan
from samples.specimens.sheet import SizedSheet
from samples.specimens.specimen import Specimen
from samples.specimens.stacks import stack

__all__ = [
    "KINDS",
    "Person",
    "ScanWear",
    "ScannedPage",
    "SizedSheet",
    "Specimen",
    "make",
    "paint",
    "person",
    "relative",
    "scan",
    "stack",
]
