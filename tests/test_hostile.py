"""Text of users never acts: naughty strings and real hard titles through every command, in pipes and on terminals."""

import csv
import io
import json
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import tomli_w
from calendars import events, events_by_ical_js
from console import called, on_terminal, run
from markdown_it import MarkdownIt
from markdown_it.token import Token
from real_lists import published_text

from projreg.cli.main import COMMANDS as ALL_COMMANDS

pytestmark = pytest.mark.long

DAY = ("--as-of", "2024-07-01")
SGR = re.compile(r"\x1b\[[0-9;]*m")
OWN_TRAPS = [
    "[eu-projekt] Bredband", "[/]", "[/x] slut", "[bold red]röd[/]", "[link=https://x.example]här[/link]", ":snö:",
    "\x1b[31mröd\x1b[0m", "\x1b]8;;https://x.example\x07l\x1b]8;;\x07", "\x9b3mC1", "\u202eomvänd\u2066 text\u2069",
    "rad ett\nshimr\tfalsk\trad", "rad\r\nrad\rrad", "sida\x0csida\x0brad\x85rad\u2028rad\u2029rad", "a\xadb",
    "<script>alert(1)</script>", "![bild](https://x.example/a.png)", "[länk](javascript:alert(1))", "<https://x.example>",
    "https://x.example och www.x.example", "kommun@x.example", "# rubrik", "- punkt", "1. punkt", "| a | b |", "---",
    "`kod` $x$ ~~bort~~ **fet** __under__ *kursiv*", "&lt;b&gt; &amp; &#60;", "\\*inte\\*", "\ufeffmärke", "+ plus",
    "> citat", "=1+1", "@sum(a)", "\U000e0041etikett", "é e\u0301 ﬁ 漢字 🏔️ 👩\u200d👩\u200d👧",
]  # fmt: skip


class Hostile(NamedTuple):
    """A folder whose registry has a project for each text: its title, its owner, its summary."""

    folder: Path
    texts: list[str]


@pytest.fixture(scope="module")
def hostile(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    corpora = shared / "data" / "corpora"
    naughty = json.loads((corpora / "naughty_strings.json").read_text("utf-8"))
    hard = json.loads((corpora / "titles_real_hard.json").read_text("utf-8"))
    texts = [*OWN_TRAPS, *naughty, *(each for kind in hard.values() for each in _texts(kind)[:25])]
    folder = tmp_path_factory.mktemp("hostile")
    projects = [_project(number, text) for number, text in enumerate(texts)]
    collection = {**_project(9999, "".join(OWN_TRAPS)), "partners": texts, "notes": "\n\n".join(texts)}
    _write(folder / "projects.toml", projects)
    _write(folder / "collection.toml", [{**collection, "places": texts, "title_en": naughty[-1]}])
    return Hostile(folder, texts)


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else [text for each in value for text in _texts(each)]


def _project(number: int, text: str) -> dict[str, Any]:
    return {
        "id": f"p{number}", "title": text, "role": "stakeholder", "owner": text,
        "start_date": date(2024, 1, 1), "end_date": date(2024, 8, 1), "summary": text,
        "contact": [{"role": "contact", "name": text or "x", "email": "a@b.example"}],
    }  # fmt: skip


def _write(path: Path, projects: list[dict[str, Any]]) -> None:
    head = {"title": "Projekt", "publisher": "Granby kommun", "contact": "a@b.example"}
    path.write_text(tomli_w.dumps({"schema_version": 1, "registry": head, "project": projects}), "utf-8", newline="")


def cleaned(text: str) -> str:
    """What a person may see of a text on one line: breaks as spaces, everything unseen as an escape."""
    return "".join(map(_shown, re.sub(r"\r\n|[\t\n\r]", " ", text)))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return character
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"


def acting(output: str) -> set[str]:
    """The characters of an output that could act on a terminal or an editor."""
    return {each for each in output if each not in "\n\t" and unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp")}


# ---- in a pipe


def test_one_line_for_each_project_in_a_pipe(hostile: Hostile) -> None:
    out, err, status = called("list", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out)) == ("", 0, set())
    rows = [line.split("\t") for line in out.splitlines()]
    titles = [cleaned(text) for text in hostile.texts]
    assert [row[1:3] for row in rows] == [[title, title] for title in titles]
    assert [(row[0], len(row)) for row in rows] == [(f"p{number}", 9) for number in range(len(titles))]


def test_reports_in_a_pipe(hostile: Hostile) -> None:
    out, err, status = called("report", "--expiring", "90d", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out)) == ("", 0, set())
    rows = [line.split("\t") for line in out.splitlines()]
    assert {row[2] for row in rows} == {cleaned(text) for text in hostile.texts}
    assert {(row[0], row[3], len(row)) for row in rows} == {("expiring", "31", 12)}
    for arguments in (["report"], ["report", "--format", "markdown"], ["list", "--format", "markdown"]):
        out, err, status = called(*arguments, *DAY, cwd=hostile.folder)
        assert (err, status, acting(out)) == ("", 0, set()), arguments


