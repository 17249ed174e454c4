"""Windows and odd terminals, as far as Linux can play them; what it cannot is told in docs/platforms.md."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from console import REPOSITORY, Result, environment, on_terminal, run

from projreg.cli.editor import words_of
from projreg.storing.signals import _interrupt_later

AS_WINDOWS = (sys.executable, str(Path(__file__).with_name("as_windows.py")))
ADD = (
    "--role=owner", "--owner=Sorsele kommun", "--start-date=2027-01-01", "--end-date=2028-12-31", "--summary=Bro.",
    "--total-budget=25000", "--contact=contact:kommun@sorsele.se",
)  # fmt: skip

windows = pytest.mark.skipif(sys.platform != "linux", reason="Linux alone tells who has a file open")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder with the registry that ships, its lines ended as on Windows, with a byte-order mark."""
    text = (REPOSITORY / "data" / "projects.toml").read_bytes()
    (tmp_path / "projects.toml").write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    (tmp_path / ".git").mkdir()
    return tmp_path


def process(*arguments: str, cwd: Path, env: dict[str, str | None] | None = None) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*AS_WINDOWS, *arguments],
        cwd=cwd,
        env=environment(cwd, env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(running: "subprocess.Popen[bytes]") -> Result:
    out, err = running.communicate(timeout=20)
    return Result(out.decode(), err.decode(), running.returncode)


def on_windows(*arguments: str, cwd: Path, env: dict[str, str | None] | None = None) -> Result:
    return ended(process(*arguments, cwd=cwd, env=env))


def names(office: Path) -> list[str]:
    return sorted(each.name for each in office.iterdir())


@windows
@pytest.mark.parametrize(
    ("command", "says"),
    [
        (
            "set shimr end_date=2026-12-31",
            "changed shimr in projects.toml\nnote: original_end_date = 2026-03-16 was added",
        ),
        ("close hallbar-service --on 2024-11-04", "closed hallbar-service on 2024-11-04 in projects.toml"),
        ("remove shimr --yes", "removed shimr from projects.toml"),
        ("edit shimr", "changed shimr in projects.toml"),
        ("export markdown -o sida.md --as-of 2024-07-01", "wrote sida.md: 2 projects as of 2024-07-01"),
    ],
)
def test_what_writes_writes_on_windows(office: Path, command: str, says: str) -> None:
    result = on_windows(*command.split(), cwd=office, env={"EDITOR": "sed -i s/Lycksele/Malå/"})
    assert (result.err.rstrip("\n"), result.status) == (says, 0)
    assert names(office) == [".git", "projects.toml", *(["sida.md"] if "sida" in command else [])]
    registry = (office / "projects.toml").read_bytes()
    assert registry.startswith(b"\xef\xbb\xbf")
    assert registry.count(b"\n") == registry.count(b"\r\n")


@pytest.mark.long
@windows
def test_several_at_once_lose_nothing_on_windows(office: Path) -> None:
    running = [process("add", "--title", f"Bro {at}", *ADD, cwd=office) for at in range(6)]
    results = [ended(each) for each in running]
    waited = "note: waiting for another change of projects.toml\n"  # told only to who waits for long
    assert [(each.err.removeprefix(waited), each.status) for each in results] == [
        (f"added bro-{at} to projects.toml\n", 0) for at in range(6)
    ]
    text = (office / "projects.toml").read_text("utf-8")
    assert [f'title = "Bro {at}"' in text for at in range(6)] == [True] * 6
    assert names(office) == [".git", "projects.toml"]


@pytest.mark.long
@windows
def test_the_lock_beside_the_registry_is_waited_for(office: Path) -> None:
    lock = office / ".projects.toml.lock"
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        waiting = process("set", "shimr", "end_date=2026-12-31", cwd=office)
        assert waiting.stderr
        assert waiting.stderr.readline() == b"note: waiting for another change of projects.toml\n"
        assert b"2026-12-31" not in (office / "projects.toml").read_bytes()
    assert ended(waiting).status == 0
    assert b"2026-12-31" in (office / "projects.toml").read_bytes()
    assert names(office) == [".git", "projects.toml"]


@pytest.mark.long
@windows
def test_a_file_that_somebody_has_open_is_waited_for(office: Path) -> None:
    with (office / "projects.toml").open("rb") as reading:
        waiting = process("set", "shimr", "end_date=2026-12-31", cwd=office)
        threading.Timer(1.0, reading.close).start()
        assert ended(waiting).status == 0
    assert b"2026-12-31" in (office / "projects.toml").read_bytes()


@pytest.mark.long
@windows
def test_a_file_that_stays_open_is_left_as_it_was(office: Path) -> None:
    before = (office / "projects.toml").read_bytes()
    with (office / "projects.toml").open("rb"):
        result = on_windows("set", "shimr", "end_date=2026-12-31", cwd=office)
    told = "error: projects.toml could not be written: Permission denied; it is unchanged\n"
    assert (result.err, result.status) == (told, 2)
    assert (office / "projects.toml").read_bytes() == before
    assert names(office) == [".git", "projects.toml"]


@windows
@pytest.mark.parametrize("command", ["list", "validate", "edit shimr", "set shimr end_date=2026-12-31"])
def test_a_registry_on_another_drive(office: Path, command: str) -> None:
    (office / "D").mkdir()
    path = office / "D" / "projects.toml"
    (office / "projects.toml").rename(path)
    named = [str(path)] if command == "validate" else ["--file", str(path)]
    result = on_windows(*command.split(), *named, cwd=office, env={"EDITOR": "sed -i s/Lycksele/Malå/"})
    assert (result.status, "bug" in result.err) == (0, False)


@windows
def test_no_program_that_lies_in_the_folder_is_started_on_windows(office: Path) -> None:
    look = office / "look"
    look.write_text("#!/bin/sh\nenv > seen\n")
    look.chmod(0o755)
    on_windows("edit", "shimr", cwd=office, env={"EDITOR": str(look)})
    assert "NODEFAULTCURRENTDIRECTORYINEXEPATH=1\n" in (office / "seen").read_text("utf-8")


def test_ctrl_c_waits_where_signals_cannot_be_held_back() -> None:
    done = []

    def swap() -> None:
        with _interrupt_later():
            signal.raise_signal(signal.SIGINT)
            done.append("the swap")

    with pytest.raises(KeyboardInterrupt):
        swap()
    assert done == ["the swap"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(
    ("written", "on_windows", "words"),
    [
        (r"C:\Windows\notepad.exe", True, [r"C:\Windows\notepad.exe"]),
        (r'"C:\Program Files\Code\code.exe" --wait', True, [r"C:\Program Files\Code\code.exe", "--wait"]),
        ("code --wait", True, ["code", "--wait"]),
        ("'/opt/my editor' -n", False, ["/opt/my editor", "-n"]),
    ],
)
def test_the_words_of_an_editor(written: str, on_windows: bool, words: list[str]) -> None:
    assert words_of(written, windows=on_windows) == words


# ---- encodings


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii", "cp437"])
def test_a_pipe_gets_utf_8_whatever_the_system_prefers(office: Path, encoding: str) -> None:
    plain = run("list", "--as-of", "2024-05-01", cwd=office)
    odd = run("list", "--as-of", "2024-05-01", cwd=office, env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert odd == plain
    assert "Hållbar" in odd.out


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
@pytest.mark.parametrize("command", ["list", "report --expiring 90d", "show shimr", "validate", "--help"])
def test_a_terminal_that_lacks_signs_shows_something_for_each(office: Path, command: str, encoding: str) -> None:
    shown = on_terminal(command.split(), office, 100, env={"PYTHONIOENCODING": encoding, "PROJREG_TODAY": "2024-05-01"})
    assert (shown.status, b"Traceback" in shown.raw, b"bug" in shown.raw) == (0, False, False)
    shown.raw.decode(encoding)
    if encoding == "cp1252" and command == "show shimr":
        assert "Hållbar" in shown.raw.decode(encoding)


@pytest.mark.skipif(os.name == "nt", reason="there is no fcntl to take away")
def test_no_command_that_reads_needs_fcntl(office: Path) -> None:
    code = (
        "import sys; sys.modules['fcntl'] = None; sys.argv = ['projreg', *sys.argv[1:]]; "
        "from projreg.__main__ import main; main()"
    )
    for command in ("list", "report", "show shimr", "validate", "export markdown", "schema", "rule PR201", "--help"):
        done = subprocess.run(
            [sys.executable, "-c", code, *command.split()],
            cwd=office, env=environment(office), capture_output=True, timeout=20, check=False,
        )  # fmt: skip
        assert (done.returncode, b"error:" in done.stderr) == (0, False), command
