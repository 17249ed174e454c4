"""Rules on keys and the kinds of their values: known, given, and of the right kind."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from projreg.diagnostic import Fault, Fix
from projreg.model.decode import UNREADABLE, Misfit
from projreg.model.fields import (
    LARGEST_INTEGER,
    Choice,
    Day,
    Flag,
    Kind,
    Money,
    Percent,
    Reasons,
    Record,
    Records,
    Table,
    Text,
    Texts,
)
from projreg.model.records import Contact, Deadline, Funding, Project, Top
from projreg.rules.rule import Faults, misfit_rule
from projreg.values.money import Amount, plain_amount, whole
from projreg.values.nearest import is_slip, plain
from projreg.values.slug import slug_of
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible

_TABLES: dict[type[Record], str] = {
    Funding: "[[project.funding]]",
    Contact: "[[project.contact]]",
    Deadline: "[[project.deadline]]",
}


@misfit_rule("PR101", "unknown-key", "error")
def unknown_key(misfit: Misfit) -> Faults:
    """The format does not know this key, so what stands there would be ignored without a word.

    A misspelt `end_date` means that nobody is told when the project ends. A header that is misspelt, or missing above
    keys that belong to another table, is told once, and what stands below it is judged as if it were written.

    Example: `end_dat = 2026-03-16`.

    Mend: write the key or header that was meant, or move the line to the table that it belongs in. Keys of your own
    begin with `x_`.
    """
    if misfit.kind == "header":
        yield slipped_header(misfit.value)
    if misfit.kind != "unknown":
        return
    name, meant, fix = str(misfit.path[-1]), misfit.meant, None
    if meant and len(meant) < len(misfit.path):
        where = f"below {_TABLES[misfit.record]}" if misfit.record in _TABLES else "in logos"
        help_ = f"it stands {where}: move it up, above the first table of the project"
    elif meant and len(meant) == len(misfit.path):
        help_, fix = f"did you mean {meant[-1]}?", _renamed(misfit, name, str(meant[-1]))
    elif misfit.record in _TABLES and name in Project.keys and not isinstance(Project.keys[name].kind, Records):
        help_ = f"it stands below {_TABLES[misfit.record]}, and the project has {name} already: take the line away"
    elif isinstance(misfit.value, (dict, list)):
        help_ = f"the headers are [registry], [[project]], {', '.join(_TABLES.values())}"
    else:
        help_ = _place_or_kind(misfit, name)
    yield Fault(misfit.path, f"{visible(name)} is no key that the format knows", help_, part="key", fix=fix)


def _place_or_kind(misfit: Misfit, name: str) -> str:
    """What a key could be that no key of its table is like: one of another table, or one that holds such a value."""
    from projreg.model.also_called import elsewhere, language_of  # needed when a key is not known

    own = _as_own_key(name)
    if misfit.record in _TABLES and name in Project.keys:
        return f"each {name} is a [[project.{name}]] of its own"
    if stem := language_of(name, misfit.record.keys):
        return f"{stem} holds the text, {stem}_en the same in English; keys of your own begin with {own}"
    if other := elsewhere(name, misfit.record):
        renamed = "" if other.key == name else f" as {other.key}"
        return f"it belongs in {other.header}{renamed}: move it below such a header"
    free = [
        each
        for each, key in misfit.record.keys.items()
        if each not in misfit.table and isinstance(key.kind, (Day, Money)) and key.kind.accepts(misfit.value)
    ]
    if free and misfit.record in (Project, *_TABLES):
        what = "date" if isinstance(misfit.value, date) else "number"
        return f"a {what} here is {_one_of(free)}; only keys of your own begin with {own}"
    return f"keys of your own begin with {own}"


def _as_own_key(name: str) -> str:
    """How keys of one's own begin, and such a key; without it where the name holds an identity number."""
    return "x_" if without_personal_numbers(name) != name else f"x_: x_{re.sub(r'[^a-z0-9_]', '_', name.lower())}"


