"""Take a project out of the registry, with the comments that belong to it.

A comment belongs to a project when it stands directly above its header or among its lines. A project that has ended is
closed, not removed: it stays on record, and `projreg list --closed` shows it. On a terminal Enter means no.

Example: projreg remove shimr --dry-run
"""

from projreg.cli import options


def run(id: options.Id, file: options.Files = None, dry_run: options.DryRun = False, yes: options.Yes = False) -> int:
    from projreg.cli.removing import remove_project  # the help does without what writes

    return remove_project(id, file, dry_run=dry_run, yes=yes)
