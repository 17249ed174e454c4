"""The known word that a misspelt one most likely means."""

from collections.abc import Iterable


def nearest(written: str, known: Iterable[str], *, likeness: float = 0.7) -> str | None:
    """The known word most like the written one; None when none is like it. `likeness` goes from 0 to 1."""
    from difflib import get_close_matches  # needed when something is misspelt

    found = get_close_matches(written.casefold().replace("-", "_"), list(known), n=1, cutoff=likeness)
    return found[0] if found else None


def plain(word: str) -> str:
    """The word without what is easily written in another way: capitals, accents, and what parts its words."""
    from unicodedata import combining, normalize  # needed when something is misspelt

    letters = normalize("NFKD", word.strip().casefold())
    return "".join(each for each in letters if not combining(each) and each not in " _-")


def is_slip(written: str, meant: str, others: Iterable[str]) -> bool:
    """Whether a misspelt word can only be `meant`: one or two letters off, and none of the others is nearly as near."""
    most = 0 if len(meant) < 3 else 1 if len(meant) < 6 else 2
    one, other = plain(written), plain(meant)
    wrong = _wrong_letters(one, other)
    return wrong <= most and all(_wrong_letters(one, plain(each)) > wrong + 1 for each in others)


def letters_off(written: str, meant: str) -> int:
    """How many letters are wrong, missing, too many or swapped, apart from capitals and accents; 9 for many."""
    return _wrong_letters(plain(written), plain(meant))


def _wrong_letters(one: str, other: str) -> int:
    """How many letters are wrong, missing, too many, or swapped with the next; 9 for words of unlike length."""
    if abs(len(one) - len(other)) > 4:
        return 9
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        before, last, row = row, before, [at]
        for to, wanted in enumerate(other, 1):
            cost = min(row[-1] + 1, before[to] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, last[to - 2] + 1)
            row.append(cost)
    return row[-1]
