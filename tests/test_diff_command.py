"""`diff` on a real repository: which versions it compares, how it tells what differs, and what stops it."""

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from console import Result, called, environment, on_terminal
from samples import HEAD, project

GIT = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Maja"), ("EMAIL", "maja@granby.example"))
}
FIRST = HEAD + project(total_budget="2_000_000") + project(id='"leden"', title='"Leden"')
SECOND = HEAD + project(total_budget="2_500_000") + project(id='"leden"', title='"Leden"')
THIRD = HEAD + project(total_budget="2_500_000", end_date="2026-09-16")
BUDGET = "budget_changed\tbredband\tBredband i Lövdal\ttotal_budget\t\t2000000\t2500000\t500000\tSEK\n"
PROLONGED = "prolonged\tbredband\tBredband i Lövdal\tend_date\t\t2026-03-16\t2026-09-16\t184\tdays\n"
GONE = "removed\tleden\tLeden\t\t\t2024-01-01/2026-03-16\t\t\t\n"


def git(folder: Path, *arguments: str, at: str = "2025-01-01T12:00:00+0000") -> str:
    """What git prints when it is run at that time; it must succeed."""
    times = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment(folder, GIT | times),
        capture_output=True,
        timeout=60,
        check=True,
    )
    return done.stdout.decode().strip()


def commit(folder: Path, text: str | bytes, at: str, name: str = "projects.toml") -> str:
    """Commit a registry at a time; the commit's name."""
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x", at=at)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits, the second made half an hour before midnight in Sweden; a third version in the folder."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path, FIRST, "2025-01-31T12:00:00+0000")
    commit(tmp_path, SECOND, "2025-06-30T21:30:00+0000")
    (tmp_path / "projects.toml").write_text(THIRD, "utf-8")
    return tmp_path


def diff(folder: Path, *arguments: str) -> Result:
    return called("diff", *arguments, cwd=folder, env=GIT)


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], PROLONGED + GONE),
        (["HEAD"], PROLONGED + GONE),
        (["HEAD~1"], PROLONGED + BUDGET + GONE),
        (["HEAD~1", "HEAD"], BUDGET),
        (["HEAD~1..HEAD"], BUDGET),
        (["HEAD~1.."], BUDGET),
        (["..HEAD"], ""),
        (["main", "HEAD"], ""),
        (["2025-01-31"], PROLONGED + BUDGET + GONE),
        (["2025-06-29", "2025-06-30"], BUDGET),
        (["2025-02-01..2025-06-29"], ""),
        (["2099-12-31"], PROLONGED + GONE),
        (["9999-12-31"], PROLONGED + GONE),
        (["HEAD^{/x}:projects.toml"], PROLONGED + GONE),
        (["@{u}:x..HEAD"], None),
    ],
)
def test_which_versions_are_compared(repository: Path, arguments: list[str], wanted: str | None) -> None:
    told = diff(repository, *arguments)
    if wanted is None:
        assert (told.out, told.status) == ("", 2)
    else:
        assert told == (wanted, "", 0)


def test_a_day_ends_in_the_time_zone_of_the_registry(repository: Path) -> None:
    here = diff(repository, "2025-06-30", "--json")
    (repository / "projects.toml").write_text(THIRD.replace("[registry]\n", '[registry]\ntimezone = "Asia/Tokyo"\n'))
    there = diff(repository, "2025-06-30", "--json")
    days = [json.loads(each.out)["from"]["date"] for each in (here, there)]
    assert days == ["2025-06-30", "2025-01-31"]


def test_a_day_counts_the_commits_of_the_branch_itself(repository: Path) -> None:
    git(repository, "checkout", "--quiet", "--force", "-b", "side", "HEAD~1")
    commit(repository, FIRST.replace("2_000_000", "9"), "2025-03-01T12:00:00+0000")
    git(repository, "checkout", "--quiet", "main")
    git(repository, "merge", "--quiet", "--strategy=ours", "--message", "x", "side", at="2025-07-01T12:00:00+0000")
    assert diff(repository, "2025-03-31", "HEAD") == (BUDGET, "", 0)


def test_a_tag_that_looks_like_a_day_has_a_longer_name(repository: Path) -> None:
    git(repository, "tag", "2025-12-31", "HEAD~1")
    assert diff(repository, "2025-12-31", "HEAD").out == ""
    assert diff(repository, "refs/tags/2025-12-31", "HEAD").out == BUDGET


