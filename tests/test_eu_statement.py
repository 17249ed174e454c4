"""The words that the EU asks for, by fund and period."""

from datetime import date

import pytest

from projreg.derived.eu_statement import CO_FUNDED, RURAL, UNION, eu_statements
from projreg.model.records import Funding, Project
from projreg.model.words import FUNDS

REGIONAL = "Europeiska unionen, Europeiska regionala utvecklingsfonden"
SOCIAL = "Europeiska unionen, Europeiska socialfonden"
NEW = "Medfinansieras av Europeiska unionen"


@pytest.mark.parametrize(
    ("fund", "programme", "start", "statement"),
    [
        ("ERDF", "", date(2021, 1, 1), NEW),
        ("ERDF", "", date(2020, 12, 31), REGIONAL),
        ("ERDF", "Övre Norrdal 2021\N{EN DASH}2027", date(2020, 5, 1), NEW),
        ("ERDF", "Övre Norrdal 2014-2020", date(2022, 5, 1), REGIONAL),
        ("ERDF", "Norrdal 2014\N{EN DASH}20", date(2022, 5, 1), REGIONAL),
        ("ERDF", "Norrdal 2007/2013", date(2022, 5, 1), REGIONAL),
        ("ESF+", "", date(2019, 1, 1), SOCIAL),
        ("ESF+", "", date(2023, 1, 1), NEW),
        ("EAFRD", "", date(2022, 12, 31), RURAL.sv),
        ("EAFRD", "", date(2023, 1, 1), NEW),
        ("EAFRD", "Strategisk plan 2023\N{EN DASH}2027", date(2022, 6, 1), NEW),
        ("", "", date(2019, 1, 1), "Europeiska unionen"),
        ("OTHER", "", date(2019, 1, 1), "Europeiska unionen"),
        ("", "", date(2024, 1, 1), NEW),
        ("INTERREG", "", date(2018, 1, 1), "Europeiska unionen, Interreg"),
        ("ERDF", "", None, NEW),
    ],
)
def test_statement(fund: str, programme: str, start: date | None, statement: str) -> None:
    line = Funding(level="eu", fund=fund, programme=programme)
    assert [each.sv for each in eu_statements(Project(start_date=start, funding=(line,)))] == [statement]


@pytest.mark.parametrize("level", ["national", "regional", "municipal", "private", "own"])
def test_only_eu_money_asks_for_a_statement(level: str) -> None:
    assert eu_statements(Project(start_date=date(2024, 1, 1), funding=(Funding(level=level, fund="ERDF"),))) == ()


def test_each_statement_once_in_the_order_of_the_lines() -> None:
    lines = [("eu", "ESF+"), ("eu", "ERDF"), ("own", ""), ("eu", "ESF+"), ("eu", "")]
    funding = tuple(Funding(level=level, fund=fund) for level, fund in lines)
    assert [each.sv for each in eu_statements(Project(start_date=date(2018, 1, 1), funding=funding))] == [
        *(SOCIAL, REGIONAL, UNION.sv)
    ]
    assert eu_statements(Project(start_date=date(2024, 1, 1), funding=funding)) == (CO_FUNDED,)
    assert eu_statements(Project(start_date=date(2024, 1, 1))) == ()


@pytest.mark.parametrize("fund", FUNDS)
@pytest.mark.parametrize("year", [2018, 2024])
def test_every_fund_has_words_in_both_languages(fund: str, year: int) -> None:
    project = Project(start_date=date(year, 1, 1), funding=(Funding(level="eu", fund=fund),))
    (statement,) = eu_statements(project)
    assert "union" in statement.sv.lower() or fund == "EAFRD"
    assert statement.en != statement.sv
