"""Completion, installed by one command and tried in the shells themselves, each on a terminal."""

import os
import sys
from pathlib import Path

import pytest
from console import REPOSITORY, Shown, called, need, run, typed_into

from projreg.cli.shells import SCRIPTS

START = {"bash": ["bash", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish"]}
SHELLS = list(START)
PROMPTS = {
    ".bashrc": "PS1='ready> '",
    ".zshrc": "PS1='ready> '\nbindkey -e",
    ".config/fish/config.fish": "function fish_prompt; echo -n 'ready> '; end",
}
"""The files that shells read when they begin; their last line has no end."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A home folder with a `projreg` on its path, a registry, and a file of which completion must keep its hands."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "projreg"
    program.write_text(f"#!{sys.executable}\nfrom projreg.__main__ import main\nmain()\n")
    program.chmod(0o755)
    text = (REPOSITORY / "data" / "projects.toml").read_text("utf-8")
    hostile = text.replace('title = "', 'title = "$(touch ran) `touch ran` ; touch ran # ', 1)
    assert hostile != text
    (tmp_path / "projects.toml").write_text(hostile, "utf-8")
    (tmp_path / "listan.txt").write_text("")
    (tmp_path / ".local/share/fish/generated_completions").mkdir(parents=True)  # or fish reads all manuals meanwhile
    for name, prompt in PROMPTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(prompt)
    return tmp_path


def path(office: Path) -> dict[str, str | None]:
    return {"PATH": f"{office / 'bin'}:{os.environ['PATH']}"}


def installed(shell: str, office: Path) -> None:
    result = run("--install-completion", shell, cwd=office)
    assert (result.err, result.status) == ("", 0)


def in_shell(shell: str, office: Path, *typed: str) -> Shown:
    """What a new shell shows when all of this is typed, each at a prompt."""
    keys = [("ready> ", each) for each in (*typed, "exit\r")]
    return typed_into(START[shell], office, 100, keys=keys, env=path(office))


def lines(shown: Shown) -> list[str]:
    """What stands on the screen without empty lines."""
    return [line for line in shown.text.splitlines() if line]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_word_that_can_be_only_one_is_completed(shell: str, office: Path) -> None:
    installed(need(shell), office)
    begun = [
        "sch",
        "show hal",
        "list --role stake",
        "set hallbar-service end",
        "list --fields id,acr",
        "report --as lis",
    ]
    shown = lines(in_shell(shell, office, *(f"projreg {each}\t\x01echo \r" for each in begun)))
    assert [line for line in shown if line.startswith("projreg ")] == [
        "projreg schema", "projreg show hallbar-service", "projreg list --role stakeholder",
        "projreg set hallbar-service end_date=", "projreg list --fields id,acronym", "projreg report --as listan.txt",
    ]  # fmt: skip
    assert not (office / "ran").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_all_that_it_can_be_is_shown_and_nothing_runs(shell: str, office: Path) -> None:
    installed(need(shell), office)
    shown = in_shell(shell, office, "projreg show \t\t\x15\r")
    assert b"hallbar-service" in shown.raw  # the list is wiped out with the line
    assert b"shimr" in shown.raw
    assert not (office / "ran").exists()


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_that_asks_is_told_from_the_others(shell: str, office: Path) -> None:
    through = (need(shell), "-c", '"$0" "$@"; true' if shell != "fish" else "$argv; true")
    result = run("--install-completion", cwd=office, env={"SHELL": "/bin/false"}, through=through)
    assert (result.err, result.status) == ("", 0)
    assert f"completion for {shell} is in {office}" in result.out
    assert result.out.endswith(f"it works in every new {shell}\n")


def test_what_is_installed(office: Path) -> None:
    script = office / ".local/share/projreg/completion.zsh"
    line = f"[ -r {script} ] && . {script}  # projreg\n"
    first = run("--install-completion", "zsh", cwd=office)
    assert first.out == f"completion for zsh is in {script}\none line was added to {office}/.zshrc\n" + (
        "it works in every new zsh\n"
    )
    assert script.read_text() == SCRIPTS["zsh"] == run("--show-completion", "zsh", cwd=office).out
    assert (office / ".zshrc").read_text() == f"{PROMPTS['.zshrc']}\n{line}"
    again = run("--install-completion", "zsh", cwd=office)
    assert "was added" not in again.out
    assert (office / ".zshrc").read_text() == f"{PROMPTS['.zshrc']}\n{line}"


def test_folders_of_ones_own_are_heeded(office: Path) -> None:
    folders = {"ZDOTDIR": str(office / "z"), "XDG_DATA_HOME": str(office / "my data"), "XDG_CONFIG_HOME": "/dev/null"}
    (office / "z").mkdir()
    run("--install-completion", "zsh", cwd=office, env=folders)
    script = office / "my data/projreg/completion.zsh"
    assert (office / "z/.zshrc").read_text() == f"[ -r '{script}' ] && . '{script}'  # projreg\n"
    failed = run("--install-completion", "fish", cwd=office, env=folders)
    assert (failed.err, failed.status) == ("error: /dev/null/fish: could not be done: Not a directory\n", 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--install-completion", "tcsh"),
            "error: no completion for the shell tcsh\n  help: name one of: bash, zsh, fish, powershell\n",
        ),
        (
            ("--install-completion", "pwsh"),
            "error: completion is not installed into PowerShell by itself: scripts may be forbidden there\n"
            "  help: projreg --show-completion powershell >> $PROFILE\n",
        ),
    ],
)
def test_refused(words: tuple[str, ...], said: str, office: Path) -> None:
    assert called(*words, cwd=office) == ("", said, 2)


def test_the_script_for_powershell_is_shown(office: Path) -> None:
    assert called("--show-completion", "pwsh", cwd=office) == (SCRIPTS["powershell"], "", 0)
