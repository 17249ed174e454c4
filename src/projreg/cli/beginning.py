"""What `init` does: ask for what is missing, write the registry and what goes with it, say what comes next."""

import os
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from projreg.cli.discovery import NAMES, found_registry, option_for
from projreg.cli.output import emit, note, on_terminal
from projreg.cli.settings import repository_root, rule_choice
from projreg.diagnostic import Finding
from projreg.editing.precommit import NAME as HOOK_FILE
from projreg.editing.precommit import configuration
from projreg.editing.starter import TITLE, starter
from projreg.errors import NotWritten, UsageError
from projreg.language import Lang
from projreg.model.records import Publisher
from projreg.storing.store import create
from projreg.visible import argument, visible

_SCHEMA = "projects.schema.json"
_NEEDED = ("publisher", "contact")


class Plan(NamedTuple):
    """The files to write, in their order, and what goes without writing."""

    registry: str
    files: Mapping[str, str]
    """Path → text; the registry is the last of them."""
    kept: str
    """The schema's path when it is there already."""
    hook: str
    """The configuration of pre-commit that is only shown; empty when it is written."""


def begin(
    given: Mapping[str, str | None], lang: Lang, file: str | None, *, schema: bool, hook: bool, dry_run: bool, yes: bool
) -> int:
    """Write a new registry; the exit status."""
    path = _free_place(file)
    typed = {name: _text(name, value) for name, value in given.items() if value is not None}
    if hook and _place_of_hook(path) is None:
        raise UsageError("--hook needs a git repository, and this is none", "run `git init` first, or leave --hook out")
    said = _said(typed)
    _refuse([each for each in _faults({**_stand_in(lang), **said}, lang, path) if {*each.path[-1:]} & {*said}])
    asking = on_terminal(sys.stdin) and not yes
    values = _asked(typed, lang, path) if asking else _complete(typed, lang)
    findings = _faults(values, lang, path)
    _refuse(findings)
    plan = _planned(path, values, lang, schema=schema, hook=hook)
    if dry_run:
        _show(plan)
        return 0
    for each, text in plan.files.items():
        create(each, text.encode())
        note(f"wrote {visible(each)}")
    for finding in findings:
        note(f"note: {finding.code} {finding.message}" + (f" ({finding.help})" if finding.help else ""))
    _tell_next(plan)
    return 0


# ---- where it goes


def _free_place(file: str | None) -> str:
    """The path of the new registry. Raises UsageError or NotWritten where none can be."""
    named = file or os.environ.get("PROJREG_FILE")
    if not named and (found := found_registry()):
        raise UsageError(
            f"there is a registry already: {visible(found)}", "to begin another one, name its file with --file"
        )
    path = named or NAMES[0]
    shown = visible(path)
    if os.path.isdir(path):
        raise UsageError(f"{shown} is a folder", "name the file to write in it")
    if os.path.lexists(path):
        raise NotWritten(f"{shown} is there already; it is unchanged", "name another file with --file")
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder):
        raise NotWritten(f"there is no folder {visible(folder)}; nothing was written", "make it first, or correct it")
    return path


# ---- what it says


