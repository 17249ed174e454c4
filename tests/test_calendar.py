"""The calendar: golden files, read back by the readers of others, and what a second import does."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from calendars import Event, events, events_by_ical_js, read_calendar
from samples import HEAD, project, published

from projreg.language import Lang
from projreg.model.decode import decode
from projreg.reading.source import parse

GOLDEN = Path(__file__).parent / "export"
SAMPLE = (GOLDEN / "calendar.toml").read_text("utf-8")
DAY = date(2024, 5, 1)


def calendar(source: str, day: date = DAY, lang: Lang = "sv") -> str:
    """The calendar of a registry, given as TOML."""
    registry = decode(parse(source.encode(), "projects.toml").data).registry
    return published("ics", registry, day, lang, with_contacts=True)


def by_subject(made: str) -> dict[str, Event]:
    """The events of a registry of one project, by what stands in their UIDs between the project's id and the "@"."""
    return {uid.partition(".")[2].partition("@")[0]: event for uid, event in events(made).items()}


# ---- the whole


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_calendar_is_the_same_bytes_as_the_golden_file(lang: Lang) -> None:
    made = calendar(SAMPLE, lang=lang).encode()
    golden = GOLDEN / f"calendar-2024-05-01.{lang}.ics"
    if os.environ.get("PROJREG_REWRITE"):
        golden.write_bytes(made)
    assert made == golden.read_bytes()


def test_the_calendar_says_whose_it_is_and_of_what_day() -> None:
    read = read_calendar(calendar(SAMPLE))
    named = {name: str(read[name]) for name in ("VERSION", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "X-COMMENT")}
    assert named == {
        "VERSION": "2.0",
        "CALSCALE": "GREGORIAN",
        "METHOD": "PUBLISH",
        "NAME": "Lövdals kommun: Pågående projekt",
        "X-WR-CALNAME": "Lövdals kommun: Pågående projekt",
        "X-COMMENT": "projreg: as of 2024-05-01",
    }
    assert read.errors == []
    for event in read.walk("VEVENT"):
        assert event["DTSTAMP"].dt.isoformat() == event["LAST-MODIFIED"].dt.isoformat() == "2024-05-01T00:00:00+00:00"
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert (str(event["TRANSP"]), event.errors) == ("TRANSPARENT", [])


BTB = "BTB – Bredband till byarna; norra, södra och västra Lövdal"
ASA = "Projektledare: Åsa Ek, asa.ek@lovdal.example, 0952-140 00"
URL = "https://www.lovdal.example/bredband?%C3%A5r=2024;del=1,2"


def test_what_is_read_back_is_what_the_registry_says() -> None:
    read = events(calendar(SAMPLE))
    assert read["bredband.end@lovdal.example"] == Event(
        date(2024, 6, 30),
        date(2024, 6, 30),
        f"Slutdatum: {BTB}",
        "Sista arbetsdag: 28 juni 2024\nLäge den 1 maj 2024: Pågående\nProjektägare: Lövdals kommun\n"
        f"Finansiär: Tillväxtverket, Region Norrdal\n{ASA}",
        ["Slutdatum", "bredband", "vägar, broar"],
        "CONFIRMED",
        URL,
        20240501,
        ["-P90D", "-P30D"],
        [f"30 juni 2024: Slutdatum: {BTB}"] * 2,
    )
    assert read["bredband.deadline.other.1@lovdal.example"] == Event(
        date(2024, 6, 3),
        date(2024, 6, 3),
        f"Övrigt: {BTB}",
        'Anteckning: Skylt vid vägen: "EU", minst A3; bild till funder\nLäge den 1 maj 2024: Pågående\n'
        f"Projektägare: Lövdals kommun\nFinansiär: Tillväxtverket, Region Norrdal\n{ASA}",
        ["Tidsfrist", "bredband", "vägar, broar"],
        "CONFIRMED",
        URL,
        20240501,
        ["-P14D"],
        [f"3 juni 2024: Övrigt: {BTB}"],
    )
    assert [(uid.removesuffix("@lovdal.example"), each.start, each.summary) for uid, each in read.items()][4:] == [
        (
            "bredband.deadline.final_report.region-norrdal.1",
            date(2024, 9, 28),
            f"Slutrapport, Region Norrdal: {BTB}",
        ),
        ("bro.end", date(2023, 12, 31), "Slutdatum (slutredovisat): Ny bro"),
        ("bro.deadline.retention.1", date(2028, 12, 31), "Bevarande: Ny bro"),
        ("led.end", date(2025, 12, 31), "Slutdatum (avbrutet): Vandringsled"),
        ("led.deadline.final_report.1", date(2024, 8, 30), "Slutrapport: Vandringsled"),
        ("ansokan.end", date(2026, 12, 31), "Slutdatum (ansökt): Solceller"),
        ("skottdag.end", date(2028, 2, 29), "Slutdatum: Kommande projekt"),
        ("evigt.end", date(9999, 12, 31), "Slutdatum: Vilande projekt"),
    ]


