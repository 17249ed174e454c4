"""Run the rules on registries, give every fault its place, and put the findings in the file's order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from projreg.choice import ALL, Choice
from projreg.decode import Misfit, decode
from projreg.diagnostic import Also, Fault, Finding, Path, Related, Severity
from projreg.fields import Record
from projreg.model import Project, Publisher, Registry, Top, record_at
from projreg.nearest import nearest
from projreg.rules import BY_SUBJECT, CODES
from projreg.rules.identity import fresh_ids, id_used_twice, used_twice
from projreg.rules.keys import missing_key
from projreg.rules.rule import Rule, Subject
from projreg.rules.waivers import is_reason
from projreg.source import Source
from projreg.swedish_numbers import without_personal_numbers

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


def check(
    sources: Sequence[Source],
    choice: Choice | Mapping[str, Choice] = ALL,
    *,
    as_one: bool = False,
    committed: Mapping[str, Source] | None = None,
) -> Checked:
    """Check each file on its own; `as_one`, ids must be unique across all of them too.

    `choice` says which rules count, for all files or for each by its name.
    `committed` are the files of the same names as the last commit has them, when that is to be compared.
    """
    judged = [
        _judged(source, choice if isinstance(choice, Choice) else choice.get(source.name, ALL)) for source in sources
    ]
    for each in judged:
        if committed and each.source.name in committed and not each.source.encoding:
            before = decode(committed[each.source.name].data).registry
            each.told.extend(
                (rule, fault)
                for rule in BY_SUBJECT["history"]
                for fault in rule.check(before, each.registry, each.source.name)
            )
    if as_one and len(judged) > 1:
        _judge_ids_across(judged)
    findings = tuple(_placed(judged))
    return Checked(len(sources), sum(len(each.registry.projects) for each in judged), findings)


def check_one(source: Source, choice: Choice = ALL) -> tuple[Registry, list[Finding]]:
    """The registry of one file as far as it can be read, and everything that is found in it, each fault once."""
    judged = _judged(source, choice)
    return judged.registry, list(_placed([judged]))


def placed(source: Source, registry: Registry, told: Iterable[Told], choice: Choice = ALL) -> list[Finding]:
    """What rules say of the registry of one file, as findings, each in its place: what counts here of what is told."""
    kept = [(rule, fault) for rule, fault in told if choice.severity(rule)]
    return list(_in_place([_Judged(source, registry, (), kept, choice)], [kept]))


class _Judged(NamedTuple):
    """A file as far as it can be read, all that the rules say about it, cascades and waived faults too, and which of
    the rules count."""

    source: Source
    registry: Registry
    misfits: Sequence[Misfit]
    told: list[Told]
    choice: Choice


def _judged(source: Source, choice: Choice) -> _Judged:
    registry, misfits = decode(source.data)
    if any(map(_may_be_of_a_header, misfits)):
        from projreg.repair import headers_as_meant  # needed when something is misspelt

        source = headers_as_meant(source)
        registry, misfits = decode(source.data)
    if source.slips:
        broken = {each.span for each in source.breaks}
        misfits += [Misfit("header", each.table, Top, each) for each in source.slips if each.span not in broken]
    told = list(_asked("source", [source]))
    if not source.encoding and (source.data or not source.breaks):
        told += _asked("misfit", misfits)
        told += _asked("project", registry.projects)
        told += _asked_about_text([registry.publisher, *registry.projects])
        told += _asked("registry", [registry])
    return _Judged(source, registry, misfits, told, choice)


def _may_be_of_a_header(misfit: Misfit) -> bool:
    """Whether a header that is misspelt or missing could be why something does not fit."""
    if misfit.kind == "type":
        return len(misfit.path) == 1
    is_stray = misfit.record is not Project and misfit.path[-1] in {*Project.keys, *Publisher.keys}
    return misfit.kind == "unknown" and (is_stray or isinstance(misfit.value, (dict, list)))


def _judge_ids_across(judged: Sequence[_Judged]) -> None:
    """Tell of ids that are used twice anywhere in the files, instead of file by file."""
    other_than = fresh_ids(project.id for each in judged for project in each.registry.projects)
    first: dict[str, tuple[str, Path]] = {}
    for source, registry, _, told, _ in judged:
        told[:] = [(rule, fault) for rule, fault in told if rule is not id_used_twice]
        for project in registry.projects:
            here = source.name, project.at("id")
            file, place = first.setdefault(project.id, here) if project.id.strip() else here
            if (file, place) != here:
                fault = used_twice(project, Also(place, "first used", "" if file == source.name else file), other_than)
                told.append((id_used_twice, fault))


def _asked(subject: Subject, things: Iterable[object]) -> Iterator[Told]:
    rules = BY_SUBJECT[subject]
    for thing in things:
        for rule in rules:
            for fault in rule.check(thing):
                yield rule, fault


def _asked_about_text(records: Iterable[Record]) -> Iterator[Told]:
    """What the rules on text say: first of all the texts of a project together, then, where one is suspect, of each."""
    rules = BY_SUBJECT["text"]
    for record in records:
        words = record.words()
        together = "\n".join(words)
        for rule in rules:
            if rule.suspect and rule.suspect(record, words, together):
                for each in record.texts():
                    for fault in rule.check(*each):
                        yield rule, fault


def _settled(judged: _Judged) -> list[Told]:
    """What is to be shown: each fault once, and neither what is waived nor what does not count here."""
    told = _without_cascades(judged.told, judged.misfits, judged.source) if judged.told else []
    told = _without_waived(told, judged.registry)
    return [(rule, fault) for rule, fault in told if judged.choice.severity(rule)]


def _without_cascades(told: list[Told], misfits: Sequence[Misfit], source: Source) -> list[Told]:
    """Leave out what follows from another finding: a rule that misses a value which stands there misspelt or unread."""
    misread = [
        each.meant if each.kind == "unknown" else each.path
        for each in misfits
        if each.kind not in ("missing", "header")
    ]
    put_back = [(*each.table, each.written.strip("\"'")) for each in source.slips if each.is_missing]
    paths = {path for path in (*misread, *_keys_of_breaks(source), *put_back) if path}
    if not paths:
        return told
    spoiled = paths | {path[:length] for path in paths for length in range(3, len(path))}
    needs = {(path[:2], ".".join(step for step in path[2:] if type(step) is str)) for path in paths}

    def follows(rule: Rule, fault: Fault) -> bool:
        if rule.subject == "source" or (rule.subject == "misfit" and rule.code != MISSING):
            return False
        if rule.code == MISSING and _other_way(fault.path) in spoiled:
            return True
        return fault.path in spoiled or any((fault.path[:2], need) in needs for need in rule.needs)

    return [(rule, fault) for rule, fault in told if not follows(rule, fault)]


def _other_way(path: Path) -> Path:
    """The key that will do instead of a missing one, such as a contact's e-mail address; empty when none does."""
    record = record_at(path[:-1])
    key = record.keys.get(str(path[-1])) if record else None
    return (*path[:-1], key.unless) if key and key.unless else ()


