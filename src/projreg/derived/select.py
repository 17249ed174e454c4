"""Which projects are meant, and in what order."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Literal, NamedTuple

from projreg.derived.state import State, state_on
from projreg.language import alphabetical
from projreg.model.records import Project
from projreg.values.money import Amount

SortKey = Literal["start", "end", "title", "budget", "id"]


class Selection(NamedTuple):
    """What a project must be like to be meant; what is left empty asks nothing. Texts match anywhere, in any case."""

    states: tuple[State, ...] = ()
    funder: str = ""
    owner: str = ""
    role: str = ""
    tag: str = ""
    year: int | None = None
    search: str = ""

    def admits(self, project: Project, today: date) -> bool:
        """Whether the project is meant on `today`."""
        return (
            (not self.states or state_on(project, today) in self.states)
            and (not self.funder or any(_holds(each.funder, self.funder) for each in project.funding))
            and (not self.owner or _holds(project.owner, self.owner))
            and (not self.role or project.role == self.role)
            and (not self.tag or any(each.casefold() == self.tag.casefold() for each in project.tags))
            and (self.year is None or _overlaps(project, self.year))
            and (not self.search or any(_holds(each, self.search) for each in _words(project)))
        )


def select(projects: Iterable[Project], selection: Selection, today: date) -> list[Project]:
    """The projects that are meant, in the order they came."""
    return [each for each in projects if selection.admits(each, today)]


def in_order(projects: Iterable[Project], by: SortKey, *, reverse: bool = False) -> list[Project]:
    """The projects sorted; those that lack what is sorted by come last either way round, equals keep their order."""
    value = _ORDERS[by]
    known: list[Project] = []
    unknown: list[Project] = []
    for project in projects:
        (unknown if value(project) is None else known).append(project)
    return sorted(known, key=value, reverse=reverse) + unknown


def _budget(project: Project) -> tuple[str, Amount] | None:
    return None if project.total_budget is None else (project.currency, project.total_budget)


_ORDERS: dict[SortKey, Callable[[Project], Any]] = {
    "start": lambda project: project.start_date,
    "end": lambda project: project.end_date,
    "title": lambda project: alphabetical(project.title) if project.title else None,
    "budget": _budget,
    "id": lambda project: project.id or None,
}


def _holds(text: str, part: str) -> bool:
    return part.casefold() in text.casefold()


def _overlaps(project: Project, year: int) -> bool:
    start, end = project.start_date, project.end_date
    if start is None or end is None:
        return any(each.year == year for each in (start, end) if each)
    return start.year <= year <= end.year


def _words(project: Project) -> Iterable[str]:
    """All the text of a project that somebody may remember it by."""
    yield from (project.id, project.title, project.title_en, project.acronym, project.owner, project.reference)
    yield from (project.summary, project.summary_en, project.aims, project.aims_en, project.results, project.results_en)
    for texts in (project.partners, project.places, project.municipalities, project.tags):
        yield from texts
    for funding in project.funding:
        yield from (funding.funder, funding.programme, funding.reference)
    for contact in project.contact:
        yield from (contact.name, contact.email)
