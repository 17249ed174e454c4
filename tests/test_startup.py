"""What a command may load, counted in modules: what the benchmarks measured stays so without measuring time."""

import compileall
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import registry
from console import REPOSITORY, environment

from projreg.cli.main import COMMANDS

TYPER = "from typer import Typer; app = Typer(rich_markup_mode=None); app.command()(lambda: None); app()"
PROJREG = "from projreg.__main__ import main; main()"
VALIDATE = "from projreg.__main__ import validate; validate()"

TOML = {"tomli", "decimal", "numbers", "__future__"}
CLOCK = {"zoneinfo", "sysconfig", "struct"}
ARGUMENTS = {"getopt", "gettext"}
LANGUAGE = {"collections", "contextlib", "copyreg", "datetime", "enum", "functools", "importlib", "itertools"} | {
    "keyword", "math", "operator", "re", "reprlib", "types", "typing", "warnings",
}  # fmt: skip
"""What any Python program with typing and patterns loads."""


@pytest.fixture(autouse=True, scope="module")
def _byte_code() -> None:
    """Python's compiler loads modules of its own: it is to have done its work before."""
    assert compileall.compile_dir(REPOSITORY / "src", quiet=1)


def loaded(code: str, *arguments: str, cwd: Path, env: dict[str, str] | None = None) -> frozenset[str]:
    """The names of all modules that the program imports, whether it succeeds or not."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, *arguments],
        cwd=cwd, env=environment(cwd, env), capture_output=True, timeout=20, check=False,
    )  # fmt: skip
    lines = done.stderr.decode().splitlines()
    return frozenset(line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:"))


@cache
def anyway(code: str) -> frozenset[str]:
    """What is loaded without us."""
    return loaded(code, cwd=Path(__file__).parent)


FACES = {
    ".".join(("projreg", *face.parent.relative_to(REPOSITORY / "src" / "projreg").parts))
    for face in (REPOSITORY / "src" / "projreg").rglob("__init__.py")
    if face.read_text("utf-8").count("\n") == 1
}
"""Packages whose face is a docstring and nothing else: loading one costs next to nothing."""


def parted(modules: frozenset[str], without_us: frozenset[str]) -> tuple[set[str], set[str]]:
    """Our own modules, and the names of the packages of others beyond those `without_us`; their inner parts aside."""
    ours = {name for name in modules if name.split(".")[0] == "projreg"}
    others = {name.split(".")[0] for name in modules - ours - without_us} - {"typer"}
    assert "importlib.metadata" not in modules - without_us  # a quarter of the start-up, to learn a version
    hidden = {name for name in others if name != "__future__" and (name.startswith("_") or "mypyc" in name)}
    return ours - FACES, others - hidden


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the registry that ships and its warnings, and one without findings."""
    (tmp_path / "projects.toml").write_bytes((REPOSITORY / "data" / "projects.toml").read_bytes())
    (tmp_path / "clean.toml").write_text("".join(registry.text(2)), "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "most", "allowed"),
    [
        ("--version", 8, {"gc"}),
        ("--help", 8, {"gc"}),
        ("list --active", 30, {"gc"} | TOML | CLOCK),
        ("list --active --as-of 2024-05-01", 30, {"gc"} | TOML),
        ("report --expiring 90d", 32, {"gc", "unicodedata"} | TOML | CLOCK),
        ("validate clean.toml", 50, {"gc"} | TOML),
        ("validate", 54, {"gc"} | TOML),
        ("export markdown --as-of 2024-05-01", 37, {"gc"} | TOML),
        ("export csv --as-of 2024-05-01", 36, {"gc"} | TOML),
        ("export csv --excel --as-of 2024-05-01", 37, {"gc"} | TOML),
        ("export ics --as-of 2024-05-01", 39, {"gc"} | TOML),
        ("export mermaid --as-of 2024-05-01", 37, {"gc"} | TOML),
        ("export 360giving --as-of 2024-05-01", 39, {"gc", "json", "unicodedata"} | TOML),
        ("export atom --as-of 2024-05-01", 40, {"gc", "html", "unicodedata"} | TOML),
        ("export json --as-of 2024-05-01", 36, {"gc", "json"} | TOML),
        ("export jsonl --as-of 2024-05-01", 36, {"gc", "json"} | TOML),
        ("export html --as-of 2024-05-01", 52, {"gc", "html", "json"} | TOML),
        ("export jsonld --as-of 2024-05-01", 40, {"gc", "json"} | TOML),
        ("list --help", 30, {"gc"} | TOML),
        ("schema --help", 10, {"gc"}),
        ("init --help", 12, {"gc"}),
        ("schema", 18, {"gc", "decimal", "numbers", "json"}),
        ("import --help", 12, {"gc"}),
        ("add --help", 17, {"gc", "decimal", "numbers"}),
    ],
)
def test_a_command_loads_what_it_needs(office: Path, command: str, most: int, allowed: set[str]) -> None:
    ours, others = parted(loaded(PROJREG, *command.split(), cwd=office), anyway(TYPER))
    assert others <= allowed
    assert len(ours) <= most, sorted(ours)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_any_command_loads_little(office: Path, command: str) -> None:
    ours, others = parted(loaded(PROJREG, command, "--help", cwd=office), anyway(TYPER))
    assert others <= {"gc", "json", "unicodedata"} | TOML
    assert len(ours) <= 52, sorted(ours)


def test_completion_loads_what_it_needs(office: Path) -> None:
    asked = {"_PROJREG_COMPLETE": "complete_bash", "COMP_WORDS": "projreg show sh", "COMP_CWORD": "2"}
    ours, others = parted(
        loaded("import sys; sys.argv[0] = 'projreg'; " + PROJREG, cwd=office, env=asked), anyway(TYPER)
    )
    assert others <= {"gc", "shlex"} | TOML
    assert "projreg.model.decode" in ours  # it did look for ids
    assert len(ours) <= 28, sorted(ours)


@pytest.mark.parametrize(("file", "most"), [("clean.toml", 48), ("projects.toml", 51)])
def test_the_hook_does_without_typer(office: Path, file: str, most: int) -> None:
    ours, others = parted(loaded(VALIDATE, file, cwd=office), anyway("pass"))
    assert others <= {"gc"} | TOML | ARGUMENTS | LANGUAGE
    assert len(ours) <= most, sorted(ours)


@pytest.mark.parametrize(("file", "placed"), [("clean.toml", False), ("projects.toml", True)])
def test_the_text_is_searched_only_for_a_finding(office: Path, file: str, placed: bool) -> None:
    modules = loaded(VALIDATE, file, cwd=office)
    assert ("projreg.reading.locate" in modules, "projreg.reading.repair" in modules) == (placed, False)
