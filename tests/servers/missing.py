"""What is raised when a server program is not installed: a failure with a remedy, never a silent skip."""

import shutil
from pathlib import Path


class ServerMissing(RuntimeError):
    """A program that an integration test starts is not on this machine."""

    def __init__(self, program: str, packages: str) -> None:
        super().__init__(
            f"{program} is not installed; `make test` installs it"
            f" (Debian: apt-get install --no-install-recommends {packages})"
        )


def require_program(name: str, packages: str, *folders: Path) -> str:
    """The path of a program on PATH, in the system's folders or in `folders`; raises ServerMissing."""
    places = [*folders, Path("/usr/local/bin"), Path("/usr/bin"), Path("/usr/sbin")]
    found = shutil.which(name) or shutil.which(name, path=":".join(map(str, places)))
    if found is None:
        raise ServerMissing(name, packages)
    return found
