"""The workbook: read back equal by two readers, sums that hold without a calculator, and Excel's limits."""

import io
import sys
import zipfile
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from console import called, on_terminal
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from samples import HEAD, PARAGRAPHS, exported, holding, hostile_strings, project, registry_of
from test_csv_export import TRAPS, sums_of_the_file
from workbooks import opened, rows

from projreg.derived.funding import by_programme, own_share, sums
from projreg.encode.xlsx import LONGEST_TEXT, workbook
from projreg.errors import UsageError
from projreg.export import named
from projreg.language import Phrase
from projreg.model.records import Project
from projreg.publishing.edition import Document, Edition
from projreg.tables.sheets import Sheet
from projreg.tables.table import Column, Table
from projreg.visible import visible, visible_paragraphs

DAY = date(2026, 3, 1)
OWN = [
    *TRAPS,
    "_x0041_",
    "\ufffe\uffff",
    "</t></is>",
    "&amp;",
    "  kant  ",
    "1e5",
    "TRUE",
    "#REF!",
    "2024-01-01",
]


def made(text: str, *, with_contacts: bool = False) -> Document:
    return exported("xlsx", registry_of(HEAD + text), DAY, with_contacts=with_contacts)


def unescaped(value: object) -> object:
    """Two characters that XML does not have stand as Office writes them, and neither reader knows it."""
    return value.replace("_xFFFE_", "\ufffe").replace("_xFFFF_", "\uffff") if isinstance(value, str) else value


@pytest.mark.long
def test_every_hostile_text_is_read_back_and_is_text(shared: Path) -> None:
    strings = [*OWN, *hostile_strings(shared)]
    raw = exported("xlsx", holding(strings), DAY, with_contacts=True).raw
    book = opened(raw)
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n", "d", "f"}
    formulas = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert {str(cell.value)[:8] for cell in formulas} == {"=SUMIFS("}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert not [name for name in archive.namelist() if b"<hyperlink" in archive.read(name)]
    found = rows(raw, "Projekt")
    heads = [str(each) for each in found[0]]
    by_label = {key.label.sv: name for name, key in Project.keys.items()}
    for string, row in zip(strings, found[1:], strict=False):
        for head, value in zip(heads, row, strict=True):
            if (name := by_label.get(head)) in ("title", "title_en", "acronym", "owner", "reference", *PARAGRAPHS):
                clean = visible_paragraphs if name in PARAGRAPHS else visible
                assert unescaped(value) == (clean(string) or None), head


@pytest.mark.long
def test_another_reader_reads_the_same(shared: Path) -> None:
    strings = [*OWN, *hostile_strings(shared), "_x005F_"]  # the last of which openpyxl does not read
    raw = exported("xlsx", holding(strings), DAY).raw
    read = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name("Tidsfrister").to_python()
    notes = [unescaped(row[-1]) for row in read[1:]]
    assert notes == [visible(each) for each in strings]


@pytest.mark.long
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_comes_back(text: str) -> None:
    table = Table((Column("a", Phrase("A", "A"), paragraphs=True), Column("b", Phrase("B", "B"))), [("x", text)])
    raw = workbook([Sheet("Blad", table)], "T", "P", DAY, "sv").raw
    read = CalamineWorkbook.from_filelike(io.BytesIO(raw)).get_sheet_by_name("Blad").to_python()
    assert [[*map(unescaped, row)] for row in read] == [["A", "B"], ["x", visible(text)]]


@pytest.mark.long
@pytest.mark.parametrize("lang", ["sv", "en"])
def test_sums_are_those_of_the_file_without_a_calculator(shared: Path, lang: str) -> None:
    file = shared / "data" / "registries" / "europe-500.toml"
    registry = registry_of(file.read_bytes())
    edition = Edition(registry.publisher, registry.projects, DAY, "en" if lang == "en" else "sv")
    raw = named("xlsx").render(edition).raw
    budgets, amounts = sums_of_the_file(file)
    word, names = ("Total", ("Projects", "Funding")) if lang == "en" else ("Summa", ("Projekt", "Finansiering"))
    heads = ("Total budget", "Amount awarded" if lang == "en" else "Beviljat stöd")
    for name, head, wanted in zip(names, heads, (budgets, amounts), strict=True):
        found = rows(raw, name, values=True)
        at, by = found[0].index(head), found[0].index("Currency" if lang == "en" else "Valuta")
        below = [row for row in found if str(row[0]).startswith(f"{word} ")]
        assert {str(row[by]): row[at] for row in below} == {each: float(amount) for each, amount in wanted.items()}
        over: dict[object, Decimal] = defaultdict(Decimal)
        for row in found[1 : found.index([None] * len(found[0]))]:
            over[row[by]] += Decimal(str(row[at] or 0))
        assert {each: amount for each, amount in over.items() if amount} == {
            each: amount for each, amount in wanted.items() if amount
        }


