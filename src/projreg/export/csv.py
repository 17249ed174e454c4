"""CSV: a project a row, everything public about it in columns named as in the format.

A heading says the same in both dialects, in any language and in every year, so that programs, and `import`, can rely on
it. The project's tables stand in numbered groups: `funding_1_funder`, `funding_1_level` … `funding_2_funder` …
"""

import re
from datetime import date

from projreg.edition import Document, Edition, day_found
from projreg.encode.csv import EXCEL, STANDARD, csv
from projreg.flat import AS_OF, one_row_each

_FIRST_CELL = re.compile(rf'\A(?:\xef\xbb\xbf)?"{AS_OF.key}"[^\n]*\n"([0-9-]{{10}})"'.encode("latin-1"))


def render(edition: Edition) -> Document:
    """The projects; with `excel` as a Swedish Excel opens it."""
    return Document(csv(one_row_each(edition), EXCEL if edition.excel else STANDARD))


def day_of(raw: bytes) -> date | None:
    """The day in the first row; None when there is no project, and so nothing that depends on it."""
    return day_found(_FIRST_CELL, raw)
