"""What every command shares: finding the registry, the day, errors, exit statuses, colours, odd surroundings, help."""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from console import PROGRAMS, REPOSITORY, SECONDS, called, copy_of_samples, environment, on_terminal, run

import projreg

NO_REGISTRY = (
    "go to the folder where projects.toml lies (cd FOLDER), or name it with --file PATH; to begin one: projreg init"
)
DAY = ("--as-of", "2024-07-01")
IDS = ("list", "--format", "ids", *DAY)
BOTH = "shimr\nhallbar-service\n"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
COLOUR = re.compile(r"\x1b\[[0-9;]*\b(?:3|9)[0-7]m")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples. Tests that share it change nothing in it."""
    return copy_of_samples(tmp_path_factory.mktemp("registry"))


def registry(path: Path, *ids: str) -> Path:
    """A small registry with these projects."""
    head = 'schema_version = 1\n\n[registry]\ntitle = "Projekt"\npublisher = "Granby kommun"\ncontact = "a@b.example"\n'
    project = (
        '\n[[project]]\nid = "{0}"\ntitle = "Projekt {0}"\nrole = "owner"\nowner = "Granby kommun"\n'
        'start_date = 2024-01-01\nend_date = 2024-12-31\nsummary = "Något."\n\n'
        '[[project.contact]]\nrole = "contact"\nemail = "a@b.example"\n'
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(head + "".join(map(project.format, ids)), "utf-8")
    return path


# ---- finding the registry


def test_nearest_registry_is_found(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.projreg]\nfile = "lists/eu.toml"\n')
    registry(tmp_path / "lists" / "eu.toml", "by-setting")
    assert called(*IDS, cwd=inner) == ("by-setting\n", "", 0)
    registry(tmp_path / "data" / "projects.toml", "in-data")
    assert called(*IDS, cwd=inner) == ("in-data\n", "", 0)
    registry(tmp_path / "projects.toml", "at-root")
    assert called(*IDS, cwd=inner) == ("at-root\n", "", 0)
    registry(tmp_path / "a" / "projects.toml", "nearer")
    assert called(*IDS, cwd=inner) == ("nearer\n", "", 0)
    assert called(*IDS, cwd=inner, env={"PROJREG_FILE": "../../projects.toml"}) == ("at-root\n", "", 0)
    named = (*IDS, "--file", "../../data/projects.toml")
    assert called(*named, cwd=inner, env={"PROJREG_FILE": "../../projects.toml"}) == ("in-data\n", "", 0)


def test_nothing_found_names_every_path_tried(tmp_path: Path) -> None:
    registry(tmp_path / "projects.toml", "outside")
    inner = tmp_path / "repository" / "folder"
    inner.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "repository" / "pyproject.toml").write_text('[tool.projreg]\nfile = "lists/eu.toml"\n')
    paths = "projects.toml, data/projects.toml, ../projects.toml, ../data/projects.toml, ../lists/eu.toml"
    for command in (["list"], ["report"], ["show", "x"], ["add"], ["validate"], ["export", "markdown"]):
        out, err, status = called(*command, cwd=inner)
        first, second = err.splitlines()
        assert (out, first, status) == ("", f"error: no registry found; tried {paths}", 2), command
        assert second == "  help: " + NO_REGISTRY


def test_several_files_are_read_as_one(tmp_path: Path) -> None:
    one, two = registry(tmp_path / "one.toml", "a", "b"), registry(tmp_path / "two.toml", "c", "a")
    assert called(*IDS, "-f", one.name, "-f", one.name, cwd=tmp_path) == ("a\nb\n", "", 0)
    out, err, status = called(*IDS, "-f", one.name, "-f", two.name, cwd=tmp_path)
    assert (out, status) == ("a\nb\nc\na\n", 0)
    assert err == "note: 1 id used more than once: run `projreg validate -f one.toml -f two.toml`\n"
    out, err, status = called("show", "a", "-f", one.name, "-f", two.name, cwd=tmp_path)
    assert ("2 projects have the id “a”" in err, out, status) == (True, "", 2)
    out, err, status = called("add", "-f", one.name, "-f", two.name, cwd=tmp_path)
    assert ("one registry is changed at a time" in err, out, status) == (True, "", 2)


# ---- the day


def test_day_of_the_environment(folder: Path) -> None:
    def day(*arguments: str, **env: str) -> str:
        return str(json.loads(called("list", "--json", *arguments, cwd=folder, env=env).out)["as_of"])

    assert day(PROJREG_TODAY="2024-07-01") == "2024-07-01"
    assert day("--as-of", "2023-01-01", PROJREG_TODAY="2024-07-01") == "2023-01-01"
    out, err, status = called("list", cwd=folder, env={"PROJREG_TODAY": "i dag"})
    assert (out, status) == ("", 2)
    assert err == "error: PROJREG_TODAY: “i dag” is no date\n  help: write year-month-day, such as 2024-06-30\n"


SET_DAY = "note: today is taken to be 2024-07-01, as PROJREG_TODAY says"


@pytest.mark.parametrize(
    ("arguments", "times"),
    [
        ([], 1),
        (["list"], 1),
        (["report", "--expiring", "90d"], 1),
        (["export", "markdown", "--check", "-o", "page.md"], 1),
        (["set", "shimr", "tags=vatten", "-y"], 1),
        (["close", "shimr", "-n"], 1),
        (["close", "shimr", "--as-of=2024-06-01", "-n"], 0),
        (["close", "shimr", "--on=2024-06-01", "-n"], 0),
        (["remove", "shimr", "-n"], 0),
        (["list", "--as-of=2024-07-01"], 0),
        (["validate"], 0),
        (["show", "shimr"], 1),
    ],
)
def test_a_day_of_the_environment_is_told_on_a_terminal(tmp_path: Path, arguments: list[str], times: int) -> None:
    copy_of_samples(tmp_path)
    env = {"PROJREG_TODAY": "2024-07-01"}
    called("export", "markdown", "-o", "page.md", cwd=tmp_path, env=env)
    shown = on_terminal(arguments, tmp_path, 120, env=env)
    assert shown.raw.decode().count(SET_DAY) == times
    assert SET_DAY not in called(*arguments, cwd=tmp_path, env=env).err


# ---- words too many


@pytest.mark.parametrize(
    ("words", "extra", "line"),
    [
        ("close bron --on 20/8 2026", "2026", 'close bron --on "20/8 2026"'),
        ("close bron --on=20/8 2026", "2026", 'close bron "--on=20/8 2026"'),
        ("close bron -n --on 20 augusti 2026 -y", "augusti 2026", 'close bron -n --on "20 augusti 2026" -y'),
        ("import Projektlista 2025.xlsx", "2025.xlsx", 'import "Projektlista 2025.xlsx"'),
        ("export html -o min sida.html", "sida.html", 'export html -o "min sida.html"'),
        ("add --title Ny bro --owner Granby kommun", "bro kommun", 'add --title "Ny bro" --owner "Granby kommun"'),
        ("list --search 5$ över", "över", "list --search '5$ över'"),
    ],
)
def test_a_value_with_blanks_is_told_with_its_quotes(folder: Path, words: str, extra: str, line: str) -> None:
    said = f"error: there is no place for “{extra}”\n  help: a value with blanks in it needs quotes: projreg {line}\n"
    assert called(*words.split(" "), cwd=folder) == ("", said, 2)


def test_a_file_to_export_to_is_named_with_its_option(folder: Path) -> None:
    done = called("export", "html", "projekt.html", cwd=folder)
    assert done.err == (
        "error: there is no place for “projekt.html”\n  help: name the file to write with -o: -o projekt.html\n"
    )


@pytest.mark.parametrize(
    ("words", "extra", "mend"),
    [
        ("close --on 20/8 2026 bron", "bron", "a value with blanks in it needs quotes, or see projreg close --help"),
        (
            "import --map a=b lista 2025.csv",
            "2025.csv",
            "a value with blanks in it needs quotes, or see projreg import --help",
        ),
        ("report 90d", "90d", "see projreg report --help"),
        ("list --json a", "a", "see projreg list --help"),
    ],
)
def test_where_the_quotes_belong_is_not_guessed(folder: Path, words: str, extra: str, mend: str) -> None:
    said = f"error: there is no place for “{extra}”\n  help: {mend}\n"
    assert called(*words.split(" "), cwd=folder) == ("", said, 2)


@pytest.mark.parametrize(
    ("words", "extra", "mend"),
    [
        ("close bredband 31 mars 2024", "31 mars 2024", 'the day is given with --on: --on "31 mars 2024"'),
        ("close -n bredband 2024-03-31", "2024-03-31", "the day is given with --on: --on 2024-03-31"),
        ("close bredband 6/7 2026", "6/7 2026", 'the day is given with --on: --on "6/7 2026"'),
        ("close bredband norr", "norr", "see projreg close --help"),
        ("import data/projects.toml fler.csv", "fler.csv", "one file is read at a time"),
        ("import -n data/projects.toml min lista.csv", "min lista.csv", "one file is read at a time"),
        ("rule PR 001", "001", "projreg rule PR001"),
        ("rule end Before start", "Before start", "projreg rule end-before-start"),
        ("rule PR201 PR202", "PR202", "see projreg rule --help"),
        # what stands as it is goes on in no other word
        ("show bredband -f data/projects.toml extra", "extra", "see projreg show --help"),
        ("show bredband --file=data/projects.toml extra ord", "extra ord", "see projreg show --help"),
        ("show bredband i byarna", "i byarna", "see projreg show --help"),
        ("remove -y bredband norr", "norr", "see projreg remove --help"),
        ("edit bredband norr", "norr", "see projreg edit --help"),
        ("export markdown sida", "sida", "see projreg export --help"),
        ("list --state active -f data/projects.toml alla", "alla", "see projreg list --help"),
    ],
)
def test_what_is_no_part_of_a_value_is_not_put_into_its_quotes(folder: Path, words: str, extra: str, mend: str) -> None:
    said = f"error: there is no place for “{extra}”\n  help: {mend}\n"
    assert called(*words.split(" "), cwd=folder) == ("", said, 2)


# ---- files that are no good


READING = (["list"], ["report", "--expiring", "90d"], ["show", "a"])
GOOD = ("--id", "ny", "--title", "Ny", "--role", "owner", "--owner", "Granby kommun", "--summary", "Något.")
ADDING = ["add", *GOOD, "--start-date", "2024-01-01", "--end-date", "2024-12-31", "--contact", "contact: a@b.example"]


def spoil(path: Path, how: str) -> str:
    """Put something that is no good registry at the path, and return what the error must say."""
    good = registry(path, "a").read_bytes()
    match how:
        case "missing":
            path.unlink()
            return "projects.toml does not exist"
        case "folder":
            path.unlink()
            path.mkdir()
            return "projects.toml is a folder"
        case "pipe":
            path.unlink()
            os.mkfifo(path)
            return "projects.toml is not a regular file"
        case "latin":
            path.write_bytes(good.decode().encode("cp1252"))
            return "not UTF-8"
        case "broken":
            path.write_bytes(good.replace(b"2024-01-01", b"2024-02-30"))
            return "projects.toml:13:14: start_date cannot be read: there is no day 2024-02-30"
        case "empty":
            path.write_bytes(b"")
            return "git checkout"
    path.write_bytes(good.replace(b"schema_version = 1", b"schema_version = 2"))
    return "has another schema_version than 1"


def test_what_is_broken_is_told_as_validate_tells_it(tmp_path: Path) -> None:
    good = registry(tmp_path / "projects.toml", "a", "b").read_text("utf-8")
    (tmp_path / "projects.toml").write_text(good.replace("= 2024-12-31", "= 31 december 2024"), "utf-8")
    place, what = "projects.toml:14:12:", "end_date cannot be read: “31 december 2024” is not how a date is written"
    assert f"{place} error PR001 {what} (write 2024-12-31, without quotes)\n" in called("validate", cwd=tmp_path).out
    help_ = "write 2024-12-31, without quotes; `projreg validate projects.toml` shows every place"
    for command in (
        [],
        *READING,
        ["export", "html"],
        ["set", "a", "title=B"],
        ["edit", "a"],
        ["import", "a.csv"],
        ADDING,
    ):
        told = called(*command, cwd=tmp_path)
        assert told.err.startswith(f"error: {place} {what}\n  help: {help_}\n"), command
        assert (told.out, told.status) == ("", 2)


@pytest.mark.parametrize("how", ["missing", "folder", "pipe", "latin", "broken", "empty", "version"])
def test_no_good_registry(tmp_path: Path, how: str) -> None:
    said = spoil(tmp_path / "projects.toml", how)
    before = (tmp_path / "projects.toml").read_bytes() if (tmp_path / "projects.toml").is_file() else b""
    commands = [*READING, ADDING, *([["validate"]] if how in ("missing", "folder", "pipe") else [])]
    problems = []
    for command in commands:
        out, err, status = called(*command, "--file", "projects.toml", cwd=tmp_path)
        if (out, status, err.count("\n") in (1, 2)) != ("", 2, True) or (said not in err and command != ADDING):
            problems.append((command[0], out, err, status))
    assert not problems
    if before:
        assert (tmp_path / "projects.toml").read_bytes() == before


@pytest.mark.parametrize(("how", "code"), [("latin", "PR002"), ("broken", "PR001"), ("version", "PR107")])
def test_validate_calls_a_bad_file_a_finding(tmp_path: Path, how: str, code: str) -> None:
    spoil(tmp_path / "projects.toml", how)
    out, err, status = called("validate", cwd=tmp_path)
    (error,) = [line for line in out.splitlines() if " warning " not in line]
    assert re.fullmatch(rf"projects\.toml:\d+:\d+: error {code} .*", error)
    assert (err.startswith("checked "), ": 1 error, " in err, status) == (True, True, 1)


def test_bug_is_told_without_traceback(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import projreg.derived.select\nprojreg.derived.select.select = None\n")
    out, err, status = run("list", cwd=folder, env={"PYTHONPATH": str(tmp_path)})
    assert (out, status, len(err.splitlines())) == ("", 2, 2)
    assert err.startswith(f"error: this is a bug in projreg {projreg.__version__}: TypeError: ")
    asked = run("list", cwd=folder, env={"PYTHONPATH": str(tmp_path), "PROJREG_DEBUG": "1"})
    assert (asked.out, asked.status) == ("", 2)
    assert asked.err.startswith("Traceback (most recent call last):\n")
    assert asked.err.endswith(err)


# ---- standard output that cannot take it


WRITERS = (
    ["list"],
    ["list", "--format", "table"],
    ["export", "markdown"],
    ["export", "xlsx"],
    ["validate", "--json"],
    ["list", "-h"],
)


@pytest.mark.parametrize("arguments", WRITERS, ids=" ".join)
def test_closed_and_full_output(folder: Path, arguments: list[str]) -> None:
    command = [*PROGRAMS["projreg"], *arguments]

    def written_to(output: int) -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=folder, env=environment(folder), stdout=output, stderr=subprocess.PIPE, timeout=SECONDS
        )
        return done.returncode, done.stderr.decode()

    reader, writer = os.pipe()
    os.close(reader)
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        assert written_to(writer) == (141, "")
        said = "error: standard output cannot be written: No space left on device\n"
        assert written_to(full) == (2, said)
    finally:
        os.close(writer)
        os.close(full)


@pytest.mark.parametrize("unbuffered", [None, "1"], ids=["buffered", "unbuffered"])
def test_output_that_is_taken_in_part_is_no_success(tmp_path: Path, unbuffered: str | None) -> None:
    registry(tmp_path / "projects.toml", *(f"p{number}" for number in range(3000)))
    env: dict[str, str | None] = {name: None for name in os.environ if name.startswith("COVERAGE_")}  # has no room
    env["PYTHONUNBUFFERED"] = unbuffered
    limited = ["prlimit", f"--fsize={64 * 1024}", *PROGRAMS["projreg"], "list", "--json"]
    with open(tmp_path / "out", "wb") as out:
        done = subprocess.run(
            limited, cwd=tmp_path, env=environment(tmp_path, env), stdout=out,
            stderr=subprocess.PIPE, timeout=SECONDS,
        )  # fmt: skip
    assert (done.returncode, done.stderr.decode()) == (2, "error: standard output cannot be written: File too large\n")


# ---- colours


def test_colours(folder: Path) -> None:
    table = ("list", "--format", "table", *DAY)
    plain = called(*table, cwd=folder).out
    assert "\x1b" not in plain
    for environ, arguments in (({"FORCE_COLOR": "1"}, ()), ({}, ("--color", "always"))):
        coloured = called(*table, *arguments, cwd=folder, env=environ).out
        assert COLOUR.search(coloured)
        assert ESCAPE.sub("", coloured) == plain
    assert called(*table, "--color", "always", cwd=folder, env={"NO_COLOR": "1"}).out == coloured
    assert not COLOUR.search(called(*table, cwd=folder, env={"NO_COLOR": "1", "FORCE_COLOR": "1"}).out)
    assert called(*table, "--color", "never", cwd=folder, env={"FORCE_COLOR": "1"}).out == plain
    assert called("list", *DAY, cwd=folder, env={"FORCE_COLOR": "1"}) == called("list", *DAY, cwd=folder)


def test_colours_on_a_terminal(folder: Path) -> None:
    def shown(*arguments: str, **env: str) -> str:
        return on_terminal(["list", *DAY, *arguments], folder, 120, env=env).raw.decode()

    assert COLOUR.search(shown())
    assert not COLOUR.search(shown(NO_COLOR="1"))
    assert "\x1b" not in shown(TERM="dumb")
    assert "\x1b" not in shown("--color", "never")


@pytest.mark.parametrize("columns", [77, 80, 100, 111, 118, 140, 170])
def test_ids_are_not_broken_on_a_terminal(tmp_path: Path, columns: int) -> None:
    path = registry(tmp_path / "projects.toml", "bredband-till-ovre-lovdal", "gronare-skolmat")
    text = path.read_text("utf-8").replace('"Projekt b', '"Ett långt namn på ett projekt som handlar om fiber, b')
    path.write_text(text.replace("2024-12-31", "2024-12-31\ntotal_budget = 123_456_789"), "utf-8")
    commands = (["list"], ["report", "--expiring=1y"], ["report", "--timeline"], ["report", "--contacts"])
    for command in commands:
        shown = on_terminal([*command, *DAY], tmp_path, columns).text
        for name in ("bredband-till-ovre-lovdal", "gronare-skolmat"):
            assert re.search(rf"(?<![\w-]){name}(?![\w-])", shown), (command, shown)


def test_an_id_that_has_no_room_is_broken_rather_than_the_table(tmp_path: Path) -> None:
    path = registry(tmp_path / "projects.toml", "bredband-till-ovre-lovdal-och-byarna-norr-om-den-stora-sjon")
    path.write_text(re.sub("title = .Projekt b.*", 'title = "Fiber"', path.read_text("utf-8")), "utf-8")
    head, *rows = on_terminal(["list", *DAY], tmp_path, 80).text.splitlines()
    assert head.split()[:3] == ["Projekt", "Period", "Läge"]
    at = rows.index("bredband-till-ovre-lovdal-och-")
    assert rows[at + 1] == "byarna-norr-om-den-stora-sjon"


@pytest.mark.parametrize("columns", [80, 120])
def test_dates_stand_whole_on_a_terminal(folder: Path, columns: int) -> None:
    shown = on_terminal(["list", *DAY], folder, columns)
    assert [day for day in ("2023-01-02", "2026-03-16", "2022-09-01", "2024-06-30") if day not in shown.text] == []


# ---- odd surroundings


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_locale_does_not_matter(folder: Path, encoding: str) -> None:
    odd = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": encoding}
    assert run("show", "shimr", *DAY, cwd=folder, env=odd) == run("show", "shimr", *DAY, cwd=folder)
    assert run("show", "shmir", "--lang", "sv", cwd=folder, env=odd) == run("show", "shmir", cwd=folder)
    shown = on_terminal(["list", "--fields", "id,title", *DAY], folder, 120, env=odd)
    assert shown.status == 0
    title = "Utveckling av medskapandeprocesser för hållbar service".encode(encoding, "backslashreplace")
    assert title in shown.raw


@pytest.mark.parametrize(
    "env", [{"HOME": None}, {"TERM": None}, {"TERM": "dumb"}, {"TZ": "Mars/Olympus"}, {"PATH": None}]
)
def test_odd_environment(folder: Path, env: dict[str, str | None]) -> None:
    assert run(*IDS, cwd=folder, env=env) == (BOTH, "", 0)
    assert on_terminal(["report", "--expiring", "90d", *DAY], folder, 80, env=env).status == 0


def test_current_folder_is_gone(tmp_path: Path) -> None:
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    command = ["sh", "-c", script, "sh", *PROGRAMS["projreg"], "list"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(tmp_path), capture_output=True, timeout=SECONDS)
    assert (done.stdout, done.returncode) == (b"", 2)
    assert done.stderr.startswith(b"error: no registry found")


# ---- the program itself


def test_version(folder: Path) -> None:
    assert run("--version", cwd=folder) == (f"projreg {projreg.__version__}\n", "", 0)
    assert run("--version", cwd=folder, program="projreg-validate") == (f"projreg {projreg.__version__}\n", "", 0)
    declared = re.search(r'^version = "(.*)"$', (REPOSITORY / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert declared is not None
    assert declared[1] == projreg.__version__


@pytest.mark.parametrize("command", ["list", "show", "add", "validate", "report", "export"])
def test_help_of_each_command(tmp_path: Path, command: str) -> None:
    out, err, status = called(command, "-h", cwd=tmp_path)
    assert (err, status) == ("", 0)
    assert out.startswith(f"Usage: projreg {command} ")
    assert f"Example: projreg {command}" in out
    assert "  -h, --help" in out


def test_help_of_the_check_alone(tmp_path: Path) -> None:
    asked = called("--help", cwd=tmp_path, program="projreg-validate")
    assert (asked.err, asked.status) == ("", 0)
    assert asked.out.startswith("Usage: projreg-validate ")
    assert called("-h", cwd=tmp_path, program="projreg-validate") == asked
    out, err, status = called(cwd=tmp_path, program="projreg-validate")
    said = "error: there is nothing to check\n  help: name the registry, or see that the hook's `files` matches it"
    assert (out, err.startswith(said), status) == ("", True, 2)


# ---- completion


def completed(words: str, folder: Path) -> list[str]:
    number = len(words.split(" ")) - 1
    asked = {"_PROJREG_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    out, err, status = run(cwd=folder, env=asked)
    assert (err, status) == ("", 0)
    return out.split()


def test_completion(folder: Path) -> None:
    assert completed("projreg show sh", folder) == ["shimr"]
    assert completed("projreg show ", folder) == ["hallbar-service", "shimr"]
    assert completed("projreg show Strat", folder) == []
    assert completed("projreg li", folder) == ["list"]


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("list --state ac", ["active"]),
        ("list --role ", ["owner", "partner", "cofinancier", "stakeholder"]),
        ("export markdown --state cl", ["closed"]),
        ("list --format js", ["json", "jsonl"]),
        ("list --fields acr", ["acronym"]),
        ("rule PR201", ["PR201"]),
        ("rule pr201", ["pr201"]),
        ("show -f nowhere.toml sh", []),
        ("list --fields id,acr", ["id,acronym"]),
        ("list --fields acronym,acr", []),
        # keys, and where there are several, which
        ("set hallbar-service end", ["end_date="]),
        ("set hallbar-service contact", ["contact[0]", "contact[1]", "contact[]="]),
        ("set hallbar-service dead", ["deadline[]="]),
        ("set hallbar-service contact[", ["contact[0]", "contact[1]", "contact[]="]),
        ("set hallbar-service deadline[", ["deadline[]="]),
        ("set hallbar-service places[2", ["places[2]"]),
        ("set hallbar-service contact[1].n", ["contact[1].name="]),
        (
            "set hallbar-service contact[1",
            [*(f"contact[1].{key}=" for key in ("email", "name", "phone", "publish", "role")), "contact[1]="],
        ),
        ("set hallbar-service contact[2].n", []),
        ("set hallbar-service title[", []),
        ("set nobody contact[", ["contact[]="]),
        # words behind the sign; nothing where any text may stand
        ("set shimr status=s", ["status=suspended"]),
        ("set shimr funding[0].level=r", ["funding[0].level=regional"]),
        ("set shimr title=", []),
        ("set shimr x_own=", []),
        # a shell that takes what stands around the sign for words of their own
        ("set shimr status = s", ["suspended"]),
        ("set shimr status =", ["applied", "suspended", "cancelled"]),
        ("set shimr funding[0].level = r", ["regional"]),
        ("set shimr title =", []),
        ("set shimr title = s", []),
        ("set shimr title = Strategi end", ["end_date="]),
    ],
)
def test_completion_of_words_and_keys(words: str, offered: list[str], folder: Path) -> None:
    assert completed(f"projreg {words}", folder) == offered


def test_completion_runs_nothing(tmp_path: Path) -> None:
    path = registry(tmp_path / "projects.toml", "good", "$(touch ran)", "`touch ran`", "a b", "it's")
    path.write_text(path.read_text("utf-8").replace('"Projekt good"', '"$(touch ran)"'), "utf-8")
    assert completed("projreg show ", tmp_path) == ["good"]
    for shell in ("zsh", "fish", "bash"):
        asked = {
            "_PROJREG_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args",
            "_TYPER_COMPLETE_ARGS": "projreg show ", "COMP_WORDS": "projreg show ", "COMP_CWORD": "2",
        }  # fmt: skip
        assert "touch" not in run(cwd=tmp_path, env=asked).out
    assert not (tmp_path / "ran").exists()
    path.write_text("= broken")
    assert completed("projreg show ", tmp_path) == []


# ---- without a word


def test_projreg_alone_tells_what_needs_attention(folder: Path) -> None:
    day = {"PROJREG_TODAY": "2024-05-01"}
    alone = called(cwd=folder, env=day)
    assert alone.out == called("report", "--expiring", "90d", cwd=folder, env=day).out
    assert "hallbar-service" in alone.out
    assert (alone.err, alone.status) == ("`projreg --help` lists the commands\n", 0)


def test_projreg_alone_tells_how_to_begin_where_there_is_no_registry(tmp_path: Path) -> None:
    out, err, status = run(cwd=tmp_path)
    assert (out, status) == ("", 2)
    first, mend, more = err.splitlines()
    assert first.startswith("error: no registry found; tried ")
    assert mend == "  help: " + NO_REGISTRY
    assert more == "`projreg --help` lists the commands"
