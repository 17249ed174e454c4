"""`add` on a terminal: asks for what is missing, one question at a time, and checks each answer at once."""

from collections.abc import Callable
from typing import Any

from typer import confirm, prompt

from projreg.cli.output import note
from projreg.compose import READERS, read_value
from projreg.decode import decode
from projreg.diagnostic import Fault
from projreg.errors import UsageError
from projreg.fields import Choice
from projreg.model import Project
from projreg.rules import BY_SUBJECT
from projreg.slug import slug_of
from projreg.source import Source
from projreg.visible import visible

ASKED = ("title", "acronym", "id", "role", "owner", "start_date", "end_date", "total_budget", "summary", "aims")
"""The keys that are asked for, in this order; every other key has an option."""


def complete(values: dict[str, Any], source: Source) -> dict[str, Any]:
    """The values with the answers to what was missing."""
    publisher = decode(source.data).registry.publisher
    answered = dict(values)
    for name in ASKED:
        if name not in answered:
            answer = _asked(name, answered, source, _suggestion(name, answered, publisher.publisher))
            if answer is not None:
                answered[name] = answer
    if "funding" not in answered:
        lines = _repeated("Funding, as LEVEL: FUNDER=AMOUNT; fund=…; programme=…", "funding", answered, source)
        if lines:
            answered["funding"] = lines
    while not answered.get("contact"):
        answered["contact"] = _repeated("Contact, as ROLE: Name <mail>; phone=…", "contact", answered, source)
        if not answered["contact"]:
            note("  a project needs somebody who can be reached; a mailbox will do")
    return answered


def agreed(question: str) -> bool:
    """Whether the user says yes; Enter means yes."""
    return confirm(question, default=True, err=True)


def _suggestion(name: str, answered: dict[str, Any], publisher: str) -> str:
    """What Enter stands for."""
    if name == "id":
        return slug_of(answered.get("acronym", "")) or slug_of(answered.get("title", ""))
    if name == "role":
        return "owner"
    return publisher if name == "owner" and answered.get("role") == "owner" else ""


def _asked(name: str, answered: dict[str, Any], source: Source, suggestion: str) -> Any:
    key = Project.keys[name]
    words = f" ({', '.join(key.kind.words)})" if isinstance(key.kind, Choice) else ""
    optional = "" if key.required else ", Enter to leave out"
    question = f"{key.label.en} / {key.label.sv}{words}{optional}"

    def read(text: str) -> Any:
        return read_value(key, text)

    return _answer(question, name, read, answered, source, suggestion, optional=not key.required)


def _repeated(question: str, name: str, answered: dict[str, Any], source: Source) -> list[Any]:
    found: list[Any] = []
    while True:
        more = "another, " if found else ""

        def read(text: str) -> Any:
            return [*found, READERS[name](text)]

        answer = _answer(f"{question} ({more}Enter when done)", name, read, answered, source, "", optional=True)
        if answer is None:
            return found
        found = answer


def _answer(
    question: str,
    name: str,
    read: Callable[[str], Any],
    answered: dict[str, Any],
    source: Source,
    suggestion: str,
    *,
    optional: bool,
) -> Any:
    """Ask until the answer can be used; None when it is left out."""
    while True:
        text = prompt(question, default=suggestion, show_default=bool(suggestion), err=True).strip()
        if not text:
            if optional:
                return None
            note("  this is needed")
            continue
        try:
            value = read(text)
        except UsageError as error:
            note(f"  {visible(error.message)}; {visible(error.mend)}")
            continue
        faults = _faults({**answered, name: value}, name, source)
        if not faults:
            return value
        for fault in faults:
            note(f"  {fault.message}" + (f"; {fault.help}" if fault.help else ""))


def _faults(values: dict[str, Any], name: str, source: Source) -> list[Fault]:
    """What the rules that are errors say about the key just answered, given what was answered before."""
    tables = source.data.get("project")
    others = tables if isinstance(tables, list) else []
    registry = decode({**source.data, "project": [*others, values]}).registry
    project = registry.projects[-1]
    found = [
        fault
        for subject, thing in (("project", project), ("registry", registry))
        for rule in BY_SUBJECT[subject]  # type: ignore[index]
        if rule.severity == "error"
        for fault in rule.check(thing)
    ]
    return [fault for fault in found if fault.path[:3] == project.at(name)]
