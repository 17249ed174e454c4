"""Faults as findings, each with its line and column. Loaded only when there is one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from projreg.checking.choice import Choice
from projreg.checking.judging import Judged
from projreg.diagnostic import Fault, Finding, Path, Related
from projreg.rules.rule import Rule, Told
from projreg.values.swedish_numbers import without_personal_numbers

if TYPE_CHECKING:
    from projreg.reading.locate import Places


def in_place(judged: Sequence[Judged], kept: Sequence[list[Told]]) -> Iterator[Finding]:
    """The faults as findings. A text is searched once, and only when it must be."""
    wanted: dict[str, set[Path]] = {}
    for (source, *_), told in zip(judged, kept, strict=True):
        for _, fault in told:
            if not fault.span:
                wanted.setdefault(source.name, set()).add(fault.path)
            for also in fault.related:
                wanted.setdefault(also.file or source.name, set()).add(also.path)
    if wanted:
        from projreg.reading.locate import Places  # a fault may know its place
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
