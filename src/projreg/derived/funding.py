"""Figures on funding: what was granted, what is paid and what remains, by funder and programme, and by year.

Money of a project that is only applied for is no decision yet: it has figures of its own.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from projreg.language import alphabetical
from projreg.model.records import Funding, Project
from projreg.values.money import Amount, Money, totals


class Line(NamedTuple):
    """A decision about money, and the project it belongs to."""

    project: Project
    decision: Funding


class Figures(NamedTuple):
    """Sums of some decisions in one currency, of known amounts only; None where none is known.

    `remaining` is what was granted and is not noted as paid; of a closed or cancelled project nothing remains.
    `without_amount` says of how many decisions no amount is known, `without_paid` of how many nothing is noted as paid.
    """

    currency: str
    decisions: int
    granted: Amount | None
    paid: Amount | None
    remaining: Amount | None
    without_amount: int
    without_paid: int


class Group(NamedTuple):
    """The decisions of one funder and programme, or of one year, in one currency."""

    key: tuple[str, ...]
    projects: int
    figures: Figures


def lines(projects: Iterable[Project]) -> list[Line]:
    """Every decision about money: grants and own money, in cash and in kind; not what is only applied for."""
    return [Line(project, decision) for project in projects if not _is_applied(project) for decision in project.funding]


def _is_applied(project: Project) -> bool:
    return project.status == "applied"


def applied_for(projects: Iterable[Project]) -> list[Group]:
    """Figures of what is applied for and not decided, own money too, by funder, programme and currency.

    `granted` is here what is asked for.
    """
    asked = [Line(project, each) for project in projects if _is_applied(project) for each in project.funding]
    return _grouped(asked, _programme)


def paid_without_amount(projects: Iterable[Project]) -> int:
    """How many decisions have something paid and no known amount: sums of paid count them, sums of granted do not."""
    return sum(each.decision.amount is None and bool(each.decision.paid) for each in lines(projects))


def by_programme(projects: Iterable[Project]) -> list[Group]:
    """Figures by funder, programme and currency, in Swedish order. Own money is not a funder's."""
    granted = [each for each in lines(projects) if each.decision.level != "own"]
    return _grouped(granted, _programme)


def by_year(projects: Iterable[Project]) -> list[Group]:
    """Figures by the year of the decision and currency; decisions without a day come last, under an empty year."""
    granted = [each for each in lines(projects) if each.decision.level != "own"]
    return _grouped(granted, lambda each: (_year(each.decision),), sort=lambda key: (not key[0], key[0]))


def own_share(projects: Iterable[Project]) -> list[Group]:
    """Figures of our own money by project and currency, under the project's id, largest first."""
    own = [each for each in lines(projects) if each.decision.level == "own"]
    groups = _grouped(own, lambda each: (each.project.id,), apart=lambda each: id(each.project))
    return sorted(groups, key=lambda each: (each.figures.currency, -(each.figures.granted or 0), each.key))


def sums(groups: Iterable[Group]) -> list[Figures]:
    """The sum of the groups for each currency; currencies are never added to each other."""
    by_currency: dict[str, list[Figures]] = {}
    for each in groups:
        by_currency.setdefault(each.figures.currency, []).append(each.figures)
    return [
        Figures(
            currency,
            sum(each.decisions for each in found),
            _total((each.granted for each in found), currency),
            _total((each.paid for each in found), currency),
            _total((each.remaining for each in found), currency),
            sum(each.without_amount for each in found),
            sum(each.without_paid for each in found),
        )
        for currency, found in by_currency.items()
    ]


def _programme(line: Line) -> tuple[str, ...]:
    return line.decision.funder, line.decision.programme


def _year(decision: Funding) -> str:
    return str(decision.decision_date.year) if decision.decision_date else ""


def _grouped(
    found: Iterable[Line],
    key: Callable[[Line], tuple[str, ...]],
    sort: Callable[[tuple[str, ...]], Any] = lambda key: tuple(map(alphabetical, key)),
    apart: Callable[[Line], object] = lambda each: None,
) -> list[Group]:
    """The lines with the same key and currency, and alike in what keeps them `apart`."""
    groups: dict[tuple[tuple[str, ...], str, object], list[Line]] = {}
    for each in found:
        groups.setdefault((key(each), each.decision.currency, apart(each)), []).append(each)
    ordered = sorted(groups.items(), key=lambda each: (sort(each[0][0]), each[0][1]))
    return [Group(names, len({id(each.project) for each in group}), _figures(group)) for (names, *_), group in ordered]


def is_settled(project: Project) -> bool:
    """Whether no more money will come: it is closed or cancelled."""
    return project.status == "cancelled" or project.closed_date is not None


def remaining(project: Project, decision: Funding) -> Amount | None:
    """What was granted and is not noted as paid; None when the amount is not known."""
    if decision.amount is None:
        return None
    return 0 if is_settled(project) else decision.amount - (decision.paid or 0)


def _figures(found: list[Line]) -> Figures:
    currency = found[0].decision.currency
    amounts = [each.decision.amount for each in found]
    paid = [each.decision.paid for each in found]
    return Figures(
        currency,
        len(found),
        _total(amounts, currency),
        _total(paid, currency),
        _total([remaining(each.project, each.decision) for each in found], currency),
        amounts.count(None),
        paid.count(None),
    )


def _total(amounts: Iterable[Amount | None], currency: str) -> Amount | None:
    return totals([Money(each, currency) for each in amounts if each is not None]).get(currency)
