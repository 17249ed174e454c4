"""`edit`: what was typed is never lost, and what nobody typed is not left lying about."""

import os
import signal
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from console import INTERRUPT, on_terminal

from safety.office import BEFORE, COMMANDS, PROJREG, TYPED, Office, ended

pytestmark = pytest.mark.long

DRAFT = "bron.edited.toml"
WRONG = TYPED.replace("end_date = 2024-12-31", "end_date = 2023-12-31")
BROKEN = TYPED.replace('title = "Bron"', 'title = "Bron')
KEPT = f"what you typed is kept in {DRAFT}; `projreg edit bron` goes on with it"


def script(office: Office, text: str) -> dict[str, str]:
    """An editor that is a script; in it $1 is the file, and $O the folder above."""
    file = office.folder.parent / "editor"
    file.write_text(f"#!/bin/sh\nO='{office.folder.parent}'\n{text}\n", "utf-8")
    file.chmod(0o755)
    for name, content in (("wrong", WRONG), ("broken", BROKEN)):
        (office.folder.parent / f"{name}.toml").write_text(content, "utf-8")
    return {**office.env, "EDITOR": str(file)}


def edit(office: Office, text: str, through: Sequence[str] = ()) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*through, *PROJREG, *COMMANDS["edit"]],
        cwd=office.folder, env=script(office, text), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip


def typed_is_kept(office: Office, typed: str, err: str) -> None:
    """What was typed lies in the file that the message names."""
    assert office.litter() == [DRAFT]
    assert (office.folder / DRAFT).read_bytes().decode() == typed
    assert KEPT in err


@pytest.mark.parametrize(
    ("editor", "typed", "said", "status"),
    [
        ('cp "$O/typed.toml" "$1"; exit 3', TYPED, "the editor ended with status 3; projects.toml is unchanged", 2),
        ('cp "$O/typed.toml" "$1"; kill -9 $$', TYPED, "the editor was ended by signal 9", 2),
        ('cp "$O/broken.toml" "$1"', BROKEN, "PR001", 1),
        ('cp "$O/wrong.toml" "$1"', WRONG, "PR201", 1),
        ('cp "$O/typed.toml" "$1"; chmod 444 projects.toml', TYPED, "projects.toml is read-only; it is unchanged", 2),
        ('cp "$O/typed.toml" "$1"; ln projects.toml "$O/second"', TYPED, "hard link", 2),
        ('cp "$O/typed.toml" "$1"; sed -i s/Bron/Bryggan/ projects.toml', TYPED, "was changed by somebody else", 2),
        ('cp "$O/typed.toml" "$1"; sed -i s/bron/brygga/ projects.toml', TYPED, "no project with the id “bron”", 2),
        ('cp "$O/typed.toml" "$1"; rm projects.toml', TYPED, "projects.toml does not exist", 2),
        ('cp "$O/typed.toml" "$1"; echo "x = [" >> projects.toml', TYPED, "projects.toml", 2),
    ],
    ids=["fails", "killed", "broken", "wrong", "read-only", "linked", "same-project", "renamed", "gone", "damaged"],
)
def test_what_was_typed_is_kept(office: Office, editor: str, typed: str, said: str, status: int) -> None:
    result = ended(edit(office, editor))
    assert (result.status, said in result.err, "Traceback" in result.err) == (status, True, False), result.err
    typed_is_kept(office, typed, result.err)
    if office.registry.exists():
        assert "En bro över ån." not in office.registry.read_text("utf-8")


@pytest.mark.parametrize(
    ("editor", "said", "status"),
    [
        (": nothing", "nothing to change; projects.toml is unchanged", 0),
        (': > "$1"', "nothing is left of the project; projects.toml is unchanged", 1),
        ('rm "$1"', "nothing is left of the project; projects.toml is unchanged", 1),
        ("exit 3", "the editor ended with status 3; projects.toml is unchanged", 2),
        ("kill -9 $$", "the editor was ended by signal 9; projects.toml is unchanged", 2),
    ],
    ids=["closes", "empties", "removes", "fails", "killed"],
)
def test_what_nobody_typed_is_not_kept(office: Office, editor: str, said: str, status: int) -> None:
    result = ended(edit(office, editor))
    assert (result.status, said in result.err, KEPT in result.err) == (status, True, False), result.err
    assert (office.registry.read_bytes(), office.litter()) == (BEFORE.encode(), [])


