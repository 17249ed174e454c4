"""Files that are read as one: what compares projects compares those of all files, each told in its own file."""

import pytest
from samples import HEAD, project

from projreg.check import check
from projreg.diagnostic import Finding
from projreg.source import parse

GRANT = '[{{ funder = "{}", level = "eu", fund = "ERDF", programme = "Övre Norrland", reference = "20361234" }}]'
OTHER = {"id": '"leden"', "title": '"Leden runt sjön"', "publish": "false"}


def told(*texts: str, as_one: bool = True) -> list[Finding]:
    """All that is found in the files a.toml, b.toml … of these projects."""
    sources = [parse((HEAD + text).encode(), f"{name}.toml") for name, text in zip("abc", texts, strict=False)]
    return list(check(sources, as_one=as_one).findings)


def said(*texts: str, as_one: bool = True) -> list[tuple[str, int, str, list[tuple[str, int]]]]:
    """File, line, code and related places of all that is found."""
    found = told(*texts, as_one=as_one)
    return [(each.file, each.span.line, each.code, [(at.file, at.span.line) for at in each.related]) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "apart", "together"),
    [
        (project(), project(**OTHER, follows='"bredband"'), [("b.toml", 19, "PR701", [])], []),
        (
            project(follows='"leden"'),
            project(**OTHER, follows='"bredband"'),
            [("a.toml", 17, "PR701", []), ("b.toml", 19, "PR701", [])],
            [("a.toml", 17, "PR701", [("b.toml", 18)])],
        ),
        (
            project(),
            project(**OTHER, follows='"vandring"'),
            [("b.toml", 18, "PR701", [])],
            [("b.toml", 18, "PR701", [])],
        ),
        (project(), project(), [], [("b.toml", 9, "PR105", [("a.toml", 9)])]),
        (project(), project(id='"leden"'), [], [("b.toml", 10, "PR106", [("a.toml", 10)])]),
        (
            project(funding=GRANT.format("Tillväxtverket"), publish="false"),
            project(**OTHER, funding=GRANT.format("Tillväxtverket")),
            [],
            [("b.toml", 18, "PR703", [("a.toml", 17)])],
        ),
        (
            project() + project(**OTHER),
            project(id='"bio"', title='"Bio"', owner='"Byalaget Norra Lovdal"'),
            [],
            [("b.toml", 12, "PR407", [("a.toml", 12)])],
        ),
    ],
)
def test_projects_of_two_files_are_compared(
    one: str, other: str, apart: list[tuple[str, int, str, object]], together: list[tuple[str, int, str, object]]
) -> None:
    assert [each[2] for each in said(one, other, as_one=False)] == [each[2] for each in apart]
    assert said(one, other) == together


def test_an_id_is_told_to_stand_in_another_file_or_in_the_same() -> None:
    messages = [(each.file, each.message) for each in told(project() + project(), project()) if each.code == "PR105"]
    assert messages == [
        ("a.toml", "the id “bredband” is used twice"),
        ("b.toml", "the id “bredband” is used in another file too"),
    ]


def test_a_waiver_holds_in_its_own_file() -> None:
    copy = project(id='"leden"', waive='{ PR106 = "two stages of one decision" }')
    assert said(project(), copy) == []
    assert [each.code for each in told(project(waive='{ PR106 = "two stages" }'), project(id='"leden"'))] == [
        "PR113",
        "PR106",
    ]
