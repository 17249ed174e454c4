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
from collections.abc import Iterator
from pathlib import Path

from cases import HERE, OURS, PEERS, ROOT, WORK, Case, check, scale, start_up
from processes import interleaved
from tables import Group, growth

PEER_PACKAGES = ("check-jsonschema", "tombi", "taplo", "frictionless")


def prepare(peers: bool) -> None:
    """The environments: projreg as a user installs it, and the peers in one of their own."""
    WORK.mkdir(exist_ok=True)
    _environment(OURS, str(ROOT))
    if peers and not PEERS.exists():
        try:
            _environment(PEERS, *PEER_PACKAGES)
        except subprocess.CalledProcessError:
            shutil.rmtree(PEERS, ignore_errors=True)
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
        growing = list(growth(small, large, given.largest / 10_000))
    print(f"{machine()}; medians\n")
    print("\n".join([*(line for group in groups for line in group.lines()), *growing]))
    missed = [each for group in groups for each in group.missed()]
    print("\n".join(["Above the budget:", *missed]) if missed else "Every budget is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
