"""Candidates on their way into a registry: ids that nobody has, and what is there or stands in the list twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from projreg.diagnostic import Finding, Path
from projreg.editing.compose import ids_in
from projreg.editing.written import Values
from projreg.intake.candidates import Candidate
from projreg.intake.differences import Differing, differences
from projreg.intake.dropped import dropped_funders
from projreg.intake.entry import Given, Objection
from projreg.intake.lookalikes import Lookalikes
from projreg.intake.places import MOST_NAMED, are, together
from projreg.model.decode import currency_of
from projreg.model.records import Contact, Funding, Project, Publisher
from projreg.values.slug import free_id, is_slug, slug_of
from projreg.visible import visible

_Entry = tuple[str, str, Any]


class Arrivals(NamedTuple):
    """What is to be added, each with its id; what is not, since it is there already; and what does not fit."""

    candidates: list[Candidate]
    projects: list[dict[str, Any]]
    known: list[str]
    differing: list[Differing]
    """What is there, but not as the list says."""
    objections: list[Objection]
    remarks: Sequence[str] = ()
    missing: Sequence[str] = ()
    """What is there and not in the list, where the list has most of what is there."""
    dropped: Sequence[str] = ()
    """What is said of projects that are there with funders that the list does not give."""


def arrivals(candidates: Sequence[Candidate], data: Values, option: str = "") -> Arrivals:
    """What of a list is new in a registry that parses to `data`. `option` is what a command needs to find it."""
    there = _Known(data, option)
    new: list[Candidate] = []
    same: list[tuple[Candidate, str]] = []
    again: list[str] = []
    dropped: list[str] = []
    differing: list[Differing] = []
    objections: list[Objection] = []
    seen: dict[Any, Candidate] = {}
    found = [there.same(each) for each in candidates]
    there.lookalikes.set_apart(project for projects in found for project in projects)
    for each, projects in zip(candidates, found, strict=True):
        keys = [each.values["id"]] if "id" in each.values else [key for key in (_entry(each.values),) if key]
        if len(projects) > 1:
            ids = visible(" or ".join(str(project.get("id", "?")) for project in projects))
            objections.append(each.objection((), f"it may be {ids}", "give it the id of one in a column “Id”"))
        elif projects:
            (project,) = projects
            name = str(project.get("id", "?"))
            lacks = dropped_funders(each, project, option)
            dropped += [lacks] if lacks else []
            if differs := differences(each, project, there.currency):
                differing.append(Differing(each, name, differs, option))
            elif not lacks:
                same.append((each, name))
        elif earlier := next((seen[key] for key in keys if key in seen), None):
            if earlier.values == each.values and bool(earlier.closed) == bool(each.closed):
                again.append(f"{each.place} {are(each.place)} {earlier.place} again; {_it(each.place)} left out")
            else:
                objections += _twice(each, earlier)
        elif objection := _id_objection(each) or there.lookalikes.like(each):
            objections.append(objection)
        else:
            new.append(each)
            seen |= dict.fromkeys(keys, each)
    bad = {each.number for each in objections}
    new = [each for each in new if each.number not in bad]  # one of which a later row says something else
    known = [*_said_of(same), *again]
    made, remarks = [*_with_ids(new, there.ids)], _not_kept(new, option)
    missing = there.without(project for projects in found for project in projects)
    return Arrivals(new, made, known, differing, objections, remarks, missing, dropped)


def _not_kept(new: Iterable[Candidate], option: str) -> list[str]:
    """That a project is closed, of those of which nothing says since when."""
    groups: dict[tuple[str, str], list[Given]] = {}
    for each in new:
        if each.closed:
            groups.setdefault((each.closed.column, str(each.closed.value).strip()), []).append(each.closed)
    return [
        f"{together(each.place for each in group)}, {column}: “{word}” is not kept, since the day is not known; "
        f"`projreg close ID --on DATE{option}` notes it"
        for (column, word), group in groups.items()
    ]


def _said_of(same: Sequence[tuple[Candidate, str]]) -> list[str]:
    """That the rows are there already, as one."""
    if not same:
        return []
    place = together(each.place for each, _ in same)
    names = list(dict.fromkeys(visible(name) for _, name in same))
    told = f" ({', '.join(names)})" if len(names) <= MOST_NAMED else ""
    left_out = f"nothing in the list differs, and {_it(place)} left out"
    return [f"{place} {are(place)} there already{told}; {left_out}"]


def _it(place: str) -> str:
    return "they are" if are(place) == "are" else "it is"


class _Known:
    """The projects of a registry, to be asked whether one of them is meant."""

    def __init__(self, data: Values, option: str) -> None:
        tables = data.get("project")
        projects = [each for each in tables if isinstance(each, dict)] if isinstance(tables, list) else []
        top = data.get("registry")
        self._projects = projects
        self.currency = currency_of(top if isinstance(top, dict) else {}, Publisher.currency.default)
        self.ids = ids_in(data)
        self._by_entry: dict[_Entry, list[Values]] = {}
        for each in projects:
            if entry := _entry(each):
                self._by_entry.setdefault(entry, []).append(each)
        self._by_id = {each["id"]: each for each in projects if isinstance(each.get("id"), str)}
        self.lookalikes = Lookalikes(projects, option)

    def same(self, candidate: Candidate) -> list[Values]:
        """The project of the registry that is meant; none, or all that it may be where that cannot be told."""
        by_id = self._by_id.get(candidate.values.get("id", ""))
        if by_id is not None:
            return [by_id]
        entry = _entry(candidate.values)
        found = self._by_entry.get(entry, []) if entry else []
        if len(found) > 1:
            equal = [each for each in found if not differences(candidate, each, self.currency)]
            return equal[:1] or found
        return found

    def without(self, found: Iterable[Values]) -> list[str]:
        """The ids of the projects that are not found; none where that is half of them: the list is not of all."""
        with_rows = {id(each) for each in found}
        missing = [str(each.get("id", "?")) for each in self._projects if id(each) not in with_rows]
        return missing if len(missing) * 2 < len(self._projects) else []


def _entry(values: Values) -> _Entry | None:
    """What tells a project without its id."""
    title, owner, start = (values.get(key) for key in ("title", "owner", "start_date"))
    if not isinstance(title, str) or not isinstance(owner, str) or not title.strip() or not start:
        return None
    return " ".join(title.split()).casefold(), " ".join(owner.split()).casefold(), start


def _twice(each: Candidate, earlier: Candidate) -> list[Objection]:
    """Which of the two is right is not known, so neither is taken: half of what a project costs is no project."""
    left_out = f"the project is left out with {each.place}, which may belong to it"
    if each.values.get("id") and each.values.get("id") == earlier.values.get("id"):
        path: Path = ("id",)
        told = f"{earlier.place} {_HAVE[are(earlier.place)]} the id “{each.values['id']}” too"
        mend = "every project has its own"
    else:
        differ = [key for key in {**each.values, **earlier.values} if each.values.get(key) != earlier.values.get(key)]
        path = ("title",)
        told = f"title, owner and start are those of {earlier.place}, but not {', '.join(differ) or 'what is closed'}"
        mend = "leave one of them out, or say in the titles what sets them apart"
    return [earlier.objection((), left_out), each.objection(path, told, mend)]


_HAVE = {"is": "has", "are": "have"}


def _id_objection(each: Candidate) -> Objection | None:
    written = each.values.get("id")
    if written is not None and not is_slug(written):
        name = visible(str(written))
        return each.objection(
            ("id",),
            f"“{name}” is no id",
            'small letters a–z, figures and hyphens; --map "…=" leaves the column out, and ids are made',
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
            path, mend = _in_the_list(candidates[at - first], each.path[2:], each.help or "")
            told.append(candidates[at - first].objection(path, f"{each.code} {each.message}", mend))
    return told


def _in_the_list(candidate: Candidate, path: Path, mend: str) -> tuple[Path, str]:
    """Where and what to write, for somebody who has the list before him and not the registry's file."""
    key = re.match(r"(?:add|write) (\w+) = ", mend)
    if not key and not mend.startswith("add [[project.contact]]"):
        return path, mend
    name = key[1] if key else "email"
    empty = next((each for each in candidate.empty if each[-1] == name), None)
    if empty:
        return empty, "write it there"
    record = {"funding": Funding, "contact": Contact}.get(str(path[0])) if path else None
    wanted = (record or Project).keys.get(name) or Contact.keys.get(name)
    return path, f"give it a column “{wanted.label.sv}”" if wanted else mend


def _number(path: Path) -> int | None:
    at = path[1] if path[:1] == ("project",) and len(path) > 1 else None
    return at if isinstance(at, int) else None
