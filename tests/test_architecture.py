"""The layers: imports go down only, and the core neither prints nor asks the clock or the environment."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from projreg.findings import FORMATS

SOURCE = Path(__file__).parents[1] / "src" / "projreg"
MODULES = {
    ".".join(file.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted(SOURCE.rglob("*.py"))
}

ALLOWED = {
    "errors": "",
    "diagnostic": "",
    "currencies": "",
    "workdays": "",
    "visible": "",
    "nearest": "",
    "slug": "",
    "cell_lists": "",
    "formulas": "",
    "language": "",
    "dates": "errors language",
    "money": "errors language",
    "table": "language money",
    "fields": "diagnostic language money",
    "model": "diagnostic fields language money",
    "forms": "slug",
    "jsonschema": "fields forms language model",
    "also_called": "fields model nearest",
    "decode": "also_called diagnostic fields model",
    "locate": "diagnostic",
    "charset": "",
    "draft": "diagnostic",
    "source": "charset diagnostic errors headers repair visible",
    "headers": "diagnostic fields model nearest",
    "repair": "decode diagnostic headers source",
    "signals": "",
    "exchange": "",
    "sidefile": "",
    "held": "errors sidefile source",
    "store": "errors exchange held sidefile signals visible",
    "state": "language model",
    "select": "language model money state",
    "projectjson": "fields model state table",
    "publishedjson": "edition fields model money projectjson state swedish_numbers table",
    "exportschema": "encode fields jsonschema language model publishedjson state",
    "titles": "language model table",
    "review": "dates language model state workdays",
    "suggestions": "dates language model spelling state workdays",
    "overview": "language model money state",
    "upkeep": "dates diagnostic model state",
    "timeline": "dates model state",
    "gantt": "encode language state timeline titles",
    "awards": "kept_apart model slug",
    "kept_apart": "",
    "first_difference": "visible",
    "funding": "language model money",
    "eu_statement": "language model",
    "swedish_numbers": "",
    "spelling": "charset visible",
    "toml_text": "visible",
    "rules": (
        "also_called charset currencies dates decode diagnostic errors fields headers language model money nearest "
        "repair slug source spelling state swedish_numbers toml_text upkeep visible workdays"
    ),
    "choice": "diagnostic errors nearest rules",
    "cascades": "also_called decode diagnostic fields model nearest rules source",
    "check": "cascades charset choice decode diagnostic fields locate model repair rules source swedish_numbers",
    "reminders": "cascades dates decode diagnostic model rules state",
    "proof": "decode diagnostic draft repair source",
    "blocks": "diagnostic draft locate",
    "brackets": "diagnostic",
    "toml_edit": "blocks brackets diagnostic draft locate toml_text",
    "written": "dates decode errors fields model money",
    "compose": "fields model money visible written",
    "assignments": "also_called decode diagnostic errors fields model nearest rules toml_edit written",
    "edit": (
        "blocks check choice compose diagnostic draft errors model proof reminders rules source swedish_numbers "
        "toml_edit usable visible written"
    ),
    "intake": (
        "also_called assignments cell_lists charset compose dates decode diagnostic errors fields formulas "
        "language model money nearest slug state visible written"
    ),
    "fixing": "charset check choice diagnostic draft proof repair rules source",
    "starter": "compose fields forms language model source toml_text",
    "precommit": "",
    "template": "edition encode errors eu_statement fields language model money nearest state swedish_numbers visible "
    "web_address",
    "pairing": "",
    "version": "decode fields model money",
    "changes": "dates diagnostic fields model money pairing version",
    "flat": "cell_lists edition fields language model state swedish_numbers table",
    "sheet_rows": "edition fields flat funding language model state table",
    "web_address": "",
    "anchors": "model",
    "shares": "model money",
    "project_page": "language model money state table web_address",
    "edition": "language model",
    "linked_data": "edition model money project_page swedish_numbers web_address",
    "sheets": "language money table",
    "encode": "errors formulas sheets table language visible money web_address",
    "width": "",
    "findings": "check diagnostic encode rules source swedish_numbers visible width",
}
"""What a module, or every module of a package, may import from the project. Modules not named are judged below."""

NEVER = {
    "": ("projreg.cli", "projreg.__main__", "typer", "click", "rich"),
    "rules": ("projreg.check", "projreg.export", "projreg.encode", "projreg.store", "projreg.locate"),
    "encode": ("projreg.model", "projreg.rules", "projreg.check", "projreg.export"),
    "findings": ("projreg.store", "projreg.compose", "projreg.export", "projreg.report"),
    "export": ("projreg.check", "projreg.rules", "projreg.store", "projreg.compose"),
    "report": ("projreg.check", "projreg.rules", "projreg.store", "projreg.compose"),
    "intake": ("projreg.check", "projreg.edit", "projreg.export", "projreg.store"),
    "store": ("projreg.rules", "projreg.export", "projreg.encode"),
    "webpage": ("projreg.report", "projreg.export", "projreg.check", "projreg.rules", "projreg.store"),
}
"""What may never be imported below the command line, by the first part of the importing module ("" is all)."""

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


def test_the_table_names_modules_that_exist() -> None:
    tops = {name.split(".")[0] for name in MODULES}
    assert (set(ALLOWED) | set(NEVER) - {""}) - tops == set()


@pytest.mark.parametrize("name", CORE)
def test_imports_go_down(name: str) -> None:
    package = name.split(".")[0]
    wanted = set(imported(MODULES[name]))
    refused = [*NEVER[""], *NEVER.get(package, ())]
    assert [each for each in sorted(wanted) if each.startswith(tuple(refused))] == []
    if package in ALLOWED:
        ours = {each.split(".")[1] for each in wanted if each.startswith("projreg.")}
        assert ours - set(ALLOWED[package].split()) - {package} == set()


@pytest.mark.parametrize("package", ["encode", "export"])
def test_siblings_do_not_import_each_other(package: str) -> None:
    siblings = {f"projreg.{name}" for name in MODULES if name.startswith(f"{package}.")}
    for name in MODULES:
        if name.startswith(f"{package}."):
            assert siblings.isdisjoint(imported(MODULES[name])), name


def test_formats_of_findings_do_not_import_each_other() -> None:
    formats = {f"projreg.findings.{name}" for name in FORMATS}
    for name in FORMATS:
        assert formats.isdisjoint(imported(MODULES[f"findings.{name}"])), name


@pytest.mark.parametrize("name", CORE)
def test_the_core_is_pure(name: str) -> None:
    code = ast.unparse(ast.parse(MODULES[name].read_text("utf-8")))
    assert IMPURE.findall(code) == []


def test_no_heavy_or_late_module_is_imported_at_the_top_of_the_core() -> None:
    heavy = {"tomli_w", "unicodedata", "difflib", "importlib.metadata", "zoneinfo", "projreg.locate", "projreg.repair"}
    late = {
        "blocks",
        "toml_edit",
        "compose",
        "starter",
        "rules.syntax",
        "findings.full",
        "width",
    }  # to write, for people
    for name in CORE:
        if name in late:
            continue
        body = ast.parse(MODULES[name].read_text("utf-8")).body
        for node in body:
            if isinstance(node, ast.Import):
                assert heavy.isdisjoint(each.name for each in node.names), name
            elif isinstance(node, ast.ImportFrom):
                assert node.module not in heavy, name
