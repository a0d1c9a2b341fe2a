"""A server program that is not installed is a failure which says what to install."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.missing import ServerMissing, require_program
from tests.servers.radosgw import PROGRAM_MISSING, SCRIPT


def test_missing_program_names_its_package() -> None:
    with pytest.raises(ServerMissing, match=r"no-such-server is not installed.*no-install-recommends the-package"):
        require_program("no-such-server", "the-package")


def test_program_outside_path_is_found(tmp_path: Path) -> None:
    program = tmp_path / "only-here"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert require_program("only-here", "the-package", tmp_path) == str(program)


def test_gateway_script_says_which_packages_it_needs(tmp_path: Path) -> None:
    (tmp_path / "bash").symlink_to(shutil.which("bash") or "/bin/bash")
    environment = {"PATH": str(tmp_path), "RADOSGW_DIR": str(tmp_path / "ceph")}
    done = subprocess.run([SCRIPT, "start"], env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == PROGRAM_MISSING
    assert "is not installed; apt-get install --no-install-recommends ceph-mon" in done.stderr
