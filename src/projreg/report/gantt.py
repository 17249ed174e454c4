"""A timeline as a Mermaid chart, for Markdown."""

from collections.abc import Iterable

from projreg.encode.mermaid import MOST, label, text
from projreg.language import Lang
from projreg.state import LABELS
from projreg.timeline import Bar, Timeline
from projreg.titles import deadline_kind, shown_name

_TAGS = {"active": "active, ", "ended": "crit, ", "upcoming": "", "applied": "", "suspended": "done, ", "unknown": ""}


_HEAD = ("gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m", "    inclusiveEndDates")


def gantt(shown: Timeline, lang: Lang) -> str:
    """The fenced block of a Gantt chart: a section for each state, milestones for the deadlines. Several blocks when
    one would hold more than is drawn."""
    charts: list[list[str]] = []
    left = 0
    for state, said in LABELS.items():
        bars = [each for each in shown.bars if each.state == state]
        section = f"    section {text(said.say(lang))}"
        lines = [line for number, each in enumerate(bars) for line in _bar(each, f"{state}{number}", lang)]
        for position, line in enumerate(lines):
            new = ([] if position else [section]) + [line]
            if not charts or _size(new) > left:
                new = [section, line]
                charts.append([*_HEAD])
                left = MOST - _size(_HEAD)
            charts[-1] += new
            left -= _size(new)
    return "\n\n".join("\n".join(("```mermaid", *lines, "```")) for lines in charts)


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
