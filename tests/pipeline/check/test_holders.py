"""Whose papers: one that strayed in from another dossier is told, papers of one family are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.findings import FindingCode
from models.paper import ProposedPaper
from pipeline.check.holders import ROLES, Person, check_holders, find_strays, same_person
from tests.pipeline.check.asked import Values, fields_of

AN = {"holder_name": "Nguyễn Mẫu An", "holder_id": "000099000001", "born_on": "1999-05-04"}
BINH = {"holder_name": "Trần Mẫu Bình", "holder_id": "000098000002", "born_on": "1998-01-01"}
CHI = {"holder_name": "Lê Mẫu Chi", "holder_id": "000197000003", "born_on": "1997"}
WEDDING = {"wife_name": CHI["holder_name"], "wife_id": CHI["holder_id"], "husband_name": "NGUYỄN MẪU AN"}
BIRTH = {"holder_name": "Nguyễn Mẫu Em", "born_on": "2026-01-01", "mother_name": "Lê Mẫu Chi", "father_name": None}
LETTER = {"issuer": "ỦY BAN NHÂN DÂN", "signer": "Trần Mẫu Vỹ", "enterprise_name": "CÔNG TY"}


def paper(values: Values, *, page: int = 1) -> ProposedPaper:
    return ProposedPaper(kind="degree", kind_confidence=1, pages=(page,), fields=fields_of(values))


def strays(*papers: Values, declared: Person | None = None) -> list[tuple[int, str]]:
    found = find_strays([paper(values) for values in papers], declared=declared)
    return [(stray.place, stray.field) for stray in found]


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ([], []),
        ([AN], []),
        ([AN, BINH], []),  # who of them strayed, nothing tells
        ([AN, AN], []),
        ([AN, AN, BINH], [(2, "holder_name")]),
        ([BINH, AN, AN], [(0, "holder_name")]),
        ([AN, BINH, AN, CHI], [(1, "holder_name"), (3, "holder_name")]),
        ([AN, AN, BINH, BINH], []),  # two persons' dossier
        ([AN, AN, LETTER], []),  # names nobody
        ([AN, BINH, CHI], []),
        ([WEDDING, AN, CHI], []),
        ([WEDDING, AN, BINH], [(2, "holder_name")]),
        ([WEDDING, CHI, BIRTH], []),
        ([BIRTH, CHI, AN], [(2, "holder_name")]),
        ([AN, AN, {"person_name": "Đỗ Mẫu Dung"}], [(2, "person_name")]),
        ([AN, AN, {"holder_id": "000098000002"}], [(2, "holder_id")]),
        ([AN, AN, {"requester_name": "Nguyễn Mẫu An", "holder_name": "Đỗ Mẫu Dung"}], []),
        ([AN, AN, {"holder_name": None, "holder_id": None}], []),
    ],
)
def test_who_strayed_in(papers: Sequence[Values], expected: list[tuple[int, str]]) -> None:
    assert strays(*papers) == expected


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"holder_name": "NGUYEN MAU AN"}, True),
        ({"holder_name": "Đọc Sai Tên"}, True),  # the number is the same
        ({"holder_id": "000099000007"}, True),  # a slip in the number; name and birth are the same
        ({"holder_id": "000099000007", "born_on": "1999"}, False),
        ({"holder_id": "123456789", "born_on": None}, True),  # the old number beside the new one
        ({"holder_id": None, "born_on": "1999"}, True),
        ({"holder_id": None, "born_on": "1998"}, False),
        ({"holder_id": None, "holder_name": "Nguyễn Mẫu Anh"}, False),
    ],
)
def test_the_same_person(other: Values, same: bool) -> None:
    assert (strays(AN, AN, {**AN, **other}) == []) is same


def test_the_declared_holder_decides() -> None:
    holder = Person(number="000099000001")
    assert strays(AN, declared=holder) == []
    assert strays(BINH, declared=holder) == [(0, "holder_name")]
    assert strays(AN, BINH, BINH, declared=holder) == [(1, "holder_name"), (2, "holder_name")]
    assert strays({**AN}, {"wife_name": "Nguyễn Mẫu An", "husband_name": "Trần Mẫu Bình"}, BINH, declared=holder) == []
    assert strays({"holder_name": "Trần Mẫu Bình"}, declared=holder) == []  # has no number to compare
    assert strays({**BINH, "holder_id": "123456789"}, declared=holder) == []
    assert strays({"holder_name": "Trần Mẫu Bình"}, declared=Person(name="Nguyễn Mẫu An")) == [(0, "holder_name")]


def test_the_finding_stands_on_the_name_and_changes_no_value() -> None:
    papers = [paper(AN), paper({**BINH, "sex": "Nam"}, page=2), paper(AN, page=3)]
    checked = check_holders(papers)
    assert [each.pages for each in checked] == [(1,), (2,), (3,)]
    (found,) = checked[1].fields["holder_name"].findings
    assert (found.code, found.expected, found.seen) == (
        FindingCode.HOLDER_DIFFERS, "Nguyễn Mẫu An", "Trần Mẫu Bình",
    )  # fmt: skip
    assert all(not field.findings for place in (0, 2) for field in checked[place].fields.values())
    values = [{name: field.value for name, field in each.fields.items()} for each in checked]
    assert values == [AN, {**BINH, "sex": "Nam"}, AN]


PEOPLE = st.builds(
    Person,
    number=st.sampled_from(["", "000099000001", "000099000002", "123456789"]),
    name=st.sampled_from(["", "An Mẫu", "an mâu", "Bình"]),
    born_on=st.sampled_from(["", "1999", "1999-05", "1999-05-04", "1998"]),
)


@given(PEOPLE, PEOPLE)
def test_being_the_same_goes_both_ways(one: Person, other: Person) -> None:
    assert same_person(one, other) == same_person(other, one)
    assert same_person(one, one) is bool(one.number or one.name)


@given(
    st.lists(
        st.fixed_dictionaries({}, optional={f"{role}_name": st.sampled_from("ABCD") for role in ROLES}), max_size=7
    )
)
def test_order_does_not_matter_and_the_only_two_are_never_strays(papers: list[dict[str, str]]) -> None:
    found = find_strays([paper(values) for values in papers])
    backwards = find_strays([paper(values) for values in reversed(papers)])
    assert {stray.place for stray in found} == {len(papers) - 1 - stray.place for stray in backwards}
    for stray in found:
        own = set(papers[stray.place].values())
        rest = [set(values.values()) for place, values in enumerate(papers) if place != stray.place]
        assert not any(own & other for other in rest)
        assert any(one & other for place, one in enumerate(rest) for other in rest[place + 1 :])
