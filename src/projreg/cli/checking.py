"""What `projreg validate` and the hook's `projreg-validate` share: read, check, show, count, exit status."""

import sys
from collections.abc import Sequence
from typing import Literal, get_args

from projreg.check import SEVERITIES, Checked, check
from projreg.cli.failure import tell
from projreg.cli.findings import concise, full, objects
from projreg.cli.output import Color, chosen_format, emit, note, wants_color
from projreg.errors import UnreadableFile
from projreg.source import Source, parse, read_source
from projreg.visible import visible

Format = Literal["full", "concise", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
FORMAT_HELP = "full on a terminal, concise in a pipe."
STRICT_HELP = "Warnings count as errors do."


def run_check(files: Sequence[str], *, form: Format | None, strict: bool, color: Color, as_one: bool = False) -> int:
    """Check the files, show what was found, and return 1 when it stands in the way (2 when a file cannot be read)."""
    sources, unreadable = [], 0
    for path in dict.fromkeys(files):
        try:
            sources.append(_source(path))
        except UnreadableFile as error:
            unreadable += 1
            tell(error)
    checked = check(sources, as_one=as_one)
    chosen = chosen_format(form, False, terminal="full", pipe="concise")
    if chosen == "json":
        from projreg.encode import json

        emit(json.document(objects(checked)))
    elif checked.findings:
        lines = (
            concise(checked.findings) if chosen == "concise" else full(checked.findings, sources, wants_color(color))
        )
        emit(lines)
    if sources:
        note(_summary(checked, sources))
    if unreadable:
        return 2
    return 1 if checked.count("error") or (strict and checked.count("warning")) else 0


def _source(path: str) -> Source:
    if path == "-":
        return parse(sys.stdin.buffer.read(), "<stdin>")
    return read_source(path)


def _summary(checked: Checked, sources: Sequence[Source]) -> str:
    names = ", ".join(visible(each.name) for each in sources[:3]) + (" …" if len(sources) > 3 else "")
    counts = ", ".join(_number(checked.count(severity), severity) for severity in SEVERITIES if severity != "info")
    return f"checked {_number(checked.projects, 'project')} in {names}: {counts}"


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
