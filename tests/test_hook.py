"""The pre-commit hook as another repository uses it: real git, real pre-commit, the manifest of this repository."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest
from console import REPOSITORY, Result, environment, run

MANIFEST = (REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8")
GOOD = (REPOSITORY / "data" / "projects.toml").read_text("utf-8")
BAD = GOOD.replace("end_date = 2024-06-30", "end_date = 2021-06-30")
BAD_LINE = BAD[: BAD.index("end_date = 2021-06-30")].count("\n") + 1


class Office(NamedTuple):
    """A repository that uses the hook."""

    folder: Path
    env: dict[str, str]

    def git(self, *arguments: str) -> Result:
        done = subprocess.run(["git", *arguments], cwd=self.folder, env=self.env, capture_output=True, timeout=60)
        return Result(done.stdout.decode(), done.stderr.decode(), done.returncode)

    def commit(self, **files: str) -> Result:
        """Commit files (`__` in a name is a slash, `_` before the ending a dot)."""
        for name, text in files.items():
            path = self.folder / name.replace("__", "/").replace("_toml", ".toml").replace("_md", ".md")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        self.git("add", "--all")
        return self.git("commit", "--message", "change")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A repository with this checkout's hook, installed by pre-commit without a network.

    pre-commit builds the hook's environment with pip; pip finds what it needs among what is installed here.
    """
    if not importlib.util.find_spec("uv_build"):
        pytest.skip("the build backend is not installed, and a test may not fetch it")
    top = tmp_path_factory.mktemp("hook")
    env = environment(top, {
        "PATH": os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]]),
        "PRE_COMMIT_HOME": str(top / "pre-commit"),
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Maja", "GIT_AUTHOR_EMAIL": "maja@granby.example",
        "GIT_COMMITTER_NAME": "Maja", "GIT_COMMITTER_EMAIL": "maja@granby.example",
        "PIP_NO_INDEX": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": sysconfig.get_path("purelib"),
    })  # fmt: skip
    ours = Office(top / "projreg", env)
    ours.folder.mkdir()
    for name in (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, ours.folder)
    for name in ("src", "docs/installed"):
        shutil.copytree(
            REPOSITORY / name, ours.folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
        )
    ours.git("init")
    assert ours.commit().status == 0
    theirs = Office(top / "office", env)
    theirs.folder.mkdir()
    theirs.git("init")
    (theirs.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {ours.folder}\n    rev: {ours.git('rev-parse', 'HEAD').out.strip()}\n"
        "    hooks:\n      - id: projreg-validate\n"
    )
    command = [sys.executable, "-m", "pre_commit", "install", "--install-hooks"]
    done = subprocess.run(command, cwd=theirs.folder, env=env, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return theirs


def test_commits(office: Office) -> None:
    without = office.commit(lasmig_toml="a = 1\n", projects_toml_bak="not checked")
    assert (without.status, "Skipped" in without.out + without.err) == (0, True)

    good = office.commit(data__projects_toml=GOOD)
    assert (good.status, "Passed" in good.out + good.err) == (0, True)

    bad = office.commit(data__projects_toml=BAD)
    assert bad.status == 1
    said = f"data/projects.toml:{BAD_LINE}:12: error PR201 end date 2021-06-30 is before start date 2022-09-01"
    assert said in bad.out + bad.err
    assert "Traceback" not in bad.out + bad.err
    assert office.git("rev-list", "--count", "HEAD").out == "2\n"


def test_a_page_that_no_longer_matches_stops_the_commit(office: Office) -> None:
    page = run("export", "markdown", "--as-of=2024-05-01", cwd=REPOSITORY / "data").out
    with (office.folder / ".pre-commit-config.yaml").open("a") as config:
        config.write("      - id: projreg-export-check\n        args: [markdown, --output, docs/projekt.md]\n")
    with_page = office.commit(data__projects_toml=GOOD, docs__projekt_md=page)
    assert with_page.status == 0, with_page.out + with_page.err

    prolonged = GOOD.replace("end_date = 2026-03-16", "end_date = 2026-12-31")
    stale = office.commit(data__projects_toml=prolonged)
    assert stale.status == 1
    said = stale.out + stale.err
    assert "error: docs/projekt.md is not what data/projects.toml says as of 2024-05-01: line 20 has " in said
    assert "help: projreg export markdown --output docs/projekt.md, then git add docs/projekt.md\n" in said

    page = page.replace("16\u00a0mars 2026", "31\u00a0december 2026")
    assert office.commit(docs__projekt_md=page).status == 0


def test_manifest_matches_registries_only() -> None:
    found = re.search(r"^  files: (.+)$", MANIFEST, re.MULTILINE)
    assert found is not None
    pattern = re.compile(found[1])
    assert all(pattern.search(path) for path in ("projects.toml", "data/projects.toml", "a/b/projects.toml"))
    others = (
        "projects.toml.bak",
        "projects.toml~",
        "old-projects.toml",
        "projectsXtoml",
        "projects.toml/readme",
        "Cargo.toml",
    )
    assert not any(pattern.search(path) for path in others)


def test_nothing_to_check_is_a_failure(tmp_path: Path) -> None:
    out, err, status = run(cwd=tmp_path, program="projreg-validate")
    assert (out, status) == ("", 2)
    assert err.startswith("error: there is nothing to check\n")


def test_hook_and_command_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD, "utf-8")
    (tmp_path / "bad.toml").write_text(BAD, "utf-8")
    (tmp_path / "broken.toml").write_text(GOOD.replace('"SHiMR"', '"SHiMR'), "utf-8")
    faulty = ["good.toml", "bad.toml", "broken.toml"]
    options = (["--format", "full"], ["--format", "json"], ["--strict"], ["--color", "always"])
    asked = [
        (["good.toml"], 0),
        (faulty, 1),
        ([*faulty, "missing.toml"], 2),
        *(([*faulty, *each], 1) for each in options),
    ]
    for arguments, status in asked:
        hook = run(*arguments, cwd=tmp_path, program="projreg-validate")
        assert hook == run("validate", *arguments, cwd=tmp_path)
        assert hook.status == status, arguments
