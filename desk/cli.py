"""The command ``sohoa``: registers the commands, sets up logging and Prefect's environment, and runs one."""

from __future__ import annotations

import logging
import os
import sys

import typer

from desk import digitising, edge, reuse, upkeep
from flows.prefect_api import prepare_environment
from flows.settings import Settings

app = typer.Typer(
    name="sohoa",
    help="Số hóa hồ sơ giấy tại bộ phận một cửa.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for command in (
    digitising.read, digitising.separators, digitising.digitise, digitising.verify, digitising.publish,
    reuse.lookup, reuse.fetch, reuse.cite,
    upkeep.status, upkeep.reconcile, upkeep.purge, upkeep.audit, upkeep.doctor, upkeep.init, upkeep.up,
):  # fmt: skip
    app.command()(command)


def call(arguments: list[str]) -> int:
    """Runs one command line to its exit code."""

    def command() -> object:
        prepare_environment(Settings())
        return app(arguments, standalone_mode=False)

    return edge.run(command)


def main() -> None:
    """Entry point of the ``sohoa`` program."""
    level = os.environ.get("SOHOA_LOG_LEVEL", "WARNING").upper()
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s", stream=sys.stderr)
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # before any reader starts: COMPONENTS of Tesseract thrash otherwise
    sys.exit(call(sys.argv[1:]))
