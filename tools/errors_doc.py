"""Writes docs/errors.md from the error tree and the closed lists: `python -m tools.errors_doc`."""

from __future__ import annotations

from pathlib import Path

from models.errors import ADVICE
from models.findings import FINDING_ADVICE, FINDING_SEVERITY
from models.verdict import Verdict

WITHHELD = """\
A paper whose copy cannot be built within the limits is withheld, with one of these as its reason
(`sohoa publish` ends with 3). Named in `sohoa verify`, it is tried again; not while its file is in quarantine."""
TARGET = Path(__file__).resolve().parents[1] / "docs" / "errors.md"


def document() -> str:
    verdicts = {verdict.value for verdict in Verdict}
    rows = ["# Errors, verdicts, findings", "", "## Errors", "", "| code | what the operator reads |", "|---|---|"]
    rows += [f"| `{code}` | {advice} |" for code, advice in ADVICE.items() if code not in verdicts]
    rows += ["", "## Verdicts on files (exit code 4 when all input is refused)", "", WITHHELD, ""]
    rows += ["| code | what the operator reads |", "|---|---|"]
    rows += [f"| `{code}` | {ADVICE[code]} |" for code in ADVICE if code in verdicts]
    rows += ["", "## Findings", "", "| code | severity | what the operator reads |", "|---|---|---|"]
    rows += [f"| `{code.value}` | {FINDING_SEVERITY[code].value} | {text} |" for code, text in FINDING_ADVICE.items()]
    return "\n".join([*rows, ""])


if __name__ == "__main__":
    TARGET.write_text(document(), "utf-8")
