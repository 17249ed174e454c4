"""The registry in the domain's words: format version 1, every key declared once.

Terms are those of 360Giving, IATI, OC4IDS and the EU's list of operations (Regulation (EU) 2021/1060 art. 49(3)).
"""

from datetime import date

from projreg.diagnostic import Path
from projreg.model.fields import (
    Integer,
    Key,
    Record,
    Records,
    Table,
    choice,
    day,
    flag,
    money,
    percent,
    reasons,
    records,
    text,
    texts,
)
from projreg.model.words import CONTACT_ROLES, DEADLINE_TYPES, FUNDING_KINDS, FUNDS, LANGUAGES, LEVELS, ROLES, STATUSES
from projreg.values.money import Money

SCHEMA_VERSIONS = (1,)
DEFAULT_TIMEZONE = "Europe/Stockholm"

_PUBLISHED_CONTACTS = ("contact", "project_manager")


class Publisher(Record):
    """`[registry]`: who keeps the registry, and how it is published."""

    title = text("Titel", "Title", "Den publicerade sidans rubrik.", "Title of the published page.", required=True)
    publisher = text("Utgivare", "Publisher", "Vem som för registret.", "Who keeps the registry.", required=True)
    contact = text(
        "Kontakt",
        "Contact",
        "Utgivarens egen brevlåda; den gäller för projekt utan publicerad kontakt.",
        "The publisher's own mailbox; a project without a published contact falls back on it.",
        form="email",
        required=True,
    )
    intro = text(
        "Ingress",
        "Introduction",
        "Den publicerade sidans inledande mening.",
        "The lead sentence of the published page.",
    )
    publisher_id = text(
        "Organisationsnummer",
        "Organisation number",
        "Utgivarens organisationsnummer, 10 siffror.",
        "The publisher's organisation number, 10 digits.",
        form="organisation number",
    )
    currency = text(
        "Valuta",
        "Currency",
        "Kod enligt ISO 4217; SEK när den utelämnas.",
        "ISO 4217 code; SEK when left out.",
        form="currency",
        default="SEK",
    )
    language = choice(
        LANGUAGES, "Språk", "Language", "Språket i det som publiceras.", "Language of what is published.", default="sv"
    )
    grant_prefix = text(
        "360Giving-prefix",
        "360Giving prefix",
        "Utgivarens 360Giving-prefix, för bidragens id.",
        "The publisher's 360Giving prefix, for grant ids.",
    )
    timezone = text(
        "Tidszon",
        "Time zone",
        f"IANA-namn, {DEFAULT_TIMEZONE} när det utelämnas: avgör vad ”i dag” är.",
        f"IANA name, {DEFAULT_TIMEZONE} when left out: decides what “today” is.",
        form="timezone",
        default=DEFAULT_TIMEZONE,
    )

    @property
    def domain(self) -> str:
        """The domain of its mailbox, which makes its names unique in the world; without one a name nobody can have."""
        _, at, name = self.contact.strip().lower().rpartition("@")
        return (at and name) or "projreg.invalid"


class Funding(Record):
    """`[[project.funding]]`: one for each decision about money."""

    funder = text("Finansiär", "Funder", "Vem som ger pengarna.", "Who gives the money.", required=True)
    funder_id = text(
        "Organisationsnummer",
        "Organisation number",
        "Finansiärens organisationsnummer.",
        "The funder's organisation number.",
        form="organisation number",
    )
    level = choice(LEVELS, "Nivå", "Level", "Vems pengar det är.", "Whose money it is.", required=True)
    fund = choice(
        FUNDS,
        "Fond",
        "Fund",
        "EU-fonden; behövs för uppgiften om EU-stöd.",
        "The EU fund; needed for the EU statement.",
    )
    programme = text(
        "Program", "Programme", "Programmet som beslutet hör till.", "The programme that the decision belongs to."
    )
    kind = choice(
        FUNDING_KINDS, "Slag", "Kind", "Pengar, eller arbete och varor.", "Money, or work and goods.", default="cash"
    )
    currency = text(
        "Valuta",
        "Currency",
        "Kod enligt ISO 4217; projektets när den utelämnas, men EUR för fonden INTERREG.",
        "ISO 4217 code; the project's when left out, but EUR for the fund INTERREG.",
        form="currency",
    )
    amount = money(
        "Beviljat stöd",
        "Amount awarded",
        "Vad som beviljades. Utelämnas när det inte är känt.",
        "What was granted. Left out when not known.",
        above=0,
    )
    rate = percent(
        "Stödandel",
        "Co-financing rate",
        "Finansiärens andel i procent, över 0 till 100.",
        "The funder's share in per cent, above 0 to 100.",
    )
    paid = money(
        "Utbetalt", "Amount disbursed", "Vad som hittills har betalats ut.", "What has been paid out so far.", least=0
    )
    reference = text("Ärende-id", "Reference", "Finansiärens ärendenummer.", "The funder's case number.")
    decision_date = day("Beslutsdatum", "Award date", "Dagen för beslutet.", "The day of the decision.")

    unread: frozenset[str] = frozenset()
    """The keys that are given, misspelt or with a value of the wrong kind."""


