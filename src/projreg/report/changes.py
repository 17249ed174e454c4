"""What differs between two versions of a registry, in words for a board.

A long text is named and not quoted. Internal keys are told too: this is for the office, which looks through the page
before it passes it on.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from projreg.diagnostic import Path
from projreg.language import Lang, Phrase, count
from projreg.model.fields import Choice, Key, Records
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher
from projreg.model.words import CONTACT_ROLES, DEADLINE_TYPES, STATUSES
from projreg.report.change_rows import Side, cell_of
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Period, Table, Word
from projreg.values.money import NO_BREAK, Amount, Money, spoken_amount
from projreg.versions.changes import Change, Span
from projreg.versions.version import Unread, Value

KINDS = {
    "new": Phrase("Nytt", "New"),
    "removed": Phrase("Borttaget", "Removed"),
    "prolonged": Phrase("Förlängt", "Prolonged"),
    "shortened": Phrase("Förkortat", "Shortened"),
    "start_moved": Phrase("Start flyttad", "Start moved"),
    "budget_changed": Phrase("Budget ändrad", "Budget changed"),
    "grant_changed": Phrase("Beviljat stöd ändrat", "Grant changed"),
    "paid": Phrase("Utbetalt belopp ändrat", "Amount paid changed"),
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
    "deadline_reopened": Phrase("Tidsfrist åter öppen", "Deadline open again"),
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
        (
            "deadline_added", "deadline_moved", "deadline_done", "deadline_reopened", "deadline_removed",
            "deadline_changed",
        ),
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
    lines = [_BETWEEN.say(lang, old=_side(old, lang), new=_side(new, lang))]
    lines += [_PARTIAL.say(lang, side=_side(side, lang)) for side in (old, new) if side.partial]
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


def _side(side: Side, lang: Lang) -> str:
    """ "HEAD~3 (1a2b3c4d, 2024-05-01)", "the file in the folder"."""
    return f"{side.asked} ({side.commit[:8]}, {side.day})" if side.commit else _FOLDER.say(lang)


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
        case str() if key and isinstance(key.kind, Choice) and value in key.kind.words:
            return key.kind.words[value].say(lang)
        case str():
            return _cut(value)
    texts = _texts(value)
    return cell_of(value) if texts is None else _cut(", ".join(texts))


def _texts(value: Value) -> tuple[str, ...] | None:
    """The texts of an array of text; None for everything else."""
    return value if isinstance(value, tuple) and not isinstance(value, Money | Unread) else None


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
        size = amount if amount > 0 else -amount
        return f"{_sign(amount)}{spoken_amount(Money(size, difference.currency), lang)}"
    old, new = _texts(change.old), _texts(change.new)
    if old is None or new is None:
        return ""
    moves = [*(f"+{each}" for each in new if each not in old), *(f"−{each}" for each in old if each not in new)]
    return _cut(", ".join(moves))


def _sign(number: Amount) -> str:
    return "+" if number > 0 else "\N{MINUS SIGN}"
