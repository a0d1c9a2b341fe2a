"""Numbers of persons, enterprises and insured: invented (no province has 000), or public test vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from pipeline.extract.values import parse

TWELVE = "000199000003"
TWELVES = st.from_regex(r"[0-9]{12}", fullmatch=True)
AROUND = st.sampled_from([("", ""), (": ", "."), ("Số: ", " ...."), ("..... ", ";"), ("số ", ", cấp ngày 01/01/2021")])


@pytest.mark.parametrize(
    "text", [TWELVE, "000 199 000 003", "000.199.000.003", "0 0 0 1 9 9 0 0 0 0 0 3", f"Số: {TWELVE}."]
)
@pytest.mark.parametrize("parser", ["personal_number", "identity_number"])
def test_a_personal_number(parser: str, text: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (TWELVE, None, False)


@pytest.mark.parametrize("text", ["OO0199000003", "000l99000003", "0o019900oO03", "OOO 199 000 003"])
@pytest.mark.parametrize("parser", ["personal_number", "identity_number"])
def test_letters_read_for_figures_are_mended_in_twelve(parser: str, text: str) -> None:
    parsed = parse(parser, text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (TWELVE, None, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [("00019900000", "00019900000"), ("0001990000033", "0001990000033"), ("00l9900003", "0019900003"), ("12345", None)],
)
def test_another_count_of_figures_is_kept_with_a_doubt(text: str, value: str | None) -> None:
    parsed = parse("personal_number", text)
    assert (parsed.value, parsed.doubt) == (value, FindingCode.GRAMMAR_BROKEN)


@given(TWELVES, AROUND, st.sampled_from(["", " ", "."]))
def test_any_twelve_figures_come_back(number: str, around: tuple[str, str], gap: str) -> None:
    printed = gap.join(number[at : at + 3] for at in range(0, 12, 3))
    text = around[0] + printed + around[1]
    for parser in ("personal_number", "identity_number"):
        parsed = parse(parser, text)
        assert (parsed.value, text[slice(*parsed.used)], parsed.mended) == (number, printed, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"Thẻ căn cước công dân số {TWELVE}, cấp ngày 01/01/2021, tại Cục Cảnh sát", TWELVE),
        (f"CCCD {TWELVE}", TWELVE),
        (f"CMND 123456789, nay là CCCD {TWELVE}", TWELVE),
        ("CCCD 000 199 000 003 01.01.2021", TWELVE),
        ("CMND số 123456789 do Công an tỉnh Bạch Mai cấp", "123456789"),
        ("CMND 123 456 789", "123456789"),
        ("Hộ chiếu số B1234567, cấp ngày 01/01/2021", "B1234567"),
        ("C12345678", "C12345678"),
    ],
)
def test_an_identity_number_among_other_words(text: str, value: str) -> None:
    parsed = parse("identity_number", text)
    assert (parsed.value, parsed.doubt) == (value, None)


@pytest.mark.parametrize("text", ["CMND do Công an cấp ngày 01/01/2021", "CCCD"])
def test_no_identity_number(text: str) -> None:
    assert parse("identity_number", text).value is None


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ("0100233488", "0100233488", False),
        ("0314409058-002", "0314409058-002", False),
        ("0314409058 - 002.", "0314409058-002", False),
        ("0 1 0 0 2 3 3 4 8 8", "0100233488", False),
        ("Mã số: 0100233488", "0100233488", False),
        ("O100233488", "0100233488", True),
        ("01002334B8", "0100233488", True),
        ("0314409058002", "0314409058-002", True),
    ],
)
def test_a_tax_code(text: str, value: str, mended: bool) -> None:
    parsed = parse("tax_code", text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, mended)


@pytest.mark.parametrize("text", ["010023348", "01002334881", TWELVE])
def test_no_tax_code(text: str) -> None:
    parsed = parse("tax_code", text)
    assert (parsed.value, parsed.doubt) == (text, FindingCode.GRAMMAR_BROKEN)


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ("GD 4 79 1234567890", "GD4791234567890", False),
        ("GD4791234567890", "GD4791234567890", False),
        ("Mã số: HS 4 01 012 345 6789", "HS4010123456789", False),
        ("1234567890", "1234567890", False),
        ("GD 4 79 123456789O", "GD4791234567890", True),
        ("l234567890", "1234567890", True),
    ],
)
def test_an_insurance_number(text: str, value: str, mended: bool) -> None:
    parsed = parse("insurance_number", text)
    assert (parsed.value, parsed.doubt, parsed.mended) == (value, None, mended)


@pytest.mark.parametrize("text", ["GD 9 79 1234567890", "GD 4 79 123456789"])
def test_no_insurance_number(text: str) -> None:
    assert parse("insurance_number", text).doubt is FindingCode.GRAMMAR_BROKEN
