"""What `export` writes, `import` reads back: the same registry, field for field, for what the format carries."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from console import called
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HEAD, PARAGRAPHS, exported, holding, hostile_strings, registry_of

from projreg.editing.compose import project_block
from projreg.editing.edit import appended_all
from projreg.intake.arrivals import arrivals
from projreg.intake.candidates import candidates
from projreg.intake.given_for_all import ForAll
from projreg.intake.parcel import opened
from projreg.intake.reader import Terms
from projreg.model.decode import decode
from projreg.model.fields import Records
from projreg.model.records import Contact, Project, Registry
from projreg.reading.source import parse
from projreg.visible import visible, visible_paragraphs

GOLDEN = Path(__file__).parent / "export" / "registry.toml"
DAY = date(2026, 3, 1)
FORMS: list[tuple[str, Mapping[str, Any]]] = [
    ("csv", {"with_contacts": True}),
    ("csv", {"with_contacts": True, "excel": True}),
    ("json", {"with_contacts": True}),
    ("jsonl", {"with_contacts": True}),
]
SETTINGS = pytest.mark.parametrize(
    ("form", "wishes"), FORMS, ids=lambda each: each if isinstance(each, str) else "-".join(each)
)
CARRIED_NOWHERE = ("waive",)
CONTACT = {"role": "contact", "email": "kommun@lovdal.example"}
TERMS = Terms("Lövdals kommun", "SEK", ForAll(tables={"contact": [CONTACT]}), exact=True)
"""A project whose contacts are not published has none in the file, and needs one: it is said for all."""


def values_of(project: Project, *, cleaned: bool) -> dict[str, Any]:
    """What a format may carry of a project; `cleaned` where it shows what is not seen, as CSV does."""

    def text(name: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(text(name, each) for each in value)
        if not isinstance(value, str) or not cleaned:
            return value
        return visible_paragraphs(value) if name.removesuffix("_en") in PARAGRAPHS else visible(value)

    found: dict[str, Any] = {}
    for name, key in Project.keys.items():
        if key.internal or name in CARRIED_NOWHERE:
            continue
        value = getattr(project, name)
        if isinstance(key.kind, Records):
            records = (project.published_contacts or (Contact((), **CONTACT),)) if name == "contact" else value
            inner = key.kind.record.keys
            found[name] = [{each: text(each, getattr(record, each)) for each in inner} for record in records]
        else:
            found[name] = text(name, value)
    return found


def read_back(raw: bytes) -> tuple[Project, ...]:
    """The projects of a new registry into which a file was imported; every rule but the format's own is left aside."""
    source = parse(HEAD.encode(), "projects.toml")
    parcel = opened(raw)
    assert parcel.is_ours
    read = candidates(parcel.entries, TERMS)
    assert [each.line for each in (*parcel.objections, *read.objections)] == []
    arrived = arrivals(read.good, source.data)
    assert [each.line for each in arrived.objections] + arrived.known == []
    text = HEAD + "".join("\n" + project_block(each) for each in arrived.projects)
    return decode(parse(text.encode(), "projects.toml").data).registry.projects


def published(registry: Registry) -> list[Project]:
    return [each for each in registry.projects if each.published]


def same(before: Iterable[Project], after: Iterable[Project], form: str) -> None:
    cleaned = form == "csv"
    assert [values_of(each, cleaned=False) for each in after] == [values_of(each, cleaned=cleaned) for each in before]


@SETTINGS
def test_the_golden_registry_comes_back(form: str, wishes: Mapping[str, Any]) -> None:
    registry = registry_of(GOLDEN.read_bytes())
    same(published(registry), read_back(exported(form, registry, DAY, **wishes).raw), form)


@pytest.mark.long
@SETTINGS
def test_hostile_text_comes_back(form: str, wishes: Mapping[str, Any], shared: Path) -> None:
    strings = [each for each in hostile_strings(shared) if each.strip()]
    registry = holding(strings)
    same(published(registry), read_back(exported(form, registry, DAY, **wishes).raw), form)


