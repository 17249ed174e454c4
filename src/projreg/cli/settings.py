"""The repository's settings: `[tool.projreg]` of the nearest pyproject.toml that has it, up to its root."""

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from projreg.errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    from projreg.choice import Choice

NAME = "pyproject.toml"


def upwards() -> Iterator[str]:
    """The current folder and those above it, up to the repository's root (the one that holds `.git`)."""
    try:
        folder = here = os.getcwd()
    except OSError:
        return
    while True:
        yield "" if folder == here else os.path.relpath(folder, here)
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def settings_in(folder: str) -> dict[str, Any] | None:
    """The settings that stand in a folder; None when it has none. Raises UsageError when they cannot be read."""
    from projreg.source import parse, read_bytes

    path = os.path.join(folder, NAME)
    if not os.path.isfile(path):
        return None
    try:
        raw = read_bytes(path)
    except UnreadableFile:
        return None
    if b"tool.projreg" not in raw:  # most have nothing to say, and need not be parsed
        return None
    source = parse(raw, path)
    if source.breaks or source.encoding:
        raise UsageError(f"{path} is no TOML, and its settings for projreg cannot be read", "mend it first")
    tools = source.data.get("tool")
    found = tools.get("projreg") if isinstance(tools, dict) else None
    return found if isinstance(found, dict) else None


def rules_left_out() -> frozenset[str]:
    """The codes of the rules that count for nothing here. Raises UsageError."""
    if not _rules():
        return frozenset()
    from projreg.rules import RULES  # where rules are weighed, which is seldom

    choice = rule_choice()
    return frozenset(each.code for each in RULES if not choice.severity(each))


def _rules() -> Any:
    """The table that weighs the rules."""
    return next((each for folder in upwards() if (each := settings_in(folder)) is not None), {}).get("rules", {})


def rule_choice(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Choice":
    """Which rules count here: as `[tool.projreg.rules]` says, and the options. Raises UsageError."""
    from projreg.choice import ALL, chosen

    table = _rules()
    if not (table or select or ignore) and isinstance(table, dict):
        return ALL
    return chosen(table, select, ignore)
