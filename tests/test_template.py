"""Templates of one's own: our page as one, what they can name, and that nothing breaks out of them."""

import re
import subprocess
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from console import REPOSITORY, called, environment, run
from markdown_it import MarkdownIt
from samples import CONTACT, HEAD, holding, hostile_strings, project, published, registry_of

from projreg.edition import Edition, Template, mark
from projreg.encode.markdown import inline
from projreg.errors import UnreadableFile
from projreg.fields import Records
from projreg.language import Lang
from projreg.model import Contact, Deadline, Funding, Logo, Project, Publisher, Registry
from projreg.template import filters as own_filters
from projreg.template import page
from projreg.template import sandbox as own_sandbox
from projreg.template.target import HTML, MARKDOWN, Target
from projreg.template.view import FOLLOWING, RECORDS, View, project_view, registry_view
from projreg.visible import visible

DAY = date(2026, 3, 1)
SHIPPED = (REPOSITORY / "data" / "projects.toml").read_bytes()
GOLDEN = registry_of((REPOSITORY / "tests" / "export" / "registry.toml").read_bytes())
EXAMPLE = (REPOSITORY / "docs" / "page.md.j2").read_text("utf-8")
GUIDE = (REPOSITORY / "docs" / "templates.md").read_text("utf-8")
MARK = f"<!-- {mark(DAY)} -->\n"


def made(
    template: str,
    registry: Registry = GOLDEN,
    target: Target = MARKDOWN,
    day: date = DAY,
    lang: Lang = "sv",
    **wishes: Any,
) -> str:
    """The page that a template makes of a registry, without the mark that was put at its end."""
    projects = [each for each in registry.projects if each.published]
    edition = Edition(registry.publisher, projects, day, lang, **wishes)
    content = page.render(edition, Template("page.md.j2", template), target).content
    assert isinstance(content, str)
    return content.removesuffix(MARK)


def refusal(template: str, registry: Registry = GOLDEN, target: Target = MARKDOWN) -> str:
    """What is said of a template that cannot be."""
    with pytest.raises(UnreadableFile) as raised:
        made(template, registry, target)
    return raised.value.message


# ---- our own page


@pytest.mark.parametrize("fragment", [False, True])
@pytest.mark.parametrize("day", [date(2022, 1, 1), date(2023, 6, 1), date(2024, 7, 1), date(2030, 1, 1)])
def test_our_page_as_a_template_is_our_page(day: date, fragment: bool) -> None:
    for registry in (registry_of(SHIPPED), GOLDEN, registry_of(HEAD)):
        ours = published("markdown", registry, day, fragment=fragment)
        assert made(EXAMPLE, registry, day=day, fragment=fragment) == ours


def test_the_guide_s_example_is_what_it_makes() -> None:
    (template,) = re.findall(r"```jinja\n(.*?)```", GUIDE, re.DOTALL)
    (result,) = re.findall(r"```markdown\n(.*?)```", GUIDE, re.DOTALL)
    registry = registry_of(HEAD + project(places='["Norrby", "Älvnäs"]'))
    assert made(template, registry) + MARK == result


# ---- names


def test_a_view_has_every_public_key_and_no_other_name() -> None:
    (first, *_) = GOLDEN.projects
    views: list[tuple[View, type, tuple[str, ...]]] = [
        (registry_view(GOLDEN.publisher, "sv"), Publisher, ()),
        (view := project_view(first, DAY, "sv"), Project, FOLLOWING),
        (view.value("funding")[0], Funding, ()),
        (view.value("contact")[0], Contact, ()),
        (view.value("deadline")[0], Deadline, ()),
        (view.value("logos")[0], Logo, ()),
    ]
    for view, record, more in views:
        keys: Any = record.keys  # type: ignore[attr-defined]
        assert sorted(view.names()) == sorted([*(name for name, key in keys.items() if not key.internal), *more])
    assert {*RECORDS.values()} == {record for _, record, _ in views}
    tables = {name for name, key in Project.keys.items() if isinstance(key.kind, Records)}
    assert {*RECORDS} == tables | {"registry", "project"}


