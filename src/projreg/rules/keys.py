"""Rules on keys and the kinds of their values: known, given, and of the right kind."""

import re
from datetime import date, datetime
from decimal import Decimal

from projreg.decode import Misfit
from projreg.diagnostic import Fault, Fix
from projreg.fields import LARGEST_INTEGER, Choice, Day, Flag, Kind, Money, Reasons, Record, Records, Table, Text
from projreg.model import Contact, Deadline, Funding, Project, Top
from projreg.money import plain_amount
from projreg.nearest import is_slip, plain
from projreg.rules.rule import Faults, misfit_rule
from projreg.rules.status import TOLD_BY_DATES
from projreg.visible import visible

_TABLES: dict[type[Record], str] = {
    Funding: "[[project.funding]]",
    Contact: "[[project.contact]]",
    Deadline: "[[project.deadline]]",
}


@misfit_rule("PR101", "unknown-key", "error")
def unknown_key(misfit: Misfit) -> Faults:
    """The format does not know this key, so what stands there would be ignored without a word.

    A misspelt `end_date` means that nobody is told when the project ends.

    Example: `end_dat = 2026-03-16`.

    Mend: write the key that was meant. Keys of your own begin with `x_`.
    """
    if misfit.kind != "unknown":
        return
    name, meant, fix = str(misfit.path[-1]), misfit.meant, None
    if meant and len(meant) < len(misfit.path):
        where = f"below {_TABLES[misfit.record]}" if misfit.record in _TABLES else "in logos"
        help_ = f"it stands {where}: move it up, above the first table of the project"
    elif meant:
        help_, fix = f"did you mean {meant[-1]}?", _renamed(misfit, name, str(meant[-1]))
    elif misfit.record in _TABLES and name in Project.keys:
        help_ = f"it stands below {_TABLES[misfit.record]}, and the project has {name} already: take the line away"
    elif isinstance(misfit.value, (dict, list)):
        help_ = f"the headers are [registry], [[project]], {', '.join(_TABLES.values())}"
    else:
        help_ = f"keys of your own begin with x_: x_{re.sub(r'[^a-z0-9_]', '_', name.lower())}"
    yield Fault(misfit.path, f"{visible(name)} is no key that the format knows", help_, part="key", fix=fix)


def _renamed(misfit: Misfit, name: str, meant: str) -> Fix | None:
    """The key that is meant, where it is free and only this line can mean it. A table may have several headers."""
    record, table = misfit.record, misfit.table
    if meant in table or _has_tables(misfit.value) or record.keys[meant].kind.name in _OF_TABLES:
        return None
    unknown = [each for each in table if each not in record.keys and each != name]
    free = [each for each in record.keys if each not in table and each != meant]
    words = {plain(each) for each in (meant, *record.keys[meant].label)}

    def can_mean_it(written: str) -> bool:
        return plain(written) in words or is_slip(written, meant, free)

    alone = len(unknown) <= _MOST_UNKNOWN and not any(map(can_mean_it, unknown))
    return Fix(meant, can_mean_it(name)) if alone else None


def _has_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict) for each in value))


_OF_TABLES = (Records.name, Table.name, Reasons.name)
_MOST_UNKNOWN = 20
"""A table with more keys that are not known is another kind of table."""


@misfit_rule("PR102", "wrong-value", "error")
def wrong_value(misfit: Misfit) -> Faults:
    """The value is of another kind than the key asks for, or a word outside its list.

    An amount or date in quotes cannot be added or compared; a year alone does not say which day is the last.

    Example: `total_budget = "600 000 kr"`, which should be `600_000`.

    Mend: the finding shows the value as it should stand.
    """
    if misfit.kind != "type" or (misfit.path[-1] == "status" and str(misfit.value).casefold() in TOLD_BY_DATES):
        return
    name = misfit.path[-1] if isinstance(misfit.path[-1], str) else misfit.path[-2]
    kind = misfit.record.keys[str(name)].kind
    help_, fix = _mend(kind, misfit)
    yield Fault(misfit.path, f"{name} must be {_expected(kind, str(name))}, not {shown(misfit.value)}", help_, fix=fix)


