"""`set`, `close` and `remove`: what is asked for changes, every other byte stays, and errors are refused."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import tomli
from console import END, INTERRUPT, called, on_terminal

HEAD = """\
# Kommunens projekt
schema_version = 1

[registry]
title = "Projekt"
publisher = "Granby kommun"
contact = "registrator@granby.example"

# bron har två finansiärer
[[project]]
id = "bron"
title = "Bron"   # över ån
role = "owner"
owner = "Granby kommun"
start_date = 2024-01-01
end_date = 2024-12-31  # förlängs?
summary = \"\"\"
En bro, och texten
[[project]]
# är ingen kommentar\"\"\"

[[project.funding]]
funder = "Region Västerbotten"
level = "regional"
amount = 480_000 # enligt beslut

[[project.contact]]
role = "contact"
email = "registrator@granby.example"
# sist i bron

# för sig

# leden följer bron
[[project]]
id = "leden"
title = "Leden"
role = "partner"
owner = "Sjöby kommun"
start_date = 2024-01-01
end_date = 2025-06-30
summary = "En led."
follows = "bron"
contact = [ # en rad var
  { role = "contact", email = "leden@sjoby.example" }, # brevlåda
]
# slut
"""
TODAY = {"PROJREG_TODAY": "2025-03-01"}


@pytest.fixture
def registry(tmp_path: Path) -> Path:
    path = tmp_path / "projects.toml"
    path.write_bytes(HEAD.encode())
    return path


def after(registry: Path, *arguments: str) -> str:
    """The file's text after a command that must succeed without a word but its own."""
    result = called(*arguments, cwd=registry.parent, env=TODAY)
    assert (result.out, result.status) == ("", 0), result.err
    return registry.read_bytes().decode()


def refused(registry: Path, status: int, *arguments: str) -> str:
    """What is said when nothing is written."""
    before = registry.read_bytes()
    result = called(*arguments, cwd=registry.parent, env=TODAY)
    assert (result.out, result.status, registry.read_bytes()) == ("", status, before)
    assert [*registry.parent.iterdir()] == [registry]
    assert result.err.count("\n") in (1, 2)
    return result.err


def project(registry: Path, name: str) -> dict[str, Any]:
    data = tomli.loads(registry.read_text("utf-8"), parse_float=Decimal)
    return next(each for each in data["project"] if each["id"] == name)


# ---- set


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        ("title=Nya bron", 'title = "Bron"   # över ån', 'title = "Nya bron"   # över ån'),
        ("funding[0].amount=0,5 mkr", "amount = 480_000 # enl", "amount = 500_000 # enl"),
        ("funding[0].amount=500 000,50", "amount = 480_000 # enl", "amount = 500_000.50 # enl"),
        ("funding[0].reference=2024-17", "# enligt beslut\n", '# enligt beslut\nreference = "2024-17"\n'),
        ("total_budget=2 mkr", "# förlängs?\n", "# förlängs?\ntotal_budget = 2_000_000\n"),
        ("end-date=2024-06-30", "end_date = 2024-12-31", "end_date = 2024-06-30"),
        ("contact[0].name=Maja Gran", 'role = "contact"\n', 'role = "contact"\nname = "Maja Gran"\n'),
        ("role=medfinansiär", 'role = "owner"', 'role = "cofinancier"'),
        (
            "deadline[]=Slutrapport=2025-03-31",
            "# sist i bron\n",
            '# sist i bron\n\n[[project.deadline]]\ntype = "final_report"\ndue = 2025-03-31\n',
        ),
    ],
    ids=lambda value: value if "=" in str(value) and "\n" not in str(value) else "",
)
def test_one_line_changes(registry: Path, written: str, old: str, new: str) -> None:
    assert HEAD.count(old) >= 1
    assert after(registry, "set", "bron", written) == HEAD.replace(old, new, 1)


