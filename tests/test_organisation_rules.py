"""What the rules on contacts, persons and organisations say, and the numbers behind them.

No number is anybody's: birth numbers from 980 on are those of the tax agency's test persons, and what begins with 18 is
from two centuries ago. Private mailboxes have names too short for the services to give.
"""

import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from samples import CONTACT, HEAD, findings, project
from stdnum.se import orgnr, personnummer

from projreg.checking.check import check_one
from projreg.reading.source import parse
from projreg.values.spelling import joined, plain_words, slips
from projreg.values.swedish_numbers import (
    SUSPECT_PERSONAL,
    is_organisation_number,
    luhn_agrees,
    personal_numbers,
    ten_digits,
    without_personal_numbers,
)

Said = tuple[str, str, str, str | None, list[str]]
"""Code, line and columns, message, help, and the other places as they are shown."""
SHIPPED = Path(__file__).parents[1] / "data" / "projects.toml"
CODES = ("PR404", "PR405", "PR406", "PR407", "PR408", "PR409")
OURS = {"role": '"owner"', "owner": '"Lövdals kommun"', "contact": CONTACT.replace('"contact"', '"project_manager"')}


def said(text: str) -> list[Said]:
    """What these rules find, as it reads."""
    return [
        (
            *(each.code, f"{each.span.line}:{each.span.column}-{each.span.end_column}", each.message, each.help),
            [f"{other.message} on line {other.span.line}" for other in each.related],
        )
        for each in findings(text)
        if each.code in CODES
    ]


def funded(*lines: str) -> str:
    """Lines of regional funding as an inline array: the name, or the name and more keys."""
    return "[" + ", ".join(f'{{ level = "regional", funder = {line} }}' for line in lines) + "]"


def entries(*changes: dict[str, str]) -> str:
    """A registry of several projects."""
    return HEAD + "".join(
        project(id=f'"p-{at}"', title=f'"Projekt {at}"', **{"owner": f'"Byalaget {at}"', **each})
        for at, each in enumerate(changes)
    )


