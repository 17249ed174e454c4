"""Days, periods and windows of days. Every end counts: a period and a window hold both their first and last day."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

from projreg.errors import UsageError
from projreg.language import MONTHS, Lang, Phrase, count

WINDOW_FORMS = "write 90d, 12w, 3m, 1y, P90D, P1Y6M or a date such as 2026-12-31"
LONGEST_WINDOW_YEARS = 100

_SHORT = r"(\d{1,6})([dwmy])"
_ISO = r"P(?=\d)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?"
_FLAGS = re.IGNORECASE | re.ASCII


class Window(NamedTuple):
    """The days that a report looks at, from `start` to `end`, both included; `text` is how the user wrote it."""

    start: date
    end: date
    text: str

    def __contains__(self, day: object) -> bool:
        """Whether `day` falls in the window, its ends included."""
        return isinstance(day, date) and self.start <= day <= self.end


def read_date(text: str) -> date:
    """The day that `YYYY-MM-DD` names.

    Raises UsageError for anything else, with the likely date when there is one.
    """
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise UsageError(f"{text} is no day of the calendar", no_such_day(text)) from None
    likely = likely_date(text)
    mend = f"did you mean {likely}?" if likely else "write year-month-day, such as 2024-06-30"
    raise UsageError(f"“{text}” is no date", mend)


def read_written_date(text: str) -> date:
    """The day that a person wrote, where it can be read in one way only: `2026-08-20`, "20 augusti 2026", "20/8 2026".

    With dots the day comes first, as everybody who writes dots has it. Raises UsageError for anything else, with the
    days that may be meant.
    """
    cleaned = _cleaned(text)
    if found := re.fullmatch(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", cleaned, re.ASCII):
        day, month, year = found.groups()
        return read_date(f"{year}-{month:0>2}-{day:0>2}")
    likely = likely_date(text)
    if likely and lost_by_date(text) == "nothing":
        return likely
    if found := re.fullmatch(_NUMBERS_AND_YEAR, cleaned, re.ASCII):
        one, other, year = found[1].zfill(2), found[3].zfill(2), found[4]
        if min(one, other) >= "01" and max(one, other) <= "12":
            raise UsageError(f"“{text}” may be two days", f"did you mean {year}-{other}-{one} or {year}-{one}-{other}?")
    return read_date(text.strip())


_NUMBERS_AND_YEAR = r"(\d{1,2})([-/. ])(\d{1,2})(?:\2| )(\d{4})"
"""Of which either number may be the day."""


def read_window(text: str, day: date) -> Window:
    """The window that begins on `day` and is as long as `text` says.

    Months are calendar months: the same day number, else the month's last day (Swedish law 1930:173, 1 §).
    Raises UsageError for a window that is empty, malformed, negative, or longer than 100 years.
    """
    cleaned = text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cleaned, re.ASCII):
        end = read_date(cleaned)
        if end < day:
            raise UsageError(f"the window ends on {end}, before the day it begins, {day}", "give a later date")
    else:
        end = _window_end(cleaned, text, day)
    if end.year - day.year > LONGEST_WINDOW_YEARS or end > add_months(day, 12 * LONGEST_WINDOW_YEARS):
        raise UsageError(f"the window “{text}” is longer than {LONGEST_WINDOW_YEARS} years", WINDOW_FORMS)
    return Window(day, end, cleaned)


def _window_end(cleaned: str, text: str, day: date) -> date:
    length = _length(cleaned)
    if length is None:
        mend = f"{cleaned} what? Write {cleaned}d for days" if cleaned.isdecimal() else WINDOW_FORMS
        raise UsageError(f"“{text}” is no window of time", mend)
    years, months, weeks, days = length
    if 12 * years + months > 12 * LONGEST_WINDOW_YEARS or 7 * weeks + days > 366 * LONGEST_WINDOW_YEARS:
        raise UsageError(f"the window “{text}” is longer than {LONGEST_WINDOW_YEARS} years", WINDOW_FORMS)
    return add_days(add_months(day, 12 * years + months), 7 * weeks + days)


def _length(cleaned: str) -> tuple[int, int, int, int] | None:
    """Years, months, weeks and days; None for what is no length of time."""
    if short := re.fullmatch(_SHORT, cleaned, _FLAGS):
        number, unit = int(short[1]), short[2].lower()
        years, months, weeks, days = (number * (unit == each) for each in "ymwd")
    elif spoken := re.fullmatch(r"(\d{1,6}) +([a-zåäö]+)", cleaned, re.IGNORECASE):
        words = [{word for phrase in pair for word in phrase} for pair in _UNITS]
        if not any(spoken[2].lower() in each for each in words):
            return None
        years, months, weeks, days = (int(spoken[1]) * (spoken[2].lower() in each) for each in words)
    elif iso := re.fullmatch(_ISO, cleaned, _FLAGS):
        years, months, weeks, days = (int(part or 0) for part in iso.groups())
    else:
        return None
    return years, months, weeks, days


_UNITS = (
    (Phrase("år", "year"), Phrase("år", "years")),
    (Phrase("månad", "month"), Phrase("månader", "months")),
    (Phrase("vecka", "week"), Phrase("veckor", "weeks")),
    (Phrase("dag", "day"), Phrase("dagar", "days")),
)
_AND = Phrase(" och ", " and ")


def spoken_length(window: Window, lang: Lang) -> str:
    """ "90 dagar", "1 year and 6 months": how long the user wanted it; empty when an end or no length was named."""
    numbers = _length(window.text) or ()
    parts = [count(number, *unit, lang) for number, unit in zip(numbers, _UNITS, strict=False) if number]
    *first, last = parts or [""]
    return f"{', '.join(first)}{_AND.say(lang)}{last}" if first else last


def add_months(day: date, months: int) -> date:
    """`day` moved by whole calendar months: the same day number, else the month's last day; never past the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def add_days(day: date, days: int) -> date:
    """`day` moved by `days`, stopping at the calendar's ends instead of overflowing."""
    if days > (date.max - day).days:
        return date.max
    if days < (date.min - day).days:
        return date.min
    return day + timedelta(days=days)


