"""Rules on the dates of a project."""

import re
from datetime import date

from projreg.diagnostic import Also, Fault, Fix
from projreg.model.records import Funding, Project
from projreg.rules.rule import Faults, project_rule
from projreg.values.dates import add_days, add_months
from projreg.visible import visible

SHORTEST_DAYS = 28
LONGEST_YEARS = 7
_SEVEN_YEARS = 7 * 365
"""Days in seven years, leap days aside: what is shorter needs no reckoning by the calendar."""
EARLIEST = date(1995, 1, 1)
"""Sweden's membership of the EU."""
_DECISION_MONTHS = 24
"""How long before the start a decision is likely; only for the year that a finding proposes."""

_PERIOD = r"(?<![0-9])20([0-9]{2})\s*(?:[-/\u2010-\u2015\u2212]{1,2}|till|to)\s*(?:20)?([0-9]{2})(?![0-9])"
_OF_2021 = ("21", "27")
_OF_2023 = ("23", "27")
_PERIODS = {
    **dict.fromkeys(("ERDF", "JTF", "ESF+", "EMFAF", "AMIF", "ISF", "BMVI", "INTERREG"), (_OF_2021,)),
    "EAFRD": (_OF_2021, _OF_2023),
}
"""The periods whose last day is known, by fund."""
_LAST_DAY = date(2029, 12, 31)
_LAST_DAY_OF_AURORA = date(2028, 12, 31)


def check_the_year(written: date, near: date, first: date, last: date) -> str:
    """The mend for a date that must lie from `first` to `last`: the same day of the year that was likely meant.

    That is the year with the fewest figures mistyped, and of several the one that puts the day nearest to `near`.
    """
    years = range(first.year, min(last.year, first.year + 99) + 1)
    same_days = (add_months(written, 12 * (year - written.year)) for year in years)
    fitting = [each for each in same_days if first <= each <= last and each.day == written.day]
    if not fitting:
        return "check the year"
    likely = min(fitting, key=lambda each: (_figures_mistyped(written.year, each.year), abs((each - near).days)))
    return f"did you mean {likely}? The year is easily mistyped."


def _figures_mistyped(written: int, meant: int) -> int:
    """How many figures are wrong; two that changed places, and the year before or after, count as one."""
    one, other = f"{written:04}", f"{meant:04}"
    if abs(written - meant) == 1 or sorted(one) == sorted(other):
        return 1
    return sum(figure != wanted for figure, wanted in zip(one, other, strict=True))


@project_rule("PR201", "end-before-start", "error")
def end_before_start(project: Project) -> Faults:
    """The project ends before it starts. The same day is allowed.

    Of 107 947 real EU-funded projects 74 do so, 9 of them by one mistyped year; no state can be told for such a one.

    Example: `end_date = 2021-06-30` in a project that starts on 2022-09-01.

    Mend: correct the date that is wrong. When another year makes a likely period, the finding names it.
    """
    start, end = project.start_date, project.end_date
    if start and end and end < start:
        likely = _same_day_later(end, start)
        yield Fault(
            project.at("end_date"),
            f"end date {end} is before start date {start}",
            f"did you mean {likely}? The year is easily mistyped."
            if likely
            else "check which of the two dates is wrong",
            (Also(project.at("start_date"), "start_date stands"),),
            fix=Fix(str(likely), safe=False) if likely else None,
        )


def _same_day_later(end: date, start: date) -> date | None:
    """The end date one year on, when that makes a period of four weeks at least."""
    later = add_months(end, 12)
    return later if later.day == end.day and (later - start).days + 1 >= SHORTEST_DAYS else None


@project_rule("PR203", "odd-length", "warning", needs=("start_date", "end_date", "waive"))
def odd_length(project: Project) -> Faults:
    """The project is shorter than four weeks, longer than seven years, or began before 1995.

    Such dates are nearly always a year or month typed wrong.

    Example: `end_date = 2032-06-30` in a project that starts on 2022-09-01.

    Mend: correct the date, or waive the rule for the project with the reason.
    """
    start, end = project.start_date, project.end_date
    if start and start < EARLIEST:
        yield Fault(project.at("start_date"), f"start date {start} is before 1995", "check the year")
    elif end and not start and end < EARLIEST:
        yield Fault(project.at("end_date"), f"end date {end} is before 1995", "check the year")
    elif start and end and start <= end and not SHORTEST_DAYS <= (days := (end - start).days + 1) <= _SEVEN_YEARS:
        if days < SHORTEST_DAYS:
            yield Fault(
                project.at("end_date"),
                f"the project lasts {days} day{'' if days == 1 else 's'}, less than four weeks",
                "check year and month",
            )
        elif end > add_days(add_months(start, 12 * LONGEST_YEARS), -1):
            yield Fault(
                project.at("end_date"),
                f"the project lasts from {start} to {end}, more than seven years",
                "check the year",
            )


