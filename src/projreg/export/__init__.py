"""The formats that a registry can be exported to: one module each, and one row in this table."""

from datetime import date
from importlib import import_module
from typing import NamedTuple, Protocol

from projreg.errors import UsageError
from projreg.publishing.edition import Document, Edition
from projreg.values.nearest import nearest


class Export(Protocol):
    """What the module of every format offers."""

    def render(self, edition: Edition) -> Document:
        """The edition in this format: the same edition gives the same bytes."""

    def day_of(self, raw: bytes) -> date | None:
        """The day that a document in this format was made for; None when it does not tell, or does not depend on it."""


class Format(NamedTuple):
    """A format: what it is for, the wishes beyond the common ones that it can fulfil, how its files' names end."""

    purpose: str
    wishes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


_PAGE = ("into", "fragment", "template")

FORMATS = {
    "markdown": Format("the page of projects, for a web site or GitHub", _PAGE, (".md", ".markdown")),
    "html": Format("the page of projects as a web page of its own, or a part of one", _PAGE, (".html", ".htm")),
    "csv": Format("a table with one project a row, for programs and for Excel", ("excel", "with_contacts"), (".csv",)),
    "xlsx": Format(
        "a workbook for Excel: projects, funding and deadlines, with totals", ("with_contacts",), (".xlsx",)
    ),
    "json": Format("everything that is published, as one document for programs", ("with_contacts",), (".json",)),
    "jsonl": Format(
        "the same, a project a line: for many registries together", ("with_contacts",), (".jsonl", ".ndjson")
    ),
    "ics": Format("a calendar of end dates and deadlines, with alarms", ("with_contacts",), (".ics",)),
    "mermaid": Format("a chart along the months, as GitHub, GitLab and many wikis draw it", (), (".mmd", ".mermaid")),
    "360giving": Format(
        "the grants, one for each decision about money, in the 360Giving Data Standard", (), (".json",)
    ),
    "operations": Format(
        "the list of operations with EU money, Regulation (EU) 2021/1060 art. 49(3), as CSV", (), (".csv",)
    ),
    "jsonld": Format(
        "the projects in the terms of schema.org, for search engines", ("with_contacts",), (".jsonld", ".json")
    ),
    "atom": Format("a feed of what is new or changed, for readers of news", (), (".atom", ".xml")),
}
"""Name of a format (its module is `projreg.export.NAME`, with _ before a name that begins with a digit)."""


_OTHER_NAMES = {
    "md": "markdown", "excel": "xlsx", "xls": "xlsx", "web": "html", "page": "html",
    "pdf": "html, printed by a browser", "ical": "ics", "icalendar": "ics", "calendar": "ics", "kalender": "ics",
    "rss": "atom", "feed": "atom", "gantt": "mermaid", "ndjson": "jsonl", "360": "360giving", "schema.org": "jsonld",
}  # fmt: skip
"""What else people call a format."""


def named(name: str) -> Export:
    """The module of a format. Raises UsageError for one that is not known."""
    if name not in FORMATS:
        near = _OTHER_NAMES.get(name.casefold()) or nearest(name, FORMATS)
        meant = f"did you mean {near}? " if near else ""
        raise UsageError(f"there is no export format “{name}”", f"{meant}the formats are {', '.join(FORMATS)}")
    found: Export = import_module(f"projreg.export.{'_' if name[0].isdigit() else ''}{name}")
    return found
