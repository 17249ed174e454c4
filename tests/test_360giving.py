"""Grants by the 360Giving Data Standard: valid by its schema, complete or left out and told, with lasting ids."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from console import called
from giving import faults
from hypothesis import given
from hypothesis import strategies as st
from real_lists import published_list
from samples import HEAD, exported, holding, hostile_strings, project, registry_of

from projreg.export import _360giving
from projreg.model.records import Registry

DAY = date(2026, 3, 1)
GIVING = f'{HEAD}publisher_id = "212000-1231"\ngrant_prefix = "360G-lovdal"\n'
LINE = {
    "funder": '"Jordbruksverket"',
    "funder_id": '"202100-4151"',
    "level": '"national"',
    "amount": "480_000",
    "reference": '"2023-4471"',
    "decision_date": "2023-08-22",
}


def line(**changes: str) -> str:
    """A complete funding line with keys changed or added, as TOML; an empty value leaves a key out."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in {**LINE, **changes}.items() if value) + " }"


def registry(*lines: str, head: str = GIVING, **changes: str) -> str:
    """A registry of one project with these funding lines."""
    return head + project(**{"owner_id": '"212000-1355"', **changes, "funding": f"[{', '.join(lines)}]"})


def grants(text: str) -> list[dict[str, Any]]:
    """The grants, which the standard's schema allows."""
    package = json.loads(exported("360giving", registry_of(text), DAY).raw)
    assert list(package) == ["grants"]
    assert not package["grants"] or faults(package) == []
    found: list[dict[str, Any]] = package["grants"]
    return found


def remarks(text: str) -> list[str]:
    """What is told."""
    return [*exported("360giving", registry_of(text), DAY).remarks]


def test_a_grant_holds_what_the_registry_knows() -> None:
    known = registry(
        line(paid="120_000.50", programme='"Landsbygdsprogrammet"'),
        summary='"""Ett stycke.\n\nEtt till."""', url='"https://lovdal.example/å"', reviewed="2024-06-01",
        places='["Norrby", "Lövdal"]', municipalities='["Lövdal"]',
    )  # fmt: skip
    assert grants(known) == [
        {
            "id": "360G-lovdal-bredband_2023-4471",
            "title": "Bredband i Lövdal",
            "description": "Ett stycke.\n\nEtt till.",
            "currency": "SEK",
            "amountAwarded": 480000,
            "amountDisbursed": 120000.5,
            "awardDate": "2023-08-22T00:00:00Z",
            "url": "https://lovdal.example/%C3%A5",
            "plannedDates": [{"startDate": "2024-01-01T00:00:00Z", "endDate": "2026-03-16T00:00:00Z"}],
            "recipientOrganization": [{"id": "SE-ON-212000-1355", "name": "Byalaget Norra Lövdal"}],
            "beneficiaryLocation": [{"name": "Norrby"}, {"name": "Lövdal"}],
            "fundingOrganization": [{"id": "SE-ON-202100-4151", "name": "Jordbruksverket"}],
            "grantProgramme": [{"title": "Landsbygdsprogrammet"}],
            "dateModified": "2024-06-01T00:00:00Z",
        }
    ]
    assert remarks(known) == []


def test_a_grant_without_more_than_it_must_have() -> None:
    [grant] = grants(registry(line(), start_date="", end_date=""))
    assert list(grant) == [
        "id", "title", "description", "currency", "amountAwarded", "awardDate", "recipientOrganization",
        "fundingOrganization",
    ]  # fmt: skip


LEFT_OUT = "left out of the grants: 1 of 1 funding line, for what the standard requires and the registry does not say"
EMPTY = "no grant: the list is empty, and the standard's schema wants at least one"
PLACE = "bredband funding[0] (Jordbruksverket)"


