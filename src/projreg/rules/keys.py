"""Rules on keys and the kinds of their values: known, given, and of the right kind."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TypeGuard

from projreg.dates import likely_date
from projreg.decode import Misfit
from projreg.diagnostic import Fault
from projreg.errors import UsageError
from projreg.fields import LARGEST_INTEGER, Choice, Day, Flag, Kind, Money, Record, Records, Text
from projreg.model import Contact, Deadline, Funding, Project, Top
from projreg.money import plain_amount, read_amount, toml_amount
from projreg.nearest import nearest
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

    Mend: write the key that was meant. Keys of your own begin with `x_`.
    """
    if misfit.kind != "unknown":
        return
    name, meant = str(misfit.path[-1]), misfit.meant
    if meant and len(meant) < len(misfit.path):
        help_ = f"it stands below {_TABLES[misfit.record]}: move it up, above the first table of the project"
    elif meant:
        help_ = f"did you mean {meant[-1]}?"
    elif misfit.record in _TABLES and name in Project.keys:
        help_ = f"it stands below {_TABLES[misfit.record]}, and the project has {name} already: take the line away"
    elif isinstance(misfit.value, (dict, list)):
        help_ = f"the headers are [registry], [[project]], {', '.join(_TABLES.values())}"
    else:
        help_ = f"keys of your own begin with x_: x_{re.sub(r'[^a-z0-9_]', '_', name.lower())}"
    yield Fault(misfit.path, f"{visible(name)} is no key that the format knows", help_, part="key")


@misfit_rule("PR102", "wrong-value", "error")
def wrong_value(misfit: Misfit) -> Faults:
    """The value is of another kind than the key asks for, or a word outside its list.

    An amount or date in quotes cannot be added or compared; a year alone does not say which day is the last.

    Mend: the finding shows the value as it should stand.
    """
    if misfit.kind != "type" or (misfit.path[-1] == "status" and str(misfit.value).casefold() in TOLD_BY_DATES):
        return
    name = misfit.path[-1] if isinstance(misfit.path[-1], str) else misfit.path[-2]
    kind = misfit.record.keys[str(name)].kind
    yield Fault(
        misfit.path,
        f"{name} must be {_expected(kind, str(name))}, not {shown(misfit.value)}",
        _mend(kind, misfit.value),
    )


@misfit_rule("PR103", "missing-key", "error")
def missing_key(misfit: Misfit) -> Faults:
    """A key that every such table needs is missing, or its text is empty.

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
    example = f'"{next(iter(key.kind.words))}"' if isinstance(key.kind, Choice) else key.kind.example
    label = key.label.en.lower()
    said = f"{name}{also} is missing" + ("" if label == name else f" ({label})")
    yield Fault(misfit.path, said, f"add {name} = {example}")


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
    return plain_amount(value) if _is_modest(value) else str(value)[:60]


def _is_modest(value: object) -> TypeGuard[Decimal]:
    return isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) <= 18


def _mend(kind: Kind, value: object) -> str | None:
    """What to write instead, when it can be told."""
    if isinstance(kind, Day):
        return _mend_date(value)
    if isinstance(kind, Money):
        return _mend_amount(kind, value)
    if isinstance(kind, Choice) and isinstance(value, str):
        meant = _word_by_label(kind, value) or nearest(value, kind.words)
        return f'did you mean "{meant}"?' if meant else None
    if isinstance(kind, Flag):
        return f"write {yes_or_no(str(value)) or 'true or false'}, without quotes"
    if isinstance(kind, Text) and isinstance(value, (int, date, Decimal)):
        return f'write "{shown(value)}", in quotes'
    if isinstance(kind, Records):
        return "write the header with two brackets" if isinstance(value, dict) else None
    return f"write it like {kind.example}"


def yes_or_no(written: str) -> str | None:
    """ "true" or "false" for a word that means so."""
    word = written.strip().casefold()
    return (
        "true"
        if word in ("ja", "yes", "sant", "true", "1")
        else "false"
        if word in ("nej", "no", "falskt", "false", "0")
        else None
    )


def _word_by_label(kind: Choice, value: str) -> str | None:
    wanted = value.strip().casefold()
    labelled = {label.casefold(): word for word, phrase in kind.words.items() for label in phrase}
    return labelled.get(wanted)


def _mend_date(value: object) -> str:
    if isinstance(value, datetime):
        return f"write {value.date()}"
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2100:
        return f"write the day too: {value}-01-01 if it is the first, {value}-12-31 if it is the last"
    likely = likely_date(value) if isinstance(value, str) else None
    if likely:
        return f"write {likely}, without quotes"
    if isinstance(value, str) and re.fullmatch(r"(19|20)\d\d", value.strip()):
        return f"write the day too, without quotes: {value.strip()}-01-01 or {value.strip()}-12-31"
    return "write year-month-day without quotes, such as 2024-06-30"


def _mend_amount(kind: Money, value: object) -> str:
    if _is_modest(value):
        return f"write at most two decimals: {plain_amount(round(value, 2))}"
    if isinstance(value, str):
        try:
            return f"write {toml_amount(read_amount(value.strip().removesuffix('%')))}, without quotes and unit"
        except UsageError:
            pass
    return f"write a plain number, such as {kind.example}, or leave the key out when it is not known"
