"""Bytes to data: what TOML says is read as it says, and nothing in a file makes the reader or the checks fall."""

import json
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
from effort import count
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import HEAD, found, project

from projreg.checking.check import check_one
from projreg.errors import UnreadableFile
from projreg.reading.source import parse, read_source

CLEAN = (Path(__file__).parent / "rules" / "clean.toml").read_text("utf-8")


def as_tagged(value: Any) -> Any:
    """A value read from TOML, as toml-test writes it in JSON: types named, but values compared as values."""
    match value:
        case dict():
            return {key: as_tagged(each) for key, each in value.items()}
        case list():
            return [as_tagged(each) for each in value]
        case bool():
            return ("bool", value)
        case int():
            return ("integer", value)
        case Decimal():
            return ("float", "nan" if value.is_nan() else value)
        case datetime():
            return ("datetime" if value.tzinfo else "datetime-local", value)
        case date():
            return ("date-local", value)
        case time():
            return ("time-local", value)
    return ("string", value)


def from_tagged(tagged: Any) -> Any:
    """The same from toml-test's JSON."""
    if isinstance(tagged, list):
        return [from_tagged(each) for each in tagged]
    if set(tagged) != {"type", "value"} or not isinstance(tagged["type"], str):
        return {key: from_tagged(each) for key, each in tagged.items()}
    kind, text = tagged["type"], tagged["value"]
    readers: dict[str, Any] = {
        "bool": lambda text: text == "true",
        "integer": int,
        "float": lambda text: "nan" if "nan" in text else Decimal(text),
        "datetime": datetime.fromisoformat,
        "datetime-local": datetime.fromisoformat,
        "date-local": date.fromisoformat,
        "time-local": time.fromisoformat,
        "string": str,
    }
    return (kind, readers[kind](text))


@pytest.mark.long
def test_valid_toml_is_read_as_it_says(shared: Path) -> None:
    files = sorted((shared / "data/toml-test/valid").rglob("*.toml"))
    assert len(files) > 200
    wrong = []
    for file in files:
        source = parse(file.read_bytes(), file.name)
        wanted = from_tagged(json.loads(file.with_suffix(".json").read_text("utf-8")))
        if source.breaks or source.encoding or as_tagged(source.data) != wanted:
            wrong.append(file.stem)
    assert wrong == []


@pytest.mark.long
def test_real_registries_are_read_whole(shared: Path) -> None:
    raw = (shared / "data/registries/europe-500.toml").read_bytes()
    registry, findings = check_one(parse(raw, "europe-500.toml"))
    assert len(registry.projects) == 500
    assert [each for each in findings if each.code in ("PR001", "PR002", "PR101")] == []


HOSTILE = {
    "empty": b"",
    "space": b" \n\t\n",
    "comment": b"# only",
    "byte-order mark": b"\xef\xbb\xbf",
    "two byte-order marks": b"\xef\xbb\xbf\xef\xbb\xbf" + HEAD.encode(),
    "lone CR": HEAD.replace("\n", "\r").encode(),
    "NUL": b"\x00" * 1000,
    "NUL in text": (HEAD + project(title='"a\x00b"')).encode(),
    "UTF-16": HEAD.encode("utf-16"),
    "UTF-16 without mark": HEAD.encode("utf-16-le"),
    "UTF-32": HEAD.encode("utf-32"),
    "cp1252": HEAD.encode("cp1252"),
    "cut in a letter": HEAD.encode()[: HEAD.encode().index("å".encode()) + 1],
    "surrogate": (HEAD + project(title='"\ud800"')).encode("utf-8", "surrogatepass"),
    "escaped surrogate": (HEAD + project(title=r'"\ud800"')).encode(),
    "deep array": b"a = " + b"[" * 100_000,
    "closed deep array": b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "deep tables": b"a = " + b"{a = " * 20_000,
    "deep header": b"[" + b"a." * 5_000 + b"a]",
    "30 000 dots": b"a" + b".a" * 30_000 + b" = 1",
    "30 000 dots in a project": (HEAD + project(x="1")).encode() + b"x" + b".a" * 30_000 + b" = 1\n",
    "long integer": (HEAD + project(total_budget="9" * 5_000)).encode(),
    "long hexadecimal integer": (HEAD + project(total_budget="0x" + "f" * 5_000)).encode(),
    "large exponent": (HEAD + project(total_budget="1e9999999")).encode(),
    "small exponent": (HEAD + project(total_budget="1e-9999999")).encode(),
    "larger exponent": (HEAD + project(total_budget="1e" + "9" * 30)).encode(),
    "line of 5 MB": (HEAD + project(id='"' + "å" * 900_000 + '"')).encode(),
    "open line of 5 MB": (HEAD + project(summary='"' + "a" * 5_000_000)).encode(),
    "5 MB of quotes": b"a = " + b'"' * 5_000_000,
    "5 MB of backslashes": b'a = "' + b"\\" * 5_000_000,
    "no brackets closed": b"[[\n" * 1_000,
    "many broken lines": b"a = b\n" * 3_000,
    "many equal keys": b"a = 1\n" * 3_000,
    "random bytes": bytes(range(256)) * 40,
    "project is text": b'schema_version = 1\nproject = "x"\nregistry = 5\n',
    "project holds anything": b'project = [1, "x", [], { contact = [[]] }, { funding = { a = 1 } }, 1979-05-27]\n',
    "registry is an array": b"[[registry]]\ntitle = 1\n[[registry]]\n[[project]]\n[[project.contact.x]]\n",
    "one project": b'[project]\nid = "x"\n[project.contact]\nemail = 5\n',
    "years at the ends": (HEAD + project(start_date="0001-01-01", end_date="9999-12-31")).encode(),
    "years turned round": (HEAD + project(start_date="9999-12-31", end_date="9999-12-30")).encode(),
    "the last leap day": (HEAD + project(start_date="9992-02-29", end_date="9999-12-31")).encode(),
}


