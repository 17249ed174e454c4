"""Figures for the overview: how many projects, what they cost, what was granted and what we pay ourselves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from projreg.language import alphabetical
from projreg.model import Funding, Project
from projreg.money import Amount, Money, totals
from projreg.state import STATES, State, state_on

Sums = dict[str, Amount]
"""A sum for each currency; currencies are never added to each other."""


class StateFigures(NamedTuple):
    """The projects of one state. Sums are of known amounts; `without_budget` says how many projects have none."""

    state: State
    projects: int
    total_budget: Sums
    granted: Sums
    own: Sums
    without_budget: int


class FunderFigures(NamedTuple):
    """What one funder gives. `without_amount` says how many decisions have no known amount."""

    funder: str
    projects: int
    granted: Sums
    without_amount: int


def by_state(projects: Iterable[Project], today: date) -> list[StateFigures]:
    """Figures for each state that some project has."""
    groups: dict[State, list[Project]] = {state: [] for state in STATES}
    for project in projects:
        groups[state_on(project, today)].append(project)
    return [_state_figures(state, group) for state, group in groups.items() if group]


def _state_figures(state: State, projects: Sequence[Project]) -> StateFigures:
    budgets = [budget for project in projects if (budget := project.budget)]
    lines = [line for project in projects for line in project.funding]
    return StateFigures(
        state,
        len(projects),
        totals(budgets),
        totals(_amounts(line for line in lines if line.level != "own")),
        totals(_amounts(line for line in lines if line.level == "own")),
        len(projects) - len(budgets),
    )


def by_funder(projects: Iterable[Project]) -> list[FunderFigures]:
    """Figures for each funder, in Swedish order; own money is not a funder's."""
    lines: dict[str, list[tuple[Project, Funding]]] = {}
    for project in projects:
        for line in project.funding:
            if line.level != "own":
                lines.setdefault(line.funder, []).append((project, line))
    return [
        FunderFigures(
            funder,
            len({id(project) for project, _ in found}),
            totals(_amounts(line for _, line in found)),
            sum(line.amount is None for _, line in found),
        )
        for funder, found in sorted(lines.items(), key=lambda item: alphabetical(item[0]))
    ]


def _amounts(lines: Iterable[Funding]) -> list[Money]:
    return [Money(line.amount, line.currency) for line in lines if line.amount is not None]
