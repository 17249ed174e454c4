"""Headers that are misspelt or left out: one finding says so, and all else is judged as if they stood as meant."""

import pytest
from samples import CONTACT, HEAD, KEYS, findings, found, project

from projreg.checking.check import check
from projreg.editing.fixing import fixed
from projreg.model.decode import decode
from projreg.reading.source import parse

TABLES = """
[[project.funding]]
funder = "Region Norrdal"
level = "regional"
amount = 200_000

[[project.funding]]
funder = "Lövdals kommun"
level = "own"
amount = 300_000

[[project.contact]]
role = "project_manager"
name = "Kim Exempel"
email = "kim@lovdal.example"
"""
DEADLINE = """
[[project.deadline]]
type = "final_report"
due = 2026-03-31
"""
ONE = project(contact="", total_budget="500_000") + TABLES
TWO = project(contact="", total_budget="500_000", id='"skog"', title='"Skogen som klassrum"') + TABLES


def told(text: str) -> list[tuple[int, str, str, str | None]]:
    """Line, code, message and help of all that is found."""
    return [(each.span.line, each.code, each.message, each.help) for each in findings(text)]


def line_of(text: str, start: str, after: int = 0) -> int:
    """The number of the first line behind line `after` that begins so."""
    return next(at for at, line in enumerate(text.split("\n"), 1) if at > after and line.startswith(start))


MISSING = "id begins another table: a [[project]] line is missing above it"
ADD = "write [[project]] on a line of its own above this one"


@pytest.mark.parametrize(("above", "code"), [(ONE, "PR001"), (ONE + DEADLINE, "PR101")])
def test_a_project_line_that_a_merge_took_is_the_one_finding(above: str, code: str) -> None:
    text = HEAD + above + TWO.replace("\n[[project]]\n", "")
    line = line_of(text, "id =", after=10)
    assert told(text) == [(line, code, MISSING, ADD)]
    lines = text.split("\n")
    assert found("\n".join([*lines[: line - 1], "[[project]]", *lines[line - 1 :]])) == []


def test_the_project_below_a_missing_line_is_judged_too() -> None:
    text = HEAD + ONE + TWO.replace("\n[[project]]\n", "").replace("2026-03-16", "2023-03-16")
    told_of = [(each.code, each.project) for each in findings(text)]
    assert told_of == [("PR001", "skog"), ("PR201", "skog")]
    assert check([parse(text.encode(), "projects.toml")]).projects == 2


def test_the_reading_commands_do_not_lose_a_project_whose_line_is_missing() -> None:
    text = HEAD + ONE + DEADLINE + TWO.replace("\n[[project]]\n", "")
    projects = decode(parse(text.encode(), "projects.toml").data).registry.projects
    assert [(each.id, str(each.end_date), each.in_doubt) for each in projects] == [
        ("bredband", "2026-03-16", True),
        ("skog", "2026-03-16", True),
    ]


def test_a_key_that_stands_too_low_is_no_project() -> None:
    text = HEAD + project(contact="", summary="", total_budget="500_000") + TABLES + f"summary = {KEYS['summary']}\n"
    ((_, code, _, help_),) = told(text)
    assert (code, help_) == (
        "PR101",
        "it stands below [[project.contact]]: move it up, above the first table of the project",
    )


def test_a_funding_line_without_its_header() -> None:
    text = HEAD + ONE.replace('\n[[project.funding]]\nfunder = "Lövdals', 'funder = "Lövdals')
    line = line_of(text, 'funder = "Lövdals')
    message = "funder begins another table: a [[project.funding]] line is missing above it"
    assert told(text) == [
        (line, "PR001", message, "write [[project.funding]] on a line of its own above this one"),
    ]


def test_a_key_given_twice_is_no_missing_header() -> None:
    ((_, code, message, _),) = told(HEAD + project(url='"https://a.example"\nurl = "https://b.example"'))
    assert (code, message) == ("PR001", "this key is given twice in the same table")


@pytest.mark.parametrize("header", ["[[projects]]", "[[projekt]]", "[[Project]]", "[projekt]", "[[projectt]]"])
@pytest.mark.parametrize(
    ("before", "after", "code"), [("", "", "PR101"), (ONE, "", "PR101"), ("", TWO, "PR001"), (ONE, TWO, "PR101")]
)
def test_a_misspelt_project(header: str, before: str, after: str, code: str) -> None:
    misspelt = project(contact="", total_budget="500_000", id='"led"', title='"Leden"') + TABLES
    text = HEAD + before + misspelt.replace("[[project]]", header, 1) + after
    message = f"{header} is no header that the format knows"
    assert told(text) == [(line_of(text, header), code, message, "did you mean [[project]]?")]