@project_rule("PR204", "decision-after-end", "error")
def decision_after_end(project: Project) -> Faults:
    """Money was granted after the project's last day.

    Nobody grants money to a project that is over: one of the dates is wrong.

    Example: `decision_date = 2025-08-15` in a project that ends on 2024-06-30.

    Mend: correct `decision_date`, or `end_date` when the project was prolonged. The finding names a likely year.
    """
    start, end = project.start_date, project.end_date
    if end is None or (start and end < start):
        return
    for funding in project.funding:
        decided = funding.decision_date
        if decided and decided > end:
            yield Fault(
                funding.at("decision_date"),
                f"decision date {decided} is after the project's end date {end}",
                check_the_year(decided, start, add_months(start, -_DECISION_MONTHS), end)
                if start
                else "check the year",
                (Also(project.at("end_date"), "end_date stands"),),
            )


@project_rule("PR207", "end-after-programme", "warning")
def end_after_programme(project: Project) -> Faults:
    """The project ends after the last day on which its EU programme pays for costs.

    That day is 31 December 2029 for the programmes of 2021–2027 (and for the rural fund's of 2023–2027), and
    31 December 2028 for Interreg Aurora. Other programmes are not judged.

    Example: `end_date = 2030-06-30` with `fund = "ERDF"` and `programme = "Övre Norrland 2021–2027"`.

    Mend: let the project end by then, or correct the year.
    Source: Regulation (EU) 2021/1060 art. 63(2); Regulation (EU) 2021/2115 art. 86(4) for the rural fund.
    """
    start, end = project.start_date, project.end_date
    if end is None or end <= _LAST_DAY_OF_AURORA or (start and end < start):
        return
    late = [(last, funding) for funding in project.funding if (last := _last_day(funding)) and last < end]
    if late:
        last, funding = min(late, key=lambda each: each[0])
        key = "programme" if funding.programme.strip() else "funder"
        name = visible(funding.programme.strip() or funding.funder.strip())
        yield Fault(
            project.at("end_date"),
            f"end date {end} is after {last}, the last day on which {name} pays for costs",
            f"let the project end by {last}, or check the year",
            (Also(funding.at(key), f"{key} stands"),),
        )


def _last_day(funding: Funding) -> date | None:
    """The last day for costs of a programme; None where it is not known."""
    known = _PERIODS.get(funding.fund)
    if known is None:
        return None
    named = f"{funding.programme} {funding.funder}".casefold()
    periods = re.findall(_PERIOD, named)
    if funding.fund == "INTERREG" and "aurora" in named and (not periods or _OF_2021 in periods):
        return _LAST_DAY_OF_AURORA
    return _LAST_DAY if any(each in known for each in periods) else None


@project_rule("PR208", "original-end-not-earlier", "warning")
def original_end_not_earlier(project: Project) -> Faults:
    """The original end date is not before the end date.

    `original_end_date` keeps the end that was first decided when a project is prolonged, so it is the earlier one.

    Example: `original_end_date = 2026-03-16` in a project whose `end_date` is 2025-12-31.

    Mend: let the two dates change places, or take `original_end_date` away when the project was not prolonged.
    """
    original, start, end = project.original_end_date, project.start_date, project.end_date
    if original and end and original >= end and not (start and end < start):
        yield Fault(
            project.at("original_end_date"),
            f"original end date {original} is not before end date {end}",
            "take the line away: it is for a project that was prolonged"
            if original == end
            else "did the two dates change places? The original end is the one from before the project was prolonged",
            (Also(project.at("end_date"), "end_date stands"),),
        )


@project_rule("PR211", "activities-outside-project", "error")
def activities_outside_project(project: Project) -> Faults:
    """The activities end on a day outside the project.

    Costs outside the project's dates are not paid.

    Example: `activities_end_date = 2026-12-31` in a project that ends on 2026-03-16.

    Mend: correct `activities_end_date`, or the project's dates. The finding names a likely year.
    """
    activities, start, end = project.activities_end_date, project.start_date, project.end_date
    if activities and start and end and start <= end and not start <= activities <= end:
        key = "end_date" if activities > end else "start_date"
        yield Fault(
            project.at("activities_end_date"),
            f"the activities end on {activities}, outside the project's dates {start} to {end}",
            check_the_year(activities, end, start, end),
            (Also(project.at(key), f"{key} stands"),),
        )