@pytest.mark.parametrize(
    ("keys", "changes", "lacks"),
    [
        ({"amount": ""}, {}, "no amountAwarded (amount)"),
        ({"amount": '"480 000 kr"'}, {}, "no amountAwarded (amount)"),
        ({"amount": "12345678901234567.89"}, {}, "no amountAwarded (amount)"),
        ({"decision_date": ""}, {}, "no awardDate (decision_date)"),
        ({"decision_date": '"2023"'}, {}, "no awardDate (decision_date)"),
        ({"funder_id": ""}, {}, "no fundingOrganization id (funder_id)"),
        ({"funder_id": '"202100-4152"'}, {}, "no fundingOrganization id (funder_id)"),
        ({"funder_id": '"811218-9876"'}, {}, "no fundingOrganization id (funder_id)"),
        ({"currency": '"kronor"'}, {}, "no currency (currency)"),
        ({"currency": "5"}, {}, "no currency (currency)"),
        ({"fund": "5"}, {}, "no currency (currency)"),
        ({}, {"currency": "5"}, "no currency (currency)"),
        ({}, {"owner_id": ""}, "no recipientOrganization id (owner_id)"),
        ({}, {"owner": '" "'}, "no recipientOrganization name (owner)"),
        ({}, {"title": '""'}, "no title (title)"),
        ({}, {"summary": ""}, "no description (summary)"),
        ({}, {"status": '"applied"', "publish": "true"}, "no decision: the project is only applied for"),
        ({"level": ""}, {}, "no level, so that it may be one's own money"),
        ({"level": '"egen"'}, {}, "no level, so that it may be one's own money"),
        (
            {"amount": "", "decision_date": "", "funder_id": ""},
            {"owner_id": ""},
            "no amountAwarded (amount), no awardDate (decision_date), no recipientOrganization id (owner_id), "
            "no fundingOrganization id (funder_id)",
        ),
    ],
)
def test_a_line_that_lacks_something_is_left_out_and_told(
    keys: dict[str, str], changes: dict[str, str], lacks: str
) -> None:
    incomplete = registry(line(**keys), **changes)
    assert grants(incomplete) == []
    assert remarks(incomplete) == [LEFT_OUT, f"{PLACE}: {lacks}", EMPTY]


def test_a_line_without_funder_is_told_by_its_number() -> None:
    assert remarks(registry(line(), line(funder=""))) == [
        LEFT_OUT.replace("1 of 1 funding line", "1 of 2 funding lines"),
        "bredband funding[1] (): no fundingOrganization name (funder)",
    ]


def test_the_number_told_is_the_one_in_the_file() -> None:
    """An entry that is no table is left out by the decoder; `set bredband funding[2].amount=…` counts it."""
    assert remarks(registry(line(), '"Vinnova"', line(amount="")))[1].startswith("bredband funding[2] (")


def test_without_a_prefix_no_grant_has_an_id() -> None:
    without = registry(line(), line(funder='"Boverket"', amount=""), head=HEAD)
    assert grants(without) == []
    assert remarks(without) == [
        LEFT_OUT.replace("1 of 1 funding line", "2 of 2 funding lines"),
        f"{PLACE}: no id (grant_prefix)",
        "bredband funding[1] (Boverket): no id (grant_prefix), no amountAwarded (amount)",
        "Lövdals kommun: without grant_prefix in [registry] no grant has an id (360Giving gives one)",
        EMPTY,
    ]


def test_ones_own_money_is_no_grant() -> None:
    own = registry(line(), line(level='"own"', reference='"KS 1"'))
    assert [each["id"] for each in grants(own)] == ["360G-lovdal-bredband_2023-4471"]
    assert remarks(own) == ["1 own contribution left out: one's own money is no grant"]
    assert remarks(registry(line(level='"own"'), line(level='"own"'))) == [
        "2 own contributions left out: one's own money is no grant",
        EMPTY,
    ]


def test_a_grant_in_kind_says_so() -> None:
    assert [each.get("fundingType") for each in grants(registry(line(), line(kind='"in_kind"')))] == [
        None,
        [{"title": "In kind"}],
    ]


