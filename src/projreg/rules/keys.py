"""Rules on keys and the kinds of their values: known, given, and of the right kind."""

import re
from datetime import date
from typing import Any

from projreg.diagnostic import Fault, Fix
from projreg.model.decode import UNREADABLE, Misfit
from projreg.model.fields import (
    Choice,
    Day,
    Kind,
    Money,
    Reasons,
    Records,
    Table,
)
from projreg.model.records import HEADERS, Project, Top
from projreg.rules.rule import Faults, misfit_rule
from projreg.values.nearest import is_slip, plain
from projreg.values.slug import slug_of
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible


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
        where = f"below {HEADERS[misfit.record]}" if misfit.record in HEADERS else "in logos"
        help_ = f"it stands {where}: move it up, above the first table of the project"
    elif meant and len(meant) == len(misfit.path):
        help_, fix = f"did you mean {meant[-1]}?", _renamed(misfit, name, str(meant[-1]))
    elif misfit.record in HEADERS and name in Project.keys and not isinstance(Project.keys[name].kind, Records):
        help_ = f"it stands below {HEADERS[misfit.record]}, and the project has {name} already: take the line away"
    elif isinstance(misfit.value, (dict, list)):
        help_ = f"the headers are [registry], [[project]], {', '.join(HEADERS.values())}"
    else:
        help_ = _place_or_kind(misfit, name)
    yield Fault(misfit.path, f"{visible(name)} is no key that the format knows", help_, part="key", fix=fix)


def _place_or_kind(misfit: Misfit, name: str) -> str:
    """What a key could be that no key of its table is like: one of another table, or one that holds such a value."""
    from projreg.model.also_called import elsewhere, language_of  # needed when a key is not known

    own = _as_own_key(name)
    if misfit.record in HEADERS and name in Project.keys:
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
    if free and misfit.record in (Project, *HEADERS):
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
    from projreg.rules.wrong_values import expected, mend, shown, wrong_part  # words for what is seldom wrong

    help_, fix = mend(kind, misfit)
    wrong = wrong_part(kind, misfit.value) or f"not {misfit.written[:60] or shown(misfit.value)}"
    yield Fault(
        misfit.path,
        f"{name} must be {expected(kind, str(name))}, {wrong}",
        help_,
        fix=fix,
        covered_by=(("PR503", misfit.path),),
    )


def _no_reasons(misfit: Misfit, reasons: dict[str, object]) -> Faults:
    """The first reason of a table that is no text; one whose TOML is broken is told already."""
    code, value = next((code, each) for code, each in reasons.items() if not isinstance(each, str))
    if value is not UNREADABLE:
        from projreg.rules.wrong_values import shown

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
    from projreg.rules.wrong_values import shown  # words for what is seldom wrong

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
