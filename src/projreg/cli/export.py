"""Publish the projects: what is internal or not to be published never leaves.

Without --output the text goes to standard output.

Example: projreg export markdown --active -o docs/projekt.md
"""

import os
from typing import Annotated

from typer import Argument, Option

from projreg.cli import options
from projreg.cli.filters import filtered
from projreg.cli.output import emit, note
from projreg.cli.reading import read
from projreg.errors import UsageError
from projreg.export import FORMATS, renderer
from projreg.language import Phrase, count
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
    projects = select((each for each in reading.registry.projects if each.published), selection, reading.today)
    text = render(reading.registry.publisher, projects, reading.today, reading.lang)
    if output is None or output == "-":
        emit(text)
    else:
        from projreg.store import replace_output  # nothing to replace in a pipe

        replace_output(output, text.encode())
        number = count(len(projects), _ONE, _MANY, "en")
        note(f"wrote {visible(output)}: {number} as of {reading.today}")
    return 0
