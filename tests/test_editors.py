"""The schema in the programs that editors use: Tombi, also as the language server that it is there, and Taplo."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from console import REPOSITORY, SECONDS, environment
from test_rules import expected

from projreg.model.jsonschema import text
from projreg.model.words import CONTACT_ROLES, DEADLINE_TYPES, LEVELS, ROLES

RULES = REPOSITORY / "tests" / "rules"
CLEAN = [*sorted(RULES.glob("clean*.toml")), REPOSITORY / "data" / "projects.toml"]
BAD = [next(RULES.glob(f"{code}-*.toml")) for code in ("PR101", "PR102", "PR103", "PR104", "PR107", "PR301", "PR503")]
UNSEEN = {
    "tombi": {
        "amount = 1250.505 # PR102",  # three decimals
        "[registry] # PR103",  # a table begins with the comments above it, and there Tombi tells of it
    },
    "taplo": {
        "amount = 1250.505 # PR102",
        'start_date = "2024-06-28" # PR102',  # a date in quotes is a date, once TOML has become JSON
        "paid = 99999999999999999999 # PR102",  # which Taplo reads as 0
    },
}
"""Lines with a fault that the program does not see there."""

LINT = {"tombi": ("lint", "--offline"), "taplo": ("lint", "--colors", "never")}


def program(name: str) -> str:
    """The path of a program that came with the `test` extra. Without it a test is skipped; in CI it fails."""
    found = shutil.which(name, path=os.path.dirname(sys.executable))
    if not found:
        if os.environ.get("PROJREG_REQUIRE_SHARED"):
            pytest.fail(f"{name} is missing: install the extra `test`")
        pytest.skip(f"{name} is not there")
    return found


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder in which both programs know the schema, by their own configuration as docs/editor.md has it."""
    (tmp_path / "projects.schema.json").write_text(text(), "utf-8")
    (tmp_path / "tombi.toml").write_text('[[schemas]]\npath = "projects.schema.json"\ninclude = ["*.toml"]\n')
    (tmp_path / ".taplo.toml").write_text(
        '[[rule]]\ninclude = ["**/*.toml"]\n\n[rule.schema]\npath = "./projects.schema.json"\n'
    )
    return tmp_path


def lint(name: str, office: Path, registry: bytes) -> tuple[set[int], int]:
    """The lines in which the program finds fault with a registry, and its exit status."""
    (office / "registry.toml").write_bytes(registry)
    done = subprocess.run(
        [program(name), *LINT[name], "registry.toml"],
        cwd=office, env=environment(office, {"NO_COLOR": "1"}), capture_output=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    said = (done.stdout + done.stderr).decode()
    assert "warning" not in said.casefold(), said
    return {int(line) for line in re.findall(r"(?:at|┌─) \S*registry\.toml:(\d+):", said)}, done.returncode


def written(sample: Path, line: int) -> str:
    """What stands on a line of a sample."""
    return sample.read_text("utf-8").split("\n")[line - 1]


@pytest.mark.parametrize("name", LINT)
@pytest.mark.parametrize("sample", CLEAN, ids=lambda sample: sample.stem)
def test_a_good_registry_is_good(name: str, sample: Path, office: Path) -> None:
    assert lint(name, office, sample.read_bytes()) == (set(), 0)


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.stem)
def test_tombi_finds_faults_on_their_lines(sample: Path, office: Path) -> None:
    lines, status = lint("tombi", office, sample.read_bytes())
    faults = {line for line, _ in expected(sample.read_text("utf-8"))}
    assert {line for line in faults if written(sample, line) not in UNSEEN["tombi"]} <= lines
    assert {written(sample, line) for line in lines - faults} <= {"[[project]]"}  # lacks a key that is misspelt
    assert status == 1


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.stem)
def test_taplo_finds_faults_on_their_lines(sample: Path, office: Path) -> None:
    """And on others: what is wrong with a table Taplo tells of every word in it."""
    lines, status = lint("taplo", office, sample.read_bytes())
    for line, _ in expected(sample.read_text("utf-8")):
        assert (line in lines) != (written(sample, line) in UNSEEN["taplo"])
    assert status == 1


