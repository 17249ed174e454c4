"""A key that is not known: which one is meant or where it belongs, and that nothing is taken for what it is not."""

import pytest
from samples import HEAD, findings, found, project

from projreg.editing.fixing import fixed

TABLES = {
    "funding": {"funder": '"Region Norrdal"', "level": '"regional"', "amount": "200_000"},
    "contact": {"role": '"contact"', "name": '"Kim Exempel"', "email": '"kim@lovdal.example"'},
    "deadline": {"type": '"final_report"', "due": "2026-03-31"},
}


def registry(table: str = "", out: str = "", into: str = "", in_project: str = "") -> str:
    """A good registry, but that one key of a table is out, and one line is put into it or into the project."""
    text = HEAD + project(contact="", total_budget="500_000").rstrip("\n") + f"\n{in_project}\n"
    for name, keys in TABLES.items():
        lines = [f"{key} = {value}" for key, value in keys.items() if (name, key) != (table, out)]
        text += "\n".join(["", f"[[project.{name}]]", *lines, *([into] if name == table else []), ""])
    own = '\n[[project.funding]]\nfunder = "Byalaget Norra Lövdal"\nlevel = "own"\namount = 300_000\n'
    return text + own


def helped(text: str) -> list[tuple[str, str | None]]:
    """Code and help of all that is found."""
    return [(each.code, each.help) for each in findings(text)]


OWN_KEYS = "keys of your own begin with x_: x_diarienumer"


def test_the_registry_is_good() -> None:
    assert found(registry()) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("namn", "title"),
        ("projektnamn", "title"),
        ("ägare", "owner"),
        ("slut", "end_date"),
        ("sammanfattning", "summary"),
        ("beskrivning", "summary"),
        ("summary_sv", "summary"),
        ("title_sv", "title"),
    ],
)
def test_a_required_key_of_a_project_by_another_word(written: str, meant: str) -> None:
    text = HEAD + project().replace(f"\n{meant} = ", f'\n"{written}" = ')
    assert helped(text) == [("PR101", f"did you mean {meant}?")]
    assert fixed(text.encode(), "projects.toml").raw.decode() == text


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("budget = 500_000", "total_budget"),
        ('projektnummer = "1234"', "account"),
        ('dnr = "KS 2024/5"', "reference"),
        ('syfte = "Att bygga fiber."', "aims"),
        ('hemsida = "https://lovdal.example"', "url"),
        ('note = "Ring först."', "notes"),
    ],
)
def test_another_key_of_a_project_by_another_word(line: str, meant: str) -> None:
    text = registry(in_project=line)
    if meant == "total_budget":
        text = text.replace("total_budget = 500_000\n", "")
    assert helped(text) == [("PR101", f"did you mean {meant}?")]


@pytest.mark.parametrize(
    ("table", "out", "into"),
    [
        ("funding", "amount", "belopp = 200_000"),
        ("funding", "amount", "beviljat_belopp = 200_000"),
        ("funding", "amount", '"Beviljat stöd" = 200_000'),
        ("funding", "funder", 'bidragsgivare = "Region Norrdal"'),
        ("contact", "email", 'mejl = "kim@lovdal.example"'),
        ("contact", "name", 'kontaktperson = "Kim Exempel"'),
        ("deadline", "due", "datum = 2026-03-31"),
        ("deadline", "due", "sista_dag = 2026-03-31"),
    ],
)
def test_a_key_of_a_table_by_another_word(table: str, out: str, into: str) -> None:
    assert helped(registry(table, out, into)) == [("PR101", f"did you mean {out}?")]


@pytest.mark.parametrize(
    ("line", "header", "meant"),
    [
        ("amount = 200_000", "[[project.funding]]", ""),
        ("belopp = 200_000", "[[project.funding]]", "amount"),
        ("procent = 40", "[[project.funding]]", "rate"),
        ('funder = "Region Norrdal"', "[[project.funding]]", ""),
        ('email = "kim@lovdal.example"', "[[project.contact]]", ""),
        ('phone = "0952-140 00"', "[[project.contact]]", ""),
        ("due = 2026-03-31", "[[project.deadline]]", ""),
        ('publisher = "Lövdals kommun"', "[registry]", ""),
    ],
)
def test_a_key_of_another_table(line: str, header: str, meant: str) -> None:
    text = registry(in_project=line)
    renamed = f" as {meant}" if meant else ""
    assert helped(text) == [("PR101", f"it belongs in {header}{renamed}: move it below such a header")]
    for unsafe in (False, True):
        assert fixed(text.encode(), "projects.toml", unsafe).raw.decode() == text


def test_an_amount_among_the_keys_of_the_project_is_not_missed_below() -> None:
    text = registry("funding", "amount", in_project="amount = 200_000")
    assert [code for code, _ in helped(text)] == ["PR101"]
    assert [code for code, _ in helped(registry("funding", "funder", in_project='funder = "Region Norrdal"'))] == [
        "PR101"
    ]


@pytest.mark.parametrize(
    "line", ['projekttid = "2024-2026"', 'title_fi = "Kuitu"', 'title_sv = "Fiber"', 'colour = "blå"']
)
def test_what_no_key_holds_is_not_turned_into_another(line: str) -> None:
    text = registry(in_project=line)
    ((code, help_),) = helped(text)
    assert code == "PR101"
    assert (help_ or "").endswith(f"keys of your own begin with x_: x_{line.split(' ')[0]}")
    for unsafe in (False, True):
        assert fixed(text.encode(), "projects.toml", unsafe).raw.decode() == text


def test_keys_that_hold_such_a_value_are_named() -> None:
    ((_, help_),) = helped(registry("contact", into="x_dag = 2024-01-01", in_project="datum = 2024-03-01"))
    assert (help_ or "").startswith("a date here is activities_end_date, ")


@pytest.mark.parametrize(
    ("table", "out", "written", "value"),
    [
        ("funding", "funder", "Finansiär", '"Region Norrdal"'),
        ("funding", "level", "Nivå", '"regional"'),
        ("funding", "amount", "Beviljat stöd", "200_000"),
        ("funding", "amount", "Beviljat stöd", "200 000 kr"),
        ("contact", "email", "e-post adress", '"kim@lovdal.example"'),
    ],
)
def test_a_label_that_is_no_key_of_toml(table: str, out: str, written: str, value: str) -> None:
    text = registry(table, out, f"{written} = {value}")
    (finding,) = findings(text)
    line = text.split("\n")[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == written
    assert (finding.code, finding.help) == ("PR001", f"did you mean {out}?")


@pytest.mark.parametrize(
    ("written", "meant"), [("Total budget", "total_budget"), ("Kort beskrivning", "summary"), ("mål", "aims")]
)
def test_a_label_of_the_project_that_is_no_key_of_toml(written: str, meant: str) -> None:
    text = HEAD + project(**{meant: "", written: "500 000 kr" if "budget" in meant else '"Fiber."'})
    assert helped(text) == [("PR001", f"did you mean {meant}?")]


@pytest.mark.parametrize(("others", "help_"), [(0, "did you mean reference?"), (101, OWN_KEYS)])
def test_a_label_is_not_looked_for_in_a_table_of_another_kind(others: int, help_: str) -> None:
    keys = {f"x_{number}": "1" for number in range(others)}
    assert helped(HEAD + project(**keys, diarienumer='"KS 2024/5"')) == [("PR101", help_)]


def test_a_key_in_words_that_is_given_already_is_not_suggested() -> None:
    ((_, help_),) = helped(HEAD + project(**{"end date": "2026-03-16"}))
    assert "did you mean" not in (help_ or "")
