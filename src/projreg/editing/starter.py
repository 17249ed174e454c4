"""A registry to begin with: who keeps it, and a first project as comments that explain themselves.

Labels, meanings and words are those of the declarations. The block of the project has two layers: without the first
comment sign of each line it is a project that lacks its values, each of them a finding of `validate`, and what is
optional is still a comment; without the second that counts too.
"""

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from projreg.editing.compose import literal
from projreg.language import Lang, Phrase
from projreg.model.fields import Choice, Day, Key, Record, Text
from projreg.model.forms import FORMS
from projreg.model.records import SCHEMA_VERSIONS, Contact, Deadline, Funding, Project, Publisher
from projreg.values.toml_text import basic_string

TITLE = Phrase("Våra projekt", "Our projects")

_WIDTH = 118
_HEAD = Phrase(
    """\
Registret över projekten: listor, påminnelser och den publicerade sidan görs av den här filen.

  * Ett projekt börjar med [[project]] och slutar där nästa [[project]] börjar.
  * Text står inom citattecken. Datum skrivs 2024-06-30 utan citattecken, belopp 480_000 utan "kr".
  * Utelämna det som inte är känt. Skriv aldrig 0 eller "uppgift saknas".
  * Läget (pågående, avslutat …) skrivs inte: det följer av datumen.
  * Det som står efter ett # är en anmärkning till den som läser.
  * `projreg add` frågar efter ett projekt och skriver in det. `projreg validate` kontrollerar filen.""",
    """\
The registry of the projects: lists, reminders and the published page are made from this file.

  * A project begins with [[project]] and ends where the next [[project]] begins.
  * Text stands in quotes. Dates are written 2024-06-30 without quotes, amounts 480_000 without "kr".
  * Leave out what is not known. Never write 0 or "not known".
  * The state (active, ended …) is not written: it follows from the dates.
  * What stands behind a # is a remark for whoever reads it.
  * `projreg add` asks for a project and writes it here. `projreg validate` checks the file.""",
)
_BLOCK = Phrase(
    """\
Det första projektet. Ta bort de två första tecknen, ”# ”, på varje rad i stycket nedan. Skriv mellan citattecknen,
och dagen i stället för ÅÅÅÅ-MM-DD. Det som då ännu står efter ett # är frivilligt: ta bort det # som står först där
du har något att skriva. Kör sedan `projreg validate`: det säger vad som är kvar att fylla i.""",
    """\
The first project. Take the first two characters, “# ”, away from every line of the block below. Write between the
quotes, and the day in place of YYYY-MM-DD. What then still stands behind a # is optional: take away the # at its
beginning where you have something to write. Then run `projreg validate`: it says what is left to fill in.""",
)
_ONE_OF = Phrase("Något av", "One of")
_OTHERS = Phrase("Fler nycklar", "More keys")
_NO_DAY = Phrase("ÅÅÅÅ-MM-DD", "YYYY-MM-DD")
_AS_DATE = Phrase("Skrivs {example}, utan citattecken.", "Written {example}, without quotes.")
_AS_FORM = Phrase("Till exempel {example}.", "For example {example}.")

_OFFERED: Mapping[type[Record], Sequence[str]] = {
    Publisher: ("intro", "publisher_id"),
    Project: ("acronym", "partners", "total_budget", "aims", "places", "reference", "url"),
    Funding: ("fund", "programme", "amount", "reference", "decision_date"),
    Contact: ("email", "name", "phone"),
    Deadline: ("type", "due", "note"),
}
"""The optional keys that most people need; the names of the others are told."""
_EXAMPLES: Mapping[str, Phrase] = {
    "intro": Phrase(
        "Här är de projekt som vi driver eller är med och betalar.", "The projects that we run or pay for."
    ),
    "acronym": Phrase("FIBER", "FIBRE"),
    "partners": Phrase("Byalaget|Region Norr", "The village association|Region North"),
    "aims": Phrase("Alla i byarna kan få fiber.", "Everybody in the villages can have fibre."),
    "places": Phrase("Norrby|Söderby", "Norrby|Söderby"),
    "programme": Phrase("Programmets namn 2021–2027", "Name of the programme 2021–2027"),
    "name": Phrase("Förnamn Efternamn", "First name and surname"),
    "note": Phrase("fakturorna ska vara betalda", "all invoices are to be paid"),
    "reference": Phrase("KS 2026/114", "KS 2026/114"),
}


