"""Fits how sure a form's or card's value is, by the parser of its field, on specimens of the development set.

    python -m tools.papers.fitting [--specimens 340] [--seed 1000] [--work DIR]

Values that wait for a person whatever their confidence are not fitted on, nor those that a code proves. Writes the
lines of `form.*` in pipeline/extract/data/confidence.json, and prints what would pass a person unseen at which limit.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np

from models.field import Field
from models.findings import Severity
from pipeline.catalogue.loading import kinds
from pipeline.extract import confidence
from pipeline.extract.confidence import AS_MULTIPLIED, LEAST, WEIGHTS, Correction
from pipeline.odds import log_odds
from tools.fitting.agreement import TOLD, Telling
from tools.fitting.training import Array, fit_logistic
from tools.papers.collecting import ReadSpecimen, read_specimens
from tools.papers.measuring import Value, measure

LIMITS = (0.90, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99)
_SIGNER, _TITLE = "form.signer", "form.title"


@dataclass(frozen=True, slots=True)
class Example:
    """``multiplied``: the product of the words' chances, uncorrected; ``agreed``: on each both readers agreed."""

    key: str
    multiplied: float
    agreed: bool
    right: bool


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--specimens", type=int, default=340)
    parser.add_argument("--seed", type=int, default=1000)
    parser.add_argument("--mode", choices=["accurate", "fast"], default="accurate")
    parser.add_argument("--work", type=Path)
    chosen = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        read = read_specimens(
            chosen.seed, chosen.specimens, chosen.work or Path(folder), held_out=False, mode=chosen.mode
        )
    _fit(list(_examples(read)))
    with patch.object(confidence, "SURE_OF_FORM", 0.0):
        _show_limits(measure(read).values)
    return 0


def _examples(read: Sequence[ReadSpecimen]) -> Iterator[Example]:
    with patch.object(confidence, "SURE_OF_FORM", 0.0):  # what only low confidence says is to be fitted on
        with patch.object(confidence, "shipped", return_value={}):
            plain = measure(read).values
        with patch.object(confidence, "shipped", return_value=Telling()):
            telling = measure(read).values
    for value, told in zip(plain, telling, strict=True):
        key = _key(value)
        if key is not None and value.found.value is not None and not _doubted(value.found):
            yield Example(key, value.found.confidence, told.found.confidence > TOLD, value.right)


def _key(value: Value) -> str | None:
    """Under which name the value's confidence is corrected; None where it is not, or a code has its say."""
    evidence = value.found.evidence
    if not evidence or any(item.rule.startswith("code.") for item in evidence):
        return None
    rule = evidence[0].rule
    if rule.startswith(("label.", "pattern.", "place_date")):
        return f"form.{kinds()[value.kind].fields[value.name].parser}"
    return {"title": _TITLE, "signer.last_name": _SIGNER}.get(rule)


def _doubted(field: Field) -> bool:
    return any(item.severity is not Severity.NOTE for item in field.findings)


def _fit(examples: Sequence[Example]) -> None:
    """A line for all values together; each parser's own near it, as far as its few examples do not speak against it."""
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.key].append(example)
    shipped = json.loads(WEIGHTS.read_text("utf-8"))
    lines = {name: line for name, line in shipped["fields"].items() if not name.startswith("form.")}
    plain = np.array([AS_MULTIPLIED.intercept, AS_MULTIPLIED.slope, AS_MULTIPLIED.agreed])
    overall = fit_logistic(*_data(examples), toward=plain)
    print(f"all: {len(examples)} values, {sum(not example.right for example in examples)} wrong: {overall.round(3)}")
    for key, own in sorted(groups.items()):
        intercept, slope, agreed = (round(float(weight), 4) for weight in fit_logistic(*_data(own), toward=overall))
        lines[key] = asdict(Correction(slope=slope, intercept=intercept, agreed=agreed))
        print(f"{key}: {len(own)} values, {sum(not example.right for example in own)} wrong: {lines[key]}", flush=True)
    WEIGHTS.write_text(json.dumps({**shipped, "fields": lines}, indent=1) + "\n", "utf-8")
    confidence.shipped.cache_clear()


def _data(examples: Sequence[Example]) -> tuple[Array, Array]:
    """Features (values, 3): one, the odds of the plain product, whether the readers agreed; and what was right."""
    rows = [(1.0, log_odds(example.multiplied, least=LEAST), float(example.agreed)) for example in examples]
    return np.array(rows), np.array([float(example.right) for example in examples])


def _show_limits(values: Sequence[Value]) -> None:
    """At each limit of confidence, how many values would pass and how many of these are wrong."""
    sure = [value for value in values if value.found.value is not None and not _doubted(value.found)]
    for limit in LIMITS:
        passed = [value.right for value in sure if value.found.confidence >= limit]
        wrong = len(passed) - sum(passed)
        print(f"{limit:.2f}: {len(passed) / len(values):.1%} pass, {wrong} wrong ({wrong / max(1, len(passed)):.2%})")


if __name__ == "__main__":
    sys.exit(main())
