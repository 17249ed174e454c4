"""Naughty strings and hard titles stored by `add` and `set`: read back exactly, and nothing in the file acts."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import Result, called, run
from effort import count
from samples import HEAD, project

from projreg.editing.compose import literal
from projreg.editing.toml_edit import Change, Style, changed_text
from projreg.reading.source import parse

pytestmark = pytest.mark.long

GIVEN = [
    "--role=partner", "--owner=Granby kommun", "--start-date=2024-01-01", "--end-date=2025-06-30",
    "--contact=contact: a@granby.example",
]  # fmt: skip
ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def texts_in(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for each in value for text in texts_in(each)]


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    """Every text that a command can be given: without what the system itself cannot hand over."""
    corpora = shared / "data" / "corpora"
    naughty = texts_in(json.loads((corpora / "naughty_strings.json").read_text("utf-8")))
    hard = [texts_in(kind) for kind in json.loads((corpora / "titles_real_hard.json").read_text("utf-8")).values()]
    found = [*naughty, *(each for kind in hard for each in kind[:25])]
    return [each for each in dict.fromkeys(found) if each.strip()]


def acting(raw: bytes) -> set[str]:
    """The characters of a file that could act on a terminal or in an editor."""
    return {each for each in raw.decode() if each != "\n" and unicodedata.category(each) in ACTING}


def stored(path: Path) -> dict[str, Any]:
    """The last project, as the file has it."""
    table: dict[str, Any] = tomli.loads(path.read_bytes().decode())["project"][-1]
    return table


def some(texts: list[str]) -> list[str]:
    """Every tenth text, or with PROJREG_LONG=1 all of them, for what takes a command for each."""
    return texts[:: count(10, 1)]


def test_all_at_once_are_added_and_set(texts: list[str], tmp_path: Path) -> None:
    path, wanted = tmp_path / "projects.toml", [each.strip() for each in texts]
    path.write_bytes(HEAD.encode())
    given = [f"--{name}={text}" for name in ("places", "tags") for text in texts]
    assert called("add", "--yes", "--id=p", "--title=T", "--summary=S", *given, *GIVEN, cwd=tmp_path).status == 0
    assert (stored(path)["places"], stored(path)["tags"]) == (wanted, wanted)
    written = [f"places={text}" for text in reversed(texts)] + [f"tags[]={text}" for text in texts[:20]]
    written += [f"x_{number}={text}" for number, text in enumerate(texts[:50])]
    assert called("set", "p", "--yes", *written, cwd=tmp_path).status == 0
    assert (stored(path)["places"], stored(path)["tags"]) == (wanted[::-1], wanted)  # which were there
    assert [stored(path)[f"x_{number}"] for number in range(50)] == wanted[:50]
    assert acting(path.read_bytes()) == set()


def test_what_is_added_reads_back_equal(texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    for text in some(texts):
        path.write_bytes(HEAD.encode())
        option = [f"--{name}={text}" for name in ("title", "summary", "notes", "tags", "acronym")]
        result = called("add", "--yes", "--id=p", *option, f"--waive=PR311=beslut: {text}", *GIVEN, cwd=tmp_path)
        assert result == Result("", "added p to projects.toml\n", 0), text
        table, wanted = stored(path), text.strip()
        assert [table[name] for name in ("title", "summary", "notes", "acronym")] == [wanted] * 4
        assert (table["tags"], table["waive"]) == ([wanted], {"PR311": f"beslut: {text}".strip()})
        assert acting(path.read_bytes()) == set()


def test_what_is_set_reads_back_equal(texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    before = (HEAD + project(summary="'''\n[[project]]\n'''", places='["a"] # b')).encode()
    for text in some(texts):
        path.write_bytes(before)
        written = [f"{name}={text}" for name in ("title", "summary", "notes", "places[]", "places[0]", "x_ny")]
        written.append(f"waive.PR311=beslut: {text}")
        result = called("set", "bredband", *written, "--yes", cwd=tmp_path)
        assert result == Result("", "changed bredband in projects.toml\n", 0), text
        table, wanted = stored(path), text.strip()
        assert [table[name] for name in ("title", "summary", "notes", "x_ny")] == [wanted] * 4
        assert (table["places"], table["waive"]) == ([wanted, wanted], {"PR311": f"beslut: {text}".strip()})
        assert acting(path.read_bytes()) == set()


def test_names_of_keys_are_written_safely_too(texts: list[str]) -> None:
    for text in texts:
        written = changed_text(
            HEAD, parse(HEAD.encode(), "x").data, [Change((text,), text)], Style(literal, lambda _: ())
        )
        assert tomli.loads(written)[text] == text
        assert acting(written.encode()) == set()


def test_the_same_through_processes(texts: list[str], tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_bytes(HEAD.encode())
    for number, text in enumerate(["\x1b[31mröd\x1b[0m\u202e", "-x=1", *texts[:: len(texts) // 6]]):
        first = run("add", f"--id=p{number}", f"--title={text}", "--summary=S", *GIVEN, cwd=tmp_path)
        assert first == Result("", f"added p{number} to projects.toml\n", 0)
        assert run("set", f"p{number}", f"summary={text}", cwd=tmp_path).status == 0
        assert (stored(path)["title"], stored(path)["summary"]) == (text.strip(), text.strip())
    assert acting(path.read_bytes()) == set()
