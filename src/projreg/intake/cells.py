"""One cell as a value of the format: what it means where that is certain, else why it is not taken."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from projreg.editing.written import read_value, yes_or_no
from projreg.errors import UsageError
from projreg.intake.days import DAY_FORM, FIRST_YEAR, LAST_YEAR, PERIOD_FORM, Unclear, read_day, read_period
from projreg.intake.entry import Given
from projreg.intake.grid import NOT_RECKONED, Broken
from projreg.intake.sums import read_sum, scaled
from projreg.model.fields import Choice, Day, Flag, Key, Money, Percent, Text, Texts
from projreg.model.words import LEVELS
from projreg.model.words_meant import words_meant
from projreg.values.cell_lists import parted

PARAGRAPHS = ("summary", "aims", "results", "notes")
_SAYS_NOTHING = re.compile(
    r"[-–—?.]+|(?:uppgift(?:er)? )?saknas|ok[äa]n[td]|ej (?:angive[nt]|k[äa]n[td]|klart|aktuellt)"
    r"|n/?a|null|none|x{2,}|tbd",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Whether a text only stands where something is not known: "-", "saknas", "uppgift saknas"."""
    return not text.strip() or _SAYS_NOTHING.fullmatch(text.strip()) is not None


def is_level(text: str) -> bool:
    """Whether a text says whose money it is: a level of funding, by its word, a label, or as lists say it."""
    return len(words_meant(text, LEVELS)) == 1


def read_cell(key: Key[Any], given: Given, currency: str, *, exact: bool = False) -> Any:
    """The value of a key; None when the cell says nothing. `exact` for files of our own, whose texts are as they are.

    Raises UsageError.
    """
    value = given.value
    if isinstance(value, Broken):
        if value == NOT_RECKONED:
            raise UsageError("the file holds a formula here and no value", "open it in a spreadsheet and save it there")
        raise UsageError("the spreadsheet could not reckon this cell", "put the value in its place")
    if value is None or (isinstance(value, str) and not exact and says_nothing(value)):
        return None
    read = _read(key, given, currency, exact=exact)
    if read is not None and not key.kind.accepts(read):
        raise UsageError(f"“{cut(str(value))}” is not {key.kind.expected}", f"such as {key.kind.example}")
    return read


def _read(key: Key[Any], given: Given, currency: str, *, exact: bool) -> Any:
    kind, value = key.kind, given.value
    if isinstance(kind, Day):
        return day_in(given)
    if isinstance(kind, Percent):
        return _percent(value, exact=exact)
    if isinstance(kind, Money):
        return _amount(given, currency)
    if isinstance(kind, Flag):
        return value if isinstance(value, bool) else yes_or_no(str(value).strip())
    if isinstance(kind, Texts):
        return _texts(value, exact=exact)
    text = _text(key, value, exact=exact)
    if isinstance(kind, Choice):
        return read_value(key, text) if text else None
    return text


def day_in(given: Given) -> date | None:
    """The day in a cell. Raises UsageError."""
    value = given.value
    if type(value) is date:
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise UsageError(f"“{value}” has a year that is hardly meant", DAY_FORM)
        return value
    if isinstance(value, (bool, list, dict)):
        raise UsageError(f"“{value}” is no date", DAY_FORM)
    return read_day(str(value), given.days)


def period_in(given: Given) -> tuple[date, date] | None:
    """The first and last day in a cell; None when it says nothing. Raises UsageError."""
    if isinstance(given.value, str):
        return None if says_nothing(given.value) else read_period(given.value, given.days)
    raise Unclear(f"“{given.value}” is no period of two days", PERIOD_FORM)


def _amount(given: Given, currency: str) -> Any:
    value = given.value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
        raise UsageError(f"“{cut(str(value))}” is no amount", "write 480000")
    if isinstance(value, str):
        return read_sum(value, currency, given.groups, given.scale)
    return scaled(value, given.scale, str(value))


def _percent(value: Any, *, exact: bool) -> Any:
    if isinstance(value, str):
        share = read_sum(value.strip().removesuffix("%").strip(), "SEK")
        sure = "%" in value or exact
    else:
        share, sure = value, exact
    if not sure and not isinstance(share, bool) and isinstance(share, (int, Decimal)) and 0 < share <= 1:
        raise UsageError(f"“{value}” may be {share} % or {share * 100:f} %", "write it as 50 %")
    return share


def _texts(value: Any, *, exact: bool) -> Any:
    if not isinstance(value, str):
        return [str(value)] if type(value) is int else value
    if exact:
        return parted(value)
    text = value.replace("\n", ";")
    if ";" not in text and '"' not in text:
        text = text.replace(",", ";")
    return [each for part in parted(text) if (each := " ".join(part.split()))]


def _text(key: Key[Any], value: Any, *, exact: bool) -> str:
    if not isinstance(value, str):
        return _of_number(key, value)
    if any("\ud800" <= each <= "\udfff" for each in value):
        raise UsageError("it holds half a character", "save the file as UTF-8")
    if exact:
        return value
    if key.name in _ONE_IN_A_CELL:
        _need_one(key.name, value)
    if key.name.removesuffix("_en") in PARAGRAPHS:
        return value.strip()
    return re.sub(r"[ \t]*\n[ \t]*", " ", value.strip())


_ONE_IN_A_CELL: Mapping[str, tuple[str, str]] = {
    "funder": ("funders", "give each its own row"),
    "owner": ("owners", "write the one that owns it, and the others in a column “Partner”"),
    "name": ("people", "give each a column of their own"),
}
"""Keys of which a cell holds one, what several are, and where they go."""
_NUMBERS = {2: "two", 3: "three", 4: "four"}


def _need_one(name: str, text: str) -> None:
    """Raise UsageError for several in one cell: commas, "&", "och" and a "/" without blanks stand in names."""
    parts = [each for each in re.split(r"[;\n]| [/+] ", text) if each.strip()]
    if len(parts) > 1:
        what, mend = _ONE_IN_A_CELL[name]
        if re.search(r" [/+] ", text):
            mend += ", or write one name without blanks around the sign"
        elif ";" not in text:
            mend += ", or write the name on one line"
        raise UsageError(f"“{cut(text)}” looks like {_NUMBERS.get(len(parts), 'several')} {what}", mend)


def _of_number(key: Key[Any], value: Any) -> str:
    """Figures as text, where nothing of how they were written can be lost."""
    form = key.kind.form if isinstance(key.kind, Text) else ""
    if type(value) is int and form != "phone":
        return str(value)
    if type(value) is int:
        raise UsageError(
            f"“{value}” is kept as a number, and a zero before it is lost", "make it a text, such as 0952-140 00"
        )
    what = "a day" if isinstance(value, date) else "a number" if isinstance(value, Decimal) else "no text"
    raise UsageError(f"“{cut(str(value))}” is {what} in the file, where {key.name} is a text", "make it a text")


def cut(text: str) -> str:
    """What stands in a cell, on one line and short enough for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"