@misfit_rule("PR103", "missing-key", "error")
def missing_key(misfit: Misfit) -> Faults:
    """A key that every such table needs is missing, or its text is empty.

    What is left out here is missing on the page, in the report and in every list.

    Example: a `[[project]]` without `owner`, or with `owner = ""`.

    Mend: add the line below the table's header.
    """
    if misfit.kind != "missing":
        return
    name = str(misfit.path[-1])
    if misfit.record is Top:
        yield Fault(misfit.path, *_MISSING_AT_TOP[name])
        return
    key = misfit.record.keys[name]
    also = f", or {key.unless}" if key.unless else ""
    label = key.label.en.lower()
    said = f"{name}{also} is missing" + ("" if label == name else f" ({label})")
    yield Fault(misfit.path, said, f"add {name} = {_example(key.kind)}")


_MISSING_AT_TOP = {
    "schema_version": ("schema_version is missing", "add schema_version = 1 as the first line"),
    "registry": ("the [registry] table is missing", "add [registry] with title, publisher and contact"),
}


def _expected(kind: Kind, name: str) -> str:
    if isinstance(kind, Choice):
        return "one of " + ", ".join(kind.words)
    if isinstance(kind, Records):
        return f"a list of tables ({_header(name)})"
    return kind.expected


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


def _mend(kind: Kind, misfit: Misfit) -> tuple[str | None, Fix | None]:
    """What to write instead, when it can be told."""
    from projreg.rules import meant  # needed when something is wrong

    value, fix = misfit.value, None
    if isinstance(value, str):
        fix = meant.of_text(kind, value, misfit.currency, currency_stands="currency" in misfit.table)
    elif isinstance(kind, Day) and isinstance(value, datetime):
        fix = meant.day_of(value)
    elif isinstance(kind, Flag) and isinstance(value, int):
        fix = meant.of_text(kind, str(value), "")
    elif isinstance(kind, Text):
        fix = meant.quoted(kind, value)
    return _in_words(kind, value, fix), fix


def _in_words(kind: Kind, value: object, fix: Fix | None) -> str | None:
    if isinstance(kind, Day):
        return _date_in_words(value, fix)
    if isinstance(kind, Money):
        return _amount_in_words(kind, value, fix)
    if isinstance(kind, Choice) and isinstance(value, str):
        return f"did you mean {fix.text}?" if fix else None
    if isinstance(kind, Flag):
        return f"write {fix.text if fix else 'true or false'}, without quotes"
    if isinstance(kind, Text) and isinstance(value, (int, date, Decimal)):
        return f"write {fix.text if fix else 'it'}, in quotes"
    if isinstance(kind, Records):
        return "write the header with two brackets" if isinstance(value, dict) else None
    return f"write it like {_example(kind)}"


def _example(kind: Kind) -> str:
    """A value of the kind that can stand; of a list of words the first."""
    return f'"{next(iter(kind.words))}"' if isinstance(kind, Choice) else kind.example


def _date_in_words(value: object, fix: Fix | None) -> str:
    if fix:
        return f"write {fix.text}" + (", without quotes" if isinstance(value, str) else "")
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100:
        return f"write the day too: {value}-01-01 if it is the first, {value}-12-31 if it is the last"
    if isinstance(value, str) and re.fullmatch(r"(19|20)\d\d", value.strip()):
        return f"write the day too, without quotes: {value.strip()}-01-01 or {value.strip()}-12-31"
    return "write year-month-day without quotes, such as 2024-06-30"


def _amount_in_words(kind: Money, value: object, fix: Fix | None) -> str:
    if fix:
        return f"write {fix.text}, without quotes and unit"
    modest = _modest(value)
    if modest is not None:
        return f"write at most two decimals: {plain_amount(round(modest, 2))}"
    return f"write a plain number, such as {kind.example}, or leave the key out when it is not known"