def _one_of(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def slipped_header(slip: Any) -> Fault:
    """What to say of a header (a `headers.Slip`) that is misspelt or missing."""
    written, meant = visible(slip.written), slip.meant
    if not slip.is_missing:
        return Fault(
            slip.table, f"{written} is no header that the format knows", f"did you mean {meant}?", span=slip.span
        )
    said = f"{written} begins another table: a {meant} line is missing above it"
    return Fault(slip.table, said, f"write {meant} on a line of its own above this one", span=slip.span)


def _renamed(misfit: Misfit, name: str, meant: str) -> Fix | None:
    """The key that is meant, where it is free and only this line can mean it. A table may have several headers."""
    from projreg.model.also_called import language_of  # needed when a key is not known

    record, table = misfit.record, misfit.table
    if (
        language_of(name, record.keys)
        or meant in table
        or _has_tables(misfit.value)
        or record.keys[meant].kind.name in _OF_TABLES
    ):
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
    if misfit.kind != "type":
        return
    name = misfit.path[-1] if isinstance(misfit.path[-1], str) else misfit.path[-2]
    kind = misfit.record.keys[str(name)].kind
    if isinstance(kind, Reasons) and isinstance(misfit.value, dict):
        yield from _no_reasons(misfit, misfit.value)
        return
    help_, fix = _mend(kind, misfit)
    wrong = _wrong_part(kind, misfit.value) or f"not {misfit.written[:60] or shown(misfit.value)}"
    yield Fault(
        misfit.path,
        f"{name} must be {_expected(kind, str(name))}, {wrong}",
        help_,
        fix=fix,
        covered_by=(("PR503", misfit.path),),
    )


def _no_reasons(misfit: Misfit, reasons: dict[str, object]) -> Faults:
    """The first reason of a table that is no text; one whose TOML is broken is told already."""
    code, value = next((code, each) for code, each in reasons.items() if not isinstance(each, str))
    if value is not UNREADABLE:
        said = f"the reason for waiving {visible(code)} must be text in quotes, not {shown(value)}"
        yield Fault(misfit.path, said, f'write why, such as {visible(code)} = "nine-year framework agreement"')


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
    unread = "" if misfit.value is None else f": {shown(misfit.value)} does not count"
    if misfit.record is Top:
        said, help_ = _MISSING_AT_TOP[name]
        yield Fault(misfit.path, said + unread, help_)
        return
    key = misfit.record.keys[name]
    also = f", or {key.unless}" if key.unless else ""
    label = key.label.en.lower()
    said = f"{name}{also} is missing" + ("" if label == name else f" ({label})")
    yield Fault(
        misfit.path,
        said + unread,
        f"{'write' if unread else 'add'} {name} = {_to_be_filled_in(name, key.kind, misfit)}",
    )


def _to_be_filled_in(name: str, kind: Kind, misfit: Misfit) -> str:
    """What to write for a missing key: the words to choose from, or a form that does not pass as it stands."""
    if isinstance(kind, Choice):
        return _one_of([f'"{word}"' for word in kind.words])
    if isinstance(kind, Day):
        return "YYYY-MM-DD"
    title = misfit.table.get("title")
    slug = slug_of(title) if name == "id" and isinstance(title, str) else ""
    return f'"{slug}", or another id that stays the same' if slug else '"…"'


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


def _wrong_part(kind: Kind, value: object) -> str:
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
    if _wrong_part(kind, value):
        return "write it in quotes"
    if isinstance(kind, Records):
        return "write the header with two brackets" if isinstance(value, dict) else table_for(kind, value)
    if isinstance(kind, Texts):
        from projreg.rules.meant import names

        return f"write {(names(value) if isinstance(value, str) else None) or 'it like ' + kind.example}"
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


def table_for(kind: Records, value: object) -> str | None:
    """The table to write where a bare value stands for it, with the value in its likely key."""
    from projreg.model.also_called import key_for  # needed when something is wrong

    found, header = key_for(kind.record, value), _TABLES.get(kind.record)
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
        from projreg.rules.meant import days_of

        written, *others = days_of(value)
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
