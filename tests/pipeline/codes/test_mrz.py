"""The zone on a card's back: found only when its check digits prove it."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.machine_codes import CardZone
from models.personal_number import Sex
from pipeline.codes.mrz import check_digit, find_zones
from tests.pipeline.codes.specimens import ZONE, zone_lines


def only(lines: list[str]) -> CardZone:
    (zone,) = find_zones(lines)
    return zone


def test_a_specimen_is_understood() -> None:
    zone = only(["Đặc điểm nhận dạng", *ZONE])
    assert zone.lines == ZONE
    assert zone.rows == (1, 2, 3)
    assert zone.number is not None
    assert (zone.number.text, zone.born, zone.sex, zone.valid_until) == (
        "000199000000", "990101", Sex.FEMALE, "390101",
    )  # fmt: skip
    assert (zone.surname, zone.given_names, zone.nationality) == ("NGUYEN", "THI MAU", "VNM")
    assert zone.contradictions == ()


@given(st.from_regex(r"\A[0-9]{12}\Z"), st.dates(), st.dates(), st.sampled_from("MF"))
def test_every_card_s_zone_is_found(number: str, born: object, until: object, sex: str) -> None:
    lines = zone_lines(number, f"{born:%y%m%d}", f"{until:%y%m%d}", sex)
    zone = only(list(lines))
    assert zone.number is not None
    assert (zone.number.text, zone.lines) == (number, lines)


@pytest.mark.parametrize(
    ("row", "slip"),
    [
        (0, ("0000003", "OOO0003")),
        (0, ("IDVNM1", "1DVNM1")),
        (0, ("<<3", "KK3")),
        (0, ("<<3", "<3")),
        (0, ("<<3", "«3")),
        (0, ("IDVNM", "ID VNM")),
        (1, ("9901018", "99O1O18")),
        (1, ("9901018", "990lOI8")),
        (1, ("VNM<<", "VNMK<")),
        (1, ("VNM<<<<<<<<<<<", "VNM<<<<<<<<<")),
        (1, ("VNM<<<<<<<<<<<", "VNM<<<<<<<<<<<<<")),
        (1, ("VNM<<<<<<<<<<<6", "VNM<<<<<<<<KC<G")),
    ],
)
def test_a_reader_s_slip_is_mended_where_the_check_digits_prove_it(row: int, slip: tuple[str, str]) -> None:
    lines = list(ZONE)
    lines[row] = lines[row].replace(*slip)
    assert lines[row] != ZONE[row]
    assert only(lines).lines == ZONE


@given(row=st.sampled_from([0, 1]), column=st.integers(0, 29), digit=st.sampled_from("0123456789"))
def test_another_digit_is_never_believed(row: int, column: int, digit: str) -> None:
    lines = list(ZONE)
    assume(lines[row][column].isdigit() and lines[row][column] != digit)
    lines[row] = lines[row][:column] + digit + lines[row][column + 1 :]
    assert find_zones(lines) == ()


@given(st.integers(0, 10), st.integers(0, 10), st.integers(0, 9))
def test_two_places_changed_alike_are_not_believed_either(first: int, second: int, digit: int) -> None:
    """The number stands twice: changing both, with their own check digits, still leaves the composite."""
    assume(first < second and ZONE[0][15 + first] != str(digit))
    number = ZONE[0][15 + first :]
    altered = ZONE[0][: 15 + first] + str(digit) + number[1:]
    assert find_zones([altered, *ZONE[1:]]) == ()


def test_a_line_of_noise_may_stand_between() -> None:
    assert only([ZONE[0], "~ .", ZONE[1], ZONE[2]]).rows == (0, 2, 3)


def test_the_names_may_be_missing_and_their_tail_garbled() -> None:
    assert only(list(ZONE[:2])).lines == ZONE[:2]
    assert only([*ZONE[:2], "NGUYEN<<THI<MAU<<<<KK<<C<<"]).lines == ZONE
    assert only([*ZONE[:2], "LE<<THI<LE<<<<<<<<<<<<<<<"]).given_names == "THI LE"


def test_two_cards_on_a_page() -> None:
    other = zone_lines("000200000001", "000203", "400203", "M")
    assert [zone.rows for zone in find_zones([*ZONE, "", *other])] == [(0, 1, 2), (4, 5, 6)]


def test_a_card_without_end_of_validity() -> None:
    assert only(list(zone_lines("000060000001", "600203", "<<<<<<", "M"))).valid_until is None


def test_a_number_that_contradicts_its_zone_tells() -> None:
    zone = only(list(zone_lines("000199000000", "980101", "390101", "M")))
    assert [(item.expected, item.seen) for item in zone.contradictions] == [("99", "98"), ("female", "male")]


@given(lines=st.lists(st.text("ABCKIDVNM<0123456789 O«", max_size=34), max_size=5))
def test_any_lines_are_harmless(lines: list[str]) -> None:
    assert all(len(line) == 30 for zone in find_zones(lines) for line in zone.lines)


def test_check_digits_of_the_standard() -> None:
    assert check_digit("520727") == "3"  # ICAO 9303 part 3, appendix A
    assert check_digit("AB2134<<<") == "5"
