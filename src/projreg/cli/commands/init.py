"""Begin a registry: a file with who keeps it, and a first project as comments that explain themselves.

The registry is the file at --file, else at PROJREG_FILE, else projects.toml in the current folder. Beside it the schema
is written, so that editors complete and underline without the network. What is there already is never touched. On a
terminal it asks for what is missing; what to do next, and the hook for pre-commit, stands on standard error.

Example: projreg init --publisher "Sorsele kommun" --contact kommun@sorsele.se
"""

from typing import Annotated

from typer import Option

from projreg.cli import options
from projreg.language import Lang


def run(
    publisher: Annotated[str | None, Option("--publisher", metavar="TEXT", help="Who keeps the registry.")] = None,
    contact: Annotated[str | None, Option("--contact", metavar="EMAIL", help="The publisher's own mailbox.")] = None,
    title: Annotated[
        str | None,
        Option("--title", metavar="TEXT", help="Title of the published page; “Våra projekt” when left out."),
    ] = None,
    lang: Annotated[
        Lang, Option("--lang", help="The language of the comments, and of what the registry publishes.")
    ] = "sv",
    file: Annotated[str | None, Option("--file", "-f", metavar="PATH", help="The file to write.")] = None,
    schema: Annotated[
        bool, Option("--schema/--no-schema", help="Write the schema for editors beside it, and the line that names it.")
    ] = True,
    hook: Annotated[
        bool, Option("--hook", help="Write .pre-commit-config.yaml at the repository's root, if there is none.")
    ] = False,
    dry_run: options.DryRun = False,
    yes: options.Yes = False,
) -> int:
    from projreg.cli import beginning  # the help does without what writes

    given = {"title": title, "publisher": publisher, "contact": contact}
    return beginning.begin(given, lang, file, schema=schema, hook=hook, dry_run=dry_run, yes=yes)
