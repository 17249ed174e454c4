"""What a list says otherwise, as `projreg set` takes it on a command line: proposed only if it does what is meant."""

import re
from datetime import date
from typing import Any

from projreg.diagnostic import Path
from projreg.editing.assignments import read_assignments
from projreg.editing.toml_edit import Change
from projreg.editing.written import Values
from projreg.errors import UsageError
from projreg.model.fields import Key, Texts
from projreg.visible import visible

LONGEST_SHOWN = 60
_LONGEST_TYPED = 180
_ACTS = re.compile(r"[$`\"\\!%“”„\x00-\x1f]")
"""What a shell does not take as it stands, also in quotes."""
_BARE = re.compile(r"[\w.:/@+-]+=[\w.:/@+-]*")


def shown(value: Any) -> str:
    """A value in a message."""
    if isinstance(value, (list, tuple)):
        return ", ".join(map(shown, value)) or "empty"
    if isinstance(value, bool):
        return str(value).lower()
    text = visible(str(value))
    text = text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
    return f"“{text}”" if isinstance(value, str) and not re.fullmatch(r"[\w@.+-]+", text) else text


def assignment_of(key: Key[Any], value: Any) -> str:
    """The value of a key as `projreg set` takes it; empty where it has no such form."""
    if isinstance(key.kind, Texts):
        return f"{key.name}=" + "[" + ", ".join(f"'{each}'" for each in value) + "]"
    if isinstance(value, (bool, date)):
        return f"{key.name}={str(value).lower()}"
    return f"{key.name}={value}"


def line_of(name: str, table: Values) -> str:
    """A whole table as `projreg set` takes it."""
    rest = dict(table)
    if name == "funding":
        head = f"{rest.pop('level', '')}: {rest.pop('funder', '')}"
        head += f"={rest.pop('amount')}" if "amount" in rest else ""
    elif name == "contact":
        mail = f"<{rest.pop('email')}>" if "email" in rest else ""
        head = " ".join(each for each in (f"{rest.pop('role', '')}:", rest.pop("name", ""), mail) if each)
    elif name == "deadline":
        head = f"{rest.pop('type', '')}={rest.pop('due', '')}"
    else:
        head = str(rest.pop("src", ""))
    return "; ".join([f"{name}[]={head}", *(f"{key}={str(each).lower() if each is True or each is False else each}"
                                            for key, each in rest.items())])  # fmt: skip


def proved(assignment: str, table: Values, path: Path, value: Any, currency: str = "") -> str:
    """The assignment as it is typed in any shell; empty when it cannot be, or does not put `value` at `path`."""
    if not assignment or _ACTS.search(assignment) or not assignment.isprintable():
        return ""
    try:
        changes = read_assignments([assignment], table, currency)
    except UsageError:
        return ""
    if changes not in ([Change(path, value)], [Change(path[:1], [value])]) or len(assignment) > _LONGEST_TYPED:
        return ""
    return assignment if _BARE.fullmatch(assignment) else f'"{assignment}"'
