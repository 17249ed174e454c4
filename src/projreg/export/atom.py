"""An Atom feed (RFC 4287) of what is new: an entry for each thing that happened to a project, newest first.

It is made from the registry alone, so that everybody's copy gives the same feed: what happened is what the registry has
a day for that has passed. That is a decision of a funder, the first day, the day after the first end date of a project
that was prolonged, the day after the last day, the final report, the last review. A project that is only applied for,
suspended or cancelled is not said to have started or ended: its days tell what was meant. A project of which no day has
passed is not in the feed yet. At most a hundred entries stand in it; readers keep what they have seen.

An entry's id says what happened and not when, so that a day put right is the same entry; only a review, and a
prolonging, is another each time. It is a tag URI (RFC 4151) of the domain of the publisher's mailbox, the language, the
project's id and the event. Nobody's name but those of organisations is in the feed, and no address but the projects'.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from projreg.derived.awards import Award, awards
from projreg.derived.titles import whole_title
from projreg.encode.ics import percent_encoded, uri
from projreg.encode.xml import DECLARATION, comment, element, paragraphs, text
from projreg.language import Lang, Phrase, count, long_date, long_period
from projreg.model.records import Project, Publisher
from projreg.publishing.edition import Document, Edition, mark, marked_day
from projreg.tables.table import Text
from projreg.values.dates import moment
from projreg.values.kept_apart import kept_apart
from projreg.values.money import Money, spoken_amount
from projreg.values.web_address import followable

_MOST = 100
"""So many entries a feed has."""

_DECIDED = Phrase("Beslut om stöd", "Support granted")
_STARTED, _ENDED = Phrase("Startat", "Started"), Phrase("Avslutat", "Ended")
_PROLONGED = Phrase("Förlängt till {day}", "Prolonged to {day}")
_CLOSED, _REVIEWED = Phrase("Slutredovisat", "Closed"), Phrase("Uppgifterna granskade", "Entry reviewed")

_DECIDED_SO = Phrase("{funder} beslutade om stöd den {day}", "{funder} decided on support on {day}")
_STARTED_SO = Phrase("Projektet startade den {day}.", "The project started on {day}.")
_PROLONGED_SO = Phrase(
    "Projektet skulle ha slutat den {first}, och är förlängt till och med den {day}.",
    "The project was to end on {first}, and has been prolonged to {day}.",
)
_ENDED_SO = Phrase("Projektets sista dag var den {day}.", "The project's last day was {day}.")
_CLOSED_SO = Phrase("Projektet slutredovisades den {day}.", "The final report was accepted on {day}.")
_REVIEWED_SO = Phrase("Uppgifterna gicks igenom den {day}.", "The entry was gone through on {day}.")
_PERIOD = Phrase("Period", "Period")
_ENTRY, _ENTRIES = Phrase("post", "entry"), Phrase("poster", "entries")
_PROJECT, _PROJECTS = Phrase("projekt", "project"), Phrase("projekt", "projects")


class _Event(NamedTuple):
    """What happened on a day: its name in the entry's id, and what is said of it, in short and in a sentence."""

    day: date
    name: str
    what: str
    said: str


class _Entry(NamedTuple):
    """An event, the project it happened to, and the name that the project has in ids."""

    event: _Event
    project: Project
    name: str


day_of = marked_day


def render(edition: Edition) -> Document:
    """The feed."""
    entries = sorted(_entries(edition), key=lambda each: each.event.day, reverse=True)
    shown = entries[:_MOST]
    publisher, lang = edition.publisher, edition.lang
    newest = shown[0].event.day if shown else edition.today
    title = ": ".join(each for each in (publisher.publisher.strip(), publisher.title.strip()) if each)
    feed = [
        element("id", _tag(publisher, lang)),
        element("title", text(title or publisher.domain)),
        *([element("subtitle", text(publisher.intro))] if publisher.intro.strip() else []),
        element("updated", moment(newest)),
        _author(publisher),
        element("generator", "projreg"),
        *(_written(each, edition) for each in shown),
    ]
    whole = element("feed", feed, xmlns="http://www.w3.org/2005/Atom", xml__lang=lang)
    return Document(DECLARATION + comment(mark(edition.today)) + whole, [*_remarks(entries, edition)])


def _remarks(entries: Sequence[_Entry], edition: Edition) -> Iterator[str]:
    if len(entries) > _MOST:
        yield f"the feed holds the newest {_MOST} of {count(len(entries), _ENTRY, _ENTRIES, 'en')}"
    missing = len(edition.projects) - len({each.name for each in entries})
    if missing:
        yield f"{count(missing, _PROJECT, _PROJECTS, 'en')} not in the feed: no day with news has passed"


