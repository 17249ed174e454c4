"""A fix that does not do what it says is left out, and the rest is done."""

from collections.abc import Callable
from typing import Literal, NamedTuple

import pytest
from fixed_files import NAME
from samples import HEAD, project

from projreg.checking.check import check_one
from projreg.diagnostic import Finding, Fix, Span
from projreg.diagnostic import Path as Place
from projreg.editing import fixing
from projreg.editing.fixing import fixed
from projreg.editing.proof import proved
from projreg.model.records import Registry
from projreg.reading.draft import Edit
from projreg.reading.source import Source, parse

Check = Callable[[Source], tuple[Registry, list[Finding]]]


class Lie(NamedTuple):
    """A fix that some rule might come to offer where the text says `old`."""

    old: str
    new: str
    code: str = "PR604"
    path: Place = ("project", 0, "url")
    part: Literal["key", "value"] = "value"


BAD, GOOD = '"www.lovdal.example"', '"https://lovdal.example"'
LIES = {
    "no TOML": [Lie(BAD, '"oops')],
    "two statements": [Lie(BAD, f"{GOOD}\nx_y = 1")],
    "another table": [Lie(BAD, f"{GOOD}\n[x]")],
    "a comment": [Lie(BAD, f"# {GOOD}")],
    "nothing": [Lie(BAD, "")],
    "no text": [Lie(BAD, '"\ud800"')],
    "the same fault": [Lie(BAD, '"www.lovdal.se"')],
    "another kind": [Lie(BAD, "5")],
    "no change": [Lie(BAD, BAD)],
    "another path": [Lie(BAD, GOOD, path=("project", 0, "title"))],
    "no path": [Lie(BAD, GOOD, path=("project", 0, "x_nothing"))],
    "no path, no change of data": [Lie('"byn"', "'byn'", path=("project", 0, "x_nothing"))],
    "a dotted key": [Lie("url", "x_y.x_z", part="key")],
    "no place, other data": [Lie(BAD, GOOD, path=())],
    "no place, one more key": [Lie("state_aid", "x_y = 1\nstate_aid", path=())],
    "no place, something broken": [Lie("state_aid", "å\nstate_aid", path=())],
    "round in circles": [Lie(BAD, GOOD), Lie(GOOD, BAD)],
    "round in circles by two rules": [Lie(BAD, GOOD), Lie(GOOD, BAD, "PR603")],
    "round in larger circles": [
        Lie(BAD, GOOD),
        Lie(GOOD, '"https://b.example"', "PR603"),
        Lie('"https://b.example"', BAD),
    ],
    "ever longer": [
        Lie(BAD, '"https://lovdal.example/0"'),
        *(
            Lie(f'"https://lovdal.example/{at}"', f'"https://lovdal.example/{at + 1}"', f"PR60{3 + at % 2}")
            for at in range(100)
        ),
    ],
}


