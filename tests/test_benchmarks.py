"""What the benchmarks measure is what they say: registries without a finding, and with one in each spoilt project."""

import pytest
import registry

from projreg.checking.check import check_one
from projreg.reading.source import parse


def findings(projects: int, dirt: float = 0.0) -> list[tuple[str | None, str]]:
    """Project and code of everything that is found in a registry of that size."""
    text = "".join(registry.text(projects, dirt=dirt))
    found, told = check_one(parse(text.encode(), "projects.toml"))
    assert len(found.projects) == projects
    return [(each.project, each.code) for each in told]


@pytest.mark.parametrize("projects", [1, 2, 700])
def test_a_clean_registry_has_no_findings(projects: int) -> None:
    assert findings(projects) == []


def test_dirt_is_one_finding_in_each_spoilt_project() -> None:
    told = findings(1200, dirt=0.01)
    assert [project for project, _ in told] == [f"projekt-{number}" for number in range(100, 1300, 100)]
    assert len({code for _, code in told}) == len(registry.DIRT)


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert [*registry.text(50, seed=7)] == [*registry.text(50, seed=7)]
    assert [*registry.text(50, seed=7)] != [*registry.text(50, seed=8)]