def starter(values: Mapping[str, str], lang: Lang, schema: str = "") -> str:
    """The text of a new registry, its lines ending with LF.

    `values` are those of `[registry]`; `schema` is where the JSON Schema lies, as seen from the registry.
    """
    given = {**values, **({"language": lang} if lang != "sv" else {})}
    lines = [f"#:schema {schema}", ""] if schema else []
    lines += [*_comment(_HEAD.say(lang)), "", f"schema_version = {SCHEMA_VERSIONS[-1]}", "", "[registry]"]
    lines += [f"{name} = {basic_string(given[name])}" for name in Publisher.keys if name in given]
    lines += [*_optional(Publisher, lang), *_others(Publisher, lang, given)]
    lines += ["", "", *_comment(_BLOCK.say(lang)), "#"]
    return "\n".join([*lines, *_comment("\n".join(_project(lang)))]) + "\n"


def _comment(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.split("\n")]


def _project(lang: Lang) -> Iterator[str]:
    """The project as it stands when the first comment sign of every line is gone."""
    yield "[[project]]"
    yield from _needed(Project, lang)
    yield from _optional(Project, lang)
    yield from _others(Project, lang)
    yield from ("", "[[project.funding]]", *_needed(Funding, lang), *_optional(Funding, lang), *_others(Funding, lang))
    yield from ("", "[[project.contact]]", *_line(Contact.role, '""', lang), *_line(Contact.email, '""', lang))
    yield from _optional(Contact, lang, besides=("email",))
    yield from _others(Contact, lang)
    yield from ("", "# [[project.deadline]]", *_optional(Deadline, lang), *_others(Deadline, lang))


def _needed(record: type[Record], lang: Lang) -> Iterator[str]:
    """The keys that a table must have, with nothing in them, or what is no day: `validate` tells of each."""
    for key in record.required.values():
        yield from _line(key, _NO_DAY.say(lang) if isinstance(key.kind, Day) else '""', lang)


def _optional(record: type[Record], lang: Lang, besides: Sequence[str] = ()) -> Iterator[str]:
    """The keys that a table may have, with examples, as comments."""
    for name in _OFFERED[record]:
        if name not in besides:
            yield from _comment("\n".join(_line(record.keys[name], literal(_example(record.keys[name], lang)), lang)))


def _others(record: type[Record], lang: Lang, given: Mapping[str, str] | None = None) -> list[str]:
    """Comments that name the keys which stand nowhere above."""
    told = {*_OFFERED[record], *(given or {}), *record.required, *_TABLES}
    left = ", ".join(name for name in record.keys if name not in told)
    return _comment("\n".join(wrap(f"{_OTHERS.say(lang)}: {left}", _WIDTH - 4))) if left else []


_TABLES = ("funding", "contact", "deadline")


def _line(key: Key[Any], value: str, lang: Lang) -> Iterator[str]:
    """A key with its value, and what it is for behind it, on as many lines as that needs."""
    start = f"{key.name} = {value}".ljust(27)
    for part in wrap(_explained(key, lang), _WIDTH - 6 - len(start), break_on_hyphens=False):
        yield f"{start} # {part}"
        start = " " * len(start)


def _explained(key: Key[Any], lang: Lang) -> str:
    """Label, meaning, and how the value is written."""
    said = f"{key.label.say(lang)}. {key.meaning.say(lang)}"
    if isinstance(key.kind, Choice):
        words = ", ".join(f"{word} ({label.say(lang)})" for word, label in key.kind.words.items())
        return f"{said} {_ONE_OF.say(lang)}: {words}."
    if isinstance(key.kind, Day):
        return f"{said} {_AS_DATE.say(lang, example=key.kind.example)}"
    if key.required and isinstance(key.kind, Text) and key.kind.form:
        return f"{said} {_AS_FORM.say(lang, example=FORMS[key.kind.form].example)}"
    return said


def _example(key: Key[Any], lang: Lang) -> Any:
    """A value that a key could have."""
    if key.name in _EXAMPLES:
        said = _EXAMPLES[key.name].say(lang)
        return said.split("|") if key.kind.name == "array of text" else said
    if isinstance(key.kind, Choice):
        return next(iter(key.kind.words))
    if isinstance(key.kind, Text):
        return FORMS[key.kind.form].example if key.kind.form else key.kind.example
    from projreg.reading.source import parse

    return parse(f"value = {key.kind.example}".encode(), "example").data["value"]
