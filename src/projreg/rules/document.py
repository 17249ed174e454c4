"""Rules on the file itself: is it text, is it TOML, is it a version that is known."""

from typing import TYPE_CHECKING

from projreg.decode import Misfit
from projreg.diagnostic import Fault, Span
from projreg.model import SCHEMA_VERSIONS
from projreg.rules.keys import shown
from projreg.rules.rule import Faults, misfit_rule, source_rule
from projreg.source import BYTE_ORDER_MARK, Source

if TYPE_CHECKING:
    from projreg.repair import Break


_MARKS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


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
        if not _is_of_merge(each):
            yield in_words(each, source.data, loose)


@source_rule("PR002", "not-utf-8", "error")
def not_utf_8(source: Source) -> Faults:
    """The file is not UTF-8 text.

    TOML is UTF-8 by definition; other encodings turn å, ä and ö into something else on the next machine.

    Example: a file that an older editor saved as Windows-1252 or UTF-16.

    Mend: save the file as UTF-8 in the editor ("Save with encoding").
    Source: TOML 1.0, "Spec".
    """
    if source.encoding:
        yield Fault(
            (),
            f"the file is not UTF-8 text; it looks like {source.encoding}",
            "save it as UTF-8 in the editor (“Save with encoding”)",
            span=_first_alien_byte(source.raw),
        )


@source_rule("PR003", "merge-conflict", "error")
def merge_conflict(source: Source) -> Faults:
    """Git's marks of a merge conflict stand in the file.

    Two people changed the same lines, and nobody has said yet what is to hold. The first side is judged meanwhile.

    Example: a line that begins with `<<<<<<< HEAD`.

    Mend: keep what is right of the two sides, and take away the lines with <<<<<<<, ======= and >>>>>>>.
    """
    for each in source.breaks:
        if _is_of_merge(each):
            yield Fault((), *_sides(each), span=each.span)


def _is_of_merge(broken: "Break") -> bool:
    return broken.statement[:7] in _MARKS


def _sides(broken: "Break") -> tuple[str, str]:
    """What clashes, by lines, and what to do."""
    marks = [at for at, line in enumerate(broken.statement.split("\n"), broken.line) if line[:7] in _MARKS]
    if len(marks) < 3:
        return "a mark of a merge conflict was left behind", "take the line away, and look whether the rest is as meant"
    first, second = (marks[0] + 1, marks[1] - 1), (marks[-2] + 1, marks[-1] - 1)
    sides = f"{_lines(*first)} on one side, {_lines(*second)} on the other"
    return (
        f"git could not merge: {sides}",
        "keep what is right, and take away the lines with <<<<<<<, ======= and >>>>>>>",
    )


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
    if not source.breaks and (b"{" in raw or (b"\\" in raw and (b"\\e" in raw or b"\\x" in raw))):
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