def test_the_guide_names_everything() -> None:
    sandbox = own_sandbox.Sandbox(MARKDOWN, ("nej", "ja"))
    edition = Edition(GOLDEN.publisher, GOLDEN.projects, DAY, "sv")
    names = [
        *sandbox.filters,
        *own_filters.filters(MARKDOWN, "sv"),
        "registry",
        "projects",
        "today",
        "lang",
        "fragment",
    ]
    names += [f"{name}(" for name in (*sandbox.globals, *own_filters.functions(edition))]
    names += [f"project.{name}" for name in FOLLOWING]
    assert [name for name in names if f"`{name}" not in GUIDE] == []


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("{{ registry.title }}, {{ registry.publisher }}", "Pågående projekt, Lövdals kommun"),
        ("{{ projects | length }} {{ today }} {{ lang }} {{ fragment }}", "5 2026-03-01 sv nej"),
        ("{{ projects[0].role }} {{ projects[0].role.label }}", "owner Projektägare"),
        ("{{ projects[0].state }} {{ projects[0].state.label }} {{ projects[0].days_left }}", "active Pågående 121"),
        ("{{ projects[0].end_date }} {{ projects[0].end_date | long_date }}", "2026-06-30 30 juni 2026"),
        ("{{ projects[0].end_date.year + 1 }}", "2027"),
        ("{{ projects[0].end_date > today }}{{ projects[0].state_aid }}", "jaja"),
        ("{{ projects[0].closed_date }}|{{ projects[0].closed_date | long_date }}|", "||"),
        ("{{ projects[0].total_budget }} {{ projects[0].total_budget | amount }}", "12400000 12\xa0400\xa0000\xa0kr"),
        ("{{ projects[0].funding[0].paid }}", "3850000\\.50"),
        ("{{ projects[0].funding[0].paid | amount }}", "3\xa0850\xa0000,50\xa0kr"),
        ("{{ projects[1].funding[0].amount | amount }}", "1\xa0202\xa0500,25\xa0EUR"),
        ("{{ projects[1].total_budget.currency }}", "EUR"),
        ("{{ projects[0].funding | sum(attribute='amount') | amount }}", "12\xa0400\xa0000\xa0kr"),
        ("{{ (projects[0].funding[0].amount - projects[0].funding[0].paid) | amount }}", "2\xa0349\xa0999,50\xa0kr"),
        ("{{ projects[0].total_budget > 1000000 }} {{ 12 | amount('SEK') }}", "ja 12\xa0kr"),
        ("{{ projects[0].funding[0].rate }}", "50"),
        ("{{ projects[0].places | join(', ') }}", "Norrby, Älvnäs"),
        ("{{ projects[0].eu_statements | first }}", "Medfinansieras av Europeiska unionen"),
        ("{{ projects[0].url | link }}", "[https://lovdal.example/fiber?a=1\\&b=2](https://lovdal.example/fiber?a=1&b=2)"),
        ("[x]({{ projects[0].url }})", "[x](https://lovdal.example/fiber?a=1&b=2)"),
        ("{{ registry.contact | mail }}", "[kommun@lovdal.example](mailto:kommun@lovdal.example)"),
        ("{{ projects[0].logos[0] | image }}", "![Medfinansieras av Europeiska unionen](https://lovdal.example/eu.svg)"),
        ("{{ registry.publisher | genitive }}", "Lövdals kommuns"),
        ("{% for p in projects | alphabetical('id') %}{{ p.id }} {% endfor %}", "badplats fiber-norra "),
        ("{{ label('end_date') }}, {{ label('funding.amount') }}", "Slutdatum, Beviljat stöd"),
        ("{% macro b(x) %}**{{ x }}**{% endmacro %}{{ b('a*b') }}", "**a\\*b**"),
        ("{% for s, all in projects | groupby('state') %}{{ s }}{{ all | length }} {% endfor %}", "active2 closed1 "),
        ("{% set ns = namespace(n=0) %}{% for p in projects %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}", "5"),
        ("{% for n in [[1, [2]]] recursive %}<{{ n[0] }}{{ loop([n[1]]) if n[1] is defined }}>{% endfor %}", "<1<2>>"),
        ("{{ {'a': 'x*'}.a }}{{ {'a': 'y'}['a'] }}{{ ('a', 'b')[1] }}", "x\\*yb"),
        ("a{{ ' ' }}b{{ ', ' }}c{{ '  d' }}", "a b, c d"),
        ("{{ projects[0].ingen is defined }}{{ projects[0].notes is defined }}", "nejnej"),
    ],
)  # fmt: skip
def test_what_a_template_can_say(template: str, says: str) -> None:
    assert made(template).startswith(says)