def test_exit_status(repository: Path) -> None:
    assert [diff(repository, *each, "--exit-code").status for each in ([], ["HEAD", "HEAD"])] == [1, 0]
    (repository / "projects.toml").write_text(SECOND + "# bara en kommentar\n", "utf-8")
    assert diff(repository, "--exit-code") == ("", "", 0)


def test_a_page_for_the_board(repository: Path) -> None:
    (repository / "projects.toml").write_text(
        HEAD
        + project(end_date="2026-09-16", total_budget="2_400_000.50", summary='"' + "Fiber. " * 20 + '"', notes='"x"')
        + project(id='"bron"', title='"Bron"', status='"applied"', summary='"En bro."', total_budget="800_000"),
        "utf-8",
    )
    head = git(repository, "rev-parse", "HEAD")
    page = f"""\
# Ändringar i registret

Från HEAD ({head[:8]}, 2025-06-30) till filen i mappen.

3 projekt berörs. Nytt: 1 · Borttaget: 1 · Förlängt: 1 · Budget ändrad: 1 · Andra uppgifter: 2.

## Nya projekt

| Id | Projekt | Projektägare | Period | Total budget | Status |
| --- | --- | --- | --- | ---: | --- |
| bron | Bron | Byalaget Norra Lövdal | 2024-01-01–2026-03-16 | 800 000 kr | Ansökt |

## Förlängt och flyttat

| Id | Projekt | Vad | Från | Till | Skillnad |
| --- | --- | --- | --- | --- | ---: |
| bredband | Bredband i Lövdal | Förlängt | 2026-03-16 | 2026-09-16 | \\+6 månader |

## Budget och finansiering

| Id | Projekt | Vad | Från | Till | Skillnad |
| --- | --- | --- | --- | --- | ---: |
| bredband | Bredband i Lövdal | Budget ändrad | 2 500 000 kr | 2 400 000,50 kr | −99 999,50 kr |

## Borttagna projekt

| Id | Projekt | Projektägare | Period | Total budget |
| --- | --- | --- | --- | ---: |
| leden | Leden | Byalaget Norra Lövdal | 2024-01-01–2026-03-16 |  |

## Övrigt

| Id | Projekt | Vad | Från | Till | Skillnad |
| --- | --- | --- | --- | --- | ---: |
| bredband | Bredband i Lövdal | Kort beskrivning |  |  |  |
| bredband | Bredband i Lövdal | Interna anteckningar |  | x |  |
"""
    assert diff(repository, "--format", "markdown").out.replace("\N{NO-BREAK SPACE}", " ") == page


BOVERKET = '{ funder = "Boverket", level = "national", amount = 100 }'
FINAL = '{ type = "final_report", due = 2026-05-31 }'
MAJA = '{ role = "contact", name = "Maja Gran", email = "maja@lovdal.example" }'
LONG = "Lång. " * 11


def but(table: str, **keys: str) -> str:
    """An array with the table, some of its keys changed; one without a value is left out."""
    old = (pair.split(" = ") for pair in table.strip("{} ").split(", "))
    return "[{ " + ", ".join(f"{name} = {value}" for name, value in ({**dict(old), **keys}).items() if value) + " }]"


