"""The projects in the terms of schema.org, for search engines and others that read JSON-LD.

A `Dataset` whose main entity is a list of `Project`s, each with its owner as `parentOrganization`, its days as
`foundingDate` and `dissolutionDate`, and its decisions about money as `MonetaryGrant`s. Work and goods are a `Grant`
with a sponsor, as schema.org asks. What one puts in oneself is no grant: the giver stands among the funders, without
an amount. There is no term for what a project costs in all, and none for its state: other formats have them.

`sdDatePublished` is the day that the data were made for, `dateModified` the last on which somebody went through an
entry. Text that is there in both languages says which is which.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from projreg.model.records import Contact, Funding, Project, Publisher
from projreg.model.words import CONTACT_ROLES
from projreg.publishing.edition import Edition, day_found
from projreg.publishing.project_page import last_reviewed
from projreg.values.money import number_or_text
from projreg.values.swedish_numbers import is_organisation_number, ten_digits
from projreg.values.web_address import web

Thing = dict[str, Any]
_MADE = re.compile(rb'"sdDatePublished": "(\d{4}-\d\d-\d\d)"')
_SWEDISH_NUMBER = "0007"
"""The code of Swedish organisation numbers among identifiers of organisations (ISO 6523)."""


def made_for(raw: bytes) -> date | None:
    """The day that the data were made for. No text of a user can pass for it: quotes in text are escaped."""
    return day_found(_MADE, raw)


def linked_data(edition: Edition, anchors: Sequence[str]) -> Thing:
    """The edition as one object; `anchors` are the names of its projects in the page, in their order."""
    publisher, reviewed = edition.publisher, last_reviewed(edition.projects)
    return _given(
        {
            "@context": "https://schema.org",
            "@type": "Dataset",
            "sdDatePublished": edition.today.isoformat(),
            "name": publisher.title,
            "description": publisher.intro,
            "inLanguage": publisher.language,
            "dateModified": reviewed and reviewed.isoformat(),
            "publisher": {**_organisation(publisher.publisher, publisher.publisher_id), "email": publisher.contact},
            "mainEntity": {
                "@type": "ItemList",
                "numberOfItems": len(edition.projects),
                "itemListElement": [
                    {"@type": "ListItem", "position": at, "item": _project(each, name, edition.contacts(each))}
                    for at, (each, name) in enumerate(zip(edition.projects, anchors, strict=True), 1)
                ],
            },
        }
    )


def _project(project: Project, anchor: str, contacts: Sequence[Contact]) -> Thing:
    start, end = project.start_date, project.end_date
    return _given(
        {
            "@type": "Project",
            "@id": f"#{anchor}",
            "identifier": [each for each in (project.id, project.reference) if each.strip()],
            "name": _in_languages(project, "title"),
            "alternateName": project.acronym,
            "description": _in_languages(project, "summary"),
            "url": web(project.url) and project.url.strip(),
            "foundingDate": start and start.isoformat(),
            "dissolutionDate": end and end.isoformat(),
            "parentOrganization": _organisation(project.owner, project.owner_id) if project.owner.strip() else None,
            "member": [_organisation(each) for each in project.partners],
            "areaServed": [{"@type": "AdministrativeArea", "name": each} for each in project.municipalities],
            "location": [{"@type": "Place", "name": each} for each in project.places],
            "keywords": list(project.tags),
            "funder": [*_funders(project.funding)],
            "funding": [_grant(each) for each in project.funding if each.level != "own"],
            "contactPoint": [_contact(each, project.publisher) for each in contacts],
        }
    )


def _funders(funding: Sequence[Funding]) -> Iterator[Thing]:
    """Those who give, each once."""
    seen = set()
    for each in funding:
        if each.funder not in seen:
            seen.add(each.funder)
            yield _organisation(each.funder, each.funder_id)


def _grant(funding: Funding) -> Thing:
    giver = _organisation(funding.funder, funding.funder_id)
    in_kind = funding.kind == "in_kind"
    amount = None if funding.amount is None or in_kind else number_or_text(funding.amount)
    return _given(
        {
            "@type": "Grant" if in_kind else "MonetaryGrant",
            "identifier": funding.reference,
            "name": funding.programme,
            "sponsor" if in_kind else "funder": giver,
            "amount": {"@type": "MonetaryAmount", "value": amount, "currency": funding.currency}
            if amount is not None
            else None,
        }
    )


def _contact(contact: Contact, publisher: Publisher) -> Thing:
    role = CONTACT_ROLES[contact.role].say("en" if publisher.language == "en" else "sv") if contact.role else ""
    return _given(
        {
            "@type": "ContactPoint",
            "contactType": role,
            "name": contact.name,
            "email": contact.email,
            "telephone": contact.phone,
        }
    )


def _organisation(name: str, number: str = "") -> Thing:
    digits = ten_digits(number)
    known = digits is not None and is_organisation_number(digits)
    return _given(
        {"@type": "Organization", "name": name, "iso6523Code": f"{_SWEDISH_NUMBER}:{digits}" if known else ""}
    )


def _in_languages(project: Project, key: str) -> object:
    """The text; where there is an English one beside it, both with their languages."""
    written, english = getattr(project, key), getattr(project, f"{key}_en")
    if not english.strip() or project.publisher.language == "en":
        return written
    return [{"@language": "sv", "@value": written}, {"@language": "en", "@value": english}]


def _given(values: Thing) -> Thing:
    """Without what is not given."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}
