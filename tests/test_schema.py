"""The JSON Schema: it says what the declarations say, is never stricter than `validate`, and sees structural faults."""

import json
import math
import sys
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from console import REPOSITORY, called
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from samples import HEAD, findings, project

from projreg.checking.check import check_one
from projreg.model.fields import Choice, Key, Record, Records, Table, Text
from projreg.model.forms import FORMS
from projreg.model.jsonschema import schema, text
from projreg.model.records import Contact, Project, Top
from projreg.reading.source import parse

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
import registry

SCHEMA: dict[str, Any] = schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def is_toml(sample: Path) -> bool:
    """Whether other programs can read it at all: TOML 1.0."""
    try:
        tomllib.loads(sample.read_text("utf-8"))
    except ValueError:
        return False
    return True


SAMPLES = [
    *filter(is_toml, sorted((REPOSITORY / "tests" / "rules").glob("*.toml"))),
    REPOSITORY / "data" / "projects.toml",
]
SEEN = {"PR101", "PR102", "PR103", "PR104", "PR107", "PR301", "PR503"}
"""What a schema can see of a table: its keys, the kinds of their values, words, limits, the form of an id."""

UNSEEN = {
    ("PR102", ("project", 0, "start_date")): "a date in quotes is a date, once TOML has become JSON",
    ("PR102", ("project", 1, "funding", 1, "amount")): "three decimals",
}
Place = tuple[str | int, ...]


def as_json(value: Any) -> Any:
    """TOML as programs that know JSON have it: dates and times are text, and there is neither nan nor inf."""
    match value:
        case dict():
            return {name: as_json(each) for name, each in value.items()}
        case list():
            return [as_json(each) for each in value]
        case date() | time():
            return value.isoformat()
        case float() if not math.isfinite(value):
            return None
    return value


def places(data: Any) -> Iterator[Place]:
    """Where the schema finds fault with parsed TOML: the path of each key or value."""
    for error in VALIDATOR.iter_errors(as_json(data)):
        yield from ((*error.absolute_path, *each) for each in _keys(error))


def _keys(error: Any) -> list[Place]:
    """The keys at fault, when the fault is told of their table."""
    match error.validator:
        case "additionalProperties":
            known = error.schema["properties"]
            return [(name,) for name in error.instance if name not in known and not name.startswith("x_")]
        case "required":
            return [(name,) for name in error.validator_value if name not in error.instance]
        case "anyOf":
            return [(error.validator_value[0]["required"][0],)]
    return [()]


def below(place: Place, other: Place) -> bool:
    return place[: len(other)] == other


def tables(record: type[Record] = Top, at: dict[str, Any] = SCHEMA) -> Iterator[tuple[type[Record], dict[str, Any]]]:
    """Every table of the format with its schema."""
    yield record, at
    for name, key in record.keys.items():
        inner = at["properties"][name]
        if isinstance(key.kind, Records):
            yield from tables(key.kind.record, inner["items"])
        elif isinstance(key.kind, Table):
            yield from tables(key.kind.record, inner)


def keys() -> Iterator[tuple[Key[Any], dict[str, Any]]]:
    for record, table in tables():
        yield from ((key, table["properties"][name]) for name, key in record.keys.items())


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMA["$id"] == "urn:projreg:registry:1"


def test_it_is_the_same_text_each_time() -> None:
    assert text() == text()
    assert json.loads(text()) == SCHEMA
    assert text().endswith("}\n")
    assert "\r" not in text()


def test_every_table_knows_its_keys() -> None:
    for record, table in tables():
        assert [*table["properties"]] == [*record.keys]
        assert table["required"] == [name for name, key in record.required.items() if not key.unless]
        assert table["patternProperties"] == {"^x_": True}
        assert table["additionalProperties"] is False
    assert dict(tables())[Contact]["anyOf"] == [{"required": ["name"]}, {"required": ["email"]}]
    assert sum("anyOf" in table for _, table in tables()) == 1