def test_csv_keeps_records_apart(hostile: Hostile) -> None:
    out, err, status = called("list", "--format", "csv", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out.replace("\r\n", ""))) == ("", 0, set())
    rows = [*csv.DictReader(io.StringIO(out, newline=""))]
    assert [re.sub(r"\n", " ", row["title"]) for row in rows] == [cleaned(text) for text in hostile.texts]


def test_json_keeps_the_exact_text(hostile: Hostile) -> None:
    out, _, _ = called("list", "--json", *DAY, cwd=hostile.folder)
    assert out.isascii()
    assert [each["title"] for each in json.loads(out)["projects"]] == [text or None for text in hostile.texts]


def test_show_in_a_pipe(hostile: Hostile) -> None:
    out, err, status = called("show", "p9999", "-f", "collection.toml", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out)) == ("", 0, set())
    values = dict(line.split("\t") for line in out.splitlines())
    assert values["partners"] == values["places"] == "; ".join(map(cleaned, hostile.texts))
    assert values["title"] == cleaned("".join(OWN_TRAPS))


def test_validate_in_a_pipe(hostile: Hostile) -> None:
    out, err, status = run("validate", cwd=hostile.folder)
    assert (status, acting(out), acting(err)) == (1, set(), set())
    assert all(re.match(r"projects\.toml:\d+:\d+: (error|warning|info) PR\d{3} ", line) for line in out.splitlines())
    out, _, status = run("validate", "--format", "full", cwd=hostile.folder)
    assert (status, acting(out)) == (1, set())


COMMANDS = (
    (["list"], 0),
    (["show", "p9999", "-f", "collection.toml"], 0),
    (["report", "--expiring", "90d"], 0),
    (["validate"], 1),
)
ELSEWHERE = {
    "add": "test_stored_texts.py",
    "close": "it shows what set does",
    "diff": "test_diff_command.py",
    "edit": "it shows what set does",
    "export": "each format's own",
    "import": "test_import.py",
    "init": "it shows what was typed",
    "remove": "it shows what set does",
    "rule": "it shows no text of users",
    "schema": "it shows no text of users",
    "set": "test_stored_texts.py",
}
"""The commands that are not tried here, and where their hostile text is."""


def test_each_command_is_tried_here_or_elsewhere() -> None:
    assert sorted([*ELSEWHERE, *(arguments[0] for arguments, _ in COMMANDS)]) == sorted(ALL_COMMANDS)
    files = [each for each in ELSEWHERE.values() if each.endswith(".py")]
    assert [each for each in files if not (Path(__file__).parent / each).exists()] == []


@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=[each[0] for each, _ in COMMANDS])
def test_nothing_acts_in_a_pipe(hostile: Hostile, arguments: list[str], status: int) -> None:
    day = () if arguments[0] == "validate" else DAY
    done = called(*arguments, *day, cwd=hostile.folder)
    assert (done.status, acting(done.out), acting(done.err)) == (status, set(), set())


# ---- on a terminal


@pytest.mark.parametrize("columns", [30, 120])
@pytest.mark.parametrize(("arguments", "status"), COMMANDS, ids=[" ".join(each[:2]) for each, _ in COMMANDS])
def test_nothing_acts_on_a_terminal(hostile: Hostile, arguments: list[str], status: int, columns: int) -> None:
    day = () if arguments[0] == "validate" else DAY
    shown = on_terminal([*arguments, *day], hostile.folder, columns)
    text = SGR.sub("", shown.raw.decode()).replace("\r\n", "\n")
    assert (shown.status, acting(text)) == (status, set())


def test_no_text_is_swallowed_on_a_terminal(hostile: Hostile) -> None:
    shown = on_terminal(["list", "--fields", "id,title", *DAY], hostile.folder, 120)
    text = re.sub(r"\s", "", SGR.sub("", shown.raw.decode()))
    wanted = "".join(f"p{number}{cleaned(text)}" for number, text in enumerate(hostile.texts))
    assert re.sub(r"\s", "", wanted) in text


def test_heading_of_show_is_whole_on_a_terminal(tmp_path: Path) -> None:
    title = "Utveckling av medskapandeprocesser för hållbar service i kommunen"
    _write(tmp_path / "projects.toml", [_project(1, "Kort") | {"title": title, "acronym": "UMHS"}])
    shown = on_terminal(["show", "p1", "--color", "never", *DAY], tmp_path, 120)
    assert shown.text.lstrip().startswith(title)


# ---- the page


PRESETS = {"commonmark": {}, "gfm-like": {"linkify": False}}


