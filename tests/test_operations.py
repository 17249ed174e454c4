"""The list of operations: every point of the article in the head, EU money alone, nobody's name."""

import csv
import io
from datetime import date

from samples import HEAD, exported, project, registry_of

DAY = date(2026, 3, 1)
EU = '{ funder = "Tillväxtverket", level = "eu", fund = "ERDF", programme = "P", rate = 40, reference = "20357" }'
OTHER_EU = '{ funder = "Jordbruksverket", level = "eu", fund = "EAFRD" }'
OWN = '{ funder = "Vi", level = "own", amount = 5 }'


def operations(*entries: str) -> list[dict[str, str]]:
    text = exported("operations", registry_of(HEAD + "".join(entries)), DAY, with_contacts=True).raw.decode()
    return [*csv.DictReader(io.StringIO(text, newline=""), strict=True)]


def test_each_eu_line_is_a_row_and_nothing_else_is() -> None:
    rows = operations(
        project(id='"two"', funding=f"[{OWN}, {EU}, {OTHER_EU}]", total_budget="100.5"),
        project(id='"none"', funding=f"[{OWN}]"),
        project(id='"asked"', funding=f"[{EU}]", status='"applied"', publish="true"),
        project(id='"nothing"'),
    )
    told = [(row["project_id"], row["operation_code"], row["fund"], row["union_cofinancing_rate"]) for row in rows]
    assert told == [("two", "20357", "ERDF", "40"), ("two", "", "EAFRD", "")]
    assert {(row["total_cost"], row["currency"]) for row in rows} == {("100.5", "SEK")}


def test_what_the_format_does_not_hold_is_an_empty_column() -> None:
    [row] = operations(project(funding=f"[{EU}]"))
    empty = {name for name, value in row.items() if not value}
    assert empty >= {
        "contractor_name", "beneficiary_first_name", "beneficiary_surname", "fishing_fleet_number",
        "specific_objective", "country", "beneficiary_location", "type_of_intervention",
    }  # fmt: skip


def test_no_persons_name_is_told() -> None:
    contact = '[{ role = "project_manager", name = "Maja Gran", email = "maja@lovdal.example" }]'
    person = {"owner": '"Elis Berg"', "owner_id": '"811218-9876"', "funding": f"[{EU}]", "contact": contact}
    document = exported("operations", registry_of(HEAD + project(**person)), DAY)
    for secret in ("Maja", "maja@", "Elis", "811218"):
        assert secret not in document.raw.decode()
    assert document.remarks == ["bredband: the owner has a personal identity number, so that no name is told"]
