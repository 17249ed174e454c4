"""Registries to test with: written as a person writes them, checked, or made as records."""

from projreg.check import check_one
from projreg.diagnostic import Finding
from projreg.model import Project
from projreg.source import parse

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