@pytest.mark.parametrize("name", LINT)
@pytest.mark.parametrize("above", ["#:schema {}\n\n", "#:schema {}\n", "# Registret\n#:schema {}\n\n"])
@pytest.mark.parametrize("path", ["./deeper/s.json", "deeper/s.json"])
def test_the_line_on_the_schema(name: str, above: str, path: str, tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "s.json").write_text(text(), "utf-8")
    good = above.format(path).encode() + (REPOSITORY / "data" / "projects.toml").read_bytes()
    assert lint(name, tmp_path, good) == (set(), 0)
    bad = good.replace(b'role = "partner"', b'role = "boss"')
    line = bad[: bad.index(b'role = "boss"')].count(b"\n") + 1
    assert lint(name, tmp_path, bad) == ({line}, 1)


class Server:
    """A language server, spoken to as an editor does."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self._process = process
        self._uri = (folder / "projects.toml").as_uri()
        self._asked = 0
        capabilities = {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}
        self._ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
        self._tell("initialized", {})

    def open(self, registry: str) -> None:
        """Open the registry; the § in it is no part of it."""
        document = {"uri": self._uri, "languageId": "toml", "version": 1, "text": registry.replace("§", "")}
        self._tell("textDocument/didOpen", {"textDocument": document})

    def at(self, what: str, registry: str) -> Any:
        """The answer to a request for the place of the §. It is nothing until the registry has been read."""
        before = registry[: registry.index("§")]
        place = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        while not (
            answer := self._ask(f"textDocument/{what}", {"textDocument": {"uri": self._uri}, "position": place})
        ):
            time.sleep(0.01)
        return answer

    def _tell(self, method: str, params: Any, **more: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _ask(self, method: str, params: Any) -> Any:
        self._asked += 1
        self._tell(method, params, id=self._asked)
        while True:
            message = self._heard()
            if message.get("id") == self._asked and "method" not in message:
                return message["result"]

    def _heard(self) -> Any:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return json.loads(self._process.stdout.read(length))


@contextmanager
def tombi(folder: Path) -> Iterator[Server]:
    """Tombi as a language server in the folder; one that hangs is ended."""
    process = subprocess.Popen(
        [program("tombi"), "lsp", "--offline"],
        cwd=folder, env=environment(folder), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with process:
        timer = Timer(SECONDS, process.kill)
        timer.start()
        try:
            yield Server(process, folder)
        finally:
            timer.cancel()
            process.kill()


ABOVE = 'schema_version = 1\n\n[registry]\ntitle = "T"\npublisher = "P"\ncontact = "p@lovdal.example"\n\n[[project]]\n'


@pytest.mark.parametrize(
    ("below", "offered"),
    [
        ("role = §\n", {f'"{role}"' for role in ROLES}),
        ('id = "a"\n\n[[project.funding]]\nlevel = §\n', {f'"{level}"' for level in LEVELS}),
        ('id = "a"\n\n[[project.deadline]]\ntype = §\n', {f'"{each}"' for each in DEADLINE_TYPES}),
        ("contact = [{ role = § }]\n", {f'"{role}"' for role in CONTACT_ROLES}),
        ("publish = §\n", {"true", "false"}),
        ("end§\n", {"end_date"}),
        ("[[project.§]]\n", {"funding", "contact", "deadline", "logos"}),
    ],
)
def test_completion(below: str, offered: set[str], office: Path) -> None:
    with tombi(office) as server:
        server.open(ABOVE + below)
        answer = server.at("completion", ABOVE + below)
    items = answer if isinstance(answer, list) else answer["items"]
    assert offered <= {each["label"] for each in items}
    if offered & {'"owner"', '"eu"', "true", "end_date"}:
        assert {each["label"] for each in items} == offered


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("§end_date = 2024-06-30\n", "Slutdatum / End|Sista dagen; den räknas med.|The last day; it counts."),
        ("§total_budget = 480_000\n", "Total budget|Vad hela projektet kostar|What the whole project costs"),
        ('§role = "partner"\n', "Kommunens roll / Our role|`owner`: Projektägare / Owner|`partner`: Partner"),
        ('id = "a"\n\n[[project.funding]]\n§fund = "ERDF"\n', "`ERDF`: Europeiska regionala utvecklingsfonden"),
    ],
)
def test_hover(below: str, told: str, office: Path) -> None:
    with tombi(office) as server:
        server.open(ABOVE + below)
        answer = server.at("hover", ABOVE + below)
    for each in told.split("|"):
        assert each in answer["contents"]["value"]
