"""Templates of one's own: our page as one, what they can name, and what is said of a wrong one."""

import re
from datetime import date
from typing import Any

import pytest
from samples import CONTACT, HEAD, project, published, registry_of
from templates import DAY, EXAMPLE, GOLDEN, GUIDE, MARK, SHIPPED, made, refusal

from projreg.model.fields import Records
from projreg.model.records import Contact, Deadline, Funding, Logo, Project, Publisher
from projreg.publishing.edition import Edition
from projreg.template import filters as own_filters
from projreg.template import sandbox as own_sandbox
from projreg.template.target import HTML, MARKDOWN
from projreg.template.view import RECORDS, View, project_view, registry_view

FOLLOWING = ("state", "days_left", "eu_statements", "publisher")
"""The names of a project that are no keys of the format."""


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
        ("{{ projects[0].end_date }} {{ projects[0].end_date | long_date }}", "2026-06-30 30\xa0juni 2026"),
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
        ("|{{ projects[3].total_budget | amount }}|{{ none | amount }}|", "|||"),
        ("{{ 3 * 4 }} {{ 7 % 2 }} {{ projects[0].total_budget * 2 }}", "12 1 24800000"),
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
        ("{{ ['ö', 'z', 'å', 'ä'] | alphabetical | join }}", "zåäö"),
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


def test_links_in_a_page_for_a_browser() -> None:
    template = "{{ projects[0].url | link('vår <sida>') }} {{ registry.contact | mail }} {{ 'javascript:x' | link }}"
    assert made(template, target=HTML).startswith(
        '<a href="https://lovdal.example/fiber?a=1&amp;b=2">vår &lt;sida&gt;</a> '
        '<a href="mailto:kommun@lovdal.example">kommun@lovdal.example</a> javascript:x'
    )


def test_a_page_in_english() -> None:
    template = "{{ label('end_date') }} {{ projects[0].end_date | long_date }} {{ projects[0].total_budget | amount }}"
    said = made(template + " {{ projects[0].role.label }} {{ projects[0].state_aid }}", lang="en").strip()
    assert said == "End 30\xa0June 2026 SEK\xa012,400,000 Owner yes"


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
        ("{{ 5[0] }}", "1: a number has no “0” here"),
        ("{{ range(3)[1] }}", "1: this has no “1” here"),
        ("{{ projects[[projects[0]]] }}", "1: a list has no “[<project>]” here"),
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
        ("{% for a in range(68) %}" + "x" * 1_000_000 + "{% endfor %}", " the page is longer than 67108864 characters"),
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


def test_contact_is_reached_by_the_example() -> None:
    registry = registry_of(HEAD + project(contact=CONTACT))
    assert "[info@lovdal.example](mailto:info@lovdal.example)" in made(EXAMPLE, registry)