@pytest.mark.parametrize(
    ("old", "new", "said", "told"),
    [
        ({"title": '"Bron"'}, {"title": '"Bron 2"'}, "Bytt namn|Bron|Bron 2|", "title||Bron|Bron 2||"),
        ({"id": '"fiber"'}, {}, "Nytt id|fiber|bredband|", "id||fiber|bredband||"),
        ({"start_date": "2024-01-13"}, {}, "Start flyttad|2024-01-13|2024-01-01|−12 dagar",
         "start_date||2024-01-13|2024-01-01|-12|days"),
        ({}, {"funding": f"[{BOVERKET}]"},
         "Finansiering tillagd: Boverket||100 kr|", "funding[0]|Boverket||100 SEK||"),
        ({"funding": but(BOVERKET, amount="")}, {}, "Finansiering borttagen: Boverket|okänt belopp||",
         "funding[0]|Boverket||||"),
        ({"funding": but(BOVERKET, funder="")}, {}, "Finansiering borttagen|100 kr||", "funding[0]||100 SEK|||"),
        ({"funding": f"[{BOVERKET}]"}, {"funding": but(BOVERKET, level='"regional"')},
         "Finansiering ändrad: Boverket, Nivå|Nationell|Regional|", "funding[0].level|Boverket|national|regional||"),
        ({"funding": f"[{BOVERKET}]"}, {"funding": but(BOVERKET, reference='"2024-1"')},
         "Finansiering ändrad: Boverket, Ärende-id||2024-1|", "funding[0].reference|Boverket||2024-1||"),
        ({"funding": f"[{BOVERKET}]"}, {"funding": but(BOVERKET, amount="150.50")},
         "Beviljat stöd ändrat: Boverket|100 kr|150,50 kr|\\+50,50 kr",
         "funding[0].amount|Boverket|100|150.50|50.50|SEK"),
        ({"funding": f"[{BOVERKET}]"}, {"funding": but(BOVERKET, paid='"mycket"')},
         "Finansiering ändrad: Boverket, Utbetalt||kan inte läsas|", "funding[0].paid|Boverket||?||"),
        ({}, {"deadline": but(FINAL, funder='"Boverket"', note='"på deras blankett"')},
         "Tidsfrist tillagd: Slutrapport, Boverket||2026-05-31 (på deras blankett)|",
         "deadline[0]|final_report||2026-05-31||"),
        ({"deadline": but(FINAL, type="")}, {}, "Tidsfrist borttagen|2026-05-31||", "deadline[0]||2026-05-31|||"),
        ({"deadline": but(FINAL, due="")}, {},
         "Tidsfrist borttagen: Slutrapport|?||", "deadline[0]|final_report||||"),
        ({"deadline": f"[{FINAL}]"}, {"deadline": but(FINAL, due='"snart"')},
         "Tidsfrist ändrad: Slutrapport, Senast|2026-05-31|kan inte läsas|",
         "deadline[0].due|final_report|2026-05-31|?||"),
        ({"deadline": f"[{FINAL}]"}, {"deadline": but(FINAL, note=f'"{LONG}"')},
         f"Tidsfrist ändrad: Slutrapport, Anteckning||{LONG[:59]}…|", f"deadline[0].note|final_report||{LONG}||"),
        ({"contact": f"[{MAJA}]"}, {"contact": but(MAJA, phone='"0900-123 45"')},
         "Kontakt ändrad: Kontakt|Maja Gran, maja@lovdal.example|Maja Gran, maja@lovdal.example, 0900-123 45|",
         "contact[0].phone|contact|Maja Gran; maja@lovdal.example|Maja Gran; maja@lovdal.example; 0900-123 45||"),
        ({"contact": "[]"}, {"contact": but(MAJA, role="")},
         "Kontakt tillagd||Maja Gran, maja@lovdal.example, publiceras inte|",
         "contact[0]|||Maja Gran; maja@lovdal.example||"),
        ({"total_budget": '"mycket"'}, {"total_budget": "100"}, "Total budget|kan inte läsas|100 kr|",
         "total_budget||?|100 SEK||"),
        ({}, {"total_budget": "100"}, "Budget ändrad||100 kr|", "total_budget|||100 SEK||"),
        ({"role": '"chef"'}, {}, "Kommunens roll|kan inte läsas|Partner|", "role||?|partner||"),
        ({"state_aid": "true"}, {"state_aid": "false"}, "Statsstöd|ja|nej|", "state_aid||true|false||"),
        ({"tags": '["vatten", "is"]'}, {"tags": '["vatten", "snö", "vind"]'},
         "Ämnen|vatten, is|vatten, snö, vind|\\+snö, +vind, −is", "tags||vatten; is|vatten; snö; vind||"),
        ({}, {"tags": '["vatten"]'}, "Ämnen||vatten|", "tags|||vatten||"),
        ({"aims": '"Kort."'}, {"aims": f'"{LONG}"', "summary": '"a\\nb"'}, "Kort beskrivning, Mål|||", ""),
        ({}, {"waive": '{ PR203 = "ramavtal" }'}, "Undantag||PR203: ramavtal|", "waive|||PR203: ramavtal||"),
    ],
)  # fmt: skip
def test_every_change_has_words_and_a_row(
    old: dict[str, str], new: dict[str, str], said: str, told: str, tmp_path: Path
) -> None:
    """For people what it is, from, to and the difference; for machines key, about, from, to, difference and unit."""
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, HEAD + project(**old), "2025-01-31T12:00:00+0000")
    (tmp_path / "projects.toml").write_text(HEAD + project(**new), "utf-8")
    page = diff(tmp_path, "--format", "markdown").out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    rows = [line.removesuffix(" |").split(" | ")[2:] for line in page if line.startswith("| bredband | ")]
    assert ["|".join(row) for row in rows] == [said]
    lines = diff(tmp_path).out.splitlines()
    assert not told or [line.split("\t", 3)[3].replace("\t", "|") for line in lines] == [told]