TAKE_OUT = "take it out, also out of git's history if it was ever committed; a name will do"
TEN = "write its ten digits, such as 212000-9994; leave the key out for an organisation abroad"
ADD_MANAGER = 'add [[project.contact]] with role = "project_manager" and a name, or give a contact that role'
NO_MANAGER = "the project is ours, and no contact is its project manager"
COMPARE = "compare it with the decision: a digit is wrong, or two have changed places"
ONE_FAULT: list[tuple[dict[str, str], Said]] = [
    (
        {"contact": '[{ role = "contact", email = "kim@Gmail.com" }]'},
        (
            *("PR404", "16:40-55", "“kim@Gmail.com” is a private mailbox, at gmail.com"),
            *('give the address at work, or the mailbox "kommun@lovdal.example"', []),
        ),
    ),
    (
        {"notes": '"Deltagare: 181201-9808."'},
        ("PR405", "17:9-34", "notes holds a personal identity number of the form YYMMDD-NNNN", TAKE_OUT, []),
    ),
    (
        {"tags": '["bredband", "181812019808 och 1812019816"]'},
        (
            *("PR405", "17:21-50", "tags holds 2 personal identity numbers, the first of the form YYYYMMDDNNNN"),
            *(TAKE_OUT, []),
        ),
    ),
    (
        {"notes": '"""\nEtt\ntvå 000229 9857"""'},
        (
            *(
                "PR405",
                "17:9-19",
                "notes holds a personal identity number of the form YYMMDD NNNN, in line 2 of the text",
            ),
            *(TAKE_OUT, []),
        ),
    ),
    (
        {"notes": '"""\n\ntvå 000229 9857\ntre"""'},
        (
            *(
                "PR405",
                "17:9-7",
                "notes holds a personal identity number of the form YYMMDD NNNN, in line 2 of the text",
            ),
            *(TAKE_OUT, []),
        ),
    ),
    (
        {"contact": '[{ role = "contact", name = "Kim Exempel", phone = "181201-9808" }]'},
        ("PR405", "16:62-75", "phone holds a personal identity number of the form YYMMDD-NNNN", TAKE_OUT, []),
    ),
    (
        {"owner_id": '"SE180162984901"'},
        ("PR405", "17:12-28", "owner_id holds a personal identity number of the form SEYYMMDDNNNNNN", TAKE_OUT, []),
    ),
    (
        {"owner_id": '"2120009995"'},
        ("PR406", "17:12-24", "“2120009995” is mistyped: its last digit does not agree with the others", COMPARE, []),
    ),
    (
        {"owner_id": '"212000-999"'},
        ("PR406", "17:12-24", "“212000-999” has 9 digits; an organisation number has 10", TEN, []),
    ),
    (
        {"owner_id": '"' + "x" * 41 + '"'},
        ("PR406", "17:12-55", f"“{'x' * 40}” has 0 digits; an organisation number has 10", TEN, []),
    ),
    (
        {"owner_id": '"2120009994 x"'},
        (
            *(
                "PR406",
                "17:12-26",
                "“2120009994 x” has other characters between its digits; an organisation number has 10",
            ),
            *(TEN, []),
        ),
    ),
    (
        {"owner_id": '"18181201-9809"'},
        (
            *("PR406", "17:12-27"),
            "the third digit of owner_id is 1, as in a person's number; an organisation has 2 to 9 there",
            *("write the organisation's own number; leave the key out for a person's own business", []),
        ),
    ),
    (
        {"funding": funded('"Region Norrdal", funder_id = "SE212000999401"')},
        (
            *("PR406", "17:73-89", "“SE212000999401” is an organisation number in another form"),
            *('write "2120009994"', []),
        ),
    ),
    (
        {"role": '"owner"', "contact": OURS["contact"]},
        (
            *("PR408", "12:9-32"),
            "role is owner, and the owner is “Byalaget Norra Lövdal”, not the publisher, “Lövdals kommun”",
            'write role = "partner" if “Byalaget Norra Lövdal” owns it, else owner = "Lövdals kommun"',
            ["role stands on line 11"],
        ),
    ),
    (
        {**OURS, "owner": '"Lovdals komun"'},
        (
            *(
                "PR408",
                "12:9-24",
                "role is owner, and the owner is “Lovdals komun”, not the publisher, “Lövdals kommun”",
            ),
            'write role = "partner" if “Lovdals komun” owns it, else owner = "Lövdals kommun"',
            ["role stands on line 11"],
        ),
    ),
    (
        {**OURS, "owner": '"Lovdals-kommun"'},
        (
            *("PR408", "12:9-25"),
            "role is owner, and the owner is “Lovdals-kommun”, not the publisher, “Lövdals kommun”",
            *('write "Lövdals kommun"', ["role stands on line 11"]),
        ),
    ),
    (
        {"role": '"stakeholder"', "owner": '"Lövdals kommun"'},
        (
            *("PR408", "11:8-21", "role is stakeholder, and the owner is the publisher, “Lövdals kommun”"),
            *('write role = "owner", or the name of the real owner', ["owner stands on line 12"]),
        ),
    ),
    ({**OURS, "contact": CONTACT}, ("PR409", "16:1-8", NO_MANAGER, ADD_MANAGER, [])),
    ({**OURS, "contact": CONTACT, "status": '"suspended"'}, ("PR409", "16:1-8", NO_MANAGER, ADD_MANAGER, [])),
]


@pytest.mark.parametrize(("changes", "wanted"), ONE_FAULT)
def test_one_fault(changes: dict[str, str], wanted: Said) -> None:
    assert said(HEAD + project(**changes)) == [wanted]


def test_the_publishers_own_mailbox_and_number() -> None:
    head = HEAD.replace("kommun@lovdal.example", "kommun@telia.com") + 'publisher_id = "2120009995"\n'
    private = '[{ role = "contact", email = "kim@live.se" }]'
    assert said(head + project(contact=private)) == [
        (
            *("PR404", "6:11-29", "“kommun@telia.com” is a private mailbox, at telia.com"),
            *("give the publisher's own mailbox", []),
        ),
        ("PR406", "7:16-28", "“2120009995” is mistyped: its last digit does not agree with the others", COMPARE, []),
        (*("PR404", "17:40-53", "“kim@live.se” is a private mailbox, at live.se", "give the address at work", []),),
    ]


