"""The registry in the domain's words: format version 1, every key declared once.

Terms are those of 360Giving, IATI, OC4IDS and the EU's list of operations (Regulation (EU) 2021/1060 art. 49(3)).
"""

from projreg.fields import Integer, Key, Record, Table, choice, day, flag, money, percent, reasons, records, text, texts
from projreg.language import Phrase
from projreg.money import Money

SCHEMA_VERSIONS = (1,)
DEFAULT_TIMEZONE = "Europe/Stockholm"

ROLES = {
    "owner": Phrase("Projektägare", "Owner"),
    "partner": Phrase("Partner", "Partner"),
    "cofinancier": Phrase("Medfinansiär", "Co-financier"),
    "stakeholder": Phrase("Intressent", "Stakeholder"),
}
STATUSES = {
    "applied": Phrase("Ansökt", "Applied for"),
    "suspended": Phrase("Vilande", "Suspended"),
    "cancelled": Phrase("Avbrutet", "Cancelled"),
}
LEVELS = {
    "eu": Phrase("EU", "EU"),
    "national": Phrase("Nationell", "National"),
    "regional": Phrase("Regional", "Regional"),
    "municipal": Phrase("Kommunal", "Municipal"),
    "private": Phrase("Privat", "Private"),
    "own": Phrase("Egen insats", "Own contribution"),
}
FUNDS = {
    "ERDF": Phrase("Europeiska regionala utvecklingsfonden", "European Regional Development Fund"),
    "JTF": Phrase("Fonden för en rättvis omställning", "Just Transition Fund"),
    "ESF+": Phrase("Europeiska socialfonden+", "European Social Fund Plus"),
    "EAFRD": Phrase(
        "Europeiska jordbruksfonden för landsbygdsutveckling", "European Agricultural Fund for Rural Development"
    ),
    "EMFAF": Phrase(
        "Europeiska havs-, fiskeri- och vattenbruksfonden", "European Maritime, Fisheries and Aquaculture Fund"
    ),
    "AMIF": Phrase("Asyl-, migrations- och integrationsfonden", "Asylum, Migration and Integration Fund"),
    "ISF": Phrase("Fonden för inre säkerhet", "Internal Security Fund"),
    "BMVI": Phrase(
        "Instrumentet för ekonomiskt stöd för gränsförvaltning och viseringspolitik",
        "Border Management and Visa Instrument",
    ),
    "INTERREG": Phrase("Interreg", "Interreg"),
    "ERASMUS": Phrase("Erasmus+", "Erasmus+"),
    "LIFE": Phrase("Life-programmet", "LIFE programme"),
    "HORIZON": Phrase("Horisont Europa", "Horizon Europe"),
    "OTHER": Phrase("Annan fond", "Other fund"),
}
FUNDING_KINDS = {"cash": Phrase("Pengar", "Cash"), "in_kind": Phrase("Naturainsats", "In kind")}
CONTACT_ROLES = {
    "contact": Phrase("Kontakt", "Contact"),
    "project_manager": Phrase("Projektledare", "Project manager"),
    "controller": Phrase("Projektekonom", "Controller"),
    "steering_chair": Phrase("Styrgruppens ordförande", "Steering group chair"),
    "communications": Phrase("Kommunikation", "Communications"),
}
DEADLINE_TYPES = {
    "commitment": Phrase("Bekräftelse av åtagande", "Commitment"),
    "payment_request": Phrase("Ansökan om utbetalning", "Payment request"),
    "progress_report": Phrase("Lägesrapport", "Progress report"),
    "extension_request": Phrase("Ändringsansökan", "Extension request"),
    "final_report": Phrase("Slutrapport", "Final report"),
    "final_payment": Phrase("Slutlig ansökan om utbetalning", "Final payment request"),
    "evaluation": Phrase("Utvärdering", "Evaluation"),
    "decision": Phrase("Beslut", "Decision"),
    "retention": Phrase("Bevarande", "Retention"),
    "other": Phrase("Övrigt", "Other"),
}
LANGUAGES = {"sv": Phrase("Svenska", "Swedish"), "en": Phrase("Engelska", "English")}

_PUBLISHED_CONTACTS = ("contact", "project_manager")


