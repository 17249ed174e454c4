"""What a list says otherwise than the registry: which differences are none, and which command is proposed for one."""

from collections.abc import Mapping
from typing import Any

import pytest

from projreg.diagnostic import Path
from projreg.intake.candidates import Candidate
from projreg.intake.differences import Differing, differences
from projreg.intake.entry import Given
from projreg.intake.proposals import proved
from projreg.visible import visible

Told = list[tuple[str, str]]


def candidate(values: Mapping[str, Any]) -> Candidate:
    """A project of a list in which every value stands in a cell of its own."""
    cells: dict[Path, Any] = {}
    for name, value in values.items():
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            cells |= {(name, at, inner): each[inner] for at, each in enumerate(value) for inner in each}
        else:
            cells[name,] = value
    places = {path: Given(cell, "row 2", "C") for path, cell in cells.items()}
    return Candidate("row 2", 2, values, places)


def told(values: Mapping[str, Any], table: Mapping[str, Any]) -> Told:
    """Each difference in words, with its assignment."""
    return [(each.message, each.assignment) for each in differences(candidate(values), table, "SEK")]


R = {"funder": "Region Granland", "level": "regional"}
MAJA = {"role": "project_manager", "name": "Maja Gran", "email": "maja@granby.example"}
ELIS = {"role": "project_manager", "name": "Elis Berg", "email": "elis@granby.example"}
BO = {"role": "controller", "name": "Bo Ek", "email": "bo@granby.example"}


@pytest.mark.parametrize(
    ("values", "table"),
    [
        ({"title": "Bron över ån"}, {"title": " Bron\n över  ån "}),
        ({"tags": ["is", "vatten"]}, {"tags": ["vatten", "is"]}),
        ({"tags": ("is", "vatten")}, {"tags": ["vatten", "is"]}),
        ({"state_aid": True}, {"state_aid": True}),
        ({"total_budget": 5}, {"total_budget": 5.0}),
        ({"funding": [{**R, "kind": "cash"}]}, {"funding": [R]}),
        ({"contact": [BO, MAJA]}, {"contact": [MAJA, BO]}),
    ],
)
def test_what_says_the_same_is_no_difference(values: dict[str, Any], table: dict[str, Any]) -> None:
    assert told(values, table) == []


