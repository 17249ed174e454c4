"""Rules on what a project is known by, and on what ties one project to another."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count

from projreg.diagnostic import Also, Fault, Path
from projreg.model.records import Funding, Project, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.rules.text import is_placeholder
from projreg.values.nearest import nearest
from projreg.values.slug import free_id, is_slug, slug_of
from projreg.visible import visible


@project_rule("PR104", "id-no-slug", "error")
def id_no_slug(project: Project) -> Faults:
    """An id is something else than lower-case letters a–z, digits and single hyphens.

    Ids stand in addresses, file names and command lines, where å, spaces and capitals cause trouble.

    Example: `id = "Bredband Ås"`, which could be `bredband-as`.

    Mend: use the id that the finding suggests.
    """
    if project.id.strip() and not is_slug(project.id):
        suggestion = slug_of(project.id)
        yield Fault(
            project.at("id"),
            f"the id “{visible(project.id[:60])}” has other characters than a–z, 0–9 and single hyphens",
            f'write "{suggestion}"' if suggestion else 'write a short name such as "bredband-2026"',
        )


@registry_rule("PR105", "id-used-twice", "error", across=True)
def id_used_twice(registry: Registry) -> Faults:
    """Two projects have the same id.

    `show` and `set` could not tell them apart, and a change would meet the wrong project.

    Example: `id = "bredband"` in two projects of the registry.

    Mend: give the later one an id of its own, or remove it when it was entered twice.
    """
    other_than = _fresh_ids(project.id for project in registry.projects)
    first: dict[str, Project] = {}
    for project in registry.projects:
        if not project.id.strip():
            continue
        earlier = first.setdefault(project.id, project)
        if earlier is not project:
            where = "twice" if _file(earlier) == _file(project) else "in another file too"
            yield Fault(
                project.at("id"),
                f"the id “{visible(project.id)}” is used {where}",
                f'write another, such as "{other_than(project.id)}", or remove the project if it was entered twice',
                (Also(earlier.at("id"), "first used"),),
            )


def _file(project: Project) -> str | int:
    """What tells the project's file from the others that are read as one with it."""
    return project.path[0] if project.path and type(project.path[0]) is int else ""


def _fresh_ids(taken: Iterable[str]) -> Callable[[str], str]:
    """A function from an id that is taken to one like it that is not; it never gives the same one twice."""
    used = set(taken)
    numbers: dict[str, Iterator[int]] = {}

    def other_than(id: str) -> str:
        stem = slug_of(re.sub(r"-\d+$", "", id)) or "projekt"
        fresh = free_id(stem, taken=used, numbers=numbers.setdefault(stem, count(2)))
        used.add(fresh)
        return fresh

    return other_than


@registry_rule("PR106", "project-entered-twice", "warning", across=True)
def project_entered_twice(registry: Registry) -> Faults:
    """Two projects have the same title, owner, start and end.

    Entered twice under two ids, a project is counted twice, with its money, and only one of them is kept up to date.
    Capitals and spaces around the texts do not matter.

    Example: `title = "Bredband i Lövdal"` in two projects with the same owner and dates.

    Mend: remove one of them, or say in the titles what sets them apart (“etapp 2”).
    """
    first: dict[_Entry, Project] = {}
    for project in registry.projects:
        entry = _entry(project)
        if entry:
            earlier = first.setdefault(entry, project)
            if earlier is not project:
                name = f"“{visible(earlier.id)}”" if earlier.id else "an earlier project"
                yield Fault(
                    project.at("title"),
                    f"title, owner and dates are those of {name}",
                    "remove one of them if it was entered twice, or say in the titles what sets them apart",
                    (Also(earlier.at("title"), "first entered"),),
                    covered_by=(("PR105", project.at("id")),),
                )


_Entry = tuple[str, str, date, date]


def _entry(project: Project) -> _Entry | None:
    """What tells a project from others, apart from its id; None when a part of it is not known."""
    title, owner, start, end = project.title.strip(), project.owner.strip(), project.start_date, project.end_date
    return (title.casefold(), owner.casefold(), start, end) if title and owner and start and end else None


_SUGGESTIONS = 10
"""So many ids are compared with all the others in one run: each takes a tenth of a second among 10 000."""
_LONGEST_WAY = 6


@registry_rule("PR701", "follows-no-project", "error", across=True)
def follows_no_project(registry: Registry) -> Faults:
    """`follows` names an id that no project has, or the project itself, or leads round in a circle.

    What continues what could not be told, and whoever looks for the project's history ends nowhere or where they began.

    Nothing is said of unknown ids as long as the id of some project is missing or cannot be read.

    Example: `follows = "forstudie"` where the id is `forstudie-fiber`.

    Mend: write the id of the project that this one continues; the finding suggests the nearest. Of a circle it names
    the way round: take `follows` away from the project that came first.
    """
    followers = [project for project in registry.projects if project.follows.strip()]
    if not followers:
        return
    by_id: dict[str, Project] = {}
    for project in registry.projects:
        by_id.setdefault(project.id if project.id.strip() else "", project)
    unread = by_id.pop("", None)
    strangers = []
    for project in followers:
        if project.follows == project.id:
            yield Fault(project.at("follows"), "the project follows itself", _RIGHT_ID)
        elif project.follows not in by_id:
            strangers.append(project)
    if strangers and not unread:
        suggest = _suggestions(by_id)
        for project in strangers:
            meant = suggest(project)
            yield Fault(
                project.at("follows"),
                f"no project has the id “{visible(project.follows[:60])}”",
                f'did you mean "{visible(meant)}"?' if meant else _RIGHT_ID,
            )
    for circle in _circles(followers, by_id):
        yield _circle_told(circle)