@pytest.mark.parametrize("name", ["bron", "leden"])
def test_what_is_set_and_taken_away_again_leaves_the_file_as_it_was(registry: Path, name: str) -> None:
    after(
        registry,
        "set",
        name,
        "tags=a",
        "funding[]=own: Granby kommun=1 mkr",
        "waive.PR311=skäl",
        "x_own=ja",
        "url=https://a.example",
    )
    assert registry.read_text("utf-8") != HEAD
    own = len(project(registry, name)["funding"]) - 1
    assert after(registry, "set", name, "tags=", f"funding[{own}]=", "waive=", "x_own=", "url=") == HEAD


def test_prolonging_keeps_the_first_end_date(registry: Path) -> None:
    after(registry, "set", "bron", "end_date=2025-06-30")
    after(registry, "set", "bron", "end_date=2025-12-31")
    changed = project(registry, "bron")
    assert (changed["end_date"], changed["original_end_date"]) == (date(2025, 12, 31), date(2024, 12, 31))


def test_the_first_end_date_goes_when_the_project_ends_on_it_again(registry: Path) -> None:
    before = registry.read_bytes()
    after(registry, "set", "bron", "end_date=2025-06-30")
    done = called("set", "bron", "end_date=2024-12-31", cwd=registry.parent)
    assert done.err.splitlines()[1:] == ["note: original_end_date was taken away: the project ends on that day again"]
    assert registry.read_bytes() == before


@pytest.mark.parametrize("written", [["end_date=2024-11-30"], ["end_date=2025-11-30", "original_end_date="]])
def test_no_first_end_date_is_kept_when_none_is_meant(registry: Path, written: list[str]) -> None:
    after(registry, "set", "bron", *written)
    assert "original_end_date" not in project(registry, "bron")


def test_crlf_and_mark_are_kept(registry: Path) -> None:
    text = ("\ufeff" + HEAD).replace("\n", "\r\n").removesuffix("\r\n")
    registry.write_bytes(text.encode())
    changed = after(registry, "set", "leden", "summary=Två leder.", "url=https://leden.example")
    assert changed == text.replace("En led.", "Två leder.").replace(
        '"Två leder."\r\n', '"Två leder."\r\nurl = "https://leden.example"\r\n'
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("end_date=2023-12-31", "PR201 end date 2023-12-31 is before start date 2024-01-01 [bron]"),
        ("total_budget=1000", "PR302 "),
        ("contact=", "PR401 no contact is given"),
        ("title=", "PR103 title is missing"),
        ("closed_date=2025-03-02", "PR206 closed_date 2025-03-02 is yet to come: today is 2025-03-01"),
        ("reviewed=2025-03-02", "PR206 "),
        ("id=leden", "PR105 "),
        ("id=ny", "PR701 no project has the id “bron” [leden]"),
    ],
)
def test_what_would_be_an_error_is_refused(registry: Path, written: str, said: str) -> None:
    assert refused(registry, 1, "set", "bron", written).startswith(f"error: {said}")


def test_an_error_that_stands_elsewhere_does_not_stop_a_change(registry: Path) -> None:
    registry.write_text(HEAD.replace("2025-06-30", "2023-06-30"), "utf-8")
    assert 'title = "Ny"' in after(registry, "set", "bron", "title=Ny")
    assert "PR201" in refused(registry, 1, "set", "leden", "end_date=2023-07-30")


def test_a_weighed_rule_is_heeded(registry: Path) -> None:
    (registry.parent / "pyproject.toml").write_text('[tool.projreg.rules]\nPR312 = "error"\n')
    result = called("set", "leden", "funding[]=own: Granby kommun=1 mkr", cwd=registry.parent, env=TODAY)
    assert (result.status, "PR312" in result.err, registry.read_text("utf-8")) == (1, True, HEAD)


def test_a_misspelt_header_elsewhere_does_not_stop_a_change(registry: Path) -> None:
    other = HEAD[HEAD.index("# leden") :].replace("leden", "stigen").replace("[[project]]", "[[projects]]")
    head, _, rest = HEAD.partition("# bron har")
    registry.write_text(head + other.replace("2025-06-30", "2023-06-30") + "\n# bron har" + rest, "utf-8")
    assert 'title = "Ny"' in after(registry, "set", "bron", "title=Ny")
    assert "PR201 end date 2022-01-01 is before start date 2024-01-01 [leden]" in refused(
        registry, 1, "set", "leden", "end_date=2022-01-01"
    )
    assert 'id = "leden"' not in after(registry, "remove", "leden")


