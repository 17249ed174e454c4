"""What a check says: a fault names its place by keys; a finding is a fault that has been given line and column."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]
Path = tuple[str | int, ...]
"""Where something stands, by keys and positions: ("project", 3, "end_date"). Positions count from 0."""


class Span(NamedTuple):
    """A stretch of the file's text. Lines and columns count from 1, columns in characters; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Also(NamedTuple):
    """Another place that belongs to a fault, and what stands there; in the same file, unless one is named."""

    path: Path
    message: str
    file: str = ""


class Fix(NamedTuple):
    """What to write in the fault's place, as TOML, to put it right.

    `safe` when there is one answer and it says the same; else it is only likely, and done when asked for.
    """

    text: str
    safe: bool = True


class Fault(NamedTuple):
    """What a rule found, and the other places that belong to it."""

    path: Path
    message: str
    help: str | None = None
    related: tuple[Also, ...] = ()
    span: Span | None = None
    """Given by the rules on the text itself, where no key leads to the place."""
    part: Literal["value", "key"] = "value"
    """Which part of the key's line is meant."""
    fix: Fix | None = None
    covered_by: tuple[tuple[str, Path], ...] = ()
    """Rules, by code, that tell the same at a path: where one of them is shown there, this fault is left out."""


class Related(NamedTuple):
    """Another place that belongs to a finding."""

    file: str
    span: Span
    message: str


class Finding(NamedTuple):
    """A fault in its place, ready to be shown."""

    code: str
    name: str
    severity: Severity
    file: str
    span: Span
    project: str | None
    path: Path
    message: str
    help: str | None
    related: tuple[Related, ...]
    fix: Fix | None = None
    part: Literal["value", "key"] = "value"
