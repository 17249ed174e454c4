"""`projreg init`: a registry in which nothing is found, that explains itself, and that loses nobody's file."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from console import END, Environment, Result, called, environment, on_terminal, run
from samples import findings, found
from test_editors import LINT, lint

from projreg.checking.check import check_one
from projreg.cli.settings import repository_root
from projreg.editing.precommit import configuration
from projreg.editing.starter import starter
from projreg.language import Lang
from projreg.model.fields import Choice, Record
from projreg.model.jsonschema import text as schema_text
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher
from projreg.reading.source import parse

VALUES = {"title": "Våra projekt", "publisher": "Lövdals kommun", "contact": "kommun@lovdal.example"}
LANGS: tuple[Lang, ...] = ("sv", "en")
ANSWERS = {
    "id": '"bredband"',
    "title": '"Bredband i Lövdal"',
    "role": '"owner"',
    "owner": '"Lövdals kommun"',
    "start_date": "2026-01-01",
    "end_date": "2027-12-31",
    "summary": '"Fiber till byarna norr om sjön."',
    "funder": '"Region Lövland"',
    "level": '"regional"',
    "email": '"info@lovdal.example"',
    "contact role": '"project_manager"',
}
"""What somebody writes who fills in what is left."""
EMPTY = '(?:""|ÅÅÅÅ-MM-DD|YYYY-MM-DD)'
"""What stands for it: text is written between the quotes, a day without."""


def uncommented(text: str) -> str:
    """The registry when its reader has done what stands above the block: two characters less on each of its lines."""
    head, block = text.split("# [[project]]\n")
    return head + "[[project]]\n" + "".join(line[2:] or "\n" for line in block.splitlines(keepends=True))


def filled(text: str, answers: dict[str, str] = ANSWERS) -> str:
    project, contact = re.split(r"(?=^\[\[project\.contact\]\])", text, flags=re.MULTILINE)
    contact = contact.replace('role = ""', f"role = {answers['contact role']}")
    return re.sub(
        rf"^(\w+) = {EMPTY}", lambda found: f"{found[1]} = {answers[found[1]]}", project + contact, flags=re.MULTILINE
    )


def with_optional(text: str) -> str:
    """The same when everything that is optional counts too."""
    return re.sub(r"^# (?=\w+ = |\[\[)", "", text, flags=re.MULTILINE)


def init(folder: Path, *more: str, env: Environment | None = None) -> Result:
    return called("init", "--publisher=Lövdals kommun", "--contact=kommun@lovdal.example", *more, cwd=folder, env=env)


# ---- what stands in it


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_is_found_in_it(lang: Lang) -> None:
    text = starter(VALUES, lang, "./projects.schema.json")
    registry, found = check_one(parse(text.encode(), "projects.toml"))
    assert (found, registry.projects, registry.publisher.language) == ([], (), lang)
    assert max(map(len, text.splitlines())) <= 120
    assert text.startswith("#:schema ./projects.schema.json\n\n")


@pytest.mark.parametrize("lang", LANGS)
def test_without_comment_signs_exactly_what_is_left_to_fill_in_is_found(lang: Lang) -> None:
    text = uncommented(starter(VALUES, lang))
    lines = text.splitlines()
    empty = {at for at, line in enumerate(lines, 1) if re.match(rf"\w+ = {EMPTY}", line)}
    assert len(empty) == len(ANSWERS)
    mailbox = next(at for at, line in enumerate(lines, 1) if line.startswith("email"))
    contact = next(at for at, line in enumerate(lines, 1) if line == "[[project.contact]]")
    assert {code for _, code in found(text)} == {"PR001", "PR103"}
    assert [lines[line - 1].split(" ")[0] for line, code in found(text) if code == "PR001"] == [
        "start_date",
        "end_date",
    ]
    assert {line for line, _ in found(text)} == empty - {mailbox} | {contact}  # an e-mail address, or else a name


@pytest.mark.parametrize("lang", LANGS)
def test_filled_in_it_is_a_project_without_findings(lang: Lang) -> None:
    registry, found = check_one(parse(filled(uncommented(starter(VALUES, lang))).encode(), "projects.toml"))
    assert (found, len(registry.projects)) == ([], 1)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_optional_is_right_as_well(lang: Lang) -> None:
    text = filled(with_optional(uncommented(starter(VALUES, lang))), ANSWERS | {"level": '"eu"'})
    registry, found = check_one(parse(text.encode(), "projects.toml"))
    assert [each.message for each in found if each.severity == "error"] == []
    (project,) = registry.projects
    assert (project.places, project.funding[0].fund, project.deadline[0].type) == (
        ("Norrby", "Söderby"),
        "ERDF",
        "commitment",
    )


@pytest.mark.parametrize("lang", LANGS)
def test_every_key_is_explained_or_named(lang: Lang) -> None:
    text = starter(VALUES, lang)
    together = " ".join(text.replace("#", " ").split())
    for record in (Publisher, Project, Funding, Contact, Deadline):
        told = {name for name in record.keys if name not in ("funding", "contact", "deadline")}
        assert [name for name in sorted(told) if not re.search(rf"\b{name}\b", text)] == []
        for key in record.required.values():
            if name_stands(key.name, text, record):
                assert f"{key.label.say(lang)}. {key.meaning.say(lang)}" in together
                words = key.kind.words if isinstance(key.kind, Choice) else {}
                assert [word for word, label in words.items() if f"{word} ({label.say(lang)})" not in together] == []


def name_stands(name: str, text: str, record: type[Record]) -> bool:
    """Whether the key is explained: those of `[registry]` have values."""
    return record is not Publisher and f"{name} = " in text


def test_a_project_added_and_removed_leaves_it_as_it_was(tmp_path: Path) -> None:
    assert init(tmp_path, "--file=projects.toml").status == 0
    before = (tmp_path / "projects.toml").read_bytes()
    added = called(
        "add", "--title=Ny bro", "--role=owner", "--owner=Lövdals kommun", "--start-date=2027-01-01",
        "--end-date=2028-12-31", "--summary=En bro.", "--contact=contact: a@lovdal.example", "--yes", cwd=tmp_path,
    )  # fmt: skip
    assert (added.err, added.status) == ("added ny-bro to projects.toml\n", 0)
    assert (tmp_path / "projects.toml").read_bytes().startswith(before)
    assert called("remove", "ny-bro", "--yes", cwd=tmp_path).status == 0
    assert (tmp_path / "projects.toml").read_bytes().strip() == before.strip()


# ---- hostile values


HOSTILE = [
    *('Lö "x" kommun', "a\\b", '"""', "'''", "[x]\n[y]", "#:schema x", "röd\x1b[31m", "\u202eab", "\x00", "a\tb"),
    "\U000e0041",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_publisher_is_only_text(name: str, tmp_path: Path) -> None:
    done = called("init", f"--publisher={name}", "--contact=kommun@lovdal.example", f"--title={name}", cwd=tmp_path)
    raw = (tmp_path / "projects.toml").read_bytes()
    registry, found = check_one(parse(raw, "projects.toml"))
    assert (done.status, registry.publisher.publisher, registry.publisher.title) == (0, name.strip(), name.strip())
    assert {each.code for each in found} <= {"PR108"}
    assert raw.decode().replace("\n", "").isprintable()
    assert done.err.replace("\n", "").isprintable()


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    done = run("init", "--publisher=\udcff kommun", "--contact=kommun@lovdal.example", cwd=tmp_path)
    assert (done.out, done.status, [*tmp_path.iterdir()]) == ("", 2, [])
    assert "--publisher" in done.err
    assert "bug" not in done.err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--contact=a@lovdal.example"], "error: missing: --publisher\n"),
        (["--publisher= ", "--contact="], "error: missing: --publisher, --contact\n"),
        (["--publisher=L", "--contact=lovdal"], "error: --contact: “lovdal” is no e-mail address\n"),
    ],
)
def test_a_value_that_is_missing_or_wrong_names_its_option(tmp_path: Path, options: list[str], said: str) -> None:
    done = called("init", *options, cwd=tmp_path)
    assert (done.out, done.err.splitlines(keepends=True)[0], done.status) == ("", said, 2)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("lang", "title"), [("sv", "Våra projekt"), ("en", "Our projects")])