def test_every_key_is_told_in_both_languages() -> None:
    for key, told in keys():
        assert told["title"] in (f"{key.label.sv} / {key.label.en}", key.label.sv)
        sv, en = told["description"].partition("\n\n- ")[0].split(" / ")
        assert sv.startswith(key.meaning.sv)
        assert en.startswith(key.meaning.en)
        assert told["x-taplo"]["docs"]["main"] == f"#### {told['title']}\n\n{told['description']}"


def test_words_have_labels() -> None:
    choices = [(key.kind.words, told) for key, told in keys() if isinstance(key.kind, Choice)]
    assert len(choices) == 8
    for words, told in choices:
        assert told["enum"] == [*words]
        assert len(told["x-taplo"]["docs"]["enumValues"]) == len(words)
        for word, label in words.items():
            assert f"\n- `{word}`: {label.sv}" in told["description"]


def test_defaults_and_forms_are_those_of_the_declarations() -> None:
    assert {told["default"] for _, told in keys() if "default" in told} == {"SEK", "sv", "cash", "Europe/Stockholm"}
    assert {key.kind.form for key, _ in keys() if isinstance(key.kind, Text)} == {"", *FORMS}


def waivers(sample: Path) -> Iterator[Place]:
    """Where projects waive rules. Here alone the schema is stricter: a code of no rule gets a warning, PR113."""
    yield from (("project", at, "waive") for at in range(sample.read_bytes().count(b"[[project]]")))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_never_stricter(sample: Path) -> None:
    """Where the schema finds fault `validate` finds an error, there or in the same table; what has no error passes."""
    errors = [each.path for each in check_one(parse(sample.read_bytes(), sample.name))[1] if each.severity == "error"]
    for place in {*places(tomllib.loads(sample.read_text("utf-8")))} - {*waivers(sample)}:
        assert any(below(error, place[:-1]) or below(place, error) for error in errors), place


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_structural_faults_are_seen_in_their_place(sample: Path) -> None:
    found = [*places(tomllib.loads(sample.read_text("utf-8")))]
    for each in check_one(parse(sample.read_bytes(), sample.name))[1]:
        if each.code in SEEN:
            excepted = sample.name.startswith(each.code) and (each.code, each.path) in UNSEEN
            assert any(below(place, each.path) for place in found) != excepted, (each.code, each.path)


@pytest.mark.parametrize("code", ["PR101", "PR102", "PR103", "PR104"])
def test_the_samples_of_structural_faults_fail(code: str) -> None:
    (sample,) = (each for each in SAMPLES if each.name.startswith(code))
    assert len({*places(tomllib.loads(sample.read_text("utf-8")))}) >= 7


def test_a_registry_of_the_benchmarks_passes_and_its_dirt_is_seen() -> None:
    assert [*places(tomllib.loads("".join(registry.text(300))))] == []
    spoilt = {place[:2] for place in places(tomllib.loads("".join(registry.text(300, dirt=0.05))))}
    assert spoilt == {  # not: an end before the start, a funding above the budget
        ("project", number - 1) for number in range(20, 301, 20) if number // 20 % 6 not in (0, 3)
    }


def test_real_lists(shared: Path) -> None:
    """500 real projects with the dirt of real lists: the schema sees what is structural in it, and nothing else."""
    raw = (shared / "data" / "registries" / "europe-500.toml").read_bytes()
    structural = {each.path for each in check_one(parse(raw, "registry"))[1] if each.code in SEEN}
    assert {*places(tomllib.loads(raw.decode()))} == structural
    assert len(structural) > 50


def is_utf_8(written: str) -> bool:
    return not any("\ud800" <= each <= "\udfff" for each in written)


