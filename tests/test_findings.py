"""What a finding says: its words, its help, its place and its relations; and what is not said twice."""

import pytest
from samples import CONTACT, HEAD, findings, found, project

from projreg.checking.check import check, check_one
from projreg.findings import FORMATS, Look, renderer
from projreg.reading.source import STANDARD_INPUT, parse

Related = list[tuple[int, int, str]]
Said = tuple[str, int, int, int, str, str | None, Related]
"""Code, line, column, end column, message, help and relations."""
OWN = '{ funder = "Lövdals kommun", level = "own", amount = 500_000 }'
REGION = '[{{ funder = "Region Norrdal", level = "regional", {} }}]'


def said(text: str | bytes) -> list[Said]:
    """All that is found, as it reads."""
    return [
        (
            each.code,
            each.span.line,
            each.span.column,
            each.span.end_column,
            each.message,
            each.help,
            [(other.span.line, other.span.column, other.message) for other in each.related],
        )
        for each in findings(text)
    ]


BROKEN = [
    (
        {"end_date": "2024-13-01"},
        (
            *(14, 12, 22, "end_date cannot be read: there is no day 2024-13-01"),
            "there is no month 13; did you mean 2024-01-13?",
        ),
    ),
    (
        {"end_date": "2024-02-30"},
        (
            *(14, 12, 22, "end_date cannot be read: there is no day 2024-02-30"),
            "30 February 2024 does not exist; the month's last day is 29",
        ),
    ),
    (
        {"start_date": "1 maj 2024"},
        (
            *(13, 14, 24, "start_date cannot be read: “1 maj 2024” is not how a date is written"),
            "write 2024-05-01, without quotes",
        ),
    ),
    (
        {"total_budget": "480 000 kr"},
        (
            *(17, 16, 26, "total_budget cannot be read: “480 000 kr” is no plain number"),
            "write 480_000, without the unit and spaces",
        ),
    ),
    (
        {"owner": "Byalaget Norra Lövdal"},
        (12, 9, 30, "owner cannot be read: text stands in quotes", 'write "Byalaget Norra Lövdal"'),
    ),
    (
        {"owner": '"Byalaget'},
        (12, 9, 18, "owner cannot be read: this text is never closed", 'put a quote (") at its end'),
    ),
    (
        {"notes": '"Han sa "hej" till mig"'},
        (
            *(17, 9, 32, "notes cannot be read: a quote inside the text ends it"),
            'write \\" for each quote inside: "Han sa \\"hej\\" till mig"',
        ),
    ),
    (
        {"acronym": "'Ellen's projekt'"},
        (
            17,
            11,
            28,
            "acronym cannot be read: a quote inside the text ends it",
            'write "Ellen\'s projekt", in double quotes',
        ),
    ),
    (
        {"places": '"Ås", "Lövdal"'},
        (17, 10, 24, "places cannot be read: several texts stand in square brackets", 'write ["Ås", "Lövdal"]'),
    ),
    (
        {"places": "Ås, Lövdal"},
        (17, 10, 20, "places cannot be read: texts stand in quotes and square brackets", 'write ["Ås", "Lövdal"]'),
    ),
    (
        {"acronym": '"A", "B"'},
        (17, 11, 19, "acronym cannot be read: there are several texts where one is meant", 'write "A, B"'),
    ),
    (
        {"notes": '"rad ett\n\nrad två"'},
        (
            *(17, 9, 17, "notes cannot be read: a text over several lines stands in three quotes"),
            'write """ for the quote at its start and at its end, or put the text on one line',
        ),
    ),
    (
        {"notes": '"hej”'},
        (17, 9, 14, "notes cannot be read: the quote at its end is curly", 'write "hej"'),
    ),
    (
        {"notes": '“hej"'},
        (17, 9, 14, "notes cannot be read: the quotes are curly, as a word processor writes them", 'write "hej"'),
    ),
    (
        {"total_budget": "okänt"},
        (
            *(17, 16, 21, "total_budget cannot be read: “okänt” is no plain number"),
            "write it like 480_000 or 1250.50, nothing else on the line; leave the line out when it is not known",
        ),
    ),
    (
        {"end_date": "okänt"},
        (
            *(14, 12, 17, "end_date cannot be read: “okänt” is no date"),
            "write year, month and day like 2024-06-30, nothing else on the line",
        ),
    ),
    (
        {"closed_date": " "},
        (
            *(17, 16, 17, "closed_date cannot be read: a value is missing after the equals sign"),
            "write it; leave the line out when it is not known",
        ),
    ),
    (
        {"url": "www.lovdal.example"},
        (
            *(17, 7, 25, "url cannot be read: an address stands in quotes, with https://"),
            'write "https://www.lovdal.example"',
        ),
    ),
    (
        {"state_aid": "True"},
        (17, 13, 17, "state_aid cannot be read: “True” is neither true nor false", "write true"),
    ),
    (
        {"url": '"https://a.example"\nurl = "https://b.example"'},
        (
            *(18, 1, 2, "this key is given twice in the same table"),
            "keep one; if it belongs to the next project, a [[project]] line is missing above it",
        ),
    ),
    (
        {"x_djup": "[" * 2000},
        (17, 1, 2, "brackets are nested too deeply to be read", "the format needs three levels at most"),
    ),
    ({"total_budget": "9" * 5000}, (17, 1, 2, "this number is too long to be an amount", None)),
]


