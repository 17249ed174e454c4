"""What differs between two versions of a registry, in words for a board and as rows for machines.

People see long texts named and not quoted; machine formats have every value whole. Internal keys are told in all of
them: whoever passes the page on looks through it first.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from projreg.changes import Change, Span
from projreg.diagnostic import Path
from projreg.fields import Choice, Key, Records
from projreg.language import Lang, Phrase, count
from projreg.model import CONTACT_ROLES, DEADLINE_TYPES, STATUSES, Contact, Deadline, Funding, Project, Publisher
from projreg.money import NO_BREAK, Money, spoken_amount
from projreg.projectjson import record_object
from projreg.report.page import Section
from projreg.table import Cell, Column, Period, Table, Word, json_amount, json_value, plain
from projreg.version import Unread, Value


class Side(NamedTuple):
    """One of the two versions. `asked` is the revision as the user named it, empty for the files in the folder;
    `commit` and `day` are what it means. `partial`: something in it could not be read."""

    asked: str = ""
    commit: str = ""
    day: date | None = None
    partial: bool = False

    def say(self, lang: Lang) -> str:
        """ "HEAD~3 (1a2b3c4d, 2024-05-01)", "the file in the folder"."""
        return f"{self.asked} ({self.commit[:8]}, {self.day})" if self.commit else _FOLDER.say(lang)


KINDS = {
    "new": Phrase("Nytt", "New"),
    "removed": Phrase("Borttaget", "Removed"),
    "prolonged": Phrase("Förlängt", "Prolonged"),
    "shortened": Phrase("Förkortat", "Shortened"),
    "start_moved": Phrase("Start flyttad", "Start moved"),
    "budget_changed": Phrase("Budget ändrad", "Budget changed"),
    "grant_changed": Phrase("Beviljat stöd ändrat", "Grant changed"),
    "paid": Phrase("Utbetalt ändrat", "Disbursed changed"),
    "funding_added": Phrase("Finansiering tillagd", "Funding added"),
    "funding_removed": Phrase("Finansiering borttagen", "Funding removed"),
    "funding_changed": Phrase("Finansiering ändrad", "Funding changed"),
    "applied": Phrase("Ansökt", "Applied for"),
    "granted": Phrase("Beviljat", "Granted"),
    "suspended": Phrase("Vilande", "Suspended"),
    "resumed": Phrase("Återupptaget", "Resumed"),
    "cancelled": Phrase("Avbrutet", "Cancelled"),
    "closed": Phrase("Slutredovisat", "Closed"),
    "reopened": Phrase("Inte längre slutredovisat", "Reopened"),
    "deadline_added": Phrase("Tidsfrist tillagd", "Deadline added"),
    "deadline_moved": Phrase("Tidsfrist flyttad", "Deadline moved"),
    "deadline_done": Phrase("Tidsfrist klar", "Deadline done"),
    "deadline_removed": Phrase("Tidsfrist borttagen", "Deadline removed"),
    "deadline_changed": Phrase("Tidsfrist ändrad", "Deadline changed"),
    "renamed": Phrase("Bytt namn", "Renamed"),
    "published": Phrase("Publiceras", "Published"),
    "withdrawn": Phrase("Publiceras inte längre", "No longer published"),
    "contact_added": Phrase("Kontakt tillagd", "Contact added"),
    "contact_removed": Phrase("Kontakt borttagen", "Contact removed"),
    "contact_changed": Phrase("Kontakt ändrad", "Contact changed"),
    "changed": Phrase("Andra uppgifter", "Other particulars"),
    "registry_changed": Phrase("Registret självt", "The registry itself"),
}
"""Every kind of change: its word for machines, and what people read."""

_PARTS = (
    (Phrase("Nya projekt", "New projects"), ("new",)),
    (Phrase("Förlängt och flyttat", "Prolonged and moved"), ("prolonged", "shortened", "start_moved")),
    (
        Phrase("Budget och finansiering", "Budget and funding"),
        ("budget_changed", "grant_changed", "paid", "funding_added", "funding_removed", "funding_changed"),
    ),
    (
        Phrase("Status", "Status"),
        ("closed", "reopened", "cancelled", "suspended", "resumed", "granted", "applied"),
    ),
    (Phrase("Borttagna projekt", "Removed projects"), ("removed",)),
    (
        Phrase("Tidsfrister", "Deadlines"),
        ("deadline_added", "deadline_moved", "deadline_done", "deadline_removed", "deadline_changed"),
    ),
    (
        Phrase("Övrigt", "Other"),
        (
            "renamed", "published", "withdrawn", "contact_added", "contact_removed", "contact_changed", "changed",
            "registry_changed",
        ),
    ),
)  # fmt: skip
"""The sections of the page, and the kinds in each."""

_FOLDER = Phrase("filen i mappen", "the file in the folder")
_TITLE = Phrase("Ändringar i registret", "Changes in the registry")
_BETWEEN = Phrase("Från {old} till {new}.", "From {old} to {new}.")
_PARTIAL = Phrase(
    "Allt kunde inte läsas i {side}: ändringar där kan saknas.",
    "Not all of {side} could be read: changes there may be missing.",
)
_TOUCHED = Phrase("{projects} berörs", "{projects} touched")
_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")
_NOTHING = Phrase("Inga ändringar", "No changes")
_SAME = Phrase("Registret säger detsamma i båda.", "The registry says the same in both.")
_MONTH, _MONTHS = Phrase("månad", "month"), Phrase("månader", "months")
_DAY, _DAYS = Phrase("dag", "day"), Phrase("dagar", "days")
_UNREAD = Phrase("kan inte läsas", "cannot be read")
_AMOUNT_UNKNOWN = Phrase("okänt belopp", "amount not known")
_UNPUBLISHED = Phrase("publiceras inte", "not published")
_NEW_ID = Phrase("Nytt id", "New id")
LONGEST_QUOTE = 60
"""Characters of a text that people are shown; a longer one of several is cut, one alone is only named."""

_ID, _PROJECT = Column("id", Phrase("Id", "Id")), Column("project", Phrase("Projekt", "Project"))
_FACTS = (
    _ID,
    _PROJECT,
    Column("owner", Phrase("Projektägare", "Owner")),
    Column("period", Phrase("Period", "Period")),
    Column("total_budget", Phrase("Total budget", "Total budget"), figures=True),
    Column("status", Phrase("Status", "Status")),
)
_COLUMNS = (
    _ID,
    _PROJECT,
    Column("what", Phrase("Vad", "What")),
    Column("from", Phrase("Från", "From")),
    Column("to", Phrase("Till", "To")),
    Column("difference", Phrase("Skillnad", "Difference"), figures=True),
)


def as_sections(changes: Sequence[Change], old: Side, new: Side, lang: Lang) -> list[Section]:
    """For people: what is compared and how much differs, then a table for each part that has something in it."""
    lines = [_BETWEEN.say(lang, old=old.say(lang), new=new.say(lang))]
    lines += [_PARTIAL.say(lang, side=side.say(lang)) for side in (old, new) if side.partial]
    if not changes:
        return [Section(_TITLE.say(lang), "\n".join(lines), level=1), Section(_NOTHING.say(lang), _SAME.say(lang))]
    touched = len({id(each.project) for each in changes if each.project})
    numbers = Counter(each.kind for each in changes)
    counts = [f"{phrase.say(lang)}: {numbers[kind]}" for kind, phrase in KINDS.items() if numbers[kind]]
    lines.append(f"{_TOUCHED.say(lang, projects=count(touched, _ONE, _MANY, lang))}. {' · '.join(counts)}.")
    sections = [Section(_TITLE.say(lang), "\n".join(lines), level=1)]
    for heading, kinds in _PARTS:
        found = [each for each in changes if each.kind in kinds]
        if found:
            table = _facts(found) if kinds in (("new",), ("removed",)) else Table(_COLUMNS, [*_rows(found, lang)])
            sections.append(Section(heading.say(lang), "", table))
    return sections


def _facts(changes: Iterable[Change]) -> Table:
    """Whole projects, new or gone; the status where one has one."""
    rows: list[tuple[Cell, ...]] = []
    for project in (each.project for each in changes if each.project):
        period = Period(project.start_date, project.end_date)
        status = Word(project.status, STATUSES[project.status]) if project.status else None
        rows.append((project.id, _name(project), project.owner, period, project.budget, status))
    if any(row[-1] for row in rows):
        return Table(_FACTS, rows)
    return Table(_FACTS[:-1], [row[:-1] for row in rows])


def _rows(changes: Sequence[Change], lang: Lang) -> Iterable[tuple[Cell, ...]]:
    """A row for each change; the long texts that differ in a project share one, which only names them."""
    named: dict[int, list[str]] = {}
    for each in changes:
        if _is_long(each):
            named.setdefault(id(each.project), []).append(_label(each, lang))
    for each in changes:
        project = each.project
        whose = (project.id, _name(project)) if project else ("", KINDS["registry_changed"].say(lang))
        if not _is_long(each):
            yield (
                *whose,
                _what(each, lang),
                _said(each, each.old, lang),
                _said(each, each.new, lang),
                _more(each, lang),
            )
        elif labels := named.pop(id(project), []):
            yield (*whose, ", ".join(labels), None, None, None)


def _is_long(change: Change) -> bool:
    """Whether a text is too long to be quoted: it is named among the others."""
    texts = [each for each in (change.old, change.new) if isinstance(each, str)]
    plain_kind = change.kind in ("changed", "registry_changed")
    return plain_kind and any(len(each) > LONGEST_QUOTE or "\n" in each for each in texts)


def _name(project: Project) -> str:
    return project.acronym or project.title


def _what(change: Change, lang: Lang) -> str:
    """What kind of change it is, and of what: "Beviljat stöd ändrat: Tillväxtverket"."""
    if change.kind in ("changed", "registry_changed"):
        return _label(change, lang)
    if change.kind == "renamed":
        return (_NEW_ID if change.keys == (("id",),) else KINDS["renamed"]).say(lang)
    parts = [_about(change, lang), change.reason]
    if change.kind in ("funding_changed", "deadline_changed"):
        parts.insert(1, _label(change, lang))
    said = ", ".join(_cut(each) for each in parts if each)
    return f"{KINDS[change.kind].say(lang)}: {said}" if said else KINDS[change.kind].say(lang)


def _about(change: Change, lang: Lang) -> str:
    """Whose decision, which contact or deadline the change belongs to."""
    match change.about:
        case Funding():
            return change.about.funder
        case Deadline():
            kind = DEADLINE_TYPES.get(change.about.type)
            return ", ".join(each for each in (kind.say(lang) if kind else "", change.about.funder) if each)
        case Contact():
            role = CONTACT_ROLES.get(change.about.role)
            return role.say(lang) if role else ""
    return ""


def _key(path: Path) -> "Key[object] | None":
    """The declaration of the key that a path ends at; None when it ends at a table of several."""
    if path[0] == "registry":
        return Publisher.keys[str(path[1])]
    key = Project.keys[str(path[0])]
    if len(path) < 2:
        return key
    return key.kind.record.keys[str(path[-1])] if isinstance(key.kind, Records) and len(path) > 2 else None


def _label(change: Change, lang: Lang) -> str:
    key = _key(change.keys[0])
    return key.label.say(lang) if key else ""


def _said(change: Change, value: Value, lang: Lang) -> Cell:
    """A value as people are shown it: one line, at most so many characters of a text."""
    key = _key(change.keys[0])
    match value:
        case Unread():
            return _UNREAD.say(lang)
        case Funding():
            known = value.amount is not None
            return Money(value.amount or 0, value.currency) if known else _AMOUNT_UNKNOWN.say(lang)
        case Deadline():
            day = value.due.isoformat() if value.due else "?"
            return f"{day} ({_cut(value.note)})" if value.note else day
        case Contact():
            marks = [] if value.published else [_UNPUBLISHED.say(lang)]
            return _cut(", ".join(each for each in (value.name, value.email, value.phone, *marks) if each))
        case tuple() if not isinstance(value, Money):
            return _cut(", ".join(value))
        case str() if key and isinstance(key.kind, Choice) and value in key.kind.words:
            return key.kind.words[value].say(lang)
        case str():
            return _cut(value)
    return _cell(value)


def _cell(value: Value) -> Cell:
    """A value in a machine's row."""
    match value:
        case Project():
            return Period(value.start_date, value.end_date)
        case Funding():
            return None if value.amount is None else Money(value.amount, value.currency)
        case Deadline():
            return value.due
        case Contact():
            return tuple(each for each in (value.name, value.email, value.phone) if each)
        case Unread():
            return "?"
    cell: Cell = value  # type: ignore[assignment]
    return cell


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1].rstrip()}…"


