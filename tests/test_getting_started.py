"""docs/getting-started.md and its Swedish sister, walked through in a new folder, with nothing but what they say."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from console import REPOSITORY, console_blocks, environment, need, rewritten

PAGES = [REPOSITORY / "docs" / name for name in ("getting-started.md", "kom-igang.md")]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


class Office:
    """A folder in which the page is followed. What people do by hand is done when the first command needs it."""

    def __init__(self, page: str, folder: Path) -> None:
        self.folder = folder / "projekt"
        self.folder.mkdir()
        shutil.copyfile(REPOSITORY / "examples" / "projektlista.csv", self.folder / "projektlista.csv")
        self.page, self.imports = page, 0
        path = f"{Path(sys.executable).parent}:{os.defpath}"
        _, who, day = blocks(page, "sh")
        said = re.fullmatch(r"export (PROJREG_TODAY)=(\S+)\n", day)
        assert said
        self.env = environment(folder, {"PATH": path, "GIT_CONFIG_NOSYSTEM": "1", said[1]: said[2]})
        for line in who.splitlines():
            assert self._run(line) == ("", 0)

    def answer(self, command: str) -> tuple[str, int]:
        """What a command prints, and its exit status."""
        if command.startswith("projreg import"):
            self.imports += 1
            if self.imports == 2:
                self._mend_list()
        elif command.startswith("projreg export html --into"):
            (self.folder / "webb.html").write_text(blocks(self.page, "html")[0], "utf-8")
        elif command == "pre-commit install":
            with (self.folder / ".pre-commit-config.yaml").open("a", encoding="utf-8") as config:
                config.write(blocks(self.page, "yaml")[0])
        return self._run(command)

    def _mend_list(self) -> None:
        """As Excel would: each cell of the page's table holds what the page says, and then what it says to write."""
        path = self.folder / "projektlista.csv"
        rows = [line.split(";") for line in path.read_text("cp1252").splitlines()]
        cells = re.findall(r"^\| ([A-Z])(\d+) \| `(.*?)` \| `(.*?)` \|$", self.page, re.MULTILINE)
        assert len(cells) == 3
        for column, row, says, write in cells:
            line = rows[int(row) - 1]
            assert line[ord(column) - ord("A")] == says
            line[ord(column) - ord("A")] = write
        path.write_text("".join(";".join(row) + "\r\n" for row in rows), "cp1252", newline="")

    def _run(self, command: str) -> tuple[str, int]:
        done = subprocess.run(
            ["sh", "-c", command], cwd=self.folder, env=self.env, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=60,
        )  # fmt: skip
        return re.sub(r"^- duration: .*\n", "", done.stdout.decode(), flags=re.MULTILINE), done.returncode


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_page_can_be_followed(path: Path, tmp_path: Path) -> None:
    need("git")
    page = path.read_text("utf-8")
    office = Office(page, tmp_path)
    followed = rewritten(page, office.answer)
    if os.environ.get("PROJREG_REWRITE"):
        path.write_text(followed, "utf-8", newline="\n")
    else:
        assert followed == page
    shown = (office.folder / "webb.html").read_text("utf-8")
    assert "<h1>Våra projekt</h1>" in shown
    assert "Bredband till Övre Lövdal" in shown
    for each in ("html -o projekt.html", "ics -o projekt.ics", "html --into webb.html"):
        assert office.answer(f"projreg export --check {each}")[1] == 0, "who follows the page is left with a stale file"
    assert office.answer("git status --short") == ("?? projektlista.csv\n?? webb.html\n", 0)


def test_both_languages_do_the_same() -> None:
    """But for what is said of a commit, and what a hook is called, which colleagues read."""

    def done(path: Path) -> Sequence[object]:
        page = re.sub(r"^ +name: .*|^.*\.{5}(?=Passed$|Failed$)", "", path.read_text("utf-8"), flags=re.MULTILINE)
        told = [(re.sub('"[^"]*"$', '""', each.command), each.output, each.status) for each in console_blocks(page)]
        return told, [blocks(page, each) for each in ("sh", "html", "yaml")]

    english, swedish = (done(path) for path in PAGES)
    assert english == swedish
