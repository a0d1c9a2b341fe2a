"""Words of a page that was scanned turned, seen as a reader sees them: fields are found there, evidence points back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from models.field import Field
from models.page import Line, Page


def upright(page: Page) -> Page:
    """The page with its boxes and its size as of the page turned upright; unturned pages as they are."""
    if page.rotation == 0:
        return page
    across = page.rotation in {90, 270}
    size = (page.height, page.width) if across else (page.width, page.height)
    update: dict[str, object] = dict(zip(("width", "height"), size, strict=True))
    update |= {name: turned_lines(getattr(page, name), page.rotation) for name in ("lines", "apart")}
    for name in ("regions", "codes", "fillings", "signings"):
        update[name] = tuple(
            item.model_copy(update={"box": item.box.turned(page.rotation).rounded()}) for item in getattr(page, name)
        )
    return page.model_copy(update=update)


def turned_lines(lines: Iterable[Line], degrees: int) -> tuple[Line, ...]:
    """Lines with their boxes on the page turned clockwise by 90, 180 or 270 degrees."""
    return tuple(_turned(line, degrees) for line in lines)


def evidence_on_source(fields: Mapping[str, Field], pages: Sequence[Page]) -> dict[str, Field]:
    """The fields with their evidence's boxes on the source pages as shown, where the contract wants them."""
    rotations = {page.index + 1: page.rotation for page in pages}
    if not any(rotations.values()):
        return dict(fields)
    return {name: _back(field, rotations) for name, field in fields.items()}


def _turned(line: Line, degrees: int) -> Line:
    words = tuple(word.model_copy(update={"box": word.box.turned(degrees)}) for word in line.words)
    return line.model_copy(update={"box": line.box.turned(degrees), "words": words})


def _back(field: Field, rotations: Mapping[int, int]) -> Field:
    evidence = tuple(
        item.model_copy(update={"box": item.box.turned(-rotations[item.page] % 360).rounded()})
        for item in field.evidence
    )
    return field.model_copy(update={"evidence": evidence})