@pytest.mark.parametrize(("changes", "wanted"), BROKEN)
def test_broken_toml(changes: dict[str, str], wanted: tuple[int, int, int, str, str | None]) -> None:
    assert said(HEAD + project(**changes)) == [("PR001", *wanted, [])]


BY_HAND = "save it as UTF-8 in the editor (“Save with encoding”)"
IN_DOUBT = f"open it in the encoding in which å, ä and ö are read right, and {BY_HAND}"
BY_FIX = f"run `projreg validate --fix projects.toml`, or {BY_HAND}"


@pytest.mark.parametrize(
    ("encoding", "place", "name", "mend"),
    [
        ("cp1252", (4, 11, 12), "Windows-1252", BY_FIX),
        ("utf-16", (1, 1, 2), "UTF-16", BY_FIX),
        ("cp850", (4, 11, 12), "Windows-1252", IN_DOUBT),
    ],
)
def test_other_encodings(encoding: str, place: tuple[int, int, int], name: str, mend: str) -> None:
    message = f"the file is not UTF-8 text; it looks like {name}"
    wanted: list[Said] = [("PR002", *place, message, mend, [])]
    assert said((HEAD + project()).encode(encoding)) == wanted


def test_what_comes_by_standard_input_is_not_mended_by_fix() -> None:
    (finding,) = check_one(parse((HEAD + project()).encode("cp1252"), STANDARD_INPUT))[1]
    assert finding.help == BY_HAND


KEEP = "and save; do not convert the file: that would garble the rest"


@pytest.mark.parametrize(
    ("places", "line", "message", "mend"),
    [
        (
            {"Lövdals": b"L\xf6vdals"},
            *(5, "this is not UTF-8; all the rest of the file is"),
            f"type “Lövdals” again here {KEEP}",
        ),
        (
            {"Pågående": b"P\xc3\xa5g\xe5ende", '"Bredband i Lövdal"': b'"L\xf6vdal"', "sjön": b"sj\xf6n"},
            *(4, "this is not UTF-8, nor is something on lines 10, 15; all the rest of the file is"),
            f"type “Pågående” again here, do so on lines 10, 15 too, {KEEP}",
        ),
        (
            {"Lövdals": b"L\x94vdals"},  # from DOS
            *(5, "this is not UTF-8; all the rest of the file is"),
            f"type the word again here {KEEP}",
        ),
        (
            {"Lövdals": b"x" * 70 + b"L\xf6vdals"},  # too long to be shown
            *(5, "this is not UTF-8; all the rest of the file is"),
            f"type the word again here {KEEP}",
        ),
        (
            {"å": b"\xe5", "Lövdal": b"L\xf6vdal"},  # all but one
            *(4, "the file is not UTF-8 text; it looks like Windows-1252, but something on line 15 is UTF-8"),
            "open it as Windows-1252 in the editor, type “sjön” on line 15 again and save it as UTF-8",
        ),
    ],
)
def test_two_encodings_in_one_file(places: dict[str, bytes], line: int, message: str, mend: str) -> None:
    raw = (HEAD + project()).encode()
    for right, wrong in places.items():
        raw = raw.replace(right.encode(), wrong)
    (finding,) = findings(raw)
    assert (finding.code, finding.span.line, finding.message, finding.help) == ("PR002", line, message, mend)


