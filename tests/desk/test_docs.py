"""The documents say what the program does: every setting, command, exit code and error code stands in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.cli import app
from flows.settings import Settings
from models.errors import ADVICE
from tools import errors_doc
from tools.settings_doc import TARGET, document

ROOT = Path(__file__).resolve().parents[2]


def test_the_settings_page_is_what_the_settings_say() -> None:
    assert TARGET.read_text("utf-8") == document(), "run `python -m tools.settings_doc`"
    assert all(f"SOHOA_{name.upper()}" in document() for name in Settings.model_fields)


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_both_readmes_name_every_command_and_exit_code(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    names = [command.callback.__name__ for command in app.registered_commands if command.callback is not None]
    missing = [name for name in names if f"sohoa {name}" not in text]
    assert not missing
    assert all(f"{code} " in text for code in (0, 2, 3, 4, 5, 6, 7, 8, 9, 70))


def test_the_errors_page_is_what_the_closed_lists_say() -> None:
    assert errors_doc.TARGET.read_text("utf-8") == errors_doc.document(), "run `python -m tools.errors_doc`"
    assert all(f"| `{code}` | {advice} |" in errors_doc.document() for code, advice in ADVICE.items())
