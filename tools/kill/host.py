"""A process with everything imported that forks victims: a trial then costs its work, not three times Python's start.

A victim is a process group of its own, killed like any other. One lives at a time. Proof and host speak in lines of
JSON: a task goes in; its process id comes out and, when it has ended, its exit code.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal, NoReturn

from models.errors import SohoaError

ROOT = Path(__file__).resolve().parents[2]
CRASHED = 70
"""Exit code of a victim that raised what it should not; of any of sohoa's own errors it has the code."""
Program = Literal["job", "office", "sohoa"]


@dataclass(slots=True)
class Victim:
    """A forked program; ``pid`` is its process group too."""

    pid: int
    _answers: IO[bytes]
    _code: int | None = None

    def wait(self, seconds: float) -> int | None:
        """Its exit code, negative for a signal; None while it still runs."""
        if self._code is None and select.select([self._answers], [], [], seconds)[0]:
            self._code = int(self._answers.readline())
        return self._code


@dataclass(frozen=True, slots=True)
class Host:
    """Where a proof has its programs started."""

    _tasks: IO[bytes]
    _answers: IO[bytes]

    def start(self, program: Program, arguments: list[str], *, env: dict[str, str], log: Path) -> Victim:
        """``program`` with these arguments, this environment and nothing else of ours; what it says goes to ``log``."""
        task = {"program": program, "arguments": arguments, "env": env, "log": str(log)}
        self._tasks.write(json.dumps(task).encode() + b"\n")
        return Victim(int(self._answers.readline()), self._answers)


@contextmanager
def victim_host() -> Iterator[Host]:
    """The host ends with its proof: it waits for the end of its input."""
    # Without buffers: select looks at the pipe and would not see a line that was read ahead.
    command = [sys.executable, "-m", "tools.kill.host"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("Popen gave no pipes")
        yield Host(process.stdin, process.stdout)
        process.stdin.close()


def _serve() -> None:
    import desk.cli
    import flows.resuming  # noqa: F401  # imported late by `sohoa reconcile`
    import tools.kill.job
    import tools.kill.office

    programs = {
        "job": lambda given: tools.kill.job.main(given[0], [*map(Path, given[1:])]),
        "office": lambda given: tools.kill.office.main(given[0]),
        "sohoa": desk.cli.call,
    }
    for line in sys.stdin:
        task = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _become(programs[task["program"]], task)
        print(pid, flush=True)
        _, status = os.waitpid(pid, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(program: Any, task: dict[str, Any]) -> NoReturn:
    """The fork turns into the program: a session, an environment and a log of its own."""
    code = CRASHED
    try:
        os.setsid()
        log = os.open(task["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for descriptor, target in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
            os.dup2(descriptor, target)
        os.environ.clear()
        os.environ.update(task["env"])
        code = program(task["arguments"])
    except SohoaError as error:
        traceback.print_exc()
        code = error.exit_code
    except BaseException:  # noqa: BLE001  # an edge: it goes to the log, and the fork never returns into the host's loop
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _serve()
