"""`KEY=VALUE` as people write it: what it changes, and what is said of one that cannot be read."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import tomli
from samples import read

from projreg.editing.assignments import read_assignments
from projreg.editing.consequences import in_another_currency, to_be_made
from projreg.editing.toml_edit import Change
from projreg.errors import UsageError
from projreg.model.also_called import key_called
from projreg.model.fields import Record
from projreg.model.records import Contact, Deadline, Funding, Logo, Project

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
        ("end_date=30 juni 2027", ("end_date", date(2027, 6, 30))),
        ("deadline[]=other=1.9.2026", ("deadline", [{"type": "other", "due": date(2026, 9, 1)}])),
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
        # keys by their labels
        ("slutdatum=2029-12-31", ("end_date", date(2029, 12, 31))),
        ("SLUTDATUM=2029-12-31", ("end_date", date(2029, 12, 31))),
        ("END_DATE=2029-12-31", ("end_date", date(2029, 12, 31))),
        ("Projektägare=Granby", ("owner", "Granby")),
        ("projektagare=Granby", ("owner", "Granby")),
        ("Kort beskrivning=En bro.", ("summary", "En bro.")),
        ("Ämnen[]=ny", ("tags.2", "ny")),
        ("Finansiering[0].Beviljat stöd=5", ("funding.0.amount", 5)),
        ("funding[0].Ärende-id=7", ("funding.0.reference", "7")),
        ("funding=", ("funding", None)),
        # arrays as TOML has them, and texts found by what they say
        ('tags=["a, b", "c"]', ("tags", ["a, b", "c"])),
        ("tags=[]", ("tags", None)),
        ("partners=Granby, Sjöby", ("partners", ["Granby, Sjöby"])),
        ("tags[0]=a, b", ("tags.0", "a, b")),
        ("partners[]=[okänd]", ("partners", ["[okänd]"])),
        ("tags[väg]=", ("tags.1", None)),
        ("tags[väg]=vägar", ("tags.1", "vägar")),
        # the order of the format
        (
            "deadline[]=other=2025-01-01; note=b; funder=a",
            ("deadline", [{"type": "other", "due": date(2025, 1, 1), "funder": "a", "note": "b"}]),
        ),
        # a waiver of a rule that is no more may go
        ("waive.PR999=", ("waive.PR999", None)),
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
        ("funding[-1]=", "there is no such funding", "there are funding[0] to funding[2]"),
        ("notes=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("x_own=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("waive.PR311=\udce5", "is not UTF-8 text", "set the terminal to UTF-8"),
        ("end_date=6/7 2026", "“6/7 2026” may be two days", "did you mean 2026-07-06 or 2026-06-07?"),
        ("end_date=2024-02-30", "2024-02-30 is no day", "the month's last day is 29"),
        ("total_budget=mycket", "“mycket” is no amount", "write 480000"),
        ("total_budget=5 EUR", "“5 EUR” is not in SEK", "say that it is: currency=EUR"),
        ("funding[1].amount=480 000 kr", "“480 000 kr” is not in EUR", "funding[0].currency=SEK"),
        ("funding[2].amount=480 000 kr", "“480 000 kr” is not in EUR", "funding[0].currency=SEK"),
        ("role=chef", "“chef” is no role", "write one of owner (ägare), partner"),
        ("state_aid=kanske", "neither yes nor no", "write true or false"),
        ("titel=Bron", "there is no key titel", "did you mean title?"),
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
        ("funding[0].belopp=5", "funding has no key belopp", "did you mean amount?"),
        ("belopp=5", "there is no key belopp", "did you mean total_budget, or funding[0].amount?"),
        ("amount=5", "there is no key amount", "did you mean total_budget, or funding[0].amount?"),
        ("utbetalat=5", "there is no key", "or funding[0].paid?"),
        ("epost=a@b.example", "there is no key epost", "did you mean email in contact[]=…?"),
        ("publisher=Granby", "there is no key publisher", "publisher is a key of [registry]"),
        ("tags=a, b", "“a, b” would be one topic", "write tags=a tags=b"),
        ("tags[]=a,b c", "would be one topic", 'write tags=a "tags=b c"'),
        ('tags[0]=["a"]', "tags[0] is one text", "write tags[]=… for each text"),
        ("tags=[a, b]", "“[a, b]” is no array of texts", "write tags=a tags=b"),
        ('tags=["a"]\nx = ["b"]', "is no array of texts", "write tags=a tags=b"),
        (f"tags={'[' * 5000}{']' * 5000}", "is no array of texts", "write tags=a tags=b"),
        ("tags=[1e99999999999999999999]", "is no array of texts", "write tags=a tags=b"),
        ("tags=[1]", "is no array of texts", "write tags=a tags=b"),
        ('tags[]=["a"]', "tags[] is one text", "write tags[]=… for each text"),
        ("tags[is]=", "there is no such tags", "there are tags[0] to tags[1]"),
        ("waive.PR999=nej", "there is no rule PR999", "`projreg rule --all`"),
        ("deadline[0].done=idag", "there is no such deadline", "adds one"),
        ("title=Bron\udce5", "is not UTF-8", ""),
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


# ---- labels


@pytest.mark.parametrize("record", [Project, Funding, Contact, Deadline, Logo])
def test_every_label_is_that_of_one_key(record: type[Record]) -> None:
    for name, key in record.keys.items():
        for label in (name, *key.label):
            for written in (label, label.upper(), label.lower().translate(str.maketrans("åäö", "aao"))):
                assert (written, key_called(written, record)) == (written, name)


# ---- what is there, today, blanks without quotes


def test_a_text_that_is_there_is_not_added() -> None:
    assert changes("tags[]=vatten") == []
    assert changes("tags[]=ny", "tags[]=ny", "tags[]=väg") == [("tags.2", "ny")]


FUNDING = {"funder": "Regionen", "level": "regional", "amount": 480_000}
INTERREG = {"funder": "Interreg", "level": "eu", "fund": "INTERREG", "currency": "EUR", "reference": "I"}
REPORT = {"due": date(2027, 1, 29), "type": "final_report"}


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("tags[]=väg", "tags[1]"),
        ("deadline[]=final_report=2027-01-29", "deadline[1]"),
        ("deadline[]=Slutrapport: 2027-01-29", "deadline[1]"),
        ("contact[]=contact: Maja Gran <maja@granby.example>", "contact[0]"),
        ("contact[]=contact: maja@granby.example; name=Maja Gran", "contact[0]"),
        (
            "funding[]=regional: Regionen=480 000,00 kr; ",
            "funding[0]; another decision like it needs its reference: "
            '"funding[]=regional: Regionen=480 000,00 kr; reference=…"',
        ),
        ("funding[]=regional: Regionen=480000; reference=R 2", "funding[1]"),
        # what goes without saying
        ("funding[]=regional: Regionen=480000; reference=R 2; kind=cash; currency=SEK", "funding[1]"),
        ("funding[]=eu: Interreg; fund=INTERREG; reference=I", "funding[2]"),
        ("contact[]=contact: Maja Gran <maja@granby.example>; publish=ja", "contact[0]"),
        ("contact[]=controller: Bo Ek", "contact[1]"),
        # a deadline that is done is there as well as an open one
        ("deadline[]=decision=2027-01-29", "deadline[0]"),
        ("deadline[]=decision=2027-01-29; done=2027-01-20", "deadline[0]"),
    ],
)
def test_what_is_there_already_is_told_and_not_added(written: str, place: str) -> None:
    table = {
        "tags": ["vatten", "väg"],
        "funding": [FUNDING, {**FUNDING, "reference": "R 2"}, INTERREG],
        "contact": [
            {"role": "contact", "email": "maja@granby.example", "name": "Maja Gran"},
            {"role": "controller", "name": "Bo Ek", "publish": False},
        ],
        "deadline": [{"type": "decision", "due": date(2027, 1, 29), "done": date(2027, 1, 20)}, REPORT],
    }
    told: list[str] = []
    assert read_assignments([written], table, "SEK", tell=told.append) == []
    assert told == [f"“{written}” is there already: {place}"]


@pytest.mark.parametrize(
    "written",
    [
        "deadline[]=final_report=2027-01-30",
        "deadline[]=final_report=2027-01-29; funder=Regionen",
        "deadline[]=payment_request=2027-01-29",
        "funding[]=regional: Regionen=480 000 kr; reference=R 1",
        "funding[]=regional: Regionen",
        "funding[]=regional: Regionen=480 000 kr; kind=in_kind",
        "funding[]=regional: Regionen=480 000; currency=EUR",
        "contact[]=contact: Bo Ek; publish=nej",
        "contact[]=controller: Bo Ek",
    ],
)
def test_what_differs_in_a_key_is_added(written: str) -> None:
    told: list[str] = []
    table = {"funding": [FUNDING], "deadline": [REPORT], "contact": [{"role": "contact", "name": "Bo Ek"}, "Bo Ek"]}
    assert len(read_assignments([written], table, "SEK", tell=told.append)) == 1
    assert told == []


@pytest.mark.parametrize(
    ("done", "said"), [({}, "not done"), ({"done": date(2027, 1, 21)}, "done on 2027-01-21")], ids=["open", "done"]
)
def test_a_deadline_that_is_there_is_not_added_with_another_day_on_which_it_was_done(
    done: dict[str, date], said: str
) -> None:
    written = "deadline[]=final_report=2027-01-29; done=2027-01-20"
    with pytest.raises(UsageError) as error:
        read_assignments([written], {"deadline": [REPORT | done]}, "SEK")
    assert error.value.message == f"{written}: deadline[0] is that final_report, {said}"
    assert error.value.mend == "write deadline[0].done=2027-01-20"


def test_the_same_table_twice_in_one_command_is_added_once() -> None:
    assert len(changes("deadline[]=other=2027-01-29", "deadline[]=other=2027-01-29")) == 1


def test_a_new_table_has_the_keys_in_the_order_of_the_format() -> None:
    ((_, tables),) = changes("contact[]=project_manager: <maja@granby.example>; name=Maja; phone=0952-140 00")
    assert list(tables[0]) == ["role", "name", "email", "phone"]


@pytest.mark.parametrize("word", ["idag", "today", "I dag", "TODAY"])
def test_today(word: str) -> None:
    table, day = {**TABLE, "deadline": [{"type": "other"}]}, date(2025, 3, 1)
    read = read_assignments([f"closed_date={word}", f"deadline[0].done={word}", f"title={word}"], table, "SEK", day)
    assert [each.value for each in read] == [day, day, word]
    with pytest.raises(UsageError, match="is no date"):
        read_assignments([f"closed_date={word}"], table, "SEK")


@pytest.mark.parametrize(
    ("written", "mend"),
    [
        (["total_budget=480", "000", "kr", "title=a"], '"total_budget=480 000 kr"'),
        (["title=a", "total_budget=480", "000"], '"total_budget=480 000"'),
        (["000", "kr"], "write it as end_date=2026-06-30"),
        (["tags=[a,", "b]"], "write it as end_date"),
    ],
)
def test_blanks_without_quotes(written: list[str], mend: str) -> None:
    with pytest.raises(UsageError, match="is not KEY=VALUE") as error:
        changes(*written)
    assert mend in error.value.mend


def test_a_text_that_stands_twice_is_not_found_by_what_it_says() -> None:
    with pytest.raises(UsageError, match="more than once") as error:
        read_assignments(["tags[a]="], {"tags": ["a", "b", "a"]}, "SEK")
    assert error.value.mend == "it is tags[0] and tags[2]"


# ---- currencies


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            ["currency=EUR"],
            [("total_budget", "EUR", 9), ("funding[0].amount", "EUR", 5), ("funding[0].paid", "EUR", 1)],
        ),
        (["currency=EUR", "total_budget=9"], [("funding[0].amount", "EUR", 5), ("funding[0].paid", "EUR", 1)]),
        (["funding[0].fund=INTERREG"], [("funding[0].amount", "EUR", 5), ("funding[0].paid", "EUR", 1)]),
        (["funding[1].currency="], [("funding[1].amount", "SEK", 7)]),
        (["currency=SEK"], []),
        (["title=x"], []),
        (["currency=EUR", "funding[0]="], []),
    ],
)
def test_amounts_that_come_to_be_in_another_currency(written: list[str], told: list[tuple[str, str, int]]) -> None:
    table = {
        "total_budget": 9,
        "funding": [{"funder": "a", "amount": 5, "paid": 1, "rate": 3}, {"amount": 7, "currency": "NOK"}],
    }
    assert in_another_currency(read_assignments(written, table, "SEK"), table, "SEK") == told
