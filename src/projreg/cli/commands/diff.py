"""What changed in the registry between two revisions, in words: new, prolonged, budget changed, closed, removed.

Without REV the file in the folder is compared with the last commit, with one REV with that. Two are compared with each
other, REV..REV too.

A REV is whatever git knows, or a day: 2026-01-01 means the last commit on or before it in the history of HEAD. Where
the registry had another name: REV:old/projects.toml; a tag that is written like a day: refs/tags/2026-01-01.

Internal keys are told too: look through a page before you pass it on.

Example: projreg diff 2026-01-01 --format markdown
"""

from typing import Annotated, Literal

from typer import Argument, Option

from projreg.cli import options
from projreg.cli.discovery import registry_paths
from projreg.cli.output import chosen_format, console, emit
from projreg.cli.revisions import Found, in_folder, in_revision, read_revisions
from projreg.encode.tsv import tsv
from projreg.language import Lang
from projreg.versions.changes import Change, compare

Format = Literal["table", "tsv", "json", "csv", "markdown"]


def run(
    old: Annotated[str | None, Argument(metavar="[REV]", help="The older: HEAD when left out.")] = None,
    new: Annotated[str | None, Argument(metavar="[REV]", help="The newer: the folder's file when left out.")] = None,
    form: Annotated[Format | None, Option("--format", help="table on a terminal, tsv in a pipe.")] = None,
    as_json: options.Json = False,
    exit_code: Annotated[bool, Option("--exit-code", help="Exit with 1 when something differs.")] = False,
    file: options.Files = None,
    lang: options.Language = None,
    color: options.ColorChoice = "auto",
) -> int:
    older, newer = read_revisions([each for each in (old, new) if each is not None])
    paths = registry_paths(file)
    was = in_revision(older, paths)
    now = in_revision(newer, paths) if newer else in_folder(paths)
    changes = compare(was.version, now.version)
    language: Lang = lang or ("en" if now.version.publisher.language == "en" else "sv")
    chosen = chosen_format(form, as_json, terminal="table", pipe="tsv")
    if chosen == "table":
        from projreg.cli.terminal import report
        from projreg.report.changes import as_sections

        emit(report(console(color), as_sections(changes, was.side, now.side, language), language))
    else:
        emit(_rendered(chosen, changes, was, now, language))
    in_doubt = was.raw != now.raw and (was.side.partial or now.side.partial)
    return 1 if exit_code and (changes or in_doubt) else 0


def _rendered(form: str, changes: list[Change], was: Found, now: Found, lang: Lang) -> str:
    """The changes in a format for machines, or as a page."""
    if form == "markdown":
        from projreg.report.changes import as_sections
        from projreg.report.page import markdown

        return markdown(as_sections(changes, was.side, now.side, lang), lang)
    from projreg.report.change_rows import as_object, as_table

    if form == "json":
        from projreg.encode import json

        return json.document(as_object(changes, was.side, now.side))
    if form == "csv":
        from projreg.encode.csv import csv

        return csv(as_table(changes))
    return tsv(as_table(changes))
