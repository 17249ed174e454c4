"""A file beside the document that it should be: what counts as the same, and what is told of a difference."""

import pytest

from projreg.publishing.first_difference import first_difference, same

SAME = [
    (b"", b"", True),
    (b"a\nb\n", b"a\nb\n", True),
    (b"a\r\nb\r\n", b"a\nb\n", True),
    (b"a\nb\n", b"a\r\nb\r\n", True),  # git keeps a calendar or a table so, where its lines are normalised
    (b'"a\r\nb"\r\n', b'"a\nb"\r\n', True),
    (b"a\rb\n", b"a\nb\n", False),
    (b"a\n\nb\n", b"a\nb\n", False),
    (b"a\nb", b"a\nb\n", False),
    (b"", b"\n", False),
]


@pytest.mark.parametrize(("old", "new", "alike"), SAME)
def test_line_ends_of_a_text_do_not_count(old: bytes, new: bytes, alike: bool) -> None:
    assert same(old, new, is_text=True) is alike
    assert same(old, new, is_text=False) is (old == new), "in a workbook every byte counts"


LONG = "En lång rad om bredband i byarna norr om sjön, som börjar som den andra "
TOLD = [
    ("a\nb\n", "a\nc\n", "line 2 has “b” where “c” should stand"),
    ("a\n", "a\nb\n", "line 2 has nothing where “b” should stand"),
    ("a\nb\n", "a\n", "line 2 has “b” where nothing should stand"),
    ("", "a\n", "line 1 has nothing where “a” should stand"),
    ('  "a": 1\n', '  "a": 2\n', 'line 1 has “"a": 1” where “"a": 2” should stand'),
    ("a \n", "a\n", "line 1 has “a ” where “a” should stand"),
    ("\ufeffa\n", "a\n", "line 1 has “\\ufeffa” where “a” should stand"),
    ("a\rb\n", "a\nb\n", "only its line ends are others"),
    ("a\nb", "a\nb\n", "only its line ends are others"),
    (
        f"{LONG}men slutar här, {LONG}\n",
        f"{LONG}men slutar där, {LONG}\n",
        "line 1 has “…rjar som den andra men slutar här, En lång rad om bredband i…” "
        "where “…rjar som den andra men slutar där, En lång rad om bredband i…” should stand",
    ),
    (
        f"x{LONG}\n",
        f"y{LONG}\n",
        "line 1 has “xEn lång rad om bredband i byarna norr om sjön, som börjar s…” "
        "where “yEn lång rad om bredband i byarna norr om sjön, som börjar s…” should stand",
    ),
    # what looks the same
    (
        "den 1 januari – 2 maj\n",
        "den 1\u00a0januari – 2\u00a0maj\n",
        "line 1 has “den 1 januari – 2 maj” where “den 1\\u00a0januari – 2\\u00a0maj” should stand",
    ),
    ("1\u202f000\n", "1\u00a0000 kr\n", "line 1 has “1\\u202f000” where “1\\u00a0000 kr” should stand"),
    ("Go\u0308rel\n", "Görel\n", "line 1 has “Go\\u0308rel” where “Görel” should stand"),
    ("Bro\u2011by\n", "Bro-by\n", "line 1 has “Bro\\u2011by” where “Bro-by” should stand"),
    ("a\tb\n", "a b\n", "line 1 has “a\\u0009b” where “a b” should stand"),
    ("a \n", "a\u00a0\n", "line 1 has “a ” where “a\\u00a0” should stand"),
    ("1\u00a0maj\n", "1\u00a0juni\n", "line 1 has “1\u00a0maj” where “1\u00a0juni” should stand"),
    ("1\u00a0maj\n", "1\u00a0maj – 2\n", "line 1 has “1\u00a0maj” where “1\u00a0maj – 2” should stand"),
    ("a\0\n", "b\0\n", "its content is another"),
]


@pytest.mark.parametrize(("old", "new", "told"), TOLD)
def test_the_first_difference_is_told(old: str, new: str, told: str) -> None:
    assert first_difference(old.encode(), new.encode()) == told
