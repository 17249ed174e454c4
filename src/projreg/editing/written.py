"""What a person writes on a line, read as values of the format: a date, an amount, a funding line, a contact."""

import re
from collections.abc import Mapping
from typing import Any

from projreg.errors import UsageError
from projreg.model.decode import currency_of
from projreg.model.fields import Choice, Day, Flag, Key, Kind, Money, Reasons, Record, Texts
from projreg.model.records import Contact, Deadline, Funding, Logo
from projreg.values import yes_no
from projreg.values.dates import read_written_date
from projreg.values.money import OtherCurrency, read_amount

Values = Mapping[str, Any]
"""Keys of a table and their values, as TOML has them."""


def read_value(key: Key[Any], text: str, currency: str = "SEK") -> Any:
    """The TOML value of a key as a person wrote it: "2026-06-30", "480 000 kr", "ja". Amounts are in `currency`.

    Raises UsageError.
    """
    kind = key.kind
    written = text.strip()
    if any("\ud800" <= each <= "\udfff" for each in written):
        raise UsageError(f"“{written}” is not UTF-8 text", "set the terminal to UTF-8")
    if isinstance(kind, Day):
        return read_written_date(written)
    if isinstance(kind, Money):
        return read_amount(written.removesuffix("%"), currency)
    if isinstance(kind, Flag):
        return yes_or_no(written)
    if isinstance(kind, Choice):
        return _word(key, kind, written)
    return written


def yes_or_no(written: str) -> bool:
    """Whether a person says yes, in Swedish or English. Raises UsageError for what is neither yes nor no."""
    meant = yes_no.yes_or_no(written)
    if meant is not None:
        return meant
    raise UsageError(f"“{written}” is neither yes nor no", "write true or false")


def _word(key: Key[Any], kind: Choice, written: str) -> str:
    """One of the key's words; what people say for it, in Swedish or English, will do."""
    if written in kind.words:
        return written
    from projreg.model.words_meant import in_both_languages, words_meant  # needed when it is not the word itself

    meant = words_meant(written, kind.words)
    if len(meant) == 1:
        return meant[0]
    if meant:
        either = " or ".join(in_both_languages(each, kind.words) for each in meant)
        raise UsageError(f"“{written}” may be {either}", "write one of them")
    raise UsageError(f"“{written}” is no {key.name}", f"write one of {_words(kind)}")


def read_funding(text: str, currency: str = "SEK") -> dict[str, Any]:
    """`LEVEL: FUNDER=AMOUNT; fund=EAFRD; programme=…` as a funding table; the amount may be left out.

    Amounts are in `currency`, the project's, unless the line says `currency=EUR`. Raises UsageError.
    """
    try:
        return _funding(text, currency)
    except OtherCurrency as error:
        error.mend = f"say that it is, at the end of the line: ; currency={error.other}"
        raise


def _funding(text: str, currency: str) -> dict[str, Any]:
    head, values = _parts(text, Funding, currency)
    level, colon, rest = head.partition(":")
    if not colon:
        raise UsageError(
            f"“{text}” does not begin with a level",
            f'write it as "eu: Funder=480 000 kr; fund=EAFRD"; the levels are {_words(Funding.level.kind)}',
        )
    funder, equals, amount = rest.rpartition("=") if "=" in rest else (rest, "", "")
    if not equals and "amount" not in values and _FIGURES_AT_END.search(funder.strip()):
        raise UsageError(f"“{text}” has figures but no equals sign", "write the amount as FUNDER=480 000 kr")
    found: dict[str, Any] = {"funder": read_value(Funding.funder, funder), "level": read_value(Funding.level, level)}
    if equals and amount.strip():
        found["amount"] = read_amount(amount, currency_of(values, currency))
    _say_once(found, values, text)
    return _required({**found, **values}, Funding, text)


_ADDRESS = re.compile(r"<[^<>]*>|[^\s<>(),;:/]*@[^\s<>(),;]*")
_MORE_THAN_A_NAME = re.compile(r"[@<>:]|\d[\d\s-]{5,}")
_FIGURES_AT_END = re.compile(r"\d[\d\s.,]*(kr|mkr|tkr|eur)$|(?<!\d)(?!(19|20)\d\d$)\d[\d\s.,]{3,}$", re.IGNORECASE)


