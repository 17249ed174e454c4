"""What the rules on keys and the kinds of their values say: place, message, mend, and the fix where there is one."""

import pytest
from samples import HEAD, findings, project

from projreg.diagnostic import Fix

CODES = ("PR101", "PR102", "PR103")
HEADERS = "the headers are [registry], [[project]], [[project.funding]], [[project.contact]], [[project.deadline]]"
NO_FUNDING = "funding must be a list of tables ([[project.funding]])"
FUNDING_TABLE = "write a table instead: [[project.funding]] with funder, level"
A_NUMBER = "a number here is total_budget; only keys of your own begin with x_"
ROLES = '"owner", "partner", "cofinancier" or "stakeholder"'
MOVE_UP = "move it up, above the first table of the project"
CONTACT = '[[project.contact]]\nrole = "contact"\nemail = "kim@lovdal.example"\n'
VERSIONS = [('" 1 "', Fix("1")), ('"ett"', None), ('"1٢"', None)]
RATE = '[{{ funder = "Vi", level = "own", rate = {} }}]'
FUNDING = '[[project.funding]]\nfunder = "Vi"\nlevel = "own"\n'
WEB = "'https://a.example'"
DEADLINE = '[[project.deadline]]\ntype = "other"\ndue = 2025-01-31\n'


def told(text: str) -> list[tuple[str, str, str | None]]:
    """What these rules find, as it reads: line and columns, message and help."""
    return [
        (f"{each.span.line}:{each.span.column}-{each.span.end_column}", each.message, each.help)
        for each in findings(text)
        if each.code in CODES
    ]


