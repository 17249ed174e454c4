"""Measure projreg beside its yardsticks and peers, in one run, and print the table of ratios.

    python benchmarks/run.py                    everything: about a quarter of an hour
    python benchmarks/run.py --only start-up    what a command costs before it does anything: about a minute
    python benchmarks/run.py --only check       10 000 projects, against the peers
    python benchmarks/run.py --only scale       10 000 and 100 000 projects

It makes its environments and inputs in .bench/, installs projreg as a user would, and compiles all byte code first.
Exit status 1 when a budget is not met.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import registry
from processes import Command, Cost, interleaved, median, ratio

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WORK = ROOT / ".bench"
OURS, PEERS = WORK / "ours", WORK / "peers"
PEER_PACKAGES = ("check-jsonschema", "tombi", "taplo", "frictionless")
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
    _run(OURS / "bin" / "python", HERE / "peers.py", clean, folder)
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


def prepare(peers: bool) -> None:
    """The environments: projreg as a user installs it, and the peers in one of their own."""
    WORK.mkdir(exist_ok=True)
    _environment(OURS, str(ROOT))
    if peers and not PEERS.exists():
        try:
            _environment(PEERS, *PEER_PACKAGES)
        except subprocess.CalledProcessError:
            print("the peers cannot be installed here, so they are not measured", file=sys.stderr)
    for file in (HERE / "yardsticks").glob("*.py"):
        shutil.copy(file, WORK)
    _run(OURS / "bin" / "python", "-m", "compileall", "-q", WORK, "-x", "peers|bench/.*[.]toml")


def _environment(folder: Path, *packages: str) -> None:
    if not folder.exists():
        _run(sys.executable, "-m", "venv", folder)
    _run(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--upgrade", *packages)


def _run(*command: object) -> None:
    subprocess.run([str(each) for each in command], check=True)


_LEAST_MEMORY = 64
"""MiB. A small process is counted with the peak of the one that started it, so that its own cannot be told."""


def _at_most(budget: float | None) -> str:
    return f"≤ {budget}" if budget else ""


class Group(NamedTuple):
    """What was measured together; the first case is the yardstick."""

    title: str
    cases: list[Case]
    costs: Mapping[str, Sequence[Cost]]

    def lines(self) -> Iterator[str]:
        """The table in Markdown."""
        first = self.costs[self.cases[0].name]
        large = median(first).memory > _LEAST_MEMORY
        yield f"### {self.title}\n"
        yield (
            f"| {self.cases[0].name} = 1 | CPU | budget | CPU ms | wall ms |" + " peak MiB | memory | budget |" * large
        )
        yield "|---|---:|---:|---:|---:|" + "---:|---:|---:|" * large
        for case in self.cases:
            costs = self.costs[case.name]
            cpu, wall, memory = median(costs)
            line = f"| {case.name} | {ratio(costs, first):.2f} | {_at_most(case.budget)} "
            line += f"| {cpu * 1000:.0f} | {wall * 1000:.0f} |"
            if large:
                line += f" {memory:.0f} | {memory / median(first).memory:.2f} | {_at_most(case.memory)} |"
            yield line
        yield ""

    def missed(self) -> Iterator[str]:
        """What is above its budget."""
        first = self.costs[self.cases[0].name]
        for case in self.cases:
            found = ratio(self.costs[case.name], first)
            memory = median(self.costs[case.name]).memory / median(first).memory
            if case.budget and found > case.budget:
                yield f"{case.name}: CPU {found:.2f}, budget {case.budget}"
            if case.memory and memory > case.memory:
                yield f"{case.name}: memory {memory:.2f}, budget {case.memory}"
            if case.peer and found < ratio(self.costs["projreg-validate, no findings"], first):
                yield f"{case.name} costs less than projreg-validate"


def growth(small: Group, large: Group, times: int) -> Iterator[str]:
    """How CPU grows from the small to the large registries; linear is 1.00."""
    yield f"### From {len_of(small)} to {len_of(large)} projects\n"
    yield f"| | CPU × {times} | |"
    yield "|---|---:|---|"
    for case in small.cases:
        grown = median(large.costs[case.name]).cpu / median(small.costs[case.name]).cpu
        yield f"| {case.name} | {grown:.1f} | {grown / times:.2f} of linear |"
    yield ""


def len_of(group: Group) -> str:
    """The number of projects that the group's title begins with."""
    return group.title.split(" projects")[0]


def measure(title: str, cases: Iterator[Case], rounds: int) -> Group:
    """The group's cases, interleaved."""
    listed = list(cases)
    print(f"measuring: {title}, {len(listed)} commands, {rounds} rounds", file=sys.stderr)
    return Group(title, listed, interleaved({each.name: each.command for each in listed}, rounds))


def machine() -> str:
    """What it was measured on, in a line."""
    model = next((line.split(":")[1].strip() for line in _cpu_info() if line.startswith("model name")), "")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {platform.system()}, {cores} cores, {memory:.0f} GiB, {model}"


def _cpu_info() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return []


def main() -> int:
    """Measure, print, and return 1 when a budget is not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=("start-up", "check", "scale"))
    parser.add_argument("--rounds", type=int, default=21, help="rounds of the start-up group; the others take fewer")
    parser.add_argument("--without-peers", action="store_true")
    parser.add_argument("--largest", type=int, default=100_000, help="projects of the largest registry")
    given = parser.parse_args()
    peers = not given.without_peers and given.only in (None, "check")
    prepare(peers)
    groups = []
    if given.only in (None, "start-up"):
        groups.append(measure("2 projects: the registry that ships", start_up(), given.rounds))
    if given.only in (None, "check"):
        groups.append(measure("10 000 projects, checked", check(peers), max(3, given.rounds // 4)))
    growing: list[str] = []
    if given.only in (None, "scale"):
        small = measure("10 000 projects", scale(10_000), max(3, given.rounds // 4))
        large = measure(
            f"{given.largest:,} projects".replace(",", " "), scale(given.largest), max(1, given.rounds // 7)
        )
        groups += [small, large]
        growing = list(growth(small, large, given.largest // 10_000))
    print(f"{machine()}; medians\n")
    print("\n".join([*(line for group in groups for line in group.lines()), *growing]))
    missed = [each for group in groups for each in group.missed()]
    print("\n".join(["Above the budget:", *missed]) if missed else "Every budget is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
