"""What differs between two versions of a registry, as values: new, prolonged, budget changed, closed …

A project is known again by its id, a decision, contact or deadline by what it says; so neither their order nor the
spelling of the file counts. Keys of the user's own (`x_`) are not compared. Internal keys are: this is for the office.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from projreg.diagnostic import Path
from projreg.model.fields import Record, Records
from projreg.model.records import Project
from projreg.values.dates import add_months, days_in_month
from projreg.values.money import Money, whole
from projreg.versions.pairing import Tier, paired
from projreg.versions.version import Unread, Value, Version


class Change(NamedTuple):
    """One thing that differs, in one project; in the registry itself when `project` is None.

    `project` is as it is now, or as it was when it is gone. `keys` are the places that it tells of, in the new version
    where they are in it: ("end_date",), ("funding", 0, "amount"); none for a whole project. `old` and `new` are the
    values of the first. `about` is the decision, contact or deadline that it belongs to. `reason` is the status's.
    """

    kind: str
    project: Project | None
    keys: tuple[Path, ...] = ()
    old: Value = None
    new: Value = None
    about: Record | None = None
    reason: str = ""

    @property
    def difference(self) -> "Span | Money | None":
        """The new value less the old, for two days, or two amounts in one currency."""
        if isinstance(self.old, date) and isinstance(self.new, date):
            return span(self.old, self.new)
        if isinstance(self.old, Money) and isinstance(self.new, Money) and self.old.currency == self.new.currency:
            return Money(whole(self.new.amount - self.old.amount), self.new.currency)
        return None


class Span(NamedTuple):
    """How far a day was moved, negative when to an earlier one; `months` when it is whole calendar months."""

    days: int
    months: int | None


def span(old: date, new: date) -> Span:
    """From one day to another. From a month's last day to another's it is whole months, whatever their lengths."""
    first, last = sorted((old, new))
    months = 12 * (last.year - first.year) + last.month - first.month
    is_whole = add_months(first, months) == last or (_ends_month(first) and _ends_month(last))
    sign = 1 if old <= new else -1
    return Span((new - old).days, sign * months if is_whole and months else None)


def _ends_month(day: date) -> bool:
    return day.day == days_in_month(day.year, day.month)


def compare(old: Version, new: Version) -> list[Change]:
    """All that differs: first of the registry itself, then by project in the new version's order, last what is gone.

    What one version has broken is told as `Unread`, and never as prolonged, closed or the like.
    """
    changes = [
        Change("registry_changed", None, (("registry", name),), was, now)
        for name, (was, now) in _differing(old, old.publisher, new, new.publisher).items()
    ]
    for was, now in paired(old.projects, new.projects, _SAME_PROJECT, apart=_one_follows):
        if now is None:
            changes.append(Change("removed", was, old=was))
        elif was is None:
            changes.append(Change("new", now, new=now))
        else:
            changes += _of_project(old, was, new, now)
    return changes


def _all_of(*names: str) -> Callable[[Record], tuple[object, ...] | None]:
    """The key made of these values, all of which must be given."""

    def key(each: Record) -> tuple[object, ...] | None:
        values = tuple(getattr(each, name) for name in names)
        return None if any(value is None or value == "" for value in values) else values

    return key


def _any_of(*names: str) -> Callable[[Record], tuple[object, ...] | None]:
    """The key made of these values, given or not; of all when none is named."""
    return lambda each: tuple(getattr(each, name) for name in names or each.keys)


_SAME_PROJECT: tuple[Tier[Project], ...] = (
    Tier(_all_of("id", "title")),
    Tier(_all_of("id")),
    Tier(_all_of("title", "owner", "start_date"), alone=True),
    Tier(_all_of("owner", "start_date", "end_date", "summary"), alone=True),
)
"""How a project is known again: by its id; with another id only when there is no doubt."""


def _one_follows(old: Project, new: Project) -> bool:
    """Whether one continues the other, and so is another project."""
    return bool(old.id and new.id and old.id != new.id) and (new.follows == old.id or old.follows == new.id)


_Parts = dict[str, tuple[Value, Value]]
"""The keys of a table that differ, with the old and the new value."""


def _differing(old: Version, was: Record, new: Version, now: Record) -> _Parts:
    """What differs in a table; the tables below it aside, unless one version could not read them."""
    found: _Parts = {}
    for name, key in now.keys.items():
        before, after = old.value(was, name), new.value(now, name)
        if name in _SAME and isinstance(key.kind, Records):
            before, after = (each if isinstance(each, Unread) else None for each in (before, after))
        if before != after:
            found[name] = before, after
    return found


def _of_project(old: Version, was: Project, new: Version, now: Project) -> Iterator[Change]:
    differing = _differing(old, was, new, now)
    told: set[str] = set()
    for name, (before, after) in differing.items():
        if name in told:
            continue
        in_doubt = isinstance(before, Unread) or isinstance(after, Unread)
        kind = "changed" if in_doubt or name not in _KINDS else _KINDS[name](before, after)
        if name == "publish" and was.published != now.published and not in_doubt and _is_read(differing.get("status")):
            kind = _publication(now)
        along = [each for each in _ALONG.get(name, ()) if kind != "changed" and each in differing]
        if name == "end_date" and differing.get("original_end_date") != (None, before):
            along = []
        told.update(along)
        reason = now.status_reason if name == "status" else ""
        yield Change(kind, now, tuple((each,) for each in (name, *along)), before, after, reason=reason)
    if was.published != now.published and "publish" not in differing and _is_read(differing.get("status")):
        yield Change(_publication(now), now, (("publish",),), was.published, now.published)
    for name, (tiers, tell) in _SAME.items():
        for one, other in paired(getattr(was, name), getattr(now, name), tiers):
            if other is None:
                yield Change(f"{name}_removed", now, (one.path[-2:],) if one else (), one, None, one)
            elif one is None:
                yield Change(f"{name}_added", now, (other.path[-2:],), None, other, other)
            elif parts := _differing(old, one, new, other):
                yield from tell(now, one, other, parts)


def _is_read(values: tuple[Value, Value] | None) -> bool:
    return not any(isinstance(each, Unread) for each in values or ())


def _publication(now: Project) -> str:
    return "published" if now.published else "withdrawn"


def _end(old: Value, new: Value) -> str:
    if isinstance(old, date) and isinstance(new, date):
        return "prolonged" if new > old else "shortened"
    return "changed"


def _closed(old: Value, new: Value) -> str:
    return "closed" if old is None else "reopened" if new is None else "changed"


def _done(old: Value, new: Value) -> str:
    return "deadline_done" if old is None else "deadline_reopened" if new is None else "deadline_changed"


def _status(old: Value, new: Value) -> str:
    return new if isinstance(new, str) else "granted" if old == "applied" else "resumed"


_KINDS: Mapping[str, Callable[[Value, Value], str]] = {
    "id": lambda old, new: "renamed",
    "title": lambda old, new: "renamed",
    "start_date": lambda old, new: "start_moved" if old and new else "changed",
    "end_date": _end,
    "closed_date": _closed,
    "status": _status,
    "total_budget": lambda old, new: "budget_changed",
}
"""What a change of a project's key is called, from both its values; "changed" for the others."""

