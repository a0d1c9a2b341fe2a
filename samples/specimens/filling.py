"""A form being filled in: what is drawn from the seed, and the record of what its fields say."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

from samples.fonts import Style
from samples.specimens.blocks import Cell
from samples.specimens.days import DayForm, day_in_words, printed_day, some_day
from samples.specimens.person import Person, person
from samples.specimens.places import TWO_LEVELS_SINCE, Place, short
from samples.specimens.setting import Dotting, Look
from samples.specimens.typefaces import typefaces

T = TypeVar("T")
_BLANK_SHARE = 0.07
_USUAL_SHARE = 0.75
_LAST_DAY = date(2026, 10, 30)
_VALUE_STYLES: tuple[Style, ...] = ("regular", "regular", "bold", "italic", "bold_italic")


class Filling:
    """One specimen while it is made. ``fields`` are normal forms; ``blank`` names what is printed and left empty."""

    def __init__(self, kind: str, seed: int, *, held_out: bool, holder: Person | None) -> None:
        self.draw = random.Random(f"{kind}/{seed}/{held_out}")
        self.held_out = held_out
        self.look = some_look(self.draw, held_out=held_out)
        self.holder = holder or person(f"{kind}/{seed}/{held_out}")
        self.fields: dict[str, str] = {}
        self.pen: list[str] = []
        self.blank: list[str] = []
        self.codes: list[str] = []
        self.foot_day: Cell | None = None
        forms: tuple[DayForm, ...] = (
            ("slashes", "dashes", "sentence") if held_out else ("slashes", "slashes", "sentence")
        )
        self.day_form: DayForm = self.draw.choice(forms)

    def usual(self, first: T, *others: T) -> T:
        """The usual wording, and now and then another one; oftener in the held-out set."""
        share = _USUAL_SHARE - (0.2 if self.held_out else 0.0)
        return first if self.draw.random() < share else self.draw.choice(others or (first,))

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def record(self, name: str, normal: str) -> str:
        """Say that a field is printed; gives the normal form back."""
        self.fields[name] = one_line(normal)
        return normal

    def say(self, name: str, label: str, printed: str, normal: str = "", *, may_be_blank: bool = False) -> Cell:
        """A labelled field; ``normal`` is its normal form where it is not what is printed."""
        if may_be_blank and self.chance(_BLANK_SHARE):
            self.blank.append(name)
            return Cell(label)
        self.record(name, normal or printed)
        return Cell(label, one_line(printed))

    def say_day(self, name: str, label: str, day: date, *, may_be_blank: bool = False) -> Cell:
        return self.say(name, label, printed_day(day, self.day_form), day.isoformat(), may_be_blank=may_be_blank)

    def say_words(self, name: str, label: str, day: date) -> Cell:
        return self.say(name, label, day_in_words(day, self.draw), day.isoformat())

    def placed_day(self, name: str, place: str, day: date, *, pen: bool = False) -> Cell:
        """Place and day of the head or the foot; ``pen``: the day's two digits stand in a gap of the print."""
        self.record(name, day.isoformat())
        month = f"{day.month:02d}" if day.month < 3 or self.held_out else str(day.month)
        digits = f"{day.day:02d}"
        if pen:
            self.pen.append(name)
        return Cell("", f"{place}, ngày {digits} tháng {month} năm {day.year}", pen=digits if pen else "")

    def head_day(self, cell: Cell) -> Cell | None:
        """Place and day for the head; now and then, in the held-out set, they are kept for the foot instead."""
        if self.held_out and self.chance(0.35):
            self.foot_day = cell
            return None
        return cell

    def numbered(self, name: str, digits: str, notation: str, *, pen: bool = False) -> Cell:
        """``Số: 12/TLKS-BS``; the digits by pen where asked."""
        number = f"{digits}/{notation}" if notation else digits
        self.record(name, number)
        if pen:
            self.pen.append(name)
        return Cell("Số", number, pen=digits if pen else "")

    def identity(self, name: str, label: str, who: Person, day: date, *, may_be_blank: bool = False) -> Cell:
        """The paper that proves an identity, as forms want it named: kind, number, day and agency of issue."""
        if may_be_blank and self.chance(_BLANK_SHARE):
            self.blank.append(name)
            return Cell(label)
        self.record(name, who.number)
        first = max(date(2016, 1, 4), date(who.born.year + 14, 1, 1))
        since = some_day(self.draw, first, max(day - timedelta(days=20), first))
        card, agency = self._card_of(since)
        issued = since.strftime("%d/%m/%Y")
        forms = (
            f"{card} số {who.number}, cấp ngày {issued} tại {agency}",
            f"{card} số {who.number} do {agency} cấp ngày {issued}",
            f"{card} số: {who.number}, {agency} cấp ngày {issued}",
        )
        return Cell(label, forms[0] if self.chance(0.5) else self.draw.choice(forms[1:]))

    def _card_of(self, since: date) -> tuple[str, str]:
        """How a card issued that day is named, and by whom it was issued."""
        if since >= date(2024, 7, 1):
            return "Thẻ căn cước", "Bộ Công an"
        card = self.usual("Thẻ CCCD", "Căn cước công dân", "CCCD")
        if since < date(2018, 10, 10):
            return card, "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư"
        return card, self.usual("Cục Cảnh sát QLHC về TTXH", "Cục Cảnh sát quản lý hành chính về trật tự xã hội")

    def register_digits(self) -> str:
        return f"{self.draw.randint(1, 480):02d}"

    def day_between(self, first: date, last: date = _LAST_DAY) -> date:
        return some_day(self.draw, first, min(last, _LAST_DAY))


def one_line(text: str) -> str:
    return " ".join(text.split())


def town_of(place: Place) -> str:
    """The place named before a day: the ward's name without its type."""
    return short(place.ward)


def issuing_place(holder: Person, day: date) -> Place:
    """The ward whose committee issues a paper to the holder on that day."""
    return (holder.before if day < TWO_LEVELS_SINCE else holder.since).place


def committee_head(place: Place) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Parent and issuer of a ward's paper, in capitals, as lines."""
    parent = place.district or place.province
    return (f"ỦY BAN NHÂN DÂN {parent.upper()}",), ("ỦY BAN NHÂN DÂN", place.ward.upper())


def some_look(draw: random.Random, *, held_out: bool) -> Look:
    """Typeface, sizes and margins; the held-out set has sizes, margins and colons of its own."""
    face = draw.choice(typefaces(held_out=held_out))
    points = draw.choice((11.5, 12.0, 14.0) if held_out else (12.5, 13.0, 13.5))
    dotting: Sequence[Dotting] = ("", "after", "under") if held_out else ("", "", "after", "under")
    return Look(
        face=face,
        points=points,
        line=points * draw.choice((0.5, 0.58, 0.62) if held_out else (0.52, 0.55, 0.57)),
        left=draw.choice((20.0, 26.0, 30.0) if held_out else (22.0, 25.0, 28.0)),
        right=210.0 - draw.choice((14.0, 20.0) if held_out else (15.0, 18.0)),
        label="regular",
        value=draw.choice(_VALUE_STYLES),
        dotted=draw.choice(dotting),
        hang=draw.random() < 0.4,
        colon=draw.choice((":", " :")) if held_out else ":",
        hand=draw.randint(1, 2**30),
    )