def _text(name: str, value: str) -> str:
    """What an option says. Raises UsageError for bytes that are no text."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UsageError(f"--{name} is not UTF-8 text", "type it again") from None
    return value.strip()


def _complete(typed: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """The values of `[registry]`. Raises UsageError that names the options left out."""
    missing = [f"--{name}" for name in _NEEDED if not typed.get(name)]
    if missing:
        raise UsageError(
            f"missing: {', '.join(missing)}", "give the options, or run `projreg init` on a terminal to be asked"
        )
    return {**typed, "title": typed.get("title") or TITLE.say(lang)}


def _asked(typed: Mapping[str, str], lang: Lang, path: str) -> dict[str, str]:
    """The same, with questions about what is missing; an answer that cannot stand is asked again."""
    values = _said(typed)
    for name in (*_NEEDED, "title"):
        while not values.get(name):
            answer = _text(name, _typed(name, lang))
            others = {**_stand_in(lang), **values, name: answer}
            wrong = [each for each in _faults(others, lang, path) if each.path[-1:] == (name,)]
            if errors := [each for each in wrong if each.severity == "error"]:
                note(f"  {errors[0].message}" + (f"; {errors[0].help}" if errors[0].help else ""))
            else:
                values[name] = answer
    return values


_QUESTIONS = {
    "publisher": "Publisher / Utgivare (who keeps the registry)",
    "contact": "Contact / Kontakt (the publisher's own mailbox)",
    "title": "Title / Titel (of the published page)",
}


def _said(typed: Mapping[str, str]) -> dict[str, str]:
    """The options that say something."""
    return {name: value for name, value in typed.items() if value}


def _stand_in(lang: Lang) -> dict[str, str]:
    """What is not yet answered, so that an answer can be judged."""
    return {"publisher": "Kommunen", "contact": "kommun@kommun.example", "title": TITLE.say(lang)}


def _typed(name: str, lang: Lang) -> str:
    from typer import prompt

    offered = TITLE.say(lang) if name == "title" else ""
    question = _QUESTIONS[name] + (f" [{offered}]" if offered else "")
    return str(prompt(question, default="", show_default=False, err=True)).strip() or offered


def _faults(values: Mapping[str, str], lang: Lang, path: str) -> list[Finding]:
    """What `validate` would find."""
    from projreg.checking.check import check_one
    from projreg.reading.source import parse

    return check_one(parse(starter(values, lang).encode(), path), rule_choice(path))[1]


def _refuse(findings: list[Finding]) -> None:
    """Raise UsageError when an option says what `validate` would call an error."""
    for each in findings:
        if each.severity == "error":
            name = str(each.path[-1]) if each.path else ""
            raise UsageError(f"--{name}: {each.message}" if name in Publisher.keys else each.message, each.help or "")


# ---- the files


def _planned(path: str, values: Mapping[str, str], lang: Lang, *, schema: bool, hook: bool) -> Plan:
    """What is to be written."""
    files: dict[str, str] = {}
    kept = ""
    beside = os.path.join(os.path.dirname(path), _SCHEMA)
    if schema:
        from projreg.model.jsonschema import text

        kept = beside if os.path.lexists(beside) else ""
        files |= {} if kept else {beside: text()}
    root = repository_root(os.path.dirname(path))
    snippet = configuration(os.path.relpath(path, root or ".").replace(os.sep, "/"))
    place = _place_of_hook(path) if hook else None
    writes_hook = place is not None and not os.path.lexists(place)
    files |= {place: snippet} if place is not None and writes_hook else {}
    files[path] = starter(values, lang, f"./{_SCHEMA}" if schema else "")
    return Plan(path, files, kept, "" if writes_hook else snippet)


def _place_of_hook(path: str) -> str | None:
    """The configuration of pre-commit, at the root of the registry's repository; None where there is none."""
    root = repository_root(os.path.dirname(path))
    return None if root is None else os.path.join(root, HOOK_FILE)


def _show(plan: Plan) -> None:
    """What would be written, the schema by its name alone."""
    from projreg.editing.diff import unified_diff

    for path, text in plan.files.items():
        if path.endswith(_SCHEMA):
            note(f"would write {visible(path)}, as `projreg schema` prints it")
        else:
            emit(unified_diff(b"", text.encode(), path))


def _tell_next(plan: Plan) -> None:
    for line in _next(plan):
        note(line)


def _next(plan: Plan) -> Iterator[str]:
    """What somebody does after that."""
    registry, option = argument(plan.registry), option_for(plan.registry)
    if plan.kept:
        yield f"note: {visible(plan.kept)} was there already and is unchanged; `projreg schema` writes the one of today"
    yield "next:"
    yield f"  projreg add{option}: asks for the first project; or fill in the one in {registry} by hand"
    yield f"  projreg validate{option}: says what is left to fill in"
    yield f"  projreg export html{option} -o projekt.html: makes the page to publish"
    if plan.hook:
        yield f"  to have every commit checked, put this into {HOOK_FILE} at the root of the git repository:"
        yield from (f"    {line}" for line in plan.hook.splitlines())
    yield "  pre-commit install: once in each clone, so that the hook runs"
