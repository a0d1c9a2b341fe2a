"""Importing this loads everything that readers keep in memory, in the fork server: page processes are born with it.

They share its pages of memory and have a third of a second less to do before their first page. Nothing here may start
a thread: a fork does not take it along (tests/pipeline/reading/test_loaded.py).
"""

from __future__ import annotations

from contextlib import suppress

from pipeline.reading import two_readers
from pipeline.reading.fusion import shipped_judge
from pipeline.reading.trueocr import networks

__all__ = ["two_readers"]

for load in (shipped_judge, networks):
    with suppress(Exception):  # the fork server must live: each page that is read without it says so, or fails by it
        load()
