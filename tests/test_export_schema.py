"""The schema of what is exported: whatever is exported is valid, what is wrong is refused, and every key is told."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from console import REPOSITORY, called
from exports import CLEAN, DAY, GOLDEN, document, lines
from jsonschema import Draft202012Validator, FormatChecker
from samples import holding, hostile_strings, published, registry_of

from projreg.model.decode import decode
from projreg.model.fields import Day, Money, Record, Records
from projreg.model.records import Project, Publisher, Registry
from projreg.publishing.exportschema import schema, text
from projreg.reading.source import parse

SCHEMA: dict[str, Any] = schema()
DOCUMENT = Draft202012Validator(SCHEMA, format_checker=FormatChecker())
LINE = Draft202012Validator({"$ref": "#/$defs/line", "$defs": SCHEMA["$defs"]}, format_checker=FormatChecker())


def everything(shared: Path) -> Iterator[Registry]:
    for path in CLEAN:
        yield registry_of(path.read_bytes())
    real = (shared / "data" / "registries" / "europe-500.toml").read_bytes()
    yield registry_of(real.replace(b"publish = false", b"publish = true"))
    for path in sorted((REPOSITORY / "tests" / "rules").glob("*.toml")):
        source = parse(path.read_bytes(), path.name) if readable(path) else None
        if source:
            yield decode(source.data).registry
    yield registry_of("schema_version = 1\n")
    yield holding(hostile_strings(shared))


def readable(path: Path) -> bool:
    try:
        tomllib.loads(path.read_text("utf-8"))
    except ValueError:
        return False
    return True


@pytest.mark.long
def test_whatever_is_exported_is_valid(shared: Path) -> None:
    """Good registries and bad: also those with the faults of every rule, of real lists, and with hostile text."""
    number = 0
    for registry in everything(shared):
        assert [*DOCUMENT.iter_errors(json.loads(published("json", registry, DAY)))] == []
        for each in published("jsonl", registry, DAY, with_contacts=True).splitlines():
            assert [*LINE.iter_errors(json.loads(each))] == []
            number += 1
    assert number > 1500


def test_the_schema_is_one_and_says_its_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert (SCHEMA["$id"], SCHEMA["properties"]["schema_version"]["const"]) == ("urn:projreg:export:1", 1)
    assert (json.loads(text()), text()[-2:]) == (SCHEMA, "}\n")


def test_it_says_which_keys_are_always_there() -> None:
    """They are those of every export, in the same order; contacts and what is internal are not among them."""
    registry = registry_of(GOLDEN.read_bytes())
    whole, defs = document(registry, with_contacts=True), SCHEMA["$defs"]
    assert SCHEMA["required"] == [*whole]
    assert defs["publisher"]["required"] == [*whole["publisher"]]
    for each in whole["projects"]:
        assert [*defs["project"]["required"], "contact"] == [*each]
        for name in ("logos", "funding", "deadline", "contact"):
            assert all([*entry] == defs[name]["required"] for entry in each[name])
    assert [*defs["line"]["required"], *defs["project"]["required"]] == [*lines(registry)[0]]
    internal = [name for name, key in Project.keys.items() if key.internal]
    assert internal == [name for name, told in defs["project"]["properties"].items() if told is False]
    assert sorted(Project.keys) == sorted({*defs["project"]["properties"]} - {"state"})


def test_every_key_is_told_in_both_languages() -> None:
    tables: list[tuple[str, type[Record]]] = [("publisher", Publisher), ("project", Project)]
    tables += [(name, key.kind.record) for name, key in Project.keys.items() if isinstance(key.kind, Records)]
    for name, record in tables:
        for each, key in record.keys.items():
            told = SCHEMA["$defs"][name]["properties"][each]
            if not key.internal:
                assert told["title"] in (f"{key.label.sv} / {key.label.en}", key.label.sv)
                assert key.meaning.sv in told["description"]
                assert key.meaning.en in told["description"]
                assert isinstance(key.kind, Day) == (told.get("format") == "date")
                assert isinstance(key.kind, Money) == ("number" in told.get("type", ()))


GONE = object()


def changed(whole: Any, path: tuple[str | int, ...], to: object) -> None:
    """Set a value somewhere in a document, or take it out."""
    *steps, last = path
    for step in steps:
        whole = whole[step]
    if to is GONE:
        del whole[last]
    else:
        whole[last] = to


FIRST = ("projects", 0)
LINE_HEAD = {"schema_version": 1, "as_of": "2026-03-01", "publisher": "Lövdals kommun", "publisher_id": None}
WRONG: dict[str, tuple[tuple[str | int, ...], object]] = {
    "another version": (("schema_version",), 2),
    "a version as text": (("schema_version",), "1"),
    "no day": (("as_of",), GONE),
    "a day that is none": (("as_of",), "2026-02-30"),
    "no publisher": (("publisher",), GONE),
    "a publisher's name": (("publisher",), "Lövdals kommun"),
    "a publisher without a key": (("publisher", "timezone"), GONE),
    "no projects": (("projects",), GONE),
    "projects by id": (("projects",), {}),
    "a key is missing": ((*FIRST, "end_date"), GONE),
    "the state is missing": ((*FIRST, "state"), GONE),
    "no list of funding": ((*FIRST, "funding"), GONE),
    "null for a list": ((*FIRST, "tags"), None),
    "null in a list": ((*FIRST, "tags", 0), None),
    "a title that is a number": ((*FIRST, "title"), 2024),
    "a month that is none": ((*FIRST, "end_date"), "2026-13-01"),
    "a year for a date": ((*FIRST, "end_date"), "2026"),
    "an amount in words": ((*FIRST, "total_budget"), "12,4 mkr"),
    "an amount with three decimals": ((*FIRST, "total_budget"), "12.125"),
    "a state that is none": ((*FIRST, "state"), "over"),
    "null for a state": ((*FIRST, "state"), None),
    "a role that is none": ((*FIRST, "role"), "boss"),
    "no currency": ((*FIRST, "currency"), None),
    "state aid as text": ((*FIRST, "state_aid"), "ja"),
    "notes": ((*FIRST, "notes"), "intern"),
    "an account": ((*FIRST, "account"), None),
    "waivers": ((*FIRST, "waive"), {}),
    "a key of one's own": ((*FIRST, "x_own"), 1),
    "a fund that is none": ((*FIRST, "funding", 0, "fund"), "EU"),
    "no kind of funding": ((*FIRST, "funding", 0, "kind"), None),
    "funding without a key": ((*FIRST, "funding", 0, "paid"), GONE),
    "a key of one's own in a funding": ((*FIRST, "funding", 0, "x_own"), 1),
    "a day due that is none": ((*FIRST, "deadline", 0, "due"), "i juni"),
    "a contact without a key": ((*FIRST, "contact", 0, "publish"), GONE),
    "a contact whose role is none": ((*FIRST, "contact", 0, "role"), "chef"),
    "a logo that is an address": ((*FIRST, "logos", 0), "https://lovdal.example/eu.svg"),
}


@pytest.mark.parametrize("name", WRONG)
def test_the_schema_refuses(name: str) -> None:
    whole = json.loads(published("json", registry_of(GOLDEN.read_bytes()), DAY, with_contacts=True))
    DOCUMENT.validate(whole)
    path, value = WRONG[name]
    changed(whole, path, value)
    assert {each.json_path for each in DOCUMENT.iter_errors(whole)} == {place(path, value)}
    if path[:2] == FIRST:
        assert not LINE.is_valid({**LINE_HEAD, **whole["projects"][0]})


def place(path: tuple[str | int, ...], value: object) -> str:
    """Where the fault is told: a key that is missing, or that may not be there, in its table."""
    steps = path[:-1] if value is GONE or path[-1] in ("x_own", "notes", "account", "waive") else path
    return "$" + "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in steps)


@pytest.mark.parametrize("key", ["schema_version", "as_of", "publisher", "publisher_id", "title", "state"])
def test_the_schema_refuses_a_line_without(key: str) -> None:
    line = lines(registry_of(GOLDEN.read_bytes()))[0]
    LINE.validate(line)
    del line[key]
    assert not LINE.is_valid(line)


def test_a_key_of_a_later_version_of_projreg_is_let_through() -> None:
    whole = document(registry_of(GOLDEN.read_bytes()))
    whole["projects"][0]["risk"] = "low"
    assert DOCUMENT.is_valid(whole)


def test_the_schema_at_the_command_line(tmp_path: Path) -> None:
    written = (REPOSITORY / "docs" / "export.schema.json").read_text("utf-8")
    assert called("schema", "--export", cwd=tmp_path) == (written, "", 0)
    assert called("schema", "--export", "-o", "s.json", cwd=tmp_path) == ("", "wrote s.json\n", 0)
    assert called("schema", "--export", "--check", "-o", "s.json", cwd=tmp_path).status == 0
    said = "s.json is not the schema of this projreg; write it with projreg schema"
    assert called("schema", "--check", "-o", "s.json", cwd=tmp_path) == ("", f"{said} -o s.json\n", 1)
    (tmp_path / "s.json").write_text("{}", "utf-8")
    assert called("schema", "--check", "--export", "-o", "s.json", cwd=tmp_path).err == f"{said} --export -o s.json\n"
