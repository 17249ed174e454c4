"""What was measured, as tables in Markdown, and what is above its budget."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cases import Case
from processes import Cost, median, ratio

_LEAST_MEMORY = 64
"""MiB. A small process is counted with the peak of the one that started it, so that its own cannot be told."""


def _at_most(budget: float | None) -> str:
    return f"≤ {budget}" if budget else ""


class Group(NamedTuple):
    """What was measured together; the first case is the yardstick."""

    title: str
    cases: list[Case]
    costs: Mapping[str, Sequence[Cost]]

    def lines(self) -> Iterator[str]:
        """The table in Markdown."""
        first = self.costs[self.cases[0].name]
        large = median(first).memory > _LEAST_MEMORY
        yield f"### {self.title}\n"
        yield (
            f"| {self.cases[0].name} = 1 | CPU | budget | CPU ms | wall ms |" + " peak MiB | memory | budget |" * large
        )
        yield "|---|---:|---:|---:|---:|" + "---:|---:|---:|" * large
        for case in self.cases:
            costs = self.costs[case.name]
            cpu, wall, memory = median(costs)
            line = f"| {case.name} | {ratio(costs, first):.2f} | {_at_most(case.budget)} "
            line += f"| {cpu * 1000:.0f} | {wall * 1000:.0f} |"
            if large:
                line += f" {memory:.0f} | {memory / median(first).memory:.2f} | {_at_most(case.memory)} |"
            yield line
        yield ""

    def missed(self) -> Iterator[str]:
        """What is above its budget."""
        first = self.costs[self.cases[0].name]
        for case in self.cases:
            found = ratio(self.costs[case.name], first)
            memory = median(self.costs[case.name]).memory / median(first).memory
            if case.budget and found > case.budget:
                yield f"{case.name}: CPU {found:.2f}, budget {case.budget}"
            if case.memory and memory > case.memory:
                yield f"{case.name}: memory {memory:.2f}, budget {case.memory}"
            if case.peer and found < ratio(self.costs["projreg-validate, no findings"], first):
                yield f"{case.name} costs less than projreg-validate"


def growth(small: Group, large: Group, times: float) -> Iterator[str]:
    """How CPU grows from the small to the large registries; linear is 1.00."""
    yield f"### From {len_of(small)} to {len_of(large)} projects\n"
    yield f"| | CPU × {times:g} | |"
    yield "|---|---:|---|"
    for case in small.cases:
        grown = median(large.costs[case.name]).cpu / median(small.costs[case.name]).cpu
        yield f"| {case.name} | {grown:.1f} | {grown / times:.2f} of linear |"
    yield ""


def len_of(group: Group) -> str:
    """The number of projects that the group's title begins with."""
    return group.title.split(" projects")[0]
