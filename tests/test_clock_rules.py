"""The rules that depend on the day: what they say, on which day, and that they agree with the report on a window."""

from datetime import date, timedelta
from itertools import product

import pytest
from samples import HEAD, project

from projreg.checking.reminders import reminders
from projreg.derived.review import review
from projreg.model.decode import decode
from projreg.model.records import Deadline, Project, Publisher, Registry
from projreg.model.words import STATUSES
from projreg.reading.locate import Places
from projreg.reading.source import parse
from projreg.rules import BY_SUBJECT
from projreg.rules.rule import Rule
from projreg.values.dates import read_window

DAY = date(2024, 5, 2)
RULES = {rule.code: rule for rule in BY_SUBJECT["clock"]}
SUSPENDED, CANCELLED = {"status": '"suspended"'}, {"status": '"cancelled"'}


def told(text: str, day: date = DAY, *, today: date | None = None) -> list[tuple[str, int, int, str, str | None]]:
    """All that is said of a registry on a day: code, line, column, message and help. `today` is `day` when left out."""
    source = parse((HEAD + text).encode(), "projects.toml")
    decoded = decode(source.data)
    found = list(reminders(decoded.registry, day, today=today or day, misfits=decoded.misfits))
    places = Places(source.parsed_text, [fault.path for _, fault in found])
    spans = [places.span(fault.path, fault.part) for _, fault in found]
    return [
        (rule.code, span.line, span.column, fault.message, fault.help)
        for (rule, fault), span in zip(found, spans, strict=True)
    ]


def codes(text: str, day: date = DAY, *, today: date | None = None) -> list[tuple[int, str]]:
    """Line and code of all that is said."""
    return [(line, code) for code, line, *_ in told(text, day, today=today)]


def dated(end: str, **changes: str) -> str:
    """A project that was reviewed lately and ends on that day."""
    return project(**{"end_date": end, "reviewed": "2024-04-02", **changes})


