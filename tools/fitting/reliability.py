"""Whether the confidences say what they promise, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.odds import chance
from pipeline.reading.calibration import Calibration, Case
from tools.fitting.collecting import SeenWord

BANDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
SURE = 0.99
MODES = {"both readers": (Case.AGREED, Case.DISPUTED, Case.UNMATCHED), "Tesseract alone": (Case.FIRST_ALONE,),
         "trueocr alone": (Case.SECOND_ALONE,)}  # fmt: skip
HEAD = """# How far a word's confidence can be trusted

Written by `python -m tools.fitting`. Each page's words are judged by a fit without the page's document. A word counts
as right when it is, with its punctuation, what is typed in the exact text; words in lines that the text leaves out
(overlays, stamps, pens) are not counted.
"""


def reliability_table(words: Mapping[str, Sequence[SeenWord]], sure: Mapping[str, Calibration]) -> str:
    """Per mode and band of confidence: how many words, what was promised, how many were right."""
    parts = [HEAD]
    for mode, cases in MODES.items():
        parts += [f"## {mode}", "", "| set | words | at 0.99 or more | of them right |", "|---|---|---|---|"]
        judged = {name: _judged([word for word in group if word.case in cases], sure) for name, group in words.items()}
        parts += [_sure_row(name, group) for name, group in judged.items()]
        parts += ["", "| confidence | words | promised | right |", "|---|---|---|---|"]
        parts += bands([one for group in judged.values() for one in group])
        parts.append("")
    return "\n".join(parts)


def _judged(words: Sequence[SeenWord], sure: Mapping[str, Calibration]) -> list[tuple[float, bool]]:
    return [(_confidence(word, sure[word.document]), word.right) for word in words]


def _confidence(word: SeenWord, by: Calibration) -> float:
    score = sum(weight * value for weight, value in zip(by[word.case], word.features, strict=True))
    return chance(score)


def _sure_row(name: str, judged: Sequence[tuple[float, bool]]) -> str:
    certain = [right for confidence, right in judged if confidence >= SURE]
    share, right = len(certain) / max(1, len(judged)), sum(certain) / max(1, len(certain))
    return f"| {name} | {len(judged)} | {100 * share:.1f} % | {100 * right:.2f} % |"


def bands(judged: Sequence[tuple[float, bool]]) -> list[str]:
    """Rows of a table: of (confidence, whether right) how many lie in each band, what they promised, what they kept."""
    rows = []
    for low, high in pairwise(BANDS):
        inside = [(value, right) for value, right in judged if low <= value < high or value == high == 1.0]
        if inside:
            promised = sum(value for value, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            rows.append(f"| {low} to {high} | {len(inside)} | {100 * promised:.1f} % | {100 * right:.1f} % |")
    return rows