def _more(change: Change, lang: Lang) -> str:
    """By how much: "+6 månader", "−12 dagar", "+500 000 kr", "+ny ort, −gammal ort"."""
    difference = change.difference
    if isinstance(difference, Span):
        number, one, many = difference.days, _DAY, _DAYS
        if difference.months is not None:
            number, one, many = difference.months, _MONTH, _MONTHS
        return f"{_sign(number)}{count(abs(number), one, many, lang).replace(' ', NO_BREAK)}"
    if isinstance(difference, Money):
        amount = difference.amount
        return f"{_sign(amount)}{spoken_amount(Money(abs(amount), difference.currency), lang)}"
    old, new = (
        [*each] if isinstance(each, tuple) and type(each) is tuple else None for each in (change.old, change.new)
    )
    if old is None or new is None:
        return ""
    moves = [*(f"+{each}" for each in new if each not in old), *(f"−{each}" for each in old if each not in new)]
    return _cut(", ".join(moves))


def _sign(number: object) -> str:
    return "+" if number > 0 else "\N{MINUS SIGN}"  # type: ignore[operator]


_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name))
    for name in ("change", "id", "title", "key", "about", "from", "to", "difference", "unit")
)


def as_table(changes: Sequence[Change]) -> Table:
    """For machines: a row for each change. `unit` is "days", or the currency of the difference."""
    rows: list[tuple[Cell, ...]] = []
    for each in changes:
        difference = each.difference
        much, unit = (None, "")
        if isinstance(difference, Span):
            much, unit = str(difference.days), "days"
        elif isinstance(difference, Money):
            much, unit = plain(difference), difference.currency
        project = each.project
        whose = (project.id, project.title) if project else ("", "")
        values = (_with_currency(_cell(value), unit) for value in (each.old, each.new))
        rows.append((each.kind, *whose, _place(each.keys), _about_word(each), *values, much, unit))
    return Table(_MACHINE_COLUMNS, rows)


