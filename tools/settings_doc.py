"""Writes docs/settings.md from the settings' own descriptions: `python -m tools.settings_doc`."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from flows.settings import Settings

TARGET = Path(__file__).resolve().parents[1] / "docs" / "settings.md"


def document() -> str:
    """The whole page: one row a setting."""
    rows = ["# Settings", "", "Read from the environment, or from a `.env` file in the working folder.", ""]
    rows += ["| variable | default | meaning |", "|---|---|---|"]
    prefix = str(Settings.model_config.get("env_prefix"))
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True)
        rows.append(f"| `{prefix}{name.upper()}` | {_shown(default)} | {field.description} |")
    rows += ["", "`SOHOA_LOG_LEVEL` (default `WARNING`) sets how much the commands log to standard error.", ""]
    return "\n".join(rows)


def _shown(default: object) -> str:
    if isinstance(default, SecretStr):
        default = default.get_secret_value()
    if default is PydanticUndefined or default in ("", {}, Path()):
        return ""
    return f"`{default}`"


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