_ALONG = {"end_date": ("original_end_date",), "status": ("status_reason",), "total_budget": ("currency",)}
"""Keys that a change of another tells along with it: what prolonging keeps, why, and the currency of an amount."""


def _of_funding(project: Project, one: Record, other: Record, parts: _Parts) -> Iterator[Change]:
    """The grant and what is paid each by itself, other keys too."""
    kinds = {"amount": "grant_changed", "paid": "paid"}
    amounts = [name for name in kinds if name in parts]
    for name, (old, new) in parts.items():
        if name == "currency" and amounts:
            continue
        kind = kinds.get(name, "funding_changed") if _is_read((old, new)) else "funding_changed"
        keys = (name, "currency") if name in amounts[:1] and "currency" in parts else (name,)
        yield Change(kind, project, tuple((*other.path[-2:], each) for each in keys), old, new, other)


def _of_contact(project: Project, one: Record, other: Record, parts: _Parts) -> Iterator[Change]:
    """A contact is told whole."""
    yield Change("contact_changed", project, tuple((*other.path[-2:], each) for each in parts), one, other, other)


def _of_deadline(project: Project, one: Record, other: Record, parts: _Parts) -> Iterator[Change]:
    for name, (old, new) in parts.items():
        kind = "deadline_changed"
        if _is_read((old, new)):
            kind = "deadline_moved" if name == "due" and old and new else kind
            kind = _done(old, new) if name == "done" else kind
        yield Change(kind, project, ((*other.path[-2:], name),), old, new, other)


_Teller = Callable[[Project, Record, Record, _Parts], Iterator[Change]]
_SAME: Mapping[str, tuple[tuple[Tier[Record], ...], _Teller]] = {
    "funding": (
        (
            Tier(_any_of()),
            Tier(_all_of("funder", "reference")),
            Tier(_any_of("funder", "level", "fund", "programme", "kind")),
            Tier(_any_of("funder", "level")),
            Tier(_any_of("funder")),
            Tier(_all_of("level", "amount"), alone=True),
        ),
        _of_funding,
    ),
    "contact": (
        (
            Tier(_any_of()),
            Tier(_all_of("name", "role")),
            Tier(_all_of("email", "role")),
            Tier(_all_of("name")),
            Tier(_all_of("email")),
            Tier(_any_of("role")),
        ),
        _of_contact,
    ),
    "deadline": (
        (
            Tier(_any_of()),
            Tier(_all_of("type", "due")),
            Tier(_any_of("type", "funder", "note")),
            Tier(_any_of("type", "funder")),
            Tier(_any_of("type")),
        ),
        _of_deadline,
    ),
}
"""How a decision, contact or deadline is known again, and how what differs in it is told."""
