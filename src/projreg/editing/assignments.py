"""`KEY=VALUE` as people write it, read as changes of a project: `end_date=2026-06-30`, `funding[0].amount=480 000 kr`.

Nothing behind the sign takes the key away. `tags[]=…` and `funding[]=…` add to what is there, unless it is the same. A
key may be named by its label in either language.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from projreg.editing.toml_edit import Change, changed_data
from projreg.editing.written import READERS, Values, read_value
from projreg.errors import UsageError
from projreg.model.decode import currency_of
from projreg.model.fields import Day, Key, Money, Percent, Reasons, Record, Records, Texts
from projreg.model.records import Project, Publisher
from projreg.rules import CODES
from projreg.values.nearest import nearest

_NAME = r"[^\W\d](?:[\w -]*[\w-])?"
_KEY = re.compile(rf"({_NAME})\s*(?:\[([^\[\]]*)\])?(?:\.({_NAME}))?")
_TODAY = ("today", "idag", "i dag")
_FORMS = "write it as end_date=2026-06-30, funding[0].amount=480000, tags[]=vatten or waive.PR311=the reason"


class _Assignment(NamedTuple):
    """What was written: `key[position].inner=value`. The position is "" in `key[]`, None without brackets.

    The keys are those of the format where they name or label one of them.
    """

    written: str
    key: str
    position: str | None
    inner: str
    value: str

    @property
    def name(self) -> str:
        """What stands before the sign."""
        return self.written.partition("=")[0].strip()


def read_assignments(
    written: Sequence[str],
    project: Values,
    currency: str,
    today: date | None = None,
    *,
    tell: Callable[[str], object] = str,
) -> list[Change]:
    """The changes, in the order in which they are to be made.

    `project` is the table as it stands, `currency` the registry's, `today` the day that the word "today" means (none:
    it is no date). `tell` is told in words what would be added and is there already.

    Raises UsageError, naming what was written, for what is no assignment, an unknown key, or a value that cannot be
    read.
    """
    changes: list[Change] = []
    now: Values = project
    for each in sorted((_placed(each, project) for each in _parsed(written)), key=_turn):
        try:
            change = _change(_dated(each, today), now, currency, project)
            if isinstance(change, str):
                tell(f"“{each.written}” is there already: {change}")
                continue
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
    return (1, 0) if each.value.strip() else (2, -_number(each.position))


def _number(position: str | None) -> int:
    return int(position[:9]) if position and _is_number(position) else 0


def _is_number(position: str) -> bool:
    return position.isascii() and position.isdecimal()


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
    if ("original_end_date",) in new:
        return needed
    return [*needed, *first_end_date(project, table, {"end_date": new.get(("end_date",))})]


def first_end_date(before: Project, table: Values, after: Values) -> list[Change]:
    """What keeps the end date of a project that was prolonged: one change, or none.

    `table` is the project's table before, `after` the one that it becomes; where either keeps an end date already, or
    what was there before was no date, or one before the start, nothing is added.
    """
    old, new = before.end_date, after.get("end_date")
    if old is None or (before.start_date and old < before.start_date):
        return []
    if type(new) is not date or new <= old or "original_end_date" in {*table, *after}:
        return []
    return [Change(("original_end_date",), old)]


def in_another_currency(changes: Sequence[Change], table: Values, currency: str) -> list[tuple[str, str, Any]]:
    """The amounts that nobody touched and that the changes put into another currency.

    Each with its key as it is written in an assignment, the currency that it is in now, and the amount. `table` is the
    project's as it stands, `currency` the registry's. When sub-tables are taken away too, nothing is told.
    """
    if not any(path[-1] in ("currency", "fund") for path, _ in changes):
        return []
    if any(len(path) == 2 and value is None and path[0] == "funding" for path, value in changes):
        return []
    after = table
    for change in changes:
        after = changed_data(after, *change)
    touched = {path for path, _ in changes}
    now = {path: (name, unit, amount) for path, name, unit, amount in _amounts(after, currency)}
    return [
        now[path]
        for path, _, unit, _ in _amounts(table, currency)
        if path not in touched and path in now and now[path][1] != unit
    ]


def _amounts(project: Values, around: str) -> Iterator[tuple[tuple[str | int, ...], str, str, Any]]:
    """The path, key, currency and amount of every amount of a project."""
    unit = currency_of(project, around)
    for name, key in Project.keys.items():
        if name not in project:
            continue
        if type(key.kind) is Money:
            yield (name,), name, unit, project[name]
        elif isinstance(key.kind, Records) and isinstance(project[name], list):
            for at, each in enumerate(project[name]):
                if not isinstance(each, Mapping):
                    continue
                for inner, inner_key in key.kind.record.keys.items():
                    if type(inner_key.kind) is Money and inner in each:
                        yield (name, at, inner), f"{name}[{at}].{inner}", currency_of(each, unit), each[inner]


def _parsed(written: Sequence[str]) -> Iterator[_Assignment]:
    for number, each in enumerate(written):
        name, equals, value = each.partition("=")
        found = _KEY.fullmatch(name.strip())
        if not found or not equals:
            raise UsageError(f"“{each}” is not KEY=VALUE", _unquoted(written, number) or _FORMS)
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise UsageError(f"“{each}” is not UTF-8 text", "set the terminal to UTF-8")
        key, position, inner = found.groups()
        yield _Assignment(each, key, position, inner or "", value)


def _unquoted(written: Sequence[str], number: int) -> str:
    """What to do about a word without a sign behind an assignment: the value's blanks have parted it."""
    if not number or any(each in written[number] for each in '="[]'):
        return ""
    end = next((at for at in range(number, len(written)) if "=" in written[at]), len(written))
    whole = " ".join(written[number - 1 : end])
    return f'a value with blanks in it needs quotes: "{whole}"' if '"' not in whole else "put it in quotes"


