"""Secret marks: stamps stop a paper, words about secrets do not."""

from __future__ import annotations

import pytest

from pipeline.check.secret_mark import find_secret_mark
from tests.pipeline.letters import decision, line, page


@pytest.mark.parametrize(
    "stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "| MẬT |", "TÓI MẬT", "TUYET MẠT", "M Ậ T", "T Ố I M Ậ T"]
)
def test_a_stamp_alone_on_its_line_is_found(stamp: str) -> None:
    assert find_secret_mark([page(), page(line(stamp.replace("|", "¦"), 0.2, 0.15), index=1)]) == 1


def test_a_stamp_beside_the_date_is_found() -> None:
    first = decision()
    stamped = first.model_copy(update={"lines": (*first.lines, line("MẬT |0.6 (Hỏa tốc)", 0.25, 0.14))})
    assert find_secret_mark([stamped]) == 0


@pytest.mark.parametrize(
    ("text", "top"),
    [
        ("bảo vệ bí mật nhà nước", 0.15),
        ("LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", 0.2),
        ("mật", 0.2),
        ("Mật", 0.2),
        ("MẬT ĐỘ XÂY DỰNG", 0.3),
        ("MẬT", 0.8),
        ("MẬT", 0.51),
        ("TUYỆT MẬT", 0.6),
        ("T Ố I M Ậ T", 0.7),
        ("BẢO MẬT", 0.2),
        ("BÍ MẬT", 0.2),
        ("KHÔNG MẬT", 0.2),
        ("MẬT ONG", 0.2),
        ("ĐỘ MẬT: MẬT", 0.2),
        ("tối mật", 0.2),
    ],
)
def test_words_about_secrets_are_no_stamp(text: str, top: float) -> None:
    assert find_secret_mark([decision(), page(line(text, 0.2, top), index=1)]) is None


def test_a_common_decision_is_not_secret() -> None:
    assert find_secret_mark([decision()]) is None
