"""Rules on text: characters that deceive or get lost, placeholders, and what does not belong in prose.

What a key with a form of its own (an address, an id, a number) tells by its own rule, these do not tell again.
"""

import re
from functools import cache

from projreg.diagnostic import Also, Fault, Fix, Path
from projreg.model.fields import Record, Text
from projreg.model.records import Project
from projreg.rules.rule import Faults, project_rule, text_rule
from projreg.visible import UNSEEN, visible

LONGEST_TITLE = 140
_PARAGRAPHS = frozenset(("summary", "summary_en", "aims", "aims_en", "results", "results_en", "notes"))
"""Keys that may hold line breaks."""
_BREAKS = "\n\v\f\r\u2028\u2029"
_SPACE = _BREAKS + " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CURRENCY = "currency"
"""Three letters of a list, which tables take from those around them: PR308 judges it where it stands."""
_CONTROLS = {"\t": "TAB", "\n": "LINE BREAK", "\r": "CARRIAGE RETURN", "\0": "NULL", "\x1b": "ESCAPE", "\x7f": "DELETE"}
"""Names for characters that Unicode gives none."""
_TURN_TEXT = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def _key(record: Record, path: Path) -> str:
    """The key of the record that a text stands under, also when it stands in an array or table there."""
    return str(path[len(record.path)])


def _form(record: Record, key: str) -> str:
    kind = record.keys[key].kind
    return kind.form if isinstance(kind, Text) else ""


def _may_hide(record: Record, words: list[str], together: str) -> bool:
    """Whether a character may hide in one of the texts. Line breaks are counted: they are allowed in some keys."""
    if " \n" in together or "\n " in together or together.strip(" ") != together:
        return True
    if not together.replace("\n", "").isprintable():
        return True
    breaks = together.count("\n") - len(words) + 1
    given = record.__dict__
    return breaks > 0 and breaks > sum(given[key].count("\n") for key in _PARAGRAPHS if key in given)


@text_rule("PR108", "hidden-character", "warning", suspect=_may_hide)
def hidden_character(record: Record, path: Path, text: str) -> Faults:
    """A text begins or ends with a space, or holds a character that nobody sees.

    A space at the end makes two names of one. A zero-width space or soft hyphen from a web page or PDF hides the word
    from every search. Marks that turn the direction of writing can show another text than the one that stands there.

    Line breaks are allowed in `summary`, `aims`, `results` and `notes`; there, spaces at the ends of lines within do
    not matter either.

    Example: `owner = "Byalaget "`, or a title with U+200B ZERO WIDTH SPACE in a word.

    Mend: take the character away; the finding names it and the words before it. `--fix` trims spaces at the ends.
    Source: Unicode Technical Report 36, Unicode Security Considerations; CVE-2021-42574 ("Trojan Source").
    """
    key = _key(record, path)
    if key == _CURRENCY:
        return
    paragraphs = key in _PARAGRAPHS
    trimmed = text.strip(_SPACE)
    if (text.isprintable() and text.strip() == text) or not text.strip():
        return
    from projreg.values.charset import ungarbled  # needed for text that is suspect

    if ungarbled(text) != text:
        return  # Ã with a control character is Å: PR109 tells it
    hidden = [each for each in re.finditer(f"[{UNSEEN}]", trimmed) if not (paragraphs and each[0] == "\n")]
    if hidden:
        what, at = hidden[0][0], hidden[0].start()
        more = f", and {len(hidden) - 1} more" if len(hidden) > 1 else ""
        yield Fault(
            path,
            f"{key} has {_named(what)} {_where(trimmed, at)}{more}",
            _without(what, paragraphs),
            covered_by=_covered_by(record, path),
        )
        return
    before, after = text.split(trimmed, 1)
    if paragraphs:
        before, after = before.replace("\n", ""), after.replace("\n", "")
    ends = [f"{verb} with {_spaces(each)}" for verb, each in (("begins", before), ("ends", after)) if each]
    if ends:
        from projreg.values.toml_text import basic_string  # needed to mend

        fix = None if paragraphs and "\n" in text else Fix(basic_string(trimmed))
        yield Fault(
            path,
            f"{key} {' and '.join(ends)}",
            "write it without space around it",
            fix=fix,
            covered_by=_covered_by(record, path),
        )


_BY_FORM = {
    "email": ("PR402",),
    "url": ("PR604",),
    "slug": ("PR104", "PR701"),
    "organisation number": ("PR405", "PR406"),
}
"""The rules that stumble over a character in a text of that form, and tell it by what the text must look like."""


def _covered_by(record: Record, path: Path) -> tuple[tuple[str, Path], ...]:
    key = _key(record, path)
    codes = ("PR112",) if key == "waive" else _BY_FORM.get(_form(record, key), ())  # which is no reason at all
    return tuple((code, path) for code in codes)


