"""What is published, before anyone decides in which format: an edition goes in, a document comes out."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from projreg.language import Lang
from projreg.model.records import Contact, Project, Publisher


class Template(NamedTuple):
    """A template of somebody's own, and what it is called."""

    name: str
    text: str


class Edition(NamedTuple):
    """Who publishes what, as of which day and in which language, and what was wished for."""

    publisher: Publisher
    projects: Sequence[Project]
    """Only those that may be published."""
    today: date
    lang: Lang
    with_contacts: bool = False
    """Whether published contacts stand in formats for machines, too. In pages they always do."""
    excel: bool = False
    """For CSV: as a Swedish Excel opens it."""
    fragment: bool = False
    """For pages: only what stands below the title, to be put into a page that has one."""
    template: Template | None = None
    """For pages: the template that takes the place of our own."""

    def contacts(self, project: Project) -> Sequence[Contact]:
        """The project's contacts that a format for machines may tell: the published ones, when they are wished for."""
        return project.published_contacts if self.with_contacts else ()


class Document(NamedTuple):
    """What a format makes of an edition."""

    content: str | bytes
    remarks: Sequence[str] = ()
    """What it could not hold, a line each, for people."""

    @property
    def raw(self) -> bytes:
        """What is written to a file."""
        return self.content if isinstance(self.content, bytes) else self.content.encode()


_MARK = "projreg: as of {day}"
_MARKED = re.compile(
    rb"(?:^<!-- |\A%% |\ABEGIN:VCALENDAR\r?\n(?:[A-Z]+:.*\n){4}X-COMMENT:)"
    rb"projreg: as of (\d{4}-\d\d-\d\d)(?: -->)?\r?$",
    re.MULTILINE,
)
"""As each target has it; in a page no line of text can pass for a mark of Mermaid or iCalendar."""


def mark(today: date) -> str:
    """What a document says of its day, so that it can be judged as of that day later.

    It stands in a comment of HTML, XML, Mermaid or iCalendar, on a line of its own, before any text of users.
    """
    return _MARK.format(day=today.isoformat())


def marked_day(raw: bytes) -> date | None:
    """The day that the first mark in a document names; None when there is none."""
    return day_found(_MARKED, raw)


def day_found(pattern: "re.Pattern[bytes]", raw: bytes) -> date | None:
    """The day in the first group of what the pattern finds first; None when that is no day."""
    found = pattern.search(raw)
    try:
        return date.fromisoformat(found[1].decode("ascii")) if found else None
    except ValueError:
        return None
