"""What follows from a finding is left out only where that finding is shown: one that does not count hides nothing."""

import pytest
from samples import HEAD, project

from projreg.checking.check import check_one
from projreg.checking.choice import ALL, Choice, chosen
from projreg.reading.source import parse


def codes(text: str, choice: Choice = ALL) -> list[str]:
    """The codes of all that is shown, in the file's order."""
    return [each.code for each in check_one(parse(text.encode(), "projects.toml"), choice)[1]]


MISSPELT = {"end_date": "", "end_dat": "2026-03-16"}
MONEY = '[{ funder = "Region Väst", level = "regional", amount = 600, rate = 40 }]'
COPY = project() + project(id='"bredband"')
HEADLESS = (
    project()
    + '[[project.funding]]\nfunder = "Region Väst"\nlevel = "regional"\n'
    + project(id='"B b"', title='"Skogen som klassrum"').replace("[[project]]\n", "")
)
NO_ONE = '[{ role = "contact", name = " " }]'


@pytest.mark.parametrize(
    ("text", "ignored", "by_itself", "instead"),
    [
        (project(**MISSPELT), "PR101", ["PR101"], ["PR103"]),
        (project(end_date='"juni"'), "PR102", ["PR102"], ["PR103"]),
        (project(role='"boss"'), "PR102", ["PR102"], ["PR103"]),
        (project(contact='[{ role = "contact", name = 5 }]'), "PR102", ["PR102"], ["PR103"]),
        (project(contact='[{ role = "contact", name = 5, email = "a@b.example" }]'), "PR102", ["PR102"], []),
        (project(status='"pågående"'), "PR503", ["PR503"], ["PR102"]),
        (project(total_budget="480", funding=MONEY), "PR302", ["PR309", "PR302"], ["PR309", "PR306", "PR309"]),
        (HEADLESS, "PR101", ["PR101"], ["PR104"]),
        (project(waive='{ PR303 = "- " }'), "PR112", ["PR112"], ["PR108", "PR111"]),
        (COPY, "PR105", ["PR105"], ["PR106"]),
        (project(contact=NO_ONE), "PR103", ["PR103"], ["PR401"]),
        (project(role='"owner"', owner='"Lövdals kommun"', contact=""), "PR401", ["PR401"], ["PR409"]),
        (project(owner_id='"181812019808"'), "PR405", ["PR405"], ["PR406"]),
        (project(owner_id='" 212000-9994"'), "PR406", ["PR406"], ["PR108"]),
        (project(contact='[{ role = "contact", email = "a@b.example " }]'), "PR402", ["PR402"], ["PR108"]),
        (project(url='" https://a.example"'), "PR604", ["PR604"], ["PR108"]),
        (project(role='"owner"', owner='"okänt"'), "PR111", ["PR111", "PR409"], ["PR408", "PR409"]),
    ],
)  # fmt: skip
def test_a_rule_that_does_not_count_hides_nothing(
    text: str, ignored: str, by_itself: list[str], instead: list[str]
) -> None:
    assert sorted(codes(HEAD + text)) == sorted(by_itself)
    assert sorted(codes(HEAD + text, chosen({}, [], [ignored]))) == sorted(instead)
    assert sorted(codes(HEAD + text, chosen({ignored: "off"}, [], []))) == sorted(instead)


@pytest.mark.parametrize(
    ("changes", "select", "wanted"),
    [
        (MISSPELT, ["PR103"], ["PR103"]),
        ({**MISSPELT, "waive": '{ PR101 = "read by our map" }'}, [], ["PR103"]),
        ({**MISSPELT, "waive": '{ PR101 = " " }'}, [], ["PR101", "PR112"]),
        ({**MISSPELT, "waive": '{ PR103 = "not known yet" }'}, [], ["PR101"]),
        ({"end_date": '"juni"', "waive": '{ PR102 = "not known yet" }'}, [], ["PR103"]),
        ({"end_date": '"juni"', "waive": '{ PR102 = "the funder decides", PR103 = "the funder decides" }'}, [], []),
    ],
)
def test_nor_does_one_that_is_waived_or_not_selected(
    changes: dict[str, str], select: list[str], wanted: list[str]
) -> None:
    assert codes(HEAD + project(**changes), chosen({}, select, [])) == wanted


def test_a_value_of_the_wrong_kind_is_missing_and_said_to_stand_there() -> None:
    text = HEAD + project(end_date='"juni"')
    (told,) = check_one(parse(text.encode(), "projects.toml"), chosen({}, [], ["PR102"]))[1]
    assert (told.message, told.help) == (
        "end_date is missing (end): the text “juni” does not count",
        "write end_date = YYYY-MM-DD",
    )
    assert text.split("\n")[told.span.line - 1] == 'end_date = "juni"'


def test_a_line_of_funding_that_can_be_read_is_judged_beside_one_that_cannot() -> None:
    funding = (
        '[{ funder = "A", level = "eu", amount = 500_000, rate = 40 }, { funder = "B", level = "own", amount = "x" }]'
    )
    told = codes(HEAD + project(total_budget="600_000", funding=funding, publish="false"))
    assert sorted(told) == ["PR102", "PR306", "PR602", "PR606"]
