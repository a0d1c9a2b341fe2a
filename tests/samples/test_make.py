"""The sample dossiers as files: the same bytes for a seed, and what ``dossier.json`` says of them is so."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from models.codes import is_procedure_code, parse_dossier_code
from samples.dossiers import PASSWORD, all_dossiers
from samples.make import main, write_dossier

FOLDERS = ("clean", "scanner-like", "nasty")
DPI = 40
SEED = 7


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert main(["--out", str(folder), "--seed", str(SEED), "--dpi", str(DPI)]) == 0
    return folder


def facts_of(folder: Path) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads((folder / "dossier.json").read_text(encoding="utf-8"))
    return facts


def digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def pages_of(path: Path) -> list[Image.Image]:
    """Every page as an image, by an opener of its own kind."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            return [page.render(scale=DPI / 72).to_pil() for page in document]
    with Image.open(path) as image:
        frames = []
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            frames.append(image.convert("RGB"))
        return frames


def test_the_same_seed_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    for spec in all_dossiers(SEED):
        write_dossier(spec, tmp_path / spec.folder, seed=SEED, dpi=DPI)
    assert digests(tmp_path) == digests(made)


def test_another_seed_gives_other_papers_in_the_same_files(made: Path, tmp_path: Path) -> None:
    spec = next(spec for spec in all_dossiers(SEED + 1) if spec.folder == "scanner-like")
    write_dossier(spec, tmp_path, seed=SEED + 1, dpi=DPI)
    ours, others = facts_of(made / "scanner-like"), facts_of(tmp_path)
    assert [file["name"] for file in ours["files"]] == [file["name"] for file in others["files"]]
    assert [paper["fields"] for paper in ours["papers"]] != [paper["fields"] for paper in others["papers"]]


@pytest.mark.parametrize("name", FOLDERS)
def test_every_file_is_declared_and_there(made: Path, name: str) -> None:
    facts = facts_of(made / name)
    there = {path.name for path in (made / name).iterdir()} - {"dossier.json"}
    assert [file["name"] for file in facts["files"]] == sorted(there, key=[f["name"] for f in facts["files"]].index)
    assert {paper["file"] for paper in facts["papers"]} == {
        f["name"] for f in facts["files"] if f["expect"] == "opened"
    }


@pytest.mark.parametrize("name", FOLDERS)
def test_codes_have_their_forms_and_the_holder_is_nobody(made: Path, name: str) -> None:
    facts = facts_of(made / name)
    assert facts["schema"] == "sohoa.sample/1"
    parse_dossier_code(facts["dossier"])
    assert is_procedure_code(facts["procedure"])
    scheme, _, value = facts["holder"].partition(":")
    assert (scheme, value[:3], len(value)) == ("CCCD", "000", 12)
    assert sum(file["result"] for file in facts["files"]) == 1


@pytest.mark.parametrize("name", FOLDERS)
def test_page_counts_are_right_and_each_page_is_in_one_paper_blank_ones_too(made: Path, name: str) -> None:
    facts = facts_of(made / name)
    for file in facts["files"]:
        if file["expect"] == "quarantined":
            assert file["pages"] == 0
            continue
        images = pages_of(made / name / file["name"])
        assert len(images) == file["pages"]
        blank = [page for page, image in enumerate(images, start=1) if np.asarray(image.convert("L")).min() > 200]
        assert len(blank) == file["blank"]
        inside = [page for paper in facts["papers"] if paper["file"] == file["name"] for page in paper["pages"]]
        if file["expect"] == "opened":
            assert inside == list(range(1, file["pages"] + 1))


def test_the_stack_of_two_papers_is_cut_after_the_decision(made: Path) -> None:
    papers = facts_of(made / "scanner-like")["papers"]
    stack = [paper for paper in papers if paper["file"] == "quyet-dinh-va-bao-cao.tif"]
    assert [(paper["fields"]["document_type"], paper["pages"]) for paper in stack] == [
        ("QUYẾT ĐỊNH", [1, 2]),
        ("BÁO CÁO", [3]),
    ]


def test_the_duplicate_is_the_same_bytes(made: Path) -> None:
    original, copy = (made / "nasty" / name for name in ("quet-hai-mat.pdf", "quet-hai-mat (1).pdf"))
    assert original.read_bytes() == copy.read_bytes()


def test_the_locked_file_opens_with_its_password_only(made: Path) -> None:
    locked = made / "nasty" / "co-mat-khau.pdf"
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(locked)
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(locked)
    with pikepdf.open(locked, password=PASSWORD) as pdf:
        assert len(pdf.pages) == 1


def test_no_reader_opens_the_cut_file(made: Path) -> None:
    cut = made / "nasty" / "truyen-dut.pdf"
    assert cut.read_bytes().startswith(b"%PDF-")
    assert b"%%EOF" not in cut.read_bytes()
    with pytest.raises(pikepdf.PdfError):
        pikepdf.open(cut)
    with pytest.raises(pypdfium2.PdfiumError, match="load"):
        pypdfium2.PdfDocument(cut)


def test_the_upside_down_page_has_its_head_at_the_foot(made: Path) -> None:
    (page,) = pages_of(made / "nasty" / "quet-nguoc.pdf")
    ink = 255 - np.asarray(page.convert("L")).astype(float)
    third = ink.shape[0] // 3
    assert ink[-third:].sum() > 2 * ink[:third].sum()


def test_pages_carry_their_resolution(made: Path) -> None:
    with Image.open(made / "scanner-like" / "thong-bao-bo-sung.jpg") as image:
        assert image.info["dpi"] == (DPI, DPI)
    low = next(file for spec in all_dossiers(SEED) for file in spec.files if file.name == "phan-giai-thap.pdf")
    assert low.encoding.dpi == 120
    with pikepdf.open(made / "clean" / "quyet-dinh-gia-han.pdf") as pdf:
        width = float(pdf.pages[0].mediabox[2])
    assert width == pytest.approx(210 / 25.4 * 72, rel=0.01)
