"""Cleaned text holds nothing that acts, and cleaning it again changes nothing."""

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.visible import UNSEEN, escape_unseen, visible, visible_paragraphs

ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")
ANY_TEXT = st.text(st.characters())  # lone surrogates too


def acts(text: str) -> list[str]:
    return [each for each in text if unicodedata.category(each) in ACTING]


def test_unseen_are_all_that_act() -> None:
    unseen = re.compile(f"[{UNSEEN}]")
    missed, taken = [], []
    for code in range(sys.maxunicode + 1):
        category = unicodedata.category(chr(code))
        found = unseen.match(chr(code)) is not None
        if category in ACTING and not found:
            missed.append(hex(code))
        if found and category not in (*ACTING, "Cn"):  # Cn: newer Unicode may have given it a meaning
            taken.append(hex(code))
    assert (missed, taken) == ([], [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hållbar fiber", "Hållbar fiber"),
        ("", ""),
        ("a\tb\nc\r\nd\re", "a b c d e"),
        ("\x1b[31mröd\x1b[0m", r"\u001b[31mröd\u001b[0m"),
        ("\x9b31m", r"\u009b31m"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("\u200b\ufeff\xad", r"\u200b\ufeff\u00ad"),
        ("\u2028\u2029\x85", r"\u2028\u2029\u0085"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
        ("\x00\x7f", r"\u0000\u007f"),
        ("👩\u200d💻", "👩\\u200d💻"),
        ("a\N{NO-BREAK SPACE}b", "a\N{NO-BREAK SPACE}b"),
        (r"\u001b", r"\u001b"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n\nb", "a\n\nb"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb\n\x1bc\u2028", "a b\n\\u001bc\\u2028"),
        ("", ""),
        ("\n", "\n"),
    ],
)
def test_paragraphs_keep_their_breaks(text: str, shown: str) -> None:
    assert visible_paragraphs(text) == shown


def test_escaping_leaves_no_break_either() -> None:
    assert escape_unseen("a\tb\r\n\u2028") == r"a\u0009b\u000d\u000a\u2028"


@given(ANY_TEXT)
def test_cleaning_is_done_once(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible_paragraphs(visible_paragraphs(text)) == visible_paragraphs(text)
    assert escape_unseen(escape_unseen(text)) == escape_unseen(text)


@given(ANY_TEXT)
def test_nothing_acts_in_cleaned_text(text: str) -> None:
    assert acts(visible(text)) == acts(escape_unseen(text)) == []
    assert acts(visible_paragraphs(text).replace("\n", "")) == []
    assert visible(text).encode().decode() == visible(text)


def test_naughty_strings(shared: Path) -> None:
    naughty = json.loads((shared / "data/corpora/naughty_strings.json").read_text("utf-8"))
    assert len(naughty) > 400
    for each in naughty:
        assert acts(visible(each)) == []
        assert visible(visible(each)) == visible(each)
        assert len(visible(each).splitlines()) <= 1
        if not acts(each):
            assert visible(each) == each
