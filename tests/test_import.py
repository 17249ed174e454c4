"""Lists read as projects: what a heading means, what a cell means, and what is told when that is not certain."""

import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from console import called, on_terminal
from hypothesis import example, given
from hypothesis import strategies as st
from lists import EMPTY, GOOD, HEADINGS, Taken, csv, saved, workbook
from samples import HEAD, hostile_strings, project

from projreg.editing.edit import Unfit, appended_all
from projreg.errors import UnreadableFile, UsageError
from projreg.intake.headings import meaning, shown
from projreg.intake.people import read_people
from projreg.model.records import Project


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Projektnamn", "title"), ("Benämning", "title"), ("PROJEKT", "title"), ("Title", "title"),
        ("Projekttid", "start_date and end_date"), ("Period", "start_date and end_date"),
        ("Startår", "start_date"), ("Fr.o.m.", "start_date"), ("Projektstart", "start_date"), ("T.o.m", "end_date"),
        ("Slutdatm", "end_date"), ("Beviljat belopp", "funding[0].amount"), ("Beviljat stöd (kr)", "funding[0].amount"),
        ("Finansieringskälla", "funding[0].funder"),
        ("Finansiär", "funding[0].funder"), ("Nivå", "funding[0].level"), ("Beslutsdatum", "funding[0].decision_date"),
        ("Kontaktperson", "contact[0]"), ("Ansvarig", "contact[0]"), ("E-post", "contact[0].email"),
        ("Telefonnr", "contact[0].phone"), ("Diarienr", "reference"), ("Dnr", "reference"), ("Status", "status"),
        ("Budget (tkr)", "total_budget"), ("Total budget, kr", "total_budget"), ("Projektkostnad tkr", "total_budget"),
        ("funding_2_amount", "funding[1].amount"), ("Sökt belopp", None), ("Belopp", None), ("Egen insats", None),
        ("Datum", None), ("Nr", None), ("Färg", None), ("", None), ("waive", None),
    ],
)  # fmt: skip
def test_a_heading_means_a_key_or_nothing(heading: str, key: str | None) -> None:
    found = meaning(heading)
    assert (shown(found) if found else None) == key


@pytest.mark.parametrize("name", [name for name, key in Project.keys.items() if name not in ("waive", "status")])
def test_every_key_is_known_by_its_name_and_labels(name: str) -> None:
    if name in ("funding", "contact", "deadline", "logos"):
        return
    for heading in (name, *Project.keys[name].label):
        found = meaning(heading)
        assert found is not None
        assert shown(found) == name


def test_two_funders_are_two_lines_and_addresses_belong_to_the_person_before_them() -> None:
    people = {
        "Projektledare": "Maja Gran",
        "E-post": "maja@lovdal.example",
        "Kontakt": "Växeln",
        "Telefon": "0900-123 45",
    }
    money = ("Finansiär 1", "Belopp 1", "Nivå", "Finansiär 2", "Belopp 2", "Nivå")
    headings = (*HEADINGS[:4], *people, *money)
    row = (*GOOD[:4], *people.values(), "Boverket", "100 000", "Statlig", "EU", "50 tkr", "")
    taken = Taken(csv(headings, row))
    assert taken.lines == []
    assert taken.projects[0]["contact"] == [
        {"role": "project_manager", "name": "Maja Gran", "email": "maja@lovdal.example"},
        {"role": "contact", "name": "Växeln", "phone": "0900-123 45"},
    ]
    assert taken.projects[0]["funding"] == [
        {"funder": "Boverket", "level": "national", "amount": 100_000},
        {"funder": "EU", "level": "eu", "amount": 50_000},
    ]


def test_columns_without_a_heading_are_told_by_what_stands_in_them() -> None:
    rows = [
        ("Projekt", "", "", "", "Beskrivning"),
        ("Bredband", "2018-09-01", "2021-12-31", "maja@lovdal.example", "Fiber."),
        ("Badplats", "2019-05-01", "2020-04-30", "elis@lovdal.example", "Brygga."),
    ]
    taken = Taken(csv(*rows))
    assert taken.lines == []
    assert [each["end_date"] for each in taken.projects] == [date(2021, 12, 31), date(2020, 4, 30)]
    noon = datetime(2018, 9, 1, 12)  # noqa: DTZ001 (cells know no time zone)
    taken = Taken(workbook(rows[0], ("Bro", noon, *rows[1][2:])))
    assert taken.projects[0]["start_date"] == date(2018, 9, 1)
    rows[2] = ("Badplats", "2020-05-01", "2019-04-30", "elis@lovdal.example", "Brygga.")
    assert Taken(csv(*rows)).projects == []  # one begins after it ends: which is which is not certain
    assert len(Taken(csv(*rows)).lines) == 4


