"""Days off in Sweden: Saturdays, Sundays, public holidays and the three eves (midsummer, Christmas, New Year's).

Source: lagen (1989:253) om allmänna helgdagar; the eves are off in practice and no authority answers then.
"""

from datetime import date, timedelta
from functools import cache

_FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))
_FROM_EASTER = (-2, 0, 1, 39, 49)  # Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday


@cache
def _holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    midsummer_eve = _first(date(year, 6, 19), weekday=4)
    return frozenset(
        [date(year, month, day) for month, day in _FIXED]
        + [easter + timedelta(days=days) for days in _FROM_EASTER]
        + [midsummer_eve, midsummer_eve + timedelta(days=1), _first(date(year, 10, 31), weekday=5)]
    )


def _easter(year: int) -> date:
    """Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * sunday) // 451
    month, day = divmod(epact + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _first(day: date, *, weekday: int) -> date:
    """The first day with that weekday (Monday is 0), from `day` on."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def is_day_off(day: date) -> bool:
    """Whether offices are closed on `day`."""
    return day.weekday() >= 5 or day in _holidays(day.year)


def last_working_day(day: date) -> date:
    """`day` itself when offices are open, else the last open day before it. At the calendar's first days: `day`."""
    worked = day
    while is_day_off(worked):
        if worked == date.min:
            return day
        worked -= timedelta(days=1)
    return worked