@pytest.mark.long
@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(raw: bytes) -> None:
    findings = check_one(parse(raw, "projects.toml"))[1]
    assert findings
    for finding in findings:
        assert finding.span >= (1, 1, 1, 1)
        assert finding.message.isprintable()
        assert len(finding.message) < 1_000


def test_a_line_that_is_too_long_is_not_read_and_the_rest_is() -> None:
    text = HEAD + project(summary='"' + "å" * 1_000_000 + '"', url='"x"')
    assert found(text) == [(15, "PR001"), (17, "PR604")]


def test_a_long_line_is_no_fault() -> None:
    assert found(HEAD + project(summary='"' + "å" * 900_000 + '"')) == []


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_endings_and_byte_order_marks_change_nothing(ending: str, mark: bytes) -> None:
    text = HEAD + project(end_date="2023-01-01", url='"x"') + project(id='"tva"', title='"Två"', owner="Byalaget")
    raw = mark + text.replace("\n", ending).encode()
    told = [(14, "PR201"), (17, "PR604"), (23, "PR001")]
    assert (found(raw), found(text)) == ([(1, "PR004")] * bool(mark) + told, told)
    assert parse(raw, "projects.toml").raw == raw


def test_amounts_are_exact() -> None:
    assert parse(b"a = 0.10\nb = 9007199254740993.0\n", "x").data == {"a": Decimal("0.10"), "b": Decimal(2**53 + 1)}


def test_a_broken_statement_takes_nothing_with_it() -> None:
    text = HEAD + project(owner="Byalaget", partners='["a",\n"b" "c"]') + project(id='"tva"', title='"Två"')
    source = parse(text.encode(), "projects.toml")
    assert source.parsed_text.count("\n") == text.count("\n")
    assert [each.line for each in source.breaks] == [12, 17]
    assert [each["id"] for each in source.data["project"]] == ["bredband", "tva"]
    assert source.data["project"][1]["owner"] == "Byalaget Norra Lövdal"


def write_hollow(path: Path, size: int) -> None:
    """A file of so many bytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: None, "does not exist"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: write_hollow(path, 256 * 1024 * 1024 + 1), "is larger than 256 MiB"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, make: Any, message: str) -> None:
    path = tmp_path / "projects.toml"
    make(path)
    with pytest.raises(UnreadableFile, match=message):
        read_source(str(path))


def test_a_path_that_no_file_can_have() -> None:
    with pytest.raises(UnreadableFile) as error:
        read_source("a\x00\x1b[31mb.toml")
    assert error.value.message.isprintable()


def test_a_file_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "projekt å.toml"
    path.write_bytes(CLEAN.encode())
    source = read_source(str(path))
    assert (source.name, source.text, source.breaks) == (str(path), CLEAN, ())


@pytest.mark.long
@settings(max_examples=300)
@given(st.integers(0, len(CLEAN) - 1), st.sampled_from(["delete", "double", "replace"]), st.characters())
def test_random_damage(at: int, how: str, character: str) -> None:
    middle = {"delete": "", "double": CLEAN[at] * 2, "replace": character}[how]
    damaged = CLEAN[:at] + middle + CLEAN[at + 1 :]
    source = parse(damaged.encode("utf-8", "surrogatepass"), "clean.toml")
    findings = check_one(source)[1]
    last = damaged.count("\n") + 1
    assert all(1 <= each.span.line <= last for each in findings)
    assert bool(source.breaks) == any(each.code == "PR001" for each in findings)


@pytest.mark.long
def test_damage_is_told_where_it_is() -> None:
    """The first finding stands on the damaged line, at the start of the value that swallowed it, or points to it."""
    random, told, astray = Random(1), 0, []
    times = count(700, 10_000)
    for _ in range(times):
        at, how = random.randrange(len(CLEAN)), random.choice(["delete", "double", "replace"])
        new = random.choice("abcxyz019\"'[]{}=#,.- \nåäö")
        middle = {"delete": "", "double": CLEAN[at] * 2, "replace": new}[how]
        findings = check_one(parse((CLEAN[:at] + middle + CLEAN[at + 1 :]).encode(), "clean.toml"))[1]
        if findings:
            told += 1
            line, first = CLEAN.count("\n", 0, at) + 1, findings[0]
            lines = {first.span.line, *(each.span.line for each in first.related)}
            if "\n" in middle + CLEAN[at]:
                lines.add(first.span.line - 1)
            if line not in lines and not (first.code == "PR001" and first.span.line < line):
                astray.append((line, first.span.line, first.code))
    assert told > times / 2
    assert len(astray) <= 0.05 * told, astray


@pytest.mark.long
@settings(max_examples=100)
@given(st.integers(0, len(CLEAN)), st.integers(0, 400))
def test_a_piece_cut_out(at: int, length: int) -> None:
    check_one(parse((CLEAN[:at] + CLEAN[at + length :]).encode(), "clean.toml"))
