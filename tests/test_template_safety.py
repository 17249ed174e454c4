"""Templates of one's own: nothing breaks out of them, and text of users stays text whatever is done with it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from samples import HEAD, holding, hostile_strings, project, registry_of
from templates import DAY, EXAMPLE, GOLDEN, MARK, made, refusal

from projreg.encode.markdown import inline
from projreg.template.target import HTML, MARKDOWN, Target
from projreg.template.view import View, project_view
from projreg.visible import visible

ESCAPES = [
    "''.__class__", "''['__class__']", "''.__class__.__mro__[1].__subclasses__()", "().__class__.__base__",
    "(1).__class__", "true.__class__", "none.__class__", "{}.__class__", "[].append(1)", "{}.update({})",
    "'' | attr('__class__')", "'' | attr('\\x5f\\x5fclass\\x5f\\x5f')", "[''] | map('attr', '__class__') | list",
    "[''] | map(attribute='__class__') | list", "projects | map(attribute='__class__') | first",
    "projects | sort(attribute='__class__')", "projects | groupby('__class__')",
    "projects | selectattr('__class__') | list", "projects | sum(attribute='__class__')",
    "projects | max(attribute='__class__')", "projects | unique(attribute='notes') | list",
    "'{0.__class__}'.format(1)", "'{0.notes}'.format(projects[0])", "'{x.__class__}'.format_map({'x': 1})",
    "'%s' | format(projects[0])", "'%s' % projects[0]", "'{}'.format.__self__", "''.join", "''.translate",
    "''.center(9)", "cycler.__init__.__globals__.os.popen('id').read()", "joiner", "lipsum.__globals__", "dict",
    "config", "request", "self.__init__.__globals__", "self", "self._TemplateReference__context", "g",
    "get_flashed_messages", "url_for", "namespace.__init__.__globals__", "namespace().__class__",
    "namespace()._Namespace__attrs", "range.__self__", "label.__globals__", "label.__closure__", "mark.__code__",
    "mark.__call__", "caller", "varargs", "kwargs", "context", "projects.__class__", "projects.count",
    "projects[0].__class__", "projects[0]['__class__']", "projects[0]._values", "projects[0]['_values']",
    "projects[0].value('notes')", "projects[0].value", "projects[0].names()", "projects[0].withheld",
    "projects[0].kind", "projects[0].__init__.__globals__", "projects[0].notes", "projects[0]['notes']",
    "projects[0] | items", "projects[0] | list", "projects[0].account", "projects[0].retain_until",
    "projects[0].waive", "projects[0].x_secret", "projects[0].path", "projects[0].unread", "projects[0].responsible",
    "projects[0].published_contacts", "projects[0].publisher.__class__", "registry.path", "registry.keys",
    "projects[0].contact[1]", "projects[0].contact.__add__", "projects[0].title.__class__",
    "projects[0].title.format", "projects[0].state.__dict__", "projects[0].state.label.__class__",
    "projects[0].total_budget.__class__", "projects[0].total_budget.as_tuple()", "projects[0].end_date.__reduce__()",
    "today.strftime('%B')", "today.__class__", "today.replace(year=1)", "missing.__class__",
    "missing.__init__.__globals__", "projects[0].title | safe", "'<b>' | forceescape", "projects | tojson",
    "projects | pprint", "projects[0] | xmlattr", "'x' | urlize", "projects | random", "'x' | center(999999999)",
    "'x' | indent(999999999)", "projects | batch(9) | list", "projects | slice(999999999) | list",
]  # fmt: skip


@pytest.mark.parametrize("payload", ESCAPES)
@pytest.mark.parametrize("target", [MARKDOWN, HTML], ids=["markdown", "html"])
def test_a_template_cannot_break_out(payload: str, target: Target) -> None:
    assert re.match(r"page\.md\.j2:1: ", refusal(f"{{{{ {payload} }}}}", target=target))


def test_nor_by_what_surrounds_it() -> None:
    for template in (
        "{% for p in projects %}{{ loop.__init__ }}{% endfor %}",
        "{% for p in projects %}{{ loop._iterable }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{{ caller }}{% endmacro %}{{ m(1, 2) }}",
        "{% set ns = namespace() %}{{ ns.__init__ }}",
        "{% set ns = namespace(projects[0]) %}{{ ns.x }}",
        "{% for each in projects[0] %}{{ each }}{% endfor %}",
        "{% if 'notes' in projects[0] %}{{ projects[0].notes }}{% else %}{{ missing }}{% endif %}",
    ):
        assert refusal(template).startswith("page.md.j2:1: ")


def _values(value: Any) -> Iterator[str]:
    """Every value that can be reached from a view."""
    if isinstance(value, View):
        for name in value.names():
            yield from _values(value.value(name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _values(each)
    else:
        assert type(value).__module__ in ("builtins", "datetime", "decimal", "projreg.template.view"), type(value)
        yield str(value)


def test_nothing_secret_can_be_reached() -> None:
    reached = "\n".join(each for project in GOLDEN.projects for each in _values(project_view(project, DAY, "sv")))
    secrets = (
        "HEMLIGT-KONTO",
        "HEMLIGT-UNDANTAG",
        "HEMLIG-ANTECKNING",
        "EGEN-NYCKEL",
        "2037",
        "Ekonom",
        "hemlig.kontakt",
    )
    assert [each for each in secrets if each in reached] == []
    assert "Synlig Projektledare" in reached
    everything = (
        "{% for p in projects %}{{ p.title }}{% for c in p.contact %}{{ c.name }}{{ c.email }}{% endfor %}{% endfor %}"
    )
    assert [each for each in ("HEMLIG", "Hemlig", "hemlig") if each in made(everything)] == []


# ---- text of users


PRESETS: dict[str, dict[str, Any]] = {"commonmark": {}, "gfm-like": {"linkify": False}}


@pytest.mark.long
@pytest.mark.parametrize("preset", PRESETS)
def test_hostile_text_is_only_text_in_our_page(shared: Path, preset: str) -> None:
    texts = hostile_strings(shared)
    registry = holding(texts)
    content = made(EXAMPLE, registry)
    tokens = MarkdownIt(preset, PRESETS[preset]).parse(content)
    kinds = {each.type for token in tokens for each in token.children or ()}
    assert kinds <= {
        *("text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"),
        *("image", "softbreak"),
    }
    assert [each.content for each in tokens if "html" in each.type] == [MARK]
    headings = [
        "".join(each.content for each in after.children or ())
        for token, after in pairwise(tokens)
        if token.type == "heading_open" and token.tag == "h3"
    ]
    assert headings == [" ".join(visible(each.strip()).split(" ")).strip() for each in texts]


ACTING = [
    *("<script>alert(1)</script>", "[k](javascript:alert(1))", "![b](http://evil.example/x.png)", "{{ 7 * 7 }}"),
    *("{% for x in y %}", "{# x #}", "' onload='x", '" onload="x', "*stark*", "`kod`", "&lt;b&gt;", "# rubrik"),
    *("\x1b[31m", "1. lista", ". lista", "{{ projects[0].notes }}", "<!-- projreg: as of 2020-01-01 -->"),
    *("<!-- projreg: end -->", "Ett stycke.\n\n# Ett till", "    kod"),
]
MACRO = "{% macro m(x) %}{{ x }}{% endmacro %}"
WAYS = [
    *("{{ T }}", "{{ T | upper }}", "{{ T ~ '' }}", "{{ [T] | join }}", "{{ T | replace('q', 'q') }}"),
    *("{{ T | list | join }}", "{% set x = T %}{{ x }}", "{{ T | default('') }}", "{{ T | truncate(900) }}"),
    *("{{ [T, T] | first }}", "{{ {'a': T}.a }}", "{{ T | link }}", "{{ T | link(T) }}", "{{ T | genitive }}"),
    *("1{{ T }}", "{{ T }}{{ T }}", "{% print T %}", "{{ T | paragraphs }}", "{{ T | mail }}"),
    *(f"{MACRO}{{{{ {each} }}}}" for each in ("m(T)", "m(T) ~ T", "m(T) | upper", "m(m(T))", "[m(T), T] | join")),
]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_printing_makes_text_act(way: str) -> None:
    template = "{% for p in projects %}" + way.replace("T", "p.title") + "\n\n{% endfor %}"
    texts = ["".join(f"\\u{ord(each):04x}" for each in text) for text in ACTING]
    registry = registry_of(HEAD + "".join(project(title=f'"{each}"') for each in texts))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(made(template, registry))
    inner = [each for token in tokens for each in token.children or ()]
    assert {each.type for each in inner} <= {"text", "text_special", "softbreak", "link_open", "link_close"}
    assert {each.type for each in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    links = [str(each.attrs["href"]) for each in inner if each.type == "link_open"]
    assert links == []
    reader = Page()
    reader.feed(made(template, registry, HTML))
    assert {tag for tag, _ in reader.tags} <= {"p" if "paragraphs" in way else ""}
    assert {names for _, names in reader.tags} <= {()}


class Page(HTMLParser):
    """What an independent reader finds in HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[str] = []
        self.titles: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [value or "" for _, value in attrs]
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append((f"<!--{data}-->", ()))


