"""`validate --staged`: what git would commit is judged, and compared with the last commit."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import registry
from console import Result, called, environment

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
    return called("--staged", *arguments, "projects.toml", cwd=folder, program="projreg-validate")


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
    assert called("validate", "--staged", cwd=repository) == told


def test_what_brings_the_projects_back(repository: Path) -> None:
    """The command in the advice does it: before the commit, and afterwards with the commit before."""
    (repository / "en mapp").mkdir()
    file = repository / "en mapp" / "projects.toml"
    (repository / "projects.toml").rename(file)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    for committed in (False, True):
        file.write_text(ONE, "utf-8")
        git(repository, "add", "--all")
        out = called("--staged", "en mapp/projects.toml", cwd=repository, program="projreg-validate").out
        command = "git restore --source=HEAD --staged --worktree 'en mapp/projects.toml'"
        assert f"(if that was not meant, `{command}` brings them back; once it is committed, --source=HEAD~1)" in out
        if committed:
            git(repository, "commit", "--quiet", "--message", "cut off")
            command = command.replace("HEAD", "HEAD~1")
        assert git(repository, *shlex.split(command)[1:]).status == 0
        assert file.read_text("utf-8") == THREE
        assert git(repository, "diff", "--cached", "--quiet").status == committed


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
        "the file in the last commit is not UTF-8 text; it looks like UTF-8 but for a few places: "
        "it was not compared with this one"
    )
    assert (f": warning PR114 {said} " in told.out, told.status) == (True, 0)


@pytest.mark.parametrize("folder", ["", "data/"])
def test_as_a_plain_git_hook(repository: Path, folder: str) -> None:
    code = "from projreg.__main__ import validate; validate()"
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -c '{code}' --staged --strict {folder}projects.toml\n", "utf-8")
    hook.chmod(0o755)
    file = repository / folder / "projects.toml"
    file.parent.mkdir(exist_ok=True)
    (repository / "projects.toml").rename(file)
    git(repository, "add", "--all")
    assert git(repository, "commit", "--message", "three").status == 0
    file.write_text(ONE, "utf-8")
    stopped = git(repository, "commit", "--all", "--message", "cut off")  # git stages into an index of its own
    assert (stopped.status, DROPPED in stopped.out + stopped.err) == (1, True)
    file.write_text(THREE + "# mer\n", "utf-8")
    assert git(repository, "commit", "--all", "--message", "whole").status == 0


HERE = "error: projects.toml is not staged: git does not know it here\n  help: git add projects.toml\n"
OUTSIDE = "error: projects.toml is in no git repository, so nothing can be staged\n  help: check it without --staged\n"
NOWHERE = "error: projects.toml does not exist, and git has not staged it\n  help: check the path\n"
UNMERGED = (
    "error: projects.toml has a merge conflict that is not settled, so nothing of it is staged\n"
    "  help: settle it in the file (`projreg validate projects.toml` shows it), then `git add projects.toml`\n"
)


@pytest.mark.parametrize(
    ("inside", "exists", "said"), [(True, True, HERE), (False, True, OUTSIDE), (True, False, NOWHERE)]
)
def test_what_git_does_not_have_cannot_be_judged(tmp_path: Path, inside: bool, exists: bool, said: str) -> None:
    if inside:
        git(tmp_path, "init", "--quiet")
    if exists:
        (tmp_path / "projects.toml").write_text(ONE, "utf-8")
    assert check(tmp_path) == ("", said, 2)


def test_a_merge_that_is_not_settled(repository: Path) -> None:
    for branch, title in (("main", ""), ("ours", "Vår"), ("theirs", "Deras")):
        git(repository, "checkout", "--quiet", *([] if branch == "main" else ["main"]))
        git(repository, "checkout", "--quiet", "-B", branch)
        (repository / "projects.toml").write_text(THREE.replace('title = "', f'title = "{title}', 1), "utf-8")
        git(repository, "add", "--all")
        git(repository, "commit", "--quiet", "--message", branch)
    assert git(repository, "merge", "ours").status == 1
    assert check(repository) == ("", UNMERGED, 2)


def test_the_repository_is_that_of_the_file(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text(ONE, "utf-8")
    (repository / "gone").mkdir()
    (repository / "gone" / "projects.toml").write_text(ONE, "utf-8")
    git(repository, "add", "--all")
    (repository / "gone" / "projects.toml").unlink()
    (repository / "gone").rmdir()
    for folder in (repository.parent, Path("/")):
        name = str((repository / "projects.toml").relative_to(folder))
        told = called("validate", "--staged", name, cwd=folder)
        assert (told.out.startswith(f"{name}:"), DROPPED in told.out, told.status) == (True, True, 0)
        name = str((repository / "gone" / "projects.toml").relative_to(folder))
        assert called("validate", "--staged", name, cwd=folder)[::2] == ("", 0)


def test_the_settings_are_the_staged_ones(repository: Path) -> None:
    settings = repository / "pyproject.toml"
    settings.write_text('[tool.projreg.rules]\nPR114 = "error"\n', "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "three")
    (repository / "projects.toml").write_text(ONE, "utf-8")
    git(repository, "add", "--all")
    assert check(repository).status == 1
    settings.write_text('[tool.projreg.rules]\nPR114 = "off"\n', "utf-8")
    assert f": error {DROPPED} " in check(repository).out
    settings.unlink()
    assert check(repository).status == 1
    git(repository, "add", "--all")
    assert check(repository).status == 0
    settings.write_text('[tool.projreg.rules]\nPR9 = "off"\n', "utf-8")
    assert check(repository).status == 0


def test_without_git(repository: Path) -> None:
    told = called(
        "--staged", "projects.toml", cwd=repository, program="projreg-validate", env={"PATH": str(repository)}
    )
    assert (told.out, told.status) == ("", 2)
    assert told.err.startswith("error: git cannot be run: ")
