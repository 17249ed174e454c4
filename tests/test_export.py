"""The published page: golden files, every fact of the shipped registry, and nothing that is not to be published."""

import os
import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from console import called
from markdown_it import MarkdownIt
from samples import HEAD as TOP
from samples import project, published

from projreg.language import MONTHS, Lang
from projreg.model.decode import decode
from projreg.reading.source import parse, read_source

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "export"
SHIPPED = str(ROOT / "data" / "projects.toml")
NO_BREAK = "\N{NO-BREAK SPACE}"


def page(source: str | bytes, day: date, lang: Lang = "sv") -> str:
    """The Markdown page of a registry: of the file at a path, or of TOML given as bytes."""
    read = parse(source, "projects.toml") if isinstance(source, bytes) else read_source(source)
    registry = decode(read.data).registry
    return published("markdown", registry, day, lang)


@pytest.mark.parametrize(
    ("name", "day", "lang"),
    [
        ("pagaende-2023-06-01.sv.md", date(2023, 6, 1), "sv"),
        ("pagaende-2024-07-01.sv.md", date(2024, 7, 1), "sv"),
        ("pagaende-2024-07-01.en.md", date(2024, 7, 1), "en"),
    ],
)
def test_the_page_is_the_same_bytes_as_the_golden_file(name: str, day: date, lang: Lang) -> None:
    made = page(SHIPPED, day, lang)
    golden = GOLDEN / name
    if os.environ.get("PROJREG_REWRITE"):
        golden.write_text(made, encoding="utf-8", newline="\n")
    assert made.encode() == golden.read_bytes()
    assert made == page(SHIPPED, day, lang)


FACTS = [
    "Pågående projekt",
    f"Senast uppdaterad den 22{NO_BREAK}maj 2023",
    "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region",
    "SHiMR",
    "Lycksele kommun",
    "Sorsele kommun",
    "Region 10",
    "Norrbotten",
    "Västerbotten",
    "Agenda 2030",
    f"2{NO_BREAK}januari 2023 till och med 16{NO_BREAK}mars 2026",
    f"23{NO_BREAK}974{NO_BREAK}594{NO_BREAK}kr",
    "Europeiska unionen",
    "Region Norrbotten",
    "Region Västerbotten",
    "kommun@sorsele.se",
    "Medfinansieras av Europeiska unionen",
    "Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun",
    "15 kommuner",
    "Ammarnäs",
    "Blattnicksele",
    "Gargnäs",
    "serviceplan",
    f"480{NO_BREAK}000{NO_BREAK}kr",
    "Landsbygdsprogrammet",
    f"1{NO_BREAK}september 2022 till och med 30{NO_BREAK}juni 2024",
    "Tillväxtverket",
    "Erika Hjukström",
    "Europeiska jordbruksfonden för landsbygdsutveckling",
]


@pytest.mark.parametrize("lang", get_args(Lang))
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_line_of_a_page_ends_between_a_day_and_its_month(form: str, lang: Lang) -> None:
    registry = decode(read_source(SHIPPED).data).registry
    shown = re.sub(r'aria-label="[^"]*"', "", published(form, registry, date(2023, 6, 1), lang))
    months = "|".join(MONTHS[lang])
    assert re.findall(rf"\d (?:{months}).*", shown) == []
    assert len(re.findall(rf"\d{NO_BREAK}(?:{months}) \d{{4}}", shown)) >= 5


@pytest.mark.parametrize("fact", FACTS)
def test_the_page_shows_every_fact_of_its_source(fact: str) -> None:
    assert fact in page(SHIPPED, date(2023, 6, 1))


def test_the_page_has_one_h1_and_its_headings_in_order() -> None:
    tokens = MarkdownIt("commonmark").parse(page(SHIPPED, date(2024, 7, 1)))
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert levels == ["h1", "h2", "h3", "h2", "h3"]


HEAD = """
schema_version = 1
[registry]
title = "Projekt"
publisher = "Exempelkommun"
contact = "brevlada@exempel.example"
"""
SECRET = """
[[project]]
id = "hemligt"
title = "Ett projekt"
role = "owner"
owner = "Exempelkommun"
start_date = 2024-01-01
end_date = 2024-12-31
summary = "En sammanfattning."
account = "KONTO-4711"
notes = "INTERN-ANTECKNING"
retain_until = 2044-04-04
waive = { PR312 = "UNDANTAG-SKÄL" }
x_own = "EGEN-NYCKEL"
EXTRA
[[project.contact]]
role = "controller"
name = "Opublicerad Ekonom"
email = "ekonom@exempel.example"
[[project.contact]]
role = "contact"
name = "Dold Kontakt"
email = "dold@exempel.example"
publish = false
"""


def test_what_is_internal_and_unpublished_contacts_never_appear() -> None:
    made = page((HEAD + SECRET.replace("EXTRA", "")).encode(), date(2024, 6, 1))
    assert "En sammanfattning." in made
    for secret in ("KONTO", "INTERN", "2044", "UNDANTAG", "EGEN", "Ekonom", "ekonom@", "Dold", "dold@"):
        assert secret not in made
    assert "brevlada@exempel.example" in made, "the publisher's mailbox stands in for a contact that is not published"


@pytest.mark.parametrize("extra", ["publish = false", 'status = "applied"'])
def test_a_project_that_is_not_published_leaves_no_trace(extra: str) -> None:
    made = page((HEAD + SECRET.replace("EXTRA", extra)).encode(), date(2024, 6, 1))
    assert "Ett projekt" not in made
    assert "Just nu finns inga projekt att visa." in made


