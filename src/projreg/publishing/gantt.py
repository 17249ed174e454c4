"""A timeline as Mermaid's Gantt charts, for Markdown and for a file of its own."""

from collections.abc import Iterable, Iterator

from projreg.derived.state import LABELS, State
from projreg.derived.timeline import Bar, Timeline
from projreg.derived.titles import deadline_kind, shown_name
from projreg.encode.mermaid import MOST, label, text
from projreg.language import Lang

_HEAD = ("gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m", "    inclusiveEndDates")
_TAGS: dict[State, str] = {"active": "active, ", "ended": "crit, ", "suspended": "done, ", "closed": "done, "}


def charts(shown: Timeline, lang: Lang) -> list[list[str]]:
    """The lines of a chart: a section for each state, milestones for the deadlines. Those of several charts when one
    would hold more than is drawn."""
    found: list[list[str]] = []
    left = 0
    for section, lines in _sections(shown, lang):
        for position, line in enumerate(lines):
            new = ([] if position else [section]) + [line]
            if not found or _size(new) > left:
                new = [section, line]
                found.append([*_HEAD])
                left = MOST - _size(_HEAD)
            found[-1] += new
            left -= _size(new)
    return found


def chart(shown: Timeline, lang: Lang) -> list[str]:
    """The lines of one chart, however large it is."""
    return [*_HEAD, *(line for section, lines in _sections(shown, lang) for line in (section, *lines))]


def _sections(shown: Timeline, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """The line that opens the section of each state, and the lines in it."""
    for state, said in LABELS.items():
        bars = [each for each in shown.bars if each.state == state]
        if bars:
            lines = [line for number, each in enumerate(bars) for line in _bar(each, f"{state}{number}", lang)]
            yield f"    section {text(said.say(lang))}", lines


def _size(lines: Iterable[str]) -> int:
    return sum(len(each) + 1 for each in lines)


def _bar(bar: Bar, name: str, lang: Lang) -> list[str]:
    title = label(shown_name(bar.project, lang).written or "?")
    lines = [f"    {title} :{_TAGS.get(bar.state, '')}{name}, {bar.start}, {bar.end}"]
    for number, mark in enumerate(bar.marks):
        kind = deadline_kind(mark.deadline).say(lang)
        tags = f"milestone, {'crit, ' if mark.late else 'done, ' if mark.done else ''}"
        lines.append(f"    {title}#44; {text(kind)} :{tags}{name}d{number}, {mark.day}, 0d")
    return lines