IN_PROJECT: list[tuple[dict[str, str], Said]] = [
    (
        {"end_date": "", "end_dat": "2026-03-16"},
        ("PR101", 16, 1, 8, "end_dat is no key that the format knows", "did you mean end_date?", []),
    ),
    (
        {"colour": '"blå"'},
        ("PR101", 17, 1, 7, "colour is no key that the format knows", "keys of your own begin with x_: x_colour", []),
    ),
    (
        {"total_budget": '"600 000 kr"'},
        (
            *("PR102", 17, 16, 28),
            "total_budget must be a plain number in whole currency units, not the text “600 000 kr”",
            "write 600_000, without quotes and unit",
            [],
        ),
    ),
    (
        {"end_date": '"28.6.2024"'},
        (
            *("PR102", 14, 12, 23, "end_date must be a date without quotes, not the text “28.6.2024”"),
            "write 2024-06-28, without quotes",
            [],
        ),
    ),
    (
        {"end_date": "2024-06-28T12:00:00"},
        (
            *("PR102", 14, 12, 31, "end_date must be a date without quotes, not the time 2024-06-28 12:00:00"),
            "write 2024-06-28",
            [],
        ),
    ),
    (
        {"end_date": "2026"},
        (
            *("PR102", 14, 12, 16, "end_date must be a date without quotes, not 2026"),
            "write the day too: 2026-01-01 if it is the first, 2026-12-31 if it is the last",
            [],
        ),
    ),
    (
        {"role": '"Projektägare"'},
        (
            *("PR102", 11, 8, 22),
            "role must be one of owner, partner, cofinancier, stakeholder, not the text “Projektägare”",
            'did you mean "owner"?',
            [],
        ),
    ),
    (
        {"total_budget": "1250.505"},
        (
            *("PR102", 17, 16, 24, "total_budget must be a plain number in whole currency units, not 1250.505"),
            "write at most two decimals: 1250.50",
            [],
        ),
    ),
    (
        {"total_budget": "9" * 30},
        (
            *("PR102", 17, 16, 46),
            "total_budget must be a plain number in whole currency units, not a number of about 30 digits",
            "write a plain number, such as 480_000, or leave the key out when it is not known",
            [],
        ),
    ),
    (
        {"places": '"Lövdal"'},
        (
            *("PR102", 17, 10, 18, "places must be texts in square brackets, not the text “Lövdal”"),
            'write ["Lövdal"]',
            [],
        ),
    ),
    (
        {"contact": '"Kim Exempel"'},
        (
            *("PR102", 16, 11, 24),
            "contact must be a list of tables ([[project.contact]]), not the text “Kim Exempel”",
            'write a table instead: [[project.contact]] with role and name = "Kim Exempel"',
            [],
        ),
    ),
    (
        {"funding": "240_000"},
        (
            *("PR102", 17, 11, 18, "funding must be a list of tables ([[project.funding]]), not 240000"),
            "write a table instead: [[project.funding]] with funder, level and amount = 240000",
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", contact = "kim@lovdal.example" }]'},
        ("PR101", 16, 32, 39, "contact is no key that the format knows", "did you mean email?", []),
    ),
    (
        {"contact": '[{ role = "contact", email = "a@lovdal.example", contact = "kim@lovdal.example" }]'},
        (
            *("PR101", 16, 60, 67, "contact is no key that the format knows"),
            "each contact is a [[project.contact]] of its own",
            [],
        ),
    ),
    (
        {"account": "0x1F"},
        ("PR102", 17, 11, 15, "account must be text in quotes, not 0x1F", 'write "0x1F", in quotes', []),
    ),
    (
        {"tags": '["fiber", 5]'},
        ("PR102", 17, 8, 20, "tags must be texts in square brackets, and item 2 is 5", "write it in quotes", []),
    ),
    (
        {"end_date": "2026-06-29T22:00:00Z"},
        (
            *("PR102", 14, 12, 32),
            "end_date must be a date without quotes, not the time 2026-06-29 22:00:00+00:00",
            "write the day alone: 2026-06-29 as it stands, or 2026-06-30 by Swedish time",
            [],
        ),
    ),
    ({"acronym": "5"}, ("PR102", 17, 11, 12, "acronym must be text in quotes, not 5", 'write "5", in quotes', [])),
    ({"end_date": ""}, ("PR103", 8, 1, 12, "end_date is missing (end)", "add end_date = YYYY-MM-DD", [])),
    (
        {"id": ""},
        (
            *("PR103", 8, 1, 12, "id is missing"),
            'add id = "bredband-i-lovdal", or another id that stays the same',
            [],
        ),
    ),
    ({"owner": ""}, ("PR103", 8, 1, 12, "owner is missing", 'add owner = "…"', [])),
    (
        {"funding": '[{ funder = "Region Norrdal" }]'},
        (
            *("PR103", 17, 12, 41, "level is missing"),
            'add level = "eu", "national", "regional", "municipal", "private" or "own"',
            [],
        ),
    ),
    (
        {"id": '"Bredband Ås"'},
        (
            *(
                "PR104",
                9,
                6,
                19,
                "the id “Bredband Ås” has other characters than a\N{EN DASH}z, 0\N{EN DASH}9 and single hyphens",
            ),
            'write "bredband-as"',
            [],
        ),
    ),
    (
        {"end_date": "2023-06-30"},
        (
            *("PR201", 14, 12, 22, "end date 2023-06-30 is before start date 2024-01-01"),
            "did you mean 2024-06-30? The year is easily mistyped.",
            [(13, 14, "start_date stands")],
        ),
    ),
    (
        {"end_date": "2024-01-27"},
        ("PR203", 14, 12, 22, "the project lasts 27 days, less than four weeks", "check year and month", []),
    ),
    (
        {"end_date": "2031-01-01"},
        (
            *("PR203", 14, 12, 22, "the project lasts from 2024-01-01 to 2031-01-01, more than seven years"),
            "check the year",
            [],
        ),
    ),
    (
        {"start_date": "1924-01-01"},
        ("PR203", 13, 14, 24, "start date 1924-01-01 is before 1995", "check the year", []),
    ),
    (
        {"total_budget": "-480_000"},
        (
            *("PR301", 17, 16, 24, "total_budget is -480000, and must be above 0"),
            "leave the key out when the amount is not known",
            [],
        ),
    ),
    (
        {"funding": REGION.format("paid = -1")},
        ("PR301", 17, 68, 70, "paid is -1, and cannot be negative", "write 0 when nothing has been paid", []),
    ),
    (
        {"total_budget": "480_000", "funding": REGION.format("amount = 480_000.50")},
        (
            *("PR302", 17, 16, 23),
            "the funding adds up to 480 000,50 kr, 0,50 kr more than the total budget 480 000 kr",
            "compare the amounts with the decisions",
            [(18, 70, "480 000,50 kr stands")],
        ),
    ),
    (
        {"total_budget": "900_000", "funding": REGION.format("amount = 400_000")},
        (
            *("PR303", 17, 16, 23),
            "the funding adds up to 400 000 kr, 500 000 kr less than the total budget 900 000 kr",
            "is a co-financier missing, or the own contribution?",
            [(18, 70, "400 000 kr stands")],
        ),
    ),
    (
        {"total_budget": "900_000", "funding": REGION.format("paid = 400_001, amount = 400_000")[:-1] + f", {OWN}]"},
        (
            *("PR304", 18, 68, 75, "400 001 kr paid is more than the 400 000 kr granted"),
            "compare both with the decision",
            [(18, 86, "amount stands")],
        ),
    ),
    (
        {"funding": REGION.format("rate = 0.8")},
        (
            *("PR305", 17, 68, 71, "rate is 0.8, and is meant in per cent, above 0 to 100"),
            "write 80 for 80 per cent",
            [],
        ),
    ),
    (
        {"currency": '"kr"'},
        ("PR308", 17, 12, 16, "“kr” is no currency code of ISO 4217", 'did you mean "SEK"?', []),
    ),
    (
        {"contact": ""},
        (
            *("PR401", 8, 1, 12, "no contact is given"),
            'add [[project.contact]] with role = "contact" and email = "…"',
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", name = "Kim Exempel" }]'},
        (
            *("PR401", 16, 1, 8, "no contact has an e-mail address or telephone number"),
            'add email = "…" to that contact: contact[0].email',
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", name = "Kim Exempel" }, { role = "controller", name = "Maja Gran" }]'},
        (
            *("PR401", 16, 1, 8, "no contact has an e-mail address or telephone number"),
            'add email = "…" to one of them',
            [],
        ),
    ),
    (
        {"contact": "", "role": '"owner"', "owner": '"Lövdals kommun"'},
        (
            *("PR401", 8, 1, 12, "no contact is given"),
            'add [[project.contact]] with role = "project_manager" and email = "…"',
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", email = "0952-140 00" }]'},
        (
            *("PR402", 16, 40, 53, "“0952-140 00” is no e-mail address"),
            'a telephone number stands in phone: phone = "0952-140 00"',
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", email = "kim(a)lovdal.example" }]'},
        (
            *("PR402", 16, 40, 62, "“kim(a)lovdal.example” is no e-mail address"),
            'did you mean "kim@lovdal.example"?',
            [],
        ),
    ),
    (
        {"contact": '[{ role = "contact", name = "Kim Exempel", phone = "140 00" }]'},
        (
            *("PR403", 16, 62, 70, "“140 00” has 5 digits; a number has 7 to 15"),
            "write the number in full, with its area code",
            [],
        ),
    ),
    (
        {"status": '"Pågående"'},
        (
            *("PR503", 17, 10, 20, "status “Pågående” is what the dates tell"),
            "take the line away: the state follows from start_date and end_date",
            [],
        ),
    ),
    (
        {"logos": '[{ src = "https://lovdal.example/a.png", alt = "" }]'},
        (
            *("PR603", 17, 56, 58, "the logo https://lovdal.example/a.png has no alternative text"),
            'add alt = "whose logo it is"',
            [],
        ),
    ),
    (
        {"url": '"www.lovdal.example"'},
        (
            *("PR604", 17, 7, 27, "“www.lovdal.example” is no http or https address"),
            'did you mean "https://www.lovdal.example"?',
            [],
        ),
    ),
    (
        {"url": '"ftp://lovdal.example"'},
        (
            *("PR604", 17, 7, 29, "“ftp://lovdal.example” is no http or https address"),
            "write it whole, beginning with https://",
            [],
        ),
    ),
]


@pytest.mark.parametrize(("changes", "wanted"), IN_PROJECT, ids=lambda each: each[0] if type(each) is tuple else "")
def test_project(changes: dict[str, str], wanted: Said) -> None:
    assert said(HEAD + project(**changes)) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            HEAD.replace("schema_version = 1\n", ""),
            ("PR103", 1, 1, 1, "schema_version is missing", "add schema_version = 1 as the first line", []),
        ),
        (
            "schema_version = 1\n",
            (
                *("PR103", 1, 1, 1, "the [registry] table is missing"),
                "add [registry] with title, publisher and contact",
                [],
            ),
        ),
        (
            HEAD.replace("= 1", "= 2"),
            (
                *("PR107", 1, 18, 19, "schema_version is 2, and this projreg knows version 1"),
                "write schema_version = 1, or use the projreg that knows it",
                [],
            ),
        ),
        (
            HEAD.replace("kommun@", "kommun "),
            (
                *("PR402", 6, 11, 34, "“kommun lovdal.example” is no e-mail address"),
                "write it with a name, @ and the domain: name@…",
                [],
            ),
        ),
        (
            HEAD + project() + project(title='"Annat"'),
            (
                *("PR105", 19, 6, 16, "the id “bredband” is used twice"),
                'write another, such as "bredband-2", or remove the project if it was entered twice',
                [(9, 6, "first used")],
            ),
        ),
        (
            HEAD + project(contact="") + '\n[project.contact]\nrole = "contact"\nemail = "a@lovdal.example"\n',
            (
                *("PR102", 17, 1, 18, "contact must be a list of tables ([[project.contact]]), not a table"),
                "write the header with two brackets",
                [],
            ),
        ),
        (
            HEAD
            + project(title="", contact="")
            + '\n[[project.contact]]\nrole = "contact"\nemail = "a@lovdal.example"\ntitle = "Bredband"\n',
            (
                *("PR101", 19, 1, 6, "title is no key that the format knows"),
                "it stands below [[project.contact]]: move it up, above the first table of the project",
                [],
            ),
        ),
    ],
)
def test_file(text: str, wanted: Said) -> None:
    assert said(text) == [wanted]


def test_each_double_gets_an_id_of_its_own() -> None:
    told = said(HEAD + project() * 4 + project(id='"bredband-3"') * 2)
    mends = [each[5] for each in told if each[0] == "PR105"]
    suggested = [str(mend).split('"')[1] for mend in mends]
    assert suggested == ["bredband-2", "bredband-4", "bredband-5", "bredband-6"]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"start_date": "", "startdate": "2024-01-01"}, [(16, "PR101")]),
        ({"end_date": '"2023-01-01"'}, [(14, "PR102")]),
        ({"total_budget": '"1 kr"', "funding": REGION.format("amount = 400_000")}, [(17, "PR102")]),
        ({"total_budget": "400_000", "funding": REGION.format('amount = "250 tkr"')}, [(18, "PR102")]),
        ({"contact": '[{ role = "contact", email = 5 }]'}, [(16, "PR102")]),
        ({"contact": '[{ role = "contact", name = "Kim Exempel", phone = 095214000 }]'}, [(16, "PR001")]),
        ({"contact": '[{ role = "contact", name = "Kim Exempel", phone = 95214000 }]'}, [(16, "PR102")]),
        ({"contact": '[{ role = "contact", name = "Kim", emial = "a@lovdal.example" }]'}, [(16, "PR101")]),
        ({"contact": "", "contacts": CONTACT}, [(16, "PR101")]),
        ({"contact": '"info@lovdal.example"'}, [(16, "PR102")]),
        ({"logos": '[{ src = "https://lovdal.example/a.png", alt = 5 }]'}, [(17, "PR102")]),
        ({"status": '"active"'}, [(17, "PR503")]),
        ({"funding": REGION.format("amount = 0, paid = 5")}, [(17, "PR301")]),
        ({"id": '""'}, [(9, "PR103")]),
        ({"id": "5"}, [(9, "PR102")]),
        ({"end_date": "2024-13-01", "total_budget": "0"}, [(14, "PR001"), (17, "PR301")]),
        ({"start_date": "2024-02-30", "url": '"lovdal"', "id": '"Å"'}, [(9, "PR104"), (13, "PR001"), (17, "PR604")]),
        ({"owner": "", "logos": '[{ src = "https://a.example/b.png", alt = "Byn", owner = "Byn" }]'}, [(16, "PR101")]),
    ],
)
def test_one_fault_is_told_once(changes: dict[str, str], wanted: list[tuple[int, str]]) -> None:
    assert found(HEAD + project(**changes)) == wanted


