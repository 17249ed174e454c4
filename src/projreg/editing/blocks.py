"""Which stretches of the text belong to a table: its header and statements, those below it, and their comments.

A comment directly above a header belongs to that header's block; one that follows the last statement belongs to it up
to the first empty line. What stands alone between empty lines belongs to nobody.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from projreg.diagnostic import Path
from projreg.reading.draft import Stretch
from projreg.reading.locate import Places, Section

_COMMENT_LINE = re.compile(r"[ \t]*#[^\n]*\n?")
_REST_OF_LINE = re.compile(r"[^\n]*\n?")
_BLANK_LINES = re.compile(r"(?:[ \t]*\r?\n)+")


def blocks(text: str, table: Path) -> list[Stretch]:
    """The stretches of a TOML text that make up the table, whole lines in the text's order; none when there are none.

    More than one when other tables stand between its header and one of its sub-tables. A table inside an array in
    brackets is the stretch of its value, without comma.
    """
    found: list[Stretch] = []
    sections = _sections(text, table)
    for number, section in enumerate(sections):
        if not _is_of(section, table):
            continue
        before = sections[number - 1] if number else None
        if before and found and _is_of(before, table):
            found[-1] = (found[-1][0], _end(text, sections, number))
        else:
            found.append((_start(text, before, section), _end(text, sections, number)))
    value = None if found else Places(text, [table]).value(table)
    return [value] if value else found


def has_header(text: str, table: Path) -> bool:
    """Whether the table has a header of its own, or a sub-table that has one, instead of standing in brackets."""
    return any(_is_of(each, table) for each in Places(text, [table]).sections)


def _sections(text: str, table: Path) -> list[Section]:
    """The sections of the text; those of the table and those beside them with their true ends."""
    beside = {
        each.table
        for pair in pairwise(Places(text, [table]).sections)
        if _is_of(pair[0], table) or _is_of(pair[1], table)
        for each in pair
    }
    return Places(text, beside).sections


def _is_of(section: Section, table: Path) -> bool:
    return section.table[: len(table)] == table


def outside(text: str, table: Path) -> list[str]:
    """What stands before, between and behind the blocks of the table."""
    ends = [0, *(at for each in blocks(text, table) for at in each), len(text)]
    return [text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True)]


def without(text: str, table: Path) -> str:
    """The text without the blocks of the table, and without the empty lines that set each apart."""
    return "".join(_parted(text, blocks(text, table)))


def with_block(text: str, table: Path, block: str) -> str:
    """The text with another block in place of the table's; what stood apart goes where the first stretch is."""
    first, *others = blocks(text, table)
    if others:
        kept = "".join(_parted(text[first[1] :], [(start - first[1], end - first[1]) for start, end in others]))
    else:
        kept = text[first[1] :]
    return text[: first[0]] + block + kept


def _parted(text: str, stretches: list[Stretch]) -> Iterator[str]:
    at = 0
    for start, end in stretches:
        blank = _BLANK_LINES.match(text, end)
        end = blank.end() if blank else end
        kept = text[at:start]
        yield kept if end < len(text) else _without_last_blank_lines(kept)
        at = end
    yield text[at:]


def _without_last_blank_lines(text: str) -> str:
    bare = text.rstrip(" \t\r\n")
    end = _REST_OF_LINE.match(text, len(bare))
    return text[: end.end()] if bare and end else ""


def _start(text: str, before: Section | None, section: Section) -> int:
    """Where the comments directly above a header begin, or its line."""
    return comments_above(text, section.start, line_end(text, before.end) if before and before.end else 0)


def comments_above(text: str, at: int, least: int = 0) -> int:
    """Where the comments begin that stand directly above the line that `at` is in, or that line; not before `least`."""
    line = text.rfind("\n", 0, at) + 1
    while line > least:
        above = text.rfind("\n", 0, line - 1) + 1
        if above < least or not _COMMENT_LINE.match(text, above):
            break
        line = above
    return line


def _end(text: str, sections: list[Section], number: int) -> int:
    """Where the last line of a section ends, with the comments that follow it at once, unless they are the next's."""
    end = line_end(text, sections[number].end)
    last = len(text)
    if number + 1 < len(sections):
        last = text.rfind("\n", 0, sections[number + 1].start) + 1
    at = end
    while at < last and (comment := _COMMENT_LINE.match(text, at)):
        at = comment.end()
    return at if at < last or last == len(text) else end


def line_end(text: str, at: int) -> int:
    """Where the line that `at` is in ends, its break included."""
    rest = _REST_OF_LINE.match(text, at)
    return rest.end() if rest else at
