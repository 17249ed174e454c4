"""Rules on what texts say: titles too long, words that say nothing, and what does not belong in prose."""

import re
from functools import cache

from projreg.diagnostic import Also, Fault, Path
from projreg.model.fields import Record
from projreg.model.records import Project
from projreg.rules.rule import Faults, form_of, key_of, project_rule, text_rule
from projreg.visible import visible

LONGEST_TITLE = 140


@project_rule("PR110", "title-too-long", "warning")
def title_too_long(project: Project) -> Faults:
    """A title is longer than 140 characters.

    It is cut short in lists, search results and the funders' own systems; what it is to tell belongs in `summary`.

    Example: `title = "Utveckling av …"` with 150 characters.

    Mend: shorten it to the name that the project goes by. Where the decision has the long one, keep that in `summary`.
    Source: 360Giving, data quality checks (title length).
    """
    for key in ("title", "title_en"):
        length = len(getattr(project, key).strip())
        if length > LONGEST_TITLE:
            yield Fault(
                project.at(key),
                f"{key} has {length} characters, and should have at most {LONGEST_TITLE}",
                "shorten it to the name that the project goes by; the rest fits in summary",
            )


_EMPTY_WORDS = (
    # Swedish
    "uppgift saknas", "uppgifter saknas", "information saknas", "info saknas", "beskrivning saknas",
    "sammanfattning saknas", "text saknas", "namn saknas", "saknas", "ingen uppgift", "okänt", "okänd", "ej känt",
    "ej känd", "inte känt", "ej angivet", "ej angiven", "ej angett", "inte angivet", "ej ifyllt", "ej aktuellt",
    "ej tillämpligt", "vet ej", "vet inte", "finns ej", "att fylla i", "fyll i", "fylls i", "fylls i senare",
    "ifylls senare", "att komplettera", "kompletteras", "kompletteras senare", "ska kompletteras", "kommer",
    "kommer senare", "kommer snart", "kommer inom kort", "text kommer", "text kommer senare", "text kommer snart",
    "beskrivning kommer", "beskrivning kommer senare", "beskrivning kommer snart", "kort beskrivning kommer",
    "sammanfattning kommer", "sammanfattning kommer senare", "syfte kommer", "mål kommer", "uppgift kommer",
    "uppgifter kommer", "information kommer", "information kommer senare", "mer information kommer", "mer text kommer",
    "mer info kommer", "info kommer",
    "under uppbyggnad", "se ovan", "se titel", "se titeln", "se rubrik", "samma som ovan", "dito", "n.n",
    "förnamn efternamn",
    # English, and what programs leave behind
    "tbd", "tba", "tbc", "t.b.d", "to be decided", "to be determined", "to be announced", "to be confirmed",
    "to be completed", "to be written", "to come", "text to come", "description to come", "to follow", "coming soon",
    "description coming soon", "n/a", "n.a", "not applicable", "not available", "not known", "not specified",
    "unknown", "no data", "missing", "as above", "see above", "see title", "todo", "to do", "fixme", "placeholder",
    "text", "null", "none", "undefined", "#n/a", "#ref!", "#value!", "#saknas!", "#värdefel!",
)  # fmt: skip
_EMPTY_SIGNS = "-–—_.…?*/x"
_LOREM = "lorem ipsum"
_LONGEST_EMPTY = 40
"""No placeholder of words is as long, lorem ipsum aside."""
_LONGEST_SIGNS = 60
"""As many of one sign in a row are looked for, as in a line drawn by hand."""
_AROUND = (b"%b.", b"%b!", b"%b?", b"%b...", b"(%b)", b"[%b]", b"- %b", b"-%b-", b"*%b*", b'"%b"')
_OUTER = " \t\n\N{NO-BREAK SPACE}.,:;!?…\"'“”„‘’«»()[]-–—*•"


def is_placeholder(text: str) -> bool:
    """Whether a whole text is a placeholder, in capitals or not, whatever signs and spaces stand around its words."""
    if len(text) <= _LONGEST_EMPTY and _bare(text) in _bare_placeholders():
        return True
    signs = text.strip().casefold()
    return signs.startswith(_LOREM) or (signs[:1] in _EMPTY_SIGNS and signs.count(signs[:1]) == len(signs) > 0)


@cache
def _bare_placeholders() -> frozenset[str]:
    return frozenset(filter(None, map(_bare, _EMPTY_WORDS)))


@cache
def _usual_placeholders() -> frozenset[bytes]:
    """The placeholders as they are mostly written, in UTF-8 with the letters A to Z in lower case."""
    words = [*_EMPTY_WORDS, *(each.upper() for each in _EMPTY_WORDS if not each.isascii())]
    small = "\n".join(words).encode().lower().split(b"\n")
    signs = [sign.encode() * times for sign in _EMPTY_SIGNS for times in range(1, _LONGEST_SIGNS + 1)]
    return frozenset([*small, *signs, *[form % each for form in _AROUND for each in small]])