def test_real_and_strange_addresses_and_numbers(shared: Path) -> None:
    """Whatever `validate` lets through as an e-mail address or telephone number the schema lets through."""
    corpora = shared / "data" / "corpora"
    valid = json.loads((corpora / "emails_email_validator.json").read_text("utf-8"))["valid"]
    emails = [each["address"] for each in [*valid, *json.loads((corpora / "emails_isemail.json").read_text("utf-8"))]]
    phones = [each["raw"] for each in json.loads((corpora / "phones_se_shapes.json").read_text("utf-8"))]
    strange = json.loads((corpora / "naughty_strings.json").read_text("utf-8"))
    contacts = [{"role": "contact", "email": each} for each in [*emails, *strange] if is_utf_8(each)]
    contacts += [{"role": "contact", "name": "Kim", "phone": each} for each in [*phones, *strange] if is_utf_8(each)]
    data = tomllib.loads(HEAD + project())
    data["project"][0]["contact"] = contacts
    errors = {each.path for each in findings(tomli_w.dumps(data)) if each.severity == "error"}
    assert {*places(data)} <= errors
    assert len(errors) > 100


TEXTS = {
    "id": st.text("aå0-_ ", max_size=6),
    "email": st.text("aö1.@-_+ ", max_size=12) | st.emails(),
    "phone": st.text("0123456789٣ +-()/", max_size=24),
    "url": st.from_regex(r"(?i)(https?:/{0,3})?[aö./?#:<\" ]{0,6}", fullmatch=True),
    "owner_id": st.from_regex(r"[0-9]{4,6}[ -]?[0-9]{4}", fullmatch=True) | st.just("212000-9994"),
    "currency": st.text("SEKk ", max_size=4),
    "timezone": st.text(max_size=12),
    "title": st.text(" \t\n\u00a0\u200b\x0c.", max_size=3),
}


@pytest.mark.long
@pytest.mark.parametrize("key", TEXTS)
@given(data=st.data())
def test_no_form_is_stricter_than_its_rule(key: str, data: st.DataObject) -> None:
    literal = tomli_w.dumps({"k": data.draw(TEXTS[key])}).removeprefix("k = ").removesuffix("\n")
    if key in Project.keys:
        written = project(**{key: literal})
    elif key in Contact.keys:
        written = project(contact=f'[{{ role = "contact", email = "a@b.se", {key} = {literal} }}]')
        if key == "email":
            written = project(
                contact=f'[{{ role = "contact", name = "Kim", phone = "0952-140 00", email = {literal} }}]'
            )
    else:
        written = project()
    top = HEAD + (f"{key} = {literal}\n" if key == "timezone" else "")
    if not any(each.severity == "error" for each in findings(top + written)):
        assert [*places(tomllib.loads(top + written))] == []


def test_the_examples_are_good() -> None:
    for _, told in keys():
        for example in told.get("examples", ()):
            assert Draft202012Validator(told).is_valid(example)
    good = {"id": "slug", "owner_id": "organisation number", "currency": "currency", "url": "url", "follows": "slug"}
    values = {key: json.dumps(FORMS[form].example) for key, form in good.items()}
    values["follows"] = '""'
    reach = f'email = "{FORMS["email"].example}", phone = "{FORMS["phone"].example}"'
    written = HEAD + f'timezone = "{FORMS["timezone"].example}"\n'
    written += project(**values, contact=f'[{{ role = "contact", {reach} }}]')
    assert [each.code for each in findings(written) if each.severity == "error"] == []


def test_writing_and_comparing(tmp_path: Path) -> None:
    path = tmp_path / "projects.schema.json"
    assert called("schema", "-o", str(path), cwd=tmp_path) == ("", f"wrote {path}\n", 0)
    assert path.read_bytes() == text().encode() == called("schema", cwd=tmp_path).out.encode()
    assert called("schema", "--check", "-o", str(path), cwd=tmp_path).status == 0
    path.write_bytes(text().encode().replace(b"\n", b"\r\n"))
    assert called("schema", "--check", "-o", str(path), cwd=tmp_path).status == 1
    assert b"\r" in path.read_bytes()
    path.unlink()
    assert called("schema", "--check", "-o", str(path), cwd=tmp_path).status == 1
    assert called("schema", "--check", "-o", str(tmp_path), cwd=tmp_path).status == 2
    assert not path.exists()
