"""Projects added, changed, replaced and taken out as edits of the registry's text.

Each edit is proved before it is returned: the new text parses, holds the old data and the meant change, equal in value
and type, every byte outside the project's own blocks is the same, and no error arose that was not there.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from projreg.checking.check import check_one, placed
from projreg.checking.choice import ALL, Choice
from projreg.checking.reminders import reminders
from projreg.diagnostic import Finding, Path
from projreg.editing.blocks import blocks, comments_above, has_header, line_end, outside, with_block, without
from projreg.editing.compose import literal, project_block
from projreg.editing.proof import same
from projreg.editing.toml_edit import Change, Style, changed_data, changed_text, value_at
from projreg.editing.written import Values
from projreg.errors import NotWritten, Refused
from projreg.model.records import record_at
from projreg.reading.draft import Stretch
from projreg.reading.source import Source, parse, with_text
from projreg.reading.usable import usable
from projreg.rules.clock import done_in_future
from projreg.values.swedish_numbers import without_personal_numbers
from projreg.visible import visible


class Conditions(NamedTuple):
    """What an edit may not bring in: errors, as `choice` weighs the rules, and what is told to be done after `today`.

    Without `today` the latter is not asked.
    """

    choice: Choice = ALL
    today: date | None = None


ALL_CONDITIONS = Conditions()


class Unfit(Refused):
    """An edit would bring in what it may not. `findings` tell what, placed in the text that `source` would have."""

    def __init__(self, findings: Sequence[Finding], source: Source) -> None:
        first, *others = findings
        whose = f" [{visible(first.project)}]" if first.project else ""
        also = f" (and {len(others)} more)" if others else ""
        super().__init__(
            f"{first.code} {first.message}{whose}{also}; {visible(source.name)} is unchanged", first.help or ""
        )
        self.findings = findings
        self.source = source


def appended(source: Source, values: Values, terms: Conditions = ALL_CONDITIONS) -> Source:
    """The registry with the project at its end. Raises what `appended_all` raises."""
    return appended_all(source, [values], terms)


def appended_all(source: Source, projects: Sequence[Values], terms: Conditions = ALL_CONDITIONS) -> Source:
    """The registry with the projects at its end, proved as a whole.

    Raises Unfit when they would bring in what `terms` forbid: its findings are told with their paths, which count the
    new projects from the first number behind the old ones. Raises UnreadableFile when the file is no good registry,
    NotWritten when a block cannot stand at its end.
    """
    usable(source)
    if not projects:
        return source
    newline = _newline(source.raw)
    before = source.raw if source.raw.endswith(b"\n") or not source.raw else source.raw + newline.encode()
    more = "".join(f"\n{project_block(values)}" for values in projects)
    result = parse(before + more.replace("\n", newline).encode(), source.name)
    tables = source.data.get("project", [])
    wanted = {**source.data, "project": [*tables, *map(_plain, projects)]} if isinstance(tables, list) else None
    if result.breaks or wanted is None or not same(result.data, wanted):
        raise NotWritten(
            f"a [[project]] block cannot be put at the end of {visible(source.name)}; it is unchanged",
            "its projects must be written as [[project]] tables, not as an array in brackets",
        )
    _refuse_what_is_new(source, result, terms, added_from=len(tables))
    return result


def changed(source: Source, at: int, changes: Sequence[Change], terms: Conditions = ALL_CONDITIONS) -> Source:
    """The registry with changes in project number `at`, counted from 0; only the project's own lines are touched.

    The paths of the changes begin below the project. Raises Unfit and UnreadableFile as `appended` does, NotWritten
    when the text cannot be changed exactly so.
    """
    usable(source)
    table: Path = ("project", at)
    full = [Change((*table, *path), value) for path, value in changes]
    wanted = source.data
    try:
        for path, value in full:
            wanted = changed_data(wanted, path, _plain(value))
    except (LookupError, TypeError) as error:
        raise _cannot(source) from error
    result = _rewritten(source, full)
    _prove(source, result, wanted, _stand_in(outside(source.text, table), result.text))
    _refuse_what_is_new(source, result, terms, at=at, touched=[path for path, _ in changes])
    return result


def removed(source: Source, at: int, terms: Conditions = ALL_CONDITIONS) -> Source:
    """The registry without project number `at`, counted from 0, and without the comments that belong to it.

    Raises what `changed` raises.
    """
    usable(source)
    table: Path = ("project", at)
    wanted = changed_data(source.data, table, None)
    if not has_header(source.text, table):
        result = _rewritten(source, [Change(table, None)])
        gone = table if "project" in wanted else table[:1]  # the brackets go with the last project in them
        exact = _same_lines_around(source.text, result.text, blocks(source.text, gone)[0])
    else:
        result = with_text(source, without(source.text, table))
        exact = _lines("".join(outside(source.text, table))) == _lines(result.text)
    _prove(source, result, wanted, exact)
    _refuse_what_is_new(source, result, terms)
    return result


def replaced(source: Source, at: int, written: str, terms: Conditions = ALL_CONDITIONS) -> Source:
    """The registry with another block in place of project number `at`, counted from 0, as somebody wrote it.

    Raises Refused when what was written is not one `[[project]]` block; else what `changed` raises. A project inside
    an array in brackets has no block (NotWritten): see `blocks.has_header`.
    """
    usable(source)
    table: Path = ("project", at)
    if not has_header(source.text, table):
        raise _cannot(source)
    newline = _newline(source.raw)
    block = written.strip("\r\n").rstrip().replace("\r\n", "\n").replace("\n", newline)
    is_last = not outside(source.text, table)[-1]
    if not is_last or source.text.endswith("\n"):
        block += newline
    text = with_block(source.text, table, block)
    result = with_text(source, text)
    alone = parse(written.encode(), source.name)
    if not alone.breaks:
        projects = alone.data.get("project")
        if alone.data.keys() != {"project"} or not isinstance(projects, list) or len(projects) != 1:
            raise Refused(
                f"this is not one project that begins with [[project]]; {visible(source.name)} is unchanged",
                "`projreg add` adds a project, and `projreg remove` takes one out",
            )
        _prove(source, result, changed_data(source.data, table, projects[0]), exact=True)
    old, new = value_at(source.data, table), value_at(result.data, table)
    others = [name for name in new or () if name not in old or not same(old[name], new[name])]
    _refuse_what_is_new(source, result, terms, at=at, touched=[(name,) for name in others])
    if alone.breaks:
        raise _cannot(source)
    return result


def _rewritten(source: Source, changes: Sequence[Change]) -> Source:
    """The source after the changes. Raises NotWritten when they cannot be made, whatever the reason."""
    try:
        text = changed_text(source.text, source.data, changes, Style(literal, _order))
    except Exception as error:  # the text may be written in any way: what cannot be done is refused, never a bug
        raise _cannot(source) from error
    return with_text(source, text)


def _order(table: Path) -> Sequence[str]:
    """The keys of the table at a path, in the order of the format."""
    record = record_at(table)
    return [*record.keys] if record else ()


def _prove(source: Source, result: Source, wanted: Values, exact: bool) -> None:
    """Raise NotWritten unless the new text holds what is wanted, and `exact`ly the old bytes around it."""
    if not exact or result.breaks or result.encoding or not same(result.data, wanted):
        raise _cannot(source)


def _stand_in(pieces: Sequence[str], text: str) -> bool:
    """Whether the text begins with the first piece, ends with the last, and has those between in their order."""
    first, *others, last = pieces
    at = len(first)
    for each in others:
        found = text.find(each, at)
        if found < 0:
            return False
        at = found + len(each)
    return text.startswith(first) and text.endswith(last) and at + len(last) <= len(text)


def _cannot(source: Source) -> NotWritten:
    return NotWritten(
        f"{visible(source.name)} is written in a way in which this change cannot be made exactly; it is unchanged",
        "make the change in an editor, and run `projreg validate`",
    )


def _objections(source: Source, terms: Conditions) -> list[Finding]:
    """The errors in a source, and what it tells to be done after today."""
    registry, findings = check_one(source, terms.choice)
    found = [each for each in findings if each.severity == "error"]
    if terms.today:
        told = [each for each in reminders(registry, terms.today, today=terms.today) if each[0] is done_in_future]
        found += placed(source, registry, told, terms.choice)
    return sorted(found, key=lambda each: each.span)


def _refuse_what_is_new(
    source: Source,
    result: Source,
    terms: Conditions,
    *,
    at: int | None = None,
    touched: Sequence[Path] = (),
    added_from: int | None = None,
) -> None:
    """Raise Unfit for errors that were not there before, and for any in what was touched in project number `at`.

    A project is known by its id, since numbers are counted otherwise where another is taken out or a header misspelt.
    Those from number `added_from` on are new, and so is every error in them.
    """
    after = _objections(result, terms)
    if not after:
        return
    was, now = _id_of(source, at), _id_of(result, at)
    before = Counter(map(_place, _objections(source, terms)))
    new = []
    for each in after:
        code, project, path = place = _place(each)
        if added_from is not None and _stands_from(each, added_from):
            new.append(each)
            continue
        if project == now:
            place = (code, was, path)
            if any(path[: len(touch)] == touch for touch in touched):
                new.append(each)
                continue
        if before[place]:
            before[place] -= 1
        else:
            new.append(each)
    if new:
        raise Unfit(new, result)


def _place(finding: Finding) -> tuple[str, str | None, Path]:
    """What tells a finding from others: its code, its project, and where in the project it stands."""
    in_project = finding.project is not None or finding.path[:1] == ("project",)
    return finding.code, finding.project, finding.path[2:] if in_project else finding.path


def _stands_from(finding: Finding, number: int) -> bool:
    """Whether a finding stands in a project that is counted from `number` on."""
    at = finding.path[1] if finding.path[:1] == ("project",) and len(finding.path) > 1 else None
    return isinstance(at, int) and at >= number


def _id_of(source: Source, at: int | None) -> str | None:
    """The id of project number `at`, as findings tell it."""
    found = value_at(source.data, ("project", at, "id")) if at is not None else None
    return without_personal_numbers(found) if isinstance(found, str) and found else None


def _plain(value: Any) -> Any:
    """The value as TOML reads it back."""
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _newline(raw: bytes) -> str:
    return "\r\n" if b"\r\n" in raw else "\n"


def _lines(text: str) -> list[str]:
    """The lines that are not empty."""
    return [each for each in text.split("\n") if each.strip()]


def _same_lines_around(before: str, after: str, place: Stretch) -> bool:
    """Whether nothing but the lines of the place and the comments above it changed."""
    first, last = comments_above(before, place[0]), line_end(before, place[1])
    old, new = _bare_lines(before[:first] + before[last:]), _bare_lines(after)
    same_above = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    same_below = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old[::-1], new[::-1], strict=False)))
    return same_above + same_below >= len(old)


def _bare_lines(text: str) -> list[str]:
    """The lines that are not empty, without blanks and commas: the comma behind the last value may go or come."""
    return [bare for each in text.split("\n") if (bare := re.sub(r"[ \t\r,]", "", each))]
