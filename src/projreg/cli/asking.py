"""`add` on a terminal: asks for what is missing, one question at a time, and checks each answer at once."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from typer import prompt

from projreg.cli.output import note
from projreg.compose import ids_in
from projreg.decode import decode
from projreg.diagnostic import Fault
from projreg.errors import UsageError
from projreg.fields import Choice
from projreg.model import Project
from projreg.rules import BY_SUBJECT
from projreg.rules.rule import Rule
from projreg.slug import free_id
from projreg.source import Source
from projreg.visible import visible
from projreg.written import READERS, read_value

ASKED = ("title", "acronym", "id", "role", "owner", "start_date", "end_date", "total_budget", "summary", "aims")
"""The keys that are asked for, in this order; every other key has an option."""


def complete(values: dict[str, Any], source: Source) -> dict[str, Any]:
    """The values with the answers to what was missing."""
    with suppress(ImportError):
        import readline  # noqa: F401 (arrow keys edit the line once it is loaded)
    interview = Interview(values, source)
    for name in ASKED:
        interview.ask(name)
    interview.ask_many("funding", "Funding, such as regional: Region Västerbotten=1 mkr")
    interview.ask_many("contact", "Contact, such as project_manager: Name <name@domain.se>", needed=True)
    return interview.values


class Interview:
    """The questions about one project: what has been answered, and the registry that it is to fit into."""

    def __init__(self, values: dict[str, Any], source: Source) -> None:
        self.values = dict(values)
        self._data = source.data
        self._publisher = decode(source.data).registry.publisher
        self._currency = values.get("currency") or self._publisher.currency

    def ask(self, name: str) -> None:
        """Ask for one key until its answer can be used, unless it has one; Enter leaves out what is not required."""
        if name in self.values:
            return
        key = Project.keys[name]
        words = f" ({', '.join(key.kind.words)})" if isinstance(key.kind, Choice) else ""
        labels = " / ".join(dict.fromkeys((key.label.en, key.label.sv)))
        question = f"{labels}{words}{'' if key.required else ', Enter to leave out'}"
        while not self._answer(
            name, question, lambda text: read_value(key, text, self._currency), self._suggestion(name)
        ):
            if not key.required:
                return
            note("  this is needed")

    def ask_many(self, name: str, question: str, *, needed: bool = False) -> None:
        """Ask for sub-tables, one on a line, until Enter; at least one when `needed`."""
        if name in self.values:
            return

        def read(text: str) -> list[Any]:
            return [*self.values.get(name, []), READERS[name](text, self._currency)]

        while True:
            more = f"{question} ({'another, or ' if name in self.values else ''}Enter when done)"
            if not self._answer(name, more, read, ""):
                if name in self.values or not needed:
                    return
                note("  a project needs somebody who can be reached; a mailbox will do")

    def _answer(self, name: str, question: str, read: Callable[[str], Any], suggestion: str) -> bool:
        """Ask until the answer is good, and keep it; False when nothing was answered."""
        while True:
            text = prompt(question, default=suggestion, show_default=bool(suggestion), err=True).strip()
            if not text:
                return False
            try:
                value = read(text)
            except UsageError as error:
                note(f"  {visible(error.message)}; {visible(error.mend)}")
                continue
            before = self._faults(self.values)
            faults = [fault for fault in self._faults({**self.values, name: value}) if fault not in before]
            if not faults:
                self.values[name] = value
                return True
            for fault in faults:
                note(f"  {fault.message}" + (f"; {fault.help}" if fault.help else ""))

    def _suggestion(self, name: str) -> str:
        """What Enter stands for."""
        if name == "id":
            return free_id(self.values.get("acronym", ""), self.values.get("title", ""), taken=ids_in(self._data))
        if name == "owner" and self.values.get("role") == "owner":
            return self._publisher.publisher
        return "owner" if name == "role" else ""

    def _faults(self, values: dict[str, Any]) -> list[Fault]:
        """What the rules that are errors say about the project as far as it has been answered."""
        tables = self._data.get("project")
        registry = decode({**self._data, "project": [*(tables if isinstance(tables, list) else []), values]}).registry
        asked: list[tuple[Rule, object]] = [(rule, registry.projects[-1]) for rule in BY_SUBJECT["project"]]
        asked += [(rule, registry) for rule in BY_SUBJECT["registry"]]
        return [fault for rule, thing in asked if rule.severity == "error" for fault in rule.check(thing)]
