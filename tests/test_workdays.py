"""Days off in Sweden, held against the holidays package."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.values.workdays import is_day_off, last_working_day


def test_days_off_are_those_of_the_holidays_package() -> None:
    free = holidays.country_holidays(
        "SE", years=range(2005, 2101), categories=(holidays.PUBLIC, holidays.DE_FACTO), expand=False
    )
    named = set(free)
    days = [
        date(2005, 1, 1) + timedelta(days=number) for number in range((date(2100, 12, 31) - date(2005, 1, 1)).days + 1)
    ]
    assert len(days) == 35_063
    assert [day for day in days if is_day_off(day) != (day.weekday() >= 5 or day in named)] == []


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 3, 16), date(2026, 3, 16)),  # a Monday
        (date(2026, 3, 15), date(2026, 3, 13)),  # a Sunday
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday, back over Good Friday
        (date(2025, 12, 31), date(2025, 12, 30)),  # New Year's Eve
        (date(2025, 12, 26), date(2025, 12, 23)),  # Boxing Day, back over Christmas
        (date(2026, 6, 20), date(2026, 6, 18)),  # Midsummer Day and its eve
        (date(2026, 6, 6), date(2026, 6, 5)),  # the national day
        (date(2026, 5, 14), date(2026, 5, 13)),  # Ascension Day
        (date(2025, 11, 1), date(2025, 10, 31)),  # All Saints
        (date(1, 1, 1), date(1, 1, 1)),
        (date(1, 1, 7), date(1, 1, 5)),
    ],
)
def test_last_working_day(day: date, working: date) -> None:
    assert last_working_day(day) == working


@given(st.dates(date(1, 1, 8)))
def test_the_last_working_day_is_one_and_none_lies_between(day: date) -> None:
    working = last_working_day(day)
    assert working <= day
    assert not is_day_off(working)
    assert all(is_day_off(working + timedelta(days=number)) for number in range(1, (day - working).days + 1))
