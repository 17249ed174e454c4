"""The registry as CSV: read back equal, nothing acts in a spreadsheet, and the sums are those of the file."""

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from console import called
from hypothesis import given
from hypothesis import strategies as st
from samples import HEAD, PARAGRAPHS, exported, holding, hostile_strings, project, registry_of

from projreg.export import named
from projreg.model.records import Registry
from projreg.publishing.edition import Edition
from projreg.values.cell_lists import parted
from projreg.values.formulas import unguarded
from projreg.visible import visible, visible_paragraphs

DAY = date(2026, 3, 1)
TRAPS = [
    "=1+1", "+46 70", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", '"=1', "a;=1", "a,=cmd|'/c calc'!A0", "rad\n=1", "＝1",
    "'=1", "a;b", 'a"b', "a,b", "1,5", "0952-140 00", "å ä ö", "\ufeffx", "\x00\x1b[31m\u202e", "<r><t>x</t></r>",
]  # fmt: skip
TEXTS = {"title", "title_en", "acronym", "owner", "status_reason", "reference", "url", "summary", "aims", "results",
         "funding_1_funder", "funding_1_programme", "funding_1_reference", "deadline_1_funder", "deadline_1_note",
         "logos_1_src", "logos_1_alt", "contact_1_name", "contact_1_email", "contact_1_phone"}  # fmt: skip
LISTS = {"partners", "places", "municipalities", "tags"}
STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def read(text: str, separator: str = ",") -> list[dict[str, str]]:
    """The records as Python's own reader has them; every one must have all its cells."""
    found = [*csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True, restkey="more")]
    assert not [each for each in found if "more" in each or None in each.values()]
    return found


def cleaned(name: str, text: str) -> str:
    return visible_paragraphs(text) if name in PARAGRAPHS else visible(text)


def made(registry: Registry, *, excel: bool = False) -> str:
    return exported("csv", registry, DAY, with_contacts=True, excel=excel).raw.decode()


@pytest.mark.long
@pytest.mark.parametrize("excel", [False, True])
def test_every_hostile_text_is_read_back(shared: Path, excel: bool) -> None:
    strings = [*TRAPS, *hostile_strings(shared)]
    text = made(holding(strings), excel=excel)
    rows = read(text.removeprefix("\ufeff"), ";" if excel else ",")
    back = unguarded if excel else str
    assert len(rows) == len(strings)
    for string, row in zip(strings, rows, strict=True):
        assert {name: back(row[name]) for name in TEXTS} == {name: cleaned(name, string) for name in TEXTS}
        assert {name: parted(back(row[name])) for name in LISTS} == {name: [visible(string)] for name in LISTS}


@pytest.mark.long
def test_no_text_starts_a_formula_however_the_cells_are_parted(shared: Path) -> None:
    text = made(holding([*TRAPS, *hostile_strings(shared)]), excel=True).removeprefix("\ufeff")
    for separator in (";", ",", "\t"):
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [cell for cell in row if cell.strip().startswith(STARTS)]
        for line in text.splitlines():
            assert not [
                cell for cell in line.split(separator) if cell.strip(" '\"\xa0").startswith(STARTS) and "'" not in cell
            ]


def test_the_excel_dialect_is_what_a_swedish_excel_opens() -> None:
    entry = project(
        total_budget="1234567.5",
        summary='"""rad ett\n\nrad två"""',
        funding='[{ funder = "A", level = "own", amount = 0.25, rate = 12.5, paid = 3 }]',
    )
    raw = exported("csv", registry_of(HEAD + entry), DAY, excel=True).raw
    assert raw.startswith(b'\xef\xbb\xbf"as_of";"publisher";')
    assert raw.endswith(b"\r\n")
    [row] = read(raw.decode("utf-8-sig"), ";")
    wanted = {"total_budget": "1234567,5", "funding_1_amount": "0,25", "funding_1_rate": "12,5", "funding_1_paid": "3"}
    assert {name: row[name] for name in wanted} == wanted
    assert (row["summary"], row["start_date"], row["as_of"]) == ("rad ett\n\nrad två", "2024-01-01", "2026-03-01")


def test_the_head_is_the_format_and_ascii() -> None:
    head = made(registry_of(HEAD + project())).split("\r\n")[0]
    names = next(csv.reader([head]))
    assert names[:5] == ["as_of", "publisher", "publisher_id", "id", "title"]
    assert names[-4:] == ["contact_1_name", "contact_1_email", "contact_1_phone", "contact_1_publish"]
    assert all(name.isascii() and name.replace("_", "a").isalnum() and name == name.lower() for name in names)
    assert len(set(names)) == len(names)
    for secret in ("account", "notes", "waive", "retain_until"):
        assert secret not in names


