"""Whole processes, measured one after the other: CPU seconds, wall seconds, peak memory."""

import os
import pty
import statistics
import termios
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

COLUMNS, ROWS = 120, 40


class Command(NamedTuple):
    """A process to measure. On a `terminal` its standard output is one of 120 columns, else it goes nowhere."""

    arguments: Sequence[str]
    folder: str = "."
    environment: Mapping[str, str] = {}
    terminal: bool = False
    status: int = 0
    """The exit status that it must have: a command that fails is not measured."""


class Cost(NamedTuple):
    """What a process took: CPU seconds (user and system), wall seconds, peak memory in MiB."""

    cpu: float
    wall: float
    memory: float


def measured(command: Command) -> Cost:
    """Run the process once. Raises RuntimeError when its exit status is not the one expected."""
    environment = {**_CLEAN, **command.environment}
    reader, writer = pty.openpty() if command.terminal else (-1, os.open(os.devnull, os.O_RDWR))
    if command.terminal:
        termios.tcsetwinsize(writer, (ROWS, COLUMNS))
    null = os.open(os.devnull, os.O_RDWR)
    streams = [(os.POSIX_SPAWN_DUP2, each, number) for number, each in enumerate((null, writer, null))]
    here = os.getcwd()
    os.chdir(command.folder)
    begin = time.perf_counter()
    try:
        process = os.posix_spawn(command.arguments[0], list(command.arguments), environment, file_actions=streams)
    finally:
        os.chdir(here)
        os.close(writer)
        os.close(null)
    if command.terminal:
        _read_to_the_end(reader)
    _, status, used = os.wait4(process, 0)
    wall = time.perf_counter() - begin
    if os.waitstatus_to_exitcode(status) != command.status:
        raise RuntimeError(f"exit status {os.waitstatus_to_exitcode(status)}: {' '.join(command.arguments)}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def _read_to_the_end(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:  # the other side has been closed
        pass
    os.close(terminal)


_CLEAN = {name: value for name in ("PATH", "HOME") if (value := os.environ.get(name))} | {
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
}


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, list[Cost]]:
    """Every command once, then every command again, so that a noisy minute meets them all alike."""
    for command in commands.values():
        measured(command)  # caches are filled, byte code is written
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            costs[name].append(measured(command))
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(each) for each in zip(*costs, strict=True)))


def ratio(costs: Sequence[Cost], yardstick: Sequence[Cost]) -> float:
    """The median of the CPU ratios, round by round."""
    return statistics.median(one.cpu / other.cpu for one, other in zip(costs, yardstick, strict=True))
