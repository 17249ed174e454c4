"""Rules on what the money adds up to: the total budget, and who bears which part of it."""

from collections.abc import Iterable
from decimal import Decimal

from projreg.diagnostic import Also, Fault
from projreg.model.records import Funding, Project
from projreg.rules.money import granted_in_all, is_unlikely, likely_amounts, said
from projreg.rules.rule import Faults, project_rule
from projreg.values.money import Amount, plain_amount, toml_amount, whole
from projreg.visible import visible

_SUMS = ("total_budget", "currency", "funding", "funding.amount", "funding.currency", "funding.fund")


def _known(project: Project) -> list[tuple[Funding, Amount]]:
    """The funding with a positive amount in the currency of the total budget, and the amount."""
    return [
        (funding, funding.amount)
        for funding in project.funding
        if funding.amount is not None and funding.amount > 0 and funding.currency == project.currency
    ]


def _stands(known: Iterable[tuple[Funding, Amount]], currency: str) -> tuple[Also, ...]:
    return tuple(Also(each.at("amount"), f"{said(amount, currency)} stands") for each, amount in known)


def _compared(granted: Amount, total: Amount, word: str, currency: str) -> str:
    difference = said(whole(max(granted, total) - min(granted, total)), currency)
    budget = said(total, currency)
    return f"the funding adds up to {said(granted, currency)}, {difference} {word} than the total budget {budget}"


@project_rule("PR302", "funding-above-budget", "error", needs=_SUMS)
def funding_above_budget(project: Project) -> Faults:
    """The known funding adds up to more than the total budget.

    Nobody grants more than a project costs: one of the figures is wrong, or a grant was entered twice.
    Only amounts in the budget's own currency are added.

    Example: `total_budget = 480_000` with funding of 250 000 and 250 000 kr.

    Mend: compare with the decisions; the finding shows the sum and the difference.
    """
    total, currency = project.total_budget, project.currency
    if total is not None and 0 < total < (granted := granted_in_all(project)):
        yield Fault(
            project.at("total_budget"),
            _compared(granted, total, "more", currency),
            likely_amounts(total, granted)
            if is_unlikely(total, currency)
            else "compare the amounts with the decisions",
            _stands(_known(project), currency),
        )


@project_rule("PR303", "budget-not-covered", "warning", needs=_SUMS)
def budget_not_covered(project: Project) -> Faults:
    """Every amount is known, and together they are less than the total budget.

    Then a co-financier has been forgotten, often the own contribution. Where an amount is unlikely, PR309 tells that
    alone.

    Example: `total_budget = 480_000` with `amount = 400_000` as its only funding.

    Mend: add the missing `[[project.funding]]`, with `level = "own"` for the own share.
    """
    total = project.total_budget
    if total is None or not project.funding or (granted := granted_in_all(project)) >= total:
        return
    known = _known(project)
    if len(known) == len(project.funding):
        amounts = [project.at("total_budget"), *(funding.at("amount") for funding, _ in known)]
        yield Fault(
            project.at("total_budget"),
            _compared(granted, total, "less", project.currency),
            "is a co-financier missing, or the own contribution?",
            _stands(known, project.currency),
            covered_by=tuple(("PR309", path) for path in amounts),
        )


@project_rule("PR306", "amount-above-rate", "warning", needs=(*_SUMS, "funding.rate"))
def amount_above_rate(project: Project) -> Faults:
    """A grant is a larger part of the total budget than the decided rate allows, by more than half a point.

    The grant was taken for the total, or the total for the grant. Only amounts in the budget's own currency are
    compared, and funding that adds up to more than the budget is told by PR302.

    Example: `amount = 480_000` and `rate = 40` in a project with `total_budget = 480_000`.

    Mend: compare `amount`, `rate` and `total_budget` with the decision; the finding shows what the rate makes.
    """
    total, currency = project.total_budget, project.currency
    if total is None or total <= 0:
        return
    for funding in project.funding:
        rate, amount = funding.rate, funding.amount
        if rate is None or amount is None or funding.currency != currency or not _is_above_rate(amount, rate, total):
            continue
        percent, share = plain_amount(rate), _rounded(Decimal(total) * rate / 100)
        yield Fault(
            funding.at("amount"),
            f"{said(amount, currency)} is more than the decided {percent} per cent of the total budget "
            f"{said(total, currency)}",
            f"if it is the grant, total_budget is {_rounded(Decimal(amount) * 100 / rate)}; if it is the whole cost, "
            f"amount is {share}"
            if amount == total
            else f"{percent} per cent of it is {share}: compare amount, rate and total_budget with the decision",
            (Also(funding.at("rate"), "rate stands"), Also(project.at("total_budget"), "total_budget stands")),
            covered_by=(("PR302", project.at("total_budget")),),
        )


