"""The page of ongoing projects as Markdown: reads well as plain text, renders right in CommonMark and on GitHub."""

from collections.abc import Iterator

from projreg.edition import Document, Edition, mark, marked_day
from projreg.encode.markdown import image, inline, link, paragraphs
from projreg.eu_statement import eu_statements
from projreg.language import Lang, Phrase, genitive, long_date, long_period
from projreg.model import CONTACT_ROLES, ROLES, Contact, Funding, Project, Publisher
from projreg.money import Money, spoken_amount
from projreg.state import State, state_on

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
_OWNER, _ROLE = Phrase("Projektägare", "Owner"), Phrase("{publisher} roll", "Role of {publisher}")
_PARTNERS, _PERIOD, _BUDGET = (
    Phrase("Partner", "Partners"),
    Phrase("Period", "Period"),
    Phrase("Total budget", "Total budget"),
)
_PLACES, _MUNICIPALITIES = Phrase("Platser", "Places"), Phrase("Kommuner", "Municipalities")
_REFERENCE, _URL = Phrase("Diarienummer", "Case number"), Phrase("Webbplats", "Website")
_AIMS, _RESULTS = Phrase("Mål", "Aims"), Phrase("Resultat", "Results")
_FUNDING, _CONTACT = Phrase("Finansiering", "Funding"), Phrase("Kontakt", "Contact")
_UNTIL_CHANGED = Phrase("(ursprungligt slutdatum {day})", "(original end {day})")
_NOT_GIVEN = Phrase("uppgift om belopp saknas", "amount not given")
_IN_KIND = Phrase("naturainsats", "in kind")
_UPDATED = Phrase("Senast uppdaterad den {day}", "Last updated on {day}")
_NONE = Phrase("Just nu finns inga projekt att visa.", "There are no projects to show at present.")
_IN_SWEDISH = Phrase("(på svenska)", "(in Swedish)")


day_of = marked_day


def render(edition: Edition) -> Document:
    """The page: by a template if there is one, else ours. As a fragment it has no title."""
    if edition.template:
        from projreg.template import page, target  # most do without

        return page.render(edition, edition.template, target.MARKDOWN)
    publisher, shown, lang = edition.publisher, edition.projects, edition.lang
    blocks = [] if edition.fragment else [f"# {inline(publisher.title)}{_mark(publisher, lang)}"]
    blocks.append(f"<!-- {mark(edition.today)} -->")
    if publisher.intro:
        blocks.append(paragraphs(publisher.intro) + _mark(publisher, lang))
    for state, heading in GROUPS.items():
        group = [each for each in shown if state_on(each, edition.today) == state]
        if group:
            blocks.append(f"## {heading.say(lang)}")
            for project in group:
                blocks += _project(project, lang)
    if not shown:
        blocks.append(_NONE.say(lang))
    reviewed = max((each.reviewed for each in shown if each.reviewed), default=None)
    if reviewed:
        blocks += ["---", _UPDATED.say(lang, day=long_date(reviewed, lang))]
    return Document("\n\n".join(blocks) + "\n")


def _project(project: Project, lang: Lang) -> Iterator[str]:
    acronym = f" ({inline(project.acronym)})" if project.acronym and project.acronym not in project.title else ""
    mark = "" if _has_english(project, "title", lang) else _mark(project.publisher, lang)
    yield f"### {_text(project, 'title', lang)}{acronym}{mark}"
    yield _paragraphs(project, "summary", lang)
    for heading, key in ((_AIMS, "aims"), (_RESULTS, "results")):
        if getattr(project, key):
            yield f"**{heading.say(lang)}.** {_paragraphs(project, key, lang)}"
    yield "\n".join(f"- **{label}:** {value}" for label, value in _facts(project, lang))
    if project.funding:
        lines = "\n".join(f"- {_funding(each, lang)}" for each in project.funding)
        yield f"**{_FUNDING.say(lang)}**\n\n{lines}"
    for statement in eu_statements(project):
        yield f"*{inline(statement.say(lang))}*"
    if project.logos:
        yield " ".join(image(each.alt, each.src) for each in project.logos if each.alt and each.src)
    contacts = [_contact(each, lang) for each in project.published_contacts]
    if project.publisher.contact and not any(each.reachable for each in project.published_contacts):
        contacts.append(_mail(project.publisher.contact))
    if contacts:
        yield f"**{_CONTACT.say(lang)}**\n\n" + "\n".join(f"- {each}" for each in contacts)


