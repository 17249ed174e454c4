"""Broken TOML in the words of somebody who knows Excel: what is the matter, and what to write instead."""

import re
from collections.abc import Callable, Container, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import tomli

from projreg.diagnostic import Fault, Fix, Path, Span
from projreg.model.also_called import key_for, key_meant
from projreg.model.decode import currency_at
from projreg.model.fields import Choice, Day, Flag, Kind, Money, Records, Text, Texts
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher
from projreg.reading.headers import ODD_SPACE, RECORDS
from projreg.reading.repair import ODD, TABLES_TOO, Break, table_at
from projreg.rules import meant
from projreg.values.dates import likely_date, no_such_day
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
    lines: int
    if_unknown: str
    """What to do when the value is not known, to be put behind the mend; nothing where the key is required."""


_Explain = Callable[[str, _Place], Explained | None]

_LONGEST_EXPLAINED = 1000
"""Statements that are longer are told by the parser's words alone."""


def in_words(broken: Break, data: Mapping[str, Any], loose: Container[int]) -> Fault:
    """A broken statement in the words of somebody who knows Excel, with the place and the mend.

    `data` is what the rest of the file says; `loose` are the lines that stand by themselves, without a key.
    """
    if broken.reason == TABLES_TOO:
        return _bare_value(broken)
    if broken.reason == ODD:
        return _odd_spaces(broken)
    if key_fault := _key_in_words(broken, data):
        return key_fault
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
        place = _Place(kind, currency, line[len(written) :].strip(), is_alone, lines, _if_unknown(key, broken.table))
        for explain in (_no_value, *_explanations(kind)):
            if explained := explain(value, place):
                start = len(before) - (before.rfind("\n") + 1) + 2 + len(after) - len(after.lstrip(" \t"))
                span = Span(broken.line, start, broken.line, start + max(1, len(written.strip(" \t\r"))))
                fix = explained.fix if lines == 1 else None
                said = f"{visible(key)} cannot be read: {explained.message}"
                return Fault((), said, explained.help, span=span, fix=fix)
    for marker, words, help_ in _LESS_LIKELY_REASONS:
        if marker in reason:
            return Fault((), words, help_, span=broken.span)
    return Fault((), f"this cannot be read: {visible(reason)}", _EACH_LINE, span=broken.span)


def _odd_spaces(broken: Break) -> Fault:
    """Spaces that TOML does not know, as web pages and spreadsheets have them."""
    from unicodedata import name  # needed when something is wrong

    lines = broken.statement.split("\n")[broken.span.line - broken.line : broken.span.end_line - broken.line + 1]
    lines[-1] = lines[-1][: broken.span.end_column - 1]
    lines[0] = lines[0][broken.span.column - 1 :]
    stretch = "\n".join(lines)
    said = f"U+{ord(stretch[0]):04X} {name(stretch[0], '')} stands here, which is no plain space"
    return Fault((), said, "write a plain space", span=broken.span, fix=Fix(re.sub(ODD_SPACE, " ", stretch)))


def _key_in_words(broken: Break, data: Mapping[str, Any]) -> Fault | None:
    """A key in words that are no key, such as `Beviljat stöd`: the one that is meant, where it can be told."""
    before, equals, _ = broken.statement.partition("=")
    key = before.strip()
    names = tuple(step for step in broken.table or () if isinstance(step, str))
    if not equals or broken.table is None or names not in RECORDS or not _WORDS.fullmatch(key):
        return None
    meant = key_meant(key, RECORDS[names], table_at(data, broken.table))
    if not meant or re.fullmatch(r"[\w-]+", key, re.ASCII):
        return None
    start = broken.statement.index(key) + 1
    span = Span(broken.line, start, broken.line, start + len(key))
    return Fault((), f"{visible(key)} is no key that the format knows", f"did you mean {meant}?", span=span)


_WORDS = re.compile(r"\w[\w \-]{0,40}")