def example() -> Edition:
    """The example municipality: grants and own money in two currencies, deadlines done and not done."""
    registry = registry_of((Path(__file__).parents[1] / "examples" / "exempelkommun.toml").read_bytes())
    return Edition(registry.publisher, [each for each in registry.projects if each.published], DAY, "sv")


def test_grants_and_own_money_are_told_apart_as_the_report_tells_them() -> None:
    edition = example()
    found = rows(named("xlsx").render(edition).raw, "Finansiering", values=True)
    column = {str(name): at for at, name in enumerate(found[0])}
    told = {
        str(row[0]): [row[column[each]] for each in ("Beviljat stöd", "Utbetalt", "Kvar")]
        for row in found[found.index([None] * len(found[0])) + 1 :]
    }
    for label, groups in (("Bidrag", by_programme(edition.projects)), ("Egen insats", own_share(edition.projects))):
        for each in sums(groups):
            wanted = [each.granted, each.paid, each.remaining]
            assert told[f"{label} {each.currency}"] == [None if some is None else float(some) for some in wanted]
    assert list(told) == [
        "Bidrag SEK", "Egen insats SEK", "Summa SEK, alla rader",
        "Bidrag EUR", "Egen insats EUR", "Summa EUR, alla rader",
    ]  # fmt: skip


def test_the_state_and_the_days_left_stand_beside_the_title() -> None:
    raw = named("xlsx").render(example()).raw
    projects = rows(raw, "Projekt")
    assert projects[0][:4] == ["Id", "Projekt", "Läge", "Dagar kvar"]
    assert projects[1][:4] == ["fiber-norra", "Fiber till norra kommundelen", "Pågående", 121]
    deadlines = rows(raw, "Tidsfrister")
    assert deadlines[0][:6] == ["Projekt-id", "Projekt", "Läge", "Typ", "Senast", "Dagar kvar"]
    assert deadlines[1:] == sorted(deadlines[1:], key=lambda row: str(row[4]))
    left = {(row[0], row[3]): (row[5], row[6] is not None) for row in deadlines[1:]}
    assert left["foretagspark", "Slutrapport"] == (None, True)
    assert left["fiber-norra", "Slutlig ansökan om utbetalning"] == (121, False)


def test_wrapped_text_has_room_and_a_narrow_sheet_is_printed_one_page_wide() -> None:
    long = "Ett ord och ett till. " * 12
    book = opened(made(project(summary=f'"{long}"') + project(id='"kort"')).raw)
    heights = [book["Projekt"].row_dimensions[row].height for row in (1, 2, 3)]
    assert heights == [None, 75, None]
    book = opened(named("xlsx").render(example()).raw)
    assert {sheet.title: sheet.page_setup.fitToHeight == 0 for sheet in book} == {  # as many pages high as it needs
        "Projekt": False, "Finansiering": True, "Tidsfrister": True, "Om filen": True,
    }  # fmt: skip


def test_a_column_has_room_for_its_sum_as_excel_shows_it() -> None:
    raw = made(project(total_budget="9_999_999") + project(id='"b"', total_budget="9_999_999.25")).raw
    sheet = opened(raw)["Projekt"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "Total budget")
    assert sheet.column_dimensions[column].width > len("19 999 998,25") + 2


def test_currencies_that_excel_takes_for_one_another_get_no_formula() -> None:
    entries = [project(id=f'"p{at}"', currency=f'"{each}"', total_budget=str(10**at))
               for at, each in enumerate(["SEK", "sek", "EUR", "*", ">1", "=SEK"])]  # fmt: skip
    raw = made("".join(entries)).raw
    found = {str(row[0]): row for row in rows(raw, "Projekt")}
    reckoned = rows(raw, "Projekt", values=True)
    at = reckoned[0].index("Total budget")
    totals = [(str(row[0]), row[at], found[str(row[0])][at]) for row in reckoned if str(row[0]).startswith("Summa")]
    assert totals == [
        ("Summa SEK, alla rader", 1, 1),
        ("Summa sek, alla rader", 10, 10),
        ("Summa EUR, alla rader", 100, '=SUMIFS(R2:R7,S2:S7,"EUR")'),
        ("Summa *, alla rader", 1000, 1000),
        ("Summa >1, alla rader", 10000, 10000),
        ("Summa =SEK, alla rader", 100000, 100000),
    ]


