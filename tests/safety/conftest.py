"""The folder that a safety test works in, and the figures that are told at the end of the long run."""

from pathlib import Path

import pytest
from office import FIGURES, Office, needs


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A folder of its own with a registry of two projects."""
    return Office.in_folder(tmp_path / "office")


@pytest.fixture
def strace() -> None:
    """Without strace the test is skipped."""
    needs("strace")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures."""
    if FIGURES:
        terminalreporter.section("safety of writing")
        for line in FIGURES:
            terminalreporter.write_line(line)
