"""`report`: who carries what, what is granted and paid, what is due to whom, and the projects along the months."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import REPOSITORY, Result, called, on_terminal
from rich.cells import cell_len
from samples import HEAD, project

EXAMPLE = REPOSITORY / "examples" / "exempelkommun.toml"
REPORTS = ["", "--expiring=90d", "--deadlines=90d", "--funding", "--contacts", "--timeline"]
FORMATS = ["table", "tsv", "json", "csv", "markdown", "html"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "projects.toml").write_bytes(EXAMPLE.read_bytes())
    return tmp_path


def report(folder: Path, *arguments: str, day: str = "2026-03-01") -> Result:
    return called("report", *arguments, f"--as-of={day}", cwd=folder)


def as_json(folder: Path, *arguments: str, day: str = "2026-03-01") -> dict[str, Any]:
    done = report(folder, *arguments, "--json", day=day)
    assert (done.status, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


# ---- the example


def test_the_example_has_no_findings_and_every_state(office: Path) -> None:
    done = called("validate", "--strict", cwd=office)
    assert (done.out, done.status) == ("", 0)
    states = {each["state"] for each in as_json(office)["states"]}
    assert states == {"active", "upcoming", "applied", "suspended", "ended", "closed", "cancelled"}


def test_what_needs_attention_in_the_example(office: Path) -> None:
    found = as_json(office, "--expiring=90d")
    parts = {
        part: [(each["id"], each["days_left"]) for each in found[part]]
        for part in ("expiring", "due", "ended", "overdue", "unknown")
    }
    assert parts == {
        "expiring": [("badhus-energi", 47), ("gronare-skolmat", 74)],
        "due": [("cykelled-sjon", 12), ("digital-hemtjanst", 30), ("aurora-ljus", 30), ("unga-leder", 33)],
        "ended": [("digital-hemtjanst", -60)],
        "overdue": [("gronare-skolmat", -13)],
        "unknown": [],
    }
    assert [(each["code"], each["id"], each["message"]) for each in found["remarks"]] == [
        ("PR506", "unga-leder", "Not reviewed for a year; last 2024-11-05")
    ]


def test_what_the_window_passes_by_is_remarked(office: Path) -> None:
    def remarked(day: str) -> dict[str, tuple[str | None, str]]:
        found = as_json(office, "--expiring=90d", "--search=vatgas", day=day)["remarks"]
        return {each["id"]: (each["code"], each["message"]) for each in found}

    assert remarked("2026-09-01") == {}
    assert remarked("2026-09-02") == {"vatgasnod": (None, "Applied for, but was to begin 2026-09-01")}


def test_what_ends_before_it_began_is_not_called_nothing(office: Path) -> None:
    path = office / "projects.toml"
    text = path.read_text("utf-8").replace("start_date = 2026-05-04\nend_date = 2028-10-31", "{}")
    short = text.replace("{}", "start_date = 2026-03-15\nend_date = 2026-03-25")
    path.write_text(re.sub(r"(?s)\[\[project.deadline\]\].*?(?=\n\n|$)", "", short), "utf-8")
    told = report(office, "--expiring=30d", "--search=cykelled", "--format=markdown").out
    assert "inget slutar" not in told
    assert "inget som har börjat slutar" in told
    assert "Slutar 2026-03-25, inom fönstret, men har inte börjat" in told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("which", REPORTS)
def test_every_report_has_every_format(office: Path, which: str, form: str) -> None:
    arguments = [each for each in (which, f"--format={form}") if each]
    first, second = report(office, *arguments), report(office, *arguments)
    assert (first.status, first.err, first.out) == (0, "", second.out)
    assert first.out.strip()


def test_two_reports_at_once_are_refused(office: Path) -> None:
    done = report(office, "--funding", "--contacts")
    assert (done.status, done.out) == (2, "")
    assert "--funding and --contacts are two reports" in done.err


@pytest.mark.parametrize("which", ["--expiring=", "--deadlines=", "--deadlines=90", "--expiring=-3d"])
def test_a_window_that_is_none_is_refused_by_its_option(office: Path, which: str) -> None:
    done = report(office, which)
    assert (done.status, done.out, done.err.startswith(f"error: {which.partition('=')[0]}: ")) == (2, "", True)


# ---- filters


def test_a_state_leaves_out_neither_the_suspended_nor_the_ended_nor_the_unknown(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace("2027-04-30", '"april 2027"'), "utf-8")
    done = report(office, "--expiring=90d", "--active", "--format=json")
    found = json.loads(done.out)
    assert [each["id"] for each in found["expiring"]] == ["badhus-energi", "gronare-skolmat"]
    assert [each["id"] for each in found["unknown"]] == ["aurora-ljus"]
    assert [each["id"] for each in found["ended"]] == ["digital-hemtjanst"]


@pytest.mark.parametrize("states", [["--upcoming"], ["--closed"], ["--state=applied", "--active"]])
@pytest.mark.parametrize("which", ["--expiring=90d", ""])
def test_what_is_late_is_told_whatever_states_are_asked_for(office: Path, which: str, states: list[str]) -> None:
    found = as_json(office, *([which] if which else []), *states)
    found = found.get("attention", found)
    assert [each["id"] for each in found["ended"]] == ["digital-hemtjanst"]
    assert [each["id"] for each in found["overdue"]] == ["gronare-skolmat"]


def test_the_figures_are_of_the_states_asked_for_alone(office: Path) -> None:
    assert [each["state"] for each in as_json(office, "--closed")["states"]] == ["closed"]
    closed = report(office, "--funding", "--closed", "--format=csv").out
    assert (closed != report(office, "--funding", "--format=csv").out, "gronare-skolmat" in closed) == (True, False)


@pytest.mark.parametrize("which", REPORTS)
@pytest.mark.parametrize("form", ["markdown", "html", "table"])
def test_a_selection_is_told_for_what_it_is(office: Path, which: str, form: str) -> None:
    arguments = [f"--format={form}", *([which] if which else [])]
    assert "Urval: 1 av 12 projekt i registret." in report(office, "--search=laxen", *arguments).out
    assert "Urval" not in report(office, *arguments).out


def test_filters_by_text(office: Path) -> None:
    assert [each["id"] for each in as_json(office, "--deadlines=1y", "--funder=interreg")["due"]] == ["aurora-ljus"] * 2


# ---- money


def test_the_sums_of_a_large_registry_are_right_to_the_last_krona(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "registries" / "europe-5000.toml"
    data = tomli.loads(path.read_text("utf-8"), parse_float=Decimal)
    sums: dict[tuple[str, str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    years: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in data["project"]:
        if entry.get("status") == "applied":
            continue
        for line in entry.get("funding", []):
            if line.get("level") == "own":
                continue
            around = entry.get("currency", data["registry"].get("currency", "SEK"))
            currency = line.get("currency", "EUR" if line.get("fund") == "INTERREG" else around)
            amount, paid = Decimal(line.get("amount", 0)), Decimal(line.get("paid", 0))
            left = amount - paid if "amount" in line and entry.get("status") != "cancelled" else Decimal(0)
            key = line.get("funder", ""), line.get("programme", ""), currency
            sums[key] = [one + other for one, other in zip(sums[key], (amount, paid, left), strict=True)]
            day = line.get("decision_date")
            years[str(day.year) if day else "", currency] += amount
    found = json.loads(report(tmp_path, "--funding", "--json", f"--file={path}").out)
    told = {
        (each["funder"] or "", each["programme"] or "", each["currency"]): [
            Decimal(each[name] or 0) for name in ("granted", "paid", "remaining")
        ]
        for each in found["by_programme"]
    }
    assert len(told) > 40
    assert sum(each[0] for each in told.values()) > 10**9
    assert told == dict(sums)
    assert {(each["year"] or "", each["currency"]): Decimal(each["granted"] or 0) for each in found["by_year"]} == years


def test_unknown_amounts_stay_unknown(tmp_path: Path) -> None:
    found = json.loads(report(tmp_path, "--funding", "--json", f"--file={REPOSITORY / 'data' / 'projects.toml'}").out)
    region = next(each for each in found["by_programme"] if each["funder"] == "Region Norrbotten")
    assert (region["granted"], region["paid"], region["remaining"], region["without_amount"]) == (None, None, None, 1)


def test_what_is_applied_for_is_part_of_no_other_sum(office: Path) -> None:
    found = as_json(office, "--funding")
    assert found["applied"] == [
        {"funder": funder, "programme": None, "currency": "SEK", "projects": 1, "applied": amount, "without_amount": 0}
        for funder, amount in (("Energimyndigheten", 28_000_000), ("Exempelkommun", 13_000_000))
    ]
    assert "Energimyndigheten" not in [each["funder"] for each in found["by_programme"]]
    assert "vatgasnod" not in [each["id"] for each in found["own"]]
    rows = [line.split("\t") for line in report(office, "--funding", "--format=tsv").out.splitlines()]
    assert [(row[1], row[8:11], row[13]) for row in rows if row[0] == "applied"] == [
        ("Energimyndigheten", ["", "", ""], "28000000"),
        ("Exempelkommun", ["", "", ""], "13000000"),
    ]
    states = {each["state"]: each for each in as_json(office)["states"]}
    assert (states["applied"]["granted"], states["applied"]["own"]) == ([], [])
    assert states["applied"]["applied"] == [{"currency": "SEK", "amount": 41_000_000}]
    assert {each["state"] for each in states.values() if each["applied"]} == {"applied"}


def test_nothing_remains_of_a_cancelled_project(office: Path) -> None:
    (line,) = as_json(office, "--funding", "--state=cancelled", "--search=Gruvbolaget")["by_programme"][:1]
    assert (line["funder"], line["granted"], line["remaining"]) == ("Gruvbolaget Exempel AB", 475_000, 0)
    said = report(office, "--funding", "--format=markdown").out
    assert "Av slutredovisade och avbrutna projekt är inget kvar." in said


def money(tmp_path: Path, which: str, *projects: str) -> str:
    """The report on projects of our own making, as Markdown."""
    (tmp_path / "projects.toml").write_text(HEAD + "".join(projects), "utf-8")
    return report(tmp_path, *([which] if which else []), "--format=markdown").out.replace("\N{NO-BREAK SPACE}", " ")


def test_own_money_of_two_projects_with_one_id_stays_two(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(
        HEAD + "".join(project(funding=f'[{{ funder = "Vi", level = "own", amount = {each} }}]') for each in (100, 70))
    )
    found = json.loads(report(tmp_path, "--funding", "--json").out)
    assert [(each["id"], each["granted"]) for each in found["own"]] == [("bredband", 100), ("bredband", 70)]


def test_money_paid_of_no_known_amount_is_noted(tmp_path: Path) -> None:
    known = '{ funder = "A", level = "eu", amount = 100, paid = 10 }'
    told = money(tmp_path, "--funding", project(funding=f"[{known}]"))
    assert "Utbetalt räknar med" not in told
    told = money(tmp_path, "--funding", project(funding=f'[{known}, {{ funder = "B", level = "eu", paid = 50 }}]'))
    assert "Utbetalt räknar med 1 beslut utan känt belopp, som varken Beviljat eller Kvar räknar med." in told


def test_no_own_money_is_not_the_same_as_an_amount_not_known(tmp_path: Path) -> None:
    none = project(id='"ett"', funding='[{ funder = "A", level = "eu", amount = 100 }]')
    unknown = project(id='"tva"', status='"suspended"', funding='[{ funder = "Vi", level = "own" }]')
    told = money(tmp_path, "", none, unknown)
    assert re.search(r"\| Pågående +\| +1 \| +okänt \| +100 kr \| +– \|", told), told
    assert re.search(r"\| Vilande +\| +1 \| +okänt \| +– \| +okänt \|", told), told
    assert "1 beslut utan känt belopp" in told


def test_the_number_of_projects_is_told_once_for_each_state(office: Path) -> None:
    rows = [line.split("\t") for line in report(office, "--format=tsv").out.splitlines()]
    assert sum(int(row[2] or 0) for row in rows if row[0] == "state") == 12
    assert [row[2:4] for row in rows if row[:2] == ["state", "active"]] == [["5", "SEK"], ["", "EUR"]]


def test_currencies_are_never_added(office: Path) -> None:
    rows = report(office, "--funding", "--format=tsv").out.splitlines()
    own = [line.split("\t") for line in rows if line.startswith("own\t") and "aurora" in line]
    assert [(line[4], line[5], line[8]) for line in own] == [("aurora-ljus", "EUR", "120000")]
    assert sum("\tEUR\t" in line for line in rows) == 5  # two funders, one own, one year, one unknown year


def test_own_money_is_decided_and_not_granted(office: Path) -> None:
    granted, own = report(office, "--funding", "--format=markdown").out.split("## Egen insats per projekt")
    assert "| Beviljat | Utbetalt | Kvar |" in granted
    assert "| Id | Beslutat | Utbetalt | Kvar |" in own.splitlines()


# ---- contacts


def test_who_carries_what(office: Path) -> None:
    found = as_json(office, "--contacts")["contacts"]
    carried = {each["name"]: [(duty["id"], duty["next_deadline"]) for duty in each["projects"]] for each in found}
    assert carried["Maja Gran"] == [("fiber-norra", "2026-06-30"), ("digital-hemtjanst", "2026-03-31")]
    assert carried["Elis Berg"] == [("fiber-norra", "2026-06-30"), ("badhus-energi", None)]
    assert "Kultur och fritid" not in carried  # its only project is closed


def test_a_project_that_nobody_carries_comes_first(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(re.sub(r'(?m)^email = "ines.*\n', "", path.read_text("utf-8")), "utf-8")
    first = as_json(office, "--contacts")["contacts"][0]
    assert (first["name"], [each["id"] for each in first["projects"]]) == (None, ["unga-leder"])


def test_a_contact_that_names_nobody_makes_nobody_unreachable(tmp_path: Path) -> None:
    reached = project(contact='[{ role = "contact", email = "info@lovdal.example" }, { role = "controller" }]')
    (tmp_path / "projects.toml").write_text(HEAD + reached, "utf-8")
    assert [each["email"] for each in as_json(tmp_path, "--contacts")["contacts"]] == ["info@lovdal.example"]
    (tmp_path / "projects.toml").write_text(HEAD + project(contact='[{ role = "controller" }]'), "utf-8")
    (nobody,) = as_json(tmp_path, "--contacts")["contacts"]
    assert ((nobody["name"], nobody["email"]), [each["role"] for each in nobody["projects"]]) == ((None, None), [None])


# ---- deadlines


def test_deadlines_by_funder_with_the_overdue_first(office: Path) -> None:
    text = report(office, "--deadlines=90d", "--format=markdown").out
    assert re.findall(r"^## (.*)", text, re.MULTILINE) == [
        "Region Exempel",
        "Trafikverket",
        "Interreg Aurora",
        "Tillväxtverket",
        "Myndigheten för ungdoms- och civilsamhällesfrågor",
        "Per ansvarig",
        "Förslag, inte beslutade",
    ]
    assert "2026-01-31" not in text  # done


def test_a_deadline_without_a_day_stands_before_all_others(tmp_path: Path) -> None:
    deadlines = '[{ type = "final_report" }, { type = "progress_report", due = 2026-03-31 }]'
    (tmp_path / "projects.toml").write_text(HEAD + project(deadline=deadlines), "utf-8")
    text = report(tmp_path, "--deadlines=90d", "--format=markdown").out
    assert re.findall(r"^## (.*)", text, re.MULTILINE)[:2] == ["Kan inte bedömas", "Utan angiven finansiär"]
    assert "|  | ? | bredband | Bredband i Lövdal | Slutrapport |" in text


def test_suggested_days_are_marked_and_told_with_their_source(office: Path) -> None:
    found = as_json(office, "--deadlines=90d")
    assert [(each["due"], each["id"], each["type"], each["source"]) for each in found["suggested"]] == [
        ("2026-03-19", "gronare-skolmat", "extension_request", "prolongation"),
        ("2026-04-02", "unga-leder", "last_working_day", "days-off"),
        ("2026-05-05", "fiber-norra", "extension_request", "prolongation"),
        ("2026-05-13", "gronare-skolmat", "last_working_day", "days-off"),
    ]
    rows = report(office, "--deadlines=90d", "--format=tsv").out.splitlines()
    assert [line.split("\t")[0] for line in rows] == ["overdue", *["due"] * 4, *["suggested"] * 4]


def test_a_deadline_that_is_done_is_left_out_and_one_done_tomorrow_is_not(office: Path) -> None:
    assert "2026-01-31" in report(office, "--deadlines=90d", day="2026-01-28").out
    assert "2026-01-31" not in report(office, "--deadlines=90d", day="2026-01-29").out


@pytest.mark.parametrize(
    ("form", "space"), [("html", "\xa0"), ("markdown", "\xa0"), ("tsv", " "), ("csv", " "), ("json", " ")]
)
def test_dates_of_suggestions_are_unbroken_on_pages(office: Path, form: str, space: str) -> None:
    text = report(office, "--deadlines=90d", f"--format={form}").out
    dates = re.findall(r"(?:slutdatumet|end date) \d+(.)(?:maj|May|juni|June) 2026", text)
    assert {*dates} == {space}


def test_a_suggestion_says_of_which_project_it_is_and_whom_to_ask(office: Path) -> None:
    text = report(office, "--deadlines=90d", "--format=markdown").out.partition("## Förslag")[2]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("| ")]
    assert rows[0] == ["Dagar kvar", "Datum", "Id", "Projekt", "Vad", "Varför", "Ansvarig"]
    assert rows[2][2:4] == ["gronare-skolmat", "Grönare skolmat från trakten"]
    assert rows[2][6] == "Lage Holm, lage.holm@exempel.example"
    assert "docs/" not in text


# ---- in words


@pytest.mark.parametrize(
    ("window", "said"),
    [
        ("90d", "Per den 2026-03-01. Fönstret är 90 dagar: till och med 2026-05-30, båda dagarna räknas."),
        ("2026-05-01", "Per den 2026-03-01. Fönstret går till och med 2026-05-01."),
    ],
)
def test_the_window_is_told_as_people_say_it(office: Path, window: str, said: str) -> None:
    assert said in report(office, f"--expiring={window}", "--format=markdown").out.splitlines()
    assert said.partition(". ")[2] in report(office, f"--deadlines={window}", "--format=markdown").out


def test_a_remark_says_what_is_told_too_early(office: Path) -> None:
    path = office / "projects.toml"
    text = path.read_text("utf-8").replace("done = 2026-01-29", "done = 2062-01-29")
    path.write_text(text.replace("reviewed = 2024-11-05", "reviewed = 2034-11-05"), "utf-8")
    remarks = {each["id"]: each["message"] for each in as_json(office)["attention"]["remarks"]}
    assert remarks["unga-leder"] == "Last reviewed 2034-11-05, but that day has not come"
    assert remarks["fiber-norra"] == "Progress report: done 2062-01-29, but that day has not come"
    assert "| Lägesrapport: klart 2062-01-29, men den dagen har inte kommit |" in report(
        office, "--format=markdown"
    ).out.replace("\\", "")


def test_a_remark_asks_for_the_year_that_is_likely(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(reviewed="2027-02-01"), "utf-8")
    said = "Senast granskad 2027-02-01, men den dagen har inte kommit; menas 2026-02-01?"
    done = called("report", "--format=markdown", cwd=tmp_path, env={"PROJREG_TODAY": "2026-03-01"})
    assert f"| {said} |" in done.out


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (5, ""),
        (6, "6 projekt har ingen granskat på ett år: p0, p1, p2, p3, p4, p5. "),
        (14, "14 projekt har ingen granskat på ett år: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 och 2 till. "),
    ],
)
def test_many_that_nobody_has_reviewed_push_nothing_off_the_screen(tmp_path: Path, number: int, said: str) -> None:
    text = HEAD + "".join(project(id=f'"p{at}"', title=f'"Projekt {at}"') for at in range(number))
    (tmp_path / "projects.toml").write_text(text, "utf-8")
    day = ("report", "--as-of=2025-06-01")
    shown = called(*day, "--format=markdown", cwd=tmp_path).out
    assert said in shown
    assert shown.count("Aldrig granskat") == (0 if said else number)
    told = json.loads(called(*day, "--json", cwd=tmp_path).out)["attention"]["remarks"]
    assert [each["id"] for each in told] == [f"p{at}" for at in range(number)]


def test_a_deadline_whose_type_cannot_be_read_says_so(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace('type = "commitment"', "type = 7"), "utf-8")
    for arguments in (["--expiring=90d", "--format=markdown"], ["--timeline", "--format=html"]):
        assert "tidsfrist, typen kan inte läsas" in report(office, *arguments).out.lower()


def test_the_page_says_whose_registry_it_is(office: Path) -> None:
    page = report(office, "--format=html").out
    assert "<p>Gjord av projreg ur Exempelkommuns register.</p>" in page


def test_a_deadline_that_names_no_funder_is_told_once(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace('02-16\nfunder = "Region Exempel"', "02-16"), "utf-8")
    text = report(office, "--deadlines=90d", "--format=markdown").out
    assert "## Utan angiven finansiär" in text
    assert text.count("2026-02-16") == 2, text  # once in its table, once at the contact


# ---- the timeline

DRAWN = """\
Tidslinje per den 2026-03-01
Det som slutar först står överst; slutredovisat och avbrutet är med bara så
länge en tidsfrist är öppen.

                  2023   2024   2025    2026    2027    2028   2029