def _bare_value(broken: Break) -> Fault:
    """A value that stands where the project has tables of that name too."""
    key, _, written = broken.statement.partition("=")
    name = key.strip().strip("\"'")
    known = Project.keys.get(name)
    help_ = "take the line away, and write what it says in the table"
    try:
        value = tomli.loads(broken.statement, parse_float=Decimal)[name]
    except (ValueError, RecursionError, ArithmeticError, LookupError):
        value = None
    if known and isinstance(known.kind, Records) and (found := key_for(known.kind.record, value)):
        help_ = f"write {found} = {visible(written.strip())} below [[project.{name}]], and take this line away"
    return Fault((), f"{name} stands here as a value, and below as [[project.{name}]]", help_, span=broken.span)


def _header_in_words(header: "re.Match[str]", broken: Break) -> Fault:
    """A header with a bracket too few or too many; nothing else may stand on its line if it is to be mended."""
    left, right = ("[[", "]]") if header[1].startswith("project") else ("[", "]")
    meant = f"{left}{header[1]}{right}"
    said, help_ = "this header is not well written", f"write it as {meant}"
    whole = _WHOLE_HEADER.fullmatch(broken.statement)
    if not whole or tuple(header[1].split(".")) not in RECORDS:
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


def _kind(key: str, table: Path | None) -> Kind | None:
    """What a key is to hold; by its name alone where its table cannot be told."""
    name = key.rpartition(".")[2].strip("\"' ")
    names = tuple(step for step in table or () if isinstance(step, str))
    its_own = table is not None and "." not in key and names in RECORDS
    records = [RECORDS[names]] if its_own else [Project, Funding, Contact, Deadline, Publisher]
    return next((record.keys[name].kind for record in records if name in record.keys), None)


def _if_unknown(key: str, table: Path | None) -> str:
    record = RECORDS.get(tuple(step for step in table or () if isinstance(step, str)))
    is_required = table is not None and record is not None and key in record.required
    return "" if is_required else "; leave the line out when it is not known"


def _explanations(kind: Kind | None) -> tuple[_Explain, ...]:
    """What may be the matter with a value, the likely first, by what the key is to hold."""
    if isinstance(kind, Texts):
        return (_list_without_brackets, _curly_quotes, _quotes_inside, _text_without_quotes)
    if isinstance(kind, Text):
        return (_curly_quotes, _several_texts, _quotes_inside, _text_without_quotes, _figures_without_quotes)
    if isinstance(kind, Flag):
        return (_yes_or_no,)
    if isinstance(kind, Money):
        return (_amount_with_unit, _curly_quotes, _no_amount)
    if isinstance(kind, Day):
        return (_date_that_is_none, _date_in_other_form, _curly_quotes, _no_date)
    if isinstance(kind, Choice):
        return (_word_without_quotes, _text_without_quotes)
    return (
        _curly_quotes,
        _several_texts,
        _quotes_inside,
        _date_that_is_none,
        _date_in_other_form,
        _amount_with_unit,
        _text_without_quotes,
    )


_CURLY = "“”„‘’«»"
_QUOTES = f"{_CURLY}\"' "


def _no_value(value: str, place: _Place) -> Explained | None:
    if value:
        return None
    return Explained("a value is missing after the equals sign", "write it" + place.if_unknown)


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
    return Explained(f"“{visible(value)}” is not how a date is written", f"write {likely}, without quotes", fix)


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
    help_ = "write it like 480_000 or 1250.50, nothing else on the line" + place.if_unknown
    return Explained(f"“{visible(value)}” is no plain number", help_)


def _no_date(value: str, place: _Place) -> Explained | None:
    help_ = "write year, month and day like 2024-06-30, nothing else on the line" + place.if_unknown
    return Explained(f"“{visible(value)}” is no date", help_)


def _curly_quotes(value: str, place: _Place) -> Explained | None:
    if value[:1] not in _CURLY or not value:
        return None
    inside = value[1:-1]
    is_text = place.kind is None or isinstance(place.kind, Text)
    is_plain = visible(inside) == inside and not re.search(rf"[\"\\]|^[{_CURLY}]|[{_CURLY}]$", inside)
    fix = Fix(f'"{inside}"') if is_text and is_plain and inside and value[-1] in _CURLY else None
    help_ = f'write "{visible(value.strip(_CURLY + chr(34)))}"'
    return Explained("the quotes are curly, as a word processor writes them", help_, fix)


