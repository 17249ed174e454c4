"""Running projreg as people do: as a process with pipes, on a terminal, and from the transcripts in documents."""

import contextlib
import fcntl
import io
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyte
import pytest

from projreg.cli.hook import run as validate
from projreg.cli.main import main

REPOSITORY = Path(__file__).resolve().parent.parent
PROGRAMS = {
    "projreg": [sys.executable, "-m", "projreg"],
    "projreg-validate": [sys.executable, "-c", "from projreg.__main__ import validate; validate()"],
}
MAINS: Mapping[str, Callable[[Sequence[str]], int]] = {"projreg": main, "projreg-validate": validate}
"""The same without a process."""
SECONDS = 20.0
"""No command may take longer; what hangs fails."""

INTERRUPT, END = "\x03", "\x04"
"""Ctrl-C and Ctrl-D. One that comes just before the program reads is lost: people press again, and so do the tests."""

Environment = Mapping[str, str | None]
"""Variables beside the clean environment; None takes one away."""


class Result(NamedTuple):
    """What a command wrote to standard output and standard error, and its exit status."""

    out: str
    err: str
    status: int


class Shown(NamedTuple):
    """What a command sent to a terminal so many columns and rows large, and its exit status."""

    raw: bytes
    status: int
    columns: int
    rows: int

    @property
    def text(self) -> str:
        """What stands on the screen at the end."""
        screen = pyte.Screen(self.columns, self.rows)
        pyte.ByteStream(screen).feed(self.raw)
        return "\n".join(line.rstrip() for line in screen.display).rstrip("\n")


def environment(home: Path, changes: Environment | None = None) -> dict[str, str]:
    """A clean environment: a PATH, a HOME, and nothing of whoever runs the tests (but coverage may go on measuring)."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}
    clean: dict[str, str | None] = {**kept, "PATH": os.defpath, "HOME": str(home), **(changes or {})}
    return {name: value for name, value in clean.items() if value is not None}


def run(
    *arguments: str,
    cwd: Path,
    stdin: str = "",
    env: Environment | None = None,
    program: str = "projreg",
    through: Sequence[str] = (),
) -> Result:
    """Run a command with pipes for its three streams; `through` is a command that runs it, such as `setpriv`."""
    done = subprocess.run(
        [*through, *PROGRAMS[program], *arguments],
        cwd=cwd, input=stdin.encode(), env=environment(cwd, env), capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    return Result(done.stdout.decode(), done.stderr.decode(), done.returncode)


def called(
    *arguments: str, cwd: Path, stdin: str = "", env: Environment | None = None, program: str = "projreg"
) -> Result:
    """The same without a process of its own, many times as fast, for tests that ask nothing of the process."""
    out, err = _stream(), _stream()
    status = _called(program, arguments, cwd, env, _stream(stdin), out, err)
    return Result(_written_to(out), _written_to(err), status)


def called_mixed(*arguments: str, cwd: Path, program: str = "projreg") -> tuple[str, int]:
    """Without a process: both streams in the order written, and the exit status."""
    both = _stream()
    status = _called(program, arguments, cwd, None, _stream(), both, both)
    return _written_to(both), status


def _stream(text: str = "") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="\n")


def _written_to(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()


def _called(
    program: str,
    arguments: Sequence[str],
    cwd: Path,
    env: Environment | None,
    stdin: io.TextIOWrapper,
    out: io.TextIOWrapper,
    err: io.TextIOWrapper,
) -> int:
    """The exit status of a command that is run here, in the clean environment and with streams of its own."""
    outside, before = dict(os.environ), sys.stdin
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            sys.stdin = stdin
            _set_environment(environment(cwd, env))
            return MAINS[program](arguments)
        finally:
            sys.stdin = before
            _set_environment(outside)


def _set_environment(variables: Mapping[str, str]) -> None:
    zone = os.environ.get("TZ")
    os.environ.clear()
    os.environ.update(variables)
    if os.environ.get("TZ") != zone:
        time.tzset()


def on_terminal(
    arguments: Sequence[str],
    cwd: Path,
    columns: int,
    rows: int = 60,
    keys: Sequence[tuple[str, str]] = (),
    env: Environment | None = None,
    through: Sequence[str] = (),
) -> Shown:
    """Run a command on a terminal. `keys` are what to wait for and what to type then, one after the other.

    `through` is a command that runs it, such as `setpriv`.
    """
    return typed_into([*through, *PROGRAMS["projreg"], *arguments], cwd, columns, rows, keys, env)


def typed_into(
    command: Sequence[str],
    cwd: Path,
    columns: int,
    rows: int = 60,
    keys: Sequence[tuple[str, str]] = (),
    env: Environment | None = None,
) -> Shown:
    """The same for any command, such as a shell."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (rows, columns))
    terminal = {"TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
    process = subprocess.Popen(
        command, cwd=cwd, env=environment(cwd, terminal), stdin=theirs, stdout=theirs, stderr=theirs,
        start_new_session=True, preexec_fn=_take_terminal,
    )  # fmt: skip
    os.close(theirs)
    try:
        raw = b"".join(_conversation(ours, keys))
        status = process.wait(SECONDS)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return Shown(raw, status, columns, rows)


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that Ctrl-C reaches the program


def _conversation(terminal: int, keys: Sequence[tuple[str, str]]) -> Iterator[bytes]:
    """What comes from the terminal until the program ends, while the answers are typed."""
    waiting, unread, typed, end = list(keys), b"", "", time.monotonic() + SECONDS
    while (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], min(left, 0.5))[0]:
            if typed in (INTERRUPT, END):
                os.write(terminal, typed.encode())
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side is closed
            piece = b""
        if not piece:
            assert not waiting, f"never asked for {waiting[0][0]!r}; last seen: {_end_of(unread)}"
            return
        yield piece
        unread += piece
        while waiting and (place := unread.find(waiting[0][0].encode())) >= 0:
            unread = unread[place + len(waiting[0][0].encode()) :]
            typed = waiting.pop(0)[1]
            os.write(terminal, typed.encode())
    raise TimeoutError(f"the program hangs; last seen: {_end_of(unread)}")