def test_a_broken_header_keeps_what_stands_below_it() -> None:
    below = '\n[[project.contact]\nrole = "contact"\nemail = "a@lovdal.example"\n'
    assert found(HEAD + project(contact="") + below) == [(17, "PR001")]


def test_a_currency_is_told_where_it_is_written_and_not_where_it_is_inherited() -> None:
    text = HEAD + 'currency = "KR"\n' + project(funding=REGION.format("paid = 1")) + project(id='"tva"', title='"Två"')
    assert found(text) == [(7, "PR308")]


@pytest.mark.parametrize(("written", "code"), [("1 250,50 kr", "PR001"), ('"1 250,50 kr"', "PR102")])
def test_amounts_with_decimals_are_mended_too(written: str, code: str) -> None:
    (finding,) = findings(HEAD + project(total_budget=written))
    assert finding.code == code
    assert (finding.help or "").replace("_", "").startswith("write 1250.50, without")


@pytest.mark.parametrize(
    ("line", "table", "wanted"),
    [
        ('contact = "Kim Exempel"', 'contact]]\nrole = "contact"\nemail = "a@lovdal.example"', 'name = "Kim Exempel"'),
        (
            'contact = "b@lovdal.example"',
            'contact]]\nrole = "contact"\nname = "Lo"\nphone = "0952-140 00"',
            'email = "b@lovdal.example"',
        ),
        ("funding = 240_000", 'funding]]\nfunder = "Region Norrdal"\nlevel = "regional"', "amount = 240_000"),
        ("deadline = 2026-01-31", 'deadline]]\ntype = "other"\ndue = 2026-01-31', "due = 2026-01-31"),
    ],
)
def test_a_value_where_tables_of_that_name_follow(line: str, table: str, wanted: str) -> None:
    name = line.split(" ")[0]
    contact = "" if name == "contact" else CONTACT
    text = HEAD + project(contact=contact) + f"{line}\n\n[[project.{table}\n"
    ((code, at, _, _, message, help_, _),) = said(text)
    assert (code, text.split("\n")[at - 1]) == ("PR001", line)
    assert message == f"{name} stands here as a value, and below as [[project.{name}]]"
    assert help_ == f"write {wanted} below [[project.{name}]], and take this line away"