class Contact(Record):
    """`[[project.contact]]`: a person or a mailbox."""

    role = choice(CONTACT_ROLES, "Roll", "Role", "Vad kontakten gör.", "What the contact does.", required=True)
    name = text(
        "Namn",
        "Name",
        "Krävs när det inte finns någon e-postadress.",
        "Required unless there is an e-mail address.",
        required=True,
        unless="email",
    )
    email = text("E-post", "E-mail", "En e-postadress.", "An e-mail address.", form="email")
    phone = text("Telefon", "Phone", "Ett telefonnummer.", "A telephone number.", form="phone")
    publish = flag(
        "Publiceras",
        "Published",
        "Om kontakten publiceras: true för contact och project_manager, annars false.",
        "Whether it is published: true for contact and project_manager, else false.",
    )

    @property
    def published(self) -> bool:
        """Whether the contact may be shown to the public."""
        return self.role in _PUBLISHED_CONTACTS if self.publish is None else self.publish

    @property
    def reachable(self) -> bool:
        """Whether there is an e-mail address or a telephone number."""
        return bool(self.email.strip() or self.phone.strip())


class Deadline(Record):
    """`[[project.deadline]]`: something that must be done by a day."""

    type = choice(DEADLINE_TYPES, "Typ", "Type", "Vad som ska göras.", "What is to be done.", required=True)
    due = day("Senast", "Due", "Sista dagen.", "The last day.", required=True)
    done = day("Klart", "Done", "Dagen då det gjordes.", "The day it was done.")
    funder = text("Finansiär", "Funder", "Till vem.", "To whom.")
    note = text("Anteckning", "Note", "Vad man ska tänka på.", "What to think of.")

    unread: frozenset[str] = frozenset()
    """The keys that are given, misspelt or with a value of the wrong kind."""

    def is_done(self, day: date) -> bool:
        """Whether it was done by `day`: one that says it will be done later is open."""
        return self.done is not None and self.done <= day


class Logo(Record):
    """An entry of `logos`: a picture and what stands there for someone who cannot see it."""

    src = text("Bild", "Image", "Bildens adress.", "Address of the image.", required=True)
    alt = text("Alternativtext", "Alternative text", "Får inte vara tom.", "May not be empty.")


