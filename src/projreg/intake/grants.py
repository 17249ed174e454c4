"""A grant as the 360Giving Data Standard has it, as an entry: a project with one funding line.

Grants with the same title, text, recipient and dates are one project with several lines: see `one_project.one_each`.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from projreg.diagnostic import Path
from projreg.intake.entry import Given

_KEYS: tuple[tuple[Path, tuple[str, ...]], ...] = (
    (("title",), ("title",)),
    (("summary",), ("description",)),
    (("owner",), ("recipientOrganization", "0", "name")),
    (("url",), ("url",)),
    (("start_date",), ("plannedDates", "0", "startDate")),
    (("end_date",), ("plannedDates", "0", "endDate")),
    (("funding", 0, "funder"), ("fundingOrganization", "0", "name")),
    (("funding", 0, "programme"), ("grantProgramme", "0", "title")),
    (("funding", 0, "currency"), ("currency",)),
    (("funding", 0, "amount"), ("amountAwarded",)),
    (("funding", 0, "paid"), ("amountDisbursed",)),
    (("funding", 0, "reference"), ("id",)),
    (("funding", 0, "decision_date"), ("awardDate",)),
)
"""Our key, and where a grant has it."""
_ACTUAL = {("start_date",): ("actualDates", "0", "startDate"), ("end_date",): ("actualDates", "0", "endDate")}
"""Where the days stand when none were planned."""
_IDS = {("owner_id",): "recipientOrganization", ("funding", 0, "funder_id"): "fundingOrganization"}
_SWEDISH_ID = re.compile(r"SE-[A-Z]+-(\d{6}-?\d{4})")
_KNOWN = {
    *(path[0] for _, path in _KEYS), "actualDates", "beneficiaryLocation", "dataSource", "dateModified", "fromOpenCall",
    "amountAppliedFor",
}  # fmt: skip


def entry_of_grant(grant: Mapping[str, Any], place: str) -> tuple[dict[Path, Given], list[str]]:
    """What a grant says of a project, and the names of what is left out of it."""
    given = dict(_given(grant, place))
    if places := _places(grant):
        given[("places",)] = Given(places, place, "beneficiaryLocation", len(_KEYS))
    return given, [name for name in grant if name not in _KNOWN]


def _given(grant: Mapping[str, Any], place: str) -> Iterator[tuple[Path, Given]]:
    for order, (key, path) in enumerate(_KEYS):
        value = _at(grant, path)
        if value is None and key in _ACTUAL:
            path = _ACTUAL[key]
            value = _at(grant, path)
        if value not in (None, "", {}, []):
            yield key, Given(value, place, ".".join(path), order)
    for number, (key, name) in enumerate(_IDS.items()):
        value = _at(grant, (name, "0", "id"))
        if isinstance(value, str) and (found := _SWEDISH_ID.fullmatch(value)):
            yield key, Given(found[1], place, f"{name}.0.id", len(_KEYS) + number)


def _at(node: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        try:
            node = node[int(step)] if isinstance(node, list) else node[step]
        except (LookupError, TypeError, ValueError):
            return None
    return node


def _places(grant: Mapping[str, Any]) -> list[str]:
    locations = grant.get("beneficiaryLocation")
    names = [each.get("name") for each in locations if isinstance(each, dict)] if isinstance(locations, list) else []
    return [each for each in names if isinstance(each, str) and each.strip()]
