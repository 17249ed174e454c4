"""Which projects are meant, and in what order."""

import json
from datetime import date
from pathlib import Path
from random import Random

import pytest
from console import called, on_terminal
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, project, read

from projreg.derived.select import Selection, SortKey, in_order, select
from projreg.language import alphabetical
from projreg.model.records import Project

TODAY = date(2025, 6, 1)
REGION = '[{ funder = "Region Norrdal", level = "regional", programme = "Landsbygd", reference = "RN-7" }]'
PROJECTS = read(
    project(funding=REGION, tags='["Bredband", "landsbygd"]', total_budget="480_000", acronym='"FIBER"')
    + project(
        id='"bro"',
        title='"Ångbåtsbron"',
        role='"owner"',
        owner='"Lövdals kommun"',
        start_date="2022-05-01",
        end_date="2023-12-31",
        total_budget="90_000",
        currency='"EUR"',
        places='["Ås"]',
    )
    + project(id='"framtid"', title='"Ökat byggande"', start_date="2026-01-01", end_date="2027-01-01", summary='"Hus."')
    + project(id='"oklar"', title='"Ärvt projekt"', end_date="", start_date="2024-07-01", total_budget="1_000")
)


def ids(projects: list[Project]) -> list[str]:
    return [each.id for each in projects]


@pytest.mark.parametrize(
    ("selection", "wanted"),
    [
        (Selection(), ["bredband", "bro", "framtid", "oklar"]),
        (Selection(states=("active",)), ["bredband"]),
        (Selection(states=("ended", "upcoming")), ["bro", "framtid"]),
        (Selection(states=("unknown",)), ["oklar"]),
        (Selection(states=("closed",)), []),
        (Selection(funder="norrdal"), ["bredband"]),
        (Selection(funder="RN-7"), []),
        (Selection(owner="LÖVDALS"), ["bro"]),
        (Selection(owner="byalaget"), ["bredband", "framtid", "oklar"]),
        (Selection(role="owner"), ["bro"]),
        (Selection(role="own"), []),
        (Selection(tag="bredband"), ["bredband"]),
        (Selection(tag="bred"), []),
        (Selection(year=2021), []),
        (Selection(year=2022), ["bro"]),
        (Selection(year=2023), ["bro"]),
        (Selection(year=2024), ["bredband", "oklar"]),
        (Selection(year=2025), ["bredband"]),
        (Selection(year=2026), ["bredband", "framtid"]),
        (Selection(year=2027), ["framtid"]),
        (Selection(search="fiber"), ["bredband", "bro", "oklar"]),
        (Selection(search="ÅS"), ["bro"]),
        (Selection(search="rn-7"), ["bredband"]),
        (Selection(search="info@lovdal"), ["bredband", "bro", "framtid", "oklar"]),
        (Selection(search="finns inte"), []),
        (Selection(owner="byalaget", year=2026, states=("upcoming",)), ["framtid"]),
    ],
)
def test_select(selection: Selection, wanted: list[str]) -> None:
    assert ids(select(PROJECTS, selection, TODAY)) == wanted


@pytest.mark.parametrize(
    ("by", "wanted", "reverse"),
    [
        ("start", ["bro", "bredband", "oklar", "framtid"], ["framtid", "oklar", "bredband", "bro"]),
        ("end", ["bro", "bredband", "framtid", "oklar"], ["framtid", "bredband", "bro", "oklar"]),
        ("title", ["bredband", "bro", "oklar", "framtid"], ["framtid", "oklar", "bro", "bredband"]),
        ("id", ["bredband", "bro", "framtid", "oklar"], ["oklar", "framtid", "bro", "bredband"]),
        ("budget", ["bro", "oklar", "bredband", "framtid"], ["bredband", "oklar", "bro", "framtid"]),
    ],
)
def test_order(by: SortKey, wanted: list[str], reverse: list[str]) -> None:
    assert ids(in_order(PROJECTS, by)) == wanted
    assert ids(in_order(PROJECTS, by, reverse=True)) == reverse


@pytest.mark.parametrize("reverse", [False, True])
def test_equals_keep_their_order(reverse: bool) -> None:
    projects = [Project(id=each, title="Lika") for each in "cab"]
    assert ids(in_order(projects, "title", reverse=reverse)) == ["c", "a", "b"]


def test_the_swedish_alphabet_ends_with_å_ä_ö() -> None:
    words = ["zon", "Övrigt", "ärla", "Åsele", "apa", "Ébauche", "edel", "Zink", "öl", "A\u030asen", "über", "uber"]
    assert sorted(words, key=alphabetical) == [
        *("apa", "Ébauche", "edel", "über", "uber", "Zink", "zon", "Åsele", "A\u030asen", "ärla", "öl", "Övrigt")
    ]


@given(st.lists(st.text("aäåöz", max_size=3)), st.randoms())
def test_order_does_not_hang_on_the_order_before(titles: list[str], random: Random) -> None:
    shuffled = list(titles)
    random.shuffle(shuffled)
    first, second = ([Project(title=each) for each in order] for order in (titles, shuffled))
    assert [each.title for each in in_order(first, "title")] == [each.title for each in in_order(second, "title")]


def test_words_and_amounts_of_the_list(tmp_path: Path) -> None:
    held = project(status='"suspended"', total_budget="1_250.50", tags='["vatten"]') + project(id='"leden"')
    (tmp_path / "projects.toml").write_text(HEAD + held, "utf-8")
    asked = ("list", "--fields=id,status,total_budget,tags", "--sort=id")
    assert called(*asked, cwd=tmp_path).out == "bredband\tsuspended\t1250.50\tvatten\nleden\t\t\t\n"
    shown = on_terminal(asked, tmp_path, 100).text.splitlines()
    assert [line.split("  ")[1] for line in shown if line.startswith("bredband")] == ["Vilande"]
    told = json.loads(called("list", "--json", cwd=tmp_path).out)["projects"]
    assert [(each["total_budget"], each["status"], each["tags"]) for each in told] == [
        ("1250.50", "suspended", ["vatten"]),
        (None, None, []),
    ]