class Project(Record):
    """`[[project]]`: one project."""

    id = text(
        "Id",
        "Id",
        "Små bokstäver a–z, siffror och bindestreck; ändras aldrig.",
        "Lower-case letters, digits and hyphens; never changed.",
        form="slug",
        required=True,
    )
    title = text("Projekt", "Title", "Projektets namn.", "The project's name.", required=True)
    title_en = text(
        "Projekt på engelska",
        "Title in English",
        "Används där engelska publiceras.",
        "Used where English is published.",
    )
    acronym = text("Kortnamn", "Acronym", "Kortnamnet, om det finns ett.", "The short name, if it has one.")
    role = choice(
        ROLES, "Kommunens roll", "Our role", "Vad kommunen är i projektet.", "What we are in it.", required=True
    )
    owner = text("Projektägare", "Owner", "Vem som äger projektet.", "Who owns the project.", required=True)
    owner_id = text(
        "Organisationsnummer",
        "Organisation number",
        "Projektägarens organisationsnummer.",
        "The owner's organisation number.",
        form="organisation number",
    )
    partners = texts("Partner", "Partners", "Vilka som deltar.", "Who takes part.")
    start_date = day("Startdatum", "Start", "Första dagen.", "The first day.", required=True)
    end_date = day("Slutdatum", "End", "Sista dagen; den räknas med.", "The last day; it counts.", required=True)
    activities_end_date = day(
        "Aktiviteter klara",
        "Activities end",
        "Sista dagen för aktiviteter, före slutrapporterna.",
        "The last day of activities, before final reports.",
    )
    original_end_date = day(
        "Ursprungligt slutdatum",
        "Original end",
        "Anges när projektet har förlängts.",
        "Set when the project was prolonged.",
    )
    closed_date = day(
        "Slutredovisat", "Closed", "Dagen då slutrapporten godkändes.", "The day the final report was accepted."
    )
    status = choice(STATUSES, "Status", "Status", "Bara det som datumen inte visar.", "Only what dates cannot tell.")
    status_reason = text(
        "Statusorsak", "Status reason", "Varför projektet har den statusen.", "Why it has that status."
    )
    total_budget = money(
        "Total budget",
        "Total budget",
        "Vad hela projektet kostar; aldrig bidraget.",
        "What the whole project costs; never the grant.",
        above=0,
    )
    currency = text(
        "Valuta",
        "Currency",
        "Kod enligt ISO 4217; registrets när den utelämnas.",
        "ISO 4217 code; the registry's when left out.",
        form="currency",
    )
    summary = text(
        "Kort beskrivning",
        "Summary",
        "Vad projektet är, i några meningar.",
        "What the project is, in a few sentences.",
        required=True,
    )
    summary_en = text(
        "Kort beskrivning på engelska",
        "Summary in English",
        "Används där engelska publiceras.",
        "Used where English is published.",
    )
    aims = text(
        "Mål",
        "Aims",
        "Vad projektet ska uppnå. Krävs för att publiceras med EU-pengar.",
        "What it is to achieve. Required to be published with EU money.",
    )
    aims_en = text(
        "Mål på engelska", "Aims in English", "Används där engelska publiceras.", "Used where English is published."
    )
    results = text("Resultat", "Results", "Vad det ledde till.", "What came of it.")
    results_en = text(
        "Resultat på engelska",
        "Results in English",
        "Används där engelska publiceras.",
        "Used where English is published.",
    )
    places = texts("Platser", "Places", "Var det händer.", "Where it happens.")
    municipalities = texts(
        "Kommuner", "Municipalities", "Vilka kommuner det gäller.", "Which municipalities it concerns."
    )
    reference = text("Diarienummer", "Case number", "Utgivarens eget ärendenummer.", "The publisher's own case number.")
    account = text("Projektkod", "Account code", "Koden i bokföringen.", "The code in the books.", internal=True)
    url = text("Webbplats", "Website", "En http- eller https-adress.", "An http or https address.", form="url")
    follows = text(
        "Fortsätter",
        "Succeeds",
        "Id för projektet som det fortsätter.",
        "Id of the project that it continues.",
        form="slug",
    )
    tags = texts("Ämnen", "Topics", "Ord att hitta det med.", "Words to find it by.")
    state_aid = flag(
        "Statsstöd",
        "State aid",
        "Om det är statsstöd: handlingarna sparas då i 10 år.",
        "Whether it is state aid: papers are then kept for 10 years.",
    )
    retain_until = day(
        "Bevaras till",
        "Retain until",
        "Hur länge handlingarna måste sparas.",
        "How long the papers must be kept.",
        internal=True,
    )
    reviewed = day(
        "Senast granskad",
        "Last reviewed",
        "Dagen då någon senast gick igenom uppgifterna.",
        "The day somebody last went through the entry.",
    )
    publish = flag(
        "Publiceras",
        "Published",
        "Om projektet publiceras: true, men false så länge det bara är sökt.",
        "Whether it is published: true, but false while it is only applied for.",
    )
    waive = reasons(
        "Undantag",
        "Waivers",
        "Regler som inte gäller här, och varför.",
        "Rules that do not apply here, and why.",
        internal=True,
    )
    notes = text(
        "Interna anteckningar", "Internal notes", "Bara för internt bruk.", "For the office only.", internal=True
    )
    logos = records(Logo, "Logotyper", "Logos", "Bilder med alternativtext.", "Pictures with alternative text.")
    funding = records(
        Funding,
        "Finansiering",
        "Funding",
        "En tabell för varje beslut om pengar.",
        "One table for each decision about money.",
    )
    contact = records(Contact, "Kontakter", "Contacts", "Minst en som går att nå.", "At least one that can be reached.")
    deadline = records(
        Deadline, "Tidsfrister", "Deadlines", "Vad som ska vara gjort, och när.", "What must be done by when."
    )

    publisher: Publisher = Publisher()
    """The `[registry]` table that the project stands under. Not a key: the decoder sets it."""
    unread: frozenset[str] = frozenset()
    """The keys that are given, misspelt or with a value of the wrong kind, there or in a table below."""
    in_doubt: bool = False
    """Whether a date or deadline may have gone unread: a key is not known, or such a value is of the wrong kind."""
    held_back: bool = False
    """Whether it is not published for this alone, that what may have decided so could not be read."""

    @property
    def published(self) -> bool:
        """Whether the project may be shown to the public."""
        return self.status != "applied" if self.publish is None else self.publish

    @property
    def published_contacts(self) -> "tuple[Contact, ...]":
        """The contacts that may be shown to the public, as far as they say something."""
        return tuple(each for each in self.contact if each.published and (each.name or each.reachable))

    @property
    def budget(self) -> Money | None:
        """The total budget with its currency."""
        return None if self.total_budget is None else Money(self.total_budget, self.currency)

    @property
    def responsible(self) -> str:
        """Whom to ask, in words: the project manager (else the first contact), and how to reach somebody.

        Another's address says whose it is: "Maja Gran (via Elis Berg, elis@…)", "Maja Gran (via kommun@…)".
        """
        managers = [each for each in self.contact if each.role == "project_manager"]
        person = next(iter(managers or self.contact), None)
        reach = next((each for each in (*managers, *self.contact) if each.reachable), None)
        address = (reach.email or reach.phone) if reach else self.publisher.contact
        name, other = (each.name.strip() if each else "" for each in (person, reach))
        if not name or reach is person or name == other:
            return ", ".join(each for each in (name or other, address) if each)
        via = ", ".join(each for each in (other, address) if each)
        return f"{name} (via {via})" if via else name


