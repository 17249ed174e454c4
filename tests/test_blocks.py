"""Which stretches of a text belong to a project. In the tables a line of the project in question begins with `»`."""

from itertools import pairwise

import pytest

from projreg.diagnostic import Path
from projreg.editing.blocks import blocks, has_header, outside, with_block, without

MARK = "»"


def marked(text: str, table: Path) -> str:
    """The text with a mark before each line that belongs to the table."""
    ends = [0, *(at for each in blocks(text, table) for at in each), len(text)]
    pieces = [text[start:end] for start, end in pairwise(ends)]
    return "".join(
        "".join(MARK + line for line in piece.splitlines(keepends=True)) if number % 2 else piece
        for number, piece in enumerate(pieces)
    )


CASES = {
    "plain": """
        x = 1

        »[[project]]
        »id = "a"

        [[project]]
        id = "b"
        """,
    "comments above the header": """
        # alla

        »# ett
        »  # två
        »[[project]]
        »id = "a"
        """,
    "comments above the next header are the next's": """
        »[[project]]
        »id = "a"
        # nästa
        [[project]]
        id = "b"
        """,
    "comments behind the last key": """
        »[[project]]
        »id = "a" # ett
        »# två
        »# tre

        # fyra
        [[project]]
        id = "b"
        """,
    "comments between empty lines": """
        »[[project]]
        »id = "a"

        # varken eller

        # nästa
        [[project]]
        id = "b"
        """,
    "comments at the end of the file": """
        »[[project]]
        »id = "a"
        »# slut

        # mer
        """,
    "comments right at the end": """
        »[[project]]
        »id = "a"
        »# slut""",
    "comments among the keys": """
        »[[project]]
        »# ett
        »
        »# två
        »
        »id = "a"
        »
        »# tre
        »
        »role = "owner"
        """,
    "comments behind the value of another table": """
        [registry] # ett
        a = 1 # två
        # tre

        »[[project]]
        »id = 1
        """,
    "no empty line before": """
        a = 1 # ett
        »# två
        »[[project]]
        »id = 1
        [registry]
        """,
    "sub-tables": """
        »[[project]]
        »id = 1
        »
        »# mellan
        »
        »# ett
        »[[project.funding]]
        »a = 1
        »[project.waive]
        »[project.x.y]
        »# två

        # tre

        [[project]]
        [[project.funding]]
        a = 2
        """,
    "sub-tables apart": """
        »[[project]]
        »id = 1
        »# ett

        # två
        [registry]
        a = 1
        # tre

        »# fyra
        »[[project.funding]]
        »a = 2
        »
        »[[project.contact]]

        [x]
        »[project.waive]
        »a = 1
        """,
    "only a sub-table": """
        a = 1

        »[[project]]
        »[[project.funding]]
        """,
    "spelt oddly": """
        a = 1
        »\t[[ "project" ]] # ett
        »  "id"\t=\t1
        »   [[ 'project' . "fund\\u0069ng" ]]
           [["project"]]
        """,
    "text that looks like headers": '''
        »[[project]]
        »a = """
        »
        »[[project]]
        »# ingen kommentar
        »
        »"""
        »b = \'\'\'
        »[[project.funding]]\'\'\' # """
        »c = [
        »
        »  [[1]], # [[project]]
        »
        »  "[[project]]"
        »]

        [[project]]
        ''',
    "dotted keys": """
        a.b = 1

        »[[project]]
        »waive.PR311 = "x"
        »x_a.b . "c" = 1
        »# slut

        [b]
        c.d = 1
        """,
    "a header with nothing below": """
        »[[project]]
        »# ett
        """,
    "blanks on empty lines": """
        »[[project]]
        »id = 1
        »# ett
        \t
        # två
        \t
        [[project]]
        """,
}


