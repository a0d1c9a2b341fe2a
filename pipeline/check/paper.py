"""Checks of a paper as a whole; each adds a named finding."""

from __future__ import annotations

from collections.abc import Sequence

from models.findings import Finding
from models.machine_codes import Understood
from models.page import Page
from pipeline.catalogue.loading import kinds
from pipeline.check.cards import back_missing, zone_broken
from pipeline.check.copies import certified_copy, photocopy


def check_paper(kind: str, pages: Sequence[Page], *, codes: Sequence[Understood] = ()) -> tuple[Finding, ...]:
    """``pages``: the paper's, upright, in order; ``codes``: what their machine-readable codes say.

    A paper of an unknown kind may be a copy too.
    """
    found = [certified_copy(pages), photocopy(pages)]
    rules = kinds().get(kind)
    if rules is not None:
        found += [back_missing(rules, pages, codes), zone_broken(rules, pages, codes)]
    return tuple(item for item in found if item is not None)
