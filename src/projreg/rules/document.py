"""Rules on the file itself: is it text, is it TOML, is it a version that is known."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from projreg.diagnostic import Fault, Span
from projreg.model.decode import Misfit
from projreg.model.records import SCHEMA_VERSIONS
from projreg.reading.source import BYTE_ORDER_MARK, STANDARD_INPUT, Source
from projreg.reading.toml import MERGE_MARKS
from projreg.rules.keys import slipped_header
from projreg.rules.rule import Faults, misfit_rule, source_rule
from projreg.visible import argument, visible

if TYPE_CHECKING:
    from projreg.values.charset import Mixture


_AFTER_MARK = ("", " ", "\r")
_WHOLE = (b"\n<<<<<<<", b"\n=======", b"\n>>>>>>>")


@source_rule("PR001", "broken-toml", "error")
def broken_toml(source: Source) -> Faults:
    """The file is not TOML at this place.

    Nothing after the place can be trusted by a program that stops there, so projreg sets the broken statement aside,
    judges the rest, and reports every such place in one run.

    Example: `total_budget = 480 000 kr`.

    Mend: write the value in TOML's way. Text stands in quotes, a date is 2024-06-30, an amount 480_000 without unit.
    Source: TOML 1.0 and 1.1, toml.io.
    """
    if source.breaks:
        from projreg.rules.syntax import in_words  # words for what is seldom wrong
    loose = {each.line for each in source.breaks if "=" not in each.statement}
    for each in source.breaks:
        slip = next((slip for slip in source.slips if slip.span == each.span), None)
        if slip:
            yield slipped_header(slip)
        elif not each.is_of_merge:
            yield in_words(each, source.data, loose)


@source_rule("PR002", "not-utf-8", "error")
def not_utf_8(source: Source) -> Faults:
    """The file is not UTF-8 text.

    TOML is UTF-8 by definition; other encodings turn å, ä and ö into something else on the next machine.

    Example: a file that an older editor saved as Windows-1252 or UTF-16.

    Mend: run `projreg validate --fix`, which converts a file in Windows-1252 or UTF-16 where no letter is in doubt; or
    save it as UTF-8 in the editor ("Save with encoding"). Where all but a few words are UTF-8 already, neither will do:
    the finding names the lines, and the words there are to be typed again.
    Source: TOML 1.0, "Spec".
    """
    if source.encoding:
        from projreg.values.charset import mixture  # words for what is seldom wrong

        mixed = mixture(source.raw)
        said = _two_encodings(mixed) if mixed else _one_encoding(source)
        yield Fault((), *said, span=_first_alien_byte(source.raw))


def _one_encoding(source: Source) -> tuple[str, str]:
    """What a file is in that is not UTF-8, and what to do."""
    from projreg.values.charset import certain_text

    what = f"the file is not UTF-8 text; it looks like {source.encoding}"
    by_hand = "save it as UTF-8 in the editor (“Save with encoding”)"
    if certain_text(source.raw) is None:
        in_doubt = source.encoding == "Windows-1252"
        return (
            what,
            f"open it in the encoding in which å, ä and ö are read right, and {by_hand}" if in_doubt else by_hand,
        )
    if source.name == STANDARD_INPUT:
        return what, by_hand
    return what, f"run `projreg validate --fix {argument(source.name)}`, or {by_hand}"


def _two_encodings(mixed: "Mixture") -> tuple[str, str]:
    """What is wrong with a file that is in two encodings, and what to do. To convert it would spoil all the rest."""
    word = f"“{visible(mixed.word)}”" if mixed.word else "the word"
    first, others = mixed.lines[0], mixed.lines[1:]
    more = ", ".join(map(str, others[:_MOST_LINES])) + (" …" if len(others) > _MOST_LINES else "")
    lines = f"line{'s' if len(others) > 1 else ''} {more}"
    if mixed.rest == "UTF-8":
        what = f"this is not UTF-8{f', nor is something on {lines}' if others else ''}; all the rest of the file is"
        and_there = f", do so on {lines} too," if others else ""
        return what, f"type {word} again here{and_there} and save; do not convert the file: that would garble the rest"
    these = f"line {first} and {lines} are" if others else f"line {first} is"
    return (
        f"the file is not UTF-8 text; it looks like {mixed.rest}, but something on {these} UTF-8",
        f"open it as {mixed.rest} in the editor, type {word} on line {first} again"
        + (f", do so on {lines} too," if others else "")
        + " and save it as UTF-8",
    )


_MOST_LINES = 5
"""So many more lines are named."""


@source_rule("PR003", "merge-conflict", "error")
def merge_conflict(source: Source) -> Faults:
    """Git's marks of a merge conflict stand in the file.

    Two people changed the same lines, and nobody has said yet what is to hold. The first side is judged meanwhile.
    In a text of several lines they are told too: there they would be published with it.

    Example: a line that begins with `<<<<<<< HEAD`.

    Mend: keep what is right of the two sides, and take away the lines with <<<<<<<, ======= and >>>>>>>. Where both
    sides hold a project and git kept one `[[project]]` line above them, write another above the second.
    """
    for each in source.breaks:
        if each.is_of_merge:
            yield Fault((), *_sides(each.statement, each.line), span=each.span)
    if all(mark in source.raw for mark in _WHOLE):
        for line, lines in _conflicts_in_texts(source.parsed_text):
            yield Fault((), *_sides("\n".join(lines), line), span=Span(line, 1, line, 1 + len(lines[0].rstrip("\r"))))


def _conflicts_in_texts(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each conflict with both its sides in a text that parses: its first line, by number, and all its lines.

    A single mark is none: a text may quote one, or underline a heading.
    """
    lines = text.split("\n")
    start, is_parted = -1, False
    for at, line in enumerate(lines):
        mark = _mark(line)
        if mark == "<<<<<<<":
            start, is_parted = at, False
        elif mark == "=======" and start >= 0:
            is_parted = True
        elif mark == ">>>>>>>" and start >= 0 and is_parted:
            yield start + 1, lines[start : at + 1]
            start = -1


