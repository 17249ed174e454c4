"""CSV: a project a row, everything public about it in columns named as in the format.

A heading says the same in both dialects, in any language and in every year, so that programs, and `import`, can rely on
it. The project's tables stand in numbered groups: `funding_1_funder`, `funding_1_level` … `funding_2_funder` …
"""

from datetime import date

from projreg.encode.csv import EXCEL, STANDARD, csv
from projreg.publishing.edition import Document, Edition
from projreg.publishing.flat import day_in_first_row, one_row_each


def render(edition: Edition) -> Document:
    """The projects; with `excel` as a Swedish Excel opens it."""
    return Document(csv(one_row_each(edition), EXCEL if edition.excel else STANDARD))


def day_of(raw: bytes) -> date | None:
    """The day in the first row."""
    return day_in_first_row(raw)
