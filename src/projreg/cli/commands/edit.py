"""Edit a project's block in your editor; it is checked when the editor closes.

The editor is $VISUAL, else $EDITOR. Every other byte of the registry stays as it was. What is typed is never lost: it
stands in a file beside the registry until it is saved, and when something is wrong that file is named; the next edit of
the project offers to go on with it. A later end_date keeps the old one as original_end_date, when there is none.

Example: EDITOR=nano projreg edit shimr
"""

from projreg.cli import options


def run(id: options.Id, file: options.Files = None, dry_run: options.DryRun = False, yes: options.Yes = False) -> int:
    from projreg.cli.editing import edit_project  # the help does without what writes

    return edit_project(id, file, dry_run=dry_run, yes=yes)
