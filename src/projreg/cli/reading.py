"""What the reading commands begin with: the registry as far as it can be read, the day, the language."""

import os
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from projreg.cli.discovery import registry_paths
from projreg.cli.output import note
from projreg.dates import read_date
from projreg.decode import Decoded, decode
from projreg.errors import UnreadableFile, UsageError
from projreg.language import Lang
from projreg.model import DEFAULT_TIMEZONE, Publisher, Registry
from projreg.source import Source, read_source
from projreg.state import state_on
from projreg.visible import visible


class Reading(NamedTuple):
    """A registry, the day it is judged by, and the language it is shown in."""

    registry: Registry
    today: date
    lang: Lang


def read(files: Sequence[str] | None, as_of: str | None = None, lang: Lang | None = None) -> Reading:
    """Read the registries (several as one), and say on standard error what could not be read.

    Raises UnreadableFile when a file is missing or no TOML, UsageError for a day that is none.
    """
    sources = [read_source(path) for path in registry_paths(files)]
    decoded = [_decoded(source) for source in sources]
    publisher = decoded[0].registry.publisher
    projects = tuple(project for each in decoded for project in each.registry.projects)
    today = the_day(as_of, publisher)
    registry = Registry(publisher, projects)
    _tell_unread(sources, decoded, registry, today)
    return Reading(registry, today, lang or ("en" if publisher.language == "en" else "sv"))


def _decoded(source: Source) -> Decoded:
    """The model of a source that is good enough to be read. Raises UnreadableFile when it is no TOML."""
    name = visible(source.name)
    see = f"`projreg validate {name}` shows every place"
    if source.encoding:
        raise UnreadableFile(f"{name} is not UTF-8 text; it looks like {source.encoding}", see)
    if source.breaks:
        first = source.breaks[0].span
        raise UnreadableFile(f"{name}:{first.line}:{first.column}: this is not TOML", see)
    decoded = decode(source.data)
    for misfit in decoded.misfits:
        if misfit.kind == "version":
            from projreg.rules.document import unknown_schema_version

            fault = next(iter(unknown_schema_version.check(misfit)))
            raise UnreadableFile(f"{name}: {fault.message}", fault.help or "")
    return decoded


def _tell_unread(sources: Sequence[Source], decoded: Sequence[Decoded], registry: Registry, today: date) -> None:
    """One line on standard error when something could not be read: silence would pass for "nothing to do"."""
    parts = []
    values = sum(each.unread for each in decoded)
    unknown = sum(state_on(each, today) == "unknown" for each in registry.projects)
    doubles = sum(number > 1 for number in Counter(each.id for each in registry.projects if each.id).values())
    if values:
        parts.append(f"{_number(values, 'value')} could not be read")
    if unknown:
        parts.append(f"the state of {_number(unknown, 'project')} cannot be told from the dates")
    if doubles:
        parts.append(f"{_number(doubles, 'id')} used more than once")
    if parts:
        note(f"note: {', '.join(parts)}: run `projreg validate {' '.join(visible(each.name) for each in sources)}`")


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def the_day(as_of: str | None, publisher: Publisher) -> date:
    """The day to judge by: as named, else `PROJREG_TODAY`, else today in the publisher's time zone."""
    named = as_of or os.environ.get("PROJREG_TODAY")
    if named:
        try:
            return read_date(named)
        except UsageError as error:
            origin = "--as-of" if as_of else "PROJREG_TODAY"
            raise UsageError(f"{origin}: {error.message}", error.mend) from None
    return _today(publisher.timezone)


def _today(timezone: str) -> date:
    from zoneinfo import ZoneInfo

    for name in (timezone, DEFAULT_TIMEZONE):
        try:
            return datetime.now(ZoneInfo(name)).date()
        except (OSError, ValueError, KeyError):
            note(f"note: the time zone “{visible(name)}” is not known here")
    return datetime.now(UTC).astimezone().date()
