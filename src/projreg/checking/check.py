"""Run the rules on registries, give every fault its place, and put the findings in the file's order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from projreg.checking.choice import ALL, Choice
from projreg.diagnostic import Also, Fault, Finding, Path, Related, Severity
from projreg.model.decode import Misfit, decode
from projreg.model.fields import Record
from projreg.model.records import Project, Publisher, Registry, Top
from projreg.reading.source import Source, parse
from projreg.rules import BY_SUBJECT, CODES
from projreg.rules.contacts import personal_identity_number
from projreg.rules.rule import Rule, Subject, Told
from projreg.rules.waivers import is_reason
from projreg.values.swedish_numbers import personal_numbers, without_personal_numbers

if TYPE_CHECKING:
    from projreg.reading.locate import Places

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
        _judged(source, choice if isinstance(choice, Choice) else choice.get(source.name, ALL)) for source in sources
    ]
    for each in judged:
        if committed and each.source.name in committed and not each.source.encoding:
            each.told.extend(_compared(_as_text(committed[each.source.name]), each))
    if as_one and len(judged) > 1:
        _judge_across(judged)
    findings = tuple(_placed(judged))
    return Checked(len(sources), sum(len(each.registry.projects) for each in judged), findings)


def _as_text(source: Source) -> Source:
    """The source, or where it is not UTF-8 what it says if that is certain."""
    if source.encoding:
        from projreg.values.charset import certain_text

        text = certain_text(source.raw)
        return source if text is None else parse(text.encode(), source.name)
    return source


def _compared(before: Source, now: "_Judged") -> Iterator[Told]:
    """What the rules say of a file as the last commit has it and as it is now; or that it cannot be told."""
    if before.raw and not before.data:
        what = f"is not UTF-8 text; it looks like {before.encoding}" if before.encoding else "cannot be read"
        said = f"the file in the last commit {what}: it was not compared with this one"
        for rule in BY_SUBJECT["history"]:
            yield rule, Fault(("registry",), said, "look whether all projects are still there", part="key")
    else:
        was = decode(before.data).registry
        for rule in BY_SUBJECT["history"]:
            yield from ((rule, fault) for fault in rule.check(was, now.registry, now.source.name))


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
        from projreg.reading.meant import headers_as_meant  # needed when something is misspelt

        source = headers_as_meant(source)
        registry, misfits = decode(source.data)
    if source.slips:
        broken = {each.span for each in source.breaks}
        misfits += [Misfit("header", each.table, Top, each) for each in source.slips if each.span not in broken]
    if any(each.is_number_for_text for each in misfits):
        misfits = _as_written(misfits, source)
    told = list(_asked("source", [source]))
    if not source.encoding and (source.data or not source.breaks):
        told += _asked("misfit", misfits)
        told += _asked("project", registry.projects)
        told += _asked_about_text([registry.publisher, *registry.projects])
        told += _asked("registry", [registry])
        told += _asked_outside_the_model(source, misfits, told)
    return _Judged(source, registry, misfits, told, choice)


def _may_be_of_a_header(misfit: Misfit) -> bool:
    """Whether a header that is misspelt or missing could be why something does not fit."""
    if misfit.kind == "type":
        return len(misfit.path) == 1
    is_stray = misfit.record is not Project and misfit.path[-1] in {*Project.keys, *Publisher.keys}
    return misfit.kind == "unknown" and (is_stray or isinstance(misfit.value, (dict, list)))


def _as_written(misfits: Iterable[Misfit], source: Source) -> list[Misfit]:
    """The misfits, with the figures that stand where a text should as they are written."""
    from projreg.reading.locate import Places  # needed for a finding only

    misfits, text = list(misfits), source.parsed_text
    places = Places(text, [each.path for each in misfits if each.is_number_for_text])
    stretches = [places.value(each.path) if each.is_number_for_text else None for each in misfits]
    return [
        each._replace(written=text[slice(*stretch)]) if stretch else each
        for each, stretch in zip(misfits, stretches, strict=True)
    ]


def _judge_across(judged: Sequence[_Judged]) -> None:
    """Ask the rules that compare projects once, of the projects of all files, instead of file by file."""
    rules = [rule for rule in BY_SUBJECT["registry"] if rule.across]
    projects = [project.below((at,)) for at, each in enumerate(judged) for project in each.registry.projects]
    joined = Registry(judged[0].registry.publisher.below((0,)), tuple(projects))
    for _, _, _, told, _ in judged:
        told[:] = [each for each in told if each[0] not in rules]
    for rule in rules:
        for fault in rule.check(joined):
            at = fault.path[0]
            judged[int(at)].told.append((rule, _in_its_file(fault, at, judged)))


def _in_its_file(fault: Fault, file: str | int, judged: Sequence[_Judged]) -> Fault:
    """A fault in files that are read as one, as it stands in its own file; other places name theirs."""
    return fault._replace(
        path=fault.path[1:],
        related=tuple(
            Also(also.path[1:], also.message, "" if also.path[0] == file else judged[int(also.path[0])].source.name)
            for also in fault.related
        ),
        covered_by=tuple((code, path[1:]) for code, path in fault.covered_by if path[0] == file),
    )


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


def _asked_outside_the_model(source: Source, misfits: Sequence[Misfit], told: Iterable[Told]) -> list[Told]:
    """What the rule on identity numbers says of comments, and of values that are no texts of a project."""
    found: list[Fault] = []
    if misfits or b"x_" in source.raw:
        from projreg.rules import outside

        known = {fault.path for rule, fault in told if rule is personal_identity_number}
        found += outside.in_values(source, misfits, known)
    if b"#" in source.raw:
        behind = "\n".join(each.partition(b"\n")[0].decode() for each in source.raw.split(b"#")[1:])
        if next(personal_numbers(behind), None):
            from projreg.rules import outside

            found += outside.in_comments(source)
    return [(personal_identity_number, each) for each in found]


def _settled(judged: _Judged) -> list[Told]:
    """What is to be shown: each fault once, and neither what is waived nor what does not count here."""
    told = [*judged.told, *_missing_after_all(judged)]
    told = [each for each in _without_waived(told, judged.registry) if judged.choice.severity(each[0])]
    if judged.misfits or judged.source.breaks or any(fault.covered_by for _, fault in told):
        from projreg.checking.cascades import without_cascades  # else nothing follows from another finding

        told = without_cascades(told, judged.misfits, judged.source)
    return told


def _missing_after_all(judged: _Judged) -> Iterator[Told]:
    """Required keys whose value is of the wrong kind, where the rule that says so does not count: they are missing."""
    unfit = {each.path: each for each in judged.misfits if each.kind == "type" and each.is_required}
    if unfit:
        counts = [each for each in _without_waived(judged.told, judged.registry) if judged.choice.severity(each[0])]
        told = {fault.path for rule, fault in counts if rule.subject == "misfit"}
        for path in unfit.keys() - told:
            yield from _asked("misfit", [unfit[path]._replace(kind="missing")])


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
        from projreg.reading.locate import Places  # nobody needs a place before there is a finding
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
        without_personal_numbers(ids.get(fault.path[:2]) or ids.get(fault.path[:1]) or "") or None,
        fault.path,
        without_personal_numbers(fault.message),  # findings are pasted into tickets
        without_personal_numbers(fault.help) if fault.help else fault.help,
        tuple(
            Related(
                also.file or file,
                places[also.file or file].span(also.path),
                without_personal_numbers(also.message),
            )
            for also in fault.related
        ),
        fault.fix,
        fault.part,
    )
