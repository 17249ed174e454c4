"""Findings as text: in full for people, on a line each for editors and pipes, as objects for JSON."""

from collections.abc import Iterable, Sequence

from projreg.check import SEVERITIES, Checked
from projreg.diagnostic import Finding, Span
from projreg.source import Source
from projreg.visible import visible

_COLOURS = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[1;36m", "caret": "\x1b[1;34m"}
_PLAIN = "\x1b[0m"
_WIDEST = 160
"""So many characters of a line are shown around the place."""


def concise(findings: Iterable[Finding]) -> str:
    """A line for each finding: file, line, column, severity, code, message, project, and in brackets the mend."""
    return "".join(_headline(each) + (f" ({visible(each.help)})" if each.help else "") + "\n" for each in findings)


def full(findings: Iterable[Finding], sources: Sequence[Source], colours: bool) -> str:
    """Each finding with its line, a caret under the place, the other places and the mend."""
    lines = {source.name: source.text.split("\n") for source in sources}
    return "\n".join(_full(each, lines[each.file], colours) for each in findings)


def _headline(finding: Finding, colours: bool = False) -> str:
    severity = finding.severity
    if colours:
        severity = f"{_COLOURS[finding.severity]}{severity}{_PLAIN}"  # type: ignore[assignment]
    place = f"{visible(finding.file)}:{finding.span.line}:{finding.span.column}"
    project = f" [{visible(finding.project)}]" if finding.project else ""
    return f"{place}: {severity} {finding.code} {visible(finding.message)}{project}"


def _full(finding: Finding, lines: Sequence[str], colours: bool) -> str:
    number = str(finding.span.line)
    gutter = " " * len(number)
    shown = [_headline(finding, colours)]
    if finding.span.line <= len(lines):
        text, caret = _excerpt(lines[finding.span.line - 1], finding.span)
        if colours:
            caret = f"{_COLOURS['caret']}{caret}{_PLAIN}"
        shown += [f"{gutter} |", f"{number} | {text}", f"{gutter} | {caret}"]
    for each in finding.related[:5]:
        place = "" if each.file == finding.file else f"in {visible(each.file)} "
        shown.append(f"{gutter} = {visible(each.message)} {place}on line {each.span.line}")
    if finding.help:
        shown.append(f"{gutter} = help: {visible(finding.help)}")
    return "\n".join(shown) + "\n"


def _excerpt(line: str, span: Span) -> tuple[str, str]:
    """The line, made safe and cut to size, and the carets that stand under the place."""
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip("\r"))
    first = max(0, start - _WIDEST // 2) if len(line) > _WIDEST else 0
    before, inside, after = line[first:start], line[start : max(end, start)], line[max(end, start) :].rstrip("\r")
    room = _WIDEST - len(before)
    cut = "…" if len(inside) + len(after) > room and len(line) > _WIDEST else ""
    inside = inside[:room]
    text = (
        f"{'…' if first else ''}{visible(before)}{visible(inside)}{visible(after[: max(0, room - len(inside))])}{cut}"
    )
    indent = _cells(visible(before)) + (1 if first else 0)
    return text.rstrip(), " " * indent + "^" * max(1, _cells(visible(inside)))


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


def objects(checked: Checked) -> dict[str, object]:
    """The findings for `validate --json`, version 1."""
    return {
        "checked": checked.files,
        "projects": checked.projects,
        "summary": {severity: checked.count(severity) for severity in SEVERITIES},
        "findings": [
            {
                "code": each.code,
                "name": each.name,
                "severity": each.severity,
                "file": each.file,
                **_place(each.span),
                "end_line": each.span.end_line,
                "end_column": each.span.end_column,
                "project": each.project,
                "path": list(each.path),
                "message": each.message,
                "help": each.help,
                "related": [
                    {"file": other.file, **_place(other.span), "message": other.message} for other in each.related
                ],
            }
            for each in checked.findings
        ],
    }


def _place(span: Span) -> dict[str, object]:
    return {"line": span.line, "column": span.column}
