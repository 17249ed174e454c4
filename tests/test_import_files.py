"""Files that are no list, or not the one that was meant: said in words, within bounds, and nothing is written."""

import io
import json
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from console import called, run
from lists import GOOD, HEADINGS, ROLE, Taken, csv, saved, workbook
from samples import HEAD

from projreg.errors import ProjregError, UnreadableFile, UsageError
from projreg.intake.grid import MOST_BYTES
from projreg.intake.parcel import Wishes, opened

OF_ALL = (*ROLE, "contact=contact: maja@lovdal.example", "funding.level=national")
GOOD_CSV = csv(HEADINGS, GOOD)
GOOD_XLSX = workbook(HEADINGS, GOOD)


def archive(how: int = zipfile.ZIP_DEFLATED, /, **parts: bytes) -> bytes:
    """A zip archive, packed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def with_part(name: str, content: bytes | None = None, change: tuple[bytes, bytes] | None = None) -> bytes:
    """A good workbook with a part replaced, or changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD_XLSX)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            part = old.read(each)
            if each == name:
                part = (
                    content if content is not None else re.sub(change[0], change[1], part, count=1) if change else part
                )
            new.writestr(each, part)
    return held.getvalue()


def with_texts(texts: bytes, cells: bytes) -> bytes:
    """A workbook whose cells take their text from a list of texts."""
    held = io.BytesIO(with_part(SHEET, cells))
    with zipfile.ZipFile(held, "a") as packed:
        packed.writestr("xl/sharedStrings.xml", _TEXTS + texts + b"</sst>")
    return held.getvalue()


