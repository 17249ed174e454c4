"""What `validate --fix` does: the fixes that findings carry, done in rounds and proved; all else stays byte for byte.

Words and keys are mended before numbers and dates, for the currency of an amount may hang on them, and what is safe
before what is only likely. A fix that would do more than it says, or bring in an error that was not told before, is
left out, and its finding stays.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from projreg.checking.check import check_one
from projreg.checking.choice import ALL, Choice
from projreg.diagnostic import Finding, Path
from projreg.editing.proof import proved
from projreg.reading.draft import Draft, Edit, Patch, Stretch, line_starts, stretch
from projreg.reading.source import Source, headers_as_meant, parse
from projreg.rules import RULES
from projreg.rules.keys import unknown_key
from projreg.values.charset import certain_text, mixture

if TYPE_CHECKING:
    from projreg.reading.breaks import Break

_MOST_PASSES = 5
_MOST_TRIES = 12
_MOST_ROUNDS = 30
_LONGEST_CHAIN = 5
"""So often the same stretch may be mended, one fix upon another; then it goes round in circles."""


class Left(NamedTuple):
    """A finding whose fix was not done, and the error that it would have brought in.

    Without an error it would have changed something else than it says, or mended nothing.
    """

    finding: Finding
    error: Finding | None


class Fixed(NamedTuple):
    """The new bytes, and the findings that were mended, with their places in the old text (as UTF-8).

    `left` are the fixes that were not done for what they would have brought in, with their findings in the new text.
    """

    raw: bytes
    mended: tuple[Finding, ...] = ()
    left: tuple[Left, ...] = ()


def fixed(raw: bytes, name: str, unsafe: bool = False, choice: Choice = ALL) -> Fixed:
    """The file with everything mended that has one safe answer; `unsafe`, also what is only likely.

    Only what is found with the rules that are chosen is mended, but none of all rules may tell an error that it did not
    tell before. Doing it again changes nothing.
    """
    source, converted = parse(raw, name), list[Finding]()
    if source.encoding:
        text = certain_text(raw)
        if text is None:
            return Fixed(raw)
        converted = check_one(source)[1]
        source = parse(text.encode(), name)
    wanted = _Wanted(unsafe, choice)
    state = _checked(source, wanted, Draft(source.text))
    if any(each.code == unknown_key.code for each in state.findings):
        state = state._replace(source=headers_as_meant(source))  # as the check read it
    for _ in range(_MOST_PASSES):
        before = state
        state, left_out = _mended(before, wanted)
        if state is before:
            return Fixed(state.source.raw, (*converted, *state.draft.mended()), tuple(_left(state, wanted, left_out)))
    return Fixed(raw)  # it does not come to rest, and nothing is better than something else each time


def hindrance(source: Source) -> str:
    """What a person must do before anything in a file can be mended; empty when nothing is in the way."""
    conflict = _conflict(source)
    if conflict:
        return f"first settle the merge conflict at line {conflict.line}"
    if not source.encoding or certain_text(source.raw) is not None:
        return ""
    mixed = mixture(source.raw)
    if mixed:
        return f"it is in two encodings; first type the word on line {mixed.lines[0]} again"
    return "its encoding is in doubt; first save it as UTF-8"


class _Wanted(NamedTuple):
    """Which fixes are to be done."""

    unsafe: bool
    choice: Choice


class _State(NamedTuple):
    """The file as it is by now, what is found in it, with all rules and with those chosen, and what it was made from.

    With fewer rules more may be found: what follows from a finding that does not count is told itself.
    """

    source: Source
    findings: list[Finding]
    chosen: list[Finding]
    draft: Draft


def _checked(source: Source, wanted: _Wanted, draft: Draft) -> _State:
    findings = check_one(source)[1]
    all_count = all(map(wanted.choice.severity, RULES))
    return _State(source, findings, findings if all_count else check_one(source, wanted.choice)[1], draft)


LeftOut = dict[Stretch, Finding | None]
"""Stretches of the old text that are not to be mended, and the error that came of it, if it was one."""


def _mended(start: _State, wanted: _Wanted) -> tuple[_State, LeftOut]:
    """The state when all is done that can be, the same one when nothing can; and what was left out.

    What turns out to bring in errors is left out, and all the rest is done anew.
    """
    left_out: LeftOut = {}
    for _ in range(_MOST_TRIES):
        state = start
        for _ in range(_MOST_ROUNDS):
            edits = _next(_possible(state, wanted), state.draft, left_out)
            if not edits:
                break
            done, source = proved(state.source, edits)
            kept = {each.start for each in done}
            left_out |= dict.fromkeys(state.draft.origins(each[:2] for each in edits if each.start not in kept))
            if done:
                state = _checked(source, wanted, state.draft.with_edits(done))
        guilty = list(_guilty(start, state))
        if not guilty:
            return state, left_out
        for patch, error in guilty:
            left_out[patch[:2]] = left_out.get(patch[:2]) or error
    return start, left_out


def _left(state: _State, wanted: _Wanted, left_out: LeftOut) -> Iterator[Left]:
    """What could still be done, and why it was not."""
    edits = _possible(state, wanted)
    origins = state.draft.origins(each[:2] for each in edits)
    for edit, (start, end) in zip(edits, origins, strict=True):
        errors = (error for place, error in left_out.items() if error and _meets(start, end, (place,)))
        yield Left(edit.finding, next(errors, None))


def _possible(state: _State, wanted: _Wanted) -> list[Edit]:
    """Every fix that is wanted, as an edit of the text."""
    source, edits = state.source, []
    if _conflict(source):
        return []  # whoever merges must first say what is to hold
    text = source.text
    lines = line_starts(text)
    for finding in state.chosen:
        fix = finding.fix
        if fix is None or not (fix.safe or wanted.unsafe):
            continue
        start, end = stretch(finding.span, lines)
        if fix.text != text[start:end] and _stands(source.data, finding.path):
            edits.append(Edit(start, end, fix.text, finding))
    return edits


def _conflict(source: Source) -> "Break | None":
    """What a merge left behind."""
    return next((each for each in source.breaks if each.is_of_merge), None)


def _stands(data: Any, path: Path) -> bool:
    """Whether there is something at the path."""
    for step in path:
        try:
            data = data[step]
        except (LookupError, TypeError):
            return False
    return True


def _next(edits: Iterable[Edit], draft: Draft, left_out: LeftOut) -> list[Edit]:
    """The edits whose turn it is, in the text's order, none upon another."""
    edits = list(edits)
    if left_out:
        origins = draft.origins(each[:2] for each in edits)
        edits = [each for each, (start, end) in zip(edits, origins, strict=True) if not _meets(start, end, left_out)]
    turns = sorted(edits, key=lambda each: (_turn(each), each.start, -each.end))
    chosen: list[Edit] = []
    for each in turns:
        if _turn(each) == _turn(turns[0]) and (not chosen or each.start >= max(chosen[-1].end, chosen[-1].start + 1)):
            chosen.append(each)
    return chosen