def _sides(conflict: str, line: int) -> tuple[str, str]:
    """What clashes in a conflict that begins on a line, by lines, and what to do."""
    marks = [at for at, each in enumerate(conflict.split("\n"), line) if _mark(each)]
    if len(marks) < 3:
        return "a mark of a merge conflict was left behind", "take the line away, and look whether the rest is as meant"
    first, second = (marks[0] + 1, marks[1] - 1), (marks[-2] + 1, marks[-1] - 1)
    sides = f"{_lines(*first)} on one side, {_lines(*second)} on the other"
    keep = "keep what is right"
    if len(re.findall(r"^[ \t]*id[ \t]*=", conflict, re.MULTILINE)) == 2 and "[[project]]" not in conflict:
        keep = f"these are two projects under one header: keep both, with [[project]] in place of line {marks[-2]}"
    return f"git could not merge: {sides}", f"{keep}, and take away the lines with <<<<<<<, ======= and >>>>>>>"


def _mark(line: str) -> str:
    """The mark of a conflict that the line is; empty when it is none."""
    return line[:7] if line[:7] in MERGE_MARKS and line[7:8] in _AFTER_MARK else ""


def _lines(first: int, last: int) -> str:
    return "nothing" if last < first else f"line {first}" if first == last else f"lines {first} to {last}"


@source_rule("PR004", "newer-than-toml-1-0", "info")
def newer_than_toml_1_0(source: Source) -> Faults:
    """The file begins with a byte-order mark, or is written in a way that only TOML 1.1 allows.

    Programs that read TOML 1.0 refuse it. projreg reads it, and keeps it when it changes the file.

    Example: `funding = [{ funder = "Region Västerbotten", }]`, with a comma before the bracket.

    Mend: save without byte-order mark; keep inline tables on one line, without a last comma; write \\u001b for \\e.
    Source: TOML 1.1, change log.
    """
    raw = source.raw
    if raw.startswith(BYTE_ORDER_MARK):
        yield Fault((), "the file begins with a byte-order mark", "save it as UTF-8 without one", span=Span(1, 1, 1, 2))
    if not source.breaks and (
        b"{" in raw
        or (b"\\" in raw and (b"\\e" in raw or b"\\x" in raw))
        or (b"x_" in raw and re.search(rb":[0-9]{2}(?![0-9:])", raw))  # a time: no other key may hold one
    ):
        from projreg.rules.newer import newer_places

        for what, help_, span in newer_places(source.text):
            yield Fault((), what, help_, span=span)


@misfit_rule("PR107", "unknown-schema-version", "error")
def unknown_schema_version(misfit: Misfit) -> Faults:
    """`schema_version` names a version of the format that this program does not know.

    A registry written for another version may mean something else by the same key.

    Example: `schema_version = 2`.

    Mend: write `schema_version = 1`, or install the projreg that knows the version.
    """
    if misfit.kind == "version":
        from projreg.rules.wrong_values import shown

        known = " and ".join(str(each) for each in SCHEMA_VERSIONS)
        version = shown(misfit.value)
        yield Fault(
            misfit.path,
            f"schema_version is {version}, and this projreg knows version {known}",
            f"write schema_version = {SCHEMA_VERSIONS[-1]}, or use the projreg that knows it",
        )


def _first_alien_byte(raw: bytes) -> Span:
    """Where the text ends: at the first byte that is not UTF-8, else at the first NUL."""
    try:
        raw.decode("utf-8")
        start = raw.index(b"\0")
    except UnicodeDecodeError as error:
        start = error.start
    before = raw[:start].decode("utf-8").removeprefix("\ufeff")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Span(line, column, line, column + 1)
