"""The project that an id on the command line names."""

from collections.abc import Iterable

from projreg.errors import UsageError
from projreg.model.records import Project
from projreg.values.nearest import nearest


def named(name: str, projects: Iterable[Project]) -> Project:
    """The project with that id. Raises UsageError when there is none, with the nearest, or when there are several."""
    projects = [*projects]
    found = [each for each in projects if each.id == name]
    if len(found) > 1:
        raise UsageError(
            f"{len(found)} projects have the id “{name}”", "run `projreg validate` to see where they stand"
        )
    if found:
        return found[0]
    near = nearest(name, [each.id for each in projects if each.id], likeness=0.5)
    help_ = f"did you mean {near}?" if near else "`projreg list --format ids` shows them all"
    raise UsageError(f"there is no project with the id “{name}”", help_)
