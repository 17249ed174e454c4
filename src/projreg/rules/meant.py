"""What a value means that is of the wrong kind: how it should stand, in words and as a fix.

A fix is safe where there is one answer and it says the same; where it is only likely, or takes something away, it is
not. Where nothing can be told there is none.
"""

import re
from datetime import date, datetime, timedelta, timezone

from projreg.diagnostic import Fix
from projreg.errors import UsageError
from projreg.model.fields import LARGEST_INTEGER, Choice, Day, Flag, Integer, Kind, Money, Percent, Text
from projreg.values.dates import likely_date, lost_by_date
from projreg.values.money import grouped_by_threes, read_amount, toml_amount
from projreg.values.nearest import nearest, plain
from projreg.values.yes_no import yes_or_no
from projreg.visible import visible


def of_text(kind: Kind, written: str, currency: str, *, currency_stands: bool = False) -> Fix | None:
    """What a text means where another kind is asked for. An amount counts in `currency`, which may be unknown ("").

    `currency_stands` says that the table names its currency, so that no fund decides it.
    """
    if isinstance(kind, Day):
        return day(written)
    if isinstance(kind, Money):
        return amount(kind, written, currency)
    if isinstance(kind, Flag):
        return flag(written)
    if isinstance(kind, Choice):
        return word(kind, written, keeps_currency=currency_stands or currency == "EUR")
    if isinstance(kind, Integer) and re.fullmatch(r"\s*[1-9]\d{0,8}\s*", written, re.ASCII):
        return Fix(written.strip())
    return None


def texts(words: list[str]) -> str | None:
    """An array of these texts, as TOML."""
    if not all(words) or any(visible(each) != each or re.search(r"[\"\\]", each) for each in words):
        return None
    return "[" + ", ".join(f'"{each}"' for each in words) + "]"


def names(written: str) -> str | None:
    """An array of the texts between the commas: only words of help, since a comma may stand in a name."""
    return texts([each.strip() for each in written.split(",")])


def day(written: str) -> Fix | None:
    """The date that is meant."""
    likely, lost = likely_date(written), lost_by_date(written)
    return Fix(str(likely), lost == "nothing") if likely and lost != "words" else None


def day_of(value: datetime) -> Fix | None:
    """The day of a date-time: the same when it is midnight, here or in universal time; None when it may be another."""
    moved, is_midnight = value.utcoffset(), not any((value.hour, value.minute, value.second, value.microsecond))
    if len(days_of(value)) > 1 and not is_midnight:
        return None
    return Fix(str(value.date()), not moved and is_midnight)


def days_of(value: datetime) -> list[date]:
    """The days that a date-time may be: first the one that is written, then any other that it is by Swedish time."""
    written, days = value.date(), set[date]()
    if value.tzinfo and date.min.year < value.year < date.max.year:
        days = {value.astimezone(timezone(timedelta(hours=each))).date() for each in (1, 2)}
    return [written, *sorted(days - {written})]


def amount(kind: Money, written: str, currency: str) -> Fix | None:
    """The number that is meant; in another currency it would be another amount, and there is none."""
    if isinstance(kind, Percent):
        if not re.fullmatch(r"\s*\d{1,3}(?:[.,]\d{1,2})?\s*(?:%|procent)?\s*", written, re.ASCII):
            return None
        written = written.replace("%", "").replace("procent", "")
    try:
        number = read_amount(written, currency)
    except UsageError:
        return None
    is_short = re.search(r"\d\s*[ktm]\.?\s*$", written, re.IGNORECASE)  # thousands, millions; metres?
    return Fix(toml_amount(number), grouped_by_threes(written) and not is_short)


def word(kind: Choice, written: str, *, keeps_currency: bool) -> Fix | None:
    """The word that is meant: by its label or another name of it, or written in another way.

    That a fund is Interreg makes amounts euro.
    """
    from projreg.model.words_meant import words_meant  # needed when something is wrong

    meant = words_meant(written, kind.words)
    if len(meant) == 1:
        return Fix(f'"{meant[0]}"', keeps_currency or meant[0] != "INTERREG")
    if meant:
        return None
    words = {word.casefold(): word for word in kind.words}
    near = nearest(written.strip(), words)
    return Fix(f'"{words[near]}"', safe=False) if near else None


def flag(written: str) -> Fix | None:
    """true or false for a word that means so."""
    meant = yes_or_no(written)
    return None if meant is None else Fix("true" if meant else "false")


_MAY_BE_FIGURES = ("", "phone", "slug", "organisation number")
"""Forms of text that figures can have; an address cannot."""


def quoted(kind: Text, value: object, written: str) -> Fix | None:
    """A number or date as text in quotes: a number as it is `written`, since what is parsed has lost its form."""
    figures = str(value) if isinstance(value, date) and not isinstance(value, datetime) else written
    if isinstance(value, int) and abs(value) > LARGEST_INTEGER:
        return None
    fits = kind.form in _MAY_BE_FIGURES and re.fullmatch(r"[+-]?\d\w*([.+-]\w+)*", figures, re.ASCII)
    return Fix(f'"{figures}"') if fits else None


def unquoted(kind: Text | None, written: str, comment: str) -> Fix | None:
    """Text that stands without quotes, in quotes.

    It is sure where it can be nothing else: not two statements, no remark that may belong to it, no word for nothing.
    """
    if visible(written) != written or re.search(r"[\"'\\\[\]{}#]|[,;=]$|\s[\w-]+\s*=\s", written):
        return None
    said = plain(written)
    sure = said not in _NOTHING and yes_or_no(written) is None and re.fullmatch(r"(?:#\s+[^\W\d].*)?", comment)
    begins = re.match(r"[^\W_]|[+(]" if kind else r"[^\W\d_]", written)
    return Fix(f'"{written}"', bool(sure)) if begins else None


_NOTHING = ("null", "none", "nil", "nan", "inf", "undefined", "saknas", "na")
