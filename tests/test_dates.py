"""Days, windows and hand-written dates."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped, unused-ignore]
from hypothesis import given
from hypothesis import strategies as st

from projreg.errors import UsageError
from projreg.intake.days import read_day
from projreg.values.dates import (
    Window,
    add_days,
    add_months,
    days_in_month,
    likely_date,
    no_such_day,
    read_date,
    read_window,
    read_written_date,
    spoken_length,
)

DAY = date(2025, 12, 16)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("90d", date(2026, 3, 16)),
        ("12w", date(2026, 3, 10)),
        ("3m", date(2026, 3, 16)),
        ("1y", date(2026, 12, 16)),
        ("P90D", date(2026, 3, 16)),
        ("P12W", date(2026, 3, 10)),
        ("P3M", date(2026, 3, 16)),
        ("P1Y6M", date(2027, 6, 16)),
        ("P1Y2M3W4D", date(2027, 3, 13)),
        ("p3m", date(2026, 3, 16)),
        ("3M", date(2026, 3, 16)),
        (" 90d ", date(2026, 3, 16)),
        ("0d", DAY),
        ("P0D", DAY),
        ("2026-03-16", date(2026, 3, 16)),
        ("2025-12-16", DAY),
        ("100y", date(2125, 12, 16)),
        ("3 months", date(2026, 3, 16)),
        ("1 månad", date(2026, 1, 16)),
        ("6 Månader", date(2026, 6, 16)),
        ("2 veckor", date(2025, 12, 30)),
        ("90 dagar", date(2026, 3, 16)),
        ("1 år", date(2026, 12, 16)),
        ("2125-12-16", date(2125, 12, 16)),
    ],
)
def test_windows(text: str, end: date) -> None:
    assert read_window(text, DAY) == Window(DAY, end, text.strip())


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "90",
            "-90d",
            "+90d",
            "90 d d",
            "3 moons",
            "3 månad er",
            "3mån",
            "d",
            "1.5m",
            "1,5m",
            "P",
            "PT3M",
            "P3",
            "P1M1Y",
        ),
        *("P-3M", "P1.5M", "2026-13-01", "2026-02-30", "2025-12-15", "2026-3-16", "101y", "1201m", "P100Y1D"),
        *("2125-12-17", "9999999d", "٩d", "P٩D", "\uff12026-03-16", "90d\x00", "1y6m"),
    ],
)
def test_windows_that_are_refused(text: str) -> None:
    with pytest.raises(UsageError) as error:
        read_window(text, DAY)
    assert error.value.exit_status == 2
    assert error.value.mend


def test_a_bare_number_is_told_how_to_be_written() -> None:
    with pytest.raises(UsageError) as error:
        read_window("90", DAY)
    assert (error.value.message, error.value.mend) == ("“90” is no window of time", "90 what? Write 90d for days")


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2026, 1, 31), "1m", date(2026, 2, 28)),
        (date(2024, 1, 31), "1m", date(2024, 2, 29)),
        (date(2025, 11, 30), "3m", date(2026, 2, 28)),
        (date(2024, 2, 29), "1y", date(2025, 2, 28)),
        (date(2024, 2, 29), "4y", date(2028, 2, 29)),
        (date(2026, 2, 28), "1m", date(2026, 3, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, text: str, end: date) -> None:
    assert read_window(text, start).end == end


@given(DAYS, st.integers(0, 1200))
def test_windows_of_months_are_those_of_dateutil(day: date, months: int) -> None:
    wanted = day + relativedelta(months=months)
    assert read_window(f"{months}m", day).end == wanted
    assert read_window(f"P{months // 12}Y{months % 12}M", day).end == wanted


@given(DAYS, st.integers(-3000, 3000))
def test_months_both_ways_are_those_of_dateutil(day: date, months: int) -> None:
    assert add_months(day, months) == day + relativedelta(months=months)


@given(DAYS, st.integers(0, 36_000), DAYS)
def test_a_window_holds_both_its_ends_and_what_lies_between(day: date, length: int, other: date) -> None:
    window = read_window(f"{length}d", day)
    assert window.start in window
    assert window.end in window
    assert day - timedelta(days=1) not in window
    assert window.end + timedelta(days=1) not in window
    assert (other in window) == (0 <= (other - day).days <= length)
    assert None not in window


@given(st.dates(), st.integers(-4_000_000, 4_000_000))
def test_nothing_goes_past_the_calendar(day: date, number: int) -> None:
    wanted = min(max(day.toordinal() + number, date.min.toordinal()), date.max.toordinal())
    assert add_days(day, number).toordinal() == wanted
    assert date.min <= add_months(day, number) <= date.max


def test_windows_at_the_calendars_end() -> None:
    assert read_window("90d", date(9999, 12, 30)).end == date.max
    assert read_window("100y", date(9950, 1, 1)).end == date.max


@given(st.dates())
def test_days_in_month(day: date) -> None:
    assert day.day <= days_in_month(day.year, day.month)
    if day.day == days_in_month(day.year, day.month) and day < date.max:
        assert (day + timedelta(days=1)).day == 1


@given(st.dates())
def test_dates_are_read_as_written(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        (
            "2024-02-30",
            "2024-02-30 is no day of the calendar",
            "30 February 2024 does not exist; the month's last day is 29",
        ),
        ("28.6.2024", "“28.6.2024” is no date", "did you mean 2024-06-28?"),
        ("imorgon", "“imorgon” is no date", "write year-month-day, such as 2024-06-30"),
        ("2024-6-28", "“2024-6-28” is no date", "did you mean 2024-06-28?"),
        ("", "“” is no date", "write year-month-day, such as 2024-06-30"),
    ],
)
def test_dates_that_are_refused(text: str, message: str, mend: str) -> None:
    with pytest.raises(UsageError) as error:
        read_date(text)
    assert (error.value.message, error.value.mend) == (message, mend)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024-13-01", "there is no month 13; did you mean 2024-01-13?"),
        ("2024-28-06", "there is no month 28; did you mean 2024-06-28?"),
        ("2024-13-40", "there is no month 13; months go from 01 to 12"),
        ("2024-00-10", "there is no month 0; months go from 01 to 12"),
        ("2024-06-31", "31 June 2024 does not exist; the month's last day is 30"),
        ("2023-02-29", "29 February 2023 does not exist; the month's last day is 28"),
        ("1900-02-29", "29 February 1900 does not exist; the month's last day is 28"),
        ("2024-05-00", "0 May 2024 does not exist; the month's last day is 31"),
        ("0000-01-01", "the calendar begins with the year 0001"),
    ],
)
def test_why_a_day_does_not_exist(text: str, why: str) -> None:
    assert no_such_day(text) == why


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("2024/6/28", date(2024, 6, 28)),
        ("20240628", date(2024, 6, 28)),
        ("2024-06-28 00:00", date(2024, 6, 28)),
        ("28.6.2024", date(2024, 6, 28)),
        ("28/06/2024", date(2024, 6, 28)),
        ("6/28/2024", date(2024, 6, 28)),
        ("05/05/2024", date(2024, 5, 5)),
        ("28 juni 2024", date(2024, 6, 28)),
        ("den 1 maj 2024", date(2024, 5, 1)),
        ("1:a maj 2024", date(2024, 5, 1)),
        ("28 June 2024", date(2024, 6, 28)),
        ("28 okt. 2024", date(2024, 10, 28)),
        ("3/4/2024", None),
        ("2024", None),
        ("juni 2024", None),
        ("30.2.2024", None),
        ("28.6.24", None),
        ("", None),
    ],
)
def test_likely_dates(text: str, likely: date | None) -> None:
    assert likely_date(text) == likely


def test_the_dates_of_real_lists_are_read_as_meant_or_not_at_all(shared: Path) -> None:
    written = json.loads((shared / "data/corpora/dates_real.json").read_text("utf-8"))
    wrong, read = [], 0
    for each in written:
        likely = likely_date(each["raw"])
        read += likely is not None
        if likely is not None and likely.isoformat() != each["iso"]:
            wrong.append((each["raw"], str(likely), each["iso"]))
    assert wrong == []
    assert read > 80


@pytest.mark.parametrize(
    ("text", "swedish", "english"),
    [
        ("90d", "90 dagar", "90 days"),
        (" 1D ", "1 dag", "1 day"),
        ("12w", "12 veckor", "12 weeks"),
        ("P3M", "3 månader", "3 months"),
        ("1y", "1 år", "1 year"),
        ("P1Y6M", "1 år och 6 månader", "1 year and 6 months"),
        ("P1Y1M1W1D", "1 år, 1 månad, 1 vecka och 1 dag", "1 year, 1 month, 1 week and 1 day"),
        ("0d", "", ""),
        ("2099-12-31", "", ""),
    ],
)
def test_how_long_a_window_is_in_words(text: str, swedish: str, english: str) -> None:
    window = read_window(text, DAY)
    assert (spoken_length(window, "sv"), spoken_length(window, "en")) == (swedish, english)


# ---- dates as people write them

WRITTEN = [
    ("2026-08-20", date(2026, 8, 20)),
    (" 2026-08-20 ", date(2026, 8, 20)),
    ("2026–08–20", date(2026, 8, 20)),
    ("2026/8/20", date(2026, 8, 20)),
    ("20260820", date(2026, 8, 20)),
    ("2026-08-20 00:00", date(2026, 8, 20)),
    ("30 juni 2027", date(2027, 6, 30)),
    ("den 1 sep 2026", date(2026, 9, 1)),
    ("1:a Juni 2027", date(2027, 6, 1)),
    ("28. June 2024", date(2024, 6, 28)),
    ("20/8 2026", date(2026, 8, 20)),
    ("20/8/2026", date(2026, 8, 20)),
    ("5/5 2026", date(2026, 5, 5)),
    ("1.9.2026", date(2026, 9, 1)),
    ("1. 9. 2026", date(2026, 9, 1)),
]
TWO_DAYS = [
    ("6/7 2026", "did you mean 2026-07-06 or 2026-06-07?"),
    ("12-01-2026", "did you mean 2026-01-12 or 2026-12-01?"),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_written_dates_are_read_as_import_reads_them(text: str, day: date) -> None:
    assert read_written_date(text) == day
    assert read_day(text) == day


@pytest.mark.parametrize(("text", "mend"), TWO_DAYS)
def test_what_may_be_two_days_is_refused_with_both(text: str, mend: str) -> None:
    with pytest.raises(UsageError) as told:
        read_written_date(text)
    assert (told.value.message, told.value.mend) == (f"“{text}” may be two days", mend)
    with pytest.raises(UsageError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        (
            "31.2.2026",
            "2026-02-31 is no day of the calendar",
            "31 February 2026 does not exist; the month's last day is 28",
        ),
        ("31/4 2026", "“31/4 2026” is no date", "write year-month-day, such as 2024-06-30"),
        ("0/5 2026", "“0/5 2026” is no date", "write year-month-day, such as 2024-06-30"),
        ("13/13 2026", "“13/13 2026” is no date", "write year-month-day, such as 2024-06-30"),
        ("30 Junk 2027", "“30 Junk 2027” is no date", "did you mean 2027-06-30?"),
        ("2026-08-20 12:30", "“2026-08-20 12:30” is no date", "did you mean 2026-08-20?"),
        ("2026-08-20 preliminärt", "“2026-08-20 preliminärt” is no date", "did you mean 2026-08-20?"),
        ("juni 2026", "“juni 2026” is no date", "write year-month-day, such as 2024-06-30"),
        ("", "“” is no date", "write year-month-day, such as 2024-06-30"),
    ],
)
def test_what_is_no_day_is_refused(text: str, message: str, mend: str) -> None:
    with pytest.raises(UsageError) as told:
        read_written_date(text)
    assert (told.value.message, told.value.mend) == (message, mend)


@given(st.text("0123456789-/. junimaj", max_size=14))
def test_no_date_is_read_otherwise_than_import_reads_it(text: str) -> None:
    try:
        day = read_written_date(text)
    except UsageError:
        return
    assert read_day(text) == day