@pytest.mark.long
def test_hostile_text_is_only_text_in_html(shared: Path) -> None:
    texts = hostile_strings(shared)
    template = (
        """{% for p in projects %}<b title="{{ p.title }}">{{ p.title }}</b>{{ p.url | link("x") }}|||{% endfor %}"""
    )
    reader = Page()
    reader.feed(made(template, holding(texts), HTML))
    assert {tag for tag, _ in reader.tags} <= {"b", "a"}
    wanted = [visible(each.strip()).strip() for each in texts]
    assert [each.strip() for each in reader.titles] == wanted
    assert [each.removesuffix("x").strip() for each in reader.text.split("|||")][:-1] == [
        each.strip() for each in wanted
    ]


ADDRESSES = [
    ("javascript:alert(1)", ""),
    ("data:text/html,x", ""),
    (" JAVASCRIPT:alert(1)", ""),
    ("https://a.example/x y)[z](javascript:1)", "https://a.example/x%20y%29%5Bz%5D%28javascript:1%29"),
    ('https://a.example/"onclick="x', "https://a.example/%22onclick=%22x"),
    ("https://a.example/*x*_y_~z~$", "https://a.example/%2Ax%2A%5Fy%5F%7Ez%7E%24"),
    ("https://a.example/en_sida", "https://a.example/en_sida"),
]