def test_a_project_under_a_misspelt_header_is_not_changed(registry: Path) -> None:
    text = HEAD + '\n[[projekt]]\nid = "stigen"\ntitle = "Stigen"\nrole = "owner"\nstart_date = 2024-01-01\n'
    registry.write_text(text, "utf-8")
    said = (
        "error: “stigen” does not stand under [[project]]\n  help: run `projreg validate projects.toml`, and mend it\n"
    )
    assert called("set", "stigen", "title=Ny", cwd=registry.parent, env=TODAY) == ("", said, 2)
    assert registry.read_text("utf-8") == text


def test_one_registry_is_changed_at_a_time(registry: Path) -> None:
    (registry.parent / "other.toml").write_text(HEAD, "utf-8")
    files = ["--file=projects.toml", "--file=other.toml"]
    said = "error: one registry is changed at a time\n  help: give --file once\n"
    assert called("set", "bron", "title=Ny", *files, cwd=registry.parent, env=TODAY) == ("", said, 2)


def test_a_label_names_a_key(registry: Path) -> None:
    changed = after(registry, "set", "bron", "Slutdatum=2024-11-30", "kontakter[0].E-post=bron@granby.example")
    wanted = HEAD.replace("end_date = 2024-12-31", "end_date = 2024-11-30")
    assert changed == wanted.replace('registrator@granby.example"\n# sist', 'bron@granby.example"\n# sist')


def test_today_is_the_day_of_the_registry(registry: Path) -> None:
    after(registry, "set", "bron", "deadline[]=final_report=2025-03-31")
    after(registry, "set", "bron", "deadline[0].done=idag", "closed_date=today")
    changed = project(registry, "bron")
    assert (changed["deadline"][0]["done"], changed["closed_date"]) == (date(2025, 3, 1), date(2025, 3, 1))


@pytest.mark.parametrize("written", ["role=owner", "tags=", "funding[0].amount=480 000 kr"])
def test_nothing_to_change_is_said(registry: Path, written: str) -> None:
    for more in ([], ["-n"]):
        result = called("set", "bron", written, *more, cwd=registry.parent, env=TODAY)
        assert result == ("", "nothing to change; projects.toml is unchanged\n", 0)
    assert registry.read_text("utf-8") == HEAD


def test_what_is_there_already_is_told_and_not_added(registry: Path) -> None:
    changed = after(registry, "set", "bron", "tags=vatten", "deadline[]=final_report=2025-03-31")
    for written, place in (("tags[]=vatten", "tags[0]"), ("deadline[]=final_report=2025-03-31", "deadline[0]")):
        result = called("set", "bron", written, cwd=registry.parent, env=TODAY)
        told = f"note: “{written}” is there already: {place}\nnothing to change; projects.toml is unchanged\n"
        assert result == ("", told, 0)
    assert registry.read_bytes().decode() == changed


def test_amounts_that_come_to_be_in_another_currency_are_told(registry: Path) -> None:
    result = called("set", "bron", "currency=EUR", "total_budget=900000", cwd=registry.parent, env=TODAY)
    assert result.err.splitlines() == [
        "changed bron in projects.toml",
        "note: funding[0].amount = 480000 now counts as EUR",
    ]


def test_a_date_as_people_write_it_is_confirmed_as_the_day_that_it_is(registry: Path) -> None:
    words = ["end_date=31 oktober 2025", "deadline[]=final_report=30/11 2025", "start_date=2024-01-01"]
    result = called("set", "bron", *words, cwd=registry.parent, env=TODAY)
    assert result.err.splitlines() == [
        "changed bron in projects.toml",
        "note: end_date = 2025-10-31",
        "note: deadline[0].due = 2025-11-30",
        "note: original_end_date = 2024-12-31 was added",
    ]


