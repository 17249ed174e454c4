"""How a project's funding is divided between those who give it."""

from collections.abc import Sequence

from projreg.model.records import Funding
from projreg.values.money import Amount, Money


def shares(funding: Sequence[Funding], cost: Money | None = None) -> Sequence[int] | None:
    """The share of each line in whole per cent, 100 in all.

    None where an amount is not known, where there is nothing to compare (one line alone, or several currencies), and
    where the project costs more than the lines give: the share of a part would be taken for that of the whole.
    """
    amounts = [each.amount for each in funding if each.amount is not None and each.amount > 0]
    if len(funding) < 2 or len(amounts) < len(funding) or len({each.currency for each in funding}) > 1:
        return None
    if cost and cost.currency == funding[0].currency and cost.amount > sum(amounts):
        return None
    return _whole(amounts)


def _whole(amounts: Sequence[Amount]) -> list[int]:
    """Rounded down, and what is missing to 100 given to those that lost most."""
    total = sum(amounts)
    parts = [divmod(each * 100, total) for each in amounts]
    whole = [int(each) for each, _ in parts]
    by_loss = sorted(range(len(parts)), key=lambda at: -parts[at][1])
    for at in by_loss[: 100 - sum(whole)]:
        whole[at] += 1
    return whole
