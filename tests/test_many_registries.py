"""docs/many-registries.md: its blocks are run as they stand, over several registries, and give what they promise."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pytest
from console import REPOSITORY, environment
from samples import HEAD, project

from projreg.publishing.exportschema import schema

PAGE = (REPOSITORY / "docs" / "many-registries.md").read_text("utf-8")
DAY = date(2026, 3, 1)

LJUS = {"id": '"ljus"', "title": '"Ljus över gränsen"', "end_date": "2026-05-30", "start_date": "2024-05-01"}
LINE = '{{ funder = "{}", level = "{}", amount = {}, reference = "{}" }}'
REGISTRIES = {
    "lovdal": project(
        **LJUS,
        role='"owner"',
        total_budget="1_850_000.10",
        funding=f"""[{LINE.format("Region Lövland", "regional", "0.10", "RL 1")},
            {LINE.format("Region Lövland", "regional", "0.20", "RL 1")},
            {{ funder = "Interreg Aurora", level = "eu", fund = "INTERREG", amount = 1_202_500.25, rate = 64.95,
               paid = 410_220.75, reference = "20369999", decision_date = 2024-03-12 }},
            {{ funder = "Lövdals kommun", level = "own", kind = "in_kind", amount = 99 }}]""",
    )
    + project(end_date="2026-03-01", status='"suspended"')
    + project(id='"over"', title='"Över"', end_date="2026-02-28"),
    "fjallby": project(
        **LJUS,
        funding="""[{ funder = "Interreg Aurora", level = "eu", fund = "INTERREG", amount = 1_202_500,
            reference = "20369999" }, { funder = "Region Lövland", level = "regional" }]""",
    ),
    "okand": '\n[[project]]\nid = "okand"\ntitle = "Okänt"\nrole = "owner"\n',
    "tom": "",
}
"""Amounts with decimals, a grant that two tell of, nothing but nulls, and nothing at all."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lines of several registries, made by the loop on the page."""
    folder = tmp_path_factory.mktemp("country")
    (folder / "registries").mkdir()
    shutil.copy(REPOSITORY / "examples" / "exempelkommun.toml", folder / "registries")
    for name, body in REGISTRIES.items():
        text = HEAD.replace("Lövdals kommun", f"{name.title()} kommun") + body
        (folder / "registries" / f"{name}.toml").write_text(text, "utf-8")
    (folder / "registries" / "trasig.toml").write_text("a = ", "utf-8")
    [loop] = blocks("sh")
    env = {"PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", "PROJREG_TODAY": DAY.isoformat()}
    done = subprocess.run(
        ["sh", "-c", loop], cwd=folder, env=environment(folder, env), capture_output=True, check=False
    )
    assert done.returncode == 1
    assert "error: registries/trasig.toml:1:5: a cannot be read: a value is missing" in done.stderr.decode()
    assert sorted(each.stem for each in (folder / "jsonl").iterdir()) == ["exempelkommun", *sorted(REGISTRIES)]
    assert (folder / "jsonl" / "tom.jsonl").read_bytes() == b""
    return folder