def moment(day: date) -> str:
    """The beginning of a day in UTC as RFC 3339 has it, where a format wants more than the day."""
    return f"{day}T00:00:00Z"


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def no_such_day(text: str) -> str:
    """Why a well-formed `YYYY-MM-DD` is no day: the month's last day, or how many months there are."""
    year, month, day = (int(part) for part in text.split("-"))
    if year < 1:
        return "the calendar begins with the year 0001"
    if not 1 <= month <= 12:
        if 12 < month <= 31 and 1 <= day <= 12:
            return f"there is no month {month}; did you mean {year:04}-{day:02}-{month:02}?"
        return f"there is no month {month}; months go from 01 to 12"
    last = days_in_month(year, month)
    return f"{day} {MONTHS['en'][month - 1]} {year} does not exist; the month's last day is {last}"


_MONTH_NUMBERS = {name[:3]: number for lang in MONTHS.values() for number, name in enumerate(lang, 1)}


def likely_date(text: str) -> date | None:
    """The day that a hand-written date most likely means, or None when two readings are possible or none is.

    Read are year first (2024/6/28, 20240628, 2024-06-28 00:00), day first with dots or slashes when the day is above
    12 or equals the month (28.6.2024), and a month by name (28 juni 2024).
    """
    cleaned = _cleaned(text)
    parts: tuple[str, str, str] | None = None
    if (found := re.match(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?!\d)", cleaned, re.ASCII)) or (
        found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", cleaned, re.ASCII)
    ):
        parts = (found[1], found[2], found[3])
    elif found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", cleaned, re.ASCII):
        if int(found[1]) > 12 or found[1].lstrip("0") == found[2].lstrip("0"):
            parts = (found[3], found[2], found[1])
        elif int(found[2]) > 12:
            parts = (found[3], found[1], found[2])
    elif found := re.fullmatch(r"(?:den )?(\d{1,2})(?::e|:a|\.)? ?([a-zå]+)\.?,? ?(\d{4})", cleaned):
        month = _MONTH_NUMBERS.get(found[2][:3])
        parts = (found[3], str(month), found[1]) if month else None
    if parts is None:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


_ONLY_A_DATE = (
    r"(?:\d{4}([-/. ])\d{1,2}\1\d{1,2}|\d{8}|\d{1,2}([-/. ])\d{1,2}(?:\2| )\d{4}"
    r"|(?:den )?\d{1,2}(?::e|:a|\.)? ?(?P<month>[a-z]+)\.?,? ?\d{4})(?P<time>[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?)?"
)


def lost_by_date(text: str) -> Literal["nothing", "time", "words"]:
    """What is lost when a hand-written date is replaced by its `likely_date`; midnight is nothing."""
    found = re.fullmatch(_ONLY_A_DATE, _cleaned(text), re.ASCII)
    months = [name.lower() for names in MONTHS.values() for name in names]
    if not found or not any(name.startswith(found["month"] or "") for name in months):
        return "words"
    return "time" if (found["time"] or "").strip("t 0:.z") else "nothing"


def _cleaned(text: str) -> str:
    return re.sub("[‐‑‒–—−]", "-", text.strip().lower())