_RIGHT_ID = "write the id of the project that it continues, or take the line away"


def _suggestions(by_id: Mapping[str, Project]) -> Callable[[Project], str | None]:
    """A function from a project that follows nobody to the id that was likely meant: by its title, else the nearest."""
    titles = {project.title.strip().casefold(): id for id, project in by_id.items()}
    left = count(_SUGGESTIONS, -1)

    def suggest(project: Project) -> str | None:
        written = project.follows.strip()
        slug = slug_of(written)
        meant = slug if slug in by_id else titles.get(written.casefold())
        if not meant and next(left) > 0:
            alike = {id.replace("-", "_"): id for id in by_id if id != project.id}
            meant = alike.get(nearest(written[:60], alike) or "")
        return meant if meant != project.id else None

    return suggest


def _circles(followers: Sequence[Project], by_id: Mapping[str, Project]) -> Iterator[list[Project]]:
    """The circles in which projects follow each other, each once, from its first project in the file."""
    place = {project.path: at for at, project in enumerate(followers)}
    done: set[str] = set()
    for project in followers:
        way: dict[str, Project] = {}
        step = by_id.get(project.id)
        while step and step.id not in done and step.id not in way and step.follows != step.id:
            way[step.id] = step
            step = by_id.get(step.follows)
        if step and step.id in way:
            circle = list(way.values())[list(way).index(step.id) :]
            start = min(range(len(circle)), key=lambda at: place[circle[at].path])
            yield circle[start:] + circle[:start]
        done.update(way)


def _circle_told(circle: Sequence[Project]) -> Fault:
    ids = [visible(project.id) for project in circle]
    shown = ids if len(ids) <= _LONGEST_WAY else [*ids[: _LONGEST_WAY - 1], f"{len(ids) - _LONGEST_WAY + 1} more"]
    starts = [project.start_date for project in circle]
    oldest = min((each for each in starts if each), default=None)
    known = f", “{ids[starts.index(oldest)]}”" if None not in starts and starts.count(oldest) == 1 else ""
    return Fault(
        circle[0].at("follows"),
        f"the projects follow each other in a circle: {' → '.join([*shown, ids[0]])}",
        f"take follows away from the one that came first{known}",
        tuple(
            Also(project.at("follows"), f"{id} follows {visible(project.follows)}")
            for id, project in list(zip(ids, circle, strict=True))[1:_LONGEST_WAY]
        ),
    )


@registry_rule("PR703", "grant-entered-twice", "warning", across=True)
def grant_entered_twice(registry: Registry) -> Faults:
    """Two projects have funding with the same funder and reference.

    A case number belongs to one decision. The second project was copied from the first, and its money is counted twice.
    Capitals and spaces do not matter.

    Example: `funder = "Tillväxtverket"` and `reference = "20361234"` in two projects.

    Mend: write each project's own case number. Where one decision does give money to both, waive the rule with that
    as the reason.
    """
    first: dict[tuple[str, str], tuple[Project, Funding]] = {}
    funders: dict[str, str] = {}
    for project in registry.projects:
        for funding in project.funding:
            reference = funding.reference
            if not reference:
                continue
            funder = funding.funder
            grant = (funders.get(funder) or funders.setdefault(funder, _closed_up(funder)), _closed_up(reference))
            earlier, line = first.setdefault(grant, (project, funding))
            if earlier is project or not all(grant) or is_placeholder(reference):
                continue
            name = f"“{visible(earlier.id)}”" if earlier.id else "an earlier project"
            yield Fault(
                funding.at("reference"),
                f"{visible(funding.funder)} has the reference “{visible(reference)}” in {name} too",
                "was it copied? Write the case number of this project's own decision",
                (Also(line.at("reference"), "first entered"),),
                covered_by=_told_as_copy(project, earlier),
            )


def _closed_up(text: str) -> str:
    """The text without capitals and spaces."""
    return text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").casefold()


def _told_as_copy(project: Project, earlier: Project) -> tuple[tuple[str, Path], ...]:
    """Where it is told that the whole project was entered twice, if it was."""
    entry = _entry(project)
    by_id = (("PR105", project.at("id")),) if project.id and project.id == earlier.id else ()
    by_entry = (("PR106", project.at("title")),) if entry and entry == _entry(earlier) else ()
    return by_id + by_entry
