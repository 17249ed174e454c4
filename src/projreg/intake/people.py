"""Persons and mailboxes in one cell: "Maja Gran, maja@granby.example, 070-123 45 67"."""

import re

from projreg.errors import UsageError
from projreg.intake.cells import cut, says_nothing

_EMAIL = re.compile(r"(?:mailto:)?<?([^\s<>(),;:/]+@[^\s<>(),;]+?)>?[.,;]?(?=\s|$|[,;)])")
_PHONE = re.compile(r"(?<![\w@.])(\+?\d[\d \u00a0()/–-]{5,18}\d)(?![\w@])")
_LABELS = re.compile(r"\b(?:tel(?:efon)?|tfn|mobil|mob|phone|e-?post|e-?mail|mail|mejl|vx|växel)\b\.?:?", re.IGNORECASE)
_FORM = "write it as “Name, name@domain.se, 0952-140 00”, or give each a column"


def read_people(text: str) -> list[dict[str, str]]:
    """The persons in a cell, one on each line or before each semicolon, by name, email and phone.

    Raises UsageError.
    """
    lines = [each for each in re.split(r"[\n;]", text) if each.strip()]
    found = [_person(each, text) for each in lines]
    if len(found) > 1 and sum("name" in each for each in found) <= 1:
        return [_joined(found, text)]
    if len(found) > 1 and all(each.keys() == {"name"} and " " not in each["name"] for each in found):
        raise UsageError(f"“{cut(text)}” may be one person or several", "write each whole name on a line of its own")
    return found


def only_address(text: str) -> str:
    """The address in a cell that is to hold nothing else; the text as it is where it holds none.

    Raises UsageError for an address with more around it, and for two.
    """
    emails = _EMAIL.findall(text)
    rest = " ".join(_EMAIL.sub(" ", text).split()).strip(" .,;:/()<>'\"")
    if len(emails) > 1:
        raise UsageError(
            f"{len(emails)} addresses stand here: {', '.join(emails[:3])}{' …' if len(emails) > 3 else ''}",
            "leave one, and give each of the others a column of its own",
        )
    if not emails or not rest:
        return emails[0] if emails else text
    phones = _PHONE.findall(rest)
    left = _LABELS.sub(" ", _PHONE.sub(" ", rest)).strip(" ,;:/()<>-–") if phones else rest
    column = "“Telefon”" if phones and not left else "of its own"
    if not phones and rest[0].isupper():
        column = "“Kontaktperson”"
    mend = f"leave {emails[0]}, and put “{cut(rest)}” in a column {column}"
    raise UsageError("more than an address stands here", mend)


_WHOLE_NAME = r"[^\W\d_a-zåäöé][\w'’-]+(?: (?:av|af|von|de))?(?: [^\W\d_a-zåäöé][\w'’-]+)+"
_TWO_NAMES = re.compile(rf"{_WHOLE_NAME}(?:(?:, | och | & | ?/ ?){_WHOLE_NAME})+")
_OF_OFFICES = re.compile(
    r"\b(?:region|länsstyrelsen|trafikverket|stiftelsen|föreningen|kontoret|avdelningen|enheten|projekt\w*|ab|hb)\b",
    re.IGNORECASE,
)


def looks_like_several(name: str) -> bool:
    """Whether a name clearly is those of two people: "Anna Norberg, Bo Malm", never "Norberg, Anna"."""
    return _TWO_NAMES.fullmatch(name.strip()) is not None and not _OF_OFFICES.search(name)


def _person(line: str, text: str) -> dict[str, str]:
    emails, phones = _EMAIL.findall(line), []
    rest = _EMAIL.sub(" ", line)
    phones = _PHONE.findall(rest)
    rest = _LABELS.sub(" ", _PHONE.sub(" ", rest)) if emails or phones else rest
    said = [each for each in re.sub(r"\(\s*\)|\s+", " ", rest).split(",") if not says_nothing(each)]
    name = ",".join(said).strip(" \t,;:/-–")
    if len(emails) > 1 or len(phones) > 1 or re.search(r"\d{4}|[@<>]", name):
        raise UsageError(f"“{cut(text)}” is more than one contact, or more than a name, an address and a number", _FORM)
    parts = {"name": name, "email": "".join(emails), "phone": "".join(phones)}
    return {key: value for key, value in parts.items() if value}


def _joined(lines: list[dict[str, str]], text: str) -> dict[str, str]:
    """Name, address and number of one person, each on a line of its own."""
    person: dict[str, str] = {}
    for each in lines:
        if person.keys() & each.keys():
            raise UsageError(f"“{cut(text)}” is more than one contact", _FORM)
        person |= each
    return person
