"""`projreg add`: what people write becomes a project at the end of the file, and nothing else changes."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import END, INTERRUPT, Result, called, on_terminal, run
from hypothesis import given, settings
from hypothesis import strategies as st

HEAD = """\
# Kommunens projekt
schema_version = 1

[registry]
title = "Projekt"
publisher = "Granby kommun"
contact = "registrator@granby.example"

[[project]]
id = "bron"
title = "Bron"   # över ån
role = "owner"
owner = "Granby kommun"
start_date = 2024-01-01
end_date = 2024-12-31
summary = "En bro."
contact = [{ role = "contact", email = "registrator@granby.example" }]
"""
GIVEN = {
    "--id": "leden", "--title": "Leden runt sjön", "--role": "partner", "--owner": "Sjöby kommun",
    "--start-date": "2024-01-01", "--end-date": "2025-06-30", "--summary": "En led.",
    "--contact": "contact: leden@sjoby.example",
}  # fmt: skip
BLOCK = """
[[project]]
id = "leden"
title = "Leden runt sjön"
role = "partner"
owner = "Sjöby kommun"
start_date = 2024-01-01
end_date = 2025-06-30
summary = "En led."

[[project.contact]]
role = "contact"
email = "leden@sjoby.example"
"""


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "projects.toml"
    path.write_bytes(HEAD.encode())
    return path


def options(*more: str, **changed: str | None) -> list[str]:
    """The options of a good project, some changed or (None) left out, and more."""
    values = {**GIVEN, **{f"--{name.replace('_', '-')}": value for name, value in changed.items()}}
    return [*(f"{name}={value}" for name, value in values.items() if value is not None), *more]


def add(registry: Path, *more: str, **changed: str | None) -> Result:
    return called("add", "--yes", *options(*more, **changed), cwd=registry.parent)


def added(registry: Path, *more: str, **changed: str | None) -> dict[str, Any]:
    """The project as it stands in the file after it was added."""
    assert add(registry, *more, **changed) == ("", f"added {changed.get('id', 'leden')} to projects.toml\n", 0)
    project: dict[str, Any] = tomli.loads(registry.read_bytes().decode("utf-8-sig"), parse_float=Decimal)["project"][-1]
    return project


def refused(registry: Path, result: Result, status: int, *said: str) -> None:
    """Nothing was written, and one or two lines say why."""
    assert (result.out, result.status, registry.read_bytes()) == ("", status, HEAD.encode())
    assert result.err.count("\n") in (1, 2)
    assert [each for each in said if each not in result.err] == []


# ---- every other byte stays


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HEAD, HEAD + BLOCK),
        (HEAD + "\n# slut\n\n\n", HEAD + "\n# slut\n\n\n" + BLOCK),
        (HEAD + "# slut", HEAD + "# slut\n" + BLOCK),
        (HEAD.removesuffix("\n"), HEAD + BLOCK),
        ("\ufeff" + HEAD, "\ufeff" + HEAD + BLOCK),
        (HEAD.replace("\n", "\r\n"), (HEAD + BLOCK).replace("\n", "\r\n")),
        (HEAD.replace("\n", "\r\n").removesuffix("\r\n"), (HEAD + BLOCK).replace("\n", "\r\n")),
    ],
    ids=["plain", "comments", "comment-without-newline", "no-newline", "bom", "crlf", "crlf-no-newline"],
)
def test_every_other_byte_stays(registry: Path, before: str, after: str) -> None:
    registry.write_bytes(before.encode())
    assert run("add", *options(), cwd=registry.parent) == ("", "added leden to projects.toml\n", 0)
    assert registry.read_bytes() == after.encode()
    assert called("validate", cwd=registry.parent).status == 0


def test_dry_run_writes_nothing(registry: Path) -> None:
    out, err, status = add(registry, "--dry-run")
    assert (err, status, registry.read_bytes()) == ("", 0, HEAD.encode())
    lines = out.splitlines()
    assert lines[:2] == ["--- a/projects.toml", "+++ b/projects.toml"]
    assert [line[1:] for line in lines[2:] if line[0] == "+"] == BLOCK.splitlines()
    assert not [line for line in lines[2:] if line[0] == "-"]
    assert [*registry.parent.iterdir()] == [registry]


# ---- what people write


@pytest.mark.parametrize(
    ("written", "literal"),
    [
        ("480000", "480_000"),
        ("480 000 kr", "480_000"),
        ("480\u00a0000\u00a0kr", "480_000"),
        ("SEK 480.000", "480_000"),
        ("23,9 mkr", "23_900_000"),
        ("2,5 miljoner kronor", "2_500_000"),
        ("500 tkr", "500_000"),
        ("9999", "9999"),
        ("1 250 000,50", "1_250_000.50"),
    ],
)
def test_amounts_as_people_write_them(registry: Path, written: str, literal: str) -> None:
    out = add(registry, "--dry-run", total_budget=written).out
    assert f"+total_budget = {literal}\n" in out


@pytest.mark.parametrize(
    "written", ["mycket", "12,34,5", "1,234 kr", "480 000 kr eller så", "1 000,555", "nan", "1e6", ""]
)
def test_amounts_that_are_none(registry: Path, written: str) -> None:
    refused(registry, add(registry, total_budget=written), 2, "--total-budget: ")


def test_sub_tables_on_a_line(registry: Path) -> None:
    project = added(
        registry,
        "--funding", "eu: Tillväxtverket=480 000 kr; fund=ERDF; programme=Övre Norrland; reference=20301234",
        "--funding", "own: Granby kommun; kind=in_kind; decision-date=2024-02-01",
        "--funding", "eu: A=B AB=1,5 mkr; currency=SEK",
        "--contact", "Projektledare: Maja Gran <maja@granby.example>; phone=0900-123 45",
        "--contact", "controller: Bo Ek",
        "--deadline", "final_report=2025-09-30; funder=Tillväxtverket; note=slutrapport",
        "--partners", "Granby kommun", "--partners", "Byalaget", "--state-aid", "--waive", "PR311=beslut väntas",
        aims="Fler vandrar.",
    )  # fmt: skip
    assert project["funding"] == [
        {
            "funder": "Tillväxtverket", "level": "eu", "fund": "ERDF", "programme": "Övre Norrland", "amount": 480000,
            "reference": "20301234",
        },
        {"funder": "Granby kommun", "level": "own", "kind": "in_kind", "decision_date": date(2024, 2, 1)},
        {"funder": "A=B AB", "level": "eu", "currency": "SEK", "amount": 1500000},
    ]  # fmt: skip
    assert project["contact"] == [
        {"role": "contact", "email": "leden@sjoby.example"},
        {"role": "project_manager", "name": "Maja Gran", "email": "maja@granby.example", "phone": "0900-123 45"},
        {"role": "controller", "name": "Bo Ek"},
    ]
    deadline = {"type": "final_report", "due": date(2025, 9, 30), "funder": "Tillväxtverket", "note": "slutrapport"}
    assert project["deadline"] == [deadline]
    assert (project["partners"], project["state_aid"]) == (["Granby kommun", "Byalaget"], True)
    assert project["waive"] == {"PR311": "beslut väntas"}


@pytest.mark.parametrize(
    ("option", "written", "said"),
    [
        ("--funding", "Tillväxtverket=480 000", "does not begin with a level"),
        ("--funding", "eu: =480 000", "has no funder"),
        ("--funding", "eu: Tillväxtverket; belopp=3", "“belopp=3”"),
        ("--funding", "rymden: Tillväxtverket", "“rymden”"),
        ("--contact", "maja@granby.example", "does not begin with a role"),
        ("--contact", "contact: ", "has no name"),
        ("--deadline", "final_report", "has no date"),
        ("--deadline", "final_report=2025-02-29", "2025-02-29"),
        ("--deadline", "fest=2025-02-28", "“fest”"),
        ("--waive", "PR311", "PR311=the reason"),
    ],
)
def test_sub_tables_that_are_none(registry: Path, option: str, written: str, said: str) -> None:
    refused(registry, add(registry, option, written), 2, f"{option}: ", said)


def test_id_is_made_from_the_title(registry: Path) -> None:
    assert add(registry, id=None, title="Bron") == ("", "added bron-2 to projects.toml\n", 0)
    assert add(registry, id=None, title="Åsele & Ängö: ett större éxempel") == (
        "", "added asele-ango-ett-storre-exempel to projects.toml\n", 0,
    )  # fmt: skip
    out, err, status = add(registry, id=None, title="漢字")
    assert (out, "--id" in err, status) == ("", True, 2)


# ---- what is refused


def test_missing_options_are_named(registry: Path) -> None:
    refused(
        registry, add(registry, owner=None, end_date=None, contact=None), 2, "missing: --owner, --end-date, --contact\n"
    )
    refused(registry, add(registry, summary=" "), 2, "missing: --summary\n")
    out, err, status = run("add", "--title", "Ny", cwd=registry.parent)
    assert (out, status) == ("", 2)
    assert err.startswith("error: missing: --role, --owner, --start-date, --end-date, --summary, --contact\n")


def test_what_follows_from_the_title_is_not_called_missing(registry: Path) -> None:
    assert run("add", cwd=registry.parent).err.startswith("error: missing: --title, --role, ")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"end_date": "2023-12-31"}, "PR201"),
        ({"id": "bron"}, "PR105"),
        ({"id": "Inte Slug"}, "PR104"),
        ({"contact": "contact: leden(a)sjoby.example"}, "PR401"),
        ({"contact": "contact: Leden <leden(a)sjoby.example>; phone=0900-123 45"}, "PR402"),
        ({"total_budget": "-5"}, "PR301"),
        ({"total_budget": "100 000", "funding": "regional: Region Granland=140 000"}, "PR302"),
        ({"url": "javascript:alert(1)"}, "PR604"),
    ],
)
def test_errors_are_refused(registry: Path, changed: dict[str, str | None], code: str) -> None:
    refused(registry, add(registry, **changed), 1, f"error: {code} ", "projects.toml is unchanged")
    refused(registry, add(registry, "--dry-run", **changed), 1, f"error: {code} ")


def test_inline_array_of_projects_is_refused(registry: Path) -> None:
    text = (
        HEAD[: HEAD.index("[registry]")]
        + "project = []\n\n"
        + HEAD[HEAD.index("[registry]") : HEAD.index("[[project]]")]
    )
    registry.write_text(text, "utf-8")
    out, err, status = add(registry)
    assert (out, status, registry.read_text("utf-8")) == ("", 2, text)
    assert "its projects must be written as [[project]] tables" in err


def test_file_with_errors_can_still_get_a_project(registry: Path) -> None:
    faulty = HEAD.replace("end_date = 2024-12-31", "end_date = 2023-12-31").replace("title =", "titel =", 1)
    registry.write_text(faulty, "utf-8")
    assert added(registry)["id"] == "leden"
    assert registry.read_text("utf-8") == faulty + BLOCK


def test_bytes_that_are_no_text_are_refused_as_such(registry: Path) -> None:
    result = add(registry, title="Bron \udce5")
    refused(registry, result, 2, "--title")


# ---- any text


@settings(max_examples=60, deadline=None)
@given(texts=st.tuples(*[st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip)] * 2))
def test_any_text_reads_back_equal(texts: tuple[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "projects.toml"
    path.write_bytes(HEAD.encode())
    title, summary = texts
    assert add(path, title=title, summary=summary) == ("", "added leden to projects.toml\n", 0)
    raw = path.read_bytes()
    assert raw.startswith(HEAD.encode())
    project = tomli.loads(raw.decode())["project"][-1]
    assert (project["title"], project["summary"]) == (title.strip(), summary.strip())


# ---- answering questions


QUESTIONS = [
    ("Title / ", "Leden runt sjön\r"),
    ("Acronym", "\r"),
    ("[leden-runt-sjon]", "leden\r"),
    ("Our role", "chef\r"),
    ("“chef” is no role", ""),
    ("Our role", "partner\r"),
    ("Owner / ", "Sjöby kommun\r"),
    ("Start / ", "2024-01-01\r"),
    ("End / ", "2024-02-30\r"),
    ("does not exist", ""),
    ("End / ", "2023-06-30\r"),
    ("is before start date", ""),
    ("End / ", "2025-06-30\r"),
    ("Total budget", "\r"),
    ("Summary / ", "\r"),
    ("this is needed", ""),
    ("Summary / ", "En led.\r"),
    ("Aims", "\r"),
    ("Funding, ", "\r"),
    ("Contact, ", "\r"),
    ("needs somebody who can be reached", ""),
    ("Contact, ", "contact: leden@sjoby.example\r"),
    ("another", "\r"),
    ('+email = "leden@sjoby.example"', ""),
]


def test_answers_become_a_project(registry: Path) -> None:
    shown = on_terminal(["add"], registry.parent, 100, keys=[*QUESTIONS, ("[Y/n]", "y\r")])
    assert (shown.status, registry.read_bytes()) == (0, (HEAD + BLOCK).encode())
    assert "added leden to projects.toml" in shown.text


@pytest.mark.parametrize(
    ("answer", "status"), [("n\r", 0), (END, 130), (INTERRUPT, 130)], ids=["no", "end", "interrupt"]
)
def test_no_leaves_the_file(registry: Path, answer: str, status: int) -> None:
    asked = [(question, "\r") for question in ("Acronym", "Total budget", "Aims", "Funding, ")]
    shown = on_terminal(["add", *options()], registry.parent, 100, keys=[*asked, ("[Y/n]:", answer)])
    assert (shown.status, registry.read_bytes()) == (status, HEAD.encode())
    assert "Traceback" not in shown.text


def test_yes_asks_nothing(registry: Path) -> None:
    shown = on_terminal(["add", "--yes", *options()], registry.parent, 100)
    assert (shown.status, shown.text) == (0, "added leden to projects.toml")


def test_funding_above_the_budget_is_told_at_its_answer(registry: Path) -> None:
    given = ["--title=Leden", "--acronym=L", "--id=l", "--role=owner", "--owner=Granby", "--start-date=2024-01-01"]
    given += ["--end-date=2025-06-30", "--total-budget=1 mkr", "--summary=En led.", "--aims=En led."]
    given += ["--contact=contact: a@granby.example"]
    asked = [("Funding", "regional: R=2 mkr\r"), ("more than", "regional: R=1 mkr\r")]
    shown = on_terminal(["add", *given], registry.parent, 100, keys=[*asked, ("another", "\r"), ("[Y/n]", "y\r")])
    assert "the funding adds up to 2 000 000 kr, 1 000 000 kr more than the total budget" in shown.text
    assert shown.status == 0
    assert b"amount = 1_000_000" in registry.read_bytes()


def test_an_id_that_is_no_text_stands_in_nobodys_way(registry: Path) -> None:
    registry.write_text(HEAD.replace('id = "bron"', 'id = ["bron"]'), "utf-8")
    done = called("add", "--yes", *options(id=None), cwd=registry.parent)
    assert (done.status, done.err) == (0, "added leden-runt-sjon to projects.toml\n")
