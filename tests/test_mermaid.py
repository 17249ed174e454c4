"""The chart of the projects: what mermaid reads in it, and what is told when it cannot be drawn."""

from datetime import date
from pathlib import Path

import pytest
from charts import Bar, Chart, read_charts
from console import called
from real_lists import published_list
from samples import HEAD, exported, holding, hostile_strings, project, published, registry_of

from projreg.language import Lang
from projreg.visible import visible

DAY = date(2026, 3, 1)
LONGEST = 200


ODD_TITLES = (
    *("section 5", "Click här", "title", "gantt", "%% x", "%%{init: {}}%%", "accDescr { x", "a: b; c, d #35; e"),
    *("2026-01-01", "---", "vert 2026", "excludes weekends", "todayMarker off", "```", "<b>x</b>", "#quot;", "&lt;"),
    "javascript:alert(1)",
)
ODD_DAYS = ("1000-01-01", "1899-12-31", "2026-02-28", "9999-12-31")
EVERYTHING = (
    HEAD
    + project(
        title_en='"Broadband"',
        deadline='[{ type = "progress_report", due = 2026-02-01 }, { type = "final_report", due = 2026-06-01 },'
        ' { type = "decision", due = 2024-02-01, done = 2024-01-31 }]',
    )
    + project(id='"a"', title='"Slut: snart"', end_date="2026-02-01")
    + project(id='"b"', title='"Klart"', closed_date="2025-01-01", end_date="2024-12-31")
    + project(id='"c"', title='"Sedan"', start_date="2026-05-01", end_date="2026-05-01")
    + project(id='"d"', title='"Aldrig"', status='"cancelled"')
)
UNDATED = HEAD + project() + project(id='"a"', end_date='"2025"') + project(id='"b"', end_date="2020-01-01")
FEW = HEAD + "".join(project(id=f'"p{at}"', title=f'"{"x" * 150}"') for at in range(240))
MANY = FEW + project(title=f'"{"x" * 190}"') * 30


def titled(title: str) -> str:
    return HEAD.replace("Pågående projekt", title) + project(title=f'"{title}"')


def lasting_only(day: str) -> str:
    return HEAD + project(start_date=day, end_date=day)


TEXTS = (EVERYTHING, UNDATED, FEW, MANY, "", HEAD, *map(titled, ODD_TITLES), *map(lasting_only, ODD_DAYS))


def chart(text: str, lang: Lang = "sv") -> str:
    return published("mermaid", registry_of(text), DAY, lang)


def remarks(text: str) -> list[str]:
    return [*exported("mermaid", registry_of(text), DAY).remarks]


@pytest.fixture(scope="module")
def read() -> dict[str, Chart]:
    """What mermaid reads in the charts of all these registries, asked once."""
    english, *found = read_charts([chart(EVERYTHING, "en"), *map(chart, TEXTS)])
    return {"in English": english, **dict(zip(TEXTS, found, strict=True))}


def test_the_chart_is_what_the_registry_says(read: dict[str, Chart]) -> None:
    found = read[EVERYTHING]
    assert (found.title, found.spoken, found.links) == ("Pågående projekt", "Pågående projekt", 0)
    assert found.sections == ["Pågående", "Kommande", "Avslutat (slutredovisas)", "Slutredovisat", "Avbrutet"]
    start, end = date(2024, 1, 1), date(2026, 3, 16)
    name = "Bredband i Lövdal"
    late, due, done = date(2026, 2, 1), date(2026, 6, 1), date(2024, 2, 1)
    assert found.bars == [
        Bar(name, "Pågående", start, end, ["active"]),
        Bar(f"{name}, Lägesrapport", "Pågående", late, late, ["crit", "milestone"]),
        Bar(f"{name}, Slutrapport", "Pågående", due, due, ["milestone"]),
        Bar(f"{name}, Beslut", "Pågående", done, done, ["done", "milestone"]),
        Bar("Sedan", "Kommande", date(2026, 5, 1), date(2026, 5, 1), []),
        Bar("Slut: snart", "Avslutat (slutredovisas)", start, date(2026, 2, 1), ["crit"]),
        Bar("Klart", "Slutredovisat", start, date(2024, 12, 31), ["done"]),
        Bar("Aldrig", "Avbrutet", start, end, []),
    ]
    assert remarks(EVERYTHING) == []