@pytest.mark.parametrize(
    ("cells", "key", "value"),
    [
        (("https://lovdal.example/bro", "http://lovdal.example/led"), "url", "https://lovdal.example/bro"),
        (("https://lovdal.example/bro", "nej"), "url", None),
        (("2018-09-01 - 2021-12-31", "1.9.2018-31.12.2021"), "end_date", date(2021, 12, 31)),
        (("2018-09-01", "2018-10-01"), "start_date", None),
    ],
)
def test_a_column_without_a_heading_that_holds_one_kind_alone(cells: tuple[str, str], key: str, value: Any) -> None:
    """A column of days alone may be of any day, and where one cell is of another kind nothing is certain."""
    headings = ("Projekt", "", "Kort beskrivning", "E-post")
    rows = [(f"Projekt {at}", cell, *GOOD[3:]) for at, cell in enumerate(cells)]
    days = () if key == "end_date" else ("start_date=2018-09-02", "end_date=2021-12-31")
    taken = Taken(csv(headings, *rows), for_all=("role=owner", *days))
    assert taken.parcel.layout is not None
    why = taken.parcel.layout.columns[1].why
    found = taken.projects[0].get(key)
    assert (found, why) == ((value, "by what stands in it") if value else (taken.for_all.get(key), "not known"))


def test_rows_that_end_before_the_days_do_not_tell_against_them() -> None:
    raw = csv(("Projekt", "Kort beskrivning", "E-post", "", ""), (GOOD[0], *GOOD[3:], *GOOD[1:3]))
    taken = Taken(raw + b"Bad;Brygga.;elis@lovdal.example\r\n")
    assert taken.projects[0]["end_date"] == date(2021, 12, 31)
    assert taken.lines == [f"row 3, column {each}: it is empty; write the day" for each in "DE"]


def test_a_list_without_headings_is_read_by_letters() -> None:
    rows = (GOOD, ("Bad", *GOOD[1:]))
    said = ("A=title", "B=start_date", "C=end_date", "4=summary", "E=contact[0].email")
    for header in (0, None):
        taken = Taken(csv(*rows), *said, header=header)
        assert (taken.lines, [each["title"] for each in taken.projects]) == ([], ["Bredband", "Bad"])


@pytest.mark.parametrize(
    ("said", "cell", "key", "value"),
    [
        ("state", "Vilande", "status", "suspended"),
        ("status", "Vilande", "status", "suspended"),
        ("Status", "Vilande", "status", "suspended"),
        ("period", "2018-09-01 - 2021-12-31", "end_date", date(2021, 12, 31)),
        ("contact", "Elis Berg", "contact", [{"role": "contact", "name": "Elis Berg", "email": GOOD[4]}]),
        ("funding.funder", "EU", "funding", [{"funder": "EU", "level": "eu"}]),
        ("funding[1].funder", "EU", "funding", [{"funder": "EU", "level": "eu"}]),
        ("funding_2_funder", "EU", "funding", [{"funder": "EU", "level": "eu"}]),
    ],
)
def test_a_column_can_be_given_any_key(said: str, cell: str, key: str, value: Any) -> None:
    taken = Taken(csv((*HEADINGS, "Övrigt"), (*GOOD, cell)), f"Övrigt={said}")
    assert taken.lines == []
    assert taken.projects[0][key] == value


@pytest.mark.parametrize(
    ("said", "message", "mend"),
    [
        (
            ("Övrigt=title", "A=title"),
            "--map: title is given by column F “Övrigt” and by column A “Projektnamn”",
            "name one column for it",
        ),
        (
            ("Övrigt=funding.amount", "Annat=funding[0].amount"),
            "--map: funding[0].amount is given by column F “Övrigt” and by column G “Annat”",
            "name one column for it; another funding is funding[1].amount",
        ),
        (
            ("Övrigt=funding[1].funder", "Annat=funding[1].funder"),
            "--map: funding[1].funder is given by column F “Övrigt” and by column G “Annat”",
            "name one column for it; another funding is funding[2].funder",
        ),
        (
            ("Övrigt=contact", "Annat=contact"),
            "--map: contact[0] is given by column F “Övrigt” and by column G “Annat”",
            "name one column for it; another contact is contact[1]",
        ),
        (("Övrigt=funding",), "--map: there is no key “funding”", "did you mean funding[0].funder?"),
    ],
)
def test_a_key_has_one_column(said: tuple[str, ...], message: str, mend: str) -> None:
    raw = csv((*HEADINGS, "Övrigt", "Annat"), (*GOOD, "a", "b"))
    with pytest.raises(UsageError) as refused:
        Taken(raw, *said)
    assert (refused.value.message, refused.value.mend) == (message, mend)


