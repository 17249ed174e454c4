"""A Gantt chart of the projects as Mermaid's text, which GitHub, GitLab and many wikis draw.

Each state is a section, each project a bar from its first to its last day, each deadline a milestone. A file holds one
chart, and mermaid draws none above 50 000 characters, which a few hundred projects have. Then the whole chart is
written all the same, and a remark says how to ask for less.
"""

from collections.abc import Iterator

from projreg.derived.timeline import Timeline, timeline
from projreg.encode.mermaid import DRAWN, comment, text
from projreg.language import Phrase, count
from projreg.publishing.edition import Document, Edition, mark, marked_day
from projreg.publishing.gantt import chart

_PROJECT, _PROJECTS = Phrase("projekt", "project"), Phrase("projekt", "projects")

_ROOM = '%%{init: {"gantt": {"leftPadding": 150}}}%%'
"""Beside the bars, for the names of the states: mermaid's own measure lets the bars stand on them."""

day_of = marked_day


def render(edition: Edition) -> Document:
    """The chart."""
    shown = timeline(edition.projects, edition.today)
    first, *lines = chart(shown, edition.lang)
    title = text(edition.publisher.title)
    named = [f"    title {title}", f"    accTitle: {title}"] if title else []
    made = "\n".join((comment(mark(edition.today)), _ROOM, first, *named, *lines)) + "\n"
    return Document(made, [*_remarks(shown, len(made))])


def _remarks(shown: Timeline, size: int) -> Iterator[str]:
    if shown.undated:
        number = count(len(shown.undated), _PROJECT, _PROJECTS, "en")
        yield f"{number} left out, without readable dates: {', '.join(each.id or each.title for each in shown.undated)}"
    if not shown.bars:
        yield "nothing to draw: the chart has no project"
    if size > DRAWN:
        yield (
            f"the chart has {size} characters, and mermaid draws at most {DRAWN} unless its maxTextSize is raised: "
            "choose fewer projects, with --active, --year, --owner or another filter"
        )