@pytest.mark.parametrize("missing", ["id", "title", "role", "owner", "start_date", "end_date", "summary", "contact"])
def test_what_is_shown_to_be_filled_in_does_not_pass_as_it_stands(missing: str) -> None:
    text = HEAD + project(**({"title": ""} if missing == "id" else {}), **{missing: ""})
    helps = [each.help or "" for each in findings(text) if each.code in ("PR103", "PR401")]
    shown = next(each for each in helps if missing in each).removeprefix("add ")
    assert found(text.replace("[[project]]\n", f"[[project]]\n{shown}\n", 1)) != []


def test_an_address_as_it_is_shown_does_not_pass() -> None:
    (finding,) = findings(HEAD.replace("kommun@lovdal.example", "kommun"))
    shown = (finding.help or "").split(" ")[-1]
    assert "PR402" in {code for _, code in found(HEAD.replace("kommun@lovdal.example", shown))}


def test_several_broken_statements_in_one_run() -> None:
    text = HEAD + project(owner="Byalaget", start_date="2024-02-30", total_budget="5 kr", tags='["a"')
    assert found(text + project(id='"tva"', title='"Två"', reviewed="igår")) == [
        (12, "PR001"),
        (13, "PR001"),
        (17, "PR001"),
        (18, "PR001"),
        (29, "PR001"),
    ]


