"""Which rules count: settings, --select and --ignore."""

import pytest

from projreg.checking.choice import ALL, Choice, chosen, unknown_rule
from projreg.errors import UsageError
from projreg.rules import RULES

RULE = {rule.code: rule for rule in RULES}


def counted(choice: Choice, *codes: str) -> list[object]:
    """What each rule counts as."""
    return [choice.severity(RULE[code]) for code in codes]


def test_without_a_choice_every_rule_counts_as_it_says() -> None:
    assert all(ALL.severity(rule) == rule.severity for rule in RULES)


@pytest.mark.parametrize(
    ("table", "select", "ignore", "counts"),
    [
        ({}, [], [], ["error", "warning", "warning"]),
        ({"PR303": "error"}, [], [], ["error", "warning", "error"]),
        ({"PR203": "off"}, [], [], ["error", None, "warning"]),
        ({"pr203": "info"}, [], [], ["error", "info", "warning"]),
        ({"odd-length": "off"}, [], [], ["error", None, "warning"]),
        ({"PR2": "info"}, [], [], ["info", "info", "warning"]),
        ({}, ["PR203"], [], [None, "warning", None]),
        ({}, ["PR203,PR303"], [], [None, "warning", "warning"]),
        ({}, ["PR2"], [], ["error", "warning", None]),
        ({}, ["PR2"], ["odd-length"], ["error", None, None]),
        ({}, [], ["PR201, PR303"], [None, "warning", None]),
        ({"PR203": "off"}, ["PR2"], [], ["error", "warning", None]),
        ({"PR2": "off"}, ["odd-length"], [], [None, "warning", None]),
        ({"PR203": "off"}, ["PR203"], ["PR203"], [None, None, None]),
        ({"PR203": "off"}, [], ["PR303"], ["error", None, None]),
        ({"PR203": "error"}, ["PR203"], [], [None, "error", None]),
    ],
)
def test_choices(table: object, select: list[str], ignore: list[str], counts: list[object]) -> None:
    assert counted(chosen(table, select, ignore), "PR201", "PR203", "PR303") == counts


@pytest.mark.parametrize("code", ["PR001", "PR002", "PR003"])
def test_a_file_that_cannot_be_read_is_never_fine(code: str) -> None:
    assert counted(chosen({code: "off"}, [], [code]), code) == ["error"]
    assert counted(chosen({}, ["PR201"], []), code) == ["error"]


@pytest.mark.parametrize(
    ("table", "select", "message", "mend"),
    [
        ({"PR999": "off"}, [], "[tool.projreg.rules] in pyproject.toml: there is no rule “PR999”", ""),
        ({"PR203": "of"}, [], "[tool.projreg.rules] in pyproject.toml: PR203 is “of”", "error, warning, info, off"),
        ({"PR203": False}, [], "[tool.projreg.rules] in pyproject.toml: PR203 is “False”", "error, warning, info, off"),
        (["PR203"], [], "[tool.projreg.rules] in pyproject.toml is no table", 'PR606 = "off"'),
        ({}, ["end-befor-start"], "--select: there is no rule “end-befor-start”", "did you mean end-before-start? "),
        ({}, ["PR201,"], "--select: there is no rule “”", ""),
    ],
)
def test_what_names_no_rule_is_refused(table: object, select: list[str], message: str, mend: str) -> None:
    with pytest.raises(UsageError) as refused:
        chosen(table, select, [])
    assert refused.value.message == message
    assert mend in refused.value.mend


RULES_HERE = "[tool.projreg.rules] in pyproject.toml"
DAY = "what depends on the day is asked by `report` alone"
NEVER_FINE = "a file that cannot be read is never fine"


@pytest.mark.parametrize(
    ("table", "select", "ignore", "staged", "notes"),
    [
        ({"PR501": "error"}, [], [], True, [f"{RULES_HERE}: PR501 has no effect: {DAY}"]),
        ({"PR001": "off"}, [], [], True, [f"{RULES_HERE}: PR001 has no effect: {NEVER_FINE}"]),
        ({"PR001": "error", "PR5": "off", "PR0": "off"}, [], [], True, []),
        (
            {},
            ["PR501,PR302", "overdue-deadline"],
            [],
            True,
            [f"--select: {each} has no effect: {DAY}" for each in ("PR501", "overdue-deadline")],
        ),
        ({}, [], ["PR001"], True, [f"--ignore: PR001 has no effect: {NEVER_FINE}"]),
        ({}, ["PR001", "PR5"], ["PR0"], True, []),
        ({}, ["PR114"], [], True, []),
        ({}, ["PR114"], [], False, ["--select: PR114 has no effect: the last commit is compared with --staged only"]),
    ],
)
def test_a_switch_without_effect_is_told(
    table: object, select: list[str], ignore: list[str], staged: bool, notes: list[str]
) -> None:
    assert list(chosen(table, select, ignore, staged=staged).notes) == notes


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("PR2O1", "PR201"),
        ("pr 2o1", "PR201"),
        ("PRl10", "PR110"),
        ("201", "PR201"),
        ("PR21", "one of PR210, PR211"),
        ("PR20", "one of PR201, PR203, PR204, PR206, PR207, PR208, PR209"),
        ("PR1", "one of PR101, PR102, PR103, PR104, PR105, PR106, PR107, PR108 …"),
        ("odd", "odd-length"),
        ("Odd Length", "odd-length"),
        ("waiver", "one of waiver-without-reason, waiver-of-nothing"),
        ("end-befor-start", "end-before-start"),
    ],
)
def test_the_rule_that_is_meant(word: str, meant: str) -> None:
    assert unknown_rule(word).mend == f"did you mean {meant}? `projreg rule --all` shows them"


@pytest.mark.parametrize("word", ["", "-", "PR999", "PR", "[", "xyz", "\x1b[31m"])
def test_a_word_that_means_no_rule(word: str) -> None:
    assert unknown_rule(word).mend == "`projreg rule --all` shows them"
