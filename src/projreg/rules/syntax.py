"""Broken TOML in the words of somebody who knows Excel: what is the matter, and what to write instead."""

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from typing import Any, NamedTuple

from projreg.dates import likely_date, no_such_day
from projreg.decode import currency_at
from projreg.diagnostic import Fault, Fix, Path, Span
from projreg.fields import Choice, Day, Flag, Kind, Money, Record, Text
from projreg.model import Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.repair import Break
from projreg.rules import meant
from projreg.visible import visible


class Explained(NamedTuple):
    """What is the matter with a value, and the mend when there is one."""

    message: str
    help: str | None
    fix: Fix | None = None


class _Place(NamedTuple):
    """Where a value stands: what is asked for there (None for keys that are not known), and what is around it."""

    kind: Kind | None
    currency: str
    comment: str
    is_alone: bool
    """Whether the statement is one line, and the next is none that may belong to it."""


_Explain = Callable[[str, _Place], Explained | None]

_LONGEST_EXPLAINED = 1000
"""Statements that are longer are told by the parser's words alone."""


def in_words(broken: Break, data: Mapping[str, Any], loose: Container[int]) -> Fault:
    """A broken statement in the words of somebody who knows Excel, with the place and the mend.

    `data` is what the rest of the file says; `loose` are the lines that stand by themselves, without a key.
    """
    reason = broken.reason[:1].lower() + broken.reason[1:]
    if (header := _HEADER.match(broken.statement)) and "cannot" not in reason:
        return _header_in_words(header, broken)
    for marker, words, help_ in _REASONS:
        if marker in reason:
            return Fault((), words, help_, span=broken.span)
    if "=" in broken.statement and len(broken.statement) <= _LONGEST_EXPLAINED:
        before, _, after = broken.statement.partition("=")
        line = after.split("\n")[0]
        written = re.split(r"(?:^|\s)#", line, maxsplit=1)[0]
        lines = broken.statement.rstrip("\r\n").count("\n") + 1
        key, value = before.strip(), written.strip()
        kind = _kind(key, broken.table)
        currency = "" if broken.table is None else currency_at(data, broken.table)
        is_alone = lines == 1 and broken.line + 1 not in loose
        place = _Place(kind, currency, line[len(written) :].strip(), is_alone)
        for explain in _explanations(kind):
            if explained := explain(value, place):
                start = len(before) - (before.rfind("\n") + 1) + 2 + len(after) - len(after.lstrip(" \t"))
                span = Span(broken.line, start, broken.line, start + max(1, len(written.strip(" \t\r"))))
                fix = explained.fix if lines == 1 else None
                said = f"{visible(key)} is no TOML: {explained.message}"
                return Fault((), said, explained.help, span=span, fix=fix)
    for marker, words, help_ in _LESS_LIKELY_REASONS:
        if marker in reason:
            return Fault((), words, help_, span=broken.span)
    return Fault((), f"this is not TOML: {visible(reason)}", _EACH_LINE, span=broken.span)


def _header_in_words(header: "re.Match[str]", broken: Break) -> Fault:
    """A header with a bracket too few or too many; nothing else may stand on its line if it is to be mended."""
    left, right = ("[[", "]]") if header[1].startswith("project") else ("[", "]")
    meant = f"{left}{header[1]}{right}"
    said, help_ = "this header is not well written", f"write it as {meant}"
    whole = _WHOLE_HEADER.fullmatch(broken.statement)
    if not whole or tuple(header[1].split(".")) not in _RECORDS:
        return Fault((), said, help_, span=broken.span)
    span = Span(broken.line, whole.start(1) + 1, broken.line, whole.end(1) + 1)
    return Fault((), said, help_, span=span, fix=Fix(meant))


