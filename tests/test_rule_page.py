"""`projreg rule` on a terminal: the page fits, no word is cut, paragraphs stay; in a pipe it is as it was written."""

from pathlib import Path

import pytest
from console import called, on_terminal

from projreg.rules import RULES

PR405 = next(rule for rule in RULES if rule.code == "PR405")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_page_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    shown = on_terminal(["rule", "PR405"], tmp_path, columns).text
    page = called("rule", "PR405", cwd=tmp_path).out
    assert shown.split() == page.split()
    assert max(map(len, shown.split("\n"))) in range(min(columns, 100) - 12, min(columns, 100) + 1)
    assert shown.count("\n\n") == page.count("\n\n")
    starts = [line.split(" ")[0] for line in shown.split("\n") if line]
    assert [each for each in starts if each in ("Example:", "Mend:", "Source:")] == ["Example:", "Mend:", "Source:"]


def test_in_a_pipe_the_page_is_the_manual(tmp_path: Path) -> None:
    assert called("rule", "PR405", cwd=tmp_path).out == f"PR405 {PR405.name} (error)\n\n{PR405.manual}\n"


def test_all_rules_are_a_line_each_in_the_order_of_their_codes(tmp_path: Path) -> None:
    lines = called("rule", "--all", cwd=tmp_path).out.splitlines()
    assert "PR201\tend-before-start\terror\tThe project ends before it starts. The same day is allowed." in lines
    rows = [tuple(line.split("\t")) for line in lines]
    assert rows == sorted((rule.code, rule.name, rule.severity, rule.summary) for rule in RULES)


def test_all_rules_for_people_are_a_line_each(tmp_path: Path) -> None:
    lines = called("rule", "--all", "--format=text", cwd=tmp_path).out.splitlines()
    assert "PR201  error    end-before-start" in lines
    assert len(lines) == len(RULES)
