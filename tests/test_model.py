"""Records: frozen, with defaults, and with what they take over from the table around them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from samples import CONTACT, HEAD, project, read

from projreg.model.decode import decode
from projreg.model.fields import Choice, Record
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher, Top
from projreg.reading.source import parse
from projreg.values.money import Money

RECORDS: list[type[Record]] = [Publisher, Project, Funding, Contact, Deadline, Logo, Top]
INTERNAL = {"account", "retain_until", "waive", "notes"}


def funding(inside: str) -> str:
    return f'[{{ funder = "Region Norrdal", level = "regional", {inside} }}]'


@pytest.mark.parametrize("record", [Publisher(), Project(), Funding(), Contact(), Deadline(), Logo()], ids=repr)
def test_records_are_frozen(record: Record) -> None:
    for name in (*record.keys, "path", "something"):
        with pytest.raises(AttributeError, match="is frozen"):
            setattr(record, name, "x")


def test_what_the_file_does_not_say_is_the_default() -> None:
    found = Project()
    assert (found.id, found.partners, found.total_budget, found.start_date, found.publish) == ("", (), None, None, None)
    assert (found.waive, found.funding, found.budget, found.published) == ({}, (), None, True)
    head = Publisher()
    assert (head.currency, head.language, head.timezone) == ("SEK", "sv", "Europe/Stockholm")
    assert Funding().kind == "cash"


def test_values_are_read_as_written() -> None:
    (found,) = read(
        project(total_budget="480_000.00", tags='["a", "b"]', funding=funding("amount = 0.10, rate = 67.5"))
    )
    assert (found.start_date, found.end_date) == (date(2024, 1, 1), date(2026, 3, 16))
    assert (found.total_budget, type(found.total_budget)) == (480_000, int)
    assert found.tags == ("a", "b")
    assert found.funding[0].amount == Decimal("0.10")
    assert found.funding[0].rate == Decimal("67.5")
    assert (found.path, found.funding[0].at("amount")) == (("project", 0), ("project", 0, "funding", 0, "amount"))


@pytest.mark.parametrize(
    ("head", "own", "inside", "wanted"),
    [
        ("", "", "", ("SEK", "SEK", "SEK")),
        ("EUR", "", "", ("EUR", "EUR", "EUR")),
        ("EUR", "NOK", "", ("EUR", "NOK", "NOK")),
        ("", "NOK", "EUR", ("SEK", "NOK", "EUR")),
        ("", "", "EUR", ("SEK", "SEK", "EUR")),
    ],
)
def test_currencies_are_inherited(head: str, own: str, inside: str, wanted: tuple[str, str, str]) -> None:
    line = funding(f'currency = "{inside}"' if inside else "paid = 1")
    text = HEAD + (f'currency = "{head}"\n' if head else "") + project(currency=f'"{own}"' if own else "", funding=line)
    registry = decode(parse(text.encode(), "projects.toml").data).registry
    (found,) = registry.projects
    assert (registry.publisher.currency, found.currency, found.funding[0].currency) == wanted
    assert found.publisher is registry.publisher


@pytest.mark.parametrize(
    ("status", "publish", "published"),
    [
        ("", "", True),
        ('"applied"', "", False),
        ('"applied"', "true", True),
        ('"suspended"', "", True),
        ('"cancelled"', "", True),
        ("", "false", False),
        ("", "true", True),
    ],
)
def test_what_is_published(status: str, publish: str, published: bool) -> None:
    (found,) = read(project(status=status, publish=publish))
    assert found.published is published


@pytest.mark.parametrize(
    ("role", "publish", "published"),
    [
        ("contact", None, True),
        ("project_manager", None, True),
        ("controller", None, False),
        ("steering_chair", None, False),
        ("communications", None, False),
        ("controller", True, True),
        ("contact", False, False),
    ],
)
def test_contacts_that_are_published(role: str, publish: bool | None, published: bool) -> None:
    assert Contact(role=role, publish=publish).published is published


@pytest.mark.parametrize(
    ("values", "reachable"),
    [
        ({"email": "a@lovdal.example"}, True),
        ({"phone": "0952-140 00"}, True),
        ({"name": "Kim Exempel"}, False),
        ({"email": "", "phone": ""}, False),
        ({"email": " ", "phone": "\t"}, False),
    ],
)
def test_contacts_that_can_be_reached(values: dict[str, Any], reachable: bool) -> None:
    assert Contact(**values).reachable is reachable


@pytest.mark.parametrize(
    ("contacts", "responsible"),
    [
        ([], "kommun@lovdal.example"),
        ([("contact", "Kim", "kim@lovdal.example")], "Kim, kim@lovdal.example"),
        ([("contact", "Kim", ""), ("project_manager", "Robin", "r@lovdal.example")], "Robin, r@lovdal.example"),
        ([("contact", "", "info@lovdal.example")], "info@lovdal.example"),
        (
            [("project_manager", "Robin", ""), ("contact", "Kim", "kim@lovdal.example")],
            "Robin (via Kim, kim@lovdal.example)",
        ),
        ([("project_manager", "Robin", ""), ("contact", "", "i@lovdal.example")], "Robin (via i@lovdal.example)"),
        ([("contact", "Kim", ""), ("controller", "Kim", "kim@lovdal.example")], "Kim, kim@lovdal.example"),
        ([("contact", "Kim", "")], "Kim (via kommun@lovdal.example)"),
    ],
)
def test_who_is_responsible(contacts: list[tuple[str, str, str]], responsible: str) -> None:
    tables = ", ".join(f'{{ role = "{role}", name = "{name}", email = "{mail}" }}' for role, name, mail in contacts)
    (found,) = read(project(contact=f"[{tables}]"))
    assert found.responsible == responsible


def test_a_budget_never_parts_from_its_currency() -> None:
    (found,) = read(project(total_budget="5_000", currency='"EUR"'))
    assert found.budget == Money(5000, "EUR")


def test_inline_tables_and_headers_are_the_same_thing() -> None:
    (inline,) = read(project())
    (headers,) = read(project(contact="") + '\n[[project.contact]]\nrole = "contact"\nemail = "info@lovdal.example"\n')
    assert inline == headers
    assert inline != read(project(contact=CONTACT.replace("info", "kim")))[0]


@pytest.mark.parametrize("record", RECORDS)
def test_every_key_has_labels_and_a_meaning(record: type[Record]) -> None:
    for name, key in record.keys.items():
        assert key.name == name
        assert key.label.sv
        assert key.label.en
        assert all(each.endswith(".") for each in key.meaning)
        if isinstance(key.kind, Choice):
            assert all(phrase.sv and phrase.en for phrase in key.kind.words.values())


def test_internal_keys() -> None:
    assert {name for record in RECORDS for name, key in record.keys.items() if key.internal} == INTERNAL


def test_required_keys() -> None:
    assert {record.__name__: set(record.required) for record in RECORDS} == {
        "Publisher": {"title", "publisher", "contact"},
        "Project": {"id", "title", "role", "owner", "start_date", "end_date", "summary"},
        "Funding": {"funder", "level"},
        "Contact": {"role", "name"},
        "Deadline": {"type", "due"},
        "Logo": {"src"},
        "Top": {"schema_version", "registry"},
    }
