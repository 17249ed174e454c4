"""What `add` does: read what was written, ask for the rest, show the change, write it."""

import sys
from collections.abc import Mapping
from typing import Any

from projreg.cli.discovery import registry_paths
from projreg.cli.options import option_of
from projreg.cli.output import emit, note, on_terminal
from projreg.cli.settings import rule_choice
from projreg.compose import appended, ids_in
from projreg.diff import unified_diff
from projreg.errors import UsageError
from projreg.fields import Key
from projreg.model import Project
from projreg.slug import free_id, slug_of
from projreg.source import Source, parse, read_source
from projreg.store import update
from projreg.usable import usable
from projreg.visible import visible
from projreg.written import read_value, texts_of


def add(*, file: list[str] | None, dry_run: bool, yes: bool, **written: Any) -> int:
    """Add the project that the options say, each by its key and as it was typed; the exit status."""
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

    choice = rule_choice()
    added: dict[str, Any] = {}

    def change(raw: bytes) -> bytes:
        """The registry with the project, whatever it holds by now; an id that was made gets out of the way."""
        now = parse(raw, source.name)
        added.update(_with_id(values, now))
        return appended(now, added, choice)

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
            raise UsageError(f"{option_of(name)}: {error.message}", error.mend) from None
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
            f"missing: {', '.join(map(option_of, missing))}",
            "give the options, or run `projreg add` on a terminal to be asked",
        )
