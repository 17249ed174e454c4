"""What EU and national money asks for: aims, fund, programme and case number."""

import re
from pathlib import Path

import pytest
from samples import HEAD, findings, project

from projreg.model.records import Funding, Logo, Project
from projreg.model.words import FUNDS
from projreg.rules import BY_SUBJECT
from projreg.rules.publication import _FUNDS_BY_NAME, logo_without_alt

SHIPPED = Path(__file__).parents[1] / "data" / "projects.toml"
CODES = ("PR601", "PR602", "PR606")
RULES = {rule.code: rule for rule in BY_SUBJECT["project"] if rule.code in CODES}
AIMS = {"aims": '"Alla ska nås."'}
Said = tuple[str, int, int, str, str | None, list[tuple[int, int, str]]]


def said(text: str | bytes) -> list[Said]:
    """What these rules find, as it reads: code, line, column, message, help and relations."""
    return [
        (
            *(each.code, each.span.line, each.span.column, each.message, each.help),
            [(other.span.line, other.span.column, other.message) for other in each.related],
        )
        for each in findings(text)
        if each.code in CODES
    ]


def line(level: str = "eu", funder: str = "Tillväxtverket", **values: str) -> str:
    """One line of funding as an inline array."""
    values = {"funder": funder, "level": level, **values}
    return "[{ " + ", ".join(f'{key} = "{value}"' for key, value in values.items() if value) + " }]"


WHOLE = {"fund": "ERDF", "programme": "Övre Norrdal 2021–2027", "reference": "20361234"}
NO_AIMS = "the project is published and has EU money, and its aims are not given"
ADD_AIMS = 'write aims = "what the project is to achieve" below its summary'
NUMBER = 'add reference = "…", the number in the decision, to that line of funding: funding[0].reference'
ONE_FAULT: list[tuple[dict[str, str], Said]] = [
    (
        {"funding": line(**WHOLE)},
        ("PR601", 8, 1, NO_AIMS, ADD_AIMS, [(17, 49, "the EU money stands")]),
    ),
    (
        {"funding": line(**WHOLE), "aims": '""'},
        ("PR601", 18, 8, NO_AIMS, ADD_AIMS, [(17, 49, "the EU money stands")]),
    ),
    (
        {**AIMS, "funding": line(**{**WHOLE, "fund": ""})},
        (
            *("PR602", 18, 12, "the EU money from Tillväxtverket is entered without fund"),
            "add fund from the decision",
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(**{**WHOLE, "programme": ""})},
        (
            *("PR602", 18, 12, "the EU money from Tillväxtverket is entered without programme"),
            "add programme from the decision",
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(funder="Svenska ESF-rådet", **{**WHOLE, "programme": ""})},
        (
            *("PR602", 18, 12, "the EU money from Svenska ESF-rådet is entered without programme"),
            "add programme from the decision",
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(**{**WHOLE, "programme": " "})},
        (
            *("PR602", 18, 82, "the EU money from Tillväxtverket is entered without programme"),
            "add programme from the decision",
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(reference="1")},
        (
            *("PR602", 18, 12, "the EU money from Tillväxtverket is entered without fund and programme"),
            "add fund and programme from the decision",
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(funder="Svenska ESF-rådet", reference="1")},
        (
            *("PR602", 18, 12, "the EU money from Svenska ESF-rådet is entered without fund and programme"),
            'add fund = "ESF+", if the decision agrees, and programme',
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(programme="Landsbygdsprogrammet 2014–2022", reference="1")},
        (
            *("PR602", 18, 12, "the EU money from Tillväxtverket is entered without fund"),
            'add fund = "EAFRD", if the decision agrees',
            [],
        ),
    ),
    (
        {**AIMS, "funding": line(**{**WHOLE, "reference": ""})},
        ("PR606", 18, 12, "the EU money from Tillväxtverket has no case number", NUMBER, []),
    ),
    (
        {**AIMS, "funding": line("national", r"Bo\u202everket ")},
        ("PR606", 18, 12, r"the national money from Bo\u202everket has no case number", NUMBER, []),
    ),
    (
        {**AIMS, "funding": line("national", "Boverket").replace(" }", ', reference = "" }')},
        ("PR606", 18, 67, "the national money from Boverket has no case number", NUMBER, []),
    ),
    (
        {**AIMS, "funding": line("national", "Boverket", reference=" ")},
        ("PR606", 18, 67, "the national money from Boverket has no case number", NUMBER, []),
    ),
    (
        {**AIMS, "funding": line("national", "")},
        ("PR606", 18, 12, "the national money has no case number", NUMBER, []),
    ),
]


def test_the_line_that_lacks_its_number_is_named() -> None:
    whole = line("national", "Boverket", reference="1")
    text = HEAD + project(**AIMS, funding=f"{whole[:-1]}, {line('national')[1:]}", reference='"KS 1"')
    assert [each[4] for each in said(text)] == [NUMBER.replace("[0]", "[1]")]


@pytest.mark.parametrize(("changes", "wanted"), ONE_FAULT, ids=lambda each: each[0] if type(each) is tuple else "")
def test_what_is_said(changes: dict[str, str], wanted: Said) -> None:
    assert said(HEAD + project(**changes)) == [wanted]