@pytest.mark.parametrize(
    ("changes", "organisation", "number"),
    [
        ({"owner": '"LÖVDALS kommun "', "owner_id": ""}, "recipientOrganization", "SE-ON-212000-1231"),
        ({"owner_id": '"SE212000135501"'}, "recipientOrganization", "SE-ON-212000-1355"),
        ({"owner_id": '"2120001355"'}, "recipientOrganization", "SE-ON-212000-1355"),
    ],
)
def test_organisations_by_number(changes: dict[str, str], organisation: str, number: str) -> None:
    [grant] = grants(registry(line(), **changes))
    assert [each["id"] for each in grant[organisation]] == [number]


def test_the_publisher_as_funder_has_its_own_number() -> None:
    [grant] = grants(registry(line(funder='"Lövdals kommun"', funder_id="", level='"municipal"')))
    assert grant["fundingOrganization"] == [{"id": "SE-ON-212000-1231", "name": "Lövdals kommun"}]


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        ("480_000", "480000"),
        ("480_000.00", "480000"),
        ("410_220.75", "410220.75"),
        ("0.1", "0.1"),
        ("9_223_372_036_854_775_807", "9223372036854775807"),
        ("99_999_999_999.99", "99999999999.99"),
    ],
)
def test_amounts_are_numbers_with_their_own_digits(amount: str, written: str) -> None:
    made = exported("360giving", registry_of(registry(line(amount=amount))), DAY).raw.decode()
    assert f'"amountAwarded": {written},' in made


# ---- ids


def ids(*lines: str, head: str = GIVING, **changes: str) -> list[str]:
    return [each["id"].removeprefix("360G-lovdal-") for each in grants(registry(*lines, head=head, **changes))]


BY_REGION = {"funder": '"Region Lövland"', "reference": ""}


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        ([line()], ["bredband_2023-4471"]),
        ([line(reference='" B 12/2024: Å "')], ["bredband_B_12_2024_A"]),
        ([line(reference="")], ["bredband_jordbruksverket"]),
        ([line(reference='"/"')], ["bredband_jordbruksverket"]),
        ([line(**BY_REGION)], ["bredband_region-lovland"]),
        ([line(funder='"基金"', reference="")], ["bredband_funding"]),
        ([line(), line()], ["bredband_2023-4471", "bredband_2023-4471.2"]),
        (
            [line(**BY_REGION, decision_date="2024-05-01"), line(**BY_REGION, decision_date="2023-05-01")],
            ["bredband_region-lovland.2", "bredband_region-lovland"],
        ),
        ([line(reference='"a"'), line(reference='"a"'), line(reference='"a.2"')],
         ["bredband_a", "bredband_a.2", "bredband_a_2"]),
    ],
)  # fmt: skip
def test_ids(lines: list[str], wanted: list[str]) -> None:
    assert ids(*lines) == wanted


def test_an_id_stays_when_lines_come_and_go() -> None:
    one, other = line(**BY_REGION, decision_date="2023-05-01"), line()
    later = line(**BY_REGION, decision_date="2025-05-01")
    before = ids(one, other)
    assert ids(later, line(funder='"Boverket"', reference=""), other, one)[2:] == before[::-1]
    assert ids(line(funder='"Boverket"', reference="", amount=""), one, other) == before
    assert ids(line(**BY_REGION, decision_date="", amount=""), one, other) == before  # completed later, it comes later


def test_no_two_grants_have_one_id() -> None:
    twice = registry(line()) + project(owner_id='"212000-1355"', funding=f"[{line()}]")
    found = [each["id"] for each in grants(twice)]
    assert found == ["360G-lovdal-bredband_2023-4471", "360G-lovdal-bredband_2023-4471.2"]
    number = line(reference='"1"')
    other = project(id='"bredband-norra"', owner_id='"212000-1355"', funding=f"[{number}]")
    alike = registry(line(reference='"norra-1"')) + other
    assert len({each["id"] for each in grants(alike)}) == 2


# ---- the whole


