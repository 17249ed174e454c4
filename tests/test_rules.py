"""Every rule against its sample file: the codes that stand in comments on the lines are what is found, and no more.

Where no comment can stand on the line, `# expect: PR001 at line 7` says it. Files named clean hold what is allowed.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from projreg.check import check_one
from projreg.fields import Record
from projreg.model import Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.rules import RULES
from projreg.source import parse

FOLDER = Path(__file__).parent / "rules"
SAMPLES = sorted(FOLDER.glob("*.toml"))


def expected(text: str) -> set[tuple[int, str]]:
    """Line and code of what the comments announce."""
    found = {(int(line), code) for code, line in re.findall(r"^# expect: (PR\d{3}) at line (\d+)$", text, re.MULTILINE)}
    for number, line in enumerate(text.split("\n"), 1):
        if codes := re.search(r"# ((?:PR\d{3} ?)+)$", line):
            found |= {(number, code) for code in codes[1].split()}
    return found


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample(sample: Path) -> None:
    raw = sample.read_bytes()
    found = {(each.span.line, each.code) for each in check_one(parse(raw, sample.name))[1]}
    wanted = expected(raw.decode("utf-8", "replace"))
    assert sorted(found) == sorted(wanted)
    assert bool(wanted) != sample.stem.startswith("clean")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_whole(rule: Any) -> None:
    sample = FOLDER / f"{rule.code}-{rule.name}.toml"
    assert sample in SAMPLES
    assert rule.code in {code for _, code in expected(sample.read_bytes().decode("utf-8", "replace"))}
    assert rule.manual.strip()
    assert rule.severity in ("error", "warning", "info")
    assert re.fullmatch(r"PR\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


def test_codes_and_names_are_unique_and_all_samples_belong_to_a_rule() -> None:
    named = [f"{rule.code}-{rule.name}" for rule in RULES]
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert sorted(named) == [each.stem for each in SAMPLES if not each.stem.startswith("clean")]


@pytest.mark.parametrize(
    ("record", "tables"),
    [
        (Top, lambda data: [data]),
        (Publisher, lambda data: [data["registry"]]),
        (Project, lambda data: data["project"]),
        (Logo, lambda data: [each for project in data["project"] for each in project.get("logos", [])]),
        (Funding, lambda data: [each for project in data["project"] for each in project.get("funding", [])]),
        (Contact, lambda data: [each for project in data["project"] for each in project.get("contact", [])]),
        (Deadline, lambda data: [each for project in data["project"] for each in project.get("deadline", [])]),
    ],
)
def test_the_clean_sample_uses_every_key(record: type[Record], tables: Any) -> None:
    data = tomllib.loads((FOLDER / "clean.toml").read_text("utf-8"))
    used = {key for table in tables(data) for key in table}
    assert set(record.keys) - used == set()