@pytest.mark.parametrize(("code", "severity"), [("PR601", "error"), ("PR602", "warning"), ("PR606", "warning")])
def test_severities(code: str, severity: str) -> None:
    assert RULES[code].severity == severity


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, 1),
        ({"aims": " \n"}, 1),
        ({"aims": "Alla."}, 0),
        ({"publish": True}, 1),
        ({"publish": False}, 0),
        ({"status": "applied"}, 0),
        ({"status": "applied", "publish": True}, 1),
        ({"status": "suspended"}, 1),
        ({"status": "cancelled"}, 1),
        ({"funding": ()}, 0),
        ({"funding": (Funding(level="national"), Funding(level="regional"), Funding())}, 0),
        ({"funding": (Funding(level="own"), Funding(level="eu"), Funding(level="eu"))}, 1),
    ],
)
def test_who_must_tell_the_aims(values: dict[str, object], found: int) -> None:
    one = Project(**{"funding": (Funding(level="eu"),), **values})  # type: ignore[arg-type]
    assert len(list(RULES["PR601"].check(one))) == found


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({**AIMS, "funding": line(**{**WHOLE, "fund": "ERFD"})}, [(18, "PR102")]),
        ({**AIMS, "funding": line(**{**WHOLE, "programme": "", "program": "Övre Norrdal"})}, [(18, "PR101")]),
        ({**AIMS, "funding": line(**{**WHOLE, "reference": "", "referens": "1"})}, [(18, "PR101")]),
        ({**AIMS, "funding": line(**{**WHOLE, "reference": ""}).replace(" }", ", reference = 5 }")}, [(18, "PR102")]),
        ({"aim": '"Alla ska nås."', "funding": line(**WHOLE)}, [(17, "PR101")]),
        ({"aims": "5", "funding": line(**WHOLE)}, [(17, "PR102")]),
        ({"publish": '"nej"', "funding": line(**WHOLE)}, [(17, "PR102")]),
    ],
)
def test_one_fault_is_told_once(changes: dict[str, str], wanted: list[tuple[int, str]]) -> None:
    assert [(each.span.line, each.code) for each in findings(HEAD + project(**changes))] == wanted


@pytest.mark.parametrize(
    ("name", "fund"),
    [
        ("Europeiska regionala utvecklingsfonden", "ERDF"),
        ("Regionalfonden Övre Norrland 2021–2027", "ERDF"),
        ("ERUF", "ERDF"),
        ("Fonden för en rättvis omställning", "JTF"),
        ("Europeiska socialfonden+ 2021–2027", "ESF+"),
        ("Svenska ESF-rådet", "ESF+"),
        ("European Social Fund", "ESF+"),
        ("Landsbygdsprogrammet 2014–2022", "EAFRD"),
        ("Europeiska jordbruksfonden för landsbygdsutveckling", "EAFRD"),
        ("Europeiska havs-, fiskeri- och vattenbruksfonden", "EMFAF"),
        ("Europeiska havs- och fiskerifonden", "EMFAF"),
        ("Interreg Aurora", "INTERREG"),
        ("Erasmus+", "ERASMUS"),
        ("Horisont Europa", "HORIZON"),
        ("HORIZON EUROPE", "HORIZON"),
        ("Europeiska unionen", ""),
        ("Tillväxtverket", ""),
        ("Jordbruksverket", ""),
        ("Leader Lappland: regionalfonden och socialfonden", ""),
        ("Wiesfeld", ""),
        ("Stiftelsen Gresf", ""),
        ("", ""),
    ],
)
def test_a_name_that_tells_the_fund(name: str, fund: str) -> None:
    (by_funder,) = RULES["PR602"].check(Project(funding=(Funding(level="eu", funder=name),)))
    (by_programme,) = RULES["PR602"].check(Project(funding=(Funding(level="eu", funder="Interreg", programme=name),)))
    assert re.findall(r'fund = "(.*?)"', by_funder.help or "") == [fund] * bool(fund)
    assert re.findall(r'fund = "(.*?)"', by_programme.help or "") == [fund or "INTERREG"]


def test_a_logo_without_a_name() -> None:
    (fault,) = logo_without_alt.check(Project(logos=(Logo(src="", alt=" "),)))
    assert fault.message == "the logo here has no alternative text"


def test_only_funds_of_the_format_are_suggested() -> None:
    assert set(_FUNDS_BY_NAME) < set(FUNDS)


def test_the_shipped_registry_has_its_true_warnings_and_no_error() -> None:
    found = findings(SHIPPED.read_bytes())
    assert [each for each in found if each.severity == "error"] == []
    assert [(each.code, each.project, each.path[2:]) for each in found if each.code in CODES] == [
        ("PR602", "shimr", ("funding", 0, "fund")),
        ("PR606", "shimr", ("funding", 0, "reference")),
        ("PR606", "hallbar-service", ("funding", 0, "reference")),
    ]
    assert [each[3] for each in said(SHIPPED.read_bytes())] == [
        "the EU money from Europeiska unionen is entered without fund and programme",
        "the EU money from Europeiska unionen has no case number",
        "the EU money from Tillväxtverket has no case number",
    ]
