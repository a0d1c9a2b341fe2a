"""Named places at which a proof may kill this very process.

They stand in the production code because a proof that nothing is lost must kill the real program, between the real
write and the real commit: a double would prove the double. In normal running ``reach`` compares one environment
variable and returns. With ``SOHOA_CRASH_AT=NAME`` (or ``NAME#N`` for the N-th time it is reached) the process sends
itself SIGKILL there: no handler, no flush, no rollback by the client, as when the power fails.
"""

from __future__ import annotations

import os
import signal
import threading

VARIABLE = "SOHOA_CRASH_AT"

_names: dict[str, None] = {}
_times_reached: dict[str, int] = {}
_lock = threading.Lock()


def register(name: str) -> str:
    """Makes the name known to ``all_points`` and returns it. The same name may be registered again.

    Several implementations of one step (a folder and an S3 store) share its names.
    """
    if not name or "#" in name:
        raise ValueError(f"a crash point's name is not empty and holds no '#': {name!r}")
    _names[name] = None
    return name


def all_points() -> tuple[str, ...]:
    """Every name registered by the modules imported so far, sorted."""
    return tuple(sorted(_names))


def reach(name: str) -> None:
    """Ends the process by SIGKILL when it was asked to die here; otherwise does nothing."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    wanted_name, _, ordinal = wanted.partition("#")
    if wanted_name != name:
        return
    with _lock:
        _times_reached[name] = _times_reached.get(name, 0) + 1
        times = _times_reached[name]
    if times == int(ordinal or 1):
        os.kill(os.getpid(), signal.SIGKILL)
