"""Days that the registry does not hold and somebody should think of: suggested, never stored, never published.

Where each comes from is told in docs/deadlines.md, under its source. What the funder decided for the project goes
first, so nothing is suggested for a kind of deadline that the registry has already.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple, get_args

from projreg.derived.state import state_on
from projreg.language import Lang, Phrase, long_date
from projreg.model.records import Project
from projreg.model.words import DEADLINE_TYPES
from projreg.values.dates import add_days, add_months
from projreg.values.spelling import joined, plain_words
from projreg.values.workdays import last_working_day

Kind = Literal["last_working_day", "extension_request", "final_payment", "retention"]
KINDS: dict[Kind, Phrase] = {
    "last_working_day": Phrase("Sista arbetsdag", "Last working day"),
    "extension_request": DEADLINE_TYPES["extension_request"],
    "final_payment": DEADLINE_TYPES["final_payment"],
    "retention": DEADLINE_TYPES["retention"],
}
"""What is suggested, with its label; all but the first are types of deadlines."""

Source = Literal["days-off", "prolongation", "tillvaxtverket", "jordbruksverket", "interreg-aurora", "retention"]
SOURCES: tuple[Source, ...] = get_args(Source)
"""The sections of docs/deadlines.md."""

_DAYS_TO_DECIDE = 8 * 7
_END_OFF = Phrase("slutdatumet {day} är en ledig dag", "the end date {day} is a day off")
_DUE_OFF = Phrase("{what} ska vara klar {day}, en ledig dag", "{what} is due on {day}, a day off")
_PROLONG = Phrase(
    "8 veckor före slutdatumet {day}: en förlängning ska hinna beslutas medan projektet pågår",
    "8 weeks before the end date {day}: a prolongation has to be decided while the project goes on",
)
_KEPT = Phrase(
    "handlingarna sparas i {years} år från den 31 december {closed}, slutredovisningens år ({why})",
    "the papers are kept for {years} years from 31 December {closed}, the year of closing ({why})",
)
_KEPT_FOR = {5: Phrase("EU-medel", "EU money"), 10: Phrase("statsstöd", "state aid")}


class _LastRequest(NamedTuple):
    """Until when a funder takes the final payment request: months after the project's last day, and in words."""

    months: int
    reason: Phrase


_LAST_REQUESTS: dict[Source, _LastRequest] = {
    "tillvaxtverket": _LastRequest(
        0,
        Phrase(
            "hos Tillväxtverket är projektets sista dag, {day}, den sista dagen att ansöka",
            "at Tillväxtverket the project's last day, {day}, is the last day to file",
        ),
    ),
    "jordbruksverket": _LastRequest(
        0,
        Phrase(
            "hos Jordbruksverket är projektets sista dag, {day}, den sista dagen att ansöka",
            "at Jordbruksverket the project's last day, {day}, is the last day to file",
        ),
    ),
    "interreg-aurora": _LastRequest(
        2,
        Phrase(
            "hos Interreg Aurora är den sista dagen att ansöka två månader efter slutdatumet {day}",
            "at Interreg Aurora the last day to file is two months after the end date {day}",
        ),
    ),
}


class Suggestion(NamedTuple):
    """A day to think of in a project. `funder` is whom it concerns, empty when nobody in particular."""

    project: Project
    kind: Kind
    day: date
    funder: str
    reason: Phrase
    source: Source


def suggestions(projects: Iterable[Project], today: date) -> list[Suggestion]:
    """What is suggested on `today`, the nearest day first; days that have passed are not.

    A closed project is told how long its papers are kept, and nothing else. Nothing at all is said of one that is only
    applied for, is cancelled without being closed, or cannot be judged.
    """
    found = [each for project in projects for each in _of(project, today) if each.day >= today]
    return sorted(found, key=lambda each: each.day)


def _of(project: Project, today: date) -> Iterator[Suggestion]:
    start, end, closed = project.start_date, project.end_date, project.closed_date
    if closed and closed <= today:
        yield from _retention(project, closed)
    elif start and end and state_on(project, today) in ("active", "suspended", "upcoming", "ended") and start <= end:
        yield from _working_days(project, end, today)
        if (end - start).days >= _DAYS_TO_DECIDE and not _has(project, "extension_request"):
            reason = _said(_PROLONG, day=end)
            yield Suggestion(project, "extension_request", add_days(end, -_DAYS_TO_DECIDE), "", reason, "prolongation")
        yield from _last_requests(project, end)


def _working_days(project: Project, end: date, today: date) -> Iterator[Suggestion]:
    """The last working day before the end, and before each deadline still to be met, that is a day off."""
    dated = [(end, "", _said(_END_OFF, day=end))]
    for each in project.deadline:
        if each.due and each.type != "retention" and not each.is_done(today):
            what = DEADLINE_TYPES[each.type or "other"]
            dated.append((each.due, each.funder, _said(_DUE_OFF, day=each.due, what=what)))
    for day, funder, reason in dated:
        working = last_working_day(day)
        if working < day:
            yield Suggestion(project, "last_working_day", working, funder, reason, "days-off")


def _last_requests(project: Project, end: date) -> Iterator[Suggestion]:
    """The last day for the final payment request, once for each funder whose rule is known."""
    told: set[Source] = set()
    for funding in project.funding:
        source = _rule_of(funding.funder, f"{funding.fund} {funding.programme}")
        if source is None or source in told or _has(project, "final_payment", funding.funder, source):
            continue
        told.add(source)
        months, reason = _LAST_REQUESTS[source]
        if end <= add_months(date.max, -months):
            yield Suggestion(
                project, "final_payment", add_months(end, months), funding.funder, _said(reason, day=end), source
            )


def _rule_of(funder: str, programme: str = "") -> Source | None:
    """Whose rule a funder goes by, as its name says, and for Interreg the programme's; None where none is known."""
    name = funder.casefold()
    programme = f"{programme} {name}".casefold()
    if "interreg" in programme and "aurora" in programme:
        return "interreg-aurora"
    if "tillväxtverket" in name:
        return "tillvaxtverket"
    return "jordbruksverket" if "jordbruksverk" in name else None


def _has(project: Project, kind: Kind, funder: str = "", source: Source | None = None) -> bool:
    """Whether the registry has such a deadline: the funder's own, or one that names none, done or not."""
    alike = [each.funder for each in project.deadline if each.type == kind]
    if source is None:
        return bool(alike)
    names = ("", joined(plain_words(funder)))
    return any(joined(plain_words(each)) in names or _rule_of(each) == source for each in alike)


def _retention(project: Project, closed: date) -> Iterator[Suggestion]:
    """Until when the papers of a closed project are kept, unless the registry says."""
    if project.state_aid:
        years = 10
    elif any(each.level == "eu" for each in project.funding):
        years = 5
    else:
        return
    until = closed.year + years
    if project.retain_until is None and not _has(project, "retention") and until <= date.max.year:
        reason = _said(_KEPT, years=years, closed=closed.year, why=_KEPT_FOR[years])
        yield Suggestion(project, "retention", date(until, 12, 31), "", reason, "retention")


def _said(phrase: Phrase, **values: object) -> Phrase:
    """The phrase with its braces filled in, in both languages; days and phrases among the values are put into words."""
    return Phrase(phrase.say("sv", **_words(values, "sv")), phrase.say("en", **_words(values, "en")))


def _words(values: dict[str, object], lang: Lang) -> dict[str, object]:
    return {name: _word(value, lang) for name, value in values.items()}


def _word(value: object, lang: Lang) -> object:
    if isinstance(value, date):
        return long_date(value, lang)
    return value.say(lang) if isinstance(value, Phrase) else value