@pytest.mark.parametrize("editor", ["", "no-such-editor", "'unclosed", "/"])
def test_without_an_editor_nothing_is_made(office: Office, editor: str) -> None:
    env = {**office.env, "EDITOR": editor, "PATH": "/nonexistent"}
    process = subprocess.Popen(
        [*PROJREG, *COMMANDS["edit"]], cwd=office.folder, env=env, stderr=subprocess.PIPE, stdout=subprocess.PIPE
    )
    result = ended(process)
    assert (result.status, result.err.startswith("error: "), "Traceback" in result.err) == (2, True, False), result.err
    assert (office.registry.read_bytes(), office.litter()) == (BEFORE.encode(), [])


def test_another_project_may_change_meanwhile(office: Office) -> None:
    result = ended(edit(office, 'cp "$O/typed.toml" "$1"; sed -i "s/Ett bad/Ett varmt bad/" projects.toml'))
    assert (result.err, result.status, office.litter()) == ("changed bron in projects.toml\n", 0, [])
    held = office.registry.read_text("utf-8")
    assert ("En bro över ån." in held, "Ett varmt bad." in held) == (True, True)


def test_folder_becomes_read_only(office: Office, bound: Sequence[str]) -> None:
    """The new registry cannot be made; what was typed lies there already."""
    result = ended(edit(office, 'cp "$O/typed.toml" "$1"; chmod 555 .', bound))
    office.folder.chmod(0o755)
    assert (result.status, "Permission denied; it is unchanged" in result.err) == (2, True)
    typed_is_kept(office, TYPED, result.err)


# ---- signals while the editor is open


