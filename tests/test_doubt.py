"""What is in doubt is on the safe side: never "nothing to do", never published, never added as something else."""

from datetime import date

import pytest

from projreg.checking.check import check_one
from projreg.derived.review import review
from projreg.editing.edit import appended
from projreg.editing.written import read_contact, read_funding
from projreg.errors import UnreadableFile, UsageError
from projreg.model.decode import decode
from projreg.reading.source import parse
from projreg.values.dates import read_window

HEAD = """
schema_version = 1
[registry]
title = "Projekt"
publisher = "Exempelkommun"
contact = "brevlada@exempel.example"
"""
BODY = """
id = "led"
title = "Leden"
role = "partner"
owner = "Byalaget"
start_date = 2024-01-01
end_date = 2026-12-31
summary = "En led."
"""
CONTACT = """
[[project.contact]]
role = "contact"
email = "led@exempel.example"
"""
TODAY = date(2026, 2, 1)


def parts(text: str) -> dict[str, list[str]]:
    """The parts of a 30-day report that have something in them, with the ids."""
    projects = decode(parse(text.encode(), "projects.toml").data).registry.projects
    found = review(projects, read_window("30d", TODAY))
    return {name: [each.project.id for each in entries] for name, entries in found.parts if entries}


@pytest.mark.parametrize("header", ["[[projects]]", "[[Project]]", "[projekt]", "[[registry.project]]", "[project]"])
def test_projects_under_a_misspelt_header_are_read(header: str) -> None:
    text = HEAD + header + BODY.replace("2026-12-31", "2026-02-10")
    assert parts(text) == {"expiring": ["led"]}
    assert "error" in {each.severity for each in check_one(parse(text.encode(), "projects.toml"))[1]}


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ("", {}),
        ('[[project.deadline]]\ntype = "other"\ndue = 2026-02-10\ndone = 2026-01-10', {}),
        ('[[project.deadline]]\ntype = "other"\ndue = 2026-02-10\ndone = 2062-01-10', {"due": ["led"]}),
        ('[[project.deadlines]]\ntype = "other"\ndue = 2026-02-10', {"unknown": ["led"]}),
        ('[[project.deadline]]\ntype = "other"\ndue = "10 februari"', {"unknown": ["led"]}),
        ("closed_dat = 2026-01-10", {"unknown": ["led"]}),
        ('closed_date = "2026-01-10"', {"unknown": ["led"]}),
        ('[[project.deadline]]\ntype = "other"\ndue = 2025-02-10\ndone = "2025-02-09"', {"unknown": ["led"]}),
        (
            '[[project.deadline]]\ntype = "other"\ndue = 2026-02-10\n'
            '[[project.deadlines]]\ntype = "other"\ndue = 2026-02-05',
            {"due": ["led"], "unknown": ["led"]},
        ),
        ('[[project.deadline]]\ntype = "other"\ndue = 2026-02-10\ndon = 2026-01-10', {"unknown": ["led"]}),
    ],
)
def test_what_may_hide_a_date_is_never_nothing_to_do(extra: str, expected: dict[str, list[str]]) -> None:
    assert parts(HEAD + "[[project]]" + BODY + extra) == expected


@pytest.mark.parametrize(
    ("end", "extra", "expected"),
    [
        ("2025-09-15", "", {"ended": ["led"]}),
        ("2025-09-15", 'closed_date = "2025-09-30"', {"unknown": ["led"]}),
        ("2025-09-15", "closed_dat = 2025-09-30", {"unknown": ["led"]}),
        ("2026-02-10", 'closed_date = "2025-09-30"', {"unknown": ["led"]}),
        ("2025-09-15", 'closed_date = "2025-09-30"\nstatus = "suspended"', {"ended": ["led"], "unknown": ["led"]}),
        ("2025-09-15", 'status = "avslutat"', {"ended": ["led"], "unknown": ["led"]}),
    ],
)
def test_what_may_be_closed_is_not_called_open_nor_left_out(
    end: str, extra: str, expected: dict[str, list[str]]
) -> None:
    assert parts(HEAD + "[[project]]" + BODY.replace("2026-12-31", end) + extra) == expected


