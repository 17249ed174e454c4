"""Rules on the file itself: is it text, is it TOML, is it a version that is known."""

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from projreg.dates import likely_date, no_such_day
from projreg.decode import Misfit
from projreg.diagnostic import Fault, Span
from projreg.errors import UsageError
from projreg.fields import Flag, Text
from projreg.model import SCHEMA_VERSIONS, Contact, Deadline, Funding, Project, Publisher
from projreg.money import read_amount, toml_amount
from projreg.rules.keys import shown, yes_or_no
from projreg.rules.rule import Faults, misfit_rule, source_rule
from projreg.source import Source
from projreg.visible import visible

if TYPE_CHECKING:
    from projreg.repair import Break

_LONGEST_EXPLAINED = 1000
"""Statements that are longer are told by the parser's words alone."""


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
            f"the file is not UTF-8 text; it looks like {source.encoding}",
            "save it as UTF-8 in the editor (“Save with encoding”)",
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
        version = shown(misfit.value)
        yield Fault(
            misfit.path,
            f"schema_version is {version}, and this projreg knows version {known}",
            f"write schema_version = {SCHEMA_VERSIONS[-1]}, or use the projreg that knows it",
        )


def _first_alien_byte(raw: bytes) -> Span:
    try:
        raw.decode("utf-8")
        start = raw.find(b"\0")
    except UnicodeDecodeError as error:
        start = error.start
    if start >= 0:
        before = raw[:start].decode("utf-8").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Span(line, column, line, column + 1)
    return Span(1, 1, 1, 1)


def _in_words(broken: "Break") -> tuple[str, str | None, Span]:
    """Message, help and place of a broken statement, in the words of somebody who knows Excel."""
    reason = broken.reason[:1].lower() + broken.reason[1:]
    for marker, words, help_ in _REASONS:
        if marker in reason:
            return words, help_, broken.span
    if "=" in broken.statement and len(broken.statement) <= _LONGEST_EXPLAINED:
        before, _, after = broken.statement.partition("=")
        value = _without_comment(after.split("\n")[0])
        for explain in _explanations(before.strip()):
            if explained := explain(value):
                start = len(before) - (before.rfind("\n") + 1) + 2 + len(after) - len(after.lstrip(" \t"))
                span = Span(broken.line, start, broken.line, start + max(1, len(value)))
                return f"{visible(before.strip())} is no TOML: {explained[0]}", explained[1], span
    for marker, words, help_ in _LESS_LIKELY_REASONS:
        if marker in reason:
            return words, help_, broken.span
    return f"this is not TOML: {visible(reason)}", _EACH_LINE, broken.span


def _without_comment(value: str) -> str:
    return value.partition("#")[0].strip()


_EACH_LINE = "each key = value stands on a line of its own, text in straight quotes"
_REASONS = (
    (
        "cannot overwrite a value",
        "this key is given twice in the same table",
        "keep one; if it belongs to the next project, a [[project]] line is missing above it",
    ),
    ("nested too deeply", "brackets are nested too deeply to be read", "the format needs three levels at most"),
    ("too many parts", "this key has too many dots to be read", "a key is one word, such as end_date"),
    ("number too long", "this number is too long to be an amount", None),
    ("many more", "there are more such faults below", "mend those above first, then check again"),
    ("cannot declare", "this header is given in two ways, or twice", "write [[project]] with two brackets, each time"),
    ("end of a table declaration", "this header is not closed", "write it as [registry], with both brackets"),
    (
        "end of an array declaration",
        "this header is not closed",
        "write it as [[project]], with two brackets on each side",
    ),
    ("unterminated string", "this text is never closed; it begins here", "put the same quotes at its end"),
    ("never closed", "this bracket is never closed; it opens here", "put the closing bracket after the last value"),
)
_LESS_LIKELY_REASONS = (
    ("illegal character", "this text is never closed on its line", 'put a quote (") at its end'),
    (
        "unescaped '\\'",
        "a backslash has a meaning of its own in text",
        "write it twice, or put the text in single quotes",
    ),
    (
        "expected '='",
        "an equals sign is missing after the key",
        "write key = value; a key has letters a–z, digits, _ and -",
    ),
    ("expected newline", "something is left over after the value", "take it away, or begin it with # as a comment"),
)


def _explanations(key: str) -> tuple[Callable[[str], tuple[str, str | None] | None], ...]:
    """What may be the matter with a value, the likely first, by what the key is to hold."""
    name = key.rpartition(".")[2].strip("\"' ")
    kinds = [
        record.keys[name].kind for record in (Project, Funding, Contact, Deadline, Publisher) if name in record.keys
    ]
    kind = kinds[0] if kinds else None
    if isinstance(kind, Text):
        return (_curly_quotes, _text_without_quotes, _figures_without_quotes)
    if isinstance(kind, Flag):
        return (_yes_or_no,)
    return (_curly_quotes, _date_that_is_none, _date_in_other_form, _amount_with_unit, _text_without_quotes)


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
        amount = read_amount(value.removesuffix("%"))
    except UsageError:
        return None
    return f"“{visible(value)}” is no plain number", f"write {toml_amount(amount)}, without the unit and spaces"


def _figures_without_quotes(value: str) -> tuple[str, str | None] | None:
    if '"' in value or "'" in value:
        return None
    return "text stands in quotes, also when it is made of figures", f'write "{visible(value)}"'


def _curly_quotes(value: str) -> tuple[str, str | None] | None:
    if value[:1] not in "“”„‘’«»" or not value:
        return None
    return "the quotes are curly, as a word processor writes them", f'write "{visible(value.strip("“”„‘’«»"))}"'


def _yes_or_no(value: str) -> tuple[str, str | None] | None:
    meant = yes_or_no(value.strip("\"'"))
    return f"“{visible(value)}” is neither true nor false", f"write {meant or 'true or false'}"


def _text_without_quotes(value: str) -> tuple[str, str | None] | None:
    if value.count('"') == 1 and value.startswith('"'):
        return "this text is never closed", 'put a quote (") at its end'
    if value[:1].isalpha() and not any(quote in value for quote in "\"'[]{}"):
        return "text stands in quotes", f'write "{visible(value)}"'
    if not value:
        return "a value is missing after the equals sign", "write the value, or take the line away"
    return None
