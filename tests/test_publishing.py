"""`export` into files: written, compared with --check, and put between the markers of a page of one's own."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from console import REPOSITORY, Result, called, environment

from projreg.errors import UnreadableFile
from projreg.export import FORMATS
from projreg.publishing.inset import BEGIN, END, inset

OLD = "--as-of=2024-05-01"
OWN = f"# Vår sida\n\nVi gör mycket.\n\n{BEGIN}\n{END}\n\nSlut.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the registry that ships."""
    shutil.copy(REPOSITORY / "data" / "projects.toml", tmp_path)
    return tmp_path


def foreign_book() -> bytes:
    """A workbook of somebody else."""
    held = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet("Projekt").append(["Projektnamn", "Slutdatum"])
    book.save(held)
    return held.getvalue()


def change(folder: Path, old: str, new: str, name: str = "projects.toml") -> None:
    file = folder / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def checked(folder: Path, *arguments: str, today: str = "2024-05-08") -> Result:
    return called("export", *arguments, "--check", cwd=folder, env={"PROJREG_TODAY": today})


# ---- --check


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("filters", [[], ["--active"], ["--lang=en"]])
def test_a_document_of_last_week_that_is_still_true_passes_until_a_fact_changes(
    tmp_path: Path, form: str, filters: list[str]
) -> None:
    shutil.copy(REPOSITORY / "tests" / "export" / "registry.toml", tmp_path / "projects.toml")
    assert called("export", form, "--as-of=2026-03-01", "-o", "made", *filters, cwd=tmp_path).status == 0
    before = (tmp_path / "made").read_bytes()
    right = checked(tmp_path, form, "-o", "made", *filters, today="2026-03-08")
    day = "2026-03-08" if form == "360giving" else "2026-03-01"  # grants do not depend on the day
    assert right == Result("", f"made is right as of {day}\n", 0)
    assert (tmp_path / "made").read_bytes() == before
    for old, new in (("Fiber till norra Lövdal", "Fiber till hela Lövdal"), ("Fibre to", "Fibres to"), ("FNL", "FHL")):
        change(tmp_path, old, new)
    assert checked(tmp_path, form, "-o", "made", *filters, today="2026-03-08").status == 1


def test_it_tells_the_first_difference_and_the_command(folder: Path) -> None:
    called("export", "markdown", "--role", "partner", "--active", OLD, "-o", "en sida.md", cwd=folder)
    change(folder, "23_974_594", "24_000_000")
    assert checked(folder, "markdown", "--role", "partner", "--active", "-o", "en sida.md") == Result(
        "",
        "error: en sida.md is not what projects.toml says as of 2024-05-01: "
        "line 21 has “- **Total budget:** 23\u00a0974\u00a0594\u00a0kr” "
        "where “- **Total budget:** 24\u00a0000\u00a0000\u00a0kr” should stand\n"
        "  help: projreg export markdown --role partner --active -o 'en sida.md'\n",
        1,
    )


def test_of_long_lines_it_shows_where_they_begin_to_differ(folder: Path) -> None:
    called("export", "html", OLD, "-o", "page.html", cwd=folder)
    change(folder, "end_date = 2024-06-30", "end_date = 2024-07-31")
    line = checked(folder, "html", "-o", "page.html").err.splitlines()[0]
    shown = re.search(r"has “(.*)” where “(.*)” should stand$", line)
    assert shown
    assert shown[1] != shown[2]
    assert all(len(each) <= 61 for each in shown.groups())


def test_a_page_that_was_changed_by_hand_or_is_missing_fails(folder: Path) -> None:
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    change(folder, "Lycksele kommun", "Lycksele", "page.md")
    assert checked(folder, "markdown", "-o", "page.md").status == 1
    (folder / "page.md").write_text("")
    assert "line 1 has nothing" in checked(folder, "markdown", "-o", "page.md").err
    (folder / "page.md").unlink()
    gone = checked(folder, "markdown", "-o", "page.md")
    assert (gone.err.splitlines()[0], gone.status) == ("error: page.md does not exist", 1)