def test_an_event_lasts_one_day_at_the_calendars_end_too() -> None:
    read = events(calendar(SAMPLE))
    evigt = read.pop("evigt.end@lovdal.example")
    assert evigt.last is None
    assert all(each.last == each.start for each in read.values())
    first = by_subject(calendar(HEAD + project(start_date="0001-01-01", end_date="0001-01-01")))["end"]
    assert (first.start, first.last) == (date(1, 1, 1), date(1, 1, 1))


# ---- what is not to leave


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_what_is_internal_or_unpublished_never_appears(lang: Lang) -> None:
    made = calendar(SAMPLE, lang=lang).replace("\r\n ", "")
    assert not re.search("KONTO|INTERN|Ekonom|ekonom@|hemligt|HEMLIGT", made)
    assert "Kontakt: Kommun@Lovdal.example" in made or "Contact: Kommun@Lovdal.example" in made


def test_an_application_is_in_it_only_when_the_file_says_so() -> None:
    applied = {"status": '"applied"', "deadline": '[{ type = "decision", due = 2024-08-01 }]'}
    assert events(calendar(HEAD + project(**applied))) == {}
    assert list(by_subject(calendar(HEAD + project(**applied, publish="true")))) == ["end", "deadline.decision.1"]


def test_a_calendar_without_events_can_be_read() -> None:
    assert read_calendar(calendar(HEAD)).walk("VEVENT") == []


# ---- alarms

BOTH = ["-P90D", "-P30D"]


@pytest.mark.parametrize(
    ("changes", "status", "alarms", "summary"),
    [
        ({}, "CONFIRMED", BOTH, "Slutdatum: "),
        ({"start_date": "2025-01-01"}, "CONFIRMED", BOTH, "Slutdatum: "),
        ({"end_date": "2024-04-30"}, "CONFIRMED", BOTH, "Slutdatum: "),  # ended, not closed
        ({"status": '"suspended"'}, "CONFIRMED", BOTH, "Slutdatum: "),
        ({"start_date": ""}, "TENTATIVE", BOTH, "Slutdatum: "),
        ({"start_date": "2027-01-01"}, "TENTATIVE", BOTH, "Slutdatum: "),
        ({"closed_date": "2024-05-02"}, "CONFIRMED", BOTH, "Slutdatum: "),
        ({"closed_date": "2024-05-01"}, "CONFIRMED", [], "Slutdatum (slutredovisat): "),
        ({"status": '"cancelled"'}, "CANCELLED", [], "Slutdatum (avbrutet): "),
        ({"status": '"applied"', "publish": "true"}, "TENTATIVE", [], "Slutdatum (ansökt): "),
    ],
)
def test_alarms_of_an_end(changes: dict[str, str], status: str, alarms: list[str], summary: str) -> None:
    end = by_subject(calendar(HEAD + project(**changes)))["end"]
    assert (end.status, end.alarms, end.summary) == (status, alarms, f"{summary}Bredband i Lövdal")


@pytest.mark.parametrize(
    ("deadline", "project_is", "alarms", "summary"),
    [
        ("due = 2024-06-01", {}, ["-P14D"], "Slutrapport: "),
        ("due = 2024-04-01", {}, ["-P14D"], "Slutrapport: "),  # overdue
        ("due = 2024-06-01, done = 2024-05-02", {}, ["-P14D"], "Slutrapport: "),  # not done yet
        ("due = 2024-06-01, done = 2024-05-01", {}, [], "Slutrapport (klart): "),
        ("due = 2024-06-01", {"closed_date": "2024-04-01"}, ["-P14D"], "Slutrapport: "),
        ("due = 2024-06-01", {"status": '"cancelled"'}, ["-P14D"], "Slutrapport: "),
    ],
)
def test_alarms_of_a_deadline(deadline: str, project_is: dict[str, str], alarms: list[str], summary: str) -> None:
    made = calendar(HEAD + project(**project_is, deadline=f'[{{ type = "final_report", {deadline} }}]'))
    found = by_subject(made)["deadline.final_report.1"]
    assert (found.status, found.alarms, found.summary) == ("CONFIRMED", alarms, f"{summary}Bredband i Lövdal")


def test_days_that_cannot_be_read_are_left_out() -> None:
    made = calendar(HEAD + project(end_date='"snart"', deadline='[{ type = "final_report", due = "snart" }]'))
    assert events(made) == {}


# ---- the second import


def imported(into: dict[str, Event], made: str) -> dict[str, Event]:
    """A calendar after an import, in a program that keeps an event unless the new one has a higher SEQUENCE."""
    newer = {uid: new for uid, new in events(made).items() if uid not in into or new.sequence > into[uid].sequence}
    return {**into, **newer}