def test_on_a_terminal(repository: Path) -> None:
    shown = on_terminal(["diff", "HEAD~1", "--lang", "en"], repository, columns=100, env=GIT)
    lines = shown.text.split("\n")
    assert (lines[0], shown.status) == ("Changes in the registry", 0)
    assert "2 projects touched. Removed: 1 · Prolonged: 1 · Budget changed: 1." in lines
    assert "Bredband i Lövdal Prolonged 2026-03-16 2026-09-16 +6 months" in [" ".join(each.split()) for each in lines]
    same = on_terminal(["diff", "HEAD", "HEAD"], repository, columns=100, env=GIT)
    assert same.text.endswith("Inga ändringar\nRegistret säger detsamma i båda.")


def test_for_machines(repository: Path) -> None:
    told = json.loads(diff(repository, "HEAD~1", "--json").out)
    assert told["schema_version"] == 1
    assert told["from"] == {
        "revision": "HEAD~1", "commit": git(repository, "rev-parse", "HEAD~1"), "date": "2025-01-31", "partial": False,
    }  # fmt: skip
    assert told["to"] == {"revision": None, "commit": None, "date": None, "partial": False}
    prolonged, budget, removed = told["changes"]
    assert prolonged == {
        "change": "prolonged", "id": "bredband", "title": "Bredband i Lövdal", "keys": ["end_date"], "about": None,
        "from": "2026-03-16", "to": "2026-09-16", "difference": {"days": 184, "months": 6}, "reason": None,
    }  # fmt: skip
    assert (budget["from"], budget["difference"]) == (
        {"amount": 2000000, "currency": "SEK"},
        {"amount": 500000, "currency": "SEK"},
    )
    assert (removed["change"], removed["from"]["title"], removed["to"]) == ("removed", "Leden", None)
    unread = SECOND.replace("2_500_000", '"mycket"').replace("2026-03-16", "2026-06-16", 1)
    (repository / "projects.toml").write_text(unread, "utf-8")
    told = json.loads(diff(repository, "--json").out)
    assert (told["from"]["partial"], told["to"]["partial"]) == (False, True)
    assert [each["to"] for each in told["changes"]] == ["2026-06-16", {"unread": True}]
    (repository / "projects.toml").write_text(THIRD, "utf-8")
    rows = [*csv.DictReader(io.StringIO(diff(repository, "--format", "csv").out, newline=""))]
    assert [(row["change"], row["difference"], row["unit"]) for row in rows] == [
        ("prolonged", "184", "days"),
        ("removed", "", ""),
    ]


def test_amounts_of_two_currencies_are_told_and_not_subtracted(repository: Path) -> None:
    (repository / "projects.toml").write_text(SECOND.replace("2_500_000", '2_500_000\ncurrency = "EUR"'), "utf-8")
    assert diff(repository).out.split("\t")[5:] == ["2500000 SEK", "2500000 EUR", "", "\n"]


def test_hostile_text_never_acts(repository: Path) -> None:
    title = "[red]\\u001b[31m\\u202e | `x` <b>\\n# y"
    hostile = project(id='"ond"', title=f'"{title}"', status='"cancelled"', status_reason=f'"{title}"')
    (repository / "projects.toml").write_text(SECOND + hostile, "utf-8")
    commit(repository, SECOND + hostile, "2025-07-01T12:00:00+0000")
    (repository / "projects.toml").write_text(SECOND + hostile.replace("cancelled", "suspended"), "utf-8")
    for arguments in (["HEAD~1"], [], ["--format", "csv"], ["--format", "markdown"]):
        out = diff(repository, *arguments).out
        assert not {"\x1b", "\u202e"} & {*out}
        assert "\n# y" not in out
    shown = on_terminal(["diff"], repository, columns=140, env=GIT)
    assert "[red]\\u001b[31m\\u202e | `x` <b> # y" in shown.text
    assert b"\x1b[31m" not in shown.raw


