"""Names compared as people mean them: without capitals, accents and punctuation, and within one mistyped letter.

Linear: nothing is compared with everything.
"""

import re
from collections.abc import Iterable, Iterator

from projreg.visible import UNSEEN

_LONG_WORD = 7
"""From so many letters on, one letter's difference in a word is taken for a slip."""
_LONGEST_NAME = 200
_NO_SLIPS = frozenset(
    ("alvesta", "avesta", "lidkoping", "lidkopings", "linkoping", "linkopings", "nordland", "norrland")
)
"""Words one letter from another that is as right: municipalities and regions. (Håbo and Habo: see `plain_words`.)"""
_FIRST_COMBINING = "\u0300"
_COMBINING = "[\u0300-\u036f]"
_BARE = str.maketrans("àáâãäåçèéêëìíîïñòóôõöùúûüýÿ–’", "aaaaaaceeeeiiiinooooouuuuyy-'")
"""Letters without their accents, for most names; others are asked of `unicodedata`, which takes time to load."""


def cleaned(name: str) -> str:
    """The name as it is compared exactly: its letters put right as PR109 would, without spaces at its ends.

    Empty when PR108 has to tell of it.
    """
    if not name.isascii() and re.search("[ÃÂâ]", name):
        from projreg.values.charset import ungarbled  # few names need it

        name = ungarbled(name)
    if name.isprintable() and (name.isascii() or max(name) < _FIRST_COMBINING):
        return name.strip()
    if re.search(_COMBINING, name):
        from unicodedata import normalize  # few names need it

        name = normalize("NFC", name)
    name = name.strip()
    return "" if re.search(f"[{UNSEEN}]", name) else name


def plain_words(name: str) -> str:
    """The words in small letters without accents and punctuation, with a space between. "+" stays: ESF is not ESF+."""
    folded = name.casefold()
    if not folded.isascii():
        folded = folded.replace("håbo", "haabo").translate(_BARE)  # Habo is another municipality
    if not folded.isascii():
        from unicodedata import normalize  # few names need it

        folded = re.sub(_COMBINING, "", normalize("NFKD", folded))
    return " ".join(re.findall(r"[^\W_]+|\+", folded))


def joined(plain: str) -> str:
    """The plain words without spaces: the same for spellings that differ in spaces only."""
    return plain.replace(" ", "")


def slips(plains: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every name that is an earlier one with a slip in a long word, and that one. The other words are the same."""
    words: dict[tuple[str, str], list[str]] = {}  # by what stands before and after
    for plain in plains:
        if len(plain) > _LONGEST_NAME:
            continue
        start = 0
        for word in plain.split(" "):
            end = start + len(word)
            if len(word) >= _LONG_WORD - 1 and word.isalpha():
                words.setdefault((plain[:start], plain[end:]), []).append(word)
            start = end + 1
    told = set()
    for (before, after), between in words.items():
        for word, other in _misspelt(between) if len(between) > 1 else ():
            plain = before + word + after
            if plain not in told:
                told.add(plain)
                yield plain, before + other + after


def _misspelt(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Every word that is one slip from an earlier one, with that.

    Such words become the same when one or both of them lose a letter; so nothing is compared with everything.
    """
    earlier: dict[str, str] = {}
    for word in words:
        lessened = [word]
        if len(word) >= _LONG_WORD and word not in _NO_SLIPS:
            lessened += [word[:at] + word[at + 1 :] for at in range(1, len(word))]  # the first is seldom mistyped
        for each in lessened:
            if each in earlier and _one_slip(earlier[each], word):
                yield word, earlier[each]
                break
        for each in lessened:
            earlier.setdefault(each, word)


def _one_slip(one: str, other: str) -> bool:
    """Whether two words that became the same differ in one letter, or in two that changed places."""
    alike = 0
    while alike < min(len(one), len(other)) and one[alike] == other[alike]:
        alike += 1
    one, other = one[alike:], other[alike:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return (len(one) <= 1 and len(other) <= 1 and one != other) or (len(one) == 2 and one == other[::-1])
