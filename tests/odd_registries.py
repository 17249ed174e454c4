"""Registries written as oddly as TOML allows, and whose each piece of them is: to see what an edit may touch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import tomli
from hypothesis import strategies as st

NOBODY = -1
"""Whose a piece is that belongs to no project."""
Path = tuple[str | int, ...]
Draw = Any


class Piece(NamedTuple):
    """A piece of the text: what it says, which project it belongs to, and what it is the value of."""

    text: str
    owner: int
    path: Path | None = None


@dataclass
class Written:
    """A registry's text in pieces. `comments` are all comments in it, with their owners."""

    newline: str = "\n"
    mark: str = ""
    pieces: list[Piece] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)
    in_brackets: bool = False
    closed: set[int] = field(default_factory=set)
    """The projects whose deadlines stand in brackets: no header can add to them."""

    def put(self, text: str, owner: int = NOBODY, path: Path | None = None) -> None:
        """Write on; a line break is the file's."""
        self.pieces.append(Piece(text.replace("\n", self.newline), owner, path))

    def remark(self, draw: Draw, owner: int = NOBODY) -> str:
        """A comment that is nowhere else in the file, and may look like something else."""
        text = f"# {draw(REMARKS)} ({len(self.comments)})"
        self.comments.append((text, owner))
        return text

    @property
    def text(self) -> str:
        """The file's text, without the byte-order mark."""
        return "".join(each.text for each in self.pieces)

    @property
    def raw(self) -> bytes:
        """The file's bytes."""
        return (self.mark + self.text).encode()

    @property
    def data(self) -> dict[str, Any]:
        """What the text parses to."""
        return tomli.loads(self.text)

    def around(self, owner: int) -> list[str]:
        """The stretches that are not this project's, in order; the first and last may be empty."""
        found, inside = [""], False
        for each in self.pieces:
            if each.owner != owner:
                found[-1] += each.text
            elif not inside:
                found.append("")
            inside = each.owner == owner
        return found


