"""Whether two tables of an array say the same, in whatever words: what goes without saying need not be said."""

from collections.abc import Sequence
from typing import Any

from projreg.editing.written import Values
from projreg.errors import UsageError
from projreg.model.decode import currency_of
from projreg.model.fields import Records
from projreg.model.records import Contact, Project


def place_among(name: str, tables: Sequence[object], new: Values, currency: str) -> int | None:
    """Which of the `tables` under a key of a project says what the new one does; None when none does.

    Amounts without a currency are in `currency`. Raises UsageError when there is such a deadline, but for the day on
    which it was done: that day is news, the deadline is not.
    """
    meant = _meant(name, new, currency)
    done = meant.pop("done", None)
    for at, each in enumerate(tables):
        if not isinstance(each, dict):
            continue
        there = _meant(name, each, currency)
        was_done = there.pop("done", None)
        if there != meant:
            continue
        if done is not None and done != was_done:
            was = f"done on {was_done}" if was_done else "not done"
            raise UsageError(f"{name}[{at}] is that {new.get('type', name)}, {was}", f"write {name}[{at}].done={done}")
        return at
    return None


def _meant(name: str, table: Values, currency: str) -> dict[str, Any]:
    """What a table says, without what goes without saying."""
    kind = Project.keys[name].kind
    keys = kind.record.keys if isinstance(kind, Records) else {}
    said = {key: value for key, value in table.items() if key not in keys or value != keys[key].default}
    if "currency" in keys:
        said["currency"] = currency_of(table, currency)
    if name == "contact":
        said["publish"] = Contact((), **{key: said[key] for key in ("role", "publish") if key in said}).published
    return said
