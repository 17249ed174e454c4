"""The list of operations with EU money, as CSV, in the terms of Regulation (EU) 2021/1060 art. 49(3) and (4).

The duty to publish the list is the managing authority's; a beneficiary's own list in the same fields can be held
against it. One row for each EU funding line (`level = "eu"`), because case number, fund and co-financing rate belong to
a decision: two decisions of one fund are two rows, and the project's total cost stands in both. What is only applied
for is no operation yet. What format version 1 does not hold is an empty column, so that the head has every point:

| point of art. 49(3) | columns |
|---|---|
| each operation has a unique code | `operation_code` (the funder's case number), `project_id` |
| (a) beneficiary that is a legal entity | `beneficiary_name` (the owner), `beneficiary_id` |
| (a) contractor | `contractor_name` (empty) |
| (b) beneficiary that is a natural person | `beneficiary_first_name`, `beneficiary_surname`: always empty |
| (c) fishing vessel (EMFAF) | `fishing_fleet_number` (empty) |
| (d) name of the operation | `operation_name` |
| (e) purpose, and expected or actual achievements | `purpose`, `expected_achievements`, `actual_achievements` |
| (f) start | `start_date` |
| (g) expected or actual completion | `completion_date` |
| (h) total cost | `total_cost`, `currency` |
| (i) fund | `fund`, `programme` |
| (j) specific objective | `specific_objective` (empty) |
| (k) Union co-financing rate | `union_cofinancing_rate`, in per cent |
| (l) location indicator or geolocation | `location_indicator`: municipalities, then places |
| (l) country | `country` (empty) |
| (m) several locations: that of the beneficiary | `beneficiary_location` (empty) |
| (n) type of intervention | `type_of_intervention` (empty) |

`as_of` and `partners` are ours. Art. 49(4) asks for an open format that machines read, which CSV is.
"""

from datetime import date

from projreg.derived.funding import Line, lines
from projreg.encode.csv import csv
from projreg.language import Phrase
from projreg.model.records import Project
from projreg.publishing.edition import Document, Edition
from projreg.publishing.flat import AS_OF, day_in_first_row
from projreg.tables.table import Cell, Column, Table
from projreg.values.cell_lists import joined
from projreg.values.swedish_numbers import personal_numbers

COLUMNS = (
    "project_id", "operation_code", "beneficiary_name", "beneficiary_id", "contractor_name", "beneficiary_first_name",
    "beneficiary_surname", "fishing_fleet_number", "operation_name", "purpose", "expected_achievements",
    "actual_achievements", "start_date", "completion_date", "total_cost", "currency", "fund", "programme",
    "specific_objective", "union_cofinancing_rate", "location_indicator", "country", "beneficiary_location",
    "type_of_intervention", "partners",
)  # fmt: skip
_PARAGRAPHS = ("purpose", "expected_achievements", "actual_achievements")


def render(edition: Edition) -> Document:
    """A row for each line of EU money. An owner whose number is a person's is left out, and that is told."""
    found = [each for each in lines(edition.projects) if each.decision.level == "eu"]
    columns = [Column(name, Phrase(name, name), paragraphs=name in _PARAGRAPHS) for name in COLUMNS]
    rows = [(edition.today, *(_row(each).get(name) for name in COLUMNS)) for each in found]
    persons = dict.fromkeys(each.project.id for each in found if _is_person(each.project))
    remarks = [f"{each}: the owner has a personal identity number, so that no name is told" for each in persons]
    return Document(csv(Table((AS_OF, *columns), rows)), remarks)


def _row(line: Line) -> dict[str, Cell]:
    project, decision = line
    person = _is_person(project)
    return {
        "project_id": project.id,
        "operation_code": decision.reference,
        "beneficiary_name": "" if person else project.owner,
        "beneficiary_id": "" if person else project.owner_id,
        "operation_name": project.title,
        "purpose": project.summary,
        "expected_achievements": project.aims,
        "actual_achievements": project.results,
        "start_date": project.start_date,
        "completion_date": project.end_date,
        "total_cost": project.total_budget,
        "currency": "" if project.total_budget is None else project.currency,
        "fund": decision.fund,
        "programme": decision.programme,
        "union_cofinancing_rate": decision.rate,
        "location_indicator": joined((*project.municipalities, *project.places)),
        "partners": joined(project.partners),
    }


def _is_person(project: Project) -> bool:
    return any(True for text in (project.owner_id, project.owner) for _ in personal_numbers(text))


def day_of(raw: bytes) -> date | None:
    """The day in the first row."""
    return day_in_first_row(raw)