@pytest.fixture
def database(lines: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in that folder, without the network."""
    here = Path.cwd()
    os.chdir(lines)
    try:
        with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
            yield connection
    finally:
        os.chdir(here)


def query(beginning: str) -> str:
    """The block whose text has these words."""
    [found] = [each for each in blocks("sql") if beginning in each]
    return found


def types(connection: duckdb.DuckDBPyConnection, describe: str) -> dict[str, str]:
    return {name: kind for name, kind, *_ in connection.sql(describe).fetchall()}


VIEWS = ("VIEW projects", "VIEW grants")


@pytest.fixture
def views(database: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    for each in VIEWS:
        database.execute(query(each))
    return database


# ---- types


def test_types_are_found(database: duckdb.DuckDBPyConnection) -> None:
    found = types(database, query("DESCRIBE"))
    project = schema()["$defs"]["project"]
    assert [*found] == [*schema()["$defs"]["line"]["required"], *project["required"]]
    dates = {name for name, told in project["properties"].items() if told and told.get("format") == "date"}
    given = {name for name in dates if found[name] != '"NULL"'}
    assert {found[name] for name in given} == {found["as_of"]} == {"DATE"}
    assert {"start_date", "end_date", "closed_date", "reviewed"} <= given
    assert (found["total_budget"], found["tags"], found["schema_version"]) == ("DOUBLE", "VARCHAR[]", "BIGINT")
    assert found["funding"] == (
        'STRUCT(funder VARCHAR, funder_id "NULL", "level" VARCHAR, fund VARCHAR, programme VARCHAR, kind VARCHAR, '
        "currency VARCHAR, amount DOUBLE, rate DOUBLE, paid DOUBLE, reference VARCHAR, decision_date DATE)[]"
    )
    assert found["deadline"] == 'STRUCT("type" VARCHAR, due DATE, done DATE, funder VARCHAR, note VARCHAR)[]'


@pytest.mark.parametrize(
    ("names", "budget", "end", "funding"),
    [
        ("exempelkommun", "BIGINT", "DATE", "STRUCT("),
        ("okand", '"NULL"', '"NULL"', "JSON[]"),
        ("okand exempelkommun", "BIGINT", "DATE", "STRUCT("),
        ("okand lovdal", "DOUBLE", "DATE", "STRUCT("),
    ],
)
def test_whole_amounts_and_what_nobody_gives(
    database: duckdb.DuckDBPyConnection, names: str, budget: str, end: str, funding: str
) -> None:
    files = [f"jsonl/{each}.jsonl" for each in names.split()]
    found = types(database, query("DESCRIBE").replace("'jsonl/*.jsonl'", str(files)))
    assert (found["total_budget"], found["end_date"]) == (budget, end)
    assert found["funding"].startswith(funding)


def test_every_file_is_looked_into(lines: Path, database: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    """With union_by_name, as the page says; without it the 33rd file is not."""
    (tmp_path / "jsonl").mkdir()
    for number in range(33):
        shutil.copy(lines / "jsonl" / "okand.jsonl", tmp_path / "jsonl" / f"{number:02}.jsonl")
    shutil.copy(lines / "jsonl" / "lovdal.jsonl", tmp_path / "jsonl" / "99.jsonl")
    os.chdir(tmp_path)
    assert types(database, query("DESCRIBE"))["end_date"] == "DATE"
    without = query("DESCRIBE").replace(", union_by_name = true", "")
    assert types(database, without)["end_date"] == '"NULL"'


def test_types_can_be_stated(views: duckdb.DuckDBPyConnection) -> None:
    found = types(views, "DESCRIBE projects")
    assert (found["total_budget"], found["end_date"], found["tags"]) == ("DECIMAL(21,2)", "DATE", "VARCHAR[]")
    line = schema()["$defs"]["line"]["properties"] | schema()["$defs"]["project"]["properties"]
    assert set(found) <= set(line)
    inner = types(views, "DESCRIBE grants")
    assert set(inner) - {"publisher", "id", "title", "role"} <= set(schema()["$defs"]["funding"]["required"])
    exact = {name for name, kind in inner.items() if kind.startswith("DECIMAL")}
    assert (exact, inner["decision_date"]) == ({"amount", "rate", "paid"}, "DATE")
    views.execute("SELECT due, done FROM (SELECT unnest(deadline, recursive := true) FROM projects)")
    assert {column[1] for column in views.description or ()} == {"DATE"}


def test_amounts_are_exact(views: duckdb.DuckDBPyConnection) -> None:
    amounts = "FROM grants WHERE publisher = 'Lovdal kommun' AND amount < 1"
    assert views.sql(f"SELECT sum(amount) {amounts}").fetchall() == [(Decimal("0.30"),)]
    assert views.sql("SELECT paid, rate FROM grants WHERE rate < 65 AND rate > 64").fetchall() == [
        (Decimal("410220.75"), Decimal("64.95"))
    ]
    inferred = "(SELECT unnest(funding, recursive := true) FROM read_ndjson('jsonl/lovdal.jsonl'))"
    small = f"FROM {inferred} WHERE amount < 1"
    assert views.sql(f"SELECT sum(amount) {small}").fetchall() != [(Decimal("0.30"),)]  # as doubles add
    assert views.sql(f"SELECT sum(amount::DECIMAL(21, 2)) {small}").fetchall() == [(Decimal("0.30"),)]


def test_an_amount_told_as_text_is_read_too(views: duckdb.DuckDBPyConnection, lines: Path, tmp_path: Path) -> None:
    (tmp_path / "jsonl").mkdir()
    huge = (lines / "jsonl" / "lovdal.jsonl").read_text("utf-8").replace("1850000.1,", '"99999999999999.99",')
    (tmp_path / "jsonl" / "lovdal.jsonl").write_text(huge, "utf-8")
    os.chdir(tmp_path)
    assert views.sql("SELECT max(total_budget) FROM projects").fetchall() == [(Decimal("99999999999999.99"),)]


# ---- questions

GRANTED = [
    ("Interreg Aurora", "EUR", 3, 3, Decimal("3607500.25")),
    ("Region Lövland", "SEK", 3, 2, Decimal("0.30")),
]
ENDING = [
    ("Lovdal kommun", "bredband", date(2026, 3, 1), 0),
    ("Fjallby kommun", "ljus", date(2026, 5, 30), 90),
    ("Lovdal kommun", "ljus", date(2026, 5, 30), 90),
]


def ours(rows: list[Any]) -> list[Any]:
    """Of the answers those about our small registries."""
    return [each for each in rows if each[0] in {row[0] for row in (*GRANTED, *ENDING)}]


def test_what_each_funder_granted(views: duckdb.DuckDBPyConnection) -> None:
    assert ours(views.sql(query("count(amount) AS with_amount")).fetchall()) == GRANTED


def test_what_two_registries_tell(views: duckdb.DuckDBPyConnection) -> None:
    whole, exact = Decimal(1202500), Decimal("1202500.25")
    publishers = ["Fjallby kommun", "Lovdal kommun"]
    assert views.sql(query("WITH told")).fetchall() == [
        ("Interreg Aurora", "20369999", publishers, [whole, exact], ["EUR", "EUR"])
    ]


def test_each_grant_once(views: duckdb.DuckDBPyConnection) -> None:
    """The owner's word counts, and both decisions of one reference."""
    of_the_example = Decimal(1202500)
    assert ours(views.sql(query("WITH once")).fetchall()) == [
        ("Interreg Aurora", "EUR", Decimal("1202500.25") + of_the_example),
        ("Region Lövland", "SEK", Decimal("0.30")),
    ]


def test_what_ends(views: duckdb.DuckDBPyConnection) -> None:
    assert ours(views.sql(query("end_date - as_of")).fetchall()) == ENDING


def test_which_are_old(views: duckdb.DuckDBPyConnection) -> None:
    assert views.sql(query("cannot_be_judged")).fetchall() == [
        ("Exempelkommun", DAY, 11, 0),
        ("Fjallby kommun", DAY, 1, 0),
        ("Lovdal kommun", DAY, 3, 0),
        ("Okand kommun", DAY, 1, 1),
    ]


def test_every_block_is_tried() -> None:
    assert len(blocks("sql")) == 8
    assert [len(blocks(each)) for each in ("sh", "python")] == [1, 2]


# ---- Spark


@pytest.mark.skipif(not find_spec("pyspark"), reason="PySpark is not here: it is large, and needs Java")
def test_spark_answers_the_same(lines: Path) -> None:
    told = """
print([tuple(each) for each in granted.collect()])
print([tuple(each) for each in ending.collect()])
print({each.name: each.dataType.simpleString() for each in projects.schema}["end_date"])
print({each.name: each.dataType.simpleString() for each in spark.read.json("jsonl/*.jsonl").schema})
"""
    path = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "JAVA_HOME") if name in os.environ}
    env = environment(lines, {**path, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"})
    done = subprocess.run(
        [sys.executable, "-c", "".join(blocks("python")) + told],
        cwd=lines, env=env, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    granted, ending, stated, inferred = done.stdout.splitlines()[-4:]
    scope = {"Decimal": Decimal, "datetime": sys.modules["datetime"]}
    assert ours(eval(granted, scope)) == GRANTED
    assert ours(eval(ending, scope)) == ENDING
    found = eval(inferred)
    assert stated == "date"
    assert (found["end_date"], found["total_budget"], found["results_en"]) == ("string", "double", "string")
    assert "amount:double" in found["funding"]
    assert "decision_date:string" in found["funding"]