# ---- close


def test_a_line_of_funding_that_is_none_stands_in_nobodys_way(registry: Path) -> None:
    text = HEAD.replace("[[project.funding]]", "[project.x_funding]", 1).replace(
        'title = "Bron"', 'funding = ["x"]\ntitle = "Bron"'
    )
    registry.write_text(text.replace("title = ", "total_budget = 100\ntitle = ", 2), "utf-8")
    done = called("set", "bron", "currency=EUR", cwd=registry.parent, env=TODAY)
    assert (done.status, done.err.splitlines()[-1]) == (0, "note: total_budget = 100 now counts as EUR")


def test_close_sets_today(registry: Path) -> None:
    assert after(registry, "close", "bron") == HEAD.replace("# förlängs?\n", "# förlängs?\nclosed_date = 2025-03-01\n")


def test_close_tells_of_open_deadlines(registry: Path) -> None:
    after(registry, "set", "bron", "deadline[]=final_report=2025-03-31", "deadline[]=payment_request: 2025-01-31")
    after(registry, "set", "bron", "deadline[1].done=2025-01-20")
    told = called("close", "bron", "--on=2025-02-27", cwd=registry.parent, env=TODAY).err.splitlines()
    assert told == [
        "closed bron on 2025-02-27 in projects.toml",
        "note: its deadline final_report, due 2025-03-31, is not done; `projreg set bron deadline[0].done=DATE` notes "
        "that it is",
    ]


@pytest.mark.parametrize("written", ["31 januari 2025", "31/1 2025", "31.1.2025"])
def test_close_on_a_day_as_people_write_it(registry: Path, written: str) -> None:
    told = called("close", "bron", "--on", written, cwd=registry.parent, env=TODAY)
    assert told == ("", "closed bron on 2025-01-31 in projects.toml\n", 0)
    assert project(registry, "bron")["closed_date"] == date(2025, 1, 31)


@pytest.mark.parametrize("written", ["2025-03-02", "2099-01-01"])
def test_close_on_a_day_to_come_is_refused(registry: Path, written: str) -> None:
    assert "PR206" in refused(registry, 1, "close", "bron", "--on", written)


def test_edit_may_mend_one_of_two_faults(registry: Path) -> None:
    faulty = HEAD.replace("2024-12-31  #", "2023-12-31  #")
    faulty = faulty.replace('registrator@granby.example"\n# sist', 'a(a)b"\n# sist')
    registry.write_text(faulty, "utf-8")
    editor = {**TODAY, "EDITOR": "sed -i s/2023-12-31/2024-12-30/"}
    done = called("edit", "bron", cwd=registry.parent, env=editor)
    assert (done.status, registry.read_text("utf-8")) == (0, faulty.replace("2023-12-31", "2024-12-30")), done.err


def test_what_an_editor_saves_in_another_encoding_is_refused_and_kept(registry: Path) -> None:
    before = registry.read_bytes()
    editor = {**TODAY, "EDITOR": "sed -i 's/Bron/Br\\xf6n/'"}
    done = called("edit", "bron", cwd=registry.parent, env=editor)
    assert (done.out, done.status, registry.read_bytes()) == ("", 1, before), done.err
    assert "is not UTF-8 text" in done.err
    assert "save it as UTF-8" in done.err
    (kept,) = (each for each in registry.parent.iterdir() if each != registry)
    assert b"Br\xf6n" in kept.read_bytes()
    assert kept.name in done.err


def test_close_before_the_start_is_refused(registry: Path) -> None:
    said = refused(registry, 2, "close", "bron", "--on=2023-12-31")
    assert said.startswith("error: bron cannot be closed on 2023-12-31: it starts on 2024-01-01\n")