def dedented(text: str) -> str:
    """The text without the indentation of the table."""
    return "\n".join(line.removeprefix("        ") for line in text.split("\n"))[1:].removesuffix("        ")


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_belongs_to_the_first_project(case: str, newline: str) -> None:
    for wanted in (dedented(case), dedented(case).removesuffix("\n")):
        shown = wanted.replace("\n", newline)
        text = shown.replace(MARK, "")
        assert marked(text, ("project", 0)) == shown
        assert "".join(outside(text, ("project", 0))) == "".join(
            line for line in shown.splitlines(keepends=True) if not line.startswith(MARK)
        )
        assert has_header(text, ("project", 0))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_same_in_a_large_text(case: str) -> None:
    shown = dedented(case).removesuffix("\n") + "\n"
    more = "\n".join(f"[t{number}]\nx = {{ y = [{number}] }} # {'x' * 80}\n" for number in range(400))
    before = f"\n{more}\n" if not shown.startswith(("a =", "x =")) else ""
    assert marked((before + shown).replace(MARK, ""), ("project", 0)) == before + shown


@pytest.mark.parametrize(
    ("text", "table", "found"),
    [
        ('project = [{ id = "a" }, { id = "b" }]\n', ("project", 1), ['{ id = "b" }']),
        ("project = [ # ett\n  { id = 1 }, # två\n  { id = 2 },\n]\n", ("project", 0), ["{ id = 1 }"]),
        ("[[project]]\nid = 1\n", ("project", 1), []),
        ("[[project]]\nid = 1\n", ("project", 0, "funding", 0), []),
        ("[[project]]\nfunding = [{ a = 1 }, {}]\n", ("project", 0, "funding", 1), ["{}"]),
        ("[[p]]\n\n# a\n[[p.f]]\nb = 1\n# c\n[[p.f]]\n", ("p", 0, "f", 0), ["# a\n[[p.f]]\nb = 1\n"]),
        ("[[p]]\n[[p.f]]\n\n# c\n\n[[p.f]]\n", ("p", 0, "f"), ["[[p.f]]\n\n# c\n\n[[p.f]]\n"]),
        ("[[project]]\nwaive.A = 1\nwaive.B = 2\n", ("project", 0, "waive"), []),
    ],
)  # fmt: skip
def test_other_tables(text: str, table: Path, found: list[str]) -> None:
    assert [text[start:end] for start, end in blocks(text, table)] == found


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a = 1\n\n# p\n[[project]]\nid = 1\n\n[[project]]\nid = 2\n", "a = 1\n\n[[project]]\nid = 2\n"),
        ("a = 1\n\n[[project]]\nid = 1\n", "a = 1\n"),
        ("a = 1\n\n[[project]]\nid = 1", "a = 1\n"),
        ("a = 1\n\n[[project]]\nid = 1\n\n# mer\n", "a = 1\n\n# mer\n"),
        ("a = 1\n\n\n[[project]]\nid = 1\n\n\n\n# mer\n", "a = 1\n\n\n# mer\n"),
        ("a = 1\n[[project]]\nid = 1\n[b]\n", "a = 1\n[b]\n"),
        ("[[project]]\nid = 1\n", ""),
        ("[[project]]\nid = 1\n\n[b]\nc = 1\n\n[[project.f]]\n\n[d]\n", "[b]\nc = 1\n\n[d]\n"),
        ("[[project]]\nid = 1\n\n[b]\nc = 1\n\n[[project.f]]\n", "[b]\nc = 1\n"),
    ],
)
def test_what_is_left_without(text: str, left: str) -> None:
    assert without(text, ("project", 0)) == left
    assert without(text.replace("\n", "\r\n"), ("project", 0)) == left.replace("\n", "\r\n")


def test_another_block_in_its_place() -> None:
    new = "[[project]]\nid = 3\n"
    text = "a = 1\n\n# p\n[[project]]\nid = 1\n\n[b]\n\n[[project.f]]\n\n# e\n[[project]]\nid = 2\n"
    wanted = f"a = 1\n\n{new}\n[b]\n\n# e\n[[project]]\nid = 2\n"
    assert with_block(text, ("project", 0), new) == wanted
    assert with_block(text, ("project", 1), new) == text[: text.index("# e")] + new
