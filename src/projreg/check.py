"""Run the rules on registries, give every fault its place, and put the findings in the file's order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from projreg.decode import Misfit, decode
from projreg.diagnostic import Also, Fault, Finding, Path, Related, Severity
from projreg.model import Registry
from projreg.rules import BY_SUBJECT
from projreg.rules.identity import fresh_ids, id_used_twice
from projreg.rules.keys import missing_key
from projreg.rules.rule import Rule, Subject
from projreg.source import Source
from projreg.visible import visible

if TYPE_CHECKING:
    from projreg.locate import Places

MISSING = missing_key.code
Told = tuple[Rule, Fault]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Checked(NamedTuple):
    """What a check saw: how many files and projects, and the findings in the files' order."""

    files: int
    projects: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are that severe."""
        return Counter(each.severity for each in self.findings)[severity]


def check(sources: Sequence[Source], *, as_one: bool = False) -> Checked:
    """Check each file on its own; `as_one`, ids must be unique across all of them too."""
    judged = [_judged(source) for source in sources]
    if as_one:
        _judge_across(judged)
    return Checked(len(sources), sum(len(each.registry.projects) for each in judged), tuple(_placed(judged)))


def check_one(source: Source) -> tuple[Registry, list[Finding]]:
    """The registry of one file as far as it can be read, and everything that is found in it, each fault once."""
    judged = _judged(source)
    return judged.registry, list(_placed([judged]))


class _Judged(NamedTuple):
    """A file as far as it can be read, and what the rules say about it."""

    source: Source
    registry: Registry
    told: list[Told]


def _judged(source: Source) -> _Judged:
    decoded = decode(source.data)
    registry = decoded.registry
    told = list(_asked("source", [source]))
    if not source.encoding and (source.data or not source.breaks):
        told += _asked("misfit", decoded.misfits)
        told += _asked("project", registry.projects)
        told += _asked("registry", [registry])
    if told:
        told = _without_waived(_without_cascades(told, decoded.misfits), registry)
    return _Judged(source, registry, told)


def _judge_across(judged: Sequence[_Judged]) -> None:
    """Tell of the ids in a file that an earlier file uses already."""
    other_than = fresh_ids(project.id for each in judged for project in each.registry.projects)
    first: dict[str, tuple[str, Path]] = {}
    for source, registry, told in judged:
        for project in registry.projects:
            file, place = first.setdefault(project.id, (source.name, project.at("id")))
            if project.id and file != source.name:
                what = f"the id “{visible(project.id)}” is used in another file too"
                mend = f'write another, such as "{other_than(project.id)}", or remove the project if it is the same'
                told.append((id_used_twice, Fault(project.at("id"), what, mend, (Also(place, "first used", file),))))


def _asked(subject: Subject, things: Iterable[object]) -> Iterator[Told]:
    rules = BY_SUBJECT[subject]
    for thing in things:
        for rule in rules:
            for fault in rule.check(thing):
                yield rule, fault


def _without_cascades(told: list[Told], misfits: Sequence[Misfit]) -> list[Told]:
    """Leave out what follows from another finding: a rule that misses a value which stands there misspelt or unread."""
    spoiled: set[Path] = set()
    for misfit in misfits:
        if misfit.kind != "missing":
            path = misfit.meant if misfit.kind == "unknown" else misfit.path
            spoiled.update((path or ())[:length] for length in range(3, len(path or ()) + 1))
            spoiled.add(path or ())
    spoiled.discard(())
    if not spoiled:
        return told
    return [
        (rule, fault)
        for rule, fault in told
        if fault.path not in spoiled or (rule.subject == "misfit" and rule.code != MISSING) or rule.subject == "source"
    ]


def _without_waived(told: list[Told], registry: Registry) -> list[Told]:
    """Leave out what a project waives, with a reason."""
    waivers = {project.path: project.waive for project in registry.projects if project.waive}
    return [(rule, fault) for rule, fault in told if not waivers.get(fault.path[:2], {}).get(rule.code, "").strip()]


def _placed(judged: Sequence[_Judged]) -> Iterator[Finding]:
    """Every fault as a finding, in the order of the files. A text is searched once, and only when it must be."""
    wanted: dict[str, set[Path]] = {}
    for source, _, told in judged:
        for _, fault in told:
            if not fault.span:
                wanted.setdefault(source.name, set()).add(fault.path)
            for also in fault.related:
                wanted.setdefault(also.file or source.name, set()).add(also.path)
    if wanted:
        from projreg.locate import Places  # nobody needs a place before there is a finding
    texts = {each.source.name: each.source for each in judged}
    places = {name: Places(texts[name].parsed_text, paths) for name, paths in wanted.items()}
    for source, registry, told in judged:
        ids = {project.path: project.id for project in registry.projects}
        found = [_finding(rule, fault, source.name, ids, places) for rule, fault in told]
        yield from sorted(found, key=lambda each: (each.span, each.code, each.message))


def _finding(rule: Rule, fault: Fault, file: str, ids: Mapping[Path, str], places: "Mapping[str, Places]") -> Finding:
    return Finding(
        rule.code,
        rule.name,
        rule.severity,
        file,
        fault.span or places[file].span(fault.path, fault.part),
        ids.get(fault.path[:2]) or ids.get(fault.path[:1]) or None,
        fault.path,
        fault.message,
        fault.help,
        tuple(
            Related(also.file or file, places[also.file or file].span(also.path), also.message)
            for also in fault.related
        ),
    )