@pytest.mark.parametrize(
    "line",
    [
        'publish = "nej"',
        "publish = 0",
        "publich = false",
        "publicera = false",
        "hidden = true",
        'status = "ansökt"',
        'staus = "applied"',
    ],
)
def test_what_may_say_that_it_is_not_published_holds_it_back(line: str) -> None:
    (project,) = decode(parse((HEAD + "[[project]]" + BODY + line).encode(), "projects.toml").data).registry.projects
    assert not project.published


@pytest.mark.parametrize(("fund", "currency"), [("INTERREG", "EUR"), ("ERDF", "SEK")])
def test_a_line_of_interreg_is_read_and_written_in_euro(fund: str, currency: str) -> None:
    line = f'[[project.funding]]\nfunder = "F"\nlevel = "eu"\nfund = "{fund}"\namount = 1000'
    (project,) = decode(parse((HEAD + "[[project]]" + BODY + line).encode(), "projects.toml").data).registry.projects
    assert project.funding[0].currency == currency
    written = read_funding(f"eu: F=1000 {currency}; fund={fund}")
    assert written == {"funder": "F", "level": "eu", "amount": 1000, "fund": fund}
    other = "SEK" if currency == "EUR" else "EUR"
    with pytest.raises(UsageError, match=f"is not in {currency}"):
        read_funding(f"eu: F=1000 {other}; fund={fund}")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("contact: Anna Ek <a@b.example>", {"name": "Anna Ek", "email": "a@b.example"}),
        ("contact: Anna Ek, a@b.example", {"name": "Anna Ek", "email": "a@b.example"}),
        ("contact: Anna Ek (a@b.example)", {"name": "Anna Ek", "email": "a@b.example"}),
        ("contact: Anna Ek (projektledare) a@b.example", {"name": "Anna Ek (projektledare)", "email": "a@b.example"}),
        ("contact: a@b.example; phone=0952-140 00", {"email": "a@b.example", "phone": "0952-140 00"}),
        ("Kontakt: Anna Ek <>; phone=0952-140 00", {"name": "Anna Ek", "phone": "0952-140 00"}),
        ("contact: Anna Ek <a@b.example>, 0952-14000", None),
        ("contact: a@b.example, c@d.example", None),
        ("contact: a@b.example; email=c@d.example", None),
        ("Anna Ek", None),
    ],
)
def test_a_contact_is_understood_or_refused(written: str, expected: dict[str, str] | None) -> None:
    if expected is None:
        with pytest.raises(UsageError):
            read_contact(written)
    else:
        assert read_contact(written) == {"role": "contact", **expected}


BROKEN = [
    ('summary = """\nAldrig stängd\n', 16, "this text is never closed; it begins here"),
    ('partners = ["A", "B"\nplaces = ["C"]\n', 16, "this bracket is never closed; it opens here"),
    ("total_budget = 480,000\n", 16, "total_budget cannot be read: “480,000” is no plain number"),
    ("activities_end_date = 2026-06\n", 16, "activities_end_date cannot be read: “2026-06” is no date"),
    ("end date = 2026-06-30\n", 16, "this is no key and equals sign"),
    ("owner_id = “X”\n", 16, "owner_id cannot be read: the quotes are curly, as a word processor writes them"),
    ("publish = ja\n", 16, "publish cannot be read: “ja” is neither true nor false"),
]


@pytest.mark.parametrize(("lines", "line", "message"), BROKEN)
def test_a_broken_statement_is_told_once_where_it_begins(lines: str, line: int, message: str) -> None:
    body = BODY if "summary" not in lines else BODY.replace('summary = "En led."\n', "# summary\n")
    after = (
        CONTACT
        + "[[project]]"
        + BODY.replace('"led"', '"bro"').replace('"Leden"', '"Bron"').replace('"En led."', '"""\nEn bro."""')
        + CONTACT
    )
    registry, findings = check_one(parse((HEAD + "\n[[project]]" + body + lines + after).encode(), "projects.toml"))
    assert [(each.span.line, each.code, each.message) for each in findings] == [(line, "PR001", message)]
    assert [each.id for each in registry.projects] == ["led", "bro"]


@pytest.mark.parametrize("raw", [b"", b"# only a comment\n", HEAD.replace("= 1", "= 2").encode(), b"a = \n", b"\xff"])
def test_a_file_that_is_no_good_registry_by_now_gets_no_project(raw: bytes) -> None:
    with pytest.raises(UnreadableFile):
        appended(parse(raw, "projects.toml"), {"id": "led", "title": "Leden"})
