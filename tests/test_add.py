"""`projreg add`: what people write becomes a project at the end of the file, and nothing else changes."""

import subprocess
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import END, INTERRUPT, Result, called, on_terminal
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
    assert called("add", *options(), cwd=registry.parent) == ("", "added leden to projects.toml\n", 0)
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
        "--contact", "controller: Bo Ek; ;",
        "--contact", "steering_chair: 0900-123 46; name=Åsa Ek",
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
        {"role": "steering_chair", "phone": "0900-123 46", "name": "Åsa Ek"},
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
        ("--funding", "eu: Tillväxtverket 480 000 kr", "has figures but no equals sign"),
        ("--funding", "eu: Tillväxtverket; fund=ERDF; fund=JTF", "says fund twice"),
        ("--contact", "contact: 0900-123 45", "has no name"),
        ("--funding", "eu: Tillväxtverket; belopp=3", "“belopp=3”"),
        ("--funding", "rymden: Tillväxtverket", "“rymden”"),
        ("--contact", "maja@granby.example", "does not begin with a role"),
        ("--contact", "contact: ", "has no name"),
        ("--deadline", "final_report", "has no date"),
        ("--deadline", "final_report=2025-02-29", "2025-02-29"),
        ("--deadline", "final_report: 2025-02-29", "no day of the calendar"),
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
    long = "Gång- och cykelväg mellan Norra Lövdal, Älvnäs och badplatsen"
    assert add(registry, id=None, title=long).err == "added gang-och-cykelvag-mellan-norra-lovdal to projects.toml\n"
    out, err, status = add(registry, id=None, title="漢字")
    assert (out, "--id" in err, status) == ("", True, 2)


@pytest.mark.parametrize(
    ("written", "key", "said"),
    [
        (["--tags=vatten", "--tags= ", "--tags=vatten "], "tags", "--tags: “vatten” is given twice; one is kept"),
        (
            ["--contact=contact: leden@sjoby.example"],
            "contact",
            "--contact: “contact: leden@sjoby.example” is given twice; one is kept",
        ),
        (
            ["--contact=contact: <leden@sjoby.example>; publish=ja"],
            "contact",
            "--contact: “contact: <leden@sjoby.example>; publish=ja” says the same as “contact: leden@sjoby.example”; "
            "one is kept",
        ),
        (
            ["--funding=own: Granby kommun=1 mkr", "--funding=own: Granby kommun=1000000; kind=cash; currency=SEK"],
            "funding",
            "--funding: “own: Granby kommun=1000000; kind=cash; currency=SEK” says the same as “own: Granby kommun=1 "
            "mkr”; one is kept",
        ),
        (
            ["--deadline=final_report=2025-09-30; done=2025-09-20", "--deadline=final_report: 2025-09-30"],
            "deadline",
            "--deadline: “final_report: 2025-09-30” says the same as “final_report=2025-09-30; done=2025-09-20”; one "
            "is kept",
        ),
    ],
)
def test_what_is_given_twice_is_added_once_and_told(registry: Path, written: list[str], key: str, said: str) -> None:
    done = add(registry, *written)
    assert done == ("", f"note: {said}\nadded leden to projects.toml\n", 0)
    assert len(tomli.loads(registry.read_text("utf-8"))["project"][-1][key]) == 1


def test_a_deadline_is_not_given_both_open_and_done(registry: Path) -> None:
    done = add(registry, "--deadline=other=2025-09-30", "--deadline=other=2025-09-30; done=2025-09-20")
    said = "error: --deadline: “other=2025-09-30; done=2025-09-20” is given before, not as done then\n"
    refused(registry, done, 2, f"{said}  help: give it once\n")


# ---- what is refused


def test_missing_options_are_named(registry: Path) -> None:
    refused(
        registry, add(registry, owner=None, end_date=None, contact=None), 2, "missing: --owner, --end-date, --contact\n"
    )
    refused(registry, add(registry, summary=" "), 2, "missing: --summary\n")
    out, err, status = called("add", "--title", "Ny", cwd=registry.parent)
    assert (out, status) == ("", 2)
    assert err.startswith("error: missing: --role, --owner, --start-date, --end-date, --summary, --contact\n")


def test_what_follows_from_the_title_is_not_called_missing(registry: Path) -> None:
    assert called("add", cwd=registry.parent).err.startswith("error: missing: --title, --role, ")


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


OWNED = ["--title=Leden", "--acronym=L", "--id=l", "--start-date=2024-01-01", "--end-date=2025-06-30"]
OWNED += ["--summary=En led.", "--url=https://leden.example/"]
OURS = [*OWNED, "--role=owner", "--owner=Granby kommun"]
MANAGER = "project_manager: Maja Gran <maja@granby.example>"


