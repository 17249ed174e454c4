"""Names that are told apart: as they are, and with a number where another has the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.values.kept_apart import kept_apart

NAMES = [
    ("", ""),
    ("a b", "a b"),
    ("a a b a", "a a.2 b a.3"),
    ("a a.2 a", "a a.2 a.3"),
    ("a a a.2", "a a.2 a.2.2"),
]


@pytest.mark.parametrize(("names", "kept"), NAMES)
def test_a_number_tells_them_apart(names: str, kept: str) -> None:
    assert kept_apart(names.split()) == kept.split()


def test_one_without_a_name_is_told_apart_too() -> None:
    assert kept_apart(["", ""]) == ["", ".2"]


@given(st.lists(st.sampled_from(["", "a", "a.2", "a.2.2", "b", ".2"])))
def test_none_stands_twice(names: list[str]) -> None:
    kept = kept_apart(names)
    assert len({*kept}) == len(names)
    assert [*map(str.startswith, kept, names)] == [True] * len(names)
    assert kept_apart([*names, "c"])[:-1] == kept, "a name does not depend on those behind it"