@pytest.fixture(scope="module", params=PRESETS)
def page(request: pytest.FixtureRequest, hostile: Hostile) -> list[Token]:
    """The page of projects as a reader of Markdown takes it."""
    out, err, status = called("export", "markdown", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out)) == ("", 0, set())
    return MarkdownIt(request.param, PRESETS[request.param]).parse(out)


def test_titles_are_text_on_the_page(hostile: Hostile, page: list[Token]) -> None:
    titles = [_plain_text(after) for token, after in pairwise(page) if token.type == "heading_open"]
    assert titles == ["Projekt", "Pågående projekt", *(cleaned(text.strip()).strip() for text in hostile.texts)]


def test_nothing_on_the_page_acts(page: list[Token]) -> None:
    inline = [child for token in page for child in token.children or ()]
    kinds = {"text", "text_special", "strong_open", "strong_close", "link_open", "link_close"}
    assert {each.type for each in inline} <= kinds
    assert {each.attrs["href"] for each in inline if each.type == "link_open"} == {"mailto:a@b.example"}
    assert [each.content for each in page if "html" in each.type] == ["<!-- projreg: as of 2024-07-01 -->\n"]
    assert {each.tag for each in page} <= {"h1", "h2", "h3", "p", "ul", "li", ""}


def _plain_text(token: Token) -> str:
    return "".join(each.content for each in token.children or () if not each.tag)


# ---- the calendar


@pytest.fixture(scope="module")
def calendar(hostile: Hostile) -> str:
    """The calendar of the projects' ends: nothing but its line ends acts."""
    out, err, status = called("export", "ics", "--with-contacts", *DAY, cwd=hostile.folder)
    assert (err, status, acting(out.replace("\r\n", ""))) == ("", 0, set())
    assert re.findall(r"[\r\n\t]", out.replace("\r\n", "")) == []
    return out


def test_every_text_is_read_back_from_the_calendar(hostile: Hostile, calendar: str) -> None:
    read = events(calendar).values()
    texts = [cleaned(text) for text in hostile.texts]
    assert [each.summary for each in read] == [f"Slutdatum: {text}" for text in texts]
    assert [each.description.split("\n") for each in read] == [
        ["Läge den 1 juli 2024: Pågående", f"Projektägare: {text}", f"Kontakt: {text or 'x'}, a@b.example"]
        for text in texts
    ]


def test_ical_js_reads_the_same_from_the_calendar(calendar: str) -> None:
    assert events_by_ical_js(calendar) == [*events(calendar).items()]


# ---- real lists


def test_real_list(shared: Path, tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(published_text(shared), "utf-8")
    out, err, status = called("list", "--json", *DAY, "-f", str(path), cwd=tmp_path)
    assert (status, err.count("\n"), err[:6]) == (0, 1, "note: ")
    assert len(json.loads(out)["projects"]) == 500
    for arguments in (["list"], ["report", "--expiring", "90d"], ["report"], ["export", "markdown"]):
        out, _, status = called(*arguments, *DAY, "-f", str(path), cwd=tmp_path)
        assert (status, acting(out)) == (0, set()), arguments
    assert out.count("\n### ") == 500
    out, _, status = called("export", "ics", *DAY, "-f", str(path), cwd=tmp_path)
    assert (status, acting(out.replace("\r\n", ""))) == (0, set())
    assert out.count("BEGIN:VEVENT") > 400


def test_findings_in_a_real_list_stand_where_they_say(shared: Path, tmp_path: Path) -> None:
    path = shared / "data" / "registries" / "europe-500.toml"
    out, _, status = called("validate", "--json", str(path), cwd=tmp_path)
    found = json.loads(out)
    lines = path.read_text("utf-8").split("\n")
    assert (status, found["summary"]["error"] > 0) == (1, True)
    assert sum(found["summary"].values()) == len(found["findings"])
    misplaced = [each for each in found["findings"] if not _stands_there(each, lines)]
    assert misplaced == []


def _stands_there(finding: dict[str, Any], lines: list[str]) -> bool:
    """Whether the place is the key that the path names, its value, or the header of a table that lacks it."""
    line: str = lines[finding["line"] - 1]
    key = finding["path"][-1]
    place = line[finding["column"] - 1 :]
    if place.startswith("[["):
        table = lines[finding["line"] :]
        end = next((number for number, each in enumerate(table) if each.startswith("[")), len(table))
        return isinstance(key, int) or not any(each.startswith(f"{key} =") for each in table[:end])
    return place.startswith(str(key)) or line == f"{key} = {place}"


@pytest.mark.parametrize(("arguments", "columns"), [(["list", *DAY], 30), (["validate"], 120)])
def test_no_escape_of_a_real_list_reaches_the_terminal(
    shared: Path, tmp_path: Path, arguments: list[str], columns: int
) -> None:
    path = shared / "data" / "registries" / "europe-500.toml"
    shown = on_terminal([*arguments, "-f", str(path)], tmp_path, columns)
    assert acting(SGR.sub("", shown.raw.decode()).replace("\r\n", "\n")) == set()