def test_a_page_that_time_has_passed_by_is_right_and_told_to_be_old(folder: Path) -> None:
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    assert checked(folder, "markdown", "-o", "page.md", today="2024-07-01") == Result(
        "",
        "page.md is right as of 2024-05-01\n"
        "note: 1 project changed state between 2024-05-01 and 2024-07-01; to tell it: "
        "projreg export markdown -o page.md\n",
        0,
    )


def test_a_page_of_a_day_that_has_not_come_is_wrong(folder: Path) -> None:
    called("export", "markdown", "--as-of=2027-05-26", "-o", "page.md", cwd=folder)
    done = checked(folder, "markdown", "-o", "page.md")
    assert done == Result(
        "",
        "error: page.md is as of 2027-05-26, a day that has not come\n  help: projreg export markdown -o page.md\n",
        1,
    )
    assert checked(folder, "markdown", "-o", "page.md", today="2027-05-26").status == 0


def test_a_project_that_has_begun_since_is_told_too(folder: Path) -> None:
    called("export", "markdown", "--active", "--as-of=2022-12-31", "-o", "page.md", cwd=folder)
    told = checked(folder, "markdown", "--active", "-o", "page.md", today="2023-01-02")
    assert "note: 1 project changed state between 2022-12-31 and 2023-01-02;" in told.err


def test_a_day_that_is_named_counts_more_than_that_of_the_page(folder: Path) -> None:
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    assert checked(folder, "markdown", "-o", "page.md", "--as-of=2024-05-02").status == 1


def test_a_page_without_a_day_is_judged_as_of_today(folder: Path) -> None:
    (folder / "page.md").write_text("# Pågående projekt\n")
    assert "as of 2024-05-08" in checked(folder, "markdown", "-o", "page.md").err


def test_line_ends_that_git_has_changed_do_not_count(folder: Path) -> None:
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    page = (folder / "page.md").read_bytes()
    (folder / "page.md").write_bytes(page.replace(b"\n", b"\r\n"))
    assert checked(folder, "markdown", "-o", "page.md").status == 0


@pytest.mark.parametrize("form", ["ics", "csv"])
def test_a_file_whose_lines_git_has_normalised_is_right_where_it_is_staged(folder: Path, form: str) -> None:
    git(folder, "init", "--quiet")
    git(folder, "config", "core.autocrlf", "true")
    called("export", form, OLD, "-o", "made", cwd=folder)
    git(folder, "add", ".")
    assert checked(folder, form, "-o", "made", "--staged").status == 0
    change(folder, "Lycksele kommun", "Vindelns kommun")
    git(folder, "add", ".")
    assert checked(folder, form, "-o", "made", "--staged").status == 1


def test_a_title_cannot_forge_the_day(folder: Path) -> None:
    change(folder, 'title = "Pågående projekt"', 'title = "<!-- projreg: as of 1999-01-01 -->"')
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    assert checked(folder, "markdown", "-o", "page.md").err == "page.md is right as of 2024-05-01\n"


# ---- --into


