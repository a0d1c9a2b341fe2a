"""How well pen-filled numbers and dates are found and read, on generated fillings.

    python -m tools.measure_pen [--fillings 600] [--seed 11] [--part held-out|calibrate] [--fit] [--reader NAME]
    python -m tools.measure_pen --printed 150 [--reader NAME]

Composes digits of the open handwriting sets (SOHOA_CORPUS), none of which trained the digit reader, into the gaps of
drawn letterheads, wears the pages as an office scanner does (`../tools/degrade.py` beside the corpus), and passes them
through treatment, reader, pipeline/handwriting and extraction. With --fit it takes the calibration part and writes
the calibration that turns the digit reader's weights into probabilities. With --printed nothing on so many pages is by
pen: how many numbers and dates are exact then, and how many of those that no person would look at.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

from models.field import Field
from models.page import Filling, FillingPlace, Page
from pipeline.handwriting.filled import cut_out, looks_printed
from pipeline.handwriting.fillings import find_fillings, handwriting_regions, raw_readings
from pipeline.handwriting.places import find_places
from pipeline.image.treat import treat
from pipeline.page_image import PageImage
from pipeline.process import propose_papers
from pipeline.reading.reader import READERS, Transcript
from samples.sheet import Pixels
from tools.digit_material import joined, load_digits
from tools.measure_reading import module_of
from tools.pen_pages import BY_PEN, DPI, PenPage, pen_page

ROOT = Path(__file__).resolve().parents[1]
CALIBRATION = ROOT / "pipeline" / "handwriting" / "data" / "calibration.json"
TODAY = date(2027, 1, 1)
SCALES = (1.0, 200 / 300)
NEAR = 0.04
"""Of the page: how far a filling may lie from where the pen wrote; the page was turned by up to 1.5 degrees since."""
SURE = 0.99


@dataclass(frozen=True, slots=True)
class Outcome:
    """One filling: what the pen wrote, what was found of it."""

    place: FillingPlace
    truth: str
    found: Filling | None
    weight: float
    """Of the likeliest reading, uncalibrated; 0 without one."""

    @property
    def texts(self) -> list[str]:
        return [candidate.text for candidate in self.found.candidates] if self.found else []

    @property
    def chance(self) -> float:
        return self.found.candidates[0].probability if self.found and self.found.candidates else 0.0

    @property
    def right(self) -> bool:
        return self.texts[:1] == [self.truth]


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything seen of all pages. ``fields``: (field, whether it is right) of fields with pen in them."""

    outcomes: list[Outcome]
    fields: list[tuple[Field, bool]]
    typed: dict[str, list[tuple[Field, bool]]]
    """By name the same of fields without."""
    printed: list[bool]
    """Of printed places: whether they were taken for handwriting."""
    seconds: list[float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fillings", type=int, default=600)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--part", choices=["held-out", "calibrate"], default="held-out")
    parser.add_argument("--reader", default="tesseract")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--printed", type=int, default=0, metavar="PAGES")
    chosen = parser.parse_args()
    corpus = Path(os.environ.get("SOHOA_CORPUS", ROOT.parent / "shared" / "corpus"))
    if not (corpus / "handwriting").is_dir():
        print("no test material: SOHOA_CORPUS names its folder", file=sys.stderr)
        return 5
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    digits = joined(load_digits(corpus, "calibrate" if chosen.fit else chosen.part))
    degrade = module_of(corpus.parent / "tools" / "degrade.py").degrade
    tally = Tally([], [], {}, [], [])
    page = 0
    while page < chosen.printed or (not chosen.printed and len(tally.outcomes) < chosen.fillings):
        rng = np.random.default_rng([chosen.seed, int(chosen.fit), page])
        drawn = pen_page(digits, rng, by_pen={} if chosen.printed else BY_PEN)
        scale = SCALES[page % len(SCALES)]
        grey = cv2.cvtColor(degrade(drawn.pixels, rng, scale=scale), cv2.COLOR_RGB2GRAY)
        _measure(drawn, np.asarray(grey, np.uint8), round(DPI * scale), reader=chosen.reader, tally=tally)
        page += 1
    if chosen.fit:
        _fit(tally.outcomes, seed=chosen.seed)
    else:
        print(f"{page} pages, {len(tally.outcomes)} pen fillings, reader {chosen.reader}, seed {chosen.seed}\n")
        print("\n".join(_report_printed(tally) if chosen.printed else _report(tally)))
    return 0


def _measure(drawn: PenPage, grey: Pixels, dpi: int, *, reader: str, tally: Tally) -> None:
    image = treat(grey, dpi)
    seen = READERS[reader]("").read(image, seconds=120.0)
    started = time.process_time()
    fillings = find_fillings(image, seen.lines)
    tally.seconds.append(time.process_time() - started)
    weights = _raw_weights(image, seen)
    for place, truth in drawn.written.items():
        found = next((item for item in fillings if item.place is place and item.handwritten), None)
        if found is not None and math.dist(found.box.middle, drawn.middles[place]) > NEAR:
            found = None
        tally.outcomes.append(Outcome(place, truth, found, weights.get(place, 0.0) if found else 0.0))
    for place in drawn.printed:
        tally.printed.append(any(item.place is place and item.handwritten for item in fillings))
    for name, field, right, penned in _fields(drawn, image, seen, fillings):
        (tally.fields if penned else tally.typed.setdefault(name, [])).append((field, right))


