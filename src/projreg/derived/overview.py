"""Figures for the overview: how many projects, what they cost, what was granted and what we pay ourselves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from projreg.derived.state import STATES, State, state_on
from projreg.language import alphabetical
from projreg.model.records import Funding, Project
from projreg.values.money import Amount, Money, totals

Sums = dict[str, Amount]
"""A sum for each currency; currencies are never added to each other."""


class StateFigures(NamedTuple):
    """The projects of one state. Sums are of known amounts; `without_budget` says how many projects have none.

    `applied` is what is asked for and not decided. It, `granted` and `own` are None where there is nothing to sum.
    `without_amount` says of how many decisions no amount is known.
    """

    state: State
    projects: int
    total_budget: Sums
    granted: Sums | None
    own: Sums | None
    without_budget: int
    applied: Sums | None
    without_amount: int


class FunderFigures(NamedTuple):
    """What one funder gives. `without_amount` says how many decisions have no known amount.

    `applied` is what the funder is asked for and has not decided. It and `granted` are None where
    there is nothing to sum.
    """

    funder: str
    projects: int
    granted: Sums | None
    without_amount: int
    applied: Sums | None


def by_state(projects: Iterable[Project], today: date) -> list[StateFigures]:
    """Figures for each state that some project has."""
    groups: dict[State, list[Project]] = {state: [] for state in STATES}
    for project in projects:
        groups[state_on(project, today)].append(project)
    return [_state_figures(state, group) for state, group in groups.items() if group]


def _state_figures(state: State, projects: Sequence[Project]) -> StateFigures:
    budgets = [budget for project in projects if (budget := project.budget)]
    decided = [line for project in projects if project.status != "applied" for line in project.funding]
    grants, own = ([line for line in decided if (line.level == "own") == ours] for ours in (False, True))
    asked = [line for project in projects if project.status == "applied" for line in project.funding]
    return StateFigures(
        state,
        len(projects),
        totals(budgets),
        _sums(grants),
        _sums(own),
        len(projects) - len(budgets),
        _sums(asked),
        sum(line.amount is None for line in decided),
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
            _sums([line for project, line in found if project.status != "applied"]),
            sum(line.amount is None for project, line in found if project.status != "applied"),
            _sums([line for project, line in found if project.status == "applied"]),
        )
        for funder, found in sorted(lines.items(), key=lambda item: alphabetical(item[0]))
    ]


def _sums(decisions: Sequence[Funding]) -> Sums | None:
    """The sums of the known amounts; None when there is no decision."""
    return totals(_amounts(decisions)) if decisions else None


def _amounts(lines: Iterable[Funding]) -> list[Money]:
    return [Money(line.amount, line.currency) for line in lines if line.amount is not None]