def _placed(each: _Assignment, project: Values) -> _Assignment:
    """The assignment with the format's keys, and with a number where a text in brackets says which text is meant."""
    name = _key(each.key, Project, project)
    key = Project.keys.get(name)
    inner, position = each.inner, each.position
    if key and isinstance(key.kind, Records) and inner:
        tables = project.get(name)
        table = tables[_number(position)] if isinstance(tables, list) and _number(position) < len(tables) else {}
        inner = _key(inner, key.kind.record, table if isinstance(table, Mapping) else {})
    there = project.get(name)
    if key and isinstance(key.kind, Texts) and position and not _is_number(position) and isinstance(there, list):
        same = [at for at, text in enumerate(there) if text == position.strip()]
        if len(same) > 1:
            places = " and ".join(f"{name}[{at}]" for at in same)
            raise UsageError(f"{each.written}: “{position}” stands in {name} more than once", f"it is {places}")
        position = str(same[0]) if same else position
    return each._replace(key=name, inner=inner, position=position)


def _key(name: str, record: type[Record], table: Values) -> str:
    """The key that is named or labelled so. What the table holds under that very name is meant as it stands."""
    if name in record.keys or name in table or name.startswith("x_"):
        return name
    from projreg.model.also_called import key_called  # needed when it is not the key's own name

    return key_called(name, record) or name


def _dated(each: _Assignment, today: date | None) -> _Assignment:
    """The assignment with the day in place of the word for it, where a day is wanted."""
    kind = Project.keys[each.key].kind if each.key in Project.keys else None
    key = kind.record.keys.get(each.inner) if isinstance(kind, Records) else Project.keys.get(each.key)
    if today is None or not key or not isinstance(key.kind, Day) or each.value.strip().casefold() not in _TODAY:
        return each
    return each._replace(value=today.isoformat())


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


def _change(each: _Assignment, now: Values, currency: str, before: Values) -> Change | str:
    """What the assignment changes in the project as it is `now`; when it adds what is there, where that is."""
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
    raise UsageError(f"there is no key {each.key}", _instead(each.key, now))


def _instead(name: str, now: Values) -> str:
    """What to write in place of an unknown key of a project."""
    from projreg.model.also_called import elsewhere, key_meant

    if meant := key_meant(name, Project, ()):
        return f"did you mean {meant}?"
    there = elsewhere(name, Project)
    if there and there.record is Publisher:
        return f"{there.key} is a key of {there.header}: change it in the file itself"
    if there:
        table = next(key.name for key in Project.keys.values() if _holds(key, there.record))
        inner = f"{table}[0].{there.key}" if now.get(table) else f"{there.key} in {table}[]=…"
        return f"did you mean {'total_budget, or ' if _is_amount(there.record.keys[there.key]) else ''}{inner}?"
    near = nearest(name, Project.keys, likeness=0.5)
    return (
        f"did you mean {near}?" if near else f"the keys are {', '.join(Project.keys)}; keys of your own begin with x_"
    )


def _holds(key: Key[Any], record: type[Record]) -> bool:
    return isinstance(key.kind, Records) and key.kind.record is record


def _is_amount(key: Key[Any]) -> bool:
    return isinstance(key.kind, Money) and not isinstance(key.kind, Percent)


def _in_texts(each: _Assignment, key: Key[Any], now: Values, before: Values) -> Change | str:
    value = each.value.strip()
    if each.inner:
        raise UsageError(f"{key.name} holds texts", f"write {key.name}=TEXT, or {key.name}[0]=TEXT for the first")
    if each.position is None:
        if not value:
            return Change((key.name,), None)
        said = now.get(key.name) if now.get(key.name) is not before.get(key.name) else None
        return Change((key.name,), [*(said or []), *_texts(key, value)] or None)
    if _array(value) is not None:
        raise UsageError(f"{each.name} is one text", f"write {key.name}[]=… for each text, or {key.name}={value}")
    there = now.get(key.name)
    if each.position == "":
        _refuse_commas(key, value)
        if not value:
            raise UsageError("there is nothing to add", f"write {key.name}[]=TEXT, or {key.name}= to take all away")
        return _place(key, there, value) or _added(key, there, value)
    return Change((key.name, _position(each, key, there)), value or None)


