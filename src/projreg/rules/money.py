"""Rules on single amounts: above zero, in kronor, in a known currency, and no more paid than granted."""

from decimal import Decimal

from projreg.diagnostic import Also, Fault
from projreg.model.fields import Record
from projreg.model.records import Funding, Project, Publisher, Registry
from projreg.rules.rule import Faults, project_rule, registry_rule
from projreg.values.currencies import CURRENCIES
from projreg.values.money import Amount, Money, plain_amount, spoken_amount, toml_amount, whole
from projreg.visible import visible

LEAST, MOST = 1_000, 2_000_000_000
"""Kronor; an amount outside is nearly always typed in another unit, or with figures too many."""


def said(amount: Amount, currency: str) -> str:
    """The amount in words for a finding: 480 000 kr."""
    return visible(spoken_amount(Money(amount, currency), "sv")).replace("\N{NO-BREAK SPACE}", " ")


def granted_in_all(project: Project) -> Amount:
    """What the funding adds up to in the currency of the total budget."""
    granted: Amount = 0
    currency = project.currency
    for funding in project.funding:
        amount = funding.amount
        if amount is not None and amount > 0 and funding.currency == currency:
            granted += amount
    return whole(granted)


@project_rule("PR301", "amount-not-positive", "error")
def amount_not_positive(project: Project) -> Faults:
    """A budget or grant is zero or negative, or a payment is negative.

    Real lists write 0 for "not known"; a sum with such a zero in it looks complete and is not.

    Example: `amount = 0` for a grant that is not decided yet.

    Mend: write the amount, or leave the key out when it is not known.
    """
    total = project.total_budget
    if total is not None and total <= 0:
        yield _not_positive(project, "total_budget", total)
    for funding in project.funding:
        amount, paid = funding.amount, funding.paid
        if amount is not None and amount <= 0:
            yield _not_positive(funding, "amount", amount)
        if paid is not None and paid < 0:
            yield Fault(
                funding.at("paid"),
                f"paid is {plain_amount(paid)}, and cannot be negative",
                "write 0 when nothing has been paid",
            )


def _not_positive(record: Record, key: str, amount: Amount) -> Fault:
    return Fault(
        record.at(key),
        f"{key} is {plain_amount(amount)}, and must be above 0",
        "leave the key out when the amount is not known",
    )


@project_rule("PR304", "paid-above-granted", "error")
def paid_above_granted(project: Project) -> Faults:
    """More has been paid than was granted.

    No funder pays more than it decided: one of the two figures is wrong, or the grant was raised.

    Example: `paid = 500_000` with `amount = 400_000`.

    Mend: compare both with the decision; a raised grant is a new `amount`.
    """
    for funding in project.funding:
        if funding.paid is not None and funding.amount is not None and 0 < funding.amount < funding.paid:
            paid, granted = (said(each, funding.currency) for each in (funding.paid, funding.amount))
            yield Fault(
                funding.at("paid"),
                f"{paid} paid is more than the {granted} granted",
                "compare both with the decision",
                (Also(funding.at("amount"), "amount stands"),),
            )


@project_rule("PR305", "rate-out-of-range", "error")
def rate_out_of_range(project: Project) -> Faults:
    """A co-financing rate is not a per cent figure above 0 and up to 100, or is a fraction such as 0.8.

    Decisions give the share in per cent; 0.8 would be read as less than one per cent.

    Example: `rate = 0.8`.

    Mend: write 80 for eighty per cent.
    """
    for funding in project.funding:
        rate = funding.rate
        if rate is not None and (rate < 1 or rate > 100):
            from projreg.rules.wrong_values import percent_in_words

            yield Fault(
                funding.at("rate"),
                f"rate is {plain_amount(rate)}, and is meant in per cent, above 0 to 100",
                percent_in_words(rate),
            )


