"""A timeline as a Mermaid chart, for Markdown."""

from projreg.encode.mermaid import text
from projreg.language import Lang, Phrase
from projreg.model import DEADLINE_TYPES
from projreg.state import LABELS
from projreg.timeline import Bar, Timeline

_TAGS = {"active": "active, ", "ended": "crit, ", "upcoming": "", "applied": "", "suspended": "done, ", "unknown": ""}
_DEADLINE = Phrase("Tidsfrist", "Deadline")


def gantt(shown: Timeline, lang: Lang) -> str:
    """The fenced block of a Gantt chart: a section for each state, milestones for the deadlines."""
    lines = ["```mermaid", "gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m", "    inclusiveEndDates"]
    for state, label in LABELS.items():
        bars = [each for each in shown.bars if each.state == state]
        if bars:
            lines.append(f"    section {text(label.say(lang))}")
            lines += [line for number, each in enumerate(bars) for line in _bar(each, f"{state}{number}", lang)]
    return "\n".join([*lines, "```"])


def _bar(bar: Bar, name: str, lang: Lang) -> list[str]:
    title = text(bar.project.acronym or bar.project.title or bar.project.id)
    lines = [f"    {title} :{_TAGS.get(bar.state, '')}{name}, {bar.start}, {bar.end}"]
    for number, mark in enumerate(bar.marks):
        label = DEADLINE_TYPES.get(mark.deadline.type, _DEADLINE).say(lang)
        tags = f"milestone, {'crit, ' if mark.late else 'done, ' if mark.done else ''}"
        lines.append(f"    {title}#44; {text(label)} :{tags}{name}d{number}, {mark.day}, 0d")
    return lines
