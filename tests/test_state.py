"""The state of a project on each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projreg.derived.state import LABELS, STATES, State, days_left, state_on
from projreg.model.records import Project
from projreg.model.words import STATUSES

START, END, CLOSED = date(2024, 1, 1), date(2026, 3, 16), date(2026, 6, 1)
MAYBE_DAY = st.none() | st.dates()


@pytest.mark.parametrize(
    ("day", "state", "left"),
    [
        (date(2023, 12, 31), "upcoming", 806),
        (START, "active", 805),
        (END - timedelta(days=1), "active", 1),
        (END, "active", 0),
        (END + timedelta(days=1), "ended", -1),
        (CLOSED - timedelta(days=1), "ended", -76),
        (CLOSED, "closed", None),
        (date.max, "closed", None),
        (date.min, "upcoming", (END - date.min).days),
    ],
)
def test_boundaries(day: date, state: State, left: int | None) -> None:
    project = Project(start_date=START, end_date=END, closed_date=CLOSED)
    assert (state_on(project, day), days_left(project, day)) == (state, left)


@pytest.mark.parametrize(
    ("values", "state", "left"),
    [
        ({"start_date": END, "end_date": END}, "active", 0),
        ({"start_date": END}, "unknown", None),
        ({"end_date": END}, "unknown", None),
        ({}, "unknown", None),
        ({"start_date": END, "end_date": START}, "unknown", None),
        ({"closed_date": END}, "closed", None),
        ({"closed_date": CLOSED}, "unknown", None),
        ({"status": "cancelled", "closed_date": START, "end_date": END}, "cancelled", None),
        ({"status": "suspended", "closed_date": START, "end_date": END}, "suspended", 0),
        ({"status": "suspended"}, "suspended", None),
        ({"status": "applied", "start_date": START, "end_date": CLOSED}, "applied", 77),
    ],
)
def test_what_decides(values: dict[str, object], state: State, left: int | None) -> None:
    project = Project(**values)  # type: ignore[arg-type]
    assert (state_on(project, END), days_left(project, END)) == (state, left)


@given(MAYBE_DAY, MAYBE_DAY, MAYBE_DAY, st.sampled_from(["", *STATUSES]), st.dates())
def test_each_day_has_the_first_state_that_fits(
    start: date | None, end: date | None, closed: date | None, status: str, day: date
) -> None:
    """The list of the format's page, read from top to bottom."""
    known = start is not None and end is not None and start <= end
    fits = {
        "cancelled": status == "cancelled",
        "suspended": status == "suspended",
        "applied": status == "applied",
        "closed": closed is not None and closed <= day,
        "upcoming": known and start is not None and day < start,
        "active": known and start is not None and end is not None and start <= day <= end,
        "ended": known and end is not None and day > end,
        "unknown": True,
    }
    project = Project(start_date=start, end_date=end, closed_date=closed, status=status)
    assert state_on(project, day) == next(state for state, fit in fits.items() if fit)


def test_states_follow_one_another_without_gap_or_overlap() -> None:
    project = Project(start_date=date(2026, 2, 1), end_date=date(2026, 2, 10), closed_date=date(2026, 2, 20))
    states = [state_on(project, date(2026, 1, 30) + timedelta(days=number)) for number in range(25)]
    assert states == ["upcoming"] * 2 + ["active"] * 10 + ["ended"] * 9 + ["closed"] * 4


def test_every_state_has_its_words() -> None:
    assert set(LABELS) == set(STATES)
    assert [LABELS[each].sv for each in STATES] == [
        *("Pågående", "Kommande", "Ansökt", "Vilande"),
        *("Avslutat (slutredovisas)", "Slutredovisat", "Avbrutet", "Okänt"),
    ]