def test_the_title_when_none_is_given_is_no_heading_of_the_page(tmp_path: Path, lang: Lang, title: str) -> None:
    assert init(tmp_path, f"--lang={lang}").status == 0
    called(
        "add", "--title=Ny bro", "--role=owner", "--owner=Lövdals kommun", "--start-date=2027-01-01",
        "--end-date=2028-12-31", "--summary=En bro.", "--contact=contact: a@lovdal.example", cwd=tmp_path,
    )  # fmt: skip
    page = called("export", "markdown", "--as-of=2027-06-01", cwd=tmp_path).out
    assert f'title = "{title}"' in (tmp_path / "projects.toml").read_text("utf-8")
    assert page.count(f"# {title}\n") == 1


# ---- where it goes


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    for name in ("projects.toml", "projects.schema.json", ".pre-commit-config.yaml"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "loop.toml").symlink_to("nowhere.toml")
    (tmp_path / ".git").mkdir()
    assert init(tmp_path).status == 2
    assert init(tmp_path, "--file=projects.toml").status == 2
    assert init(tmp_path, "--file=loop.toml").status == 2
    done = init(tmp_path, "--file=other.toml", "--hook")
    assert done.status == 0
    assert r"files: '^other\.toml$'" in done.err
    kept = [each.name for each in tmp_path.iterdir() if each.is_file() and each.read_text("utf-8") == "mine"]
    assert sorted(kept) == [".pre-commit-config.yaml", "projects.schema.json", "projects.toml"]
    assert not (tmp_path / "nowhere.toml").exists()