@pytest.mark.parametrize(
    ("key", "value", "place", "message", "help_"),
    [
        (
            "role",
            "5",
            "11:8-9",
            "role must be one of owner, partner, cofinancier, stakeholder, not 5",
            'write it like "owner"',
        ),
        (
            "role",
            '"chef"',
            "11:8-14",
            "role must be one of owner, partner, cofinancier, stakeholder, not the text “chef”",
            None,
        ),
        (
            "publish",
            '"ja"',
            "17:11-15",
            "publish must be true or false, without quotes, not the text “ja”",
            "write true, without quotes",
        ),
        (
            "publish",
            "1",
            "17:11-12",
            "publish must be true or false, without quotes, not 1",
            "write true, without quotes",
        ),
        (
            "publish",
            "7",
            "17:11-12",
            "publish must be true or false, without quotes, not 7",
            "write true or false, without quotes",
        ),
        (
            "publish",
            '"kanske"',
            "17:11-19",
            "publish must be true or false, without quotes, not the text “kanske”",
            "write true or false, without quotes",
        ),
        (
            "publish",
            "[]",
            "17:11-13",
            "publish must be true or false, without quotes, not an array",
            "write true or false, without quotes",
        ),
        (
            "end_date",
            "1899",
            "14:12-16",
            "end_date must be a date without quotes, not 1899",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "1900",
            "14:12-16",
            "end_date must be a date without quotes, not 1900",
            "write the day too: 1900-01-01 if it is the first, 1900-12-31 if it is the last",
        ),
        (
            "end_date",
            "2100",
            "14:12-16",
            "end_date must be a date without quotes, not 2100",
            "write the day too: 2100-01-01 if it is the first, 2100-12-31 if it is the last",
        ),
        (
            "end_date",
            "2101",
            "14:12-16",
            "end_date must be a date without quotes, not 2101",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "true",
            "14:12-16",
            "end_date must be a date without quotes, not true",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            '"2024"',
            "14:12-18",
            "end_date must be a date without quotes, not the text “2024”",
            "write the day too, without quotes: 2024-01-01 or 2024-12-31",
        ),
        (
            "end_date",
            '" 2024 "',
            "14:12-20",
            "end_date must be a date without quotes, not the text “ 2024 ”",
            "write the day too, without quotes: 2024-01-01 or 2024-12-31",
        ),
        (
            "end_date",
            '"1850"',
            "14:12-18",
            "end_date must be a date without quotes, not the text “1850”",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            '"120240"',
            "14:12-20",
            "end_date must be a date without quotes, not the text “120240”",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            '"snart"',
            "14:12-19",
            "end_date must be a date without quotes, not the text “snart”",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "12:30:00",
            "14:12-20",
            "end_date must be a date without quotes, not 12:30:00",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "[2024-01-01]",
            "14:12-24",
            "end_date must be a date without quotes, not an array",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "{ year = 2024 }",
            "14:12-27",
            "end_date must be a date without quotes, not a table",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "acronym",
            "2024-01-01",
            "17:11-21",
            "acronym must be text in quotes, not 2024-01-01",
            'write "2024-01-01", in quotes',
        ),
        ("acronym", "1.50", "17:11-15", "acronym must be text in quotes, not 1.50", 'write "1.50", in quotes'),
        ("acronym", "true", "17:11-15", "acronym must be text in quotes, not true", "write it, in quotes"),
        ("acronym", "[]", "17:11-13", "acronym must be text in quotes, not an array", 'write it like "text"'),
        ("acronym", "nan", "17:11-14", "acronym must be text in quotes, not nan", "write it, in quotes"),
        (
            "total_budget",
            "true",
            "17:16-20",
            "total_budget must be a plain number in whole currency units, not true",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "nan",
            "17:16-19",
            "total_budget must be a plain number in whole currency units, not NaN",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "-inf",
            "17:16-20",
            "total_budget must be a plain number in whole currency units, not -Infinity",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "1e30",
            "17:16-20",
            "total_budget must be a plain number in whole currency units, not 1E+30",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "1.555e19",
            "17:16-24",
            "total_budget must be a plain number in whole currency units, not 1.555E+19",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "9223372036854775808",
            "17:16-35",
            "total_budget must be a plain number in whole currency units, not a number of about 19 digits",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "-9223372036854775808",
            "17:16-36",
            "total_budget must be a plain number in whole currency units, not a number of about 19 digits",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            '"många"',
            "17:16-23",
            "total_budget must be a plain number in whole currency units, not the text “många”",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "total_budget",
            "[]",
            "17:16-18",
            "total_budget must be a plain number in whole currency units, not an array",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
        ),
        (
            "tags",
            '"bredband"',
            "17:8-18",
            "tags must be texts in square brackets, not the text “bredband”",
            'write ["bredband"]',
        ),
        (
            "tags",
            '["a", 5]',
            "17:8-16",
            "tags must be texts in square brackets, and item 2 is 5",
            "write it in quotes",
        ),
        ("funding", "5", "17:11-12", f"{NO_FUNDING}, not 5", f"{FUNDING_TABLE} and amount = 5"),
        ("funding", "[5]", "17:12-13", f"{NO_FUNDING}, not 5", f"{FUNDING_TABLE} and amount = 5"),
        (
            "logos",
            "{ src = 'a' }",
            "17:9-22",
            "logos must be a list of tables ([[project.logos]]), not a table",
            "write the header with two brackets",
        ),
        (
            "waive",
            "5",
            "17:9-10",
            "waive must be a table of rule code and reason, not 5",
            'write it like { PR311 = "why" }',
        ),
        (
            "waive",
            "{ PR203 = 5 }",
            "17:9-22",
            "the reason for waiving PR203 must be text in quotes, not 5",
            'write why, such as PR203 = "nine-year framework agreement"',
        ),
        ("contact", "[{ role = 'contact' }]", "16:12-32", "name, or email is missing", 'add name = "…"'),
        ("logos", "[{ }]", "17:10-13", "src is missing (image)", 'add src = "…"'),
        (
            '"Löp nr!"',
            "5",
            "17:1-10",
            "Löp nr! is no key that the format knows",
            f"{A_NUMBER}: x_l_p_nr_",
        ),
        ("ERT", "5", "17:1-4", "ERT is no key that the format knows", f"{A_NUMBER}: x_ert"),
        (
            "tabell",
            "{ a = 1 }",
            "17:1-7",
            "tabell is no key that the format knows",
            "the headers are [registry], [[project]], [[project.funding]], [[project.contact]], [[project.deadline]]",
        ),
        (
            "lista",
            "[1]",
            "17:1-6",
            "lista is no key that the format knows",
            "the headers are [registry], [[project]], [[project.funding]], [[project.contact]], [[project.deadline]]",
        ),
        (
            "end_date",
            "1.5e3",
            "14:12-17",
            "end_date must be a date without quotes, not 1500",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "1.5e18",
            "14:12-18",
            "end_date must be a date without quotes, not 1500000000000000000",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "1.5e19",
            "14:12-18",
            "end_date must be a date without quotes, not 1.5E+19",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
        (
            "end_date",
            "9223372036854775807",
            "14:12-31",
            "end_date must be a date without quotes, not 9223372036854775807",
            "write year-month-day without quotes, such as 2024-06-30",
        ),
    ],
)
def test_a_value_of_another_kind(key: str, value: str, place: str, message: str, help_: str | None) -> None:
    assert told(HEAD + project(**{key: value})) == [(place, message, help_)]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("true", "true"),
        ("false", "false"),
        (f'"{"x" * 70}"', f"the text “{'x' * 60}”"),
        (f"1.{'3' * 70}e40", f"1{'3' * 40}.{'3' * 18}"),
    ],
)
def test_a_long_value_is_cut(value: str, shown: str) -> None:
    ((_, message, _),) = told(HEAD + project(end_date=value))
    assert message == f"end_date must be a date without quotes, not {shown}"


