"""`[tool.projreg]` in pyproject.toml: which rules count, and how much."""

from pathlib import Path

import pytest
from console import REPOSITORY, called, run

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
        out, err, status = called(*arguments, cwd=folder, program=program)
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
        ("[tool]\nprojreg = 1 # tool.projreg\n", "tool.projreg is no table"),
        ('[tool.projreg.rule]\nPR303 = "off"\n', "[tool.projreg] has no setting “rule”\n  help: did you mean rules?"),
        (
            '[tool.projreg]\nPR303 = "off"\n',
            "no setting “PR303”\n  help: rules stand under [tool.projreg.rules], such as",
        ),
        ('[tool.projreg]\nignore = ["PR303"]\n', "no setting “ignore”\n  help: rules stand under [tool.projreg.rules]"),
        ("[tool.projreg]\nfile = 5\n", "file in [tool.projreg] is no path"),
    ],
)
def test_settings_that_cannot_be_heeded_stop_a_check(tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, "utf-8")
    out, err, status = run("projects.toml", cwd=tmp_path, program="projreg-validate")
    assert (out, status, said in err) == ("", 2, True)


def told(out: str) -> list[str]:
    """File and code of each finding."""
    return [f"{line.split(':')[0]} {line.split(' ')[2]}" for line in out.splitlines()]


def test_the_settings_are_those_above_the_file_wherever_one_stands(tmp_path: Path) -> None:
    for folder, rules in (("north", 'PR606 = "off"\nPR602 = "off"'), ("south", 'PR312 = "off"\nPR606 = "off"')):
        (tmp_path / folder / ".git").mkdir(parents=True)
        (tmp_path / folder / "data").mkdir()
        (tmp_path / folder / "data" / "projects.toml").write_text(GOOD, "utf-8")
        (tmp_path / folder / "pyproject.toml").write_text(f"[tool.projreg.rules]\n{rules}\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.projreg.rules]\nPR3 = "off"\n', "utf-8")
    north, south = (f"{name}/data/projects.toml" for name in ("north", "south"))
    for options in ([], ["--fix"]):
        out = called("validate", north, south, *options, cwd=tmp_path).out
        assert told(out) == [f"{north} PR312", f"{south} PR602"]
    for stand in (tmp_path / "north", tmp_path / "north" / "data", tmp_path / "south"):
        whole = str(tmp_path / north)
        assert told(called(whole, cwd=stand, program="projreg-validate").out) == [f"{whole} PR312"]
        assert told(called("validate", cwd=stand, env={"PROJREG_FILE": whole}).out) == [f"{whole} PR312"]
    assert told(called("validate", "-", cwd=tmp_path / "south", stdin=GOOD).out) == ["<stdin> PR602"]


def test_settings_that_are_wrong_are_named_with_their_file(tmp_path: Path) -> None:
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / "north" / "pyproject.toml").write_text('[tool.projreg.rules]\nPR9 = "off"\n', "utf-8")
    told = called("validate", "north/projects.toml", cwd=tmp_path)
    assert told.err.startswith("error: [tool.projreg.rules] in north/pyproject.toml: there is no rule “PR9”\n")


@pytest.mark.parametrize("program", [["validate"], []])
def test_what_is_selected_for_one_run_counts_and_what_has_no_effect_is_told_once(
    tmp_path: Path, program: list[str]
) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    (tmp_path / "pyproject.toml").write_text('[tool.projreg.rules]\nPR3 = "off"\nPR504 = "off"\n', "utf-8")
    out, err, status = called(
        *program,
        "a.toml",
        "b.toml",
        "--select",
        "PR312,PR501",
        cwd=tmp_path,
        program="projreg" if program else "projreg-validate",
    )
    assert (told(out), status) == (["a.toml PR312", "b.toml PR312"], 0)
    why = "has no effect: what depends on the day is asked by `report` alone"
    assert err == (
        f"note: --select: PR501 {why}\nnote: [tool.projreg.rules] in pyproject.toml: PR504 {why}\n"
        "checked 4 projects in a.toml, b.toml: 0 errors, 2 warnings\n"
    )


ADD = [
    *("add", "--title", "Ny led", "--role", "cofinancier", "--owner", "Byalaget", "--summary", "En led."),
    *("--start-date", "2027-01-01", "--end-date", "2028-12-31", "--contact", "contact: led@byalaget.example"),
]


@pytest.mark.parametrize(("weight", "status"), [("warning", 0), ("error", 1)])
def test_a_rule_that_is_made_an_error_stops_an_addition(tmp_path: Path, weight: str, status: int) -> None:
    (tmp_path / "projects.toml").write_text(GOOD, "utf-8")
    (tmp_path / "pyproject.toml").write_text(f'[tool.projreg.rules]\nPR311 = "{weight}"\n', "utf-8")
    added = called(*ADD, cwd=tmp_path)
    assert (added.status, "PR311" in added.err) == (status, bool(status))