def test_an_application_is_published_when_the_file_says_so() -> None:
    made = page((HEAD + SECRET.replace("EXTRA", 'status = "applied"\npublish = true')).encode(), date(2024, 6, 1))
    assert "## Ansökta projekt\n\n### Ett projekt" in made


LEFT_OUT = [
    ([], ""),
    (["publish = false"], "note: left out: 1 project is not to be published\n"),
    (['status = "applied"'] * 2, "note: left out: 2 projects are only applied for\n"),
    (['status = "applied"\npublish = false'], "note: left out: 1 project is not to be published\n"),
    (
        ["publish = false", 'publish = "nej"', 'status = "applied"', "[[project.contact]]\nhemlig = true"],
        "note: left out: 1 project is not to be published, 1 project is only applied for, "
        "2 projects are held back because a value cannot be read\n",
    ),
]


@pytest.mark.parametrize("form", ["markdown", "ics"])
@pytest.mark.parametrize(("extras", "said"), LEFT_OUT)
def test_what_is_left_out_is_told(tmp_path: Path, extras: list[str], said: str, form: str) -> None:
    entries = ["", "publish = true", *extras]
    bodies = [SECRET.replace("hemligt", f"p{at}").replace("EXTRA", extra) for at, extra in enumerate(entries)]
    (tmp_path / "projects.toml").write_text(HEAD + "".join(bodies), "utf-8")
    done = called("export", form, "--as-of=2024-06-01", cwd=tmp_path)
    notes = [line for line in done.err.splitlines(keepends=True) if "projreg validate" not in line]
    assert ("".join(notes), done.status) == (said, 0)
    assert "Ett projekt" in done.out


def test_only_what_was_asked_for_is_told_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + SECRET.replace("EXTRA", "publish = false"), "utf-8")
    done = called("export", "ics", "--closed", "--as-of=2024-06-01", cwd=tmp_path)
    assert done.err == "note: no project is one of those asked for: there is none in the document\n"


HOSTILE = [
    "<script>alert(1)</script>",
    "[klicka](javascript:alert(1))",
    "![bild](http://evil.example/x.png)",
    "# rubrik",
    "1. lista",
    "a | b",
    "`kod` *stark* _lutad_ ~~struken~~",
    "https://evil.example/x och www.evil.example",
    "&amp; &#60;b&#62;",
    "\x1b[31mröd\u202etxet",
    "+ plus",
    "=== streck",
    "<img src=x onerror=alert(1)>*",
    "Rad ett\n\n# Rad två",
]


_MONEY = 'funding = [{ funder = "TEXT", level = "national", amount = 5, currency = "TEXT" }]'


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_users_stays_text(text: str) -> None:
    literal = "".join(f"\\u{ord(each):04x}" for each in text)
    body = SECRET.replace('title = "Ett projekt"', f'title = "{literal}"').replace(
        "EXTRA", f'partners = ["{literal}"]\n{_MONEY}'.replace("TEXT", literal)
    )
    made = page((HEAD + body).encode(), date(2024, 6, 1))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(made)
    inline = [child for token in tokens for child in token.children or []]
    assert not [child for child in inline if child.type in ("image", "html_inline", "code_inline", "em_open")]
    links = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert links == ["mailto:brevlada@exempel.example"]
    blocks = [token.content for token in tokens if token.type == "html_block"]
    assert blocks == ["<!-- projreg: as of 2024-06-01 -->\n"]
    headings = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h3"]
    shown = "".join(child.content for child in headings[0].children or [])
    expected = text.replace("\x1b", "\\u001b").replace("\u202e", "\\u202e").replace("\n", " ")
    assert (len(headings), shown) == (1, expected)


ADDRESSES = [
    ("a@b.example", ["mailto:a@b.example"]),
    ("a@b.example?bcc=alla", ["mailto:a@b.example%3Fbcc%3Dalla"]),
    ("a@b.example?bcc=c@d.example", []),
    ("ring i stället", []),
]


@pytest.mark.parametrize(("address", "targets"), ADDRESSES)
def test_a_mailbox_is_written_to_and_nothing_is_added_to_the_letter(address: str, targets: list[str]) -> None:
    contact = f'contact = [{{ role = "contact", email = "{address}" }}]'
    body = SECRET.split("[[project.contact]]")[0].replace("EXTRA", contact)
    made = page((HEAD + body).encode(), date(2024, 6, 1))
    inline = [child for token in MarkdownIt("commonmark").parse(made) for child in token.children or []]
    assert [each.attrs["href"] for each in inline if each.type == "link_open"] == targets
    assert f"\n- {address}" in made or targets


@pytest.mark.parametrize("url", ["https://a.example/x", "  https://a.example/x "])
def test_a_web_site_is_shown_with_blanks_around_it_too(url: str) -> None:
    made = page((HEAD + SECRET.replace("EXTRA", f'url = "{url}"')).encode(), date(2024, 6, 1))
    assert "- **Webbplats:** [https://a.example/x](https://a.example/x)\n" in made


def test_a_logo_that_is_fetched_from_nowhere_is_its_text_alone() -> None:
    logos = '[{ src = "javascript:alert(1)", alt = "Vi" }, { src = "eu.png", alt = "EU" }]'
    assert "\n\nVi ![EU](eu.png)\n\n" in page((TOP + project(logos=logos)).encode(), date(2025, 1, 1))