def _texts(key: Key[Any], value: str) -> list[str]:
    """The texts that a value means: those in brackets as TOML has them, else one."""
    if not (value.startswith("[") and value.endswith("]")):
        _refuse_commas(key, value)
        return [value]
    texts = _array(value)
    if texts is None:
        raise UsageError(
            f"“{value}” is no array of texts",
            f'write {key.name}=a {key.name}=b, or with quotes around the whole \'{key.name}=["a", "b"]\'',
        )
    return texts


def _array(value: str) -> list[str] | None:
    """The texts of an array as TOML has it; None when the value is none."""
    if not (value.startswith("[") and value.endswith("]")):
        return None
    from tomli import loads  # needed when brackets are written

    try:
        found = loads(f"texts = {value}")
    except (ValueError, RecursionError, ArithmeticError):  # no TOML, nested too deeply, or a number too long
        return None
    texts = found["texts"]
    is_all = len(found) == 1 and isinstance(texts, list) and all(isinstance(each, str) for each in texts)
    return texts if is_all else None


def _refuse_commas(key: Key[Any], value: str) -> None:
    """Names hold commas, but several tags in one are never meant."""
    if key.name == "tags" and "," in value:
        parts = [part for each in value.split(",") if (part := each.strip())]
        said = " ".join(f'"tags={part}"' if " " in part else f"tags={part}" for part in parts)
        raise UsageError(f"“{value}” would be one topic, with a comma in it", f"write {said or 'tags=a tags=b'}")


def _in_tables(each: _Assignment, key: Key[Any], record: type[Record], now: Values, currency: str) -> Change | str:
    there, value = now.get(key.name), each.value.strip()
    if each.position is None and not each.inner and not value:
        return Change((key.name,), None)
    if each.position == "" and not each.inner and value:
        read = READERS[key.name](value, currency)
        table = {name: read[name] for name in record.keys if name in read}
        return _same_table(each, key, there, table) or _added(key, there, table)
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
    old: Any = now[key.name][at]
    inner = record.keys.get(name := each.inner)
    if inner is None:
        if isinstance(old, Mapping) and each.inner in old and not value:
            return Change((key.name, at, each.inner), None)
        raise _no_inner_key(each, key, record)
    if not value:
        return Change((key.name, at, name), None)
    around = currency_of(old, currency) if isinstance(old, Mapping) else currency
    return Change((key.name, at, name), read_value(inner, value, around))


def _reason(each: _Assignment, key: Key[Any]) -> Change:
    if each.position is None and not each.inner and not each.value.strip():
        return Change((key.name,), None)
    code = each.inner.upper()
    if each.position is not None or not re.fullmatch(Reasons.code, code):
        raise UsageError(f"{key.name} holds rules and reasons", f"write {key.name}.PR311=the reason")
    if each.value.strip() and code not in CODES:
        raise UsageError(f"there is no rule {code}", "`projreg rule --all` lists them")
    return Change((key.name, code), each.value.strip() or None)


def _place(key: Key[Any], there: object, value: object) -> str:
    """Where an array holds the value; empty when it does not."""
    return f"{key.name}[{there.index(value)}]" if isinstance(there, list) and value in there else ""


def _same_table(each: _Assignment, key: Key[Any], there: object, table: Values) -> str:
    """Where a table stands that is equal in every key, and how a second one is told from it; empty when none does."""
    place = _place(key, there, table)
    if place and key.name == "funding" and "reference" not in table:
        place += f'; another decision like it needs its reference: "{each.written.rstrip("; ")}; reference=…"'
    return place


def _added(key: Key[Any], there: object, value: object) -> Change:
    """One more value in an array; `there` is what it holds, None when there is no such key."""
    if there is None:
        return Change((key.name,), [value])
    if not isinstance(there, list):
        raise UsageError(f"{key.name} cannot be read as it stands", "put it right in the file first")
    return Change((key.name, len(there)), value)


def _position(each: _Assignment, key: Key[Any], there: object) -> int:
    number = len(there) if isinstance(there, list) else 0
    if each.position and _is_number(each.position) and int(each.position[:9]) < number:
        return int(each.position)
    known = f"there is only {key.name}[0]" if number == 1 else f"there are {key.name}[0] to {key.name}[{number - 1}]"
    raise UsageError(f"there is no such {key.name}", known if number else f"{key.name}[]=… adds one")


def _no_inner_key(each: _Assignment, key: Key[Any], record: type[Record]) -> UsageError:
    from projreg.model.also_called import key_meant

    near = key_meant(each.inner, record, ()) or nearest(each.inner, record.keys)
    return UsageError(
        f"{key.name} has no key {each.inner}",
        f"did you mean {near}?" if near else f"its keys are {', '.join(record.keys)}",
    )
