"""A workbook for Excel, in the language of the edition: a sheet of projects, one of their funding, one of deadlines."""

import io
import re
from datetime import date

from projreg.encode.xlsx import workbook
from projreg.language import Phrase
from projreg.model.records import Project, Publisher, Top
from projreg.model.words import LEVELS
from projreg.publishing.edition import Document, Edition, day_found
from projreg.publishing.flat import AS_OF, PUBLISHER, PUBLISHER_ID
from projreg.publishing.sheet_rows import contact_rows, deadline_rows, funding_rows, project_rows
from projreg.tables.sheets import Part, Sheet
from projreg.tables.table import Cell, Column, Table, Word

_ABOUT = Phrase("Om filen", "About")
_WHAT, _VALUE = Column("what", Phrase("Uppgift", "Item")), Column("value", Phrase("Värde", "Value"))
_SUMS = Phrase("Summor", "Totals")
_HOW_SUMMED = Phrase(
    "En rad för varje valuta, under den sista raden: belopp i olika valutor läggs aldrig ihop. Summan är den av alla"
    " rader, även dem som ett filter döljer; i finansieringen summeras också bidrag och egna insatser var för sig. Kvar"
    " är det som inte är utbetalt; av slutredovisade och avbrutna projekt är inget kvar. Total budget är vad ett"
    " projekt kostar, och läggs aldrig ihop med bidragen.",
    "One row for each currency, below the last row: amounts in different currencies are never added. A total is that of"
    " all rows, hidden by a filter or not; in the funding, grants and own contributions are also added up apart."
    " Remaining is what is not paid; nothing remains of closed and cancelled projects. A total budget is what a project"
    " costs, and is never added to the grants.",
)
_OWN = Word("own", LEVELS["own"])
_PARTS = (
    Part(Phrase("Bidrag {currency}", "Grants {currency}"), "level", _OWN, among=False),
    Part(Phrase("Egen insats {currency}", "Own contribution {currency}"), "level", _OWN, among=True),
)
_CORE = "docProps/core.xml"
_LARGEST_CORE = 1_000_000
_CREATED = re.compile(rb"<dcterms:created[^<>]*>(\d{4}-\d\d-\d\d)T00:00:00Z<")
"""Ours are made at the stroke of midnight, and keep that when Excel saves them; no other is."""


def render(edition: Edition) -> Document:
    """The workbook. People read it, so that its headings follow `lang`; contacts stand in it only when wished for."""
    keys = Project.keys
    sheets = [
        _sheet(Top.project.label, project_rows(edition), edition, ("total_budget",)),
        _sheet(keys["funding"].label, funding_rows(edition), edition, ("amount", "paid", "remaining"), _PARTS),
        _sheet(keys["deadline"].label, deadline_rows(edition), edition),
        *([_sheet(keys["contact"].label, contact_rows(edition), edition)] if edition.with_contacts else []),
        _sheet(_ABOUT, _about(edition), edition),
    ]
    publisher = edition.publisher
    book = workbook(sheets, publisher.title, publisher.publisher, edition.today, edition.lang)
    return Document(book.raw, book.remarks)


def _sheet(
    name: Phrase, table: Table, edition: Edition, sums: tuple[str, ...] = (), parts: tuple[Part, ...] = ()
) -> Sheet:
    return Sheet(name.say(edition.lang), table, sums, parts)


def _about(edition: Edition) -> Table:
    publisher, lang = edition.publisher, edition.lang
    rows: list[tuple[Cell, ...]] = [
        (Publisher.title.label.say(lang), publisher.title),
        (PUBLISHER.label.say(lang), publisher.publisher),
        (PUBLISHER_ID.label.say(lang), publisher.publisher_id),
        (AS_OF.label.say(lang), edition.today),
        (_SUMS.say(lang), _HOW_SUMMED.say(lang)),
    ]
    return Table((_WHAT, _VALUE), rows)


def day_of(raw: bytes) -> date | None:
    """The day that the workbook says it was made on."""
    from zipfile import BadZipFile, ZipFile
    from zlib import error

    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            if archive.getinfo(_CORE).file_size > _LARGEST_CORE:
                return None
            return day_found(_CREATED, archive.read(_CORE))
    except (BadZipFile, error, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return None  # no workbook, or one with something in it that was never ours