def test_findings_stand_in_the_order_of_the_file() -> None:
    one = project(url='"x"', end_date="2023-01-01", id='"Å"', total_budget="0", contact="", status='"active"')
    text = HEAD.replace("kommun@", "") + one + project(budgett="1", owner="") + "\n[annat]\n"
    places = [each.span for each in findings(text)]
    assert len(places) == 10
    assert places == sorted(places)
    assert findings(text) == findings(text)


@pytest.mark.parametrize(
    ("waive", "wanted"),
    [
        ('{ PR203 = "En konferens på en dag." }', []),
        ('{ PR203 = "" }', [(14, "PR203")]),
        ('{ PR203 = "  " }', [(14, "PR203")]),
        ('{ PR203 = "-" }', [(14, "PR203")]),
        ('{ PR203 = " TBD " }', [(14, "PR203")]),
        ('{ PR203 = "TBD-konferens på en dag." }', []),
        ('{ PR201 = "Fel regel." }', [(14, "PR203")]),
        ("{}", [(14, "PR203")]),
    ],
)
def test_a_waiver_needs_a_reason(waive: str, wanted: list[tuple[int, str]]) -> None:
    left = [each for each in found(HEAD + project(end_date="2024-01-01", waive=waive)) if each[1] == "PR203"]
    assert left == wanted


