"""`KEY=VALUE` as people write it, read as changes of a project: `end_date=2026-06-30`, `funding[0].amount=480 000 kr`.

Nothing behind the sign takes the key away. `tags[]=…` and `funding[]=…` add to what is there.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from projreg.decode import currency_of
from projreg.errors import UsageError
from projreg.fields import Key, Reasons, Record, Records, Texts
from projreg.model import Project
from projreg.nearest import nearest
from projreg.toml_edit import Change, changed_data
from projreg.written import READERS, Values, read_value

_KEY = re.compile(r"([A-Za-z_][\w-]*)(?:\[(\d*)\])?(?:\.([A-Za-z_][\w-]*))?")
_FORMS = "write it as end_date=2026-06-30, funding[0].amount=480000, tags[]=vatten or waive.PR311=the reason"


class _Assignment(NamedTuple):
    """What was written: `key[position].inner=value`. The position is "" in `key[]`, None without brackets."""

    written: str
    key: str
    position: str | None
    inner: str
    value: str

    @property
    def name(self) -> str:
        """What stands before the sign."""
        return self.written.partition("=")[0].strip()


def read_assignments(written: Sequence[str], project: Values, currency: str) -> list[Change]:
    """The changes, in the order in which they are to be made.

    `project` is the table as it stands, `currency` the registry's. Raises UsageError, naming what was written, for
    what is no assignment, an unknown key, or a value that cannot be read.
    """
    changes: list[Change] = []
    now: Values = project
    for each in sorted(map(_parsed, written), key=_turn):
        try:
            change = _change(each, now, currency, project)
            changes = _joined(changes, change, each)
            now = changed_data(now, *change) if _is_needed(change, now) else now
        except UsageError as error:
            raise UsageError(f"{each.written}: {error.message}", error.mend) from None
        except (LookupError, TypeError):
            raise UsageError(
                f"{each.written}: {each.key} cannot be read as it stands", "put it right in the file first"
            ) from None
    return changes


def _turn(each: _Assignment) -> tuple[int, int]:
    """When an assignment takes its turn.

    A currency comes first: amounts are read in it. What is taken away comes last and from behind: so each position
    means what stands there now.
    """
    if _says_the_currency(each):
        return 0, 0
    return (1, 0) if each.value.strip() else (2, -int((each.position or "0")[:9]))


def _joined(changes: Sequence[Change], change: Change, each: _Assignment) -> list[Change]:
    """The changes with one more, which may not be about the same thing, unless it adds to it."""
    same = [before for before in changes if before.path == change.path]
    if same and _adds_to_texts(each):
        return [*(before for before in changes if before not in same), change]
    for path, _ in changes:
        length = min(len(path), len(change.path))
        if path[:length] == change.path[:length] and each.position != "":
            raise UsageError(f"{each.name} is set twice", "set it once")
    return [*changes, change]


def to_be_made(changes: Sequence[Change], project: Project, table: Values) -> list[Change]:
    """The changes without those that change nothing, and with what follows from them.

    A later `end_date` keeps the old one as `original_end_date`, unless one is kept already or named in the changes.
    """
    new = dict(changes)
    needed = [each for each in changes if _is_needed(each, table)]
    later, old = new.get(("end_date",)), project.end_date
    if later is None or old is None or later <= old or "original_end_date" in table or ("original_end_date",) in new:
        return needed
    return [*needed, Change(("original_end_date",), old)]


def _parsed(written: str) -> _Assignment:
    name, equals, value = written.partition("=")
    found = _KEY.fullmatch(name.strip())
    if not found or not equals:
        raise UsageError(f"“{written}” is not KEY=VALUE", _FORMS)
    if any("\ud800" <= each <= "\udfff" for each in value):
        raise UsageError(f"“{written}” is not UTF-8 text", "set the terminal to UTF-8")
    key, position, inner = found.groups()
    return _Assignment(written, key if key.startswith("x_") else key.replace("-", "_"), position, inner or "", value)


def _is_needed(change: Change, table: Any) -> bool:
    """Whether there is anything to do: what is not there need not be taken away."""
    for step in change.path:
        try:
            table = table[step]
        except (LookupError, TypeError):
            return change.value is not None
    return True


def _says_the_currency(each: _Assignment) -> bool:
    return "currency" in (each.key, each.inner) or each.inner == "fund"


def _adds_to_texts(each: _Assignment) -> bool:
    """Whether `tags=a tags=b` is meant: the second adds to the first."""
    key = Project.keys.get(each.key)
    return bool(key and isinstance(key.kind, Texts) and each.position is None and each.value.strip())


def _change(each: _Assignment, now: Values, currency: str, before: Values) -> Change:
    key = Project.keys.get(each.key)
    if key is None:
        return _own(each, now)
    currency = currency_of(now, currency)
    if isinstance(key.kind, Records):
        return _in_tables(each, key, key.kind.record, now, currency)
    if isinstance(key.kind, Texts):
        return _in_texts(each, key, now, before)
    if isinstance(key.kind, Reasons):
        return _reason(each, key)
    if each.position is not None or each.inner:
        raise UsageError(f"{each.key} is one value", f"write {each.key}=VALUE")
    return Change((each.key,), read_value(key, each.value, currency) if each.value.strip() else None)


def _own(each: _Assignment, now: Values) -> Change:
    """A key that the format does not know: one of the user's own (`x_…`), or one that is to go."""
    is_whole = each.position is None and not each.inner
    if is_whole and each.key in now and not each.value.strip():
        return Change((each.key,), None)
    if each.key.startswith("x_"):
        if not is_whole:
            raise UsageError(f"{each.key} is one text", f"write {each.key}=TEXT")
        if isinstance(now.get(each.key, ""), str):
            return Change((each.key,), each.value.strip())
        raise UsageError(f"{each.key} holds something else than text", "change it in the file itself")
    near = nearest(each.key, Project.keys, likeness=0.5)
    raise UsageError(
        f"there is no key {each.key}",
        f"did you mean {near}?" if near else f"the keys are {', '.join(Project.keys)}; keys of your own begin with x_",
    )