def _fields(
    drawn: PenPage, image: PageImage, seen: Transcript, fillings: tuple[Filling, ...]
) -> Iterator[tuple[str, Field, bool, bool]]:
    """Name, field, whether it is right, whether a pen wrote any of it."""
    page = Page(
        index=0,
        width=image.size[0],
        height=image.size[1],
        dpi=image.dpi,
        skew_degrees=image.skew_degrees,
        lines=seen.lines,
        fillings=fillings,
        regions=handwriting_regions(fillings),
    )
    fields = propose_papers([page], today=TODAY)[0].fields
    for name, truth, places in (
        ("number", drawn.number, {FillingPlace.NUMBER}),
        ("issued_on", drawn.issued_on, {FillingPlace.DAY, FillingPlace.MONTH}),
    ):
        if name in fields:
            yield name, fields[name], fields[name].value == truth, bool(places & set(drawn.written))


def _raw_weights(image: PageImage, seen: Transcript) -> dict[FillingPlace, float]:
    weights = {}
    for place in find_places(image, seen.lines):
        filled = cut_out(image.grey, place)
        if filled is not None and not looks_printed(filled):
            readings = raw_readings(filled)
            weights[FillingPlace(place.name)] = readings[0].weight if readings else 0.0
    return weights


def _report(tally: Tally) -> Iterator[str]:
    yield "| place | fillings | found | best right | in best 3 | surer than 0.9 | wrong | surer than 0.99 | wrong |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for name in ("number", "day", "month", "all"):
        rows = [item for item in tally.outcomes if name in ("all", item.place.value)]
        if not rows:
            continue
        found = [item for item in rows if item.found]
        high, sure = ([item for item in rows if item.chance >= limit] for limit in (0.9, SURE))
        shares = [
            len(found),
            sum(item.right for item in rows),
            sum(item.truth in item.texts[:3] for item in rows),
        ]
        percents = " | ".join(f"{100 * share / len(rows):.1f} %" for share in shares)
        wrong = [sum(not item.right for item in group) for group in (high, sure)]
        yield f"| {name} | {len(rows)} | {percents} | {len(high)} | {wrong[0]} | {len(sure)} | {wrong[1]} |"
    yield ""
    sure_fields = [(field, right) for field, right in tally.fields if field.confidence >= SURE]
    passed = [field for field, _ in tally.fields if not field.needs_review]
    yield (
        f"fields with pen in them: {len(tally.fields)}, exact {sum(right for _, right in tally.fields)}, "
        f"confidence >= 0.99: {len(sure_fields)}, of these wrong: {sum(not right for _, right in sure_fields)}, "
        f"passed without review: {len(passed)}"
    )
    yield f"printed places taken for handwriting: {sum(tally.printed)} of {len(tally.printed)}"
    yield f"CPU a page: {1000 * np.mean(tally.seconds):.0f} ms, at most {1000 * max(tally.seconds):.0f} ms"
    yield "\nHow often the best candidate is right, by its probability:\n"
    yield from _reliability(tally.outcomes)


def _report_printed(tally: Tally) -> Iterator[str]:
    yield "| printed field | pages | exact | without review | of these wrong |"
    yield "|---|---|---|---|---|"
    for name, rows in tally.typed.items():
        passed = [right for field, right in rows if not field.needs_review]
        exact = sum(right for _, right in rows)
        yield (
            f"| {name} | {len(rows)} | {exact} ({100 * exact / len(rows):.1f} %) | {len(passed)} "
            f"| {sum(not right for right in passed)} |"
        )
    yield f"\nprinted places taken for handwriting: {sum(tally.printed)} of {len(tally.printed)}"


def _reliability(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| probability | fillings | mean | right |"
    yield "|---|---|---|---|"
    limits = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01)
    for low, high in pairwise(limits):
        rows = [item for item in outcomes if item.found and low <= item.chance < high]
        if rows:
            mean, right = np.mean([item.chance for item in rows]), np.mean([item.right for item in rows])
            yield f"| {low:.2f}-{min(high, 1.0):.2f} | {len(rows)} | {mean:.3f} | {right:.3f} |"


def _fit(outcomes: list[Outcome], *, seed: int) -> None:
    """Logistic regression of "the best reading is right" on the log odds of its weight (Platt, 1999)."""
    rows = [item for item in outcomes if item.found and item.texts]
    weight = np.clip([item.weight for item in rows], 1e-4, 1 - 1e-4)
    odds, right = np.log(weight / (1 - weight)), np.array([item.right for item in rows], float)
    # Platt's targets, a little inside 0 and 1: so few examples do not prove a certainty.
    good, bad = right.sum(), len(right) - right.sum()
    target = np.where(right > 0, (good + 1) / (good + 2), 1 / (bad + 2))
    line = np.array([0.5, 0.0])
    columns = np.column_stack((odds, np.ones_like(odds)))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-columns @ line))
        slope = columns.T @ (target - chance)
        curve = (columns * (chance * (1 - chance))[:, None]).T @ columns + 1e-6 * np.eye(2)
        line = line + np.linalg.solve(curve, slope)
    version = f"1 seed={seed} fillings={len(rows)}"
    text = json.dumps({"slope": round(line[0], 4), "intercept": round(line[1], 4), "version": version})
    CALIBRATION.write_text(text + "\n", "utf-8")
    print(f"{len(rows)} fillings, best right {100 * right.mean():.1f} %: {text}")


if __name__ == "__main__":
    sys.exit(main())
