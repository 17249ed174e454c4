"""A write keeps what is not its business, loses nothing that somebody else wrote, and leaves nothing behind."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import tomli
from console import SECONDS, Result, environment, run

from projreg.errors import NotWritten, UnreadableFile
from projreg.storing.store import create, replace_output, update

HEAD = (
    b'schema_version = 1\n\n[registry]\ntitle = "Projekt"\npublisher = "Granby kommun"\ncontact = "a@granby.example"\n'
)
REST = (
    "--title=Leden", "--role=owner", "--owner=Granby kommun", "--start-date=2024-01-01", "--end-date=2025-06-30",
    "--summary=En led.", "--contact=contact: a@granby.example",
)  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "projects.toml"
    path.write_bytes(HEAD)
    return path


def add(folder: Path, name: str = "leden", through: Sequence[str] = ()) -> Result:
    return run("add", f"--id={name}", *REST, "--file=projects.toml", cwd=folder, through=through)


def ids(path: Path) -> list[str]:
    return run("list", "--format=ids", f"--file={path}", cwd=path.parent).out.split()


def silent(line: str) -> None:
    raise AssertionError(line)


# ---- what is kept


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_mode_is_kept(registry: Path, mode: int) -> None:
    registry.chmod(mode)
    update(str(registry), lambda raw: raw + b"# more\n", tell=silent)
    assert stat.S_IMODE(registry.stat().st_mode) == mode
    assert registry.read_bytes() == HEAD + b"# more\n"
    assert [*registry.parent.iterdir()] == [registry]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_owner_is_kept(registry: Path) -> None:
    os.chown(registry, 65534, 65534)
    registry.chmod(0o640)
    update(str(registry), lambda raw: raw + b"# more\n", tell=silent)
    status = registry.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (65534, 65534, 0o640)


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_are_kept(registry: Path) -> None:
    try:
        os.setxattr(registry, "user.origin", b"office")
    except OSError:
        pytest.skip("the file system keeps no extended attributes")
    update(str(registry), lambda raw: raw + b"# more\n", tell=silent)
    assert os.getxattr(registry, "user.origin") == b"office"


def test_link_stays_a_link(registry: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    link = folder / "projects.toml"
    link.symlink_to("../projects.toml")
    assert add(folder).status == 0
    assert os.readlink(link) == "../projects.toml"
    assert ids(registry) == ["leden"]
    assert ([*folder.iterdir()], sorted(tmp_path.iterdir())) == ([link], [folder, registry])


def test_same_content_is_not_written_again(registry: Path) -> None:
    before = registry.stat()
    update(str(registry), lambda raw: raw, tell=silent)
    assert registry.stat() == before


# ---- what is refused


def whole(folder: Path, result: Result, *said: str) -> None:
    """The file is as it was, nothing lies beside it, and one line says why."""
    assert (result.out, result.status, result.err.count("\n")) == ("", 2, 1)
    assert [each for each in ("projects.toml", "unchanged", *said) if each not in result.err] == []
    assert (folder / "projects.toml").read_bytes() == HEAD
    assert not [each for each in folder.iterdir() if each.name.endswith(".projreg")]


def test_hard_link_is_refused(registry: Path) -> None:
    os.link(registry, registry.with_name("second.toml"))
    whole(registry.parent, add(registry.parent), "hard link")


def test_read_only_file_is_refused(registry: Path, bound: Sequence[str]) -> None:
    registry.chmod(0o444)
    whole(registry.parent, add(registry.parent, through=bound), "Permission denied")


def test_read_only_folder_is_an_error(registry: Path, bound: Sequence[str]) -> None:
    registry.parent.chmod(0o555)
    whole(registry.parent, add(registry.parent, through=bound), "Permission denied")
    registry.parent.chmod(0o755)
    assert add(registry.parent, through=bound).status == 0


def test_unreadable_file_is_an_error(registry: Path, bound: Sequence[str]) -> None:
    registry.chmod(0o000)
    for command in ("list", "validate"):
        out, err, status = run(command, "--file=projects.toml", cwd=registry.parent, through=bound)
        assert (out, status) == ("", 2)
        assert err.startswith("error: projects.toml cannot be read: Permission denied\n")


def test_missing_and_odd_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    for name, error in (("pipe", NotWritten), ("folder", NotWritten), ("nowhere", UnreadableFile)):
        with pytest.raises(error):
            update(str(tmp_path / name), lambda raw: raw + b"#", tell=silent)
    for name in ("pipe", "folder"):
        with pytest.raises(NotWritten):
            replace_output(str(tmp_path / name), b"page")
    assert len([*tmp_path.iterdir()]) == 2


def test_error_of_the_change_leaves_the_file(registry: Path) -> None:
    def change(raw: bytes) -> bytes:
        raise NotWritten("no")

    with pytest.raises(NotWritten, match=r"^no$"):
        update(str(registry), change, tell=silent)
    assert (registry.read_bytes(), [*registry.parent.iterdir()]) == (HEAD, [registry])


# ---- others who write


def test_two_processes_lose_nothing(registry: Path) -> None:
    script = (
        "import sys\nfrom projreg.cli.main import main\n"
        "sys.exit(max(main(['add', f'--id={sys.argv[1]}-{n}', *sys.argv[2:]]) for n in range(20)))"
    )

    def writer(name: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [sys.executable, "-c", script, name, *REST], cwd=registry.parent, env=environment(registry.parent),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    for each in [writer("a"), writer("b")]:
        out, err = each.communicate(timeout=SECONDS)
        assert (out, err.count(b"added "), each.returncode) == (b"", 20, 0)
    found = ids(registry)
    assert sorted(found) == sorted(f"{name}-{number}" for name in "ab" for number in range(20))
    assert [each for each in found if each[0] == "a"] == [f"a-{number}" for number in range(20)]
    assert registry.read_bytes().startswith(HEAD)
    assert [*registry.parent.iterdir()] == [registry]


@pytest.mark.parametrize("how", ["in place", "by rename"])
def test_edit_between_read_and_swap_is_not_lost(registry: Path, how: str) -> None:
    seen: list[bytes] = []

    def change(raw: bytes) -> bytes:
        seen.append(raw)
        if len(seen) == 1:  # an editor saves at this very moment
            edited = HEAD + b"# by an editor\n"
            if how == "in place":
                registry.write_bytes(edited)
            else:
                registry.with_name("new").write_bytes(edited)
                registry.with_name("new").replace(registry)
        return raw + b"# by projreg\n"

    update(str(registry), change, tell=silent)
    assert seen == [HEAD, HEAD + b"# by an editor\n"]
    assert registry.read_bytes() == HEAD + b"# by an editor\n# by projreg\n"
    assert [*registry.parent.iterdir()] == [registry]


def test_file_that_keeps_changing_is_given_up(registry: Path) -> None:
    def change(raw: bytes) -> bytes:
        registry.write_bytes(raw + b"#")
        return raw + b"# by projreg\n"

    with pytest.raises(NotWritten, match="keeps changing"):
        update(str(registry), change, tell=silent)
    assert b"projreg" not in registry.read_bytes()
    assert [*registry.parent.iterdir()] == [registry]


# ---- pages that projreg makes


def test_page_is_replaced_whole(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    replace_output(str(page), b"first")
    page.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to("page.md")
    replace_output(str(link), b"second")
    assert (page.read_bytes(), stat.S_IMODE(page.stat().st_mode), link.is_symlink()) == (b"second", 0o640, True)
    assert sorted(tmp_path.iterdir()) == [link, page]


def test_concurrent_additions_of_one_title_each_get_the_id_they_are_told(registry: Path) -> None:
    command = [sys.executable, "-m", "projreg", "add", "--file", str(registry), *REST]
    adding = [subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") for _ in range(4)]
    told = sorted(each.communicate()[1].split()[1] for each in adding)
    assert told == ["leden", "leden-2", "leden-3", "leden-4"]
    ids = [each["id"] for each in tomli.loads(registry.read_text("utf-8"))["project"]]
    assert sorted(ids) == told


# ---- a new file


def test_new_file_is_written_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    create(str(path), HEAD)
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (HEAD, [path])
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~mask


def test_new_file_takes_nobody_s_place(registry: Path) -> None:
    (registry.parent / "link.toml").symlink_to("missing.toml")
    for name in ("projects.toml", "link.toml"):
        with pytest.raises(NotWritten, match=f"{name} is there already; it is unchanged"):
            create(str(registry.parent / name), b"new")
    assert registry.read_bytes() == HEAD
    assert sorted(each.name for each in registry.parent.iterdir()) == ["link.toml", "projects.toml"]


@pytest.mark.parametrize("links", [True, False])
def test_new_file_takes_not_even_the_place_of_what_came_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    """Somebody is quicker, between the look and the writing; also where a file cannot have two names."""
    path = tmp_path / "projects.toml"
    real = os.link

    def link(new: str, target: str) -> None:
        path.write_bytes(HEAD)
        if not links:
            raise PermissionError(errno.EPERM, "Operation not permitted")
        real(new, target)

    monkeypatch.setattr(os, "link", link)
    with pytest.raises(NotWritten, match="is there already"):
        create(str(path), b"new")
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (HEAD, [path])


def test_new_file_where_files_have_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(new: str, target: str) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    path = tmp_path / "projects.toml"
    create(str(path), HEAD)
    assert (path.read_bytes(), [*tmp_path.iterdir()]) == (HEAD, [path])


def test_new_file_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="there is no folder "):
        create(str(tmp_path / "missing" / "projects.toml"), HEAD)
