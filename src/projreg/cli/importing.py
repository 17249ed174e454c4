"""What `import` does: read the list, show what its columns are taken for, tell what does not fit, write the rest."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from projreg.cli.changing import one_registry, terms_for
from projreg.cli.discovery import option_for
from projreg.cli.output import note
from projreg.cli.writing import carry_out
from projreg.editing.edit import Conditions, Unfit, appended_all
from projreg.encode.width import columns_of
from projreg.errors import Refused, UnreadableFile, UsageError
from projreg.intake.arrivals import Arrivals, arrivals, told_by_rules
from projreg.intake.candidates import Candidate, candidates, lacking
from projreg.intake.columns import Column, level_column
from projreg.intake.entry import Objection, told_once
from projreg.intake.given_for_all import read_for_all
from projreg.intake.grid import letter
from projreg.intake.headings import NOTHING, shown
from projreg.intake.parcel import Parcel, Wishes, opened
from projreg.intake.places import named
from projreg.intake.reader import Terms
from projreg.reading.source import Source, read_bytes
from projreg.reading.usable import usable
from projreg.visible import visible

_LONGEST_SAMPLE = 40
_LONGEST_HEADING = 30
_LONGEST_DIFF = 100


class Order(NamedTuple):
    """What is asked for."""

    path: str
    wishes: Wishes
    for_all: Sequence[str]
    skip_bad: bool
    files: Sequence[str] | None
    dry_run: bool
    yes: bool


def bring_in(order: Order) -> int:
    """Import the list; the exit status, 1 when something in it does not fit, or differs from the registry."""
    source = one_registry(order.files)
    publisher = usable(source).registry.publisher
    terms = terms_for(source, publisher)
    for_all = read_for_all(order.for_all, publisher.currency, terms.today)
    parcel = _opened(order)
    for line in _layout_lines(parcel, order.path):
        note(line)
    for line in parcel.remarks:
        note(f"note: {visible(line)}")
    level = level_column(parcel.layout) if parcel.layout else ""
    has_columns = parcel.layout is not None
    reading = Terms(publisher.publisher, publisher.currency, for_all, parcel.is_ours, level, has_columns)
    read = candidates(parcel.entries, reading, parcel.torn)
    for line in read.remarks:
        note(f"note: {visible(line)}")
    objections = [*parcel.objections, *read.objections]
    _need_what_all_lack(objections, parcel, publisher.contact)
    landing = _Landing(read.good, objections, terms, "row" if has_columns else "project")
    return _write(landing, source, order)


def _write(landing: "_Landing", source: Source, order: Order) -> int:
    """Tell what does not fit, and write the rest, if it is wished for."""
    name = visible(source.name)
    landing.change(source)
    landing.tell()
    bad = len({each.number for each in landing.objections})
    what = f"{bad} {landing.unit}{'s do' if bad > 1 else ' does'} not fit"
    differing = len({each.id for each in landing.arrived.differing})
    differ = f"{_projects(differing)} differ{'s' if differing == 1 else ''} from the registry"
    if bad and not order.skip_bad:
        if differing:
            note(differ)
        _tell_what_fits([str(each["id"]) for each in landing.arrived.projects])
        raise Refused(
            f"{what}; nothing was written to {name}", "put them right in the list, or leave them out with --skip-bad"
        )
    landing.may_leave_out = order.skip_bad
    told = landing.arrived
    wrote = carry_out(
        source,
        landing.change,
        question=f"Add {_projects(len(landing.arrived.projects))} to {name}?",
        dry_run=order.dry_run,
        yes=order.yes,
        shortened=_shortened,
        unneeded="no project was added" if bad or differing or landing.arrived.dropped else "nothing to add",
    )
    if landing.arrived != told:  # the registry was changed while the question waited
        note(f"note: {name} was changed meanwhile; this is what the list says of it now")
        landing.tell()
        differing = len({each.id for each in landing.arrived.differing})
        differ = f"{_projects(differing)} differ{'s' if differing == 1 else ''} from the registry"
    added = len(landing.arrived.projects)
    if wrote:
        note(f"added {_projects(added)} to {name}" if added else f"no project was added to {name}")
    if bad:
        note(f"{what}, and {'is' if bad == 1 else 'are'} left out")
    if differing:
        note(f"{differ}, and {'is' if differing == 1 else 'are'} not changed")
    return 1 if bad or differing else 0


def _tell_what_fits(ids: Sequence[str]) -> None:
    one = len(ids) == 1
    if ids:
        told = f"{len(ids)} new project{' fits' if one else 's fit'}: {visible(named(ids))}"
        note(f"{told}; {'it is' if one else 'they are'} added when the rest is right, or with --skip-bad")


def _opened(order: Order) -> Parcel:
    """The file as entries. Raises UnreadableFile and UsageError, naming it."""
    if not os.path.lexists(order.path):
        raise UnreadableFile(f"{visible(order.path)} does not exist", "check the path of the list")
    raw = read_bytes(order.path)
    try:
        return opened(raw, order.wishes)
    except UnreadableFile as error:
        raise UnreadableFile(f"{visible(order.path)}: {error.message}", error.mend) from None


class _Landing:
    """The change of the registry: it is made again on what the registry holds by then, and keeps what came of it."""

    def __init__(
        self, good: Sequence[Candidate], objections: Sequence[Objection], terms: Conditions, unit: str
    ) -> None:
        self._good, self._read, self._terms = good, objections, terms
        self.may_leave_out = True
        """Whether what does not fit may be left out; else it stops the change."""
        self._made: tuple[bytes, Source] | None = None
        self.unit = unit
        """What the list has many of."""
        self.arrived = Arrivals([], [], [], [], [])
        self.objections: list[Objection] = []

    def change(self, now: Source) -> Source:
        """The registry with the projects that fit and are new to it. Raises what `appended_all` raises."""
        if self._made and self._made[0] == now.raw:
            return self._made[1]
        good = [*self._good]
        self.objections = [*self._read]
        tables = now.data.get("project", [])
        first = len(tables) if isinstance(tables, list) else 0
        while True:
            self.arrived = arrivals(good, now.data, option_for(now.name))
            try:
                result = appended_all(now, self.arrived.projects, self._terms)
                break
            except Unfit as unfit:
                told = told_by_rules(unfit.findings, self.arrived.candidates, first)
                if not told:
                    raise
                self.objections += told
                bad = {each.number for each in told}
                good = [each for each in good if each.number not in bad]
        self.objections = sorted({*self.objections, *self.arrived.objections})
        if self.objections and not self.may_leave_out:
            raise Refused(
                f"{visible(now.name)} was changed meanwhile, and the list does not fit it any more", "try again"
            )
        self._made = now.raw, result
        return result

    def tell(self) -> None:
        """What was left out, and what does not fit, a line each."""
        for line in (*self.arrived.remarks, *self.arrived.known, *self.arrived.dropped):
            note(f"note: {visible(line)}")
        for differing in self.arrived.differing:
            for line in differing.lines:
                note(visible(line))
        missing = self.arrived.missing
        if missing and (self.arrived.projects or self.arrived.differing) and not self.objections:
            left = "it is" if len(missing) == 1 else "they are"
            note(f"note: not in the list: {visible(named(missing))}; left as {left}")
        for each in told_once(self.objections):
            note(visible(each.line))


def _need_what_all_lack(objections: Sequence[Objection], parcel: Parcel, mailbox: str) -> None:
    """Raise UsageError for required keys that no row has, after telling what else does not fit."""
    names = lacking(objections, len(parcel.entries))
    if not names:
        return
    for each in told_once(each for each in objections if each.lacks not in names):
        note(visible(each.line))
    examples = {"role": "role=owner", "owner": '"owner=…"', "contact": f'contact="contact: {mailbox}"'}
    told = " ".join(f"--set {examples[name]}" for name in names if name in examples)
    if parcel.layout is None:
        alike = f", or say the same for all: {told}" if told else ""
        raise UsageError(f"no project in the file has {', '.join(names)}", f"fill them in there{alike}")
    alike = f", or say the same for all rows: {told}" if told else ""
    wanted = ", ".join(f"{name} ({_WANTED[name]})" if name in _WANTED else name for name in names)
    raise UsageError(f"no column gives {wanted}", f'name the columns with --map "Heading={names[0]}"{alike}')


_WANTED = {
    "title": "what each project is called",
    "role": "what we are in it",
    "owner": "who owns it",
    "summary": "a sentence or two about each project",
    "contact": "whom to ask",
}
"""What is meant by a key that a list lacks."""


def _layout_lines(parcel: Parcel, path: str) -> list[str]:
    """What the columns are taken for, each with what stands in it."""
    head = f"{visible(path)}: {visible(parcel.kind)}"
    number = _projects(len(parcel.entries))
    if parcel.layout is None:
        return [f"{head}, {number}"]
    if parcel.is_ours:
        return [f"{head} that projreg wrote, {number}"]
    where = f"headings in row {parcel.layout.header}" if parcel.layout.header else "no headings"
    rows = [_column_cells(each) for each in parcel.layout.columns if each.target != NOTHING]
    widths = [max((columns_of(row[at]) for row in rows), default=0) for at in range(3)]
    lines = [
        "  ".join(
            [*(_filled(cell, width) for cell, width in zip(row, widths, strict=False)), *filter(None, row[3:])]
        ).rstrip()
        for row in rows
    ]
    return [f"{head}, {where}, {number}", *(f"  {each}" for each in lines)]


def _column_cells(column: Column) -> tuple[str, ...]:
    """Letter, heading, key, a sample, and why it is so when it is not for the heading."""
    sample = "" if column.sample is None else f"“{_cut(str(column.sample), _LONGEST_SAMPLE)}”"
    heading = _cut(column.heading, _LONGEST_HEADING) or "(no heading)"
    scale = f" × {column.scale}" if column.scale > 1 else ""
    target = f"{shown(column.target)}{scale}" if column.target else "left out"
    return letter(column.at), heading, f"→ {target}", sample, f"({visible(column.why)})" if column.why else ""


def _filled(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))


def _cut(text: str, most: int) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _projects(number: int) -> str:
    return f"{number} project{'' if number == 1 else 's'}"


def _shortened(diff: str) -> str:
    """The beginning of a long diff: the first project, and how many there are."""
    lines = diff.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line.startswith("+[[project]]")]
    if len(lines) <= _LONGEST_DIFF or len(starts) < 2:
        return diff
    return "".join(lines[: starts[1]]) + f"… and {_projects(len(starts) - 1)} more; --dry-run shows them all\n"