@pytest.mark.parametrize(
    ("email", "help_"),
    [
        ("kim(AT)lovdal.example", 'did you mean "kim@lovdal.example"?'),
        ("kim Snabel-a lovdal.example", 'did you mean "kim@lovdal.example"?'),
        (" mailto:kim@lovdal.example", 'did you mean "kim@lovdal.example"?'),
        ("kim@lovdal(punkt)example", 'did you mean "kim@lovdal.example"?'),
        ("kim [at] lovdal [DOT] example", 'did you mean "kim@lovdal.example"?'),
        ("kim.lovdal.example", "write it with a name, @ and the domain: name@…"),
    ],
)
def test_a_likely_address(email: str, help_: str) -> None:
    found = findings(HEAD + project(contact=f'[{{ role = "contact", email = "{email}" }}]'))
    assert [each.help for each in found if each.code == "PR402"] == [help_]


def test_the_last_part_of_an_address_is_its_domain() -> None:
    found = findings(HEAD + project(contact='[{ role = "contact", email = "kim@x@live.se" }]'))
    assert [each.code for each in found] == ["PR402", "PR404"]


def test_a_contact_without_role_may_be_the_project_manager() -> None:
    found = findings(HEAD + project(**{**OURS, "contact": '[{ email = "info@lovdal.example" }]'}))
    assert [each.code for each in found] == ["PR103"]


def usual(name: str) -> str:
    return f'write "{name}", if that is how the organisation spells it'


