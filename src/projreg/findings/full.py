"""Each finding with its line, a caret under the place, the other places and the mend."""

from collections.abc import Sequence

from projreg.checking.check import Checked
from projreg.diagnostic import Finding, Span
from projreg.encode.width import columns_of, in_lines, wrapped
from projreg.findings import Look, words
from projreg.reading.source import Source
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m", "caret": "\x1b[1;34m"}
_PLAIN = "\x1b[0m"
_CUT = "…"
_LEAST_ROOM = 20
"""So many columns a line is given on the narrowest terminal."""

Drawn = list[tuple[str, int]]
"""For each character of a text what stands for it on a terminal, and how many columns that takes."""


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """The findings, parted by empty lines."""
    found = {each.file for each in checked.findings}
    lines = {each.name: [] if each.encoding else each.text.split("\n") for each in sources if each.name in found}
    cleaned: dict[tuple[str, int], str] = {}
    told = []
    for each in checked.findings:
        place = each.file, each.span.line
        if place not in cleaned and each.span.line <= len(lines[each.file]):
            cleaned[place] = without_personal_numbers(lines[each.file][each.span.line - 1])
        told.append(_told(each, cleaned.get(place), look))
    return "\n".join(told)


def _told(finding: Finding, line: str | None, look: Look) -> str:
    """One finding, with the line that it stands on, if that can be shown."""
    number = str(finding.span.line)
    gutter = " " * len(number)
    told = [_header(finding, look)]
    if line is not None:
        room = max(_LEAST_ROOM, look.columns - len(f"{gutter} | "))
        text, indent, carets = _excerpt(line, finding.span, room)
        told += [
            f"{gutter} |",
            f"{number} | {text}".rstrip(),
            f"{gutter} | {' ' * indent}{_painted('^' * carets, 'caret', look)}",
        ]
    notes = words.elsewhere(finding) + ([f"help: {visible(finding.help)}"] if finding.help else [])
    told += [wrapped(f"{gutter} = {each}", look.room, f"{gutter}   ") for each in notes]
    return "\n".join(told) + "\n"


def _header(finding: Finding, look: Look) -> str:
    """Place, severity, code, what was found; the severity is painted when the lines are broken."""
    place = f"{words.place(finding)}:".split(" ")
    lines = in_lines([*place, finding.severity, finding.code, *words.said(finding).split(" ")], look.room, "  ")
    at = len(place)
    for line in lines:
        if 0 <= at < len(line):
            line[at] = _painted(line[at], finding.severity, look)
        at -= len(line)
    return "\n  ".join(" ".join(line) for line in lines)


def _painted(text: str, colour: str, look: Look) -> str:
    return f"{_COLOURS[colour]}{text}{_PLAIN}" if look.colours else text


def _excerpt(line: str, span: Span, room: int) -> tuple[str, int, int]:
    """The line, made safe and cut to the room around the place; how far in the place stands, and how wide it is."""
    line = line.removesuffix("\r")
    start = span.column - 1
    inside = (span.end_column - 1 if span.end_line == span.line else len(line)) - start
    before, rest = _drawn(line[max(0, start - room) : start]), _drawn(line[start : start + room])
    kept = max(room // 2, room - max(1, _width(rest)))
    before = _cut(before[::-1], kept, len(before) < start)[::-1]
    while before and not before[0][1]:
        del before[0]  # a mark whose letter is cut off
    left = _CUT if len(before) < start else ""
    rest = _cut(rest, room - len(left) - _width(before), start + len(rest) < len(line))
    right = _CUT if start + len(rest) < len(line) else ""
    text = left + "".join(shown for shown, _ in before + rest) + right
    return text, len(left) + _width(before), max(1, _width(rest[: max(0, inside)]))


def _drawn(text: str) -> Drawn:
    """What a terminal draws for each character. What only asks for a coloured emoji is left out: its width varies."""
    shown = ["" if each == "\N{VARIATION SELECTOR-16}" else visible(each) for each in text]
    return [(each, columns_of(each)) for each in shown]


def _width(drawn: Drawn) -> int:
    return sum(columns for _, columns in drawn)


def _cut(drawn: Drawn, room: int, more: bool) -> Drawn:
    """As much of the beginning as has room, beside the sign for what is left out; `more` follows anyway."""
    if not more and _width(drawn) <= room:
        return drawn
    used = len(_CUT)
    for at, (_, columns) in enumerate(drawn):
        used += columns
        if used > room:
            return drawn[:at]
    return drawn
