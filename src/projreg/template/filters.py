"""The filters and functions that a template has beside those of Jinja2."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from projreg.language import Lang, alphabetical, genitive, long_date, unbroken
from projreg.publishing.edition import Edition, mark
from projreg.template.sandbox import Encoded, meant
from projreg.template.target import Target
from projreg.template.view import RECORDS, Fault, Sum, View
from projreg.values.money import Money, spoken_amount, whole
from projreg.values.web_address import mailbox, web

Function = Callable[..., Any]


def filters(target: Target, lang: Lang) -> Mapping[str, Function]:
    """Name of a filter → what it does with the value before it."""
    return {
        "long_date": lambda day: _in_words(day, lang),
        "amount": lambda value, currency="": _amount(value, currency, lang),
        "paragraphs": lambda text: Encoded(target.paragraphs(str(text))),
        "genitive": lambda name: genitive(str(name), lang),
        "alphabetical": _in_swedish_order,
        **_links(target),
    }


def _links(target: Target) -> Mapping[str, Function]:
    """The filters that make what can be followed or is fetched: only where the address has been checked."""

    def link(address: str, text: str = "") -> str:
        shown = text or address
        return Encoded(target.link(shown, address) if web(address) else target.inline(shown))

    def mail(address: str) -> str:
        goes = mailbox(address)
        return Encoded(target.link(address, goes) if goes else target.inline(address))

    def image(logo: object) -> str:
        if not (isinstance(logo, View) and logo.kind == "logos"):
            raise Fault("image is for one of project.logos")
        alt, src = logo.value("alt"), logo.value("src")
        return Encoded(target.image(alt, src) if alt and src else target.inline(alt))

    return {"link": link, "mail": mail, "image": image}


def _in_words(day: object, lang: Lang) -> str:
    if day is None:
        return ""
    if not isinstance(day, date):
        raise Fault("long_date is for a date")
    return unbroken(long_date(day, lang), lang)


def _amount(value: object, currency: str, lang: Lang) -> str:
    if value is None:
        return ""
    if not isinstance(value, (int, Decimal)) or isinstance(value, bool):
        raise Fault("amount is for an amount of money")
    known = value.currency if isinstance(value, Sum) else currency
    if not known:
        raise Fault('a plain number has no currency; say which: amount("SEK")')
    return spoken_amount(Money(whole(Decimal(value)) if isinstance(value, Decimal) else value, known), lang)


def _in_swedish_order(values: Iterable[Any], key: str = "") -> list[Any]:
    def name(each: Any) -> str:
        if not key:
            return alphabetical(str(each))
        if not (isinstance(each, View) and key in each):
            raise Fault(f"there is no “{key}” to sort by")
        return alphabetical(str(each.value(key)))

    return sorted(values, key=name)


def functions(edition: Edition) -> Mapping[str, Function]:
    """Name of a function → what it gives."""

    def label(name: str) -> str:
        table, _, key = name.rpartition(".")
        record = RECORDS.get(table or "project")
        if record is None:
            raise Fault(f"there is no table “{table}”{meant(table, RECORDS)}")
        if key not in record.keys:
            raise Fault(f"there is no key “{key}” in {table or 'project'}{meant(key, record.keys)}")
        return record.keys[key].label.say(edition.lang)

    return {"label": label, "mark": lambda: Encoded(f"<!-- {mark(edition.today)} -->")}
