"""`KEY=VALUE` as people write it: what it changes, and what is said of one that cannot be read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli
from samples import read

from projreg.assignments import read_assignments, to_be_made
from projreg.errors import UsageError
from projreg.model import Project
from projreg.toml_edit import Change

TABLE = tomli.loads(
    """
id = "bron"
title = "Bron"
titel = "fel"
end_date = 2024-12-31
tags = ["vatten", "väg"]
places = []
x_own = "mitt"
x_tal = 5
waive = { PR311 = "väntar" }
logos = 5
municipalities = "Granby"

[[funding]]
funder = "Regionen"
belopp = 3
[[funding]]
funder = "Interreg"
fund = "INTERREG"
[[funding]]
funder = "Sjöby"
currency = "EUR"
""",
    parse_float=Decimal,
)


def changes(*written: str) -> list[tuple[str, Any]]:
    """What the assignments change, each path with dots."""
    return [(".".join(map(str, each.path)), each.value) for each in read_assignments(written, TABLE, "SEK")]


@pytest.mark.parametrize(
    ("written", "change"),
    [
        # keys and values as people write them
        ("end_date=2026-06-30", ("end_date", date(2026, 6, 30))),
        (" end-date = 2026-06-30 ", ("end_date", date(2026, 6, 30))),
        ("total_budget=23,9 mkr", ("total_budget", 23_900_000)),
        ("total_budget=1 250,50", ("total_budget", Decimal("1250.50"))),
        ("state_aid=ja", ("state_aid", True)),
        ("role=Projektägare", ("role", "owner")),
        ("title=a=b", ("title", "a=b")),
        ("notes=rad 1\nrad 2", ("notes", "rad 1\nrad 2")),
        # taking away
        ("title=", ("title", None)),
        ("titel=", ("titel", None)),
        ("x_tal= ", ("x_tal", None)),
        ("logos=", ("logos", None)),
        ("funding[0].belopp=", ("funding.0.belopp", None)),
        # the user's own
        ("x_own=nytt", ("x_own", "nytt")),
        ("x_ny=5", ("x_ny", "5")),
        # arrays of text
        ("tags=a", ("tags", ["a"])),
        ("tags[]=c", ("tags.2", "c")),
        ("tags[0]=c", ("tags.0", "c")),
        ("tags[1]=", ("tags.1", None)),
        ("tags=", ("tags", None)),
        ("places[]=a", ("places.0", "a")),
        ("partners[]=a", ("partners", ["a"])),
        # reasons
        ("waive.pr312=a b = c", ("waive.PR312", "a b = c")),
        ("waive.PR311=", ("waive.PR311", None)),
        ("waive=", ("waive", None)),
        # tables; amounts are in the currency that stands around them
        ("funding[0].amount=480 000 kr", ("funding.0.amount", 480_000)),
        ("funding[1].amount=480 000 €", ("funding.1.amount", 480_000)),
        ("funding[2].amount=1,5 euro", ("funding.2.amount", Decimal("1.5"))),
        ("funding[1].rate=67,5 %", ("funding.1.rate", Decimal("67.5"))),
        ("funding[0].decision-date=2024-01-01", ("funding.0.decision_date", date(2024, 1, 1))),
        ("funding[]=eu: T=5 kr", ("funding.3", {"funder": "T", "level": "eu", "amount": 5})),
        ("deadline[]=other=2025-01-01", ("deadline", [{"type": "other", "due": date(2025, 1, 1)}])),
        ("funding[0]=", ("funding.0", None)),
    ],
)
def test_an_assignment(written: str, change: tuple[str, Any]) -> None:
    assert changes(written) == [change]


@pytest.mark.parametrize("written", ["total_budget=", "waive.PR399=", "funding[0].amount=", "partners="])
def test_nothing_is_there_to_take_away(written: str) -> None:
    assert to_be_made(read_assignments([written], TABLE, "SEK"), Project(), TABLE) == []


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (["tags=a", "tags=b", "tags=c"], [("tags", ["a", "b", "c"])]),
        (["tags[]=a", "tags[]=b"], [("tags.2", "a"), ("tags.3", "b")]),
        (["partners[]=a", "partners[]=b"], [("partners", ["a"]), ("partners.1", "b")]),
        # what says the currency comes first, wherever it stands
        (["total_budget=5 euro", "currency=EUR"], [("currency", "EUR"), ("total_budget", 5)]),
        (["funding[0].rate=5", "funding[0].fund=INTERREG"], [("funding.0.fund", "INTERREG"), ("funding.0.rate", 5)]),
        (["funding[2].amount=5 kr", "funding[2].currency="], [("funding.2.currency", None), ("funding.2.amount", 5)]),
        (["funding[2].currency=", "funding[2].amount=5 kr"], [("funding.2.currency", None), ("funding.2.amount", 5)]),
        # a position means what stands there now, whatever else is taken away
        (["funding[0]=", "funding[1]="], [("funding.1", None), ("funding.0", None)]),
        (["tags[0]=", "tags[1]=ny", "tags[]=c"], [("tags.1", "ny"), ("tags.2", "c"), ("tags.0", None)]),
        (["funding[0]=", "funding[1].rate=5"], [("funding.1.rate", 5), ("funding.0", None)]),
    ],
)  # fmt: skip
def test_several_assignments(written: list[str], wanted: list[tuple[str, Any]]) -> None:
    assert changes(*written) == wanted


TABLES = "write funding[0].funder=… to change the first, funding[0]= to take it away, or funding[]=… to add one"


@pytest.mark.parametrize(
    ("written", "said", "mend"),
    [
        ("KEY", "“KEY” is not KEY=VALUE", "write it as end_date=2026-06-30"),
        ("=5", "“=5” is not KEY=VALUE", "write it as"),
        ("", "“” is not KEY=VALUE", "write it as"),
        ("[0]=5", "“[0]=5” is not KEY=VALUE", "write it as"),
        ("funding[-1]=", "“funding[-1]=” is not KEY=VALUE", "write it as"),
        ("notes=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("x_own=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("waive.PR311=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("end_date=1 maj 2024", "“1 maj 2024” is no date", "did you mean 2024-05-01?"),
        ("end_date=2024-02-30", "2024-02-30 is no day", "the month's last day is 29"),
        ("total_budget=mycket", "“mycket” is no amount", "write 480000"),
        ("total_budget=5 EUR", "“5 EUR” is not in SEK", "say that it is: currency=EUR"),
        ("funding[1].amount=480 000 kr", "“480 000 kr” is not in EUR", "funding[0].currency=SEK"),
        ("funding[2].amount=480 000 kr", "“480 000 kr” is not in EUR", "funding[0].currency=SEK"),
        ("role=chef", "“chef” is no role", "write one of owner, partner"),
        ("state_aid=kanske", "neither yes nor no", "write true or false"),
        ("titel=Bron", "there is no key titel", "did you mean title?"),
        ("END_DATE=2024-05-01", "there is no key END_DATE", "did you mean end_date?"),
        ("schema_version=2", "there is no key schema_version", "keys of your own begin with x_"),
        ("title[0]=b", "title is one value", "write title=VALUE"),
        ("title.x=b", "title is one value", "write title=VALUE"),
        ("x_own.a=5", "x_own is one text", "write x_own=TEXT"),
        ("x_tal=5", "x_tal holds something else than text", "in the file itself"),
        ("tags[2]=c", "there is no such tags", "there are tags[0] to tags[1]"),
        (f"tags[{'9' * 5000}]=", "there is no such tags", "there are tags[0] to tags[1]"),
        ("tags[]=", "there is nothing to add", "tags= to take all away"),
        ("tags[0].x=a", "tags holds texts", "tags[0]=TEXT for the first"),
        ("places[0]=a", "there is no such places", "places[]=… adds one"),
        ("municipalities[]=a", "municipalities cannot be read as it stands", "put it right in the file first"),
        ("waive=x", "waive holds rules and reasons", "write waive.PR311=the reason"),
        ("waive.x=y", "waive holds rules and reasons", "write waive.PR311=the reason"),
        ("funding=x", "funding holds tables", TABLES),
        ("funding.amount=5", "funding holds tables", TABLES),
        ("funding[]=", "funding holds tables", TABLES),
        ("funding[0]=x", "funding[0] is a table", "write funding[0].KEY=VALUE"),
        ("funding[3]=", "there is no such funding", "there are funding[0] to funding[2]"),
        ("deadline[0].done=2024-01-01", "there is no such deadline", "deadline[]=… adds one"),
        ("funding[0].amout=5", "funding has no key amout", "did you mean amount?"),
        ("funding[0].belopp=5", "funding has no key belopp", "its keys are funder, funder_id"),
        ("funding[]=T", "“T” does not begin with a level", "the levels are eu, national"),
        ("logos[]=a.png; alt=x", "logos cannot be read as it stands", "put it right in the file first"),
    ],
)
def test_what_cannot_be_read(written: str, said: str, mend: str) -> None:
    with pytest.raises(UsageError) as error:
        changes(written)
    assert said in error.value.message
    assert written in error.value.message
    assert mend in error.value.mend


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (["end_date=2024-05-01", "end-date=2024-05-02"], "end-date"),
        (["funding[0].rate=5", "funding[0].rate=6"], "funding[0].rate"),
        (["waive.PR311=a", "waive.PR311=b"], "waive.PR311"),
        (["tags[1]=x", "tags[1]=y"], "tags[1]"),
        (["tags=", "tags=a"], "tags"),
        (["tags[]=b", "tags=a"], "tags"),
        (["waive=", "waive.PR312=x"], "waive"),
        (["funding[0]=", "funding[0].rate=5"], "funding[0]"),
    ],
)
def test_what_is_set_twice(written: list[str], name: str) -> None:
    with pytest.raises(UsageError, match="is set twice") as error:
        changes(*written)
    assert error.value.message.endswith(f": {name} is set twice")


def test_what_stands_in_the_way_of_a_table() -> None:
    for table, written in (({"waive": 5}, "waive.PR311=x"), ({"funding": ["x"]}, "funding[0].rate=5")):
        with pytest.raises(UsageError, match="cannot be read as it stands"):
            read_assignments([written], table, "SEK")


# ---- prolonging

OLD, NEW = date(2024, 12, 31), date(2025, 6, 30)


@pytest.mark.parametrize(
    ("lines", "end", "kept"),
    [
        ("", NEW, True),
        ("", OLD, False),
        ("", date(2024, 6, 30), False),
        ("", None, False),
        ("original_end_date = 2023-12-31\n", NEW, False),
        ('original_end_date = "2023"\n', NEW, False),
    ],
)
def test_the_old_end_date_is_kept(lines: str, end: date | None, kept: bool) -> None:
    text = f"[[project]]\nend_date = {OLD}\n{lines}"
    project, table, change = read(text)[0], tomli.loads(text)["project"][0], Change(("end_date",), end)
    more = [Change(("original_end_date",), OLD)] if kept else []
    assert to_be_made([change], project, table) == [change, *more]


def test_nothing_is_kept_when_there_was_no_end_date_or_it_is_given() -> None:
    end, original = Change(("end_date",), NEW), Change(("original_end_date",), date(2023, 1, 1))
    dated = f"[[project]]\nend_date = {OLD}\n"
    for text, given in (("[[project]]\n", [end]), (dated, [end, original]), (dated, [original])):
        assert to_be_made(given, read(text)[0], tomli.loads(text)["project"][0]) == given
