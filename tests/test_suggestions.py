"""Suggested days: tables of what is suggested and what is not, and the page that says where they come from."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, found, project, read

from projreg.derived.suggestions import KINDS, SOURCES, suggestions

TODAY = date(2024, 5, 1)
PAGE = (Path(__file__).parents[1] / "docs" / "deadlines.md").read_text("utf-8")

TVV = '{ funder = "Tillväxtverket", level = "eu" }'
SJV = '{ funder = "Statens jordbruksverk", level = "eu" }'
AURORA = '{ funder = "Länsstyrelsen Norrbotten", level = "eu", fund = "INTERREG", programme = "Aurora 2021–2027" }'
REGION = '{ funder = "Region Norrdal", level = "regional" }'


def suggested(today: date = TODAY, /, **changes: str) -> list[tuple[str, str, str, str]]:
    """Kind, day, funder and source of what is suggested for one project; "-" for the funder that there is not."""
    return [
        (each.kind, each.day.isoformat(), each.funder or "-", each.source)
        for each in suggestions(read(project(**changes)), today)
    ]


def of(kind: str, today: date = TODAY, /, **changes: str) -> list[str]:
    """The days suggested of one kind, with the funders that there are."""
    days = [(day, funder) for each, day, funder, _ in suggested(today, **changes) if each == kind]
    return [day if funder == "-" else f"{day} {funder}" for day, funder in days]


def test_all_that_is_suggested_for_a_project_nearest_first() -> None:
    deadline = '[{ type = "progress_report", due = 2025-06-07, funder = "Region Norrdal" }]'
    assert suggested(end_date="2026-03-15", funding=f"[{TVV}, {AURORA}, {REGION}]", deadline=deadline) == [
        ("last_working_day", "2025-06-05", "Region Norrdal", "days-off"),  # the 6th is the national day
        ("extension_request", "2026-01-18", "-", "prolongation"),
        ("last_working_day", "2026-03-13", "-", "days-off"),
        ("final_payment", "2026-03-15", "Tillväxtverket", "tillvaxtverket"),
        ("final_payment", "2026-05-15", "Länsstyrelsen Norrbotten", "interreg-aurora"),
    ]


def test_the_nearest_comes_first_among_several_projects() -> None:
    projects = read(project(end_date="2026-03-16") + project(id='"bro"', end_date="2025-03-17"))
    assert [(each.project.id, each.day) for each in suggestions(projects, TODAY)] == [
        ("bro", date(2025, 1, 20)),
        ("bredband", date(2026, 1, 19)),
    ]


# ---- the last working day


@pytest.mark.parametrize(
    ("end", "days"),
    [
        ("2026-03-16", []),  # a Monday
        ("2026-03-15", ["2026-03-13"]),
        ("2026-04-06", ["2026-04-02"]),  # Easter Monday
        ("2025-12-31", ["2025-12-30"]),
        ("2028-02-29", []),
        ("9999-12-31", ["9999-12-30"]),
        ("2024-05-05", ["2024-05-03"]),
        ("2024-05-01", []),  # today, a day off: the working day has passed
    ],
)
def test_last_working_day_of_the_project(end: str, days: list[str]) -> None:
    assert of("last_working_day", end_date=end) == days


@pytest.mark.parametrize(
    ("deadline", "days"),
    [
        ('type = "final_report", due = 2024-09-28', ["2024-09-27"]),
        ('type = "final_report", due = 2024-09-28, funder = "Vinnova"', ["2024-09-27 Vinnova"]),
        ('type = "final_report", due = 2024-09-27', []),
        ('type = "final_report", due = 2024-09-28, done = 2024-05-01', []),
        ('type = "final_report", due = 2024-09-28, done = 2024-05-02', ["2024-09-27"]),  # not done yet
        ('type = "final_report", due = 2024-04-28', []),  # has passed
        ('type = "retention", due = 2033-12-31', []),
        ('type = "final_report", due = "snart"', []),
        ('type = "slutrapport", due = 2024-09-28', ["2024-09-27"]),
    ],
)
def test_last_working_day_of_a_deadline(deadline: str, days: list[str]) -> None:
    assert of("last_working_day", deadline=f"[{{ {deadline} }}]") == days


def test_there_is_no_working_day_before_the_first() -> None:
    assert suggested(date(1, 1, 1), start_date="0001-01-01", end_date="0001-01-01") == []


# ---- the prolongation


@pytest.mark.parametrize(
    ("today", "start", "end", "days"),
    [
        ("2024-05-01", "2024-01-01", "2026-03-16", ["2026-01-19"]),
        ("2024-02-29", "2024-01-01", "2024-04-25", ["2024-02-29"]),  # the day itself, a leap day
        ("2024-03-01", "2024-01-01", "2024-04-25", []),  # the day after
        ("2024-01-01", "2024-02-29", "2024-04-25", ["2024-02-29"]),  # as long as the 8 weeks
        ("2024-01-01", "2024-03-01", "2024-04-25", []),  # a day shorter
        ("2024-05-01", "2024-01-01", "9999-12-31", ["9999-11-05"]),
        ("0001-01-01", "0001-01-01", "0001-02-26", ["0001-01-01"]),
        ("0001-01-01", "0001-01-01", "0001-02-25", []),
    ],
)
def test_prolongation(today: str, start: str, end: str, days: list[str]) -> None:
    assert of("extension_request", date.fromisoformat(today), start_date=start, end_date=end) == days


@pytest.mark.parametrize("more", ["", ", done = 2024-04-01", ', funder = "Vinnova"'])
def test_no_prolongation_beside_one_that_is_entered(more: str) -> None:
    assert of("extension_request", deadline=f'[{{ type = "extension_request", due = 2024-05-02{more} }}]') == []


# ---- the last payment request


@pytest.mark.parametrize(
    ("funding", "end", "days"),
    [
        (TVV, "2026-03-16", ["2026-03-16 Tillväxtverket"]),
        (TVV, "2028-02-29", ["2028-02-29 Tillväxtverket"]),
        (TVV, "9999-12-31", ["9999-12-31 Tillväxtverket"]),
        (TVV, "2024-05-01", ["2024-05-01 Tillväxtverket"]),
        (TVV, "2024-04-30", []),
        (f"{TVV}, {TVV}", "2026-03-16", ["2026-03-16 Tillväxtverket"]),
        (SJV, "2026-03-16", ["2026-03-16 Statens jordbruksverk"]),
        ('{ funder = "JORDBRUKSVERKET" }', "2026-03-16", ["2026-03-16 JORDBRUKSVERKET"]),
        (f"{TVV}, {SJV}", "2026-03-16", ["2026-03-16 Tillväxtverket", "2026-03-16 Statens jordbruksverk"]),
        (AURORA, "2026-03-16", ["2026-05-16 Länsstyrelsen Norrbotten"]),
        (AURORA, "2025-12-31", ["2026-02-28 Länsstyrelsen Norrbotten"]),
        (AURORA, "2027-12-31", ["2028-02-29 Länsstyrelsen Norrbotten"]),
        (AURORA, "2024-03-01", ["2024-05-01 Länsstyrelsen Norrbotten"]),  # it has ended
        (AURORA, "2024-02-29", []),
        (AURORA, "9999-10-31", ["9999-12-31 Länsstyrelsen Norrbotten"]),
        (AURORA, "9999-11-01", []),
        ('{ funder = "Interreg Aurora" }', "2026-03-16", ["2026-05-16 Interreg Aurora"]),
        ('{ funder = "Aurora", fund = "ERDF" }', "2026-03-16", []),
        ('{ funder = "X", fund = "INTERREG", programme = "Öresund" }', "2026-03-16", []),
        (REGION, "2026-03-16", []),
    ],
)
def test_last_payment_request(funding: str, end: str, days: list[str]) -> None:
    assert of("final_payment", start_date="2023-01-01", end_date=end, funding=f"[{funding}]") == days


@pytest.mark.parametrize(
    ("funding", "entered", "days"),
    [
        (TVV, "", []),  # of no funder by name
        (TVV, 'funder = "Tillväxtverket"', []),
        (TVV, 'funder = " TILLVAXTVERKET "', []),
        (TVV, 'funder = "Tillväxtverket, Luleå"', []),
        (TVV, 'funder = "Tillväxtverket", done = 2024-04-01', []),
        (TVV, 'funder = "Region Norrdal"', ["2026-03-16 Tillväxtverket"]),
        (f"{TVV}, {SJV}", 'funder = "Tillväxtverket"', ["2026-03-16 Statens jordbruksverk"]),
        (AURORA, 'funder = "Interreg Aurora"', []),
        (AURORA, 'funder = "Länsstyrelsen Norrbotten"', []),
    ],
)
def test_no_last_payment_request_beside_one_that_is_entered(funding: str, entered: str, days: list[str]) -> None:
    fields = ", ".join(filter(None, ['type = "final_payment"', "due = 2026-03-02", entered]))
    assert of("final_payment", funding=f"[{funding}]", deadline=f"[{{ {fields} }}]") == days


def test_another_type_of_deadline_does_not_count() -> None:
    deadline = '[{ type = "payment_request", due = 2025-03-03, funder = "Tillväxtverket" }]'
    assert of("final_payment", funding=f"[{TVV}]", deadline=deadline) == ["2026-03-16 Tillväxtverket"]


# ---- how long papers are kept


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"closed_date": "2024-01-01"}, ["2029-12-31"]),
        ({"closed_date": "2023-12-31"}, ["2028-12-31"]),
        ({"closed_date": "2018-12-31"}, []),  # until 2023
        ({"closed_date": "2024-02-29", "state_aid": "true"}, ["2034-12-31"]),
        ({"closed_date": "2024-02-29", "state_aid": "true", "funding": f"[{REGION}]"}, ["2034-12-31"]),
        ({"closed_date": "2024-02-29", "funding": f"[{REGION}]"}, []),
        ({"closed_date": "2024-02-29", "retain_until": "2025-12-31"}, []),
        ({"closed_date": "2024-02-29", "deadline": '[{ type = "retention", due = 2031-12-31 }]'}, []),
        ({"closed_date": "2024-02-29", "status": '"cancelled"'}, ["2029-12-31"]),
        ({"closed_date": "2024-05-01"}, ["2029-12-31"]),
        ({"closed_date": "2024-05-02"}, []),
    ],
)
def test_retention(changes: dict[str, str], days: list[str]) -> None:
    assert of("retention", **{"funding": f"[{TVV}]", **changes}) == days


@pytest.mark.parametrize(
    ("closed", "state_aid", "days"),
    [("9994", "false", ["9999-12-31"]), ("9995", "false", []), ("9989", "true", ["9999-12-31"]), ("9990", "true", [])],
)
def test_retention_ends_with_the_calendar(closed: str, state_aid: str, days: list[str]) -> None:
    day = date(9999, 1, 1)
    changes = {"closed_date": f"{closed}-06-30", "state_aid": state_aid, "funding": f"[{TVV}]"}
    assert of("retention", day, **changes) == days


# ---- which projects

ALL = {"end_date": "2026-03-15", "funding": f"[{TVV}]", "deadline": '[{ type = "decision", due = 2025-05-03 }]'}


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({}, ["last_working_day", "extension_request", "last_working_day", "final_payment"]),
        ({"start_date": "2025-01-01"}, ["last_working_day", "extension_request", "last_working_day", "final_payment"]),
        ({"status": '"suspended"'}, ["last_working_day", "extension_request", "last_working_day", "final_payment"]),
        ({"end_date": "2024-04-28"}, ["last_working_day"]),  # ended: a deadline is still to come
        ({"status": '"applied"'}, []),
        ({"status": '"cancelled"'}, []),
        ({"closed_date": "2024-04-01"}, ["retention"]),
        ({"start_date": "2027-01-01"}, []),
        ({"start_date": '"2024"'}, []),
        ({"end_date": '"2026"'}, []),
        ({"status": '"suspended"', "end_date": ""}, []),
        ({"status": '"suspended"', "start_date": "2027-01-01"}, []),
    ],
)
def test_which_projects_are_given_what(changes: dict[str, str], kinds: list[str]) -> None:
    assert [kind for kind, *_ in suggested(**{**ALL, **changes})] == kinds


@given(
    st.dates(),
    st.dates(),
    st.dates(),
    st.sampled_from(["", '"suspended"', '"cancelled"']),
    st.dates() | st.none(),
)
def test_no_day_of_the_calendar_is_too_much(
    today: date, start: date, end: date, status: str, closed: date | None
) -> None:
    changes = {"start_date": str(start), "end_date": str(end), "status": status, "closed_date": str(closed or "")}
    deadline = f'[{{ type = "final_report", due = {end} }}]'
    projects = read(project(**changes, funding=f"[{TVV}, {AURORA}]", deadline=deadline))
    days = [each.day for each in suggestions(projects, today)]
    assert days == sorted(days)
    assert all(day >= today for day in days)


# ---- in words, and on the page


@pytest.mark.parametrize(
    ("kind", "changes", "sv", "en"),
    [
        (
            "last_working_day",
            {"end_date": "2026-03-15"},
            "slutdatumet 15 mars 2026 är en ledig dag",
            "the end date 15 March 2026 is a day off",
        ),
        (
            "last_working_day",
            {"deadline": '[{ type = "final_report", due = 2024-09-28, funder = "{funder}" }]'},
            "Slutrapport ska vara klar 28 september 2024, en ledig dag",
            "Final report is due on 28 September 2024, a day off",
        ),
        (
            "extension_request",
            {},
            "8 veckor före slutdatumet 16 mars 2026: en förlängning ska hinna beslutas medan projektet pågår",
            "8 weeks before the end date 16 March 2026: a prolongation has to be decided while the project goes on",
        ),
        (
            "final_payment",
            {"funding": f"[{TVV}]"},
            "hos Tillväxtverket är projektets sista dag, 16 mars 2026, den sista dagen att ansöka",
            "at Tillväxtverket the project's last day, 16 March 2026, is the last day to file",
        ),
        (
            "final_payment",
            {"funding": f"[{SJV}]"},
            "hos Jordbruksverket är projektets sista dag, 16 mars 2026, den sista dagen att ansöka",
            "at Jordbruksverket the project's last day, 16 March 2026, is the last day to file",
        ),
        (
            "final_payment",
            {"funding": f"[{AURORA}]"},
            "hos Interreg Aurora är den sista dagen att ansöka två månader efter slutdatumet 16 mars 2026",
            "at Interreg Aurora the last day to file is two months after the end date 16 March 2026",
        ),
        (
            "retention",
            {"closed_date": "2024-04-01", "funding": f"[{TVV}]"},
            "handlingarna sparas i 5 år från den 31 december 2024, slutredovisningens år (EU-medel)",
            "the papers are kept for 5 years from 31 December 2024, the year of closing (EU money)",
        ),
        (
            "retention",
            {"closed_date": "2024-04-01", "state_aid": "true"},
            "handlingarna sparas i 10 år från den 31 december 2024, slutredovisningens år (statsstöd)",
            "the papers are kept for 10 years from 31 December 2024, the year of closing (state aid)",
        ),
    ],
)
def test_the_reason_in_both_languages(kind: str, changes: dict[str, str], sv: str, en: str) -> None:
    [one] = [each for each in suggestions(read(project(**changes)), TODAY) if each.kind == kind]
    assert (one.reason.say("sv"), one.reason.say("en")) == (sv, en)
    assert KINDS[one.kind].sv[0].isupper()


def test_what_is_suggested_may_be_entered() -> None:
    """The rules on the same days have nothing against a suggestion, and something against a day that is less."""
    entered = {"funding": f"[{TVV}]", "closed_date": "2024-04-01", "aims": '"Fiber."'}
    [day] = of("retention", **entered)
    codes = [code for _, code in found(HEAD + project(**entered, retain_until=day))]
    assert "PR510" not in codes
    assert "PR510" in [code for _, code in found(HEAD + project(**entered, retain_until="2029-12-30"))]
    for last, told in (("2026-03-16", False), ("2026-03-17", True)):
        deadline = f'[{{ type = "final_payment", due = {last}, funder = "Tillväxtverket" }}]'
        codes = [code for _, code in found(HEAD + project(funding=f"[{TVV}]", deadline=deadline))]
        assert ("PR507" in codes) == told


def test_each_source_has_its_section() -> None:
    assert tuple(re.findall("^## `([a-z-]+)`: ", PAGE, re.MULTILINE)) == SOURCES
    sections = re.split("^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [section.count("\nSource: ") for section in sections] == [1] * len(SOURCES)


EXAMPLES = [
    (section.split("`")[0], *row)
    for section in re.split("^## `", PAGE, flags=re.MULTILINE)[1:]
    for row in re.findall(r"^\| (\d{4}-\d\d-\d\d) \| (\S*) ?\|$", section, re.MULTILINE)
]
FUNDED = {"tillvaxtverket": TVV, "jordbruksverket": SJV, "interreg-aurora": AURORA, "retention": TVV}


@pytest.mark.parametrize(("source", "day", "wanted"), EXAMPLES)
def test_the_examples_of_the_page(source: str, day: str, wanted: str) -> None:
    ends = {"end_date": "2023-12-31", "closed_date": day} if source == "retention" else {"end_date": day}
    made = suggested(date(2020, 1, 1) if source != "retention" else date.fromisoformat(day), start_date="2020-01-01",
                     funding=f"[{FUNDED.get(source, REGION)}]", **ends)  # fmt: skip
    assert [each[1] for each in made if each[3] == source] == ([wanted] if wanted else [])


def test_every_section_has_an_example() -> None:
    assert {source for source, *_ in EXAMPLES} == set(SOURCES)
