"""Rules on what a project is known by."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from projreg.diagnostic import Also, Fault
from projreg.model import Project, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.slug import free_id, is_slug, slug_of
from projreg.visible import visible


@project_rule("PR104", "id-no-slug", "error")
def id_no_slug(project: Project) -> Faults:
    """An id is something else than lower-case letters a–z, digits and single hyphens.

    Ids stand in addresses, file names and command lines, where å, spaces and capitals cause trouble.

    Mend: use the id that the finding suggests.
    """
    if project.id.strip() and not is_slug(project.id):
        suggestion = slug_of(project.id)
        yield Fault(
            project.at("id"),
            f"the id “{visible(project.id[:60])}” has other characters than a–z, 0–9 and single hyphens",
            f'write "{suggestion}"' if suggestion else 'write a short name such as "bredband-2026"',
        )


@registry_rule("PR105", "id-used-twice", "error")
def id_used_twice(registry: Registry) -> Faults:
    """Two projects have the same id.

    `show` and `set` could not tell them apart, and a change would meet the wrong project.

    Mend: give the later one an id of its own, or remove it when it was entered twice.
    """
    other_than = fresh_ids(project.id for project in registry.projects)
    first: dict[str, Project] = {}
    for project in registry.projects:
        if not project.id.strip():
            continue
        earlier = first.setdefault(project.id, project)
        if earlier is not project:
            yield Fault(
                project.at("id"),
                f"the id “{visible(project.id)}” is used twice",
                f'write another, such as "{other_than(project.id)}", or remove the project if it was entered twice',
                (Also(earlier.at("id"), "first used"),),
            )


def fresh_ids(taken: Iterable[str]) -> Callable[[str], str]:
    """A function from an id that is taken to one like it that is not; it never gives the same one twice."""
    used = set(taken)
    numbers: dict[str, Iterator[int]] = {}

    def other_than(id: str) -> str:
        stem = re.sub(r"-\d+$", "", id)
        fresh = free_id(stem, "projekt", taken=used, numbers=numbers.setdefault(stem, count(2)))
        used.add(fresh)
        return fresh

    return other_than
