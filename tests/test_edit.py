"""What the text looks like after a change: where new keys and tables go, and which comments go with what goes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from projreg.checking.choice import Choice
from projreg.editing.edit import Conditions, changed, removed
from projreg.editing.toml_edit import Change
from projreg.errors import NotWritten
from projreg.reading.source import parse

HEAD = "schema_version = 1\n"
ONLY_THE_TEXT = Conditions(Choice(selected=frozenset({"PR606"})))
PROJECT = """\
# ett
[[project]]
id = "a" # i
# om titeln
  title = "A"   # t
summary='S'
# bakom

# fri

# två
[[project]]
id = "b"
"""
TABLES = """\
[[project]]
id = "a"

# fond 1
[[project.funding]]
funder = "x" # f
# bakom 1

# fri

# fond 2
  [["project".funding]]
  funder = "y"
  # bakom 2

# undantag
[project.waive]
PR311 = "p"
# slut

# fri
[registry]
"""
BRACKETS = """\
[[project]]
id = "a"
waive = { PR311 = "p" }
tags = [ # ett
  "a", # a
  # om b
  "b" # b
  # slut
] # utanför
funding = [
  { funder = "x" }, # x
  { funder = "y" }, # y
]
"""
ALL_IN_BRACKETS = """\
project = [ # ett
  # om a
  { id = "a", title = "t" }, # a
  # om b
  { id = "b", tags = ["x"] } # b
  # slut
]
"""
F = {"funder": "z", "level": "eu"}
Z = '[[project.funding]]\nfunder = "z"\nlevel = "eu"\n'
CASES: list[tuple[str, str, Any, str, str]] = [
    # text, path, value, what stood, what stands
    # keys under a header
    (PROJECT, "title", "B", '"A"   # t', '"B"   # t'),
    (PROJECT, "title", 5, '"A"', "5"),
    (PROJECT, "acronym", "AB", '# t\n', '# t\n  acronym = "AB"\n'),
    (PROJECT, "notes", "n", "'S'\n", "'S'\nnotes = \"n\"\n"),
    (PROJECT, "x_a", "n", "'S'\n", "'S'\nx_a = \"n\"\n"),
    (PROJECT, "end_date", date(2024, 6, 30), "# t\n", "# t\n  end_date = 2024-06-30\n"),
    (PROJECT, "total_budget", Decimal("1250000.50"), "# t\n", "# t\n  total_budget = 1_250_000.50\n"),
    (PROJECT, "tags", ["a", "\u202e"], "'S'\n", "'S'\ntags = [\"a\", \"\\u202e\"]\n"),
    (PROJECT, "title", None, '  title = "A"   # t\n', ""),
    (PROJECT, "summary", None, "summary='S'\n", ""),
    (PROJECT, "waive.PR311", "w", "'S'\n", "'S'\nwaive = { PR311 = \"w\" }\n"),
    # tables under headers
    (PROJECT, "funding", [F], "# bakom\n", f"# bakom\n\n{Z}"),
    (PROJECT, "funding", [F, {"funder": "y"}], "# bakom\n", f'# bakom\n\n{Z}\n[[project.funding]]\nfunder = "y"\n'),
    (TABLES, "funding.2", F, "  # bakom 2\n", f"  # bakom 2\n\n{Z}"),
    (TABLES, "deadline", [{"due": date(2024, 1, 1)}], "# slut\n", "# slut\n\n[[project.deadline]]\ndue = 2024-01-01\n"),
    (TABLES, "funding.1.level", "eu", '"y"\n', '"y"\n  level = "eu"\n'),
    (TABLES, "funding.0", None, '\n# fond 1\n[[project.funding]]\nfunder = "x" # f\n# bakom 1\n', ""),
    (TABLES, "funding.1.funder", None, TABLES[TABLES.index("\n# fond 2") : TABLES.index("\n# undantag")], ""),
    (TABLES, "funding", None, TABLES[TABLES.index("\n# fond 1") : TABLES.index("\n# undantag")], ""),
    (TABLES, "waive.PR311", None, '\n# undantag\n[project.waive]\nPR311 = "p"\n# slut\n', ""),
    (TABLES, "waive", None, '\n# undantag\n[project.waive]\nPR311 = "p"\n# slut\n', ""),
    (TABLES, "waive.PR312", "q", '"p"\n', '"p"\nPR312 = "q"\n'),
    (TABLES.replace("# undantag\n", ""), "notes", "n", 'id = "a"\n', 'id = "a"\nnotes = "n"\n'),
    ("[[project]]\nid = 1\n\n[x]\n\n\n[[project.f]]\na = 1\n\n[y]\n", "f", None, "[[project.f]]\na = 1\n", ""),
    # dotted keys
    ("[[project]]\nx.a.b = 1\n x.a.c = 2\n", "x.d", "q", "c = 2\n", 'c = 2\nx.d = "q"\n'),
    ("[[project]]\n  waive.PR311 = 'p'\nid = 'a'\n", "waive.PR312", "q", "'p'\n", "'p'\n  waive.PR312 = \"q\"\n"),
    ("[[project]]\n'waive' . PR311 = 'p'\n", "waive.PR312", "q", "'p'\n", "'p'\n'waive' . PR312 = \"q\"\n"),
    ("[[project]]\nid = 'a'\nwaive.PR311 = 'p' # w\n", "waive.PR311", None, "waive.PR311 = 'p' # w\n", ""),
    ("[[project]]\nwaive.A = 'p'\nid = 'a'\nwaive.B = 'p'\n", "waive.A", None, "waive.A = 'p'\n", ""),
    ("[[project]]\nwaive.A = 'p'\nid = 'a'\n# c\nwaive.B = 'p'\n", "waive", None, "waive.A = 'p'\n", ""),
    # inside brackets
    (BRACKETS, "waive.PR312", "q", '"p" }', '"p", PR312 = "q" }'),
    (BRACKETS, "waive.PR311", None, 'waive = { PR311 = "p" }\n', ""),
    (BRACKETS, "tags.2", "c", '"b" # b\n  # slut\n', '"b", # b\n  # slut\n  "c"\n'),
    (BRACKETS, "tags.0", "c", '"a", # a', '"c", # a'),
    (BRACKETS, "tags.0", None, '  "a", # a\n', ""),
    (BRACKETS, "tags.1", None, '"a", # a\n  # om b\n  "b" # b\n', '"a" # a\n'),
    (BRACKETS, "funding.2", F, "# y\n", '# y\n  { funder = "z", level = "eu" },\n'),
    (BRACKETS, "funding.1", None, '  { funder = "y" }, # y\n', ""),
    (BRACKETS, "funding.0.level", "eu", '"x" }', '"x", level = "eu" }'),
    (BRACKETS, "funding.0.funder", None, '  { funder = "x" }, # x\n', ""),
    (BRACKETS, "funding", None, BRACKETS[BRACKETS.index("funding = ") :], ""),
    (ALL_IN_BRACKETS, "funding", [F], '"t" }', '"t", funding = [{ funder = "z", level = "eu" }] }'),
    (ALL_IN_BRACKETS, "waive.PR311", "p", '"t" }', '"t", waive = { PR311 = "p" } }'),
    (ALL_IN_BRACKETS, "title", "x = ", '"t"', '"x = "'),
    ("[[project]]\ntags = ['stand-in-0', \"stand-in-1\"]\n", "tags.2", "c", '-1"', '-1", "c"'),
    (ALL_IN_BRACKETS, "notes", "stand-in-0", '"t" }', '"t", notes = "stand-in-0" }'),
]  # fmt: skip


def paths() -> list[str]:
    return [f"{path}{'' if value is None else '='}-{number}" for number, (_, path, value, *_) in enumerate(CASES)]


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("text", "path", "value", "old", "new"), CASES, ids=paths())
def test_a_change(text: str, path: str, value: Any, old: str, new: str, newline: str) -> None:
    wanted = text.replace(old, new, 1)
    if path == "waive" and "waive.B" in text:
        wanted = wanted.replace("waive.B = 'p'\n", "")
    steps = tuple(int(each) if each.isdecimal() else each for each in path.split("."))
    for mark in ("", "\ufeff"):
        source = parse((mark + HEAD + text).replace("\n", newline).encode(), "projects.toml")
        result = changed(source, 0, [Change(steps, value)], ONLY_THE_TEXT)
        assert result.raw.decode() == (mark + HEAD + wanted).replace("\n", newline)


@pytest.mark.parametrize(
    ("path", "value", "end"),
    [
        (("notes",), "n", 'id = "a"\nnotes = "n"'),
        (("funding",), [F], f'id = "a"\n\n{Z}'.rstrip()),
        (("id",), "b", 'id = "b"'),
    ],
)
def test_a_file_without_a_last_line_break(path: tuple[str], value: Any, end: str) -> None:
    source = parse(f'{HEAD}[[project]]\nid = "a"'.encode(), "projects.toml")
    assert changed(source, 0, [Change(path, value)], ONLY_THE_TEXT).raw.decode() == f"{HEAD}[[project]]\n{end}"


@pytest.mark.parametrize(
    ("at", "old", "new"),
    [
        (0, '  # om a\n  { id = "a", title = "t" }, # a\n', ""),
        (1, '"t" }, # a\n  # om b\n  { id = "b", tags = ["x"] } # b\n', '"t" } # a\n'),
    ],
)
def test_a_project_is_taken_out_of_brackets(at: int, old: str, new: str) -> None:
    source = parse((HEAD + ALL_IN_BRACKETS).encode(), "projects.toml")
    assert removed(source, at, ONLY_THE_TEXT).raw.decode() == HEAD + ALL_IN_BRACKETS.replace(old, new)


def test_the_brackets_go_with_the_last_project_in_them() -> None:
    text = f"{HEAD}# ett\n\nproject = [ # två\n  {{ id = 'a' }}, # tre\n]\n# fyra\n[registry]\n"
    wanted = f"{HEAD}# ett\n\n# fyra\n[registry]\n"
    assert removed(parse(text.encode(), "projects.toml"), 0, ONLY_THE_TEXT).raw.decode() == wanted


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("[[project]]\nid = 'a'\nwaive = 5\n", ("waive", "PR311"), "p"),
        ("[[project]]\nid = 'a'\nfunding.x = 5\n", ("funding", 0), F),
        ("[[project]]\nid = 'a'\n[project.x_a.b]\n", ("x_a", "c"), "p"),
        ("[[project]]\nid = 'a'\n", ("tags", 3), "p"),
        ("[[project]]\nid = 'a'\n", ("tags", 0), None),
    ],
)
def test_what_cannot_be_done_is_refused(text: str, path: tuple[str | int, ...], value: Any) -> None:
    with pytest.raises(NotWritten):
        changed(parse((HEAD + text).encode(), "projects.toml"), 0, [Change(path, value)], ONLY_THE_TEXT)


def test_the_comments_above_and_behind_an_element_of_an_array_go_with_it() -> None:
    above, gone, below = (
        "tags = [ # ett\n  # två\n  'a', # tre\n",
        "  # fyra\n\n  # fem\n  'b', # sex\n",
        "  # sju\n\n  'c',\n  # åtta\n]\n",
    )
    source = parse(f"{HEAD}[[project]]\nid = 'a'\n{above}{gone}{below}".encode(), "projects.toml")
    after = changed(source, 0, [Change(("tags", 1), None)], ONLY_THE_TEXT)
    assert after.text == f"{HEAD}[[project]]\nid = 'a'\n{above}{below}"