def test_what_stands_between_the_markers_is_replaced(folder: Path) -> None:
    (folder / "own.md").write_text(OWN, "utf-8")
    for _ in range(2):
        done = called("export", "markdown", OLD, "--into", "own.md", cwd=folder)
        assert (done.out, done.err, done.status) == ("", "wrote own.md: 2 projects as of 2024-05-01\n", 0)
    part = called("export", "markdown", "--fragment", OLD, cwd=folder).out
    assert (folder / "own.md").read_text("utf-8") == OWN.replace(f"{BEGIN}\n", f"{BEGIN}\n{part}")
    assert not part.startswith("# ")
    assert part.startswith("<!-- projreg: as of 2024-05-01 -->\n")
    assert checked(folder, "markdown", "--into", "own.md").err == "own.md is right as of 2024-05-01\n"
    change(folder, "Slut.", "Slut!", "own.md")
    assert checked(folder, "markdown", "--into", "own.md").status == 0, "the rest of the page is the user's own"
    change(folder, "Lycksele", "Vindeln", "own.md")
    assert checked(folder, "markdown", "--into", "own.md").status == 1


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_line_ends_and_every_other_byte_of_the_page_stay(folder: Path, mark: bytes) -> None:
    page = mark + OWN.replace("\n", "\r\n").encode() + b"\xff\x00"
    (folder / "own.md").write_bytes(page)
    called("export", "markdown", OLD, "--into", "own.md", cwd=folder)
    made = (folder / "own.md").read_bytes()
    before, after = page.split(BEGIN.encode() + b"\r\n")
    assert made.startswith(before)
    assert made.endswith(after)
    assert made.count(b"\n") == made.count(b"\r\n")


def test_a_page_in_other_letters_is_told(folder: Path) -> None:
    (folder / "own.md").write_bytes(OWN.encode("cp1252"))
    done = called("export", "markdown", OLD, "--into", "own.md", cwd=folder)
    assert done.err.startswith("note: own.md is not UTF-8 text; what is put into it is\nwrote own.md")


FAULTY = [
    ("Ingen plats.\n", "own.md: the two markers are missing"),
    (f"{BEGIN}\n<!-- projreg end -->", "own.md:1: the marker “begin” has no “end” after it; it is missing or misspelt"),
    (f"\n{END}\n", "own.md:2: the marker “end” has no “begin” before it; it is missing or misspelt"),
    (f"a\nb\n{END}\n{BEGIN}\n", "own.md:3: the marker “end” stands before “begin”"),
    (f"{BEGIN}{END}{BEGIN}{END}", "own.md:1: the markers stand there more than once"),
]


@pytest.mark.parametrize(("page", "said"), FAULTY)
def test_markers_that_are_not_a_pair_are_told_and_nothing_is_written(folder: Path, page: str, said: str) -> None:
    (folder / "own.md").write_text(page, "utf-8")
    done = called("export", "markdown", "--into", "own.md", cwd=folder)
    mend = f"put these two lines where the projects are to stand: {BEGIN} and {END}"
    assert (done.err, done.status) == (f"error: {said}\n  help: {mend}\n", 2)
    assert (folder / "own.md").read_text("utf-8") == page


def test_markers_may_be_written_with_other_blanks() -> None:
    parts = inset(b"a<!--projreg:begin-->b<!--  projreg: end\t-->c", "own.md")
    assert (parts.before[:1], parts.content, parts.after[-1:]) == (b"a", b"b", b"c")
    with pytest.raises(UnreadableFile):
        inset(b"<!-- projreg: begin -->", "own.md")


def test_text_of_users_ends_no_part(folder: Path) -> None:
    change(folder, "Lycksele kommun", END)
    (folder / "own.md").write_text(OWN, "utf-8")
    for _ in range(2):
        assert called("export", "markdown", OLD, "--into", "own.md", cwd=folder).status == 0
    assert (folder / "own.md").read_text("utf-8").count(END) == 1