REMARKS = st.sampled_from(
    ["egen rad", "[[project]]", 'id = "x"', "åäö", "'", '"""', "}, ]", "[project.waive]", "# #", "= 5", "{"]
)
HOSTILE = st.sampled_from(
    [
        "[[project]]", '[[project]]\nid = "x"', "# ingen kommentar\n# inte heller", 'sa "hej"', "it's", "C:\\arkivet\\",
        "a\tb", "\u202eomvänd", "\x1b[31m", "\x00\x7f\x85", "\r\n", "'''", '"""', "\\u0041", "漢字 🏔️", "[/]",
        "stand-in-0", "x = ", " ", "\ufeff",
    ]
)  # fmt: skip
TEXTS = st.one_of(HOSTILE, st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
INDENTS = st.sampled_from(["", "", "", "  ", "\t"])
EQUALS = st.sampled_from([" = ", " = ", "=", "\t=\t", "  =   "])
SCALARS = {
    "id": ['"p{}"', "'p{}'"],
    "title": ['"Bron"', "'Bron \"ö\" ån'", '"""\nBron\n[[project]]\n# titel\n"""', "'''B'''", '"[[project]] \\u00e5"'],
    "role": ['"owner"'],
    "start_date": ["2024-01-01"],
    "end_date": ["2024-12-31"],
    "total_budget": ["480_000", "1_250.50", "5", "0x10", "+7"],
    "summary": ['"En bro."', "'''\n# nej\n[[project.funding]]\nfunder = 5\n'''", '"# nej"', '"""a\\\n   b"""'],
    "state_aid": ["true", "false"],
    "x_eget": ['"mitt"', "3.14", "[1, [2, {a = 3}]]"],
    "reviewed": ["2024-06-01"],
    "notes": ['"Rad 1\\nRad 2"', '"""\n\n[registry]\n\n"""'],
}  # fmt: skip
"""Keys of a project and how their values may be written."""
WORDS = ['"vatten"', "'väg'", '"[[project]]"', '"a # b"', '"]"']
TABLES = {
    "funding": {"funder": ['"Regionen"', "'[[project]]'"], "level": ['"regional"'], "amount": ["5_000", "7.5"]},
    "contact": {"role": ['"contact"'], "email": ['"a@b.example"'], "name": ['"# Maja"']},
    "deadline": {"type": ['"other"'], "due": ["2024-05-05"], "note": ["'''\n[project.waive]\n'''"]},
}
"""Sub-tables of a project and how their values may be written."""


@st.composite
def registries(draw: Draw) -> Written:
    """Any registry, with one to three projects."""
    number = draw(st.integers(1, 3))
    file = Written(newline=draw(st.sampled_from(["\n", "\n", "\r\n"])), mark=draw(st.sampled_from(["", "", "\ufeff"])))
    file.in_brackets = draw(st.integers(0, 7)) == 0
    if draw(st.booleans()):
        file.put(f"{file.remark(draw)}\n\n")
    file.put("schema_version = 1\n")
    if file.in_brackets:
        _projects_in_brackets(draw, file, number)
        _registry(draw, file)
    else:
        registry_later = draw(st.integers(0, 5)) == 0
        if not registry_later:
            _registry(draw, file)
        for at in range(number):
            _project(draw, file, at)
            if registry_later and at == 0:
                file.put("\n")
                _registry(draw, file)
                _apart(draw, file, at)
            elif draw(st.integers(0, 5)) == 0:
                file.put(f"\n[x_{at}]\na = 1 {file.remark(draw)}\n")
                _apart(draw, file, at)
        _between(draw, file)
    if draw(st.integers(0, 3)) == 0:
        _cut_last_newline(file)
    return file


def _cut_last_newline(file: Written) -> None:
    last = file.pieces[-1]
    file.pieces[-1] = last._replace(text=last.text.removesuffix(file.newline))


def _registry(draw: Draw, file: Written) -> None:
    if draw(st.booleans()):
        file.put('[registry]\ntitle = "P"\n"publisher" = "G"\ncontact = "a@b.example"\n')
    else:
        file.put(f'[ "registry" ] {file.remark(draw)}\ntitle = "P"\npublisher = "G"\n\ncontact = "a@b.example"\n')


def _between(draw: Draw, file: Written) -> None:
    """Empty lines, and perhaps comments that belong to nobody."""
    file.put("\n" * draw(st.integers(1, 2)))
    if draw(st.integers(0, 2)) == 0:
        file.put(f"{draw(INDENTS)}{file.remark(draw)}\n" + "\n" * draw(st.integers(1, 3)))


def _project(draw: Draw, file: Written, at: int) -> None:
    """A project under a header, with what stands before it."""
    if draw(st.integers(0, 3)):
        _between(draw, file)
    _header(draw, file, at, "project")
    names = [name for name in SCALARS if name in ("id", "title") or draw(st.booleans())]
    if draw(st.booleans()):
        names = names[::-1]
    for name in names:
        _odd_line(draw, file, at)
        _pair(draw, file, at, name, [each.format(at) for each in SCALARS[name]] if name == "id" else SCALARS[name])
    if draw(st.booleans()):
        _texts(draw, file, at)
    waive = draw(st.sampled_from(["", "", "dotted", "inline", "table"]))
    if waive == "dotted":
        _pair(draw, file, at, "waive.PR311", ['"väntar"'])
        if draw(st.booleans()):
            _pair(draw, file, at, 'waive . "PR312"', ["'också'"])
    elif waive == "inline":
        _waive_inline(draw, file, at)
    forms = {name: draw(st.sampled_from(["", "headers", "headers", "inline"])) for name in TABLES}
    for name, form in forms.items():
        if form == "inline":
            if name == "deadline":
                file.closed.add(at)
            _inline_tables(draw, file, at, name)
    headers = [name for name, form in forms.items() if form == "headers"]
    if waive == "table":
        headers.insert(draw(st.integers(0, len(headers))), "waive")
    for name in headers:
        if name == "waive":
            _odd_line(draw, file, at)
            file.put(f"{draw(INDENTS)}[project.waive]\n", at)
            _pair(draw, file, at, "waive.PR311", ['"väntar"'], shown="PR311")
        else:
            for number in range(draw(st.integers(1, 2))):
                if draw(st.booleans()):
                    file.put("\n", at)
                if draw(st.integers(0, 6)) == 0:
                    file.put(f"\n{file.remark(draw, at)}\n\n", at)
                _sub_table(draw, file, at, name, number)
    if draw(st.integers(0, 3)) == 0:
        file.put(f"{draw(INDENTS)}{file.remark(draw, at)}\n", at)
        file.put("\n")


def _header(draw: Draw, file: Written, at: int, name: str, part: str = "") -> None:
    """Comments directly above a header, and the header."""
    for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
        file.put(f"{draw(INDENTS)}{file.remark(draw, at)}\n", at)
    shown = draw(st.sampled_from(["project", '"project"', " project "]))
    shown += f".{part}" if part else ""
    end = f" {file.remark(draw, at)}" if draw(st.integers(0, 3)) == 0 else ""
    file.put(f"{draw(INDENTS)}[[{shown}]]{end}\n", at)


def _odd_line(draw: Draw, file: Written, at: int) -> None:
    """Perhaps an empty line or a comment among the statements."""
    odd = draw(st.integers(0, 9))
    if odd == 0:
        file.put("\n", at)
    elif odd == 1:
        file.put(f"{draw(INDENTS)}{file.remark(draw, at)}\n", at)
    elif odd == 2:
        file.put(f"\n{file.remark(draw, at)}\n\n", at)


def _pair(
    draw: Draw, file: Written, at: int, name: str, values: Sequence[str], below: Path = (), shown: str = ""
) -> None:
    """A key and its value on a line of their own."""
    spelt = draw(st.sampled_from([name, name, name, f'"{name}"', f"'{name}'"])) if name.isidentifier() else name
    file.put(f"{draw(INDENTS)}{shown or spelt}{draw(EQUALS)}", at)
    path = tuple(each.strip(' "') for each in name.split("."))
    file.put(draw(st.sampled_from(values)), at, ("project", at, *below, *path))
    end = f"{draw(st.sampled_from([' ', '  ', '']))}{file.remark(draw, at)}" if draw(st.integers(0, 3)) == 0 else ""
    file.put(f"{end}\n", at)


def _texts(draw: Draw, file: Written, at: int) -> None:
    """Tags, on one line or many."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=3))
    file.put(f"{draw(INDENTS)}tags{draw(EQUALS)}", at)
    _array(draw, file, at, ("project", at, "tags"), words)
    file.put(f" {file.remark(draw, at)}\n" if draw(st.integers(0, 3)) == 0 else "\n", at)


def _array(draw: Draw, file: Written, at: int, path: Path, values: Sequence[str]) -> None:
    many_lines = draw(st.booleans())
    file.put("[", at)
    if many_lines:
        file.put(f" {file.remark(draw, at)}\n" if draw(st.booleans()) else "\n", at)
    for number, value in enumerate(values):
        last = number == len(values) - 1
        file.put("    " if many_lines else "", at)
        file.put(value, at, (*path, number))
        comma = "" if last and draw(st.booleans()) else ","
        if many_lines:
            file.put(f"{comma} {file.remark(draw, at)}\n" if draw(st.booleans()) else f"{comma}\n", at)
            if draw(st.integers(0, 4)) == 0:
                file.put(f"    {file.remark(draw, at)}\n", at)
        else:
            file.put(comma or " ", at)
    file.put("]", at)


def _waive_inline(draw: Draw, file: Written, at: int) -> None:
    file.put(draw(st.sampled_from(["waive = { PR311 = ", "waive={PR311="])), at)
    file.put('"väntar"', at, ("project", at, "waive", "PR311"))
    file.put(draw(st.sampled_from([" }\n", "}\n", " , PR312 = 'x'}\n"])), at)


def _table_on_a_line(draw: Draw, name: str) -> str:
    keys = [f"{key} = {draw(st.sampled_from(values))}" for key, values in TABLES[name].items() if draw(st.booleans())]
    return f"{{{draw(st.sampled_from(['', ' ']))}{', '.join(each for each in keys if chr(10) not in each)}}}"


def _inline_tables(draw: Draw, file: Written, at: int, name: str) -> None:
    """Sub-tables as an array in brackets."""
    file.put(f"{draw(INDENTS)}{name}{draw(EQUALS)}", at)
    tables = [_table_on_a_line(draw, name) for _ in range(draw(st.integers(0, 2)))]
    _array(draw, file, at, ("project", at, name), tables)
    file.put("\n", at)


def _sub_table(draw: Draw, file: Written, at: int, name: str, number: int) -> None:
    """A sub-table under a header."""
    _header(draw, file, at, "project", draw(st.sampled_from([name, f'"{name}"', f" {name}"])))
    for key, values in TABLES[name].items():
        if draw(st.integers(0, 3)):
            _odd_line(draw, file, at)
            _pair(draw, file, at, key, values, below=(name, number))


def _apart(draw: Draw, file: Written, at: int) -> None:
    """A sub-table of the project behind another table."""
    file.put("\n" * draw(st.integers(1, 2)))
    if at not in file.closed:
        _sub_table(draw, file, at, "deadline", len(file.data["project"][at].get("deadline", [])))


def _projects_in_brackets(draw: Draw, file: Written, number: int) -> None:
    many_lines = draw(st.booleans())
    file.put(f"project = [{draw(st.sampled_from(['', ' ']))}")
    file.put(f"{file.remark(draw)}\n" if many_lines and draw(st.booleans()) else "\n" if many_lines else "")
    for at in range(number):
        file.put(f"{{ id = 'p{at}', ", at)
        file.put("title = ", at)
        file.put('"Bron"', at, ("project", at, "title"))
        if draw(st.booleans()):
            file.put(", tags = [", at)
            file.put('"vatten"', at, ("project", at, "tags", 0))
            file.put("]", at)
        if draw(st.booleans()):
            file.put(", funding = [{ funder = ", at)
            file.put("'R'", at, ("project", at, "funding", 0, "funder"))
            file.put("}]", at)
        if draw(st.booleans()):
            file.put(", waive.PR311 = ", at)
            file.put("'R'", at, ("project", at, "waive", "PR311"))
        file.put("}", at)
        file.put("" if at == number - 1 and draw(st.booleans()) else ",")
        if many_lines:
            file.put(f" {file.remark(draw)}\n" if draw(st.booleans()) else "\n")
    file.put("]\n")


def walk(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path in parsed data, with its value."""
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield (*path, step), inner
        yield from walk(inner, (*path, step))
