"""The folder that a safety test works in, and the figures that are told at the end of the long run."""

import os
from collections.abc import Iterator, Sequence
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures."""
    if FIGURES:
        terminalreporter.section("safety of writing")
        for line in FIGURES:
            terminalreporter.write_line(line)
