"""What all tests share: where the test data lie that are not part of the project, and that Ctrl-C counts."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("tests", deadline=None)  # no test may hang on how fast a machine is
settings.load_profile("tests")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora and sample registries beside the project. Without it a test is skipped; in CI it fails."""
    folder = Path(__file__).parents[2] / "shared"
    if not folder.is_dir():
        if os.environ.get("PROJREG_REQUIRE_SHARED"):
            pytest.fail("the folder of shared test data is missing")
        pytest.skip("the folder of shared test data is not there")
    return folder
