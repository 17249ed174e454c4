"""The layers: imports go down only, and the core neither prints nor asks the clock or the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from projreg.cli.main import COMMANDS

SOURCE = Path(__file__).parents[1] / "src" / "projreg"
MODULES = {
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(SOURCE.rglob("*.py"))
}

HOUSE = {
    "visible": "",
    "diagnostic": "",
    "errors": "",
    "language": "",
    "values": "errors language visible",
    "tables": "language values",
    "model": "diagnostic language values",
    "reading": "diagnostic errors model values visible",
    "derived": "diagnostic errors language model tables values",
    "rules": "derived diagnostic errors model reading values visible",
    "checking": "diagnostic errors model reading rules values",
    "editing": "checking diagnostic errors language model reading rules values visible",
    "storing": "errors reading visible",
    "versions": "diagnostic errors model values visible",
    "encode": "errors language tables values visible",
    "publishing": "derived encode errors language model tables values visible",
    "webpage": "derived encode language model publishing tables values",
    "template": "derived encode errors language model publishing values visible",
    "intake": "derived diagnostic editing errors language model reading values visible",
    "findings": "checking diagnostic encode reading rules values visible",
    "report": "derived diagnostic encode language model publishing tables values versions webpage",
    "export": "derived encode errors language model publishing tables template values visible webpage",
}
"""The rooms from the cellar up, and from which of those below each may import. Above them all is `cli`."""

NEVER = {
    "": ("projreg.cli", "projreg.__main__", "typer", "click", "rich"),
    "rules": ("projreg.reading.locate",),  # a rule says where by keys
}
"""What may never be imported below the command line, by the room that imports ("" is all)."""

APART = ("encode", "export", "findings", "cli.commands")
"""Rooms in which nothing imports a neighbour: a new one is one new file."""

LATE = tuple(f"projreg.reading.{each}" for each in ("locate", "repair", "meant", "breaks", "headers", "statements"))
"""What is loaded only when there is something to place or to mend."""

SHARED = {"findings": ("words", "lasting"), "encode": ("width",)}
"""What several of a room have in common."""

IMPURE = re.compile(r"os\.environ|os\.getenv|\bprint\(|\.today\(|\.now\(|time\.time\(|sys\.std(?:out|err)|sys\.exit")


def imported(file: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file.name}: imports are written in full"
            module = node.module or ""
            for each in node.names:
                inner = f"{module}.{each.name}".removeprefix("projreg.")
                yield f"projreg.{inner}" if module.startswith("projreg") and inner in MODULES else module


CORE = [name for name in MODULES if name.split(".")[0] not in ("cli", "__main__")]


def test_the_table_names_every_room_and_leads_down() -> None:
    assert {name.split(".")[0] for name in CORE} - {"projreg", "__init__", ""} == set(HOUSE)
    below: set[str] = set()
    for room, allowed in HOUSE.items():
        assert set(allowed.split()) <= below, room
        below.add(room)


@pytest.mark.parametrize("name", CORE)
def test_imports_go_down(name: str) -> None:
    room = name.split(".")[0]
    wanted = set(imported(MODULES[name]))
    refused = (*NEVER[""], *NEVER.get(room, ()))
    assert [each for each in sorted(wanted) if each.startswith(refused)] == []
    rooms = {each.split(".")[1] for each in wanted if each.startswith("projreg.")}
    assert rooms - set(HOUSE.get(room, "").split()) - {room} == set()


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert {name.removeprefix("cli.commands.") for name in MODULES if name.startswith("cli.commands.")} == set(COMMANDS)


@pytest.mark.parametrize("room", APART)
def test_neighbours_do_not_import_each_other(room: str) -> None:
    own = SHARED.get(room, ())
    names = [name for name in MODULES if name.startswith(f"{room}.") and name.split(".")[-1] not in own]
    modules = {f"projreg.{name}" for name in names}
    for name in names:
        assert modules.isdisjoint(imported(MODULES[name])), name


@pytest.mark.parametrize("name", CORE)
def test_the_core_is_pure(name: str) -> None:
    code = ast.unparse(ast.parse(MODULES[name].read_text("utf-8")))
    assert IMPURE.findall(code) == []


def test_no_heavy_or_late_module_is_imported_at_the_top_of_the_core() -> None:
    heavy = {"tomli_w", "unicodedata", "difflib", "importlib.metadata", "zoneinfo", *LATE}
    late = {  # to mend, to write, for people
        *(each.removeprefix("projreg.") for each in LATE), "rules.syntax", "rules.broken_values", "rules.wrong_values",
        "editing.blocks", "editing.toml_edit", "editing.compose", "editing.starter", "findings.full", "encode.width",
    }  # fmt: skip
    for name in CORE:
        if name in late:
            continue
        body = ast.parse(MODULES[name].read_text("utf-8")).body
        for node in body:
            if isinstance(node, ast.Import):
                assert heavy.isdisjoint(each.name for each in node.names), name
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in heavy, name
