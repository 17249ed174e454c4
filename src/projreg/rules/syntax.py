"""Broken TOML in the words of somebody who knows Excel: what is the matter, and what to write instead."""

import re
from collections.abc import Container, Mapping
from typing import Any

from projreg.diagnostic import Fault, Fix, Path, Span
from projreg.model.also_called import key_for, key_meant
from projreg.model.decode import currency_at
from projreg.model.fields import Kind, Records
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher
from projreg.reading.breaks import ODD, TABLES_TOO, Break
from projreg.reading.headers import RECORDS
from projreg.reading.statements import table_at
from projreg.reading.toml import NOT_TOML, ODD_SPACE, parsed
from projreg.rules.broken_values import Standing, explained
from projreg.visible import visible

_LONGEST_EXPLAINED = 1000
"""Statements that are longer are told by the parser's words alone."""


def in_words(broken: Break, data: Mapping[str, Any], loose: Container[int]) -> Fault:
    """A broken statement in the words of somebody who knows Excel, with the place and the mend.

    `data` is what the rest of the file says; `loose` are the lines that stand by themselves, without a key.
    """
    if broken.reason == TABLES_TOO:
        return _bare_value(broken)
    if broken.reason == ODD:
        return _odd_spaces(broken)
    if key_fault := _key_in_words(broken, data):
        return key_fault
    reason = broken.reason[:1].lower() + broken.reason[1:]
    if (header := _HEADER.match(broken.statement)) and "cannot" not in reason:
        return _header_in_words(header, broken)
    for marker, words, help_ in _REASONS:
        if marker in reason:
            return Fault((), words, help_, span=broken.span)
    if "=" in broken.statement and (value_fault := _value_in_words(broken, data, loose)):
        return value_fault
    for marker, words, help_ in _LESS_LIKELY_REASONS:
        if marker in reason:
            return Fault((), words, help_, span=broken.span)
    return Fault((), f"this cannot be read: {visible(reason)}", _EACH_LINE, span=broken.span)


def _value_in_words(broken: Break, data: Mapping[str, Any], loose: Container[int]) -> Fault | None:
    """What is the matter with a value, where that can be told; a mend for a value on one line alone."""
    if len(broken.statement) > _LONGEST_EXPLAINED:
        return None
    before, _, after = broken.statement.partition("=")
    line = after.split("\n")[0]
    written = re.split(r"(?:^|\s)#", line, maxsplit=1)[0]
    lines = broken.statement.rstrip("\r\n").count("\n") + 1
    key = before.strip()
    currency = "" if broken.table is None else currency_at(data, broken.table)
    is_alone = lines == 1 and broken.line + 1 not in loose
    comment = line[len(written) :].strip()
    place = Standing(_kind(key, broken.table), currency, comment, is_alone, lines, _if_unknown(key, broken.table))
    found = explained(written.strip(), place)
    if not found:
        return None
    start = len(before) - (before.rfind("\n") + 1) + 2 + len(after) - len(after.lstrip(" \t"))
    span = Span(broken.line, start, broken.line, start + max(1, len(written.strip(" \t\r"))))
    said = f"{visible(key)} cannot be read: {found.message}"
    return Fault((), said, found.help, span=span, fix=found.fix if lines == 1 else None)


def _odd_spaces(broken: Break) -> Fault:
    """Spaces that TOML does not know, as web pages and spreadsheets have them."""
    from unicodedata import name  # needed when something is wrong

    lines = broken.statement.split("\n")[broken.span.line - broken.line : broken.span.end_line - broken.line + 1]
    lines[-1] = lines[-1][: broken.span.end_column - 1]
    lines[0] = lines[0][broken.span.column - 1 :]
    stretch = "\n".join(lines)
    said = f"U+{ord(stretch[0]):04X} {name(stretch[0], '')} stands here, which is no plain space"
    return Fault((), said, "write a plain space", span=broken.span, fix=Fix(re.sub(ODD_SPACE, " ", stretch)))


def _key_in_words(broken: Break, data: Mapping[str, Any]) -> Fault | None:
    """A key in words that are no key, such as `Beviljat stöd`: the one that is meant, where it can be told."""
    before, equals, _ = broken.statement.partition("=")
    key = before.strip()
    names = tuple(step for step in broken.table or () if isinstance(step, str))
    if not equals or broken.table is None or names not in RECORDS or not _WORDS.fullmatch(key):
        return None
    meant = key_meant(key, RECORDS[names], table_at(data, broken.table))
    if not meant or re.fullmatch(r"[\w-]+", key, re.ASCII):
        return None
    start = broken.statement.index(key) + 1
    span = Span(broken.line, start, broken.line, start + len(key))
    return Fault((), f"{visible(key)} is no key that the format knows", f"did you mean {meant}?", span=span)