CLOSE = "add closed_date = the day the final report was accepted; if it was prolonged, correct end_date"
FILE = "add done = the day it was done; if it was not, write to the funder today"
TAKE_AWAY = "correct the day, or take the line away until it has happened"
ONE = '[{{ type = "final_report", due = {} }}]'
ON_DAYS = [
    (
        dated("2024-06-28", closed_date="2024-05-03"),
        ("PR206", 18, 15, "closed_date 2024-05-03 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-03-28", status='"cancelled"', closed_date="2025-04-15"),
        (
            *("PR206", 19, 15, "closed_date 2025-04-15 is yet to come: today is 2024-05-02"),
            "did you mean 2024-04-15? The year is easily mistyped.",
        ),
    ),
    (
        dated("2025-03-31", closed_date="2025-04-15"),  # nearer to the end than the day a year before: it is planned
        ("PR206", 18, 15, "closed_date 2025-04-15 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-06-28", reviewed="2025-04-29"),
        (
            *("PR206", 17, 12, "reviewed 2025-04-29 is yet to come: today is 2024-05-02"),
            "did you mean 2024-04-29? The year is easily mistyped.",
        ),
    ),
    (
        dated("2024-06-28", reviewed="2025-05-02"),  # a year from today to the day
        (
            *("PR206", 17, 12, "reviewed 2025-05-02 is yet to come: today is 2024-05-02"),
            "did you mean 2024-05-02? The year is easily mistyped.",
        ),
    ),
    (
        dated("2024-06-28", reviewed="2024-11-01"),  # 183 days to come; the year before, it is 183 days ago
        ("PR206", 17, 12, "reviewed 2024-11-01 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-07-16", closed_date="2025-01-15"),  # 183 days after the end; the year before, 183 days before it
        ("PR206", 18, 15, "closed_date 2025-01-15 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2025-06-30", deadline=ONE.format("2025-03-31, done = 2025-04-30")),  # nearer to `due` than a year before
        ("PR206", 18, 63, "done 2025-04-30 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-06-28", reviewed="2024-05-10"),
        ("PR206", 17, 12, "reviewed 2024-05-10 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-06-28", reviewed="2042-04-29"),
        ("PR206", 17, 12, "reviewed 2042-04-29 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-06-28", deadline=ONE.format("2024-05-31, done = 2024-05-03")),
        ("PR206", 18, 63, "done 2024-05-03 is yet to come: today is 2024-05-02", TAKE_AWAY),
    ),
    (
        dated("2024-06-28", deadline=ONE.format("2024-05-31, done = 2025-04-30")),
        (
            *("PR206", 18, 63, "done 2025-04-30 is yet to come: today is 2024-05-02"),
            "did you mean 2024-04-30? The year is easily mistyped.",
        ),
    ),
    (
        dated("2026-04-05"),
        ("PR209", 14, 12, "end_date 2026-04-05 is a Sunday", "the last working day before it is 2026-04-02"),
    ),
    (
        dated("2024-06-22"),
        ("PR209", 14, 12, "end_date 2024-06-22 is a Saturday", "the last working day before it is 2024-06-20"),
    ),
    (
        dated("2024-12-31"),
        (
            *("PR209", 14, 12, "end_date 2024-12-31 is a public holiday or the eve of one"),
            "the last working day before it is 2024-12-30",
        ),
    ),
    (
        dated("2024-06-28", deadline=ONE.format("2024-05-09")),
        (
            *("PR209", 18, 44, "due 2024-05-09 is a public holiday or the eve of one"),
            "the last working day before it is 2024-05-08",
        ),
    ),
    (
        dated("2024-05-01"),
        ("PR501", 14, 12, "the project ended on 2024-05-01, 1 day ago, and is not closed", CLOSE),
    ),
    (
        dated("2024-03-28"),
        ("PR501", 14, 12, "the project ended on 2024-03-28, 35 days ago, and is not closed", CLOSE),
    ),
    (
        dated("2024-03-28", **SUSPENDED),
        (
            *("PR501", 14, 12, "the project ended on 2024-03-28, 35 days ago, and stands as suspended, not closed"),
            "if it is to go on, write its new end_date; else take status away, and add closed_date once it is closed",
        ),
    ),
    (
        dated("2024-03-28", **SUSPENDED, closed_date="2024-05-02"),
        (
            *("PR501", 14, 12, "the project ended on 2024-03-28, 35 days ago, and stands as suspended, not closed"),
            'closed_date is 2024-05-02: take status = "suspended" away',
        ),
    ),
    (
        dated("2024-06-28", deadline=ONE.format("2024-05-01")),
        ("PR504", 18, 44, "the final report was due on 2024-05-01, 1 day ago, and is not done", FILE),
    ),
    (
        dated("2024-06-28", deadline=ONE.format('2024-04-02, funder = "Region\\u202e Norrdal "')),
        (
            *("PR504", 18, 44),
            "the final report (Region\\u202e Norrdal) was due on 2024-04-02, 30 days ago, and is not done",
            FILE,
        ),
    ),
    (
        dated("2024-06-28", deadline='[{ type = "other", due = 2024-05-01, funder = " " }]'),
        ("PR504", 18, 37, "the deadline was due on 2024-05-01, 1 day ago, and is not done", FILE),
    ),
    (
        dated("2024-06-28", deadline="[{ due = 2024-05-01 }]"),
        ("PR504", 18, 21, "the deadline was due on 2024-05-01, 1 day ago, and is not done", FILE),
    ),
    (
        dated("2024-06-28", **CANCELLED, deadline=ONE.format("2024-05-01")),
        (
            *("PR504", 19, 44, "the final report was due on 2024-05-01, 1 day ago, and is not done"),
            "the project is cancelled: add done = the day it was done, or take the deadline away if it fell away",
        ),
    ),
    (
        dated("2024-03-28", closed_date="2024-05-02", deadline=ONE.format("2024-05-01")),
        (
            *("PR504", 19, 44, "the final report was due on 2024-05-01, 1 day ago, and is not done"),
            "the project is closed: add done = the day it was done, or take the deadline away if it fell away",
        ),
    ),
    (
        dated("2024-06-28", reviewed="2023-05-01"),
        (
            *("PR506", 17, 12, "last reviewed on 2023-05-01, more than 12 months ago"),
            "go through the entry, then write reviewed = 2024-05-02",
        ),
    ),
    (
        dated("2024-06-28", start_date="2023-05-01", reviewed=""),
        (
            *("PR506", 8, 1, "never reviewed, and the project began on 2023-05-01"),
            "go through the entry, then add reviewed = 2024-05-02",
        ),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ON_DAYS, ids=lambda each: each[0] if type(each) is tuple else "")
def test_what_is_said(text: str, wanted: tuple[str, int, int, str, str | None]) -> None:
    assert told(text) == [wanted]


@pytest.mark.parametrize(
    ("code", "severity"),
    [("PR206", "warning"), ("PR209", "info"), ("PR501", "warning"), ("PR504", "warning"), ("PR506", "warning")],
)
def test_none_of_them_is_an_error(code: str, severity: str) -> None:
    assert RULES[code].severity == severity


def test_the_day_before_is_told_as_passed() -> None:
    """On the day off itself the last working day has been."""
    (found,) = told(dated("2024-05-12"), date(2024, 5, 12))
    assert found[3:] == ("end_date 2024-05-12 is a Sunday", "the last working day before it was 2024-05-10")
    (found,) = told(dated("2024-05-12"), date(2024, 5, 10))
    assert found[4] == "the last working day before it is 2024-05-10"
    assert told(dated("2024-05-12", closed_date="2024-05-13"), date(2024, 5, 13)) == []


def test_a_date_that_is_wrong_anyway_is_not_a_day_off() -> None:
    assert codes(dated("2026-04-05", start_date="2026-04-06")) == []
    assert codes(dated("2026-04-05", start_date="2026-04-05")) == [(14, "PR209")]
    assert codes(dated("2026-04-05", start_date="")) == [(13, "PR209")]


def test_the_calendars_first_day_has_no_working_day_before_it() -> None:
    first = Project(start_date=date.min, end_date=date.min)
    assert list(RULES["PR209"].check(first, date.min)) == []


@pytest.mark.parametrize(
    ("reviewed", "last"),
    [
        (date(2023, 5, 22), date(2024, 5, 22)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2023, 2, 28), date(2024, 2, 28)),
        (date(2023, 12, 31), date(2024, 12, 31)),
    ],
)
def test_twelve_months_are_calendar_months_and_their_last_day_is_in_time(reviewed: date, last: date) -> None:
    rule = RULES["PR506"]
    late = last + timedelta(days=1)
    for project_ in (Project(reviewed=reviewed), Project(start_date=reviewed)):
        assert list(rule.check(project_, last)) == []
        assert len(list(rule.check(project_, late))) == 1
        for over in ({"closed_date": late}, {"status": "cancelled"}):
            assert list(rule.check(Project(**{**project_.__dict__, **over}), late)) == []
        assert len(list(rule.check(Project(**{**project_.__dict__, "closed_date": date.max}), late))) == 1
    assert list(rule.check(Project(reviewed=reviewed, start_date=date(2001, 1, 1)), last)) == []
    assert list(rule.check(Project(), late)) == []