def test_what_excel_cannot_hold_is_text_or_told() -> None:
    entries = [
        project(id='"long"', total_budget="1234567890123456", summary=f'"{"å" * 40_000}"'),
        project(id='"fits"', total_budget="999999999999999", summary=f'"{"😀" * 20_000}"'),
        project(id='"old"', start_date="1899-12-31", end_date="1900-02-28", closed_date="1900-03-01"),
        project(id='"far"', start_date="0001-01-01", end_date="9999-12-31", total_budget="0.07"),
    ]
    document = made("".join(entries))
    found = rows(document.raw, "Projekt")
    column = {str(name): at for at, name in enumerate(found[0])}
    long, fits, old, far = found[1:5]
    assert (long[column["Total budget"]], fits[column["Total budget"]]) == ("1234567890123456", 999999999999999)
    assert found[6][column["Total budget"]] == "2234567890123455.07"
    assert (str(long[19])[-2:], len(str(long[19]))) == ("å…", LONGEST_TEXT)
    assert (str(fits[19])[-2:], len(str(fits[19]).encode("utf-16-le")) // 2) == ("😀…", LONGEST_TEXT)
    dates = [old[column["Startdatum"]], old[column["Slutdatum"]], old[column["Slutredovisat"]]]
    assert dates == ["1899-12-31", "1900-02-28", datetime(1900, 3, 1)]  # noqa: DTZ001
    assert [far[column["Startdatum"]], far[column["Slutdatum"]]] == ["0001-01-01", datetime(9999, 12, 31)]  # noqa: DTZ001
    assert document.remarks == [
        "Projekt R2: 1234567890123456 is text, because Excel keeps 15 digits of a number",
        "Projekt T2: the text has 40000 characters, and a cell holds 32767: the rest is left out",
        "Projekt T3: the text has 20000 characters, and a cell holds 32767: the rest is left out",
        "Projekt R7: 2234567890123455.07 is text, because Excel keeps 15 digits of a number",
    ]


def test_a_registry_that_no_sheet_holds_is_refused() -> None:
    table = Table((Column("a", Phrase("A", "A")),), range(1_048_577))  # type: ignore[arg-type]
    with pytest.raises(UsageError) as caught:
        workbook([Sheet("Projekt", table)], "T", "P", DAY, "sv")
    assert caught.value.message == "an Excel sheet holds 1048576 rows, and Projekt has 1048577"


def test_nothing_in_it_is_of_the_moment_or_the_machine() -> None:
    raw = made(project()).raw
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2026-03-01T00:00:00Z") == 2


def test_the_day_is_found_again() -> None:
    day_of = named("xlsx").day_of
    raw = made(project(), with_contacts=True).raw
    assert day_of(raw) == DAY
    forged = HEAD.replace("Pågående projekt", "<dcterms:created>2020-01-01T") + project()
    assert day_of(exported("xlsx", registry_of(forged), DAY).raw) == DAY
    large = io.BytesIO(raw)
    with (
        zipfile.ZipFile(large, "a", zipfile.ZIP_DEFLATED) as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("docProps/core.xml", archive.read("docProps/core.xml") + b" " * 1_000_000)
    assert day_of(large.getvalue()) is None
    assert [day_of(each) for each in (b"", b"PK", raw[:-30], raw[:60] + b"x" * len(raw))] == [None] * 4


def test_a_title_that_looks_like_the_writer_s_own_markup_is_text() -> None:
    title = "<r><t>Bron</t></r>"
    assert title in rows(made(project(title=f'"{title}"')).raw, "Projekt")[1]


def test_contacts_have_a_sheet_when_wished_for() -> None:
    assert opened(made(project()).raw).sheetnames == ["Projekt", "Finansiering", "Tidsfrister", "Om filen"]
    assert opened(made(project(), with_contacts=True).raw).sheetnames[3] == "Kontakter"
    assert opened(exported("xlsx", registry_of(HEAD), DAY, "en").raw).sheetnames == [
        "Projects", "Funding", "Deadlines", "About",
    ]  # fmt: skip


def test_without_the_library_one_line_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)  # as Python marks a module that cannot be imported
    done = called("export", "xlsx", "-o", "made.xlsx", cwd=tmp_path)
    assert (done.out, done.status) == ("", 2)
    assert done.err == (
        "error: xlsx needs the library XlsxWriter, which is not installed\n"
        f"  help: {sys.executable} -m pip install XlsxWriter python-calamine\n"
    )
    assert not (tmp_path / "made.xlsx").exists()


def test_a_terminal_gets_none(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    shown = on_terminal(["export", "xlsx"], tmp_path, 100)
    assert shown.status == 2
    assert "this format is no text for a terminal" in shown.text
    assert b"PK" not in shown.raw


def test_several_registries_name_their_publishers(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(HEAD + project(), "utf-8")
    (tmp_path / "b.toml").write_text(HEAD.replace("Lövdals", "Älvdals") + project(id='"b"'), "utf-8")
    assert called("export", "xlsx", "-f", "a.toml", "-f", "b.toml", "-o", "made.xlsx", cwd=tmp_path).status == 0
    found = rows((tmp_path / "made.xlsx").read_bytes(), "Projekt")
    assert [row[-1] for row in found] == ["Utgivare", "Lövdals kommun", "Älvdals kommun"]


def test_check_knows_the_workbook_again(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(HEAD + project(), "utf-8")
    order = ("export", "xlsx", "-o", "made.xlsx")
    assert called(*order, "--as-of=2026-03-01", cwd=tmp_path).status == 0
    assert called(*order, "--check", cwd=tmp_path).status == 0
    (tmp_path / "projects.toml").write_text(HEAD + project(total_budget="5"), "utf-8")
    done = called(*order, "--check", cwd=tmp_path)
    assert (done.status, "its content is another" in done.err) == (1, True)
