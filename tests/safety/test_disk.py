"""Disks that are full, files and folders that may not be written, things that are no file: refused in words."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir

import pytest
from console import Result

from safety.office import ADD, BEFORE, COMMANDS, PROJREG, SOME, Office, ended, needs

pytestmark = pytest.mark.long

LARGE = BEFORE + "".join(f"# {'x' * 96}\n" for _ in range(400))
"""So large that a second one has no room beside it."""


def refused(result: Result, *said: str) -> None:
    """One line, or two, that say why, and that the registry is unchanged."""
    assert (result.out, result.status) == ("", 2), result
    assert result.err.startswith("error: ")
    assert result.err.count("\n") in (1, 2)
    assert [each for each in said if each not in result.err] == [], result.err


def whole(office: Office, content: str = BEFORE) -> None:
    assert (office.registry.read_bytes(), office.litter()) == (content.encode(), [])


@pytest.mark.parametrize("command", SOME)
def test_full_disk(office: Office, command: str) -> None:
    """A disk of 64 kB on which 44 kB are taken: there is no room for a second registry."""
    needs("unshare", "mount")
    office.reset(LARGE)
    disk = office.folder.parent / "disk"
    disk.mkdir()
    script = f"""
        mount -t tmpfs -o size=64k none '{disk}' || exit 99
        cp projects.toml '{disk}' && cd '{disk}'
        "$@"; status=$?
        ls >&3; ls -A | grep '[.]projreg$' >&3; cmp projects.toml '{office.registry}' >&3
        exit $status
    """
    beside, into = os.pipe()
    with open(beside, "rb") as seen:
        process = subprocess.Popen(
            ["unshare", "-rm", "bash", "-c", script.replace(">&3", f">&{into}"), "bash", *PROJREG, *COMMANDS[command]],
            cwd=office.folder, env=office.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, pass_fds=[into],
        )  # fmt: skip
        result = ended(process)
        os.close(into)
        if result.status == 99:
            pytest.skip("no disk may be mounted here")
        refused(result, "No space left on device", "unchanged")
        kept = b"bron.edited.toml\n" if command == "edit" else b""
        assert seen.read() == kept + b"projects.toml\n"  # and cmp found no difference
    whole(office, LARGE)


@pytest.mark.parametrize("command", SOME)
def test_limit_of_file_size(office: Office, command: str) -> None:
    office.reset(LARGE)
    result = office.run(*COMMANDS[command], through=("bash", "-c", 'ulimit -f 20; exec "$@"', "bash"))
    refused(result, "File too large", "unchanged")
    if command == "edit":  # what was typed had room
        assert "what you typed is kept in bron.edited.toml" in result.err
        (typed := office.folder / "bron.edited.toml").read_text("utf-8").index("En bro över ån.")
        typed.unlink()
    whole(office, LARGE)


@pytest.mark.parametrize("command", SOME)
def test_read_only(office: Office, bound: Sequence[str], command: str) -> None:
    office.registry.chmod(0o444)
    refused(office.run(*COMMANDS[command], through=bound), "unchanged")
    refused(office.run(*COMMANDS[command]), "read-only", "unchanged")  # root too, whom rights do not bind
    office.registry.chmod(0o644)
    office.folder.chmod(0o555)
    refused(office.run(*COMMANDS[command], through=bound), "Permission denied")
    office.folder.chmod(0o755)
    whole(office)


@pytest.fixture
def immutable(office: Office) -> Iterator[Office]:
    """A registry that nobody may change, not even root."""
    needs("chattr")
    if subprocess.run(["chattr", "+i", office.registry], capture_output=True, check=False).returncode:
        pytest.skip("files cannot be made immutable here")
    yield office
    subprocess.run(["chattr", "-i", office.registry], check=True)


@pytest.mark.parametrize("command", SOME)
def test_immutable(immutable: Office, command: str) -> None:
    refused(immutable.run(*COMMANDS[command]), "Operation not permitted", "unchanged")
    whole(immutable)


@pytest.mark.parametrize("command", SOME)
def test_hard_link(office: Office, command: str) -> None:
    os.link(office.registry, office.folder / "second.toml")
    refused(office.run(*COMMANDS[command]), "hard link", "unchanged")
    assert (office.registry.read_bytes(), office.litter()) == (BEFORE.encode(), ["second.toml"])


@pytest.mark.parametrize("kind", ["pipe", "folder"])
@pytest.mark.parametrize("command", SOME)
def test_what_is_no_file(office: Office, command: str, kind: str) -> None:
    office.registry.unlink()
    if kind == "pipe":
        os.mkfifo(office.registry)
    else:
        office.registry.mkdir()
    refused(office.run(*COMMANDS[command]), "is not a regular file" if kind == "pipe" else "is a folder")
    assert office.litter() == []
    if kind == "folder":
        office.registry.rmdir()


def test_group_is_kept_where_the_owner_cannot_be(office: Office) -> None:
    """In a shared folder a colleague's registry can be changed; it stays in the group and as open as it was."""
    if os.geteuid() != 0:
        pytest.skip("only root may give a file away")
    needs("setpriv")
    for each in (office.folder, office.registry):
        os.chown(each, 1001, 2002)
    office.folder.chmod(0o770)
    office.registry.chmod(0o664)
    for each in takewhile(Path(gettempdir()).__ne__, office.folder.parents):
        each.chmod(0o755)
    as_colleague = ("setpriv", "--reuid=1002", "--regid=1002", "--groups=2002")
    if office.run("--version", through=as_colleague).status:
        pytest.skip("another user may not run the program here")
    result = office.run(*ADD, through=as_colleague)
    assert (result.err, result.status) == ("added leden to projects.toml\n", 0)
    status = office.registry.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o777) == (1002, 2002, 0o664)
