"""`add` on a terminal: asks for what is missing, one question at a time, and checks each answer at once.

A rule is heeded as soon as everything that it compares has been asked for. What is refused leads back to the question
that it is about, so that nothing typed is lost.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from typer import prompt

from projreg.checking.choice import Choice
from projreg.cli.answers import Answers, Typed, takes_several
from projreg.cli.output import note
from projreg.diagnostic import Fault, Finding, Path
from projreg.editing.compose import ids_in
from projreg.editing.edit import Unfit
from projreg.errors import UsageError
from projreg.model.decode import decode
from projreg.model.fields import Choice as OneOf
from projreg.model.fields import Key, Reasons
from projreg.model.records import Project
from projreg.reading.source import Source
from projreg.rules import BY_SUBJECT
from projreg.rules.rule import Rule, Told
from projreg.values.money import OtherCurrency
from projreg.values.slug import free_id
from projreg.visible import visible

QUESTIONS = (
    *("title", "acronym", "id", "role", "owner", "start_date", "end_date", "total_budget", "summary", "aims"),
    *("funding", "contact"),
)
"""The keys that are asked for, in this order; every other key has an option."""

BACK, OUT = "<", "-"
"""Answers that go back to the question before, and that take out what was answered."""

Judge = Callable[[Mapping[str, Any]], object]
"""What raises Unfit for the values of a project that may not be added."""

_EXAMPLES = {
    "funding": "Funding, such as regional: Region Västerbotten=1 mkr",
    "contact": "Contact, such as project_manager: Name <name@domain.se>",
}
_NOBODY = "a project needs somebody who can be reached; a mailbox will do"


def complete(answers: Answers, source: Source, choice: Choice, judge: Judge) -> None:
    """Ask for what is missing until `judge` accepts the project.

    `choice` weighs the rules. Raises what `judge` raises when no question is about it.
    """
    with suppress(ImportError):
        import readline  # noqa: F401 (arrow keys edit the line once it is loaded)
    interview = Interview(answers, source, choice)
    interview.ask_all()
    while True:
        try:
            judge(answers.values)
        except Unfit as error:
            if not interview.reconsider(error.findings):
                raise
        else:
            return


class Interview:
    """The questions about one project: what has been answered, and the registry that it is to fit into."""

    def __init__(self, answers: Answers, source: Source, choice: Choice) -> None:
        self._answers = answers
        self._data = source.data
        self._choice = choice
        self._publisher = decode(source.data).registry.publisher
        tables = self._data.get("project")
        self._tables = tables if isinstance(tables, list) else []
        self._order = [name for name in QUESTIONS if not answers.values.get(name)]
        self._asked = set(Project.keys) - set(self._order)

    def ask_all(self) -> None:
        """Ask every question that no option has answered."""
        if self._order:
            note(f"Enter takes what stands in [brackets], {BACK} goes back to the question before, Ctrl-C ends.")
        at = 0
        while at < len(self._order):
            at = max(0, at + 1 if self._ask(self._order[at]) else at - 1)

    def reconsider(self, findings: Sequence[Finding]) -> bool:
        """Tell what was refused and ask again what it is about; False when there is no such question."""
        for finding in findings:
            name = self._question_about(finding.path)
            if not name:
                continue
            note(f"{finding.code} {finding.message}" + (f"; {finding.help}" if finding.help else ""))
            if name not in self._order:
                self._order.append(name)
            at = self._order.index(name)
            while not self._ask(self._order[at]):
                at = max(0, at - 1)
            return True
        return False

    def _question_about(self, path: Path) -> str:
        """The key of the new project that can be asked for and that a path leads to; empty when there is none."""
        if len(path) < 3 or path[:2] != ("project", len(self._tables)):
            return ""
        name = str(path[2])
        return name if name in Project.keys and not isinstance(Project.keys[name].kind, Reasons) else ""

    def _ask(self, name: str, suggestion: str = "") -> bool:
        """Ask for one key until its answer can be used; False to go back to the question before."""
        self._asked.add(name)
        several = takes_several(Project.keys[name])
        onward = self._ask_several(name) if several else self._ask_one(name, suggestion)
        if not onward:
            self._asked.discard(name)
        return onward

    def _ask_one(self, name: str, suggestion: str) -> bool:
        key = Project.keys[name]
        words = f" ({', '.join(key.kind.words)})" if isinstance(key.kind, OneOf) else ""
        while True:
            before = str(self._answers.typed.get(name, "")).strip()
            offered = before or suggestion or self._suggestion(name)
            way_out = ""
            if not key.required and bool(before) == bool(offered):
                way_out = f", {OUT if before else 'Enter'} to leave out"
            text = _typed(f"{_labels(key)}{words}{way_out}{f' [{visible(offered)}]' if offered else ''}") or offered
            if text == BACK:
                return False
            if text == OUT and before and not key.required:
                text = ""
            if text:
                if self._take(name, text, text):
                    return True
            elif key.required:
                note("  this is needed")
            elif self._leave_out(name):
                return True

    def _ask_several(self, name: str) -> bool:
        """Ask for texts or sub-tables, one on a line, until Enter."""
        labels = _labels(Project.keys[name])
        while True:
            lines = self._answers.lines(name)
            more = f"{labels}, another ({OUT} takes out “{visible(lines[-1])}”, " if lines else ""
            text = _typed(f"{more or f'{_EXAMPLES.get(name, labels)} ('}Enter when done)")
            if text == BACK:
                return False
            if text == OUT and lines:
                self._answers.answer(name, lines[:-1])
            elif text:
                self._take(name, text, [*lines, text])
            elif not self._lacking(name):
                return True

    def _take(self, name: str, text: str, typed: Typed) -> bool:
        """Keep an answer, unless something is wrong with it, which is told; whether it was kept."""
        answers, before = self._answers, self._answers.typed.get(name)
        try:
            answers.answer(name, typed)
        except OtherCurrency as error:
            if name != "total_budget":
                return _told(error)
            note(f"  {visible(error.message)}")
            return self._ask("currency", error.other) and self._take(name, text, typed)
        except UsageError as error:
            return _told(error)
        if name == "currency" and not self._read_funding_again():
            answers.answer(name, before)
            return False
        if isinstance(typed, list) and len(answers.lines(name)) < len(typed):
            return True  # it is there already, which was told
        new = self._new_faults(name)
        missing = [other for fault in new if (other := self._left_out(fault))]
        for fault in new:
            _tell(fault, mend=len(missing) < len(new))
        if not new or (len(missing) == len(new) and all(map(self._ask, dict.fromkeys(missing)))):
            return True
        answers.answer(name, before)
        return False

    def _new_faults(self, name: str) -> list[Fault]:
        """What is wrong with the last answer and was not wrong without it; that more is needed is told later."""
        values, several = self._answers.values, takes_several(Project.keys[name])
        without = {key: value for key, value in values.items() if several or key != name}
        if several:
            without[name] = values[name][:-1]
        known = [fault for _, fault in self._faults(without)]
        new = [fault for _, fault in self._faults(values) if fault not in known]
        return [fault for fault in new if not (several and _is_about_lack(fault, name))]

    def _left_out(self, fault: Fault) -> str:
        """The question that a fault is about, when it was asked and nothing answered."""
        name = self._question_about(fault.path)
        return name if name and name in self._asked and name not in self._answers.values else ""

    def _leave_out(self, name: str) -> bool:
        """Take the answer back, unless it is needed, which is told."""
        before = self._answers.typed.get(name)
        self._answers.answer(name, None)
        if not self._lacking(name):
            return True
        self._answers.answer(name, before)
        return False

    def _lacking(self, name: str) -> bool:
        """Whether more must be answered; it is told what."""
        values = self._answers.values
        faults = [each for each in self._faults(values) if self._question_about(each[1].path) == name]
        lacking = [(rule, fault) for rule, fault in faults if name not in values or _is_about_lack(fault, name)]
        for rule, fault in lacking:
            if rule.code == "PR401":
                note(f"  {_NOBODY}")
            else:
                _tell(fault)
        return bool(lacking)

    def _read_funding_again(self) -> bool:
        """Read the funding in the project's currency, which has just changed; False when a line is in another."""
        lines = self._answers.lines("funding")
        try:
            if lines:
                self._answers.answer("funding", lines)
        except UsageError as error:
            return _told(error)
        return True

    def _suggestion(self, name: str) -> str:
        """What Enter stands for."""
        values = self._answers.values
        if name == "id":
            return free_id(values.get("acronym", ""), values.get("title", ""), taken=ids_in(self._data))
        if name == "owner" and values.get("role") == "owner":
            return self._publisher.publisher
        return "owner" if name == "role" else ""

    def _faults(self, values: Mapping[str, Any]) -> list[Told]:
        """What the rules that are errors say of the project, when all that they compare has been asked for."""
        registry = decode({**self._data, "project": [*self._tables, dict(values)]}).registry
        to_come = set(self._order) - self._asked
        waived = values.get("waive", {})

        asked: list[tuple[Rule, object]] = [(rule, registry.projects[-1]) for rule in BY_SUBJECT["project"]]
        asked += [(rule, registry) for rule in BY_SUBJECT["registry"]]
        return [
            (rule, fault)
            for rule, thing in asked
            if self._choice.severity(rule) == "error" and rule.code not in waived
            if to_come.isdisjoint(need.partition(".")[0] for need in rule.needs)
            for fault in rule.check(thing)
        ]


def _is_about_lack(fault: Fault, name: str) -> bool:
    """Whether something more must be answered to a question, rather than something else."""
    return fault.part == "key" and fault.path[2:] == (name,)


def _labels(key: Key[Any]) -> str:
    """What a key is called, in English and Swedish."""
    return " / ".join(dict.fromkeys((key.label.en, key.label.sv)))


def _typed(question: str) -> str:
    return str(prompt(question, default="", show_default=False, err=True)).strip()


def _tell(fault: Fault, *, mend: bool = True) -> None:
    note(f"  {fault.message}" + (f"; {fault.help}" if fault.help and mend else ""))


def _told(error: UsageError) -> bool:
    """Say why an answer cannot be read; False, for it is not kept."""
    note(f"  {visible(error.message)}; {visible(error.mend)}")
    return False