_WORDS = re.compile(r"\w[\w \-]{0,40}")


def _bare_value(broken: Break) -> Fault:
    """A value that stands where the project has tables of that name too."""
    key, _, written = broken.statement.partition("=")
    name = key.strip().strip("\"'")
    known = Project.keys.get(name)
    help_ = "take the line away, and write what it says in the table"
    try:
        value = parsed(broken.statement)[name]
    except (*NOT_TOML, LookupError):
        value = None
    if known and isinstance(known.kind, Records) and (found := key_for(known.kind.record, value)):
        help_ = f"write {found} = {visible(written.strip())} below [[project.{name}]], and take this line away"
    return Fault((), f"{name} stands here as a value, and below as [[project.{name}]]", help_, span=broken.span)


def _header_in_words(header: "re.Match[str]", broken: Break) -> Fault:
    """A header with a bracket too few or too many; nothing else may stand on its line if it is to be mended."""
    left, right = ("[[", "]]") if header[1].startswith("project") else ("[", "]")
    meant = f"{left}{header[1]}{right}"
    said, help_ = "this header is not well written", f"write it as {meant}"
    whole = _WHOLE_HEADER.fullmatch(broken.statement)
    if not whole or tuple(header[1].split(".")) not in RECORDS:
        return Fault((), said, help_, span=broken.span)
    span = Span(broken.line, whole.start(1) + 1, broken.line, whole.end(1) + 1)
    return Fault((), said, help_, span=span, fix=Fix(meant))


_WHOLE_HEADER = re.compile(r"[ \t]*(\[+[ \t]*[\w.\-]+[ \t]*\]*)[ \t]*(?:#[^\n]*)?\r?\n?")
_HEADER = re.compile(r"\s*\[+\s*([\w.\-]+)")
_EACH_LINE = "each key = value stands on a line of its own, text in straight quotes"
_REASONS = (
    (
        "cannot overwrite a value",
        "this key is given twice in the same table",
        "keep one; if it belongs to the next project, a [[project]] line is missing above it",
    ),
    ("line too long", "this line has more than 1 000 000 characters, and is not read", "break it into several lines"),
    ("nested too deeply", "brackets are nested too deeply to be read", "the format needs three levels at most"),
    ("too many parts", "this key has too many dots to be read", "a key is one word, such as end_date"),
    ("number too long", "this number is too long to be an amount", None),
    ("many more", "there are more such faults below", "mend those above first, then check again"),
    ("cannot declare", "this header is given in two ways, or twice", "write [[project]] with two brackets, each time"),
    ("end of a table declaration", "this header is not closed", "write it as [registry], with both brackets"),
    (
        "end of an array declaration",
        "this header is not closed",
        "write it as [[project]], with two brackets on each side",
    ),
    ("unterminated string", "this text is never closed; it begins here", "put the same quotes at its end"),
    ("expected '='", "this is no key and equals sign", "write key = value; a key has letters a–z, digits and _"),
    ("initial character for a key", "a key has letters a–z, digits, _ and -", "write key = value"),
    ("invalid statement", "a key has letters a–z, digits, _ and -", "write key = value"),
    (
        "cannot mutate immutable",
        "what this header adds to stands above as a value in brackets, which is whole",
        "write all of it in the brackets, or all of it below headers",
    ),
    ("never closed", "this bracket is never closed; it opens here", "put the closing bracket after the last value"),
)
_LESS_LIKELY_REASONS = (
    ("illegal character", "this text is never closed on its line", 'put a quote (") at its end'),
    (
        "unescaped '\\'",
        "a backslash has a meaning of its own in text",
        "write it twice, or put the text in single quotes",
    ),
    ("expected newline", "something is left over after the value", "take it away, or begin it with # as a comment"),
)


def _kind(key: str, table: Path | None) -> Kind | None:
    """What a key is to hold; by its name alone where its table cannot be told."""
    name = key.rpartition(".")[2].strip("\"' ")
    names = tuple(step for step in table or () if isinstance(step, str))
    its_own = table is not None and "." not in key and names in RECORDS
    records = [RECORDS[names]] if its_own else [Project, Funding, Contact, Deadline, Publisher]
    return next((record.keys[name].kind for record in records if name in record.keys), None)


def _if_unknown(key: str, table: Path | None) -> str:
    record = RECORDS.get(tuple(step for step in table or () if isinstance(step, str)))
    is_required = table is not None and record is not None and key in record.required
    return "" if is_required else "; leave the line out when it is not known"