def _named(character: str) -> str:
    import unicodedata  # needed for a finding only

    return f"U+{ord(character):04X} {_CONTROLS.get(character) or unicodedata.name(character, 'CONTROL CHARACTER')}"


def _where(text: str, at: int) -> str:
    """A place in a text, by what stands before it on its line."""
    line = text[:at].rpartition("\n")[2] or text[:at]
    return f"after “{'…' if len(line) > 20 else ''}{visible(line[-20:])}”" if at else "at its beginning"


def _spaces(space: str) -> str:
    odd = [each for each in space if each != " "]
    if odd:
        return _named(odd[0])
    return "a space" if len(space) == 1 else f"{len(space)} spaces"


def _without(character: str, paragraphs: bool) -> str:
    """What to do about a hidden character."""
    windows = bytes([ord(character)]).decode("cp1252", "ignore") if "\x7f" < character < "\xa0" else ""
    if windows:
        return f"write {windows} in its place: that is what it is in texts from Windows"
    if character in _BREAKS:
        return "write an ordinary line break in its place" if paragraphs else "write it on one line"
    if character == "\t":
        return "write a space in its place"
    if character in _TURN_TEXT:
        return "take it away: it can show the text in another order than it is written"
    return "take it away: nobody sees it, and a search does not find the word"


def _may_be_split(record: Record, words: list[str], together: str) -> object:
    """Whether there is a character at all that another form of could stand for, or that begins a garbled letter."""
    return re.search("[^\x00-\xc1\xc4-\xe1\xe3-\u02ff\u2010-\u2027]", together)


@text_rule("PR109", "split-letter", "warning", suspect=_may_be_split)
def split_letter(record: Record, path: Path, text: str) -> Faults:
    """A letter is written in another form than the keyboard gives, or lost: å as an a and a loose ring, as Ã¥ or as �.

    The loose ring comes from PDFs and some file names, and looks the same; but a search for the word does not find it,
    and two names that look alike are two. Ã¥, Ã¤ and Ã¶ come from a program that read UTF-8 as Windows-1252 and saved
    what it saw: then look at the whole file, and at what git has of it. Where � stands, a program has written it for a
    letter that it could not read, and which one it was nobody knows.

    Example: `title = "Bredband i Lövdal"` where ö is an o followed by U+0308 COMBINING DIAERESIS, or is Ã¶ or �.

    Mend: type the word again, or let `--fix` do it; what is lost only you can write.
    Source: Unicode Standard Annex 15, Normalization Form C; W3C, Character Model: String Matching.
    """
    import unicodedata  # needed for text that is suspect

    from projreg.values.charset import ungarbled

    whole = ungarbled(text)
    right = unicodedata.normalize("NFC", whole)
    key = _key(record, path)
    if key == _CURRENCY or (right == text and _LOST not in text):
        return
    if _LOST in text:
        lost = text.count(_LOST)
        what = "a letter is lost" if lost == 1 else f"{lost} letters are lost"
        yield Fault(
            path,
            f"{key} has �, where {what}, {_where(text, text.index(_LOST))}",
            "type the word again: the text was saved in the wrong encoding before it came here",
            covered_by=_covered_by(record, path),
        )
        return
    from projreg.values.toml_text import basic_string  # needed to mend

    at = next(place for place, (one, other) in enumerate(zip(text, right, strict=False)) if one != other)
    before = _where(right, at)
    if whole != text:
        what = f"{key} has letters that were read in the wrong encoding, such as “{visible(right[at])}” {before}"
        mend = (
            f"did you mean {basic_string(right)}?"
            if len(right) <= _LONGEST_SHOWN
            else f"write “{_word_at(right, at)}” there"
        )
    else:
        what = f"{key} has “{visible(right[at])}” in another form than the keyboard gives, {before}"
        mend = "type it again: it looks right, but a search does not find the word"
    fix = None if "\n" in text else Fix(basic_string(right))
    yield Fault(path, what, mend, fix=fix, covered_by=_covered_by(record, path))


_LONGEST_SHOWN = 80
_LOST = "\N{REPLACEMENT CHARACTER}"


def _word_at(text: str, at: int) -> str:
    """The word that a place in a text belongs to."""
    start = at - len(re.split(r"\s", text[:at])[-1])
    return visible(re.split(r"\s", text[start : start + _LONGEST_SHOWN])[0])


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
    key = _key(record, path)
    if is_placeholder(text):
        if not _form(record, key):
            what = f"{key} says nothing: “{visible(text[:_LONGEST_EMPTY])}”"
            yield Fault(path, what, _what_instead(record, path), covered_by=(("PR112", path),))
    elif isinstance(record, Project) and key in ("summary", "summary_en"):
        yield from _title_again(record, key, text)


def _what_instead(record: Record, path: Path) -> str:
    """What to do about a placeholder, by whether its key is needed."""
    name = _key(record, path)
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
