"""How projreg writes TOML: a value, and a new project as a `[[project]]` block."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from projreg.editing.written import Values
from projreg.model.fields import Record, Records
from projreg.model.records import Project
from projreg.values.money import plain_amount, toml_amount
from projreg.visible import escape_unseen


def project_block(values: Values) -> str:
    """The `[[project]]` block for the values, in the format's order of keys, lines ending with LF."""
    lines = ["[[project]]", *_lines(values, Project)]
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records) and name != "logos":
            for table in values.get(name, ()):
                lines += ["", f"[[project.{name}]]", *_lines(table, key.kind.record)]
    return "\n".join(lines) + "\n"


def _lines(values: Values, record: type[Record]) -> list[str]:
    return [
        f"{name} = {literal(values[name])}"
        for name, key in record.keys.items()
        if name in values and (name == "logos" or not isinstance(key.kind, Records))
    ]


def literal(value: Any) -> str:
    """A value as TOML, rendered with tomli-w; whole amounts get their thousands marked, unseen characters escapes."""
    if type(value) is int or type(value) is Decimal:
        return plain_amount(value) if -10_000 < value < 10_000 else toml_amount(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(literal(each) for each in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{name} = {literal(each)}' for name, each in value.items())} }}"
    return escape_unseen(tomli_w.dumps({"k": value}).removeprefix("k = ").removesuffix("\n"))


def ids_in(data: Values) -> set[str]:
    """The ids that are taken in a parsed registry."""
    tables = data.get("project")
    ids = [each.get("id") for each in tables if isinstance(each, dict)] if isinstance(tables, list) else []
    return {each for each in ids if isinstance(each, str)}
