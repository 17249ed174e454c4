"""Files that are read as one: what compares projects compares those of all files, each told in its own file."""

from pathlib import Path

import pytest
from console import called
from samples import HEAD, project

from projreg.checking.check import check
from projreg.diagnostic import Finding
from projreg.reading.source import parse

GRANT = '[{{ funder = "{}", level = "eu", fund = "ERDF", programme = "Övre Norrland", reference = "20361234" }}]'
OTHER = {"id": '"leden"', "title": '"Leden runt sjön"', "publish": "false"}


def told(*texts: str, as_one: bool = True) -> list[Finding]:
    """All that is found in the files a.toml, b.toml … of these projects."""
    sources = [parse((HEAD + text).encode(), f"{name}.toml") for name, text in zip("abc", texts, strict=False)]
    return list(check(sources, as_one=as_one).findings)


def said(*texts: str, as_one: bool = True) -> list[tuple[str, int, str, list[tuple[str, int]]]]:
    """File, line, code and related places of all that is found."""
    found = told(*texts, as_one=as_one)
    return [(each.file, each.span.line, each.code, [(at.file, at.span.line) for at in each.related]) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "apart", "together"),
    [
        (project(), project(**OTHER, follows='"bredband"'), [("b.toml", 19, "PR701", [])], []),
        (
            project(follows='"leden"'),
            project(**OTHER, follows='"bredband"'),
            [("a.toml", 17, "PR701", []), ("b.toml", 19, "PR701", [])],
            [("a.toml", 17, "PR701", [("b.toml", 18)])],
        ),
        (
            project(),
            project(**OTHER, follows='"vandring"'),
            [("b.toml", 18, "PR701", [])],
            [("b.toml", 18, "PR701", [])],
        ),
        (project(), project(), [], [("b.toml", 9, "PR105", [("a.toml", 9)])]),
        (project(), project(id='"leden"'), [], [("b.toml", 10, "PR106", [("a.toml", 10)])]),
        (
            project(funding=GRANT.format("Tillväxtverket"), publish="false"),
            project(**OTHER, funding=GRANT.format("Tillväxtverket")),
            [],
            [("b.toml", 18, "PR703", [("a.toml", 17)])],
        ),
        (
            project() + project(**OTHER),
            project(id='"bio"', title='"Bio"', owner='"Byalaget Norra Lovdal"'),
            [],
            [("b.toml", 12, "PR407", [("a.toml", 12)])],
        ),
    ],
)
def test_projects_of_two_files_are_compared(
    one: str, other: str, apart: list[tuple[str, int, str, object]], together: list[tuple[str, int, str, object]]
) -> None:
    assert [each[2] for each in said(one, other, as_one=False)] == [each[2] for each in apart]
    assert said(one, other) == together


def test_an_id_is_told_to_stand_in_another_file_or_in_the_same() -> None:
    messages = [(each.file, each.message) for each in told(project() + project(), project()) if each.code == "PR105"]
    assert messages == [
        ("a.toml", "the id “bredband” is used twice"),
        ("b.toml", "the id “bredband” is used in another file too"),
    ]


def test_a_waiver_holds_in_its_own_file() -> None:
    copy = project(id='"leden"', waive='{ PR106 = "two stages of one decision" }')
    assert said(project(), copy) == []
    assert [each.code for each in told(project(waive='{ PR106 = "two stages" }'), project(id='"leden"'))] == [
        "PR113",
        "PR106",
    ]


# ---- named on the command line

READ_TOGETHER = [
    ["list"],
    ["report", "--expiring", "90d"],
    ["export", "jsonl"],
    ["export", "markdown", "-o", "page.md"],
]
WRONG_FILES = [
    ("missing.toml", None, "error: missing.toml does not exist\n"),
    ("folder", None, "error: folder is a folder\n"),
    ("empty.toml", b"", "error: empty.toml is empty\n"),
    ("broken.toml", b"a = \n", "error: broken.toml:1:5: a cannot be read: a value is missing after the equals sign\n"),
    ("coded.toml", "å = 1".encode("utf-16"), "error: coded.toml is not UTF-8 text; it looks like UTF-16\n"),
    (
        "later.toml",
        b"schema_version = 2\n",
        "error: later.toml has another schema_version than 1",
    ),
]


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A folder with ten registries, and what is none."""
    for number in range(10):
        body = project(id=f'"p{number}"', title=f'"Projekt {number}"')
        (tmp_path / f"{number}.toml").write_text(HEAD + body, "utf-8")
    (tmp_path / "folder").mkdir()
    for name, raw, _ in WRONG_FILES:
        if raw is not None:
            (tmp_path / name).write_bytes(raw)
    return tmp_path


def naming(*names: str) -> list[str]:
    return [f"--file={each}" for each in names]


TEN = naming(*(f"{number}.toml" for number in range(10)))


@pytest.mark.parametrize("command", READ_TOGETHER, ids=" ".join)
@pytest.mark.parametrize(("name", "raw", "said"), WRONG_FILES, ids=[each[0] for each in WRONG_FILES])
def test_a_wrong_file_among_ten_is_named_and_nothing_is_told(
    region: Path, command: list[str], name: str, raw: bytes | None, said: str
) -> None:
    for files in ([*TEN, *naming(name)], [*naming(name), *TEN], [*TEN[:5], *naming(name), *TEN[5:]]):
        out, err, status = called(*command, *files, "--as-of=2024-05-01", cwd=region)
        assert (out, status) == ("", 2)
        assert err.startswith(said)
        assert err.count("\n") <= 2
    assert not (region / "page.md").exists()


def test_ten_files_are_one_list(region: Path) -> None:
    out, err, status = called("list", "--format=ids", "--sort=id", *TEN, "--as-of=2024-05-01", cwd=region)
    assert (out.split(), err, status) == ([f"p{number}" for number in range(10)], "", 0)


@pytest.mark.parametrize("command", READ_TOGETHER, ids=" ".join)
def test_an_id_that_two_files_use_is_told(region: Path, command: list[str]) -> None:
    text = (region / "3.toml").read_text("utf-8")
    (region / "copy.toml").write_text(text, "utf-8")
    _, err, status = called(*command, *naming("3.toml", "4.toml", "copy.toml"), "--as-of=2024-05-01", cwd=region)
    files = "-f 3.toml -f 4.toml -f copy.toml"
    assert (err.splitlines()[0], status) == (f"note: 1 id used more than once: run `projreg validate {files}`", 0)
    out, _, status = called("validate", *files.split(), cwd=region)
    assert "copy.toml:9:6: error PR105 the id “p3” is used in another file too" in out
    assert status == 1


def test_a_file_that_is_named_twice_is_read_once(region: Path) -> None:
    (region / "link.toml").symlink_to("1.toml")
    names = ("1.toml", "0.toml", "./1.toml", str(region / "0.toml"), "link.toml", "1.toml")
    out, err, status = called("list", "--format=ids", *naming(*names), "--as-of=2024-05-01", cwd=region)
    assert (out.split(), err, status) == (["p1", "p0"], "", 0)
    assert "checked 2 projects in 1.toml, 0.toml" in "".join(called("validate", *naming(*names), cwd=region)[:2])
