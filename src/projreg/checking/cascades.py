"""What only follows from another finding, and so is left out: each fault is told once.

Only a finding that is shown itself may stand for others: one that is switched off or waived takes nothing with it.
Loaded only when something is told.
"""

import re
from collections.abc import Iterable, Iterator

from projreg.diagnostic import Path
from projreg.model.decode import Misfit
from projreg.model.fields import Record
from projreg.model.records import record_at
from projreg.reading.source import Source
from projreg.rules.keys import missing_key
from projreg.rules.rule import Told
from projreg.values.nearest import nearest


def without_cascades(told: list[Told], misfits: Iterable[Misfit], source: Source) -> list[Told]:
    """What is told, all of it shown, but for what follows from something else that is told."""
    shown = {fault.path for rule, fault in told if rule.subject == "misfit" and rule is not missing_key}
    misread = (each for each in misfits if each.kind == "broken" or each.path in shown)
    return _uncovered(independent(told, (*unread(misread), *_keys_of_breaks(source), *_keys_of_slips(told, source))))


def unread(misfits: Iterable[Misfit]) -> Iterator[Path]:
    """The keys that were given and could not be read; of a misspelt one, the key that was meant."""
    for each in misfits:
        path = each.meant if each.kind == "unknown" else each.path
        if path and each.kind not in ("missing", "header"):
            yield path


def independent(told: list[Told], unread: Iterable[Path]) -> list[Told]:
    """What is told, but for what a rule only says because it misses one of these values, which could not be read."""
    paths = set(unread)
    if not paths:
        return told
    spoiled = paths | {path[:length] for path in paths for length in range(3, len(path))}
    beside: dict[Path, list[Path]] = {}
    for path in paths:
        beside.setdefault(path[:2], []).append(path)

    def follows(told: Told) -> bool:
        rule, fault = told
        if rule.subject in ("source", "text") or (rule.subject == "misfit" and rule is not missing_key):
            return False
        if rule is missing_key and _other_way(fault.path) in spoiled:
            return True
        return fault.path in spoiled or any(_needs(told, path) for path in beside.get(fault.path[:2], ()))

    return [each for each in told if not follows(each)]


def _needs(told: Told, path: Path) -> bool:
    """Whether the fault hangs on the key at a path of its project; in a sub-table it hangs on no other of its kind."""
    rule, fault = told
    if ".".join(step for step in path[2:] if type(step) is str) not in rule.needs:
        return False
    return len(fault.path) < 5 or len(path) < 5 or fault.path[2] != path[2] or fault.path[3] == path[3]


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
    from projreg.model.also_called import key_meant  # needed when a key is broken

    return key_meant(written, record, ())


def _keys_of_slips(told: list[Told], source: Source) -> Iterator[Path]:
    """The keys above which a header is missing, where that is told: they gave way to it, and have no place."""
    spans = {fault.span for _, fault in told} if source.slips else set()
    for each in source.slips:
        if each.is_missing and each.span in spans:
            yield (*each.table, each.written.strip("\"'"))


def _uncovered(told: list[Told]) -> list[Told]:
    """What is told, but for faults that another rule tells in their stead."""
    if not any(fault.covered_by for _, fault in told):
        return told
    places = {(rule.code, fault.path) for rule, fault in told}
    return [(rule, fault) for rule, fault in told if places.isdisjoint(fault.covered_by)]
