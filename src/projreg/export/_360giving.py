"""The grants in the 360Giving Data Standard: one for each decision of others to give a project money or work.

A grant's id is the publisher's prefix, the project's id and the decision's own name (see `awards`):
`360G-lovdal-fiber-norra_2023-4471`. It stays the same when other decisions are added, taken out or put elsewhere.

The standard says what a grant must have. A line that lacks some of it is left out and told, and nothing is made up: no
amount, no day of a decision, no id for an organisation without a number. The number of the publisher itself is known
where a project's owner or funder has the publisher's name.

Days stand as the standard's full date-time, which every validator takes, whether or not it knows dates. Nothing here
depends on the day of the export, and nobody's contact is in it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from projreg.derived.awards import Award, awards, tidy
from projreg.encode.ics import uri
from projreg.encode.json import of_others
from projreg.language import Phrase, count
from projreg.model.records import Funding, Project, Publisher
from projreg.publishing.edition import Document, Edition
from projreg.values.currencies import CURRENCIES
from projreg.values.dates import moment
from projreg.values.kept_apart import kept_apart
from projreg.values.money import Amount, exact_number
from projreg.values.swedish_numbers import is_organisation_number, ten_digits
from projreg.values.web_address import followable

_NUMBERS = "SE-ON"
"""The list of Swedish organisation numbers at org-id.guide."""
_LINE, _LINES = Phrase("rad", "funding line"), Phrase("rader", "funding lines")
_OWN, _OWNS = Phrase("egen insats", "own contribution"), Phrase("egna insatser", "own contributions")


class _Line(NamedTuple):
    """A funding line: where it stands, its grant, and what the standard requires that it lacks."""

    place: str
    grant: Mapping[str, object]
    lacks: list[str]


def day_of(raw: bytes) -> date | None:
    """No day: the grants are the same on every day."""
    return None


def render(edition: Edition) -> Document:
    """The package of grants."""
    lines = list(_lines(edition))
    grants = [each.grant for each in lines if not each.lacks]
    return Document(of_others({"grants": grants}), [*_remarks(lines, edition)])


def _remarks(lines: list[_Line], edition: Edition) -> Iterator[str]:
    incomplete = [each for each in lines if each.lacks]
    if incomplete:
        number = f"{len(incomplete)} of {count(len(lines), _LINE, _LINES, 'en')}"
        yield f"left out of the grants: {number}, for what the standard requires and the registry does not say"
    yield from (f"{each.place}: {', '.join(each.lacks)}" for each in incomplete)
    publishers = {id(each.publisher): each.publisher for each in edition.projects if awards(each)}
    for name in dict.fromkeys(each.publisher for each in publishers.values() if not _prefix(each)):
        yield f"{name or 'the registry'}: without grant_prefix in [registry] no grant has an id (360Giving gives one)"
    own = sum(each.level == "own" for project in edition.projects for each in project.funding)
    if own:
        yield f"{count(own, _OWN, _OWNS, 'en')} left out: one's own money is no grant"
    if len(incomplete) == len(lines):
        yield "no grant: the list is empty, and the standard's schema wants at least one"


def _lines(edition: Edition) -> Iterator[_Line]:
    found = [(project, award, _id(project, award)) for project in edition.projects for award in awards(project)]
    names = kept_apart(name for _, _, name in found)  # a project's id may stand twice, which is a fault
    for (project, award, name), kept in zip(found, names, strict=True):
        yield _line(project, award, name and kept)


def _line(project: Project, award: Award, name: str) -> _Line:
    decision = award.decision
    place = f"{project.id or project.title} funding[{award.position}] ({decision.funder})"
    required = _required(project, decision, name)
    lacks = [f"no {field} ({key})" for (field, key), value in required.items() if value in (None, "")]
    if project.status == "applied":
        lacks.append("no decision: the project is only applied for")
    if not decision.level:
        lacks.append("no level, so that it may be one's own money")
    values = {field: value for (field, _), value in required.items()}
    return _Line(place, _grant(project, decision, values), lacks)


def _required(project: Project, decision: Funding, name: str) -> dict[tuple[str, str], object]:
    """What a grant must have, by the standard's name for it and ours; None or empty for what is not known."""
    publisher, awarded = project.publisher, decision.decision_date
    return {
        ("id", "grant_prefix"): name,
        ("title", "title"): project.title.strip() and project.title,
        ("description", "summary"): project.summary.strip() and project.summary,
        ("currency", "currency"): _currency(project, decision),
        ("amountAwarded", "amount"): _number(decision.amount),
        ("awardDate", "decision_date"): awarded and moment(awarded),
        ("recipientOrganization id", "owner_id"): _organisation(project.owner_id, project.owner, publisher),
        ("recipientOrganization name", "owner"): project.owner.strip() and project.owner,
        ("fundingOrganization id", "funder_id"): _organisation(decision.funder_id, decision.funder, publisher),
        ("fundingOrganization name", "funder"): decision.funder.strip() and decision.funder,
    }


def _grant(project: Project, decision: Funding, required: Mapping[str, object]) -> dict[str, object]:
    """The grant, with what is known beyond what it must have."""
    values = {
        **{field: required[field] for field in ("id", "title", "description", "currency", "amountAwarded")},
        "amountDisbursed": _number(decision.paid),
        "awardDate": required["awardDate"],
        "url": uri(followable(project.url)),
        "plannedDates": _dates(project),
        "recipientOrganization": [_named(required, "recipientOrganization")],
        "beneficiaryLocation": [{"name": each} for each in _places(project)],
        "fundingOrganization": [_named(required, "fundingOrganization")],
        "grantProgramme": [{"title": decision.programme}] if decision.programme.strip() else [],
        "fundingType": [{"title": "In kind"}] if decision.kind == "in_kind" else [],
        "dateModified": project.reviewed and moment(project.reviewed),
    }
    return {field: value for field, value in values.items() if value not in (None, "", [])}


def _named(required: Mapping[str, object], organisation: str) -> dict[str, object]:
    return {part: required[f"{organisation} {part}"] for part in ("id", "name")}


def _id(project: Project, award: Award) -> str:
    prefix, name = _prefix(project.publisher), tidy(project.id)
    return f"{prefix}-{name}_{award.name}" if prefix and name else ""


def _prefix(publisher: Publisher) -> str:
    return tidy(publisher.grant_prefix)


def _currency(project: Project, decision: Funding) -> str:
    """The currency; empty when it is none, or when what stands there cannot be read."""
    doubtful = {"currency", "fund"} & decision.unread or "currency" in project.unread
    return "" if doubtful or decision.currency not in CURRENCIES else decision.currency


def _number(amount: Amount | None) -> int | float | None:
    return None if amount is None else exact_number(amount)


def _organisation(number: str, name: str, publisher: Publisher) -> str:
    """The id of an organisation in the world: its number in its list; empty without a right one."""
    if not number.strip() and name.strip() and name.strip().casefold() == publisher.publisher.strip().casefold():
        number = publisher.publisher_id
    digits = ten_digits(number) or ""
    return f"{_NUMBERS}-{digits[:6]}-{digits[6:]}" if is_organisation_number(digits) else ""


def _dates(project: Project) -> list[dict[str, str]]:
    start, end = project.start_date, project.end_date
    if start is None or end is None or end < start:
        return []
    return [{"startDate": moment(start), "endDate": moment(end)}]


def _places(project: Project) -> list[str]:
    return [each for each in dict.fromkeys((*project.places, *project.municipalities)) if each.strip()]
