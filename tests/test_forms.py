"""What every published format must hold to: its golden file, the same bytes anywhere, and nothing that is secret."""

import io
import os
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from console import called, run
from samples import HEAD, exported, holding, project, registry_of
from workbooks import described

from projreg.export import FORMATS, named

GOLDEN = Path(__file__).parent / "export"
REGISTRY = registry_of((GOLDEN / "registry.toml").read_bytes())
DAY = date(2026, 3, 1)


class Sample(NamedTuple):
    """A format, with what is wished for, and its golden file."""

    form: str
    golden: str
    wishes: Mapping[str, Any] = {}


SAMPLES = [
    Sample("markdown", "page.md"),
    Sample("markdown", "page.fragment.md", {"fragment": True}),
    Sample("csv", "projects.csv"),
    Sample("csv", "projects.contacts.csv", {"with_contacts": True}),
    Sample("csv", "projects.excel.csv", {"excel": True}),
    Sample("xlsx", "projects.xlsx.txt"),
    Sample("xlsx", "projects.contacts.xlsx.txt", {"with_contacts": True}),
    Sample("operations", "operations.csv"),
    Sample("ics", "projects.ics"),
    Sample("mermaid", "projects.mmd"),
    Sample("360giving", "grants.json"),
    Sample("atom", "projects.atom"),
    Sample("json", "projects.json"),
    Sample("json", "projects.contacts.json", {"with_contacts": True}),
    Sample("jsonl", "projects.jsonl"),
    Sample("jsonl", "projects.contacts.jsonl", {"with_contacts": True}),
    Sample("html", "page.html"),
    Sample("html", "page.en.html", {"lang": "en"}),
    Sample("html", "page.fragment.html", {"fragment": True}),
    Sample("jsonld", "projects.jsonld"),
    Sample("jsonld", "projects.contacts.jsonld", {"with_contacts": True}),
]
PAGES = ("markdown", "html")
"""What people read: published contacts always stand there."""
SECRETS = ("HEMLIG", "Hemlig", "hemlig", "0900-999", "2037")
NAMES = ("Synlig", "synlig", "0900-123", "0900-555")


def content(raw: bytes) -> str:
    """All text in a document, of a zip archive too."""
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    return raw.decode("utf-8-sig")


def test_every_format_has_a_golden_file() -> None:
    assert {each.form for each in SAMPLES} == set(FORMATS)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: each.golden)
def test_a_document_is_the_same_bytes_as_its_golden_file(sample: Sample) -> None:
    made = exported(sample.form, REGISTRY, DAY, **sample.wishes).raw
    golden = GOLDEN / sample.golden
    held = described(made).encode() if sample.form == "xlsx" else made  # other versions of the library, other bytes
    if os.environ.get("PROJREG_REWRITE"):
        golden.write_bytes(held)
    assert held == golden.read_bytes()
    assert exported(sample.form, REGISTRY, DAY, **sample.wishes).raw == made
    assert named(sample.form).day_of(made) in (DAY, None)


@pytest.mark.parametrize("form", FORMATS)
def test_a_document_is_the_same_bytes_anywhere(form: str, tmp_path: Path) -> None:
    made = []
    for zone, locale in (("Pacific/Kiritimati", "C"), ("America/Los_Angeles", "sv_SE.UTF-8")):
        arguments = ("export", form, "--file", str(GOLDEN / "registry.toml"), f"--as-of={DAY}", "--output=made")
        done = run(
            *arguments, cwd=tmp_path, env={"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": zone and "0"}
        )
        assert done.status == 0, done.err
        made.append((tmp_path / "made").read_bytes())
    assert made[0] == made[1] == exported(form, REGISTRY, DAY).raw


ACTING = "\x00\x07\x08\x1b\x7f\x85\x9b\u00ad\u200b\u202e\u2066\u2028\ufeff"
"""Characters that act on a terminal, hide, or turn the text around."""


@pytest.mark.parametrize("form", FORMATS)
def test_no_character_that_acts_leaves(form: str) -> None:
    made = content(exported(form, holding([f"a{each}b" for each in ACTING]), DAY).raw)
    assert [each for each in ACTING if each in made] == []


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_secret_leaves(form: str) -> None:
    wishes: list[dict[str, Any]] = [
        {},
        *({each: True} for each in FORMATS[form].wishes if each not in ("into", "template")),
    ]
    for wish in wishes:
        made = content(exported(form, REGISTRY, DAY, **wish).raw)
        assert [each for each in SECRETS if each in made] == []
        names = [each for each in NAMES if each in made]
        assert bool(names) == (form in PAGES or "with_contacts" in wish)


@pytest.mark.parametrize("form", FORMATS)
def test_no_number_of_a_person_is_told_for_that_of_an_organisation(tmp_path: Path, form: str) -> None:
    """Not even with contacts: it is nobody's to copy."""
    number, other = "19121212-1212", "121212-1212"
    funding = f'[{{ funder = "B", funder_id = "{other}", level = "eu" }}]'
    keys = {"owner_id": f'"{number}"', "funding": funding}
    (tmp_path / "projects.toml").write_text(HEAD + project(**keys), "utf-8")
    wishes = ["--with-contacts"] if "with_contacts" in FORMATS[form].wishes else []
    done = called("export", form, *wishes, "--as-of=2024-06-01", "-o", "made", cwd=tmp_path)
    assert "note: bredband: owner_id is a personal identity number, and never told\n" in done.err
    assert "note: bredband: funder_id is a personal identity number, and never told\n" in done.err
    made = content((tmp_path / "made").read_bytes())
    assert (done.status, "1212" in done.err, "1212" in made) == (0, False, False)
