"""A new project: a `[[project]]` block at the end of the registry's text.

Every other byte stays as it was, and that is proved before anything is returned.
"""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from projreg.check import check_one
from projreg.choice import ALL, Choice
from projreg.diagnostic import Finding
from projreg.errors import NotWritten, Refused
from projreg.fields import Record, Records
from projreg.model import Project
from projreg.money import plain_amount, toml_amount
from projreg.source import Source, parse
from projreg.usable import usable
from projreg.visible import escape_unseen, visible
from projreg.written import Values


def block(values: Values) -> str:
    """The `[[project]]` block for the values, in the format's order of keys, lines ending with LF."""
    lines = ["[[project]]", *_lines(values, Project)]
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records) and name != "logos":
            for table in values.get(name, ()):
                lines += ["", f"[[project.{name}]]", *_lines(table, key.kind.record)]
    return "\n".join(lines) + "\n"


def _lines(values: Values, record: type[Record]) -> list[str]:
    return [
        f"{name} = {_literal(values[name])}"
        for name, key in record.keys.items()
        if name in values and (name == "logos" or not isinstance(key.kind, Records))
    ]


def _literal(value: Any) -> str:
    """A value as TOML, rendered with tomli-w; whole amounts get their thousands marked, unseen characters escapes."""
    if type(value) is int or type(value) is Decimal:
        return plain_amount(value) if -10_000 < value < 10_000 else toml_amount(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(_literal(each) for each in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {_literal(each)}' for name, each in value.items())} }}"
    return escape_unseen(tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n"))


def ids_in(data: Values) -> set[object]:
    """The ids that are taken in a parsed registry."""
    tables = data.get("project")
    return {each.get("id") for each in tables if isinstance(each, dict)} if isinstance(tables, list) else set()


def appended(source: Source, values: Values, choice: Choice = ALL) -> bytes:
    """The registry's bytes with the project at the end.

    Raises Refused when the project would bring in what `validate` calls an error, as `choice` weighs the rules;
    UnreadableFile when the file is no good registry; NotWritten when the block cannot stand at its end.
    """
    usable(source)
    newline = "\r\n" if b"\r\n" in source.raw else "\n"
    before = source.raw if source.raw.endswith(b"\n") or not source.raw else source.raw + newline.encode()
    added = ("\n" + block(values)).replace("\n", newline).encode()
    result = parse(before + added, source.name)
    _prove(source, result, values)
    _refuse_new_errors(source, result, choice)
    return result.raw


def _prove(source: Source, result: Source, values: Values) -> None:
    """The new text must hold the old data and the new project, equal in value and type, and nothing else."""
    tables = source.data.get("project", [])
    wanted = {**source.data, "project": [*tables, _plain(values)]} if isinstance(tables, list) else None
    if result.breaks or wanted is None or not _same(result.data, wanted):
        raise NotWritten(
            f"a [[project]] block cannot be put at the end of {visible(source.name)}; it is unchanged",
            "its projects must be written as [[project]] tables, not as an array in brackets",
        )


def _plain(value: Any) -> Any:
    """The value as TOML reads it back."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other) or one != one  # nan reads back as nan


def _refuse_new_errors(source: Source, result: Source, choice: Choice) -> None:
    after = _errors(result, choice)
    new = Counter(map(_kept, after)) - Counter(map(_kept, _errors(source, choice)))
    found = [each for each in after if _kept(each) in new]
    if found:
        first = found[0]
        also = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise Refused(f"{first.code} {first.message}{also}; {visible(source.name)} is unchanged", first.help or "")


def _errors(source: Source, choice: Choice) -> list[Finding]:
    return [each for each in check_one(source, choice)[1] if each.severity == "error"]


def _kept(finding: Finding) -> tuple[object, ...]:
    return (finding.code, finding.path, finding.message)
