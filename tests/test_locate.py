"""Where keys and values stand: what is cut out at a span is the value itself."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path as File
from typing import Any, Literal

import pytest
import tomli

from projreg.diagnostic import Path, Span
from projreg.reading.locate import LARGE, Places
from projreg.reading.source import parse


def cut(text: str, span: Span) -> str:
    """The stretch of the text that a span means."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def paths(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every path in parsed data, with its value."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield (*path, step), inner
        yield from paths(inner, (*path, step))


def same(one: Any, other: Any) -> bool:
    return repr(one) == repr(other)  # nan equals nan, 1 is not True


def parsed(text: str) -> Any:
    """What the text says; nothing that any value equals when it is no TOML."""
    try:
        return tomli.loads(text, parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        return error


def leads_to(header: str, path: Path) -> bool:
    """Whether the header, read alone, makes the table at `path`."""
    node = parsed(header)
    for name in path:
        if isinstance(name, str):
            node = node[-1] if isinstance(node, list) else node
            if not isinstance(node, dict) or name not in node:
                return False
            node = node[name]
    return True


def wrong_places(text: str, data: dict[str, Any]) -> list[Path]:
    """The paths whose span is not where they stand."""
    places, wrong = Places(text, [path for path, _ in paths(data)]), []
    for path, value in paths(data):
        found, named = cut(text, places.span(path)), cut(text, places.span(path, "key"))
        spelt = isinstance(path[-1], int) or same(parsed(f"{named} = 0"), {path[-1]: 0})
        if same(parsed(f"x = {found}"), {"x": value}):  # a value: also arrays and inline tables
            good = spelt
        else:  # a table of its own: its header, or the part of a dotted key or header that first names it
            good = isinstance(value, dict | list) and found == named and (spelt or leads_to(found, path))
        if not good:
            wrong.append(path)
    large = f"{text}\n{'# mer' * LARGE}"
    for path, _ in paths(data):  # the same place when nothing else is asked for, and other tables are leapt over
        if not Places(text, [path]).span(path) == Places(large, [path]).span(path) == places.span(path):
            wrong.append(path)
    return wrong


def test_every_path_of_every_valid_file_is_found(shared: File) -> None:
    files = sorted((shared / "data/toml-test/valid").rglob("*.toml"))
    assert len(files) > 200
    wrong = {}
    for file in files:
        source = parse(file.read_bytes(), file.name)
        if found := wrong_places(source.text, source.data):
            wrong[file.stem] = found
    assert wrong == {}


def test_every_path_of_the_samples_is_found() -> None:
    for file in sorted((File(__file__).parent / "rules").glob("clean*.toml")):
        source = parse(file.read_bytes(), file.name)
        assert wrong_places(source.text, source.data) == []


@pytest.mark.parametrize(
    ("text", "path", "part", "span"),
    [
        ("a = 1\n", ("a",), "value", (1, 5, 1, 6)),
        ("a = 1\n", ("a",), "key", (1, 1, 1, 2)),
        ("å = 'ö' # x\n", ("å",), "value", (1, 5, 1, 8)),
        ("\t'a b'\t=\t2024-01-01\t\n", ("a b",), "value", (1, 10, 1, 20)),
        ("\t'a b'\t=\t2024-01-01\t\n", ("a b",), "key", (1, 2, 1, 7)),
        ('"\\u00e5" = 1', ("å",), "value", (1, 12, 1, 13)),
        ('"a.b" = 1', ("a.b",), "key", (1, 1, 1, 6)),
        ("a = 2024-01-01 12:30:00 # x", ("a",), "value", (1, 5, 1, 24)),
        ("a . b.'c' = 1", ("a", "b", "c"), "value", (1, 13, 1, 14)),
        ("a . b.'c' = 1", ("a", "b", "c"), "key", (1, 7, 1, 10)),
        ("a . b.'c' = 1", ("a", "b"), "key", (1, 5, 1, 6)),
        ("a.b = 1\na.c = 2", ("a", "c"), "value", (2, 7, 2, 8)),
        ("a = { b = 1, c = { d = [1, 22] } }", ("a", "c", "d", 1), "value", (1, 28, 1, 30)),
        ("a = { b = 1, c.d = 2 }", ("a", "c", "d"), "value", (1, 20, 1, 21)),
        ("a = { b = 1 }", ("a",), "value", (1, 5, 1, 14)),
        ("a = {\n  b = 1, # }\n  c = 2,\n}", ("a", "c"), "value", (3, 7, 3, 8)),
        ("a = [ # ]\n  1,\n  '],',\n  2\n]\nb = 3", ("a", 2), "value", (4, 3, 4, 4)),
        ("a = [ # ]\n  1,\n  '],',\n  2\n]\nb = 3", ("a",), "value", (1, 5, 5, 2)),
        ("a = [ # ]\n  1,\n  '],',\n  2\n]\nb = 3", ("b",), "value", (6, 5, 6, 6)),
        ("a = 1\r\nb = 22\r\n", ("b",), "value", (2, 5, 2, 7)),
        ("[t]\r\na = '''x\r\ny'''\r\nb = 2\r\n", ("t", "a"), "value", (2, 5, 3, 5)),
        ("[t]\r\na = '''x\r\ny'''\r\nb = 2\r\n", ("t", "b"), "value", (4, 5, 4, 6)),
        ('a = """\n[b]\nc = 1\\"""\n""""\nd = 2', ("a",), "value", (1, 5, 4, 5)),
        ('a = """\n[b]\nc = 1\\"""\n""""\nd = 2', ("d",), "value", (5, 5, 5, 6)),
        ("a = '\\'\nb = 1", ("b",), "value", (2, 5, 2, 6)),
        ('a = "\\\\" # "\nb = 1', ("b",), "value", (2, 5, 2, 6)),
        (" [ t . 'u v' ] # x\na = 1", ("t", "u v"), "value", (1, 2, 1, 15)),
        ("[[p]]\na = 1\n[[p]]\na = 2", ("p", 1, "a"), "value", (4, 5, 4, 6)),
        ("[[p]]\na = 1\n[[p]]\na = 2", ("p", 1), "value", (3, 1, 3, 6)),
        ("[[p]]\na = 1\n[[p]]\na = 2", ("p",), "value", (1, 1, 1, 6)),
        ("[[p]]\n[[p.c]]\nx = 1\n[[p]]\n[[p.c]]\nx = 2\n[[p.c]]\nx = 3", ("p", 1, "c", 1, "x"), "value", (8, 5, 8, 6)),
        ("[[p]]\n[p.c]\nx = 1", ("p", 0, "c", "x"), "value", (3, 5, 3, 6)),
        ("[a.b]\nx = 1\n[a]\ny = 2", ("a", "y"), "value", (4, 5, 4, 6)),
        ('[a]\nx = """\n[b]\n"""""\n[b]\ny = 1', ("b", "y"), "value", (6, 5, 6, 6)),
        ("[a]\nx = [\n[1],\n[2] # ]\n]\n[b]\ny = 1", ("b", "y"), "value", (7, 5, 7, 6)),
        ("[a]\nx = [ # [b]\n'[c]',\n]\n[b]\ny = 1", ("b", "y"), "value", (6, 5, 6, 6)),
        ("[a]\n'[b]' = 2024-01-01 07:00:00\nz.'=' = 1\n[b]\ny = 1", ("b", "y"), "value", (5, 5, 5, 6)),
        ("[a]\nx = {y = '}', z = [{}]}\n#'\n[b]\ny = 1", ("b", "y"), "value", (5, 5, 5, 6)),
    ],
)
def test_spans(text: str, path: Path, part: Literal["value", "key"], span: tuple[int, int, int, int]) -> None:
    for long in (text, f"{text}\n{'# mer' * LARGE}"):
        assert tuple(Places(long, [path]).span(path, part)) == span


@pytest.mark.parametrize(
    ("path", "span"),
    [
        (("p", 1, "b"), (3, 1, 3, 6)),
        (("p", 1, "c", 0, "d"), (3, 1, 3, 6)),
        (("p", 7), (1, 1, 1, 6)),
        (("q",), (1, 1, 1, 1)),
        ((), (1, 1, 1, 1)),
    ],
)
def test_what_is_missing_stands_at_the_nearest_header_above(path: Path, span: tuple[int, int, int, int]) -> None:
    places = Places("[[p]]\na = 1\n[[p]]\na = 2", [path])
    assert tuple(places.span(path)) == tuple(places.span(path, "key")) == span
