"""A calendar (RFC 5545) of the projects' end dates and deadlines, as all-day events with alarms.

An event's UID says what it is and not when, so a second import updates the event instead of adding one. It is made of
the project's id, of "end" or the deadline's type, funder and number among those alike (in the order of their days), and
of the domain of the publisher's mailbox. SEQUENCE is the day of the export: programs that keep an event unless the new
one has a higher number take the later export. Two exports of one day have the same number, so such a program takes the
first of them. A deadline whose type or funder changes is another event.

Names and addresses of contacts are in it only when they are wished for: a calendar is passed on by programs. A calendar
into which a file was imported keeps what is no longer in the file; therefore nothing that was once in it is left out
later:

- What has not been settled has its alarms: an end until the project is closed or cancelled, also when the day has
  passed, and a deadline until it is done, whatever the state of its project. The report goes by the same.
- A deadline that is done, and the end of a closed project, stay without alarms, and say so.
- The end of a cancelled project stays without alarms, says so, and has STATUS:CANCELLED; programs then strike it out or
  hide it.
- The end of a project that is only applied for has no alarms, and STATUS:TENTATIVE. An end that cannot be judged, such
  as one before the start, has that status too, and keeps its alarms.

A project that is taken out of the registry, that is no longer published or that a filter leaves out, is not in the file
at all: its events go from a calendar that subscribes to the file, and must be taken away by hand where it was imported.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from projreg.derived.state import LABELS, State, state_on
from projreg.derived.titles import swedish_mark, whole_title
from projreg.encode.ics import component, day, line, moment, percent_encoded, text, texts, uri
from projreg.language import Lang, Phrase, long_date
from projreg.model.records import Contact, Deadline, Project
from projreg.model.words import CONTACT_ROLES, DEADLINE_TYPES
from projreg.publishing.edition import Document, Edition, mark, marked_day
from projreg.values.kept_apart import kept_apart
from projreg.values.spelling import plain_words
from projreg.values.web_address import followable
from projreg.values.workdays import is_day_off, last_working_day

_END_ALARMS: Sequence[int] = (90, 30)
_DEADLINE_ALARMS: Sequence[int] = (14,)
"""How many days before the event."""

_END, _DEADLINE = Phrase("Slutdatum", "End date"), Phrase("Tidsfrist", "Deadline")
_DONE = Phrase("klart", "done")
_STATE = Phrase("Läge den {day}", "State on {day}")
_LAST_WORKING_DAY = Phrase("Sista arbetsdag", "Last working day")

_STATUS: dict[State, str] = {"cancelled": "CANCELLED", "applied": "TENTATIVE", "unknown": "TENTATIVE"}
_WITHOUT_ALARM: tuple[State, ...] = ("closed", "cancelled", "applied")


class _Event(NamedTuple):
    """What is to stand in the calendar. `subject` makes its UID, `what` is said of it, `facts` are label and value."""

    project: Project
    subject: str
    day: date
    kind: Phrase
    what: str
    status: str
    alarms: Sequence[int]
    facts: list[tuple[str, str]]


day_of = marked_day


def render(edition: Edition) -> Document:
    """The calendar."""
    publisher, lang = edition.publisher, edition.lang
    events: list[str] = []
    names = kept_apart(percent_encoded(each.id, "a-z0-9-") for each in edition.projects)  # an id twice is a fault
    for project, name in zip(edition.projects, names, strict=True):
        events += [_component(each, name, edition) for each in _events(project, edition)]
    name = text(": ".join(each for each in (publisher.publisher, publisher.title) if each))
    head = [
        line("VERSION", "2.0"),
        line("PRODID", f"-//projreg//registry of projects//{lang.upper()}"),
        line("CALSCALE", "GREGORIAN"),
        line("METHOD", "PUBLISH"),
        line("X-COMMENT", text(mark(edition.today))),
        line("NAME", name),
        line("X-WR-CALNAME", name),
    ]
    return Document(component("VCALENDAR", head + events))


def _events(project: Project, edition: Edition) -> Iterator[_Event]:
    today, lang = edition.today, edition.lang
    state = state_on(project, today)
    if project.end_date:
        yield _end(project, project.end_date, state, [*_facts(project, state, edition)], lang)
    numbers: dict[str, int] = {}
    for due, deadline in sorted(_dated(project), key=_order):
        subject = _subject(deadline)
        number = numbers[subject] = numbers.get(subject, 0) + 1
        done = deadline.is_done(today)
        label = DEADLINE_TYPES[deadline.type or "other"].say(lang)
        what = ", ".join(each for each in (label, deadline.funder) if each) + (f" ({_DONE.say(lang)})" if done else "")
        alarms = () if done else _DEADLINE_ALARMS
        facts = [*_facts(project, state, edition, deadline)]
        yield _Event(project, f"{subject}.{number}", due, _DEADLINE, what, "CONFIRMED", alarms, facts)


def _end(project: Project, end: date, state: State, facts: list[tuple[str, str]], lang: Lang) -> _Event:
    what, alarms = _END.say(lang), _END_ALARMS
    if state in _WITHOUT_ALARM:
        what, alarms = f"{what} ({LABELS[state].say(lang).lower()})", ()
    return _Event(project, "end", end, _END, what, _STATUS.get(state, "CONFIRMED"), alarms, facts)


def _dated(project: Project) -> Iterator[tuple[date, Deadline]]:
    return ((each.due, each) for each in project.deadline if each.due)


def _order(dated: tuple[date, Deadline]) -> tuple[date, str, date]:
    """The order that numbers deadlines alike: whatever their order in the file is."""
    due, deadline = dated
    return due, deadline.note, deadline.done or date.max


def _subject(deadline: Deadline) -> str:
    funder = percent_encoded(plain_words(deadline.funder).replace(" ", "-"), "a-z0-9-")
    return ".".join(each for each in ("deadline", deadline.type or "other", funder) if each)


def _component(event: _Event, name: str, edition: Edition) -> str:
    project, today, lang = event.project, edition.today, edition.lang
    summary = f"{event.what}: {whole_title(project, lang)}"
    lines = [
        line("UID", text(f"{name}.{event.subject}@{percent_encoded(project.publisher.domain, 'a-z0-9.-')}")),
        line("DTSTAMP", moment(today)),
        line("LAST-MODIFIED", moment(today)),
        line("SEQUENCE", day(today)),
        line("DTSTART;VALUE=DATE", day(event.day)),
    ]
    if event.day < date.max:  # without DTEND an event lasts one day, too
        lines.append(line("DTEND;VALUE=DATE", day(event.day + timedelta(days=1))))
    lines += [
        line("SUMMARY", text(summary)),
        line("DESCRIPTION", text(*(f"{label}: {value}" for label, value in event.facts))),
        line("CATEGORIES", texts([event.kind.say(lang), *filter(str.strip, project.tags)])),
        line("STATUS", event.status),
        line("TRANSP", "TRANSPARENT"),
    ]
    if address := followable(project.url):
        lines.append(line("URL", uri(address)))
    reminder = text(f"{long_date(event.day, lang)}: {summary}")
    return component("VEVENT", lines + [_alarm(days, reminder) for days in event.alarms])


def _alarm(days: int, reminder: str) -> str:
    return component(
        "VALARM", [line("ACTION", "DISPLAY"), line("TRIGGER", f"-P{days}D"), line("DESCRIPTION", reminder)]
    )


def _facts(
    project: Project, state: State, edition: Edition, deadline: Deadline | None = None
) -> Iterator[tuple[str, str]]:
    """What the event says below its title, label and value: of the project's end, or of one of its deadlines."""
    today, lang = edition.today, edition.lang
    when = deadline.due if deadline else project.end_date
    if when and is_day_off(when):
        yield _LAST_WORKING_DAY.say(lang), long_date(last_working_day(when), lang)
    if deadline and deadline.done and deadline.is_done(today):
        yield Deadline.done.label.say(lang), long_date(deadline.done, lang)
    if deadline and deadline.note:
        yield Deadline.note.label.say(lang), f"{deadline.note}{swedish_mark(project, lang)}"
    yield _STATE.say(lang, day=long_date(today, lang)), LABELS[state].say(lang)
    yield Project.owner.label.say(lang), project.owner
    funders = [deadline.funder] if deadline and deadline.funder else [each.funder for each in project.funding]
    if any(funders):
        yield Deadline.funder.label.say(lang), ", ".join(each for each in dict.fromkeys(funders) if each)
    contacts = edition.contacts(project)
    yield from ((_contact_label(each, lang), _reach(each)) for each in contacts)
    if project.publisher.contact and not any(each.reachable for each in contacts):
        yield CONTACT_ROLES["contact"].say(lang), project.publisher.contact


def _contact_label(contact: Contact, lang: Lang) -> str:
    return CONTACT_ROLES[contact.role or "contact"].say(lang)


def _reach(contact: Contact) -> str:
    return ", ".join(each for each in (contact.name, contact.email, contact.phone) if each)