def _with_currency(cell: Cell, unit: str) -> Cell:
    """An amount whose currency the row does not say bears it itself."""
    return f"{plain(cell)} {cell.currency}" if isinstance(cell, Money) and not unit else cell


def _about_word(change: Change) -> str:
    """The funder, the type of deadline or the role of contact, as the format writes it."""
    about = change.about
    return about.funder if isinstance(about, Funding) else getattr(about, "type", getattr(about, "role", ""))


def _place(keys: Sequence[Path]) -> str:
    """Where the change stands, as `projreg set` takes it: `funding[0].amount`."""
    return _dotted(keys[0]) if keys else ""


def _dotted(path: Path) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")


def as_object(changes: Sequence[Change], old: Side, new: Side) -> dict[str, object]:
    """As JSON, version 1: the two sides, and every change with its values whole."""
    return {
        "from": _side_object(old),
        "to": _side_object(new),
        "changes": [
            {
                "change": each.kind,
                "id": each.project.id if each.project else None,
                "title": each.project.title if each.project else None,
                "keys": [_dotted(path) for path in each.keys],
                "about": _about_word(each) or None,
                "from": _json(each.old),
                "to": _json(each.new),
                "difference": _difference_object(each.difference),
                "reason": each.reason or None,
            }
            for each in changes
        ],
    }


def _side_object(side: Side) -> dict[str, object]:
    day = side.day.isoformat() if side.day else None
    return {"revision": side.asked or None, "commit": side.commit or None, "date": day, "partial": side.partial}


def _json(value: Value) -> object:
    """Dates ISO 8601, amounts with their currency, tables as objects; what could not be read is `{"unread": true}`."""
    match value:
        case Unread():
            return {"unread": True}
        case Money():
            return {"amount": json_amount(value.amount), "currency": value.currency}
        case Project() | Funding() | Deadline() | Contact():
            return record_object(value)
    return json_value(_cell(value))


def _difference_object(difference: Span | Money | None) -> dict[str, object] | None:
    if isinstance(difference, Span):
        return {"days": difference.days, "months": difference.months}
    if isinstance(difference, Money):
        return {"amount": json_amount(difference.amount), "currency": difference.currency}
    return None
