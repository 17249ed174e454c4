"""Publish the projects: what is internal or not to be published never leaves.

Without --output the document goes to standard output. What is left out, and why, is told on standard error. With
--check nothing is written: the exit status is 1 when the file is not what would be written, judged by the day that it
was made for.

Example: projreg export markdown --active -o docs/projekt.md
"""

from typing import Annotated

from typer import Argument, Context, Option

from projreg.cli import options
from projreg.cli.filters import filtered
from projreg.derived.select import Selection
from projreg.export import FORMATS


def _those_with(wish: str) -> str:
    return ", ".join(name for name, each in FORMATS.items() if wish in each.wishes)


@filtered
def run(
    context: Context,
    form: Annotated[
        str, Argument(metavar="FORMAT", help=f"One of: {', '.join(FORMATS)}.", autocompletion=lambda: list(FORMATS))
    ],
    selection: Selection,
    output: Annotated[str | None, Option("--output", "-o", metavar="PATH", help="The file to write.")] = None,
    into: Annotated[
        str | None,
        Option("--into", metavar="PATH", help=f"A page of your own, between its markers ({_those_with('into')})."),
    ] = None,
    check: Annotated[bool, Option("--check", help="Write nothing; exit with 1 when the file is another.")] = False,
    staged: Annotated[bool, Option("--staged", help="With --check: judge what git has staged.")] = False,
    with_contacts: Annotated[
        bool,
        Option("--with-contacts", help=f"Published contacts in formats for machines ({_those_with('with_contacts')})."),
    ] = False,
    fragment: Annotated[
        bool, Option("--fragment", help=f"Only what stands below the title ({_those_with('fragment')}).")
    ] = False,
    excel: Annotated[bool, Option("--excel", help=f"As a Swedish Excel opens it ({_those_with('excel')}).")] = False,
    template: Annotated[
        str | None,
        Option("--template", metavar="PATH", help=f"A template of your own (Jinja2; {_those_with('template')})."),
    ] = None,
    file: options.Files = None,
    as_of: options.AsOf = None,
    lang: options.Language = None,
) -> int:
    from projreg.cli import publishing  # the help does without what publishes

    wishes = {"with_contacts": with_contacts, "fragment": fragment, "excel": excel, "template": template}
    order = publishing.Order(form, output, into, wishes, selection, file, as_of, lang, staged)
    if check:
        return publishing.check(order, context.obj)
    return publishing.publish(order)
