"""A timeline drawn on a terminal: a row of signs for each project. States are told apart without colour too."""

from collections.abc import Mapping
from datetime import date

from rich.cells import cell_len
from rich.text import Text

from projreg.derived.state import LABELS, STATES, State
from projreg.derived.timeline import Bar, Timeline
from projreg.language import Lang, Phrase
from projreg.visible import visible

SIGNS: dict[State, str] = {
    "active": "█",
    "upcoming": "░",
    "applied": "·",
    "suspended": "▒",
    "ended": "▞",
    "closed": "─",
    "cancelled": "╌",
    "unknown": "?",
}
_TODAY, _DUE, _LATE, _DONE = "│", "◆", "✖", "◇"
_BEFORE, _AFTER = "‹", "›"
_LEAST_BARS = 12
_WIDEST_NAME = 26
_GAP = 1
_END = len("2026-03-16")
_WORDS = {
    _TODAY: Phrase("i dag", "today"),
    _DUE: Phrase("tidsfrist", "deadline"),
    _LATE: Phrase("försenad", "overdue"),
    _DONE: Phrase("klar", "done"),
}


def drawn_bars(shown: Timeline, columns: int, lang: Lang, styles: Mapping[str, str]) -> list[Text]:
    """The lines of the drawing: years, the bars with the projects' names and last days, and what the signs mean."""
    names = [_name(each) for each in shown.bars]
    beside = _END + 2 * _GAP
    name_width = min(_WIDEST_NAME, max(map(cell_len, names)), max(4, min(columns // 3, columns - beside - _LEAST_BARS)))
    room = max(_LEAST_BARS, columns - name_width - beside)
    scale = _Scale(shown, room)
    lines = [Text(" " * (name_width + _GAP)) + scale.years()]
    for bar, name in zip(shown.bars, names, strict=True):
        label = _cut(name, name_width)
        space = " " * (name_width - cell_len(label) + _GAP)
        lines.append(Text(label + space) + scale.row(bar, styles) + Text(" " * _GAP + str(bar.end), style="dim"))
    return [*lines, Text(""), *_legend(shown, columns, lang, styles)]


def _name(bar: Bar) -> str:
    return visible(bar.project.acronym or bar.project.id or bar.project.title)


def _cut(name: str, width: int) -> str:
    """The name, cut with a sign when it has no room; its end date and place tell it apart."""
    if cell_len(name) <= width:
        return name
    while name and cell_len(name) > width - 1:
        name = name[:-1]
    return name + "…"


class _Scale:
    """Days as columns of a row."""

    def __init__(self, shown: Timeline, room: int) -> None:
        self._shown, self._room = shown, room
        self._days = (shown.last - shown.first).days + 1

    def column(self, day: date) -> int:
        """The column of a day; those outside the timeline stand at its edges."""
        at = (day - self._shown.first).days * self._room // self._days
        return min(max(at, 0), self._room - 1)

    def years(self) -> Text:
        """The years above their first columns, as many as have room."""
        years = self._shown.years()
        first = self._shown.first
        line = str(first.year) if not years or self.column(years[0]) > len(str(first.year)) else ""
        for each in years:
            at = self.column(each)
            if at >= len(line) + bool(line) and at + 4 <= self._room:
                line += " " * (at - len(line)) + str(each.year)
        return Text(line.ljust(self._room), style="dim")

    def row(self, bar: Bar, styles: Mapping[str, str]) -> Text:
        """The bar of a project, today, and its deadlines upon it."""
        start, end = self.column(bar.start), self.column(bar.end)
        row = [(" ", "")] * self._room
        style = styles.get(bar.state, "")
        for at in range(start, end + 1):
            row[at] = (SIGNS[bar.state], style)
        if bar.end < self._shown.first:
            row[0] = (_BEFORE, style)
        if bar.start > self._shown.last:
            row[-1] = (_AFTER, style)
        today = self.column(self._shown.today)
        if not start <= today <= end:
            row[today] = (_TODAY, "dim")
        else:
            row[today] = (_TODAY, "bold")
        for mark in sorted(bar.marks, key=lambda each: (each.late, not each.done)):
            row[self.column(mark.day)] = (_LATE, "bold red") if mark.late else (_DONE if mark.done else _DUE, "bold")
        line = Text()
        for sign, style in row:
            line.append(sign, style=style)
        return line


def _legend(shown: Timeline, columns: int, lang: Lang, styles: Mapping[str, str]) -> list[Text]:
    """What the signs mean that are in the drawing, wrapped to the width."""
    states = [each for each in STATES if any(bar.state == each for bar in shown.bars)]
    marks = [mark for bar in shown.bars for mark in bar.marks]
    used = [_TODAY, *(_LATE if each.late else _DONE if each.done else _DUE for each in marks)]
    parts = [(SIGNS[each], LABELS[each].say(lang), styles.get(each, "")) for each in states]
    parts += [(sign, phrase.say(lang), "bold") for sign, phrase in _WORDS.items() if sign in used]
    lines = [Text()]
    for sign, word, style in parts:
        part = Text(sign, style=style) + Text(f" {word}")
        if lines[-1].plain and lines[-1].cell_len + 3 + part.cell_len > columns:
            lines.append(Text())
        lines[-1] += Text("   " if lines[-1].plain else "") + part
    return lines