@pytest.mark.parametrize(
    ("values", "table", "wanted"),
    [
        # texts, their number, and yes, which is no 1
        ({"title": "Bronöver ån"}, {"title": "Bron över ån"},
         [("title is “Bron över ån” there, “Bronöver ån” in the list", '"title=Bronöver ån"')]),
        ({"tags": ["is"]}, {"tags": ["is", "vatten"]},
         [("tags is is, vatten there, is in the list", "\"tags=['is']\"")]),
        ({"state_aid": True}, {"state_aid": 1}, [("state_aid is 1 there, true in the list", "state_aid=true")]),
        ({"publish": False}, {"publish": 0}, [("publish is 0 there, false in the list", "publish=false")]),
        ({"total_budget": 1}, {"total_budget": True},
         [("total_budget is true there, 1 in the list", "total_budget=1")]),
        # what agrees as a whole is the same, whatever stands before it
        ({"funding": [{**R, "amount": 6}, {**R, "amount": 5}]}, {"funding": [{**R, "amount": 5}, {**R, "amount": 7}]},
         [("funding[1].amount is 7 there, 6 in the list", '"funding[1].amount=6"')]),
        # another person in the same role
        ({"contact": [ELIS]}, {"contact": [BO, MAJA]},
         [("contact[1].name is “Maja Gran” there, “Elis Berg” in the list", '"contact[1].name=Elis Berg"'),
          ("contact[1].email is maja@granby.example there, elis@granby.example in the list",
           '"contact[1].email=elis@granby.example"')]),
        ({"contact": [BO]}, {"contact": [MAJA]},
         [("a further contact, “Bo Ek”, is not there", '"contact[]=controller: Bo Ek <bo@granby.example>"')]),
        ({"contact": [MAJA, ELIS]}, {"contact": [MAJA]},
         [("a further contact, “Elis Berg”, is not there",
           '"contact[]=project_manager: Elis Berg <elis@granby.example>"')]),
        ({"contact": [ELIS, {**BO, "role": "project_manager"}]}, {"contact": [{**MAJA, "email": ELIS["email"]}]},
         [("contact[0].name is “Maja Gran” there, “Elis Berg” in the list", '"contact[0].name=Elis Berg"'),
          ("a further contact, “Bo Ek”, is not there", '"contact[]=project_manager: Bo Ek <bo@granby.example>"')]),
        ({"contact": [{"role": "controller", "name": "Elis"}, {"role": "controller", "name": "Maja"}]},
         {"contact": [{"role": "controller", "name": "Bo"}]},
         [("contact[0].name is Bo there, Elis in the list", '"contact[0].name=Elis"'),
          ("a further contact, Maja, is not there", '"contact[]=controller: Maja"')]),
        # an amount in another currency is no amount to be brought over
        ({"total_budget": 6, "currency": "EUR"}, {"total_budget": 5},
         [("total_budget is 5 SEK there, 6 EUR in the list", ""),
          ("currency is SEK there, EUR in the list", "currency=EUR")]),
        ({"total_budget": 6}, {"total_budget": 5}, [("total_budget is 5 there, 6 in the list", "total_budget=6")]),
        ({"total_budget": 6}, {"total_budget": 5, "currency": "SEK"},
         [("total_budget is 5 there, 6 in the list", "total_budget=6")]),
        # a position counts nothing where something else than tables stands among them
        ({"funding": [{**R, "amount": 6}]}, {"funding": [{**R, "amount": 5}, "x"]},
         [("funding[0].amount is 5 there, 6 in the list", "")]),
        # nothing is proposed that a shell, a screen or a person would take for something else
        ({"title": "Bron\u200bby"}, {"title": "Bron"}, [("title is Bron there, “Bron\\u200bby” in the list", "")]),
        ({"title": "Bron\u00a0by"}, {"title": "Bron"}, [("title is Bron there, “Bron\u00a0by” in the list", "")]),
        ({"title": "Bron $HOME"}, {"title": "Bron"}, [("title is Bron there, “Bron $HOME” in the list", "")]),
        ({"title": "Bron" * 50}, {"title": "Bron"}, [("title is another text there", "")]),
        # nor what `set` reads as something else, or not at all
        ({"title": " Bro "}, {"title": "Bron"}, [("title is Bron there, “ Bro ” in the list", "")]),
        ({"tags": ["is'en"]}, {"tags": ["is"]}, [("tags is is there, “is'en” in the list", "")]),
        ({"funding": [{**R, "funder": "Region=5"}]}, {}, [("a further funder, “Region=5”, is not there", "")]),
        ({"funding": [{**R, "funder": "Re; kind=in_kind"}]}, {},
         [("a further funder, “Re; kind=in_kind”, is not there", "")]),
    ],
)  # fmt: skip
def test_a_difference_and_what_brings_it_over(values: dict[str, Any], table: dict[str, Any], wanted: Told) -> None:
    assert told(values, table) == wanted


@pytest.mark.parametrize(
    ("path", "value", "is_proved"),
    [
        (("end_date",), "2024-12-31", False),
        (("title",), "2024-12-31", True),
        (("title",), "2024-12-30", False),
        (("summary",), "2024-12-31", False),
    ],
)
def test_a_command_is_proposed_when_it_does_just_that(path: tuple[str, ...], value: str, is_proved: bool) -> None:
    assert proved("title=2024-12-31", {"title": "Bron"}, path, value) == ("title=2024-12-31" if is_proved else "")


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("bron", "if the list is right: projreg set bron title=Bro"),
        *((each, "correct what is wrong: the list, or the registry") for each in ("Inte Slug", "a;ls", "bron\n", "å")),
    ],
)
def test_no_command_names_an_id_that_is_none(name: str, last: str) -> None:
    one = candidate({"title": "Bro"})
    assert Differing(one, name, differences(one, {"title": "Bron"}, "SEK")).lines == [
        f"row 2: {visible(name)} differs from the registry, and is not changed",
        "  title is Bron there, Bro in the list",
        f"  {last}",
    ]
