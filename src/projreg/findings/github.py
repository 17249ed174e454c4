"""Workflow commands of GitHub Actions: an annotation on the line for each finding."""

from collections.abc import Sequence

from projreg.checking.check import Checked
from projreg.diagnostic import Finding
from projreg.findings import Look, words
from projreg.findings.lasting import repository_path
from projreg.reading.source import Source
from projreg.visible import visible

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """A command for each finding."""
    return "".join(_command(each) for each in checked.findings)


def _command(finding: Finding) -> str:
    span = finding.span
    values: dict[str, object] = {
        "file": visible(repository_path(finding.file)),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:  # else the runner throws the columns away
        values |= {"col": span.column, "endColumn": span.end_column}
    values["title"] = f"{finding.code} {finding.name}"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    told = [words.said(finding), *words.elsewhere(finding)]
    if finding.help:
        told.append(f"help: {visible(finding.help)}")
    message = _data("\n".join(told))
    return f"::{_COMMANDS[finding.severity]} {properties}::{message}\n"


def _data(text: str) -> str:
    """Text as the runner reads it back from behind the second `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Text as the runner reads it back from a property, where colon and comma have a meaning too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