def answered(registry: Path, given: list[str], keys: list[tuple[str, str]]) -> tuple[str, dict[str, Any]]:
    """What stood on the terminal, and the project that was added at last."""
    shown = on_terminal(["add", *given], registry.parent, 150, keys=[*keys, ("[Y/n]", "\r")])
    assert shown.status == 0, shown.text
    project: dict[str, Any] = tomli.loads(registry.read_text("utf-8"))["project"][-1]
    assert called("validate", cwd=registry.parent).status == 0
    return shown.text, project


def test_a_rule_waits_for_the_questions_to_come(registry: Path) -> None:
    keys = [("Our role", "owner\r"), ("Owner / ", "\r"), ("Total budget", "\r"), ("Aims", "\r"), ("Funding", "\r")]
    keys += [("Contact", "controller: Bo Ek\r"), ("another", "\r"), ("somebody who can be reached", "")]
    text, project = answered(registry, OWNED, [*keys, ("another", f"{MANAGER}\r"), ("another", "\r")])
    assert (project["role"], project["owner"]) == ("owner", "Granby kommun")
    assert [each["role"] for each in project["contact"]] == ["controller", "project_manager"]
    assert "no contact is given" not in text


def test_eu_money_asks_for_the_aims_that_were_left_out(registry: Path) -> None:
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "eu: ESF-rådet=480 000 kr\r")]
    keys += [("its aims are not given", ""), ("Aims", "\r"), ("its aims are not given", ""), ("Aims", "Fler går.\r")]
    keys += [("another", "own: Granby kommun\r"), ("another", "\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], keys)
    assert project["aims"] == "Fler går."
    assert [each["level"] for each in project["funding"]] == ["eu", "own"]


def test_eu_money_can_be_taken_back_instead(registry: Path) -> None:
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "eu: ESF-rådet=480 000 kr\r")]
    keys += [("not given", ""), ("Aims", "<\r"), ("Funding", "regional: Region Granland\r"), ("another", "\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], keys)
    assert ([each["level"] for each in project["funding"]], "aims" in project) == (["regional"], False)


def test_an_answer_that_was_given_is_told_and_kept_once(registry: Path) -> None:
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "own: Granby kommun\r")]
    keys += [("another", "own: Granby kommun; kind=cash\r"), ("one is kept", ""), ("another", "\r")]
    text, project = answered(registry, [*OURS, f"--contact={MANAGER}"], keys)
    said = "note: --funding: “own: Granby kommun; kind=cash” says the same as “own: Granby kommun”; one is kept"
    assert (text.count(said), project["funding"]) == (1, [{"funder": "Granby kommun", "level": "own"}])


def test_a_rule_that_is_switched_off_asks_for_nothing(registry: Path) -> None:
    (registry.parent / "pyproject.toml").write_text('[tool.projreg.rules]\nPR601 = "off"\nPR312 = "error"\n')
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "eu: ESF-rådet=480 000 kr\r")]
    keys += [("total_budget is missing", ""), ("Total budget", "1 mkr\r"), ("another", "\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], keys)
    assert (project["total_budget"], "aims" in project) == (1_000_000, False)


@pytest.mark.parametrize(
    ("wrong", "asked", "right", "key", "value"),
    [
        ("--url=www.leden.example", "PR604", ("Website", "https://l.example/\r"), "url", "https://l.example/"),
        ("--closed-date=2999-01-01", "PR206", ("Closed", "2025-06-30\r"), "closed_date", date(2025, 6, 30)),
        ("--closed-date=2999-01-01", "PR206", ("Closed", "-\r"), "closed_date", None),
        ("--summary=Kim 811218-9876", "PR405", ("Summary", "En led.\r"), "summary", "En led."),
        ("--partners=Kim 811218-9876", "PR405", ("Partners", "-\r"), "partners", None),
    ],
)
def test_what_is_refused_at_the_end_is_asked_again(
    registry: Path, wrong: str, asked: str, right: tuple[str, str], key: str, value: object
) -> None:
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "\r"), (asked, ""), right]
    keys += [("Enter when done", "\r")] if key == "partners" else []
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}", wrong], keys)
    assert project.get(key) == value