@pytest.mark.parametrize(
    ("reason", "code", "column", "message"),
    [
        ('""', "PR112", 19, "the waiver of PR303 gives no reason"),
        ('"- "', "PR112", 19, "the waiver of PR303 gives no reason: “-”"),
        ('"TBD"', "PR112", 19, "the waiver of PR303 gives no reason: “TBD”"),
        ("true", "PR102", 9, "the reason for waiving PR303 must be text in quotes, not true"),
        ("5", "PR102", 9, "the reason for waiving PR303 must be text in quotes, not 5"),
        ('["x"]', "PR102", 9, "the reason for waiving PR303 must be text in quotes, not an array"),
    ],
)
def test_what_is_no_reason(reason: str, code: str, column: int, message: str) -> None:
    mend = 'write why, such as PR303 = "nine-year framework agreement"'
    wanted: Said = (code, 17, column, 0, message, mend + (", or take it away" if code == "PR112" else ""), [])
    (told,) = said(HEAD + project(waive=f"{{ PR303 = {reason} }}"))
    assert (*told[:3], 0, *told[4:]) == wanted


def test_a_reason_that_could_not_be_read_is_told_once() -> None:
    assert found(HEAD + project() + "\n[project.waive]\nPR303 = En dag\n") == [(19, "PR001")]


def test_a_waiver_holds_for_its_own_project() -> None:
    one = project(end_date="2024-01-01", waive='{ PR203 = "En dag." }')
    two = project(id='"tva"', title='"Två"', end_date="2024-01-01")
    assert found(HEAD + one + two) == [(25, "PR203")]


def test_findings_name_their_project_and_file() -> None:
    (finding,) = findings(HEAD + project() + project(id='"tva"', title='"Två"', url='"x"'))
    assert (finding.project, finding.file, finding.path) == ("tva", "projects.toml", ("project", 1, "url"))
    assert (finding.name, finding.severity) == ("no-web-address", "error")


def test_ten_faults_are_ten_errors_in_ten_places() -> None:
    text = (
        HEAD
        + project(start_date="2024-05-01", end_date="2023-06-30", total_budget="-480_000")
        + project(title='"Två"', contact="", start_date='"1 maj 2024"', end_date="2024-13-01", budgett="1")
        + project(
            id='"tre"',
            title='"Tre"',
            start_date="2023",
            total_budget='"480 000 kr"',
            contact='[{ role = "contact", email = "namn(at)kommun.example" }]',
        )
    )
    told = findings(text)
    assert [(each.span.line, each.code) for each in told] == [
        (14, "PR201"),
        (17, "PR301"),
        (19, "PR401"),
        (20, "PR105"),
        (24, "PR102"),
        (25, "PR001"),
        (27, "PR101"),
        (34, "PR102"),
        (37, "PR402"),
        (38, "PR102"),
    ]
    assert {each.severity for each in told} == {"error"}
    assert len({each.span for each in told}) == 10


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_hostile_text_is_shown_harmless(ending: str) -> None:
    text = HEAD + project(id=r'"\u001b[31m\u202e"', url=r'"java\u0000\u200b\nscript:"', role=r'"\u009bboss"')
    for finding in findings(text.replace("\n", ending)):
        assert finding.message.isprintable()
        assert (finding.help or "").isprintable()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_merge_conflict_inside_a_text_is_told_in_a_file_that_parses(line_end: str) -> None:
    summary = (
        '"""\n<<<<<<< HEAD\nNorr om sjön.\n||||||| 4f5e6a7\n=======\nSöder om sjön.\nOch väster.\n>>>>>>> kollega\n"""'
    )
    (told,) = findings((HEAD + project(summary=summary)).replace("\n", line_end))
    assert (told.code, told.span, told.message) == (
        "PR003",
        (16, 1, 16, 13),
        "git could not merge: line 17 on one side, lines 20 to 21 on the other",
    )


