"""Rules on the file itself: is it text, is it TOML, is it a version that is known."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from projreg.dates import likely_date, no_such_day
from projreg.decode import Misfit
from projreg.diagnostic import Fault, Span
from projreg.errors import UsageError
from projreg.model import SCHEMA_VERSIONS
from projreg.money import read_amount
from projreg.rules.rule import Faults, misfit_rule, source_rule
from projreg.source import Source
from projreg.visible import visible

if TYPE_CHECKING:
    from projreg.repair import Break

_SETTING = re.compile(r"\s*(?P<key>[\w.\-\"']+)\s*=[ \t]*(?P<value>[^\n]*?)[ \t\r]*(?:#[^\n]*)?(?:\n|$)")


@source_rule("PR001", "broken-toml", "error")
def broken_toml(source: Source) -> Faults:
    """The file is not TOML at this place.

    Nothing after the place can be trusted by a program that stops there, so projreg sets the broken statement aside,
    judges the rest, and reports every such place in one run.

    Mend: write the value in TOML's way. Text stands in quotes, a date is 2024-06-30, an amount 480_000 without unit.
    Source: TOML 1.0 and 1.1, toml.io.
    """
    for each in source.breaks:
        message, help_, span = _in_words(each)
        yield Fault((), message, help_, span=span)


@source_rule("PR002", "not-utf-8", "error")
def not_utf_8(source: Source) -> Faults:
    """The file is not UTF-8 text.

    TOML is UTF-8 by definition; other encodings turn å, ä and ö into something else on the next machine.

    Mend: save the file as UTF-8 in the editor ("Save with encoding").
    Source: TOML 1.0, "Spec".
    """
    if source.encoding:
        yield Fault(
            (),
            f"the file is not UTF-8; it looks like {source.encoding}",
            "save it as UTF-8 in the editor",
            span=_first_alien_byte(source.raw),
        )


@misfit_rule("PR107", "unknown-schema-version", "error")
def unknown_schema_version(misfit: Misfit) -> Faults:
    """`schema_version` names a version of the format that this program does not know.

    A registry written for another version may mean something else by the same key.

    Mend: write `schema_version = 1`, or install the projreg that knows the version.
    """
    if misfit.kind == "version":
        known = " and ".join(str(each) for each in SCHEMA_VERSIONS)
        yield Fault(
            misfit.path,
            f"schema_version is {misfit.value}, and this projreg knows version {known}",
            f"write schema_version = {SCHEMA_VERSIONS[-1]}, or use the projreg that knows version {misfit.value}",
        )


def _first_alien_byte(raw: bytes) -> Span:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Span(line, column, line, column + 1)
    return Span(1, 1, 1, 1)


def _in_words(broken: "Break") -> tuple[str, str | None, Span]:
    """Message, help and place of a broken statement, in the words of somebody who knows Excel."""
    setting = _SETTING.match(broken.statement)
    if setting:
        value = setting["value"]
        start = setting.start("value") - broken.statement.rfind("\n", 0, setting.start("value"))
        for explain in _EXPLANATIONS:
            if explained := explain(value):
                span = Span(broken.line, start, broken.line, start + len(value))
                return f"{setting['key']} is no TOML: {explained[0]}", explained[1], span
    reason = broken.reason[:1].lower() + broken.reason[1:]
    for marker, words, help_ in _REASONS:
        if marker in reason:
            return words, help_, broken.span
    return (
        f"this is not TOML: {visible(reason)}",
        "text stands in quotes; each key = value on a line of its own",
        broken.span,
    )


_REASONS = (
    (
        "cannot overwrite a value",
        "this key is given twice in the same table",
        "keep one; if it belongs to the next project, a [[project]] line is missing above it",
    ),
    ("nested too deeply", "brackets are nested too deeply to be read", "the format needs three levels at most"),
    ("number too long", "this number is too long to be an amount", None),
    ("cannot declare", "this table is declared in two ways", "write [[project]] with two brackets, each time"),
    ("unterminated string", "this text is never closed", "put the same quotes at its end as at its beginning"),
    ("illegal character", "this text is never closed on its line", 'put a quote (") at its end'),
)


def _date_that_is_none(value: str) -> tuple[str, str | None] | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"there is no day {value}", no_such_day(value)
    return None


def _date_in_other_form(value: str) -> tuple[str, str | None] | None:
    likely = likely_date(value)
    return (f"“{visible(value)}” is no date as TOML writes it", f"write {likely}, without quotes") if likely else None


def _amount_with_unit(value: str) -> tuple[str, str | None] | None:
    if not re.match(r"[\d-]", value):
        return None
    try:
        amount = read_amount(value)
    except UsageError:
        return None
    return f"“{visible(value)}” is no plain number", f"write {amount:_}, without the unit and spaces"


def _text_without_quotes(value: str) -> tuple[str, str | None] | None:
    if value.count('"') == 1 and value.startswith('"'):
        return "this text is never closed", 'put a quote (") at its end'
    if value[:1].isalpha() and not any(quote in value for quote in "\"'[]{}"):
        if value.lower() in ("true", "false"):
            return "true and false are written in lower case", f"write {value.lower()}"
        return "text stands in quotes", f'write "{visible(value)}"'
    if not value:
        return "a value is missing after the equals sign", "write the value, or take the line away"
    return None


_EXPLANATIONS: tuple[Callable[[str], tuple[str, str | None] | None], ...] = (
    _date_that_is_none,
    _date_in_other_form,
    _amount_with_unit,
    _text_without_quotes,
)
