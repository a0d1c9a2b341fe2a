"""Entry point of the program ``sohoa``: what takes long to get ready is begun before the rest is even imported."""

from __future__ import annotations

import sys

READING_COMMANDS = frozenset({"read", "digitise", "publish"})
"""These open pages, in processes of their own."""


def main() -> None:
    if READING_COMMANDS.intersection(sys.argv[1:2]):
        from flows.early import ready_page_processes

        ready_page_processes()
    from desk.cli import main as run

    run()