def test_english(read: dict[str, Chart]) -> None:
    found = read["in English"]
    assert found.sections == ["Active", "Upcoming", "Ended, not closed", "Closed", "Cancelled"]
    assert [each.name for each in found.bars][:2] == ["Broadband", "Broadband, Progress report"]


@pytest.mark.parametrize("day", ODD_DAYS)
def test_any_day_of_the_calendar(read: dict[str, Chart], day: str) -> None:
    assert [(each.start, each.end) for each in read[lasting_only(day)].bars] == [(date.fromisoformat(day),) * 2]


@pytest.mark.parametrize("title", ODD_TITLES)
def test_no_title_is_taken_for_a_word_of_the_chart(read: dict[str, Chart], title: str) -> None:
    found = read[titled(title)]
    assert (found.title, found.spoken, [each.name for each in found.bars]) == (title, title, [title])
    assert (found.sections, found.links) == (["Pågående"], 0)


@pytest.mark.parametrize("text", ["", HEAD])
def test_a_chart_of_nothing_is_one_all_the_same(read: dict[str, Chart], text: str) -> None:
    assert (read[text].bars, remarks(text)) == ([], ["nothing to draw: the chart has no project"])


def test_what_has_no_readable_dates_is_told(read: dict[str, Chart]) -> None:
    assert remarks(UNDATED) == ["2 projects left out, without readable dates: a, b"]
    assert len(read[UNDATED].bars) == 1


def test_a_chart_that_is_more_than_mermaid_draws_is_whole_and_told(read: dict[str, Chart]) -> None:
    assert 45_000 < len(chart(FEW)) < 50_000
    assert remarks(FEW) == []
    size = len(chart(MANY))
    assert size > 50_000
    assert remarks(MANY) == [
        f"the chart has {size} characters, and mermaid draws at most 50000 unless its maxTextSize is raised: choose "
        "fewer projects, with --active, --year, --owner or another filter"
    ]
    assert [len(read[each].bars) for each in (FEW, MANY)] == [240, 270]


@pytest.mark.long
def test_hostile_text_and_real_lists_are_read_back_and_nothing_acts(shared: Path) -> None:
    strings = hostile_strings(shared)
    parts = [strings[at : at + 40] for at in range(0, len(strings), 40)]
    real = published_list(shared)
    document = exported("mermaid", real, DAY)
    *hostile, listed = read_charts(
        [*(published("mermaid", holding(each), DAY) for each in parts), document.raw.decode()]
    )
    for part, each in zip(parts, hostile, strict=True):
        ids = sorted(f"p{at}" for at in range(len(part)))  # the order of bars that are alike
        bars = [bar.name for bar in each.bars if "milestone" not in bar.tags]
        assert bars == [named(part[int(id[1:])], id) for id in ids]
        assert (each.sections, each.links) == (["Pågående"], 0)
    dated = [each for each in real.projects if each.start_date and each.end_date and each.start_date <= each.end_date]
    assert len(listed.bars) == len(dated) > 400
    assert sorted(each.start for each in listed.bars) == sorted(each.start_date for each in dated if each.start_date)
    [told] = document.remarks
    assert told.startswith(f"{len(real.projects) - len(dated)} projects left out, without readable dates: ")


def named(written: str, id: str) -> str:
    """What a bar is called: the title, cut where it is long; the project's id where it has none to be seen."""
    whole = visible(written.strip()) or id
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"


def test_a_week_later_the_file_is_right_and_a_changed_fact_is_not(tmp_path: Path) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(HEAD + project(), "utf-8")
    command = ("export", "mermaid", "-o", "projects.mmd")
    assert called(*command, "--as-of=2024-03-01", cwd=tmp_path).status == 0
    assert called(*command, "--check", cwd=tmp_path).status == 0
    path.write_text(HEAD + project(end_date="2026-12-31"), "utf-8")
    assert called(*command, "--check", cwd=tmp_path).status == 1
