"""The three dossiers: which papers lie on which pages of which file, and what becomes of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from samples.files import COLOUR, Encoding
from samples.letter import PROPER_PLACE, Letter, SealPlace
from samples.people import Cast, cast_for
from samples.prose import clean, nasty, scanner_like
from samples.scanner import CLEAN, Wear

Container = Literal["pdf", "tiff", "jpeg", "png", "locked_pdf", "cut_pdf", "copy"]
Expectation = Literal["opened", "duplicate", "quarantined"]
VerdictName = Literal["encrypted", "malformed", "truncated"]

PASSWORD = "mat-khau-2026"  # the password of a made-up file; the README says it too


@dataclass(frozen=True, slots=True)
class Leaf:
    """Pages in a file: a whole letter, with a blank page after its page ``blank_after``; ``wears`` go round by page."""

    letter: Letter
    wears: tuple[Wear, ...] = (CLEAN,)
    seal: SealPlace = PROPER_PLACE
    blank_after: int | None = None


@dataclass(frozen=True, slots=True)
class FileSpec:
    """One file; a ``copy`` repeats the bytes of the file ``copy_of``."""

    name: str
    container: Container
    leaves: tuple[Leaf, ...] = ()
    encoding: Encoding = COLOUR
    expect: Expectation = "opened"
    verdict: VerdictName | None = None
    result: bool = False
    component: str | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class DossierSpec:
    """A dossier: its folder, codes, holder and files; ``hand`` shapes all handwriting and seals in it."""

    folder: str
    code: str
    procedure: str
    holder: str
    files: tuple[FileSpec, ...]
    hand: int


def all_dossiers(seed: int) -> tuple[DossierSpec, ...]:
    """The three dossiers of a seed: other seeds give other names, numbers, days, hands and noise, the same files."""
    makers: tuple[Callable[[Cast], DossierSpec], ...] = (clean_dossier, scanner_like_dossier, nasty_dossier)
    names = ("clean", "scanner-like", "nasty")
    return tuple(make(cast_for(seed, name)) for make, name in zip(makers, names, strict=True))


def clean_dossier(cast: Cast) -> DossierSpec:
    """Straight pages, seals clear of print, one paper a file."""
    return DossierSpec(
        folder="clean",
        code="000.00.00.H99-261123-0001",
        procedure="1.013227",
        holder="CCCD:000085000001",
        hand=cast.hand,
        files=(
            FileSpec(
                "quyet-dinh-gia-han.pdf",
                "pdf",
                (Leaf(clean.extension_decision(cast)),),
                Encoding(grey=True),
                result=True,
            ),
            FileSpec("thong-bao-kiem-tra.pdf", "pdf", (Leaf(clean.site_notice(cast)),), component="TP01"),
            FileSpec(
                "to-trinh.png", "png", (Leaf(clean.office_submission(cast)),), Encoding(grey=True), component="TP02"
            ),
        ),
    )


def scanner_like_dossier(cast: Cast) -> DossierSpec:
    """What a busy desk scans: skew, shade, grain, a seal on the name, two papers in one go."""
    over_name = SealPlace(right=7.0, down=12.0)
    stack = (
        Leaf(
            scanner_like.relief_decision(cast),
            (Wear(skew_degrees=1.4, shade=0.12, noise_sigma=5.0, blur_sigma=0.7), Wear(-0.9, 0.10, 5.0, 0.7)),
            over_name,
        ),
        Leaf(scanner_like.damage_report(cast), (Wear(-1.7, 0.14, 6.0, 0.8),), over_name),
    )
    letter = Leaf(scanner_like.payment_notice(cast), (Wear(0.8, 0.08, 4.0, 0.6),), over_name)
    return DossierSpec(
        folder="scanner-like",
        code="H99.17-261123-10001",
        procedure="1.001612",
        holder="CCCD:000190000002",
        hand=cast.hand,
        files=(
            FileSpec("quyet-dinh-va-bao-cao.tif", "tiff", stack, Encoding(quality=60), result=True),
            FileSpec("thong-bao-bo-sung.jpg", "jpeg", (letter,), Encoding(quality=55), component="TP01"),
        ),
    )


def nasty_dossier(cast: Cast) -> DossierSpec:
    """What must be noticed and must not be lost."""
    grain = Wear(noise_sigma=3.0)
    two_sided = Leaf(nasty.team_decision(cast), (grain, grain, grain), blank_after=1)
    plan = (Leaf(nasty.copying_plan(cast)),)
    small = Encoding(dpi=120, quality=70, grey=True)
    return DossierSpec(
        folder="nasty",
        code="000.00.00.H99-261123-0003",
        procedure="2.000815",
        holder="CCCD:000199000000",
        hand=cast.hand,
        files=(
            FileSpec("quet-hai-mat.pdf", "pdf", (two_sided,), Encoding(grey=True), result=True),
            FileSpec("quet-hai-mat (1).pdf", "copy", expect="duplicate", copy_of="quet-hai-mat.pdf"),
            FileSpec("truyen-dut.pdf", "cut_pdf", plan, Encoding(grey=True), "quarantined", "truncated"),
            FileSpec("co-mat-khau.pdf", "locked_pdf", plan, Encoding(grey=True), "quarantined", "encrypted"),
            FileSpec(
                "quet-nguoc.pdf",
                "pdf",
                (Leaf(nasty.progress_report(cast), (Wear(upside_down=True),)),),
                component="TP01",
            ),
            FileSpec("phan-giai-thap.pdf", "pdf", (Leaf(nasty.schedule_notice(cast)),), small, component="TP02"),
            FileSpec("so-viet-tay.pdf", "pdf", (Leaf(nasty.pen_decision(cast)),), component="TP03"),
        ),
    )
