"""The web page in a real browser: Chromium shows it, axe-core and html-validate judge it, nothing in it acts.

Nothing is fetched: the page is answered from here, no other host is found, and what is asked for is counted. Without
the programs the tests are skipped; with PROJREG_REQUIRE_BROWSER=1, as in CI, they fail.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

import pytest
from console import REPOSITORY, called
from samples import HEAD, holding, hostile_strings, project, published, registry_of

from projreg.language import Lang
from projreg.visible import visible, visible_paragraphs

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

pytestmark = pytest.mark.browser
DAY = date(2026, 3, 1)
GOLDEN = Path(__file__).parent / "export"
REGISTRY = registry_of((GOLDEN / "registry.toml").read_bytes())
NODE = Path(__file__).parent / "node"
ADDRESS = "https://www.lovdal.example/projekt/"
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
]  # fmt: skip
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
CMS = """\
<!DOCTYPE html>
<html lang="{lang}">
<head><meta charset="utf-8"><title>Kommunen</title>
<style>body {{ color: #222222; background: #ffffff; line-height: 1.6; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #eeeeee; background: #111111; }} a {{ color: #99ccff; }} }}
</style></head>
<body>
<header id="top"><p>Lövdals kommun</p></header>
<nav id="contents" aria-label="Meny"><ul><li><a href="#fiber-norra">Start</a></li></ul></nav>
<main id="content"><h1 id="fiber-norra">Projekt</h1>
{fragment}
</main>
<footer id="timeline"><p>Kontakta oss</p></footer>
</body>
</html>
"""
"""A page whose own ids are those that ours would have without a prefix."""


def missing(what: str) -> NoReturn:
    if os.environ.get("PROJREG_REQUIRE_BROWSER"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is not there")


def package(name: str) -> Path:
    """A package from npm."""
    found = NODE / "node_modules" / name
    return found if found.is_dir() and shutil.which("node") else missing(f"{name} from npm")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    chromium = shutil.which("chromium") or missing("chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def axe() -> str:
    return (package("axe-core") / "axe.min.js").read_text("utf-8")


class Opened(NamedTuple):
    """A page as it is shown, and what it asked for."""

    page: "Page"
    requests: list[str]
    dialogs: list[str]

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def texts(self, selector: str) -> list[str]:
        """What stands in each element that the selector finds."""
        return self.page.eval_on_selector_all(selector, "found => found.map(each => each.textContent)")  # type: ignore[no-any-return]

    @property
    def scrolls(self) -> bool:
        """Whether the page is wider than the window."""
        return bool(self.ask("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def opened(
    browser: "Browser", html: str, width: int = 1280, scheme: Literal["light", "dark"] = "light", *, policy: bool = True
) -> Opened:
    """The page at its address. Without its `policy` nothing but its text keeps scripts out."""
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=not policy)
    requests: list[str] = []
    dialogs: list[str] = []

    def dismiss(dialog: "Dialog") -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.on("request", lambda request: requests.append(request.url))
    page.on("dialog", dismiss)
    page.goto(ADDRESS)
    return Opened(page, requests, dialogs)


def violations(browser: "Browser", axe: str, html: str, scheme: Literal["light", "dark"]) -> list[str]:
    """What axe-core finds."""
    shown = opened(browser, html, scheme=scheme)
    shown.ask(axe)
    found = shown.ask(f"axe.run(document, {{runOnly: {RULES}, resultTypes: ['violations']}})")
    shown.page.close()
    assert len(found["passes"]) > 20
    return [f"{each['id']}: {node['html'][:120]}" for each in found["violations"] for node in each["nodes"]]


def whole(lang: Lang = "sv") -> str:
    return published("html", REGISTRY, DAY, lang)


def in_cms(lang: Lang = "sv") -> str:
    return CMS.format(lang=lang, fragment=published("html", REGISTRY, DAY, lang, fragment=True))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("made", [whole, in_cms])
def test_axe_finds_nothing(
    browser: "Browser", axe: str, made: Any, lang: Lang, scheme: Literal["light", "dark"]
) -> None:
    assert violations(browser, axe, made(lang), scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_a_report(browser: "Browser", axe: str, scheme: Literal["light", "dark"]) -> None:
    file = f"--file={REPOSITORY / 'examples' / 'exempelkommun.toml'}"
    for what in ([], ["--timeline"]):
        made = called("report", *what, "--format=html", f"--as-of={DAY}", file, cwd=REPOSITORY).out
        assert violations(browser, axe, made, scheme) == []


def judged(tmp_path: Path, least: str, *pages: str) -> str:
    """What html-validate says of pages whose highest headings are `least`."""
    package("html-validate")
    files = []
    for at, each in enumerate(pages):
        files.append(tmp_path / f"{at}.html")
        files[-1].write_text(each, "utf-8")
    command = ["node", str(NODE / "check_html.mjs"), least, *map(str, files)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=True)
    return done.stdout


def test_html_validate_finds_nothing(tmp_path: Path) -> None:
    file = f"--file={REPOSITORY / 'examples' / 'exempelkommun.toml'}"
    reports = [
        called("report", *what, "--format=html", f"--as-of={DAY}", file, cwd=tmp_path).out
        for what in ([], ["--timeline"])
    ]
    nothing = published("html", registry_of(HEAD), DAY)
    assert judged(tmp_path, "h1", whole(), whole("en"), in_cms(), nothing, *reports) == ""
    assert judged(tmp_path, "h2", published("html", REGISTRY, DAY, fragment=True)) == ""


def test_html_validate_would_find_something(tmp_path: Path) -> None:
    assert "no-dup-id" in judged(tmp_path, "h1", whole().replace('id="skola"', 'id="badplats"'))


LONG = "Sammanhållnings" * 20
HOSTILE = project(
    title=f'"{LONG}"', owner=f'"{LONG}"', summary=f'"{LONG}"', aims=f'"{LONG}"', reference=f'"{LONG}"',
    url=f'"https://lovdal.example/{LONG}"', places=f'["{LONG}"]', partners=f'["{LONG}", "{LONG}"]',
    total_budget="9_223_372_036_854_775_807", contact=f'[{{ role = "contact", name = "{LONG}", email = "a@{LONG}" }}]',
    funding=f'[{{ funder = "{LONG}", level = "eu", programme = "{LONG}", amount = 9_223_372_036_854_775.25 }}, '
    f'{{ funder = "{LONG}", level = "own", kind = "in_kind", amount = 9_223_372_036_854_775_807 }}]',
    logos=f'[{{ src = "https://x.example/a.png", alt = "{LONG}" }}, {{ src = "wide.png", alt = "{LONG}" }}]',
)  # fmt: skip


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_is_wider_than_the_window(browser: "Browser", width: int) -> None:
    head = HEAD.replace("Pågående projekt", LONG).replace("Lövdals kommun", LONG)
    example = registry_of((REPOSITORY / "examples" / "exempelkommun.toml").read_bytes())
    for registry in (REGISTRY, example, registry_of(head + HOSTILE)):
        shown = opened(browser, published("html", registry, DAY), width)
        assert not shown.scrolls
        shown.page.close()


def test_nothing_is_fetched_but_the_page_and_the_publishers_own_pictures(browser: "Browser") -> None:
    shown = opened(browser, whole())
    assert shown.requests == [ADDRESS, "https://lovdal.example/eu.svg"]
    assert shown.ask("[...document.querySelectorAll('script')].map(each => each.type)") == ["application/ld+json"]
    shown.page.close()


def test_the_policy_of_the_page_stops_a_script_that_got_in(browser: "Browser") -> None:
    forged = whole().replace("</main>", "<script>alert(1)</script><img src=x onerror=alert(2)></main>")
    stopped, let = opened(browser, forged), opened(browser, forged, policy=False)
    assert (stopped.dialogs, let.dialogs[:1]) == ([], ["1"])
    stopped.page.close()
    let.page.close()


def test_the_first_tab_leads_past_the_head_of_the_page(browser: "Browser") -> None:
    shown = opened(browser, whole())
    shown.page.keyboard.press("Tab")
    link = shown.page.locator(":focus")
    box = link.bounding_box()
    assert (link.text_content(), box is not None and box["x"] >= 0) == ("Till innehållet", True)
    assert shown.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    shown.page.keyboard.press("Enter")
    assert shown.ask("document.querySelector(location.hash).tagName") == "MAIN"
    shown.page.close()


def test_on_paper_it_is_black_on_white(browser: "Browser") -> None:
    shown = opened(browser, whole(), scheme="dark")
    colours = "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    assert shown.ask(colours) == ["rgb(233, 236, 239)", "rgb(20, 23, 26)"]
    shown.page.emulate_media(media="print")
    assert shown.ask(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    shown.page.close()


def test_every_link_within_the_page_leads_somewhere(browser: "Browser") -> None:
    for html in (whole(), in_cms()):
        shown = opened(browser, html)
        links = "[...document.querySelectorAll('a[href^=\"#\"]')]"
        assert shown.ask(f"{links}.filter(each => !document.getElementById(each.hash.slice(1))).length") == 0
        ids = shown.ask("[...document.querySelectorAll('[id]')].map(each => each.id)")
        assert len(ids) == len(set(ids))
        shown.page.close()


@pytest.fixture(scope="module")
def strings(shared: Path) -> list[str]:
    """What users could write anywhere; a title that says nothing has nothing to be read back."""
    return [each for each in hostile_strings(shared) if each.strip()]


ACTIVE = """[...document.querySelectorAll('*')].flatMap(each => [each.tagName.toLowerCase(), ...each.getAttributeNames()
    .map(name => name.startsWith('on') || name === 'style' ? name : '')
    .concat(each.href && !['http:', 'https:', 'mailto:'].includes(each.protocol) ? [each.href] : [])])"""
HARMLESS = {
    "html", "head", "meta", "title", "style", "script", "body", "header", "footer", "main", "nav", "section", "article",
    "div", "p", "h1", "h2", "h3", "h4", "ul", "li", "a", "span", "br", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "img", "svg", "rect", "line", "text",
}  # fmt: skip


@pytest.fixture(scope="module")
def hostile(browser: "Browser", strings: Sequence[str]) -> Opened:
    """A page with a project for each hostile text, on a phone."""
    return opened(browser, published("html", holding(strings), DAY), 320, policy=False)


@pytest.fixture(scope="module")
def hostile_fragment(browser: "Browser", strings: Sequence[str]) -> Opened:
    """The same as a part of another page."""
    made = published("html", holding(strings), DAY, fragment=True)
    return opened(browser, CMS.format(lang="sv", fragment=made), policy=False)


@pytest.mark.parametrize("where", ["hostile", "hostile_fragment"])
def test_no_text_of_users_acts_and_each_is_read_back(
    request: pytest.FixtureRequest, strings: Sequence[str], where: str
) -> None:
    shown: Opened = request.getfixturevalue(where)
    assert shown.dialogs == []
    assert set(shown.ask(ACTIVE)) <= HARMLESS | {""}
    assert {each.split("/")[2] for each in shown.requests} == {"www.lovdal.example"}
    one_line = [visible(each.strip()) for each in strings]
    assert shown.texts("h3") == one_line
    assert shown.texts(".projreg-facts tr:first-child td") == one_line
    funder = "found => found.map(each => each.firstChild.textContent)"
    assert shown.page.eval_on_selector_all(".projreg-funders tbody th", funder) == one_line
    assert shown.texts(".projreg-more") == one_line
    assert shown.texts(".projreg-people li") == [f"{each}, {each}, {each}" for each in one_line]
    summaries = shown.ask(
        "[...document.querySelectorAll('.projreg-text')].map(each => [...each.querySelectorAll('p')].slice(0, "
        "each.querySelectorAll('p').length / 3).map(p => p.textContent))"
    )
    assert summaries == [paragraphs(each) for each in strings]
    logos = "found => found.map(each => each.querySelector('img')?.alt ?? each.textContent)"
    assert shown.page.eval_on_selector_all(".projreg-logos", logos) == one_line


def paragraphs(written: str) -> list[str]:
    """A text with paragraphs as it is to be read: lines joined, parted where one is empty."""
    lines = [each.strip() for each in visible_paragraphs(written.strip()).split("\n")]
    return [" ".join(part.split("\n")) for part in "\n".join(lines).split("\n\n") if part]


def test_hostile_texts_do_not_make_the_page_wider_than_a_phone(hostile: Opened) -> None:
    assert not hostile.scrolls


def test_the_data_for_machines_are_read_back(hostile: Opened, strings: Sequence[str]) -> None:
    (block,) = hostile.texts("script")
    read = json.loads(block)
    assert read == json.loads(published("jsonld", holding(strings), DAY))
    items = [each["item"] for each in read["mainEntity"]["itemListElement"]]
    assert [each["description"] for each in items] == strings
    assert [each["name"][1]["@value"] for each in items] == strings