def sheets(**shown: bool) -> bytes:
    """A workbook whose sheets are shown or hidden: `Tom` is empty, all others hold a project."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, is_shown in shown.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "visible" if is_shown else "hidden"
        if name != "Tom":
            sheet.append(HEADINGS)
            sheet.append((name, *GOOD[1:]))
    return saved(book)


SHEET = "xl/worksheets/sheet1.xml"
_TEXTS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"
MANY_CELLS = _START + b"".join(b"<row>%s</row>" % (b"<c/>" * 1000) for _ in range(800)) + _END
FAR_CELL = _START + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + _END
MANY_ROWS = _START + b"<row><c/></row>" * 60_000 + _END

BROKEN = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \r\n\r\n", "the file is empty"),
    "a mark alone": (b"\xef\xbb\xbf", "the file is empty"),
    "separators alone": (b";;;\r\n;;;\r\n", "there is nothing in the list"),
    "one word": (b"hej", "no row has headings that are known"),
    "no headings": (b"a;b;c\r\n1;2;3\r\n", "no row has headings that are known"),
    "NUL": (b"Projektnamn;Start\r\na\0b;2018-09-01\r\n", "this is no text file: it holds NUL characters"),
    "random bytes": (bytes(range(128, 256)) * 8, "the file is"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "this is no text file"),
    "pdf": (b"%PDF-1.7 ...", "this is a PDF"),
    "gzip": (b"\x1f\x8b\x08" + bytes(20), "this is a compressed file"),
    "old excel": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        "this is an old Excel workbook (.xls), or one that is locked",
    ),
    "html": (b"<!DOCTYPE html><table>", "this is a web page"),
    "xml": (b"<?xml version='1.0'?><a/>", "this is XML"),
    "rtf": (b"{\\rtf1 a}", "this is a text document"),
    "ods": (
        archive(zipfile.ZIP_STORED, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        "this is an OpenDocument file (.ods)",
    ),
    "xlsb": (archive(**{"xl__workbook.bin": b"a"}), "this is a binary Excel workbook (.xlsb)"),
    "2 001 parts": (archive(**{f"xl__{at}": b"" for at in range(2001)}), "it has 2001 parts"),
    "parts with a password": (
        re.sub(rb"(?<=PK\x01\x02.{4})\0", b"\1", GOOD_XLSX, flags=re.DOTALL),
        "the workbook is locked with a password",
    ),
    "zip": (archive(lista_xml=b"a"), "this is an archive, but no .xlsx workbook"),
    "half a workbook": (GOOD_XLSX[: len(GOOD_XLSX) // 2], "the file is no whole .xlsx workbook"),
    "an empty archive": (b"PK\x05\x06" + bytes(18), "no"),
    "two encodings": (
        "Projektnamn;Start\r\nLövdal;1\r\n".encode() + "Lövdal;1\r\n".encode("cp1252"),
        "partly UTF-8 and partly Windows-1252; look at line 3",
    ),
    "half a letter of UTF-16": (
        GOOD_CSV.decode().encode("utf-16")[:-1],
        "this is no text file, or its encoding cannot be told",
    ),
    "of a Macintosh": (
        "Projektnamn;Start\r\nLövdal;1\r\n".encode("mac-roman"),
        "the file is not UTF-8, and what else it is cannot be told",
    ),
    "a huge cell": (
        csv(HEADINGS, ("x" * 100_001, *GOOD[1:])),
        "row 2, column A: the cell has more than 100000 characters",
    ),
    "a quotation mark that nothing closes": (
        b'Projektnamn;Start\r\n"a;b' + b"\r\na;b" * 40_000,
        "the cell has more than",
    ),
    "10 000 columns": (csv(["Projektnamn"] * 10_000), "the list has 10000 columns, and at most 2000 are read"),
    "60 000 rows": (b"Projektnamn;Startdatum\r\n" + b"a;b\r\n" * 60_000, "rows, and at most 20000 are read"),
    "two million cells": (
        b"Projektnamn;Startdatum" + b"\r\n" + (b"a;" * 900 + b"\r\n") * 1000,
        "cells, and at most 500000 are read",
    ),
    "800 000 cells in an xlsx": (
        with_part(SHEET, MANY_CELLS),
        "the list has 800000 cells, and at most 500000 are read",
    ),
    "a cell far out in an xlsx": (with_part(SHEET, FAR_CELL), "the list has 1048576 rows, and at most 20000 are read"),
    "60 000 rows in an xlsx": (with_part(SHEET, MANY_ROWS), "the list has 60000 rows, and at most 20000 are read"),
    "a huge text in an xlsx": (
        with_texts(b"<si><t>" + b"x" * 800_001 + b"</t></si>", _START + _END),
        "a cell has more than 100000 characters",
    ),
    "nothing in the sheet that is shown": (
        sheets(Tom=True, Dold=False, Äldre=False),
        "list: there is nothing in the sheets that are shown\n  help: --sheet names one that is hidden: Dold, Äldre",
    ),
    "nothing in any sheet": (sheets(Tom=True), "there is nothing in the list"),
    "a bomb": (with_part(SHEET, _START + b" " * 70_000_000 + _END), "unpacked, the workbook is larger than 64 MiB"),
    "a sheet in UTF-16": (with_part(SHEET, "<a/>".encode("utf-16")), "a sheet is not UTF-8"),
    "a sheet that is no xml": (with_part(SHEET, b"<<<"), ""),
    "a workbook that is no xml": (with_part("xl/workbook.xml", b"hej"), ""),
    "a text that is not there": (
        with_part(SHEET, change=(rb'<c r="A1".*?</c>', b'<c r="A1" t="s"><v>999</v></c>')),
        "",
    ),
    "json of something else": (b'{"a": 1}', "this JSON holds neither “projects” nor “grants”"),
    "half json": (b'{"projects": [', "this is no JSON"),
    "json too deep": (b"[" * 100_000, "this JSON is nested too deeply"),
    "json of a newer version": (b'{"schema_version": 2, "projects": []}', "another schema_version than 1"),
    "a project of a newer version": (
        b'{"schema_version": 2, "title": "a"}',
        "project 1 has another schema_version than 1",
    ),
    "a line of a newer version": (
        b'{"title": "a"}\n{"title": "b", "schema_version": 2}\n',
        "list: line 2 has another schema_version than 1",
    ),
    "20 001 projects in json": (
        json.dumps({"projects": [{}] * 20_001}).encode(),
        "the file has 20001 projects, and at most 20000 are read",
    ),
    "json lines with a broken one": (b'{"id": "a", "title": "b"}\n{"id"\n', "this is no JSON"),
    "json with NaN": (b'{"projects": [{"total_budget": NaN}]}', "NaN is no number"),
    "json with a number too long": (b'{"projects": [{"total_budget": ' + b"9" * 5000 + b"}]}", "this is no JSON"),
    "json in another encoding": ('{"projects": [{"title": "Lövdal å"}]}'.encode("mac-roman"), "the file is not UTF-8"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_read_is_refused_in_words(name: str, tmp_path: Path) -> None:
    raw, said = BROKEN[name]
    (tmp_path / "list").write_bytes(raw)
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "list", "--set", "role=owner", "--yes", cwd=tmp_path)
    assert done.status in (1, 2), done.err
    assert said in done.err
    assert "bug in projreg" not in done.err
    assert "Traceback" not in done.err
    assert (tmp_path / "projects.toml").read_text("utf-8") == HEAD


@pytest.mark.parametrize("step", range(1, 12))
def test_any_part_of_a_workbook_or_list_is_read_or_refused(step: int) -> None:
    for raw in (GOOD_XLSX, GOOD_CSV, json.dumps({"projects": [{"id": "a"}]}).encode()):
        for damaged in (raw[: len(raw) * step // 12], raw[: step * 7] + b"\xff" + raw[step * 7 :], raw[step * 50 :]):
            try:
                opened(damaged)
            except ProjregError:
                continue


@pytest.mark.parametrize(
    "objects",
    [
        [1, "a", None, [], {}],
        [{"title": 1}],
        [{"title": ["a"]}],
        [{"title": "\ud800"}],
        [{"start_date": {"a": 1}}],
        [{"funding": 3}],
        [{"funding": {"funder": "a"}}],
        [{"funding": [3, None, "a"]}],
        [{"funding": [{"amount": True}]}],
        [{"total_budget": "1e400"}],
        [{"total_budget": 10**30}],
        [{"total_budget": 1e300}],
        [{"partners": "a"}],
        [{"partners": [1]}],
        [{"partners": {"a": 1}}],
        [{"publish": "kanske"}],
        [{"contact": [{"role": "chef"}]}],
        [{"id": 7}],
        [{"id": "A B"}],
        [{"waive": {"PR311": "a"}}],
        [{"x_own": 1}],
        [{"logos": [{"src": "a"}]}],
    ],
    ids=lambda each: json.dumps(each)[:40],
)
@pytest.mark.parametrize("name", ["projects", "grants"])
def test_json_with_values_of_any_kind_is_told(name: str, objects: list[object], tmp_path: Path) -> None:
    (tmp_path / "list.json").write_text(json.dumps({name: objects}), "utf-8")
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "list.json", "--set", "role=owner", "--yes", cwd=tmp_path)
    assert done.status in (1, 2)
    assert "bug in projreg" not in done.err
    assert (tmp_path / "projects.toml").read_text("utf-8") == HEAD


@pytest.mark.parametrize(
    "raw",
    [
        csv(HEADINGS, GOOD, separator=each).decode().encode(encoding)
        for each in (";", ",", "\t", "|")
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252")
    ]
    + [b"sep=;\r\n" + GOOD_CSV, GOOD_CSV.replace(b"\r\n", b"\n"), b"\r\n\r\n" + GOOD_CSV, GOOD_XLSX],
)
def test_separators_and_encodings_are_told_by_the_file(raw: bytes) -> None:
    taken = Taken(raw)
    assert taken.lines == []
    assert taken.projects[0]["title"] == "Bredband"


def test_swedish_letters_of_windows_are_read() -> None:
    row = ("Länsväg på Öland", *GOOD[1:])
    taken = Taken(csv(HEADINGS, row).decode().encode("cp1252"))
    assert taken.projects[0]["title"] == "Länsväg på Öland"
    assert taken.remarks == ["read as Windows-1252, since it is not UTF-8"]


def test_no_break_spaces_of_windows_alone_are_read() -> None:
    raw = csv((*HEADINGS, "Budget"), (*GOOD, "480\xa0000")).decode().encode("cp1252")
    assert Taken(raw).projects[0]["total_budget"] == 480_000


def test_a_sheet_is_chosen_by_name_and_hidden_ones_are_passed_over() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Dold"
    first.append(("Hemligt",))
    first.sheet_state = "hidden"
    book.create_sheet("Tom")
    for name, title in (("Projekt", "Bredband"), ("Äldre", "Badplats")):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        sheet.append((title, *GOOD[1:]))
    raw = saved(book)
    assert Taken(raw).projects[0]["title"] == "Bredband"
    assert Taken(raw).remarks == ["other sheets are left out: Tom, Äldre; --sheet names one"]
    assert opened(raw, Wishes(sheet="Äldre")).entries[0].given[("title",)].value == "Badplats"
    with pytest.raises(UsageError, match="no sheet “Gammalt”"):
        opened(raw, Wishes(sheet="Gammalt"))
    assert Taken(sheets(Tom=True, Dold=False), sheet="Dold").projects[0]["title"] == "Dold"
    with pytest.raises(UnreadableFile, match="there is nothing in the list"):
        opened(sheets(Tom=True, Dold=False), Wishes(sheet="Tom"))


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    """The size in the directory is made small: what is unpacked is measured, and does not agree."""
    bomb = with_part(SHEET, _START + b" " * 1_000_000 + _END)
    size = len(_START + b" " * 1_000_000 + _END).to_bytes(4, "little")
    assert bomb.count(size) == 2
    with pytest.raises(UnreadableFile):
        opened(bomb.replace(size, (1000).to_bytes(4, "little")))


def test_one_long_text_in_many_cells_is_refused() -> None:
    text = b"<si><t>" + b"x" * 30_000 + b"</t></si>"
    cells = _START + (b"<row>" + b'<c t="s"><v>0</v></c>' * 10 + b"</row>") * 2_000 + _END
    with pytest.raises(UnreadableFile, match="hold more text"):
        opened(with_texts(text, cells))


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    with pytest.raises(UnreadableFile, match="the file is larger than 64 MiB"):
        opened(GOOD_CSV + bytes(MOST_BYTES))


def test_cells_that_never_end_take_no_long_time(tmp_path: Path) -> None:
    (tmp_path / "list.xlsx").write_bytes(with_part(SHEET, _START + b"<c " * 300_000))
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = run("import", "list.xlsx", "--dry-run", cwd=tmp_path)  # which fails when it takes too long
    assert (done.status, done.err[:55]) == (2, "error: list.xlsx: the file is no whole .xlsx workbook: ")


def test_pictures_and_other_parts_of_a_workbook_are_left_alone() -> None:
    held = io.BytesIO(GOOD_XLSX)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/media/image1.png", bytes(MOST_BYTES))
    assert Taken(held.getvalue()).projects == Taken(GOOD_XLSX).projects


def test_a_formula_whose_value_is_an_empty_text_is_an_empty_cell() -> None:
    raw = with_part(SHEET, change=(rb'<c r="E2".*?</c>', b'<c r="E2" t="str"><f>""</f><v></v></c>'))
    taken = Taken(raw, for_all=OF_ALL)
    assert (taken.lines, len(taken.projects)) == ([], 1)


def test_cells_without_a_heading_behind_the_last_are_passed_over_however_many_they_are() -> None:
    taken = Taken(csv(HEADINGS, (*GOOD, *[""] * 2_500)))
    assert (taken.lines, len(taken.projects)) == ([], 1)


MAILBOX = {"role": "contact", "email": "maja@lovdal.example"}
BRIDGE = {
    "id": "bron", "title": "Bron", "start_date": "2018-09-01", "end_date": "2021-12-31", "summary": "En bro.",
    "contact": [MAILBOX],
}  # fmt: skip
GRANT = {
    "title": "Bron", "description": "En bro.", "amountAwarded": 100,
    "plannedDates": [{"startDate": "2018-09-01", "endDate": "2021-12-31"}],
    "fundingOrganization": [{"name": "Boverket"}],
    "beneficiaryLocation": [{"name": "Lövdal"}, {"name": " "}, "Norrdal"],
}  # fmt: skip
LACKS_ALL = [f"line 3: there is no {each}; fill it in" for each in ("end_date", "start_date", "summary", "title")]


@pytest.mark.parametrize(
    ("text", "projects", "remarks", "lines"),
    [
        (json.dumps(BRIDGE), ["Bron"], [], []),
        (json.dumps([BRIDGE, {**BRIDGE, "id": "led", "title": "Leden"}]), ["Bron", "Leden"], [], []),
        (json.dumps([GRANT]), ["Bron"], [], []),
        (f"{json.dumps(BRIDGE)}\n\n{{}}\n3\n", ["Bron"], [], [*LACKS_ALL, "line 4: it is no object"]),
        (
            json.dumps({**BRIDGE, "x": 1, "contact": [{**MAILBOX, "titel": "chef"}]}),
            ["Bron"],
            ["left out, since the format has no such keys: contact[].titel, x"],
            [],
        ),
        (
            json.dumps({**BRIDGE, "contact": [{"role": "contact", "phone": "0900-123 45"}]}),
            [],
            [],
            ["project 1, contact[0].role: a contact has neither name nor e-mail address; add one, or leave it out"],
        ),
        (
            json.dumps({**BRIDGE, "start_date": True}),
            [],
            [],
            ["project 1, start_date: “True” is no date; write the day, such as 2018-09-01"],
        ),
    ],
    ids=["one", "list", "list of grants", "lines", "unknown keys", "a contact without a name", "a day that is none"],
)
def test_json_in_all_its_forms(text: str, projects: list[str], remarks: list[str], lines: list[str]) -> None:
    taken = Taken(text.encode(), for_all=OF_ALL)
    assert ([each["title"] for each in taken.projects], taken.remarks, taken.lines) == (projects, remarks, lines)


def test_the_places_of_a_grant_are_kept_by_name() -> None:
    assert Taken(json.dumps([GRANT]).encode(), for_all=OF_ALL).projects[0]["places"] == ["Lövdal"]


def test_what_json_lacks_is_not_asked_for_in_columns(tmp_path: Path) -> None:
    """`--map` and `--header` are refused there, and so nothing may advise them."""
    bare = {"title": "Bron", "amountAwarded": 100, "start_date": "2018-09-01"}
    (tmp_path / "list.json").write_text(json.dumps({"grants": [bare, {**bare, "title": "Leden"}]}), "utf-8")
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "list.json", "--set", "owner=Byalaget", cwd=tmp_path)
    assert done.status == 2
    assert done.err.splitlines() == [
        "list.json: grants of 360Giving, 2 projects",
        "note: left out, since the format has no such keys: start_date",
        "grants 1 and 2, amountAwarded: funding has no funder; fill it in, or --set funding.funder=…",
        "grants 1 and 2, amountAwarded: the level of the funding is not given; fill it in, or --set funding.level=…",
        "error: no project in the file has role, start_date, end_date, summary, contact",
        "  help: fill them in there, or say the same for all: --set role=owner "
        '--set contact="contact: kommun@lovdal.example"',
    ]


def test_headings_are_found_below_titles_and_repeated_ones_are_left_out() -> None:
    rows = [
        ("Projekt i Lövdal", "", "", "", ""),
        ("", "", "", "", ""),
        HEADINGS,
        GOOD,
        HEADINGS,
        ("Bad", *GOOD[1:]),
        ("Totalt:", "", "", "", ""),
    ]
    taken = Taken(csv(*rows))
    assert taken.parcel.layout is not None
    assert taken.parcel.layout.header == 3
    assert [each["title"] for each in taken.projects] == ["Bredband", "Bad"]
    assert taken.remarks == ["row 5 is left out: it is the headings again", "row 7 is left out: “Totalt:” is a sum"]


def test_a_project_called_total_is_no_sum() -> None:
    assert len(Taken(csv(HEADINGS, ("Total renovering", *GOOD[1:]), ("Summa", *GOOD[1:]))).projects) == 2


@pytest.mark.parametrize(("header", "projects"), [(1, 1), (None, 1)])
def test_the_row_of_the_headings_can_be_named(header: int | None, projects: int) -> None:
    assert len(Taken(csv(HEADINGS, GOOD), for_all=ROLE, header=header).projects) == projects


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("", "{python} -m pip install XlsxWriter python-calamine"),
        ("pipx_metadata.json", "pipx inject projreg XlsxWriter python-calamine"),
        (
            "uv-receipt.toml",
            "uv tool install --force --with XlsxWriter --with python-calamine WHAT, where WHAT is what projreg was "
            "installed from",
        ),
    ],
)
def test_without_the_library_it_names_the_command_of_its_own_environment(
    mark: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "projreg"
    home.mkdir()
    if mark:
        (home / mark).write_text("", "utf-8")
    monkeypatch.setitem(sys.modules, "python_calamine", None)  # as Python marks a module that cannot be imported
    monkeypatch.setattr(sys, "prefix", str(home))
    (tmp_path / "list.xlsx").write_bytes(GOOD_XLSX)
    (tmp_path / "projects.toml").write_text(HEAD, "utf-8")
    done = called("import", "list.xlsx", cwd=tmp_path)
    assert (done.out, done.status) == ("", 2)
    assert done.err == (
        "error: reading .xlsx needs the library python-calamine, which is not installed\n"
        f"  help: {command.format(python=sys.executable)}\n"
    )