@pytest.mark.parametrize(("day", "is_early"), [("2024-12-30", True), ("2024-12-31", False), ("2024-01-01", True)])
def test_close_before_the_end_date_is_told(registry: Path, day: str, is_early: bool) -> None:
    result = called("close", "bron", f"--on={day}", cwd=registry.parent, env=TODAY)
    notes = ["note: closed before its end date 2024-12-31"] if is_early else []
    assert (result.err.splitlines(), result.status) == ([f"closed bron on {day} in projects.toml", *notes], 0)


def test_close_before_the_end_date_is_asked_about(registry: Path) -> None:
    for typed, text in (("\r", HEAD), ("n\r", HEAD), ("y\r", HEAD.replace("s?\n", "s?\nclosed_date = 2024-11-30\n"))):
        asked = ("Close bron on 2024-11-30, before its end date 2024-12-31? [y/N]:", typed)
        on_terminal(["close", "bron", "--on=2024-11-30"], registry.parent, 100, keys=[asked], env=TODAY)
        assert registry.read_text("utf-8") == text


def test_close_after_the_end_date_is_agreed_to_with_enter(registry: Path) -> None:
    asked = ("Close bron on 2025-03-01? [Y/n]:", "\r")
    on_terminal(["close", "bron"], registry.parent, 100, keys=[asked], env=TODAY)
    assert "closed_date = 2025-03-01\n" in registry.read_text("utf-8")


# ---- remove


def test_remove_takes_the_comments_that_belong_to_it(registry: Path) -> None:
    start, end = HEAD.index("# leden följer"), len(HEAD)
    assert after(registry, "remove", "leden") == HEAD[:start].rstrip("\n") + "\n" + HEAD[end:]
    start, end = HEAD.index("# bron har"), HEAD.index("# för sig")
    registry.write_text(HEAD.replace('follows = "bron"\n', ""), "utf-8")
    assert after(registry, "remove", "bron") == (HEAD[:start] + HEAD[end:]).replace('follows = "bron"\n', "")


def test_what_another_project_follows_is_not_removed(registry: Path) -> None:
    assert "PR701 no project has the id “bron” [leden]" in refused(registry, 1, "remove", "bron")


# ---- asking


ANSWERS = [("y", True), ("yes", True), ("j", True), ("JA", True), ("n", False), ("no", False), ("Nej", False)]


@pytest.mark.parametrize(
    ("answer", "status", "written"),
    [*((f"{answer}\r", 0, yes) for answer, yes in ANSWERS), (END, 130, False), (INTERRUPT, 130, False)],
)
@pytest.mark.parametrize("command", [["set", "leden", "title=Ny"], ["remove", "leden"]])
def test_on_a_terminal_the_change_is_shown_and_asked_about(
    registry: Path, command: list[str], answer: str, status: int, written: bool
) -> None:
    shown = on_terminal(command, registry.parent, 100, keys=[("]:", answer)], env=TODAY)
    assert "--- a/projects.toml" in shown.text
    assert (shown.status, registry.read_text("utf-8") != HEAD) == (status, written)


@pytest.mark.parametrize(
    ("command", "asked", "written"),
    [
        (["set", "leden", "title=Ny"], "[Y/n]:", True),
        (["close", "bron"], "[Y/n]:", True),
        (["close", "leden"], "[y/N]:", False),
        (["remove", "leden"], "[y/N]:", False),
    ],
)
def test_enter_takes_nothing_away(registry: Path, command: list[str], asked: str, written: bool) -> None:
    keys = [(asked, "kanske\r"), ("“kanske” is neither yes nor no; write y or n", ""), (asked, "\r")]
    shown = on_terminal(command, registry.parent, 100, keys=keys, env=TODAY)
    assert (shown.status, registry.read_text("utf-8") != HEAD) == (0, written)


def test_an_editor_that_opens_a_window_of_its_own_is_waited_for(registry: Path) -> None:
    env = {**TODAY, "EDITOR": "true"}
    shown = on_terminal(["edit", "leden"], registry.parent, 100, keys=[("saved and closed it", "\r")], env=env)
    assert "nothing to change; projects.toml is unchanged" in shown.text
    assert (shown.status, [*registry.parent.iterdir()]) == (0, [registry])
