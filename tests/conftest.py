"""What all tests share: where the test data lie that are not part of the project, rights that bind, and Ctrl-C."""

import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path

import pytest
from console import run
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # no test may hang on how fast a machine is
settings.load_profile("tests")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and so does one that is to outlive its terminal


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and sample registries beside the project. Without it a test is skipped; in CI it fails."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("PROJREG_REQUIRE_SHARED"):
            pytest.fail("the folder of shared test data is missing")
        pytest.skip("the folder of shared test data is not there")
    return folder


@pytest.fixture(scope="session")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Sequence[str]:
    """What runs a command so that the rights of files bind it, also when root runs the tests."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("rights do not bind root")
    through = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
    if run("--version", cwd=tmp_path_factory.mktemp("bound"), through=through).status:
        pytest.skip("root may not give up its privileges here")
    return through


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures of the safety tests."""
    reports = [each for kind in terminalreporter.stats.values() for each in kind if isinstance(each, pytest.TestReport)]
    told = [
        str(line)
        for each in reports
        if each.when == "teardown"
        for name, line in each.user_properties
        if name == "figure"
    ]
    if told:
        terminalreporter.section("safety of writing")
        for line in told:
            terminalreporter.write_line(line)