@pytest.mark.parametrize(
    ("changes", "fix"),
    [
        ({"end_dat": "2026-03-16"}, Fix("end_date")),
        ({"end_dat": "{ a = 1 }"}, None),
        ({"end_dat": "[{ a = 1 }]"}, None),
        ({"end_dat": "[1]"}, Fix("end_date")),
        ({"end_dat": "2026-03-16", **dict.fromkeys(map("egen_{}".format, range(20)), "1")}, Fix("end_date")),
        ({"end_dat": "2026-03-16", **dict.fromkeys(map("egen_{}".format, range(21)), "1")}, None),
        ({"end_date": "2026-03-16", "note": '"Ring först."'}, Fix("notes")),
        (
            {"end_date": "2026-03-16", "aims_xn": '"A."'},
            Fix("aims_en", safe=False),
        ),  # aims is as free, and nearly as near
    ],
)
def test_a_key_that_can_be_renamed(changes: dict[str, str], fix: Fix | None) -> None:
    found = findings(HEAD + project(**{"end_date": "", **changes}))
    assert [each.fix for each in found if (each.help or "").startswith("did you mean")] == [fix]


@pytest.mark.parametrize(
    ("key", "value", "fix"),
    [
        ("publish", '"ja"', Fix("true")),
        ("publish", "1", Fix("true")),
        ("publish", "0", Fix("false")),
        ("publish", "7", None),
        ("acronym", "2024-01-01", Fix('"2024-01-01"')),
        ("acronym", "1.50", Fix('"1.50"')),
        ("acronym", "true", None),
        ("end_date", "2024", None),
        ("end_date", "2024-06-28T12:00:00", Fix("2024-06-28", safe=False)),
        ("total_budget", '"600 000 kr"', Fix("600_000")),
        ("total_budget", '"många"', None),
        ("total_budget", '"480 tkr"', Fix("480_000")),
        ("total_budget", '"480 K"', Fix("480_000", safe=False)),
        ("total_budget", '"480 t"', Fix("480_000", safe=False)),
        ("total_budget", '"480 M."', Fix("480_000_000", safe=False)),
        ("funding", RATE.format('"40 procent"'), Fix("40")),
        ("funding", RATE.format('"40,5 %"'), Fix("40.5")),
        ("funding", RATE.format('"٤٠"'), None),
        ("funding", RATE.format('"1000"'), None),
        ("acronym", "9223372036854775807", Fix('"9223372036854775807"')),
        ("acronym", "9223372036854775808", None),
        ("tags", '"5"', None),
    ],
)
def test_what_can_be_fixed(key: str, value: str, fix: Fix | None) -> None:
    (found,) = [each for each in findings(HEAD + project(**{key: value})) if each.code in CODES]
    assert found.fix == fix


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            f'{HEAD}{project(contact="")}{CONTACT}url = "https://lovdal.example"\n',
            ("19:1-4", "url is no key that the format knows", f"it stands below [[project.contact]]: {MOVE_UP}"),
        ),
        (
            f'{HEAD}{project(contact="", url=WEB)}{CONTACT}url = "https://lovdal.example"\n',
            (
                *("20:1-4", "url is no key that the format knows"),
                "it stands below [[project.contact]], and the project has url already: take the line away",
            ),
        ),
        (
            f'{HEAD}{project()}{FUNDING}tags = ["a"]\n',
            ("20:1-5", "tags is no key that the format knows", f"it stands below [[project.funding]]: {MOVE_UP}"),
        ),
        (
            f'{HEAD}{project()}{DEADLINE}notes = "a"\n',
            ("20:1-6", "notes is no key that the format knows", f"it stands below [[project.deadline]]: {MOVE_UP}"),
        ),
        (
            HEAD + project(logos='[{ src = "a", alt = "b", url = "https://a.example" }]'),
            ("17:34-37", "url is no key that the format knows", f"it stands in logos: {MOVE_UP}"),
        ),
        (
            f'{HEAD}url = "https://a.example"\n{project()}',
            ("7:1-4", "url is no key that the format knows", "it belongs in [[project]]: move it below such a header"),
        ),
        (
            HEAD + project().replace("[[project]]", "[project]"),
            (
                *("8:1-10", "project must be a list of tables ([[project]]), not a table"),
                "write the header with two brackets",
            ),
        ),
        (
            "project = 5\n" + HEAD,
            ("1:11-12", "project must be a list of tables ([[project]]), not 5", None),
        ),
        (
            "project = [5]\n" + HEAD,
            ("1:12-13", "project must be a list of tables ([[project]]), not 5", None),
        ),
        (
            "registry = 5\nschema_version = 1\n" + project(),
            (
                "1:12-13",
                "registry must be a table in single square brackets, not 5",
                "write [registry] on a line of its own",
            ),
        ),
        (
            f"{HEAD}projects = 5\n{project()}",
            ("7:1-9", "projects is no key that the format knows", "keys of your own begin with x_: x_projects"),
        ),
        (f"{HEAD}{project()}[register]\n", ("17:1-11", "register is no key that the format knows", HEADERS)),
        (
            HEAD.replace("schema_version = 1\n", "") + project(),
            ("1:1-1", "schema_version is missing", "add schema_version = 1 as the first line"),
        ),
        (
            "schema_version = 1\n" + project(),
            ("1:1-1", "the [registry] table is missing", "add [registry] with title, publisher and contact"),
        ),
        (
            HEAD.replace('title = "Pågående projekt"\n', "") + project(),
            ("3:1-11", "title is missing", 'add title = "…"'),
        ),
        (HEAD + project(start_date=""), ("8:1-12", "start_date is missing (start)", "add start_date = YYYY-MM-DD")),
        (HEAD + project(role=""), ("8:1-12", "role is missing (our role)", f"add role = {ROLES}")),
        (
            HEAD + project(contact='[{ role = "contact" }]'),
            ("16:12-32", "name, or email is missing", 'add name = "…"'),
        ),
    ],
)
def test_keys_that_are_not_known_or_missing(text: str, wanted: tuple[str, str, str | None]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(("version", "fix"), VERSIONS)
def test_a_version_in_quotes(version: str, fix: Fix | None) -> None:
    (found,) = findings(HEAD.replace("= 1", f"= {version}", 1) + project())
    assert (found.code, found.fix) == ("PR102", fix)
