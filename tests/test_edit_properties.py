"""Any edit of any registry does what is meant and nothing else: data, bytes and comments, on odd files at random.

`PROJREG_LONG=1 python -m pytest tests/test_edit_properties.py` tries each 5 000 times.
"""

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli
from effort import count
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odd_registries import TEXTS, Draw, Path, Written, registries, walk

from projreg.checking.choice import Choice
from projreg.editing.edit import Conditions, appended, changed, removed, replaced
from projreg.editing.toml_edit import Change
from projreg.errors import NotWritten
from projreg.reading.source import Source, parse

pytestmark = pytest.mark.long

ONLY_THE_TEXT = Conditions(Choice(selected=frozenset({"PR606"})))
"""No rule is asked: what is tried here are texts, not projects."""
MOST_REFUSED = 0.02

AMOUNTS = st.one_of(
    st.integers(-(10**12), 10**12), st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
LISTS = st.lists(TEXTS, min_size=1, max_size=3)
VALUES = st.one_of(TEXTS, AMOUNTS, DATES, st.booleans(), LISTS)
NEW_KEYS = {
    "acronym": TEXTS, "original_end_date": DATES, "closed_date": DATES, "places": LISTS, "url": TEXTS,
    "publish": st.booleans(), "results_en": TEXTS, "account": TEXTS, "retain_until": DATES, "x_ny": TEXTS,
    "total_budget": AMOUNTS, "notes": TEXTS,
}  # fmt: skip
NEW_TABLES = {
    "funding": st.fixed_dictionaries(
        {"funder": TEXTS, "level": st.just("eu")}, optional={"amount": AMOUNTS, "decision_date": DATES}
    ),
    "contact": st.fixed_dictionaries({"role": st.just("contact"), "name": TEXTS}),
    "deadline": st.fixed_dictionaries({"type": st.just("other"), "due": DATES}, optional={"note": TEXTS}),
    "logos": st.fixed_dictionaries({"src": TEXTS}),
}  # fmt: skip
NEW_INNER_KEYS = {"funding": "reference", "contact": "phone", "deadline": "funder"}


def parsed(raw: bytes) -> dict[str, Any]:
    """What the file says, amounts to the last figure."""
    return tomli.loads(raw.decode("utf-8-sig"), parse_float=Decimal)


def same(one: Any, other: Any) -> bool:
    """Whether data are equal, in type and written figures too; the order of keys does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and repr(one) == repr(other)


def with_value(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The data with a value set."""
    data = deepcopy(data)
    holder: Any = data
    for step in path[:-1]:
        holder = holder.setdefault(step, {}) if isinstance(holder, dict) else holder[step]
    if isinstance(holder, list) and path[-1] == len(holder):
        holder.append(value)
    else:
        holder[path[-1]] = value
    return data


def without_value(data: dict[str, Any], path: Path) -> dict[str, Any]:
    """The data without a value, and without what is left empty by that."""
    data = deepcopy(data)
    while True:
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]
        if holder or len(path) == 1:
            return data
        path = path[:-1]


def stand_in_order(pieces: list[str], text: str, *, blank_lines: bool = True) -> bool:
    """Whether the text is these pieces with something between them; without `blank_lines`, empty lines do not count."""
    if not blank_lines:
        pieces = [re.sub(r"(?m)^[ \t]*\r?\n", "", each) for each in pieces]
        text = re.sub(r"(?m)^[ \t]*\r?\n", "", text)
    if not text.startswith(pieces[0]) or not text.endswith(pieces[-1]):
        return False
    at = len(pieces[0])
    for each in pieces[1:-1]:
        at = text.find(each, at)
        if at < 0:
            return False
        at += len(each)
    return at <= len(text) - len(pieces[-1])


def lost(file: Written, text: str, *, of: int | None = None) -> list[str]:
    """The comments that are no longer there, all or those that are not project `of`'s."""
    return [comment for comment, owner in file.comments if owner != of and comment not in text]


def one_insertion(old: str, new: str) -> bool:
    """Whether the new text is the old one with something put in at one place."""
    first = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), len(old))
    return new.endswith(old[first:])


