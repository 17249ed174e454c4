"""Rules on what a commit would change: asked with `--staged`, which knows what the last commit had."""

from projreg.diagnostic import Fault
from projreg.model.records import Registry
from projreg.rules.rule import Faults, history_rule
from projreg.visible import argument, visible

_MOST_NAMED = 5


@history_rule("PR114", "projects-dropped", "warning")
def projects_dropped(before: Registry, now: Registry, file: str) -> Faults:
    """The commit has at least two projects fewer than the last one.

    A file that was cut off halfway still reads well: nothing else shows that its end is missing.

    Example: a registry of 40 projects of which an editor saved the first 37.

    Mend: bring the file back with git, or go on when they were meant to be removed. The finding has the command; a
    warning does not stop a commit, and once it is made the projects stand in the commit before, HEAD~1.
    """
    missing = len(before.projects) - len(now.projects)
    if missing > 1:
        kept = {project.id for project in now.projects}
        gone = [visible(project.id) for project in before.projects if project.id and project.id not in kept]
        named = ", ".join(gone[:_MOST_NAMED]) + (" …" if len(gone) > _MOST_NAMED else "")
        command = f"git restore --source=HEAD --staged --worktree {argument(file)}"
        yield Fault(
            ("registry",),
            f"{missing} projects fewer than in the last commit" + (f": {named}" if named else ""),
            f"if that was not meant, `{command}` brings them back; once it is committed, --source=HEAD~1",
            part="key",
        )
