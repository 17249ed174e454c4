"""Run the rules on registries, give every fault its place, and put the findings in the file's order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projreg.decode import Misfit, decode
from projreg.diagnostic import Fault, Finding, Path, Related, Severity, Span
from projreg.model import Registry
from projreg.rules import BY_SUBJECT
from projreg.rules.identity import id_used_twice
from projreg.rules.keys import missing_key
from projreg.rules.rule import Rule, Subject
from projreg.source import Source
from projreg.visible import visible

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
    findings: list[Finding] = []
    registries: list[Registry] = []
    for source in sources:
        registry, found = check_one(source)
        registries.append(registry)
        findings += found
        if as_one:
            findings += _used_before(source, registry, list(zip(sources, registries, strict=False))[:-1])
    return Checked(len(sources), sum(len(each.projects) for each in registries), tuple(findings))


def _used_before(source: Source, registry: Registry, earlier: Sequence[tuple[Source, Registry]]) -> list[Finding]:
    """The ids of a file that an earlier file uses already."""
    found = []
    for project in registry.projects:
        for other_source, other_registry in earlier:
            other = next((each for each in other_registry.projects if project.id and each.id == project.id), None)
            if other:
                fault = Fault(project.at("id"), f"the id “{visible(project.id)}” is used in another file too")
                (finding,) = _placed([(id_used_twice, fault)], source, registry)
                (first,) = _placed([(id_used_twice, Fault(other.at("id"), ""))], other_source, other_registry)
                found.append(finding._replace(related=(Related(other_source.name, first.span, "first used"),)))
                break
    return found


def check_one(source: Source) -> tuple[Registry, list[Finding]]:
    """The registry of one file as far as it can be read, and everything that is found in it, each fault once."""
    decoded = decode(source.data)
    registry = decoded.registry
    told = list(_asked("source", [source]))
    if not source.encoding and (source.data or not source.breaks):
        told += _asked("misfit", decoded.misfits)
        told += _asked("project", registry.projects)
        told += _asked("registry", [registry])
    if told:
        told = _without_waived(_without_cascades(told, decoded.misfits), registry)
    return registry, _placed(told, source, registry) if told else []


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


def _paths(fault: Fault) -> Iterator[Path]:
    """Every path that must be found in the text for the fault to be shown."""
    yield fault.path
    yield from (path for path, _ in fault.related)


def _placed(told: list[tuple[Rule, Fault]], source: Source, registry: Registry) -> list[Finding]:
    from projreg.locate import Places  # a scan of the whole text, made only when there is something to place

    places = Places(source.parsed_text, {path for _, fault in told for path in _paths(fault)})
    ids = {project.path: project.id for project in registry.projects}

    def span(fault: Fault) -> Span:
        return fault.span or places.span(fault.path, fault.part)

    findings = [
        Finding(
            rule.code,
            rule.name,
            rule.severity,
            source.name,
            span(fault),
            ids.get(fault.path[:2]) or ids.get(fault.path[:1]) or None,
            fault.path,
            fault.message,
            fault.help,
            tuple(Related(source.name, places.span(path), words) for path, words in fault.related),
        )
        for rule, fault in told
    ]
    return sorted(findings, key=lambda each: (each.span, each.code, each.message))
