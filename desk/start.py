"""Entry point of the program ``sohoa``: what takes long to get ready is begun before the rest is even imported."""

from __future__ import annotations

import sys

PAGE_COMMANDS = {"read": False, "digitise": False, "publish": True}
"""These open pages, in processes of their own; whether PDF/A is built from them too."""


def main() -> None:
    building = PAGE_COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if building is not None:
        from flows.early import ready_page_processes

        ready_page_processes(building=building)
    from desk.cli import main as run

    run()
