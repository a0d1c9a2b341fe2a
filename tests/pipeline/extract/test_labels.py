"""Labels: found with letters mistaken, told apart by order, columns kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogue.loading import kind, kinds
from pipeline.extract.form import label_fields
from pipeline.extract.labels import find_labels
from pipeline.extract.rows import bare, printed_rows, within
from tests.pipeline.letters import line, page

CHILD = page(
    line("GIẤY KHAI SINH", 0.42, 0.1),
    line("Họ, chữ đệm, tên: NGUYỄN MẪU AN", 0.1, 0.2),
    line("Giới tính: Nam Dân tộc: Kinh Quốc tịch: Việt Nam", 0.1, 0.24),
    line("Họ, chữ đệm, tên người mẹ: TRẦN MẪU BÌNH", 0.1, 0.3),
    line("Năm sinh: 1990 Dân tộc: Tày Quốc tịch: Việt Nam", 0.1, 0.34),
    line("Họ, chữ đệm, tên người cha: NGUYỄN MẪU CHÍ", 0.1, 0.4),
    line("Năm sinh: 1988 Dân tộc: Mường Quốc tịch: Lào", 0.1, 0.44),
)


def _words_behind(name: str, kind_code: str = "birth-certificate") -> str:
    rows = printed_rows([CHILD])
    labels = find_labels(kind(kind_code), rows, column="")
    found = labels.fields[name]
    return " ".join(word.text for word in rows[found.row].part(found.end, labels.next_in(found.row, found.end)))


def test_repeated_labels_belong_to_whom_they_follow() -> None:
    assert [_words_behind(name) for name in ("ethnicity", "mother_ethnicity", "father_ethnicity")] == [
        "Kinh", "Tày", "Mường",
    ]  # fmt: skip
    assert _words_behind("father_nationality") == "Lào"
    assert _words_behind("father_born_on") == "1988"


def test_a_lost_label_takes_no_other_ones_value() -> None:
    lines = [item for item in CHILD.lines if "Giới tính" not in item.text]
    labels = find_labels(kind("birth-certificate"), printed_rows([page(*lines)]), column="")
    assert "ethnicity" not in labels.fields
    assert "mother_ethnicity" in labels.fields


def test_letters_of_a_label_may_be_mistaken() -> None:
    rows = printed_rows([page(line("Họ, chữ đêm, tên ngưới mẹ: TRẦN MẪU BÌNH", 0.1, 0.3))])
    assert "mother_name" in find_labels(kind("birth-certificate"), rows, column="").fields


def test_words_of_one_height_make_one_row_whatever_lines_they_came_in() -> None:
    rows = printed_rows([page(line("Dân tộc: Kinh", 0.6, 0.24), line("Giới tính: Nam", 0.1, 0.241))])
    assert [row.text for row in rows] == ["Giới tính: Nam Dân tộc: Kinh"]
    assert [row.text for row in within(rows, 0.5, 1.0)] == ["Dân tộc: Kinh"]


@given(st.text(max_size=40))
def test_bare_letters_are_folded_letters_and_digits(text: str) -> None:
    assert bare(text) == bare(bare(text))
    assert all(letter.isalnum() for letter in bare(text))


@given(st.lists(st.sampled_from([label for rule in kind("birth-certificate").fields.values() for label in rule.labels]),
                max_size=12), st.sampled_from(sorted(kinds())))  # fmt: skip
def test_any_order_of_labels_gives_each_field_one_place_at_most(labels: list[str], code: str) -> None:
    rows = printed_rows([page(*(line(f"{label}: x", 0.1, 0.02 + 0.05 * row) for row, label in enumerate(labels)))])
    found = find_labels(kind(code), rows, column="").fields
    places = [(item.row, item.start) for item in found.values()]
    assert len(places) == len(set(places))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nơi cư trú: 5 Lê Lợi, Phường 3, Q.10, TP.HCM", "5 Lê Lợi, Phường 3, Q.10, TP.HCM"),
        ("Nơi cư trú: 5 Lê Lợi, phường Bến Nghé, quận 1", "5 Lê Lợi, phường Bến Nghé, quận 1"),
        ("Nơi cư trú: 5 Lê Lợi, Q. TÂN BÌNH", "5 Lê Lợi, Q. TÂN BÌNH"),
    ],
)
def test_an_address_keeps_its_district(text: str, value: str) -> None:
    fields = label_fields(kind("marital-status"), [page(line(text, 0.1, 0.3))])
    assert fields["residence"].value == value


def test_a_text_goes_on_with_a_row_that_ends_in_a_day() -> None:
    rows = (
        line(
            "8. Tình trạng án tích: Có án tích: 05 năm tù về tội cố ý gây thương tích hoặc gây tổn hại cho sức khỏe",
            0.1,
            0.3,
        ),
        line("của người khác, tuyên tại Hà Nam, ngày 05 tháng 3 năm 2010", 0.1, 0.32),
        line("Hà Nam, ngày 07 tháng 4 năm 2023", 0.6, 0.34),
    )
    value = label_fields(kind("criminal-record-1"), [page(*rows)])["conviction"].value
    assert value is not None
    assert value.endswith("ngày 05 tháng 3 năm 2010")
