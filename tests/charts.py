"""Gantt charts read back by mermaid itself."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from javascript import answer


class Bar(NamedTuple):
    """A bar or milestone as mermaid takes it; `end` is its last day."""

    name: str
    section: str
    start: date
    end: date
    tags: list[str]


class Chart(NamedTuple):
    """A chart as mermaid takes it: its title, and the same where a screen reader asks for it; links that it makes."""

    title: str
    spoken: str
    sections: list[str]
    links: int
    bars: list[Bar]


def read_charts(texts: Sequence[str]) -> list[Chart]:
    """The charts. One that mermaid cannot read fails."""
    found = answer("read_charts.mjs", ["mermaid", "jsdom"], json.dumps(texts))
    assert {each["type"] for each in found} <= {"gantt"}
    return [_chart(each) for each in found]


def _chart(found: dict[str, Any]) -> Chart:
    bars = [_bar(each) for each in found["bars"]]
    assert len({each["id"] for each in found["bars"]}) == len(bars)
    return Chart(found["title"], found["spoken"], found["sections"], found["links"], bars)


def _bar(found: dict[str, Any]) -> Bar:
    """A milestone is a day without length; a bar ends with the day before the one at which it is drawn to end."""
    year, month, day = found["end"]
    if year > date.max.year:
        end = date.max
    else:
        end = date(year, month, day) - timedelta(days="milestone" not in found["tags"])
    return Bar(found["name"], found["section"], date(*found["start"]), end, found["tags"])
