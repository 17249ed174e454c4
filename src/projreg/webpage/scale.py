"""Where a day lies on a timeline as wide as the page, in per cent, and the years above it."""

from datetime import date

from projreg.derived.timeline import Timeline

_MOST_YEARS = 7
"""So many years have a figure each, also on a phone."""


def place(day: date, shown: Timeline) -> float:
    """Where a day begins, in per cent of the width; days outside stand at the edges."""
    return _share(min(max((day - shown.first).days, 0), _days(shown)), shown)


def span(start: date, end: date, shown: Timeline) -> tuple[float, float]:
    """Where the days from `start` to `end`, both included, begin, and how wide they are."""
    begins = place(start, shown)
    return begins, max(0.2, min(place(end, shown) + _share(1, shown), 100) - begins)


def years(shown: Timeline, name: str) -> str:
    """The years, each where it begins, with as many figures as have room, for the eye alone: the days stand in words
    below. `name` is the class."""
    found = shown.years()
    step = len(found) // _MOST_YEARS + 1
    lines = "".join(
        f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="20" stroke="currentColor"/>'
        for at in (place(each, shown) for each in found)
    )
    figures = "".join(
        f'<text x="{place(each, shown):.2f}%" dx="4" y="15" fill="currentColor" font-size="13">{each.year}</text>'
        for each in found[::step]
    )
    return f'<svg class="{name}" width="100%" height="20" aria-hidden="true" focusable="false">{lines}{figures}</svg>'


def _days(shown: Timeline) -> int:
    return (shown.last - shown.first).days + 1


def _share(days: int, shown: Timeline) -> float:
    return 100 * days / _days(shown)
