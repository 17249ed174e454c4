"""Rules on the characters of texts: those that nobody sees, and letters that went wrong on their way.

What a key with a form of its own (an address, an id, a number) tells by its own rule, these do not tell again.
"""

import re

from projreg.diagnostic import Fault, Fix, Path
from projreg.model.fields import Record
from projreg.rules.rule import Faults, form_of, key_of, text_rule
from projreg.visible import UNSEEN, visible

_PARAGRAPHS = frozenset(("summary", "summary_en", "aims", "aims_en", "results", "results_en", "notes"))
"""Keys that may hold line breaks."""
_BREAKS = "\n\v\f\r\u2028\u2029"
_SPACE = _BREAKS + " \t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_CURRENCY = "currency"
"""Three letters of a list, which tables take from those around them: PR308 judges it where it stands."""
_CONTROLS = {"\t": "TAB", "\n": "LINE BREAK", "\r": "CARRIAGE RETURN", "\0": "NULL", "\x1b": "ESCAPE", "\x7f": "DELETE"}
"""Names for characters that Unicode gives none."""
_TURN_TEXT = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


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
    key = key_of(record, path)
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
    key = key_of(record, path)
    codes = ("PR112",) if key == "waive" else _BY_FORM.get(form_of(record, key), ())  # which is no reason at all
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
    key = key_of(record, path)
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