STANDS = "the usual spelling stands on line"
ONE = "the usual one stands on line"
BETWEEN: list[tuple[list[dict[str, str]], list[Said]]] = [
    (
        [{"funding": funded('"Region Vasterdal"', '"Region Västerdal"')}],
        [
            (
                *("PR407", "17:43-61", "“Region Vasterdal” stands here, and “Region Västerdal” in another place"),
                *(usual("Region Västerdal"), [f"{STANDS} 17"]),
            )
        ],
    ),
    (
        [
            {"funding": funded('"Tilväxtverket"', '"Tilväxtverket"')},
            {"funding": funded('"Tillväxtverket"', '"Tillväxtverket"', '"Tillväxtverket"')},
        ],
        [
            (
                *("PR407", "17:43-58", "“Tilväxtverket” stands in 2 places, and “Tillväxtverket” in 3 other places"),
                *(usual("Tillväxtverket"), [f"{STANDS} 28"]),
            )
        ],
    ),
    (
        [{"owner": '"BYALAGET  NORR"'}, {"owner": '"Byalaget Norr"', "funding": funded('"Byalaget  Norr"')}],
        [
            (
                *("PR407", "12:9-25", "“BYALAGET  NORR” stands here, and “Byalaget Norr” in another place"),
                *(usual("Byalaget Norr"), [f"{STANDS} 22"]),
            ),
            (
                *("PR407", "27:43-59"),
                "“Byalaget  Norr” stands here, and “Byalaget Norr”, with other spaces, in another place",
                *(usual("Byalaget Norr"), [f"{STANDS} 22"]),
            ),
        ],
    ),
    (
        [
            {
                "funding": funded('"lövdals kommun"', '"lövdals kommun"'),
                "deadline": '[{ type = "other", due = 2025-01-31, funder = "Lövdals\\u00a0kommun" }]',
            }
        ],
        [
            (
                *("PR407", "17:43-59", "“lövdals kommun” stands in 2 places, and “Lövdals kommun” in another place"),
                *(usual("Lövdals kommun"), [f"{STANDS} 5"]),
            ),
            (
                *("PR407", "18:58-79"),
                "“Lövdals\N{NO-BREAK SPACE}kommun” stands here, and “Lövdals kommun”, with other spaces, "
                "in another place",
                *(usual("Lövdals kommun"), [f"{STANDS} 5"]),
            ),
        ],
    ),
    (
        [
            {"funding": funded('"Region Norr", funder_id = "212000-9994"', '"Region Norr", funder_id = "2120009994"')},
            {"funding": funded('"Region Norr", funder_id = "212000-9911"')},
        ],
        [
            (
                *("PR407", "28:70-83"),
                "“Region Norr” has the number 2120009911 here, and 2120009994 in 2 other places",
                'write "2120009994", or the full name of each if they are two organisations',
                [f"{ONE} 17"],
            )
        ],
    ),
    (
        [
            {"owner": '"Region Norr"', "owner_id": '"2120009994"'},
            {"owner": '"Region Syd"', "owner_id": '"2120009994"'},
            {"owner": '"Region Norr"', "owner_id": '"2120009994"'},
        ],
        [
            (
                *(
                    "PR407",
                    "28:12-24",
                    "2120009994 stands for “Region Syd” here, and for “Region Norr” in 2 other places",
                ),
                *("correct the number, or write one name for both", [f"{ONE} 17"]),
            )
        ],
    ),
    (
        [
            {"owner": '"Region Norr"', "owner_id": '"2120009994"'},
            {"owner": '"Region Norr"', "owner_id": '"2120009994"'},
            {"owner": '"Region Syd"', "owner_id": '"2120009994"'},
            {"owner": '"Region Syd"', "owner_id": '"2120009911"'},
            {"owner": '"Region Syd"', "owner_id": '"2120009911"'},
        ],
        [
            (
                *(
                    "PR407",
                    "39:12-24",
                    "2120009994 stands for “Region Syd” here, and for “Region Norr” in 2 other places",
                ),
                *('write "2120009911", the number of “Region Syd” elsewhere', [f"{ONE} 17"]),
            )
        ],
    ),
    (
        [{"funding": funded('"Byalaget  Norr"', '"Byalaget Norr"')}],  # of two as usual, the one with single spaces
        [
            (
                *("PR407", "17:43-59"),
                "“Byalaget  Norr” stands here, and “Byalaget Norr”, with other spaces, in another place",
                *(usual("Byalaget Norr"), [f"{STANDS} 17"]),
            )
        ],
    ),
    (
        [  # three places under two spellings are fewer than four under one
            {"funding": funded('"Tilväxtverket"', '"Tilväxtverket"', '"TILVÄXTVERKET"')},
            {"funding": funded(*['"Tillväxtverket"'] * 4)},
        ],
        [
            (
                *("PR407", "17:43-58", "“Tilväxtverket” stands in 2 places, and “Tillväxtverket” in 4 other places"),
                *(usual("Tillväxtverket"), [f"{STANDS} 28"]),
            ),
            (
                *("PR407", "17:143-158", "“TILVÄXTVERKET” stands here, and “Tilväxtverket” in 2 other places"),
                *(usual("Tilväxtverket"), [f"{STANDS} 17"]),
            ),
        ],
    ),
    (
        [  # a number for one of two names does not part them
            {"owner": '"Region Västerdal"', "owner_id": '"2120009994"'},
            {"owner": '"Region Västerdahl"'},
        ],
        [
            (
                *("PR407", "23:9-28", "“Region Västerdahl” stands here, and “Region Västerdal” in another place"),
                *(usual("Region Västerdal"), [f"{STANDS} 12"]),
            )
        ],
    ),
    (
        [  # a number for each does, also where it does not stand everywhere
            {"owner": '"Region Västerdal"', "owner_id": '"2120009994"'},
            {"owner": '"Region Västerdal"'},
            {"owner": '"Region Västerdahl"', "owner_id": '"2120009911"'},
            {"owner": '"Region Västerdahl"'},
        ],
        [],
    ),
    (
        [
            {"owner": '"Region Norr"', "owner_id": '"2120009994"'},
            {"owner": '"Region Syd"', "owner_id": '"2120009994"'},
        ],
        [
            (
                *("PR407", "28:12-24"),
                "2120009994 stands for “Region Syd” here, and for “Region Norr” in another place",
                *("correct the number, or write one name for both", [f"{ONE} 17"]),
            )
        ],
    ),
    (
        [
            {"owner": '"Region Västerdal"', "owner_id": '"2120009994"'},
            {"owner": '"Region Västerdahl"', "owner_id": '"2120009994"'},
        ],
        [
            (
                *("PR407", "23:9-28", "“Region Västerdahl” stands here, and “Region Västerdal” in another place"),
                *(usual("Region Västerdal"), [f"{STANDS} 12"]),
            )
        ],
    ),
]


