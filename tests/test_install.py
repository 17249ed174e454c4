"""What docs/install.md says, as far as it can be held without a network; `.ci/pyz` makes the one file in earnest."""

import re
import subprocess
import sys
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from console import REPOSITORY, environment

import projreg

PAGE = (REPOSITORY / "docs" / "install.md").read_text("utf-8")


@pytest.fixture(scope="module")
def maker() -> Any:
    spec = spec_from_file_location("make_pyz", REPOSITORY / "tools" / "make_pyz.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel of a projreg that says how it was called."""
    path = tmp_path / "projreg-0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("projreg/__init__.py", "")
        archive.writestr("projreg/__main__.py", "import sys\ndef main(): sys.exit(f'called with {sys.argv[1:]}')")
        archive.writestr("projreg-0.data/data/share/man/man1/projreg.1", "")
        archive.writestr("projreg-0.dist-info/RECORD", "")
        archive.writestr("projreg-0.dist-info/licenses/LICENSE", "free")
    return path


def test_the_one_file_runs_and_holds_what_it_must(maker: Any, wheel: Path, tmp_path: Path) -> None:
    made = tmp_path / "projreg.pyz"
    maker.write(made, [wheel])
    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == [
            "__main__.py", "projreg-0.dist-info/licenses/LICENSE", "projreg/__init__.py", "projreg/__main__.py",
        ]  # fmt: skip
    called = [sys.executable, "-I", "-S", str(made), "list", "--active"]
    done = subprocess.run(called, env=environment(tmp_path), capture_output=True, encoding="utf-8", check=False)
    assert (done.stderr, done.returncode) == ("called with ['list', '--active']\n", 1)


def test_the_same_wheels_give_the_same_bytes(maker: Any, wheel: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.pyz", tmp_path / "other.pyz"
    maker.write(one, [wheel])
    maker.write(other, [wheel])
    assert one.read_bytes() == other.read_bytes()


def test_a_python_that_is_too_old_is_told(maker: Any) -> None:
    assert maker.MAIN.index("sys.exit(") < maker.MAIN.index("from projreg")
    assert 'f"' not in maker.MAIN  # which the oldest could not read
    assert f"({', '.join(_oldest())})" in maker.MAIN
    assert f"--python-version={'.'.join(_oldest())}" in maker.ANYWHERE


def _oldest() -> list[str]:
    """The oldest Python that pyproject.toml promises."""
    found = re.search(r'requires-python = ">=(\d+)\.(\d+)"', (REPOSITORY / "pyproject.toml").read_text("utf-8"))
    assert found
    return [*found.groups()]


def test_the_page_names_this_version_and_these_extras() -> None:
    assert set(re.findall(r"projreg-([\d.]+)-py3-none-any\.whl", PAGE)) == {projreg.__version__}
    asked = {name for names in re.findall(r"projreg\[([a-z,]+)\]", PAGE) for name in names.split(",")}
    project = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    assert asked == {"xlsx", "templates"}
    assert all(re.search(rf"^{name} = \[", project, re.MULTILINE) for name in asked)


@pytest.mark.parametrize("page", ["docs/install.md", "docs/platforms.md", "SECURITY.md"])
def test_links_lead_somewhere(page: str) -> None:
    path = REPOSITORY / page
    for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / link).exists(), link


def test_every_python_that_is_promised_is_tried() -> None:
    project = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    promised = re.findall(r"Python :: (3\.\d+)", project)
    assert f"for version in {' '.join(promised)}; do" in (REPOSITORY / ".ci" / "pythons").read_text("utf-8")
