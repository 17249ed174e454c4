"""Days and amounts as real lists write them: those with one meaning are read right, no other is read."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.errors import UsageError
from projreg.intake.days import Order, Unclear, is_period, order_of, read_day, read_period
from projreg.intake.sums import grouping_of, read_sum, scale_of
from projreg.language import MONTHS


def corpus(shared: Path, name: str) -> list[dict[str, Any]]:
    text = (shared / "data" / "corpora" / f"{name}.json").read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)
    return found


def shares(entries: Iterable[dict[str, Any]], orders: dict[str, Order]) -> tuple[int, int, list[str]]:
    """How many days are read as meant, how many with a meaning are refused, and what is read wrong."""
    right, refused, wrong = 0, 0, []
    for each in entries:
        try:
            found = read_day(each["raw"], orders.get(each["source"], "")).isoformat()
        except Unclear:
            refused += each["iso"] is not None
            continue
        right += found == each["iso"]
        wrong += [] if found == each["iso"] else [each["raw"]]
    return right, refused, wrong


def test_days_of_real_lists_are_read_as_meant_or_refused(shared: Path) -> None:
    """133 of the 150 with a meaning alone, 139 with what their column tells; the rest are years of two figures."""
    entries = corpus(shared, "dates_real")
    columns = defaultdict(list)
    for each in entries:
        columns[each["source"]].append(each["raw"])
    assert shares(entries, {}) == (133, 17, [])
    assert shares(entries, {source: order_of(texts) for source, texts in columns.items()}) == (139, 11, [])


ONE_THAT_THE_CORPUS_READS_OTHERWISE = ["288.11"]
"""From Luxembourg: the corpus says 28 811, the text 288 and 11 cents. See test_money."""


def test_amounts_of_real_lists_are_read_as_meant_or_refused(shared: Path) -> None:
    """1 064 of 1 162; those refused have three figures behind one sign, or a currency that projreg has no word for."""
    right, wrong = 0, []
    for each in corpus(shared, "amounts_real"):
        try:
            found = read_sum(each["raw"], each["currency"] or "EUR")
        except UsageError:
            continue
        if each["status"] == "ok" and found == each["value"]:
            right += 1
        else:
            wrong.append(each["raw"])
    assert wrong == ONE_THAT_THE_CORPUS_READS_OTHERWISE
    assert right >= 1064


DAY = date(2018, 9, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2018-09-01",
        "20180901",
        "2018-9-1",
        "2018/09/01",
        "2018.09.01",
        "2018-09-01 00:00:00",
        "2018-09-01T00:00:00Z",
        "1.9.2018",
        "01.09.2018",
        "1. 9. 2018",
        "1 september 2018",
        "den 1 september 2018",
        "1:a september 2018",
        "1 sep 2018",
        "1 sept. 2018",
        "lördag 1 september 2018",
        "September 1, 2018",
        "Saturday, September 1, 2018",
        "01-Sep-2018",
        "2018–09–01",
        " 2018-09-01\n",
    ],
)
def test_a_day_with_one_meaning(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2018", "is only a year"),
        ("2018-2021", "is only a year"),
        ("Q3 2018", "is only a quarter"),
        ("kvartal 3 2018", "is only a quarter"),
        ("2018-09", "is only a month"),
        ("09/2018", "is only a month"),
        ("sep 2018", "is only a month"),
        ("september -18", "is only a month"),
        ("ht 2018", "is only a season"),
        ("våren 2018", "is only a season"),
        ("vecka 36 2018", "is only a week"),
        ("180901", "has a year of two figures"),
        ("05.02.16", "has a year of two figures"),
        ("01-Jul-12", "has a year of two figures"),
        ("1/9 2018", "is 1 September or 9 January"),
        ("31/04/2018", "April 2018 has 30 days"),
        ("2018-31-12", "is no day"),
        ("0018-09-01", "has a year that is hardly meant"),
        ("43344", "perhaps the day number of a spreadsheet"),
        ("12.17.2018", "is no day of the calendar"),
        ("snart", "is no date"),
        ("", "is no date"),
        ("9" * 100, "is no date"),
    ],
)
def test_what_is_no_day_says_why(text: str, why: str) -> None:
    with pytest.raises(Unclear) as refused:
        read_day(text)
    assert why in refused.value.message


def test_a_column_tells_the_order_of_its_days() -> None:
    assert order_of(["1/8/2018", "31/12/2018"]) == "dmy"
    assert order_of(["1/8/2018", "12/31/2018"]) == "mdy"
    assert order_of(["1/8/2018", "12/31/2018", "31/12/2018"]) == ""
    assert order_of(["1/8/2018", "2/8/2018"]) == ""
    assert read_day("1/8/2018", "dmy") == date(2018, 8, 1)
    assert read_day("1/8/2018", "mdy") == date(2018, 1, 8)
    with pytest.raises(Unclear, match="the other way round"):
        read_day("12/31/2018", "dmy")


@pytest.mark.parametrize(
    "text",
    [
        "20180901 - 20211231",
        "20180901-20211231",
        "2018-09-01 – 2021-12-31",
        "2018-09-01-2021-12-31",
        "2018-09-01 till 2021-12-31",
        "2018-09-01 t.o.m. 2021-12-31",
        "fr.o.m. 2018-09-01 t.o.m. 2021-12-31",
        "2018-09-01 till och med 2021-12-31",
        "1.9.2018-31.12.2021",
        "1 sep 2018 - 31 dec 2021",
        "2018-09-01 -- 2021-12-31",
        "2018-09-01\n2021-12-31",
    ],
)
def test_a_period_with_one_meaning(text: str) -> None:
    assert read_period(text) == (DAY, date(2021, 12, 31))
    assert is_period(text)


@pytest.mark.parametrize(
    "text",
    [
        "2018-2021",
        "2018-09 - 2021-12",
        "sep 2018 - dec 2021",
        "180901-211231",
        "2018-09-01 -",
        "2018-09-01",
        "- 2021-12-31",
        "1/9 2018 - 1/12 2021",
        "1 sep - 31 dec 2018",
        "2018-09-01 - tills vidare",
        "",
        "-",
    ],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Unclear, match="no period"):
        read_period(text)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.sampled_from(["sv", "en"]))
def test_any_day_is_read_in_every_sure_form(day: date, lang: Any) -> None:
    month = MONTHS[lang][day.month - 1]
    for text in (
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {month} {day.year}",
        f"{month[:3]} {day.day}, {day.year}",
    ):
        assert read_day(text) == day
    assert read_day(f"{day.day}/{day.month}/{day.year}", "dmy") == day
    assert read_day(f"{day.month}/{day.day}/{day.year}", "mdy") == day


@given(st.text(max_size=40))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (read_day, read_period, lambda text: read_sum(text, "SEK", ".", 1000)):
        try:
            read(text)
        except UsageError:
            pass


@pytest.mark.parametrize(
    ("heading", "scale"),
    [
        ("Budget (tkr)", 1000),
        ("Budget tkr", 1000),
        ("Belopp i tusental kronor", 1000),
        ("KSEK", 1000),
        ("Budget, mkr", 10**6),
        ("MSEK", 10**6),
        ("Budget (kr)", 1),
        ("Budget", 1),
        ("Tusenkonstnärer", 1),
    ],
)
def test_a_heading_tells_the_scale(heading: str, scale: int) -> None:
    assert scale_of(heading) == scale


def test_a_column_tells_what_groups_thousands() -> None:
    assert grouping_of(["23.885", "1.250.000"]) == "."
    assert grouping_of(["23.885", "1.250,50"]) == "."
    assert grouping_of(["23,885", "1,250.50"]) == ","
    assert grouping_of(["23.885", "1250.50"]) == ""
    assert read_sum("23.885", "SEK", ".") == 23_885
    assert read_sum("3.900 kr", "SEK", ".") == 3_900
    with pytest.raises(UsageError, match="two ways"):
        read_sum("23.885", "SEK")
    with pytest.raises(UsageError, match="two ways"):
        read_sum("23,885", "SEK", ".")


@given(st.integers(1, 999_999), st.sampled_from([" ", "\xa0", ""]))
def test_scaled_amounts_are_read_back(amount: int, sign: str) -> None:
    text = f"{amount:,}".replace(",", sign)
    assert read_sum(text, "SEK", "", 1000) == amount * 1000
    assert read_sum(f"{text} tkr", "SEK", "", 1000) == amount * 1000
