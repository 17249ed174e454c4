"""What the rules on dates, deadlines and money say: words, mend, place and relations; and when they keep silent."""

from datetime import date
from pathlib import Path

import pytest
from samples import HEAD, findings, found, project, read

from projreg.diagnostic import Fix
from projreg.model.records import Project
from projreg.rules.budget import own_share_missing
from projreg.rules.dates import check_the_year

Told = tuple[str, str, str, str | None, list[str]]
"""Code, line and column, message, help, and the other places as they are shown."""
SHIPPED = Path(__file__).parents[1] / "data" / "projects.toml"


def told(text: str) -> list[Told]:
    """All that is found, as it reads."""
    return [
        (
            each.code,
            f"{each.span.line}:{each.span.column}-{each.span.end_column}",
            each.message,
            each.help,
            [f"{other.message} at {other.span.line}:{other.span.column}" for other in each.related],
        )
        for each in findings(text)
    ]


def region(*keys: str) -> str:
    return "[{ " + ", ".join(('funder = "Region Norrdal", level = "regional"', *keys)) + " }]"


def private(*keys: str) -> str:
    return "[{ " + ", ".join(('funder = "Fonden för glesbygd", level = "private"', *keys)) + " }]"


def eu(fund: str, programme: str, *keys: str, funder: str = "Tillväxtverket") -> str:
    given = (f'funder = "{funder}", level = "eu", fund = "{fund}", programme = "{programme}"', 'reference = "203612"')
    return "[{ " + ", ".join((*given, *keys)) + " }]"


def deadline(type: str, due: str, *keys: str) -> str:
    return "[{ " + ", ".join((f'type = "{type}", due = {due}', *keys)) + " }]"


DATES: list[tuple[dict[str, str], Told]] = [
    (
        {"funding": region("decision_date = 2026-12-05")},
        (
            *("PR204", "17:77-87", "decision date 2026-12-05 is after the project's end date 2026-03-16"),
            "did you mean 2023-12-05? The year is easily mistyped.",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"start_date": "2026-01-01", "funding": region("decision_date = 2026-03-17")},
        (
            *("PR204", "17:77-87", "decision date 2026-03-17 is after the project's end date 2026-03-16"),
            "did you mean 2025-03-17? The year is easily mistyped.",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"end_date": "2030-06-30", "aims": '"Fler bor kvar."', "funding": eu("ERDF", "Övre Norrdal 2021–2027")},
        (
            "PR207",
            "14:12-22",
            "end date 2030-06-30 is after 2029-12-31, the last day on which Övre Norrdal 2021–2027 pays for costs",
            "let the project end by 2029-12-31, or check the year",
            ["programme stands at 18:82"],
        ),
    ),
    (
        {"original_end_date": "2026-03-16"},
        (
            *("PR208", "17:21-31", "original end date 2026-03-16 is not before end date 2026-03-16"),
            "take the line away: it is for a project that was prolonged",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"original_end_date": "2026-03-17"},
        (
            *("PR208", "17:21-31", "original end date 2026-03-17 is not before end date 2026-03-16"),
            "did the two dates change places? The original end is the one from before the project was prolonged",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"activities_end_date": "2036-03-01"},
        (
            "PR211",
            "17:23-33",
            "the activities end on 2036-03-01, outside the project's dates 2024-01-01 to 2026-03-16",
            "did you mean 2026-03-01? The year is easily mistyped.",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"start_date": "2025-06-01", "activities_end_date": "2025-05-31"},
        (
            "PR211",
            "17:23-33",
            "the activities end on 2025-05-31, outside the project's dates 2025-06-01 to 2026-03-16",
            "check the year",
            ["start_date stands at 13:14"],
        ),
    ),
]