def test_a_registry_further_up_is_not_forgotten(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    assert init(tmp_path).status == 0
    done = init(tmp_path / "deeper")
    assert (done.err.splitlines()[0], done.status) == (
        f"error: there is a registry already: {os.path.join('..', 'projects.toml')}",
        2,
    )
    assert [*(tmp_path / "deeper").iterdir()] == []


def test_the_environment_names_the_file_as_everywhere(tmp_path: Path) -> None:
    done = init(tmp_path, env={"PROJREG_FILE": "named.toml"})
    assert sorted(each.name for each in tmp_path.iterdir()) == ["named.toml", "projects.schema.json"]
    assert "projreg add: asks" in done.err


@pytest.mark.parametrize("more", [(), ("--hook",), ("--no-schema",)])
def test_dry_run_writes_nothing(tmp_path: Path, more: tuple[str, ...]) -> None:
    (tmp_path / ".git").mkdir()
    done = init(tmp_path, "--dry-run", *more)
    assert (done.status, [each.name for each in tmp_path.iterdir()]) == (0, [".git"])
    shown = "".join(line[1:] for line in done.out.splitlines(keepends=True) if line.startswith("+") and line[1] != "+")
    assert init(tmp_path, *more).status == 0
    assert (tmp_path / "projects.toml").read_text("utf-8") in shown


def test_hook_needs_a_repository(tmp_path: Path) -> None:
    done = init(tmp_path, "--hook")
    if done.status == 2:  # unless the folder of temporary files lies in a repository
        assert [*tmp_path.iterdir()] == []
        assert "git init" in done.err


# ---- on a terminal


def test_it_asks_for_what_is_missing(tmp_path: Path) -> None:
    keys = [
        ("Publisher / Utgivare", "\r"),
        ("Publisher / Utgivare", "Lövdals kommun\r"),
        ("Contact / Kontakt", "lovdal\r"),
        ("no e-mail address", ""),
        ("Contact / Kontakt", "kommun@lovdal.example\r"),
        ("[Våra projekt]", "\r"),
        ("next:", ""),
    ]
    shown = on_terminal(["init"], tmp_path, 100, keys=keys)
    assert shown.status == 0
    assert (tmp_path / "projects.toml").read_text("utf-8") == starter(VALUES, "sv", "./projects.schema.json")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--contact=fel", "error: --contact: “fel” is no e-mail address"),
        ("--hook", "error: --hook needs a git repository, and this is none"),
    ],
)
def test_what_was_given_is_checked_before_anything_is_asked(tmp_path: Path, option: str, said: str) -> None:
    if option == "--hook" and repository_root(str(tmp_path)):
        pytest.skip("the folder of temporary files lies in a repository")
    shown = on_terminal(["init", option], tmp_path, 100)
    assert (shown.text.splitlines()[0], shown.status, [*tmp_path.iterdir()]) == (said, 2, [])


