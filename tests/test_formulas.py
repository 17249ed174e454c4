"""Text that a spreadsheet would run: guarded wherever a cell could begin, and as it was again."""

import csv

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from projreg.values.formulas import guarded, unguarded

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\N{NO-BREAK SPACE}\u3000", '"', "'", ' "', "\t "])
def test_what_begins_like_a_formula_is_guarded(start: str, before: str) -> None:
    assert guarded(f"{before}{start}1+1").startswith(f"'{before}{start}")


@pytest.mark.parametrize(
    "text", ["", "Fiber", "a=b", "2024-01-01", "KS 2023/114", "e-post", "Å & Ä", "a;b, c", "'citat'"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert (guarded(text), unguarded(text)) == (text, text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("+46 70 123", "'+46 70 123"),
        ("a;=1+1", "a;'=1+1"),
        ("a, =1+1", "a,' =1+1"),
        ("- en\n- två", "'- en\n'- två"),
        ("'=1", "''=1"),
    ],
)
def test_every_stretch_is_guarded(text: str, shown: str) -> None:
    assert (guarded(text), unguarded(shown)) == (shown, text)


@given(st.text() | st.text(alphabet="=+-@\t\r\n;,'\" aå＝"))
@example("'=")
@example("''\t")
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="=+-@\t;,'\" aå＝"))
def test_no_way_of_parting_cells_begins_one_with_a_formula(text: str) -> None:
    line = '"' + guarded(text).replace('"', '""') + '"'
    for sign in (";", ","):
        for cell in (*line.split(sign), *next(csv.reader([line], delimiter=sign), [])):
            assert not cell.strip().strip('"').strip().startswith(STARTS)