def wait_for(there: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    while not there():
        assert process.poll() is None


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGHUP], ids=["SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("typed", [True, False], ids=["typed", "not-typed"])
def test_ended_while_the_editor_is_open(office: Office, kind: signal.Signals, typed: bool) -> None:
    first = 'cp "$O/typed.toml" "$1"; ' if typed else ""
    process = edit(office, f'{first}echo $$ > "$O/open"; exec sleep 30')
    opened = office.folder.parent / "open"
    wait_for(lambda: opened.exists() and opened.read_text() != "", process)
    process.send_signal(kind)
    result = ended(process)
    assert (result.status, "Traceback" in result.err, office.registry.read_bytes()) == (-kind, False, BEFORE.encode())
    assert not Path(f"/proc/{opened.read_text().strip()}").exists()  # the editor has ended too
    if typed:
        typed_is_kept(office, TYPED, result.err)
    else:
        assert (result.err, office.litter()) == ("", [])


def test_interrupt_is_for_the_editor(office: Office) -> None:
    process = edit(office, 'trap : INT; echo > "$O/open"; while [ -e "$O/open" ]; do :; done; cp "$O/typed.toml" "$1"')
    opened = office.folder.parent / "open"
    wait_for(opened.exists, process)
    os.killpg(process.pid, signal.SIGINT)
    opened.unlink()
    result = ended(process)
    assert (result.err, result.status, office.litter()) == ("changed bron in projects.toml\n", 0, [])


# ---- Edit again?


@pytest.mark.parametrize("answer", [INTERRUPT, "\x04", "n\r"], ids=["interrupt", "end", "no"])
def test_what_was_typed_is_kept_when_nobody_goes_on(office: Office, answer: str) -> None:
    env = script(office, 'cp "$O/wrong.toml" "$1"')
    shown = on_terminal(["edit", "bron"], office.folder, 100, keys=[("Edit again? [Y/n]", answer)], env=env)
    assert (shown.status, "Traceback" in shown.text) == (1 if answer == "n\r" else 130, False)
    typed_is_kept(office, WRONG, shown.text)
    assert office.registry.read_bytes() == BEFORE.encode()


def test_again_with_what_was_typed(office: Office) -> None:
    """The second time the editor opens what was typed the first time; the third time, with nothing left, the old."""
    env = script(
        office,
        'if [ ! -e "$O/first" ]; then cp "$O/wrong.toml" "$1"; touch "$O/first"\n'
        'elif [ ! -e "$O/second" ]; then cp "$1" "$O/second"; rm "$1"\n'
        'else cp "$1" "$O/third"; cp "$O/typed.toml" "$1"; fi',
    )
    again = ("Edit again? [Y/n]", "y\r")
    shown = on_terminal(["edit", "bron"], office.folder, 100, keys=[again, again], env=env)
    assert (shown.status, office.litter()) == (0, [])
    seen = [(office.folder.parent / name).read_text("utf-8") for name in ("second", "third")]
    assert seen[0] == WRONG
    assert seen[1].strip() == TYPED.replace("En bro över ån.", "En bro.").strip()
    assert "En bro över ån." in office.registry.read_text("utf-8")


# ---- going on with an unfinished edit

GO_ON = f"There is an unfinished edit of bron from 2025-02-28 14:05 in {DRAFT}: go on with it? [Y/n]:"


def left(office: Office, text: str) -> None:
    """Leave what an earlier edit typed, saved on an afternoon in February."""
    path = office.folder / DRAFT
    path.write_text(text, "utf-8")
    os.utime(path, (1740751500, 1740751500))


def test_an_unfinished_edit_is_gone_on_with(office: Office) -> None:
    left(office, WRONG)
    env = {**script(office, 'cp "$1" "$O/opened"; cp "$O/typed.toml" "$1"'), "TZ": "UTC"}
    keys = [(GO_ON, "\r"), ('+summary = "En bro över ån."', ""), ("Change bron? [Y/n]:", "\r")]
    shown = on_terminal(["edit", "bron"], office.folder, 120, keys=keys, env=env)
    assert (shown.status, office.litter()) == (0, [])
    assert (office.folder.parent / "opened").read_text("utf-8") == WRONG
    assert "En bro över ån." in office.registry.read_text("utf-8")


def test_what_is_gone_on_with_is_shown_before_it_is_written(office: Office) -> None:
    """Somebody may have changed the project since: the diff shows it, and a no keeps both."""
    left(office, TYPED)
    changed = BEFORE.replace('title = "Bron"', 'title = "Bryggan"')
    office.registry.write_text(changed, "utf-8")
    env = {**script(office, ":"), "TZ": "UTC"}
    keys = [(GO_ON, "y\r"), ('-title = "Bryggan"', ""), ("Change bron? [Y/n]:", "n\r")]
    shown = on_terminal(["edit", "bron"], office.folder, 120, keys=keys, env=env)
    assert (shown.status, office.registry.read_text("utf-8")) == (0, changed)
    typed_is_kept(office, TYPED, shown.text)


def test_an_unfinished_edit_may_wait(office: Office) -> None:
    left(office, WRONG)
    env = {**script(office, 'cp "$O/typed.toml" "$1"'), "TZ": "UTC"}
    shown = on_terminal(["edit", "bron"], office.folder, 120, keys=[(GO_ON, "n\r")], env=env)
    assert (shown.status, office.litter(), (office.folder / DRAFT).read_text("utf-8")) == (0, [DRAFT], WRONG)
    assert "En bro över ån." in office.registry.read_text("utf-8")


def test_an_unfinished_edit_is_told_of_without_a_terminal(office: Office) -> None:
    left(office, WRONG)
    result = ended(edit(office, 'cp "$O/typed.toml" "$1"'))
    first, last = result.err.splitlines()
    assert (first.startswith("note: there is an unfinished edit of bron from "), last) == (
        True,
        "changed bron in projects.toml",
    )
    assert (f" in {DRAFT}; this is a new one" in first, office.litter()) == (True, [DRAFT])


@pytest.mark.parametrize("kind", ["as it stands", "link", "folder"])
def test_what_is_no_unfinished_edit_is_passed_over(office: Office, kind: str) -> None:
    path = office.folder / DRAFT
    if kind == "as it stands":
        path.write_text(TYPED.replace("En bro över ån.", "En bro."), "utf-8")
    elif kind == "link":
        path.symlink_to(office.folder.parent / "typed.toml")
    else:
        path.mkdir()
    result = ended(edit(office, 'cp "$O/typed.toml" "$1"'))
    assert (result.err, result.status, office.litter()) == ("changed bron in projects.toml\n", 0, [DRAFT])


# ---- what an edit changes is shown, and the first end date kept


def test_on_a_terminal_the_change_is_shown(office: Office) -> None:
    shown = on_terminal(["edit", "bron"], office.folder, 100, env=script(office, 'cp "$O/typed.toml" "$1"'))
    lines = shown.text.splitlines()
    assert [each for each in lines if each.startswith(("+s", "-s"))] == [
        '-summary = "En bro."',
        '+summary = "En bro över ån."',
    ]


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("end_date = 2025-12-31", True),
        ("end_date = 2024-06-30", False),
        ("end_date = 2025-12-31\noriginal_end_date = 2024-11-30", False),
    ],
)
def test_prolonging_keeps_the_first_end_date(office: Office, lines: str, kept: bool) -> None:
    (office.folder.parent / "later.toml").write_text(TYPED.replace("end_date = 2024-12-31", lines), "utf-8")
    result = ended(edit(office, 'cp "$O/later.toml" "$1"'))
    added = "note: original_end_date = 2024-12-31 was added\n" if kept else ""
    assert (result.err, result.status) == (f"changed bron in projects.toml\n{added}", 0)
    wanted = BEFORE.replace("En bro.", "En bro över ån.").replace("end_date = 2024-12-31", lines)
    line = "end_date = 2025-12-31\n"
    held = wanted.replace(line, f"{line}original_end_date = 2024-12-31\n") if kept else wanted
    assert office.registry.read_text("utf-8") == held