def test_whoever_stops_leaves_nothing(tmp_path: Path) -> None:
    shown = on_terminal(["init"], tmp_path, 100, keys=[("Publisher / Utgivare", END)])
    assert shown.status == 130
    assert [*tmp_path.iterdir()] == []


def test_yes_asks_nothing(tmp_path: Path) -> None:
    shown = on_terminal(["init", "--yes"], tmp_path, 100)
    assert (shown.status, [*tmp_path.iterdir()]) == (2, [])


# ---- what goes with it


@pytest.mark.parametrize("name", LINT)
@pytest.mark.parametrize("lang", LANGS)
def test_editors_find_the_schema_beside_it(name: str, lang: Lang, tmp_path: Path) -> None:
    """Without the network, and without a setting: the line at the top leads to the file that was written."""
    assert init(tmp_path, f"--lang={lang}", "--file=registry.toml").status == 0
    assert (tmp_path / "projects.schema.json").read_text("utf-8") == schema_text()
    good = (tmp_path / "registry.toml").read_bytes()
    assert lint(name, tmp_path, good) == (set(), 0)
    bad = filled(uncommented(good.decode()), ANSWERS | {"role": '"boss"'})
    line = next(at for at, each in enumerate(bad.splitlines(), 1) if each.startswith('role = "boss"'))
    lines, status = lint(name, tmp_path, bad.encode())
    assert (line in lines, status) == (True, 1)


def test_without_schema_no_line_leads_to_nothing(tmp_path: Path) -> None:
    assert init(tmp_path, "--no-schema").status == 0
    assert [each.name for each in tmp_path.iterdir()] == ["projects.toml"]
    assert b"#:schema" not in (tmp_path / "projects.toml").read_bytes()


def test_the_hook_stops_a_bad_commit(tmp_path: Path) -> None:
    """Real git and pre-commit: the file that --hook wrote lets the new registry pass, and stops what is wrong in it."""
    path = os.pathsep.join((os.path.dirname(sys.executable), os.defpath))
    name = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = environment(tmp_path, {"PATH": path, "PRE_COMMIT_HOME": str(tmp_path / ".git" / "pre-commit"), **name})

    def does(*command: str) -> tuple[int, str]:
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)
        return done.returncode, (done.stdout + done.stderr).decode()

    assert does("git", "init", "--quiet")[0] == 0
    assert init(tmp_path, "--file=pro'jekt.toml", "--hook").status == 0
    assert does(sys.executable, "-m", "pre_commit", "install")[0] == 0
    assert does("git", "add", ".")[0] == 0
    status, said = does("git", "commit", "--quiet", "--message=x")
    assert (status, "validate the registry of projects" in said, "checked 0 projects" in said) == (0, True, True), said
    registry = tmp_path / "pro'jekt.toml"
    registry.write_text(uncommented(registry.read_text("utf-8")), "utf-8")
    assert does("git", "add", ".")[0] == 0
    status, said = does("git", "commit", "--quiet", "--message=x")
    assert (status, "PR103" in said) == (1, True), said


@pytest.mark.parametrize("path", ["projects.toml", "data/projects.toml", "med blank.toml", "it's.toml", "a: b.toml"])
def test_the_hook_is_for_this_file_alone(path: str) -> None:
    from yaml import safe_load  # comes with pre-commit

    (repository,) = safe_load(configuration(path))["repos"]
    pattern = re.compile(repository["hooks"][0]["files"])
    assert pattern.search(path)
    assert not pattern.search(f"x{path}")
    assert not pattern.search(path.replace(".", "x"))


def test_the_error_without_a_registry_names_init(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert called("list", cwd=tmp_path).err.endswith("to begin one: projreg init\n")


def test_findings_of_the_repository_s_own_rules_count(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.projreg.rules]\nPR404 = "error"\n')
    done = called("init", "--publisher=L", "--contact=a@gmail.com", cwd=tmp_path)
    assert (done.status, "--contact" in done.err, sorted(each.name for each in tmp_path.iterdir())) == (
        2,
        True,
        [".git", "pyproject.toml"],
    )
    assert findings(starter(VALUES, "sv")) == []
