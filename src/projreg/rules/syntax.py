"""Broken TOML in the words of somebody who knows Excel: what is the matter, and what to write instead."""

import re
from collections.abc import Callable
from datetime import date

from projreg.dates import likely_date, no_such_day
from projreg.diagnostic import Span
from projreg.errors import UsageError
from projreg.fields import Day, Flag, Money, Text
from projreg.model import Contact, Deadline, Funding, Project, Publisher
from projreg.money import read_amount, toml_amount
from projreg.repair import Break
from projreg.rules.keys import yes_or_no
from projreg.visible import visible

Explained = tuple[str, str | None]
"""What is the matter with a value, and the mend when there is one."""

_LONGEST_EXPLAINED = 1000
"""Statements that are longer are told by the parser's words alone."""


def in_words(broken: Break) -> tuple[str, str | None, Span]:
    """Message, help and place of a broken statement, in the words of somebody who knows Excel."""
    reason = broken.reason[:1].lower() + broken.reason[1:]
    if header := _HEADER.match(broken.statement):
        left, right = ("[[", "]]") if header[1].startswith("project") else ("[", "]")
        if "cannot" not in reason:
            return "this header is not well written", f"write it as {left}{header[1]}{right}", broken.span
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
    return re.split(r"(?:^|\s)#", value, maxsplit=1)[0].strip()


_HEADER = re.compile(r"\s*\[+\s*([\w.\-]+)")
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
    ("expected '='", "this is no key and equals sign", "write key = value; a key has letters a–z, digits and _"),
    ("initial character for a key", "a key has letters a–z, digits, _ and -", "write key = value"),
    ("never closed", "this bracket is never closed; it opens here", "put the closing bracket after the last value"),
)
_LESS_LIKELY_REASONS = (
    ("illegal character", "this text is never closed on its line", 'put a quote (") at its end'),
    (
        "unescaped '\\'",
        "a backslash has a meaning of its own in text",
        "write it twice, or put the text in single quotes",
    ),
    ("expected newline", "something is left over after the value", "take it away, or begin it with # as a comment"),
)


def _explanations(key: str) -> tuple[Callable[[str], Explained | None], ...]:
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
    if isinstance(kind, Money):
        return (_curly_quotes, _amount_with_unit, _no_amount)
    if isinstance(kind, Day):
        return (_curly_quotes, _date_that_is_none, _date_in_other_form, _no_date)
    return (_curly_quotes, _date_that_is_none, _date_in_other_form, _amount_with_unit, _text_without_quotes)


def _date_that_is_none(value: str) -> Explained | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"there is no day {value}", no_such_day(value)
    return None


def _date_in_other_form(value: str) -> Explained | None:
    likely = likely_date(value)
    return (f"“{visible(value)}” is no date as TOML writes it", f"write {likely}, without quotes") if likely else None


def _amount_with_unit(value: str) -> Explained | None:
    if not re.match(r"[\d-]", value):
        return None
    try:
        amount = read_amount(value.removesuffix("%"))
    except UsageError:
        return None
    return f"“{visible(value)}” is no plain number", f"write {toml_amount(amount)}, without the unit and spaces"


def _figures_without_quotes(value: str) -> Explained | None:
    if '"' in value or "'" in value:
        return None
    return "text stands in quotes, also when it is made of figures", f'write "{visible(value)}"'


def _no_amount(value: str) -> Explained | None:
    return f"“{visible(value)}” is no plain number", "write it like 480_000 or 1250.50, nothing else on the line"


def _no_date(value: str) -> Explained | None:
    return f"“{visible(value)}” is no date", "write year, month and day like 2024-06-30, nothing else on the line"


def _curly_quotes(value: str) -> Explained | None:
    if value[:1] not in "“”„‘’«»" or not value:
        return None
    return "the quotes are curly, as a word processor writes them", f'write "{visible(value.strip("“”„‘’«»"))}"'


def _yes_or_no(value: str) -> Explained | None:
    meant = yes_or_no(value.strip("\"'"))
    return f"“{visible(value)}” is neither true nor false", f"write {meant or 'true or false'}"


def _text_without_quotes(value: str) -> Explained | None:
    if value.count('"') == 1 and value.startswith('"'):
        return "this text is never closed", 'put a quote (") at its end'
    if value[:1].isalpha() and not any(quote in value for quote in "\"'[]{}"):
        return "text stands in quotes", f'write "{visible(value)}"'
    if not value:
        return "a value is missing after the equals sign", "write the value, or take the line away"
    return None