def test_a_page_in_english() -> None:
    template = "{{ label('end_date') }} {{ projects[0].end_date | long_date }} {{ projects[0].total_budget | amount }}"
    said = made(template + " {{ projects[0].role.label }} {{ projects[0].state_aid }}", lang="en").strip()
    assert said == "End 30 June 2026 SEK\xa012,400,000 Owner yes"


# ---- errors


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("a\n{% for project in projects %}\n{{ projct.title }}", "3: Unexpected end of template."),
        ("a\n{% for project in x %}\n{% endfor %}", "2: there is no “x”"),
        ("\n{{ projct }}{% for project in projects %}{% endfor %}", "2: there is no “projct”; did you mean “project”?"),
        ("{{ regstry.title }}", "1: there is no “regstry”; did you mean “registry”?"),
        ("\n{{ projects[0].titel }}", "2: a project has no “titel”; did you mean “title”?"),
        ("{{ projects[0].funding[0].amonut }}", "1: a funding has no “amonut”; did you mean “amount”?"),
        ("{{ projects[0].notes }}", "1: “notes” is internal and never leaves the registry"),
        ("{{ projects[99].title }}", "1: a list has no “99” here"),
        ("\n\n{{ today | longdate }}", "3: there is no filter “longdate”; did you mean “long_date”?"),
        ("{% if false %}{{ 1 | nothing }}{% endif %}", "1: there is no filter “nothing”"),
        ("{{ 1 is nothing }}", "1: there is no test “nothing”"),
        ("{% for x in projects %}", "1: Unexpected end of template."),
        ("{% frobnicate %}", "1: Encountered unknown tag 'frobnicate'"),
        ("\n{{ 1 + }}", "2: unexpected 'end of print statement'"),
        ("{{ projects }}", "1: a list is no text; print what is in it"),
        ("{{ projects[0] }}", "1: a project is no text; name one of its keys"),
        ("{{ 'a' ~ projects[0] }}", "1: a project is no text; name one of its keys"),
        ("{{ label }}", "1: this is no text; print what is in it"),
        ("{{ label('end_dat') }}", "1: there is no key “end_dat” in project; did you mean “end_date”?"),
        ("{{ label('fundin.amount') }}", "1: there is no table “fundin”; did you mean “funding”?"),
        ("{{ 'x' | long_date }}", "1: long_date is for a date"),
        ("{{ 'x' | amount }}", "1: amount is for an amount of money"),
        ("{{ 12 | amount }}", '1: a plain number has no currency; say which: amount("SEK")'),
        ("{{ 12 | image }}", "1: image is for one of project.logos"),
        ("{{ projects | alphabetical('titel') }}", "1: there is no “titel” to sort by"),
        ("{{ projects[1].total_budget + projects[0].total_budget }}", "1: EUR and SEK cannot be added"),
        ("{{ projects[1].total_budget - projects[0].total_budget }}", "1: EUR and SEK cannot be added"),
        ("{{ projects[1].total_budget + 1 }}", "1: an amount of money and a plain number cannot be added"),
        ("{{ 1 / 0 }}", "1: this cannot be done: division by zero"),
        ("{{ projects[0].start_date + 1 }}", "1: this cannot be done: unsupported operand"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "1: this goes on without end, or is too deep"),
        ("{{ " + "(" * 2000 + ")" * 2000 + " }}", " this goes on without end, or is too deep"),
        ("{% for a in 'b' %}" * 25 + "{% endfor %}" * 25, " this cannot be done: too many statically nested blocks"),
        ("{{ 'a' * 1000000000 }}", "1: “*” is for numbers"),
        ("{{ '%1000000000d' % 1 }}", "1: “%” is for numbers"),
        ("{{ 9 ** 999999999 }}", "1: there is no “**” here"),
        ("{{ range(100001) }}", "1: range() counts to 100000 in all, and no further"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "1: range() counts"),
        ("{% include 'page.md.j2' %}", "1: there is no {% include %} here; a template is one file"),
        ("{% import 'x' as x %}", "1: there is no {% import %} here"),
        ("{% from 'x' import y %}", "1: there is no {% import %} here"),
        ("{% extends 'x' %}", "1: there is no {% extends %} here"),
        ("{% block x %}{% endblock %}", "1: there is no {% block %} here"),
        ("{% set x %}a{% endset %}", "1: there is no {% set %} with a block here; use a macro"),
        ("{% filter upper %}a{% endfilter %}", "1: there is no {% filter %} here"),
        ("{% autoescape false %}a{% endautoescape %}", "1: there is no {% autoescape %} here"),
        ("{% macro m() %}{% endmacro %}{% call m() %}a{% endcall %}", "1: there is no {% call %} here"),
    ],
)  # fmt: skip
def test_an_error_says_where_and_what(template: str, said: str) -> None:
    assert refusal(template).startswith(f"page.md.j2:{said}")