@pytest.mark.parametrize(("url", "shown"), ADDRESSES)
def test_an_address_can_only_be_followed_where_it_may(url: str, shown: str) -> None:
    literal = url.replace('"', '\\"')
    registry = registry_of(HEAD + project(url=f'"{literal}"', logos=f'[{{ src = "{literal}", alt = "x" }}]'))
    assert made("{{ projects[0].url }}", registry).strip() == shown
    line = (MarkdownIt("commonmark").parse(made("[x]({{ projects[0].url }})", registry))[1].children or [])[0]
    assert (line.type, line.attrs["href"]) == ("link_open", shown)
    reader = Page()
    reader.feed(made('<a href="{{ projects[0].url }}">{{ projects[0].logos[0] | image }}</a>', registry, HTML))
    assert {name for _, names in reader.tags for name in names} <= {"href", "src", "alt"}
    assert reader.attributes[0] == (url if shown else "")


def test_encoded_twice_at_worst() -> None:
    """What is made of encoded text is plain text again: it errs on the safe side."""
    registry = registry_of(HEAD + project(title='"a*b"'))
    macro = "{% macro m() %}{{ projects[0].title }}{% endmacro %}"
    once = inline("a*b")
    assert made(macro + "{{ m() }}", registry).strip() == once
    assert made(macro + "{{ m() ~ '' }}", registry).strip() == inline(once)
    assert made(macro + "{{ m() | replace('\\\\', '') }}", registry).strip() == once
