"""The feed of what is new: its entries and their ids, and what readers of XML and of feeds make of it."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser  # type: ignore[import-untyped]
import pytest
from console import called
from hypothesis import example, given
from hypothesis import strategies as st
from real_lists import published_list
from samples import HEAD, exported, holding, hostile_strings, project, published, registry_of

from projreg.encode.xml import comment, element, paragraphs, text
from projreg.language import Lang
from projreg.model.records import Registry
from projreg.visible import visible, visible_paragraphs

ATOM, XHTML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DAY = date(2026, 4, 1)

ANY_TEXT = st.text(st.characters())  # controls, lone surrogates and what XML forbids


def seen(written: str) -> str:
    """What a reader of XML is to find: the text on one line, and escapes for what XML 1.0 cannot hold."""
    found = visible(written.strip())
    return found.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


# ---- the encoder


@given(ANY_TEXT)
@example("\x00\x1b[31m\u202e\ufffe\uffff\U000fffff\U0001ffff")
@example("]]> <!-- --> <?x ?> &amp; \"'")
def test_text_is_read_back_from_content_and_attributes(written: str) -> None:
    read = ElementTree.fromstring(element("a", text(written), xml__lang=written))
    assert (read.text or "") == seen(written)
    assert read.attrib == {LANGUAGE: seen(written)}


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(["a\n\nb", "a\r\n \r\nb\nc", "\n"])
)
@example("0\r\xa00")
def test_paragraphs_are_read_back(written: str) -> None:
    read = ElementTree.fromstring(element("a", [element("p", each) for each in paragraphs(written)]))
    assert words(each.text or "" for each in read) == words(seen_lines(written))


def words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for word in line.split()]


def seen_lines(written: str) -> list[str]:
    return visible_paragraphs(written.strip()).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff").split("\n")


def test_elements() -> None:
    assert element("a") == "<a/>\n"
    assert element("a", "", b="x\ny") == '<a b="x y"/>\n'
    assert element("a", ["<b/>\n"]) == "<a>\n<b/>\n</a>\n"
    assert paragraphs("ett\ntvå\n\n \n tre \n") == ["ett två", "tre"]
    assert comment("said") == "<!-- said -->\n"


# ---- the feed


class Entry(NamedTuple):
    """An entry as a reader of XML finds it. `paragraphs` are texts and the language that they say they are in."""

    id: str
    title: str
    updated: str
    link: str | None
    tags: list[str]
    author: str | None
    paragraphs: list[tuple[str, str | None]]


def only(parent: Element, name: str) -> str:
    """The text of an element that stands there once."""
    [found] = parent.findall(ATOM + name)
    assert not len(found)
    return found.text or ""


def feed_of(raw: bytes) -> tuple[Element, list[Entry]]:
    """The feed and its entries. What RFC 4287 asks for and is not so fails."""
    root = ElementTree.fromstring(raw)
    assert root.tag == f"{ATOM}feed"
    assert {each.tag.removeprefix(ATOM) for each in root} <= {
        "id", "title", "subtitle", "updated", "author", "generator", "entry",
    }  # fmt: skip
    moments = [only(root, "updated"), *(only(each, "updated") for each in root.iter(f"{ATOM}entry"))]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", each) for each in moments)
    assert moments[1:] == sorted(moments[1:], reverse=True)
    assert len(moments) == 1 or moments[0] == moments[1]
    entries = [_entry(each) for each in root.iter(f"{ATOM}entry")]
    ids = [only(root, "id"), *(each.id for each in entries)]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:[a-z0-9.-]+,2026:projreg/(sv|en)[A-Za-z0-9/._%-]*", each) for each in ids)
    assert only(root, "title").strip()
    [author] = root.findall(f"{ATOM}author")
    assert only(author, "name").strip()
    return root, entries


def _entry(found: Element) -> Entry:
    assert {each.tag.removeprefix(ATOM) for each in found} <= {
        "id", "title", "updated", "author", "link", "category", "content",
    }  # fmt: skip
    link, author = found.find(f"{ATOM}link"), found.find(f"{ATOM}author")
    assert link is None or link.get("rel") == "alternate"
    [content] = found.findall(f"{ATOM}content")
    [div] = content
    assert (content.get("type"), div.tag, {each.tag for each in div}) == ("xhtml", f"{XHTML}div", {f"{XHTML}p"})
    assert not any(len(each) for each in div)
    return Entry(
        only(found, "id"),
        only(found, "title"),
        only(found, "updated"),
        None if link is None else link.get("href"),
        [each.get("term") or "" for each in found.findall(f"{ATOM}category")],
        None if author is None else only(author, "name"),
        [(each.text or "", each.get(LANGUAGE)) for each in div],
    )


def feed(source: str | Registry, day: date = DAY, lang: Lang = "sv") -> list[Entry]:
    """The entries of a registry."""
    read = registry_of(source) if isinstance(source, str) else source
    return feed_of(exported("atom", read, day, lang).raw)[1]


def news(**changes: str) -> list[tuple[str, str, str]]:
    """Id below the project's, title without the project's, and day of the entries of one project."""
    return [
        (each.id.partition("/bredband/")[2], each.title.rpartition(": ")[0], each.updated[:10])
        for each in feed(HEAD + project(**changes))
    ]


GRANT = 'funder = "Boverket", level = "national", reference = "B 1", amount = 480_000'
ENDED = ("ended", "Avslutat", "2026-03-17")
STARTED = ("started", "Startat", "2024-01-01")


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, [ENDED, STARTED]),
        ({"end_date": "2026-04-01"}, [STARTED]),
        ({"end_date": "2026-03-31"}, [("ended", "Avslutat", "2026-04-01"), STARTED]),
        ({"start_date": "2026-04-01", "end_date": "2027-01-01"}, [("started", "Startat", "2026-04-01")]),
        ({"start_date": "2026-04-02", "end_date": "2027-01-01"}, []),
        ({"end_date": "9999-12-31"}, [STARTED]),
        (
            {"end_date": "2026-12-31", "original_end_date": "2026-03-31"},
            [("prolonged/2026-12-31", "Förlängt till 31 december 2026", "2026-04-01"), STARTED],
        ),
        ({"end_date": "2026-12-31", "original_end_date": "2026-04-01"}, [STARTED]),
        ({"end_date": "2026-12-31", "original_end_date": "2026-12-31"}, [STARTED]),
        (
            {"closed_date": "2026-03-20"},
            [("closed", "Slutredovisat", "2026-03-20"), ENDED, STARTED],
        ),
        ({"closed_date": "2026-03-16"}, [("closed", "Slutredovisat", "2026-03-16"), STARTED]),
        ({"closed_date": "2026-04-02"}, [ENDED, STARTED]),
        (
            {"reviewed": "2026-04-01"},
            [("reviewed/2026-04-01", "Uppgifterna granskade", "2026-04-01"), ENDED, STARTED],
        ),
        ({"reviewed": "2026-04-02", "end_date": "2027-01-01"}, [STARTED]),
        ({"start_date": '"2024"'}, []),
        ({"end_date": "2023-01-01", "closed_date": "2024-05-01"}, [("closed", "Slutredovisat", "2024-05-01")]),
        (
            {"end_date": "2027-01-01", "funding": f"[{{ {GRANT}, decision_date = 2023-12-01 }}]"},
            [STARTED, ("decision/B_1", "Beslut om stöd", "2023-12-01")],
        ),
        ({"funding": f"[{{ {GRANT}, decision_date = 2026-04-02 }}, {{ {GRANT} }}]"}, [ENDED, STARTED]),
        (
            {"end_date": "2027-01-01", "funding": '[{ funder = "Vi", level = "own", decision_date = 2023-12-01 }]'},
            [STARTED],
        ),
    ],
)  # fmt: skip
def test_what_happened_is_an_entry_from_its_day_on(changes: dict[str, str], wanted: list[tuple[str, str, str]]) -> None:
    assert news(**changes) == wanted


@pytest.mark.parametrize(
    ("status", "wanted"),
    [("applied", []), ("suspended", ["decision/B_1"]), ("cancelled", ["decision/B_1"])],
)
def test_a_project_that_takes_no_course_is_not_said_to_start_or_end(status: str, wanted: list[str]) -> None:
    found = news(
        status=f'"{status}"', publish="true", original_end_date="2025-01-01", closed_date="2026-03-20",
        reviewed="2026-01-01", funding=f"[{{ {GRANT}, decision_date = 2023-12-01 }}]",
    )  # fmt: skip
    assert [name for name, _, _ in found] == ["reviewed/2026-01-01", *wanted]


def test_an_entry_says_what_happened_and_what_the_project_is() -> None:
    whole = HEAD + project(
        acronym='"BIL"', tags='["bredband", "landsbygd", "bredband"]', url='"https://lovdal.example/?a=1&b=å"',
        summary='"""Ett stycke\nom fiber.\n\nEtt till."""', summary_en='"Fibre."', end_date="2027-01-01",
        funding=f'[{{ {GRANT}, programme = "Stöd till bredband", decision_date = 2023-12-01 }}]',
    )  # fmt: skip
    started, decided = feed(whole)
    assert started == Entry(
        "tag:lovdal.example,2026:projreg/sv/bredband/started",
        "Startat: BIL – Bredband i Lövdal",
        "2024-01-01T00:00:00Z",
        "https://lovdal.example/?a=1&b=%C3%A5",
        ["bredband", "landsbygd"],
        None,
        [
            ("Projektet startade den 1 januari 2024.", None),
            ("Projektägare: Byalaget Norra Lövdal", None),
            ("Period: 1 januari 2024 till och med 1 januari 2027", None),
            ("Ett stycke om fiber.", None),
            ("Ett till.", None),
        ],
    )
    assert decided.paragraphs[0][0] == (
        "Boverket beslutade om stöd den 1 december 2023: "
        "480\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr, Stöd till bredband."
    )
    in_english = feed(whole, lang="en")[0]
    assert in_english.title == "Started: BIL – Bredband i Lövdal (in Swedish)"
    assert in_english.id == "tag:lovdal.example,2026:projreg/en/bredband/started"
    assert [*in_english.paragraphs[:1], *in_english.paragraphs[3:]] == [
        ("The project started on 1 January 2024.", None),
        ("Fibre.", None),
    ]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("", "Boverket beslutade om stöd den 1 december 2023."),
        ("amount = 480_000.5", "Boverket beslutade om stöd den 1 december 2023: 480 000,50 kr."),
        ('amount = 5, currency = "EUR"', "Boverket beslutade om stöd den 1 december 2023: 5 EUR."),
        ("amount = 5, currency = 5", "Boverket beslutade om stöd den 1 december 2023."),
        ('programme = "Bredband"', "Boverket beslutade om stöd den 1 december 2023: Bredband."),
    ],
)
def test_a_decision_says_what_is_known_of_it(keys: str, said: str) -> None:
    line = ", ".join(
        each for each in ('funder = "Boverket", level = "national", decision_date = 2023-12-01', keys) if each
    )
    decided = feed(HEAD + project(funding=f"[{{ {line} }}]"))[-1]
    assert decided.paragraphs[0][0].replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_swedish_text_in_an_english_feed_says_so() -> None:
    entry = feed(HEAD + project(), lang="en")[0]
    assert entry.paragraphs[-1] == ("Fiber till byarna norr om sjön.", "sv")
    english = HEAD + 'language = "en"\n' + project()
    assert feed(english, lang="en")[0].paragraphs[-1] == ("Fiber till byarna norr om sjön.", None)
    assert feed(english, lang="sv")[0].paragraphs[-1] == ("Fiber till byarna norr om sjön.", "en")


# ---- ids


@pytest.mark.parametrize(
    ("contact", "authority"),
    [
        ("kommun@lovdal.example", "lovdal.example"),
        (" Kommun@LOVDAL.example ", "lovdal.example"),
        ("kommun@lövdal.example", "xn--lvdal-jua.example"),
        ("", "projreg.invalid"),
        ("kommun(a)lovdal.example", "projreg.invalid"),
        ("a@b_c.example", "projreg.invalid"),
        ("a@x/y,2026:z", "projreg.invalid"),
        (f"a@{'å' * 70}.example", "projreg.invalid"),
    ],
)
def test_ids_are_of_the_domain_of_the_mailbox(contact: str, authority: str) -> None:
    entry = feed(HEAD.replace("kommun@lovdal.example", contact) + project())[0]
    assert entry.id == f"tag:{authority},2026:projreg/sv/bredband/ended"


def test_a_day_put_right_is_the_same_entry_and_a_new_review_another() -> None:
    assert [name for name, _, _ in news(start_date="2024-02-01", reviewed="2026-02-01")] == [
        "ended", "reviewed/2026-02-01", "started",
    ]  # fmt: skip
    assert [name for name, _, _ in news(start_date="2024-03-01", reviewed="2026-03-01")] == [
        "ended", "reviewed/2026-03-01", "started",
    ]  # fmt: skip


def test_an_id_used_twice_hides_nothing() -> None:
    assert [each.id.rpartition("/sv/")[2] for each in feed(HEAD + project() + project())] == [
        "bredband/ended", "bredband.2/ended", "bredband/started", "bredband.2/started",
    ]  # fmt: skip


# ---- the whole


def test_the_feed_says_whose_it_is_and_of_what_day() -> None:
    made = published("atom", registry_of(HEAD + 'intro = "Några projekt."\n' + project()), DAY)
    assert made.startswith('<?xml version="1.0" encoding="utf-8"?>\n<!-- projreg: as of 2026-04-01 -->\n<feed ')
    root, _ = feed_of(made.encode())
    said = [only(root, name) for name in ("id", "title", "subtitle", "updated", "generator")]
    assert said == [
        "tag:lovdal.example,2026:projreg/sv", "Lövdals kommun: Pågående projekt", "Några projekt.",
        "2026-03-17T00:00:00Z", "projreg",
    ]  # fmt: skip
    assert root.get(LANGUAGE) == "sv"


@pytest.mark.parametrize("source", ["", HEAD, 'schema_version = 1\n[registry]\ntitle = " "\n'])
def test_a_feed_without_news_is_one_all_the_same(source: str) -> None:
    root, entries = feed_of(exported("atom", registry_of(source), DAY).raw)
    assert (only(root, "updated"), entries) == ("2026-04-01T00:00:00Z", [])


def test_a_project_of_which_nothing_is_told_yet_is_told_of() -> None:
    upcoming = project(id='"senare"', start_date="2027-01-01", end_date="2028-01-01")
    document = exported("atom", registry_of(HEAD + project() + upcoming), DAY)
    assert document.remarks == ["1 project not in the feed: no day with news has passed"]


def test_the_newest_hundred_stand_in_it() -> None:
    many = "".join(project(id=f'"p{at}"', reviewed=f"2026-01-{at % 28 + 1:02}") for at in range(60))
    document = exported("atom", registry_of(HEAD + many), DAY)
    _, entries = feed_of(document.raw)
    assert (len(entries), document.remarks) == (100, ["the feed holds the newest 100 of 180 entries"])
    assert [each.id.rpartition("/")[2] for each in entries[:60]] == ["ended"] * 60
    assert {each.updated[:7] for each in entries[60:]} == {"2026-01"}


def test_a_project_of_another_publisher_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + project(), "utf-8")
    other = HEAD.replace("Lövdals kommun", "Nordfjords kommun").replace("lovdal", "nordfjord")
    (tmp_path / "b.toml").write_text(other + project(id='"hamn"'), "utf-8")
    out = called("export", "atom", "-f", "a.toml", "-f", "b.toml", f"--as-of={DAY}", cwd=tmp_path).out
    found = {(each.author, each.id.partition(",")[0]) for each in feed_of(out.encode())[1]}
    assert found == {(None, "tag:lovdal.example"), ("Nordfjords kommun", "tag:nordfjord.example")}


def test_a_week_later_the_file_is_right_and_a_changed_fact_is_not(tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(HEAD + project(), "utf-8")
    command = ("export", "atom", "-o", "projects.atom")
    assert called(*command, "--as-of=2024-03-01", cwd=tmp_path).status == 0
    assert called(*command, "--check", cwd=tmp_path).status == 0
    path.write_text(HEAD + project(title='"Fiber i Lövdal"'), "utf-8")
    assert called(*command, "--check", cwd=tmp_path).status == 1


def test_no_person_is_in_it() -> None:
    contact = '[{ role = "contact", name = "Maja Gran", email = "maja@lovdal.example", phone = "0900-123 45" }]'
    made = published("atom", registry_of(HEAD + project(contact=contact)), DAY)
    assert not re.search("Maja|maja|0900|kommun@", made)


# ---- hostile text, and real lists


@pytest.mark.long
def test_hostile_text_is_read_back_and_nothing_acts(shared: Path) -> None:
    strings = hostile_strings(shared)
    for first in range(0, len(strings), 20):
        some = strings[first : first + 20]
        made = exported("atom", holding(some), DAY).raw
        _, entries = feed_of(made)  # no element but ours
        for at, written in enumerate(some):
            mine = [each for each in entries if f"/p{at}/" in each.id]
            assert {each.id.rpartition(f"/p{at}/")[2].partition("/")[0] for each in mine} == {
                "decision", "reviewed", "started",
            }  # fmt: skip
            for each in mine:
                assert each.title.endswith(seen(written))
                assert each.tags == ([seen(written)] if written.strip() else [])
                told = [said for said, _ in each.paragraphs]
                owner = [f"Projektägare: {seen(written)}"] if written.strip() else []
                assert told[1 : 1 + len(owner)] == owner
                assert words(told[2 + len(owner) :]) == words(seen_lines(written))
        heard = feedparser.parse(made)
        assert not heard.bozo, heard.get("bozo_exception")
        assert [each.title for each in heard.entries] == [each.title.strip() for each in entries]
        assert [each.id for each in heard.entries] == [each.id for each in entries]


@pytest.mark.long
def test_real_lists(shared: Path) -> None:
    read = published_list(shared)
    document = exported("atom", read, DAY)
    _, entries = feed_of(document.raw)
    heard = feedparser.parse(document.raw)
    assert (heard.bozo, heard.version, len(heard.entries), len(entries)) == (False, "atom10", 100, 100)
    assert [each.title for each in heard.entries] == [each.title for each in entries]
    assert document.remarks[0].startswith("the feed holds the newest 100 of ")
