"""What people say for the words of a list: their labels in both languages, and other names for them.

Loaded only when something else than the word itself is written.
"""

from collections.abc import Mapping

from projreg.model.fields import Words
from projreg.values.nearest import plain

_SAID: Mapping[str, str] = {
    "owner": "ägare|projektägare|huvudman",
    "partner": "partner|deltagare|projektpartner|samarbetspartner|samverkanspartner|samverkanspart",
    "cofinancier": "medfinansiär|medfinansiering|finansiär",
    "stakeholder": "intressent",
    "applied": "ansökt|sökt",
    "suspended": "vilande|pausat|pausad",
    "cancelled": "avbrutet|avbruten",
    "eu": "EU|EU-medel|EU-stöd|Europeiska unionen",
    "national": "statlig|statligt|statliga|stat|staten|nationellt",
    "regional": "regional|regionalt|region|regionen",
    "municipal": "kommunal|kommunalt|kommun|kommunen",
    "private": "privat|privata|näringsliv|näringslivet",
    "own": "egen|eget|egna|egna medel|egen finansiering|egeninsats",
    "ERDF": "ERUF|regionala utvecklingsfonden|regionalfonden",
    "JTF": "JTF|fonden för rättvis omställning",
    "ESF+": "ESF+|socialfonden+",
    "EAFRD": "EJFLU|jordbruksfonden",
    "EMFAF": "EHFVF",
    "AMIF": "AMIF",
    "ISF": "ISF",
    "BMVI": "BMVI",
    "ERASMUS": "Erasmus|Erasmus+",
    "LIFE": "Life",
    "HORIZON": "Horisont Europa|Horisont",
    "OTHER": "annan fond|annan",
    "cash": "pengar|kontant|kontanter",
    "in_kind": "naturainsats|natura|in natura",
    "contact": "kontakt|kontaktperson|ansvarig",
    "project_manager": "projektledare|projektledaren|projektansvarig|ansvarig",
    "controller": "projektekonom|ekonom",
    "steering_chair": "styrgruppens ordförande|styrgruppsordförande|ordförande",
    "communications": "kommunikation|kommunikatör",
    "commitment": "åtagande|bekräftelse",
    "payment_request": "ansökan om utbetalning|utbetalningsansökan|rekvisition|ansökan|utbetalning|payment|request",
    "progress_report": "lägesrapport|delrapport|delredovisning|rapport|redovisning|report",
    "extension_request": "ändringsansökan|förlängning|ansökan om förlängning|ansökan|extension|request",
    "final_report": "slutrapport|slutredovisning|rapport|redovisning|report",
    "final_payment": "slutlig ansökan om utbetalning|slutansökan|slutrekvisition|slututbetalning|utbetalning|payment",
    "evaluation": "utvärdering",
    "decision": "beslut",
    "retention": "bevarande|arkivering",
    "other": "övrigt|annat",
}
"""Word → names for it beside its labels, the most usual first. A name that several of a list have is no answer."""


def words_meant(written: str, words: Words) -> list[str]:
    """The words of a list that are meant, however the letters are: one, none, or several when it cannot be told."""
    name = plain(written)
    if not name:
        return []
    labelled = [word for word, label in words.items() if name in map(plain, (word, *label))]
    return labelled or [word for word in words if name in map(plain, _SAID.get(word, "").split("|"))]


def in_both_languages(word: str, words: Words) -> str:
    """ "national (statlig)": the word, and what people say for it in Swedish where that is something else."""
    said = _SAID[word].partition("|")[0] if word in _SAID else words[word].sv
    return word if plain(said) == plain(word) else f"{word} ({said})"
