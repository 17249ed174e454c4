"""Every rule against its sample file: the codes that stand in comments on the lines are what is found, and no more.

Where no comment can stand on the line, `# expect: PR001 at line 7` says it. Files named clean hold what is allowed.
A file with `# as of: 2024-05-01` is judged by the rules that depend on the day too, as if that were today.
"""

import inspect
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from projreg.checking.check import check
from projreg.checking.reminders import reminders
from projreg.model.decode import decode
from projreg.model.fields import Record
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.reading.locate import Places
from projreg.reading.source import Source, parse
from projreg.rules import BY_SUBJECT, RULES

FOLDER = Path(__file__).parent / "rules"
SAMPLES = sorted(FOLDER.glob("*.toml"))


def expected(text: str) -> set[tuple[int, str]]:
    """Line and code of what the comments announce."""
    found = {(int(line), code) for code, line in re.findall(r"^# expect: (PR\d{3}) at line (\d+)$", text, re.MULTILINE)}
    for number, line in enumerate(text.split("\n"), 1):
        if codes := re.search(r"# ((?:PR\d{3} ?)+)$", line):
            found |= {(number, code) for code in codes[1].split()}
    return found


def day_of(text: str) -> date | None:
    """The day that a sample is to be judged on, if it names one."""
    named = re.search(r"^# as of: (\S+)$", text, re.MULTILINE)
    return date.fromisoformat(named[1]) if named else None


def on_the_day(source: Source, day: date) -> Iterable[tuple[int, str]]:
    """Line and code of what the rules that depend on the day find."""
    decoded = decode(source.data)
    told = list(reminders(decoded.registry, day, today=day, misfits=decoded.misfits))
    places = Places(source.parsed_text, [fault.path for _, fault in told])
    return [(places.span(fault.path, fault.part).line, rule.code) for rule, fault in told]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.stem)
def test_sample(sample: Path) -> None:
    raw = sample.read_bytes()
    source, text = parse(raw, sample.name), raw.decode("utf-8", "replace")
    committed = FOLDER / "committed" / sample.name
    before = {sample.name: parse(committed.read_bytes(), sample.name)} if committed.exists() else None
    found = {(each.span.line, each.code) for each in check([source], committed=before).findings}
    if day := day_of(text):
        found |= set(on_the_day(source, day))
    wanted = set(expected(text))
    assert (sorted(found - wanted), sorted(wanted - found)) == ([], []), "what was found too much, and what was not"
    assert bool(wanted) != sample.stem.startswith("clean")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_is_whole(rule: Any) -> None:
    sample = FOLDER / f"{rule.code}-{rule.name}.toml"
    assert sample in SAMPLES
    text = sample.read_bytes().decode("utf-8", "replace")
    assert rule.code in {code for _, code in expected(text)}
    assert (rule.subject == "clock") <= (day_of(text) is not None)
    assert rule.severity in ("error", "warning", "info")
    assert re.fullmatch(r"PR\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_manual_has_its_parts_in_order(rule: Any) -> None:
    first, *others = inspect.cleandoc(rule.manual).split("\n\n")
    assert re.fullmatch(r"[^\n]{10,}\.", first)
    parts = [name for part in others for name in re.findall(r"^(Example|Mend|Source): \S", part, re.MULTILINE)]
    assert parts in (["Example", "Mend"], ["Example", "Mend", "Source"])
    assert others[-1].startswith("Mend: ")
    assert others[-2].startswith("Example: ")


def test_a_check_never_asks_the_rules_that_depend_on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(*_: object) -> list[Any]:
        pytest.fail("a rule that depends on the day was asked")

    rules = BY_SUBJECT["clock"]
    assert {rule.code for rule in rules} == {"PR206", "PR209", "PR501", "PR504", "PR506"}
    samples = [parse(sample.read_bytes(), sample.name) for sample in SAMPLES]
    dated = [on_the_day(source, date(2024, 5, 2)) for source in samples if not source.encoding]
    assert {code for found in dated for _, code in found} == {rule.code for rule in rules}
    for rule in rules:
        monkeypatch.setattr(rule, "check", asked)
    told = {each.code for each in check(samples, as_one=True).findings}
    assert told
    assert told.isdisjoint(rule.code for rule in rules)


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
