"""One `KEY=VALUE` read as a change of a project: a value, a text of several, a table, a key of a table."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from projreg.editing.alike import place_among
from projreg.editing.toml_edit import Change
from projreg.editing.written import READERS, Values, read_value
from projreg.errors import UsageError
from projreg.model.decode import currency_of
from projreg.model.fields import Key, Reasons, Record, Records, Texts, is_amount
from projreg.model.records import Project, Publisher
from projreg.rules import CODES
from projreg.values.nearest import nearest


class Assignment(NamedTuple):
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


def is_number(position: str) -> bool:
    """Whether a position in brackets is a number, rather than the text that is meant."""
    return position.isascii() and position.isdecimal()


def change_of(each: Assignment, now: Values, currency: str, before: Values) -> Change | str:
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


def _own(each: Assignment, now: Values) -> Change:
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
        return f"did you mean {'total_budget, or ' if is_amount(there.record.keys[there.key]) else ''}{inner}?"
    near = nearest(name, Project.keys, likeness=0.5)
    return (
        f"did you mean {near}?" if near else f"the keys are {', '.join(Project.keys)}; keys of your own begin with x_"
    )


def _holds(key: Key[Any], record: type[Record]) -> bool:
    return isinstance(key.kind, Records) and key.kind.record is record


def _in_texts(each: Assignment, key: Key[Any], now: Values, before: Values) -> Change | str:
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


def _in_tables(each: Assignment, key: Key[Any], record: type[Record], now: Values, currency: str) -> Change | str:
    there, value = now.get(key.name), each.value.strip()
    if each.position is None and not each.inner and not value:
        return Change((key.name,), None)
    if each.position == "" and not each.inner and value:
        read = READERS[key.name](value, currency)
        table = {name: read[name] for name in record.keys if name in read}
        return _same_table(each, key, there, table, currency) or _added(key, there, table)
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


def _reason(each: Assignment, key: Key[Any]) -> Change:
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


def _same_table(each: Assignment, key: Key[Any], there: object, table: Values, currency: str) -> str:
    """Where a table stands that says the same, and how a second one is told from it; empty when none does."""
    at = place_among(key.name, there, table, currency) if isinstance(there, list) else None
    if at is None:
        return ""
    further = ""
    if key.name == "funding" and "reference" not in table:
        further = f'; another decision like it needs its reference: "{each.written.rstrip("; ")}; reference=…"'
    return f"{key.name}[{at}]{further}"


def _added(key: Key[Any], there: object, value: object) -> Change:
    """One more value in an array; `there` is what it holds, None when there is no such key."""
    if there is None:
        return Change((key.name,), [value])
    if not isinstance(there, list):
        raise UsageError(f"{key.name} cannot be read as it stands", "put it right in the file first")
    return Change((key.name, len(there)), value)


def _position(each: Assignment, key: Key[Any], there: object) -> int:
    number = len(there) if isinstance(there, list) else 0
    if each.position and is_number(each.position) and int(each.position[:9]) < number:
        return int(each.position)
    known = f"there is only {key.name}[0]" if number == 1 else f"there are {key.name}[0] to {key.name}[{number - 1}]"
    raise UsageError(f"there is no such {key.name}", known if number else f"{key.name}[]=… adds one")


def _no_inner_key(each: Assignment, key: Key[Any], record: type[Record]) -> UsageError:
    from projreg.model.also_called import key_meant

    near = key_meant(each.inner, record, ()) or nearest(each.inner, record.keys)
    return UsageError(
        f"{key.name} has no key {each.inner}",
        f"did you mean {near}?" if near else f"its keys are {', '.join(record.keys)}",
    )
