"""What a command has going on before it imports the rest of the program: two cores are ready sooner than one."""

from __future__ import annotations

from pipeline.isolation import start_fork_server


def ready_page_processes(*, building: bool) -> None:
    """Page processes import the pipeline while this process imports everything else. Returns at once.

    ``building``: whether they will build PDF/A as well.
    """
    start_fork_server(building=building)
