"""The formats that a registry can be exported to: one module each, and one row in this table."""

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module

from projreg.errors import UsageError
from projreg.language import Lang
from projreg.model import Project, Publisher

Render = Callable[[Publisher, Sequence[Project], date, Lang], str]
"""Publisher, projects that may be published, the day, the language → the whole text."""

FORMATS = {
    "markdown": "the page of projects, for a web site or GitHub",
    "ics": "a calendar of end dates and deadlines, with alarms",
}
"""Name of a format (its module is `projreg.export.NAME`) → what it is for."""


def renderer(name: str) -> Render:
    """The function that renders a format. Raises UsageError for a format that is not known."""
    if name not in FORMATS:
        raise UsageError(f"there is no export format “{name}”", f"the formats are {', '.join(FORMATS)}")
    render: Render = import_module(f"projreg.export.{name}").render
    return render
