"""What a template sees of the registry: values under the names of the format, and nothing that is not published.

A view holds plain values and no record of the model, so that no way leads from it to an internal key, a key of one's
own or a contact that is not published.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn, Self

from projreg.derived.eu_statement import eu_statements
from projreg.derived.state import LABELS, days_left, state_on
from projreg.language import Lang, Phrase
from projreg.model.fields import Choice, Key, Money, Percent, Record, Records, Text, Texts
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher
from projreg.values.money import Amount, plain_amount, whole
from projreg.values.swedish_numbers import of_organisation
from projreg.values.web_address import web

_OTHER_SCHEME = re.compile(r"(?!https?:)[^/?#]*:", re.IGNORECASE)


class Fault(Exception):
    """What a template asks for cannot be; the message says it to its author."""


class View:
    """A table of the registry as a template sees it."""

    __slots__ = ("_values", "kind", "withheld")

    def __init__(self, kind: str, values: Mapping[str, Any], withheld: frozenset[str] = frozenset()) -> None:
        self.kind = kind
        self.withheld = withheld
        """Keys of the format that stand here and never leave the registry."""
        self._values = values

    def __contains__(self, name: object) -> bool:
        return name in self._values

    def names(self) -> Iterator[str]:
        """The names of its values."""
        return iter(self._values)

    def value(self, name: str) -> Any:
        """The value under a name that it has."""
        return self._values[name]

    def __str__(self) -> NoReturn:
        raise Fault(f"a {self.kind} is no text; name one of its keys")

    def __repr__(self) -> str:
        return f"<{self.kind}>"


class Word(str):
    """A word of the format; its `label` is what people say for it."""

    label: str

    def __new__(cls, word: str, label: Phrase | None, lang: Lang) -> Self:
        """The word with its label in `lang`."""
        made = super().__new__(cls, word)
        made.label = label.say(lang) if label else word
        return made


class Address(str):
    """A web address or path that may be followed: http, https or none."""

    __slots__ = ()


class Sum(Decimal):
    """An amount of money, which knows its currency: amounts in different currencies are never added."""

    currency: str

    def __new__(cls, amount: Amount, currency: str) -> Self:
        """The amount in that currency."""
        made = super().__new__(cls, amount)
        made.currency = currency
        return made

    def __add__(self, other: Any) -> Any:
        """The sum with an amount in the same currency, or with 0, where a sum begins."""
        return Sum(Decimal(self) + self._alike(other), self.currency)

    def __sub__(self, other: Any) -> Any:
        """What is left of it without an amount in the same currency."""
        return Sum(Decimal(self) - self._alike(other), self.currency)

    def _alike(self, other: Any) -> Decimal:
        if type(other) is int and other == 0:
            return Decimal(0)
        if not isinstance(other, Sum):
            raise Fault("an amount of money and a plain number cannot be added")
        if other.currency != self.currency:
            raise Fault(f"{self.currency} and {other.currency} cannot be added")
        return Decimal(other)

    __radd__ = __add__

    def __str__(self) -> str:
        return plain_amount(whole(Decimal(self)))


def registry_view(publisher: Publisher, lang: Lang) -> View:
    """`registry`: who publishes."""
    return View("registry", _values(publisher, "", lang))


def project_view(project: Project, today: date, lang: Lang) -> View:
    """A project: its public keys, its published contacts, and what follows from them on the day."""
    state = state_on(project, today)
    values = {
        **_values(project, project.currency, lang),
        "contact": tuple(_view("contact", each, lang) for each in project.published_contacts),
        "state": Word(state, LABELS[state], lang),
        "days_left": days_left(project, today),
        "eu_statements": tuple(each.say(lang) for each in eu_statements(project)),
        "publisher": registry_view(project.publisher, lang),
    }
    return View("project", values, frozenset(name for name, key in Project.keys.items() if key.internal))


RECORDS: Mapping[str, type[Record]] = {
    "registry": Publisher,
    "project": Project,
    "funding": Funding,
    "contact": Contact,
    "deadline": Deadline,
    "logos": Logo,
}
"""The tables of the format as a template names them."""


def _view(kind: str, record: Record, lang: Lang) -> View:
    return View(kind, _values(record, getattr(record, "currency", ""), lang))


def _values(record: Record, currency: str, lang: Lang) -> dict[str, Any]:
    """The public keys of a table; sub-tables too, but for contacts, of which only some are published."""
    return {
        name: _value(key, getattr(record, name), currency, lang)
        for name, key in record.keys.items()
        if not key.internal and not (isinstance(key.kind, Records) and key.kind.record is Contact)
    }


def _value(key: Key[Any], value: Any, currency: str, lang: Lang) -> Any:
    match key.kind:
        case Records():
            return tuple(_view(key.name, each, lang) for each in value)
        case Choice(words=words):
            return Word(value, words.get(value), lang)
        case Text():
            return _text(key, value.strip())
        case Texts():
            return tuple(each.strip() for each in value)
        case Money() if value is not None and not isinstance(key.kind, Percent):
            return Sum(value, currency)
    return value


def _text(key: Key[Any], text: str) -> str:
    """Text without what stands around it; an address only when it may be followed."""
    if isinstance(key.kind, Text) and key.kind.form == "url":
        return Address(text) if web(text) else ""
    if isinstance(key.kind, Text) and key.kind.form == "organisation number":
        return of_organisation(text)
    if key is Logo.src:
        return "" if _OTHER_SCHEME.match(text) else Address(text)
    return text