def deadlines(*lines: str) -> str:
    return f"[{', '.join(f'{{ {line} }}' for line in lines)}]"


def test_a_second_import_updates_and_does_not_double() -> None:
    reports = [f'type = "progress_report", due = 2024-{month:02}-15, funder = "Tillväxtverket"' for month in (2, 5, 8)]
    other = 'type = "progress_report", due = 2024-05-15, funder = "Region Norrdal"'
    before = calendar(HEAD + project(deadline=deadlines(*reports, other)) + project(id='"bro"', title='"Bro"'))
    moved = [f'type = "progress_report", due = 2024-{month:02}-20, funder = " TILLVAXTVERKET"' for month in (9, 6, 3)]
    changed = (
        HEAD
        + project(id='"bro"', title='"Ny bro"', end_date="2030-01-01")
        + project(title='"Fiber"', end_date="2027-12-31", deadline=deadlines(moved[0], other, *moved[1:]))
    )
    after = calendar(changed, DAY + timedelta(days=1))
    assert imported(events(before), after) == events(after)
    assert {uid: event.start for uid, event in imported(events(before), after).items()} == {
        "bredband.end@lovdal.example": date(2027, 12, 31),
        "bredband.deadline.progress_report.tillvaxtverket.1@lovdal.example": date(2024, 3, 20),
        "bredband.deadline.progress_report.tillvaxtverket.2@lovdal.example": date(2024, 6, 20),
        "bredband.deadline.progress_report.tillvaxtverket.3@lovdal.example": date(2024, 9, 20),
        "bredband.deadline.progress_report.region-norrdal.1@lovdal.example": date(2024, 5, 15),
        "bro.end@lovdal.example": date(2030, 1, 1),
    }


def test_a_second_import_takes_the_alarms_of_what_is_settled_away() -> None:
    open_ = calendar(HEAD + project(deadline=deadlines('type = "final_report", due = 2024-05-15')))
    done = calendar(
        HEAD
        + project(
            status='"cancelled"', deadline=deadlines('type = "final_report", due = 2024-05-15, done = 2024-05-07')
        ),
        DAY + timedelta(days=7),
    )
    after = imported(events(open_), done)
    assert [(each.status, each.alarms) for each in after.values()] == [("CANCELLED", []), ("CONFIRMED", [])]
    assert len(after) == 2


def test_the_order_in_the_file_does_not_change_which_event_is_which() -> None:
    alike = [
        "due = 2024-05-15",
        "due = 2024-02-15, done = 2024-02-14",
        'due = 2024-02-15, note = "B"',
        "due = 2024-08-15",
    ]
    lines = [f'type = "payment_request", {each}' for each in alike]
    one, other = (calendar(HEAD + project(deadline=deadlines(*order))) for order in (lines, lines[::-1]))
    assert events(one) == events(other)
    assert len(events(one)) == 5


def test_the_same_input_and_day_give_the_same_bytes() -> None:
    assert calendar(SAMPLE) == calendar(SAMPLE)
    later = calendar(SAMPLE, DAY + timedelta(days=1))
    assert events(later).keys() == events(calendar(SAMPLE)).keys()
    assert {each.sequence for each in events(later).values()} == {20240502}


def test_an_id_that_is_no_id_or_used_twice_hides_no_event() -> None:
    ids = ['"a.end"', '"a"', '"a"', '"A;b,c\\n"', '"å"', ""]
    made = calendar(HEAD + "".join(project(id=each) for each in ids))
    assert list(events(made)) == [
        f"{each}.end@lovdal.example" for each in ("a%2Eend", "a", "a.2", "%41%3Bb%2Cc%0A", "%C3%A5", "")
    ]


@pytest.mark.parametrize(
    ("contact", "domain"),
    [
        ("Kommun@Lovdal.EXAMPLE ", "lovdal.example"),
        ("kommun@västerås.example", "v%C3%A4ster%C3%A5s.example"),
        ("a@b@lovdal.example", "lovdal.example"),
        ("kommun(a)lovdal.example", "projreg.invalid"),
        ("kommun@", "projreg.invalid"),
        ("", "projreg.invalid"),
        ("a@b\\r\\nX:y", "b%0D%0Ax%3Ay"),
    ],
)
def test_the_domain_of_the_publisher_ends_the_uids(contact: str, domain: str) -> None:
    head = HEAD.replace('"kommun@lovdal.example"', f'"{contact}"')
    assert list(events(calendar(head + project()))) == [f"bredband.end@{domain}"]


# ---- ical.js


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_ical_js_reads_the_same(lang: Lang) -> None:
    made = calendar(SAMPLE, lang=lang)
    assert events_by_ical_js(made) == [*events(made).items()]