@pytest.mark.parametrize(("changes", "wanted"), BETWEEN)
def test_between_projects(changes: list[dict[str, str]], wanted: list[Said]) -> None:
    assert said(entries(*changes)) == wanted


def test_the_publishers_number_is_the_usual_one() -> None:
    head = HEAD + 'publisher_id = "2120009994"\n'
    ours = funded(*['"Lövdals kommun", funder_id = "2120009911"'] * 2)
    assert said(head + project(funding=ours)) == [
        (
            *("PR407", "18:73-85"),
            "“Lövdals kommun” has the number 2120009911 here, and 2120009994 in another place",
            'write "2120009994", or the full name of each if they are two organisations',
            [f"{ONE} 7"],
        )
    ]


def test_an_odd_spelling_is_waived_where_it_is_told() -> None:
    odd = {"owner": '"Region Vasterdal"', "waive": '{ PR407 = "Så heter bolaget." }'}
    assert said(entries({"owner": '"Region Västerdal"'}, odd)) == []


def slip(one: str, other: str) -> str:
    """How near two names are: the same, one slip apart, or neither."""
    plain = plain_words(one), plain_words(other)
    assert any(slips(plain)) == any(slips(plain[::-1]))
    return "same" if joined(plain[0]) == joined(plain[1]) else "slip" if any(slips(plain)) else ""


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("Region Västerbotten", "Region Vasterbotten", "same"),
        ("Region Västerbotten", "Region Va\u0308sterbotten", "same"),
        ("Region Västerbotten", "REGION  VÄSTERBOTTEN", "same"),
        ("Svenska ESF-rådet", "Svenska ESF rådet.", "same"),
        ("The Prince's Trust", "The Prince\N{RIGHT SINGLE QUOTATION MARK}s Trust", "same"),
        ("Žilinská župa", "Zilinska zupa", "same"),
        ("2-ΕΚΤ", "2-εκτ", "same"),
        ("Tillväxtverket", "Tilväxtverket", "slip"),
        ("Tillväxtverket", "Tillväxttverket", "slip"),
        ("Tillväxtverket", "Tillväztverket", "slip"),
        ("Tillväxtverket", "Tillväxtevrket", "slip"),
        ("Tillväxtverket", "Tillväxtverke", "slip"),
        ("Region Norrdal", "Region Nordal", "slip"),
        ("Linköpings kommun", "Linköpingss kommun", "slip"),
        ("Tillväxtverket", "Tillvaxtverk", ""),
        ("Tillväxtverket", "Tlilväxtverkte", ""),
        ("Tillväxtverket", "Villväxtverket", ""),
        ("Region Norrbotten", "Region Västerbotten", ""),
        ("Västerbotten", "Österbotten", ""),
        ("Interreg Aurora 1", "Interreg Aurora 2", ""),
        ("Interreg Aurora I", "Interreg Aurora II", ""),
        ("Landsbygdsprogrammet 2014–2022", "Landsbygdsprogrammet 2023–2027", ""),
        ("Fonden1234567", "Fonden1234568", ""),
        ("ESF-rådet", "EU-rådet", ""),
        ("ESF", "ESF+", ""),
        ("Mora kommun", "Nora kommun", ""),
        ("Habo kommun", "Håbo kommun", ""),
        ("Avesta kommun", "Alvesta kommun", ""),
        ("Linköpings kommun", "Lidköpings kommun", ""),
        ("Region Norrland", "Region Nordland", ""),
        ("Jordbruksverket", "Skogsbruksverket", ""),
        ("Länsstyrelsen Norrbotten", "Länsstyrelsen i Norrbotten", ""),
    ],
)
def test_names_that_are_alike(one: str, other: str, wanted: str) -> None:
    assert slip(one, other) == wanted


