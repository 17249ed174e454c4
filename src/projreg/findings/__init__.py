"""The formats that findings are told in: one module each, loaded when chosen, and one row in this table."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import NamedTuple

from projreg.checking.check import Checked
from projreg.reading.source import Source


class Look(NamedTuple):
    """How findings are to look: a format heeds what concerns it."""

    colours: bool = False
    strict: bool = False
    """Warnings fail the check, as errors do."""
    columns: int = 160
    """So wide may a line be that is shown from a file."""
    wrap: bool = False
    """Text is broken into lines of so many columns: on a terminal, never in a pipe."""

    @property
    def room(self) -> int:
        """How many columns a line of text may take."""
        return self.columns if self.wrap else sys.maxsize


class Format(NamedTuple):
    """What a format is for, and whether it is a whole document, written even when nothing was found.

    A `loose` format is read by people, and may stand beside other text.
    """

    purpose: str
    whole: bool = False
    loose: bool = False


Render = Callable[[Checked, Sequence[Source], Look], str]
"""What was found, the files it was found in, how it is to look → the whole text."""

FORMATS = {
    "full": Format("each finding with its line, for people", loose=True),
    "concise": Format("a line each, for editors and pipes", loose=True),
    "json": Format("for programs", whole=True),
    "github": Format("annotations in GitHub Actions"),
    "gitlab": Format("GitLab's Code Quality report", whole=True),
    "sarif": Format("SARIF 2.1.0, for code scanning", whole=True),
    "junit": Format("JUnit XML, a test for each project", whole=True),
}
"""Name of a format (its module is `projreg.findings.NAME`) → what it is for."""


def renderer(name: str) -> Render:
    """The function that renders the format of that name."""
    render: Render = import_module(f"projreg.findings.{name}").render
    return render
