"""What `projreg validate` and the hook's `projreg-validate` share: read, check, show, count, exit status."""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from projreg.checking.check import SEVERITIES, Checked, check
from projreg.checking.choice import ALL, Choice
from projreg.cli.failure import tell
from projreg.cli.output import Color, chosen_format, emit, note, terminal_columns, wants_color
from projreg.cli.settings import rule_choice
from projreg.errors import NotWritten, UnreadableFile, UsageError
from projreg.findings import FORMATS, Look, renderer
from projreg.reading.source import STANDARD_INPUT, Source, parse, read_source
from projreg.visible import argument, visible

FORMAT_HELP = (
    "Left out, full on a terminal and concise in a pipe. "
    + "; ".join(f"{name}: {each.purpose}" for name, each in FORMATS.items())
    + "."
)
HELP = {
    "format": FORMAT_HELP,
    "strict": "Warnings count as errors do.",
    "color": "Colours: auto means on a terminal only.",
    "select": "Only these rules: codes, their beginnings (PR2) or names; repeatable, or with commas between.",
    "ignore": "Not these rules.",
    "staged": "Judge what git has staged instead of the folder, and compare with the last commit.",
    "fix": "Mend what has one safe answer; every other byte stays.",
    "unsafe": "With --fix: also what is only likely.",
    "dry_run": "With --fix: show the change and write nothing.",
}
"""What the options of both programs say of themselves."""


class Wanted(NamedTuple):
    """What is asked of a check, by `validate` and by the hook alike. `as_one`: ids are unique across the files."""

    files: Sequence[str]
    format: str | None = None
    strict: bool = False
    color: Color = "auto"
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    staged: bool = False
    fix: bool = False
    unsafe: bool = False
    dry_run: bool = False
    as_one: bool = False


def run_check(wanted: Wanted) -> int:
    """Check the files, show what was found, and return 1 when it stands in the way (2 when a file cannot be read).

    Raises UsageError for options that do not go together.
    """
    chosen = chosen_format(wanted.format, False, terminal="full", pipe="concise")
    _need_sense(wanted, chosen)
    sources, unreadable = [], 0
    choices = {path: _choice(path, wanted) for path in wanted.files}
    for line in dict.fromkeys(line for each in choices.values() for line in each.notes):
        note(f"note: {line}")
    for path, choice in choices.items():
        try:
            sources.append(_source(path, wanted, choice))
        except UnreadableFile as error:
            unreadable += 1
            tell(error)
        except NotWritten as error:  # it cannot be mended; what is wrong in it is told all the same
            unreadable += 1
            tell(error)
            sources.append(read_source(path))
    choices[STANDARD_INPUT] = choices.get("-", ALL)
    checked = check(sources, choices, as_one=wanted.as_one, committed=_committed(sources) if wanted.staged else None)
    if checked.findings or FORMATS[chosen].whole:
        emit(renderer(chosen)(checked, sources, _look(wanted.color, wanted.strict)))
    if sources:
        note(_summary(checked, sources))
        if chosen == "full" and (line := _by_rule(checked, sources, wanted)):
            note(line)
    if unreadable:
        return 2
    return 1 if checked.count("error") or (wanted.strict and checked.count("warning")) else 0


def _need_sense(wanted: Wanted, form: str) -> None:
    if (wanted.unsafe or wanted.dry_run) and not wanted.fix:
        raise UsageError(f"{'--unsafe' if wanted.unsafe else '--dry-run'} belongs to --fix", "give --fix too")
    if wanted.fix and (wanted.staged or "-" in wanted.files):
        raise UsageError("--fix changes files in the folder", "leave --staged and - out")
    if wanted.dry_run and not FORMATS[form].loose:
        raise UsageError(f"--dry-run shows the change as a diff, which has no place in {form}", "leave one of them out")


def _choice(path: str, wanted: Wanted) -> Choice:
    """Which rules count for a file; what comes from standard input belongs to the current folder."""
    return rule_choice(None if path == "-" else path, wanted.select, wanted.ignore, staged=wanted.staged)


def _committed(sources: Sequence[Source]) -> dict[str, Source]:
    from projreg.versions.git import held

    old = {each.name: held(each.name, "HEAD") for each in sources}
    return {name: parse(raw, name) for name, raw in old.items() if raw is not None}


def _look(color: Color, strict: bool) -> Look:
    columns = terminal_columns()
    return Look(wants_color(color), strict, columns, wrap=True) if columns else Look(wants_color(color), strict)


def _source(path: str, wanted: Wanted, choice: Choice) -> Source:
    if wanted.fix:
        from projreg.cli.mending import mended

        return mended(path, choice, unsafe=wanted.unsafe, dry_run=wanted.dry_run)
    if wanted.staged:
        from projreg.versions.git import staged

        return parse(staged(path), path)
    if path == "-":
        return parse(sys.stdin.buffer.read(), STANDARD_INPUT)
    return read_source(path)


def _summary(checked: Checked, sources: Sequence[Source]) -> str:
    names = ", ".join(visible(each.name) for each in sources[:3]) + (" …" if len(sources) > 3 else "")
    counts = ", ".join(_number(checked.count(severity), severity) for severity in SEVERITIES if severity != "info")
    return f"checked {_number(checked.projects, 'project')} in {names}: {counts}"


def _by_rule(checked: Checked, sources: Sequence[Source], wanted: Wanted) -> str:
    """How often each rule found something, the worst first, when more was told than stands on a screen; else empty."""
    codes = {each.code for each in checked.findings}
    if len(checked.findings) <= _MOST_AT_A_GLANCE or len(codes) == 1:
        return ""
    told, first = [], ""
    for severity in SEVERITIES:
        counts = Counter(each.code for each in checked.findings if each.severity == severity)
        ranked = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
        if ranked:
            first = first or ranked[0][0]
            rest = " …" if len(ranked) > _MOST_RULES else ""
            rules = ", ".join(f"{code} {number}" for code, number in ranked[:_MOST_RULES])
            plural = "s" if severity != "info" and counts.total() > 1 else ""
            told.append(f"{rules}{rest} {severity}{plural}")
    return f"{'; '.join(told)}; projreg validate --select {first} {_judging_the_same(sources, wanted)} shows those"


def _judging_the_same(sources: Sequence[Source], wanted: Wanted) -> str:
    """The options and files with which the same is judged again: as staged, as mended, as one registry."""
    options = [_OPTIONS[name] for name in ("staged", *(("fix", "unsafe", "dry_run") if wanted.dry_run else ()))
               if getattr(wanted, name)]  # fmt: skip
    names = ["-" if each.name == STANDARD_INPUT else argument(each.name) for each in sources]
    return " ".join([*options, *(f"-f {each}" if wanted.as_one and len(names) > 1 else each for each in names)])


_OPTIONS = {"staged": "--staged", "fix": "--fix", "unsafe": "--unsafe", "dry_run": "--dry-run"}
_MOST_AT_A_GLANCE = 10
_MOST_RULES = 8


def _number(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
