"""What the commands that change one project begin with: the one registry, the project that is named, the day."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from projreg.cli.discovery import registry_paths
from projreg.cli.naming import named
from projreg.cli.reading import the_day, whole
from projreg.cli.settings import rule_choice
from projreg.editing.blocks import blocks
from projreg.editing.edit import Conditions
from projreg.editing.written import Values
from projreg.errors import NotWritten, UsageError
from projreg.model.records import Project, Publisher
from projreg.reading.source import Source, read_source
from projreg.reading.usable import usable
from projreg.storing.held import settled
from projreg.visible import visible


class Found(NamedTuple):
    """A project in the text of its registry."""

    source: Source
    publisher: Publisher
    project: Project
    at: int
    """The project's number in the file, counted from 0."""

    @property
    def table(self) -> Values:
        """The project as TOML has it."""
        table: Values = self.source.data["project"][self.at]
        return table

    @property
    def texts(self) -> list[str]:
        """The project's own text, in as many pieces as it stands in."""
        text = self.source.text
        return [text[start:end] for start, end in blocks(text, ("project", self.at))]


def one_registry(files: Sequence[str] | None) -> Source:
    """The registry to change. Raises UsageError when several are named, UnreadableFile."""
    paths = registry_paths(files)
    if len(paths) > 1:
        raise UsageError("one registry is changed at a time", "give --file once")
    with settled(paths[0]):
        return whole(read_source(paths[0]))


def find(name: str, source: Source) -> Found:
    """The project with that id. Raises UsageError, also when it stands under a misspelt header."""
    registry = usable(source).registry
    project = named(name, registry.projects)
    if len(project.path) != 2 or project.path[0] != "project" or not isinstance(project.path[1], int):
        raise UsageError(
            f"“{name}” does not stand under [[project]]", f"run `projreg validate {visible(source.name)}`, and mend it"
        )
    return Found(source, registry.publisher, project, project.path[1])


def terms_for(source: Source, publisher: Publisher) -> Conditions:
    """What a change may not bring in, by the settings above the registry and the real day."""
    return Conditions(rule_choice(source.name), the_day(None, publisher, told=False))


def on_same_project(first: Found, change: Callable[[Found], Source]) -> Callable[[Source], Source]:
    """The change as one of whatever the registry holds by then, refused when the project itself is not as it was."""

    def on(now: Source) -> Source:
        found = first if now.raw == first.source.raw else find(first.project.id, now)
        if found is not first and found.texts != first.texts:
            raise NotWritten(
                f"{visible(first.project.id)} was changed by somebody else meanwhile; {visible(now.name)} is "
                "unchanged by this command",
                "look at it, and try again",
            )
        return change(found)

    return on
