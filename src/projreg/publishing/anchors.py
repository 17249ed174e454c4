"""Names for the projects of a page, to link to: the project's id, wherever it can be one."""

import re
from collections.abc import Iterable, Sequence

from projreg.model.records import Project


def anchors(projects: Iterable[Project], prefix: str = "") -> Sequence[str]:
    """A name for each project, none of them twice: letters a–z, digits and single hyphens, a letter first.

    An id used twice, or one with other characters in it, is a fault in the registry and hides no project.
    """
    wished = [prefix + each if prefix or each[:1].isalpha() else f"projekt-{each}" for each in map(_plain, projects)]
    taken = set(wished)  # who has a name by right keeps it
    used: dict[str, int] = {}
    found = []
    for name in wished:
        number = used.get(name, 0) + 1
        if number > 1:
            while f"{name}-{number}" in taken:
                number += 1
            taken.add(f"{name}-{number}")
        used[name] = number
        found.append(name if number == 1 else f"{name}-{number}")
    return found


def _plain(project: Project) -> str:
    return re.sub("[^a-z0-9]+", "-", project.id.lower()).strip("-") or "projekt"