def read_contact(text: str, currency: str = "SEK") -> dict[str, Any]:
    """`ROLE: Name <mail>; phone=…` as a contact table; name or mail may be left out."""
    head, values = _parts(text, Contact, currency)
    role, colon, who = head.partition(":")
    if not colon:
        raise UsageError(
            f"“{text}” does not begin with a role",
            f'write it as "contact: Name <name@domain.se>"; the roles are {_words(Contact.role.kind)}',
        )
    found: dict[str, Any] = {"role": read_value(Contact.role, role)}
    address = _ADDRESS.search(who)
    rest = who.replace(address[0], "", 1) if address else who
    name = re.sub(r"\(\s*\)", "", rest).strip(" \t,;")
    if address and address[0].strip("<> "):
        found["email"] = address[0].strip("<> ")
    if re.fullmatch(r"[+\d][\d\s()/-]{4,}", name):
        found["phone"] = name
    elif _MORE_THAN_A_NAME.search(name):
        raise UsageError(f"“{name}” is more than a name", "write it as ROLE: Name <name@domain.se>; phone=0952-140 00")
    elif name:
        found["name"] = read_value(Contact.name, name)
    _say_once(found, values, text)
    return _required({**found, **values}, Contact, text)


def read_deadline(text: str, currency: str = "SEK") -> dict[str, Any]:
    """`TYPE=DATE; funder=…` as a deadline table; also `TYPE: DATE`, as funding and contacts are written."""
    head, values = _parts(text, Deadline, currency)
    kind, sign, due = head.partition("=" if "=" in head else ":")
    if not sign:
        raise UsageError(
            f"“{text}” has no date",
            f'write it as "final_report=2026-06-30"; the types are {_words(Deadline.type.kind)}',
        )
    found = {"type": read_value(Deadline.type, kind), "due": read_value(Deadline.due, due)}
    _say_once(found, values, text)
    return {**found, **values}


def read_logo(text: str, currency: str = "SEK") -> dict[str, Any]:
    """`SRC; alt=…` as a logo."""
    head, values = _parts(text, Logo, currency)
    return _required({"src": head.strip(), **values}, Logo, text)


READERS = {"funding": read_funding, "contact": read_contact, "deadline": read_deadline, "logos": read_logo}
"""Key of a sub-table → what reads one written on a line."""


def _parts(text: str, record: type[Record], currency: str) -> tuple[str, dict[str, Any]]:
    """What stands before the first semicolon, and the `key=value` pairs after it."""
    head, *pairs = text.split(";")
    values: dict[str, Any] = {}
    for pair in sorted(pairs, key=lambda pair: not pair.strip().startswith(("currency", "fund="))):
        name, equals, value = pair.partition("=")
        key = record.keys.get(name.strip().replace("-", "_"))
        if not pair.strip():
            continue
        if key is None or not equals or not value.strip():
            raise UsageError(
                f"“{pair.strip()}” in “{text}” is not KEY=value with a known key",
                f"the keys are {', '.join(record.keys)}",
            )
        if key.name in values:
            raise UsageError(f"“{text}” says {key.name} twice", "say it once")
        values[key.name] = read_value(key, _unquoted(value), currency_of(values, currency))
    return head, values


def _unquoted(value: str) -> str:
    """The value without the quotation marks around it: who knows TOML writes them."""
    found = re.fullmatch(r"""\s*(?:"([^"]+)"|'([^']+)'|[“”]([^“”]+)”)\s*""", value)
    return next(filter(None, found.groups())) if found else value


def _say_once(head: Values, pairs: Values, text: str) -> None:
    """Refuse what is said both before the first semicolon and after it."""
    for name in head.keys() & pairs.keys():
        raise UsageError(f"“{text}” says {name} twice", "say it once")


def _required(values: dict[str, Any], record: type[Record], text: str) -> dict[str, Any]:
    for name, key in record.required.items():
        if not values.get(name) and not (key.unless and values.get(key.unless)):
            raise UsageError(f"“{text}” has no {name}", f"the keys are {', '.join(record.keys)}")
    return values


def _words(kind: Kind) -> str:
    """The words of a list, with what people say for them."""
    from projreg.model.words_meant import in_both_languages  # needed when one is missing or not known

    return ", ".join(in_both_languages(each, kind.words) for each in kind.words) if isinstance(kind, Choice) else ""


def texts_of(key: Key[Any], written: list[str], currency: str) -> Any:
    """What repeated options say: an array of text, sub-tables, or waivers."""
    if key.name in READERS:
        return [READERS[key.name](each, currency) for each in written]
    if isinstance(key.kind, Texts):
        return [each.strip() for each in written if each.strip()]
    pairs = [each.partition("=") for each in written]
    if any(not equals or not re.fullmatch(Reasons.code, code.strip()) for code, equals, _ in pairs):
        raise UsageError(f"“{written[0]}” is no CODE=reason", "write it as PR311=the reason")
    return {code.strip(): reason.strip() for code, _, reason in pairs}
