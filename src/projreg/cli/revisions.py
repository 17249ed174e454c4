"""The versions that `diff` compares: what REV on the command line means, and the registries as they were then."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from projreg.cli.output import note
from projreg.cli.settings import from_here
from projreg.errors import UnreadableFile, UsageError
from projreg.model.decode import Decoded, decode
from projreg.model.records import DEFAULT_TIMEZONE
from projreg.reading.source import Source, parse, read_source
from projreg.reading.usable import as_far_as_readable
from projreg.report.change_rows import Side
from projreg.values.dates import add_days, likely_date, read_date
from projreg.versions.history import (
    Commit,
    commit_named,
    commit_until,
    earlier_names,
    file_in,
    first_commit,
    is_shallow,
    named_file_in,
)
from projreg.versions.version import Version, version
from projreg.visible import visible

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Revision(NamedTuple):
    """A REV of the command line: a revision or a day, and the name that the file had then, where the user says it."""

    asked: str
    name: str = ""


class Found(NamedTuple):
    """One side of the comparison: what it is, the registries as one, and their bytes."""

    side: Side
    version: Version
    raw: tuple[bytes, ...]


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def read_revisions(arguments: Sequence[str]) -> tuple[Revision, Revision | None]:
    """The older and the newer side; None stands for the files in the folder. HEAD where nothing is named.

    `REV..REV` is two, as in git, with HEAD for one left out. Raises UsageError for what cannot be a revision.
    """
    named = [*arguments]
    if len(named) == 1 and (found := re.fullmatch(r"([^:]*?)(\.{2,})(.*)", named[0])):
        if found[2] != "..":
            raise UsageError(f"“{named[0]}” is not two revisions", "write REV..REV, with two dots")
        named = [found[1] or "HEAD", found[3] or "HEAD"]
    revisions = [_revision(each) for each in named or ["HEAD"]]
    return revisions[0], revisions[1] if len(revisions) > 1 else None


def _revision(text: str) -> Revision:
    """`REV` or `REV:PATH`; a colon in braces belongs to the revision, and so does one that begins it."""
    if not text or text.startswith("-"):
        raise UsageError(f"“{text}” is no revision", "name a commit, a branch, a tag or a day such as 2026-01-01")
    found = re.fullmatch(r"((?:[^:{]|\{[^}]*\})+):(.+)", text)
    return Revision(found[1], found[2]) if found else Revision(text)


def in_folder(paths: Sequence[str]) -> Found:
    """The registries as they lie in the folder. Raises UnreadableFile when one is missing or cannot be read at all."""
    return _found(Side(), [read_source(path) for path in paths])


def in_revision(revision: Revision, paths: Sequence[str]) -> Found:
    """The registries as a revision has them. Raises UsageError when git knows no such revision, UnreadableFile when a
    file was not in it or cannot be read at all."""
    if revision.name and len(paths) > 1:
        raise UsageError(f"{revision.asked}:{revision.name} names one file of several", "compare one file at a time")
    zone = _zone(paths[0])
    commits = [_commit(revision.asked, path, zone) for path in paths]
    side = Side(revision.asked, commits[0].name, commits[0].time.astimezone(zone).date())
    return _found(side, [_source(revision, commit, path, side) for commit, path in zip(commits, paths, strict=True)])


def _found(side: Side, sources: Sequence[Source]) -> Found:
    """The sources read as far as can be; what stands in the way is told on standard error."""
    decoded: list[Decoded] = []
    partial = False
    for source in sources:
        read, why = as_far_as_readable(source)
        decoded.append(read)
        if why:
            partial = True
            note(f"note: {why}" + ("" if side.commit else f": run `projreg validate {visible(source.name)}`"))
    raw = tuple(source.raw for source in sources)
    return Found(side._replace(partial=partial), version(decoded), raw)


def _zone(path: str) -> "ZoneInfo":
    """The time zone in which days are meant: the registry's as it is now, else that of Sweden."""
    from zoneinfo import ZoneInfo  # not needed for help

    try:
        named = decode(read_source(path).data).registry.publisher.timezone
    except UnreadableFile:
        named = DEFAULT_TIMEZONE
    try:
        return ZoneInfo(named)
    except (OSError, ValueError, KeyError):
        return ZoneInfo(DEFAULT_TIMEZONE)


def _commit(asked: str, path: str, zone: "ZoneInfo") -> Commit:
    """The commit that a revision or a day means."""
    if _DAY.fullmatch(asked):
        found = commit_until(_end_of(read_date(asked), zone), path)
        problem = f"nothing had been committed on {asked}"
    else:
        found = commit_named(asked, path)
        problem = f"git knows no revision “{asked}”"
    if found:
        return found
    first = first_commit(path)
    if first is None:
        raise UsageError("nothing has been committed yet: there is nothing to compare with", "git commit")
    if is_shallow(path):
        mend = "this clone has not the whole history; `git fetch --unshallow` brings it"
    elif _DAY.fullmatch(asked):
        mend = f"the first commit is of {first.time.astimezone(zone).date()}"
    else:
        likely = likely_date(asked)
        mend = f"did you mean {likely}?" if likely else "`git log --oneline` lists them; a day will do: 2026-01-01"
    raise UsageError(problem, mend)


def _end_of(day: date, zone: "ZoneInfo") -> datetime:
    """The last second of a day."""
    following = add_days(day, 1)
    if following == day:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(following, time(), zone).astimezone(UTC) - timedelta(seconds=1)


def _source(revision: Revision, commit: Commit, path: str, side: Side) -> Source:
    """The file as it was in a commit: under the name that the user gives, the one it has, or one that it had."""
    when = f"{revision.asked} ({commit.name[:8]}, {side.day})"
    name = revision.name or from_here(path)
    raw = named_file_in(commit, name, path) if revision.name else file_in(commit, path)
    if raw is None and not revision.name:
        for name in earlier_names(path):
            raw = named_file_in(commit, name, path)
            if raw is not None:
                note(f"note: in {visible(when)} the registry was called {visible(name)}")
                break
        else:
            name = from_here(path)
    if raw is None:
        why = "it has not been committed" if revision.asked == "HEAD" else "it did not exist then"
        mend = f"{why}, or had another name: write {revision.asked}:PATH, from the repository's root"
        raise UnreadableFile(f"{name} is not in {when}", mend)
    return parse(raw, f"{name} in {when}")
