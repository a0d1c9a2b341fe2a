"""Separator sheets (tờ phân cách): what their codes say. They lie between the papers of a stack and are no paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.errors import UsageError

PREFIX = "SOHOA-SEP"
BAR = "|"
HEADING = "TỜ PHÂN CÁCH"
"""Printed on each of our sheets: it is found by it where no code can be read."""
PATCH_T = "PATCHT"
"""The text that scanner software and paperless-ngx take for the patch code of type T: a new document begins."""
_PATCH_T = re.compile(r"\W*PATCH[\W_]*T\W*", re.IGNORECASE)
_COMPONENT = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class SeparatorSheet:
    """The sheet's QR: for which dossier it was printed, which of how many it is, which component follows it."""

    dossier: str
    ordinal: int
    component: str = ""

    @property
    def payload(self) -> str:
        """``SOHOA-SEP|H99-261123-0001|3``, and ``|CODE`` where it names a component."""
        parts = [PREFIX, self.dossier, str(self.ordinal), *([self.component] if self.component else [])]
        return BAR.join(parts)


def check_component(code: str) -> str:
    """The code itself. Raises UsageError for one that would not survive in the payload."""
    if code and _COMPONENT.fullmatch(code) is None:
        raise UsageError(f"a component's code has letters, digits, '.', '_' and '-' only: {code!r}")
    return code


def parse_separator(text: str) -> SeparatorSheet | None:
    """None for what is no sheet of ours. A sheet stays one even if what stands behind its prefix is not understood."""
    prefix, *rest = (part.strip() for part in text.split(BAR))
    if prefix != PREFIX:
        return None
    dossier, ordinal, component = (*rest, "", "", "")[:3]
    known = ordinal.isascii() and ordinal.isdecimal()
    return SeparatorSheet(dossier, int(ordinal) if known else 0, component)


def is_patch_t(text: str) -> bool:
    """Whether a code's text is the one of a patch sheet, whoever printed it: ``PATCHT``, ``PATCH T``, ``*PATCH-T*``."""
    return _PATCH_T.fullmatch(text) is not None
