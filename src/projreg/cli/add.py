"""Add a project at the end of the registry; every other byte of the file stays as it was.

On a terminal it asks for what is missing, checks each answer, shows the change and asks before writing. Amounts are
read as people write them: 480000, 480 000 kr, 23,9 mkr. What `validate` would call an error is refused.

Example: projreg add --dry-run --title "Ny bro" --role owner --owner "Sorsele kommun" --summary "En bro."
--start-date 2027-01-01 --end-date 2028-12-31 --funding "regional: Region Västerbotten=1 mkr"
--contact "contact: kommun@sorsele.se"
"""

import inspect
import sys
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from typer import Option

from projreg.cli import options
from projreg.cli.discovery import registry_paths
from projreg.cli.output import emit, note, on_terminal
from projreg.cli.signature import with_signature
from projreg.compose import appended, ids_in
from projreg.diff import unified_diff
from projreg.errors import UsageError
from projreg.fields import Choice, Flag, Key, Reasons, Records, Texts
from projreg.model import Project
from projreg.slug import free_id, slug_of
from projreg.source import Source, parse, read_source
from projreg.store import update
from projreg.usable import usable
from projreg.visible import visible
from projreg.written import read_value, texts_of

_FORMS = {
    "funding": "LEVEL: FUNDER=AMOUNT; fund=…; programme=…",
    "contact": "ROLE: Name <mail>; phone=…",
    "deadline": "TYPE=DATE; funder=…; note=…",
    "logos": "SRC; alt=…",
    "waive": "CODE=reason",
}


def _add(*, file: list[str] | None, dry_run: bool, yes: bool, **written: Any) -> int:
    paths = registry_paths(file)
    if len(paths) > 1:
        raise UsageError("a project is added to one registry", "give --file once")
    source = read_source(paths[0])
    publisher = usable(source).registry.publisher
    values = _values(written, written.get("currency") or publisher.currency)
    asking = on_terminal(sys.stdin) and not yes
    if asking:
        from projreg.cli.asking import complete

        values = complete(values, source)
    _need_all(values)

    added: dict[str, Any] = {}

    def change(raw: bytes) -> bytes:
        """The registry with the project, whatever it holds by now; an id that was made gets out of the way."""
        now = parse(raw, source.name)
        added.update(_with_id(values, now))
        return appended(now, added)

    after = change(source.raw)
    if dry_run or asking:
        emit(unified_diff(source.raw, after, source.name))
    if dry_run:
        return 0
    if asking:
        from projreg.cli.asking import agreed

        if not agreed(f"Add {added['id']} to {visible(source.name)}?"):
            note(f"nothing was written; {visible(source.name)} is unchanged")
            return 0
    update(source.name, change, tell=note)
    note(f"added {added['id']} to {visible(source.name)}")
    return 0


def _values(written: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """The TOML values of the options that were given. Raises UsageError naming the option."""
    values: dict[str, Any] = {}
    for name, given in written.items():
        if given is None or given == []:
            continue
        key = Project.keys[name]
        try:
            values[name] = _value(key, given, currency)
        except UsageError as error:
            raise UsageError(f"{_option(name)}: {error.message}", error.mend) from None
    return values


def _value(key: Key[Any], given: Any, currency: str) -> Any:
    if isinstance(given, bool):
        return given
    return texts_of(key, given, currency) if isinstance(given, list) else read_value(key, given, currency)


def _with_id(values: dict[str, Any], source: Source) -> dict[str, Any]:
    """The values with an id that nobody has, made from the acronym or title, when none was given."""
    if "id" in values:
        return values
    made = free_id(values.get("acronym", ""), values.get("title", ""), taken=ids_in(source.data))
    return {"id": made, **values} if made else values


def _need_all(values: Mapping[str, Any]) -> None:
    missing = [name for name in Project.required if not values.get(name)]
    if "id" in missing and ("title" not in values or slug_of(values.get("acronym", "") or values["title"])):
        missing.remove("id")
    if "contact" not in values:
        missing.append("contact")
    if missing:
        raise UsageError(
            f"missing: {', '.join(map(_option, missing))}",
            "give the options, or run `projreg add` on a terminal to be asked",
        )


def _option(name: str) -> str:
    return "--" + name.replace("_", "-")


def _parameter(key: Key[Any]) -> inspect.Parameter:
    """The command-line option of a key, from its declaration."""
    kind = key.kind
    repeatable = isinstance(kind, (Records, Texts, Reasons))
    annotation: Any = bool | None if isinstance(kind, Flag) else list[str] | None if repeatable else str | None
    metavar = _FORMS.get(key.name) or (
        "|".join(kind.words) if isinstance(kind, Choice) else kind.name.upper().replace(" ", "-")
    )
    help_ = f"{key.label.en} / {key.label.sv}. {key.meaning}" + (" Repeatable." if repeatable else "")
    names = (
        [f"{_option(key.name)}/--no-{key.name.replace('_', '-')}"] if isinstance(kind, Flag) else [_option(key.name)]
    )
    option = Option(*names, metavar=None if isinstance(kind, Flag) else metavar, help=help_)
    return inspect.Parameter(
        key.name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[annotation, option]
    )


def _command() -> Callable[..., int]:
    """`_add` with an option for every key of a project, as Typer wants to see it."""

    def run(**given: Any) -> int:
        return _add(**given)

    own = {
        "file": (options.Files, None),
        "dry_run": (Annotated[bool, Option("--dry-run", "-n", help="Show the change and write nothing.")], False),
        "yes": (Annotated[bool, Option("--yes", "-y", help="Ask nothing.")], False),
    }
    parameters = [_parameter(key) for key in Project.keys.values()]
    parameters += [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
        for name, (annotation, default) in own.items()
    ]
    return with_signature(run, parameters)


run = _command()
