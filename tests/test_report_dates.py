"""What the registry's two projects are on the days around their ends."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from console import called, copy_of_samples, on_terminal, run

from projreg.cli.reading import day_at

SHIMR_TITLE = "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region"
SERVICE_TITLE = "Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_samples(tmp_path_factory.mktemp("registry"))


def report(folder: Path, window: str, day: str) -> dict[str, Any]:
    out, err, status = called("report", "--expiring", window, "--as-of", day, "--json", cwd=folder)
    assert (err, status) == ("", 0)
    found: dict[str, Any] = json.loads(out)
    return found


def days(entries: list[dict[str, Any]]) -> dict[str, int]:
    return {each["id"]: each["days_left"] for each in entries}


@pytest.mark.parametrize(
    ("day", "expiring", "ended"),
    [
        ("2024-03-31", {}, {}),
        ("2024-04-01", {"hallbar-service": 90}, {}),
        ("2024-05-01", {"hallbar-service": 60}, {}),
        ("2024-06-30", {"hallbar-service": 0}, {}),
        ("2024-07-01", {}, {"hallbar-service": -1}),
        ("2025-12-15", {}, {"hallbar-service": -533}),
        ("2025-12-16", {"shimr": 90}, {"hallbar-service": -534}),
        ("2026-03-16", {"shimr": 0}, {"hallbar-service": -624}),
        ("2026-03-17", {}, {"hallbar-service": -625, "shimr": -1}),
    ],
)
def test_what_expires_within_90_days(folder: Path, day: str, expiring: dict[str, int], ended: dict[str, int]) -> None:
    found = report(folder, "90d", day)
    assert (days(found["expiring"]), days(found["ended"])) == (expiring, ended)
    assert (found["due"], found["overdue"], found["unknown"]) == ([], [], [])


def test_report_as_json(folder: Path) -> None:
    found = report(folder, "90d", "2024-05-01")
    assert [*found] == [
        "schema_version",
        "as_of",
        "window",
        "expiring",
        "due",
        "ended",
        "overdue",
        "unknown",
        "remarks",
    ]
    assert (found["schema_version"], found["as_of"]) == (1, "2024-05-01")
    assert found["window"] == {"from": "2024-05-01", "to": "2024-07-30", "text": "90d"}
    [entry] = found["expiring"]
    wanted = {
        "id": "hallbar-service",
        "title": SERVICE_TITLE,
        "end_date": "2024-06-30",
        "days_left": 60,
        "last_working_day": "2024-06-28",  # the end is a Sunday
        "owner": "Sorsele kommun",
        "contact": "Erika Hjukström (via Sorsele kommun, kommun@sorsele.se)",
    }
    assert {key: entry[key] for key in wanted} == wanted


def test_report_in_a_pipe_and_its_exit_status(folder: Path) -> None:
    line = (
        f"expiring\thallbar-service\t{SERVICE_TITLE}\t60\t2024-06-30\t2024-06-28\t\tactive\tSorsele kommun\t"
        "Tillväxtverket\tErika Hjukström (via Sorsele kommun, kommun@sorsele.se)\t\n"
    )
    command = ("report", "--expiring", "90d", "--as-of", "2024-05-01")
    assert run(*command, cwd=folder) == (line, "", 0)
    assert run(*command, "--exit-code", cwd=folder) == (line, "", 1)
    quiet = ("report", "--expiring", "0d", "--as-of", "2024-05-01", "--exit-code")
    assert run(*quiet, cwd=folder) == ("", "", 0)


def test_report_on_a_terminal_is_never_silent(folder: Path) -> None:
    shown = on_terminal(["report", "--expiring", "0d", "--as-of", "2023-06-01", "--lang", "en"], folder, 120)
    assert "Nothing to watch\n2 projects looked at;" in shown.text
    assert "The next end date is 2024-06-30." in shown.text


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        (
            "2023-06-01",
            [
                f"shimr\t{SHIMR_TITLE}\tLycksele kommun\t2023-01-02\t2026-03-16\tactive\t1019\t23974594\tSEK",
                f"hallbar-service\t{SERVICE_TITLE}\tSorsele kommun\t2022-09-01\t2024-06-30\tactive\t395\t\tSEK",
            ],
        ),
        ("2024-07-01", [f"shimr\t{SHIMR_TITLE}\tLycksele kommun\t2023-01-02\t2026-03-16\tactive\t623\t23974594\tSEK"]),
        ("2026-11-23", []),
    ],
)
def test_active_projects_in_a_pipe(folder: Path, day: str, lines: list[str]) -> None:
    out = "".join(f"{line}\n" for line in lines)
    assert called("list", "--active", "--as-of", day, cwd=folder) == (out, "", 0)


def test_no_active_project_on_a_terminal(folder: Path) -> None:
    shown = on_terminal(["list", "--active", "--as-of", "2026-11-23"], folder, 120)
    line = "Inget projekt passar den 2026-11-23. Registret har 2 projekt: 2 avslutat (slutredovisas)."
    assert (shown.raw.decode(), shown.status) == (f"{line}\r\n", 0)


def test_list_as_json(folder: Path) -> None:
    out, err, status = called("list", "--json", "--as-of", "2024-07-01", cwd=folder)
    assert (err, status) == ("", 0)
    found = json.loads(out)
    assert {key: found[key] for key in ("schema_version", "as_of")} == {"schema_version": 1, "as_of": "2024-07-01"}
    keys = ("id", "title", "owner", "role", "start_date", "end_date", "state", "days_left", "total_budget", "currency")
    assert [[each[key] for key in keys] for each in found["projects"]] == [
        [
            "shimr",
            SHIMR_TITLE,
            "Lycksele kommun",
            "partner",
            "2023-01-02",
            "2026-03-16",
            "active",
            623,
            23974594,
            "SEK",
        ],
        [
            *("hallbar-service", SERVICE_TITLE, "Sorsele kommun", "owner"),
            *("2022-09-01", "2024-06-30", "ended", -1, None, "SEK"),
        ],
    ]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-06-30T21:59:59", "2026-06-30"),  # summer: two hours ahead of UTC
        ("2026-06-30T22:00:00", "2026-07-01"),
        ("2026-12-31T22:59:59", "2026-12-31"),  # winter: one hour
        ("2026-12-31T23:00:00", "2027-01-01"),
        ("2024-02-28T23:00:00", "2024-02-29"),
        ("2026-03-28T22:59:59", "2026-03-28"),  # the clocks go forward on the 29th
        ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T21:59:59", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"),  # and back on the 25th
        ("2026-10-25T22:59:59", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
)
def test_the_day_in_stockholm(moment: str, day: str) -> None:
    assert day_at(datetime.fromisoformat(f"{moment}+00:00"), "Europe/Stockholm") == date.fromisoformat(day)


def test_the_day_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    moment = datetime.fromisoformat("2026-06-30T22:30:00+00:00")
    assert day_at(moment, "Atlantic/Reykjavik") == date(2026, 6, 30)
    assert day_at(moment, "Mars/Phobos") == date(2026, 7, 1)
    assert "the time zone “Mars/Phobos” is not known here" in capsys.readouterr().err
