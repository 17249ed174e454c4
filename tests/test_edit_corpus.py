"""Every leaf of every valid file of the TOML test suite can be set and taken away, or the change is refused."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path as File
from typing import Any

from odd_registries import Path, walk

from projreg.editing.compose import literal
from projreg.editing.proof import same
from projreg.editing.toml_edit import Change, Style, changed_data, changed_text
from projreg.reading.source import Source, parse

PLAIN = Style(literal, lambda table: ())
NEW = 'ny # "text"'


def files(shared: File) -> Iterator[Source]:
    for file in sorted((shared / "data/toml-test/valid").rglob("*.toml")):
        source = parse(file.read_bytes(), file.name)
        if not source.breaks and not source.encoding:
            yield source


def outcome(source: Source, path: Path, value: Any) -> str:
    """How a change went: exact, refused, or wrong, which the proof finds and the user is told as refused."""
    try:
        text = changed_text(source.text, source.data, [Change(path, value)], PLAIN)
        wanted = changed_data(source.data, path, value)
    except Exception:  # as in `edit`: what cannot be done is refused, whatever the reason
        return "refused"
    after = parse(text.encode(), source.name)
    return "exact" if not after.breaks and same(after.data, wanted) else "wrong"


def leaves(data: Any) -> list[Path]:
    return [
        path for path, value in walk(data) if not isinstance(value, dict) and not (isinstance(value, list) and value)
    ]


def tables(data: Any) -> list[Path]:
    return [(), *(path for path, value in walk(data) if isinstance(value, dict))]


def tally(shared: File, changes: Callable[[Any], list[tuple[Path, Any]]]) -> tuple[Counter[str], list[str]]:
    """How many changes went how, and which were not exact."""
    told, others = Counter[str](), []
    for source in files(shared):
        for path, value in changes(source.data):
            how = outcome(source, path, value)
            told[how] += 1
            if how != "exact":
                others.append(f"{how}: {source.name}: {path}")
    return told, others


def test_every_leaf_can_be_set(shared: File) -> None:
    told, others = tally(shared, lambda data: [(path, NEW) for path in leaves(data)])
    assert (others, told["exact"] > 900) == ([], True)


def test_every_leaf_can_be_taken_away(shared: File) -> None:
    told, others = tally(shared, lambda data: [(path, None) for path in leaves(data)])
    assert (others, told["exact"] > 900) == ([], True)


def test_every_table_with_a_place_of_its_own_can_get_a_key(shared: File) -> None:
    """Others are refused: those that are only named on the way to another, as in `[a.b]`, and have no line."""
    told, others = tally(shared, lambda data: [((*path, "ny-key"), NEW) for path in tables(data)])
    assert [each for each in others if each.startswith("wrong")] == []
    assert told["exact"] > 10 * told["refused"]
