"""The findings as one JSON object, version 1: exact text, nothing made safe but by JSON's own escapes."""

from collections.abc import Sequence

from projreg.checking.check import SEVERITIES, Checked
from projreg.diagnostic import Finding, Span
from projreg.encode import json
from projreg.findings import Look
from projreg.reading.source import Source
from projreg.values.swedish_numbers import without_personal_numbers


def render(checked: Checked, sources: Sequence[Source], look: Look) -> str:
    """The document of `validate --json`."""
    return json.document(
        {
            "checked": checked.files,
            "projects": checked.projects,
            "summary": {severity: checked.count(severity) for severity in SEVERITIES},
            "findings": [_finding(each) for each in checked.findings],
        }
    )


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "file": finding.file,
        **_place(finding.span),
        "end_line": finding.span.end_line,
        "end_column": finding.span.end_column,
        "project": finding.project,
        "path": [without_personal_numbers(step) if isinstance(step, str) else step for step in finding.path],
        "message": finding.message,
        "help": finding.help,
        "related": [{"file": each.file, **_place(each.span), "message": each.message} for each in finding.related],
    }


def _place(span: Span) -> dict[str, object]:
    return {"line": span.line, "column": span.column}