def _may_say_nothing(record: Record, words: list[str], together: str) -> bool:
    """Whether a text may be a placeholder, or the summary the title."""
    small = together.encode().lower()  # of bytes that is ten times as fast
    if not _usual_placeholders().isdisjoint(small.split(b"\n")) or b"lorem ipsum" in small:
        return True
    if "  " in together and any(map(is_placeholder, words)):
        return True
    given = record.__dict__
    return "summary" in given and len(given["summary"]) <= len(given.get("title", "")) + len(_OUTER)


@text_rule("PR111", "says-nothing", "warning", suspect=_may_say_nothing)
def says_nothing(record: Record, path: Path, text: str) -> Faults:
    """A summary is the title again, or a text is a placeholder: "UPPGIFT SAKNAS", "TBD", "-", "xxx".

    It looks as if the key had been filled in, so nobody asks for what is missing, and it is published as it stands.
    Of 374 real Swedish contacts 11 % are "UPPGIFT SAKNAS".

    A placeholder is one only as the whole text: “Okänd mark” is a title. Capitals and double spaces do not matter, nor
    do signs and brackets around it. Ids, addresses and numbers have rules of their own.

    Example: `summary = "Bredband i Lövdal."` in a project with `title = "Bredband i Lövdal"`.

    Mend: write what the project does, for whom and where. What is not known is left out, with its key.
    Source: 360Giving, data quality checks (title and description the same).
    """
    key = key_of(record, path)
    if is_placeholder(text):
        if not form_of(record, key):
            what = f"{key} says nothing: “{visible(text[:_LONGEST_EMPTY])}”"
            yield Fault(path, what, _what_instead(record, path), covered_by=(("PR112", path),))
    elif isinstance(record, Project) and key in ("summary", "summary_en"):
        yield from _title_again(record, key, text)


def _what_instead(record: Record, path: Path) -> str:
    """What to do about a placeholder, by whether its key is needed."""
    name = key_of(record, path)
    key = record.keys[name]
    if isinstance(path[-1], int):
        return f"take it out of {name}"
    if name == "alt":
        return "write whose logo it is"
    if key.unless and not getattr(record, key.unless).strip():
        return f"write the {key.label.en.lower()}, or give {key.unless} instead"
    if key.required and not key.unless:
        return f"write {name}: {key.meaning.en[:1].lower()}{key.meaning.en[1:].removesuffix('.')}"
    return f"leave {name} out until it is known"


def _title_again(project: Project, key: str, said: str) -> Faults:
    bare = _bare(said)
    again = [title for title in ("title", "title_en") if bare and _bare(getattr(project, title)) == bare]
    if again:
        yield Fault(
            project.at(key),
            f"{key} is the title again",
            "write in a sentence or two what the project does, for whom and where",
            (Also(project.at(again[0]), "the title stands"),),
        )


def _bare(text: str) -> str:
    """What a text says, without capitals and without the signs around it."""
    return " ".join(text.split()).strip(_OUTER).casefold()


_PROSE = ("summary", "summary_en", "aims", "aims_en", "results", "results_en", "status_reason")
"""Running text that is published. `notes` is internal; in `intro` a municipality may name its own mailbox."""
_ADDRESS = r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]+\.)+[^\W\d_]{2,}"


@project_rule("PR605", "address-in-prose", "warning")
def address_in_prose(project: Project) -> Faults:
    """An e-mail address stands in running text.

    There it is published whatever the contact's `publish` says, and stays when the person has left.

    Example: `summary = "Frågor till kim@lovdal.example."`.

    Mend: take it out of the text, and give it as a `[[project.contact]]`, which the page shows.
    Source: GDPR art. 5(1)(c) and (d), data minimisation and accuracy.
    """
    values = project.__dict__
    for key in _PROSE:
        if key in values and "@" in values[key]:
            found = re.findall(_ADDRESS, values[key])
            if found:
                yield _address_in(project, key, found)


def _address_in(project: Project, key: str, found: list[str]) -> Fault:
    known = [each for each in project.contact if each.email.strip().casefold() == found[0].casefold()]
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return Fault(
        project.at(key),
        f"{key} has the e-mail address {visible(found[0])}{more} in it",
        "take it out of the text: it stands as a contact already"
        if known
        else "take it out of the text, and give it as email in a [[project.contact]]",
        tuple(Also(each.at("email"), "the contact stands") for each in known[:1]),
    )
