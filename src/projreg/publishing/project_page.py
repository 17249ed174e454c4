"""What the page of projects says, in words and in its order, before anyone decides how it is marked up.

Markdown and HTML say the same: labels, facts, groups and headings stand here. Text of users comes out as it was
written; the encoder of the target cleans it.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from projreg.derived.state import State, state_on
from projreg.language import Lang, Phrase, genitive, long_date, long_period, unbroken
from projreg.model.records import Contact, Funding, Project, Publisher
from projreg.model.words import CONTACT_ROLES, ROLES
from projreg.tables.table import Text
from projreg.values.money import Money, spoken_amount
from projreg.values.web_address import followable

GROUPS: dict[State, Phrase] = {
    "active": Phrase("Pågående projekt", "Ongoing projects"),
    "upcoming": Phrase("Kommande projekt", "Upcoming projects"),
    "applied": Phrase("Ansökta projekt", "Projects applied for"),
    "suspended": Phrase("Vilande projekt", "Suspended projects"),
    "ended": Phrase("Avslutade projekt som ska slutredovisas", "Projects that have ended and await their final report"),
    "closed": Phrase("Slutredovisade projekt", "Closed projects"),
    "cancelled": Phrase("Avbrutna projekt", "Cancelled projects"),
    "unknown": Phrase("Projekt med oklar period", "Projects whose period is unclear"),
}
AIMS, RESULTS = Phrase("Mål", "Aims"), Phrase("Resultat", "Results")
FUNDING, CONTACT = Phrase("Finansiering", "Funding"), Phrase("Kontakt", "Contact")
NONE = Phrase("Just nu finns inga projekt att visa.", "There are no projects to show at present.")

_OWNER, _ROLE = Phrase("Projektägare", "Owner"), Phrase("{publisher} roll", "Role of {publisher}")
_PARTNERS, _PERIOD, _BUDGET = (
    Phrase("Partner", "Partners"),
    Phrase("Period", "Period"),
    Phrase("Total budget", "Total budget"),
)
_PLACES, _MUNICIPALITIES = Phrase("Platser", "Places"), Phrase("Kommuner", "Municipalities")
_REFERENCE, _URL = Phrase("Diarienummer", "Case number"), Phrase("Webbplats", "Website")
_UNTIL_CHANGED = Phrase("(ursprungligt slutdatum {day})", "(original end {day})")
_NOT_GIVEN = Phrase("uppgift om belopp saknas", "amount not given")
_IN_KIND = Phrase("naturainsats", "in kind")
_UPDATED = Phrase("Senast uppdaterad den {day}", "Last updated on {day}")
_IN_SWEDISH = Phrase("(på svenska)", "(in Swedish)")


class Fact(NamedTuple):
    """A label and what stands beside it; `link` when that is a web address."""

    label: str
    texts: Sequence[str]
    link: bool = False


class Grant(NamedTuple):
    """What a line of funding says: `kind` and `programme` are empty where there is nothing to say."""

    funder: str
    programme: str
    amount: str
    kind: str


class Reach(NamedTuple):
    """A contact: who it is, with the role, and how to reach it. Each may be empty, not all of them."""

    who: str
    email: str
    phone: str


class Group(NamedTuple):
    """Projects in the same state, under their heading."""

    state: State
    heading: str
    projects: Sequence[Project]


def groups(projects: Iterable[Project], today: date, lang: Lang) -> list[Group]:
    """The projects by state on the day; states in which there is none are left out."""
    found: dict[State, list[Project]] = {}
    for each in projects:
        found.setdefault(state_on(each, today), []).append(each)
    return [Group(state, heading.say(lang), found[state]) for state, heading in GROUPS.items() if state in found]


def own(written: str, publisher: Publisher) -> Text:
    """Text in the language of the registry."""
    return Text(written, "en" if publisher.language == "en" else "sv")


def told(project: Project, key: str, lang: Lang) -> Text:
    """The key's text in `lang`; where English is missing the registry's own text stands, and says what it is in."""
    english = getattr(project, f"{key}_en")
    return Text(english, "en") if lang == "en" and english else own(getattr(project, key), project.publisher)


def remark(text: Text, lang: Lang) -> str:
    """What tells an English reader that a text is in Swedish; empty elsewhere."""
    return _IN_SWEDISH.en if lang == "en" and text.lang == "sv" else ""


def acronym(project: Project) -> str:
    """The acronym, where the title does not hold it already."""
    return project.acronym if project.acronym not in project.title else ""


def passages(project: Project) -> Iterator[tuple[Phrase, str]]:
    """The headings below the summary, and the key of the text that stands under each."""
    for heading, key in ((AIMS, "aims"), (RESULTS, "results")):
        if getattr(project, key):
            yield heading, key


def facts(project: Project, lang: Lang) -> Iterator[Fact]:
    """Owner, role, partners, period, places, budget, case number, web site: those that are given."""
    yield Fact(_OWNER.say(lang), [project.owner])
    if project.role and project.owner.casefold() != project.publisher.publisher.casefold():
        yield Fact(_role_label(project.publisher, lang), [ROLES[project.role].say(lang).lower()])
    if project.partners:
        yield Fact(_PARTNERS.say(lang), project.partners)
    if project.start_date and project.end_date:
        prolonged = project.original_end_date
        note = f" {_UNTIL_CHANGED.say(lang, day=long_date(prolonged, lang))}" if prolonged else ""
        period = long_period(project.start_date, project.end_date, lang)
        yield Fact(_PERIOD.say(lang), [unbroken(period + note, lang)])
    if project.places:
        yield Fact(_PLACES.say(lang), project.places)
    if project.municipalities:
        yield Fact(_MUNICIPALITIES.say(lang), project.municipalities)
    if project.budget:
        yield Fact(_BUDGET.say(lang), [spoken_amount(project.budget, lang)])
    if project.reference:
        yield Fact(_REFERENCE.say(lang), [project.reference])
    if address := followable(project.url):
        yield Fact(_URL.say(lang), [address], link=True)


def _role_label(publisher: Publisher, lang: Lang) -> str:
    """ "Sorsele kommuns roll", "Role of Sorsele kommun"."""
    return _ROLE.say(lang, publisher=genitive(publisher.publisher, lang))


def grant(funding: Funding, lang: Lang) -> Grant:
    """A line of funding; an amount that is not known says so."""
    amount = (
        _NOT_GIVEN.say(lang) if funding.amount is None else spoken_amount(Money(funding.amount, funding.currency), lang)
    )
    return Grant(funding.funder, funding.programme, amount, _IN_KIND.say(lang) if funding.kind == "in_kind" else "")


def contacts(project: Project, lang: Lang) -> Iterator[Reach]:
    """The published contacts, and the publisher's mailbox when none of them can be reached."""
    for each in project.published_contacts:
        yield _reach(each, lang)
    if project.publisher.contact and not any(each.reachable for each in project.published_contacts):
        yield Reach("", project.publisher.contact, "")


def _reach(contact: Contact, lang: Lang) -> Reach:
    who = contact.name.strip()
    if contact.role and contact.role != "contact":
        role = CONTACT_ROLES[contact.role].say(lang)
        who = f"{who}, {role.lower()}" if who else role
    return Reach(who, contact.email, contact.phone)


def updated(projects: Iterable[Project], lang: Lang) -> str:
    """ "Senast uppdaterad den 22 maj 2023": the last day on which somebody went through an entry; empty for none."""
    reviewed = last_reviewed(projects)
    return unbroken(_UPDATED.say(lang, day=long_date(reviewed, lang)), lang) if reviewed else ""


def last_reviewed(projects: Iterable[Project]) -> date | None:
    """The last day on which somebody went through one of the entries."""
    return max((each.reviewed for each in projects if each.reviewed), default=None)
