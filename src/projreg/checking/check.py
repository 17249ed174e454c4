"""Run the rules on registries, settle which faults are shown, and put the findings in the files' order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from projreg.checking.choice import ALL, Choice
from projreg.checking.judging import Judged, asked, compared, judge, judge_across
from projreg.diagnostic import Finding, Path, Severity
from projreg.model.records import Registry
from projreg.reading.source import Source
from projreg.rules import BY_SUBJECT, CODES
from projreg.rules.rule import Told
from projreg.rules.waivers import is_reason

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Checked(NamedTuple):
    """What a check saw: how many files and projects, and the findings in the files' order."""

    files: int
    projects: int
    findings: tuple[Finding, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are that severe."""
        return Counter(each.severity for each in self.findings)[severity]


def check(
    sources: Sequence[Source],
    choice: Choice | Mapping[str, Choice] = ALL,
    *,
    as_one: bool = False,
    committed: Mapping[str, Source] | None = None,
) -> Checked:
    """Check each file on its own; `as_one`, what compares projects compares those of all files.

    `choice` says which rules count, for all files or for each by its name.
    `committed` are the files of the same names as the last commit has them, when that is to be compared.
    """
    judged = [
        judge(source, choice if isinstance(choice, Choice) else choice.get(source.name, ALL)) for source in sources
    ]
    for each in judged:
        if committed and each.source.name in committed and not each.source.encoding:
            each.told.extend(compared(committed[each.source.name], each))
    if as_one and len(judged) > 1:
        judge_across(judged)
    findings = tuple(_placed(judged))
    return Checked(len(sources), sum(len(each.registry.projects) for each in judged), findings)


def check_one(source: Source, choice: Choice = ALL) -> tuple[Registry, list[Finding]]:
    """The registry of one file as far as it can be read, and everything that is found in it, each fault once."""
    judged = judge(source, choice)
    return judged.registry, list(_placed([judged]))


def placed(source: Source, registry: Registry, told: Iterable[Told], choice: Choice = ALL) -> list[Finding]:
    """What rules say of the registry of one file, as findings, each in its place: what counts here of what is told."""
    kept = [(rule, fault) for rule, fault in told if choice.severity(rule)]
    return list(_in_place([Judged(source, registry, (), kept, choice)], [kept]))


def _settled(judged: Judged) -> list[Told]:
    """What is to be shown: each fault once, and neither what is waived nor what does not count here."""
    told = [*judged.told, *_missing_after_all(judged)]
    told = [each for each in _without_waived(told, judged.registry) if judged.choice.severity(each[0])]
    if judged.misfits or judged.source.breaks or any(fault.covered_by for _, fault in told):
        from projreg.checking.cascades import without_cascades  # else nothing follows from another finding

        told = without_cascades(told, judged.misfits, judged.source)
    return told


def _missing_after_all(judged: Judged) -> Iterator[Told]:
    """Required keys whose value is of the wrong kind, where the rule that says so does not count: they are missing."""
    unfit = {each.path: each for each in judged.misfits if each.kind == "type" and each.is_required}
    if unfit:
        counts = [each for each in _without_waived(judged.told, judged.registry) if judged.choice.severity(each[0])]
        told = {fault.path for rule, fault in counts if rule.subject == "misfit"}
        for path in unfit.keys() - told:
            yield from asked("misfit", [unfit[path]._replace(kind="missing")])


def _without_waived(told: list[Told], registry: Registry) -> list[Told]:
    """Leave out what a project waives, with a reason, and tell of waivers that waive nothing."""
    waivers = {project.path: project.waive for project in registry.projects if project.waive}
    if not waivers:
        return told
    kept: list[Told] = []
    waived: dict[Path, set[str]] = {path: set() for path in waivers}
    for rule, fault in told:
        path = fault.path[:2]
        if path in waivers and is_reason(waivers[path].get(rule.code, "")):
            waived[path].add(rule.code)
        else:
            kept.append((rule, fault))
    for project in registry.projects:
        if project.waive:
            for rule in BY_SUBJECT["waiver"]:
                kept += ((rule, fault) for fault in rule.check(project, waived[project.path] | _DAILY, CODES))
    return kept


_DAILY = {rule.code for rule in BY_SUBJECT["clock"]}
"""Whether these were needed can only be told on a day."""


def _placed(judged: Sequence[Judged]) -> Iterator[Finding]:
    """What is to be shown of every fault, in the order of the files."""
    return _in_place(judged, [_settled(each) for each in judged])


def _in_place(judged: Sequence[Judged], kept: Sequence[list[Told]]) -> Iterator[Finding]:
    if any(kept):
        from projreg.checking.placing import in_place  # nobody needs a place before there is a finding

        yield from in_place(judged, kept)