def test_an_answer_goes_back(registry: Path) -> None:
    keys = [("< goes back", ""), ("Total budget", "<\r"), ("Total budget", "1 mkr\r"), ("Aims", "Många.\r")]
    keys += [("Funding", "regional: R=2 tkr\r"), ("another", "-\r"), ("Funding", "<\r")]
    keys += [("[Många.]", "<\r"), ("[1 mkr]", "2 mkr\r"), ("[Många.]", "\r"), ("Funding", "own: Granby=2 mkr\r")]
    keys += [("another", "<\r"), ("[Många.]", "-\r"), ("another", "\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], keys)
    assert (project["total_budget"], "aims" in project) == (2_000_000, False)
    assert project["funding"] == [{"funder": "Granby", "level": "own", "amount": 2_000_000}]


def test_an_amount_in_another_currency_asks_for_the_currency(registry: Path) -> None:
    keys = [("Total budget", "480 000 EUR\r"), ("is not in SEK", ""), ("Currency / Valuta [EUR]:", "-\r")]
    keys += [("“-” is no currency", ""), ("[EUR]", "\r"), ("Aims", "\r")]
    keys += [("Funding", "own: Granby=480 000 kr\r"), ("; currency=SEK", "own: Granby=480 000 euro\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], [*keys, ("another", "\r")])
    assert (project["currency"], project["total_budget"]) == ("EUR", 480_000)
    assert project["funding"] == [{"funder": "Granby", "level": "own", "amount": 480_000}]


ALL_OURS = [*OURS, f"--contact={MANAGER}", "--total-budget=1 mkr", "--aims=Fler går.", "--funding=own: Granby=1 mkr"]


def test_where_all_is_given_nothing_is_asked_but_whether_to_write(registry: Path) -> None:
    text, project = answered(registry, ALL_OURS, [])
    assert "goes back" not in text
    assert project["aims"] == "Fler går."


def test_going_back_twice_from_what_is_refused_at_the_end_comes_back_to_it(registry: Path) -> None:
    keys = [("Total budget", "\r"), ("Aims", "\r"), ("Funding", "\r"), ("PR604", ""), ("Website", "<\r")]
    keys += [("Funding", "<\r"), ("Aims", "Fler går.\r"), ("PR604", ""), ("Website", "https://l.example/\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}", "--url=www.leden.example"], keys)
    assert (project["aims"], project["url"]) == ("Fler går.", "https://l.example/")


def test_going_back_twice_comes_to_the_first_question_and_no_further(registry: Path) -> None:
    keys = [("Total budget", "1 mkr\r"), ("Aims", "<\r"), ("[1 mkr]", "<\r"), ("[1 mkr]", "2 mkr\r"), ("Aims", "\r")]
    _, project = answered(registry, [*OURS, f"--contact={MANAGER}"], [*keys, ("Funding", "\r")])
    assert project["total_budget"] == 2_000_000


def test_a_currency_that_the_funding_is_not_in_leads_back_to_the_amount(registry: Path) -> None:
    keys = [("Total budget", "480 000 EUR\r"), ("[EUR]", "\r"), ("“480 000 kr” is not in EUR", "")]
    keys += [("[EUR]", "<\r"), ("Total budget", "480 000\r"), ("Aims", "\r")]
    given = [*OURS, f"--contact={MANAGER}", "--funding=own: Granby=480 000 kr"]
    _, project = answered(registry, given, keys)
    assert ("currency" in project, project["total_budget"]) == (False, 480_000)
    assert project["funding"] == [{"funder": "Granby", "level": "own", "amount": 480_000}]


def test_what_no_question_is_about_is_refused_after_what_can_be_asked(registry: Path) -> None:
    given = [*ALL_OURS, "--waive=PR311=-", "--deadline=final_report=2025-09-30; note=Kim 811218-9876"]
    keys = [("PR405", ""), ("another", "-\r"), ("Enter when done", "\r")]
    shown = on_terminal(["add", *given], registry.parent, 150, keys=keys)
    assert (shown.status, registry.read_bytes()) == (1, HEAD.encode())
    assert "error: PR112 the waiver of PR311 gives no reason: “-” [l]; projects.toml is unchanged" in shown.text
    assert "--deadline" not in repeated(shown.raw.decode())


def repeated(shown: str) -> list[str]:
    """What a shell makes of the command line that repeats the answers."""
    line = "".join(shown.replace("\r", "").split("the same answers again: ")[1:]).split("\n")[0]
    done = subprocess.run(
        ["bash", "-c", f"printf '%s\\0' {line}"], env={"LC_ALL": "C.UTF-8"}, capture_output=True, check=True
    )
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize(
    ("answer", "status"), [("n\r", 0), (END, 130), (INTERRUPT, 130)], ids=["no", "end", "interrupt"]
)
def test_nothing_typed_is_lost(registry: Path, answer: str, status: int) -> None:
    given = ['--title=Bo\'s "led"; rm -r *', "--notes=rad 1\nrad 2 \\ \u202e'slut'", "--no-publish", "--acronym=L"]
    given += ["--start-date=2024-01-01", "--end-date=2025-06-30", "--partners=Bo", "--partners=Åsa $HOME"]
    keys = [("[l]", "\r"), ("Our role", "\r"), ("Owner / ", "\r"), ("Total budget", "2,5 mkr\r")]
    keys += [("Summary", "En `led`.\r"), ("Aims", "\r"), ("Funding", "own: Granby=1 mkr\r"), ("another", "\r")]
    keys += [("Contact", f"{MANAGER}\r"), ("another", "\r"), ("[Y/n]", answer)]
    shown = on_terminal(["add", *given, "--file=projects.toml"], registry.parent, 150, keys=keys)
    assert (shown.status, registry.read_bytes()) == (status, HEAD.encode())
    again = repeated(shown.raw.decode())
    assert again[:3] == ["projreg", "add", "--file=projects.toml"]
    assert called(*again[1:], "--yes", cwd=registry.parent).status == 0
    project = tomli.loads(registry.read_text("utf-8"))["project"][-1]
    assert (project["title"], project["publish"]) == ('Bo\'s "led"; rm -r *', False)
    assert (project["notes"], project["partners"]) == ("rad 1\nrad 2 \\ \u202e'slut'", ["Bo", "Åsa $HOME"])
    assert (project["summary"], project["owner"], project["total_budget"]) == ("En `led`.", "Granby kommun", 2_500_000)
    assert project["contact"] == [
        {"role": "project_manager", "name": "Maja Gran", "email": "maja@granby.example"}
    ]  # fmt: skip


def test_answers_until_an_interrupt_are_told(registry: Path) -> None:
    shown = on_terminal(["add"], registry.parent, 150, keys=[("Title", "Ny led\r"), ("Acronym", INTERRUPT)])
    assert (shown.status, repeated(shown.raw.decode())) == (130, ["projreg", "add", "--title=Ny led"])


# ---- money in another currency, and quotation marks


@pytest.mark.parametrize(
    ("option", "mend"),
    [
        ("--total-budget=480 000 EUR", "--currency EUR"),
        ("--funding=eu: ESF-rådet=480 000 EUR", "; currency=EUR"),
        ("--funding=own: Granby; amount=5 EUR", "; currency=EUR"),
        ("--funding=eu: ESF-rådet=5 kr; fund=INTERREG", "; currency=SEK"),
    ],
)
def test_the_mend_for_another_currency_can_be_copied(registry: Path, option: str, mend: str) -> None:
    refused(registry, add(registry, option, aims="Fler."), 2, "is not in", f": {mend}\n")
    mended = [option + mend] if mend.startswith(";") else [option, *mend.split()]
    assert add(registry, *mended, aims="Fler.").status == 0


@pytest.mark.parametrize("quoted", ['"EUR"', "'EUR'", "”EUR”", "“EUR”", ' "EUR" '])
def test_quotation_marks_around_a_value_are_forgiven(registry: Path, quoted: str) -> None:
    funding, contact = f"own: Granby=5 000 EUR; currency={quoted}", 'contact: Bo; phone="0900-123 45"'
    project = added(registry, "--funding", funding, "--contact", contact)
    assert project["funding"] == [{"funder": "Granby", "level": "own", "amount": 5000, "currency": "EUR"}]
    assert project["contact"][-1] == {"role": "contact", "name": "Bo", "phone": "0900-123 45"}


# ---- a registry that cannot be written


@pytest.mark.parametrize("command", [["add"], ["set", "bron", "title=Ny"], ["close", "bron"], ["remove", "bron"]])
@pytest.mark.parametrize(("mode", "where"), [(0o444, "projects.toml"), (0o555, ".")], ids=["file", "folder"])
def test_a_read_only_registry_is_told_before_any_question(
    registry: Path, bound: Sequence[str], command: list[str], mode: int, where: str
) -> None:
    (registry.parent / where).chmod(mode)
    shown = on_terminal(command, registry.parent, 250, through=bound)
    registry.parent.chmod(0o755)
    assert (shown.status, registry.read_bytes()) == (2, HEAD.encode())
    what, mend = shown.text.splitlines()[-2:]
    assert what.startswith("error: projects.toml ")
    assert ("Permission denied" in what, what.endswith("it is unchanged")) == (True, True)
    assert (f"its folder {registry.parent}" in what) == (where == ".")
    assert mend.startswith(f"  help: make the {'folder' if where == '.' else 'file'} writable")
    assert "?" not in shown.text


def test_a_file_that_has_no_room_is_told_before_any_question(registry: Path) -> None:
    registry.write_text(HEAD[: HEAD.index("[[project]]")].replace("[registry]", "project = []\n[registry]"), "utf-8")
    shown = on_terminal(["add"], registry.parent, 150)
    assert (shown.status, "must be written as [[project]] tables" in shown.text) == (2, True)
