"""Days and periods as old lists write them: read where only one day can be meant, else refused with the reason."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from projreg.errors import UsageError
from projreg.language import MONTHS
from projreg.values.dates import days_in_month

Order = Literal["dmy", "mdy", ""]
"""Whether a column writes the day or the month first; empty when it does not tell."""

FIRST_YEAR, LAST_YEAR = 1950, 2100
"""A project with a year outside these is more likely a slip."""
DAY_FORM = "write the day, such as 2018-09-01"
PERIOD_FORM = "write both days, such as 2018-09-01 - 2021-12-31"

_TIME = r"(?:(?:t| )\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?"
_WEEKDAY = r"(?:[a-zåäö]{3,9},? )?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/. ]) ?(\d{{1,2}})\2 ?(\d{{1,2}}){_TIME}")
_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ]) ?(\d{{1,2}})(?:\2 ?| )(\d{{4}}){_TIME}")
_DAY_MONTH_NAME = re.compile(rf"{_WEEKDAY}(?:den )?(\d{{1,2}})(?:\.|:e|:a)?[ -]?([a-z]{{3,9}})\.?,?[ -]?(\d{{4}})")
_MONTH_NAME_DAY = re.compile(rf"{_WEEKDAY}([a-z]{{3,9}})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})")
_ORDINAL_SHORT_YEAR = re.compile(r"(\d{1,2})\. ?([a-z]{3,9})\.? (\d\d)")

_NO_DAY = (
    (re.compile(r"\d{1,2}[-/. ]\d{4}|(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])|(?:19|20)\d{4}"), "is only a month"),
    (re.compile(r"(?:år )?(?:19|20)\d\d(?: ?[-–/] ?(?:19|20)?\d\d)?"), "is only a year"),
    (re.compile(r"(?:q|kv|kvartal|quarter) ?\d,? *\d{4}|\d{4} ?(?:q|kv|kvartal) ?\d"), "is only a quarter"),
    (re.compile(r"(?:vt|ht|vår(?:en)?|höst(?:en)?|sommar(?:en)?|vinter(?:n)?) ?-?\d{2,4}"), "is only a season"),
    (re.compile(r"(?:v|vecka|week)\.? ?\d{1,2},? \d{4}"), "is only a week"),
    (
        re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2}|\d{6}|\d{1,2}[- .]+[a-z]{3,9}[- .]+\d\d"),
        "has a year of two figures",
    ),
    (re.compile(r"[2-6]\d{4}(?:\.0)?"), "is a number, perhaps the day number of a spreadsheet"),
)
_MONTH_ONLY = re.compile(r"([a-z]{3,9})\.?,? ?-?(\d{4}|\d\d)")


class Unclear(UsageError):
    """What was written is no day, or could be two."""


def read_day(text: str, order: Order = "") -> date:
    """The day that somebody wrote, where only one can be meant; `order` is how the column writes its days.

    A year alone, a month or a year of two figures is no day. Raises Unclear.
    """
    cleaned = _cleaned(text)
    if len(cleaned) > 60:
        raise Unclear(f"“{text[:60]}…” is no date", DAY_FORM)
    if found := _YEAR_FIRST.fullmatch(cleaned):
        return _day(text, found[1], found[3], found[4])
    if found := _TOGETHER.fullmatch(cleaned):
        return _day(text, *found.groups())
    if found := _YEAR_LAST.fullmatch(cleaned):
        return _of_numbers(text, found[1], found[3], found[4], order, dots=found[2] == ".")
    if (found := _DAY_MONTH_NAME.fullmatch(cleaned)) and (month := _month(found[2])):
        return _day(text, found[3], month, found[1])
    if (found := _MONTH_NAME_DAY.fullmatch(cleaned)) and (month := _month(found[1])):
        return _day(text, found[3], month, found[2])
    if (found := _ORDINAL_SHORT_YEAR.fullmatch(cleaned)) and (month := _month(found[2])):
        return _day(text, f"20{found[3]}", month, found[1])  # behind "31." no day can follow: it is the year
    raise Unclear(f"“{text}” {_why(cleaned)}", DAY_FORM)


def order_of(texts: Iterable[str]) -> Order:
    """How a column writes its days, when some of them can be read in one way only and none in the other."""
    found = {each for text in texts for part in (text, *_parts(text)) if (each := _shown_order(part))}
    return found.pop() if len(found) == 1 else ""


def read_period(text: str, order: Order = "") -> tuple[date, date]:
    """The first and last day of a period such as "20180901 - 20211231". Raises Unclear."""
    cleaned = _cleaned(text.strip().replace("\n", " - "))
    found, why = set(), None
    for first, last in _halves(cleaned):
        try:
            found.add((read_day(first, order), read_day(last, order)))
        except Unclear as error:
            if why is None or "is no date" in why.message:
                why = error
    if len(found) == 1:
        return found.pop()
    if why and "is no date" not in why.message:
        raise Unclear(f"“{text}” is no period: {why.message}", PERIOD_FORM)
    raise Unclear(f"“{text[:60]}” is no period of two days", PERIOD_FORM)


def is_period(text: str) -> bool:
    """Whether a text is two days, or two years or months, with something between them."""
    try:
        return bool(read_period(text))
    except Unclear:
        return bool(re.fullmatch(r"(?:19|20)\d\d ?[-–] ?(?:19|20)\d\d", _cleaned(text)))


_BETWEEN = re.compile(r" ?(?:--+| - |-| till och med | t\.?o\.?m\.? | till | to | until | / |;|,) ?")


def _halves(cleaned: str) -> Iterator[tuple[str, str]]:
    for sign in _BETWEEN.finditer(cleaned) if len(cleaned) <= 80 else ():
        first, last = cleaned[: sign.start()].strip(), cleaned[sign.end() :].strip()
        if first and last:
            yield first.removeprefix("från ").removeprefix("from ").removeprefix("fr.o.m. "), last


def _parts(text: str) -> Iterator[str]:
    for pair in _halves(_cleaned(text)):
        yield from pair


def _shown_order(text: str) -> Order:
    found = _YEAR_LAST.fullmatch(_cleaned(text))
    if not found:
        return ""
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12 >= second:
        return "dmy"
    return "mdy" if second > 12 >= first else ""


def _of_numbers(text: str, first: str, second: str, year: str, order: Order, *, dots: bool) -> date:
    """The day of two numbers and a year: dots stand behind the day, slashes behind either."""
    if dots or first.lstrip("0") == second.lstrip("0"):
        return _day(text, year, second, first)
    shown = _shown_order(text)
    if shown and order and shown != order:
        raise Unclear(f"“{text}” is written the other way round than the rest of its column", DAY_FORM)
    known = shown or order
    if not known and int(first) <= 12:
        names = MONTHS["en"]
        what = (
            f"{int(first)} {names[int(second) - 1]} or {int(second)} {names[int(first) - 1]}"
            if _both(first, second)
            else ""
        )
        raise Unclear(f"“{text}” is {what}" if what else f"“{text}” is no day of the calendar", DAY_FORM)
    return _day(text, year, first, second) if known == "mdy" else _day(text, year, second, first)


def _both(first: str, second: str) -> bool:
    return 1 <= int(first) <= 12 and 1 <= int(second) <= 12


def _day(text: str, year: str, month: str, day: str) -> date:
    numbers = int(year), int(month), int(day)
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        raise Unclear(f"“{text}” has a year that is hardly meant", DAY_FORM)
    try:
        return date(*numbers)
    except ValueError:
        pass
    if 1 <= numbers[1] <= 12 and numbers[2] >= 1:
        last = f"{MONTHS['en'][numbers[1] - 1]} {numbers[0]} has {days_in_month(*numbers[:2])} days"
        raise Unclear(f"“{text}” is no day of the calendar: {last}", DAY_FORM)
    raise Unclear(f"“{text}” is no day of the calendar", DAY_FORM)


def _month(word: str) -> str:
    """The number of a month by its name, whole or begun; empty for another word."""
    word = "sep" if word == "sept" else word
    numbers = {at for names in MONTHS.values() for at, name in enumerate(names, 1) if name.lower().startswith(word)}
    return str(numbers.pop()) if len(numbers) == 1 else ""


def _why(cleaned: str) -> str:
    for form, why in _NO_DAY:
        if form.fullmatch(cleaned):
            return why
    found = _MONTH_ONLY.fullmatch(cleaned)
    return "is only a month" if found and _month(found[1]) else "is no date"


def _cleaned(text: str) -> str:
    dashes = re.sub("[‐‑‒–—−]", "-", text.strip().lower())
    return re.sub(r"\s+", " ", dashes)
