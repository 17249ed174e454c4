"""Ids: lower-case letters a–z, digits and single hyphens."""

import re
from collections.abc import Container, Iterable
from itertools import count

SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
_SLUG = re.compile(SLUG)
LONGEST_SUGGESTION = 40


def is_slug(text: str) -> bool:
    """Whether `text` may be an id."""
    return _SLUG.fullmatch(text) is not None


def slug_of(text: str) -> str:
    """An id made from a title: "Hållbar service" → "hallbar-service", cut between words; empty when no letter fits."""
    import unicodedata  # needed when an id is made, not when one is read

    plain = unicodedata.normalize("NFKD", text.casefold().replace("ø", "o").replace("æ", "ae"))
    words = re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_SUGGESTION]
        if len(longer) > LONGEST_SUGGESTION:
            break
        slug = longer
    return slug


def free_id(*names: str, taken: Container[object], numbers: Iterable[int] | None = None) -> str:
    """An id made from the first name that gives one, with a number behind it when it is taken; empty when none does.

    `numbers` are those to try, from 2 when left out; who asks often for one name hands in the same iterator.
    """
    stem = next((slug for name in names if (slug := slug_of(name))), "")
    if not stem or stem not in taken:
        return stem
    return next(each for number in numbers or count(2) if (each := f"{stem}-{number}") not in taken)