@pytest.mark.parametrize("line", ["project", "projekt", "[project]"])
def test_a_project_in_too_few_brackets(line: str) -> None:
    text = HEAD + ONE + TWO.replace("[[project]]", line, 1)
    at = line_of(text, line, after=10)
    assert told(text) == [(at, "PR001", f"{line} is no header that the format knows", "did you mean [[project]]?")]


@pytest.mark.parametrize("header", ["[register]", "[Registry]", "[registret]"])
def test_a_misspelt_registry(header: str) -> None:
    source = parse((HEAD.replace("[registry]", header) + project()).encode(), "projects.toml")
    checked = check([source])
    assert [(each.code, each.span.line, each.help) for each in checked.findings] == [
        ("PR101", 3, "did you mean [registry]?")
    ]
    assert checked.projects == 1
    assert len(decode(source.data).registry.projects) == 1


@pytest.mark.parametrize("header", ["[registry]", "[[project]]"])
def test_a_missing_first_header(header: str) -> None:
    text = (HEAD + project()).replace(header + "\n", "")
    ((_, _, message, help_),) = told(text)
    assert message.endswith(f"a {header} line is missing above it")
    assert help_ == f"write {header} on a line of its own above this one"


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("[[project.finansiering]]", "funding"),
        ("[[projekt.funding]]", "funding"),
        ("[[project.fundings]]", "funding"),
        ("[[project.finansiering ]]", "funding"),
        ("[[project.kontakter]]", "contact"),
        ("[[contact]]", "contact"),
        ("[[deadline]]", "deadline"),
    ],
)
def test_a_misspelt_table_of_a_project(header: str, meant: str) -> None:
    text = HEAD + (ONE + DEADLINE).replace(f"[[project.{meant}]]", header, 1)
    assert told(text) == [
        (
            line_of(text, header),
            "PR101",
            f"{header} is no header that the format knows",
            f"did you mean [[project.{meant}]]?",
        )
    ]


@pytest.mark.parametrize("header", ["[other]", "[[project_office]]", "[x_projekt]", "[[projektledare]]"])
def test_other_headers_are_not_taken_for_known_ones(header: str) -> None:
    text = HEAD + project() + f'\n{header}\nname = "Kim"\n'
    helps = [each.help for each in findings(text)]
    assert not any("did you mean [" in (each or "") for each in helps)
    assert bool(helps) != header.startswith("[x_")


def test_a_fix_is_done_below_a_misspelt_header() -> None:
    text = HEAD + ONE + TWO.replace("[[project]]", "[[projekt]]", 1).replace("= 2024-01-01", '= "2024-01-01"')
    assert fixed(text.encode(), "projects.toml").raw.decode() == text.replace('"2024-01-01"', "2024-01-01")
    broken = text.replace('"2024-01-01"', "1 januari 2024") + project(id='"tre"', title='"Tre"', contact=CONTACT)
    assert fixed(broken.encode(), "projects.toml").raw.decode() == broken.replace("1 januari 2024", "2024-01-01")


def test_two_projects_that_git_put_under_one_header() -> None:
    sides = [each.split("[[project]]\n")[1] for each in (project(), project(id='"skog"', title='"Skogen"'))]
    text = HEAD + "\n[[project]]\n<<<<<<< HEAD\n{}=======\n{}>>>>>>> skog\n".format(*sides)
    ((_, code, _, help_),) = told(text)
    middle = line_of(text, "=======")
    assert code == "PR003"
    assert (help_ or "").startswith(
        f"these are two projects under one header: keep both, with [[project]] in place of line {middle}"
    )
    as_told = text.split("\n")
    as_told[middle - 1] = "[[project]]"
    assert found("\n".join(each for each in as_told if each[:7] not in ("<<<<<<<", ">>>>>>>"))) == []


def test_a_comment_behind_a_misspelt_header_is_searched_for_identity_numbers() -> None:
    text = HEAD + project().replace("[[project]]", "[[projet]]  # Kim, 18181201-9808")
    assert [(each.code, each.span.column) for each in findings(text) if each.code != "PR101"] == [("PR405", 20)]
