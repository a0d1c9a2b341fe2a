"""What the fork server loads starts no thread, which a fork would lose, and tells nobody; who asks loads none of it."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.reading import loaded, trueocr

ROOT = Path(__file__).resolve().parents[3]
LOADING = """
import os, time
from pipeline.isolation import BUILDING, READING
for name in (*READING, *BUILDING):
    __import__(name)
from pipeline.reading.trueocr import networks
assert networks.cache_info().currsize == 1
time.sleep(0.2)
print(len(os.listdir("/proc/self/task")))
"""
ASKING = """
import sys
import desk.cli, desk.digitising, flows.read_only
heavy = {"cv2", "numpy", "onnxruntime", "pikepdf", "pypdfium2", "pdfplumber", "PIL", "pytesseract"}
print(sorted(heavy & set(sys.modules)))
"""


def run(code: str, home: Path) -> str:
    """As a program that was not told anything of telemetry; libraries on one thread, as `pipeline.isolation` has it."""
    told = {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    kept = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    done = subprocess.run(  # our own interpreter
        [sys.executable, "-c", code], cwd=ROOT, env=kept | told, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def test_loading_starts_no_thread_and_leaves_no_trace_of_telemetry(tmp_path: Path) -> None:
    assert run(LOADING, tmp_path) == "1"
    assert list(tmp_path.rglob("*")) == []


def test_a_program_that_asks_for_pages_imports_nothing_that_reads_them(tmp_path: Path) -> None:
    assert run(ASKING, tmp_path) == "[]"


def test_the_fork_server_outlives_networks_that_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no such network")

    monkeypatch.setattr(trueocr, "networks", broken)
    importlib.reload(loaded)
    assert vars(loaded)["networks"] is broken
