"""A timeline as HTML: a list of the projects with their days in words, and under each its bar as inline SVG."""

from datetime import date

from projreg.encode.html import attributes, dated, named, text
from projreg.language import Lang, Phrase
from projreg.state import LABELS
from projreg.timeline import Bar, Mark, Timeline
from projreg.titles import deadline_kind, shown_name

_WIDTH = 1000
_HEIGHT = 20
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
    name = named(shown_name(bar.project, lang), lang)
    when = f"{LABELS[bar.state].say(lang).lower()}, {bar.start} – {bar.end}"
    for mark in bar.marks:
        when += f"; {_mark_words(mark, lang)}"
    return (
        f'<li{attributes((("class", bar.state),))}><span class="name">{name}</span> '
        f'<span class="when">{dated(when)}</span>\n{_drawing(bar, shown)}</li>'
    )


def _mark_words(mark: Mark, lang: Lang) -> str:
    label = deadline_kind(mark.deadline).say(lang).lower()
    state = f" ({(_LATE if mark.late else _DONE).say(lang)})" if mark.late or mark.done else ""
    return f"{label} {mark.day}{state}"


def _drawing(bar: Bar, shown: Timeline) -> str:
    start, end = _at(bar.start, shown), _at(bar.end, shown) + _WIDTH / ((shown.last - shown.first).days + 1)
    parts = [f'<rect class="bar" x="{start:.1f}" y="3" width="{max(2.0, end - start):.1f}" height="{_HEIGHT - 6}"/>']
    parts += _line("today", _at(shown.today, shown), 0, _HEIGHT)
    for mark in sorted(bar.marks, key=lambda each: each.late):
        if not mark.done:
            parts += _line("late" if mark.late else "due", _at(mark.day, shown), 5, 15)
    box = f'viewBox="0 0 {_WIDTH} {_HEIGHT}" preserveAspectRatio="none"'
    return f'<svg {box} aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _line(kind: str, at: float, top: int, bottom: int) -> list[str]:
    """A line that stands out from whatever lies under it: first a wider one in the colour of the paper."""
    lines = ((f"{kind} under", max(0, top - 2), min(bottom + 2, _HEIGHT)), (kind, top, bottom))
    return [f'<line class="{named}" x1="{at:.1f}" x2="{at:.1f}" y1="{a}" y2="{b}"/>' for named, a, b in lines]
