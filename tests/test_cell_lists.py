"""Several texts in one cell: written and read back the same, and read as people write them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projreg.values.cell_lists import joined, parted


@given(st.lists(st.text()))
@example([""])
@example(["", "  ", ";", '"', '";"', "a\n", " a"])
@example(['"a', 'b"'])
def test_what_is_joined_is_parted_again(items: list[str]) -> None:
    assert parted(joined(items)) == items


@given(st.lists(st.text(alphabet='a; "\n')))
def test_awkward_items_come_back(items: list[str]) -> None:
    assert parted(joined(items)) == items


@pytest.mark.parametrize(
    ("items", "cell"),
    [
        ([], ""),
        (["Umeå"], "Umeå"),
        (["Umeå kommun", "Bygd, by och fjäll"], "Umeå kommun; Bygd, by och fjäll"),
        (["a; b", "c"], '"a; b"; c'),
        (['Föreningen "Vi"', "c"], '"Föreningen ""Vi"""; c'),
    ],
)
def test_a_cell_is_plain_to_read(items: list[str], cell: str) -> None:
    assert joined(items) == cell


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("  ", []),
        (";;", []),
        ("a;b ;  c;", ["a", "b", "c"]),
        ('Föreningen "Vi"; b', ['Föreningen "Vi"', "b"]),
        ('"Vi" i byn; b', ['"Vi" i byn', "b"]),
        ('"oavslutat; b', ['"oavslutat', "b"]),
        ('"a; b"; "c"', ["a; b", "c"]),
        ('"a" ;b', ["a", "b"]),
    ],
)
def test_a_cell_that_a_person_wrote_is_read(cell: str, items: list[str]) -> None:
    assert parted(cell) == items


def test_a_long_cell_takes_no_long_time() -> None:
    assert len(parted('"a;' * 50_000)) == 50_000
    assert len(parted('"a;""; ' * 50_000)) == 100_000
