"""The folder that a safety test works in, and the figures that it tells."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from console import run

from safety.office import FIGURES, Office, end_all, needs


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A folder of its own with a registry of two projects; what was started there is ended."""
    yield Office.in_folder(tmp_path / "office")
    end_all()


@pytest.fixture
def strace() -> None:
    """Without strace the test is skipped."""
    needs("strace")


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """What runs a command so that the rights of files bind it, also when root runs the tests."""
    if os.geteuid() != 0:
        return ()
    needs("setpriv")
    through = ("setpriv", "--bounding-set=-dac_override,-dac_read_search,-linux_immutable")
    if run("--version", cwd=tmp_path_factory.mktemp("bound"), through=through).status:
        pytest.skip("root may not give up its privileges here")
    return through


@pytest.fixture(autouse=True)
def figures(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Hand on what the test told, for the end of the run: from another process, where the tests run in several."""
    yield
    while FIGURES:
        record_property("figure", FIGURES.pop(0))