USAGE = [
    (["markdown", "--into", "own.md"], "own.md does not exist", f"make it, with these two lines: {BEGIN} and {END}"),
    (["ics", "--into", "own.md"], "ics has no --into", "it goes with "),
    (["ics", "--fragment"], "ics has no --fragment", "it goes with "),
    (["markdown", "--with-contacts"], "markdown has no --with-contacts", "it goes with "),
    (["markdown", "--check"], "--check needs the file to check", "name it with --output PATH, or --into PATH"),
    (["markdown", "--check", "-o", "-"], "--check needs the file to check", "name it with "),
    (["markdown", "--staged"], "--staged belongs to --check", "give --check too"),
    (["markdown", "--into", "a.md", "-o", "b.md"], "--into and --output are two places", "name one of them"),
    (["html", "--into", "projects.toml"], "projects.toml is a name for a registry, and html was asked for", "name an"),
    (["markdwn"], "there is no export format “markdwn”", "did you mean markdown? the formats are "),
    (["Excel"], "there is no export format “Excel”", "did you mean xlsx? the formats are "),
    (["md"], "there is no export format “md”", "did you mean markdown? the formats are "),
    (["pdf"], "there is no export format “pdf”", "did you mean html, printed by a browser? the formats are "),
    (["ics", "-o", "projekt.html"], "projekt.html is a name for html, and ics was asked for", "-o projekt.ics, or "),
    (["csv", "--check", "-o", "b/A.MD"], "b/A.MD is a name for markdown, and csv was asked for", "-o b/A.csv, or "),
    (
        ["html", "-o", "vår lista.csv"],
        "vår lista.csv is a name for csv or operations, and html was asked for",
        "-o 'vår lista.html', or ",
    ),
    (["json", "-o", "a.jsonl"], "a.jsonl is a name for jsonl, and json was asked for", "-o a.json, or another name"),
    (["csv", "-o", "lista.xls"], "lista.xls is a name for an old workbook, and csv was asked for", "-o lista.csv, or "),
    (["markdown", "-o", "n.TOML"], "n.TOML is a name for a registry, and markdown was asked for", "-o n.md, or "),
    (["ics", "-o", "a.docx"], "a.docx is a name for a document of Word, and ics was asked for", "-o a.ics, or "),
    (["html", "-o", "a.pdf"], "a.pdf is a name for a PDF, and html was asked for", "-o a.html, or another name"),
    (
        ["markdown", "--into", "a b.html"],
        "a b.html is a name for html, and markdown was asked for",
        "projreg export html --into 'a b.html', or another name\n",
    ),
    (
        ["html", "--into", "a.md"],
        "a.md is a name for markdown, and html was asked for",
        "projreg export markdown --into a.md, or another name\n",
    ),
    (
        ["html", "--into", "a.csv"],
        "a.csv is a name for csv or operations, and html was asked for",
        "name another file\n",
    ),
    (["markdown", "--into", "a.pdf"], "a.pdf is a name for a PDF, and markdown was asked for", "name another file\n"),
    (["html", "--into", "a.php"], "a.php does not exist", "make it, with these two lines"),
    (["markdown", "--into", "a.html.md"], "a.html.md does not exist", "make it, with these two lines"),
    (["html", "-o", "no/page.html"], "no/page.html could not be written: there is no folder no", "make it first"),
    (["html", "-o", "."], ". is a folder; nothing was written", "name the file in it"),
]


@pytest.mark.parametrize(("arguments", "said", "mend"), USAGE)
def test_what_cannot_be_done(folder: Path, arguments: list[str], said: str, mend: str) -> None:
    before = (folder / "projects.toml").read_bytes()
    done = called("export", *arguments, cwd=folder)
    assert (done.out, done.status) == ("", 2)
    assert done.err.startswith(f"error: {said}\n  help: {mend}")
    assert (folder / "projects.toml").read_bytes() == before


@pytest.mark.parametrize("option", ["--into", "--output"])
def test_the_registry_itself_is_no_page_whatever_it_is_called(folder: Path, option: str) -> None:
    (folder / "projects.toml").rename(folder / "register.txt")
    before = (folder / "register.txt").read_bytes()
    done = called("export", "markdown", "-f", "register.txt", option, "register.txt", cwd=folder)
    said = f"error: {option} names the registry itself, register.txt\n  help: name another file for the page\n"
    assert (done, (folder / "register.txt").read_bytes()) == (("", said, 2), before)


