"""Whose papers these are: a paper of somebody whom no other paper of the dossier knows may have strayed in."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.field import Field
from models.findings import FindingCode, finding
from models.paper import ProposedPaper
from pipeline.check.context import value_of
from pipeline.check.spans import same_date
from pipeline.vietnamese import fold

ROLES = ("holder", "person", "wife", "husband", "mother", "father", "requester")
"""Whom a paper may be about, the first that it names first: prefixes of fields in the catalogue."""


class HasFields(Protocol):
    """A paper, proposed or kept."""

    @property
    def fields(self) -> Mapping[str, Field]: ...


@dataclass(frozen=True, slots=True, repr=False)
class Person:
    """``number``: digits as read; ``born_on``: ISO, perhaps partial; '' for what is not known."""

    number: str = ""
    name: str = ""
    born_on: str = ""


@dataclass(frozen=True, slots=True)
class Stray:
    """A paper (its place among those given) of another person, and the field that says so."""

    place: int
    field: str
    expected: str
    seen: str


def check_holders(papers: Sequence[ProposedPaper], *, declared: Person | None = None) -> tuple[ProposedPaper, ...]:
    """The same papers; strays have a finding on the name of the person whom they are about."""
    checked = list(papers)
    for stray in find_strays(papers, declared=declared):
        paper = checked[stray.place]
        before = paper.fields[stray.field]
        found = finding(FindingCode.HOLDER_DIFFERS, expected=stray.expected, seen=stray.seen)
        after = before.model_copy(update={"findings": (*before.findings, found)})
        checked[stray.place] = paper.model_copy(update={"fields": {**paper.fields, stray.field: after}})
    return tuple(checked)


def find_strays(papers: Sequence[HasFields], *, declared: Person | None = None) -> tuple[Stray, ...]:
    """Papers none of whose persons stands on another one, while at least two others share a person.

    Any person counts whom a paper names (bride and groom, child and parents, who applies and for whom). With the
    ``declared`` holder of the dossier, strays are the papers that neither name them nor are tied to one that does, if
    they could have named them: a paper without numbers says nothing of a holder of whom only the number is known.
    """
    named = {place: persons for place, paper in enumerate(papers) if (persons := _persons(paper.fields))}
    groups = _groups(named)
    own = _own_groups(groups, named, declared)
    if declared is None:
        strays = [place for group in groups if own and len(group) == 1 for place in group]
        expected = _most_named(own, named)
    else:
        others = (place for group in groups if group not in own for place in group)
        strays = [place for place in others if any(_comparable(person, declared) for person in named[place])]
        expected = declared.name or declared.number
    return tuple(Stray(place, *_told(papers[place].fields, expected)) for place in sorted(strays))


def same_person(one: Person, other: Person) -> bool:
    """Equal numbers, or equal names (without marks) with births that agree; an identity card's slip in a digit is
    allowed where name and full birth are equal, a new number beside an old one always.
    """
    if one.number and one.number == other.number:
        return True
    if not one.name or fold(one.name) != fold(other.name):
        return False
    born = bool(one.born_on and other.born_on)
    if born and not same_date(one.born_on, other.born_on):
        return False
    rivals = bool(one.number and other.number) and len(one.number) == len(other.number)
    return not rivals or (born and one.born_on == other.born_on)


def _persons(fields: Mapping[str, Field]) -> tuple[Person, ...]:
    found = (
        Person(
            number=value_of(fields, f"{role}_id") or "",
            name=value_of(fields, f"{role}_name") or "",
            born_on=value_of(fields, "born_on" if role == "holder" else f"{role}_born_on") or "",
        )
        for role in ROLES
    )
    return tuple(person for person in found if person.number or person.name)


def _groups(named: Mapping[int, Sequence[Person]]) -> list[frozenset[int]]:
    """Papers tied by persons that they share, perhaps through others; in the order of their first papers."""
    group_of = {place: frozenset({place}) for place in named}
    for met in _met(named):
        for (place, person), (other, rival) in itertools.combinations(met, 2):
            if other not in group_of[place] and same_person(person, rival):
                together = group_of[place] | group_of[other]
                group_of.update(dict.fromkeys(together, together))
    return list(dict.fromkeys(group_of.values()))


def _met(named: Mapping[int, Sequence[Person]]) -> Iterable[Sequence[tuple[int, Person]]]:
    """Those who could be one person: with one number, or one name without marks."""
    found: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for place, persons in named.items():
        for person in persons:
            for key in {person.number, fold(person.name)} - {""}:
                found[key].append((place, person))
    return found.values()


def _own_groups(
    groups: Sequence[frozenset[int]], named: Mapping[int, Sequence[Person]], declared: Person | None
) -> list[frozenset[int]]:
    """The groups that are the dossier's: those of the declared holder, without one those of several papers."""
    if declared is None:
        return [group for group in groups if len(group) > 1]
    return [
        group for group in groups if any(same_person(person, declared) for place in group for person in named[place])
    ]


def _most_named(groups: Sequence[frozenset[int]], named: Mapping[int, Sequence[Person]]) -> str:
    """The name that most of these papers bear."""
    names = Counter(person.name for group in groups for place in group for person in named[place] if person.name)
    return names.most_common(1)[0][0] if names else ""


def _comparable(one: Person, other: Person) -> bool:
    numbers = bool(one.number) and len(one.number) == len(other.number)
    return numbers or bool(one.name and other.name)


def _told(fields: Mapping[str, Field], expected: str) -> tuple[str, str, str]:
    """The field that names the person whom a paper is about, what stood there elsewhere, what stands here."""
    names = (*(f"{role}_name" for role in ROLES), *(f"{role}_id" for role in ROLES))
    field, seen = next((name, value) for name in names if (value := value_of(fields, name)) is not None)
    return field, expected, seen
