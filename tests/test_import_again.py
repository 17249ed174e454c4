"""A list that was imported before and was changed since: what differs from the registry is told, key by key."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from console import Result, called
from lists import csv
from samples import HEAD

from projreg.cli import importing

HEADINGS = (
    "Projektnamn", "Projektägare", "Startdatum", "Slutdatum", "Total budget", "Finansiär", "Nivå", "Beviljat belopp",
    "Kort beskrivning", "Kontaktperson", "E-post",
)  # fmt: skip
LEDER = {
    "Projektnamn": "Unga leder", "Projektägare": "Lövdals kommun", "Startdatum": "2024-08-19",
    "Slutdatum": "2026-12-18", "Total budget": "900 000", "Finansiär": "Region Granland", "Nivå": "Regional",
    "Beviljat belopp": "400 000", "Kort beskrivning": "Skolor får egna stigar.", "Kontaktperson": "Maja Gran",
    "E-post": "maja@lovdal.example",
}  # fmt: skip
SAME = "note: row 2 is there already (unga-leder); nothing in the list differs, and it is left out\n"


class Office:
    """A folder with a registry, into which lists are imported one after the other."""

    def __init__(self, folder: Path, head: str = HEAD) -> None:
        self.folder = folder
        self.registry = folder / "projects.toml"
        self.registry.write_text(head, "utf-8")

    def brings(self, *rows: dict[str, str], words: tuple[str, ...] = ()) -> tuple[str, int]:
        """What the import of a list says below the columns, and its exit status."""
        names = tuple(dict.fromkeys([*HEADINGS, *(name for row in rows for name in row)]))
        raw = csv(names, *([row.get(name, "") for name in names] for row in rows))
        (self.folder / "lista.csv").write_bytes(raw)
        done = self.does("import", "lista.csv", "--yes", *words)
        return re.sub(r"\Alista.csv: .*\n(?:  [A-Z]+  .*\n)*", "", done.err), done.status

    def does(self, *words: str) -> Result:
        return called(*words, cwd=self.folder)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """One that has imported the list once."""
    found = Office(tmp_path)
    assert found.brings(LEDER) == ("added 1 project to projects.toml\n", 0)
    return found


def differs(*lines: str, command: str) -> tuple[str, int]:
    return (
        "row 2: unga-leder differs from the registry, and is not changed\n"
        + "".join(f"  {line}\n" for line in lines)
        + f"  if the list is right: {command}\n"
        "no project was added; projects.toml is unchanged\n"
        "1 project differs from the registry, and is not changed\n"
    ), 1


@pytest.mark.parametrize(
    ("changes", "before", "line", "command"),
    [
        ({"Slutdatum": "2027-12-18"}, (),
         "column D “Slutdatum”: end_date is 2026-12-18 there, 2027-12-18 in the list", "end_date=2027-12-18"),
        ({"Total budget": "1,2 mkr"}, (),
         "column E “Total budget”: total_budget is 900000 there, 1200000 in the list", "total_budget=1200000"),
        ({"Beviljat belopp": "480 000,50"}, (),
         "column H “Beviljat belopp”: funding[0].amount is 400000 there, 480000.50 in the list",
         '"funding[0].amount=480000.50"'),
        ({"E-post": "kommun@lovdal.example"}, (),
         "column K “E-post”: contact[0].email is maja@lovdal.example there, kommun@lovdal.example in the list",
         '"contact[0].email=kommun@lovdal.example"'),
        ({"Kontaktperson": "Elis Berg"}, (),
         "column J “Kontaktperson”: contact[0].name is “Maja Gran” there, “Elis Berg” in the list",
         '"contact[0].name=Elis Berg"'),
        ({"Projektledare": "Elis Berg"}, (),
         "column L “Projektledare”: a further contact, “Elis Berg”, is not there",
         '"contact[]=project_manager: Elis Berg"'),
        ({"Dnr": "KS 2024/7"}, (),
         "column L “Dnr”: reference is not given there, “KS 2024/7” in the list", '"reference=KS 2024/7"'),
        ({"Partner": "Malå; Sorsele"}, ("partners=Malå",),
         "column L “Partner”: partners is Malå there, Malå, Sorsele in the list", '''"partners=['Malå', 'Sorsele']"'''),
        ({"Status": "Pågående"}, ("status=applied",),
         "column L “Status”: status is applied there, Pågående in the list", "status="),
        ({"Statsstöd": "nej"}, ("state_aid=true",),
         "column L “Statsstöd”: state_aid is true there, false in the list", "state_aid=false"),
    ],
)  # fmt: skip
def test_each_key_that_differs_is_told_with_the_command_that_brings_it_over(
    office: Office, changes: dict[str, str], before: tuple[str, ...], line: str, command: str
) -> None:
    if before:
        assert office.does("set", "unga-leder", *before).status == 0
    told = office.brings({**LEDER, **changes})
    assert told == differs(line, command=f"projreg set unga-leder {command}")
    _, *words = shlex.split(f"projreg set unga-leder {command}")
    assert office.does(*words).status == 0
    assert office.brings({**LEDER, **changes}) == (f"{SAME}nothing to add; projects.toml is unchanged\n", 0)


@pytest.mark.parametrize(
    "before",
    [
        ("title=UNGA LEDER", "title=Unga leder"),
        ("reference=KS 2024/7", "partners[]=Malå", "aims=Fler ute."),
        ("funding[]=own: Lövdals kommun=500 000",),
        ("funding[0].reference=RG 7", "funding[0].kind=cash"),
        ("contact[0].phone=0900-123 45", "contact[0].role=project_manager"),
        ("role=partner",),
        ("currency=SEK",),
    ],
)
def test_what_the_list_does_not_give_is_no_difference(office: Office, before: tuple[str, ...]) -> None:
    for each in before:
        assert office.does("set", "unga-leder", each).status == 0
    assert office.brings(LEDER, words=("--set", "role=owner"))[1] == 0


def test_another_id_is_told_and_never_proposed(office: Office) -> None:
    line = "column L “Id”: id is unga-leder there, leder in the list"
    assert office.brings({**LEDER, "Id": "leder"}) == differs(line, command="projreg edit unga-leder")


def test_the_status_tells_of_a_difference_also_when_nothing_would_be_written(office: Office) -> None:
    dry = office.brings({**LEDER, "Slutdatum": "2027-12-18"}, words=("--dry-run",))
    assert dry == office.brings({**LEDER, "Slutdatum": "2027-12-18"})
    assert dry[1] == 1


def test_what_is_closed_in_the_list_is_a_difference_until_the_day_is_known(office: Office) -> None:
    row = {**LEDER, "Status": "Slutredovisat"}
    line = "column L “Status”: closed_date is not given there, Slutredovisat in the list"
    assert office.brings(row) == differs(line, command="projreg close unga-leder --on DATE")
    assert office.does("close", "unga-leder", "--on", "2025-12-20", "--yes").status == 0
    assert office.brings(row) == (f"{SAME}nothing to add; projects.toml is unchanged\n", 0)


def test_what_cannot_be_typed_is_left_to_the_editor(office: Office) -> None:
    long = {"Kort beskrivning": "Skolor får egna stigar. " * 20}
    column = "column I “Kort beskrivning”: summary"
    assert office.brings({**LEDER, **long}) == differs(
        f"{column} is another text there", command="projreg edit unga-leder"
    )
    # what a shell would act upon is never in a command to be copied
    assert office.brings({**LEDER, "Kort beskrivning": "$(reboot)", "Slutdatum": "2027-12-18"}) == differs(
        "column D “Slutdatum”: end_date is 2026-12-18 there, 2027-12-18 in the list",
        f"{column} is “Skolor får egna stigar.” there, “$(reboot)” in the list",
        command="projreg set unga-leder end_date=2027-12-18; projreg edit unga-leder for the rest",
    )


def test_a_list_from_before_a_project_was_prolonged_says_so(office: Office) -> None:
    before = office.registry.read_bytes()
    assert office.does("set", "unga-leder", "end_date=2027-12-18").status == 0
    line = "column D “Slutdatum”: end_date is 2027-12-18 there, 2026-12-18 in the list: the day before it was prolonged"
    assert office.brings(LEDER) == differs(line, command="projreg set unga-leder end_date=2026-12-18")
    assert office.does("set", "unga-leder", "end_date=2026-12-18").status == 0
    assert office.registry.read_bytes() == before


def test_no_end_before_the_start_is_proposed(office: Office) -> None:
    said, status = office.brings({**LEDER, "Slutdatum": "2023-12-18"})
    assert status == 1
    assert "projreg set" not in said


def test_amounts_in_other_currencies_are_not_compared_as_numbers(office: Office) -> None:
    assert office.does("set", "unga-leder", "funding[0].currency=EUR", "funding[0].amount=40000").status == 0
    line = "column H “Beviljat belopp”: funding[0].amount is 40000 EUR there, 400000 SEK in the list"
    assert office.brings(LEDER) == differs(line, command="projreg edit unga-leder")


def test_rows_of_several_funders_are_compared_one_by_one(office: Office) -> None:
    rows = [LEDER, {**LEDER, "Finansiär": "Trafikverket", "Nivå": "Nationell", "Beviljat belopp": "100 000"}]
    assert office.brings(*rows) == (
        "rows 2 and 3: unga-leder differs from the registry, and is not changed\n"
        "  row 3, column F “Finansiär”: a further funder, Trafikverket, is not there\n"
        '  if the list is right: projreg set unga-leder "funding[]=national: Trafikverket=100000"\n'
        "no project was added; projects.toml is unchanged\n"
        "1 project differs from the registry, and is not changed\n", 1,
    )  # fmt: skip
    assert office.does("set", "unga-leder", "funding[]=national: Trafikverket=100000").status == 0
    assert office.brings(*reversed(rows)) == (
        "note: rows 2 and 3 are there already (unga-leder); nothing in the list differs, and they are left out\n"
        "nothing to add; projects.toml is unchanged\n", 0,
    )  # fmt: skip


def test_new_projects_are_added_beside_one_that_differs(office: Office) -> None:
    other = {**LEDER, "Projektnamn": "Badplats", "Kort beskrivning": "En brygga."}
    said, status = office.brings({**LEDER, "Slutdatum": "2027-12-18"}, other)
    assert said.endswith("added 1 project to projects.toml\n1 project differs from the registry, and is not changed\n")
    assert status == 1
    other = {**LEDER, "Projektnamn": "Skidspår", "Slutdatum": "snart"}
    said, status = office.brings({**LEDER, "Slutdatum": "2027-12-18"}, other)
    assert said.endswith(
        "1 project differs from the registry\n"
        "error: 1 row does not fit; nothing was written to projects.toml\n"
        "  help: put them right in the list, or leave them out with --skip-bad\n"
    )
    assert status == 1


FITS_NOT = (
    "error: 1 row does not fit; nothing was written to projects.toml\n"
    "  help: put them right in the list, or leave them out with --skip-bad\n"
)
OWN_ID = "if it is another, give it an id of its own in a column “Id”"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"Startdatum": "2024-09-02"},
         "row 2, column C “Startdatum”: it looks like unga-leder: the same title and owner, another start (2024-08-19 "
         "there, 2024-09-02 in the list); if it is that project: projreg set unga-leder start_date=2024-09-02; "),
        ({"Projektnamn": "Unga ledare i skolan"},
         "row 2, column A “Projektnamn”: it looks like unga-leder: the same case number and start, another title "
         "(“Unga leder” there, “Unga ledare i skolan” in the list); if it is that project: projreg set unga-leder "
         '"title=Unga ledare i skolan"; '),
        ({"Projektägare": "Byalaget"},
         "row 2, column B “Projektägare”: it looks like unga-leder: the same title and start, another owner "
         "(“Lövdals kommun” there, Byalaget in the list); if it is that project: projreg set unga-leder "
         "owner=Byalaget; "),
    ],
)  # fmt: skip
def test_a_corrected_start_title_or_owner_makes_no_second_project(
    office: Office, changes: dict[str, str], told: str
) -> None:
    assert office.does("set", "unga-leder", "reference=KS 2024/7").status == 0
    row = {**LEDER, "Dnr": "KS 2024/7", **changes}
    assert office.brings(row, words=("--set", "role=owner")) == (f"{told}{OWN_ID}\n{FITS_NOT}", 1)
    assert office.brings({**row, "Id": "unga-leder-2"}, words=("--set", "role=owner"))[1] == 0


@pytest.mark.parametrize(
    "rows",
    [
        [{**LEDER, "Startdatum": "2027-01-01", "Slutdatum": "2028-12-31"}],  # the next round of it
        [LEDER, {**LEDER, "Startdatum": "2025-01-01"}],  # both stand in the list
        [{**LEDER, "Projektnamn": "Gamla leder", "Kort beskrivning": "Byarna märker upp sina stigar."}],
    ],
)
def test_another_round_of_a_project_is_another_project(office: Office, rows: list[dict[str, str]]) -> None:
    said, status = office.brings(*rows)
    assert (said.splitlines()[-1], status) == ("added 1 project to projects.toml", 0)


def test_another_title_is_told_when_the_summary_is_the_same(office: Office) -> None:
    said, status = office.brings({**LEDER, "Projektnamn": "Stigar för skolan"})
    assert said.startswith("row 2, column A “Projektnamn”: it looks like unga-leder: the same summary and start, ")
    assert status == 1


def test_a_summary_that_is_said_for_all_rows_ties_no_projects_together(office: Office) -> None:
    words = ("--set", "summary=Beskrivning kommer i höst")
    bare = {name: cell for name, cell in LEDER.items() if name != "Kort beskrivning"}
    for title in ("Badplats", "Skidspår"):
        assert office.brings({**bare, "Projektnamn": title}, words=words)[1] == 0


def test_a_slip_in_a_title_is_told(office: Office) -> None:
    other = {**LEDER, "Kort beskrivning": "Ramper."}
    assert office.brings({**other, "Projektnamn": "Tillgänglighet"})[1] == 0
    said, status = office.brings({**other, "Projektnamn": "Tilgänglighet"})
    assert said.startswith("row 2, column A “Projektnamn”: it looks like tillganglighet: the same owner and start, ")
    assert status == 1


ANOTHER_MANAGER = {**LEDER, "Kontaktperson": "", "E-post": "", "Projektledare": "Elis Berg, elis@lovdal.example"}


def test_another_project_manager_is_told(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.brings({**LEDER, "Kontaktperson": "", "E-post": "", "Projektledare": "Maja Gran, maja@lovdal.example"})
    office.does("set", "unga-leder", "contact[]=contact: Elis Berg <elis@lovdal.example>")
    said, status = office.brings(ANOTHER_MANAGER)
    assert status == 1
    assert "  column L “Projektledare”: contact[1].role is contact there, project_manager in the list\n" in said
    assert '"contact[1].role=project_manager"' in said


@pytest.mark.parametrize(
    ("there", "here", "line"),
    [
        (["400 000", "300 000"], "700 000", ""),
        (["400 000", "300 000"], "800 000",
         "  column H “Beviljat belopp”: funding[].amount is 400000 + 300000 there, in 2 lines, 800000 in the list\n"),
    ],
)  # fmt: skip
def test_one_line_of_a_funder_is_none_of_several(tmp_path: Path, there: list[str], here: str, line: str) -> None:
    office = Office(tmp_path)
    office.brings({**LEDER, "Beviljat belopp": there[0]})
    office.does("set", "unga-leder", f"funding[]=regional: Region Granland={there[1]}; reference=R 2")
    said, status = office.brings({**LEDER, "Beviljat belopp": here})
    assert status == bool(line)
    assert line in said
    assert "funding[0].amount=" not in said


def test_a_closed_project_that_the_list_says_goes_on_is_told(office: Office) -> None:
    office.does("close", "unga-leder", "--on", "2026-01-31", "--yes")
    assert office.brings({**LEDER, "Status": "Avslutat"}) == office.brings(LEDER)
    said, status = office.brings({**LEDER, "Status": "Pågående"})
    assert status == 1
    assert "  column L “Status”: closed_date is 2026-01-31 there, Pågående in the list\n" in said
    assert "projreg set unga-leder closed_date=" in said


@pytest.mark.parametrize(
    "changes",
    [
        {"Projektnamn": "Unga leder", "Projektägare": "Lo\u0308vdals kommun"},  # as a Mac has it
        {"E-post": "Maja@Lovdal.example"},
        {"Publiceras": "ja"},
    ],
)
def test_what_says_the_same_in_other_letters_is_no_difference(office: Office, changes: dict[str, str]) -> None:
    said, status = office.brings({**LEDER, **changes})
    assert (status, "differs" in said.replace("nothing in the list differs", "")) == (0, False)


def test_what_is_missing_there_is_not_called_another_text(office: Office) -> None:
    said, _ = office.brings({**LEDER, "Mål": "Varje skola har en stig att gå, och någon som vet vart den leder. " * 2})
    assert "column L “Mål”: aims is not given there, “Varje skola har" in said


TALK = {
    "Projektnamn": "Språkvän", "Dnr": "KS 2025/71", "Projektägare": "Lövdals kommun", "Startdatum": "2025-08-18",
    "Slutdatum": "2027-06-30", "Finansiär": "Region Granland", "Nivå": "Regional", "Bidragets nummer": "RG 7",
    "Kort beskrivning": "Nya svenskar och pensionärer talar.", "E-post": "maja@lovdal.example",
}  # fmt: skip
NO_SIGN = {"Dnr": "", "Bidragets nummer": "", "Kort beskrivning": "Vi talar."}
BOTH = {"Projektnamn": "Språkvänner", "Startdatum": "2025-09-01"}
MAPPED = ("--map", "Bidragets nummer=funding[0].reference", "--set", "role=owner")


def talking(folder: Path, *rows: dict[str, str]) -> Office:
    """An office that has imported a list of people who talk."""
    office = Office(folder)
    said, status = office.brings(*rows, words=MAPPED)
    assert (said, status) == (f"added {len(rows)} project{'s' * (len(rows) > 1)} to projects.toml\n", 0)
    return office


def renamed_and_moved(sign: str) -> str:
    return (
        f"row 2, column A “Projektnamn”: it looks like sprakvan: the same {sign}, another title and start (Språkvän "
        "and 2025-08-18 there, Språkvänner and 2025-09-01 in the list); if it is that project: projreg set sprakvan "
        "title=Språkvänner start_date=2025-09-01; if it is another, give it an id of its own in a column “Id”\n"
    )


@pytest.mark.parametrize(
    ("sign", "kept"),
    [
        ("case number", ("Dnr", "Bidragets nummer", "Kort beskrivning")),
        ("case number", ("Dnr",)),
        ("grant number", ("Bidragets nummer",)),
        ("summary and owner", ("Kort beskrivning",)),
    ],
)
def test_a_project_that_was_renamed_and_moved_is_not_added_again(
    sign: str, kept: tuple[str, ...], tmp_path: Path
) -> None:
    office = talking(tmp_path, TALK)
    row = {**TALK, **{name: cell for name, cell in NO_SIGN.items() if name not in kept}, **BOTH}
    said, status = office.brings(row, words=MAPPED)
    assert (said, status) == (renamed_and_moved(sign) + FITS_NOT, 1)
    command = re.search(r"projreg (set [^;]*)", said)
    assert command
    assert office.does(*shlex.split(command[1])).status == 0
    assert "it looks like" not in office.brings(row, words=MAPPED)[0]  # it is the project's own row now


OTHER = {**TALK, "Projektnamn": "Läxhjälp", "Startdatum": "2025-10-01", **NO_SIGN}
THIRD = {**OTHER, "Projektnamn": "Simskola", "Startdatum": "2026-01-07"}


@pytest.mark.parametrize(
    ("before", "rows"),
    [
        ([TALK], [{**OTHER, "Dnr": "KS 2025/72"}]),
        # --set says the same of all
        ([TALK], [OTHER]),
        # the same number of another funder
        ([TALK], [{**OTHER, "Dnr": "KS 2025/72", "Finansiär": "Trafikverket", "Bidragets nummer": "RG 7"}]),
        # the same summary of another owner
        ([TALK], [{**OTHER, "Dnr": "KS 2025/72", "Projektägare": "Byalaget",
                   "Kort beskrivning": TALK["Kort beskrivning"]}]),
        # rounds of it: their periods do not overlap
        ([TALK], [{**TALK, **BOTH, "Startdatum": "2027-07-01", "Slutdatum": "2029-06-30"}]),
        ([TALK], [{**TALK, **BOTH, "Startdatum": "2023-07-01", "Slutdatum": "2025-08-17"}]),
        # it has a row of its own
        ([TALK], [TALK, {**TALK, **BOTH}]),
        ([TALK], [{**TALK, **BOTH}, TALK]),
        # an id of its own
        ([TALK], [{**TALK, **BOTH, "Id": "sprakvanner"}]),
        # several projects of one case, and a list of new ones alone
        ([{**TALK, **NO_SIGN, "Dnr": "KS 1"}, {**OTHER, "Dnr": "KS 1"}], [{**THIRD, "Dnr": "KS 1"}]),
    ],
)  # fmt: skip
def test_another_project_of_the_same_case_is_added(
    before: list[dict[str, str]], rows: list[dict[str, str]], tmp_path: Path
) -> None:
    office = talking(tmp_path, *before)
    words = MAPPED if rows[0]["Dnr"] else (*MAPPED, "--set", "reference=KS 2025/71")
    said, status = office.brings(*rows, words=words)
    assert (said.splitlines()[-1], status) == ("added 1 project to projects.toml", 0)


def test_of_several_projects_of_one_case_the_one_without_a_row_may_be_meant(tmp_path: Path) -> None:
    office = talking(tmp_path, {**TALK, **NO_SIGN, "Dnr": "KS 1"}, {**OTHER, "Dnr": "KS 1"})
    rows = {**TALK, **NO_SIGN, **BOTH, "Dnr": "KS 1"}, {**OTHER, "Dnr": "KS 1"}
    there = "note: row 3 is there already (laxhjalp); nothing in the list differs, and it is left out\n"
    assert office.brings(*rows, words=MAPPED) == (f"{there}{renamed_and_moved('case number')}{FITS_NOT}", 1)


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ([], ""),
        (["unga-leder"], "note: not in the list: unga-leder; left as it is\n"),
        (["badplats", "skidspar"], "note: not in the list: badplats, skidspar; left as they are\n"),
        (["badplats", "skidspar", "unga-leder"], ""),
    ],
)
@pytest.mark.parametrize("change", ["added", "differs", "nothing", "refused"])
def test_what_the_list_lacks_of_the_registry_is_told_where_the_list_has_most_of_it(
    missing: list[str], line: str, change: str, office: Office
) -> None:
    titles = {"unga-leder": "Unga leder", "badplats": "Badplats", "skidspar": "Skidspår", "vind": "Vind", "ark": "Ark"}
    rows = {
        name: {**LEDER, "Projektnamn": each, "Startdatum": f"2024-08-{19 + at}", "Kort beskrivning": f"Stigar {at}."}
        for at, (name, each) in enumerate(titles.items())
    }
    rows["unga-leder"] = LEDER
    assert office.brings(*rows.values())[0].endswith("added 4 projects to projects.toml\n")
    rows |= {
        "added": {"new": {**LEDER, "Projektnamn": "Ny bro", "Kort beskrivning": "Bro."}},
        "differs": {"vind": {**rows["vind"], "Slutdatum": "2027-12-18"}},
        "nothing": {},
        "refused": {"new": {**LEDER, "Projektnamn": "Ny bro", "Startdatum": "snart"}},
    }[change]
    said, _ = office.brings(*(row for name, row in rows.items() if name not in missing))
    told = re.search(r"note: not in the list.*\n", said)
    assert (told[0] if told else "") == (line if change in ("added", "differs") else "")


MORE = {"Finansiär": "Trafikverket", "Nivå": "Nationell", "Beviljat belopp": "100 000"}
UNCHANGED = "no project was added; projects.toml is unchanged\n"
LACKS = "a funder that the list does not give: Trafikverket (funding[1]); not changed; if it is gone: projreg set "


@pytest.mark.parametrize(
    ("before", "rows", "told"),
    [
        (["funding[]=national: Trafikverket=100000"], [LEDER],
         f'note: row 2: unga-leder has {LACKS}unga-leder "funding[1]="\n'),
        (["funding[]=national: Trafikverket=100000", "funding[]=private: Byafonden"], [LEDER],
         "note: row 2: unga-leder has funders that the list does not give: Trafikverket (funding[1]), Byafonden "
         '(funding[2]); not changed; if they are gone: projreg set unga-leder "funding[1]=" "funding[2]="\n'),
        (["funding[]=national: Trafikverket; reference=7"], [LEDER, {**LEDER, **MORE}], ""),
        (["funding[]=regional: Region Granland=5"], [LEDER],
         "note: row 2: unga-leder has a grant that the list does not give: “Region Granland” (funding[1]); not "
         'changed; if it is gone: projreg set unga-leder "funding[1]="\n'),
        # our own money is seldom in lists of funders, and this list gives none of this project
        (["funding[]=own: Lövdals kommun=500000"], [LEDER], ""),
        (["funding[]=national: Trafikverket"], [{**LEDER, "Finansiär": "", "Nivå": "", "Beviljat belopp": ""}], ""),
    ],
)  # fmt: skip
def test_a_funder_of_the_registry_that_the_list_lacks_is_told(
    before: list[str], rows: list[dict[str, str]], told: str, office: Office
) -> None:
    for each in before:
        assert office.does("set", "unga-leder", each).status == 0
    said, status = office.brings(*rows)
    if told:
        assert (said, status) == (f"{told}{UNCHANGED}", 0)
        _, _, command = told.strip().rpartition("projreg ")
        assert office.does(*shlex.split(command)).status == 0
        assert office.brings(*rows) == (f"{SAME}nothing to add; projects.toml is unchanged\n", 0)
    else:
        assert "does not give" not in said


def test_another_funder_is_a_further_one_and_the_first_is_not_forgotten(office: Office) -> None:
    row = {**LEDER, **MORE}
    lacks = f"note: row 2: unga-leder has {LACKS}".replace(
        "Trafikverket (funding[1])", "“Region Granland” (funding[0])"
    )
    said, status = differs(
        "column F “Finansiär”: a further funder, Trafikverket, is not there",
        command='projreg set unga-leder "funding[]=national: Trafikverket=100000"',
    )
    assert office.brings(row) == (f'{lacks}unga-leder "funding[0]="\n{said}', status)
    assert office.does("set", "unga-leder", "funding[]=national: Trafikverket=100000").status == 0
    assert office.brings(row) == (f'{lacks}unga-leder "funding[0]="\n{UNCHANGED}', 0)
    assert office.does("set", "unga-leder", "funding[0]=").status == 0
    assert office.brings(row) == (f"{SAME}nothing to add; projects.toml is unchanged\n", 0)


def test_what_the_list_lacks_of_one_project_is_told_beside_those_that_are_the_same(office: Office) -> None:
    other = {**LEDER, "Projektnamn": "Badplats", "Kort beskrivning": "En brygga."}
    assert office.brings(LEDER, other, {**other, **MORE})[1] == 0
    assert office.brings(LEDER, other) == (
        f'{SAME}note: row 3: badplats has {LACKS}badplats "funding[1]="\n{UNCHANGED}', 0,
    )  # fmt: skip


def test_a_new_project_that_fits_is_named_where_others_do_not(office: Office) -> None:
    new = [{**LEDER, "Projektnamn": f"Led {at}", "Kort beskrivning": f"Led {at}."} for at in range(1, 8)]
    bad = [{**each, "Slutdatum": "snart"} for each in new[5:]]
    help_ = "  help: put them right in the list, or leave them out with --skip-bad\n"
    for number, fits in ((1, "1 new project fits: led-1; it is"), (2, "2 new projects fit: led-1, led-2; they are")):
        said, status = office.brings(*new[:number], *bad)
        assert said.endswith(
            f"{fits} added when the rest is right, or with --skip-bad\n"
            f"error: 2 rows do not fit; nothing was written to projects.toml\n{help_}"
        )
        assert status == 1
    said, status = office.brings(*bad)
    assert "fit:" not in said
    assert "fits:" not in said
    many = [{**LEDER, "Projektnamn": f"Bro {at}", "Kort beskrivning": f"Bro {at}."} for at in range(1, 8)]
    said, _ = office.brings(*many, *bad)
    assert "\n7 new projects fit: bro-1, bro-2, bro-3, bro-4, bro-5 and 2 more; they are added when " in said


def test_the_command_names_the_registry_that_was_compared(office: Office) -> None:
    (office.folder / "annat.toml").write_text(office.registry.read_text("utf-8"), "utf-8")
    said, _ = office.brings({**LEDER, "Slutdatum": "2027-12-18"}, words=("-f", "annat.toml"))
    assert "  if the list is right: projreg set unga-leder end_date=2027-12-18 -f annat.toml\n" in said
    other = {**LEDER, "Projektnamn": "Andra stigar"}
    said, _ = office.brings(other, words=("-f", "annat.toml"))
    assert 'projreg set unga-leder "title=Andra stigar" -f annat.toml' in said


TWIN = """
[[project]]
id = "andra"
title = "Unga leder"
role = "owner"
owner = "Lövdals kommun"
start_date = 2024-08-19
end_date = 2030-12-31
summary = "En annan."
contact = [{ role = "contact", email = "maja@lovdal.example" }]
"""


def test_of_two_projects_of_one_name_the_one_that_agrees_is_meant(office: Office) -> None:
    office.registry.write_text(office.registry.read_text("utf-8") + TWIN, "utf-8")
    assert office.brings(LEDER) == (SAME + "nothing to add; projects.toml is unchanged\n", 0)
    said, status = office.brings({**LEDER, "Slutdatum": "2028-12-31"})
    assert status == 1
    assert "row 2: it may be unga-leder or andra; give it the id of one in a column “Id”\n" in said


def test_rows_that_differ_in_whether_it_is_closed_are_not_the_same(tmp_path: Path) -> None:
    rows = [{**LEDER, "Status": word} for word in ("Pågående", "Slutredovisat")]
    said, status = Office(tmp_path).brings(*rows)
    assert status == 1
    assert "title, owner and start are those of row 2, but not what is closed" in said


def test_a_registry_that_somebody_changes_meanwhile_is_compared_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    other = Office(tmp_path / "other")
    other.brings({**LEDER, "Slutdatum": "2025-12-18"})
    office = Office(tmp_path)
    carry_out = importing.carry_out  # type: ignore[attr-defined]

    def overtaken(*arguments: Any, **wishes: Any) -> bool:
        office.registry.write_bytes(other.registry.read_bytes())
        return carry_out(*arguments, **wishes)

    monkeypatch.setattr(importing, "carry_out", overtaken)
    said, status = office.brings(LEDER)
    assert status == 1
    assert "note: projects.toml was changed meanwhile; this is what the list says of it now\n" in said
    assert "end_date is 2025-12-18 there, 2026-12-18 in the list" in said
    assert "added" not in said.replace("no project was added", "")
