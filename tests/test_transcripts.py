"""Every command in the documents prints what the document says. PROJREG_REWRITE=1 writes what it really prints."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest
from console import (
    PROGRAMS,
    REPOSITORY,
    SECONDS,
    Exchange,
    called_mixed,
    console_blocks,
    copy_of_samples,
    environment,
    rewritten,
)
from effort import LONG
from test_getting_started import PAGES as GETTING_STARTED

DOCUMENTS = [
    *(REPOSITORY / name for name in ("README.md", "README.sv.md", "CONTRIBUTING.md") if (REPOSITORY / name).exists()),
    *sorted({*(REPOSITORY / "docs").glob("*.md")} - {*GETTING_STARTED}),
    *sorted((REPOSITORY / "tests" / "cli").glob("*.md")),
]
OF_A_SHELL = {"|", "||", "&&", "&", ";", ">", ">>", "<", "<<", "2>", "2>&1"}


def printed(command: str, cwd: Path, by_process: bool) -> tuple[str, int]:
    """Both streams of a command in the order written, and its exit status."""
    program, *arguments = shlex.split(command)
    assert program in PROGRAMS, f"a document may only run projreg, not {program}"
    assert not OF_A_SHELL & {*arguments}, f"a document's command runs without a shell: {command}"
    if not by_process:
        text, status = called_mixed(*arguments, cwd=cwd, program=program)
        return text.replace("\r\n", "\n"), status
    done = subprocess.run(
        [*PROGRAMS[program], *arguments],
        cwd=cwd, env=environment(cwd), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=SECONDS, check=False,
    )  # fmt: skip
    return done.stdout.decode().replace("\r\n", "\n"), done.returncode


def answers(document: Path, folder: Path) -> list[Exchange]:
    """The document's commands run in order in a copy of the samples: those of a README as processes, as a reader does.

    The others are run so with PROJREG_LONG=1.
    """
    copy_of_samples(folder)
    tests = REPOSITORY / "tests"
    for sample in (*(tests / "cli").glob("*.toml"), *(tests / "cli").glob("*.j2"), *(tests / "import").iterdir()):
        (folder / sample.name).write_bytes(sample.read_bytes())
    by_process = document.name.startswith("README") or LONG
    said = console_blocks(document.read_text("utf-8"))
    return [Exchange(each.line, each.command, *printed(each.command, folder, by_process)) for each in said]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_document_tells_the_truth(document: Path, tmp_path: Path) -> None:
    said, really = [*console_blocks(document.read_text("utf-8"))], answers(document, tmp_path)
    if os.environ.get("PROJREG_REWRITE"):
        outputs = iter([(each.output, each.status) for each in really])
        if really != said:
            text = rewritten(document.read_text("utf-8"), lambda command: next(outputs))
            document.write_text(text, "utf-8", newline="\n")
    else:
        assert really == said


def test_rewriting_keeps_what_is_true() -> None:
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        said = iter([(each.output, each.status) for each in console_blocks(text)])
        assert rewritten(text, lambda command, said=said: next(said)) == text  # type: ignore[misc]


def test_reading_a_document() -> None:
    text = (
        "a\n```console\n$ projreg list\none\n\n[exit 1]\n$ projreg add \\\n  -n\n```\n"
        "```sh\n$ rm x\n```\n````console\n````\n"
    )
    assert [*console_blocks(text)] == [(3, "projreg list", "one\n\n", 1), (7, "projreg add -n", "", 0)]
    changed = rewritten(text, lambda command: ("new\n", 0))
    assert changed.startswith("a\n```console\n$ projreg list\nnew\n$ projreg add \\\n  -n\nnew\n```\n```sh\n")
