"""What a person sees (tables, one sentence an error) and what a machine gets (JSON)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pydantic import BaseModel, TypeAdapter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.progress import listening

NARROWEST = 120
"""Columns that the tables need; a pipe or a log has no width of its own."""
_width = None if Console().is_terminal else NARROWEST
people = Console(width=_width)
troubles = Console(stderr=True, width=_width)


def as_json(value: object) -> None:
    """One JSON document on standard output; accepts models, dataclasses and lists of them."""
    if isinstance(value, BaseModel):
        sys.stdout.write(value.model_dump_json(by_alias=True, indent=2) + "\n")
        return
    plain = TypeAdapter(object).dump_python(value, mode="json")
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, indent=2) + "\n")


def table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    shown = Table(title=title, title_justify="left", header_style="bold")
    for column in columns:
        shown.add_column(column, overflow="fold")
    for row in rows:
        shown.add_row(*("" if cell is None else str(cell) for cell in row))
    people.print(shown)


def trouble(sentence: str, detail: str = "") -> None:
    """An error for a person: what to do first, the detail dimmed below."""
    troubles.print(sentence, style="bold red", highlight=False, markup=False)
    if detail:
        troubles.print(detail, style="dim", highlight=False, markup=False)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[None]:
    """Shows what the flows report while they run here; nothing when output is for a machine."""
    if quiet:
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=troubles, transient=True) as bar:
        tasks: dict[str, int] = {}

        def moved(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]  # TaskID is an int

        with listening(moved):
            yield