class Registry:
    """One registry, or several read as one: the publisher (of the first) and the projects, in the files' order."""

    __slots__ = ("projects", "publisher")

    def __init__(self, publisher: Publisher, projects: tuple[Project, ...]) -> None:
        self.publisher = publisher
        self.projects = projects


class Top(Record):
    """The top of the file: what stands outside every table, and the tables themselves."""

    schema_version: Key[int | None] = Key(
        Integer(SCHEMA_VERSIONS),
        None,
        "Formatversion",
        "Format version",
        "1, den här versionen av formatet.",
        "1, the version of this format.",
        required=True,
    )
    registry = Key(
        Table(Publisher),
        Publisher(),
        "Register",
        "Registry",
        "Vem som för registret.",
        "Who keeps the registry.",
        required=True,
    )
    project = records(Project, "Projekt", "Projects", "En tabell för varje projekt.", "One table for each project.")


HEADERS: dict[type[Record], str] = {
    Funding: "[[project.funding]]",
    Contact: "[[project.contact]]",
    Deadline: "[[project.deadline]]",
}
"""The headers of a project's tables."""


def record_at(path: Path) -> type[Record] | None:
    """The kind of table that a path leads to; None when it leads elsewhere."""
    record: type[Record] = Top
    for step in path:
        if type(step) is str:
            kind = record.keys[step].kind if step in record.keys else None
            if not isinstance(kind, (Records, Table)):
                return None
            record = kind.record
    return record
