"""Registries to test with: written as a person writes them, checked, or made as records."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import tomli_w

from projreg.checking.check import check_one
from projreg.diagnostic import Finding
from projreg.export import named
from projreg.language import Lang
from projreg.model.decode import decode
from projreg.model.records import Project, Registry
from projreg.publishing.edition import Document, Edition
from projreg.reading.source import parse

HEAD = """\
schema_version = 1

[registry]
title = "Pågående projekt"
publisher = "Lövdals kommun"
contact = "kommun@lovdal.example"
"""
KEYS = {
    "id": '"bredband"',
    "title": '"Bredband i Lövdal"',
    "role": '"partner"',
    "owner": '"Byalaget Norra Lövdal"',
    "start_date": "2024-01-01",
    "end_date": "2026-03-16",
    "summary": '"Fiber till byarna norr om sjön."',
}
CONTACT = '[{ role = "contact", email = "info@lovdal.example" }]'


def project(**changes: str) -> str:
    """The TOML of a good project, its keys changed or added as they should stand; an empty value leaves a key out."""
    keys = {**KEYS, "contact": CONTACT, **changes}
    return "\n[[project]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items() if value)


def findings(text: str | bytes) -> list[Finding]:
    """All that is found in a registry's text."""
    raw = text if isinstance(text, bytes) else text.encode()
    return check_one(parse(raw, "projects.toml"))[1]


def found(text: str | bytes) -> list[tuple[int, str]]:
    """Line and code of all that is found."""
    return [(each.span.line, each.code) for each in findings(text)]


def read(text: str) -> tuple[Project, ...]:
    """The projects of a registry whose text is `text` below a good top."""
    return check_one(parse((HEAD + text).encode(), "projects.toml"))[0].projects


def registry_of(text: str | bytes) -> Registry:
    """The registry whose TOML is `text`."""
    return decode(parse(text if isinstance(text, bytes) else text.encode(), "projects.toml").data).registry


def exported(form: str, registry: Registry, day: date, lang: Lang = "sv", **wishes: Any) -> Document:
    """What a format makes of the projects of a registry that may be published."""
    projects = [each for each in registry.projects if each.published]
    return named(form).render(Edition(registry.publisher, projects, day, lang, **wishes))


def published(form: str, registry: Registry, day: date, lang: Lang = "sv", **wishes: Any) -> str:
    """The same as text."""
    return exported(form, registry, day, lang, **wishes).raw.decode()


PARAGRAPHS = ("summary", "aims", "results")
"""The keys of a published project whose text may have several lines."""


def holding(strings: Iterable[str]) -> Registry:
    """A registry with a project for each string, in which it stands wherever a user can put text."""
    return registry_of(_text_holding(tuple(strings)))


@lru_cache(4)
def _text_holding(strings: tuple[str, ...]) -> str:
    projects = [
        {
            "id": f"p{at}", "title": each, "title_en": each, "acronym": each, "role": "owner", "owner": each,
            "owner_id": each, "partners": [each], "start_date": date(2024, 1, 1), "end_date": date(2026, 12, 31),
            "summary": each, "aims": each, "results": each, "places": [each], "municipalities": [each],
            "reference": each, "url": each, "tags": [each], "total_budget": 100_000, "currency": each,
            "reviewed": date(2024, 6, 1), "status_reason": each,
            "funding": [{"funder": each, "funder_id": each, "level": "eu", "fund": "ERDF", "programme": each,
                         "amount": 50_000, "currency": each, "reference": each, "decision_date": date(2023, 12, 1)}],
            "contact": [{"role": "contact", "name": each, "email": each, "phone": each}],
            "deadline": [{"type": "final_report", "due": date(2026, 12, 31), "funder": each, "note": each}],
            "logos": [{"src": each, "alt": each}],
        }
        for at, each in enumerate(strings)
    ]  # fmt: skip
    head = {"title": "Projekt", "publisher": "Lövdals kommun", "contact": "kommun@lovdal.example"}
    return tomli_w.dumps({"schema_version": 1, "registry": head, "project": projects})


def hostile_strings(shared: Path) -> list[str]:
    """The naughty strings and the hard titles of the corpora, as far as TOML can hold them."""
    return [*_hostile_strings(shared)]


@cache
def _hostile_strings(shared: Path) -> list[str]:
    corpora = shared / "data" / "corpora"
    naughty = json.loads((corpora / "naughty_strings.json").read_text("utf-8"))
    titles = json.loads((corpora / "titles_real_hard.json").read_text("utf-8"))
    texts = [*naughty, *(each for kind in titles.values() for each in kind)]
    return [each for each in dict.fromkeys(texts) if not any("\ud800" <= sign <= "\udfff" for sign in each)]
