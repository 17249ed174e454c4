"""publiccode.yml is what the standard asks for.

The standard's own validator is a program in Go that visits the addresses too. What it asks of version 0.4 is the table
here, read from its `v0.go` (italia/publiccode-parser-go), and from the lists of categories and scopes that the standard
keeps below docs/standard (publiccodeyml/publiccode.yml).
"""

import re
from typing import Any

import pytest
import yaml
from console import REPOSITORY

TEXT, FLAG = re.compile(r"\S"), None
HTTP = re.compile(r"https?://[^\s/]+\.[^\s/]+(/\S*)?")
SPDX = re.compile(r"EUPL-1\.2")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
COUNTRY = re.compile(r"[A-Z]{2}|[a-z]{2}")
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")

REQUIRED = {
    "publiccodeYmlVersion": re.compile(r"0\.4(\.0)?"),
    "name": TEXT,
    "url": HTTP,
    "platforms.*": TEXT,
    "developmentStatus": re.compile("concept|development|beta|stable|obsolete"),
    "softwareType": re.compile(
        "standalone/(mobile|iot|desktop|web|backend|other)|addon|library|configurationFiles"
    ),
    "description.en.shortDescription": TEXT,
    "description.en.longDescription": TEXT,
    "description.en.features.*": TEXT,
    "description.sv.shortDescription": TEXT,
    "description.sv.longDescription": TEXT,
    "description.sv.features.*": TEXT,
    "legal.license": SPDX,
    "maintenance.type": re.compile("internal|contract|community|none"),
    "maintenance.contacts.*.name": TEXT,  # for internal and community
    "localisation.localisationReady": FLAG,
    "localisation.availableLanguages.*": LANGUAGE,
}  # fmt: skip
ALLOWED = {
    "landingURL": HTTP,
    "softwareVersion": TEXT,
    "categories.*": re.compile("grant-management|project-management|compliance-management"),
    "intendedAudience.scope.*": re.compile("local-authorities|finance-and-economic-development"),
    "intendedAudience.countries.*": COUNTRY,
    "maintenance.contacts.*.email": MAIL,
    "dependsOn.open.*.name": TEXT,
    "dependsOn.open.*.versionMin": TEXT,
    "dependsOn.open.*.optional": FLAG,
}
"""Keys by their paths, `*` for each of a list; the value's form, or a truth value. Of the lists what is used here."""


@pytest.fixture(scope="module")
def leaves() -> list[tuple[str, Any]]:
    return list(_leaves("", yaml.safe_load((REPOSITORY / "publiccode.yml").read_text("utf-8"))))


def _leaves(path: str, value: Any) -> Any:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{path}.{key}".lstrip("."), inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(f"{path}.*", inner)
    else:
        yield path, value


def test_nothing_that_is_required_is_missing(leaves: list[tuple[str, Any]]) -> None:
    assert set(REQUIRED) - {path for path, _ in leaves} == set()


def test_each_value_is_what_the_standard_allows(leaves: list[tuple[str, Any]]) -> None:
    for path, value in leaves:
        form = (REQUIRED | ALLOWED)[path]
        if form is FLAG:
            assert isinstance(value, bool), path
        else:
            assert form.search(value) if form is TEXT else form.fullmatch(value), (path, value)


def test_descriptions_have_the_length_asked_for(leaves: list[tuple[str, Any]]) -> None:
    for path, value in leaves:
        if path.endswith(".shortDescription"):
            assert len(value) <= 150, path
        if path.endswith(".longDescription"):
            assert 150 <= len(value) <= 10_000, path


def test_no_address_is_anybodys(leaves: list[tuple[str, Any]]) -> None:
    addresses = [value for path, value in leaves if path.endswith(("url", "URL", "email"))]
    assert [each for each in addresses if not re.search(r"\.example(/|$)", each)] == []
