"""The overview: how many projects, what they cost and who pays, per state and funder."""

from projreg.language import Lang, Phrase, count
from projreg.money import NO_BREAK, Money, spoken_amount
from projreg.overview import Sums, by_funder, by_state
from projreg.report import Matter, expiring, remarks
from projreg.report.page import Section
from projreg.state import LABELS
from projreg.table import Cell, Column, Table, Word, json_amount, plain

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
_OWN = Column("own", Phrase("Egen insats", "Own money"), figures=True)
_STATE, _FUNDER = Column("state", Phrase("Läge", "State")), Column("funder", Phrase("Finansiär", "Funder"))


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The overview for people, and below it what needs attention: the report on a window."""
    projects = matter.projects
    states, funders = by_state(projects, matter.day), by_funder(projects)
    budgets = sum(each.without_budget for each in states)
    grants = sum(each.without_amount for each in funders)
    gaps = [_UNKNOWN_BUDGETS.say(lang, number=count(budgets, _ONE, _MANY, lang))] if budgets else []
    gaps += [_UNKNOWN_GRANTS.say(lang, number=grants)] if grants else []
    known = f"{_KNOWN.say(lang)[:-1]}: {', '.join(gaps)}." if gaps else _KNOWN.say(lang)
    if matter.total is None:
        known = f"{_IN_REGISTRY.say(lang, projects=count(len(projects), _ONE, _MANY, lang))} {known}"
    sections = [Section(_TITLE.say(lang, day=matter.day), known, level=1)]
    if states:
        rows: list[tuple[Cell, ...]] = [
            (
                Word(each.state, LABELS[each.state]),
                each.projects,
                *(_said(sums, lang) for sums in (each.total_budget, each.granted, each.own)),
            )
            for each in states
        ]
        sections.append(Section(_STATES.say(lang), "", Table((_STATE, _PROJECTS, _BUDGET, _GRANTED, _OWN), rows)))
    if funders:
        table = Table(
            (_FUNDER, _PROJECTS, _GRANTED),
            [(each.funder, each.projects, _said(each.granted, lang)) for each in funders],
        )
        sections.append(Section(_FUNDERS.say(lang), "", table))
    title, *parts = expiring.as_sections(matter, lang)
    return [*sections, title._replace(level=2), *(each._replace(level=3) for each in parts)]


def _said(sums: Sums, lang: Lang) -> str:
    """ "480 000 kr + 1 200 EUR": currencies side by side, never added."""
    said = f" +{NO_BREAK}".join(spoken_amount(Money(amount, currency), lang) for currency, amount in sums.items())
    return said or _NOT_KNOWN.say(lang)


def as_table(matter: Matter) -> Table:
    """The overview for machines: a row for each state or funder and each currency, and one for each part to watch."""
    columns = tuple(
        Column(name, Phrase(name, name))
        for name in ("by", "name", "projects", "currency", "total_budget", "granted", "own")
    )
    rows: list[tuple[Cell, ...]] = []
    for state in by_state(matter.projects, matter.day):
        for currency in _currencies(state.total_budget, state.granted, state.own):
            sums = (state.total_budget.get(currency), state.granted.get(currency), state.own.get(currency))
            rows.append(("state", state.state, state.projects, currency, *map(plain, sums)))
    for funder in by_funder(matter.projects):
        rows += [
            ("funder", funder.funder, funder.projects, currency, "", plain(funder.granted.get(currency)), "")
            for currency in _currencies(funder.granted)
        ]
    rows += [("attention", part, len(entries), "", "", "", "") for part, entries in matter.found.parts]
    rows.append(("attention", "remarks", len(remarks.remarks(matter)), "", "", "", ""))
    return Table(columns, rows)


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
                "without_budget": each.without_budget,
            }
            for each in by_state(matter.projects, matter.day)
        ],
        "funders": [
            {
                "funder": each.funder,
                "projects": each.projects,
                "granted": _objects(each.granted),
                "without_amount": each.without_amount,
            }
            for each in by_funder(matter.projects)
        ],
        "attention": {
            "window": {"from": window.start.isoformat(), "to": window.end.isoformat(), "text": window.text},
            **expiring.parts_object(matter),
        },
    }


def _objects(sums: Sums) -> list[dict[str, object]]:
    return [{"currency": currency, "amount": json_amount(amount)} for currency, amount in sums.items()]
