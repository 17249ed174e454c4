"""The repository's settings: `[tool.projreg]` of the nearest pyproject.toml that has it, up to its root."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from projreg.errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    from projreg.checking.choice import Choice
    from projreg.model.records import Project

NAME = "pyproject.toml"


def upwards(start: str = "") -> Iterator[str]:
    """A folder (the current one if none is named) and those above it, up to the repository's root that holds `.git`."""
    try:
        here = os.getcwd()
    except OSError:
        return
    folder = os.path.abspath(start)
    while True:
        yield "" if folder == here else from_here(folder)
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def repository_root(start: str = "") -> str | None:
    """The folder at or above `start` that holds `.git`; None when there is none."""
    return next((folder for folder in upwards(start) if os.path.exists(os.path.join(folder, ".git"))), None)


def from_here(path: str) -> str:
    """The path as seen from the current folder; as it is when it lies on another drive."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return path


def settings_in(folder: str, staged: bool = False) -> dict[str, Any] | None:
    """The settings that stand in a folder, or that git has `staged` there; None when it has none.

    Raises UsageError when they cannot be read, or say what nobody heeds.
    """
    path = os.path.join(folder, NAME)
    raw = _staged_bytes(path) if staged else _bytes(path)
    if raw is None or b"tool.projreg" not in raw:  # most have nothing to say, and need not be parsed
        return None
    from projreg.reading.source import parse

    source = parse(raw, path)
    if source.breaks or source.encoding:
        raise UsageError(f"{path} is no TOML, and its settings for projreg cannot be read", "mend it first")
    tools = source.data.get("tool")
    return _heeded(tools["projreg"], path) if isinstance(tools, dict) and "projreg" in tools else None


def _bytes(path: str) -> bytes | None:
    from projreg.reading.source import read_bytes

    if not os.path.isfile(path):
        return None
    try:
        return read_bytes(path)
    except UnreadableFile:
        return None


def _staged_bytes(path: str) -> bytes | None:
    from projreg.versions.git import held

    return held(path)


_KNOWN = ("file", "rules")


def _heeded(settings: object, path: str) -> dict[str, Any]:
    """The settings. Raises UsageError for one that is not known or not of its kind."""
    if not isinstance(settings, dict):
        raise UsageError(f"{path}: tool.projreg is no table", "write [tool.projreg.rules] above the rules")
    for name in settings:
        if name not in _KNOWN:
            from projreg.values.nearest import nearest

            near = nearest(name, _KNOWN)
            rules = 'rules stand under [tool.projreg.rules], such as PR606 = "off"'
            raise UsageError(
                f"{path}: [tool.projreg] has no setting “{name}”", f"did you mean {near}?" if near else rules
            )
    file = settings.get("file", "-")
    if not isinstance(file, str) or not file:
        raise UsageError(f"{path}: file in [tool.projreg] is no path", 'write it like file = "data/registry.toml"')
    return settings


def rule_choice(
    path: str | None = None, select: Sequence[str] = (), ignore: Sequence[str] = (), *, staged: bool = False
) -> "Choice":
    """Which rules count for a file: as `[tool.projreg.rules]` above it says, or git has it `staged`, and the options.

    Without a file those above the current folder. Raises UsageError.
    """
    from projreg.checking.choice import ALL, chosen

    table, file = _weights(path, staged)
    if not (table or select or ignore) and isinstance(table, dict):
        return ALL
    return chosen(table, select, ignore, file=file, staged=staged)


def counts(rule: str, project: "Project", *, path: str) -> bool:
    """Whether a rule counts for a project of the file: not weighed away, and not waived with a reason.

    Rules are loaded only where somebody weighs or waives one. Raises UsageError.
    """
    if _weights(path, False)[0]:
        from projreg.rules import RULES

        choice = rule_choice(path)
        if not any(each.code == rule and choice.severity(each) for each in RULES):
            return False
    if rule not in project.waive:
        return True
    from projreg.rules.waivers import is_reason

    return not is_reason(project.waive[rule])


def _weights(path: str | None, staged: bool) -> tuple[Any, str]:
    """The table that weighs the rules for a file, and where it stands."""
    for folder in upwards(os.path.dirname(path) if path else ""):
        found = settings_in(folder, staged)
        if found is not None:
            return found.get("rules", {}), os.path.join(folder, NAME)
    return {}, NAME
