"""When electronic signatures on a PDF's pages say that they were made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.clock import DESK_ZONE
from pipeline.source.limits import Limits
from pipeline.source.opening import open_source
from pipeline.source.pdf_signatures import parse_pdf_date


@given(at=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)), hours=st.integers(-12, 14))  # noqa: DTZ001  # hypothesis wants them naive
def test_dates_are_read_as_they_are_written(at: datetime, hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    text = f"D:{at:%Y%m%d%H%M%S}{'+' if hours >= 0 else '-'}{abs(hours):02d}'00'"
    assert parse_pdf_date(text) == at.replace(microsecond=0, tzinfo=zone)


@given(text=st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    at = parse_pdf_date(text)
    assert at is None or at.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D:20241220163229Z", datetime(2024, 12, 20, 16, 32, 29, tzinfo=UTC)),
        ("D:20241220163229", datetime(2024, 12, 20, 16, 32, 29, tzinfo=DESK_ZONE)),
        ("D:20241340", None),
        ("20241220", None),
    ],
)
def test_odd_dates(text: str, expected: datetime | None) -> None:
    assert parse_pdf_date(text) == expected


def signed_pdf(path: Path, **signature: object) -> Path:
    """A page with one signature field; nothing is really signed."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(600, 800))
        value = pikepdf.Dictionary(
            Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]), M=pikepdf.String("D:20250203104725+07'00'")
        )
        for key, item in signature.items():
            value[f"/{key}"] = item
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            Rect=pikepdf.Array([300, 720, 540, 780]),
            V=pdf.make_indirect(value),
        )
        field = pdf.make_indirect(widget)
        page.obj.Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        pdf.save(path)
    return path


def test_a_signature_field_tells_when_and_where(tmp_path: Path) -> None:
    with open_source(signed_pdf(tmp_path / "signed.pdf"), Limits()) as source:
        (signing,) = source.signings(0)
    assert signing.signed_at == datetime(2025, 2, 3, 10, 47, 25, tzinfo=DESK_ZONE)
    assert signing.box == pytest.approx((0.5, 0.025, 0.9, 0.1))


@pytest.mark.parametrize("broken", [{"M": 7}, {"M": pikepdf.String("gestern")}, {"ByteRange": None}])
def test_a_broken_signature_says_nothing(tmp_path: Path, broken: dict[str, object]) -> None:
    path = signed_pdf(tmp_path / "broken.pdf", **{key: item for key, item in broken.items() if item is not None})
    if None in broken.values():
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            del pdf.pages[0].Annots[0].V.ByteRange
            pdf.save(path)
    with open_source(path, Limits()) as source:
        assert source.signings(0) == ()


@pytest.mark.corpus
def test_the_real_letters_signatures_are_seen(corpus: Path) -> None:
    with open_source(corpus / "scans" / "quangngai-84_qd_ub.signed.pdf", Limits()) as source:
        assert {signing.signed_at.date().isoformat() for signing in source.signings(0)} == {"2025-02-03"}
        assert source.signings(1) == ()
