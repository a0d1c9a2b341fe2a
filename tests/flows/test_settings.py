"""What the settings make on disk."""

from __future__ import annotations

from pathlib import Path

from flows.settings import Settings


def test_a_new_home_is_its_owner_s_alone(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    Settings(home=home).make_home()
    assert home.stat().st_mode & 0o077 == 0


def test_a_home_that_exists_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    Settings(home=tmp_path).make_home()
    assert tmp_path.stat().st_mode & 0o777 == 0o750
