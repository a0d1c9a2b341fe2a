"""Counts: kinds rightly named, fields exact, values that pass without a person, boundaries found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.field import Field
from models.paper import UNKNOWN_KIND, ProposedPaper
from pipeline.process import propose_paper
from tools.papers.collecting import ReadSpecimen

TODAY = date(2026, 11, 28)
CONFIDENT = 0.9


@dataclass(frozen=True, slots=True)
class Named:
    """A paper's kind as it is and as it was named."""

    truth: str
    kind: str
    confidence: float

    @property
    def right(self) -> bool:
        return self.truth == self.kind

    @property
    def confidently_wrong(self) -> bool:
        return not self.right and self.confidence >= CONFIDENT


@dataclass(frozen=True, slots=True)
class Value:
    """One field of one paper: what it should be (None: left blank), what was found."""

    kind: str
    name: str
    truth: str | None
    found: Field
    where: str

    @property
    def right(self) -> bool:
        return self.found.value == self.truth

    @property
    def passed(self) -> bool:
        """A value that no person need look at."""
        return self.found.value is not None and not self.found.needs_review

    @property
    def silently_missed(self) -> bool:
        return self.truth is not None and self.found.value is None and not self.found.needs_review


@dataclass(slots=True)
class Boundaries:
    """Beginnings of papers within stacks, the first page's left out: it cannot be missed."""

    found: int = 0
    wrong: int = 0
    missed: int = 0

    def count(self, truth: Iterable[int], proposed: Iterable[int]) -> None:
        wanted, got = set(truth), set(proposed)
        self.found += len(wanted & got)
        self.wrong += len(got - wanted)
        self.missed += len(wanted - got)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.wrong + self.missed)


@dataclass(slots=True)
class Measured:
    named: list[Named] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)


def measure(read: Sequence[ReadSpecimen]) -> Measured:
    """Each specimen proposed as one paper: separation is measured by itself."""
    measured = Measured()
    for item in read:
        paper = propose_paper(item.pages, today=TODAY)
        truth = item.specimen.kind
        measured.named.append(Named(truth, paper.kind, paper.kind_confidence))
        measured.values += values_of(item, paper)
    return measured


def values_of(item: ReadSpecimen, paper: ProposedPaper) -> list[Value]:
    """Every field that the specimen bears or that was found on it; those filled in by pen are left out of account."""
    truth = item.specimen.fields
    nothing = Field(value=None, confidence=0.0)
    found: Mapping[str, Field] = paper.fields if paper.kind == item.specimen.kind else {}
    where = f"{item.specimen.kind} {item.specimen.seed}"
    return [
        Value(item.specimen.kind, name, truth.get(name), found.get(name, nothing), where)
        for name in sorted({*truth, *found})
        if name not in item.specimen.pen and (name in truth or found[name].value is not None)
    ]


def classification_rows(named: Sequence[Named]) -> list[str]:
    """A row a kind, and what it was taken for instead."""
    rows = ["| kind | papers | right | confidently wrong | taken for |", "|---|---|---|---|---|"]
    groups: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        groups[one.truth].append(one)
    for truth, group in [*sorted(groups.items()), ("all", list(named))]:
        others = Counter(one.kind for one in group if not one.right)
        rows.append(
            f"| {truth} | {len(group)} | {share(sum(one.right for one in group), len(group))} "
            f"| {share(sum(one.confidently_wrong for one in group), len(group))} "
            f"| {', '.join(f'{kind} {count}' for kind, count in others.most_common(4)) if truth != 'all' else ''} |"
        )
    return rows


def field_rows(values: Sequence[Value]) -> list[str]:
    """A row a kind: exact values, values that pass without a person, how many of these are wrong."""
    rows = [
        "| kind | values | exact | without review | of these wrong | missed in silence |",
        "|---|---|---|---|---|---|",
    ]
    groups: dict[str, list[Value]] = defaultdict(list)
    for one in values:
        groups[one.kind].append(one)
    for kind, group in [*sorted(groups.items()), ("all", list(values))]:
        passed = [one for one in group if one.passed]
        wrong = sum(not one.right for one in passed)
        rows.append(
            f"| {kind} | {len(group)} | {share(sum(one.right for one in group), len(group))} "
            f"| {share(len(passed), len(group))} | {wrong} ({share(wrong, len(passed))}) "
            f"| {sum(one.silently_missed for one in group)} |"
        )
    return rows


def known_kinds(papers: Iterable[ProposedPaper]) -> Counter[str]:
    return Counter(paper.kind for paper in papers if paper.kind != UNKNOWN_KIND)


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"
