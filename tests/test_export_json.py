"""`export json` and `jsonl`: exact, ASCII, what their schema says, and as a reader who knows only TOML expects it."""

import json
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from console import called
from exports import CLEAN, DAY, GOLDEN, document, lines
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, exported, holding, hostile_strings, project, published, registry_of

from projreg.export import named
from projreg.model.fields import LARGEST_INTEGER
from projreg.model.records import Registry
from projreg.publishing.exportschema import schema


def holds(told: dict[str, Any], table: dict[str, Any], keys: dict[str, Any]) -> None:
    """Whether an object has every key that may be told, with the values of a table of TOML."""
    assert told.keys() == keys.keys()
    for name, value in told.items():
        if isinstance(keys[name], dict):
            for each, other in zip(value, table.get(name, []), strict=True):
                holds(each, other, keys[name])
        elif name in table:
            meant = table[name]
            assert value == (meant.isoformat() if isinstance(meant, date) else meant), name
        else:
            assert value in (None, []) or name in FILLED_IN, name


def keys_of(name: str) -> dict[str, Any]:
    return dict.fromkeys(schema()["$defs"][name]["required"])


PROJECT = keys_of("project") | {each: keys_of(each) for each in ("logos", "funding", "deadline")}
FILLED_IN = ("currency", "kind", "state")
"""What is told where the registry does not give it."""


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_every_value_of_a_registry_is_read_back(path: Path) -> None:
    tables = tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    registry = registry_of(path.read_bytes())
    meant = [each for each, read in zip(tables["project"], registry.projects, strict=True) if read.published]
    whole = document(registry)
    defaults = {"currency": "SEK", "language": "sv", "timezone": "Europe/Stockholm"}
    assert {name: value for name, value in whole["publisher"].items() if value} == defaults | tables["registry"]
    assert len(whole["projects"]) == len(meant) > 0
    for each, table in zip(whole["projects"], meant, strict=True):
        holds(each, table, PROJECT)


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
@pytest.mark.parametrize("wishes", [{}, {"with_contacts": True}])
def test_a_line_is_the_project_of_the_document(path: Path, wishes: dict[str, Any]) -> None:
    registry = registry_of(path.read_bytes())
    whole = document(registry, **wishes)
    head = {"schema_version": 1, "as_of": "2026-03-01"}
    who = {name: whole["publisher"][name] for name in ("publisher", "publisher_id")}
    assert lines(registry, **wishes) == [{**head, **who, **each} for each in whole["projects"]]
    assert {name: whole[name] for name in head} == head
    assert [*whole] == ["schema_version", "as_of", "publisher", "projects"]
    assert all(("contact" in each) == bool(wishes) for each in whole["projects"])


def test_only_published_contacts_are_told_and_only_when_wished_for() -> None:
    contacts = [each["contact"] for each in document(registry_of(GOLDEN.read_bytes()), with_contacts=True)["projects"]]
    assert [[each["email"] or each["phone"] for each in some] for some in contacts] == [
        ["synlig.projektledare@lovdal.example"],
        ["synlig.brevlada@lovdal.example"],
        ["0900-555 55"],
        [],
        [],
    ]
    assert [*contacts[0][0]] == ["role", "name", "email", "phone", "publish"]


# ---- amounts


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("480_000", "480000"),
        ("480_000.00", "480000"),
        ("410_220.75", "410220.75"),
        ("0.10", "0.1"),
        ("0.01", "0.01"),
        ("1_234_567_890_123.45", "1234567890123.45"),
        ("99_999_999_999_999.99", '"99999999999999.99"'),
        ("1_234_567_890_123_456.78", '"1234567890123456.78"'),
        ("9_223_372_036_854_775_807", "9223372036854775807"),
    ],
)
def test_an_amount_is_a_number_where_a_number_carries_it(written: str, told: str) -> None:
    registry = registry_of(HEAD + project(total_budget=written))
    assert f'"total_budget": {told},' in published("json", registry, DAY)
    assert f'"total_budget": {told},' in published("jsonl", registry, DAY)


@given(st.decimals(0, 10**19 - 1, places=2) | st.integers(0, LARGEST_INTEGER))
def test_any_amount_is_read_back_exactly(amount: Decimal | int) -> None:
    registry = registry_of(HEAD + project(total_budget=f"{amount}"))
    raw = published("jsonl", registry, DAY)
    [exact] = lines(registry)
    assert Decimal(exact["total_budget"]) == amount
    as_double = json.loads(raw)["total_budget"]
    assert isinstance(as_double, str) or Decimal(repr(as_double)) == amount


# ---- text


@pytest.fixture(scope="module")
def hostile(shared: Path) -> tuple[list[str], Registry]:
    strings = hostile_strings(shared)
    return strings, holding(strings)