def lying(lies: list[Lie]) -> Check:
    """What check_one says, with a finding and its fix wherever the text of a lie stands."""

    def check(source: Source) -> tuple[Registry, list[Finding]]:
        registry, told = check_one(source)
        for number, line in enumerate(source.text.split("\n"), 1):
            for old, new, code, path, part in lies:
                if old in line:
                    at = line.index(old) + 1
                    span = Span(number, at, number, at + len(old))
                    told = [each for each in told if each.span != span]
                    told.append(Finding(code, "", "error", NAME, span, None, path, old, None, (), Fix(new), part))
        return registry, sorted(told, key=lambda each: each.span)

    return check


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_a_fix_that_lies_is_left_out_and_the_rest_is_done(lies: list[Lie], monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, right = (f'x_by = "byn"\nurl = {BAD}\nstate_aid = {each}\n' for each in ('"ja"', "true"))
    monkeypatch.setattr(fixing, "check_one", lying(lies))
    done = fixed((HEAD + project() + wrong).encode(), NAME)
    assert done.raw.decode() == HEAD + project() + right
    assert [each.code for each in done.mended] == ["PR102"]
    assert fixed(done.raw, NAME)[:2] == (done.raw, ())


def test_two_fixes_that_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + project() + 'x_a = "www.a.example"\nx_b = "www.b.example"\nstate_aid = "ja"\n'
    lies = [Lie(key, "x_c", path=("project", 0, key), part="key") for key in ("x_a", "x_b")]
    monkeypatch.setattr(fixing, "check_one", lying(lies))
    done = fixed(text.encode(), NAME)
    assert done.raw.decode() == text.replace("x_a", "x_c").replace('"ja"', "true")
    assert fixed(done.raw, NAME)[:2] == (done.raw, ())


@pytest.mark.parametrize(
    ("text", "old", "new", "path", "part", "is_proved"),
    [
        ("a = 1\nb = 2", "1", "3", ("a",), "value", True),
        ("a = 1\nb = 2", "1", "3", ("b",), "value", False),
        ("a = 1\nb = 2", "1", "3", (), "value", False),
        ("a = 1\nb = 2", "1", "+1", (), "value", True),
        ("a = 1\nb = 2", "1", "1\nc = 3", (), "value", False),
        ("a = 1\nb = 2", "1", "1\nc", (), "value", False),
        ("a = 1\nb = 2", "1", "1.0", ("a",), "value", True),
        ("a = 1\nb = 2", "a", "c", ("a",), "key", True),
        ("a = 1\nb = 2", "a", "b", ("a",), "key", False),
        ("a = 1\nb = 2", "a", "a.c", ("a",), "key", False),
        ("a = x y\nb = 2", "x y", '"x y"', (), "value", True),
        ("a = x y\nb = 2", "x y", "z", (), "value", False),
        ("a = x y\nb = 2", "x y", "1\nc = 3", (), "value", False),
        ("a = x y\nb = z", "x y", '"x y"', (), "value", True),
        ("a = [{ b = 1 }, { b = 2 }]", "2", "3", ("a", 1, "b"), "value", True),
        ("a = [{ b = 1 }, { b = 2 }]", "2", "3", ("a", 0, "b"), "value", False),
    ],
)
def test_proofs(text: str, old: str, new: str, path: Place, part: Literal["key", "value"], is_proved: bool) -> None:
    at = text.index(old)
    span = Span(1, at + 1, 1, at + len(old) + 1)
    finding = Finding("PR604", "", "error", NAME, span, None, path, old, None, (), Fix(new), part)
    edits = [Edit(at, at + len(old), new, finding)]
    done, source = proved(parse(text.encode(), NAME), edits)
    assert (list(done), source.text) == ((edits, text.replace(old, new)) if is_proved else ([], text))


@pytest.mark.parametrize(("place", "kept"), [("title", [1]), ("schema_version", [])])
def test_an_error_that_comes_up_elsewhere(place: str, kept: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix is left out for an error in its own project; where none is near, none is above suspicion."""

    def check(source: Source) -> tuple[Registry, list[Finding]]:
        registry, told = check_one(source)
        if "state_aid = true" in source.text.split("[[project]]")[1]:
            line = source.text[: source.text.index(place)].count("\n", 0) + 1 + (place == "title") * 6
            told.append(Finding("PR604", "", "error", NAME, Span(line, 1, line, 2), None, ("x",), "x", None, ()))
        return registry, told

    monkeypatch.setattr(fixing, "check_one", check)
    text = HEAD + project(state_aid='"ja"') + project(id='"tva"', title='"Två"', state_aid='"ja"')
    parts = text.split('"ja"')
    done = fixed(text.encode(), NAME)
    fixes = ["true" if number in kept else '"ja"' for number in range(2)]
    assert done.raw.decode() == f"{parts[0]}{fixes[0]}{parts[1]}{fixes[1]}{parts[2]}"
    assert len(done.left) == 2 - len(kept)
