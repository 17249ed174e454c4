"""The examples that people copy: those in the help are run, those in the pages parse and ask for what exists.

What stands in ```console blocks is run by test_transcripts.py.
"""

import ast
import json
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest
import yaml
from console import REPOSITORY, called, console_blocks, copy_of_samples, environment, run

from projreg.cli.main import COMMANDS, Deferred, application

PAGES = [
    *(REPOSITORY / name for name in ("README.md", "README.sv.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((REPOSITORY / "docs").glob("*.md")),
]
LIST = "Benämning;Ägare;Projekttid;Beskrivning;E-post\r\nBredband;Byn;20180901 - 20211231;Fiber.;by@lovdal.example\r\n"
NOT_OURS = {"crontab", "ini", "lua", "jinja", "markdown", "html", "sql", "text", "console"}
"""What other programs read, or what is shown as an output; most of it is run by the test of its page."""


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    line: int
    language: str
    text: str


def blocks() -> Iterator[Block]:
    for path in PAGES:
        text = path.read_text("utf-8")
        for each in re.finditer(r"^( *)(`{3,})([a-z]*) *\n(.*?)^\1\2 *$", text, re.M | re.S):
            yield Block(path.name, text.count("\n", 0, each.start()) + 1, each[3], dedent(each[4]))


BLOCKS = list(blocks())


def written_in(*languages: str) -> list[Any]:
    return [pytest.param(each, id=f"{each.page}:{each.line}") for each in BLOCKS if each.language in languages]


# ---- help


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with a past, and what the examples speak of."""
    folder = copy_of_samples(tmp_path_factory.mktemp("office"))
    (folder / ".git").rmdir()
    (folder / "docs").mkdir()
    (folder / "lista.csv").write_text(LIST, "cp1252", newline="")
    for words in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "--message=first"]):
        name = ["-c", "user.name=Test", "-c", "user.email=test@lovdal.example"]
        past = environment(folder, {"GIT_AUTHOR_DATE": "2025-06-01T12:00", "GIT_COMMITTER_DATE": "2025-06-01T12:00"})
        subprocess.run(["git", *name, *words], cwd=folder, env=past, check=True)
    return folder


def example(command: str) -> str:
    help = import_module(f"projreg.cli.commands.{command}").__doc__ or ""
    found = re.search(r"^Example: (.+?)(?:\n\n|\Z)", help, re.M | re.S)
    assert found, f"the help of {command} has no example"
    return " ".join(found[1].split())


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_in_the_help_works(command: str, office: Path, tmp_path: Path) -> None:
    words = shlex.split(example(command))
    env = dict(each.split("=", 1) for each in words if re.fullmatch(r"[A-Z]+=.*", each))
    program, named, *arguments = words[len(env) :]
    assert (program, named) == ("projreg", command)
    if "EDITOR" in env:
        env["EDITOR"] = "true"  # an editor in which nothing is typed
    done = run(command, *arguments, cwd=tmp_path if command == "init" else office, env=env)
    assert "error:" not in done.err, done.err
    assert done.status == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_names_no_option_that_is_not_there(command: str) -> None:
    """An option of another command stands behind its name."""
    text = called(command, "--help", cwd=REPOSITORY).out
    options = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text, re.MULTILINE))
    options |= set(re.findall(r"^  --[a-z-]+ / (--no-[a-z-]+)", text, re.MULTILINE))
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", re.sub(r"\b(?:projreg|git|python) [^\n,.;:)]*", "", text)))
    assert named - options == set()


def test_no_example_changes_what_is_there(office: Path) -> None:
    """`--dry-run` stands in those that would."""
    for command in ("add", "set", "import", "close", "remove"):
        assert re.search(r" (--dry-run|-n)\b", example(command)), command


# ---- pages


def test_each_language_is_looked_at() -> None:
    looked = {"toml", "yaml", "json", "python", "sh", "powershell"}
    assert {each.language for each in BLOCKS} - {""} <= looked | NOT_OURS


@pytest.mark.parametrize("block", written_in("toml"))
def test_toml_parses_and_is_a_registry_or_settings(block: Block, tmp_path: Path) -> None:
    data = tomllib.loads(block.text)
    if data.keys() & {"schemas", "rule", "language"}:  # of editors
        return
    copy_of_samples(tmp_path)
    if "tool" in data:
        (tmp_path / "pyproject.toml").write_text(block.text, "utf-8")
        done = run("validate", cwd=tmp_path)
    else:
        head = "" if "registry" in data else '[registry]\ntitle = "T"\npublisher = "Lövdals kommun"\n'
        contact = "" if "registry" in data else 'contact = "kommun@lovdal.example"\n'
        (tmp_path / "it.toml").write_text(block.text + head + contact, "utf-8")
        done = run("validate", "it.toml", cwd=tmp_path)
    assert "error:" not in done.err, done.err
    assert done.status == 0, done.out


@pytest.mark.parametrize("block", written_in("yaml"))
def test_yaml_parses_and_its_hooks_exist(block: Block) -> None:
    data = yaml.safe_load(block.text)
    ours = {each["id"] for each in yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    repos = data if isinstance(data, list) else data.get("repos", ())
    hooks = [hook for each in repos for hook in each.get("hooks", [each])]
    assert {each["id"] for each in hooks} <= ours
    for each in hooks:
        words = shlex.split(each.get("entry", "projreg export --check")) + each.get("args", [])
        if each["id"] == "projreg-export-check":
            must_exist(words)


@pytest.mark.parametrize("block", written_in("json"))
def test_json_parses(block: Block) -> None:
    assert json.loads(block.text)


@pytest.mark.parametrize("block", written_in("python"))
def test_python_parses(block: Block, tmp_path: Path) -> None:
    ast.parse(block.text)
    if "projekt.csv" in block.text:
        copy_of_samples(tmp_path)
        run("export", "csv", "-o", "projekt.csv", cwd=tmp_path)
        done = subprocess.run(["python3", "-c", block.text], cwd=tmp_path, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[0] == "shimr 2026-03-16 23974594"


def options_of(command: Any) -> Mapping[str, Any]:
    """Options and their other names → parameter."""
    return {name: each for each in command.params for name in (*each.opts, *each.secondary_opts)}


def must_exist(words: list[str]) -> None:
    """The command that these words call, and its options."""
    command: Any = application()
    rest = words[1:]
    if rest and not rest[0].startswith("-") and re.fullmatch(r"[a-z]+", rest[0]):
        assert rest[0] in COMMANDS, f"there is no command {rest[0]}"
        command = Deferred(name=rest[0]).make_context(rest[0], [], resilient_parsing=True).command
        rest = rest[1:]
    known = {*options_of(command), "-h", "--help"}
    for word in rest:
        if word.startswith("-") and word != "-":
            assert word.split("=")[0] in known, f"there is no option {word}: {shlex.join(words)}"


def commands_in(text: str) -> Iterator[list[str]]:
    """Each call of projreg in lines of a shell."""
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.wordchars += ":,[]%@+…“”’"
        words = [*lexer]
        while words:
            end = next((at for at, word in enumerate(words) if set(word) <= set("();<>|&")), len(words))
            if "projreg" in (called := [word.rsplit("/")[-1] for word in words[:end]]):
                yield words[called.index("projreg") : end]
            del words[: end + 1]


@pytest.mark.parametrize("block", written_in("sh", "powershell"))
def test_lines_for_a_shell_ask_for_what_exists(block: Block) -> None:
    for words in commands_in(block.text):
        must_exist(words)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_in_the_text_exist(path: Path) -> None:
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1 *$", "", path.read_text("utf-8"))
    for each in re.findall(r"`(projreg [^`]+)`", prose):
        for words in commands_in(" ".join(each.replace("…", "X").split())):
            must_exist([word for word in words if not word.isupper()])


def anchors(path: Path) -> set[str]:
    """Of the headings, as the hosts of git repositories make them."""
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1 *$", "", path.read_text("utf-8"))
    titles = re.findall(r"(?m)^#+ (.+)$", prose)
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in titles}


@pytest.mark.parametrize("path", [*PAGES, REPOSITORY / "CHANGELOG.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"(?ms)^(`{3,}).*?^\1 *$", "", path.read_text("utf-8"))
    for link, anchor in re.findall(r"\]\(([^)#\s]*)#?([^)\s]*)\)", prose):
        if not re.match(r"[a-z]+:", link):
            target = (path.parent / link) if link else path
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), f"{link}#{anchor}"


def test_each_page_in_two_languages_runs_the_same() -> None:
    one, other = ((REPOSITORY / name).read_text("utf-8") for name in ("README.md", "README.sv.md"))
    assert [each.command for each in console_blocks(one)] == [each.command for each in console_blocks(other)]