def _meets(start: int, end: int, stretches: Iterable[Stretch]) -> bool:
    return any((start < last and first < end) or (start, end) == (first, last) for first, last in stretches)


def _turn(edit: Edit) -> tuple[bool, bool]:
    """What is safe first, and of that what makes no number or date."""
    fix = edit.finding.fix
    return (fix is None or not fix.safe, edit.text[:1] in "+-0123456789")


class _Placed(NamedTuple):
    """A patch, where it stands by now, and on which lines."""

    patch: Patch
    place: Stretch
    lines: Stretch


def _guilty(start: _State, state: _State) -> Iterator[tuple[Patch, Finding | None]]:
    """The new patches that must not be: they bring in an error, leave their own finding, or go round in circles."""
    lines = line_starts(state.source.text)
    known = set(start.draft.patches)
    patches = [
        _Placed(patch, place, (bisect_right(lines, place[0]), bisect_right(lines, place[1])))
        for patch, place in zip(state.draft.patches, state.draft.places(), strict=True)
        if patch not in known
    ]
    by_code: dict[str, list[_Placed]] = {}
    for each in patches:
        by_code.setdefault(each.patch.findings[-1].code, []).append(each)
        if len(each.patch.findings) > _LONGEST_CHAIN:
            yield each.patch, None
    before, after = _errors(start.findings), _errors(state.findings)
    for finding in state.chosen:
        if finding.code in by_code:
            first, end = stretch(finding.span, lines)
            yield from ((each.patch, None) for each in by_code[finding.code] if _meets(first, end, (each.place,)))
    for finding in state.findings:
        if patches and after[finding.code, finding.path] > before[finding.code, finding.path]:
            yield from ((each, finding) for each in _to_blame(finding, patches, state.source.text))


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, Path]]:
    return Counter((each.code, each.path) for each in findings if each.severity == "error")


def _to_blame(error: Finding, patches: Sequence[_Placed], text: str) -> list[Patch]:
    """The patches on the lines that the error names; else those in its project, else all."""
    spans = [error.span, *(each.span for each in error.related)]
    near = [
        each.patch
        for each in patches
        if any(span.line <= each.lines[1] and each.lines[0] <= span.end_line for span in spans)
    ]
    if near:
        return near
    headers = [number for number, line in enumerate(text.split("\n"), 1) if _PROJECT.match(line)]
    project = bisect_right(headers, error.span.line)
    beside = [each.patch for each in patches if bisect_right(headers, each.lines[0]) == project]
    return beside or [each.patch for each in patches]


_PROJECT = re.compile(r"[ \t]*\[\[[ \t]*project[ \t]*\]\]")
