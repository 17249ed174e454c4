"""`[tool.projreg]` in pyproject.toml: which rules count, and how much."""

from pathlib import Path

import pytest
from console import REPOSITORY, run

GOOD = (REPOSITORY / "data" / "projects.toml").read_text("utf-8")


def test_settings_weigh_the_rules_for_both_programs_and_for_add(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "below").mkdir()
    settings = tmp_path / "pyproject.toml"
    settings.write_text(
        '[tool.projreg.rules]\nPR606 = "error"\nPR312 = "off"\neu-money-without-fund = "info"\n', "utf-8"
    )
    for program, arguments, folder in (
        ("projreg-validate", ["projects.toml"], tmp_path),
        ("projreg", ["validate", "projects.toml"], tmp_path),
        ("projreg", ["validate"], tmp_path / "below"),
    ):
        out, err, status = run(*arguments, cwd=folder, program=program)
        told = [(line.split(" ")[1], line.split(" ")[2]) for line in out.splitlines()]
        assert told == [("info", "PR602"), ("error", "PR606"), ("error", "PR606")]
        assert (err.endswith(": 2 errors, 0 warnings\n"), status) == (True, 1)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('[tool.projreg.rules]\nPR999 = "off"\n', "there is no rule “PR999”"),
        ('[tool.projreg.rules]\nPR606 = "offf"\n', "PR606 is “offf”"),
        ('[tool.projreg]\nrules = "off"\n', "is no table"),
        ("[tool.projreg.rules\n", "pyproject.toml is no TOML"),
    ],
)
def test_settings_that_cannot_be_heeded_stop_a_check(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    out, err, status = run("projects.toml", cwd=tmp_path, program="projreg-validate")
    assert (out, status, said in err) == ("", 2, True)


ADD = [
    *("add", "--title", "Ny led", "--role", "cofinancier", "--owner", "Byalaget", "--summary", "En led."),
    *("--start-date", "2027-01-01", "--end-date", "2028-12-31", "--contact", "contact: led@byalaget.example"),
]


@pytest.mark.parametrize(("weight", "status"), [("warning", 0), ("error", 1)])
def test_a_rule_that_is_made_an_error_stops_an_addition(tmp_path: Path, weight: str, status: int) -> None:
    (tmp_path / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / "pyproject.toml").write_text(f'[tool.projreg.rules]\nPR311 = "{weight}"\n', "utf-8")
    added = run(*ADD, cwd=tmp_path)
    assert (added.status, "PR311" in added.err) == (status, bool(status))
