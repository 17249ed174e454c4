"""What of one list is what of another: told by keys, the surest first. Linear: nothing is compared with everything."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Tier(NamedTuple, Generic[T]):
    """A way to know a thing again: by the key that both have; None for a thing that cannot be known so.

    Where several have the same key they are paired in their order; with `alone`, none of them is.
    """

    key: Callable[[T], Hashable | None]
    alone: bool = False


def paired(
    olds: Sequence[T], news: Sequence[T], tiers: Sequence[Tier[T]], *, apart: Callable[[T, T], bool] | None = None
) -> Iterator[tuple[T | None, T | None]]:
    """Every old and new thing once: in the order of the new ones, each with what it was; then the old ones left over.

    None stands for what one list lacks. Two things that `apart` says yes to are not paired. The same pairs come out
    when the lists change places.
    """
    was: dict[int, T] = {}
    gone = dict(enumerate(olds))
    added = dict(enumerate(news))
    for tier in tiers:
        if not (gone and added):
            break
        before, after = _grouped(gone, tier), _grouped(added, tier)
        for key, positions in after.items():
            others = before.get(key, [])
            if tier.alone and (len(positions), len(others)) != (1, 1):
                continue
            for new, old in zip(positions, others, strict=False):
                if apart is None or not apart(gone[old], added[new]):
                    was[new] = gone.pop(old)
                    del added[new]
    for position, each in enumerate(news):
        yield was.get(position), each
    for each in gone.values():
        yield each, None


def _grouped(things: dict[int, T], tier: Tier[T]) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for position, each in things.items():
        key = tier.key(each)
        if key is not None:
            groups.setdefault(key, []).append(position)
    return groups
