"""What `add` does: read what was written, ask for the rest, show the change, write it."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from typer import Abort

from projreg.cli.answers import Answers, Typed
from projreg.cli.changing import one_registry, terms_for
from projreg.cli.options import option_of
from projreg.cli.output import note, on_terminal
from projreg.cli.writing import carry_out, tell_days
from projreg.editing.compose import ids_in
from projreg.editing.edit import Conditions, appended
from projreg.errors import ProjregError, Refused, UsageError
from projreg.model.records import Project
from projreg.reading.source import Source
from projreg.reading.usable import usable
from projreg.storing.newfile import written
from projreg.storing.store import need_writable
from projreg.values.slug import free_id, slug_of
from projreg.visible import visible


def add(*, file: list[str] | None, dry_run: bool, yes: bool, **given: Any) -> int:
    """Add the project that the options say, each by its key and as it was typed; the exit status."""
    source = one_registry(file)
    publisher = usable(source).registry.publisher
    answers = Answers(given, publisher.currency, lambda line: note(f"note: {visible(line)}"))
    terms = terms_for(source, publisher)
    asking = on_terminal(sys.stdin) and not yes
    if asking and not dry_run:
        need_writable(source.name)
    with _kept(answers, file):
        if asking:
            from projreg.cli.asking import complete

            _need_room(source, terms)
            complete(answers, source, terms.choice, lambda values: appended(source, _with_id(values, source), terms))
        values = answers.values
        _need_all(values)
        added: dict[str, Any] = {}

        def change(now: Source) -> Source:
            """The registry with the project, whatever it holds by now; an id that was made gets out of the way."""
            added.update(_with_id(values, now))
            return appended(now, added, terms)

        name = visible(source.name)
        if carry_out(source, change, question=f"Add the project to {name}?", dry_run=dry_run, yes=yes):
            note(f"added {added['id']} to {name}")
            words = [each for typed in answers.typed.values() for each in _texts(typed)]
            tell_days((((key,), value) for key, value in values.items()), words)
        else:
            _tell_again(answers, file)
    return 0


@contextmanager
def _kept(answers: Answers, files: Sequence[str] | None) -> Iterator[None]:
    """Whatever ends it, what was answered inside is told as a command line, unless the project was added."""
    try:
        yield
    except (Abort, KeyboardInterrupt):
        _tell_again(answers, files, before="\n")
        raise
    except ProjregError:
        _tell_again(answers, files)
        raise


def _texts(typed: Typed) -> list[str]:
    """What was typed for a key, as texts."""
    return typed if isinstance(typed, list) else [typed] if isinstance(typed, str) else []


def _tell_again(answers: Answers, files: Sequence[str] | None, *, before: str = "") -> None:
    if answers.answered & answers.typed.keys() and not written():
        note(f"{before}the same answers again: {answers.command(files)}")


def _need_room(source: Source, terms: Conditions) -> None:
    """Raise NotWritten when no project can stand at the end of the file, whatever it says."""
    with suppress(Refused):
        appended(source, {}, terms)


def _with_id(values: Mapping[str, Any], source: Source) -> dict[str, Any]:
    """The values with an id that nobody has, made from the acronym or title, when none was given."""
    if "id" in values:
        return dict(values)
    made = free_id(values.get("acronym", ""), values.get("title", ""), taken=ids_in(source.data))
    return {"id": made, **values} if made else dict(values)


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