@SETTINGS
def test_without_contacts_the_rest_comes_back(form: str, wishes: Mapping[str, Any], tmp_path: Path) -> None:
    """An import needs a contact for each project: it is said for all."""
    registry = registry_of(GOLDEN.read_bytes())
    bare = {name: value for name, value in wishes.items() if name != "with_contacts"}
    suffix = {"csv": "csv", "json": "json", "jsonl": "jsonl"}[form]
    (tmp_path / f"list.{suffix}").write_bytes(exported(form, registry, DAY, **bare).raw)
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", f"list.{suffix}", "--set", "contact=contact: kommun@lovdal.example", "--yes", cwd=tmp_path)
    assert done.status == 0, done.err
    after = registry_of((tmp_path / "projects.toml").read_bytes()).projects
    left = [{**values_of(each, cleaned=form == "csv"), "contact": None} for each in published(registry)]
    assert [{**values_of(each, cleaned=False), "contact": None} for each in after] == left
    again = called("import", f"list.{suffix}", "--set", "contact=contact: kommun@lovdal.example", "--yes", cwd=tmp_path)
    assert again.status == 0
    assert f"–{len(after) + (form == 'csv')} are there already (" in again.err


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda each: bool(each.strip())
)
AMOUNT = st.one_of(
    st.integers(1, 10**12), st.decimals(Decimal("0.01"), Decimal("1e9"), places=2).filter(lambda each: each > 0)
)
DAYS = st.dates(date(1960, 1, 1), date(2090, 12, 31))
PROJECT = st.fixed_dictionaries(
    {
        "id": st.just("p"),
        "title": TEXT,
        "role": st.sampled_from(["owner", "partner"]),
        "owner": TEXT,
        "start_date": DAYS,
        "end_date": DAYS,
        "summary": TEXT,
        "contact": st.just([CONTACT]),
    },
    optional={
        "partners": st.lists(TEXT, min_size=1, max_size=3),
        "tags": st.lists(TEXT, min_size=1, max_size=3),
        "total_budget": AMOUNT,
        "currency": st.sampled_from(["SEK", "EUR", "NOK"]),
        "state_aid": st.booleans(),
        "publish": st.just(True),
        "aims": TEXT,
        "status": st.sampled_from(["suspended", "cancelled"]),
        "funding": st.lists(
            st.fixed_dictionaries(
                {"funder": TEXT, "level": st.sampled_from(["eu", "own"])},
                optional={
                    "amount": AMOUNT,
                    "rate": st.integers(1, 100),
                    "paid": AMOUNT,
                    "fund": st.sampled_from(["INTERREG", "ERDF"]),
                    "currency": st.sampled_from(["SEK", "EUR"]),
                    "kind": st.sampled_from(["cash", "in_kind"]),
                },
            ),
            min_size=1,
            max_size=3,
        ),
        "deadline": st.lists(
            st.fixed_dictionaries({"type": st.just("other"), "due": DAYS}, optional={"note": TEXT, "done": DAYS}),
            min_size=1,
            max_size=2,
        ),
        "logos": st.lists(st.fixed_dictionaries({"src": TEXT, "alt": TEXT}), min_size=1, max_size=2),
    },
)


@pytest.mark.long
@SETTINGS
@given(project=PROJECT)
@settings(max_examples=60)
def test_any_project_comes_back(form: str, wishes: Mapping[str, Any], project: dict[str, Any]) -> None:
    registry = registry_of(HEAD + tomli_w.dumps({"project": [project]}))
    same(published(registry), read_back(exported(form, registry, DAY, **wishes).raw), form)


def test_what_was_imported_is_proved_by_the_registry() -> None:
    """The way of `read_back`, with the rules: the golden registry has nothing in it that they object to."""
    registry = registry_of(GOLDEN.read_bytes())
    source = parse(HEAD.encode(), "projects.toml")
    for form, wishes in FORMS:
        read = candidates(opened(exported(form, registry, DAY, **wishes).raw).entries, TERMS)
        result = appended_all(source, arrivals(read.good, source.data).projects)
        assert len(result.data["project"]) == len(published(registry))


@pytest.mark.long
@SETTINGS
def test_a_real_list_comes_back_but_for_what_lacks_required_keys(
    form: str, wishes: Mapping[str, Any], shared: Path
) -> None:
    raw = (shared / "data" / "registries" / "europe-500.toml").read_text("utf-8")
    registry = registry_of(raw.replace("publish = false", "publish = true"))
    read = candidates(opened(exported(form, registry, DAY, **wishes).raw).entries, TERMS)
    text = HEAD + "".join("\n" + project_block(each) for each in arrivals(read.good, {}).projects)
    after = decode(parse(text.encode(), "projects.toml").data).registry.projects
    assert len(after) > 450
    told = "it is empty" if form == "csv" else "there is no"
    assert all(each.message.startswith(told) for each in read.objections)
    assert {each.lacks for each in read.objections} <= {"title", "owner", "end_date", "start_date"}
    ids = {each.id for each in after}
    same([each for each in published(registry) if each.id in ids], after, form)
