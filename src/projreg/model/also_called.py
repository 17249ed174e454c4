"""What people call the keys of the format: their names, their labels, and other words for them.

Loaded only when a key is not known.
"""

from collections.abc import Collection, Container, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from projreg.model.fields import Record, Records
from projreg.model.records import HEADERS, Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.values.nearest import letters_off, nearest, plain

_OTHER_WORDS: Mapping[type[Record], Mapping[str, str]] = {
    Publisher: {
        "publisher": "kommun organisation utgivaren",
        "contact": "email mail mejl epost kontaktadress",
        "title": "rubrik",
        "intro": "beskrivning inledning",
        "publisher_id": "orgnr organisationsnr",
    },
    Project: {
        "title": "namn projektnamn titel rubrik benämning name",
        "acronym": "akronym förkortning",
        "owner": "ägare huvudman sökande projektägaren",
        "owner_id": "orgnr organisationsnr",
        "partners": "samarbetspartner samarbetspartners samverkanspartner samverkanspartners medverkande",
        "start_date": "start startar startdag börjar projektstart",
        "end_date": "slut slutar slutdag projektslut avslutas end",
        "closed_date": "avslutad avslutat stängd slutredovisad",
        "total_budget": "budget totalbudget projektbudget totalkostnad projektkostnad kostnad omslutning",
        "summary": "sammanfattning beskrivning projektbeskrivning description",
        "aims": "syfte syften målsättning purpose goals",
        "places": "plats ort orter",
        "municipalities": "kommun",
        "reference": "dnr diarienr ärendenummer ärendenr",
        "account": "projektnummer projektnr konto",
        "url": "hemsida webb webbsida webbadress länk website",
        "tags": "taggar etiketter ämne ämnesord",
        "reviewed": "granskad genomgången",
        "publish": "publicera publicerad publicering",
        "notes": "anteckning anteckningar kommentar noteringar",
    },
    Funding: {
        "funder": "bidragsgivare finansiären namn name",
        "amount": "belopp beviljat beviljatbelopp beviljad stöd stödbelopp bidrag bidragsbelopp summa",
        "rate": "procent procentsats andel stödprocent",
        "paid": "utbetalat utbetald utbetalad",
        "reference": "ärendenummer ärendenr diarienummer diarienr dnr",
        "decision_date": "beslut beslutad beslutsdag datum",
    },
    Contact: {
        "role": "funktion",
        "name": "kontaktperson",
        "email": "mail mejl epostadress mejladress",
        "phone": "tel tfn mobil mobilnummer telefonnummer",
    },
    Deadline: {
        "type": "slag",
        "due": "sistadag senastedag förfaller datum",
        "done": "klar färdig gjord inskickad",
        "note": "notering",
    },
}
"""Words for keys that are neither the key nor its label, in small letters, written as one word."""

_TABLES: Mapping[type[Record], str] = {**HEADERS, Publisher: "[registry]", Project: "[[project]]"}
_SAYS_NO_TABLE = ("datum",)
"""Words for keys that could be meant in any table."""
_LANGUAGES = ("sv", "se", "swe", "no", "nb", "da", "dk", "fi", "de", "fr", "es", "sma", "sme", "smj")


def language_of(name: str, known: Container[str]) -> str:
    """The key whose text a key such as `title_sv` holds in a language that it has no key for; else empty."""
    stem, _, language = name.rpartition("_")
    return stem if language in _LANGUAGES and stem in known and f"{stem}_en" in known else ""


class Elsewhere(NamedTuple):
    """A key of another kind of table, and the header of that table."""

    record: type[Record]
    key: str
    header: str


def elsewhere(name: str, record: type[Record]) -> Elsewhere | None:
    """The key of another kind of table that a key which does not belong here is, or is called."""
    if plain(name) in _SAYS_NO_TABLE:
        return None
    for words_of in (_NAMES, _WORDS):
        for other, header in _TABLES.items():
            key = words_of[other].get(plain(name))
            if key and other is not record:
                return Elsewhere(other, key, header)
    return None


def key_for(record: type[Record], value: object) -> str:
    """The key of a table that a value most likely is for, when it stands where the whole table should; else empty."""
    if record is Contact and isinstance(value, str):
        figures = sum(each.isdecimal() for each in value)
        return "email" if "@" in value else "phone" if figures > len(value) // 2 else "name"
    if record is Funding:
        is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        return "amount" if is_number else "funder" if isinstance(value, str) else ""
    if record is Deadline:
        return "due" if isinstance(value, date) else "note" if isinstance(value, str) else ""
    return ""


def key_called(name: str, record: type[Record]) -> str:
    """The key of this kind of table with that name or label in either language, however its letters are; else empty."""
    return _CALLED[record].get(plain(name), "")


def word_for(name: str, record: type[Record]) -> str:
    """The key of this kind of table that a name, label or other word means exactly; else empty."""
    return _WORDS[record].get(plain(name), "")


def key_meant(name: str, record: type[Record], used: Collection[str]) -> str | None:
    """The key of this kind of table that is meant, and not yet used: by another name of it, or misspelt.

    What is the very name of a key elsewhere is only misspelt when one letter is wrong.
    """
    free = {each for each, key in record.keys.items() if each not in used or isinstance(key.kind, Records)}
    words = _WORDS_AND_TABLES[record]
    if known := words.get(plain(name)):
        return known if known in free else None
    near = nearest(name, free)
    if near and letters_off(name, near) > 1 and elsewhere(name, record):
        return None
    if near:
        return near
    if len(used) > _MOST_KEYS:
        return None
    likely = nearest(plain(name), [word for word, key in words.items() if key in free], likeness=_LIKE_A_LABEL)
    return words[likely] if likely else None


_MOST_KEYS = 100
"""A table with more keys is another kind of table."""
_LIKE_A_LABEL = 0.87
"""Labels begin alike ("projekt…"), so more must agree than in a key."""


def _names_of(record: type[Record]) -> dict[str, str]:
    return {plain(name): name for name, key in record.keys.items() if not isinstance(key.kind, Records)}


def _called_of(record: type[Record]) -> dict[str, str]:
    labels = {plain(label): name for name, key in record.keys.items() for label in key.label}
    return labels | {plain(name): name for name in record.keys}


def _words_of(record: type[Record], *, with_tables: bool) -> dict[str, str]:
    words = {plain(word): key for key, others in _OTHER_WORDS.get(record, {}).items() for word in others.split()}
    for name, key in record.keys.items():
        if with_tables or not isinstance(key.kind, Records):
            words |= dict.fromkeys(map(plain, key.label), name)
    return words | _names_of(record)


_EVERY = (*_TABLES, Logo, Top)
_CALLED = {record: _called_of(record) for record in _EVERY}
"""Names and labels of the keys of a table, plain → the key; those of sub-tables too."""
_NAMES = {record: _names_of(record) for record in _EVERY}
_WORDS = {record: _words_of(record, with_tables=False) for record in _EVERY}
_WORDS_AND_TABLES = {record: _words_of(record, with_tables=True) for record in _EVERY}
"""Words for the keys of a table, plain → the key. A key's name counts more than a label, that more than others."""
