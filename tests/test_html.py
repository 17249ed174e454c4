"""The web page of projects: well-formed for a strict parser, its structure, links, pictures, shares and languages."""

import json
import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from console import called
from samples import HEAD, exported, project, published, registry_of
from test_export import FACTS

from projreg.derived.eu_statement import RURAL
from projreg.derived.shares import shares
from projreg.language import Lang
from projreg.model.records import Funding, Project
from projreg.publishing.anchors import anchors
from projreg.values.money import Money
from projreg.values.web_address import mailbox, picture, web

ROOT = Path(__file__).parents[1]
GOLDEN = Path(__file__).parent / "export"
REGISTRY = registry_of((GOLDEN / "registry.toml").read_bytes())
SHIPPED = registry_of((ROOT / "data" / "projects.toml").read_bytes())
DAY = date(2026, 3, 1)
SVG = "{http://www.w3.org/2000/svg}svg"


def read(html: str, *, part: bool = False) -> Element:
    """The document, or a part of one, as a strict parser takes it: any fault raises."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    found: Element = parser.parseFragment(html) if part else parser.parse(html)
    return found


def page(*tables: str, lang: Lang = "sv", head: str = HEAD, **wishes: Any) -> Element:
    made = published("html", registry_of(head + "".join(tables)), DAY, lang, **wishes)
    return read(made, part=bool(wishes.get("fragment")))


def words(element: Element) -> str:
    return "".join(element.itertext())


def headings(root: Element) -> list[str]:
    return [each.tag for each in root.iter() if each.tag in ("h1", "h2", "h3", "h4")]


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_strict_parser_reads_the_page(lang: Lang) -> None:
    root = read(published("html", REGISTRY, DAY, lang))
    levels = [int(each[1]) for each in headings(root)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert root.get("lang") == lang
    assert {each.tag for each in root.iter() if each.tag in ("header", "main", "nav", "footer")} == {
        *("header", "main", "nav", "footer")
    }


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_strict_parser_reads_the_fragment(lang: Lang) -> None:
    made = published("html", REGISTRY, DAY, lang, fragment=True)
    root = read(made, part=True)
    found = headings(root)
    assert (found[0], "h1" in found) == ("h2", False)
    assert not {"html", "head", "style", "script", "main"} & {each.tag for each in root.iter()}
    assert all(each.startswith("projreg-") for each in re.findall(r'\bid="(.*?)"', made))
    assert made.startswith(f'<div class="projreg" lang="{lang}">\n<!-- projreg: as of 2026-03-01 -->\n')


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize("fragment", [False, True])
def test_the_page_shows_every_fact_of_its_source(fact: str, fragment: bool) -> None:
    made = published("html", SHIPPED, date(2023, 6, 1), fragment=fragment)
    if fact != SHIPPED.publisher.title or not fragment:
        assert fact in words(read(made, part=fragment))


def test_markdown_and_html_say_the_same() -> None:
    root = read(published("html", REGISTRY, DAY))
    said = [
        words(each).replace("\N{NO-BREAK SPACE}", " ") for each in root.iter() if each.tag in ("p", "td", "li", "h3")
    ]
    marked = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", published("markdown", REGISTRY, DAY))
    marked = re.sub(r"[*\\]", "", marked).replace("\N{NO-BREAK SPACE}", " ")
    facts = [each.partition(": ")[2] for each in marked.splitlines() if each.startswith("- ") and ": " in each]
    assert len(facts) > 20
    assert [each for each in facts if not any(each.split(" (")[0] in other for other in said)] == []


def test_the_statement_of_eu_support_follows_fund_and_period() -> None:
    root = read(published("html", SHIPPED, date(2023, 6, 1)))
    said = [words(each) for each in root.iter("p") if each.get("class") == "projreg-eu"]
    assert said == ["Medfinansieras av Europeiska unionen", RURAL.sv]


def test_every_project_has_an_anchor_and_every_table_its_heads() -> None:
    root = page(project(), project(), project(id='"2020-talet"'), project(id='"Öl & \\"vin\\""'), project(id='""'))
    articles = [each.get("id") for each in root.iter("article")]
    assert articles == ["bredband", "bredband-2", "projekt-2020-talet", "l-vin", "projekt"]
    links = [each.get("href", "")[1:] for each in root.iter("a")]
    assert [each for each in links if each in articles][
        :5
    ] == articles  # the contents; the timeline has an order of its own
    assert all(links.count(each or "") == 2 for each in articles)
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all(each.get("scope") in ("col", "row") for each in table.iter("th"))


def named(*ids: str) -> list[Project]:
    return [Project(id=each) for each in ids]


@pytest.mark.parametrize(
    ("ids", "prefix", "found"),
    [
        (["a", "b"], "", ["a", "b"]),
        (["a", "a", "a-2", "a"], "", ["a", "a-3", "a-2", "a-4"]),
        (["1", "projekt-1"], "", ["projekt-1", "projekt-1-2"]),
        (["1", "a"], "projreg-", ["projreg-1", "projreg-a"]),
        (["--", "Å", 'a"><b'], "", ["projekt", "projekt-2", "a-b"]),
    ],
)
def test_anchors(ids: list[str], prefix: str, found: list[str]) -> None:
    assert anchors(named(*ids), prefix) == found
    assert len({*found}) == len(ids)


LOGO = 'alt = "Vårt märke"'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("bilder/eu.svg", "bilder/eu.svg"),
        ("/bilder/två ord.svg", "/bilder/två%20ord.svg"),
        ("../eu.svg?x=1", "../eu.svg?x=1"),
        ("https://lovdal.example/eu.svg", "https://lovdal.example/eu.svg"),
        ("HTTPS://Www.Lovdal.example:8443/eu.svg", "HTTPS://Www.Lovdal.example:8443/eu.svg"),
        ("data:image/png;base64,iVBORw0K", "data:image/png;base64,iVBORw0K"),
        ("data:image/svg+xml,<svg/>", "data:image/svg+xml,%3Csvg/%3E"),
        ("data:text/html,<b>x</b>", ""),
        ("https://lovdal.example.evil.example/x.png", ""),
        ("https://evillovdal.example/x.png", ""),
        ("https://evil.example%2f.lovdal.example/x.png", ""),
        ("https://lovdal.example@evil.example/x.png", ""),
        ("https:///evil.example/x.png", ""),
        ("https:evil.example/x.png", ""),
        ("//evil.example/x.png", ""),
        ("\\\\evil.example\\x.png", "%5C%5Cevil.example%5Cx.png"),
        ("/\t/evil.example/x.png", "/%09/evil.example/x.png"),
        ("javascript:alert(1)", ""),
        ("C:\\bilder\\eu.png", ""),
        ("file:///etc/passwd", ""),
        ("?x", ""),
        ("", ""),
    ],
)
def test_only_pictures_that_fetch_nothing_from_elsewhere_are_shown(source: str, shown: str) -> None:
    assert picture(source, "lovdal.example") == shown
    if source.startswith("https://lovdal"):
        assert picture(source, "") == ""


def test_a_picture_on_another_host_is_a_link_and_told() -> None:
    made = exported(
        "html",
        registry_of(
            HEAD
            + project(
                logos='[{ src = "https://eu.example/eu.png", alt = "EU" }, { src = "eu.png", alt = "Vi" }, '
                '{ src = "data:text/html,x", alt = "Text" }]'
            )
        ),
        DAY,
    )
    assert made.remarks == [
        "bredband: the logo https://eu.example/eu.png is a link, not a picture: it lies on eu.example; "
        "put a copy beside the page",
        "bredband: the logo data:text/html,x is a link, not a picture: its address is none for a picture",
    ]
    (logos,) = [each for each in read(made.raw.decode()).iter("p") if each.get("class") == "projreg-logos"]
    assert [(each.tag, each.attrib.get("href") or each.attrib.get("src")) for each in logos] == [
        ("a", "https://eu.example/eu.png"),
        ("img", "eu.png"),
    ]
    assert "Text" in words(logos)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("https://a.example/x?y=1&z=2#w", "https://a.example/x?y=1&z=2#w"),
        (" http://a.example ", "http://a.example"),
        ("https://a.example/två ord", "https://a.example/två%20ord"),
        ("https://", ""),
        ("https://a@b.example", ""),
        ("javascript:alert(1)", ""),
        ("jav\tascript:alert(1)", ""),
        ("www.a.example", ""),
    ],
)
def test_only_addresses_of_the_web_are_links(written: str, target: str) -> None:
    assert web(written) == target


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("kommun@lovdal.example", "mailto:kommun@lovdal.example"),
        ("a@b.example?bcc=c@d.example", ""),
        ("a@b.example?bcc=c", "mailto:a@b.example%3Fbcc%3Dc"),
        ("a b@c.example", ""),
        ("kommun", ""),
        ("@", ""),
    ],
)
def test_a_link_to_a_mailbox_adds_nothing_to_the_letter(written: str, target: str) -> None:
    assert mailbox(written) == target


def lines(*given: tuple[int | None, str]) -> list[Funding]:
    return [Funding(amount=amount, currency=currency) for amount, currency in given]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([(50, "SEK"), (50, "SEK")], [50, 50]),
        ([(1, "SEK"), (1, "SEK"), (1, "SEK")], [34, 33, 33]),
        ([(999, "SEK"), (1, "SEK")], [100, 0]),
        ([(2, "EUR"), (1, "EUR")], [67, 33]),
        ([(50, "SEK"), (50, "EUR")], None),
        ([(50, "SEK"), (None, "SEK")], None),
        ([(50, "SEK"), (-1, "SEK")], None),
        ([(50, "SEK"), (0, "SEK")], None),
        ([(50, "SEK")], None),
        ([], None),
    ],
)
def test_shares(given: list[tuple[int | None, str]], found: list[int] | None) -> None:
    assert shares(lines(*given)) == found


@pytest.mark.parametrize(
    ("cost", "found"),
    [
        (None, [67, 33]),
        (Money(3, "SEK"), [67, 33]),
        (Money(2, "SEK"), [67, 33]),
        (Money(Decimal("3.01"), "SEK"), None),
        (Money(4, "EUR"), [67, 33]),
    ],
)
def test_shares_of_a_part_are_not_told_as_those_of_the_whole(cost: Money | None, found: list[int] | None) -> None:
    assert shares(lines((2, "SEK"), (1, "SEK")), cost) == found


def test_bars_stand_only_beside_their_figures() -> None:
    known = 'funding = [{ funder = "A", level = "eu", amount = 1 }, { funder = "B", level = "own", amount = 3 }]\n'
    unknown = known.replace("amount = 1", 'programme = "P"')
    bars = [words(each) for each in page(project() + known).iter("td") if each.find(SVG) is not None]
    assert bars == ["25\N{NO-BREAK SPACE}%", "75\N{NO-BREAK SPACE}%"]
    assert not [each for each in page(project() + unknown).iter("td") if each.find(SVG) is not None]
    assert "uppgift om belopp saknas" in words(page(project() + unknown))


def alternatives(root: Element) -> list[str | None]:
    return [each.get("aria-label") for each in root.iter(SVG) if each.get("role") == "img"]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-01-01", "2026-12-31", "Den 1 mars 2026 har 16 procent av tiden gått."),
        ("2026-03-01", "2026-03-01", "Den 1 mars 2026 har 100 procent av tiden gått."),
        ("2026-03-02", "2026-12-31", "Har inte börjat den 1 mars 2026."),
        ("2025-01-01", "2026-02-28", "Den 1 mars 2026 är tiden ute."),
    ],
)
def test_the_timeline_says_what_it_shows(start: str, end: str, said: str) -> None:
    assert alternatives(page(project(start_date=start, end_date=end))) == [said]


def test_a_project_outside_the_timeline_has_no_bar_there() -> None:
    old = project(id='"gammal"', start_date="1990-01-01", end_date="1991-01-01")
    assert len(alternatives(page(project(), old))) == 1
    assert "Tidslinje" not in words(page(old))
    assert "Tidslinje" not in words(page(project(start_date="2027-01-01", end_date="2026-01-01")))


def test_swedish_text_in_an_english_page_says_that_it_is() -> None:
    root = page(project(summary_en='"Fibre to the villages."', aims='"Alla är med.\\n\\nOch fler."'), lang="en")
    swedish = [words(each) for each in root.iter() if each.get("lang") == "sv"]
    assert swedish[:2] == ["Pågående projekt – Lövdals kommun", "Pågående projekt"]
    assert {"Alla är med.", "Och fler.", "Bredband i Lövdal"} <= {*swedish}
    said = words(root)
    assert "Och fler. (in Swedish)" in said
    assert said.count("Bredband i Lövdal (in Swedish)") == 1
    assert "Fibre to the villages." in said
    assert not [each for each in page(project()).iter() if each.get("lang") == "sv" and each.tag != "html"]


def test_a_page_without_projects_says_so() -> None:
    root = page()
    assert "Just nu finns inga projekt att visa." in words(root)
    assert not [*root.iter("nav")]


def test_user_text_cannot_end_the_block_of_data() -> None:
    made = published("html", registry_of(HEAD + project(title='"</script><script>alert(1)</script> & <!--"')), DAY)
    (block,) = read(made).iter("script")
    assert not set("<>&") & set(block.text or "")
    items = json.loads(block.text or "")["mainEntity"]["itemListElement"]
    assert items[0]["item"]["name"] == "</script><script>alert(1)</script> & <!--"


def test_into_a_page_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    own = "<h1>Vi</h1>\n<!-- projreg: begin -->\n<!-- projreg: end -->\n<p>Slut</p>\n"
    (tmp_path / "own.html").write_text(own, "utf-8")
    command = ("export", "html", "--into", "own.html")
    assert called(*command, "--as-of=2026-03-01", cwd=tmp_path).status == 0
    made = (tmp_path / "own.html").read_text("utf-8")
    assert made.startswith('<h1>Vi</h1>\n<!-- projreg: begin -->\n<div class="projreg" lang="sv">\n')
    assert made.endswith("</div>\n<!-- projreg: end -->\n<p>Slut</p>\n")
    assert called(*command, "--check", cwd=tmp_path).status == 0
    text = (tmp_path / "projects.toml").read_text("utf-8")
    (tmp_path / "projects.toml").write_text(text.replace("2026-03-16", "2026-03-17"), "utf-8")
    assert called(*command, "--check", cwd=tmp_path).status == 1
