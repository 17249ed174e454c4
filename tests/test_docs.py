"""The pages that the code knows are what the code says."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from console import need

import projreg
from projreg.cli.main import COMMANDS
from projreg.export import FORMATS

ROOT = Path(__file__).parents[1]


def test_generated_pages_are_up_to_date() -> None:
    result = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_every_page_of_docs_is_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert f"docs/{page.name}" in readme


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_has_a_row_on_the_page_about_publishing(form: str) -> None:
    page = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| [^|]*`{form}`", page, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_transcript(command: str) -> None:
    pages = [page.read_text(encoding="utf-8") for page in (ROOT / "tests" / "cli").glob("*.md")]
    assert any(re.search(rf"^\$ projreg {command}\b", page, re.MULTILINE) for page in pages)


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_the_files_that_are_named_are_there(page: str) -> None:
    """But those that a reader is told to write."""
    named = set(re.findall(r"`([\w/.]+/\w+\.(?:py|toml|md))`", (ROOT / page).read_text(encoding="utf-8")))
    named -= {each for each in named if Path(each).stem in ("NAME", "text", "count", "test_text_export")}
    missing = [each for each in named if not any((ROOT / base / each).exists() for base in ("", "src/projreg"))]
    assert missing == []


@pytest.mark.parametrize(
    ("checker", "told"),
    [
        # a day would make another page of the same help
        (("mandoc", "-Tlint", "-Wwarning"), 'projreg.1:2:15: WARNING: missing date, using "": TH'),
        (("man", "--warnings", "-E", "UTF-8", "-Tutf8", "-Z", "-l"), ""),
    ],
)
def test_the_manual_page_is_sound(checker: tuple[str, ...], told: str) -> None:
    need(checker[0])
    folder = ROOT / "docs" / "installed" / "share" / "man" / "man1"
    done = subprocess.run([*checker, "projreg.1"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    said = (done.stdout if checker[0] == "mandoc" else "") + done.stderr
    assert said.strip().removeprefix("mandoc: ") == told


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == projreg.__version__
    assert f'softwareVersion: "{projreg.__version__}"' in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
