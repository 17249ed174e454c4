"""What a report on a window names, and that nothing that is due falls out of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.derived.review import Review, review
from projreg.model.records import Deadline, Funding, Project
from projreg.model.words import STATUSES
from projreg.values.dates import Window, read_window

START, END = date(2024, 1, 1), date(2026, 3, 16)
NEAR = st.dates(date(2025, 1, 1), date(2027, 12, 31))
PROJECTS = st.lists(
    st.builds(
        lambda id, start, end, closed, status: Project(
            id=id, start_date=start, end_date=end, closed_date=closed, status=status
        ),
        st.text("abc", min_size=1),
        st.none() | NEAR,
        st.none() | NEAR,
        st.none() | NEAR,
        st.sampled_from(["", *STATUSES]),
    ),
    max_size=8,
)


def parts(found: Review) -> dict[str, list[str]]:
    """The ids in each part that is not empty."""
    return {name: [each.project.id for each in entries] for name, entries in found.parts if entries}


def window(day: date, text: str = "90d") -> Window:
    return read_window(text, day)


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        (date(2025, 12, 15), {}),
        (date(2025, 12, 16), {"expiring": ["fiber"]}),
        (date(2026, 3, 15), {"expiring": ["fiber"]}),
        (date(2026, 3, 16), {"expiring": ["fiber"]}),
        (date(2026, 3, 17), {"ended": ["fiber"]}),
        (date(2099, 1, 1), {"ended": ["fiber"]}),
    ],
)
def test_ninety_days_hold_both_ends(day: date, wanted: dict[str, list[str]]) -> None:
    found = review([Project(id="fiber", start_date=START, end_date=END)], window(day))
    assert parts(found) == wanted
    assert found.is_empty == (not wanted)


def test_days_count_down_to_nothing_on_the_last_day() -> None:
    project = Project(id="fiber", start_date=START, end_date=END)
    for day, days in ((date(2025, 12, 16), 90), (date(2026, 3, 15), 1), (END, 0)):
        assert [each.days for each in review([project], window(day)).expiring] == [days]
    assert [each.days for each in review([project], window(date(2026, 3, 20))).ended] == [-4]
    assert parts(review([project], window(END, "0d"))) == {"expiring": ["fiber"]}


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"status": "suspended"}, {"expiring": ["x"]}),
        ({"status": "suspended", "end_date": date(2026, 2, 1)}, {"ended": ["x"]}),
        ({"status": "suspended", "end_date": None}, {"unknown": ["x"]}),
        ({"status": "suspended", "closed_date": START}, {"expiring": ["x"]}),
        ({"status": "suspended", "end_date": date(2099, 1, 1)}, {}),
        ({"status": "cancelled"}, {}),
        ({"status": "applied"}, {}),
        ({"closed_date": date(2026, 2, 1)}, {}),
        ({"closed_date": date(2027, 2, 1)}, {"expiring": ["x"]}),
        ({"start_date": date(2026, 3, 10)}, {}),
        ({"start_date": None}, {"unknown": ["x"]}),
        ({"end_date": None}, {"unknown": ["x"]}),
        ({"end_date": date(2023, 1, 1)}, {"unknown": ["x"]}),
        ({"end_date": date(2026, 2, 28)}, {"ended": ["x"]}),
    ],
)
def test_states_in_the_report(values: dict[str, object], wanted: dict[str, list[str]]) -> None:
    project = Project(**{"id": "x", "start_date": START, "end_date": END, **values})  # type: ignore[arg-type]
    assert parts(review([project], window(date(2026, 3, 1)))) == wanted


@given(PROJECTS, NEAR, st.integers(0, 400), st.integers(0, 400))
def test_a_wider_window_drops_no_project(projects: list[Project], day: date, days: int, more: int) -> None:
    narrow = review(projects, window(day, f"{days}d"))
    wide = review(projects, window(day, f"{days + more}d"))
    kept = [id(each.project) for each in wide.expiring]
    assert all(id(each.project) in kept for each in narrow.expiring)
    assert (wide.ended, wide.overdue, wide.unknown) == (narrow.ended, narrow.overdue, narrow.unknown)


@given(PROJECTS, NEAR, st.integers(0, 400))
def test_suspended_projects_are_never_left_out(projects: list[Project], day: date, days: int) -> None:
    found = review(projects, window(day, f"{days}d"))
    told = {id(each.project) for _, entries in found.parts for each in entries}
    for project in projects:
        if project.status == "suspended" and (project.end_date is None or (project.end_date - day).days <= days):
            assert id(project) in told


@given(PROJECTS, NEAR)
def test_no_project_stands_in_two_parts(projects: list[Project], day: date) -> None:
    told = [id(each.project) for _, entries in review(projects, window(day)).parts for each in entries]
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("due", "done", "part"),
    [
        (date(2026, 3, 1), None, "due"),
        (date(2026, 5, 30), None, "due"),
        (date(2026, 5, 31), None, None),
        (date(2026, 2, 28), None, "overdue"),
        (date(1999, 1, 1), None, "overdue"),
        (date(2026, 2, 28), date(2026, 3, 1), None),
        (date(2026, 3, 1), date(2020, 1, 1), None),
        (None, None, "unknown"),
        (None, date(2026, 3, 1), None),
    ],
)
@pytest.mark.parametrize("status", ["", "suspended", "cancelled", "applied"])
def test_deadlines(due: date | None, done: date | None, part: str | None, status: str) -> None:
    deadline = Deadline(type="final_report", due=due, done=done)
    project = Project(id="x", start_date=START, end_date=date(2029, 1, 1), status=status, deadline=(deadline,))
    found = review([project], window(date(2026, 3, 1)))
    assert parts(found) == ({part: ["x"]} if part else {})
    for _, entries in found.parts:
        assert [(each.deadline, each.day) for each in entries] == [(deadline, due)] * len(entries)


def test_the_most_urgent_stands_first_and_equal_days_go_by_title() -> None:
    days = (END, END - timedelta(days=9), END, END)
    titles = ("Östra bron", "Zenit", "Ån", "Bredband")
    projects = [
        Project(id=str(number), title=title, start_date=START, end_date=day)
        for number, (day, title) in enumerate(zip(days, titles, strict=True))
    ]
    assert parts(review(projects, window(date(2026, 3, 1)))) == {"expiring": ["1", "3", "2", "0"]}


def test_an_entry_tells_its_working_day_and_whom_to_ask_for_money() -> None:
    lines = (
        Funding(funder="Region Norrdal"),
        Funding(funder=""),
        Funding(funder="Region Norrdal"),
        Funding(funder="B"),
        Funding(funder="Lövdals kommun", level="own"),
    )
    deadlines = (Deadline(due=date(2026, 4, 3), funder="B"),)
    project = Project(id="x", start_date=START, end_date=date(2026, 4, 6), funding=lines, deadline=deadlines)
    found = review([project], window(date(2026, 3, 1)))
    (ending,), (due,) = found.expiring, found.due
    assert (ending.working_day, ending.on_day_off, ending.funders) == (date(2026, 4, 2), True, ("Region Norrdal", "B"))
    assert (due.working_day, due.on_day_off, due.funders) == (date(2026, 4, 2), True, ("B",))
    (unknown,) = review([Project(id="y")], window(END)).unknown
    assert (unknown.day, unknown.days, unknown.working_day, unknown.on_day_off) == (None, None, None, False)


@pytest.mark.parametrize(
    ("today", "window", "end", "part"),
    [
        ("2024-02-29", "0d", "2024-02-29", "expiring"),
        ("2024-02-29", "0d", "2024-03-01", None),
        ("2024-03-01", "0d", "2024-02-29", "ended"),
        ("2024-01-31", "1m", "2024-02-29", "expiring"),
        ("2024-01-31", "1m", "2024-03-01", None),
        ("2023-01-31", "1m", "2023-02-28", "expiring"),
        ("2023-01-31", "1m", "2023-03-01", None),
        ("2024-02-29", "1y", "2025-02-28", "expiring"),
        ("2024-02-29", "1y", "2025-03-01", None),
        ("2024-12-31", "0d", "2024-12-31", "expiring"),
        ("2024-12-31", "1d", "2025-01-01", "expiring"),
        ("2025-01-01", "90d", "2024-12-31", "ended"),
        ("2024-11-30", "3m", "2025-02-28", "expiring"),
        ("2024-03-30", "1d", "2024-03-31", "expiring"),  # the day of 23 hours
        ("2024-03-31", "0d", "2024-03-31", "expiring"),
        ("2024-10-26", "1d", "2024-10-27", "expiring"),  # the day of 25 hours
        ("2024-10-27", "0d", "2024-10-28", None),
    ],
)
def test_both_ends_of_a_window_on_odd_days(today: str, window: str, end: str, part: str | None) -> None:
    day = date.fromisoformat(today)
    one = Project(("project", 0), start_date=date(2020, 1, 1), end_date=date.fromisoformat(end))
    found = review([one], read_window(window, day))
    assert [name for name, entries in found.parts if entries] == ([part] if part else [])
    due = Deadline(("project", 0, "deadline", 0), type="final_report", due=date.fromisoformat(end))
    later = Project(("project", 0), start_date=date(2020, 1, 1), end_date=date(2040, 1, 1), deadline=(due,))
    told = [name for name, entries in review([later], read_window(window, day)).parts if entries]
    assert told == ([{"expiring": "due", "ended": "overdue"}[part]] if part else [])