def _is_above_rate(amount: Amount, rate: Amount, total: Amount) -> bool:
    """Whether the amount is above the rate's part of the total by more than half a point; reckoned exactly."""
    return 1 <= rate <= 100 and amount * 200 > total * (2 * rate + 1)


def _rounded(amount: Decimal) -> str:
    """As it is to be written; to whole units where it cannot be written exactly."""
    exact = amount.quantize(Decimal("0.01"))
    return toml_amount(whole(exact)) if exact == amount else f"about {toml_amount(int(amount.quantize(Decimal(1))))}"


@project_rule("PR310", "regional-above-half", "warning", needs=(*_SUMS, "funding.level"))
def regional_above_half(project: Project) -> Faults:
    """One regional grant is more than half of the total budget.

    A region may grant half of what a project costs; two that grant together may bear more, each up to a half.

    Example: `level = "regional"` and `amount = 300_000` in a project with `total_budget = 480_000`.

    Mend: compare both with the decision. Waive the rule where the grant is given under other terms.
    Source: förordningen (2003:596) om bidrag för projektverksamhet inom den regionala tillväxtpolitiken, 5 §.
    """
    total, currency = project.total_budget, project.currency
    if total is None or total <= 0:
        return
    for funding in project.funding:
        amount = funding.amount
        if amount is None or funding.level != "regional" or amount * 2 <= total or funding.currency != currency:
            continue
        if amount > 0:
            yield Fault(
                funding.at("amount"),
                f"{said(amount, currency)} is more than half of the total budget {said(total, currency)}",
                f"one region may grant {said(Decimal(total) / 2, currency)} at most: compare with the decision",
                (Also(project.at("total_budget"), "total_budget stands"),),
                covered_by=(("PR302", project.at("total_budget")), ("PR306", funding.at("amount"))),
            )


@project_rule("PR311", "own-share-missing", "warning", needs=("role", "funding", "funding.level"))
def own_share_missing(project: Project) -> Faults:
    """We are co-financier, and the project has no funding with level `own`.

    What we have promised must be in the budget, or nobody sets the money aside.

    Example: `role = "cofinancier"` in a project whose only funding has `level = "eu"`.

    Mend: add `[[project.funding]]` with `level = "own"`, also when the amount is not known.
    """
    if project.role != "cofinancier":
        return
    levels = {funding.level for funding in project.funding}
    if "own" in levels or "" in levels:  # PR103 tells of a line without level
        return
    us = project.publisher.publisher.strip()
    for funding in project.funding:
        if us and funding.funder.strip().casefold() == us.casefold():  # entered, but as somebody else's money
            yield Fault(
                funding.at("level"),
                f"we are co-financier, and our own share has the level {funding.level}",
                'write level = "own"',
                (Also(project.at("role"), "role stands"),),
            )
            return
    yield Fault(
        project.at("funding"),
        "we are co-financier, and no funding has the level own",
        f'add [[project.funding]] with level = "own" and funder = "{visible(us) or "our name"}"',
        (Also(project.at("role"), "role stands"),),
        part="key",
    )


@project_rule("PR312", "total-budget-missing", "warning", needs=("total_budget", "funding", "funding.amount"))
def total_budget_missing(project: Project) -> Faults:
    """An amount of funding is known, and the total budget is not.

    The grant alone does not say what the project costs, and no share can be checked.

    Example: `amount = 480_000` in a project without `total_budget`.

    Mend: add `total_budget`, what the whole project costs, from the decision. Never write the grant there.
    """
    if project.total_budget is not None:
        return
    if any(funding.amount is not None and funding.amount > 0 for funding in project.funding):
        yield Fault(
            project.at("total_budget"),
            "funding is known, and total_budget is missing",
            _by_rate(project) or "add total_budget with what the whole project costs, not the grant",
        )


def _by_rate(project: Project) -> str:
    """The total budget that a grant and its rate make, when a funding line has both."""
    for funding, amount in _known(project):
        rate = funding.rate
        if rate is not None and 1 <= rate <= 100:
            grant, total = said(amount, funding.currency), _rounded(Decimal(amount) * 100 / rate)
            return f"{grant} at {plain_amount(rate)} per cent makes total_budget {total}: compare it with the decision"
    return ""