@pytest.mark.parametrize(
    ("headings", "cells", "line"),
    [
        (
            ("Kontaktperson", "E-post"), ("Maja Gran, maja@lovdal.example", "elis@lovdal.example"),
            "row 2, column F “E-post”: it says “elis@lovdal.example” where another column says “maja@lovdal.example”; "
            "leave one of them out",
        ),
        (("Kontaktperson", "E-post"), ("Maja Gran, maja@lovdal.example", "maja@lovdal.example"), ""),
        (
            ("Projekttid", "E-post"), ("2018-09-01 - 2021-11-30", "maja@lovdal.example"),
            "row 2, column E “Projekttid”: it says 2021-11-30 where end_date is 2021-12-31; "
            "leave one of the columns out",
        ),
        (("Projekttid", "E-post"), ("2018-09-01 - 2021-12-31", "maja@lovdal.example"), ""),
        (("Projekttid", "E-post"), ("saknas", "maja@lovdal.example"), ""),
        (
            ("Telefon", "Färg"), ("0900-123 45", "röd"),
            "row 2, column E “Telefon”: a contact has neither name nor e-mail address; add one, or leave it out",
        ),
        (("Kontaktperson", "E-post"), ("-", "maja@lovdal.example"), ""),
    ],
)  # fmt: skip
def test_columns_that_tell_of_one_thing_agree(headings: tuple[str, ...], cells: tuple[str, ...], line: str) -> None:
    taken = Taken(csv((*HEADINGS[:4], *headings), (*GOOD[:4], *cells)))
    assert (taken.lines, len(taken.projects)) == (([line], 0) if line else ([], 1))


def test_who_is_not_named_has_no_role() -> None:
    headings = (*HEADINGS[:4], "Projektledare", "E-post")
    rows = (*GOOD[:4], "saknas", GOOD[4]), ("Bad", *GOOD[1:4], "Elis Berg", GOOD[4])
    roles = [each["contact"][0]["role"] for each in Taken(csv(headings, *rows)).projects]
    assert roles == ["contact", "project_manager"]


def test_a_row_with_nothing_in_the_columns_that_are_read_is_left_out_and_told() -> None:
    taken = Taken(csv((*HEADINGS, "Färg"), (*GOOD, "röd"), (*[""] * 5, "blå")))
    assert taken.remarks == ["row 3 is left out: nothing stands in the columns that are read"]
    assert (taken.lines, len(taken.projects)) == ([], 1)


@pytest.mark.parametrize("said", ["role", "role=", "=owner"])
def test_what_is_said_of_all_rows_is_a_key_and_a_value(said: str) -> None:
    with pytest.raises(UsageError) as refused:
        Taken(csv(HEADINGS, GOOD), for_all=(said,))
    assert refused.value.message == f"--set: “{said}” is not KEY=VALUE"


