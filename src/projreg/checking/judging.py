"""What the rules say of a file, or of several read as one, before anything is waived or taken for a cascade."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from projreg.checking.choice import Choice
from projreg.diagnostic import Also, Fault
from projreg.model.decode import Misfit, decode
from projreg.model.fields import Record
from projreg.model.records import Project, Publisher, Registry, Top
from projreg.reading.source import Source, headers_as_meant, parse
from projreg.rules import BY_SUBJECT
from projreg.rules.contacts import personal_identity_number
from projreg.rules.rule import Subject, Told
from projreg.values.swedish_numbers import personal_numbers


class Judged(NamedTuple):
    """A file as far as it can be read, all that the rules say about it, cascades and waived faults too, and which of
    the rules count."""

    source: Source
    registry: Registry
    misfits: Sequence[Misfit]
    told: list[Told]
    choice: Choice


def judge(source: Source, choice: Choice) -> Judged:
    """A file with all that the rules say of it alone."""
    registry, misfits = decode(source.data)
    if any(map(_may_be_of_a_header, misfits)):
        source = headers_as_meant(source)
        registry, misfits = decode(source.data)
    if source.slips:
        broken = {each.span for each in source.breaks}
        misfits += [Misfit("header", each.table, Top, each) for each in source.slips if each.span not in broken]
    if any(each.is_number_for_text for each in misfits):
        misfits = _as_written(misfits, source)
    told = list(asked("source", [source]))
    if not source.encoding and (source.data or not source.breaks):
        told += asked("misfit", misfits)
        told += asked("project", registry.projects)
        told += _asked_about_text([registry.publisher, *registry.projects])
        told += asked("registry", [registry])
        told += _asked_outside_the_model(source, misfits, told)
    return Judged(source, registry, misfits, told, choice)


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


def asked(subject: Subject, things: Iterable[object]) -> Iterator[Told]:
    """What the rules on a subject say of each of these things."""
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


def judge_across(judged: Sequence[Judged]) -> None:
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


def _in_its_file(fault: Fault, file: str | int, judged: Sequence[Judged]) -> Fault:
    """A fault in files that are read as one, as it stands in its own file; other places name theirs."""
    return fault._replace(
        path=fault.path[1:],
        related=tuple(
            Also(also.path[1:], also.message, "" if also.path[0] == file else judged[int(also.path[0])].source.name)
            for also in fault.related
        ),
        covered_by=tuple((code, path[1:]) for code, path in fault.covered_by if path[0] == file),
    )


def compared(committed: Source, now: Judged) -> Iterator[Told]:
    """What the rules say of a file as the last commit has it and as it is now; or that it cannot be told."""
    before = _as_text(committed)
    if before.raw and not before.data:
        what = f"is not UTF-8 text; it looks like {before.encoding}" if before.encoding else "cannot be read"
        said = f"the file in the last commit {what}: it was not compared with this one"
        for rule in BY_SUBJECT["history"]:
            yield rule, Fault(("registry",), said, "look whether all projects are still there", part="key")
    else:
        was = decode(before.data).registry
        for rule in BY_SUBJECT["history"]:
            yield from ((rule, fault) for fault in rule.check(was, now.registry, now.source.name))


def _as_text(source: Source) -> Source:
    """The source, or where it is not UTF-8 what it says if that is certain."""
    if source.encoding:
        from projreg.values.charset import certain_text

        text = certain_text(source.raw)
        return source if text is None else parse(text.encode(), source.name)
    return source