def test_many_alike_names_are_each_told_once() -> None:
    names = [f"byalaget {'a' * at}{'b' * (180 - at)}" for at in range(1, 180)]
    assert len(list(slips(names))) == len(names) - 1
    assert list(slips(["a" * 200, "a" * 201, "a" * 202])) == []  # nobody is called so, and it would take long


@pytest.mark.parametrize(
    "changes",
    [
        # PR404: other domains that look like them, and what PR402 or PR108 tells
        {"contact": '[{ role = "contact", email = "kim@gmail.com.example" }]'},
        {"contact": '[{ role = "contact", email = "kim@mygmail.com" }]'},
        {"contact": '[{ role = "contact", email = "kim(at)gmail.com" }]'},
        {"contact": '[{ role = "contact", email = "kim@gmail.com " }]'},
        # PR405: what PR403 judges
        {"contact": '[{ role = "contact", name = "Kim Exempel", phone = "0701019861" }]'},
        {"contact": '[{ role = "contact", name = "Kim Exempel", phone = "070101 9861" }]'},
        {"notes": '"Mobil: 0701019861"'},
        # PR406: right, empty
        {"owner_id": '"212000-9994"'},
        {"owner_id": '"2120009994"'},
        {"owner_id": '" "'},
        # PR407: what PR108, PR109 and PR111 tell
        {"funding": funded('"Region Norrdal"', '"Region Norrdal "', '"Region\\u200b Norrdal"')},
        {"funding": funded('"Region Västerdal"', '"Region Va\u0308sterdal"')},
        {"funding": funded('"Uppgift saknas"', '"UPPGIFT SAKNAS"')},
        {"funding": funded('"&"', '"§"')},
        {"funding": funded('"Region Norr", funder_id = "212000-9994"', '"Region Norr"')},
        # PR408: not given, not read, and what PR108, PR109 and PR111 tell
        {**OURS, "owner": '" "'},
        {"role": '"boss"', "owner": '"Lövdals kommun"'},
        {**OURS, "owner": '"  LÖVDALS KOMMUN "'},
        {**OURS, "owner": '"Lo\u0308vdals kommun"'},
        {**OURS, "owner": '"Lövdals\\u200b kommun"'},
        {**OURS, "owner": '"UPPGIFT SAKNAS"'},
        # PR409: without contacts, with a role that cannot be read, before and after the work
        {**OURS, "contact": ""},
        {**OURS, "contact": '"info@lovdal.example"'},
        {**OURS, "contact": '[{ role = "boss", email = "info@lovdal.example" }]'},
        {**OURS, "contact": CONTACT, "status": '"applied"'},
        {**OURS, "contact": CONTACT, "status": '"cancelled"'},
        {**OURS, "contact": CONTACT, "closed_date": "2026-09-30"},
        {"contact": CONTACT},
    ],
)
def test_nothing_to_say(changes: dict[str, str]) -> None:
    assert said(HEAD + project(**changes)) == []


def test_nothing_is_known_of_a_publisher_without_a_name() -> None:
    head = HEAD.replace('"Lövdals kommun"', '""')
    assert said(head + project(**{**OURS, "owner": '"Byalaget"'})) == []
    assert said(head + project(owner='""')) == []


def test_the_shipped_registry_is_silent() -> None:
    found = check_one(parse(SHIPPED.read_bytes(), "projects.toml"))[1]
    assert [each.code for each in found if each.code in CODES] == []


def with_check_digit(nine: str) -> str:
    return next(nine + digit for digit in "0123456789" if luhn_agrees(nine + digit))


def some_numbers() -> Iterable[str]:
    """Ten digits, every third with a check digit that agrees, or nearly."""
    chance = random.Random(406)
    for at in range(6000):
        number = f"{chance.randrange(10**9):09}"
        yield with_check_digit(number) if at % 3 else f"{number}{chance.randrange(10)}"


def test_organisation_numbers_are_those_of_stdnum_that_no_person_can_have() -> None:
    numbers = list(some_numbers())
    right = [each for each in numbers if is_organisation_number(each)]
    assert right == [each for each in numbers if orgnr.is_valid(each) and each[2] >= "2"]
    assert 1000 < len(right) < 5000