def held(file: Written, at: int, result: Source, wanted: dict[str, Any]) -> str:
    """The new text, after seeing that it says what is wanted and that nothing beside project `at` changed."""
    assert same(parsed(result.raw), wanted)
    assert result.raw.startswith(file.mark.encode())
    text = result.raw.decode().removeprefix(file.mark)
    assert stand_in_order(file.around(at), text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text.replace("\r\n", "\n"))
    if file.newline == "\r\n":
        assert text.count("\n") == text.count("\r\n")
    return text


# ---- changes


def a_change(draw: Draw, data: dict[str, Any], at: int) -> tuple[str, Path, Any]:
    """Something to do to a project: what kind of thing, where below the project, and the value."""
    project = data["project"][at]
    leaves = [path for path, value in walk(project) if not isinstance(value, (dict, list)) and path[0] != "x_eget"]
    kind = draw(st.sampled_from(["set", "set", "key", "inner", "waive", "text", "whole", "table", "remove", "remove"]))
    tables = [(name, number) for name in NEW_INNER_KEYS for number, _ in enumerate(project.get(name, []))]
    if kind == "inner" and tables:
        name, number = draw(st.sampled_from(tables))
        return "add", (name, number, NEW_INNER_KEYS[name]), draw(TEXTS)
    if kind == "waive":
        return "add", ("waive", "PR399"), draw(TEXTS)
    if kind == "text":
        there = project.get("tags")
        return ("add", ("tags",), draw(LISTS)) if there is None else ("add", ("tags", len(there)), draw(TEXTS))
    if kind == "whole" and "tags" in project:
        return kind, ("tags",), draw(LISTS)
    if kind == "table":
        name = draw(st.sampled_from([*NEW_TABLES]))
        table, there = draw(NEW_TABLES[name]), project.get(name)
        return ("add", (name,), [table]) if there is None else ("add", (name, len(there)), table)
    there = [path for path, _ in walk(project) if path != ("id",)]
    if kind == "remove" and there:
        return "remove", draw(st.sampled_from(there)), None
    missing = [name for name in NEW_KEYS if name not in project]
    if kind == "key" and missing:
        name = draw(st.sampled_from(missing))
        return "add", (name,), draw(NEW_KEYS[name])
    return "set", draw(st.sampled_from([path for path in leaves if path != ("id",)] or [("title",)])), draw(VALUES)


def any_of(registry_and_data: Callable[[Written, st.DataObject, Counter[str]], None]) -> None:
    """Run a property on odd registries, and see that hardly any of its edits were refused."""
    tally: Counter[str] = Counter()
    settings(max_examples=count(80, 5_000), suppress_health_check=[*HealthCheck])(
        given(registries(), st.data())(lambda file, data: registry_and_data(file, data, tally))
    )()
    assert tally["refused"] <= MOST_REFUSED * tally.total(), tally


def test_any_change_of_any_registry_is_exact() -> None:
    @any_of
    def change(file: Written, data: st.DataObject, tally: Counter[str]) -> None:
        before = parsed(file.raw)
        at = data.draw(st.integers(0, len(before["project"]) - 1))
        kind, path, value = a_change(data.draw, before, at)
        full: Path = ("project", at, *path)
        wanted = without_value(before, full) if kind == "remove" else with_value(before, full, value)
        tally[kind] += 1
        try:
            result = changed(parse(file.raw, "projects.toml"), at, [Change(path, value)], ONLY_THE_TEXT)
        except NotWritten:
            tally["refused"] += 1
            return
        text = held(file, at, result, wanted)
        place = next((number for number, each in enumerate(file.pieces) if each.path == full), None)
        if kind in ("remove", "whole"):
            assert lost(file, text, of=at) == []
        elif place is not None:
            above = "".join(each.text for each in file.pieces[:place])
            below = "".join(each.text for each in file.pieces[place + 1 :])
            assert text.startswith(above)
            assert text.endswith(below)
            now = text[len(above) : len(text) - len(below)]
            assert same(tomli.loads(f"x = {now}", parse_float=Decimal), {"x": value})
        else:
            assert lost(file, text) == []
            if kind == "add" and not file.in_brackets and not any(isinstance(each, int) for each in path):
                assert one_insertion(file.text, text)