_TEXT_IN_QUOTES = r""" *(?:"([^"\\]*)"|'([^']*)') *"""


def _quoted_texts(value: str) -> list[str]:
    """The texts, when the value is several in quotes with commas between; else none."""
    if not re.fullmatch(rf"(?:{_TEXT_IN_QUOTES},)+(?:{_TEXT_IN_QUOTES})?", value):
        return []
    return [one or other for one, other in re.findall(_TEXT_IN_QUOTES, value)]


def _list_without_brackets(value: str, place: _Place) -> Explained | None:
    if '"' not in value and "'" not in value and value[:1].isalpha():
        array = meant.names(value)
        return Explained("texts stand in quotes and square brackets", f"write {array}") if array else None
    texts = _quoted_texts(value)
    array = meant.texts(texts) if texts else None
    return Explained("several texts stand in square brackets", f"write {array}", Fix(array)) if array else None


def _several_texts(value: str, place: _Place) -> Explained | None:
    texts = _quoted_texts(value)
    if not texts:
        return None
    said = "there are several texts where one is meant" if place.kind else "there are several texts"
    many = f', or ["{visible(texts[0])}", …] if it is to be a list' if place.kind is None else ""
    return Explained(said, f'write "{visible(", ".join(texts))}"{many}')


def _quotes_inside(value: str, place: _Place) -> Explained | None:
    """A text that quotes something, in the same quotes that it stands in."""
    quote = value[:1]
    if len(value) < 4 or quote not in ('"', "'") or value[-1] != quote or quote not in value[1:-1]:
        return None
    inside = value[1:-1]
    if "\\" in inside or visible(inside) != inside or inside.startswith(quote) or inside.endswith(quote * 2):
        return None
    said = "a quote inside the text ends it"
    if quote == "'":
        if '"' in inside:
            return None
        return Explained(said, f'write "{inside}", in double quotes', Fix(f'"{inside}"', safe=False))
    escaped = inside.replace('"', '\\"')
    help_ = f'write \\" for each quote inside: "{escaped}"'
    return Explained(said, help_, Fix(f'"{escaped}"', safe=False))


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


_BARE_ADDRESS = r"[\w-]+(?:\.[\w-]+)+(?:/[^\s\"'\\]*)?"


def _text_without_quotes(value: str, place: _Place) -> Explained | None:
    if value.count('"') == 1 and value.startswith('"'):
        if place.lines > 1:
            said = "a text over several lines stands in three quotes"
            return Explained(said, 'write """ for the quote at its start and at its end, or put the text on one line')
        inside = value[1:-1]
        if value[-1] in _CURLY:
            is_plain = visible(inside) == inside and not re.search(rf"[\\{_CURLY}]", inside)
            fix = Fix(f'"{inside}"') if is_plain and inside and isinstance(place.kind, Text) else None
            return Explained("the quote at its end is curly", f'write "{visible(inside)}"', fix)
        return Explained("this text is never closed", 'put a quote (") at its end')
    if isinstance(place.kind, Text) and place.kind.form == "url" and re.fullmatch(_BARE_ADDRESS, value):
        fix = Fix(f'"https://{value}"', safe=False)
        return Explained("an address stands in quotes, with https://", f"write {fix.text}", fix)
    if value[:1].isalpha() and not any(quote in value for quote in "\"'[]{}"):
        return Explained("text stands in quotes", f'write "{visible(value)}"', _unquoted(value, place))
    return None


def _unquoted(value: str, place: _Place) -> Fix | None:
    """The value in quotes, where the key is to hold text or is not known."""
    if place.kind is not None and not isinstance(place.kind, Text):
        return None
    fix = meant.unquoted(place.kind, value, place.comment)
    return fix if place.is_alone or not fix else fix._replace(safe=False)
