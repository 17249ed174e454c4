"""What the peers need: the JSON Schema of the format, and a registry's records as a recutils file and as a flat table.

Run with the Python that has projreg: the schema is its own, and the records follow from the model.

    python benchmarks/peers.py REGISTRY FOLDER
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from projreg.model.decode import decode
from projreg.model.fields import Choice, Day, Money, Record, Records
from projreg.model.forms import FORMS
from projreg.model.jsonschema import text
from projreg.model.records import Contact, Deadline, Funding, Project
from projreg.reading.source import read_source
from projreg.tables.table import json_value

EMAIL = "^[^@ ]+@[^@ ]+[.][^@ ]+$"  # in the words of recutils

REC_TYPES: dict[type[Record], str] = {
    Project: "%rec: Project\n%key: id\n%mandatory: title role owner start_date end_date summary\n"
    f"%type: id regexp /^{FORMS['slug'].pattern}$/\n%type: start_date,end_date date\n%type: total_budget int\n"
    "%type: role enum owner partner cofinancier stakeholder\n",
    Funding: "%rec: Funding\n%mandatory: project funder level\n%type: project rec Project\n%type: amount int\n"
    "%type: decision_date date\n%type: level enum eu national regional municipal private own\n",
    Contact: f"%rec: Contact\n%mandatory: project role\n%type: project rec Project\n%type: email regexp /{EMAIL}/\n",
    Deadline: "%rec: Deadline\n%mandatory: project type due\n%type: project rec Project\n%type: due date\n",
}


def rec(projects: Iterable[Project]) -> Iterator[str]:
    """The records as recutils has them: a kind for each table, sub-tables with the project's id."""
    tables: dict[type[Record], list[str]] = {kind: [] for kind in REC_TYPES}
    for project in projects:
        tables[Project].append("".join(_fields(project)))
        for each in (*project.funding, *project.contact, *project.deadline):
            tables[type(each)].append(f"project: {project.id}\n" + "".join(_fields(each)))
    for kind, records in tables.items():
        yield "\n".join([REC_TYPES[kind], *records, ""])


def _fields(record: Record) -> Iterator[str]:
    for name, key in record.keys.items():
        if not isinstance(key.kind, Records) and name in record.__dict__:
            value = json_value(getattr(record, name))
            for each in value if isinstance(value, list) else [value]:
                yield f"{name}: " + str(each).replace("\n", "\n+ ") + "\n"


TABLE = ("id", "title", "role", "owner", "start_date", "end_date", "total_budget", "summary", "aims", "reference")


def table_schema() -> dict[str, Any]:
    """The flat table's columns as a Frictionless Table Schema."""
    types: dict[type, str] = {Day: "date", Money: "integer"}
    fields = []
    for name in TABLE:
        key = Project.keys[name]
        limits = {"required": key.required, **({"enum": [*key.kind.words]} if isinstance(key.kind, Choice) else {})}
        fields.append({"name": name, "type": types.get(type(key.kind), "string"), "constraints": limits})
    return {"fields": fields, "primaryKey": ["id"]}


def main() -> None:
    """Write everything into the folder."""
    registry, folder = sys.argv[1], Path(sys.argv[2])
    projects = decode(read_source(registry).data).registry.projects
    (folder / "schema.json").write_text(text(), "utf-8")
    (folder / "tombi.toml").write_text('[[schemas]]\npath = "schema.json"\ninclude = ["*.toml"]\n', "utf-8")
    (folder / "projects.rec").write_text("\n".join(rec(projects)), "utf-8")
    (folder / "table.json").write_text(json.dumps(table_schema()), "utf-8")
    with (folder / "projects.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(TABLE)
        rows.writerows([json_value(getattr(each, name)) for name in TABLE] for each in projects)


if __name__ == "__main__":
    main()
