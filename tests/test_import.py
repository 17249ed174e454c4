"""Lists read as projects: what a heading means, what a cell means, and what is told when that is not certain."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from console import called, on_terminal
from hypothesis import given
from hypothesis import strategies as st
from lists import EMPTY, GOOD, HEADINGS, Taken, csv, saved, workbook
from samples import HEAD, hostile_strings

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
    rows[2] = ("Badplats", "2020-05-01", "2019-04-30", "elis@lovdal.example", "Brygga.")
    assert Taken(csv(*rows)).projects == []  # one begins after it ends: which is which is not certain
    assert len(Taken(csv(*rows)).lines) == 4


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


def test_a_formula_that_failed_is_told() -> None:
    import io

    import xlsxwriter  # writes what a formula shows

    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet("Projekt")
    for at, row in enumerate([(*HEADINGS, "Budget"), GOOD]):
        sheet.write_row(at, 0, row)
    sheet.write_formula(1, 5, "=1/0", None, "#DIV/0!")
    book.close()
    assert Taken(held.getvalue()).lines == [
        "row 2, column F “Budget”: the spreadsheet could not reckon this cell; put the value in its place"
    ]


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
    assert with_ids.lines[0].startswith("row 4, column F “Id”: “P 7” is no id; small letters a–z, figures and hyphens")
    assert Taken(csv(HEADINGS, ("日本", *GOOD[1:]))).lines == [
        "row 2, column A “Projektnamn”: no id can be made of its title; give it a column “id”"
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
def test_no_cells_break_the_reading(rows: list[list[str]]) -> None:
    raw = csv(HEADINGS, *(row + [""] * (5 - len(row)) for row in rows))
    try:
        taken = Taken(raw)
    except (UsageError, UnreadableFile):
        return
    told = len(taken.projects) + len(taken.objections) + len(taken.remarks) + len(taken.known)
    assert told or not any(cell.strip() for row in rows for cell in row)


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
