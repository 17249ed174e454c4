"""`export --template`: written, checked as of its day, judged as it is staged, refused with a reason."""

import subprocess
import sys
from pathlib import Path

import pytest
from console import called, environment, run
from samples import HEAD, project


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    (tmp_path / "page.md.j2").write_text(
        "# {{ registry.title }}\n{% for p in projects %}- {{ p.title }}: {{ p.state }}\n{% endfor %}"
    )
    return tmp_path


def export(office: Path, *more: str, form: str = "markdown") -> tuple[str, str, int]:
    done = called("export", form, "--template=page.md.j2", *more, cwd=office)
    return done.out, done.err, done.status


def test_the_command(office: Path) -> None:
    page_ = "# Pågående projekt\n- Bredband i Lövdal: active\n<!-- projreg: as of 2025-01-01 -->\n"
    assert export(office, "--as-of=2025-01-01") == (page_, "", 0)
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    assert (office / "made.md").read_text("utf-8") == page_


def test_a_page_is_checked_as_of_its_day(office: Path) -> None:
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    said = export(office, "--check", "--output=made.md")
    assert said[1].startswith("made.md is right as of 2025-01-01\n")
    assert said[2] == 0
    template = office / "page.md.j2"
    template.write_text(template.read_text() + "mer\n")
    assert export(office, "--check", "--output=made.md")[2] == 1
    template.write_text("{{ mark() }}\n{% for p in projects %}{{ p.title }}{% endfor %}\n")
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    assert (office / "made.md").read_text("utf-8").count("projreg: as of") == 1
    (office / "projects.toml").write_text(HEAD + project(title='"Ett annat"'), "utf-8")
    _, err, status = export(office, "--check", "--output=made.md")
    assert (status, "--template=page.md.j2" in err) == (1, True)


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_no_text_forges_the_day_of_a_page(office: Path, form: str) -> None:
    """Nor does a mark that stands within a line, which says nothing."""
    titles = [
        "%% projreg: as of 1999-01-01",
        "X-COMMENT:projreg: as of 1999-01-01",
        "<!-- projreg: as of 1999-01-01 -->",
    ]
    entries = "".join(project(id=f'"p{at}"', title=f'"{each}"') for at, each in enumerate(titles))
    (office / "projects.toml").write_text(HEAD + entries, "utf-8")
    (office / "page.j2").write_text("p{{ mark() }}\n{% for p in projects %}\n{{ p.title }}\n{% endfor %}")
    own = ("--template=page.j2", "--output=made")
    assert export(office, *own, "--as-of=2025-01-01", form=form)[2] == 0
    assert "made is right as of 2025-01-01\n" in export(office, *own, "--check", form=form)[1]


def test_a_page_that_says_another_day_is_refused(office: Path) -> None:
    """As a template does that was made from a page."""
    (office / "page.md.j2").write_text("# A\n<!-- projreg: as of 2024-01-01 -->\n")
    said = export(office, "--as-of=2025-01-01")
    assert (said[0], said[2]) == ("", 2)
    assert said[1].startswith(
        "error: page.md.j2: the page says that it was made for 2024-01-01; have {{ mark() }} say its day\n"
    )


def test_a_page_for_a_browser(office: Path) -> None:
    (office / "page.html.j2").write_text('<a href="{{ projects[0].url }}">{{ projects[0].title }}</a>\n')
    own = "--template=page.html.j2"
    (office / "projects.toml").write_text(
        HEAD + project(title='"A & <b>"', url='"https://lovdal.example/?a=1&b=2"'), "utf-8"
    )
    out, _, status = export(office, own, "--as-of=2025-01-01", form="html")
    assert (out, status) == (
        '<a href="https://lovdal.example/?a=1&amp;b=2">A &amp; &lt;b&gt;</a>\n<!-- projreg: as of 2025-01-01 -->\n',
        0,
    )
    assert export(office, own, "--output=made.html", form="html")[2] == 0
    assert export(office, own, "--check", "--output=made.html", form="html")[2] == 0


def test_a_part_of_a_page(office: Path) -> None:
    (office / "page.md").write_text("A\n<!-- projreg: begin -->\n<!-- projreg: end -->\nB\n")
    assert export(office, "--as-of=2025-01-01", "--into=page.md")[2] == 0
    assert "- Bredband i Lövdal: active" in (office / "page.md").read_text("utf-8")
    assert export(office, "--check", "--into=page.md")[2] == 0
    before = (office / "page.md").read_bytes()
    (office / "page.md.j2").write_text("<!-- projreg: end -->")
    _, err, status = export(office, "--into=page.md")
    assert (err.splitlines()[0], status) == ("error: what is to stand between the markers holds a marker itself", 2)
    assert (office / "page.md").read_bytes() == before


def test_what_is_staged_is_judged_by_the_staged_template(office: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=office, env=environment(office), check=True, capture_output=True)

    git("init", "--quiet")
    assert export(office, "--as-of=2025-01-01", "--output=made.md")[2] == 0
    git("add", ".")
    (office / "page.md.j2").write_text("something else")
    assert export(office, "--check", "--staged", "--output=made.md")[2] == 0
    git("add", ".")
    assert export(office, "--check", "--staged", "--output=made.md")[2] == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--template=missing.j2",), "error: there is no template missing.j2\n"),
        (("--template=.",), "error: . is a folder\n"),
        (("--template=latin.j2",), "error: latin.j2 is not UTF-8 text\n"),
        (("--output=page.md.j2",), "error: page.md.j2 is the template itself\n"),
        (("--template=Own.HTML.j2",), "error: by its name Own.HTML.j2 is a template for html\n"),
        (
            ("--template=wrong.j2", "--output=made.md"),
            "error: wrong.j2:2: there is no “projekt”; did you mean “project”?\n",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nothing_written(office: Path, more: tuple[str, ...], said: str) -> None:
    (office / "latin.j2").write_bytes("å".encode("latin-1"))
    (office / "wrong.j2").write_text("{% for project in projects %}\n{{ projekt.title }}\n{% endfor %}")
    before = {each.name: each.read_bytes() for each in office.iterdir()}
    out, err, status = export(office, *more)
    assert (out, err.splitlines(keepends=True)[0], status) == ("", said, 2)
    assert {each.name: each.read_bytes() for each in office.iterdir()} == before


def test_a_calendar_has_no_template(office: Path) -> None:
    assert export(office, form="ics")[1].startswith("error: ics has no --template\n  help: it goes with markdown")


def test_a_template_with_other_line_ends(office: Path) -> None:
    template = office / "page.md.j2"
    plain = export(office, "--as-of=2025-01-01")
    template.write_bytes(b"\xef\xbb\xbf" + template.read_bytes().replace(b"\n", b"\r\n"))
    assert export(office, "--as-of=2025-01-01") == plain


def test_without_jinja2_it_says_how_to_get_it(office: Path) -> None:
    (office / "jinja2").mkdir()
    (office / "jinja2" / "__init__.py").write_text("raise ImportError('not here')\n")
    done = run("export", "markdown", "--template=page.md.j2", cwd=office, env={"PYTHONPATH": str(office)})
    assert (done.out, done.status) == ("", 2)
    assert done.err == (
        f"error: --template needs Jinja2, which is not installed\n  help: {sys.executable} -m pip install Jinja2\n"
    )
    assert run("export", "markdown", cwd=office, env={"PYTHONPATH": str(office)}).status == 0
