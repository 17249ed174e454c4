"""What the reading commands begin with: the registry as far as it can be read, the day, the language."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import NamedTuple

from projreg.cli.discovery import registry_paths
from projreg.cli.output import note, on_terminal
from projreg.derived.state import state_on
from projreg.errors import UnreadableFile, UsageError
from projreg.language import Lang
from projreg.model.decode import Decoded
from projreg.model.records import DEFAULT_TIMEZONE, Publisher, Registry, Top
from projreg.reading.source import Source, parse, read_source
from projreg.reading.usable import usable
from projreg.values.dates import read_date
from projreg.visible import visible


class Reading(NamedTuple):
    """A registry, the day it is judged by, the language it is shown in, and the files it was read from."""

    registry: Registry
    today: date
    lang: Lang
    paths: tuple[str, ...]
    in_doubt: bool
    """Whether something outside the projects could not be read: a whole table may be missing from what is shown."""
    stands_in: tuple[str, ...]
    """The file of each of the registry's projects, in their order."""


def read(
    files: Sequence[str] | None, as_of: str | None = None, lang: Lang | None = None, *, staged: bool = False
) -> Reading:
    """Read the registries (several as one), and say on standard error what could not be read.

    With `staged` they are read as git would commit them.

    Raises UnreadableFile when a file is missing or no TOML, UsageError for a day that is none.
    """
    sources = [_staged(path) if staged else read_source(path) for path in registry_paths(files)]
    decoded = [usable(whole(source)) for source in sources]
    publisher = decoded[0].registry.publisher
    projects = tuple(project for each in decoded for project in each.registry.projects)
    today = the_day(as_of, publisher)
    registry = Registry(publisher, projects)
    _tell_unread(sources, decoded, registry, today)
    doubt = any(misfit.kind == "unknown" and misfit.record is Top for each in decoded for misfit in each.misfits)
    language: Lang = lang or ("en" if publisher.language == "en" else "sv")
    paths = tuple(source.name for source in sources)
    files = tuple(path for path, each in zip(paths, decoded, strict=True) for _ in each.registry.projects)
    return Reading(registry, today, language, paths, doubt, files)


def whole(source: Source) -> Source:
    """The source itself. Raises UnreadableFile for a broken one, in the words of `validate` for its first place."""
    if not source.breaks:
        return source
    from projreg.checking.check import check_one  # needed when something is broken
    from projreg.findings.words import place

    found = next((each for each in check_one(source)[1] if each.code in ("PR001", "PR003")), None)
    if found:
        see = f"`projreg validate {visible(source.name)}` shows every place"
        raise UnreadableFile(f"{place(found)}: {found.message}", f"{found.help}; {see}" if found.help else see)
    return source


def _staged(path: str) -> Source:
    from projreg.versions.git import staged  # only a check of what is to be committed asks git

    return parse(staged(path), path)


def _tell_unread(sources: Sequence[Source], decoded: Sequence[Decoded], registry: Registry, today: date) -> None:
    """One line on standard error when something could not be read: silence would pass for "nothing to do"."""
    parts = []
    values = sum(each.unread for each in decoded)
    unknown = sum(state_on(each, today) == "unknown" for each in registry.projects)
    doubles = sum(number > 1 for number in Counter(each.id for each in registry.projects if each.id).values())
    if values:
        parts.append(f"{_number(values, 'key or value', 'keys or values')} could not be read")
    if unknown:
        parts.append(f"the state of {_number(unknown, 'project')} cannot be told from the dates")
    if doubles:
        parts.append(f"{_number(doubles, 'id')} used more than once")
    if parts:
        given = "".join(f"{' -f' if doubles and len(sources) > 1 else ''} {visible(each.name)}" for each in sources)
        note(f"note: {', '.join(parts)}: run `projreg validate{given}`")


def _number(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def the_day(as_of: str | None, publisher: Publisher, *, told: bool = True) -> date:
    """The day to judge by: as named, else `PROJREG_TODAY`, else today in the publisher's time zone.

    On a terminal it is `told` when the variable says so.
    """
    named = os.environ.get("PROJREG_TODAY") or None if as_of is None else as_of
    if named is None:
        return day_at(datetime.now(UTC), publisher.timezone)
    try:
        day = read_date(named)
    except UsageError as error:
        origin = "--as-of" if as_of is not None else "PROJREG_TODAY"
        raise UsageError(f"{origin}: {error.message}", error.mend) from None
    if as_of is None and told:
        _tell_set_day(day)
    return day


@cache
def _tell_set_day(day: date) -> None:
    """Say once to a person that today is another day: the variable stays set in a terminal, and is forgotten."""
    if on_terminal(sys.stderr):
        note(f"note: today is taken to be {day}, as PROJREG_TODAY says")


def day_at(moment: datetime, timezone: str) -> date:
    """The day that a moment falls on in a time zone: in Stockholm the new one begins an hour or two before UTC's."""
    from zoneinfo import ZoneInfo

    for name in (timezone, DEFAULT_TIMEZONE):
        try:
            return moment.astimezone(ZoneInfo(name)).date()
        except (OSError, ValueError, KeyError):
            note(f"note: the time zone “{visible(name)}” is not known here")
    return moment.astimezone().date()
