"""The command line's outer edge: where errors become exit codes and one Vietnamese sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable

import typer
from pydantic import ValidationError
from typer.exceptions import TyperException

from desk.show import trouble
from models.errors import ADVICE, Bug, SohoaError, UsageError

log = logging.getLogger(__name__)


def run(command: Callable[[], object]) -> int:
    """Runs one command to its exit code (DESIGN: 0 done, 2 usage, 3 waits for a person, 4 refused, …, 70 a bug)."""
    code: int
    try:
        result = command()
        code = result if isinstance(result, int) else 0
    except SohoaError as error:
        trouble(error.advice, f"[{error.code}] {error}")
        code = error.exit_code
    except typer.Exit as error:
        code = int(error.exit_code)
    except TyperException as error:  # no such command, a missing option
        trouble(ADVICE[UsageError.code], str(error))
        code = UsageError.exit_code
    except ValidationError as error:
        # Settings or arguments of the wrong form; without pydantic's echo of the input, which may be personal.
        fields = ", ".join(".".join(map(str, item["loc"])) + f": {item['msg']}" for item in error.errors())
        trouble(ADVICE[UsageError.code], fields)
        code = UsageError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        trouble("Đã dừng theo yêu cầu: chạy lại lệnh này để làm tiếp, không có gì bị mất.")
        code = 130
    except Exception:  # one of the three edges where everything is caught
        log.exception("unexpected error")
        trouble(ADVICE[Bug.code])
        code = Bug.exit_code
    return code