def test_it_does_not_depend_on_the_day_or_the_language() -> None:
    read = registry_of(registry(line()))
    made = exported("360giving", read, DAY).raw
    assert made == exported("360giving", read, date(1999, 1, 1), "en").raw
    assert _360giving.day_of(made) is None


def test_what_is_left_out_is_told_and_the_exit_status_is_0(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(registry(line(amount="")), "utf-8")
    out, err, status = called("export", "360giving", cwd=tmp_path)
    assert (json.loads(out), status) == ({"grants": []}, 0)
    assert err.splitlines() == [f"note: {each}" for each in (LEFT_OUT, f"{PLACE}: no amountAwarded (amount)", EMPTY)]


def test_a_file_that_is_still_right_passes_and_fails_when_a_fact_has_changed(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(registry(line()), "utf-8")
    assert called("export", "360giving", "-o", "grants.json", "--as-of=2024-01-01", cwd=tmp_path).status == 0
    assert called("export", "360giving", "-o", "grants.json", "--check", cwd=tmp_path).status == 0
    (tmp_path / "projects.toml").write_text(registry(line(amount="481_000")), "utf-8")
    out, err, status = called("export", "360giving", "-o", "grants.json", "--check", cwd=tmp_path)
    assert (out, status) == ("", 1)
    assert 'has “"amountAwarded": 480000,” where “"amountAwarded": 481000,” should stand' in err


def test_contacts_are_not_offered(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(registry(line()), "utf-8")
    assert called("export", "360giving", "--with-contacts", cwd=tmp_path).status == 2


def completed(read: Registry, *, every: int = 1) -> Registry:
    """The registry with numbers and days where they are missing, in each project or each second one."""
    publisher = registry_of(GIVING).publisher
    for at, each in enumerate(read.projects):
        each.__dict__["publisher"] = publisher
        for funding in each.funding if at % every == 0 else ():
            each.__dict__.setdefault("owner_id", "212000-1355")
            funding.__dict__["funder_id"] = "202100-4151"
            funding.__dict__.setdefault("amount", 480_000)
            funding.__dict__.setdefault("decision_date", date(2020, 1, 1))
    return read


@pytest.mark.long
def test_real_lists_give_grants_that_are_valid_or_told(shared: Path) -> None:
    read = completed(published_list(shared), every=2)
    document = exported("360giving", read, DAY)
    package = json.loads(document.raw)
    assert faults(package) == []
    told = [each for each in document.remarks if " funding[" in each]
    lines = sum(each.level != "own" for project in read.projects for each in project.funding)
    assert len(package["grants"]) + len(told) == lines
    assert len(package["grants"]) > 200
    assert len(told) > 200


def granted(strings: Iterable[str]) -> Registry:
    """Grants that say the strings wherever they can: not as a number or a currency."""
    read = completed(holding(strings))
    for each in read.projects:
        each.__dict__["owner_id"] = "212000-1355"
        for funding in each.funding:
            funding.__dict__["currency"] = "SEK"
    return read


@pytest.mark.long
def test_hostile_text_is_read_back_exactly(shared: Path) -> None:
    strings = hostile_strings(shared)
    document = exported("360giving", granted(strings), DAY)
    assert document.raw.isascii()
    package = json.loads(document.raw)
    assert faults(package) == []
    filled = [each for each in strings if each.strip()]
    assert [each["title"] for each in package["grants"]] == filled
    for grant, text in zip(package["grants"], filled, strict=True):
        assert grant["description"] == text
        assert grant["recipientOrganization"][0]["name"] == grant["fundingOrganization"][0]["name"] == text
        assert grant["grantProgramme"] == [{"title": text}]
        assert grant["beneficiaryLocation"] == [{"name": text}]
        assert grant.get("url", "http").lower().startswith("http")
        assert set(grant["id"]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len({each["id"] for each in package["grants"]}) == len(filled)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back(text: str) -> None:
    found = json.loads(exported("360giving", granted([text]), DAY).raw)["grants"]
    assert [each["title"] for each in found] == ([text] if text.strip() else [])
