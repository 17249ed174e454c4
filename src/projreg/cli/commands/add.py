"""Add a project at the end of the registry; every other byte of the file stays as it was.

On a terminal it asks for what is missing, checks each answer, shows the change and asks before writing; `<` goes back a
question, and whoever stops is shown the command that repeats the answers. Amounts and dates are read as people write
them: 480000, 480 000 kr, 23,9 mkr, 30 juni 2026. What `validate` would call an error is refused.

Example: projreg add --dry-run --title "Ny bro" --role owner --owner "Sorsele kommun" --summary "En bro."
--start-date 2027-01-01 --end-date 2028-12-31 --funding "regional: Region Västerbotten=1 mkr"
--contact "contact: kommun@sorsele.se"
"""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from typer import Option

from projreg.cli import options
from projreg.cli.signature import with_signature
from projreg.model.fields import Choice, Flag, Key, Reasons, Records, Texts
from projreg.model.records import Project

_FORMS = {
    "funding": "LEVEL: FUNDER=AMOUNT; fund=…; programme=…",
    "contact": "ROLE: Name <mail>; phone=…",
    "deadline": "TYPE=DATE; funder=…; note=…",
    "logos": "SRC; alt=…",
    "waive": "CODE=reason",
}


def _parameter(key: Key[Any]) -> inspect.Parameter:
    """The command-line option of a key, from its declaration."""
    kind = key.kind
    repeatable = isinstance(kind, (Records, Texts, Reasons))
    annotation: Any = bool | None if isinstance(kind, Flag) else list[str] | None if repeatable else str | None
    metavar = _FORMS.get(key.name) or (
        "|".join(kind.words) if isinstance(kind, Choice) else kind.name.upper().replace(" ", "-")
    )
    help_ = f"{key.label.en} / {key.label.sv}. {key.meaning.en}" + (" Repeatable." if repeatable else "")
    name = options.option_of(key.name)
    name += name.replace("--", "/--no-") if isinstance(kind, Flag) else ""
    option = Option(name, metavar=None if isinstance(kind, Flag) else metavar, help=help_)
    return inspect.Parameter(
        key.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[annotation, option]
    )


def _command() -> Callable[..., int]:
    """The command with an option for every key of a project, as Typer wants to see it."""

    def run(**given: Any) -> int:
        from projreg.cli.adding import add  # the help does without what writes

        return add(**given)

    own = {
        "file": (options.Files, None),
        "dry_run": (options.DryRun, False),
        "yes": (options.Yes, False),
    }
    parameters = [_parameter(key) for key in Project.keys.values()]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in own.items()
    ]
    return with_signature(run, parameters)


run = _command()
