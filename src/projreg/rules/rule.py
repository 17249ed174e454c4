"""What a rule is, and the four ways to declare one, by what it looks at."""

from collections.abc import Callable, Iterable, Iterator, Set
from datetime import date
from typing import Literal

from projreg.diagnostic import Fault, Path, Severity
from projreg.model.decode import Misfit
from projreg.model.fields import Record, Text
from projreg.model.records import Project, Registry
from projreg.reading.source import Source

Faults = Iterator[Fault]
Subject = Literal["source", "misfit", "project", "text", "registry", "clock", "waiver", "history"]


Told = tuple["Rule", Fault]
"""What a rule says."""
Suspect = Callable[[Record, list[str], str], object]
"""A project or the publisher, all its texts, the same joined by line breaks → whether one of them may be at fault."""


class Rule:
    """A check with a permanent code and a name for the bad thing. Its manual page is the docstring of its function."""

    __slots__ = ("across", "check", "code", "name", "needs", "severity", "subject", "suspect")

    def __init__(
        self,
        code: str,
        name: str,
        severity: Severity,
        subject: Subject,
        check: Callable[..., Iterable[Fault]],
        suspect: Suspect | None = None,
        needs: tuple[str, ...] = (),
        across: bool = False,
    ) -> None:
        self.code = code
        self.name = name
        self.severity = severity
        self.subject = subject
        self.check = check
        self.suspect = suspect
        """For rules on text: whether any text of a project may be at fault; most projects are done with that."""
        self.needs = needs
        """The project's keys that it compares: where one is misspelt or unread, the rule has nothing to go by."""
        self.across = across
        """For rules on the registry: of files that are read as one it is asked once, of all their projects."""

    @property
    def manual(self) -> str:
        """What the rule catches, why, an example, and how to put it right."""
        from inspect import cleandoc  # the manual is seldom asked for

        return cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """What it catches, in a sentence or two."""
        return " ".join(self.manual.partition("\n\n")[0].split())


def source_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Source], Faults]], Rule]:
    """Declare a rule on the text of a file."""
    return lambda check: Rule(code, name, severity, "source", check)


def misfit_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Misfit], Faults]], Rule]:
    """Declare a rule that puts into words what the decoder could not fit; it is asked about each misfit."""
    return lambda check: Rule(code, name, severity, "misfit", check)


def project_rule(
    code: str, name: str, severity: Severity, *, needs: tuple[str, ...] = ()
) -> Callable[[Callable[[Project], Faults]], Rule]:
    """Declare a rule on one project. `needs` are the keys that it compares, such as "funding.amount"."""
    return lambda check: Rule(code, name, severity, "project", check, needs=needs)


def text_rule(
    code: str, name: str, severity: Severity, *, suspect: Suspect
) -> Callable[[Callable[[Record, Path, str], Faults]], Rule]:
    """Declare a rule on any text of a project or of the publisher, wherever it stands.

    It is asked about each text (its table, its path, the text) of those for which `suspect` is true.
    """
    return lambda check: Rule(code, name, severity, "text", check, suspect)


def key_of(record: Record, path: Path) -> str:
    """The key of the record that a text stands under, also when it stands in an array or table there."""
    return str(path[len(record.path)])


def form_of(record: Record, key: str) -> str:
    """The form that a key of the record asks a text for; empty when it asks for none."""
    kind = record.keys[key].kind
    return kind.form if isinstance(kind, Text) else ""


def clock_rule(
    code: str, name: str, severity: Severity, *, needs: tuple[str, ...] = ()
) -> Callable[[Callable[[Project, date], Faults]], Rule]:
    """Declare a rule on one project and the day it is judged on. `report` asks it; `validate` and the hook never do."""
    return lambda check: Rule(code, name, severity, "clock", check, needs=needs)


def waiver_rule(
    code: str, name: str, severity: Severity
) -> Callable[[Callable[[Project, Set[str], Set[str]], Faults]], Rule]:
    """Declare a rule on a project's waivers: it is given the codes that they did waive, and all codes there are."""
    return lambda check: Rule(code, name, severity, "waiver", check)


def history_rule(
    code: str, name: str, severity: Severity
) -> Callable[[Callable[[Registry, Registry, str], Faults]], Rule]:
    """Declare a rule on the registry as it was in the last commit, as it is to be in the next, and its file's name."""
    return lambda check: Rule(code, name, severity, "history", check)


def registry_rule(
    code: str, name: str, severity: Severity, *, across: bool = False
) -> Callable[[Callable[[Registry], Faults]], Rule]:
    """Declare a rule on the registry as a whole. `across` says that it compares projects, also those of several files.

    The paths in files that are read as one begin with the file's position: (0, "project", 3).
    """
    return lambda check: Rule(code, name, severity, "registry", check, across=across)
