"""The timeline of the published page: a list of the projects with their periods in words, and each as a bar.

What a bar shows stands in its text alternative: how much of the time has gone. Colours and sizes stand in the drawing
itself, too, for pages that have another style than ours.
"""

from collections.abc import Mapping

from projreg.derived.state import LABELS
from projreg.derived.timeline import Bar, Timeline
from projreg.encode.html import attributes, named, text
from projreg.language import Lang, Phrase, long_date, long_period, unbroken
from projreg.publishing.project_page import told
from projreg.webpage.scale import place, span, years

TIMELINE = Phrase("Tidslinje", "Timeline")
_LEGEND = Phrase("Det smala strecket är den {day}.", "The thin line is {day}.")
_BEFORE = Phrase("Har inte börjat den {day}.", "Has not begun on {day}.")
_WITHIN = Phrase("Den {day} har {share} procent av tiden gått.", "On {day}, {share} per cent of the time has gone.")
_AFTER = Phrase("Den {day} är tiden ute.", "On {day}, the time is over.")
_HEIGHT = 16


def lifespans(shown: Timeline, anchors: Mapping[int, str], lang: Lang) -> str:
    """The timeline; empty when no project lies in it. `anchors` are the names to link to, by the project's identity."""
    within = [each for each in shown.bars if each.end >= shown.first and each.start <= shown.last]
    if not within:
        return ""
    rows = "\n".join(_row(each, shown, anchors[id(each.project)], lang) for each in within)
    legend = text(unbroken(_LEGEND.say(lang, day=long_date(shown.today, lang)), lang))
    return f'<p>{legend}</p>\n{years(shown, "projreg-years")}\n<ul class="projreg-spans">\n{rows}\n</ul>'


def _row(bar: Bar, shown: Timeline, anchor: str, lang: Lang) -> str:
    name = named(told(bar.project, "title", lang), lang)
    when = f"{LABELS[bar.state].say(lang)}, {unbroken(long_period(bar.start, bar.end, lang), lang)}"
    return (
        f'<li class="projreg-span"><a{attributes([("href", f"#{anchor}")])}>{name or anchor}</a> '
        f"<span>{text(when)}</span>\n{_drawing(bar, shown, lang)}</li>"
    )


def _drawing(bar: Bar, shown: Timeline, lang: Lang) -> str:
    start, width = span(bar.start, bar.end, shown)
    hollow = bar.state in ("upcoming", "applied")
    look = (
        ' fill="currentColor" fill-opacity="0.2" stroke="currentColor"'
        if hollow
        else ' fill="currentColor" fill-opacity="0.6"'
    )
    today = place(shown.today, shown)
    return (
        f'<svg class="projreg-{bar.state}" width="100%" height="{_HEIGHT}" role="img"'
        f"{attributes([('aria-label', _said(bar, shown, lang))])}>"
        f'<rect x="{start:.2f}%" y="3" width="{width:.2f}%" height="{_HEIGHT - 6}"{look}/>'
        f'<line class="projreg-under" x1="{today:.2f}%" x2="{today:.2f}%" y1="0" y2="{_HEIGHT}"'
        ' stroke="none" stroke-width="6"/>'
        f'<line class="projreg-today" x1="{today:.2f}%" x2="{today:.2f}%" y1="0" y2="{_HEIGHT}"'
        ' stroke="currentColor" stroke-width="2"/></svg>'
    )


def _said(bar: Bar, shown: Timeline, lang: Lang) -> str:
    """What can be seen of the bar, in words."""
    day = long_date(shown.today, lang)
    if shown.today < bar.start:
        return _BEFORE.say(lang, day=day)
    if shown.today > bar.end:
        return _AFTER.say(lang, day=day)
    gone = ((shown.today - bar.start).days + 1) * 100 // ((bar.end - bar.start).days + 1)
    return _WITHIN.say(lang, day=day, share=gone)
