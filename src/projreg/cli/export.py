"""Publish the projects: what is internal or not to be published never leaves.

Without --output the text goes to standard output. How many projects are left out, and why, is told on standard error.

Example: projreg export markdown --active -o docs/projekt.md
"""

import os
from collections.abc import Sequence
from typing import Annotated

from typer import Argument, Option

from projreg.cli import options
from projreg.cli.filters import filtered
from projreg.cli.output import emit, note
from projreg.cli.reading import read
from projreg.errors import UsageError
from projreg.export import FORMATS, renderer
from projreg.language import Phrase, count
from projreg.model import Project
from projreg.select import Selection, select
from projreg.visible import visible

_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")


@filtered
def run(
    form: Annotated[
        str, Argument(metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.", autocompletion=lambda: list(FORMATS))
    ],
    selection: Selection,
    output: Annotated[str | None, Option("--output", "-o", metavar="PATH", help="The file to write.")] = None,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> int:
    render = renderer(form)
    reading = read(file, as_of, lang)
    if output and any(os.path.realpath(output) == os.path.realpath(path) for path in reading.paths):
        raise UsageError(f"--output names the registry itself, {output}", "name another file for the page")
    meant = select(reading.registry.projects, selection, reading.today)
    projects = [each for each in meant if each.published]
    _tell_left_out([each for each in meant if not each.published])
    text = render(reading.registry.publisher, projects, reading.today, reading.lang)
    if output is None or output == "-":
        emit(text)
    else:
        from projreg.store import replace_output  # nothing to replace in a pipe

        replace_output(output, text.encode())
        number = count(len(projects), _ONE, _MANY, "en")
        note(f"wrote {visible(output)}: {number} as of {reading.today}")
    return 0


def _tell_left_out(projects: Sequence[Project]) -> None:
    """One line on standard error when something is not published: its deadlines, too, are missing from a calendar."""
    held = sum(each.held_back for each in projects)
    applied = sum(not each.held_back and each.publish is None for each in projects)
    parts = [
        (len(projects) - held - applied, "not to be published"),
        (applied, "only applied for"),
        (held, "held back because a value cannot be read"),
    ]
    told = [
        f"{count(number, _ONE, _MANY, 'en')} {'is' if number == 1 else 'are'} {why}" for number, why in parts if number
    ]
    if told:
        note(f"note: left out: {', '.join(told)}")
