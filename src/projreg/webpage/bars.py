"""A timeline as HTML: a list of the projects with their days in words, and under each its bar as inline SVG."""

from projreg.derived.state import LABELS
from projreg.derived.timeline import Bar, Mark, Timeline
from projreg.derived.titles import deadline_kind, shown_name
from projreg.encode.html import attributes, dated, named, text
from projreg.language import Lang, Phrase
from projreg.webpage.scale import place, span, years

_HEIGHT = 20
_LATE, _DONE = Phrase("försenad", "overdue"), Phrase("klar", "done")
_LEGEND = Phrase(
    "Det smala strecket är {today}; korta breda streck är tidsfrister.",
    "The thin line is {today}; short thick ones are deadlines.",
)


def bars(shown: Timeline, lang: Lang) -> str:
    """The timeline. All that the bars show stands beside them in words."""
    rows = "\n".join(_row(each, shown, lang) for each in shown.bars)
    legend = text(_LEGEND.say(lang, today=shown.today))
    return f'<p>{legend}</p>\n{years(shown, "years")}\n<ul class="timeline">\n{rows}\n</ul>'


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
    start, width = span(bar.start, bar.end, shown)
    parts = [f'<rect class="bar" x="{start:.2f}%" y="3" width="{width:.2f}%" height="{_HEIGHT - 6}"/>']
    parts += _line("today", place(shown.today, shown), 0, _HEIGHT)
    for mark in sorted(bar.marks, key=lambda each: each.late):
        if not mark.done:
            parts += _line("late" if mark.late else "due", place(mark.day, shown), 5, 15)
    return f'<svg width="100%" height="{_HEIGHT}" aria-hidden="true" focusable="false">{"".join(parts)}</svg>'


def _line(kind: str, at: float, top: int, bottom: int) -> list[str]:
    """A line that stands out from whatever lies under it: first a wider one in the colour of the paper."""
    lines = ((f"{kind} under", max(0, top - 2), min(bottom + 2, _HEIGHT)), (kind, top, bottom))
    return [f'<line class="{named}" x1="{at:.2f}%" x2="{at:.2f}%" y1="{a}" y2="{b}"/>' for named, a, b in lines]
