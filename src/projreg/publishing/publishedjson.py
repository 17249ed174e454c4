"""What anybody may read of a project, as JSON (version 1): keys may be added, never renamed or removed.

`list` and `show` write decimals as text. What is published is read by programs that infer what is a number: there an
amount is a number, wherever a number carries it.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from projreg.derived.projectjson import record_object
from projreg.derived.state import state_on
from projreg.model.fields import Key, Record, Records, Text
from projreg.model.records import Project
from projreg.publishing.edition import Edition, day_found
from projreg.tables.table import Plain, json_value
from projreg.values.money import number_or_text
from projreg.values.swedish_numbers import of_organisation

_AS_OF = re.compile(rb'"as_of": "(\d{4}-\d\d-\d\d)"')

PUBLIC = {name: key for name, key in Project.keys.items() if not key.internal and name != "contact"}
"""The keys of a project that anybody may read. Of its contacts that is decided one by one."""

TABLES = [name for name, key in PUBLIC.items() if isinstance(key.kind, Records)]
"""Those of them that hold tables: they come after the state."""


def project_object(project: Project, edition: Edition) -> dict[str, object]:
    """The project: its keys and its state, then its tables; contacts only where they are wished for."""
    told = {name: value for name, value in table_object(project).items() if name in PUBLIC}
    below = {name: told.pop(name) for name in TABLES}
    if edition.with_contacts:
        below["contact"] = [table_object(each) for each in edition.contacts(project)]
    return {**told, "state": state_on(project, edition.today), **below}


def table_object(record: Record) -> dict[str, object]:
    """Every key of a table, those not given as null."""
    return record_object(record, _value)


def _value(value: Plain, key: Key[Any]) -> object:
    """Decimals are numbers; text where a number would be another amount. A person's number is not told."""
    if isinstance(key.kind, Text) and key.kind.form == "organisation number":
        return json_value(of_organisation(str(value)))
    return number_or_text(value) if isinstance(value, Decimal) else json_value(value)


def first_as_of(raw: bytes) -> date | None:
    """The day of the first `as_of`, which stands before all text of users; None when there is none."""
    return day_found(_AS_OF, raw)
