"""Swedish and English: phrases, long dates, and the order of the Swedish alphabet."""

import re
from datetime import date
from typing import Literal, NamedTuple

Lang = Literal["sv", "en"]

_SV = "januari februari mars april maj juni juli augusti september oktober november december"
_EN = "January February March April May June July August September October November December"
MONTHS: dict[Lang, tuple[str, ...]] = {"sv": tuple(_SV.split(" ")), "en": tuple(_EN.split(" "))}


class Phrase(NamedTuple):
    """The same words in both languages; `{…}` in them are filled in by `say`."""

    sv: str
    en: str

    def say(self, lang: Lang, /, **values: object) -> str:
        """The phrase in `lang`, with its braces filled in."""
        words = self.sv if lang == "sv" else self.en
        return words.format(**values) if values else words


def count(number: int, one: Phrase, many: Phrase, lang: Lang) -> str:
    """ "1 projekt", "2 projects": a number with its noun."""
    return f"{number} {(one if number == 1 else many).say(lang)}"


def genitive(name: str, lang: Lang) -> str:
    """ "Sorsele kommuns", "Vinnovas", "Region Kronobergs"; in English, where "of" stands before it, the name itself."""
    return name if lang == "en" or name[-1:].lower() in ("s", "x", "z") else f"{name}s"


def long_date(day: date, lang: Lang) -> str:
    """ "22 maj 2023", "22 May 2023": a date in running text."""
    return f"{day.day} {MONTHS[lang][day.month - 1]} {day.year}"


def long_period(start: date, end: date, lang: Lang) -> str:
    """ "2 januari 2023 till och med 16 mars 2026": both days count."""
    between = "till och med" if lang == "sv" else "to"
    return f"{long_date(start, lang)} {between} {long_date(end, lang)}"


def unbroken(text: str, lang: Lang) -> str:
    """The text with the day and month of its long dates on one line: for what people read on a page."""
    return re.sub(rf"\b(\d\d?) (?={'|'.join(MONTHS[lang])})", "\\1\N{NO-BREAK SPACE}", text)


def alphabetical(text: str) -> str:
    """A sort key for Swedish order: without regard to case, other accents aside, å ä ö last."""
    import unicodedata  # only sorting by name needs it

    letters = unicodedata.normalize("NFC", text.casefold()).translate(_AFTER_Z)
    return "".join(each if each.isascii() else unicodedata.normalize("NFD", each)[0] for each in letters)


_AFTER_Z = str.maketrans("åäö", "{|}")  # the three characters after z
