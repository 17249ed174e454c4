"""Rules on budgets, grants and currencies."""

from collections.abc import Iterator

from projreg.currencies import CURRENCIES
from projreg.diagnostic import Also, Fault, Path
from projreg.fields import Record
from projreg.model import Funding, Project, Registry
from projreg.money import Amount, Money, plain_amount, spoken_amount, whole
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.visible import visible


def _said(amount: Amount, currency: str) -> str:
    return visible(spoken_amount(Money(amount, currency), "sv")).replace("\N{NO-BREAK SPACE}", " ")


def _amounts(project: Project) -> Iterator[tuple[Record, str, Amount]]:
    """Every amount of a project that cannot be nothing: its table, key and value."""
    if project.total_budget is not None:
        yield project, "total_budget", project.total_budget
    for funding in project.funding:
        if funding.amount is not None:
            yield funding, "amount", funding.amount


@project_rule("PR301", "amount-not-positive", "error")
def amount_not_positive(project: Project) -> Faults:
    """A budget or grant is zero or negative, or a payment is negative.

    Real lists write 0 for "not known"; a sum with such a zero in it looks complete and is not.

    Mend: write the amount, or leave the key out when it is not known.
    """
    for record, key, amount in _amounts(project):
        if amount <= 0:
            yield Fault(
                record.at(key),
                f"{key} is {plain_amount(amount)}, and must be above 0",
                "leave the key out when the amount is not known",
            )
    for funding in project.funding:
        if funding.paid is not None and funding.paid < 0:
            yield Fault(
                funding.at("paid"),
                f"paid is {plain_amount(funding.paid)}, and cannot be negative",
                "write 0 when nothing has been paid",
            )


def _known(project: Project) -> list[tuple[Funding, Amount]]:
    """The funding with a positive amount in the currency of the total budget, and the amount."""
    return [
        (funding, funding.amount)
        for funding in project.funding
        if funding.amount is not None and funding.amount > 0 and funding.currency == project.currency
    ]


def _compared(granted: Amount, total: Amount, word: str, currency: str) -> str:
    difference = _said(whole(max(granted, total) - min(granted, total)), currency)
    budget = _said(total, currency)
    return f"the funding adds up to {_said(granted, currency)}, {difference} {word} than the total budget {budget}"


@project_rule("PR302", "funding-above-budget", "error")
def funding_above_budget(project: Project) -> Faults:
    """The known funding adds up to more than the total budget.

    Nobody grants more than a project costs: one of the figures is wrong, or a grant was entered twice.
    Only amounts in the budget's own currency are added.

    Mend: compare with the decisions; the finding shows the sum and the difference.
    """
    total, currency, known = project.total_budget, project.currency, _known(project)
    granted = whole(sum(amount for _, amount in known))
    if total is not None and 0 < total < granted:
        yield Fault(
            project.at("total_budget"),
            _compared(granted, total, "more", currency),
            "compare the amounts with the decisions",
            tuple(Also(each.at("amount"), f"{_said(amount, currency)} stands") for each, amount in known),
        )


@project_rule("PR303", "budget-not-covered", "warning")
def budget_not_covered(project: Project) -> Faults:
    """Every amount is known, and together they are less than the total budget.

    Then a co-financier has been forgotten, often the own contribution.

    Mend: add the missing `[[project.funding]]`, with `level = "own"` for the own share.
    """
    total, currency, known = project.total_budget, project.currency, _known(project)
    if total is None or not project.funding or len(known) < len(project.funding):
        return
    granted = whole(sum(amount for _, amount in known))
    if granted < total:
        yield Fault(
            project.at("total_budget"),
            _compared(granted, total, "less", currency),
            "is a co-financier missing, or the own contribution?",
        )


@project_rule("PR304", "paid-above-granted", "error")
def paid_above_granted(project: Project) -> Faults:
    """More has been paid than was granted.

    Mend: compare both with the decision; a raised grant is a new `amount`.
    """
    for funding in project.funding:
        if funding.paid is not None and funding.amount is not None and 0 < funding.amount < funding.paid:
            paid, granted = (_said(each, funding.currency) for each in (funding.paid, funding.amount))
            yield Fault(
                funding.at("paid"),
                f"{paid} paid is more than the {granted} granted",
                "compare both with the decision",
                (Also(funding.at("amount"), "amount stands"),),
            )


@project_rule("PR305", "rate-out-of-range", "error")
def rate_out_of_range(project: Project) -> Faults:
    """A co-financing rate is not a per cent figure above 0 and up to 100, or is a fraction such as 0.8.

    Mend: write 80 for eighty per cent.
    """
    for funding in project.funding:
        rate = funding.rate
        if rate is not None and (rate <= 1 or rate > 100):
            percent = plain_amount(whole(rate * 100))
            yield Fault(
                funding.at("rate"),
                f"rate is {plain_amount(rate)}, and is meant in per cent, above 0 to 100",
                f"write {percent} for {percent} per cent" if 0 < rate <= 1 else "write it in per cent, such as 67.5",
            )


@registry_rule("PR308", "unknown-currency", "error")
def unknown_currency(registry: Registry) -> Faults:
    """A currency is not a code of ISO 4217.

    Amounts are only added within a currency, so a misspelt one drops out of every sum.

    Mend: write SEK, EUR, NOK or another code of three capital letters.
    Source: ISO 4217, list one.
    """
    publisher = registry.publisher
    yield from _currency(publisher.at("currency"), publisher.currency, "")
    for project in registry.projects:
        yield from _currency(project.at("currency"), project.currency, project.publisher.currency)
        for funding in project.funding:
            yield from _currency(funding.at("currency"), funding.currency, project.currency)


def _currency(path: Path, currency: str, inherited: str) -> Faults:
    if currency != inherited and currency not in CURRENCIES:
        upper = currency.strip().upper()
        meant = {"KR": "SEK", "KRONOR": "SEK", "EURO": "EUR", "€": "EUR"}.get(upper, upper)
        yield Fault(
            path,
            f"“{visible(currency)}” is no currency code of ISO 4217",
            f'did you mean "{meant}"?' if meant in CURRENCIES else 'write a code such as "SEK" or "EUR"',
        )
