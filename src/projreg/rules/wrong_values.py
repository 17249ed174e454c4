"""Values of another kind than their keys ask for, in words: what is wrong, and what to write. Loaded for such alone."""

import re
from datetime import date, datetime
from decimal import Decimal

from projreg.diagnostic import Fix
from projreg.model.decode import Misfit
from projreg.model.fields import (
    LARGEST_INTEGER,
    Choice,
    Day,
    Flag,
    Kind,
    Money,
    Percent,
    Records,
    Table,
    Text,
    Texts,
)
from projreg.model.records import HEADERS
from projreg.rules import meant
from projreg.values.money import Amount, plain_amount, whole
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible


def expected(kind: Kind, name: str) -> str:
    """What the key is to hold."""
    if isinstance(kind, Choice):
        return "one of " + ", ".join(kind.words)
    if isinstance(kind, Records):
        return f"a list of tables ({_header(name)})"
    return kind.expected


def wrong_part(kind: Kind, value: object) -> str:
    """What is wrong within a list that is of the right kind as a whole."""
    if isinstance(kind, Texts) and isinstance(value, list):
        at, found = next((at, each) for at, each in enumerate(value, 1) if not isinstance(each, str))
        return f"and item {at} is {shown(found)}"
    return ""


def _header(name: str) -> str:
    return "[[project]]" if name == "project" else f"[[project.{name}]]"


def shown(value: object) -> str:
    """The value as a person would recognise it, with what it is when that is the trouble."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text “{visible(value[:60])}”"
    if isinstance(value, datetime):
        return f"the time {value.isoformat(sep=' ')}"
    if isinstance(value, (list, dict)):
        return "an array" if isinstance(value, list) else "a table"
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return f"a number of about {round(value.bit_length() * 0.30103)} digits"
    modest = _modest(value)
    return str(value)[:60] if modest is None else plain_amount(modest)


def _modest(value: object) -> Decimal | None:
    """The value, if it is a decimal that is short enough to be written in full."""
    return value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= 18 else None


def mend(kind: Kind, misfit: Misfit) -> tuple[str | None, Fix | None]:
    """What to write instead, when it can be told."""
    value, fix = misfit.value, None
    if isinstance(value, str):
        fix = meant.of_text(kind, value, misfit.currency, currency_stands="currency" in misfit.table)
    elif isinstance(kind, Day) and isinstance(value, datetime):
        fix = meant.day_of(value)
    elif isinstance(kind, Flag) and isinstance(value, int):
        fix = meant.of_text(kind, str(value), "")
    elif isinstance(kind, Text):
        is_personal = without_personal_numbers(misfit.written) != misfit.written  # which quotes do not mend
        fix = None if is_personal else meant.quoted(kind, value, misfit.written)
    return _in_words(kind, value, fix), fix


def _in_words(kind: Kind, value: object, fix: Fix | None) -> str | None:
    if isinstance(kind, Day):
        return _date_in_words(value, fix)
    if isinstance(kind, Percent) and (rate := _modest(value)) is not None:
        return percent_in_words(rate)
    if isinstance(kind, Money):
        return _amount_in_words(kind, value, fix)
    if isinstance(kind, Choice) and isinstance(value, str):
        return f"did you mean {fix.text}?" if fix else None
    if isinstance(kind, Flag):
        return f"write {fix.text if fix else 'true or false'}, without quotes"
    if isinstance(kind, Text) and isinstance(value, (int, date, Decimal)):
        return f"write {fix.text if fix else 'it'}, in quotes"
    if wrong_part(kind, value):
        return "write it in quotes"
    if isinstance(kind, Records):
        return "write the header with two brackets" if isinstance(value, dict) else _table_for(kind, value)
    if isinstance(kind, Texts):
        return f"write {(meant.names(value) if isinstance(value, str) else None) or 'it like ' + kind.example}"
    if isinstance(kind, Table):
        return (
            "write [registry], with one bracket on each side, and its keys below it"
            if isinstance(value, list)
            else "write [registry] on a line of its own"
        )
    return f"write it like {_example(kind)}"


def _example(kind: Kind) -> str:
    """A value of the kind that can stand; of a list of words the first."""
    return f'"{next(iter(kind.words))}"' if isinstance(kind, Choice) else kind.example


def _table_for(kind: Records, value: object) -> str | None:
    """The table to write where a bare value stands for it, with the value in its likely key."""
    from projreg.model.also_called import key_for  # needed when something is wrong

    found, header = key_for(kind.record, value), HEADERS.get(kind.record)
    if not found or not header:
        return None
    shown_value = f'"{visible(value)}"' if isinstance(value, str) else visible(str(value))
    others = [each for each, key in kind.record.required.items() if each != found and key.unless != found]
    lines = [f"{header}", *others, f"{found} = {shown_value}"]
    return "write a table instead: " + ", ".join(lines[:-1]).replace(", ", " with ", 1) + f" and {lines[-1]}"


def _date_in_words(value: object, fix: Fix | None) -> str:
    if fix:
        return f"write {fix.text}" + (", without quotes" if isinstance(value, str) else "")
    if isinstance(value, datetime):
        written, *others = meant.days_of(value)
        return f"write the day alone: {written} as it stands, or {others[0]} by Swedish time"
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100:
        return f"write the day too: {value}-01-01 if it is the first, {value}-12-31 if it is the last"
    if isinstance(value, str) and re.fullmatch(r"(19|20)\d\d", value.strip()):
        return f"write the day too, without quotes: {value.strip()}-01-01 or {value.strip()}-12-31"
    return "write year-month-day without quotes, such as 2024-06-30"


def percent_in_words(rate: Amount) -> str:
    """What to write instead of a rate that cannot be one: below one per cent it is likely a fraction."""
    share = whole(round(Decimal(rate) * 100, 2)) if 0 < rate < 1 else 0
    if share >= 1:
        return f"write {plain_amount(share)} for {plain_amount(share)} per cent"
    if 1 <= rate <= 100:
        return f"write at most two decimals: {plain_amount(round(Decimal(rate), 2))}"
    return "write it in per cent, such as 67.5"


def _amount_in_words(kind: Money, value: object, fix: Fix | None) -> str:
    if fix:
        return f"write {fix.text}, without quotes and unit"
    if (modest := _modest(value)) is not None:
        rounded = round(modest, 2)
        return "write at most two decimals" + (f": {plain_amount(rounded)}" if rounded else "")
    return f"write a plain number, such as {kind.example}, or leave the key out when it is not known"