def test_what_has_happened_is_judged_by_the_real_day() -> None:
    text = dated("2024-03-28", closed_date="2024-05-02", reviewed="2024-05-02", deadline=ONE.format("2024-03-28"))
    text = text.replace("03-28 }", "03-28, done = 2024-05-02 }")
    assert [code for _, code in codes(text, date(2030, 1, 1), today=date(2024, 5, 1))] == ["PR206"] * 3
    assert codes(text, date(2030, 1, 1), today=DAY) == []
    assert told(text, date(2024, 4, 1), today=DAY) == [
        (
            *("PR501", 14, 12, "the project ended on 2024-03-28, 4 days ago, and is not closed"),
            "closed_date says that it will be on 2024-05-02",
        ),
        (
            *("PR504", 19, 44, "the final report was due on 2024-03-28, 4 days ago, and is not done"),
            "done says that it will be on 2024-05-02",
        ),
    ]


@pytest.mark.parametrize(
    ("waive", "wanted"),
    [
        ("{ PR501 = 'Ägaren redovisar.' }", []),
        ("{ PR501 = ' ' }", [(14, "PR501")]),
        ("{ PR501 = '-' }", [(14, "PR501")]),
        ("{ PR506 = 'Ägaren granskar.' }", [(14, "PR501")]),
        ("{}", [(14, "PR501")]),
    ],
)
def test_a_waiver_holds_for_its_own_project(waive: str, wanted: list[tuple[int, str]]) -> None:
    another = dated("2024-03-28", id='"tva"', title='"Två"')
    assert codes(dated("2024-03-28", waive=waive) + another) == [*wanted, (26, "PR501")]


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"reviewed": '"2022-01-15"'}, []),
        ({"reviewed": "", "reviewd": "2022-01-15"}, []),
        ({"reviewed": "", "x_reviewed": "2022-01-15"}, [(8, "PR506")]),
        ({"reviewed": "", "tags": "5"}, [(8, "PR506")]),
    ],
)
def test_a_day_that_could_not_be_read_is_not_called_missing(
    changes: dict[str, str], wanted: list[tuple[int, str]]
) -> None:
    assert codes(dated("2024-06-28", start_date="2022-01-01", **changes)) == wanted


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, [(14, "PR501"), (18, "PR504"), (18, "PR504")]),
        ({"closed_date": '"2024-04-01"'}, [(18, "PR504"), (18, "PR504")]),
        ({"status": '"avbrutten"'}, [(18, "PR504"), (18, "PR504")]),
        ({"tags": "5"}, [(14, "PR501"), (18, "PR504"), (18, "PR504")]),
    ],
)
def test_a_project_whose_closing_could_not_be_read_is_not_called_open(
    changes: dict[str, str], wanted: list[tuple[int, str]]
) -> None:
    late = '[{ type = "final_report", due = 2024-04-01 }, { type = "other", due = 2024-04-02 }]'
    assert codes(dated("2024-03-28", deadline=late, **changes)) == wanted


