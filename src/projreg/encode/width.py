"""How much room text takes on a terminal, and text in lines that fit. Loaded when something is shown to people."""

from collections.abc import Sequence
from unicodedata import category, east_asian_width


def columns_of(text: str) -> int:
    """How many columns the text takes: a wide character two, a mark none, nor the second half of a Korean syllable."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if category(each) in ("Mn", "Me") or "\u1160" <= each <= "\u11ff"
        else 2
        if east_asian_width(each) in "WF"
        else 1
        for each in text
    )


def in_lines(words: Sequence[str], columns: int, indent: str = "") -> list[list[str]]:
    """The words of each line, with a space between them; lines after the first begin with `indent`.

    No line is wider than `columns`, unless it is one word that is: words are never cut.
    """
    lines: list[list[str]] = [[]]
    room = columns
    for word in words:
        needed = columns_of(word) + (1 if lines[-1] else 0)
        if needed > room and lines[-1]:
            lines.append([])
            room = columns - columns_of(indent)
            needed = columns_of(word)
        lines[-1].append(word)
        room -= needed
    return lines


def wrapped(text: str, columns: int, indent: str = "") -> str:
    """The text broken at spaces, later lines with `indent`; see `in_lines`."""
    return f"\n{indent}".join(" ".join(line) for line in in_lines(text.split(" "), columns, indent))