def _end_of(seen: bytes) -> str:
    return seen[-300:].decode(errors="replace")


def need(program: str) -> str:
    """The program's name. Without it the test is skipped; with PROJREG_REQUIRE_TOOLS it fails."""
    if not shutil.which(program):
        if os.environ.get("PROJREG_REQUIRE_TOOLS"):
            pytest.fail(f"{program} is missing")
        pytest.skip(f"{program} is not installed")
    return program


class Exchange(NamedTuple):
    """A command in a document, and what the document says that it prints, standard error too, and exits with."""

    line: int
    command: str
    output: str
    status: int


Answer = Callable[[str], tuple[str, int]]
"""What a command really prints and exits with."""

_FENCE = re.compile(r"(`{3,})console *")
_STATUS = re.compile(r"\[exit (\d+)\]")


def console_blocks(markdown: str) -> Iterator[Exchange]:
    """The commands in the ```console blocks of a text. A backslash at a command's end continues it on the next line."""
    lines = markdown.split("\n")
    for start, end in _blocks(lines):
        assert start == end or lines[start].startswith("$ "), f"line {start + 1}: a block begins with a command"
        number = start
        while number < end:
            first, command = number + 1, lines[number].removeprefix("$ ")
            number += 1
            while command.endswith("\\") and number < end:
                command = f"{command[:-1].rstrip()} {lines[number].lstrip()}"
                number += 1
            output = []
            while number < end and not lines[number].startswith("$ "):
                output.append(lines[number])
                number += 1
            status = int(found[1]) if output and (found := _STATUS.fullmatch(output[-1])) else 0
            yield Exchange(first, command, "".join(f"{line}\n" for line in (output[:-1] if status else output)), status)


def rewritten(markdown: str, answer: Answer) -> str:
    """The text with the outputs in its ```console blocks replaced by what the commands really print."""
    lines = markdown.split("\n")
    answers = iter([(each.line, *answer(each.command)) for each in console_blocks(markdown)])
    result, after = [], 0
    for start, end in _blocks(lines):
        result += lines[after:start]
        after, number = end, start
        while number < end:
            _, output, status = next(answers)
            while lines[number].endswith("\\"):
                result.append(lines[number])
                number += 1
            result.append(lines[number])
            number += 1
            while number < end and not lines[number].startswith("$ "):
                number += 1
            result += [*output.removesuffix("\n").split("\n")] if output else []
            result += [f"[exit {status}]"] if status else []
    return "\n".join(result + lines[after:])


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where the content of each console block begins and ends; other fenced blocks are passed over."""
    fence, begun, is_console = "", 0, False
    for number, line in enumerate(lines):
        if fence:
            if line.rstrip() == fence:
                if is_console:
                    yield begun, number
                fence = ""
        elif opened := re.match(r"`{3,}", line):
            fence, begun, is_console = opened[0], number + 1, _FENCE.fullmatch(line) is not None
    assert not fence, f"line {begun}: this block is never closed"


def copy_of_samples(folder: Path) -> Path:
    """A folder with the repository's registry and examples, and nothing above it where one could be found."""
    for name in ("data", "examples"):
        if (REPOSITORY / name).is_dir():
            shutil.copytree(REPOSITORY / name, folder / name)
    (folder / ".git").mkdir()
    return folder