def _keys_of_breaks(source: Source) -> Iterator[Path]:
    """The keys that broken statements most likely give, where the break left no key that could be read."""
    for each in source.breaks:
        word = re.match(r"[\s\"']*([^\s=\"'.\[\]{}]+)", each.statement)
        record = record_at(each.table) if word and each.table is not None else None
        if word and record:
            whole = each.statement.partition("=")[0].strip()
            name = word[1] if word[1] in record.keys else _key_of_words(whole, record) or nearest(word[1], record.keys)
            if name:
                yield (*(each.table or ()), name)


def _key_of_words(written: str, record: type[Record]) -> str | None:
    """The key that is meant where several words, or letters that no key has, stand for one."""
    if len(written) > 50 or re.fullmatch(r"[\w.\"'-]*", written, re.ASCII):
        return None
    from projreg.also_called import key_meant  # needed when a key is broken

    return key_meant(written, record, ())


def _without_waived(told: list[Told], registry: Registry) -> list[Told]:
    """Leave out what a project waives, with a reason, and tell of waivers that waive nothing."""
    waivers = {project.path: project.waive for project in registry.projects if project.waive}
    if not waivers:
        return told
    kept: list[Told] = []
    waived: dict[Path, set[str]] = {path: set() for path in waivers}
    for rule, fault in told:
        path = fault.path[:2]
        if is_reason(waivers.get(path, {}).get(rule.code, "")):
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


def _placed(judged: Sequence[_Judged]) -> Iterator[Finding]:
    """What is to be shown of every fault, in the order of the files."""
    return _in_place(judged, [_settled(each) for each in judged])


def _in_place(judged: Sequence[_Judged], kept: Sequence[list[Told]]) -> Iterator[Finding]:
    """The faults as findings. A text is searched once, and only when it must be."""
    wanted: dict[str, set[Path]] = {}
    for (source, *_), told in zip(judged, kept, strict=True):
        for _, fault in told:
            if not fault.span:
                wanted.setdefault(source.name, set()).add(fault.path)
            for also in fault.related:
                wanted.setdefault(also.file or source.name, set()).add(also.path)
    if wanted:
        from projreg.locate import Places  # nobody needs a place before there is a finding
    texts = {each.source.name: each.source for each in judged}
    places = {name: Places(texts[name].parsed_text, paths) for name, paths in wanted.items()}
    for (source, registry, *_, choice), told in zip(judged, kept, strict=True):
        ids = {project.path: project.id for project in registry.projects}
        found = [_finding(rule, fault, choice, source.name, ids, places) for rule, fault in told]
        yield from sorted(found, key=lambda each: (each.span, each.code, each.message))


def _finding(
    rule: Rule, fault: Fault, choice: Choice, file: str, ids: Mapping[Path, str], places: "Mapping[str, Places]"
) -> Finding:
    return Finding(
        rule.code,
        rule.name,
        choice.severity(rule) or rule.severity,
        file,
        fault.span or places[file].span(fault.path, fault.part),
        ids.get(fault.path[:2]) or ids.get(fault.path[:1]) or None,
        fault.path,
        without_personal_numbers(fault.message),  # findings are pasted into tickets
        without_personal_numbers(fault.help) if fault.help else fault.help,
        tuple(
            Related(also.file or file, places[also.file or file].span(also.path), also.message)
            for also in fault.related
        ),
        fault.fix,
        fault.part,
    )