# ---- breaking out


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


# ---- the command line


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    (tmp_path / "page.md.j2").write_text(
        "# {{ registry.title }}\n{% for p in projects %}- {{ p.title }}: {{ p.state }}\n{% endfor %}"
    )
    return tmp_path


def export(office: Path, *more: str, form: str = "markdown") -> tuple[str, str, int]:
    done = called("export", form, "--template=page.md.j2", *more, cwd=office)
    return done.out, done.err, done.status


def test_the_command(office: Path) -> None:
    page_ = "# Pågående projekt\n- Bredband i Lövdal: active\n<!-- projreg: as of 2025-01-01 -->\n"
    assert export(office, "--as-of=2025-01-01") == (page_, "", 0)
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    assert (office / "made.md").read_text("utf-8") == page_


def test_a_page_is_checked_as_of_its_day(office: Path) -> None:
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    said = export(office, "--check", "--output=made.md")
    assert said[1].startswith("made.md is right as of 2025-01-01\n")
    assert said[2] == 0
    template = office / "page.md.j2"
    template.write_text(template.read_text() + "mer\n")
    assert export(office, "--check", "--output=made.md")[2] == 1
    template.write_text("{{ mark() }}\n{% for p in projects %}{{ p.title }}{% endfor %}\n")
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    assert (office / "made.md").read_text("utf-8").count("projreg: as of") == 1
    (office / "projects.toml").write_text(HEAD + project(title='"Ett annat"'), "utf-8")
    _, err, status = export(office, "--check", "--output=made.md")
    assert (status, "--template=page.md.j2" in err) == (1, True)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_text_forges_the_day_of_a_page(office: Path, form: str) -> None:
    """Nor does a mark that stands within a line, which says nothing."""
    titles = [
        "%% projreg: as of 1999-01-01",
        "X-COMMENT:projreg: as of 1999-01-01",
        "<!-- projreg: as of 1999-01-01 -->",
    ]
    entries = "".join(project(id=f'"p{at}"', title=f'"{each}"') for at, each in enumerate(titles))
    (office / "projects.toml").write_text(HEAD + entries, "utf-8")
    (office / "page.md.j2").write_text("p{{ mark() }}\n{% for p in projects %}\n{{ p.title }}\n{% endfor %}")
    assert export(office, "--as-of=2025-01-01", "--output=made", form=form)[2] == 0
    assert "made is right as of 2025-01-01\n" in export(office, "--check", "--output=made", form=form)[1]


def test_a_page_that_says_another_day_is_refused(office: Path) -> None:
    """As a template does that was made from a page."""
    (office / "page.md.j2").write_text("# A\n<!-- projreg: as of 2024-01-01 -->\n")
    said = export(office, "--as-of=2025-01-01")
    assert (said[0], said[2]) == ("", 2)
    assert said[1].startswith(
        "error: page.md.j2: the page says that it was made for 2024-01-01; have {{ mark() }} say its day\n"
    )


