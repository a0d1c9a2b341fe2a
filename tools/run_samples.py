"""Takes the sample dossiers through the whole main job by the commands that an operator types, and shows them."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

from rich.console import Console

from desk.cli import call

console = Console(width=120)
OPERATOR = "mau"
PURPOSE = [
    "--agency", "H01", "--requester", "canbo", "--purpose", "giải quyết thủ tục",
    "--legal-basis", "Luật 91/2025/QH15, Điều 19", "--for-dossier", "H01-261124-0001", "--procedure", "1.001193",
]  # fmt: skip


def main(samples: Path) -> int:
    """Runs every sample dossier; the exit code of the first command that ends otherwise than it must."""
    dossiers = [_expected(folder) for folder in _folders(samples)]
    for dossier in dossiers:
        for command, allowed in _commands(dossier):
            code = _type(command)
            if code not in allowed:
                console.print(f"sohoa {command[0]} kết thúc với mã {code}", style="bold red")
                return code
    for command in (["status"], ["lookup", "--holder", dossiers[0]["holder"], *PURPOSE], ["audit"]):
        if code := _type(command):
            return code
    return 0


def _expected(folder: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((folder / "dossier.json").read_text("utf-8"))
    return expected | {"folder": folder}


def _folders(samples: Path) -> list[Path]:
    return sorted(path for path in samples.iterdir() if (path / "dossier.json").exists())


def _commands(dossier: dict[str, Any]) -> list[tuple[list[str], tuple[int, ...]]]:
    """Command lines of one dossier, each with the exit codes that are right for it (3: a person is waited for)."""
    folder, code = dossier["folder"], dossier["dossier"]
    files = [str(folder / file["name"]) for file in dossier["files"]]
    digitise = ["digitise", *files, "--dossier", code, "--as", OPERATOR]
    digitise += ["--procedure", dossier["procedure"], "--holder", dossier["holder"]]
    for file in dossier["files"]:
        path = str(folder / file["name"])
        digitise += ["--result", path] if file["result"] else []
        digitise += ["--component", f"{file['component']}={path}"] if file["component"] else []
    accept = ["verify", code, "--as", OPERATOR, "--accept-all", "--reason", "hồ sơ mẫu, không có người xem"]
    return [(digitise, (0, 3)), (accept, (0,)), (["publish", code, "--as", OPERATOR], (0,))]


def _type(command: list[str]) -> int:
    console.print(f"\n$ sohoa {shlex.join(command)}", style="bold cyan", highlight=False, markup=False)
    return call(command)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