def test_several_changes_at_once_are_exact() -> None:
    @any_of
    def change(file: Written, data: st.DataObject, tally: Counter[str]) -> None:
        before = now = parsed(file.raw)
        at = data.draw(st.integers(0, len(before["project"]) - 1))
        changes = []
        for _ in range(data.draw(st.integers(2, 4))):
            kind, path, value = a_change(data.draw, now, at)
            full: Path = ("project", at, *path)
            now = without_value(now, full) if kind == "remove" else with_value(now, full, value)
            changes.append(Change(path, value))
        tally["changes"] += 1
        try:
            text = held(file, at, changed(parse(file.raw, "projects.toml"), at, changes, ONLY_THE_TEXT), now)
        except NotWritten:
            tally["refused"] += 1
        else:
            assert lost(file, text, of=at) == []


# ---- whole projects


def lines(text: str) -> list[str]:
    """The lines that are not empty."""
    return [each.rstrip("\r") for each in text.split("\n") if each.strip()]


def test_any_project_can_be_removed() -> None:
    @any_of
    def remove(file: Written, data: st.DataObject, tally: Counter[str]) -> None:
        before = parsed(file.raw)
        at = data.draw(st.integers(0, len(before["project"]) - 1))
        tally["removed"] += 1
        try:
            result = removed(parse(file.raw, "projects.toml"), at, ONLY_THE_TEXT)
        except NotWritten:
            tally["refused"] += 1
            return
        assert same(parsed(result.raw), without_value(before, ("project", at)))
        text = result.raw.decode().removeprefix(file.mark)
        if not file.in_brackets:
            around = file.around(at)
            assert lines(text) == lines("".join(around))
            assert text.startswith(around[0].rstrip())
            assert lost(file, text, of=at) == []
            assert not [each for each, owner in file.comments if owner == at and each in text]


BLOCK = """\
# nytt
[[project]]
id = "nytt" # [[project]]
title = '''
[[project]]
# titel
'''

# mitt i

[[project.funding]]
funder = "R"
# slut"""


def test_any_project_can_be_replaced() -> None:
    @any_of
    def replace(file: Written, data: st.DataObject, tally: Counter[str]) -> None:
        before = parsed(file.raw)
        at = data.draw(st.integers(0, len(before["project"]) - 1))
        written = data.draw(st.sampled_from(["", "\n"])) + BLOCK + data.draw(st.sampled_from(["", "\n", "\r\n\n "]))
        source = parse(file.raw, "projects.toml")
        if file.in_brackets:
            with pytest.raises(NotWritten):
                replaced(source, at, written, ONLY_THE_TEXT)
            return
        tally["replaced"] += 1
        try:
            result = replaced(source, at, written, ONLY_THE_TEXT)
        except NotWritten:
            tally["refused"] += 1
            return
        project = tomli.loads(BLOCK.replace("\n", file.newline))["project"][0]
        assert same(parsed(result.raw), with_value(before, ("project", at), project))
        text = result.raw.decode().removeprefix(file.mark)
        first, *others = file.around(at)
        assert text.startswith(first + BLOCK.replace("\n", file.newline))
        assert lines(text) == [*lines(first), *lines(BLOCK.replace("\n", file.newline)), *lines("".join(others))]
        assert lost(file, text, of=at) == []


PROJECTS = st.fixed_dictionaries(
    {"id": st.just("nytt"), "title": TEXTS, "start_date": DATES},
    optional={
        **{name: NEW_KEYS[name] for name in ("acronym", "places", "total_budget", "notes")},
        **{name: st.lists(table, min_size=1, max_size=2) for name, table in NEW_TABLES.items()},
        "waive": st.dictionaries(st.sampled_from(["PR311", "PR399"]), TEXTS, min_size=1),
    },
)


def test_a_project_can_be_appended_to_any_registry() -> None:
    @any_of
    def append(file: Written, data: st.DataObject, tally: Counter[str]) -> None:
        before, project = parsed(file.raw), data.draw(PROJECTS)
        source = parse(file.raw, "projects.toml")
        if file.in_brackets:
            with pytest.raises(NotWritten, match="cannot be put at the end"):
                appended(source, project, ONLY_THE_TEXT)
            return
        tally["appended"] += 1
        result = appended(source, project, ONLY_THE_TEXT)
        assert same(parsed(result.raw), with_value(before, ("project", len(before["project"])), project))
        assert result.raw.startswith(file.raw)
        more = result.raw.removeprefix(file.raw).decode()
        assert more.removeprefix(file.newline).startswith(("[[project]]", f"{file.newline}[[project]]"))