@pytest.mark.parametrize(
    "lines",
    [
        "<<<<<<< HEAD",
        "Rubrik\n=======",
        ">>>>>>> a\n=======\n<<<<<<< b",
        "<<<<<<<< HEAD\n=======\n>>>>>>> a",
        "<<<<<<< HEAD\n>>>>>>> a\n=======",
        "Så:\n <<<<<<< HEAD\n =======\n >>>>>>> a",
    ],
)
def test_a_text_may_quote_a_mark_of_git(lines: str) -> None:
    assert found(HEAD + project(notes=f'"""\n{lines}\n"""')) == []


def test_a_registry_in_double_brackets_is_told_what_to_write() -> None:
    (told,) = findings(HEAD.replace("[registry]", "[[registry]]") + project())
    assert (told.code, told.help) == ("PR102", "write [registry], with one bracket on each side, and its keys below it")


@pytest.mark.parametrize(
    ("rate", "code", "help_"),
    [
        ("1", None, None),
        ("0.99", "PR305", "write 99 for 99 per cent"),
        ("0.8", "PR305", "write 80 for 80 per cent"),
        ("0.01", "PR305", "write 1 for 1 per cent"),
        ("0.005", "PR102", "write it in per cent, such as 67.5"),
        ("0.805", "PR102", "write 80.50 for 80.50 per cent"),
        ("66.666", "PR102", "write at most two decimals: 66.67"),
        ("150.555", "PR102", "write it in per cent, such as 67.5"),
        ("0", "PR305", "write it in per cent, such as 67.5"),
    ],
)
def test_what_is_proposed_for_a_rate_is_one(rate: str, code: str | None, help_: str | None) -> None:
    funding = f'[{{ funder = "Region Norrdal", level = "regional", rate = {rate} }}]'
    assert [(each.code, each.help) for each in findings(HEAD + project(funding=funding))] == (
        [(code, help_)] if code else []
    )


@pytest.mark.parametrize(
    ("contact", "help_"),
    [
        ('name = "Okänt", phone = "0952-140 00"', "write the name, or give email instead"),
        ('name = "Okänt", email = "a@lovdal.example"', "leave name out until it is known"),
    ],
)
def test_a_contact_without_a_name_is_told_what_will_do(contact: str, help_: str) -> None:
    (told,) = findings(HEAD + project(contact=f'[{{ role = "contact", {contact} }}]'))
    assert (told.code, told.help) == ("PR111", help_)


def test_one_day_is_one_day() -> None:
    (told,) = findings(HEAD + project(end_date="2024-01-01"))
    assert (told.code, told.message) == ("PR203", "the project lasts 1 day, less than four weeks")


LONG = 100_000
"""With patterns that go back and forth, or a line gone through anew for each finding, these tests take minutes."""


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"contact": f'[{{ role = "contact", email = "a{" " * LONG}b" }}]'}, (16, "PR402")),
        ({"url": f'"https://{"a" * LONG} "'}, (17, "PR604")),
    ],
)
def test_a_long_value_is_judged_as_a_short_one(changes: dict[str, str], wanted: tuple[int, str]) -> None:
    assert found(HEAD + project(**changes)) == [wanted]


def test_many_findings_on_one_line_have_their_columns() -> None:
    told = findings(HEAD + project(x_text='"' + "\\e" * (LONG // 4) + '"'))
    assert [(each.code, each.span.line, each.span.column) for each in told[-2:]] == [
        ("PR004", 17, 11 + 2 * (LONG // 4 - 2)),
        ("PR004", 17, 11 + 2 * (LONG // 4 - 1)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        project(id='"kim-181812019808"', owner='""', title='"kim-181812019808"') + project(id='"kim-181812019808"'),
        project(**{'"181201-9808"': "1"}),
        project(account="1812019808"),
        project(follows='"kim-181812019808"'),
        project(waive='{ PR203 = "Kim 181201-9808" }'),
        project(x_kim='"181201-9808"'),
    ],
)
def test_no_identity_number_leaves_in_a_finding(text: str) -> None:
    source = parse((HEAD + text).encode(), "projects.toml")
    checked = check([source])
    assert "PR405" in {each.code for each in checked.findings}
    for form in FORMATS:
        shown = renderer(form)(checked, [source], Look())
        assert ("1201980" in shown, "1201-980" in shown, "1201_980" in shown) == (False, False, False), form


@pytest.mark.parametrize(
    "text",
    [
        HEAD + 'currency = ""\n' + project(total_budget="480_000"),
        HEAD + project(currency='""', total_budget="480_000"),
        HEAD + project(total_budget="480_000", funding=REGION.format('currency = "", amount = 480_000')),
    ],
)
def test_an_empty_currency_is_not_given(text: str) -> None:
    registry, told = check_one(parse(text.encode(), "projects.toml"))
    (one,) = registry.projects
    assert {each.code for each in told} <= {"PR310", "PR303"}
    assert {one.currency, *(each.currency for each in one.funding)} == {"SEK"}