DEADLINES: list[tuple[dict[str, str], Told]] = [
    (
        {"deadline": deadline("progress_report", "2015-03-31")},
        (
            *("PR210", "17:47-57", "due 2015-03-31 is before the project's start date 2024-01-01"),
            "did you mean 2025-03-31? The year is easily mistyped.",
            ["start_date stands at 13:14"],
        ),
    ),
    (
        {"start_date": "2026-01-01", "deadline": deadline("final_report", "2028-03-17")},
        (
            *("PR210", "17:44-54", "due 2028-03-17 is more than 24 months after the project's end date 2026-03-16"),
            "did you mean 2027-03-17? The year is easily mistyped.",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"closed_date": "2026-06-30", "deadline": deadline("final_report", "2026-03-16")},
        (
            "PR502",
            "18:13-56",
            "the project was closed on 2026-06-30, and its deadline final_report, due 2026-03-16, is not done",
            "add done = the day it was done, or take the deadline away",
            ["closed_date stands at 17:15"],
        ),
    ),
    (
        {"deadline": deadline("final_payment", "2026-03-17", 'funder = "TILLVÄXTVERKET"')},
        (
            *(
                "PR507",
                "17:45-55",
                "the final payment request is due 2026-03-17, after the project's end date 2026-03-16",
            ),
            "write 2026-03-16: at TILLVÄXTVERKET the last day of the project is the last day to file",
            ["end_date stands at 14:12"],
        ),
    ),
    (
        {"closed_date": "2026-06-30", "retain_until": "2036-12-30", "state_aid": "true"},
        (
            *(
                "PR510",
                "18:16-26",
                "the papers may go on 2036-12-30, and with state aid they are kept until 2036-12-31",
            ),
            "write 2036-12-31, or a later day: 10 years from the end of the year of closing",
            ["closed_date stands at 17:15"],
        ),
    ),
    (
        {
            "closed_date": "2026-06-30",
            "retain_until": "2026-12-31",
            "aims": '"Fler bor kvar."',
            "funding": eu("ERDF", "Övre Norrdal 2021–2027"),
        },
        (
            *("PR510", "18:16-26", "the papers may go on 2026-12-31, and with EU money they are kept until 2031-12-31"),
            "write 2031-12-31, or a later day: 5 years from the end of the year of closing",
            ["closed_date stands at 17:15"],
        ),
    ),
]

