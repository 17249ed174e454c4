"""The words that a key of the format can hold, with their labels."""

from projreg.language import Phrase

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
