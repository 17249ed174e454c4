"""Broken TOML in words: for each way of breaking a line, the place, the message, the mend and the fix."""

import pytest
from samples import HEAD, findings, project

from projreg.diagnostic import Fix

IF_UNKNOWN = "leave the line out when it is not known"
NUMBER = f"write it like 480_000 or 1250.50, nothing else on the line; {IF_UNKNOWN}"
DAY = f"write year, month and day like 2024-06-30, nothing else on the line; {IF_UNKNOWN}"
LEFT_OUT = f"write it; {IF_UNKNOWN}"
ONE_OF = "write one of applied, suspended, cancelled, in quotes"
UNQUOTED = "acronym cannot be read: text stands in quotes"
Told = tuple[str, str, str | None, Fix | None]


def told(text: str) -> list[Told]:
    """What is broken, as it reads: line and columns, message, help and fix."""
    return [
        (f"{each.span.line}:{each.span.column}-{each.span.end_column}", each.message, each.help, each.fix)
        for each in findings(text)
        if each.code == "PR001"
    ]


OWN = '\n[[project.funding]]\nfunder = "Vi"\nlevel = "own"'


@pytest.mark.parametrize(
    ("line", "place", "message", "help_", "fix"),
    [
        (
            "[project]",
            "17:1-10",
            "[project] is no header that the format knows",
            "did you mean [[project]]?",
            None,
        ),
        (
            "[project.funding]]",
            "17:1-19",
            "this header is not well written",
            "write it as [[project.funding]]",
            Fix("[[project.funding]]"),
        ),
        ("[[registri]", "17:11-12", "this header is not well written", "write it as [registri]", None),
        ("[[project.fond]", "17:15-16", "this header is not well written", "write it as [[project.fond]]", None),
        (
            " [[ project.deadline ]  # tre",
            "17:2-23",
            "this header is not well written",
            "write it as [[project.deadline]]",
            Fix("[[project.deadline]]"),
        ),
        (
            "[[project.deadline] x",
            "17:19-20",
            "this header is not well written",
            "write it as [[project.deadline]]",
            None,
        ),
        (
            "total_budget = 480 000 kr",
            "17:16-26",
            "total_budget cannot be read: “480 000 kr” is no plain number",
            "write 480_000, without the unit and spaces",
            Fix("480_000"),
        ),
        (
            'total_budget = "480 000" kr',
            "17:16-28",
            'total_budget cannot be read: “"480 000" kr” is no plain number',
            NUMBER,
            None,
        ),
        (
            "total_budget = många",
            "17:16-21",
            "total_budget cannot be read: “många” is no plain number",
            NUMBER,
            None,
        ),
        (
            "total_budget = “480 000”",
            "17:16-25",
            "total_budget cannot be read: ““480 000”” is no plain number",
            "write 480_000, without the unit and spaces",
            Fix("480_000"),
        ),
        (
            "total_budget =",
            "17:15-16",
            "total_budget cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "total_budget = 480 tkr",
            "17:16-23",
            "total_budget cannot be read: “480 tkr” is no plain number",
            "write 480_000, without the unit and spaces",
            Fix("480_000"),
        ),
        (
            "activities_end_date = 2024-02-30",
            "17:23-33",
            "activities_end_date cannot be read: there is no day 2024-02-30",
            "30 February 2024 does not exist; the month's last day is 29",
            None,
        ),
        (
            "activities_end_date = 2024-13-01",
            "17:23-33",
            "activities_end_date cannot be read: there is no day 2024-13-01",
            "there is no month 13; did you mean 2024-01-13?",
            Fix("2024-01-13", safe=False),
        ),
        (
            "activities_end_date = 2024-30-06",
            "17:23-33",
            "activities_end_date cannot be read: there is no day 2024-30-06",
            "there is no month 30; did you mean 2024-06-30?",
            Fix("2024-06-30", safe=False),
        ),
        (
            "activities_end_date = 28.6.2024",
            "17:23-32",
            "activities_end_date cannot be read: “28.6.2024” is not how a date is written",
            "write 2024-06-28, without quotes",
            Fix("2024-06-28"),
        ),
        (
            "activities_end_date = ”28.6.2024”",
            "17:23-34",
            "activities_end_date cannot be read: “”28.6.2024”” is not how a date is written",
            "write 2024-06-28, without quotes",
            Fix("2024-06-28"),
        ),
        (
            "activities_end_date = “snart”",
            "17:23-30",
            "activities_end_date cannot be read: the quotes are curly, as a word processor writes them",
            'write "snart"',
            None,
        ),
        (
            "activities_end_date = snart",
            "17:23-28",
            "activities_end_date cannot be read: “snart” is no date",
            DAY,
            None,
        ),
        (
            "activities_end_date = 1 maj",
            "17:23-28",
            "activities_end_date cannot be read: “1 maj” is no date",
            DAY,
            None,
        ),
        (
            "activities_end_date =",
            "17:22-23",
            "activities_end_date cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "state_aid = Ja",
            "17:13-15",
            "state_aid cannot be read: “Ja” is neither true nor false",
            "write true",
            Fix("true"),
        ),
        (
            "state_aid = “nej”",
            "17:13-18",
            "state_aid cannot be read: ““nej”” is neither true nor false",
            "write false",
            Fix("false"),
        ),
        (
            "state_aid = kanske",
            "17:13-19",
            "state_aid cannot be read: “kanske” is neither true nor false",
            "write true or false",
            None,
        ),
        (
            "state_aid =",
            "17:12-13",
            "state_aid cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "status = suspended",
            "17:10-19",
            "status cannot be read: text stands in quotes",
            'write "suspended"',
            Fix('"suspended"'),
        ),
        (
            "status = Vilande",
            "17:10-17",
            "status cannot be read: text stands in quotes",
            'write "suspended"',
            Fix('"suspended"'),
        ),
        (
            "status = “vilande”",
            "17:10-19",
            "status cannot be read: text stands in quotes",
            'write "suspended"',
            Fix('"suspended"'),
        ),
        (
            "status = sedan",
            "17:10-15",
            "status cannot be read: text stands in quotes",
            "write one of applied, suspended, cancelled, in quotes",
            None,
        ),
        (
            "status = 5x",
            "17:11-12",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            'status = "vilande',
            "17:10-18",
            "status cannot be read: text stands in quotes",
            'write "suspended"',
            Fix('"suspended"'),
        ),
        (
            "status =",
            "17:9-10",
            "status cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "acronym = Byalaget",
            "17:11-19",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "acronym = “Byalaget”",
            "17:11-21",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            'acronym = “Bya"laget”',
            "17:11-22",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write "Bya"laget"',
            None,
        ),
        (
            "acronym = ““Byalaget””",
            "17:11-23",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write "Byalaget"',
            None,
        ),
        (
            "acronym = “”",
            "17:11-13",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write ""',
            None,
        ),
        (
            "acronym = “",
            "17:11-12",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write ""',
            None,
        ),
        (
            "acronym = „Byalaget",
            "17:11-20",
            "acronym cannot be read: the quotes are curly, as a word processor writes them",
            'write "Byalaget"',
            None,
        ),
        (
            "acronym = 08-123 45",
            "17:11-20",
            "acronym cannot be read: text stands in quotes, also when it is made of figures",
            'write "08-123 45"',
            Fix('"08-123 45"'),
        ),
        (
            'acronym = 5"x',
            "17:12-13",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            'acronym = "Byalaget',
            "17:11-20",
            "acronym cannot be read: this text is never closed",
            'put a quote (") at its end',
            None,
        ),
        (
            'acronym = Byalaget "Norra"',
            "17:11-12",
            "this cannot be read: invalid value",
            "each key = value stands on a line of its own, text in straight quotes",
            None,
        ),
        (
            "acronym = saknas",
            "17:11-17",
            "acronym cannot be read: text stands in quotes",
            'write "saknas"',
            Fix('"saknas"', safe=False),
        ),
        (
            "acronym = Byalaget # remark",
            "17:11-19",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "acronym = Byalaget #remark",
            "17:11-19",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"', safe=False),
        ),
        (
            'acronym = Byalaget\nlaget = "x"',
            "17:11-19",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "acronym =",
            "17:10-11",
            "acronym cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "acronym = \\x",
            "17:11-13",
            "acronym cannot be read: text stands in quotes, also when it is made of figures",
            'write "\\x"',
            None,
        ),
        (
            'acronym = "a" b',
            "17:15-16",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            "acronym = 'a' b",
            "17:15-16",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            "egen = 480 000 kr",
            "17:8-18",
            "egen cannot be read: “480 000 kr” is no plain number",
            "write 480_000, without the unit and spaces",
            Fix("480_000", safe=False),
        ),
        (
            "egen = 28.6.2024",
            "17:8-17",
            "egen cannot be read: “28.6.2024” is not how a date is written",
            "write 2024-06-28, without quotes",
            Fix("2024-06-28", safe=False),
        ),
        (
            "egen = 2024-02-30",
            "17:8-18",
            "egen cannot be read: there is no day 2024-02-30",
            "30 February 2024 does not exist; the month's last day is 29",
            None,
        ),
        (
            "egen = Byalaget",
            "17:8-16",
            "egen cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "egen = “Byalaget”",
            "17:8-18",
            "egen cannot be read: the quotes are curly, as a word processor writes them",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "egen = “Byalaget",
            "17:8-17",
            "egen cannot be read: the quotes are curly, as a word processor writes them",
            'write "Byalaget"',
            None,
        ),
        ("egen = kr 480", "17:8-14", "egen cannot be read: text stands in quotes", 'write "kr 480"', Fix('"kr 480"')),
        (
            "egen = 5x",
            "17:9-10",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            "egen = -5 000 kr",
            "17:8-17",
            "egen cannot be read: “-5 000 kr” is no plain number",
            "write -5_000, without the unit and spaces",
            Fix("-5_000", safe=False),
        ),
        (
            "egen =",
            "17:7-8",
            "egen cannot be read: a value is missing after the equals sign",
            LEFT_OUT,
            None,
        ),
        (
            "egen = [1, 2",
            "17:8-9",
            "this bracket is never closed; it opens here",
            "put the closing bracket after the last value",
            None,
        ),
        (
            "egen = { a = 1",
            "17:8-9",
            "this bracket is never closed; it opens here",
            "put the closing bracket after the last value",
            None,
        ),
        (
            'egen = """abc',
            "17:8-9",
            "this text is never closed; it begins here",
            "put the same quotes at its end",
            None,
        ),
        (
            'funding = [{ funder = “Vi”, level = "own" }]',
            "17:23-24",
            "this cannot be read: invalid value",
            "each key = value stands on a line of its own, text in straight quotes",
            None,
        ),
        (
            "ny rad",
            "17:4-5",
            "this is no key and equals sign",
            "write key = value; a key has letters a–z, digits and _",
            None,
        ),
        (
            "bara ord = x",
            "17:6-7",
            "this is no key and equals sign",
            "write key = value; a key has letters a–z, digits and _",
            None,
        ),
        ("å = 5", "17:1-2", "a key has letters a–z, digits, _ and -", "write key = value", None),
        ("= 5", "17:1-2", "a key has letters a–z, digits, _ and -", "write key = value", None),
        (
            "a.b.c = Byalaget",
            "17:9-17",
            "a.b.c cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            '"acronym" = Byalaget',
            "17:13-21",
            '"acronym" cannot be read: text stands in quotes',
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "'acronym' = Byalaget",
            "17:13-21",
            "'acronym' cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            'acronym = "a"\tb',
            "17:15-16",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            "acronym   =   Byalaget   # remark",
            "17:15-23",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            "\tacronym = Byalaget",
            "17:12-20",
            "acronym cannot be read: text stands in quotes",
            'write "Byalaget"',
            Fix('"Byalaget"'),
        ),
        (
            'tags = ["a",\n"b"',
            "17:8-9",
            "this bracket is never closed; it opens here",
            "put the closing bracket after the last value",
            None,
        ),
        (
            'tags = [\n "a",\n b,\n]',
            "19:2-3",
            "this cannot be read: invalid value",
            "each key = value stands on a line of its own, text in straight quotes",
            None,
        ),
        (
            "acronym = \u202eabc",
            "17:11-15",
            "acronym cannot be read: text stands in quotes, also when it is made of figures",
            'write "\\u202eabc"',
            None,
        ),
        (
            'acronym = "a',
            "17:11-13",
            "acronym cannot be read: this text is never closed",
            'put a quote (") at its end',
            None,
        ),
        (
            'acronym = """a\nb',
            "17:11-12",
            "this text is never closed; it begins here",
            "put the same quotes at its end",
            None,
        ),
        (
            "publish = true false",
            "17:11-21",
            "publish cannot be read: “true false” is neither true nor false",
            "write true or false",
            None,
        ),
        (
            '[registry]\ntitle = "x"',
            "17:1-2",
            "this header is given in two ways, or twice",
            "write [[project]] with two brackets, each time",
            None,
        ),
        ("a. = 5", "17:4-5", "a key has letters a–z, digits, _ and -", "write key = value", None),
        ("ä", "17:1-2", "a key has letters a–z, digits, _ and -", "write key = value", None),
        (
            '[[project.contact]]\nname = "Kim"',
            "16:1-2",
            "contact stands here as a value, and below as [[project.contact]]",
            "take the line away, and write what it says in the table",
            None,
        ),
        (
            "funding = vi" + OWN * 2,
            "17:1-2",
            "funding stands here as a value, and below as [[project.funding]]",
            "take the line away, and write what it says in the table",
            None,
        ),
        (
            "funding = 'vi' 'ni'" + OWN * 2,
            "17:1-2",
            "funding stands here as a value, and below as [[project.funding]]",
            "take the line away, and write what it says in the table",
            None,
        ),
        (
            "funding = [" + OWN * 2,
            "17:1-2",
            "funding stands here as a value, and below as [[project.funding]]",
            "take the line away, and write what it says in the table",
            None,
        ),
        (
            'acronym = "a \\"b" c"',
            "17:19-20",
            "something is left over after the value",
            "take it away, or begin it with # as a comment",
            None,
        ),
        (
            "logos = bild",
            "17:9-13",
            "logos cannot be read: “bild” is not tables in double square brackets",
            "such as [[…]]",
            None,
        ),
        (
            "logos = 5 kr",
            "17:9-13",
            "logos cannot be read: “5 kr” is not tables in double square brackets",
            "such as [[…]]",
            None,
        ),
        (
            "waive = { PR311 = }",
            "17:19-20",
            "this cannot be read: invalid value",
            "each key = value stands on a line of its own, text in straight quotes",
            None,
        ),
        (
            "waive = ja",
            "17:9-11",
            "waive cannot be read: “ja” is not a table of rule code and reason",
            'such as { PR311 = "why" }',
            None,
        ),
        (
            "acronym = 'It's \"x\" y'",
            "17:11-23",
            "acronym cannot be read: a quote inside the text ends it",
            'write "It\'s \\"x\\" y", in double quotes',
            Fix('"It\'s \\"x\\" y"', safe=False),
        ),
        (
            "x_egen = [1]\n[[project.x_egen]]\nantal = 1",
            "17:1-2",
            "x_egen stands here as a value, and below as [[project.x_egen]]",
            "take the line away, and write what it says in the table",
            None,
        ),
        ("! = 5 kr", "17:1-2", "a key has letters a–z, digits, _ and -", "write key = value", None),
        (
            "acronym = *x",
            "17:11-13",
            "acronym cannot be read: text stands in quotes, also when it is made of figures",
            'write "*x"',
            None,
        ),
        (
            "acronym = +46 70",
            "17:11-17",
            "acronym cannot be read: text stands in quotes, also when it is made of figures",
            'write "+46 70"',
            Fix('"+46 70"'),
        ),
        ("status = a5", "17:10-12", "status cannot be read: text stands in quotes", ONE_OF, None),
        ("acronym = V8 i byn", "17:11-19", UNQUOTED, 'write "V8 i byn"', Fix('"V8 i byn"')),
        ("acronym = X-ray", "17:11-16", UNQUOTED, 'write "X-ray"', Fix('"X-ray"')),
        (
            "activities_end_date = ٢٠٢٤-٠٢-٣٠",
            "17:23-33",
            "activities_end_date cannot be read: “٢٠٢٤-٠٢-٣٠” is no date",
            DAY,
            None,
        ),
        (
            "a.total_budget = 480 000 kr",
            "17:18-28",
            "a.total_budget cannot be read: “480 000 kr” is no plain number",
            "write 480_000, without the unit and spaces",
            Fix("480_000"),
        ),
    ],
)
def test_a_broken_line(line: str, place: str, message: str, help_: str | None, fix: Fix | None) -> None:
    assert told(f"{HEAD}{project()}{line}\n") == [(place, message, help_, fix)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (  # amounts in another currency are not reckoned
            'currency = "EUR"\ntotal_budget = 480 000 kr',
            [(NUMBER, None)],
        ),
        (  # Interreg makes amounts euro
            "[[project.funding]]\nfunder = Vi\nlevel = own\nfund = Interreg\namount = 5 000 kr",
            [
                ('write "Vi"', Fix('"Vi"')),
                ('write "own"', Fix('"own"')),
                ('write "INTERREG"', Fix('"INTERREG"', safe=False)),
                (NUMBER, None),
            ],
        ),
        (
            "[[project.deadline]]\ntype = Övrigt\ndue = 1 maj 2025",
            [('write "other"', Fix('"other"')), ("write 2025-05-01, without quotes", Fix("2025-05-01"))],
        ),
        (
            "[[project.contact]]\nrole = Kontakt\nname = Kim",
            [('write "contact"', Fix('"contact"')), ('write "Kim"', Fix('"Kim"'))],
        ),
        (  # what may go on in the next line is not sure
            "acronym = Byalaget\nNorra",
            [
                ('write "Byalaget"', Fix('"Byalaget"', safe=False)),
                ("write key = value; a key has letters a–z, digits and _", None),
            ],
        ),
    ],
)
def test_what_stands_around_it_counts(lines: str, wanted: list[tuple[str, Fix | None]]) -> None:
    assert [each[2:] for each in told(f"{HEAD}{project(contact='')}{lines}\n")] == wanted


def test_a_misspelt_header_below_a_value_of_its_name_adds_to_what_stands_in_brackets() -> None:
    assert [each[:3] for each in told(f'{HEAD}{project()}contacts = 5\n[[project.contacts]]\nname = "Kim"\n')] == [
        (
            *("17:1-2", "contacts stands here as a value, and below as [[project.contacts]]"),
            "take the line away, and write what it says in the table",
        ),
        (
            *("18:1-2", "what this header adds to stands above as a value in brackets, which is whole"),
            "write all of it in the brackets, or all of it below headers",
        ),
    ]


def test_a_long_statement_is_told_in_the_words_of_the_parser() -> None:
    (each,) = told(f"{HEAD}{project()}acronym = {'x' * 990}\n")
    assert each[1:] == ("this cannot be read: invalid value", EACH_LINE, None)
    (each,) = told(f"{HEAD}{project()}acronym = {'x' * 989}\n")
    assert each[1] == "acronym cannot be read: text stands in quotes"


EACH_LINE = "each key = value stands on a line of its own, text in straight quotes"