@pytest.mark.parametrize(
    ("key", "heading", "cell", "said"),
    [
        ("start_date", "Startdatum", "2018", "“2018” is only a year; write the day, such as 2018-09-01"),
        ("start_date", "Startdatum", "1/8 2018", "“1/8 2018” is 1 August or 8 January; write the day, such as 2018-"),
        ("start_date", "Startdatum", "31/04/2018", "“31/04/2018” is no day of the calendar: April 2018 has 30 days"),
        ("start_date", "Startdatum", "180901", "“180901” has a year of two figures"),
        ("start_date", "Startdatum", "43344", "“43344” is a number, perhaps the day number of a spreadsheet"),
        ("start_date", "Startdatum", "snart", "“snart” is no date"),
        ("total_budget", "Budget", "ca 3 mkr", "“ca 3 mkr” is no amount"),
        ("total_budget", "Budget", "23.885", "“23.885” can be read in two ways; write 23885"),
        ("total_budget", "Budget", "25 %", "“25 %” is no amount"),
        ("total_budget", "Budget", "100 000 €", "“100 000 €” is not in SEK; say --set currency=EUR"),
        ("total_budget", "Budget (tkr)", "600 kr", "“600 kr” names whole units, its heading does not"),
        ("total_budget", "Budget (tkr)", "2 000 000", "“2 000 000” would be 2 000 000 000 as its heading says"),
        ("state_aid", "Statsstöd", "kanske", "“kanske” is neither yes nor no"),
        ("status", "Status", "Hemligt", "“Hemligt” is no status"),
        ("owner", "Projektägare", "#REF!", "the spreadsheet could not reckon this cell"),
        ("contact", "Kontakt", "a@b.example, c@d.example", "“a@b.example, c@d.example” is more than one contact"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_told_with_row_and_column(key: str, heading: str, cell: str, said: str) -> None:
    names = list(HEADINGS)
    row = ["Badplats", *GOOD[1:]]
    if heading in names:
        row[names.index(heading)] = cell
    else:
        names.append(heading)
        row.append(cell)
    taken = Taken(csv(names, GOOD, row) if heading in HEADINGS else csv(names, row))
    number = 3 if heading in HEADINGS else 2
    letter = "ABCDEF"[names.index(heading)]
    assert taken.lines[0].startswith(f"row {number}, column {letter} “{heading}”: {said}")
    assert all(each[key] != cell for each in taken.projects if key in each)


@pytest.mark.parametrize(
    ("heading", "cell", "key", "value"),
    [
        ("Budget (tkr)", "3 900", "total_budget", 3_900_000),
        ("Budget (mkr)", "3,9", "total_budget", 3_900_000),
        ("Budget, tkr", "3,9 mkr", "total_budget", 3_900_000),
        ("Budget", "1 250,50 kr", "total_budget", Decimal("1250.50")),
        ("Deltagande kommuner", "Malå, Sorsele", "municipalities", ["Malå", "Sorsele"]),
        ("Partner", "Malå kommun; Å & Ä, Bygg AB", "partners", ["Malå kommun", "Å & Ä, Bygg AB"]),
        ("Ämnen", "vatten\nis", "tags", ["vatten", "is"]),
        ("Statsstöd", "ja", "state_aid", True),
        ("Status", "Vilande", "status", "suspended"),
        ("Diarienr", "KS 2018/12", "reference", "KS 2018/12"),
        ("Roll", "Medfinansiär", "role", "cofinancier"),
    ],
)
def test_what_is_certain_is_read(heading: str, cell: str, key: str, value: Any) -> None:
    taken = Taken(csv((*HEADINGS, heading), (*GOOD, cell)), for_all=("owner=Byalaget", "role=partner"))
    assert taken.lines == []
    assert taken.projects[0][key] == value


@pytest.mark.parametrize("word", ["Pågående", "Avslutat", "pågår", "Kommande", "-", "Uppgift saknas"])
def test_a_status_that_dates_tell_is_left_to_them(word: str) -> None:
    taken = Taken(csv((*HEADINGS, "Status"), (*GOOD, word)))
    assert taken.lines == []
    assert "status" not in taken.projects[0]


def test_a_day_of_closing_is_not_made_up() -> None:
    taken = Taken(csv((*HEADINGS, "Status"), (*GOOD, "Slutredovisat")))
    assert taken.remarks == [
        "row 2, column F “Status”: “Slutredovisat” is not kept, since the day is not known; "
        "`projreg close ID --on DATE` notes it"
    ]


def test_rows_of_one_project_become_one_with_several_funding_lines() -> None:
    headings = (*HEADINGS, "Finansiär", "Beviljat belopp")
    rows = [(*GOOD, "Region Lövland", "100 000"), (*GOOD, "Boverket", "200 000"), ("Annat", *GOOD[1:], "Boverket", "1")]
    taken = Taken(csv(headings, *rows), for_all=("role=owner", "funding.level=regional"))
    assert [len(each["funding"]) for each in taken.projects] == [2, 1]
    assert taken.parcel.entries[0].place == "rows 2 and 3"
    bad = Taken(
        csv(headings, *rows[:1], (*GOOD, "Boverket", "mycket")), for_all=("role=owner", "funding.level=regional")
    )
    assert bad.lines == [
        "row 3, column G “Beviljat belopp”: “mycket” is no amount; write 480000, 480 000 kr, 1 250,50 kr or 23,9 mkr"
    ]


def test_a_merged_block_of_a_workbook_is_filled_and_a_band_is_left_out() -> None:
    headings = (*HEADINGS, "Finansiär")
    raw = workbook(
        ["Projekt i Lövdal"], headings, ["Pågående"], (*GOOD, "Region Lövland"), (*[None] * 5, "Boverket"),
        ("Bad", *GOOD[1:], "Boverket"),
        merged=["A1:F1", "A3:F3", *(f"{each}4:{each}5" for each in "ABCDE")],
    )  # fmt: skip
    taken = Taken(raw, for_all=("role=owner", "funding.level=regional"))
    assert taken.lines == []
    assert [[line["funder"] for line in each["funding"]] for each in taken.projects] == [
        ["Region Lövland", "Boverket"], ["Boverket"],
    ]  # fmt: skip
    assert taken.remarks == ["row 3 is left out: “Pågående” stands across several columns"]


def test_a_merged_block_of_several_rows_and_columns_is_a_band_or_fills_its_rows() -> None:
    headings = (*HEADINGS, "Finansiär")
    raw = workbook(
        headings, ["Pågående"], [], (*GOOD, "Region Lövland"), (*[None] * 5, "Boverket"),
        merged=["A2:C3", "A4:A5", "B4:B5", "C4:C5", "D4:D5", "E4:E5", "A9:C10"],
    )  # fmt: skip
    taken = Taken(raw, for_all=("role=owner", "funding.level=regional"))
    assert taken.lines == []
    assert [[line["funder"] for line in each["funding"]] for each in taken.projects] == [["Region Lövland", "Boverket"]]
    assert taken.remarks == [f"row {at} is left out: “Pågående” stands across several columns" for at in (2, 3)]
    wide = workbook(
        ("Projektnamn", None, *headings[1:]), (GOOD[0], None, *GOOD[1:], "EU"), (*[None] * 2, *GOOD[1:], "Boverket"),
        merged=["A1:B1", "A2:B3"],
    )  # fmt: skip
    assert [each["title"] for each in Taken(wide, for_all=("role=owner", "funding.level=eu")).projects] == ["Bredband"]


def test_the_second_row_of_headings_may_have_fewer() -> None:
    rows = [("Projektnamn", "Projekttid", "", "Kort beskrivning", "E-post"), ("", "Start", "Slut", "", ""), GOOD]
    taken = Taken(csv(*rows))
    assert taken.lines == []
    assert taken.projects[0]["end_date"] == date(2021, 12, 31)
    assert taken.parcel.layout is not None
    assert taken.remarks == []
    assert taken.parcel.layout.headings == ("Projektnamn", "Start", "Slut", "Kort beskrivning", "E-post")


def test_headings_may_have_two_rows() -> None:
    raw = workbook(
        ["Projektnamn", "Projekttid", None, "Kontakt", None, "Kort beskrivning"],
        [None, "Start", "Slut", "Namn", "E-post", None],
        [GOOD[0], date(2018, 9, 1), date(2021, 12, 31), "Maja Gran", GOOD[4], "Fiber."],
        merged=["B1:C1", "D1:E1", "A1:A2", "F1:F2"],
    )
    taken = Taken(raw, "D=contact")
    assert taken.lines == []
    assert taken.projects[0]["end_date"] == date(2021, 12, 31)
    assert taken.projects[0]["contact"] == [{"role": "contact", "name": "Maja Gran", "email": GOOD[4]}]


def test_a_workbook_has_real_days_and_numbers() -> None:
    headings = ("Projekt", "Start", "Slut", "Budget", "Diarienr", "Beskrivning", "E-post", "Stödandel", "Finansiär")
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(headings)
    sheet.append(
        ["Bredband", date(2018, 9, 1), date(2021, 12, 31), 410220.75, 1812, "Fiber.", "m@lovdal.example", "50 %", "EU"]
    )
    sheet.append(["Bad", 20190501, "2020-04-30", 1234.5600000000001, "KS 1", "Sand.", "e@lovdal.example", 0.5, "EU"])
    sheet.append(["Skid", 2019, 43344, 12.345, 1.5, "Snö.", "e@lovdal.example", 50, "EU"])
    taken = Taken(saved(book))
    assert taken.projects[0]["start_date"] == date(2018, 9, 1)
    assert (taken.projects[0]["total_budget"], taken.projects[0]["reference"]) == (Decimal("410220.75"), "1812")
    assert [line.split(": ", 1)[0] for line in taken.lines] == [
        "row 3, column H “Stödandel”",
        *(f"row 4, column {each}" for each in ("B “Start”", "C “Slut”", "D “Budget”", "E “Diarienr”")),
    ]


def test_a_telephone_number_that_is_a_number_has_lost_its_zero() -> None:
    raw = workbook((*HEADINGS, "Telefon"), (*GOOD, 701740612))
    assert Taken(raw).lines[0].startswith("row 2, column F “Telefon”: “701740612” is kept as a number, and a zero")


@pytest.mark.parametrize(
    ("heading", "cell", "key", "value", "said"),
    [
        ("Startdatum", datetime(2018, 9, 1, 14, 30),  # noqa: DTZ001 (cells know no time zone)
         "start_date", date(2018, 9, 1), ""),
        ("Startdatum", time(12, 30), "", None, "“12:30:00” is no date; write the day, such as 2018-09-01"),
        ("Startdatum", True, "", None, "“True” is no date; write the day, such as 2018-09-01"),
        ("Startdatum", date(1900, 1, 5), "", None,
         "“1900-01-05” has a year that is hardly meant; write the day, such as 2018-09-01"),
        ("Projekttid", date(2018, 9, 1), "", None,
         "“2018-09-01” is no period of two days; write both days, such as 2018-09-01 - 2021-12-31"),
        ("Statsstöd", True, "state_aid", True, ""),
        ("Statsstöd", False, "state_aid", False, ""),
        ("Anteckningar", time(12, 30), "notes", "12:30:00", ""),
        ("Anteckningar", timedelta(hours=30, minutes=5), "notes", "30:05:00", ""),
        ("Budget", True, "", None, "“True” is no amount; write 480000"),
        ("Kontaktperson", 12345, "", None, "“12345” is no contact; make it a text"),
        ("Diarienr", True, "", None, "“True” is no text in the file, where reference is a text; make it a text"),
    ],
)  # fmt: skip
def test_cells_of_a_workbook_keep_their_kind(heading: str, cell: Any, key: str, value: Any, said: str) -> None:
    names = [*HEADINGS] if heading in HEADINGS else [*HEADINGS, heading]
    at = names.index(heading)
    taken = Taken(workbook(names, [*GOOD[:at], cell, *GOOD[at + 1 :]]))
    assert taken.lines == ([f"row 2, column {'ABCDEF'[at]} “{heading}”: {said}"] if said else [])
    assert [each[key] for each in taken.projects] == ([] if said else [value])


def reckoned(*sheets: Mapping[str, tuple[str, object]]) -> bytes:
    """A workbook of sheets with a good project in which some cells hold formulas, each with what it shows."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)  # it writes what a formula shows
    for number, formulas in enumerate(sheets, 1):
        sheet = book.add_worksheet(f"Blad & {number}")
        sheet.write_row(0, 0, (*HEADINGS, "Budget"))
        sheet.write_row(1, 0, GOOD)
        for place, (formula, shows) in formulas.items():
            sheet.write_formula(place, formula, None, shows)
    book.close()
    return held.getvalue()


FAILED = "the spreadsheet could not reckon this cell; put the value in its place"
NO_VALUE = "the file holds a formula here and no value; open it in a spreadsheet and save it there"


@pytest.mark.parametrize(
    ("sheets", "lines"),
    [
        ([{"F2": ("=1/0", "#DIV/0!")}], [f"row 2, column F “Budget”: {FAILED}"]),
        ([{"C2": ("=B2+1", "#VALUE!")}], [f"row 2, column C “Slutdatum”: {FAILED}"]),
        ([{"F2": ("=1+1", "")}], [f"row 2, column F “Budget”: {NO_VALUE}"]),
        ([{"F2": ("=1+1", 2)}], []),
        ([{"F2": ("=1+1", 0)}], []),
        ([{"F2": ('=""&""', "x")}], ["row 2, column F “Budget”: “x” is no amount; write 480000"]),
        ([{"H2": ("=1/0", "#DIV/0!")}], []),
        ([{}, {"F2": ("=1/0", "#DIV/0!")}, {"F2": ("=1+1", "")}], []),
        ([{"A3": ('="Summa"', "Summa"), "F3": ("=SUM(F2)", "")}], []),
    ],
)
def test_formulas_without_a_value_are_told(sheets: list[dict[str, tuple[str, object]]], lines: list[str]) -> None:
    taken = Taken(reckoned(*sheets))
    assert [
        line.replace("; write 480000, 480 000 kr, 1 250,50 kr or 23,9 mkr", "; write 480000") for line in taken.lines
    ] == lines
    assert len(taken.projects) == (0 if lines else 1)


def test_formulas_of_a_program_that_reckons_nothing_are_told() -> None:
    taken = Taken(workbook((*HEADINGS, "Budget"), (*GOOD, "=100*2"), ("Summa", *[None] * 4, "=SUM(F2:F2)")))
    assert taken.lines == [f"row 2, column F “Budget”: {NO_VALUE}"]
    assert taken.remarks == ["row 3 is left out: “Summa” is a sum"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Maja Gran", [{"name": "Maja Gran"}]),
        ("Maja Gran, maja@lovdal.example, 0900-123 45",
         [{"name": "Maja Gran", "email": "maja@lovdal.example", "phone": "0900-123 45"}]),
        ("Maja Gran <maja@lovdal.example>", [{"name": "Maja Gran", "email": "maja@lovdal.example"}]),
        ("Maja Gran tel. 0900-123 45", [{"name": "Maja Gran", "phone": "0900-123 45"}]),
        ("Maja Gran\nmaja@lovdal.example", [{"name": "Maja Gran", "email": "maja@lovdal.example"}]),
        ("Maja Gran; Elis Berg", [{"name": "Maja Gran"}, {"name": "Elis Berg"}]),
        ("kommun@lovdal.example", [{"email": "kommun@lovdal.example"}]),
    ],
)  # fmt: skip
def test_a_person_in_a_cell(text: str, people: list[dict[str, str]]) -> None:
    assert read_people(text) == people


@pytest.mark.parametrize(
    "text", ["Maja Gran\nmaja@lovdal.example\nelis@lovdal.example", "maja@lovdal.example\nelis@lovdal.example"]
)
def test_lines_that_are_of_more_than_one_person_are_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is more than one contact"):
        read_people(text)


def test_phones_of_real_lists_are_kept_as_they_are_written_or_refused(shared: Path) -> None:
    import json

    shapes = json.loads((shared / "data/corpora/phones_se_shapes.json").read_text("utf-8"))
    refused = []
    for raw in (each["raw"] for each in shapes if each["raw"]):
        try:
            found = read_people(f"Maja Gran, {raw}")
        except UsageError:
            refused.append(raw)
            continue
        assert found == [
            {"name": "Maja Gran"} | ({"phone": raw.removesuffix(" vx")} if raw[-1].isdigit() or "vx" in raw else {})
        ]
    assert all("," in each or "UPPGIFT" in each for each in refused), refused


def test_what_is_said_of_all_rows_counts_where_a_row_is_silent() -> None:
    headings = (*HEADINGS[:4], "Projektägare", "E-post")
    rows = [(*GOOD[:4], "Byalaget", ""), ("Bad", *GOOD[1:4], "", "elis@lovdal.example")]
    said = ("role=partner", "owner=Lycksele kommun", "contact=contact: Växeln <vaxel@lovdal.example>", "Ämnen=vatten")
    one, other = Taken(csv(headings, *rows), for_all=said).projects
    assert (one["owner"], other["owner"]) == ("Byalaget", "Lycksele kommun")
    assert one["contact"] == [{"role": "contact", "name": "Växeln", "email": "vaxel@lovdal.example"}]
    assert other["contact"] == [{"role": "contact", "email": "elis@lovdal.example"}]
    assert one["tags"] == ["vatten"]


def test_what_a_row_tells_goes_before_what_is_said_of_all() -> None:
    headings = (*HEADINGS, "Projektägare", "Finansiär")
    rows = (*GOOD, "Lövdals kommun", "Europeiska unionen"), ("Bad", *GOOD[1:], "Byalaget", "Region Lövland")
    taken = Taken(csv(headings, *rows), for_all=("role=partner", "funding.level=regional"))
    assert [each["role"] for each in taken.projects] == ["owner", "partner"]
    assert [each["funding"][0]["level"] for each in taken.projects] == ["eu", "regional"]


def test_what_a_project_is_to_us_follows_from_its_owner_and_back() -> None:
    headings = (*HEADINGS, "Projektägare")
    taken = Taken(csv(headings, (*GOOD, "lövdals kommun"), ("Bad", *GOOD[1:], "Byalaget")), for_all=())
    assert [each.get("role") for each in taken.projects] == ["owner"]
    assert taken.lines == ["row 3: there is no role; give it a column, or --set role=…"]
    assert Taken(csv(HEADINGS, GOOD), for_all=("role=owner",)).projects[0]["owner"] == "Lövdals kommun"


def test_ids_are_made_and_kept_apart() -> None:
    rows = [("Bredband", *GOOD[1:]), ("Bredband", "2019-01-01", *GOOD[2:]), ("bredband 2", *GOOD[1:])]
    assert [each["id"] for each in Taken(csv(HEADINGS, *rows)).projects] == ["bredband", "bredband-2", "bredband-2-2"]
    with_ids = Taken(csv((*HEADINGS, "Id"), (*rows[0], ""), (*rows[1], "bredband"), (*rows[2], "P 7")))
    assert [each["id"] for each in with_ids.projects] == ["bredband-2", "bredband"]
    twice = Taken(csv((*HEADINGS, "Id"), (*rows[0], "bro"), (*rows[1], "bro"), (*rows[0], "bro")))
    assert twice.lines == [
        "row 2: the project is left out with row 3, which may belong to it",
        "row 3, column F “Id”: row 2 has the id “bro” too; every project has its own",
    ]
    assert twice.known == ["row 4 is row 2 again; it is left out"]
    assert with_ids.lines[0].startswith("row 4, column F “Id”: “P 7” is no id; small letters a–z, figures and hyphens")
    assert Taken(csv(HEADINGS, ("日本", *GOOD[1:]))).lines == [
        "row 2, column A “Projektnamn”: no id can be made of its title; give it an “id” of its own"
    ]


def test_the_same_row_twice_is_told_and_another_of_that_name_is_refused() -> None:
    twice = Taken(csv(HEADINGS, GOOD, GOOD))
    assert (twice.known, len(twice.projects)) == (["row 3 is row 2 again; it is left out"], 1)
    other = Taken(csv(HEADINGS, GOOD, (*GOOD[:3], "Annat.", GOOD[4])))
    assert other.lines == [
        "row 2: the project is left out with row 3, which may belong to it",
        "row 3, column A “Projektnamn”: title, owner and start are those of row 2, but not summary; leave one of them "
        "out, or say in the titles what sets them apart",
    ]
    assert other.projects == []


def test_a_row_with_a_cell_too_many_is_refused() -> None:
    raw = (
        ";".join(HEADINGS) + "\nBred;band;2018-09-01;2021-12-31;Fiber.;maja@lovdal.example\n" + ";".join(GOOD)
    ).encode()
    assert Taken(raw).lines == [
        "row 2: it has more cells than there are headings (6 instead of 5); a separator inside a text shifts what "
        "stands behind it: put the text in quotes"
    ]


def test_the_order_of_days_is_that_of_the_column() -> None:
    rows = [("A", "1/8/2018", *GOOD[2:]), ("B", "31/12/2018", *GOOD[2:])]
    assert [each["start_date"] for each in Taken(csv(HEADINGS, *rows)).projects] == [
        date(2018, 8, 1),
        date(2018, 12, 31),
    ]
    rows.append(("C", "12/31/2018", *GOOD[2:]))
    assert len(Taken(csv(HEADINGS, *rows)).projects) == 2  # the column shows both orders, and tells neither


def test_hostile_text_is_kept_exactly_and_does_not_act(shared: Path, tmp_path: Path) -> None:
    strings = [
        each
        for each in hostile_strings(shared)
        if each.strip() and "\r" not in each and "\n" not in each and "\0" not in each
    ]
    rows = [(f"Projekt {at}", *GOOD[1:3], f"x{each}x", GOOD[4]) for at, each in enumerate(strings)]
    (tmp_path / "list.csv").write_bytes(csv(HEADINGS, *rows))
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "list.csv", "--set", "role=owner", "--skip-bad", "--yes", cwd=tmp_path)
    assert not any(sign in done.err for sign in "\x1b\x07\x9b\u202e\u2066\u200b")
    import tomli

    written = {
        each["title"]: each["summary"]
        for each in tomli.loads((tmp_path / "projects.toml").read_text("utf-8"))["project"]
    }
    refused = done.err.count("\nrow ")
    assert len(written) + refused >= len(strings)
    assert len(written) > 0.95 * len(strings)
    for at, each in enumerate(strings):
        if f"Projekt {at}" in written:
            assert written[f"Projekt {at}"] == f"x{each}x"


def test_on_a_terminal_the_beginning_of_a_long_change_is_shown_and_asked_about(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv(HEADINGS, *((f"Projekt {at}", *GOOD[1:]) for at in range(40))))
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    words = ["import", "list.csv", "--set", "role=owner"]
    shown = on_terminal(words, tmp_path, 100, keys=[("Add 40 projects to projects.toml? [Y/n]", "n\r")])
    assert shown.status == 0
    assert '+title = "Projekt 0"' in shown.text
    assert "… and 39 projects more; --dry-run shows them all" in shown.text
    assert "nothing was written; projects.toml is unchanged" in shown.text
    shown = on_terminal(words, tmp_path, 100, keys=[("[Y/n]", "\r")])
    assert "added 40 projects to projects.toml" in shown.text


def test_several_projects_are_proved_as_one_by_one() -> None:
    one = Taken(csv(HEADINGS, GOOD, ("Bad", *GOOD[1:]))).projects
    together = appended_all(EMPTY, one)
    alone = appended_all(appended_all(EMPTY, one[:1]), one[1:])
    assert together.raw == alone.raw
    assert appended_all(EMPTY, []) is EMPTY
    with pytest.raises(Unfit) as unfit:
        appended_all(
            together, [{**one[0], "id": "ny", "end_date": date(2001, 1, 1)}, {**one[0], "id": "ny", "owner": ""}]
        )
    assert {each.path[1] for each in unfit.value.findings} == {2, 3}


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), min_size=1, max_size=6))
@example([["CURRENC", "CURRENC"]])
def test_no_cells_break_the_reading(rows: list[list[str]]) -> None:
    raw = csv(HEADINGS, *(row + [""] * (5 - len(row)) for row in rows))
    try:
        taken = Taken(raw)
    except (UsageError, UnreadableFile):
        return
    told = len(taken.projects) + len(taken.objections) + len(taken.remarks) + len(taken.known)
    assert taken.parcel.layout is not None
    is_heading = not taken.parcel.layout.rows  # a second row of headings is shown with the columns
    assert told or is_heading or not any(cell.strip() for row in rows for cell in row)


def test_a_heading_that_is_the_key_s_label_goes_before_another_word_for_it(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    (tmp_path / "lista.csv").write_text("Projekt;Läge;Status\nBro;Pågående;Vilande\n", "utf-8")
    err = called("import", "lista.csv", "--dry-run", cwd=tmp_path).err
    assert "  C  Status   → status    " in err
    assert "(status is taken from column C “Status” already)" in err


def test_a_heading_that_two_columns_have_names_neither(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    (tmp_path / "list.csv").write_text("Benämning;Övrigt;Övrigt\nBron;a;b\n", "utf-8")
    out, err, status = called("import", "list.csv", "--map", "Övrigt=summary", "--dry-run", cwd=tmp_path)
    said = "error: --map: several columns are called “Övrigt”\n  help: name the one meant by its letter: B or C\n"
    assert (out, err, status) == ("", said, 2)


@pytest.mark.parametrize(
    ("heading", "cell", "said", "line"),
    [
        (
            "Startdatum", "2018-09-01", "end_date=2001-01-01",
            "row 2: PR201 end date 2001-01-01 is before start date 2018-09-01; check which of the two dates is wrong",
        ),
        (
            "Projekttid", "2018-09-01 - 2001-01-01", "contact=contact: info@lovdal.example",
            "row 2, column C “Projekttid”: PR201 end date 2001-01-01 is before start date 2018-09-01; "
            "check which of the two dates is wrong",
        ),
        (
            "Kontaktperson", "Maja Gran, maja@lovdal", "end_date=2021-12-31",
            "row 2, column C “Kontaktperson”: PR402 “maja@lovdal” is no e-mail address; "
            "write it with a name, @ and the domain: name@…",
        ),
    ],
)  # fmt: skip
def test_what_a_rule_says_stands_at_the_cell_or_at_the_row(
    heading: str, cell: str, said: str, line: str, tmp_path: Path
) -> None:
    (tmp_path / "list.csv").write_bytes(csv(("Projektnamn", "Kort beskrivning", heading), ("Bron", "En bro.", cell)))
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    of_all = ("role=owner", "start_date=2018-09-01", "contact=contact: info@lovdal.example", said)
    words = [word for each in of_all for word in ("--set", each)]
    done = called("import", "list.csv", *words, "--yes", cwd=tmp_path)
    assert (done.status, done.err.splitlines()[-3]) == (1, line)


def test_a_project_without_a_title_in_the_registry_is_not_the_same_as_any(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv(HEADINGS, GOOD))
    (tmp_path / "projects.toml").write_text(HEAD + project(title=""), "utf-8")
    done = called("import", "list.csv", "--set", "role=owner", "--yes", cwd=tmp_path)
    assert (done.status, done.err.splitlines()[-1]) == (0, "added 1 project to projects.toml")


def test_on_a_terminal_a_short_change_is_shown_whole(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(csv((*HEADINGS, "Status"), (*GOOD, "Slutredovisat")))
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    words = ["import", "list.csv", "--set", "role=owner"]
    shown = on_terminal(words, tmp_path, 150, keys=[("Add 1 project to projects.toml? [Y/n]", "n\r")])
    assert '+email = "maja@lovdal.example"' in shown.text
    assert "more; --dry-run" not in shown.text
    assert "note: row 2, column F “Status”: “Slutredovisat” is not kept, since the day is not known" in shown.text
