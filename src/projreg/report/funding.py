"""The report on funding: granted, paid and remaining, per funder and programme and per year; own money by project.

What is applied for is told by itself, and is part of no other sum.
"""

from collections.abc import Iterable, Sequence

from projreg.derived.funding import (
    Figures,
    Group,
    applied_for,
    by_programme,
    by_year,
    is_settled,
    own_share,
    paid_without_amount,
    sums,
)
from projreg.language import Lang, Phrase, count
from projreg.report import Matter
from projreg.report.page import Section
from projreg.tables.table import Cell, Column, Table, json_amount
from projreg.values.money import Money

_TITLE = Phrase("Finansiering per den {day}", "Funding as of {day}")
_BY_PROGRAMME = Phrase("Per finansiär och program", "By funder and programme")
_BY_YEAR = Phrase("Per beslutsår", "By year of decision")
_OWN = Phrase("Egen insats per projekt", "Own money by project")
_APPLIED = Phrase("Sökt, inte beslutat", "Applied for, not decided")
_NOTHING = Phrase("Inget beslut om pengar är infört.", "No decision about money is entered.")
_KNOWN = Phrase(
    "Summorna är av kända belopp. Kvar är det som är beviljat och inte infört som utbetalt.",
    "Sums are of known amounts. Remaining is what was granted and is not entered as paid.",
)
_GAPS = Phrase(
    "{amounts} beslut saknar belopp, för {paid} är ingen utbetalning införd.",
    "{amounts} decisions have no amount, for {paid} no payment is entered.",
)
_PAID_ALONE = Phrase(
    "Utbetalt räknar med {decisions} utan känt belopp, som varken Beviljat eller Kvar räknar med.",
    "Paid counts {decisions} without a known amount, which neither Granted nor Remaining counts.",
)
_SETTLED = Phrase(
    "Av slutredovisade och avbrutna projekt är inget kvar.", "Nothing remains of closed and cancelled projects."
)
_ONE_DECISION, _MANY_DECISIONS = Phrase("beslut", "decision"), Phrase("beslut", "decisions")
_TOTAL = Phrase("Summa", "Total")
_UNKNOWN_YEAR = Phrase("Okänt år", "Year not known")
_FUNDER = Column("funder", Phrase("Finansiär, program", "Funder, programme"))
_YEAR = Column("year", Phrase("Beslutsår", "Year of decision"))
_ID = Column("id", Phrase("Id", "Id"))
_DECISIONS = Column("decisions", Phrase("Beslut", "Decisions"), figures=True)
_GRANTED = Column("granted", Phrase("Beviljat", "Granted"), figures=True)
_DECIDED = Column("granted", Phrase("Beslutat", "Decided"), figures=True)
_PAID = Column("paid", Phrase("Utbetalt", "Paid"), figures=True)
_REMAINING = Column("remaining", Phrase("Kvar", "Remaining"), figures=True)
_ASKED = Column("applied", Phrase("Sökt", "Applied for"), figures=True)
_MONEY = (_GRANTED, _PAID, _REMAINING)


