"""What is told of lists as offices keep them: blocks of rows, several in one cell, empty cells, sums at the end."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from console import called
from lists import Taken, csv, workbook
from samples import HEAD

from projreg.intake.people import looks_like_several
from projreg.intake.places import together

HEADINGS = (
    "Projektnamn", "Projektägare", "Startdatum", "Slutdatum", "Finansiär", "Nivå", "Beviljat belopp",
    "Kort beskrivning", "E-post",
)  # fmt: skip
LEDER = (
    "Unga leder", "Byalaget", "2024-08-19", "2026-12-18", "Region Granland", "Regional", "400 000", "Skolor.",
    "maja@lovdal.example",
)  # fmt: skip
MORE = ("Trafikverket", "Nationell", "100 000")
NONE = ("",) * 9
LEFT_OUT = "row 2: the project is left out with row 3, which may belong to it"
REPEAT = "repeat title, owner and start, or merge all the cells"
FURTHER = f"row 3, column E “Finansiär”: is this a further funder of row 2? {REPEAT}"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        # the row below says only what differs, as where cells are merged or a value is written once
        (("", "", "", "", *MORE, "", ""), FURTHER),
        ((LEDER[0], "", "", "", *MORE, "", ""), FURTHER),
        (("", *LEDER[1:4], *MORE, *LEDER[7:]), FURTHER),
        (("", LEDER[1], LEDER[2], "", *MORE, "Annat.", ""), FURTHER),
        (("", "", "", "", "", "", "100 000", "", ""),
         f"row 3, column G “Beviljat belopp”: is this more money of row 2 or a sum? {REPEAT}, or take the sum out"),
        # the row below is whole, and does not fit
        ((*LEDER[:3], "2026", *MORE, *LEDER[7:]),
         "row 3, column D “Slutdatum”: “2026” is only a year; write the day, such as 2018-09-01"),
        ((*LEDER[:2], "augusti 2024", LEDER[3], *MORE, *LEDER[7:]),
         "row 3, column C “Startdatum”: “augusti 2024” is only a month; write the day, such as 2018-09-01"),
        ((*LEDER[:4], *MORE, "Annat.", LEDER[8]),
         "row 3, column A “Projektnamn”: title, owner and start are those of row 2, but not summary, funding; leave "
         "one of them out, or say in the titles what sets them apart"),
        ((*LEDER[:4], *MORE, "Skolor", "och byar.", *LEDER[8:]),
         "row 3: it has more cells than there are headings (10 instead of 9); a separator inside a text shifts what "
         "stands behind it: put the text in quotes"),
    ],
)  # fmt: skip
def test_a_project_of_which_a_row_does_not_fit_is_left_out_whole(second: Sequence[str], told: str) -> None:
    other = ("Badplats", *LEDER[1:])
    taken = Taken(csv(HEADINGS, LEDER, second, other))
    assert taken.lines == [LEFT_OUT, told]
    assert [each["title"] for each in taken.projects] == ["Badplats"]


def test_a_row_that_cannot_be_read_does_not_hold_back_another_project() -> None:
    bad = (
        (LEDER[0], LEDER[1], "2027-01-01", "2028", *LEDER[4:]),  # another round of it
        (LEDER[0], "Lövdals kommun", LEDER[2], "2028", *LEDER[4:]),  # of another owner
        (*LEDER[:3], "2028", *LEDER[4:]),  # with another id
    )
    for each in bad:
        taken = Taken(csv((*HEADINGS, "Id"), (*LEDER, "leder"), (*each, "leder-2")))
        assert [line.split(",")[0] for line in taken.lines] == ["row 3"]
        assert len(taken.projects) == 1


def test_merged_title_cells_alone_make_no_project() -> None:
    rows = (LEDER, (None, *LEDER[1:4], *MORE, *LEDER[7:]), (None, None, None, None, *MORE, None, None))
    assert Taken(workbook(HEADINGS, *rows, merged=["A2:A4"])).lines == [
        "rows 2 and 3: the project is left out with row 4, which may belong to it",
        "row 4, column E “Finansiär”: is this a further funder of row 3? " + REPEAT,
    ]


def test_a_row_of_figures_alone_may_be_a_sum() -> None:
    headings = (*HEADINGS, "Total budget")
    taken = Taken(csv(headings, (*LEDER, "900 000"), (*NONE, "900 000")))
    assert taken.lines == ["row 3, column J “Total budget”: is this a sum? take it out, or write Summa before it"]
    assert len(taken.projects) == 1


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        (4, "Trafikverket; Region Granland",
         "E “Finansiär”: “Trafikverket; Region Granland” looks like two funders; give each its own row"),
        (4, "Trafikverket / Region Granland",
         "E “Finansiär”: “Trafikverket / Region Granland” looks like two funders; give each its own row, or write one "
         "name without blanks around the sign"),
        (4, "Trafikverket\nRegion Granland",
         "E “Finansiär”: “Trafikverket Region Granland” looks like two funders; give each its own row, or write the "
         "name on one line"),
        (4, "A; B; C", "E “Finansiär”: “A; B; C” looks like three funders; give each its own row"),
        (1, "Byalaget; Lövdals kommun",
         "B “Projektägare”: “Byalaget; Lövdals kommun” looks like two owners; write the one that owns it, and the "
         "others in a column “Partner”"),
        (9, "Anna Norberg; Bo Malm",
         "J “contact_1_name”: “Anna Norberg; Bo Malm” looks like two people; give each a column of their own"),
        (9, "Anna Norberg\nBo Malm",
         "J “contact_1_name”: “Anna Norberg Bo Malm” looks like two people; give each a column of their own, or write "
         "the name on one line"),
        (10, "Anna\nNorberg",
         "K “Kontaktperson”: “Anna Norberg” may be one person or several; write each whole name on a line of its own"),
    ],
)  # fmt: skip
def test_several_in_a_cell_for_one_are_refused(column: int, cell: str, told: str) -> None:
    row = [*LEDER, "", ""]
    row[column] = cell
    taken = Taken(csv((*HEADINGS, "contact_1_name", "Kontaktperson"), row))
    assert taken.lines == [f"row 2, column {told}"]


@pytest.mark.parametrize(
    "name", ["Mark, Vatten & Bygg AB", "Jord- och skogsbruk", "Region X, Y och Z", "Trafikverket;", "Malå/Sorsele"]
)
def test_a_name_may_hold_commas_and_conjunctions(name: str) -> None:
    taken = Taken(csv(HEADINGS, (LEDER[0], name, *LEDER[2:4], name, *LEDER[5:])))
    assert taken.lines == []
    assert taken.projects[0]["funding"][0]["funder"] == name


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("Anna Norberg, Bo Malm", True),
        ("Anna Norberg och Bo Malm", True),
        ("Anna von Norberg & Bo Erik Malm", True),
        ("Åsa Öberg/Örjan Ek", True),
        ("Anna Norberg, Bo Malm, Cia Ek", True),
        ("Norberg, Anna", False),
        ("von Norberg, Anna Maria", False),
        ("Anna Norberg", False),
        ("Anna Norberg, projektledare", False),
        ("Anna Norberg, Lövdals kommun", False),
        ("Anna Norberg, Region Lövland", False),
        ("Anna och Bo Malm", False),
        ("Anna Norberg-Malm", False),
    ],
)
def test_two_full_names_are_told_and_kept(name: str, several: bool) -> None:
    assert looks_like_several(name) == several
    taken = Taken(csv((*HEADINGS, "Kontaktperson"), (*LEDER, name)))
    assert taken.lines == []
    assert taken.projects[0]["contact"][0]["name"] == name
    what = f"“{name}” looks like several people, and is kept as one name; give each a column of their own"
    assert taken.remarks == ([f"row 2, column J “Kontaktperson”: {what}"] if several else [])


SAVE = (
    "the file was saved in the wrong encoding; save it again as “CSV UTF-8” from the program that it came from, or as "
    ".xlsx"
)


def test_letters_that_were_lost_are_refused() -> None:
    rows = [
        ("Sam�kning", *LEDER[1:]),
        ("Bro", *LEDER[1:4], "Region Gr�nland", *LEDER[5:]),
        ("Bad", *LEDER[1:8], "m�ja@lovdal.example"),
        ("Skidspår", *LEDER[1:]),
    ]
    taken = Taken(csv(HEADINGS, *rows))
    assert taken.lines == [
        f"row 2, column A “Projektnamn”: letters are lost in “Sam�kning”: {SAVE}",
        f"row 3, column E “Finansiär”: letters are lost in “Region Gr�nland”: {SAVE}",
        f"row 4, column I “E-post”: letters are lost in “m�ja@lovdal.example”: {SAVE}",
    ]
    assert [each["id"] for each in taken.projects] == ["skidspar"]


def test_a_file_of_our_own_is_taken_as_it_is() -> None:
    """What stands there may stand so in the registry that wrote it."""
    headings = ("as_of", "id", "title", "role", "owner", "start_date", "end_date", "summary", "contact_1_email")
    row = ("2026-01-01", "leder", "Sam�kning", "partner", "Byalaget", *LEDER[2:4], "#NUM!", LEDER[8])
    taken = Taken(csv(headings, row), for_all=())
    assert taken.lines == []
    assert taken.remarks == ["row 2, column C “title”: letters are lost in “Sam�kning”"]
    assert (taken.projects[0]["title"], taken.projects[0]["summary"]) == ("Sam�kning", "#NUM!")


def test_a_cell_that_is_empty_is_no_column_that_is_missing() -> None:
    rows = [
        ("Bad", "", "", "-", *LEDER[4:7], "", ""),
        ("", *LEDER[1:4], "", "", "", *LEDER[7:]),
    ]
    assert Taken(csv(HEADINGS, *rows)).lines == [
        "row 2, column C “Startdatum”: it is empty; write the day",
        "row 2, column D “Slutdatum”: “-” says nothing; write the day",
        "row 2, column H “Kort beskrivning”: it is empty; write a sentence or two about the project",
        "row 2, column I “E-post”: it is empty; write a name or an address, or --set contact=…",
        "row 3, column A “Projektnamn”: it is empty; write what the project is called",
    ]
    period = ("Projektnamn", "Projektägare", "Projekttid", "Kort beskrivning", "Kontaktperson", "E-post")
    assert Taken(csv(period, ("Bad", "", "", "Sand.", "", "")), for_all=("role=partner",)).lines == [
        "row 2, column B “Projektägare”: it is empty; write who owns the project, or --set owner=…",
        "row 2, column C “Projekttid”: it is empty; write both days",
        "row 2, column E “Kontaktperson”: it is empty; write a name or an address, or --set contact=…",
    ]
    assert Taken(csv(HEADINGS[:4], LEDER[:4])).lines == [
        "row 2: there is no contact; give it a column, or --set contact=…",
        "row 2: there is no summary; give it a column",
    ]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("jan@byarna.example, 070-1234567",
         "more than an address stands here; leave jan@byarna.example, and put “070-1234567” in a column “Telefon”"),
        ("Jan Ek <jan@byarna.example>",
         "more than an address stands here; leave jan@byarna.example, and put “Jan Ek” in a column “Kontaktperson”"),
        ("växel: jan@byarna.example",
         "more than an address stands here; leave jan@byarna.example, and put “växel” in a column of its own"),
        ("Jan Ek 0900-123 45 jan@byarna.example",
         "more than an address stands here; leave jan@byarna.example, and put “Jan Ek 0900-123 45” in a column of its "
         "own"),
        ("jan@byarna.example; bo@byarna.example",
         "2 addresses stand here: jan@byarna.example, bo@byarna.example; leave one, and give each of the others a "
         "column of its own"),
    ],
)  # fmt: skip
def test_more_than_an_address_is_told_part_by_part(cell: str, told: str) -> None:
    taken = Taken(csv(HEADINGS, (*LEDER[:8], cell)))
    assert taken.lines == [f"row 2, column I “E-post”: {told}"]


@pytest.mark.parametrize("cell", ["<jan@byarna.example>", "mailto:jan@byarna.example", "jan@byarna.example.;"])
def test_an_address_may_have_signs_around_it(cell: str) -> None:
    taken = Taken(csv(HEADINGS, (*LEDER[:8], cell)))
    assert taken.projects[0]["contact"][0]["email"] == "jan@byarna.example"


def test_a_day_of_closing_that_a_column_gives_is_not_missed() -> None:
    headings = ("Status", *HEADINGS, "Slutredovisat")
    rows = [
        ("Slutredovisat", *LEDER, "2027-02-01"),
        ("Slutredovisat", "Bad", *LEDER[1:], ""),
        ("Slutredovisat", "Bro", *LEDER[1:], "-"),
        ("Slutredovisat", "Skidspår", *LEDER[1:], "2027"),
    ]
    taken = Taken(csv(headings, *rows))
    assert taken.remarks == [
        "rows 3 and 4, column A “Status”: “Slutredovisat” is not kept, since the day is not known; "
        "`projreg close ID --on DATE` notes it"
    ]
    assert taken.lines == ["row 5, column K “Slutredovisat”: “2027” is only a year; write the day, such as 2018-09-01"]
    assert [str(each.get("closed_date")) for each in taken.projects] == ["2027-02-01", "None", "None"]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("Antal projekt: 3",), "“Antal projekt: 3” is a count"),
        (("Antal", "3"), "“Antal” is a count"),
        (("Antal projekt", "3 st"), "“Antal projekt” is a count"),
        (("Summa", "", "", "", "", "", "400 000"), "“Summa” is a sum"),
        (("Totalt", "3 projekt"), "“Totalt” is a sum"),
        (("Total: 3 projekt",), "“Total: 3 projekt” is a sum"),
    ],
)
def test_a_sum_or_count_below_the_projects_is_passed_over(row: Sequence[str], what: str) -> None:
    taken = Taken(csv(HEADINGS, LEDER, (*row, *NONE[len(row) :])))
    assert (taken.lines, taken.remarks) == ([], [f"row 3 is left out: {what}"])


def test_a_project_called_total_or_number_is_one() -> None:
    rows = [(title, *LEDER[1:]) for title in ("Total upprustning", "Antal", "Summa summarum", "Totalt")]
    assert len(Taken(csv(HEADINGS, *rows)).projects) == 4


def told(folder: Path, raw: bytes, *words: str) -> tuple[str, int]:
    """What the import of a list says, and its exit status."""
    (folder / "lista.csv").write_bytes(raw)
    (folder / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "lista.csv", "--yes", *words, cwd=folder)
    return done.err, done.status


def test_what_is_the_same_for_many_rows_is_told_once(tmp_path: Path) -> None:
    headings = (*HEADINGS[:5], *HEADINGS[6:])
    rows = [(f"Projekt {number}", *LEDER[1:4], f"Fond {number % 3}", *LEDER[6:]) for number in range(5, 15)]
    del rows[5:6], rows[6:8]
    rows.append((*rows[0][:3], "2027", *rows[0][4:]))
    err, status = told(tmp_path, csv(headings, *rows), "--set", "role=partner")
    level = "the level of the funding is not given; give it a column “Nivå”, or --set funding.level=…"
    assert f"\nrows 2–9, column E “Finansiär”: {level}\nrow 9, column D “Slutdatum”: “2027” is only a year" in err
    assert err.count("\n") < 20
    assert status == 1


LEVELS = ("EU", "Nationell", "-", "Regional")


@pytest.mark.parametrize(
    ("heading", "cells", "level", "said"),
    [
        ("Finansiärstyp", LEVELS, "eu", "→ funding[0].level   “EU”\n"),
        ("Typ av finansiär", LEVELS, "eu", "→ funding[0].level   “EU”\n"),
        ("Finansieringskälla typ", LEVELS, "eu", "→ funding[0].level   “EU”\n"),
        ("Pengar från", LEVELS, None, '(not known)\n'),
        ("Finansiärstyp", ("EU", "Stiftelse", "Myndighet", ""), None,
         "(no levels stand there: eu, national, regional, municipal, private, own)\n"),
        ("Typ", LEVELS, None, '(not known)\n'),
    ],
)  # fmt: skip
def test_a_column_of_levels_is_known_or_proposed(
    heading: str, cells: Sequence[str], level: str | None, said: str, tmp_path: Path
) -> None:
    headings = tuple(heading if each == "Nivå" else each for each in HEADINGS)
    rows = [(f"Projekt {at}", *LEDER[1:5], cell, *LEDER[6:]) for at, cell in enumerate(cells)]
    err, _ = told(tmp_path, csv(headings, *rows), "--set", "role=partner")
    assert said in err
    taken = Taken(csv(headings, *rows), for_all=("role=partner", "funding.level=private"))
    assert taken.projects[0]["funding"][0]["level"] == (level or "private")
    proposed = f'; take it from its column: --map "{heading}=funding[0].level"\n'
    assert (proposed in err) == (level is None and "known" in said)
    mapped = Taken(csv(headings, *rows), f"{heading}=funding[0].level", for_all=("role=partner",))
    assert mapped.projects[0]["funding"][0]["level"] == "eu"


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (["row 5"], "row 5"),
        (["row 6", "row 5"], "rows 5 and 6"),
        (["row 5", "row 6", "row 7", "row 8", "row 9", "row 11", "row 14"], "rows 5–9, 11 and 14"),
        (["rows 5 and 6", "row 7", "row 7"], "rows 5–7"),
        (["rows 5–7, 9 and 10", "row 8"], "rows 5–10"),
        (["grant 1", "grant 3"], "grants 1 and 3"),
        (["row 1", "grant 2"], "row 1 and grant 2"),
    ],
)
def test_places_are_said_together(places: list[str], said: str) -> None:
    assert together(places) == said


def test_where_no_row_fits_nothing_was_added(tmp_path: Path) -> None:
    rows = [(*LEDER[:3], "2027", *LEDER[4:]), ("Bad", *LEDER[1:3], "2027", *LEDER[4:])]
    err, status = told(tmp_path, csv(HEADINGS, *rows), "--set", "role=partner", "--skip-bad")
    assert err.endswith("no project was added; projects.toml is unchanged\n2 rows do not fit, and are left out\n")
    assert status == 1
    assert (tmp_path / "projects.toml").read_text("utf-8") == HEAD


def test_what_a_list_lacks_is_said_in_words_and_with_quotes_that_a_shell_knows(tmp_path: Path) -> None:
    headings = [each for each in HEADINGS if each != "Kort beskrivning"]
    row = [cell for name, cell in zip(HEADINGS, LEDER, strict=True) if name != "Kort beskrivning"]
    err, status = told(tmp_path, csv(headings, row), "--set", "role=partner")
    assert err.endswith(
        "error: no column gives summary (a sentence or two about each project)\n"
        '  help: name the columns with --map "Heading=summary"\n'
    )
    assert status == 2


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"Nivå": "EU"},
         "row 2: PR601 the project is published and has EU money, and its aims are not given; give it a column “Mål”"),
        ({"Nivå": "EU", "Mål": ""},
         "row 2, column K “Mål”: PR601 the project is published and has EU money, and its aims are not given; write it "
         "there"),
        ({"E-post": "", "Kontaktperson": "Maja Gran"},
         "row 2, column I “E-post”: PR401 no contact has an e-mail address or telephone number; write it there"),
    ],
)  # fmt: skip
def test_what_a_rule_asks_for_is_asked_for_as_a_column(changes: dict[str, str], line: str, tmp_path: Path) -> None:
    row = {**dict(zip(HEADINGS, LEDER, strict=True)), "Kontaktperson": "", **changes}
    err, _ = told(tmp_path, csv(tuple(row), tuple(row.values())), "--set", "role=partner")
    assert line in err.splitlines()


WHOLE = (*HEADINGS, "Dnr", "Total budget", "Kontaktperson")
TALK = (*LEDER, "KS 7", "900 000", "Maja Gran")
AGAIN = (*LEDER[:4], *MORE, "", "", "KS 7", "900 000", "")
FUNDERS = [
    {"funder": "Region Granland", "level": "regional", "amount": 400_000},
    {"funder": "Trafikverket", "level": "national", "amount": 100_000},
]
MAJA = {"role": "contact", "name": "Maja Gran", "email": "maja@lovdal.example"}


def changed(row: Sequence[str], **cells: str) -> tuple[str, ...]:
    """A row with other cells, by the letters of their columns."""
    return tuple(cells.get(letter, cell) for letter, cell in zip("ABCDEFGHIJKL", row, strict=True))


@pytest.mark.parametrize(
    "second",
    [
        AGAIN,
        changed(AGAIN, D="", J="", K=""),
        changed(AGAIN, L="Maja Gran"),
        changed(AGAIN, I="maja@lovdal.example"),
        changed(AGAIN, H="Skolor."),
    ],
)
@pytest.mark.parametrize("order", ["below", "above", "apart"])
def test_an_empty_cell_of_a_further_row_of_a_project_means_what_stands_in_the_other(
    second: Sequence[str], order: str
) -> None:
    bad = ("Bad", *TALK[1:])
    rows = {"below": [TALK, second], "above": [second, TALK], "apart": [TALK, bad, second]}[order]
    taken = Taken(csv(WHOLE, *rows), for_all=("role=partner",))
    assert (taken.lines, taken.remarks, taken.known) == ([], [], [])
    project = taken.projects[0]
    assert project["funding"] == (FUNDERS if order != "above" else FUNDERS[::-1])
    assert project["contact"] == [MAJA]
    assert (project["summary"], project["reference"], project["total_budget"]) == ("Skolor.", "KS 7", 900_000)
    assert str(project["end_date"]) == "2026-12-18"
    assert len(taken.projects) == (2 if order == "apart" else 1)


def test_empty_cells_mean_what_stands_in_any_row_of_the_project() -> None:
    rows = [
        changed(TALK, H="", L=""),
        changed(AGAIN, J=""),
        changed(AGAIN, E="Boverket", G="5", J="", H="Skolor.", I="maja@lovdal.example", L="Maja Gran"),
    ]
    taken = Taken(csv(WHOLE, *rows), for_all=("role=partner",))
    assert taken.lines == []
    assert [each["funder"] for each in taken.projects[0]["funding"]] == ["Region Granland", "Trafikverket", "Boverket"]
    assert (taken.projects[0]["summary"], taken.projects[0]["reference"]) == ("Skolor.", "KS 7")
    assert taken.projects[0]["contact"] == [MAJA]


@pytest.mark.parametrize(
    ("second", "lines"),
    [
        (changed(AGAIN, J="KS 8"),
         [LEFT_OUT, "row 3, column A “Projektnamn”: title, owner and start are those of row 2, but not reference, "
          "funding; leave one of them out, or say in the titles what sets them apart"]),
        (changed(AGAIN, F=""),
         ["row 3, column E “Finansiär”: the level of “Trafikverket” is not given; give it a column “Nivå”, or --set "
          "funding.level=…"]),
        # another start or owner is another project, of which nothing is known
        (changed(AGAIN, C="2027-01-01", D="2028-12-31"),
         ["row 3, column H “Kort beskrivning”: it is empty; write a sentence or two about the project",
          "row 3, column I “E-post”: it is empty; write a name or an address, or --set contact=…"]),
        (changed(AGAIN, B="Lövdals kommun"),
         ["row 3, column H “Kort beskrivning”: it is empty; write a sentence or two about the project",
          "row 3, column I “E-post”: it is empty; write a name or an address, or --set contact=…"]),
    ],
)  # fmt: skip
def test_what_a_further_row_says_otherwise_or_of_another_project_is_told(
    second: Sequence[str], lines: list[str]
) -> None:
    taken = Taken(csv(WHOLE, TALK, second), for_all=("role=partner",))
    assert taken.lines == lines


def test_a_further_row_that_says_nothing_new_is_the_same_again() -> None:
    for second in (changed(TALK, H="", L="", I=""), changed(TALK, E="", F="", G=""), changed(TALK, L="", K="")):
        taken = Taken(csv(WHOLE, TALK, second), for_all=("role=partner",))
        assert (taken.lines, taken.known) == ([], ["row 3 is row 2 again; it is left out"])


def test_people_with_the_same_address_are_not_mixed() -> None:
    """An empty name is that of the first; the second is another person."""
    rows = [TALK, changed(AGAIN, I=LEDER[8], L="Elis Berg"), changed(AGAIN, E="EU", F="EU", I=LEDER[8])]
    taken = Taken(csv(WHOLE, *rows), for_all=("role=partner",))
    assert taken.projects[0]["contact"] == [MAJA, {**MAJA, "name": "Elis Berg"}]
    assert len(taken.projects[0]["funding"]) == 3


def test_rows_with_ids_of_their_own_are_of_several_projects() -> None:
    rows = [(*TALK, "leder"), (*AGAIN, "leder-2")]
    taken = Taken(csv((*WHOLE, "Id"), *rows), for_all=("role=partner",))
    assert [line.split(":")[0] for line in taken.lines] == [
        "row 3, column H “Kort beskrivning”", "row 3, column I “E-post”",
    ]  # fmt: skip
    rows[1] = (*AGAIN, "")
    assert [each["id"] for each in Taken(csv((*WHOLE, "Id"), *rows), for_all=("role=partner",)).projects] == ["leder"]
