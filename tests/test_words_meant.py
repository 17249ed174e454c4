"""The words of lists as people say them, in `set`, `add` and `import`, and for `--fix`."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from console import called

from projreg.editing.assignments import read_assignments
from projreg.errors import UsageError
from projreg.model import words
from projreg.model.fields import Choice, Words
from projreg.model.words_meant import in_both_languages, words_meant
from projreg.rules import meant

LISTS: dict[str, Words] = {name: each for name, each in vars(words).items() if name.isupper()}


@pytest.mark.parametrize("name", LISTS)
def test_every_word_and_label_means_itself(name: str) -> None:
    listed = LISTS[name]
    for word, label in listed.items():
        for written in (word, *label, label.sv.upper(), label.sv.lower().replace("å", "a").replace("ö", "o")):
            assert (written, words_meant(written, listed)) == (written, [word])
        told = re.fullmatch(r"([^ ]+)(?: [(](.+)[)])?", in_both_languages(word, listed))
        assert told
        assert words_meant(told[2] or told[1], listed) == [word]


def test_no_word_stands_in_two_lists() -> None:
    """Names are kept by word alone."""
    every = [word for listed in LISTS.values() for word in listed]
    assert len(every) == len({*every})


@pytest.mark.parametrize(
    ("listed", "word", "names"),
    [
        ("ROLES", "owner", "ägare|Ägare|agare|huvudman|projektägare"),
        ("ROLES", "partner", "deltagare|samarbetspartner"),
        ("ROLES", "cofinancier", "medfinansiering|Medfinansiär"),
        ("LEVELS", "eu", "EU-medel|eu-stöd|Europeiska unionen"),
        ("LEVELS", "national", "statlig|statligt|Stat|staten|nationellt"),
        ("LEVELS", "regional", "region|regionalt"),
        ("LEVELS", "municipal", "kommun|kommunal|kommunalt"),
        ("LEVELS", "private", "privata|näringsliv"),
        ("LEVELS", "own", "egen|egna medel|egen finansiering|egeninsats"),
        ("FUNDS", "ERDF", "ERUF|regionala utvecklingsfonden|regionalfonden"),
        ("FUNDS", "EAFRD", "ejflu|Jordbruksfonden"),
        ("FUNDS", "EMFAF", "EHFVF"),
        ("FUNDS", "JTF", "fonden för rättvis omställning"),
        ("FUNDS", "ERASMUS", "erasmus+"),
        ("FUNDS", "HORIZON", "horisont"),
        ("CONTACT_ROLES", "project_manager", "projektledare|projektansvarig"),
        ("CONTACT_ROLES", "steering_chair", "ordförande"),
        ("DEADLINE_TYPES", "final_report", "slutredovisning|slutrapport"),
        ("DEADLINE_TYPES", "payment_request", "rekvisition"),
        ("DEADLINE_TYPES", "progress_report", "delrapport"),
        ("DEADLINE_TYPES", "extension_request", "förlängning"),
        ("FUNDING_KINDS", "in_kind", "natura"),
        ("STATUSES", "applied", "sökt"),
    ],
)
def test_other_names(listed: str, word: str, names: str) -> None:
    for name in names.split("|"):
        assert (name, words_meant(name, LISTS[listed])) == (name, [word])


@pytest.mark.parametrize("written", ["", " ", "-", "chef"])
def test_nothing_is_meant(written: str) -> None:
    assert [words_meant(written, listed) for listed in LISTS.values()] == [[]] * len(LISTS)


@pytest.mark.parametrize(
    ("written", "path", "value"),
    [
        ("role=ägare", "role", "owner"),
        (
            "funding[]=egen: Lövdals kommun=8,3 mkr",
            "funding",
            [{"funder": "Lövdals kommun", "level": "own", "amount": 8_300_000}],
        ),
        (
            "funding[]=statlig: Jordbruksverket; fund=EJFLU; kind=natura",
            "funding",
            [{"funder": "Jordbruksverket", "level": "national", "fund": "EAFRD", "kind": "in_kind"}],
        ),
        (
            "deadline[]=slutredovisning=2027-01-29",
            "deadline",
            [{"type": "final_report", "due": date(2027, 1, 29)}],
        ),
        (
            "contact[]=projektledare: Maja Gran <maja@granby.example>",
            "contact",
            [{"role": "project_manager", "name": "Maja Gran", "email": "maja@granby.example"}],
        ),
    ],
)
def test_the_word_of_the_format_is_stored(written: str, path: str, value: Any) -> None:
    assert read_assignments([written], {}, "SEK") == [((path,), value)]


@pytest.mark.parametrize(
    ("written", "message", "mend"),
    [
        (
            "deadline[]=rapport=2027-01-29",
            "“rapport” may be progress_report (lägesrapport) or final_report (slutrapport)",
            "write one of them",
        ),
        (
            "contact[]=ansvarig: Maja Gran",
            "“ansvarig” may be contact (kontakt) or project_manager (projektledare)",
            "write one of them",
        ),
        (
            "funding[]=bidrag: Sjöby",
            "“bidrag” is no level",
            "write one of eu, national (statlig), regional, municipal (kommunal), private (privat), own (egen)",
        ),
        (
            "funding[]=Sjöby",
            "“Sjöby” does not begin with a level",
            'write it as "eu: Funder=480 000 kr; fund=EAFRD"; the levels are eu, national (statlig), regional, '
            "municipal (kommunal), private (privat), own (egen)",
        ),
        (
            "status=klar",
            "“klar” is no status",
            "write one of applied (ansökt), suspended (vilande), cancelled (avbrutet)",
        ),
    ],
)
def test_what_cannot_be_told(written: str, message: str, mend: str) -> None:
    with pytest.raises(UsageError) as told:
        read_assignments([written], {}, "SEK")
    assert (told.value.message, told.value.mend) == (f"{written}: {message}", mend)


@pytest.mark.parametrize(
    ("listed", "written", "text", "safe"),
    [
        ("ROLES", "Ägare", '"owner"', True),
        ("LEVELS", "statlig", '"national"', True),
        ("FUNDS", "interreg", '"INTERREG"', False),
        ("LEVELS", "natoinal", '"national"', False),
    ],
)
def test_fix(listed: str, written: str, text: str, safe: bool) -> None:
    fix = meant.word(Choice(LISTS[listed]), written, keeps_currency=False)
    assert fix
    assert (fix.text, fix.safe) == (text, safe)


@pytest.mark.parametrize(("listed", "written"), [("DEADLINE_TYPES", "rapport"), ("ROLES", "chef")])
def test_no_fix(listed: str, written: str) -> None:
    assert meant.word(Choice(LISTS[listed]), written, keeps_currency=True) is None


def test_add_takes_them_as_options(tmp_path: Path) -> None:
    (tmp_path / "projects.toml").write_text(
        'schema_version = 1\n\n[registry]\ntitle = "P"\npublisher = "Granby kommun"\ncontact = "a@granby.example"\n',
        "utf-8",
    )
    told = called(
        *("add", "--title=Bron", "--role=ägare", "--owner=Granby kommun", "--summary=En bro."),
        *("--start-date=2026-01-01", "--end-date=2026-12-31", "--funding=egen: Granby kommun=1 mkr"),
        *("--contact=kontakt: a@granby.example", "--deadline=slutredovisning=2027-01-29"),
        cwd=tmp_path,
    )
    assert told == ("", "added bron to projects.toml\n", 0)
    text = (tmp_path / "projects.toml").read_text("utf-8")
    for line in ('role = "owner"', 'level = "own"', 'role = "contact"', 'type = "final_report"'):
        assert f"\n{line}\n" in text