def test_there_are_as_many_groups_as_the_fullest_project_has() -> None:
    lines = [f'{{ funder = "F{at}", level = "own" }}' for at in range(11)]
    full, one = project(id='"full"', funding=f"[{', '.join(lines)}]"), project(id='"one"', funding=f"[{lines[0]}]")
    rows = read(made(registry_of(HEAD + one + full)))
    assert [rows[1][f"funding_{at + 1}_funder"] for at in range(11)] == [f"F{at}" for at in range(11)]
    assert (rows[0]["funding_1_funder"], rows[0]["funding_2_funder"], rows[0]["funding_11_level"]) == ("F0", "", "")
    assert "funding_12_funder" not in rows[0]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=4), st.booleans())
def test_lists_come_back(items: list[str], excel: bool) -> None:
    written = ", ".join('"' + "".join(f"\\U{ord(sign):08x}" for sign in each) + '"' for each in items)
    entry = project(partners=f"[{written}]")
    [row] = read(made(registry_of(HEAD + entry), excel=excel).removeprefix("\ufeff"), ";" if excel else ",")
    assert parted((unguarded if excel else str)(row["partners"])) == [visible(each) for each in items]


def test_sums_are_those_of_the_file(shared: Path) -> None:
    file = shared / "data" / "registries" / "europe-500.toml"
    registry = registry_of(file.read_bytes())
    edition = Edition(registry.publisher, registry.projects, DAY, "sv", excel=True)
    rows = read(named("csv").render(edition).raw.decode("utf-8-sig"), ";")
    assert len(rows) == 500
    groups = {name.split("_")[1] for name in rows[0] if name.startswith("funding_")}
    budgets = [(row["currency"], row["total_budget"]) for row in rows]
    amounts = [(row[f"funding_{at}_currency"], row[f"funding_{at}_amount"]) for row in rows for at in groups]
    wanted = sums_of_the_file(file)
    assert (added(budgets), added(amounts)) == wanted
    assert min(map(len, wanted)) > 1, "there are several currencies to keep apart"


def added(pairs: Sequence[tuple[str, str]]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = defaultdict(Decimal)
    for currency, amount in pairs:
        if amount:
            found[currency] += Decimal(amount.replace(",", "."))
    return found


def sums_of_the_file(file: Path) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Total budgets and granted amounts by currency, as the TOML itself says."""
    data = tomllib.loads(file.read_text("utf-8"), parse_float=Decimal)
    budgets: dict[str, Decimal] = defaultdict(Decimal)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for each in data["project"]:
        own = each.get("currency", data["registry"].get("currency", "SEK"))
        if isinstance(each.get("total_budget"), (int, Decimal)):
            budgets[own] += each["total_budget"]
        for line in each.get("funding", []):
            if isinstance(line.get("amount"), (int, Decimal)):
                amounts[line.get("currency", "EUR" if line.get("fund") == "INTERREG" else own)] += line["amount"]
    return budgets, amounts


@pytest.mark.parametrize("form", ["csv", "operations"])
def test_the_day_is_found_again(form: str) -> None:
    day_of = named(form).day_of
    entry = project(title='"as_of\\n\\"2020-01-01\\""', funding='[{ funder = "A", level = "eu" }]')
    for excel in [False, *([True] if form == "csv" else [])]:
        raw = exported(form, registry_of(HEAD + entry), DAY, excel=excel).raw
        assert day_of(raw) == day_of(raw.replace(b"\r\n", b"\n")) == DAY
    for other in (b"", b'"as_of"\r\n', b'"as_of"\r\n"2026-13-01"\r\n', b"\xff\xfe", b"as_of\r\n2026-03-01\r\n"):
        assert day_of(other) is None


def test_excel_is_for_csv_alone(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    for form in ("xlsx", "markdown", "operations"):
        done = called("export", form, "--excel", cwd=tmp_path)
        assert (done.status, done.out) == (2, "")
        assert f"{form} has no --excel" in done.err
        assert "it goes with csv" in done.err


def test_a_table_that_is_still_true_passes_another_day(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    order = ("export", "csv", "--excel", "-o", "made.csv")
    assert called(*order, "--as-of=2026-03-01", cwd=tmp_path).status == 0
    assert called(*order, "--check", cwd=tmp_path).status == 0
    (tmp_path / "projects.toml").write_text(HEAD + project(total_budget="5"), "utf-8")
    done = called(*order, "--check", cwd=tmp_path)
    assert done.status == 1
    assert "projreg export csv --excel -o made.csv" in done.err
