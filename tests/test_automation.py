"""docs/automation.md: its lines are run as they stand, with something due, with nothing due, and with a broken file."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from console import REPOSITORY, environment

PAGE = (REPOSITORY / "docs" / "automation.md").read_text("utf-8")
DUE, NOTHING = "2026-03-01", "2022-01-01"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A registry in a git repository that can be pulled."""
    origin = tmp_path / "origin"
    origin.mkdir()
    (origin / "projects.toml").write_bytes((REPOSITORY / "data" / "projects.toml").read_bytes())
    for arguments in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=first"]):
        git(origin, *arguments)
    git(tmp_path, "clone", "--quiet", str(origin), "registry")
    return tmp_path / "registry"


def git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Test", "-c", "user.email=test@granby.example"]
    subprocess.run(["git", *name, *arguments], cwd=folder, check=True, env=environment(folder))


def in_shell(line: str, folder: Path, day: str) -> tuple[str, int]:
    """What a line of the page prints, and its exit status."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    env = environment(
        folder.parent, {"PATH": path, "PROJREG_TODAY": day, "GITHUB_STEP_SUMMARY": str(folder / "summary")}
    )
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.stdout.decode(), done.returncode


@pytest.mark.parametrize(("day", "status"), [(DUE, 1), (NOTHING, 0)])
def test_the_command(office: Path, day: str, status: int) -> None:
    assert in_shell(blocks("sh")[0], office, day)[1] == status


def test_cron_mails_the_report_when_something_is_due_and_nothing_otherwise(office: Path) -> None:
    [table] = blocks("crontab")
    receiver, line = table.splitlines()
    assert receiver.startswith("MAILTO=")
    assert re.match(r"0 7 \* \* 1  ", line)
    command = line[len("0 7 * * 1  ") :].replace("/srv/registry", str(office))
    assert "%" not in command  # cron would make a line break of it
    mail, status = in_shell(command, office, DUE)
    assert (mail.splitlines()[0], status) == ("# Att bevaka 2026-03-01 till och med 2026-05-30", 0)
    assert in_shell(command, office, NOTHING) == ("", 0)
    (office / "projects.toml").write_text("schema_version = \n")
    mail, _ = in_shell(command, office, NOTHING)
    assert "schema_version cannot be read: a value is missing" in mail


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_reads_the_units(tmp_path: Path) -> None:
    units = [re.match(r"# /etc/systemd/system/(\S+)\n", each) for each in blocks("ini")]
    assert [each[1] if each else None for each in units] == ["projreg-due.service", "projreg-due.timer"]
    for unit, text in zip(units, blocks("ini"), strict=True):
        assert unit
        (tmp_path / unit[1]).write_text(text.replace("/srv/registry", str(tmp_path)))
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "projreg-due" not in done.stderr, done.stderr


def jobs() -> tuple[dict[str, Any], dict[str, Any]]:
    github, gitlab = (yaml.safe_load(each) for each in blocks("yaml"))
    return github["jobs"]["due"], gitlab["due"]


@pytest.mark.parametrize(("day", "status"), [(DUE, 1), (NOTHING, 0)])
def test_the_job_on_github(office: Path, day: str, status: int) -> None:
    lines = [each["run"] for each in jobs()[0]["steps"] if "projreg report" in each.get("run", "")]
    assert [in_shell(each, office, day) for each in lines] == [("", status)]
    assert (office / "summary").read_text("utf-8").startswith(f"# Att bevaka {day}")


@pytest.mark.parametrize(("day", "status"), [(DUE, 1), (NOTHING, 0)])
def test_the_job_on_gitlab(office: Path, day: str, status: int) -> None:
    lines = [each for each in jobs()[1]["script"] if each.startswith("projreg")]
    assert [in_shell(each, office, day)[1] for each in lines] == [0, status]
    assert (office / "due.html").read_text("utf-8").startswith("<!DOCTYPE html>")
