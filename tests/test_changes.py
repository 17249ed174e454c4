"""What differs between two versions of a registry."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, project

from projreg.model.decode import decode
from projreg.model.fields import Records
from projreg.model.records import Project
from projreg.model.words import CONTACT_ROLES, DEADLINE_TYPES, LEVELS, STATUSES
from projreg.reading.source import parse
from projreg.report.changes import KINDS
from projreg.values.money import Money
from projreg.versions.changes import Change, Span, compare, span
from projreg.versions.version import Unread, Version, version

EUR = '"EUR"'


def read(text: str) -> Version:
    return version([decode(parse(text.encode(), "projects.toml").data)])


def changes(old: str, new: str) -> list[Change]:
    """What differs between two lists of projects."""
    return compare(read(HEAD + old), read(HEAD + new))


def told(found: list[Change]) -> list[tuple[str, ...]]:
    """Kind and places of each change."""
    return [(each.kind, *(".".join(map(str, path)) for path in each.keys)) for each in found]


Told = list[tuple[str, ...]]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ({}, {"end_date": "2026-09-16"}, [("prolonged", "end_date")]),
        ({}, {"end_date": "2026-03-15"}, [("shortened", "end_date")]),
        (
            {},
            {"end_date": "2026-09-16", "original_end_date": "2026-03-16"},
            [("prolonged", "end_date", "original_end_date")],
        ),
        (
            {},
            {"end_date": "2026-09-16", "original_end_date": "2026-01-01"},
            [("prolonged", "end_date"), ("changed", "original_end_date")],
        ),
        ({}, {"end_date": ""}, [("changed", "end_date")]),
        ({"start_date": ""}, {}, [("changed", "start_date")]),
        ({}, {"start_date": "2024-02-01"}, [("start_moved", "start_date")]),
        ({}, {"closed_date": "2026-05-01"}, [("closed", "closed_date")]),
        ({"closed_date": "2026-05-01"}, {}, [("reopened", "closed_date")]),
        ({"closed_date": "2026-05-01"}, {"closed_date": "2026-05-02"}, [("changed", "closed_date")]),
        (
            {},
            {"status": '"cancelled"', "status_reason": '"inga pengar"'},
            [("cancelled", "status", "status_reason")],
        ),
        ({}, {"status": '"suspended"'}, [("suspended", "status")]),
        ({"status": '"suspended"'}, {}, [("resumed", "status")]),
        ({"status": '"cancelled"'}, {}, [("resumed", "status")]),
        ({"status": '"applied"'}, {}, [("granted", "status"), ("published", "publish")]),
        ({}, {"status": '"applied"'}, [("applied", "status"), ("withdrawn", "publish")]),
        ({"status": '"applied"'}, {"status": '"cancelled"'}, [("cancelled", "status"), ("published", "publish")]),
        ({}, {"publish": "false"}, [("withdrawn", "publish")]),
        ({"publish": "false"}, {"publish": "true"}, [("published", "publish")]),
        ({}, {"publish": "true"}, [("changed", "publish")]),
        ({"total_budget": "100"}, {"total_budget": "120.50"}, [("budget_changed", "total_budget")]),
        ({}, {"total_budget": "100"}, [("budget_changed", "total_budget")]),
        (
            {"total_budget": "100"},
            {"total_budget": "100", "currency": EUR},
            [("budget_changed", "total_budget", "currency")],
        ),
        ({}, {"currency": EUR}, [("changed", "currency")]),
        ({"total_budget": "100"}, {"total_budget": "100.00"}, []),
        ({}, {"title": '"Fiber i Lövdal"'}, [("renamed", "title")]),
        ({}, {"id": '"fiber"'}, [("renamed", "id")]),
        ({}, {"id": '"fiber"', "title": '"Fiber"'}, [("renamed", "id"), ("renamed", "title")]),
        ({}, {"id": '"fiber"', "follows": '"bredband"'}, [("new",), ("removed",)]),
        ({}, {"id": '"fiber"', "title": '"Fiber"', "end_date": "2030-01-01"}, [("new",), ("removed",)]),
        ({}, {"notes": '"x"', "account": '"1"'}, [("changed", "account"), ("changed", "notes")]),
        ({}, {"waive": '{ PR203 = "ramavtal" }'}, [("changed", "waive")]),
        ({"tags": '["a", "b"]'}, {"tags": '["b"]'}, [("changed", "tags")]),
        ({"logos": '[{ src = "a", alt = "b" }]'}, {"logos": '[{ src = "a", alt = "c" }]'}, [("changed", "logos")]),
        ({"x_ours": "1"}, {"x_ours": "2"}, []),
    ],
)
def test_a_project(old: Mapping[str, str], new: Mapping[str, str], wanted: Told) -> None:
    assert told(changes(project(**old), project(**new))) == wanted


A, B = '{ funder = "A", level = "eu", amount = 100 }', '{ funder = "B", level = "regional" }'
REPORT, FINAL = '{ type = "progress_report", due = 2024-09-30 }', '{ type = "final_report", due = 2026-05-31 }'
MAJA, ERIK = (
    f'{{ role = "contact", name = "{name}", email = "{name.casefold()}@x.example" }}' for name in ("Maja", "Erik")
)


def more(table: str, keys: str) -> str:
    """The inline table with more keys."""
    return table.replace(" }", f", {keys} }}")


@pytest.mark.parametrize(
    ("key", "old", "new", "wanted"),
    [
        ("funding", [A, B], [B, A], []),
        ("funding", [A], [B, A], [("funding_added", "funding.0")]),
        ("funding", [A, B], [B], [("funding_removed", "funding.0")]),
        ("funding", [A], [B], [("funding_added", "funding.0"), ("funding_removed", "funding.0")]),
        ("funding", [B, A], [B, A.replace("100", "150")], [("grant_changed", "funding.1.amount")]),
        ("funding", [B], [more(B, "amount = 5")], [("grant_changed", "funding.0.amount")]),
        ("funding", [A], [more(A, "paid = 50")], [("paid", "funding.0.paid")]),
        ("funding", [A], [more(A, "rate = 50")], [("funding_changed", "funding.0.rate")]),
        ("funding", [A], [A.replace("A", "AB")], [("funding_changed", "funding.0.funder")]),
        (
            "funding",
            [A],
            [more(A, 'fund = "INTERREG"')],
            [("funding_changed", "funding.0.fund"), ("grant_changed", "funding.0.amount", "funding.0.currency")],
        ),
        ("contact", [MAJA], [ERIK], [("contact_changed", "contact.0.name", "contact.0.email")]),
        ("contact", [MAJA], [ERIK, MAJA], [("contact_added", "contact.0")]),
        ("contact", [ERIK, MAJA], [MAJA], [("contact_removed", "contact.0")]),
        ("contact", [MAJA], [more(MAJA, "publish = false")], [("contact_changed", "contact.0.publish")]),
        ("deadline", [REPORT, FINAL], [FINAL, REPORT], []),
        ("deadline", [REPORT], [REPORT, FINAL], [("deadline_added", "deadline.1")]),
        ("deadline", [REPORT, FINAL], [REPORT], [("deadline_removed", "deadline.1")]),
        ("deadline", [FINAL], [FINAL.replace("05-31", "06-30")], [("deadline_moved", "deadline.0.due")]),
        ("deadline", [FINAL], [more(FINAL, "done = 2026-05-30")], [("deadline_done", "deadline.0.done")]),
        ("deadline", [more(FINAL, "done = 2026-05-30")], [FINAL], [("deadline_reopened", "deadline.0.done")]),
        (
            "deadline",
            [more(FINAL, "done = 2026-05-30")],
            [more(FINAL, "done = 2026-05-29")],
            [("deadline_changed", "deadline.0.done")],
        ),
        ("deadline", [FINAL], [more(FINAL, 'note = "x"')], [("deadline_changed", "deadline.0.note")]),
    ],
)
def test_decisions_contacts_and_deadlines(key: str, old: list[str], new: list[str], wanted: Told) -> None:
    was, now = (project(**{key: f"[{', '.join(tables)}]"}) for tables in (old, new))
    assert sorted(told(changes(was, now))) == sorted(wanted)


def test_the_order_of_projects_does_not_count() -> None:
    one, two = project(), project(id='"leden"', title='"Leden"')
    assert changes(one + two, two + one) == []
    assert told(changes(one, two + one)) == [("new",)]
    gone = changes(one + two, one)
    assert [(each.kind, each.project and each.project.id) for each in gone] == [("removed", "leden")]


def test_a_doubtful_rename_is_none() -> None:
    twice = project(id='"a"') + project(id='"b"')
    assert Counter(each.kind for each in changes(project(), twice)) == {"new": 2, "removed": 1}


def test_an_id_used_twice_hides_nothing() -> None:
    one, two = project(), project(title='"Fiber"', end_date="2027-01-01")
    assert told(changes(one + two, two)) == [("removed",)]
    assert told(changes(one + two, two + project(end_date="2027-03-16"))) == [("prolonged", "end_date")]


def test_the_registry_itself() -> None:
    old, new = read(HEAD), read(HEAD.replace("kommun@", "info@"))
    assert [(each.kind, each.project, *each.keys, each.old, each.new) for each in compare(old, new)] == [
        ("registry_changed", None, ("registry", "contact"), "kommun@lovdal.example", "info@lovdal.example")
    ]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ({"end_date": '"2026-03-16"'}, {}, [("changed", "end_date")]),
        ({"end_date": "2026-13-16"}, {}, [("changed", "end_date")]),
        ({}, {"total_budget": '"mycket"'}, [("changed", "total_budget")]),
        ({}, {"status": '"paused"'}, [("changed", "status"), ("changed", "publish")]),
        ({"contact": '"Maja"'}, {}, [("changed", "contact"), ("contact_added", "contact.0")]),
        ({}, {"deadline": '[{ type = "final_report", due = "snart" }]'}, [("deadline_added", "deadline.0")]),
        (
            {"deadline": f"[{FINAL}]"},
            {"deadline": '[{ type = "final_report", due = "snart" }]'},
            [("deadline_changed", "deadline.0.due")],
        ),
        ({"end_date": '"x"'}, {"end_date": '"x"'}, []),
    ],
)
def test_what_cannot_be_read_is_not_taken_for_missing(
    old: Mapping[str, str], new: Mapping[str, str], wanted: Told
) -> None:
    found = changes(project(**old), project(**new))
    assert told(found) == wanted
    for each in found[:1]:
        assert each.about or any(isinstance(value, Unread) for value in (each.old, each.new))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("2026-03-16", "2026-09-16", Span(184, 6)),
        ("2026-03-16", "2025-03-16", Span(-365, -12)),
        ("2026-03-16", "2026-03-30", Span(14, None)),
        ("2025-06-30", "2025-12-31", Span(184, 6)),
        ("2025-12-31", "2025-06-30", Span(-184, -6)),
        ("2024-01-31", "2024-02-29", Span(29, 1)),
        ("2024-02-29", "2024-03-29", Span(29, 1)),
        ("2024-01-30", "2024-03-01", Span(31, None)),
        ("2024-12-31", "2025-01-01", Span(1, None)),
    ],
)
def test_how_far_a_day_is_moved(old: str, new: str, wanted: Span) -> None:
    assert span(date.fromisoformat(old), date.fromisoformat(new)) == wanted


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ({"total_budget": "100"}, {"total_budget": "150"}, Money(50, "SEK")),
        ({"total_budget": "100.50"}, {"total_budget": "100"}, Money(Decimal("-0.5"), "SEK")),
        ({"total_budget": "100"}, {"total_budget": "90", "currency": EUR}, None),
        ({}, {"total_budget": "90"}, None),
    ],
)
def test_amounts_are_compared_within_one_currency(
    old: Mapping[str, str], new: Mapping[str, str], wanted: Money | None
) -> None:
    (change,) = changes(project(**old), project(**new))
    assert change.difference == wanted


# ---- laws

DAYS = st.dates(date(2024, 1, 1), date(2025, 12, 31))
WORDS = st.sampled_from(["A", "B", "C"])
AMOUNTS = st.integers(1, 3)
TABLES = {
    "funding": st.fixed_dictionaries(
        {"funder": WORDS, "level": st.sampled_from([*LEVELS])},
        optional={"amount": AMOUNTS, "paid": AMOUNTS, "reference": WORDS, "currency": st.sampled_from(["SEK", "EUR"])},
    ),
    "contact": st.fixed_dictionaries(
        {"role": st.sampled_from([*CONTACT_ROLES]), "name": WORDS}, optional={"email": WORDS, "publish": st.booleans()}
    ),
    "deadline": st.fixed_dictionaries(
        {"type": st.sampled_from([*DEADLINE_TYPES][:2]), "due": DAYS}, optional={"done": DAYS, "note": WORDS}
    ),
}
PROJECTS = st.fixed_dictionaries(
    {"id": st.sampled_from(["a", "b", "c", "d"]), "title": WORDS, "owner": WORDS},
    optional={
        "start_date": DAYS | st.just("x"),
        "end_date": DAYS | st.just("x"),
        "original_end_date": DAYS,
        "closed_date": DAYS,
        "status": st.sampled_from([*STATUSES]),
        "status_reason": WORDS,
        "total_budget": AMOUNTS,
        "currency": st.sampled_from(["SEK", "EUR"]),
        "summary": WORDS,
        "tags": st.lists(WORDS, max_size=2),
        "follows": st.sampled_from(["a", "b"]),
        "publish": st.booleans(),
        "notes": WORDS,
        **{name: st.lists(table, max_size=3) for name, table in TABLES.items()},
    },
)
REGISTRIES = st.lists(PROJECTS, max_size=4, unique_by=lambda each: str(each["id"])).map(
    lambda projects: version([decode({"schema_version": 1, "registry": {}, "project": projects})])
)
OPPOSITE = {
    "new": "removed",
    "prolonged": "shortened",
    "published": "withdrawn",
    "closed": "reopened",
    "deadline_done": "deadline_reopened",
} | {f"{table}_added": f"{table}_removed" for table in TABLES}
BOTH_WAYS = OPPOSITE | {there: back for back, there in OPPOSITE.items()}


@pytest.mark.long
@given(REGISTRIES)
def test_nothing_differs_from_itself(registry: Version) -> None:
    assert compare(registry, registry) == []


@pytest.mark.long
@given(REGISTRIES, REGISTRIES)
def test_the_other_way_round_everything_is_the_opposite(old: Version, new: Version) -> None:
    def summed(found: list[Change], names: Mapping[str, str]) -> Counter[str]:
        return Counter(names.get(each.kind, "") for each in found if each.kind in BOTH_WAYS)

    there, back = compare(old, new), compare(new, old)
    assert summed(there, {kind: kind for kind in BOTH_WAYS}) == summed(back, BOTH_WAYS)


def given_keys(version: Version, project: Project) -> dict[str, Any]:
    """The keys of a project with what they hold; the tables in it without their order."""
    found: dict[str, Any] = {}
    for name, key in Project.keys.items():
        if isinstance(key.kind, Records) and name in TABLES:
            rows = (tuple(str(version.value(each, inner)) for inner in each.keys) for each in getattr(project, name))
            found[name] = sorted(rows)
        else:
            found[name] = version.value(project, name)
    return found


@pytest.mark.long
@given(REGISTRIES, REGISTRIES)
def test_every_key_that_differs_is_told(old: Version, new: Version) -> None:
    found = compare(old, new)
    before = {each.id: each for each in old.projects}
    fresh = {id(each.project) for each in found if each.kind == "new" or ("id",) in each.keys}
    for each in new.projects:
        if id(each) in fresh:
            continue
        was, now = given_keys(old, before[each.id]), given_keys(new, each)
        mentioned = {path[0] for change in found if change.project is each for path in change.keys}
        assert {name for name in now if was[name] != now[name]} <= mentioned


@pytest.mark.long
@given(REGISTRIES, REGISTRIES)
def test_no_project_is_lost_and_every_kind_has_words(old: Version, new: Version) -> None:
    kinds = Counter(each.kind for each in compare(old, new))
    assert len(new.projects) - len(old.projects) == kinds["new"] - kinds["removed"]
    assert set(kinds) <= set(KINDS)