def test_a_deadline_whose_done_could_not_be_read_is_not_called_overdue_and_others_are() -> None:
    late = '[{ type = "final_report", due = 2024-04-01, done = "2024-03-30" }, { type = "other", due = 2024-04-02 }]'
    (one,) = told(dated("2024-06-28", deadline=late))
    assert one[3] == "the deadline was due on 2024-04-02, 30 days ago, and is not done"


YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
AROUND = (None, date(2023, 6, 1), YESTERDAY, DAY, TOMORROW)
TABLE = [
    Project(start_date=start, end_date=end, closed_date=closed, status=status, deadline=(Deadline(due=due, done=done),))
    for start, end, closed, status, due, done in product(
        (None, date(2023, 1, 1), DAY, TOMORROW), AROUND, AROUND, ["", *STATUSES], AROUND, AROUND
    )
]


def asked(rule: Rule, day: date) -> list[int]:
    """Which projects of the table the rule has something to say of."""
    return [at for at, each in enumerate(TABLE) if list(rule.check(each, day))]


@pytest.mark.parametrize("day", [date(2022, 1, 1), YESTERDAY, DAY, TOMORROW, date(2099, 1, 1)])
def test_ended_and_overdue_are_what_the_report_lists(day: date) -> None:
    numbers = {id(each): at for at, each in enumerate(TABLE)}
    found = review(TABLE, read_window("0d", day))
    assert asked(RULES["PR501"], day) == sorted(numbers[id(each.project)] for each in found.ended)
    assert asked(RULES["PR504"], day) == sorted(numbers[id(each.project)] for each in found.overdue)
    assert bool(found.ended) == bool(found.overdue) == (day > date(2022, 1, 1))


def test_days_off_are_those_that_the_report_marks() -> None:
    """Each day of two years as an end date and as a deadline."""
    start = date(2025, 1, 1)
    for number in range(730):
        end = start + timedelta(days=number)
        one = Project(start_date=start, end_date=end, deadline=(Deadline(due=end),))
        (ending,), (due,) = review([one], read_window("2y", start))[1:3]
        wanted = [f"the last working day before it is {each.working_day}" for each in (ending, due) if each.on_day_off]
        found = [fault.help for fault in RULES["PR209"].check(one, start)]
        assert [(each or "").replace(" was ", " is ") for each in found] == wanted


def test_every_rule_is_asked_about_every_project() -> None:
    late = Project(
        ("project", 0),
        start_date=date(2020, 1, 1),
        end_date=date(2021, 12, 31),
        reviewed=date(2022, 1, 1),
        deadline=(
            Deadline(("project", 0, "deadline", 0), due=YESTERDAY),
            Deadline(("project", 0, "deadline", 1), due=date(2024, 5, 4)),
            Deadline(("project", 0, "deadline", 2), due=DAY, done=DAY),
        ),
    )
    found = list(reminders(Registry(Publisher(), (late, late)), DAY, today=YESTERDAY))
    assert [rule.code for rule, _ in found] == ["PR206", "PR209", "PR501", "PR504", "PR506"] * 2
    assert {rule for rule, _ in found} == set(BY_SUBJECT["clock"])
