"""What the safety tests share: a registry, the commands that change it, and what must hold whatever happens to them."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from console import SECONDS, Result, environment
from effort import LONG

FIGURES: list[str] = []
RUNNING: list["subprocess.Popen[bytes]"] = []
"""What a test has started; see `end_all`."""

WRITER = Path(__file__).with_name("writer.py")
PROJREG = (sys.executable, "-m", "projreg")

BEFORE = """\
# Kommunens projekt
schema_version = 1

[registry]
title = "Projekt"
publisher = "Granby kommun"
contact = "registrator@granby.example"

[[project]]
id = "bron"
title = "Bron"   # över ån
role = "owner"
owner = "Granby kommun"
start_date = 2024-01-01
end_date = 2024-12-31
summary = "En bro."
contact = [{ role = "contact", email = "registrator@granby.example" }]

[[project]]
id = "badet"
title = "Badet"
role = "owner"
owner = "Granby kommun"
start_date = 2024-01-01
end_date = "2025-12-31"
summary = "Ett bad."
contact = [{ role = "contact", email = "registrator@granby.example" }]
"""
TYPED = (
    BEFORE[BEFORE.index("[[project]]") : BEFORE.index("\n[[project]]\nid = \"badet\"")]
    .replace("En bro.", "En bro över ån.")
)  # fmt: skip
EDITED = "# by an editor\n" + BEFORE
"""What an editor saves meanwhile."""
ADD = (
    "add", "--title=Leden", "--role=owner", "--owner=Granby kommun", "--start-date=2024-01-01",
    "--end-date=2025-06-30", "--summary=En led.", "--contact=contact: registrator@granby.example",
    "--file=projects.toml", "--id=leden",
)  # fmt: skip
FILE = "--file=projects.toml"
COMMANDS = {
    "add": ADD,
    "set": ("set", "bron", "title=Bron över ån", FILE),
    "remove": ("remove", "bron", FILE),
    "close": ("close", "bron", "--on=2025-01-31", FILE),
    "edit": ("edit", "bron", FILE),
    "validate --fix": ("validate", "--fix", FILE),
}
"""The commands that change a registry. The editor saves what is in typed.toml."""
SOME = COMMANDS if LONG else ("add", "edit")
"""Those to try one by one: they all write in one way, but `edit` has a file of its own."""


def tell(figure: str) -> None:
    """Keep a figure for the end of the run."""
    FIGURES.append(figure)


def needs(*programs: str) -> None:
    """Skip the test where a program is missing; with PROJREG_REQUIRE_TOOLS it fails."""
    missing = [each for each in programs if not shutil.which(each)]
    if missing:
        said = f"{', '.join(missing)} must be installed for this test"
        if os.environ.get("PROJREG_REQUIRE_TOOLS"):
            pytest.fail(said)
        pytest.skip(said)


class Office(NamedTuple):
    """A folder with a registry."""

    folder: Path

    @classmethod
    def in_folder(cls, folder: Path) -> "Office":
        """A new folder with the registry."""
        folder.mkdir()
        office = cls(folder)
        office.reset()
        (folder.parent / "typed.toml").write_text(TYPED, "utf-8")
        return office

    @property
    def registry(self) -> Path:
        """The registry."""
        return self.folder / "projects.toml"

    @property
    def env(self) -> dict[str, str]:
        """The environment of the commands."""
        return environment(self.folder, {"EDITOR": f"cp {self.folder.parent / 'typed.toml'}"})

    def reset(self, content: str = BEFORE) -> None:
        """The registry as at first, alone in its folder."""
        for each in self.folder.iterdir():
            each.unlink()
        self.registry.write_bytes(content.encode())

    def litter(self) -> list[str]:
        """What lies beside the registry."""
        return sorted(each.name for each in self.folder.iterdir() if each != self.registry)

    def start(
        self, *arguments: str, program: Sequence[str] = PROJREG, through: Sequence[str] = ()
    ) -> "subprocess.Popen[bytes]":
        """Start a command. What another one holds up or limits is not measured, for coverage writes files too."""
        env = {name: value for name, value in self.env.items() if not (through and name.startswith("COVERAGE_"))}
        process = subprocess.Popen(
            [*through, *program, *arguments], cwd=self.folder, env=env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        RUNNING.append(process)
        return process

    def run(self, *arguments: str, program: Sequence[str] = PROJREG, through: Sequence[str] = ()) -> Result:
        """Run a command to its end."""
        return ended(self.start(*arguments, program=program, through=through))

    def after(self, command: str) -> bytes:
        """What the registry holds when the command was done undisturbed; the registry is as at first again."""
        self.reset()
        result = self.run(*COMMANDS[command])
        assert result.status in (0, 1), result.err  # 1: validate found something else
        after = self.registry.read_bytes()
        assert (after != BEFORE.encode(), self.litter()) == (True, [])
        self.reset()
        return after


def end_all() -> None:
    """End what a test has started and did not wait for, because it failed before."""
    for process in RUNNING:
        with process:  # which waits, and closes the pipes
            process.kill()
    RUNNING.clear()


def ended(process: "subprocess.Popen[bytes]") -> Result:
    """What a command said, and its exit status."""
    out, err = process.communicate(timeout=SECONDS)
    return Result(out.decode(), err.decode(), process.returncode)


def is_honest(office: Office, result: Result, after: bytes) -> None:
    """Old or new, no traceback; 0 is only said when it was saved, and "unchanged" exactly when that is so."""
    held = office.registry.read_bytes()
    assert held in (BEFORE.encode(), after)
    assert [each for each in ("Traceback", "a bug in projreg") if each in result.err] == [], result.err
    errors = [line for line in result.err.splitlines() if line.startswith("error:")]
    if result.status == 0:
        assert (held == after, errors) == (True, [])
    elif errors:
        assert ("unchanged" in result.err, "holds the change" in result.err) == (held != after, held == after)


class Nursery:
    """A program that has loaded everything, and starts commands in the blink of an eye, each as its own process."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._said = office.folder.parent / "said"
        self._process = subprocess.Popen(
            [sys.executable, WRITER, "nursery", self._said], cwd=office.folder, env=office.env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        started = time.perf_counter()
        for _ in range(3):
            office.reset()
            started = time.perf_counter()
            self.start(*ADD)
            assert self.wait().status == 0
        self.seconds = time.perf_counter() - started
        office.reset()

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process.stdin
        assert self._process.stdout
        return self._process.stdin, self._process.stdout

    def start(self, *arguments: str) -> int:
        """Start a command; the process's number."""
        into, out = self._pipes
        into.write(json.dumps(arguments).encode() + b"\n")
        into.flush()
        return int(out.readline())

    def wait(self) -> Result:
        """What the command said, and how it ended (below 0: by that signal)."""
        status = int(self._pipes[1].readline())
        return Result("", self._said.read_text("utf-8"), status)

    def run(self, *arguments: str) -> Result:
        """Run a command to its end."""
        self.start(*arguments)
        return self.wait()

    def close(self) -> None:
        """End the program."""
        for pipe in self._pipes:
            pipe.close()
        self._process.wait(SECONDS)


@contextmanager
def nursery(office: Office) -> Iterator[Nursery]:
    """A nursery that is closed again."""
    one = Nursery(office)
    try:
        yield one
    finally:
        one.close()


def pass_by(seconds: float) -> None:
    """Let a random part of so much time go by, busily: what sleeps wakes up late."""
    end = time.perf_counter() + random.uniform(0, seconds)
    while time.perf_counter() < end:
        pass


def folder_changes(office: Office, most: int) -> None:
    """Wait until the folder has changed so often, or for a while: the moments at which something is at stake."""
    seen = os.stat(office.folder).st_mtime_ns
    for _ in range(200_000):
        now = os.stat(office.folder).st_mtime_ns
        most -= now != seen
        seen = now
        if most <= 0:
            return


def save(registry: Path, text: str, how: str) -> None:
    """Save as editors do."""
    if how == "in place":
        registry.write_bytes(text.encode())
    else:
        new = registry.with_name("new~")
        new.write_bytes(text.encode())
        os.replace(new, registry)
