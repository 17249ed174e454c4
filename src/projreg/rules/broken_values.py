"""Values that are no TOML, in words: what is the matter with one, by what its key is to hold, and what to write."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from projreg.diagnostic import Fix
from projreg.model.fields import Choice, Day, Flag, Kind, Money, Reasons, Records, Text, Texts
from projreg.rules import meant
from projreg.values.dates import likely_date, no_such_day
from projreg.visible import visible


class Explained(NamedTuple):
    """What is the matter with a value, and the mend when there is one."""

    message: str
    help: str | None
    fix: Fix | None = None


class Standing(NamedTuple):
    """Where a value stands: what is asked for there (None for keys that are not known), and what is around it."""

    kind: Kind | None
    currency: str
    comment: str
    is_alone: bool
    """Whether the statement is one line, and the next is none that may belong to it."""
    lines: int
    if_unknown: str
    """What to do when the value is not known, to be put behind the mend; nothing where the key is required."""


_Explain = Callable[[str, Standing], Explained | None]


def explained(value: str, place: Standing) -> Explained | None:
    """What is the matter with what was written for a value; None when nothing is known of it."""
    tries = (explain(value, place) for explain in (_no_value, *_explanations(place.kind)))
    return next((each for each in tries if each), None)


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
    if isinstance(kind, (Records, Reasons)):
        return (_no_table,)
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


def _no_value(value: str, place: Standing) -> Explained | None:
    if value:
        return None
    return Explained("a value is missing after the equals sign", "write it" + place.if_unknown)


def _date_that_is_none(value: str, place: Standing) -> Explained | None:
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


def _date_in_other_form(value: str, place: Standing) -> Explained | None:
    likely = likely_date(value.strip(_QUOTES))
    if not likely:
        return None
    fix = _known(meant.day(value.strip(_QUOTES)), place)
    return Explained(f"“{visible(value)}” is not how a date is written", f"write {likely}, without quotes", fix)


def _known(fix: Fix | None, place: Standing) -> Fix | None:
    """The fix; only likely where the key is not known, and its value may be text."""
    return fix if place.kind or not fix else fix._replace(safe=False)


def _amount_with_unit(value: str, place: Standing) -> Explained | None:
    if not place.kind and not re.match(r"[\d-]", value):
        return None
    kind, currency = (place.kind, place.currency) if isinstance(place.kind, Money) else (Money(), "SEK")
    fix = _known(meant.amount(kind, value.strip(_QUOTES), currency), place)
    if not fix:
        return None
    return Explained(f"“{visible(value)}” is no plain number", f"write {fix.text}, without the unit and spaces", fix)


def _figures_without_quotes(value: str, place: Standing) -> Explained | None:
    if '"' in value or "'" in value:
        return None
    fix = _unquoted(value, place)
    return Explained("text stands in quotes, also when it is made of figures", f'write "{visible(value)}"', fix)


def _no_amount(value: str, place: Standing) -> Explained | None:
    help_ = "write it like 480_000 or 1250.50, nothing else on the line" + place.if_unknown
    return Explained(f"“{visible(value)}” is no plain number", help_)


def _no_date(value: str, place: Standing) -> Explained | None:
    help_ = "write year, month and day like 2024-06-30, nothing else on the line" + place.if_unknown
    return Explained(f"“{visible(value)}” is no date", help_)


def _curly_quotes(value: str, place: Standing) -> Explained | None:
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


def _list_without_brackets(value: str, place: Standing) -> Explained | None:
    if '"' not in value and "'" not in value and value[:1].isalpha():
        array = meant.names(value)
        return Explained("texts stand in quotes and square brackets", f"write {array}") if array else None
    texts = _quoted_texts(value)
    array = meant.texts(texts) if texts else None
    return Explained("several texts stand in square brackets", f"write {array}", Fix(array)) if array else None


def _several_texts(value: str, place: Standing) -> Explained | None:
    texts = _quoted_texts(value)
    if not texts:
        return None
    said = "there are several texts where one is meant" if place.kind else "there are several texts"
    many = f', or ["{visible(texts[0])}", …] if it is to be a list' if place.kind is None else ""
    return Explained(said, f'write "{visible(", ".join(texts))}"{many}')


def _quotes_inside(value: str, place: Standing) -> Explained | None:
    """A text that quotes something, in the same quotes that it stands in."""
    quote = value[:1]
    if len(value) < 4 or quote not in ('"', "'") or value[-1] != quote or quote not in value[1:-1]:
        return None
    inside = value[1:-1]
    if "\\" in inside or visible(inside) != inside or inside.startswith(quote) or inside.endswith(quote * 2):
        return None
    said = "a quote inside the text ends it"
    escaped = inside.replace('"', '\\"')
    help_ = f'write "{escaped}", in double quotes' if quote == "'" else f'write \\" for each quote inside: "{escaped}"'
    return Explained(said, help_, Fix(f'"{escaped}"', safe=False))


def _yes_or_no(value: str, place: Standing) -> Explained | None:
    fix = meant.flag(value.strip(_QUOTES))
    help_ = f"write {fix.text if fix else 'true or false'}"
    return Explained(f"“{visible(value)}” is neither true nor false", help_, fix)


def _word_without_quotes(value: str, place: Standing) -> Explained | None:
    if not isinstance(place.kind, Choice) or not value.strip(_QUOTES)[:1].isalpha():
        return None
    fix = meant.word(place.kind, value.strip(_QUOTES), keeps_currency=False)  # a broken fund: nobody knows what it was
    help_ = f"write {fix.text}" if fix else f"write one of {', '.join(place.kind.words)}, in quotes"
    return Explained("text stands in quotes", help_, fix)


def _no_table(value: str, place: Standing) -> Explained | None:
    if place.kind is None or value.startswith(("[", "{")):
        return None
    return Explained(f"“{visible(value)}” is not {place.kind.expected}", f"such as {place.kind.example}")


_BARE_ADDRESS = r"[\w-]+(?:\.[\w-]+)+(?:/[^\s\"'\\]*)?"


def _text_without_quotes(value: str, place: Standing) -> Explained | None:
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


def _unquoted(value: str, place: Standing) -> Fix | None:
    """The value in quotes, where the key is to hold text or is not known."""
    if place.kind is not None and not isinstance(place.kind, Text):
        return None
    fix = meant.unquoted(place.kind, value, place.comment)
    return fix if place.is_alone or not fix else fix._replace(safe=False)