def _entries(edition: Edition) -> Iterator[_Entry]:
    names = kept_apart(percent_encoded(each.id, "a-z0-9-") for each in edition.projects)  # an id twice is a fault
    for project, name in zip(edition.projects, names, strict=True):
        for event in _events(project, edition.lang):
            if event.day <= edition.today:
                yield _Entry(event, project, name)


def _events(project: Project, lang: Lang) -> Iterator[_Event]:
    """All that the registry has a day for, past or to come; what came last in a project's life first."""
    if reviewed := project.reviewed:
        said = _REVIEWED_SO.say(lang, day=long_date(reviewed, lang))
        yield _Event(reviewed, f"reviewed/{reviewed}", _REVIEWED.say(lang), said)
    if not project.status:
        yield from _course(project, lang)
    if project.status != "applied":
        for award in awards(project):
            yield from _decision(project, award, lang)


def _course(project: Project, lang: Lang) -> Iterator[_Event]:
    """The days of a project that takes its course."""
    start, end, closed, first = project.start_date, project.end_date, project.closed_date, project.original_end_date
    if closed:
        yield _Event(closed, "closed", _CLOSED.say(lang), _CLOSED_SO.say(lang, day=long_date(closed, lang)))
    if start is None or end is None or end < start:
        return
    if end < date.max and (closed is None or closed > end):
        said = _ENDED_SO.say(lang, day=long_date(end, lang))
        yield _Event(end + timedelta(days=1), "ended", _ENDED.say(lang), said)
    if first and first < end:
        said = _PROLONGED_SO.say(lang, first=long_date(first, lang), day=long_date(end, lang))
        what = _PROLONGED.say(lang, day=long_date(end, lang))
        yield _Event(first + timedelta(days=1), f"prolonged/{end}", what, said)
    yield _Event(start, "started", _STARTED.say(lang), _STARTED_SO.say(lang, day=long_date(start, lang)))


def _decision(project: Project, award: Award, lang: Lang) -> Iterator[_Event]:
    decision = award.decision
    if day := decision.decision_date:
        said = _DECIDED_SO.say(lang, funder=decision.funder.strip() or "?", day=long_date(day, lang))
        known = decision.amount is not None and not {"currency", "fund"} & decision.unread
        amount = spoken_amount(Money(decision.amount, decision.currency), lang) if decision.amount and known else ""
        details = ", ".join(each for each in (amount, decision.programme.strip()) if each)
        said = f"{said}: {details}." if details else f"{said}."
        yield _Event(day, f"decision/{award.name}", _DECIDED.say(lang), said)


def _written(entry: _Entry, edition: Edition) -> str:
    event, project, lang = entry.event, entry.project, edition.lang
    publisher = project.publisher
    address = followable(project.url)
    parts = [
        element("id", f"{_tag(publisher, lang)}/{entry.name}/{event.name}"),
        element("title", text(f"{event.what}: {whole_title(project, lang)}")),
        element("updated", moment(event.day)),
        *([_author(publisher)] if publisher.publisher != edition.publisher.publisher else []),
        *([element("link", rel="alternate", href=uri(address))] if address else []),
        *(element("category", term=each) for each in dict.fromkeys(project.tags) if each.strip()),
        element("content", [_content(event, project, lang)], type="xhtml"),
    ]
    return element("entry", parts)


def _content(event: _Event, project: Project, lang: Lang) -> str:
    about = [event.said, *_about(project, lang)]
    summary = _summary(project, lang)
    marked = {"xml__lang": summary.lang} if summary.lang != lang else {}
    lines = [element("p", text(each)) for each in about]
    lines += [element("p", each, **marked) for each in paragraphs(summary.written)]
    return element("div", lines, xmlns="http://www.w3.org/1999/xhtml")


def _about(project: Project, lang: Lang) -> Iterator[str]:
    if project.owner.strip():
        yield f"{Project.owner.label.say(lang)}: {project.owner.strip()}"
    if project.start_date and project.end_date and project.start_date <= project.end_date:
        yield f"{_PERIOD.say(lang)}: {long_period(project.start_date, project.end_date, lang)}"


def _summary(project: Project, lang: Lang) -> Text:
    if lang == "en" and project.summary_en.strip():
        return Text(project.summary_en, "en")
    return Text(project.summary, "en" if project.publisher.language == "en" else "sv")


def _author(publisher: Publisher) -> str:
    return element("author", [element("name", text(publisher.publisher.strip() or publisher.domain))])


def _tag(publisher: Publisher, lang: Lang) -> str:
    return f"tag:{_authority(publisher)},2026:projreg/{lang}"


def _authority(publisher: Publisher) -> str:
    """The domain as the net writes it, with letters a–z."""
    name = publisher.domain
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            name = ""
    return name if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", name) else "projreg.invalid"