@pytest.mark.long
@pytest.mark.parametrize("wishes", [{}, {"with_contacts": True}])
def test_hostile_text_is_exact(hostile: tuple[list[str], Registry], wishes: dict[str, Any]) -> None:
    strings, registry = hostile
    read = lines(registry, **wishes)
    assert read == [
        {"schema_version": 1, "as_of": "2026-03-01", "publisher": "Lövdals kommun", "publisher_id": None, **each}
        for each in document(registry, **wishes)["projects"]
    ]
    assert len(read) == len(strings) > 600
    for string, each in zip(strings, read, strict=True):
        told = string or None
        for name in ("title", "title_en", "acronym", "owner", "summary", "aims", "results", "reference", "url"):
            assert each[name] == told
        for name in ("partners", "places", "municipalities", "tags"):
            assert each[name] == [string]
        [funding], [deadline], [logo] = each["funding"], each["deadline"], each["logos"]
        assert {funding[name] for name in ("funder", "programme", "reference")} == {told}
        assert {deadline[name] for name in ("funder", "note")} == {logo["src"], logo["alt"]} == {told}
        if wishes and told:
            assert {each["contact"][0][name] for name in ("name", "email", "phone")} == {told}


@pytest.mark.long
def test_it_is_ascii_and_a_line_is_a_line(hostile: tuple[list[str], Registry]) -> None:
    strings, registry = hostile
    for form in ("json", "jsonl"):
        made = published(form, registry, DAY)
        assert made.isascii()
        assert {each for each in made if each < " "} == {"\n"}
    assert made.count("\n") == len(made.splitlines()) == len(strings)


# ---- faults, and nothing at all


def test_what_cannot_be_read_is_null_and_the_state_is_unknown() -> None:
    registry = registry_of(HEAD + project(start_date="2024", end_date='"snart"', role='"boss"', total_budget='"9 mkr"'))
    for each in (*document(registry)["projects"], *lines(registry)):
        assert (each["start_date"], each["end_date"], each["role"], each["total_budget"]) == (None, None, None, None)
        assert (each["id"], each["state"]) == ("bredband", "unknown")


@pytest.mark.parametrize("text", [HEAD, "schema_version = 1\n"])
def test_an_empty_registry(text: str) -> None:
    registry = registry_of(text)
    assert document(registry)["projects"] == []
    assert published("jsonl", registry, DAY) == ""


# ---- several registries, and the command


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A folder with two registries."""
    for name, body in (("lovdal", project()), ("fjallby", project(id='"leden"', title='"Leden"'))):
        text = (HEAD + body).replace("Lövdals kommun", f"{name.title()}s kommun")
        (tmp_path / f"{name}.toml").write_text(text.replace("[registry]", '[registry]\npublisher_id = ""'), "utf-8")
    return tmp_path


def test_projects_of_several_registries_keep_their_publisher(region: Path) -> None:
    out, err, status = called("export", "jsonl", "-f", "lovdal.toml", "-f", "fjallby.toml", cwd=region)
    told = [json.loads(each) for each in out.splitlines()]
    assert (err, status) == ("", 0)
    assert [(each["publisher"], each["id"]) for each in told] == [
        ("Lovdals kommun", "bredband"),
        ("Fjallbys kommun", "leden"),
    ]


def test_the_document_of_several_registries_says_that_it_names_one(region: Path) -> None:
    out, err, status = called("export", "json", "-f", "fjallby.toml", "-f", "lovdal.toml", cwd=region)
    assert (json.loads(out)["publisher"]["publisher"], status) == ("Fjallbys kommun", 0)
    said = "note: the document names one publisher, and not that of every project: export jsonl names each\n"
    assert err == said
    assert called("export", "json", "-f", "fjallby.toml", cwd=region).err == ""


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_an_old_file_is_judged_by_its_day(region: Path, form: str) -> None:
    later = {"PROJREG_TODAY": "2024-03-01"}
    words = ("export", form, "-f", "lovdal.toml", "-o", "made")
    assert called(*words, "--as-of", "2024-02-01", cwd=region, env=later).status == 0
    assert called(*words, "--check", cwd=region, env=later) == ("", "made is right as of 2024-02-01\n", 0)
    registry = region / "lovdal.toml"
    registry.write_text(registry.read_text("utf-8").replace("2026-03-16", "2026-03-17"), "utf-8")
    assert called(*words, "--check", cwd=region, env=later).status == 1


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_the_day_is_not_taken_from_a_text(form: str) -> None:
    registry = registry_of(HEAD.replace("Lövdals", r"\"as_of\": \"2001-01-01\"") + project())
    assert named(form).day_of(exported(form, registry, DAY).raw) == DAY
    assert named(form).day_of(b"") is None
    assert named(form).day_of(b'{"as_of": "2026-02-30"}') is None


def test_a_registry_written_from_what_is_exported_is_the_same() -> None:
    """Nothing that may be told is lost: the document, turned back into TOML by hand, is read as the same projects."""
    registry = registry_of(GOLDEN.read_bytes())
    whole = document(registry, with_contacts=True)
    again = registry_of(tomli_w.dumps({"schema_version": 1, "registry": given_of(whole["publisher"]), "project": [
        given_of({name: value for name, value in each.items() if name != "state"}) for each in whole["projects"]
    ]}))  # fmt: skip
    assert document(again, with_contacts=True) == whole


def given_of(table: dict[str, Any]) -> dict[str, Any]:
    """The keys of an object that are given, as TOML has them."""
    return {name: _toml(name, value) for name, value in table.items() if value not in (None, [])}


def _toml(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [given_of(each) if isinstance(each, dict) else each for each in value]
    return date.fromisoformat(value) if name.endswith("_date") or name in ("due", "done", "reviewed") else value