_WHOLE_HEADER = re.compile(r"[ \t]*(\[+[ \t]*[\w.\-]+[ \t]*\]*)[ \t]*(?:#[^\n]*)?\r?\n?")
_HEADER = re.compile(r"\s*\[+\s*([\w.\-]+)")
_EACH_LINE = "each key = value stands on a line of its own, text in straight quotes"
_REASONS = (
    (
        "cannot overwrite a value",
        "this key is given twice in the same table",
        "keep one; if it belongs to the next project, a [[project]] line is missing above it",
    ),
    ("line too long", "this line has more than 1 000 000 characters, and is not read", "break it into several lines"),
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
    ("invalid statement", "a key has letters a–z, digits, _ and -", "write key = value"),
    (
        "cannot mutate immutable",
        "what this header adds to stands above as a value in brackets, which is whole",
        "write all of it in the brackets, or all of it below headers",
    ),
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


_RECORDS: dict[tuple[str, ...], type[Record]] = {
    (): Top,
    ("registry",): Publisher,
    ("project",): Project,
    ("project", "logos"): Logo,
    ("project", "funding"): Funding,
    ("project", "contact"): Contact,
    ("project", "deadline"): Deadline,
}
"""Names of a header → what stands below it."""


def _kind(key: str, table: Path | None) -> Kind | None:
    """What a key is to hold; by its name alone where its table cannot be told."""
    name = key.rpartition(".")[2].strip("\"' ")
    names = tuple(step for step in table or () if isinstance(step, str))
    its_own = table is not None and "." not in key and names in _RECORDS
    records = [_RECORDS[names]] if its_own else [Project, Funding, Contact, Deadline, Publisher]
    return next((record.keys[name].kind for record in records if name in record.keys), None)


def _explanations(kind: Kind | None) -> tuple[_Explain, ...]:
    """What may be the matter with a value, the likely first, by what the key is to hold."""
    if isinstance(kind, Text):
        return (_curly_quotes, _text_without_quotes, _figures_without_quotes)
    if isinstance(kind, Flag):
        return (_yes_or_no,)
    if isinstance(kind, Money):
        return (_amount_with_unit, _curly_quotes, _no_amount)
    if isinstance(kind, Day):
        return (_date_that_is_none, _date_in_other_form, _curly_quotes, _no_date)
    if isinstance(kind, Choice):
        return (_word_without_quotes, _text_without_quotes)
    return (_curly_quotes, _date_that_is_none, _date_in_other_form, _amount_with_unit, _text_without_quotes)


_CURLY = "“”„‘’«»"
_QUOTES = f"{_CURLY}\"' "


def _date_that_is_none(value: str, place: _Place) -> Explained | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return None
    try:
        date.fromisoformat(value)
    except ValueError:
        help_ = no_such_day(value)
        turned = re.search(r"\d{4}-\d{2}-\d{2}", help_)
        fix = Fix(turned[0], safe=False) if turned and likely_date(turned[0]) else None
        return Explained(f"there is no day {value}", help_, fix)
    return None


def _date_in_other_form(value: str, place: _Place) -> Explained | None:
    likely = likely_date(value.strip(_QUOTES))
    if not likely:
        return None
    fix = _known(meant.day(value.strip(_QUOTES)), place)
    return Explained(f"“{visible(value)}” is no date as TOML writes it", f"write {likely}, without quotes", fix)


def _known(fix: Fix | None, place: _Place) -> Fix | None:
    """The fix; only likely where the key is not known, and its value may be text."""
    return fix if place.kind or not fix else fix._replace(safe=False)


def _amount_with_unit(value: str, place: _Place) -> Explained | None:
    if not place.kind and not re.match(r"[\d-]", value):
        return None
    kind, currency = (place.kind, place.currency) if isinstance(place.kind, Money) else (Money(), "SEK")
    fix = _known(meant.amount(kind, value.strip(_QUOTES), currency), place)
    if not fix:
        return None
    return Explained(f"“{visible(value)}” is no plain number", f"write {fix.text}, without the unit and spaces", fix)


def _figures_without_quotes(value: str, place: _Place) -> Explained | None:
    if '"' in value or "'" in value:
        return None
    fix = _unquoted(value, place)
    return Explained("text stands in quotes, also when it is made of figures", f'write "{visible(value)}"', fix)


def _no_amount(value: str, place: _Place) -> Explained | None:
    help_ = "write it like 480_000 or 1250.50, nothing else on the line"
    return Explained(f"“{visible(value)}” is no plain number", help_)


def _no_date(value: str, place: _Place) -> Explained | None:
    help_ = "write year, month and day like 2024-06-30, nothing else on the line"
    return Explained(f"“{visible(value)}” is no date", help_)


def _curly_quotes(value: str, place: _Place) -> Explained | None:
    if value[:1] not in _CURLY or not value:
        return None
    inside = value[1:-1]
    is_text = place.kind is None or isinstance(place.kind, Text)
    is_plain = visible(inside) == inside and not re.search(rf"[\"\\]|^[{_CURLY}]|[{_CURLY}]$", inside)
    fix = Fix(f'"{inside}"') if is_text and is_plain and inside and value[-1] in _CURLY else None
    help_ = f'write "{visible(value.strip(_CURLY))}"'
    return Explained("the quotes are curly, as a word processor writes them", help_, fix)


def _yes_or_no(value: str, place: _Place) -> Explained | None:
    said = meant.yes_or_no(value.strip(_QUOTES))
    help_ = f"write {said or 'true or false'}"
    return Explained(f"“{visible(value)}” is neither true nor false", help_, Fix(said) if said else None)


def _word_without_quotes(value: str, place: _Place) -> Explained | None:
    if not isinstance(place.kind, Choice) or not value.strip(_QUOTES)[:1].isalpha():
        return None
    fix = meant.word(place.kind, value.strip(_QUOTES), keeps_currency=False)  # a broken fund: nobody knows what it was
    help_ = f"write {fix.text}" if fix else f"write one of {', '.join(place.kind.words)}, in quotes"
    return Explained("text stands in quotes", help_, fix)


def _text_without_quotes(value: str, place: _Place) -> Explained | None:
    if value.count('"') == 1 and value.startswith('"'):
        return Explained("this text is never closed", 'put a quote (") at its end')
    if value[:1].isalpha() and not any(quote in value for quote in "\"'[]{}"):
        return Explained("text stands in quotes", f'write "{visible(value)}"', _unquoted(value, place))
    if not value:
        return Explained("a value is missing after the equals sign", "write the value, or take the line away")
    return None


def _unquoted(value: str, place: _Place) -> Fix | None:
    """The value in quotes, where the key is to hold text or is not known."""
    if place.kind is not None and not isinstance(place.kind, Text):
        return None
    fix = meant.unquoted(place.kind, value, place.comment)
    return fix if place.is_alone or not fix else fix._replace(safe=False)
