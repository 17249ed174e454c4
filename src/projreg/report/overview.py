"""The overview: how many projects, what they cost and who pays, per state and funder."""

from collections.abc import Iterator, Sequence

from projreg.derived.overview import Sums, by_funder, by_state
from projreg.derived.state import LABELS
from projreg.language import Lang, Phrase, count
from projreg.report import Matter, expiring, remarks
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table, Word, json_amount, plain
from projreg.values.money import NO_BREAK, Money, spoken_amount

_TITLE = Phrase("Översikt per den {day}", "Overview as of {day}")
_STATES, _FUNDERS = Phrase("Per läge", "By state"), Phrase("Per finansiär", "By funder")
_ONE, _MANY = Phrase("projekt", "project"), Phrase("projekt", "projects")
_IN_REGISTRY = Phrase("{projects} i registret.", "{projects} in the registry.")
_KNOWN = Phrase("Summorna är av kända belopp.", "Sums are of known amounts.")
_UNKNOWN_BUDGETS = Phrase("{number} utan uppgift om total budget", "{number} without a known total budget")
_UNKNOWN_GRANTS = Phrase("{number} beslut utan känt belopp", "{number} decisions without a known amount")
_NOT_KNOWN = Phrase("okänt", "not known")
_PROJECTS = Column("projects", Phrase("Projekt", "Projects"), figures=True)
_BUDGET = Column("total_budget", Phrase("Total budget", "Total budget"), figures=True)
_GRANTED = Column("granted", Phrase("Beviljat", "Granted"), figures=True)
_APPLIED = Column("applied", Phrase("Sökt", "Applied for"), figures=True)
_OWN = Column("own", Phrase("Egen insats", "Own money"), figures=True)
_STATE, _FUNDER = Column("state", Phrase("Läge", "State")), Column("funder", Phrase("Finansiär", "Funder"))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The overview for people, and below it what needs attention: the report on a window."""
    projects = matter.projects
    states, funders = by_state(projects, matter.day), by_funder(projects)
    budgets = sum(each.without_budget for each in states)
    grants = sum(each.without_amount for each in states)
    gaps = [_UNKNOWN_BUDGETS.say(lang, number=count(budgets, _ONE, _MANY, lang))] if budgets else []
    gaps += [_UNKNOWN_GRANTS.say(lang, number=grants)] if grants else []
    known = f"{_KNOWN.say(lang)[:-1]}: {', '.join(gaps)}." if gaps else _KNOWN.say(lang)
    if matter.total is None:
        known = f"{_IN_REGISTRY.say(lang, projects=count(len(projects), _ONE, _MANY, lang))} {known}"
    sections = [Section(_TITLE.say(lang, day=matter.day), known, level=1)]
    asked = (_APPLIED,) if any(each.applied is not None for each in states) else ()
    if states:
        rows: list[tuple[Cell, ...]] = [
            (
                Word(each.state, LABELS[each.state]),
                each.projects,
                *(_said(sums, lang) for sums in (each.total_budget, each.granted, each.own)),
                *(_said(each.applied, lang) for _ in asked),
            )
            for each in states
        ]
        columns = (_STATE, _PROJECTS, _BUDGET, _GRANTED, _OWN, *asked)
        sections.append(Section(_STATES.say(lang), "", Table(columns, rows)))
    if funders:
        given: list[tuple[Cell, ...]] = [
            (
                each.funder,
                each.projects,
                _said(each.granted, lang),
                *(_said(each.applied, lang) for _ in asked),
            )
            for each in funders
        ]
        sections.append(Section(_FUNDERS.say(lang), "", Table((_FUNDER, _PROJECTS, _GRANTED, *asked), given)))
    title, *parts = expiring.as_sections(matter, lang)
    return [*sections, title._replace(level=2), *(each._replace(level=3) for each in parts)]


def _said(sums: Sums | None, lang: Lang) -> str:
    """ "480 000 kr + 1 200 EUR": currencies side by side, never added; a dash where there is nothing to sum."""
    if sums is None:
        return "–"
    said = f" +{NO_BREAK}".join(spoken_amount(Money(amount, currency), lang) for currency, amount in sums.items())
    return said or _NOT_KNOWN.say(lang)


def as_table(matter: Matter) -> Table:
    """The overview for machines: a row for each state or funder and each currency, and one for each part to watch."""
    columns = tuple(
        Column(name, Phrase(name, name))
        for name in ("by", "name", "projects", "currency", "total_budget", "granted", "own", "applied")
    )
    rows: list[tuple[Cell, ...]] = []
    for state in by_state(matter.projects, matter.day):
        figures = (state.total_budget, state.granted or {}, state.own or {}, state.applied or {})
        rows += _machine_rows(("state", state.state), state.projects, figures)
    for funder in by_funder(matter.projects):
        figures = ({}, funder.granted or {}, {}, funder.applied or {})
        rows += _machine_rows(("funder", funder.funder), funder.projects, figures)
    rows += [("attention", part, len(entries), *[""] * 5) for part, entries in matter.found.parts]
    rows.append(("attention", "remarks", len(remarks.remarks(matter)), *[""] * 5))
    return Table(columns, rows)


def _machine_rows(about: tuple[str, str], projects: int, figures: Sequence[Sums]) -> Iterator[tuple[Cell, ...]]:
    """A row for each currency. The first has the number of projects: it is theirs, not the currency's."""
    for number, currency in enumerate(_currencies(*figures)):
        amounts = (plain(each.get(currency)) for each in figures)
        yield (*about, None if number else projects, currency, *amounts)


def _currencies(*sums: Sums) -> list[str]:
    """Every currency in the sums, at least an empty one: a state without amounts still has a row."""
    return list(dict.fromkeys(currency for each in sums for currency in each)) or [""]


def as_object(matter: Matter) -> dict[str, object]:
    """The overview as JSON, version 1."""
    window = matter.found.window
    return {
        "as_of": matter.day.isoformat(),
        "projects": len(matter.projects),
        "states": [
            {
                "state": each.state,
                "projects": each.projects,
                "total_budget": _objects(each.total_budget),
                "granted": _objects(each.granted),
                "own": _objects(each.own),
                "applied": _objects(each.applied),
                "without_budget": each.without_budget,
                "without_amount": each.without_amount,
            }
            for each in by_state(matter.projects, matter.day)
        ],
        "funders": [
            {
                "funder": each.funder,
                "projects": each.projects,
                "granted": _objects(each.granted),
                "applied": _objects(each.applied),
                "without_amount": each.without_amount,
            }
            for each in by_funder(matter.projects)
        ],
        "attention": {
            "window": {"from": window.start.isoformat(), "to": window.end.isoformat(), "text": window.text},
            **expiring.parts_object(matter),
        },
    }


def _objects(sums: Sums | None) -> list[dict[str, object]]:
    return [{"currency": currency, "amount": json_amount(amount)} for currency, amount in (sums or {}).items()]
