"""Rules on the file itself: is it text, is it TOML, is it a version that is known."""

from projreg.decode import Misfit
from projreg.diagnostic import Fault, Span
from projreg.model import SCHEMA_VERSIONS
from projreg.rules.keys import shown
from projreg.rules.rule import Faults, misfit_rule, source_rule
from projreg.source import Source


@source_rule("PR001", "broken-toml", "error")
def broken_toml(source: Source) -> Faults:
    """The file is not TOML at this place.

    Nothing after the place can be trusted by a program that stops there, so projreg sets the broken statement aside,
    judges the rest, and reports every such place in one run.

    Mend: write the value in TOML's way. Text stands in quotes, a date is 2024-06-30, an amount 480_000 without unit.
    Source: TOML 1.0 and 1.1, toml.io.
    """
    if source.breaks:
        from projreg.rules.syntax import in_words  # words for what is seldom wrong
    for each in source.breaks:
        message, help_, span = in_words(each)
        yield Fault((), message, help_, span=span)


@source_rule("PR002", "not-utf-8", "error")
def not_utf_8(source: Source) -> Faults:
    """The file is not UTF-8 text.

    TOML is UTF-8 by definition; other encodings turn å, ä and ö into something else on the next machine.

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


@misfit_rule("PR107", "unknown-schema-version", "error")
def unknown_schema_version(misfit: Misfit) -> Faults:
    """`schema_version` names a version of the format that this program does not know.

    A registry written for another version may mean something else by the same key.

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
    try:
        raw.decode("utf-8")
        start = raw.find(b"\0")
    except UnicodeDecodeError as error:
        start = error.start
    if start >= 0:
        before = raw[:start].decode("utf-8").removeprefix("\ufeff")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        return Span(line, column, line, column + 1)
    return Span(1, 1, 1, 1)