digital-hemtjanst ▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞▞◇│◆                           2025-12-31
badhus-energi                    ▒▒▒▒▒▒▒▒│▒                           2026-04-17
gronare-skolmat          ████████████████✖██ ◆                        2026-05-14
Fiber norra           ███████████████████◇██◆                         2026-06-30
unga-leder                   ████████████│◆██████                     2026-12-18
AURORA-LJUS                ██████████████│◆███◆████                   2027-04-30
cykelled-sjon                            │◆░░░░░░░░░░░░░░░░░░░░       2028-10-31
laxen-ater                      █████████│██████████████████████      2028-12-31
vatgasnod                                │  ◆························ 2029-08-31

█ Pågående   ░ Kommande   · Ansökt   ▒ Vilande   ▞ Avslutat (slutredovisas)
│ i dag   ◆ tidsfrist   ✖ försenad   ◇ klar"""


def test_the_timeline_on_a_terminal_of_80_columns(office: Path) -> None:
    shown = on_terminal(["report", "--timeline", "--as-of=2026-03-01"], office, 80)
    assert (shown.text, shown.status) == (DRAWN, 0)


@pytest.mark.parametrize("step", [1, -1])
def test_of_deadlines_on_one_day_what_is_left_to_do_is_seen(tmp_path: Path, step: int) -> None:
    done = "done = 2025-12-01\n"
    days = [f"due = {day}\n{also}" for day in ("2026-01-01", "2028-01-01") for also in ("", done)]
    deadlines = "".join(f"[[project.deadline]]\n{day}" for day in days[::step])
    head = 'schema_version = 1\n[[project]]\nid = "p"\ntitle = "P"\nstart_date = 2020-01-01\nend_date = 2035-01-01\n'
    (tmp_path / "projects.toml").write_text(head + deadlines, "utf-8")
    text = on_terminal(["report", "--timeline", "--as-of=2026-03-01"], tmp_path, 80).text
    row = next(line for line in text.splitlines() if line.endswith("2035-01-01"))
    assert ["✖" in row, "◆" in row, "◇" in row] == [True, True, False]


@pytest.mark.parametrize("columns", [30, 40, 60, 120, 200])
def test_the_timeline_fits_the_terminal(office: Path, columns: int) -> None:
    shown = on_terminal(["report", "--timeline", "--as-of=2026-03-01"], office, columns, env={"NO_COLOR": "1"})
    lines = shown.text.splitlines()
    assert max(map(cell_len, lines)) <= columns
    assert sum(line.endswith("2029-08-31") for line in lines) == 1


def test_a_project_beyond_the_timeline_is_shown_at_its_edge(office: Path) -> None:
    path = office / "projects.toml"
    text = path.read_text("utf-8").replace("end_date = 2025-12-31", "end_date = 2015-12-31")
    path.write_text(text.replace("start_date = 2023-02-01", "start_date = 2014-02-01"), "utf-8")
    done = on_terminal(["report", "--timeline", "--as-of=2026-03-01"], office, 80)
    assert re.search(r"^digital-hemtjanst ‹ .*2015-12-31$", done.text, re.MULTILINE)
    path.write_text(HEAD + project(start_date="2099-01-01", end_date="2099-12-31") + project(id='"b"'), "utf-8")
    done = on_terminal(["report", "--timeline", "--as-of=2026-03-01"], office, 80)
    assert re.search(r"^bredband .*› +2099-12-31$", done.text, re.MULTILINE)


def test_a_project_without_dates_is_not_lost_from_the_timeline(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace("end_date = 2027-04-30", 'end_date = "2027"'), "utf-8")
    done = report(office, "--timeline", "--format=markdown")
    assert "## Utan läsbara datum" in done.out
    assert "| aurora-ljus | AURORA-LJUS | 2026-03-31 Lägesrapport, 2026-09-30 Lägesrapport |" in done.out
    (undated,) = json.loads(report(office, "--timeline", "--json").out)["unknown"]
    assert [(each["due"], each["overdue"]) for each in undated["deadlines"]] == [
        ("2026-03-31", False),
        ("2026-09-30", False),
    ]
    rows = report(office, "--timeline", "--format=tsv").out.splitlines()
    assert [line.split("\t")[6] for line in rows if line.startswith("aurora")] == ["", "2026-03-31", "2026-09-30"]


@pytest.mark.parametrize("extra", [{"status": '"cancelled"'}, {"closed_date": "2026-02-01"}])
@pytest.mark.parametrize(
    ("deadline", "shown"),
    [
        ('type = "final_report", due = 2026-05-31', True),
        ('type = "final_report", due = 2025-05-31', True),
        ('type = "final_report", due = 2025-05-31, done = 2025-05-30', False),
        ('type = "final_report", due = "i maj"', True),
        ('type = "retention", due = 2031-12-31', False),
        ('type = "retention", due = 2025-12-31', True),
    ],
)
@pytest.mark.parametrize("form", ["markdown", "html", "table", "tsv"])
def test_an_open_deadline_keeps_a_closed_project_with_its_people_and_on_the_timeline(
    tmp_path: Path, deadline: str, shown: bool, form: str, extra: dict[str, str]
) -> None:
    kept = project(end_date="2026-01-31", deadline=f"[{{ {deadline} }}]", **extra)
    (tmp_path / "projects.toml").write_text(HEAD + kept, "utf-8")
    for which in ("--contacts", "--timeline"):
        assert ("redband" in report(tmp_path, which, f"--format={form}").out) is shown


def test_the_chart_in_markdown(office: Path) -> None:
    text = report(office, "--timeline", "--format=markdown").out
    chart = text.partition("```mermaid\n")[2].partition("\n```")[0].splitlines()
    assert chart[:4] == ["gantt", "    dateFormat YYYY-MM-DD", "    axisFormat %Y-%m", "    inclusiveEndDates"]
    assert "    #70;iber norra :active, active1, 2023-09-01, 2026-06-30" in chart
    assert "    #71;rönare skolmat från trakten#44; Lägesrapport :milestone, crit, active0d0, 2026-02-16, 0d" in chart


def test_a_title_cannot_end_a_line_of_the_chart(office: Path) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace('"Fiber norra"', '"a :crit, x; %%{init}%% #```"'), "utf-8")
    lines = report(office, "--timeline", "--format=markdown").out.splitlines()
    title = "#97; #58;crit#44; x#59; #37;#37;#123;init#125;#37;#37; #35;#96;#96;#96;"
    assert f"    {title} :active, active1, 2023-09-01, 2026-06-30" in lines


def chart_labels(markdown: str) -> list[str]:
    """The labels of the bars in the charts, as a reader sees them."""
    lines = [line for chart in re.findall("```mermaid\n(.*?)\n```", markdown, re.DOTALL) for line in chart.split("\n")]
    bars = [line.partition(" :")[0].strip() for line in lines if " :" in line and "milestone" not in line]
    return [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), each) for each in bars]


@pytest.mark.parametrize(
    "title",
    [
        "Click här",
        "call me",
        "Gantt",
        "Section 5",
        "title",
        "Includes allt",
        "excludes",
        "todayMarker off",
        "2026-03-01",
    ],
)
def test_no_title_is_taken_for_a_word_of_the_chart(office: Path, title: str) -> None:
    path = office / "projects.toml"
    path.write_text(path.read_text("utf-8").replace('"Fiber norra"', f'" {title}"'), "utf-8")
    text = report(office, "--timeline", "--format=markdown").out
    assert f"    #{ord(title[0])};{title[1:]} :active, active1, 2023-09-01, 2026-06-30" in text.splitlines()
    assert title in chart_labels(text)


@pytest.mark.parametrize(("id", "shown"), [("unga-leder", "unga-leder"), (" ", "?")])
def test_a_project_without_title_is_in_the_chart(office: Path, id: str, shown: str) -> None:
    path = office / "projects.toml"
    text = re.sub(r'(id = )"unga-leder"\ntitle = ".*"', rf'\1"{id}"\ntitle = " "', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    assert shown in chart_labels(report(office, "--timeline", "--format=markdown").out)


def test_a_large_registry_is_several_charts_of_which_none_is_too_large(tmp_path: Path) -> None:
    deadline = '[[project.deadline]]\ntype = "final_report"\ndue = 2026-05-01\n'
    projects = [
        f'[[project]]\nid = "p{number}"\ntitle = "{number} {"lång å, " * 40}"\nstart_date = 2026-01-01\n'
        f"end_date = 2027-01-01\n{deadline * (300 if number == 7 else 1)}"
        for number in range(300)
    ]
    (tmp_path / "projects.toml").write_text(f"schema_version = 1\n{''.join(projects)}", "utf-8")
    text = report(tmp_path, "--timeline", "--format=markdown").out
    charts = re.findall("```mermaid\n(.*?\n)```", text, re.DOTALL)
    assert len(charts) > 2
    assert all(
        len(each) <= 45_000 and each.startswith("gantt\n") and each.count("    section ") == 1 for each in charts
    )
    assert sorted(int(each.split()[0]) for each in chart_labels(text)) == [*range(300)]
    assert len(re.findall(":milestone", text)) == 599


# ---- the page


class Outline(HTMLParser):
    """The headings and elements of a page; it fails where elements are not closed in order."""

    EMPTY = frozenset(("meta", "rect", "line", "link", "br"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("which", REPORTS)
def test_the_page_is_well_formed_and_fetches_nothing(office: Path, which: str) -> None:
    page = report(office, *([which] if which else []), "--format=html", "--lang=en").out
    outline = Outline(page)
    names = [tag for tag, _ in outline.seen]
    assert names[:1] == ["html"]
    assert dict(outline.seen[0][1]) == {"lang": "en"}
    assert not {"script", "img", "iframe", "link"} & set(names)
    assert not [each for _, given in outline.seen for name, each in given.items() if name in ("src", "onclick")]
    assert outline.headings[0] == "h1"
    assert outline.headings.count("h1") == 1
    assert all(int(b[1]) - int(a[1]) <= 1 for a, b in zip(outline.headings, outline.headings[1:], strict=False))


@pytest.mark.parametrize("which", REPORTS)
def test_nothing_in_a_page_or_chart_acts(office: Path, which: str) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror=y>\\" onload=z &amp; \\u001b[31m \\u202e'
    path = office / "projects.toml"
    texts = r'(?m)^(title|acronym|owner|name|funder|note) = ".*"$'
    text = re.sub(texts, lambda found: f'{found[1]} = "{hostile}"', path.read_text("utf-8"))
    path.write_text(text, "utf-8")
    page = report(office, *([which] if which else []), "--format=html").out
    assert {tag for tag, _ in Outline(page).seen} <= {
        "html", "head", "meta", "title", "style", "body", "a", "main", "h1", "h2", "h3", "p", "div", "span", "table",
        "thead", "tbody", "tr", "th", "td", "ul", "li", "section", "svg", "rect", "line", "text", "footer",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)


# ---- the exit status


@pytest.mark.parametrize(
    ("arguments", "day", "status"),
    [
        (["--expiring=90d"], "2026-03-01", 1),
        (["--deadlines=0d"], "2026-03-01", 1),
        (["--funding"], "2026-03-01", 1),
        (["--timeline"], "2026-03-01", 1),
        (["--expiring=90d", "--search=laxen"], "2026-03-01", 0),
        (["--expiring=90d", "--search=unga"], "2026-01-01", 0),
    ],
)
def test_the_exit_status_tells_whether_something_needs_attention(
    office: Path, arguments: list[str], day: str, status: int
) -> None:
    assert report(office, *arguments, "--exit-code", day=day).status == status
    assert report(office, *arguments, day=day).status == 0


def test_the_settings_of_each_file_are_its_own(office: Path) -> None:
    other = office / "other"
    other.mkdir()
    (other / "pyproject.toml").write_text('[tool.projreg.rules]\nPR506 = "off"\n')
    (other / "projects.toml").write_text(HEAD + project(id='"tyst"', reviewed="2024-01-01"), "utf-8")
    mine, theirs = "--file=projects.toml", "--file=other/projects.toml"
    for files in ((mine, theirs), (theirs, mine)):
        found = as_json(office, "--expiring=90d", *files)["remarks"]
        assert [each["id"] for each in found] == ["unga-leder"]


def test_settings_and_waivers_silence_a_remark(office: Path) -> None:
    assert as_json(office, "--expiring=90d")["remarks"]
    (office / "pyproject.toml").write_text('[tool.projreg.rules]\nPR506 = "off"\n')
    assert as_json(office, "--expiring=90d")["remarks"] == []
    (office / "pyproject.toml").unlink()
    path = office / "projects.toml"
    path.write_text(
        path.read_text("utf-8").replace('id = "unga-leder"', 'id = "unga-leder"\nwaive = { PR506 = "vilar" }')
    )
    assert as_json(office, "--expiring=90d")["remarks"] == []


def test_a_misspelt_filter_is_no_all_clear(office: Path) -> None:
    done = report(office, "--expiring=60d", "--funder=Tilvaxtverket", "--exit-code")
    assert (done.status, done.err) == (1, "note: no project is like what was asked for: is a word misspelt?\n")


def test_a_report_that_shows_something_else_says_why_it_fails(office: Path) -> None:
    done = report(office, "--funding", "--exit-code")
    assert (done.status, done.err.count("`projreg report --expiring 90d` tells it")) == (1, 1)


@pytest.mark.parametrize("which", ["--contacts", "--timeline"])
def test_closed_projects_are_shown_when_they_are_asked_for(office: Path, which: str) -> None:
    out = report(office, which, "--closed", "--format=tsv").out
    assert {name for name in ("foretagspark", "samiska-platser", "badhus-energi") if name in out} == {
        "foretagspark",
        "samiska-platser",
    }


def test_nothing_remains_of_a_closed_project(office: Path) -> None:
    found = as_json(office, "--funding", "--closed")
    assert {each["remaining"] for each in (*found["by_programme"], *found["own"])} == {0}
