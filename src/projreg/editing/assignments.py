"""`KEY=VALUE` as people write it, read as changes of a project: `end_date=2026-06-30`, `funding[0].amount=480 000 kr`.

Nothing behind the sign takes the key away. `tags[]=…` and `funding[]=…` add to what is there, unless it is the same. A
key may be named by its label in either language.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from projreg.editing.assignment import Assignment, change_of, is_number
from projreg.editing.consequences import is_needed
from projreg.editing.toml_edit import Change, changed_data
from projreg.editing.written import Values
from projreg.errors import UsageError
from projreg.model.fields import Day, Record, Records, Texts
from projreg.model.records import Project

_NAME = r"[^\W\d](?:[\w -]*[\w-])?"
_KEY = re.compile(rf"({_NAME})\s*(?:\[([^\[\]]*)\])?(?:\.({_NAME}))?")
_TODAY = ("today", "idag", "i dag")
_FORMS = "write it as end_date=2026-06-30, funding[0].amount=480000, tags[]=vatten or waive.PR311=the reason"


def read_assignments(
    written: Sequence[str],
    project: Values,
    currency: str,
    today: date | None = None,
    *,
    tell: Callable[[str], object] = lambda line: None,
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
            change = change_of(_dated(each, today), now, currency, project)
            if isinstance(change, str):
                tell(f"“{each.written}” is there already: {change}")
                continue
            changes = _joined(changes, change, each)
            now = changed_data(now, *change) if is_needed(change, now) else now
        except UsageError as error:
            raise UsageError(f"{each.written}: {error.message}", error.mend) from None
        except (LookupError, TypeError):
            raise UsageError(
                f"{each.written}: {each.key} cannot be read as it stands", "put it right in the file first"
            ) from None
    return changes


def _turn(each: Assignment) -> tuple[int, int]:
    """When an assignment takes its turn.

    A currency comes first: amounts are read in it. What is taken away comes last and from behind: so each position
    means what stands there now.
    """
    if _says_the_currency(each):
        return 0, 0
    return (1, 0) if each.value.strip() else (2, -_number(each.position))


def _number(position: str | None) -> int:
    return int(position[:9]) if position and is_number(position) else 0


def _joined(changes: Sequence[Change], change: Change, each: Assignment) -> list[Change]:
    """The changes with one more, which may not be about the same thing, unless it adds to it."""
    same = [before for before in changes if before.path == change.path]
    if same and _adds_to_texts(each):
        return [*(before for before in changes if before not in same), change]
    for path, _ in changes:
        length = min(len(path), len(change.path))
        if path[:length] == change.path[:length] and each.position != "":
            raise UsageError(f"{each.name} is set twice", "set it once")
    return [*changes, change]


def _parsed(written: Sequence[str]) -> Iterator[Assignment]:
    for number, each in enumerate(written):
        name, equals, value = each.partition("=")
        found = _KEY.fullmatch(name.strip())
        if not found or not equals:
            raise UsageError(f"“{each}” is not KEY=VALUE", _unquoted(written, number) or _FORMS)
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise UsageError(f"“{each}” is not UTF-8 text", "set the terminal to UTF-8")
        key, position, inner = found.groups()
        yield Assignment(each, key, position, inner or "", value)


def _unquoted(written: Sequence[str], number: int) -> str:
    """What to do about a word without a sign behind an assignment: the value's blanks have parted it."""
    if not number or any(each in written[number] for each in '="[]'):
        return ""
    end = next((at for at in range(number, len(written)) if "=" in written[at]), len(written))
    whole = " ".join(written[number - 1 : end])
    return f'a value with blanks in it needs quotes: "{whole}"' if '"' not in whole else "put it in quotes"


def _placed(each: Assignment, project: Values) -> Assignment:
    """The assignment with the format's keys, and with a number where a text in brackets says which text is meant."""
    name = _key(each.key, Project, project)
    key = Project.keys.get(name)
    inner, position = each.inner, each.position
    if key and isinstance(key.kind, Records) and inner:
        tables = project.get(name)
        table = tables[_number(position)] if isinstance(tables, list) and _number(position) < len(tables) else {}
        inner = _key(inner, key.kind.record, table if isinstance(table, Mapping) else {})
    there = project.get(name)
    if key and isinstance(key.kind, Texts) and position and not is_number(position) and isinstance(there, list):
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


def _dated(each: Assignment, today: date | None) -> Assignment:
    """The assignment with the day in place of the word for it, where a day is wanted."""
    kind = Project.keys[each.key].kind if each.key in Project.keys else None
    key = kind.record.keys.get(each.inner) if isinstance(kind, Records) else Project.keys.get(each.key)
    if today is None or not key or not isinstance(key.kind, Day) or each.value.strip().casefold() not in _TODAY:
        return each
    return each._replace(value=today.isoformat())


def _says_the_currency(each: Assignment) -> bool:
    return "currency" in (each.key, each.inner) or each.inner == "fund"


def _adds_to_texts(each: Assignment) -> bool:
    """Whether `tags=a tags=b` is meant: the second adds to the first."""
    key = Project.keys.get(each.key)
    return bool(key and isinstance(key.kind, Texts) and each.position is None and each.value.strip())