# ---- what an old version may be like


def test_a_file_that_had_another_name_is_followed(repository: Path) -> None:
    (repository / "data").mkdir()
    git(repository, "checkout", "--quiet", "projects.toml")
    git(repository, "mv", "projects.toml", "data/projects.toml")
    git(repository, "commit", "--quiet", "--message", "x", at="2025-07-01T12:00:00+0000")
    out, err, status = diff(repository, "HEAD~2")
    old = git(repository, "rev-parse", "HEAD~2")[:8]
    assert (out, status) == (BUDGET, 0)
    assert err == f"note: in HEAD~2 ({old}, 2025-01-31) the registry was called projects.toml\n"
    assert diff(repository / "data", "HEAD~2:projects.toml") == (BUDGET, "", 0)


def test_several_registries_are_read_as_one(repository: Path) -> None:
    other = HEAD + project(id='"fiber"', title='"Fiber"')
    commit(repository, other, "2025-07-01T12:00:00+0000", name="b.toml")
    both = ("-f", "projects.toml", "-f", "b.toml")
    assert diff(repository, *both) == ("", "", 0)
    (repository / "projects.toml").write_text(THIRD + project(id='"fiber"', title='"Fiber"'), "utf-8")
    (repository / "b.toml").write_text(HEAD, "utf-8")
    assert diff(repository, *both) == ("", "", 0)
    assert diff(repository, "HEAD:x", *both).err.startswith("error: HEAD:x names one file of several\n")


@pytest.mark.parametrize(
    ("old", "why", "out"),
    [
        (
            SECOND.replace("2024-01-01", "2024-13-01", 1),
            "projects.toml in HEAD ({}) is not TOML on line 13; the rest was read",
            "changed\tbredband\tBredband i Lövdal\tstart_date\t\t?\t2024-01-01\t\t\n",
        ),
        (
            SECOND.replace("2024-01-01", '"2024"', 1),
            "1 key or value of projects.toml in HEAD ({}) could not be read",
            "changed\tbredband\tBredband i Lövdal\tstart_date\t\t?\t2024-01-01\t\t\n",
        ),
        (
            SECOND.encode("cp1252"),
            "projects.toml in HEAD ({}) is not UTF-8 text; it was read as Windows-1252",
            "",
        ),
        (b"", "projects.toml in HEAD ({}) is empty", None),
        (
            SECOND.replace("schema_version = 1", "schema_version = 9"),
            "projects.toml in HEAD ({}) has a schema_version that is not known here; what is known of it was read",
            "",
        ),
    ],
)
def test_a_broken_old_version_is_told_and_read_as_far_as_it_goes(
    repository: Path, old: str | bytes, why: str, out: str | None
) -> None:
    name = commit(repository, old, "2025-07-01T12:00:00+0000")[:8]
    (repository / "projects.toml").write_text(SECOND, "utf-8")
    told = diff(repository, "--exit-code")
    assert (told.err, told.status) == (f"note: {why.format(f'{name}, 2025-07-01')}\n", 1)
    if out is None:
        assert [line.split("\t")[0] for line in told.out.splitlines()][-2:] == ["new", "new"]
    else:
        assert told.out == out
    page = diff(repository, "--format", "markdown", "--lang", "en").out
    assert f"\n\nNot all of HEAD ({name}, 2025-07-01) could be read: changes there may be missing.\n\n" in page


def test_a_broken_file_in_the_folder_is_no_reason_to_stop(repository: Path) -> None:
    (repository / "projects.toml").write_text(THIRD + "tags = [\n", "utf-8")
    out, err, status = diff(repository)
    assert (out, status) == (PROLONGED + "changed\tbredband\tBredband i Lövdal\ttags\t\t\t?\t\t\n" + GONE, 0)
    assert err.endswith("the rest was read: run `projreg validate projects.toml`\n")


