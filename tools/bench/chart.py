"""A bar chart as SVG, drawn with nothing but text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

COLOURS = ("#0b6e4f", "#5fb49c", "#b5651d", "#d9a066", "#8a8a8a")
BAR, GAP, LABEL, WIDTH = 14, 10, 150, 520

Panel = tuple[str, Sequence[str], Mapping[str, Sequence[float]]]
"""Title, groups, and for each side one value a group."""


def bars(panels: Sequence[Panel]) -> str:
    """Panels below each other; in each the groups, in each group a bar a side, longest bar as wide as the panel."""
    parts: list[str] = []
    top = 10
    for title, groups, values in panels:
        parts.append(f'<text x="10" y="{top + 14}" font-weight="bold">{escape(title)}</text>')
        top += 24
        largest = max(value for row in values.values() for value in row)
        for index, group in enumerate(groups):
            parts.append(f'<text x="10" y="{top + 12}" fill="#555">{escape(group)}</text>')
            for colour, (side, row) in zip(COLOURS, values.items(), strict=False):
                parts.append(_bar(side, row[index], row[index] / largest, colour, top))
                top += BAR + 3
            top += GAP
        top += GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LABEL + 80 + WIDTH + 60} {top}" '
    return head + 'font-family="sans-serif" font-size="12">\n' + "\n".join(parts) + "\n</svg>\n"


def _bar(side: str, value: float, share: float, colour: str, top: int) -> str:
    left = LABEL + 80
    width = max(1.0, share * WIDTH)
    return (
        f'<text x="{left - 6}" y="{top + 11}" text-anchor="end">{escape(side)}</text>'
        f'<rect x="{left}" y="{top}" width="{width:.1f}" height="{BAR}" fill="{colour}"/>'
        f'<text x="{left + width + 4:.1f}" y="{top + 11}">{value:.2f}</text>'
    )
