"""Candidates on their way into a registry: ids that nobody has, and what is there or stands in the list twice."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from projreg.diagnostic import Finding, Path
from projreg.editing.compose import ids_in
from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.entry import Objection
from projreg.values.nearest import plain
from projreg.values.slug import free_id, is_slug, slug_of
from projreg.visible import visible

_Entry = tuple[str, str, Any]


class Arrivals(NamedTuple):
    """What is to be added, each with its id; what is not, since it is there already; and what does not fit."""

    candidates: list[Candidate]
    projects: list[dict[str, Any]]
    known: list[str]
    objections: list[Objection]


def arrivals(candidates: Sequence[Candidate], data: Values) -> Arrivals:
    """What of a list is new in a registry that parses to `data`."""
    there = _Known(data)
    new: list[Candidate] = []
    known: list[str] = []
    objections: list[Objection] = []
    seen: dict[Any, Candidate] = {}
    for each in candidates:
        keys = [each.values["id"]] if "id" in each.values else [key for key in (_entry(each.values),) if key]
        if found := there.same(each.values):
            known.append(f"{each.place} is there already: {found}")
        elif earlier := next((seen[key] for key in keys if key in seen), None):
            if earlier.values == each.values:
                known.append(f"{each.place} is {earlier.place} again")
            else:
                objections.append(_twice(each, earlier))
        elif objection := _id_objection(each):
            objections.append(objection)
        else:
            new.append(each)
            seen |= dict.fromkeys(keys, each)
    return Arrivals(new, [*_with_ids(new, there.ids)], known, objections)


class _Known:
    """The projects of a registry, to be asked whether one of them is meant."""

    def __init__(self, data: Values) -> None:
        tables = data.get("project")
        projects = [each for each in tables if isinstance(each, dict)] if isinstance(tables, list) else []
        self.ids = ids_in(data)
        self._by_entry = {entry: each for each in projects if (entry := _entry(each))}
        self._by_id = {each["id"]: each for each in projects if isinstance(each.get("id"), str)}

    def same(self, values: Values) -> str:
        """The project of the registry that the values are of, in words; empty when there is none."""
        by_id = self._by_id.get(values.get("id", ""))
        if by_id is not None:
            title = str(by_id.get("title", ""))
            other = "" if plain(title) == plain(str(values.get("title", ""))) else f" (“{visible(title)}”)"
            return f"id {visible(str(by_id['id']))}{other}"
        entry = _entry(values)
        found = self._by_entry.get(entry) if entry else None
        return f"id {visible(str(found.get('id', '?')))} has its title, owner and start" if found else ""


def _entry(values: Values) -> _Entry | None:
    """What tells a project without its id."""
    title, owner, start = (values.get(key) for key in ("title", "owner", "start_date"))
    if not isinstance(title, str) or not isinstance(owner, str) or not title.strip() or not start:
        return None
    return " ".join(title.split()).casefold(), " ".join(owner.split()).casefold(), start


def _twice(each: Candidate, earlier: Candidate) -> Objection:
    if each.values.get("id") and each.values.get("id") == earlier.values.get("id"):
        return each.objection(
            ("id",), f"{earlier.place} has the id “{each.values['id']}” too", "every project has its own"
        )
    differ = [key for key in {**each.values, **earlier.values} if each.values.get(key) != earlier.values.get(key)]
    return each.objection(
        ("title",), f"title, owner and start are those of {earlier.place}, but not {', '.join(differ)}",
        "leave one of them out, or say in the titles what sets them apart",
    )  # fmt: skip


def _id_objection(each: Candidate) -> Objection | None:
    written = each.values.get("id")
    if written is not None and not is_slug(written):
        name = visible(str(written))
        return each.objection(
            ("id",),
            f"“{name}” is no id",
            "small letters a–z, figures and hyphens; --map “…=” leaves the column out, and ids are made",
        )
    title = str(each.values.get("title", ""))
    if written is None and not slug_of(each.values.get("acronym", "")) and not slug_of(title):
        return each.objection(("title",), "no id can be made of its title", "give it an “id” of its own")
    return None


def _with_ids(candidates: Sequence[Candidate], there: set[str]) -> Iterator[dict[str, Any]]:
    """The values of each, with an id; those that a list gives come before those that are made."""
    taken = there | {each.values["id"] for each in candidates if "id" in each.values}
    numbers: Mapping[str, Iterator[int]] = defaultdict(lambda: count(2))
    for each in candidates:
        values = dict(each.values)
        if "id" not in values:
            names = values.get("acronym", ""), values["title"]
            stem = next(slug for name in names if (slug := slug_of(name)))
            taken.add(made := free_id(stem, taken=taken, numbers=numbers[stem]))
            values = {"id": made, **values}
        yield values


def told_by_rules(findings: Sequence[Finding], candidates: Sequence[Candidate], first: int) -> list[Objection]:
    """What the rules find in the new projects, which are counted from `first`, at the places in the list."""
    told = []
    for each in findings:
        at = _number(each.path)
        if at is not None and first <= at < first + len(candidates):
            told.append(candidates[at - first].objection(each.path[2:], f"{each.code} {each.message}", each.help or ""))
    return told


def _number(path: Path) -> int | None:
    at = path[1] if path[:1] == ("project",) and len(path) > 1 else None
    return at if isinstance(at, int) else None
