"""What the rules on waivers and on projects that a commit would drop say: words, place and mend."""

import pytest
from samples import HEAD, findings, project

from projreg.checking.check import check
from projreg.reading.source import Source, parse

NAME = "projects.toml"
BACK = (
    "if that was not meant, `git restore --source=HEAD --staged --worktree projects.toml` brings them back; "
    "once it is committed, --source=HEAD~1"
)


@pytest.mark.parametrize(
    ("waive", "code", "place", "message", "help_"),
    [
        (
            '{ PR203 = " " }',
            *("PR112", "17:19-22", "the waiver of PR203 gives no reason"),
            'write why, such as PR203 = "nine-year framework agreement", or take it away',
        ),
        (
            r'{ "PR\u202e203" = "" }',
            *("PR112", "17:27-29", r"the waiver of PR\u202e203 gives no reason"),
            r'write why, such as PR\u202e203 = "nine-year framework agreement", or take it away',
        ),
        (
            '{ PR203 = "Ramavtal." }',
            *("PR113", "17:11-16", "the waiver of PR203 waives nothing here", "take it away"),
        ),
        (
            '{ PR999 = "Ramavtal." }',
            *("PR113", "17:11-16", "the waiver of PR999 names no rule"),
            "write a code such as PR203; `projreg rule --all` shows them",
        ),
    ],
)
def test_a_waiver(waive: str, code: str, place: str, message: str, help_: str) -> None:
    (each,) = findings(HEAD + project(waive=waive))
    assert (each.code, each.message, each.help) == (code, message, help_)
    assert f"{each.span.line}:{each.span.column}-{each.span.end_column}" == place


def test_every_waiver_is_judged() -> None:
    found = findings(HEAD + project(waive='{ PR203 = "", PR204 = "Ramavtal.", PR999 = " ", PR208 = "Ramavtal." }'))
    assert [(each.code, each.path[-1]) for each in found] == [
        *(("PR112", "PR203"), ("PR113", "PR204"), ("PR112", "PR999"), ("PR113", "PR208"))
    ]


def registry(ids: str) -> Source:
    """A registry with a project for each letter; "." is one without id."""
    blocks = [project(id=f'"{each}"' if each != "." else "", title=f'"{at}"') for at, each in enumerate(ids)]
    return parse((HEAD + "".join(blocks)).encode(), NAME)


@pytest.mark.parametrize(
    ("before", "now", "message"),
    [
        ("abc", "a", "2 projects fewer than in the last commit: b, c"),
        ("abcd", "xb", "2 projects fewer than in the last commit: a, c, d"),
        ("abcdef", "f", "5 projects fewer than in the last commit: a, b, c, d, e"),
        ("abcdefg", "g", "6 projects fewer than in the last commit: a, b, c, d, e …"),
        ("a..", "a", "2 projects fewer than in the last commit"),
        ("abc", "ab", None),
        ("abc", "abc", None),
        ("abc", "xyz", None),
        ("a", "abc", None),
    ],
)
def test_projects_that_are_gone(before: str, now: str, message: str | None) -> None:
    checked = check([registry(now)], committed={NAME: registry(before)})
    told = [(each.code, each.span.line, each.span.column, each.message, each.help) for each in checked.findings]
    assert told == ([("PR114", 3, 1, message, BACK)] if message else [])
