"""Organisation numbers and personal identity numbers: what they look like, and whether their digits agree.

Both have ten digits, the last of which is checked by the others (Luhn). The third digit tells them apart: it is 2 or
more in an organisation number, and belongs to the month in a personal one. Nothing here tells whose a number is.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

SUSPECT_PERSONAL = r"[0-9][0-9-]{4,6}[0-9][^0-9\n]{0,3}[0-9]{4}"
"""A pattern found wherever a personal identity number stands, and elsewhere: cheap, to ask before more is asked."""

_DASH = r"[-+\u2010-\u2015\u2212]"
_GAP = r"[ \u00a0]"
_PERSONAL = (
    r"(?<![^\W_])(?<!\+)(?<![0-9][.-])"  # not in the middle of a word or number, nor after the + of a telephone number
    r"(?P<vat>SE[ -]?)?(?P<century>18|19|20)?(?P<birth>[0-9]{6}|[0-9]{2}-[0-9]{2}-[0-9]{2}(?=-[0-9]))"
    rf"(?P<between>{_GAP}?{_DASH}{_GAP}?|{_GAP}|)(?P<last>[0-9]{{4}})(?(vat)[0-9]{{2}})"
    r"(?![^\W_]|[.-][0-9])"
)
_ADDRESS_OR_UUID = r"(?i)\b(?:https?://|www\.)[^\s<>\"]+|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
_PHONE_BEFORE = r"(?i)\b(?:tel|tfn|mobil|phone|ring|sms|växel)[^0-9\n]{0,20}$"


class Personal(NamedTuple):
    """A personal identity number in a text: where it stands and how it is written, never which it is."""

    start: int
    end: int
    form: str
    """Letters for digits: `YYMMDD-NNNN`."""
    like_phone: bool
    """Ten digits that begin with 0 and have no hyphen: could be a telephone number, if the text says so."""


def luhn_agrees(digits: str) -> bool:
    """Whether the last digit is the one that the others ask for (Luhn's algorithm, ISO/IEC 7812-1)."""
    doubled = [2 * int(each) for each in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(each - 9 if each > 9 else each for each in doubled)) % 10 == 0


def is_organisation_number(digits: str) -> bool:
    """Whether the ten digits can be an organisation number: third digit 2 or more, last digit as Luhn asks."""
    return re.fullmatch(r"[0-9]{2}[2-9][0-9]{7}", digits) is not None and luhn_agrees(digits)


def ten_digits(written: str) -> str | None:
    """The ten digits that are meant, right or wrong: without hyphen, century, "SE … 01" and "Org.nr"; else None."""
    bare = re.sub(rf"[\s.:]|{_DASH}", "", written).upper()
    match = re.fullmatch(
        r"(?:ORG(?:ANISATIONS)?N(?:R|UMMER))?(?:16|18|19|20)?([0-9]{10})|SE([0-9]{10})(?:[0-9]{2})?", bare
    )
    return (match[1] or match[2]) if match else None


def personal_numbers(text: str) -> Iterator[Personal]:
    """Every personal identity number in the text: right last digit, possible date, coordination numbers too.

    Not in addresses of web pages, UUIDs and longer rows of digits; nor ten digits after a word for telephone.
    """
    if not re.search(SUSPECT_PERSONAL, text):
        return
    searched = re.sub(_ADDRESS_OR_UUID, lambda match: "x" * len(match[0]), text)
    for match in re.finditer(_PERSONAL, searched):
        century, birth, between, last = match.group("century", "birth", "between", "last")
        digits = birth.replace("-", "") + last
        if last.startswith("000") or not luhn_agrees(digits) or not _is_birth(century, digits[:6]):
            continue
        like_phone = digits[0] == "0" and not century and not match["vat"] and not between.strip()
        if not (like_phone and re.search(_PHONE_BEFORE, searched[max(0, match.start() - 40) : match.start()])):
            dashed = "-" if "-" in birth else ""
            form = f"{'YYYY' if century else 'YY'}{dashed}MM{dashed}DD{between}NNNN"
            yield Personal(match.start(), match.end(), f"SE{form}NN" if match["vat"] else form, like_phone)


def of_organisation(number: str) -> str:
    """The number as it is written; nothing when it is a person's own: that is not told, whatever it stands for."""
    return "" if any(True for _ in personal_numbers(number)) else number


def _is_birth(century: str | None, digits: str) -> bool:
    """Whether somebody can be born on the day YYMMDD. Coordination numbers have 60 added to the day."""
    day = int(digits[4:])
    for each in (century,) if century else ("19", "20"):
        try:
            date(int(each + digits[:2]), int(digits[2:4]), day - 60 if day > 60 else day)
        except ValueError:
            continue
        return True
    return False


def without_personal_numbers(text: str) -> str:
    """The text with a star for every character of a personal identity number, for what is shown and sent on."""
    kept, done = [], 0
    for each in personal_numbers(text):
        kept += [text[done : each.start], "*" * (each.end - each.start)]
        done = each.end
    return "".join(kept) + text[done:]