def _in_texts(each: _Assignment, key: Key[Any], now: Values, before: Values) -> Change:
    value = each.value.strip()
    if each.inner:
        raise UsageError(f"{key.name} holds texts", f"write {key.name}=TEXT, or {key.name}[0]=TEXT for the first")
    if each.position is None:
        if not value:
            return Change((key.name,), None)
        said = now.get(key.name) if now.get(key.name) is not before.get(key.name) else None
        return Change((key.name,), [*(said or []), value])
    there = now.get(key.name)
    if each.position == "":
        if not value:
            raise UsageError("there is nothing to add", f"write {key.name}[]=TEXT, or {key.name}= to take all away")
        return _added(key, there, value)
    return Change((key.name, _position(each, key, there)), value or None)


def _in_tables(each: _Assignment, key: Key[Any], record: type[Record], now: Values, currency: str) -> Change:
    there, value = now.get(key.name), each.value.strip()
    if each.position is None and not each.inner and not value:
        return Change((key.name,), None)
    if each.position == "" and not each.inner and value:
        return _added(key, there, READERS[key.name](value, currency))
    if not each.position:
        first = next(iter(record.keys))
        raise UsageError(
            f"{key.name} holds tables",
            f"write {key.name}[0].{first}=… to change the first, {key.name}[0]= to take it away, or {key.name}[]=… to "
            "add one",
        )
    at = _position(each, key, there)
    if not each.inner:
        if value:
            raise UsageError(f"{key.name}[{at}] is a table", f"write {key.name}[{at}].KEY=VALUE for each of its keys")
        return Change((key.name, at), None)
    table: Any = now[key.name][at]
    inner = record.keys.get(name := each.inner.replace("-", "_"))
    if inner is None:
        if isinstance(table, Mapping) and each.inner in table and not value:
            return Change((key.name, at, each.inner), None)
        raise _no_inner_key(each, key, record)
    if not value:
        return Change((key.name, at, name), None)
    around = currency_of(table, currency) if isinstance(table, Mapping) else currency
    return Change((key.name, at, name), read_value(inner, value, around))


def _reason(each: _Assignment, key: Key[Any]) -> Change:
    if each.position is None and not each.inner and not each.value.strip():
        return Change((key.name,), None)
    code = each.inner.upper()
    if each.position is not None or not re.fullmatch(Reasons.code, code):
        raise UsageError(f"{key.name} holds rules and reasons", f"write {key.name}.PR311=the reason")
    return Change((key.name, code), each.value.strip() or None)


def _added(key: Key[Any], there: object, value: object) -> Change:
    """One more value in an array; `there` is what it holds, None when there is no such key."""
    if there is None:
        return Change((key.name,), [value])
    if not isinstance(there, list):
        raise UsageError(f"{key.name} cannot be read as it stands", "put it right in the file first")
    return Change((key.name, len(there)), value)


def _position(each: _Assignment, key: Key[Any], there: object) -> int:
    number = len(there) if isinstance(there, list) else 0
    if each.position and int(each.position[:9]) < number:
        return int(each.position)
    known = f"there is only {key.name}[0]" if number == 1 else f"there are {key.name}[0] to {key.name}[{number - 1}]"
    raise UsageError(f"there is no such {key.name}", known if number else f"{key.name}[]=… adds one")


def _no_inner_key(each: _Assignment, key: Key[Any], record: type[Record]) -> UsageError:
    near = nearest(each.inner, record.keys)
    return UsageError(
        f"{key.name} has no key {each.inner}",
        f"did you mean {near}?" if near else f"its keys are {', '.join(record.keys)}",
    )