def test_a_page_for_a_browser(office: Path) -> None:
    (office / "page.md.j2").write_text('<a href="{{ projects[0].url }}">{{ projects[0].title }}</a>\n')
    (office / "projects.toml").write_text(
        HEAD + project(title='"A & <b>"', url='"https://lovdal.example/?a=1&b=2"'), "utf-8"
    )
    out, _, status = export(office, "--as-of=2025-01-01", form="html")
    assert (out, status) == (
        '<a href="https://lovdal.example/?a=1&amp;b=2">A &amp; &lt;b&gt;</a>\n<!-- projreg: as of 2025-01-01 -->\n',
        0,
    )
    assert export(office, "--output=made.html", form="html")[2] == 0
    assert export(office, "--check", "--output=made.html", form="html")[2] == 0


def test_a_part_of_a_page(office: Path) -> None:
    (office / "page.md").write_text("A\n<!-- projreg: begin -->\n<!-- projreg: end -->\nB\n")
    assert export(office, "--as-of=2025-01-01", "--into=page.md")[2] == 0
    assert "- Bredband i Lövdal: active" in (office / "page.md").read_text("utf-8")
    assert export(office, "--check", "--into=page.md")[2] == 0
    before = (office / "page.md").read_bytes()
    (office / "page.md.j2").write_text("<!-- projreg: end -->")
    _, err, status = export(office, "--into=page.md")
    assert (err.splitlines()[0], status) == ("error: what is to stand between the markers holds a marker itself", 2)
    assert (office / "page.md").read_bytes() == before


def test_what_is_staged_is_judged_by_the_staged_template(office: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=office, env=environment(office), check=True, capture_output=True)

    git("init", "--quiet")
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    git("add", ".")
    (office / "page.md.j2").write_text("something else")
    assert export(office, "--check", "--staged", "--output=made.md")[2] == 0
    git("add", ".")
    assert export(office, "--check", "--staged", "--output=made.md")[2] == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--template=missing.j2",), "error: there is no template missing.j2\n"),
        (("--template=.",), "error: . is a folder\n"),
        (("--template=latin.j2",), "error: latin.j2 is not UTF-8 text\n"),
        (("--output=page.md.j2",), "error: page.md.j2 is the template itself\n"),
        (
            ("--template=wrong.j2", "--output=made.md"),
            "error: wrong.j2:2: there is no “projekt”; did you mean “project”?\n",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(office: Path, more: tuple[str, ...], said: str) -> None:
    (office / "latin.j2").write_bytes("å".encode("latin-1"))
    (office / "wrong.j2").write_text("{% for project in projects %}\n{{ projekt.title }}\n{% endfor %}")
    before = {each.name: each.read_bytes() for each in office.iterdir()}
    out, err, status = export(office, *more)
    assert (out, err.splitlines(keepends=True)[0], status) == ("", said, 2)
    assert {each.name: each.read_bytes() for each in office.iterdir()} == before


def test_a_calendar_has_no_template(office: Path) -> None:
    assert export(office, form="ics")[1].startswith("error: ics has no --template\n  help: it goes with markdown")


def test_a_template_with_other_line_ends(office: Path) -> None:
    template = office / "page.md.j2"
    plain = export(office, "--as-of=2025-01-01")
    template.write_bytes(b"\xef\xbb\xbf" + template.read_bytes().replace(b"\n", b"\r\n"))
    assert export(office, "--as-of=2025-01-01") == plain


def test_without_jinja2_it_says_how_to_get_it(office: Path) -> None:
    (office / "jinja2").mkdir()
    (office / "jinja2" / "__init__.py").write_text("raise ImportError('not here')\n")
    done = run("export", "markdown", "--template=page.md.j2", cwd=office, env={"PYTHONPATH": str(office)})
    assert (done.out, done.status) == ("", 2)
    assert done.err == (
        "error: --template needs Jinja2, which is not installed\n"
        "  help: install it with pip install 'projreg[templates]'\n"
    )
    assert run("export", "markdown", cwd=office, env={"PYTHONPATH": str(office)}).status == 0


def test_contact_is_reached_by_the_example() -> None:
    registry = registry_of(HEAD + project(contact=CONTACT))
    assert "[info@lovdal.example](mailto:info@lovdal.example)" in made(EXAMPLE, registry)