@registry_rule("PR308", "unknown-currency", "error")
def unknown_currency(registry: Registry) -> Faults:
    """A currency is not a code of ISO 4217.

    Amounts are only added within a currency, so a misspelt one drops out of every sum.

    Example: `currency = "kr"`.

    Mend: write SEK, EUR, NOK or another code of three capital letters.
    Source: ISO 4217, list one.
    """
    publisher = registry.publisher
    if publisher.currency not in CURRENCIES:
        yield _no_currency(publisher)
    for project in registry.projects:
        if project.currency != project.publisher.currency and project.currency not in CURRENCIES:
            yield _no_currency(project)
        for funding in project.funding:
            if funding.currency != project.currency and funding.currency not in CURRENCIES:
                yield _no_currency(funding)


def _no_currency(record: Publisher | Project | Funding) -> Fault:
    upper = record.currency.strip().upper()
    meant = {"KR": "SEK", "KRONOR": "SEK", "EURO": "EUR", "€": "EUR"}.get(upper, upper)
    return Fault(
        record.at("currency"),
        f"“{visible(record.currency)}” is no currency code of ISO 4217",
        f'did you mean "{meant}"?' if meant in CURRENCIES else 'write a code such as "SEK" or "EUR"',
    )


@project_rule("PR309", "unlikely-amount", "warning")
def unlikely_amount(project: Project) -> Faults:
    """An amount is below 1 000 or above 2 000 000 000 kronor.

    It was nearly always typed in thousands or millions, as budgets often are, or with zeros too many. Amounts in other
    currencies are not judged. A total that is less than the funding is told by PR302.

    Example: `total_budget = 480` for 480 000 kr.

    Mend: write it in whole kronor; the finding names the likely amount. Waive the rule where the amount is right.
    """
    total = project.total_budget
    if total is not None and is_unlikely(total, project.currency):
        yield _unlikely(project, "total_budget", total, ("PR302", "total_budget"))
    for funding in project.funding:
        amount, paid = funding.amount, funding.paid
        if amount is not None and not LEAST <= amount <= MOST and is_unlikely(amount, funding.currency):
            yield _unlikely(funding, "amount", amount)
        elif paid is None or LEAST <= paid <= MOST:
            continue
        elif is_unlikely(paid, funding.currency):
            yield _unlikely(funding, "paid", paid, ("PR304", "paid"), ("PR301", "amount"))


def is_unlikely(amount: Amount, currency: str) -> bool:
    """Whether an amount above zero was likely typed in another unit, or with figures too many."""
    return not LEAST <= amount <= MOST and amount > 0 and currency == "SEK"


def _unlikely(record: Record, key: str, amount: Amount, *covered_by: tuple[str, str]) -> Fault:
    bound = f"less than {said(LEAST, 'SEK')}" if amount < LEAST else f"more than {said(MOST, 'SEK')}"
    return Fault(
        record.at(key),
        f"{key} is {said(amount, 'SEK')}, {bound}",
        likely_amounts(amount),
        covered_by=tuple((code, record.at(place)) for code, place in covered_by),
    )


def likely_amounts(amount: Amount, least: Amount = LEAST) -> str:
    """The mend for an unlikely amount: the amounts of at least `least` that were likely meant."""
    likely = [toml_amount(each) for each in _meant(amount) if least <= each <= MOST]
    if likely:
        return f"did you mean {' or '.join(likely)}? Amounts stand in whole kronor"
    return "amounts stand in whole kronor: check the number of figures"


def _meant(amount: Amount) -> tuple[Amount, ...]:
    """From thousands or millions when it is small, with three zeros or öre too many when it is large."""
    if amount > MOST:
        return tuple(whole(Decimal(amount) / each) for each in (1_000, 100) if amount % each == 0)[:1]
    if amount >= 100:
        return (whole(amount * 1_000),)
    millions = whole(amount * 1_000_000)
    return (millions,) if amount != int(amount) else (whole(amount * 1_000), millions)
