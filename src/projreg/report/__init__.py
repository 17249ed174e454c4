"""The reports: each for people as sections, for machines as one table, and as an object for JSON."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

from projreg.language import Lang
from projreg.model import Project
from projreg.report.page import Section
from projreg.review import Review
from projreg.table import Table


class Report(Protocol):
    """What every report offers, from the projects and what is due among them."""

    def as_sections(self, projects: Sequence[Project], found: Review, lang: Lang) -> list[Section]:
        """For people, in `lang`."""

    def as_table(self, projects: Sequence[Project], found: Review) -> Table:
        """For machines: rows of plain values."""

    def as_object(self, projects: Sequence[Project], found: Review) -> dict[str, object]:
        """For JSON, version 1."""


def named(report: str) -> Report:
    """The report that is the module of that name, loaded when asked for."""
    found: Report = import_module(f"projreg.report.{report}")
    return found
