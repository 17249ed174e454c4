"""What a rule is, and the four ways to declare one, by what it looks at."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

from projreg.decode import Misfit
from projreg.diagnostic import Fault, Severity
from projreg.model import Project, Registry
from projreg.source import Source

Faults = Iterator[Fault]
Subject = Literal["source", "misfit", "project", "registry"]


class Rule:
    """A check with a permanent code and a name for the bad thing. Its manual page is the docstring of its function."""

    __slots__ = ("check", "code", "name", "severity", "subject")

    def __init__(
        self, code: str, name: str, severity: Severity, subject: Subject, check: Callable[[Any], Iterable[Fault]]
    ) -> None:
        self.code = code
        self.name = name
        self.severity = severity
        self.subject = subject
        self.check = check

    @property
    def manual(self) -> str:
        """What the rule catches, why, and how to put it right."""
        return self.check.__doc__ or ""


def source_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Source], Faults]], Rule]:
    """Declare a rule on the text of a file."""
    return lambda check: Rule(code, name, severity, "source", check)


def misfit_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Misfit], Faults]], Rule]:
    """Declare a rule that puts into words what the decoder could not fit; it is asked about each misfit."""
    return lambda check: Rule(code, name, severity, "misfit", check)


def project_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Project], Faults]], Rule]:
    """Declare a rule on one project."""
    return lambda check: Rule(code, name, severity, "project", check)


def registry_rule(code: str, name: str, severity: Severity) -> Callable[[Callable[[Registry], Faults]], Rule]:
    """Declare a rule on the registry as a whole, for what lies between projects."""
    return lambda check: Rule(code, name, severity, "registry", check)
