"""A line for each finding: file, line, column, severity, code, message, project, and in brackets the mend."""

from collections.abc import Sequence

from projreg.checking.check import Checked
from projreg.findings import Look, words
from projreg.reading.source import Source


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """The findings, a line each."""
    return "".join(f"{words.line(each)}\n" for each in checked.findings)