MONEY: list[tuple[dict[str, str], Told]] = [
    (
        {"total_budget": "480", "funding": private("amount = 400_000")},
        (
            *("PR302", "17:16-19", "the funding adds up to 400 000 kr, 399 520 kr more than the total budget 480 kr"),
            "did you mean 480_000? Amounts stand in whole kronor",
            ["400 000 kr stands at 18:74"],
        ),
    ),
    (
        {"total_budget": "24", "funding": private("amount = 400_000")},
        (
            *("PR302", "17:16-18", "the funding adds up to 400 000 kr, 399 976 kr more than the total budget 24 kr"),
            "did you mean 24_000_000? Amounts stand in whole kronor",
            ["400 000 kr stands at 18:74"],
        ),
    ),
    (
        {"total_budget": "1", "funding": private("amount = 4_000_000")},
        (
            *("PR302", "17:16-17", "the funding adds up to 4 000 000 kr, 3 999 999 kr more than the total budget 1 kr"),
            "amounts stand in whole kronor: check the number of figures",
            ["4 000 000 kr stands at 18:74"],
        ),
    ),
    (
        {"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 40")},
        (
            *("PR306", "18:74-81", "480 000 kr is more than the decided 40 per cent of the total budget 480 000 kr"),
            "if it is the grant, total_budget is 1_200_000; if it is the whole cost, amount is 192_000",
            ["rate stands at 18:90", "total_budget stands at 17:16"],
        ),
    ),
    (
        {"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 66.67")},
        (
            *("PR306", "18:74-81", "480 000 kr is more than the decided 66.67 per cent of the total budget 480 000 kr"),
            "if it is the grant, total_budget is about 719_964; if it is the whole cost, amount is 320_016",
            ["rate stands at 18:90", "total_budget stands at 17:16"],
        ),
    ),
    (
        {
            "total_budget": "9_007_199_254_740_993",
            "currency": '"EUR"',
            "funding": private("amount = 3_647_915_698_170_102.17", "rate = 40", 'currency = "EUR"')[:-1]
            + ', { funder = "Byalaget Norra Lövdal", level = "private" }]',
        },
        (
            "PR306",
            "19:74-98",
            "3 647 915 698 170 102,17 EUR is more than the decided 40 per cent of the total budget "
            "9 007 199 254 740 993 EUR",
            "40 per cent of it is 3_602_879_701_896_397.20: compare amount, rate and total_budget with the decision",
            ["rate stands at 19:107", "total_budget stands at 17:16"],
        ),
    ),
    (
        {"total_budget": "480"},
        (
            *("PR309", "17:16-19", "total_budget is 480 kr, less than 1 000 kr"),
            "did you mean 480_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "24"},
        (
            *("PR309", "17:16-18", "total_budget is 24 kr, less than 1 000 kr"),
            "did you mean 24_000 or 24_000_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "1"},
        (
            *("PR309", "17:16-17", "total_budget is 1 kr, less than 1 000 kr"),
            "did you mean 1_000 or 1_000_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "100"},
        (
            *("PR309", "17:16-19", "total_budget is 100 kr, less than 1 000 kr"),
            "did you mean 100_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "3_000_000_000"},
        (
            *("PR309", "17:16-29", "total_budget is 3 000 000 000 kr, more than 2 000 000 000 kr"),
            "did you mean 3_000_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "2_000_000_000_000"},
        (
            *("PR309", "17:16-33", "total_budget is 2 000 000 000 000 kr, more than 2 000 000 000 kr"),
            "did you mean 2_000_000_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "23.9"},
        (
            *("PR309", "17:16-20", "total_budget is 23,90 kr, less than 1 000 kr"),
            "did you mean 23_900_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "480.5"},
        (
            *("PR309", "17:16-21", "total_budget is 480,50 kr, less than 1 000 kr"),
            "did you mean 480_500? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "480_000_000_000"},
        (
            *("PR309", "17:16-31", "total_budget is 480 000 000 000 kr, more than 2 000 000 000 kr"),
            "did you mean 480_000_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "2_397_459_450"},
        (
            *("PR309", "17:16-29", "total_budget is 2 397 459 450 kr, more than 2 000 000 000 kr"),
            "amounts stand in whole kronor: check the number of figures",
            [],
        ),
    ),
    (
        {"total_budget": "2_397_459_400"},
        (
            *("PR309", "17:16-29", "total_budget is 2 397 459 400 kr, more than 2 000 000 000 kr"),
            "did you mean 23_974_594? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "480_000", "funding": private("amount = 480_000", "paid = 240")},
        (
            *("PR309", "18:90-93", "paid is 240 kr, less than 1 000 kr"),
            "did you mean 240_000? Amounts stand in whole kronor",
            [],
        ),
    ),
    (
        {"total_budget": "480_001", "funding": region("amount = 240_001")[:-1] + ', { funder = "Vi", level = "own" }]'},
        (
            *("PR310", "18:70-77", "240 001 kr is more than half of the total budget 480 001 kr"),
            "one region may grant 240 000,50 kr at most: compare with the decision",
            ["total_budget stands at 17:16"],
        ),
    ),
    (
        {"role": '"cofinancier"'},
        (
            *("PR311", "8:1-12", "we are co-financier, and no funding has the level own"),
            'add [[project.funding]] with level = "own" and funder = "Lövdals kommun"',
            ["role stands at 11:8"],
        ),
    ),
    (
        {"role": '"cofinancier"', "funding": private()},
        (
            *("PR311", "17:1-8", "we are co-financier, and no funding has the level own"),
            'add [[project.funding]] with level = "own" and funder = "Lövdals kommun"',
            ["role stands at 11:8"],
        ),
    ),
    (
        {"role": '"cofinancier"', "funding": '[{ funder = "Lövdals kommun", level = "municipal" }]'},
        (
            *("PR311", "17:49-60", "we are co-financier, and our own share has the level municipal"),
            'write level = "own"',
            ["role stands at 11:8"],
        ),
    ),
    (
        {"funding": private("amount = 480_000")},
        (
            *("PR312", "8:1-12", "funding is known, and total_budget is missing"),
            "add total_budget with what the whole project costs, not the grant",
            [],
        ),
    ),
    (
        {"funding": private("amount = 480_000", "rate = 40")},
        (
            *("PR312", "8:1-12", "funding is known, and total_budget is missing"),
            "480 000 kr at 40 per cent makes total_budget 1_200_000: compare it with the decision",
            [],
        ),
    ),
]


@pytest.mark.parametrize(("changes", "wanted"), DATES + DEADLINES + MONEY)
def test_finding(changes: dict[str, str], wanted: Told) -> None:
    assert told(HEAD + project(**changes)) == [wanted]


BACKWARDS = {"start_date": "2026-05-01"}
PRIVATE_ABOVE_RATE = '{ funder = "Fonden för glesbygd", level = "private", amount = 240_000, rate = 40'
REGION_ABOVE_HALF = '{ funder = "Region Norrdal", level = "regional", amount = 300_000'
ONE_DAY = {"start_date": "2026-03-16", "end_date": "2026-03-16"}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # what needs a date that is out of order, missing or unread
        ({**BACKWARDS, "funding": region("decision_date = 2026-04-01")}, ["PR201"]),
        ({**BACKWARDS, "original_end_date": "2026-03-31"}, ["PR201"]),
        ({**BACKWARDS, "activities_end_date": "2026-04-01"}, ["PR201"]),
        ({**BACKWARDS, "deadline": deadline("final_report", "2026-04-01")}, ["PR201"]),
        ({**BACKWARDS, "deadline": deadline("final_payment", "2026-04-01", 'funder = "Tillväxtverket"')}, ["PR201"]),
        (
            {
                "start_date": "2031-01-01",
                "end_date": "2030-06-30",
                "aims": '"A."',
                "funding": eu("ERDF", "N 2021–2027"),
            },
            ["PR201"],
        ),
        ({"end_date": '"2026-03-16"', "funding": region("decision_date = 2027-01-01")}, ["PR102"]),
        ({"start_date": "", "deadline": deadline("final_report", "2023-01-01")}, ["PR103"]),
        ({"deadline": "[{ due = 2023-01-01 }]", "closed_date": "2026-06-30"}, ["PR103"]),
        ({"deadline": deadline("slutrapport", "2023-01-01"), "closed_date": "2026-06-30"}, ["PR102"]),
        ({"deadline": '[{ type = "final_report" }]', "closed_date": "2026-06-30"}, ["PR103"]),
        (
            {"deadline": deadline("final_report", "2026-03-16", "don = 2026-03-15"), "closed_date": "2026-06-30"},
            ["PR101"],
        ),
        ({"deadline": deadline("final_report", "2026-03-16", 'done = "ja"'), "closed_date": "2026-06-30"}, ["PR102"]),
        # one wrong date, or one wrong amount, is told once
        ({"deadline": deadline("final_payment", "2032-03-16", 'funder = "Tillväxtverket"')}, ["PR210"]),
        ({"total_budget": "480_000", "funding": region("amount = 480_000", "rate = 50")}, ["PR306"]),
        ({"total_budget": "480_000", "funding": region("amount = 480_001", "rate = 50")}, ["PR302"]),
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 0.4")}, ["PR305"]),
        ({"total_budget": "-480_000", "funding": region("amount = 480_000", "rate = 50")}, ["PR301"]),
        ({"total_budget": "0", "funding": region("amount = 480_000", "rate = 50")}, ["PR301"]),
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "paid = 2_000_000_001")}, ["PR304"]),
        ({"total_budget": "480", "funding": private("amount = 480_000")}, ["PR302"]),
        ({"total_budget": "480_000", "funding": private("amount = 480")}, ["PR309"]),
        ({"total_budget": "480_000_000_000", "funding": private("amount = 480_000_000")}, ["PR309"]),
        ({"total_budget": "240", "funding": private("amount = 240", "paid = 120")}, ["PR309", "PR309"]),
        ({"total_budgett": "480_000", "funding": private("amount = 480_000")}, ["PR101"]),
        ({"role": '"cofinancier"', "fundings": private()}, ["PR101"]),
        ({"role": '"cofinancier"', "funding": private().replace('"private"', '"egen"')}, ["PR102"]),
        # other currencies
        ({"total_budget": "480", "currency": '"EUR"', "funding": private("amount = 480", "paid = 1")}, []),
        ({"total_budget": "480_000", "funding": private("rate = 40", "amount = 470_000", 'currency = "EUR"')}, []),
        # what rules.md allows
        ({"deadline": deadline("retention", "2026-06-30"), "closed_date": "2026-06-30"}, []),
        ({"retain_until": "2026-03-17", "state_aid": "true"}, []),
        ({"retain_until": "9999-12-31", "closed_date": "9999-06-30", "state_aid": "true"}, []),
        ({"deadline": deadline("decision", "1998-01-01"), "closed_date": "2026-06-30"}, ["PR502"]),
        # a project of one day is judged as any other
        ({**ONE_DAY, "deadline": deadline("final_report", "2024-03-16")}, ["PR203", "PR210"]),
        ({**ONE_DAY, "funding": region("decision_date = 2026-03-17")}, ["PR203", "PR204"]),
        ({**ONE_DAY, "original_end_date": "2026-03-16"}, ["PR203", "PR208"]),
        ({**ONE_DAY, "activities_end_date": "2026-03-17"}, ["PR203", "PR211"]),
        (
            {
                "start_date": "2030-06-30",
                "end_date": "2030-06-30",
                "aims": '"A."',
                "funding": eu("ERDF", "N 2021–2027"),
            },
            ["PR203", "PR207"],
        ),
        (
            {**ONE_DAY, "deadline": deadline("final_payment", "2026-03-17", 'funder = "Tillväxtverket"')},
            ["PR203", "PR507"],
        ),
        # a line that has nothing to say does not end the search
        (
            {
                "deadline": '[{ type = "retention", due = 2036-12-31 }, { type = "other", due = 2023-12-31 }, '
                '{ type = "final_report", due = 2023-12-31 }]'
            },
            ["PR210", "PR210"],
        ),
        (
            {
                "deadline": '[{ type = "final_report", due = 2026-04-30 }, '
                '{ type = "final_payment", due = 2026-04-30, funder = "Jordbruksverket" }]'
            },
            ["PR507"],
        ),
        (
            {"total_budget": "480_000", "funding": f"{private('amount = 240_000')[:-1]}, {PRIVATE_ABOVE_RATE} }}]"},
            ["PR306"],
        ),
        (
            {"total_budget": "480_000", "funding": f"{private('amount = 180_000')[:-1]}, {REGION_ABOVE_HALF} }}]"},
            ["PR310"],
        ),
        # amounts at their bounds
        ({"total_budget": "1_000"}, []),
        ({"total_budget": "2_000_000_000"}, []),
        ({"funding": private("amount = 1")}, ["PR312", "PR309"]),
        ({"total_budget": "1", "funding": region("amount = 1")}, ["PR309", "PR309", "PR310"]),
        ({"total_budget": "480_000", "funding": private("amount = 1", "paid = 2")}, ["PR309", "PR304"]),
        # rates at their bounds
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 0.99")}, ["PR305"]),
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 1")}, ["PR306"]),
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 2")}, ["PR306"]),
        ({"total_budget": "480_000", "funding": private("amount = 480_000", "rate = 100")}, []),
    ],
)
def test_no_more_is_told(changes: dict[str, str], wanted: list[str]) -> None:
    assert [code for _, code in found(HEAD + project(**changes))] == wanted


@pytest.mark.parametrize(
    ("end", "wanted"),
    [
        ("1994-12-31", [("PR203", "13:12-22", "end date 1994-12-31 is before 1995", "check the year", [])]),
        ("1995-01-01", []),
    ],
)
def test_an_early_end_is_told_when_the_start_is_missing(end: str, wanted: list[Told]) -> None:
    missing, *others = told(HEAD + project(start_date="", end_date=end))
    assert missing[0] == "PR103"
    assert others == wanted


def test_a_late_decision_has_no_likely_year_when_the_start_is_missing() -> None:
    missing, late = told(HEAD + project(start_date="", funding=region("decision_date = 2026-12-05")))
    assert missing[0] == "PR103"
    assert (late[0], late[3]) == ("PR204", "check the year")


@pytest.mark.parametrize(
    ("programmes", "last", "column"),
    [
        ([("ERDF", "Övre Norrdal 2021–2027"), ("ERDF", "Mellersta Norrdal 2021–2027")], "2029-12-31", 82),
        ([("ERDF", "Övre Norrdal 2021–2027"), ("INTERREG", "Aurora")], "2028-12-31", 206),
    ],
)
def test_the_first_programme_to_end_is_named(programmes: list[tuple[str, str]], last: str, column: int) -> None:
    lines = ", ".join(eu(*each)[1:-1].strip() for each in programmes)
    (finding,) = findings(HEAD + project(end_date="2030-06-30", aims='"A."', funding=f"[{lines}]"))
    assert finding.help == f"let the project end by {last}, or check the year"
    assert [each.span.column for each in finding.related] == [column]


def test_a_programme_that_only_its_funder_names() -> None:
    text = HEAD + project(end_date="2030-06-30", aims='"A."', funding=eu("INTERREG", "", funder="Interreg Aurora"))
    late = next(each for each in told(text) if each[0] == "PR207")
    assert late[2] == "end date 2030-06-30 is after 2028-12-31, the last day on which Interreg Aurora pays for costs"
    assert late[4] == ["funder stands at 18:23"]


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        ("0.99", "add total_budget with what the whole project costs, not the grant"),
        ("1", "480 000 kr at 1 per cent makes total_budget 48_000_000: compare it with the decision"),
        ("2", "480 000 kr at 2 per cent makes total_budget 24_000_000: compare it with the decision"),
        ("100", "480 000 kr at 100 per cent makes total_budget 480_000: compare it with the decision"),
        ("101", "add total_budget with what the whole project costs, not the grant"),
    ],
)
def test_a_missing_total_is_reckoned_from_a_rate_that_can_be_right(rate: str, wanted: str) -> None:
    each = findings(HEAD + project(funding=private("amount = 480_000", f"rate = {rate}")))[0]
    assert (each.code, each.help) == ("PR312", wanted)
    assert each.path == ("project", 0, "total_budget")


@pytest.mark.parametrize(
    ("currency", "wanted"),
    [
        ("kr", 'did you mean "SEK"?'),
        ("Kronor", 'did you mean "SEK"?'),
        ("euro", 'did you mean "EUR"?'),
        ("€", 'did you mean "EUR"?'),
        (" nok ", 'did you mean "NOK"?'),
        ("XYZ", 'write a code such as "SEK" or "EUR"'),
    ],
)
def test_a_likely_currency(currency: str, wanted: str) -> None:
    found = [each for each in told(HEAD + project(currency=f'"{currency}"')) if each[0] == "PR308"]
    where = f"17:12-{14 + len(currency)}"
    assert found == [("PR308", where, f"“{currency}” is no currency code of ISO 4217", wanted, [])]


@pytest.mark.parametrize(
    ("rate", "wanted"),
    [
        ("0.05", "write 5 for 5 per cent"),
        ("0.99", "write 99 for 99 per cent"),
        ("0", "write it in per cent, such as 67.5"),
        ("-5", "write it in per cent, such as 67.5"),
        ("101", "write it in per cent, such as 67.5"),
    ],
)
def test_a_rate_that_is_none(rate: str, wanted: str) -> None:
    assert [each[3] for each in told(HEAD + project(funding=private(f"rate = {rate}")))] == [wanted]


def test_a_sum_shows_every_amount_that_is_in_it() -> None:
    others = ', { funder = "B", level = "private", amount = 0 }, { funder = "C", level = "private", amount = 1 }]'
    above, zero, small = told(HEAD + project(total_budget="480_000", funding=private("amount = 480_000")[:-1] + others))
    assert above[0] == "PR302"
    assert above[4] == ["480 000 kr stands at 18:74", "1 kr stands at 18:178"]
    assert (zero[0], small[0]) == ("PR301", "PR309")


@pytest.mark.parametrize(
    ("start", "end", "fix"),
    [
        ("2024-01-01", "2023-06-30", Fix("2024-06-30", safe=False)),
        ("2024-06-03", "2023-06-30", Fix("2024-06-30", safe=False)),
        ("2024-06-04", "2023-06-30", None),  # 27 days
        ("2024-01-01", "2022-06-30", None),
        ("2024-09-01", "2024-02-29", None),
    ],
)
def test_an_end_one_year_off_can_be_mended(start: str, end: str, fix: Fix | None) -> None:
    (finding,) = findings(HEAD + project(start_date=start, end_date=end))
    assert (finding.code, finding.fix) == ("PR201", fix)
    likely = (
        f"did you mean {fix.text}? The year is easily mistyped." if fix else "check which of the two dates is wrong"
    )
    assert finding.help == likely


@pytest.mark.parametrize(
    ("written", "near", "first", "last", "likely"),
    [
        ("2015-03-31", "2015-03-31", "2024-01-01", "2028-03-16", "2025-03-31"),
        ("2015-03-31", "2015-03-31", "2024-04-01", "2028-03-16", "2025-03-31"),
        ("2015-03-31", "2015-03-31", "2025-04-01", "2028-03-16", "2026-03-31"),
        ("2052-01-31", "2052-01-31", "2024-01-01", "2028-03-16", "2025-01-31"),
        ("2030-06-30", "2030-06-30", "2023-01-01", "2029-12-31", "2029-06-30"),
        ("2034-06-30", "2034-06-30", "2022-01-01", "2029-12-31", "2024-06-30"),
        ("2027-12-05", "2024-01-01", "2022-01-01", "2026-12-31", "2023-12-05"),
        ("2024-02-29", "2024-02-29", "2027-01-01", "2029-12-31", "2028-02-29"),
        ("2024-02-29", "2024-02-29", "2025-01-01", "2027-12-31", None),
        ("2030-06-30", "2030-06-30", "2024-07-01", "2025-06-29", None),
        ("0001-01-01", "0001-01-01", "9998-12-31", "9999-12-31", "9999-01-01"),
        ("2015-03-31", "2015-03-31", "2025-03-31", "2028-03-16", "2025-03-31"),  # the first day of those that will do
        ("2030-06-30", "2030-06-30", "2024-07-01", "2029-06-30", "2029-06-30"),  # and the last
        ("2030-06-30", "2030-06-30", "2019-01-01", "2029-12-31", "2029-06-30"),  # one year off, rather than one figure
        ("2224-05-01", "2224-05-01", "2024-01-01", "9999-12-31", "2024-05-01"),  # a hundred years are no project
    ],
)
def test_the_likely_year(written: str, near: str, first: str, last: str, likely: str | None) -> None:
    mend = check_the_year(*(date.fromisoformat(each) for each in (written, near, first, last)))
    assert mend == (f"did you mean {likely}? The year is easily mistyped." if likely else "check the year")


@pytest.mark.parametrize(
    ("fund", "programme", "funder", "late", "last"),
    [
        ("ERDF", "Övre Norrdal 2021-2027", "Tillväxtverket", "2030-01-01", "2029-12-31"),
        ("AMIF", "Asyl 2021‑2027", "Migrationsverket", "2030-01-01", "2029-12-31"),
        ("ISF", "Säkerhet 2021−27", "Polismyndigheten", "2030-01-01", "2029-12-31"),
        ("BMVI", "Gräns 2021/2027", "Polismyndigheten", "2030-01-01", "2029-12-31"),
        ("EMFAF", "Havet 2021 till 2027", "Jordbruksverket", "2030-01-01", "2029-12-31"),
        ("EAFRD", "Planen 2023--2027", "Jordbruksverket", "2030-01-01", "2029-12-31"),
        ("INTERREG", "Aurora", "Länsstyrelsen", "2029-01-01", "2028-12-31"),
        ("INTERREG", "Interreg VI A", "Interreg Aurora 2021–2027", "2029-01-01", "2028-12-31"),
        ("ERDF", "Aurora 2021–2027", "Tillväxtverket", "2030-01-01", "2029-12-31"),
    ],
)
def test_the_last_day_of_a_programme(fund: str, programme: str, funder: str, late: str, last: str) -> None:
    changes = {"start_date": "2025-01-01", "aims": '"A."', "funding": eu(fund, programme, funder=funder)}
    (finding,) = findings(HEAD + project(**changes, end_date=late))
    assert finding.code == "PR207"
    assert f"is after {last}, the last day on which {programme} pays for costs" in finding.message
    assert findings(HEAD + project(**changes, end_date=last)) == []


@pytest.mark.parametrize(
    ("fund", "programme"),
    [
        ("ERDF", "Övre Norrdal 2014–2020"),
        ("ERDF", "Övre Norrdal 2028–2034"),
        ("ERDF", "Övre Norrdal"),
        ("ERDF", "Övre Norrdal 2023–2027"),
        ("ERDF", "Ärende 12021–20273"),
        ("INTERREG", "Interreg Aurora 2028–2034"),
        ("EAFRD", "Landsbygdsprogrammet 2014–2022"),
        ("ERASMUS", "Erasmus+ 2021–2027"),
        ("HORIZON", "Horisont Europa 2021–2027"),
        ("LIFE", "Life 2021–2027"),
        ("OTHER", "Annat 2021–2027"),
    ],
)
def test_other_programmes_are_not_judged(fund: str, programme: str) -> None:
    changes = {"start_date": "2025-01-01", "end_date": "2031-06-30", "aims": '"A."'}
    assert findings(HEAD + project(**changes, funding=eu(fund, programme))) == []


def test_our_name_is_known_in_capitals() -> None:
    (one,) = read(project(role='"cofinancier"', funding='[{ funder = " LÖVDALS KOMMUN", level = "regional" }]'))
    assert [each.path for each in own_share_missing.check(one)] == [("project", 0, "funding", 0, "level")]


def test_our_name_is_asked_for_when_it_is_not_known() -> None:
    (fault,) = own_share_missing.check(Project(role="cofinancier"))
    assert fault.help == 'add [[project.funding]] with level = "own" and funder = "our name"'


def test_the_shipped_registry_lacks_one_total() -> None:
    text = SHIPPED.read_text("utf-8")
    headers = [number for number, line in enumerate(text.split("\n"), 1) if line == "[[project]]"]
    ours = [
        each for each in findings(text) if each.code[:3] in ("PR2", "PR3") or each.code in ("PR502", "PR507", "PR510")
    ]
    assert [(each.code, each.project, each.span.line) for each in ours] == [("PR312", "hallbar-service", headers[1])]