class Publisher(Record):
    """`[registry]`: who keeps the registry, and how it is published."""

    title = text("Titel", "Title", "Title of the published page.", required=True)
    publisher = text("Utgivare", "Publisher", "Who keeps the registry.", required=True)
    contact = text(
        "Kontakt",
        "Contact",
        "The publisher's own mailbox; a project without a published contact falls back on it.",
        form="email",
        required=True,
    )
    intro = text("Ingress", "Introduction", "The lead sentence of the published page.")
    publisher_id = text(
        "Organisationsnummer",
        "Organisation number",
        "The publisher's organisation number, 10 digits.",
        form="organisation number",
    )
    currency = text("Valuta", "Currency", "ISO 4217 code; SEK when left out.", form="currency", default="SEK")
    language = choice(LANGUAGES, "Språk", "Language", "Language of what is published.", default="sv")
    grant_prefix = text("360Giving-prefix", "360Giving prefix", "The publisher's 360Giving prefix, for grant ids.")
    timezone = text(
        "Tidszon",
        "Time zone",
        f"IANA name, {DEFAULT_TIMEZONE} when left out: decides what “today” is.",
        form="timezone",
        default=DEFAULT_TIMEZONE,
    )


class Funding(Record):
    """`[[project.funding]]`: one for each decision about money."""

    funder = text("Finansiär", "Funder", "Who gives the money.", required=True)
    funder_id = text(
        "Organisationsnummer", "Organisation number", "The funder's organisation number.", form="organisation number"
    )
    level = choice(LEVELS, "Nivå", "Level", "Whose money it is.", required=True)
    fund = choice(FUNDS, "Fond", "Fund", "The EU fund; needed for the EU statement.")
    programme = text("Program", "Programme", "The programme that the decision belongs to.")
    kind = choice(FUNDING_KINDS, "Slag", "Kind", "Money, or work and goods.", default="cash")
    currency = text(
        "Valuta",
        "Currency",
        "ISO 4217 code; the project's when left out, but EUR for the fund INTERREG.",
        form="currency",
    )
    amount = money("Beviljat stöd", "Amount awarded", "What was granted. Left out when not known.")
    rate = percent("Stödandel", "Co-financing rate", "The funder's share in per cent, above 0 to 100.")
    paid = money("Utbetalt", "Amount disbursed", "What has been paid out so far.")
    reference = text("Ärende-id", "Reference", "The funder's case number.")
    decision_date = day("Beslutsdatum", "Award date", "The day of the decision.")


