"""Lists to import: small ones as text, workbooks made by an independent writer."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from samples import HEAD

from projreg.editing.edit import appended_all
from projreg.intake.arrivals import arrivals
from projreg.intake.candidates import candidates
from projreg.intake.given_for_all import read_for_all
from projreg.intake.parcel import Wishes, opened
from projreg.intake.reader import Terms
from projreg.reading.source import Source, parse

EMPTY = parse(HEAD.encode(), "projects.toml")
HEADINGS = ("Projektnamn", "Startdatum", "Slutdatum", "Kort beskrivning", "E-post")
GOOD = ("Bredband", "2018-09-01", "2021-12-31", "Fiber.", "maja@lovdal.example")
ROLE = ("role=owner",)


def csv(*rows: Sequence[str], separator: str = ";") -> bytes:
    """Rows as a CSV file, every cell in quotes."""
    return "".join(
        separator.join('"' + cell.replace('"', '""') + '"' for cell in row) + "\r\n" for row in rows
    ).encode()


def workbook(*rows: Iterable[Any], merged: Sequence[str] = (), title: str = "Blad1") -> bytes:
    """Rows as an .xlsx workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for each in merged:
        sheet.merge_cells(each)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


class Taken:
    """What becomes of a list in an empty registry."""

    def __init__(
        self, raw: bytes, *said: str, for_all: Sequence[str] = ROLE, header: int | None = None, sheet: str = ""
    ) -> None:
        self.parcel = opened(raw, Wishes(said, header, sheet))
        said_of_all = read_for_all(for_all, "SEK")
        self.for_all = said_of_all.project
        has_columns = self.parcel.layout is not None
        terms = Terms("Lövdals kommun", "SEK", said_of_all, self.parcel.is_ours, has_columns=has_columns)
        read = candidates(self.parcel.entries, terms, self.parcel.torn)
        arrived = arrivals(read.good, EMPTY.data)
        self.projects = arrived.projects
        self.known = arrived.known
        self.remarks = [*self.parcel.remarks, *read.remarks, *arrived.remarks]
        self.objections = sorted([*self.parcel.objections, *read.objections, *arrived.objections])
        self.lines = [each.line for each in self.objections]

    @property
    def written(self) -> Source:
        """The registry with what fits, proved."""
        return appended_all(EMPTY, self.projects)
