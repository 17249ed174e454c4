"""What `add` does: read what was written, ask for the rest, show the change, write it."""

import sys
from collections.abc import Mapping
from typing import Any

from projreg.cli.changing import one_registry, terms_for
from projreg.cli.options import option_of
from projreg.cli.output import note, on_terminal
from projreg.cli.writing import carry_out
from projreg.compose import ids_in
from projreg.edit import appended
from projreg.errors import UsageError
from projreg.fields import Key
from projreg.model import Project
from projreg.slug import free_id, slug_of
from projreg.source import Source
from projreg.usable import usable
from projreg.visible import visible
from projreg.written import read_value, texts_of


def add(*, file: list[str] | None, dry_run: bool, yes: bool, **written: Any) -> int:
    """Add the project that the options say, each by its key and as it was typed; the exit status."""
    source = one_registry(file)
    publisher = usable(source).registry.publisher
    values = _values(written, written.get("currency") or publisher.currency)
    if on_terminal(sys.stdin) and not yes:
        from projreg.cli.asking import complete

        values = complete(values, source)
    _need_all(values)

    terms = terms_for(source, publisher)
    added: dict[str, Any] = {}

    def change(now: Source) -> Source:
        """The registry with the project, whatever it holds by now; an id that was made gets out of the way."""
        added.update(_with_id(values, now))
        return appended(now, added, terms)

    name = visible(source.name)
    if carry_out(source, change, question=f"Add the project to {name}?", dry_run=dry_run, yes=yes):
        note(f"added {added['id']} to {name}")
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
