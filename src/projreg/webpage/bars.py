"""A timeline as HTML: a list of the projects with their days in words, and under each its bar as inline SVG."""

from datetime import date

from projreg.encode.html import attributes, text
from projreg.language import Lang, Phrase
from projreg.model import DEADLINE_TYPES
from projreg.state import LABELS
from projreg.timeline import Bar, Mark, Timeline

_WIDTH = 1000
_HEIGHT = 20
_DEADLINE = Phrase("tidsfrist", "deadline")
_LATE, _DONE = Phrase("försenad", "overdue"), Phrase("klar", "done")
_LEGEND = Phrase(
    "Det smala strecket är {today}; korta breda streck är tidsfrister.",
    "The thin line is {today}; short thick ones are deadlines.",
)
_MOST_YEARS = 12


def bars(shown: Timeline, lang: Lang) -> str:
    """The timeline. All that the bars show stands beside them in words."""
    rows = "\n".join(_row(each, shown, lang) for each in shown.bars)
    legend = text(_LEGEND.say(lang, today=shown.today))
    scale = f'<div class="years" aria-hidden="true">{_years(shown)}</div>'
    return f'<p>{legend}</p>\n{scale}\n<ul class="timeline">\n{rows}\n</ul>'


def _years(shown: Timeline) -> str:
    years = shown.years()
    step = len(years) // _MOST_YEARS + 1
    return "".join(
        f'<span style="left:{100 * _at(each, shown) / _WIDTH:.2f}%">{each.year}</span>' for each in years[::step]
    )


def _at(day: date, shown: Timeline) -> float:
    """Where a day begins, of the whole width; days outside stand at the edges."""
    days = (shown.last - shown.first).days + 1
    return min(max((day - shown.first).days, 0), days) * _WIDTH / days


def _row(bar: Bar, shown: Timeline, lang: Lang) -> str:
    name = bar.project.acronym or bar.project.title or bar.project.id
    when = f"{LABELS[bar.state].say(lang).lower()}, {bar.start}–{bar.end}"
    for mark in bar.marks:
        when += f"; {_mark_words(mark, lang)}"
    return (
        f'<li{attributes((("class", bar.state),))}><span class="name">{text(name)}</span> '
        f'<span class="when">{text(when)}</span>\n{_drawing(bar, shown)}</li>'
    )


def _mark_words(mark: Mark, lang: Lang) -> str:
    label = DEADLINE_TYPES.get(mark.deadline.type, _DEADLINE).say(lang).lower()
    state = f" ({(_LATE if mark.late else _DONE).say(lang)})" if mark.late or mark.done else ""
    return f"{label} {mark.day}{state}"


def _drawing(bar: Bar, shown: Timeline) -> str:
    start, end = _at(bar.start, shown), _at(bar.end, shown) + _WIDTH / ((shown.last - shown.first).days + 1)
    parts = [f'<rect class="bar" x="{start:.1f}" y="3" width="{max(2.0, end - start):.1f}" height="{_HEIGHT - 6}"/>']
    parts += [_line("late" if each.late else "due", _at(each.day, shown), 5, 15) for each in bar.marks if not each.done]
    parts.append(_line("today", _at(shown.today, shown), 0, _HEIGHT))
    box = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
    return f'<svg {box} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _line(kind: str, at: float, top: int, bottom: int) -> str:
    return f'<line class="{kind}" x1="{at:.1f}" x2="{at:.1f}" y1="{top}" y2="{bottom}"/>'