def test_personal_numbers_are_those_of_stdnum() -> None:
    chance = random.Random(405)
    found = 0
    for _ in range(20000):
        date = f"{chance.randrange(1800, 2100)}{chance.randrange(0, 14):02}{chance.randrange(0, 33):02}"
        written = f"{date[:2]}{with_check_digit(date[2:] + f'{chance.randrange(1, 1000):03}')}"
        if chance.random() < 0.3:
            written = f"{written[:-1]}{chance.randrange(10)}"
        written = f"{written[:8]}-{written[8:]}"
        is_one = [each.form for each in personal_numbers(written)] == ["YYYYMMDD-NNNN"]
        assert is_one == personnummer.is_valid(written), written
        found += is_one
    assert 5000 < found < 18000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("181201-9808", "***********"),
        ("Kim 1812019808, Robin 181812019808.", "Kim **********, Robin ************."),
        ("Kim (181201-9808)/181201-9816", "Kim (***********)/***********"),
        ("pnr_181201-9808;181201-9816,181201 9808", "pnr_***********;***********,***********"),
        ("kim-181201-9808", "kim-***********"),
        ("SE 181201-9808 01", "SE 181201-9808 01".replace("181201-9808", "***********")),
        ("SE181201980801", "**************"),
        ("1818-12-01-9808 18-12-01-9808", "*************** *************"),
        ("181201\N{MINUS SIGN}9808 181201\N{EN DASH}9808 181201\N{NO-BREAK SPACE}9808", "*********** " * 2 + "*" * 11),
        ("180162-9849 och 000229-9857", "*********** och ***********"),
        ("0701019861 070101-9861 ring 070101-9861", "********** *********** ring ***********"),
    ],
)
def test_personal_numbers_are_hidden(text: str, shown: str) -> None:
    assert without_personal_numbers(text) == shown
    assert without_personal_numbers(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "181201-9809",  # last digit
        "181331-9892",  # month
        "180230-9904",  # day
        "19000229-9857",  # no leap year
        "181201-0005",  # no birth number
        "2120009994",  # an organisation
        "16212000-9994",
        "1181201-9808",  # longer rows
        "181201-98080",
        "3300-181201-9808",
        "181201-9808-1",
        "181201-9808.5",
        "3.1812019808",
        "A1812019808B",
        "+1812019808",
        "18-12-01 9808",  # a date and a number
        "1818-12-01 9808",
        "181201\n9808",
        "https://lovdal.example/?p=181201-9808",
        "www.lovdal.example/1812019808",
        "18181201-9808-4abc-8def-181812019808",
        "tel. 0701019861",
        "Mobil (Kim): 0701019861",
        "KS 2021/1060, 2024-01-31, 23 974 594 kr, 0952-140 00",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert without_personal_numbers(text) == text


def test_the_suspect_pattern_overlooks_no_personal_number() -> None:
    for between in ("", "-", "+", " ", " - ", "\N{EN DASH}", "\N{NO-BREAK SPACE}\N{MINUS SIGN} "):
        for birth in ("181201", "18181201", "18-12-01", "1818-12-01"):
            assert re.search(SUSPECT_PERSONAL, f"x {birth}{between}9808 x"), (birth, between)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2120009994", "2120009994"),
        ("212000-9994", "2120009994"),
        (" 212 000–9994 ", "2120009994"),
        ("16212000-9994", "2120009994"),
        ("19181201-9808", "1812019808"),
        ("SE212000999401", "2120009994"),
        ("se 212000-9994 01", "2120009994"),
        ("SE2120009994", "2120009994"),
        ("Org.nr: 212000-9994", "2120009994"),
        ("Organisationsnummer 2120009994", "2120009994"),
        ("212000999", None),
        ("172120009994", None),
        ("212000999401", None),
        ("NO974760673", None),
        ("", None),
    ],
)
def test_the_ten_digits_that_are_meant(written: str, wanted: str | None) -> None:
    assert ten_digits(written) == wanted