def as_sections(matter: Matter, lang: Lang) -> list[Section]:
    """The report for people; the sum of each currency in a row of its own."""
    programmes, years, own = (made(matter.projects) for made in (by_programme, by_year, own_share))
    everything, applied = [*programmes, *own], applied_for(matter.projects)
    gaps = (
        sum(each.figures.without_amount for each in everything),
        sum(each.figures.without_paid for each in everything),
    )
    text = _KNOWN.say(lang)
    if any(is_settled(each) and each.funding for each in matter.projects):
        text += f" {_SETTLED.say(lang)}"
    if any(gaps):
        text += f" {_GAPS.say(lang, amounts=gaps[0], paid=gaps[1])}"
    if alone := paid_without_amount(matter.projects):
        text += f" {_PAID_ALONE.say(lang, decisions=count(alone, _ONE_DECISION, _MANY_DECISIONS, lang))}"
    sections = [Section(_TITLE.say(lang, day=matter.day), text if everything else _NOTHING.say(lang), level=1)]
    if programmes:
        rows = [(", ".join(filter(None, each.key)), *_cells(each.figures)) for each in programmes]
        rows += [(_TOTAL.say(lang), *_cells(each)) for each in sums(programmes)]
        table = Table((_FUNDER, *_MONEY), rows)
        sections.append(Section(_BY_PROGRAMME.say(lang), "", table))
        years_rows = [
            (each.key[0] or _UNKNOWN_YEAR.say(lang), each.figures.decisions, *_cells(each.figures)) for each in years
        ]
        sections.append(Section(_BY_YEAR.say(lang), "", Table((_YEAR, _DECISIONS, *_MONEY), years_rows)))
    if own:
        own_rows = [(each.key[0], *_cells(each.figures)) for each in own]
        own_rows += [(_TOTAL.say(lang), *_cells(each)) for each in sums(own)]
        sections.append(Section(_OWN.say(lang), "", Table((_ID, _DECIDED, _PAID, _REMAINING), own_rows)))
    if applied:
        asked = [(", ".join(filter(None, each.key)), _cells(each.figures)[0]) for each in applied]
        asked += [(_TOTAL.say(lang), _cells(each)[0]) for each in sums(applied)]
        sections.append(Section(_APPLIED.say(lang), "", Table((_FUNDER, _ASKED), asked)))
    return sections


def _cells(figures: Figures) -> tuple[Cell, ...]:
    """What was granted, what is paid, what remains."""
    return tuple(None if each is None else Money(each, figures.currency) for each in figures[2:5])


_KEYS = ("by", "funder", "programme", "year", "id", "currency", "projects", "decisions", "granted", "paid")
_MACHINE_COLUMNS = tuple(
    Column(name, Phrase(name, name)) for name in (*_KEYS, "remaining", "without_amount", "without_paid", "applied")
)


def as_table(matter: Matter) -> Table:
    """The report for machines: a row for each group, which `by` names."""
    rows: list[tuple[Cell, ...]] = []
    for by, groups in _groups(matter):
        for each in groups:
            named = dict(zip(_NAMES[by], each.key, strict=True))
            names = (named.get(name) for name in ("funder", "programme", "year", "id"))
            rows.append((by, *names, each.figures.currency, each.projects, *_machine_figures(by, each.figures)))
    return Table(_MACHINE_COLUMNS, rows)


def _machine_figures(by: str, figures: Figures) -> tuple[Cell, ...]:
    """The figures in the order of the columns; what is applied for has a column of its own, and none of the others."""
    if by == "applied":
        return (figures.decisions, None, None, None, figures.without_amount, None, figures.granted)
    return (*figures[1:], None)


_NAMES: dict[str, Sequence[str]] = {
    "programme": ("funder", "programme"),
    "year": ("year",),
    "own": ("id",),
    "applied": ("funder", "programme"),
}


def _groups(matter: Matter) -> Iterable[tuple[str, list[Group]]]:
    projects = matter.projects
    return (
        ("programme", by_programme(projects)),
        ("year", by_year(projects)),
        ("own", own_share(projects)),
        ("applied", applied_for(projects)),
    )


def as_object(matter: Matter) -> dict[str, object]:
    """The report as JSON, version 1."""
    return {
        "as_of": matter.day.isoformat(),
        **{
            f"by_{by}" if by in ("programme", "year") else by: [_object(by, each) for each in found]
            for by, found in _groups(matter)
        },
    }


def _object(by: str, group: Group) -> dict[str, object]:
    figures = group.figures
    named = {name: value or None for name, value in zip(_NAMES[by], group.key, strict=True)}
    if by == "applied":
        return {
            **named,
            "currency": figures.currency,
            "projects": group.projects,
            "applied": json_amount(figures.granted),
            "without_amount": figures.without_amount,
        }
    return {
        **named,
        "currency": figures.currency,
        "projects": group.projects,
        "decisions": figures.decisions,
        "granted": json_amount(figures.granted),
        "paid": json_amount(figures.paid),
        "remaining": json_amount(figures.remaining),
        "without_amount": figures.without_amount,
        "without_paid": figures.without_paid,
    }
