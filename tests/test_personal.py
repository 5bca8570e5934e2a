from __future__ import annotations

import pytest

from handoutpress.personal import Personal, in_its_script

ARABIC = " style=\"font-family:'IBM Plex Sans Arabic'\""


@pytest.mark.parametrize(
    ("words", "attributes"),
    [
        ("Ann Lee", ""),
        ("Nguyễn Thị Ánh", " style=\"font-family:'IBM Plex Sans'\""),
        ("محمد", f' dir="rtl"{ARABIC}'),
        ("(محمد) Ali\nAnn", f' dir="rtl"{ARABIC}'),
        ("Ali (محمد)", ARABIC),
        ("Анна محمد", ""),
        ("123", ""),
        ("", ""),
    ],
)
def test_words_are_set_in_their_direction_and_whole_in_one_face_that_has_all(words: str, attributes: str) -> None:
    assert str(in_its_script(words)) == attributes


def test_whose_it_is_is_told_by_no_one() -> None:
    assert "Ann" not in repr(Personal(name="Ann"))
    assert Personal(date="today")
    assert not Personal()
