"""Fits how two readings become one and how sure each word is; prints what that gives on documents left out of the fit.

    python -m tools.fitting [--work DIR]

Fitted on the 12 typed pages of real scans, on every fifth of the born-digital pages, degraded as a scanner does at
300, 200 and 150 dpi by turns, and on half of the synthetic scans, whose print has no serifs; whatever is printed about
a page comes from a fit without the page's document. Writes pipeline/reading/data/{fusion,calibration}.json and
docs/reliability.md. ``--work`` keeps what the readers saw, so that another fit takes three minutes and not fifteen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import cv2
import numpy as np

from pipeline.reading import calibration, weighing
from pipeline.reading.calibration import Calibration, Case
from tools.fitting.collecting import Decided, SeenWord, decide, disputes_of, doubts_of
from tools.fitting.material import observed
from tools.fitting.reliability import reliability_table
from tools.fitting.training import Array, fit_choice, fit_logistic
from tools.measure_reading import ROOT, corpus_folder, module_of

FITTED_ON = ("scans", "tune", "sans")
SETS = (*FITTED_ON, "office", "synthetic")
VERSION = 1
ALL = ""
"""The document that is left out of a fit on everything."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="keep what the readers saw in this folder")
    work = parser.parse_args().work
    cv2.setNumThreads(1)
    corpus = corpus_folder()
    scorer = module_of(corpus.parent / "tools" / "score_text.py")
    pages = {name: list(observed(name, corpus, work)) for name in SETS}
    documents = sorted({page.document for group in pages.values() for page in group})
    fitted = [page for name in FITTED_ON for page in pages[name]]
    weights = _fit_choices([(page.document, it) for page in fitted for it in disputes_of(page, scorer)], documents)
    alone = _fit_choices([(page.document, it) for page in fitted for it in doubts_of(page, scorer)], documents)
    decided = {
        name: [decide(page, weights[page.document], alone[page.document], scorer) for page in group]
        for name, group in pages.items()
    }
    words = {name: [word for page in group for word in page.words] for name, group in decided.items()}
    sure = _fit_calibration([word for name in FITTED_ON for word in words[name]], documents)
    print(
        _scores(decided, scorer, lambda page: page.text),
        _scores(decided, scorer, lambda page: page.lone_text),
        sep="\n\n",
    )
    table = reliability_table(words, sure)
    print(table)
    (ROOT / "docs" / "reliability.md").write_text(table, "utf-8")
    named = {"weights": weights[ALL], "alone": alone[ALL]}
    _write(weighing.WEIGHTS, {it: dict(zip(weighing.NAMES, map(float, by), strict=True)) for it, by in named.items()})
    by_case = {case: dict(zip(calibration.NAMES, by, strict=True)) for case, by in sure[ALL].items()}
    _write(calibration.WEIGHTS, {"weights": by_case})
    return 0


def _fit_choices(disputes: Sequence[tuple[str, tuple[Array, Array]]], documents: Sequence[str]) -> dict[str, Array]:
    """For each document the weights fitted without it, and under ALL those fitted on everything."""
    print(f"{len(disputes)} choices", flush=True)
    fits: dict[str, Array] = {}
    fitted_on = {document for document, _ in disputes}
    for document in (ALL, *documents):
        known = document in fitted_on or document == ALL
        fits[document] = fit_choice([it for of, it in disputes if of != document]) if known else fits[ALL]
    return fits


def _fit_calibration(words: Sequence[SeenWord], documents: Sequence[str]) -> dict[str, Calibration]:
    fits: dict[str, Calibration] = {}
    fitted_on = {word.document for word in words}
    for document in (ALL, *documents):
        if document not in fitted_on and document != ALL:
            fits[document] = fits[ALL]
            continue
        chosen = [word for word in words if word.document != document]
        fits[document] = {case: _fit_case([word for word in chosen if word.case is case]) for case in Case}
    return fits


def _fit_case(words: Sequence[SeenWord]) -> list[float]:
    features = np.array([word.features for word in words], np.float64)
    return [float(value) for value in fit_logistic(features, np.array([word.right for word in words], np.float64))]


def _scores(decided: Mapping[str, Sequence[Decided]], scorer: ModuleType, text_of: Callable[[Decided], str]) -> str:
    rows = ["| set | pages | CER % | marks % | words found % | words right % |", "|---|---|---|---|---|---|"]
    for name, group in decided.items():
        total: Counter[str] = Counter()
        for page in group:
            total.update(scorer.score(page.truth, text_of(page)))
        shares = (
            total["edits"] / total["chars"],
            (total["edits"] - total["flat"]) / total["chars"],
            total["both"] / total["want"],
            total["both"] / max(1, total["got"]),
        )
        rows.append(" | ".join([f"| {name}", str(len(group)), *(f"{100 * share:.2f}" for share in shares)]) + " |")
    return "\n".join(rows)


def _write(path: Path, weights: Mapping[str, object]) -> None:
    shipped = {"version": VERSION, **weights}
    rounded = json.loads(json.dumps(shipped), parse_float=lambda number: round(float(number), 4))
    path.write_text(json.dumps(rounded, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
