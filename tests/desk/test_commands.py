"""Commands as operators type them, as processes of their own: exit codes, sentences, and the flows under Prefect."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from models.verdict import VERDICT_ADVICE, Verdict
from tools.kill.proof import environment
from tools.kill.scenes import folder_scene, prepare

pytestmark = [pytest.mark.integration, pytest.mark.slow]

DOSSIER = "H99-261124-0007"


class Station:
    """The program, with its home in a folder of the test."""

    def __init__(self, home: Path) -> None:
        material = prepare(home)
        self.files = [str(path) for path in material.paths]
        self._environment = environment(folder_scene(material), home / "home")

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).with_name("sohoa"))
        env = {**self._environment, **settings}
        return subprocess.run([program, *arguments], env=env, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    return Station(tmp_path_factory.mktemp("station"))


def test_the_main_job_by_its_commands(station: Station, tmp_path: Path) -> None:
    digitised = station.run(
        "digitise", *station.files, "--dossier", DOSSIER, "--as", "lan", "--holder", "CCCD:000199000000"
    )
    assert digitised.returncode == 3, digitised.stderr
    assert "000199000000" not in digitised.stdout + digitised.stderr
    refused = station.run("publish", DOSSIER, "--json")
    assert json.loads(refused.stdout) == [], "nothing is confirmed yet"
    listed = station.run("verify", DOSSIER, "--as", "lan", "--json")
    assert listed.returncode == 3
    answers = {
        name: {field: read["value"] or "" for field, read in paper["fields"].items()}
        for name, paper in json.loads(listed.stdout).items()
    }
    (tmp_path / "answers.json").write_text(json.dumps(answers), "utf-8")
    assert station.run("verify", DOSSIER, "--as", "lan", "--answers", str(tmp_path / "answers.json")).returncode == 0
    published = station.run("publish", DOSSIER, "--json", SOHOA_PUBLISH_UNSEEN="0")
    assert published.returncode == 0, published.stderr
    assert len(json.loads(published.stdout)) == len(answers)
    assert json.loads(station.run("status", DOSSIER, "--json").stdout)[0]["state"] == "complete"
    assert station.run("audit").returncode == 0


def test_a_paper_without_a_copy_is_withheld_and_comes_back_when_it_is_named(station: Station, tmp_path: Path) -> None:
    source, answers, dossier = tmp_path / "lon.pdf", tmp_path / "answers.json", "H99-261124-0008"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(b"100 100 300 20 re f")
        pdf.save(source)
    answers.write_text('{"1": {}}', "utf-8")
    unread = {"SOHOA_READER": "fault-silent"}
    station.run("digitise", str(source), "--dossier", dossier, "--as", "lan", "--holder", "CCCD:000199000000", **unread)
    accept = ("verify", dossier, "--as", "lan", "--accept-all", "--reason", "không có chữ")
    assert station.run(*accept).returncode == 0
    withheld = station.run("publish", dossier, SOHOA_MAX_PIXELS="1000")
    assert withheld.returncode == 3
    assert VERDICT_ADVICE[Verdict.TOO_MANY_PIXELS] in " ".join(withheld.stderr.split())
    assert station.run(*accept).returncode == 3, "nobody named it"
    assert station.run("verify", dossier, "--as", "lan", "--answers", str(answers)).returncode == 0
    published = station.run("publish", dossier, "--json")
    assert (published.returncode, len(json.loads(published.stdout))) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["publish", "H99-261124-9999"], 2),
        (["digitise", "/dev/null", "--dossier", DOSSIER], 4),
        (["digitise", "x.pdf", "--dossier", "no-code"], 2),
        (["verify", DOSSIER, "--as", "lan", "--accept-all"], 6),
        (["lookup", "--holder", "CCCD:000199000000"], 6),
        (["lookup", "--holder", "CCCD:12"], 2),
        (["fetch", "H99.x.261124.000001"], 6),  # unknown and forbidden codes are told apart for nobody
        (["nonsense"], 2),
    ],
)
def test_what_cannot_be_done_says_so_with_its_code(station: Station, arguments: list[str], code: int) -> None:
    done = station.run(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
