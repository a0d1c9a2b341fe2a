"""A dossier's papers in one pile: a mix of kinds about one holder."""

from __future__ import annotations

import random
from dataclasses import replace

from samples.specimens.kinds import KINDS, make
from samples.specimens.person import person
from samples.specimens.sheet import SizedSheet
from samples.specimens.specimen import Specimen


def stack(
    seed: int, *, papers: tuple[int, int] = (3, 8), held_out: bool = False, duplex: bool = False
) -> tuple[Specimen, ...]:
    """From ``papers[0]`` to ``papers[1]`` papers in any order, all about one person.

    ``duplex``: as a scanner of both sides gives them, a blank back after papers with an odd number of sides.
    """
    draw = random.Random(f"stack/{seed}/{held_out}")
    holder = person(f"stack/{seed}/{held_out}")
    count = draw.randint(*papers)
    kinds = draw.sample(KINDS, min(count, len(KINDS))) + draw.choices(KINDS, k=max(0, count - len(KINDS)))
    if draw.random() < 0.3 and count > 2:
        kinds[-1] = kinds[0]
    found = tuple(make(kind, seed * 1000 + index, held_out=held_out, holder=holder) for index, kind in enumerate(kinds))
    return tuple(backed(paper) for paper in found) if duplex else found


def backed(specimen: Specimen) -> Specimen:
    """With a blank back of the same size when its number of sides is odd."""
    if len(specimen.sheets) % 2 == 0:
        return specimen
    last = specimen.sheets[-1]
    blank = SizedSheet(width=last.width, height=last.height)
    return replace(specimen, sheets=(*specimen.sheets, blank))
