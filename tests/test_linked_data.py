"""The projects in the terms of schema.org: what stands where, exact numbers, and no person unless wished for."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from console import called
from samples import HEAD, project, published, registry_of

from projreg.publishing.linked_data import made_for
from projreg.values.money import Amount, number_or_text

DAY = date(2026, 3, 1)


def read(text: str, **wishes: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(published("jsonld", registry_of(HEAD + text), DAY, **wishes))
    return found


def item(text: str, **wishes: Any) -> dict[str, Any]:
    found: dict[str, Any] = read(text, **wishes)["mainEntity"]["itemListElement"][0]["item"]
    return found


def test_what_is_not_known_is_left_out() -> None:
    assert item(project(summary="", role="")) == {
        "@type": "Project",
        "@id": "#bredband",
        "identifier": ["bredband"],
        "name": "Bredband i Lövdal",
        "foundingDate": "2024-01-01",
        "dissolutionDate": "2026-03-16",
        "parentOrganization": {"@type": "Organization", "name": "Byalaget Norra Lövdal"},
    }


FUNDING = """
funding = [
  { funder = "Verket", level = "national", amount = 410220.75, reference = "V 1", programme = "P" },
  { funder = "Verket", level = "national" },
  { funder = "Bolaget", level = "private", kind = "in_kind", amount = 5 },
  { funder = "Lövdals kommun", level = "own", amount = 7 },
]
"""


def test_money_is_a_grant_and_what_one_puts_in_oneself_is_none() -> None:
    found = item(project() + FUNDING)
    verket, bolaget, own = ({"@type": "Organization", "name": each} for each in ("Verket", "Bolaget", "Lövdals kommun"))
    assert found["funder"] == [verket, bolaget, own]
    amount = {"@type": "MonetaryAmount", "value": 410220.75, "currency": "SEK"}
    assert found["funding"] == [
        {"@type": "MonetaryGrant", "identifier": "V 1", "name": "P", "funder": verket, "amount": amount},
        {"@type": "MonetaryGrant", "funder": verket},
        {"@type": "Grant", "sponsor": bolaget},
    ]


@pytest.mark.parametrize(
    ("amount", "found"),
    [
        (480_000, 480_000),
        (2**63 - 1, 2**63 - 1),
        (Decimal("410220.75"), 410220.75),
        (Decimal("0.10"), 0.1),
        (Decimal("90071992547409.93"), "90071992547409.93"),
        (Decimal("9007199254740993.25"), "9007199254740993.25"),
    ],
)
def test_a_number_is_exact(amount: Amount, found: object) -> None:
    assert number_or_text(amount) == found
    assert Decimal(json.dumps(number_or_text(amount)).strip('"')) == amount


def test_texts_in_two_languages_say_which_is_which() -> None:
    assert item(project(title_en='"Broadband"'))["name"] == [
        {"@language": "sv", "@value": "Bredband i Lövdal"},
        {"@language": "en", "@value": "Broadband"},
    ]


@pytest.mark.parametrize(
    ("written", "code"),
    [("212000-1231", "0007:2120001231"), ("212000-1232", None), ("19121212-1212", None), ("x", None)],
)
def test_only_a_right_organisation_number_is_a_code(written: str, code: str | None) -> None:
    assert item(project(owner_id=f'"{written}"'))["parentOrganization"].get("iso6523Code") == code


def test_contacts_only_when_wished_for_and_published() -> None:
    people = """contact = [
      { role = "project_manager", name = "Maja Gran", email = "maja@lovdal.example" },
      { role = "controller", name = "Elis Berg" },
    ]
    """
    assert "contactPoint" not in item(project(contact="") + people)
    assert item(project(contact="") + people, with_contacts=True)["contactPoint"] == [
        {"@type": "ContactPoint", "contactType": "Projektledare", "name": "Maja Gran", "email": "maja@lovdal.example"}
    ]
    page = published("html", registry_of(HEAD + project(contact="") + people), DAY)
    assert "Maja" not in page[page.index("<script") :]
    assert "Maja Gran" in page


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_does_not_change_with_the_language(lang: Any) -> None:
    registry = registry_of(HEAD + project(title_en='"Broadband"'))
    assert published("jsonld", registry, DAY, lang) == published("jsonld", registry, DAY)


def test_no_text_of_users_passes_for_the_day() -> None:
    made = published("jsonld", registry_of(HEAD.replace("Pågående", '\\"sdDatePublished\\": \\"2001-01-01\\"')), DAY)
    assert "2001-01-01" in made
    assert made_for(made.encode()) == DAY
    assert made_for(made.replace("2026-03-01", "2026-99-01").encode()) is None


def test_a_file_written_last_week_is_still_right(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    command = ("export", "jsonld", "--output=made.jsonld")
    assert called(*command, "--as-of=2026-03-01", cwd=tmp_path).status == 0
    assert called(*command, "--check", cwd=tmp_path).status == 0
    (tmp_path / "projects.toml").write_text(HEAD + project(acronym='"NY"'), "utf-8")
    assert called(*command, "--check", cwd=tmp_path).status == 1
