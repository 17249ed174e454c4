"""Programs in JavaScript that read what projreg writes, where Node.js and their packages are at hand."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

NODE = Path(__file__).parent / "node"


def answer(program: str, packages: Iterable[str], given: str) -> Any:
    """What a program of `tests/node` says in JSON of what it is given. Without Node.js or a package the test is
    skipped; in CI it fails."""
    missing = [each for each in packages if not (NODE / "node_modules" / each).is_dir()]
    if missing or not shutil.which("node"):
        reason = f"{', '.join(missing) or 'node'} is not there: npm install --no-package-lock --prefix tests/node"
        if os.environ.get("PROJREG_REQUIRE_SHARED"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run(
        ["node", program], cwd=NODE, input=given.encode(), capture_output=True, timeout=60, check=False
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return json.loads(done.stdout)
