"""Sections, the form of every report for people, and a report as a Markdown page."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from projreg.language import Lang
from projreg.tables.table import Table

if TYPE_CHECKING:
    from projreg.derived.timeline import Timeline


class Section(NamedTuple):
    """A heading, a line or two of text, a table, a timeline. `urgent` sections are marked on a terminal."""

    heading: str
    text: str = ""
    table: Table | None = None
    urgent: bool = False
    level: int = 2
    timeline: "Timeline | None" = None


def markdown(sections: Iterable[Section], lang: Lang) -> str:
    """The report as Markdown."""
    from projreg.encode.markdown import inline, table  # a terminal or a pipe does without

    blocks = []
    for section in sections:
        blocks.append(f"{'#' * section.level} {inline(section.heading)}")
        if section.text:
            blocks.append("\n\n".join(inline(line) for line in section.text.split("\n")))
        if section.table:
            blocks.append(table(section.table, lang).rstrip("\n"))
        if section.timeline:
            from projreg.publishing.gantt import charts

            blocks += ["\n".join(("```mermaid", *lines, "```")) for lines in charts(section.timeline, lang)]
    return "\n\n".join(blocks) + "\n"
