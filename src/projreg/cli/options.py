"""Options that several commands share: the same name, the same meaning, the same help."""

from typing import Annotated, Literal

from typer import Argument, Context, Option

from projreg.language import Lang


def _ids(context: Context, incomplete: str) -> list[str]:
    from projreg.cli.completion import project_ids  # loaded when a shell completes

    return project_ids(context, incomplete)


Id = Annotated[str, Argument(metavar="ID", help="The project's id.", autocompletion=_ids)]

Files = Annotated[
    list[str] | None,
    Option("--file", "-f", metavar="PATH", help="The registry; given several times, they are read as one."),
]
AsOf = Annotated[
    str | None,
    Option("--as-of", metavar="YYYY-MM-DD", help="The day to judge by; today when left out."),
]
Language = Annotated[Lang | None, Option("--lang", help="The language; the registry's when left out.")]
ColorChoice = Annotated[
    Literal["auto", "always", "never"], Option("--color", help="Colours: auto means on a terminal only.")
]
DryRun = Annotated[bool, Option("--dry-run", "-n", help="Show the change and write nothing.")]
Yes = Annotated[bool, Option("--yes", "-y", help="Ask nothing.")]
Json = Annotated[bool, Option("--json", help="The same as --format json.")]


def option_of(key: str) -> str:
    """The option for a key of the format: "end_date" is `--end-date`."""
    return "--" + key.replace("_", "-")
