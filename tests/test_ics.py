"""iCalendar's content lines: folded, escaped, and read back by icalendar as what was meant."""

import re
from datetime import date
from typing import Any

import pytest
from calendars import read_calendar
from hypothesis import example, given
from hypothesis import strategies as st

from projreg.encode.ics import component, day, line, moment, text, texts, uri
from projreg.visible import visible

ANY_TEXT = st.text(st.characters())  # controls and lone surrogates too


@given(ANY_TEXT)
@example("x" * 75)
@example("å" * 200)
@example("x" * 61 + "🏔️" * 40)
@example("rad\rrad")
def test_lines_are_folded_between_characters(value: str) -> None:
    octets = line("DESCRIPTION", text(value)).encode()
    parts = octets.split(b"\r\n")
    assert parts.pop() == b""
    assert max(map(len, parts)) <= 75
    for part in parts:
        part.decode()  # each is UTF-8 by itself
    assert [part[:1] for part in parts[1:]] == [b" "] * (len(parts) - 1)
    assert not re.search(rb"[\x00-\x1f\x7f]", b"".join(parts))
    assert (len(parts) == 1) == (len(b"".join(parts)) <= 75)


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150])
def test_a_line_is_filled_before_it_is_folded(length: int) -> None:
    value = "x" * (length - len("NAME:"))
    wanted = {74: [74], 75: [75], 76: [75, 2], 149: [75, 75], 150: [75, 75, 2]}[length]
    assert [len(part) for part in line("NAME", value).removesuffix("\r\n").split("\r\n")] == wanted


def test_a_character_of_several_octets_is_not_cut() -> None:
    made = line("NAME", "x" * 69 + "å" + "y")
    assert made == "NAME:" + "x" * 69 + "\r\n åy\r\n"


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("", ""),
        ("Bredband", "Bredband"),
        (r"C:\nya; en, två: tre", r"C:\\nya\; en\, två: tre"),
        ('"citat"', '"citat"'),
        ("rad\nrad\r\nrad\rrad\trad", "rad rad rad rad rad"),
        ("\x1b[31m\u202e\ufeff\x85\u2028", r"\\u001b[31m\\u202e\\ufeff\\u0085\\u2028"),
        ("BEGIN:VEVENT\r\nEND:VCALENDAR", "BEGIN:VEVENT END:VCALENDAR"),
    ],
)
def test_text(value: str, escaped: str) -> None:
    assert text(value) == escaped


def test_a_line_of_text_cannot_forge_another() -> None:
    assert text("Ägare: A\nLäge: B", r"Läge: C\nD") == r"Ägare: A Läge: B\nLäge: C\\nD"


@given(ANY_TEXT, ANY_TEXT)
@example(r"\n", r"\\N\,\;")
@example(" rum före", "rum efter ")
def test_text_is_read_back(one: str, other: str) -> None:
    event = read_back(line("SUMMARY", text(one)), line("DESCRIPTION", text(one, other)))
    assert str(event["SUMMARY"]) == visible(one)
    assert str(event["DESCRIPTION"]) == f"{visible(one)}\n{visible(other)}"


@given(st.lists(ANY_TEXT.filter(bool), min_size=1))
@example(["a,b", r"c\,d", ";"])
def test_a_list_of_text_is_read_back(values: list[str]) -> None:
    event = read_back(line("CATEGORIES", texts(values)))
    assert [str(each) for each in event["CATEGORIES"].cats] == [visible(each) for each in values]


def read_back(*lines: str) -> Any:
    """The event of a calendar with these properties, as icalendar takes it."""
    event = component("VEVENT", [line("UID", "x"), *lines])
    [found] = read_calendar(component("VCALENDAR", [event])).walk("VEVENT")
    return found


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2024, 2, 29), "20240229"),
        (date(1, 1, 1), "00010101"),
        (date(9999, 12, 31), "99991231"),
    ],
)
def test_days(value: date, written: str) -> None:
    assert (day(value), moment(value)) == (written, f"{written}T000000Z")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://x.example/a;b,c?d=%20&e=(1)#f", "https://x.example/a;b,c?d=%20&e=(1)#f"),
        (" http://västerås.example/å ", "http://v%C3%A4ster%C3%A5s.example/%C3%A5"),
        ("https://x.example/\r\nBEGIN:VALARM", "https://x.example/%0D%0ABEGIN:VALARM"),
        ('https://x.example/"<>\\^`{|}\udcff', "https://x.example/%22%3C%3E%5C%5E%60%7B%7C%7D%5C%75%64%63%66%66"),
    ],
)
def test_addresses(value: str, written: str) -> None:
    assert uri(value) == written
