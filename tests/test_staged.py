"""`validate --staged`: what git would commit is judged, and compared with the last commit."""

import subprocess
import sys
from pathlib import Path

import pytest
import registry
from console import Result, environment, run

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Maja"), ("EMAIL", "maja@granby.example"))
}
THREE, ONE = ("".join(registry.text(projects)) for projects in (3, 1))
DROPPED = "PR114 2 projects fewer than in the last commit: projekt-2, projekt-3"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with three projects, committed."""
    assert git(tmp_path, "init", "--quiet").status == 0
    (tmp_path / "projects.toml").write_text(THREE, "utf-8")
    return tmp_path


def git(folder: Path, *arguments: str) -> Result:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment(folder, GIT), capture_output=True, timeout=60, check=False
    )
    return Result(done.stdout.decode(), done.stderr.decode(), done.returncode)


def check(folder: Path, *arguments: str) -> Result:
    return run("--staged", *arguments, "projects.toml", cwd=folder, program="projreg-validate")


def test_the_first_commit_has_nothing_to_be_compared_with(repository: Path) -> None:
    git(repository, "add", "--all")
    assert check(repository, "--strict").status == 0


def test_what_is_staged_counts_and_not_what_lies_in_the_folder(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text(ONE, "utf-8")
    assert check(repository, "--strict").status == 0
    git(repository, "add", "--all")
    (repository / "projects.toml").write_text("broken", "utf-8")
    told = check(repository)
    assert (f": warning {DROPPED} " in told.out, told.out.count("\n"), told.status) == (True, 1, 0)
    assert check(repository, "--strict").status == 1
    assert run("validate", "--staged", cwd=repository) == told


def test_one_project_fewer_is_no_finding(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text("".join(registry.text(2)), "utf-8")
    git(repository, "add", "--all")
    assert check(repository, "--strict").status == 0


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_a_loss_is_told_also_when_the_last_commit_was_not_utf_8(repository: Path, encoding: str) -> None:
    (repository / "projects.toml").write_bytes(THREE.encode(encoding))
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text(ONE, "utf-8")
    git(repository, "add", "--all")
    assert f": warning {DROPPED} " in check(repository).out


def test_what_cannot_be_compared_is_told(repository: Path) -> None:
    (repository / "projects.toml").write_bytes(THREE.encode() + b"# \xff\xc3\xa5\n")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text(ONE, "utf-8")
    git(repository, "add", "--all")
    told = check(repository)
    said = (
        "the file in the last commit is not UTF-8 text; it looks like Windows-1252: it was not compared with this one"
    )
    assert (f": warning PR114 {said} " in told.out, told.status) == (True, 0)


def test_as_a_plain_git_hook(repository: Path) -> None:
    code = "from projreg.__main__ import validate; validate()"
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' --staged --strict projects.toml\n", "utf-8")
    hook.chmod(0o755)
    git(repository, "add", "--all")
    assert git(repository, "commit", "--message", "three").status == 0
    (repository / "projects.toml").write_text(ONE, "utf-8")
    stopped = git(repository, "commit", "--all", "--message", "cut off")  # git stages into an index of its own
    assert (stopped.status, DROPPED in stopped.out + stopped.err) == (1, True)
    (repository / "projects.toml").write_text(THREE + "# mer\n", "utf-8")
    assert git(repository, "commit", "--all", "--message", "whole").status == 0


@pytest.mark.parametrize("inside", [True, False])
def test_what_git_does_not_have_cannot_be_judged(tmp_path: Path, inside: bool) -> None:
    if inside:
        git(tmp_path, "init", "--quiet")
    (tmp_path / "projects.toml").write_text(ONE, "utf-8")
    out, err, status = check(tmp_path)
    assert (out, status) == ("", 2)
    assert err == "error: projects.toml is not staged: git does not know it here\n  help: git add projects.toml\n"


def test_without_git(repository: Path) -> None:
    told = run("--staged", "projects.toml", cwd=repository, program="projreg-validate", env={"PATH": str(repository)})
    assert (told.out, told.status) == ("", 2)
    assert told.err.startswith("error: git cannot be run: ")
