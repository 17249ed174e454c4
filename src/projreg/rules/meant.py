"""What a value means that is of the wrong kind: how it should stand, in words and as a fix.

A fix is safe where there is one answer and it says the same; where it is only likely, or takes something away, it is
not. Where nothing can be told there is none.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from projreg.dates import likely_date, lost_by_date
from projreg.diagnostic import Fix
from projreg.errors import UsageError
from projreg.fields import LARGEST_INTEGER, Choice, Day, Flag, Integer, Kind, Money, Percent, Text
from projreg.money import grouped_by_threes, read_amount, toml_amount
from projreg.nearest import nearest, plain
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
        meant = yes_or_no(written)
        return Fix(meant) if meant else None
    if isinstance(kind, Choice):
        return word(kind, written, keeps_currency=currency_stands or currency == "EUR")
    if isinstance(kind, Integer) and re.fullmatch(r"\s*[1-9]\d{0,8}\s*", written, re.ASCII):
        return Fix(written.strip())
    return None


def day(written: str) -> Fix | None:
    """The date that is meant."""
    likely, lost = likely_date(written), lost_by_date(written)
    return Fix(str(likely), lost == "nothing") if likely and lost != "words" else None


def day_of(value: datetime) -> Fix:
    """The day of a date-time: the same when it is midnight, here or in universal time."""
    moved = value.utcoffset()
    return Fix(str(value.date()), not moved and not any((value.hour, value.minute, value.second, value.microsecond)))


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


_ALSO_CALLED = {"agare": "owner"}
"""Words for those of a list that are neither the word nor its label."""


def word(kind: Choice, written: str, *, keeps_currency: bool) -> Fix | None:
    """The word that is meant: by its label, or written in another way. That a fund is Interreg makes amounts euro."""
    named = {plain(name): word for word, label in kind.words.items() for name in (*label, word)}
    named |= {name: word for name, word in _ALSO_CALLED.items() if word in kind.words}
    sure = named.get(plain(written))
    if sure:
        return Fix(f'"{sure}"', keeps_currency or sure != "INTERREG")
    words = {word.casefold(): word for word in kind.words}
    near = nearest(written.strip(), words)
    return Fix(f'"{words[near]}"', safe=False) if near else None


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


_MAY_BE_FIGURES = ("", "phone", "slug", "organisation number")
"""Forms of text that figures can have; an address cannot."""


def quoted(kind: Text, value: object) -> Fix | None:
    """A number or date as text in quotes."""
    figures = ""
    if isinstance(value, date) and not isinstance(value, datetime):
        figures = str(value)
    elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        figures = str(value) if isinstance(value, Decimal) or abs(value) <= LARGEST_INTEGER else ""
    fits = kind.form in _MAY_BE_FIGURES and re.fullmatch(r"-?\d+([.-]\d+)*", figures)
    return Fix(f'"{figures}"') if fits else None


def unquoted(kind: Text | None, written: str, comment: str) -> Fix | None:
    """Text that stands without quotes, in quotes.

    It is sure where it can be nothing else: not two statements, no remark that may belong to it, no word for nothing.
    """
    if visible(written) != written or re.search(r"[\"'\\\[\]{}#]|[,;=]$|\s[\w-]+\s*=\s", written):
        return None
    said = plain(written)
    sure = said not in _NOTHING and not yes_or_no(written) and re.fullmatch(r"(?:#\s+[^\W\d].*)?", comment)
    begins = re.match(r"[^\W_]|[+(]" if kind else r"[^\W\d_]", written)
    return Fix(f'"{written}"', bool(sure)) if begins else None


_NOTHING = ("null", "none", "nil", "nan", "inf", "undefined", "saknas", "na")