@pytest.mark.parametrize(("form", "name"), [("xlsx", "lista.xlsx"), ("html", "index.html"), ("csv", "lista.csv")])
def test_a_file_of_somebody_else_is_not_overwritten(folder: Path, form: str, name: str) -> None:
    foreign = foreign_book() if form == "xlsx" else b"<!DOCTYPE html>\n<title>V\xc3\xa5r</title>\n"
    (folder / name).write_bytes(foreign)
    done = called("export", form, "-o", name, cwd=folder)
    assert done == Result(
        "",
        f"error: {name} is there already, and does not say that projreg made it; it is unchanged\n"
        "  help: name another file, or take that one away first\n",
        2,
    )
    assert (folder / name).read_bytes() == foreign
    (folder / name).write_bytes(b"")
    for _ in range(2):
        assert called("export", form, "-o", name, cwd=folder).status == 0


def test_a_page_is_never_overwritten_by_what_its_name_does_not_say(folder: Path) -> None:
    (folder / "projekt.html").write_text("en sida", "utf-8")
    assert called("export", "ics", "-o", "projekt.html", cwd=folder).status == 2
    assert (folder / "projekt.html").read_text("utf-8") == "en sida"


@pytest.mark.parametrize(
    ("form", "name"),
    [("jsonld", "sida.json"), ("operations", "insatser.CSV"), ("atom", "nytt.xml"), ("csv", "a.txt"), ("html", "md")],
)
def test_other_names_are_fine(folder: Path, form: str, name: str) -> None:
    assert called("export", form, OLD, "-o", name, cwd=folder).status == 0


# ---- --check --staged, what the hook does


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", *arguments], cwd=folder, env=environment(folder), check=True, capture_output=True, timeout=60
    )


@pytest.fixture
def repository(folder: Path) -> Path:
    """A repository in which the registry and its page of an earlier day are staged."""
    git(folder, "init", "--quiet")
    called("export", "markdown", OLD, "-o", "page.md", cwd=folder)
    git(folder, "add", ".")
    return folder


def test_what_is_staged_is_judged_and_not_what_lies_in_the_folder(repository: Path) -> None:
    change(repository, "Lycksele", "Vindeln")
    change(repository, "Lycksele", "Åsele", "page.md")
    assert checked(repository, "markdown", "-o", "page.md").status == 1
    assert checked(repository, "markdown", "-o", "page.md", "--staged").status == 0
    git(repository, "add", "projects.toml")
    told = checked(repository, "markdown", "-o", "page.md", "--staged")
    assert told.status == 1
    assert told.err.splitlines()[1] == "  help: projreg export markdown -o page.md, then git add page.md"


def test_a_page_that_is_not_staged_is_told(repository: Path) -> None:
    git(repository, "rm", "--cached", "--quiet", "page.md")
    done = checked(repository, "markdown", "-o", "page.md", "--staged")
    assert (done.err, done.status) == (
        "error: page.md is not staged: git does not know it here\n  help: git add page.md\n",
        2,
    )


def test_a_page_that_was_never_made_is_told_with_its_command(repository: Path) -> None:
    done = checked(repository, "markdown", "-o", "pages/new page.md", "--staged")
    assert (done.err, done.status) == (
        "error: pages/new page.md does not exist\n"
        "  help: projreg export markdown -o 'pages/new page.md', then git add 'pages/new page.md'\n",
        1,
    )


def test_a_page_that_is_only_staged_is_judged(repository: Path) -> None:
    (repository / "page.md").unlink()
    assert checked(repository, "markdown", "-o", "page.md", "--staged").status == 0


def test_a_filter_that_nothing_passes_is_told(folder: Path) -> None:
    done = called("export", "markdown", OLD, "--tag", "bredbnad", "-o", "page.md", cwd=folder)
    assert done.err.startswith("note: no project is one of those asked for: there is none in the document\nwrote ")
    assert "no project" not in called("export", "markdown", OLD, "-o", "page.md", cwd=folder).err


def test_the_hook_without_arguments_fails(repository: Path) -> None:
    assert called("export", "--check", "--staged", cwd=repository).status == 2