def _facts(project: Project, lang: Lang) -> Iterator[tuple[str, str]]:
    yield _OWNER.say(lang), inline(project.owner)
    if project.role and project.owner.casefold() != project.publisher.publisher.casefold():
        role = ROLES[project.role].say(lang).lower()
        yield inline(_role_label(project.publisher, lang)), role
    if project.partners:
        yield _PARTNERS.say(lang), ", ".join(map(inline, project.partners))
    if project.start_date and project.end_date:
        prolonged = project.original_end_date
        note = f" {_UNTIL_CHANGED.say(lang, day=long_date(prolonged, lang))}" if prolonged else ""
        yield _PERIOD.say(lang), long_period(project.start_date, project.end_date, lang) + note
    if project.places:
        yield _PLACES.say(lang), ", ".join(map(inline, project.places))
    if project.municipalities:
        yield _MUNICIPALITIES.say(lang), ", ".join(map(inline, project.municipalities))
    if project.budget:
        yield _BUDGET.say(lang), spoken_amount(project.budget, lang)
    if project.reference:
        yield _REFERENCE.say(lang), inline(project.reference)
    if project.url.lower().startswith(("http://", "https://")):
        yield _URL.say(lang), link(project.url, project.url)


def _role_label(publisher: Publisher, lang: Lang) -> str:
    """ "Sorsele kommuns roll", "Role of Sorsele kommun"."""
    return _ROLE.say(lang, publisher=genitive(publisher.publisher, lang))


def _funding(funding: Funding, lang: Lang) -> str:
    amount = (
        _NOT_GIVEN.say(lang) if funding.amount is None else spoken_amount(Money(funding.amount, funding.currency), lang)
    )
    kind = f" ({_IN_KIND.say(lang)})" if funding.kind == "in_kind" else ""
    programme = f", {inline(funding.programme)}" if funding.programme else ""
    return f"{inline(funding.funder)}{programme}: {amount}{kind}"


def _contact(contact: Contact, lang: Lang) -> str:
    who = inline(contact.name)
    if contact.role and contact.role != "contact":
        role = CONTACT_ROLES[contact.role].say(lang)
        who = f"{who}, {role.lower()}" if who else role
    reach = [_mail(contact.email)] if contact.email else []
    reach += [inline(contact.phone)] if contact.phone else []
    return ", ".join([each for each in (who, *reach) if each])


def _mail(address: str) -> str:
    return link(address, f"mailto:{address}")


def _text(project: Project, key: str, lang: Lang) -> str:
    return inline(getattr(project, f"{key}_en", "") if _has_english(project, key, lang) else getattr(project, key))


def _paragraphs(project: Project, key: str, lang: Lang) -> str:
    """The key's text in `lang`; where English is missing the Swedish text stands, marked as such."""
    if _has_english(project, key, lang):
        return paragraphs(getattr(project, f"{key}_en"))
    return paragraphs(getattr(project, key)) + _mark(project.publisher, lang)


def _has_english(project: Project, key: str, lang: Lang) -> bool:
    return lang == "en" and bool(getattr(project, f"{key}_en"))


def _mark(publisher: Publisher, lang: Lang) -> str:
    """What tells an English reader that a text is in Swedish."""
    return f" {_IN_SWEDISH.en}" if lang == "en" and publisher.language != "en" else ""