def test_what_cannot_be_read_at_all_stops_it(repository: Path) -> None:
    name = commit(repository, b"\x00\x01\xff\xfe\x00", "2025-07-01T12:00:00+0000")[:8]
    (repository / "projects.toml").write_text(SECOND, "utf-8")
    out, err, status = diff(repository)
    assert (out, status) == ("", 2)
    assert err.startswith(f"error: projects.toml in HEAD ({name}, 2025-07-01) is not UTF-8 text, and nothing of it ")
    name = commit(repository, b"hej", "2025-07-02T12:00:00+0000")[:8]
    (repository / "projects.toml").write_text(SECOND, "utf-8")
    out, err, status = diff(repository)
    assert (out, status) == ("", 2)
    assert err.startswith(
        f"error: projects.toml in HEAD ({name}, 2025-07-02) is not TOML, and nothing of it can be read"
    )


# ---- what stops it


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (
            ["nope"],
            "error: git knows no revision “nope”\n  help: `git log --oneline` lists them; a day will do: 2026-01-01",
        ),
        (["2025/6/3"], "error: git knows no revision “2025/6/3”\n  help: did you mean 2025-06-03?"),
        (
            ["2025-02-30"],
            "error: 2025-02-30 is no day of the calendar\n  help: 30 February 2025 does not exist; the month's",
        ),
        (["2024-12-31"], "error: nothing had been committed on 2024-12-31\n  help: the first commit is of 2025-01-31"),
        (["0001-01-01"], "error: nothing had been committed on 0001-01-01\n  help: the first commit is of 2025-01-31"),
        (["HEAD...HEAD"], "error: “HEAD...HEAD” is not two revisions\n  help: write REV..REV, with two dots"),
        (["--", "--output=x"], "error: “--output=x” is no revision\n  help: name a commit, a branch, a tag or a day"),
        (["HEAD..--output=x"], "error: “--output=x” is no revision\n"),
        ([""], "error: “” is no revision\n"),
        (["HEAD^{tree}"], "error: git knows no revision “HEAD^{tree}”\n"),
        (["HEAD:x.toml"], "error: x.toml is not in HEAD ("),
    ],
)
def test_what_is_no_revision(repository: Path, arguments: list[str], err: str) -> None:
    told = diff(repository, *arguments)
    assert (told.out, told.status, told.err[: len(err)]) == ("", 2, err)
    assert sorted(os.listdir(repository)) == [".git", "projects.toml"]


def test_a_shallow_clone_says_that_it_is_one(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    clone = tmp_path_factory.mktemp("clone")
    git(clone, "clone", "--quiet", "--depth=1", f"file://{repository}", ".")
    help_ = "  help: this clone has not the whole history; `git fetch --unshallow` brings it\n"
    assert diff(clone, "HEAD~1") == ("", f"error: git knows no revision “HEAD~1”\n{help_}", 2)
    assert diff(clone, "2025-01-31") == ("", f"error: nothing had been committed on 2025-01-31\n{help_}", 2)
    assert diff(clone) == ("", "", 0)


def test_what_git_has_not(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(FIRST, "utf-8")
    err = diff(tmp_path).err
    assert err.startswith("error: git keeps no history of projects.toml\n  help: git says: not a git repository")
    git(tmp_path, "init", "--quiet")
    for arguments in ([], ["2025-01-01"], ["x"]):
        told = diff(tmp_path, *arguments)
        assert (told.status, told.err.split("\n")[0]) == (
            2,
            "error: nothing has been committed yet: there is nothing to compare with",
        )
    commit(tmp_path, "x", "2025-07-01T12:00:00+0000", name="README")
    git(tmp_path, "rm", "--quiet", "--cached", "projects.toml")
    git(tmp_path, "commit", "--quiet", "--amend", "--message", "x", at="2025-07-01T12:00:00+0000")
    name = git(tmp_path, "rev-parse", "HEAD")[:8]
    assert diff(tmp_path).err == (
        f"error: projects.toml is not in HEAD ({name}, 2025-07-01)\n"
        "  help: it has not been committed, or had another name: write HEAD:PATH, from the repository's root\n"
    )


def test_without_git(repository: Path) -> None:
    told = called("diff", cwd=repository, env={"PATH": str(repository)})
    assert (told.out, told.status) == ("", 2)
    assert told.err.startswith("error: git cannot be run: ")