class Contact(Record):
    """`[[project.contact]]`: a person or a mailbox."""

    role = choice(CONTACT_ROLES, "Roll", "Role", "What the contact does.", required=True)
    name = text("Namn", "Name", "Required unless there is an e-mail address.", required=True, unless="email")
    email = text("E-post", "E-mail", "An e-mail address.", form="email")
    phone = text("Telefon", "Phone", "A telephone number.", form="phone")
    publish = flag(
        "Publiceras", "Published", "Whether it is published: true for contact and project_manager, else false."
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

    type = choice(DEADLINE_TYPES, "Typ", "Type", "What is to be done.", required=True)
    due = day("Senast", "Due", "The last day.", required=True)
    done = day("Klart", "Done", "The day it was done.")
    funder = text("Finansiär", "Funder", "To whom.")
    note = text("Anteckning", "Note", "What to think of.")


class Logo(Record):
    """An entry of `logos`: a picture and what stands there for someone who cannot see it."""

    src = text("Bild", "Image", "Address of the image.", required=True)
    alt = text("Alternativtext", "Alternative text", "May not be empty.")


class Project(Record):
    """`[[project]]`: one project."""

    id = text("Id", "Id", "Lower-case letters, digits and hyphens; never changed.", form="slug", required=True)
    title = text("Projekt", "Title", "The project's name.", required=True)
    title_en = text("Projekt på engelska", "Title in English", "Used where English is published.")
    acronym = text("Kortnamn", "Acronym", "The short name, if it has one.")
    role = choice(ROLES, "Kommunens roll", "Our role", "The publisher's part in it.", required=True)
    owner = text("Projektägare", "Owner", "Who owns the project.", required=True)
    owner_id = text(
        "Organisationsnummer", "Organisation number", "The owner's organisation number.", form="organisation number"
    )
    partners = texts("Partner", "Partners", "Who takes part.")
    start_date = day("Startdatum", "Start", "The first day.", required=True)
    end_date = day("Slutdatum", "End", "The last day; it counts.", required=True)
    activities_end_date = day(
        "Aktiviteter klara", "Activities end", "The last day of activities, before final reports."
    )
    original_end_date = day("Ursprungligt slutdatum", "Original end", "Set when the project was prolonged.")
    closed_date = day("Slutredovisat", "Closed", "The day the final report was accepted.")
    status = choice(STATUSES, "Status", "Status", "Only what dates cannot tell.")
    status_reason = text("Statusorsak", "Status reason", "Why it has that status.")
    total_budget = money("Total budget", "Total budget", "What the whole project costs; never the grant.")
    currency = text("Valuta", "Currency", "ISO 4217 code; the registry's when left out.", form="currency")
    summary = text("Kort beskrivning", "Summary", "What the project is, in a few sentences.", required=True)
    summary_en = text("Kort beskrivning på engelska", "Summary in English", "Used where English is published.")
    aims = text("Mål", "Aims", "What it is to achieve. Required to be published with EU money.")
    aims_en = text("Mål på engelska", "Aims in English", "Used where English is published.")
    results = text("Resultat", "Results", "What came of it.")
    results_en = text("Resultat på engelska", "Results in English", "Used where English is published.")
    places = texts("Platser", "Places", "Where it happens.")
    municipalities = texts("Kommuner", "Municipalities", "Which municipalities it concerns.")
    reference = text("Diarienummer", "Case number", "The publisher's own case number.")
    account = text("Projektkod", "Account code", "The code in the books.", internal=True)
    url = text("Webbplats", "Website", "An http or https address.", form="url")
    follows = text("Fortsätter", "Succeeds", "Id of the project that it continues.", form="slug")
    tags = texts("Ämnen", "Topics", "Words to find it by.")
    state_aid = flag("Statsstöd", "State aid", "Whether it is state aid: papers are then kept for 10 years.")
    retain_until = day("Bevaras till", "Retain until", "How long the papers must be kept.", internal=True)
    reviewed = day("Senast granskad", "Last reviewed", "The day somebody last went through the entry.")
    publish = flag("Publiceras", "Published", "Whether it is published: true, but false while it is only applied for.")
    waive = reasons("Undantag", "Waivers", "Rules that do not apply here, and why.", internal=True)
    notes = text("Interna anteckningar", "Internal notes", "For the office only.", internal=True)
    logos = records(Logo, "Logotyper", "Logos", "Pictures with alternative text.")
    funding = records(Funding, "Finansiering", "Funding", "One table for each decision about money.")
    contact = records(Contact, "Kontakter", "Contacts", "At least one that can be reached.")
    deadline = records(Deadline, "Tidsfrister", "Deadlines", "What must be done by when.")

    publisher: Publisher = Publisher()
    """The `[registry]` table that the project stands under. Not a key: the decoder sets it."""
    in_doubt: bool = False
    """Whether a date or deadline may have gone unread: a key is not known, or such a value is of the wrong kind."""

    @property
    def published(self) -> bool:
        """Whether the project may be shown to the public."""
        return self.status != "applied" if self.publish is None else self.publish

    @property
    def budget(self) -> Money | None:
        """The total budget with its currency."""
        return None if self.total_budget is None else Money(self.total_budget, self.currency)

    @property
    def responsible(self) -> str:
        """Whom to ask, in words: the project manager (else the first contact), and how to reach somebody."""
        managers = [each for each in self.contact if each.role == "project_manager"]
        person = next(iter(managers or self.contact), None)
        reach = next((each for each in (*managers, *self.contact) if each.reachable), None)
        address = (reach.email or reach.phone) if reach else self.publisher.contact
        name = person.name if person else ""
        return ", ".join(each for each in (name, address) if each)


class Registry:
    """One registry, or several read as one: the publisher (of the first) and the projects, in the files' order."""

    __slots__ = ("projects", "publisher")

    def __init__(self, publisher: Publisher, projects: tuple[Project, ...]) -> None:
        self.publisher = publisher
        self.projects = projects


class Top(Record):
    """The top of the file: what stands outside every table, and the tables themselves."""

    schema_version: Key[int | None] = Key(
        Integer(), None, "Formatversion", "Format version", "1, the version of this format.", required=True
    )
    registry = Key(Table(Publisher), Publisher(), "Register", "Registry", "Who keeps the registry.", required=True)
    project = records(Project, "Projekt", "Projects", "One table for each project.")
