"""Every command in the documents prints what the document says. PROJREG_REWRITE=1 writes what it really prints."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from console import PROGRAMS, REPOSITORY, SECONDS, Exchange, console_blocks, copy_of_samples, environment, rewritten
from test_getting_started import PAGES as GETTING_STARTED

DOCUMENTS = [
    *(REPOSITORY / name for name in ("README.md", "README.sv.md", "CONTRIBUTING.md") if (REPOSITORY / name).exists()),
    *sorted({*(REPOSITORY / "docs").glob("*.md")} - {*GETTING_STARTED}),
    *sorted((REPOSITORY / "tests" / "cli").glob("*.md")),
]
OF_A_SHELL = {"|", "||", "&&", "&", ";", ">", ">>", "<", "<<", "2>", "2>&1"}


class Runner:
    """Runs a document's commands in a folder, one after the other: see `warm`."""

    def __init__(self, folder: Path, output: Path) -> None:
        self._output = output
        self._process = subprocess.Popen(
            [sys.executable, str(REPOSITORY / "tests" / "warm.py")],
            cwd=folder, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def printed(self, command: str) -> tuple[str, int]:
        """Both streams of a command in the order written, and its exit status."""
        program, *arguments = shlex.split(command)
        assert program in PROGRAMS, f"a document may only run projreg, not {program}"
        assert not OF_A_SHELL & {*arguments}, f"a document's command runs without a shell: {command}"
        order, answer = self._process.stdin, self._process.stdout
        assert order is not None
        assert answer is not None
        order.write(json.dumps([program, arguments, str(self._output)]) + "\n")
        order.flush()
        status = int(answer.readline())
        return self._output.read_bytes().decode().replace("\r\n", "\n"), status

    def end(self) -> None:
        """No more commands."""
        self._process.communicate(timeout=SECONDS)


class Compared(NamedTuple):
    """The commands of a document with what it says that they print, and with what they do print."""

    said: list[Exchange]
    really: list[Exchange]


def compared(document: Path, folder: Path) -> Compared:
    """Run the document's commands in order, in a copy of the samples."""
    copy_of_samples(folder)
    tests = REPOSITORY / "tests"
    for sample in (*(tests / "cli").glob("*.toml"), *(tests / "cli").glob("*.j2"), *(tests / "import").iterdir()):
        (folder / sample.name).write_bytes(sample.read_bytes())
    said = [*console_blocks(document.read_text("utf-8"))]
    if not said:
        return Compared([], [])
    runner = Runner(folder, folder.with_suffix(".printed"))
    try:
        return Compared(said, [Exchange(each.line, each.command, *runner.printed(each.command)) for each in said])
    finally:
        runner.end()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, Future[Compared]]]:
    """All documents at work at the same time, each in a folder of its own."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield {each: pool.submit(compared, each, tmp_path_factory.mktemp("copy")) for each in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_document_tells_the_truth(document: Path, documents: dict[Path, Future[Compared]]) -> None:
    said, really = documents[document].result()
    if os.environ.get("PROJREG_REWRITE"):
        answers = iter([(each.output, each.status) for each in really])
        if really != said:
            text = rewritten(document.read_text("utf-8"), lambda command: next(answers))
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
