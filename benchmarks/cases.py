"""What is measured: the commands of projreg with their budgets, their yardsticks, and the peers."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import registry
from processes import Command

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / ".bench"
OURS, PEERS = WORK / "ours", WORK / "peers"
SHIPPED = ROOT / "data" / "projects.toml"


class Case(NamedTuple):
    """A command with its budget: CPU as a multiple of the group's yardstick, and peak memory likewise."""

    name: str
    command: Command
    budget: float | None = None
    memory: float | None = None
    peer: bool = False
    """A peer; `projreg-validate` is to cost less."""


def ours(*arguments: str, terminal: bool = False, status: int = 0, environment: Mapping[str, str] = {}) -> Command:
    """A command of projreg, run where the shipped registry is found."""
    program = str(OURS / "bin" / arguments[0])
    return Command((program, *arguments[1:]), str(ROOT), environment, terminal, status)


def yardstick(module: str, call: str, *arguments: str) -> Command:
    """A small program of our own, started as an installed one is."""
    code = f"import sys; from {module} import {call}; sys.exit({call}())"
    return Command((str(OURS / "bin" / "python"), "-c", code, *arguments), environment={"PYTHONPATH": str(WORK)})


def start_up() -> Iterator[Case]:
    """Two projects: the registry that ships."""
    completing = {"_PROJREG_COMPLETE": "complete_bash", "COMP_WORDS": "projreg show sh", "COMP_CWORD": "2"}
    with_warnings = WORK / "warnings.toml"
    with_warnings.write_text(SHIPPED.read_text("utf-8").replace("start_date = 20", "start_date = 19"), "utf-8")
    yield Case("Typer hello world", yardstick("hello", "app", "hello"))
    yield Case("python -c pass", Command((str(OURS / "bin" / "python"), "-c", "pass")))
    yield Case("projreg --version", ours("projreg", "--version"), 1.05)
    yield Case("completion of an id", ours("projreg", environment=completing), 1.05)
    yield Case("list --active, in a pipe", ours("projreg", "list", "--active"), 1.15)
    yield Case("list --active, on a terminal", ours("projreg", "list", "--active", terminal=True), 1.6)
    yield Case("report --expiring 90d, in a pipe", ours("projreg", "report", "--expiring", "90d"), 1.15)
    yield Case(
        "report --expiring 90d, on a terminal", ours("projreg", "report", "--expiring", "90d", terminal=True), 1.6
    )
    yield Case("validate", ours("projreg", "validate"), 1.15)
    yield Case("validate, two warnings", ours("projreg", "validate", str(with_warnings)), 1.15)
    yield Case("projreg-validate", ours("projreg-validate", str(SHIPPED)), 0.6)
    yield Case("projreg-validate, two warnings", ours("projreg-validate", str(with_warnings)), 0.6)
    yield Case("--help", ours("projreg", "--help"), 1.1)
    for name in _commands():
        yield Case(f"{name} --help", ours("projreg", name, "--help"), 1.1)


def _commands() -> Sequence[str]:
    code = "from projreg.cli.main import COMMANDS; print(*COMMANDS)"
    return subprocess.check_output([OURS / "bin" / "python", "-c", code], text=True).split()


def check(peers: bool) -> Iterator[Case]:
    """10 000 projects: the check, beside reading the file with tomli, and beside the peers."""
    clean, dirty = _registry(10_000), _registry(10_000, dirt=0.01)
    yield Case("tomli, reading only", yardstick("read_toml", "main", str(clean)))
    yield Case("projreg-validate, no findings", ours("projreg-validate", str(clean)), 1.6)
    yield Case("projreg-validate, 1 % with findings", ours("projreg-validate", str(dirty), status=1), 2.5)
    if peers:
        yield from _peers(clean)


def _peers(clean: Path) -> Iterator[Case]:
    folder = WORK / "peers-input"
    folder.mkdir(exist_ok=True)
    shutil.copy(clean, folder / "registry.toml")
    subprocess.run([OURS / "bin" / "python", HERE / "peers.py", clean, folder], check=True)
    schema = (folder / "schema.json").as_uri()
    calls = {
        "check-jsonschema": (PEERS / "bin" / "check-jsonschema", "--schemafile", "schema.json", "registry.toml"),
        "tombi lint": (PEERS / "bin" / "tombi", "lint", "--offline", "registry.toml"),
        "taplo check": (PEERS / "bin" / "taplo", "check", "--schema", schema, "registry.toml"),
        "recfix --check": (shutil.which("recfix") or "recfix", "--check", "projects.rec"),
        "recsel, one kind": (shutil.which("recsel") or "recsel", "-t", "Project", "-p", "id", "projects.rec"),
        "frictionless, a flat table": (
            PEERS / "bin" / "frictionless", "validate", "projects.csv", "--schema", "table.json",
        ),
    }  # fmt: skip
    for name, call in calls.items():
        if Path(call[0]).exists():
            yield Case(name, Command([str(each) for each in call], str(folder)), peer=name in _BELOW)
        else:
            print(f"not installed here, so not measured: {name}", file=sys.stderr)


_BELOW = ("check-jsonschema", "tombi lint", "taplo check", "recfix --check")


def scale(projects: int) -> Iterator[Case]:
    """The reading commands on many projects, beside reading the file with tomli."""
    file = str(_registry(projects))
    yield Case("tomli, reading only", yardstick("read_toml", "main", file))
    yield Case("list", ours("projreg", "list", "-f", file), memory=1.5)
    yield Case("report --expiring 90d", ours("projreg", "report", "--expiring", "90d", "-f", file), memory=1.5)
    yield Case("list --format csv", ours("projreg", "list", "--format", "csv", "-f", file), memory=1.5)
    yield Case("export markdown", ours("projreg", "export", "markdown", "-f", file))


def _registry(projects: int, *, dirt: float = 0.0) -> Path:
    file = WORK / f"{projects}{'-dirty' if dirt else ''}.toml"
    with file.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(registry.text(projects, dirt=dirt))
    return file
