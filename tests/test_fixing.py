"""`validate --fix`: what has one safe answer is mended, what is likely when asked for, and every other byte stays."""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from console import called
from effort import LONG, count
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CONTACT, HEAD, KEYS, findings, project

from projreg.checking.check import check_one
from projreg.checking.choice import Choice
from projreg.diagnostic import Finding, Fix, Span
from projreg.diagnostic import Path as Place
from projreg.editing import fixing
from projreg.editing.fixing import Fixed, fixed
from projreg.editing.proof import proved
from projreg.model.fields import Choice as Words
from projreg.model.records import Contact, Deadline, Funding, Project, Publisher, Registry
from projreg.reading.draft import Draft, Edit, applied, line_starts, stretch
from projreg.reading.source import Source, parse
from projreg.values.nearest import plain

RULES = Path(__file__).parent / "rules"
SAMPLES = sorted(RULES.glob("*.toml"))
CLEAN = (RULES / "clean.toml").read_text("utf-8")
NAME = "projects.toml"
REAL = "data/registries/europe-500.toml"
Check = Callable[[Source], tuple[Registry, list[Finding]]]


@lru_cache(8)
def errors(raw: bytes) -> int:
    """How many errors there are."""
    return sum(each.severity == "error" for each in check_one(parse(raw, NAME))[1])


def held(raw: bytes, unsafe: bool = False) -> Fixed:
    """The file fixed, after seeing that only the mended stretches changed, no error came, and no more can be done."""
    done = fixed(raw, NAME, unsafe)
    again = fixed(done.raw, NAME, unsafe)
    assert (again.raw, again.mended) == (done.raw, ())
    if not parse(raw, NAME).encoding:
        assert errors(done.raw) <= errors(raw)
        old, new = raw.decode(), done.raw.decode()
        lines, at, pieces = line_starts(old.removeprefix("\ufeff")), 0, []
        mark = len(old) - len(old.removeprefix("\ufeff"))
        for span in sorted({each.span for each in done.mended}):
            start, end = stretch(span, lines)
            pieces.append(old[at : start + mark])
            at = end + mark
        pattern = ".+".join(map(re.escape, [*pieces, old[at:]]))
        assert re.fullmatch(pattern, new, re.DOTALL)
    return done


def mended(text: str, unsafe: bool = False) -> str:
    """The text of the file fixed."""
    return held(text.encode(), unsafe).raw.decode()


# ---- what the findings say and what the fixes do


def fixable() -> list[tuple[str, str, int]]:
    """Every finding of every sample that has a fix: file, code, number."""
    return [
        (sample.name, finding.code, number)
        for sample in SAMPLES
        for number, finding in enumerate(findings(sample.read_bytes()))
        if finding.fix
    ]


def test_the_samples_have_fixes_of_every_kind() -> None:
    assert {"PR001", "PR101", "PR102", "PR201"} <= {code for _, code, _ in fixable()}


@pytest.mark.parametrize(("name", "code", "number"), fixable())
def test_a_fix_mends_its_finding_and_says_what_the_help_says(name: str, code: str, number: int) -> None:
    text = (RULES / name).read_text("utf-8")
    before = findings(text)
    finding = before[number]
    assert finding.fix is not None
    start, end = stretch(finding.span, line_starts(text))
    after = findings(text[:start] + finding.fix.text + text[end:])
    if finding.fix.safe:
        wanted = Counter((each.code, each.span.line, each.message) for each in before[:number] + before[number + 1 :])
        assert Counter((each.code, each.span.line, each.message) for each in after) == wanted
    help_ = finding.help or ""
    if code in ("PR001", "PR101", "PR102") or "did you mean" in help_:
        assert finding.fix.text.strip('"') in help_


# ---- tables of cases

REGION = 'funding = [{{ funder = "Region Norrdal", level = "regional", {} }}]'
SAFE = [
    # keys
    ("end_dat = 2026-03-16", "end_date = 2026-03-16"),
    ("'end-date' = 2026-03-16", "end_date = 2026-03-16"),
    ("Slutdatum = 2026-03-16", "end_date = 2026-03-16"),
    ("EndDate = 2026-03-16", "end_date = 2026-03-16"),
    ("Webbplats = 'https://lovdal.example'", "url = 'https://lovdal.example'"),
    ("taggs = []", "tags = []"),
    ("Closed = 2026-03-16", "closed_date = 2026-03-16"),
    (REGION.format("amuont = 5_000"), REGION.format("amount = 5_000")),
    # dates
    ('reviewed = "2025-11-03"', "reviewed = 2025-11-03"),
    ("reviewed = '2025-11-3'", "reviewed = 2025-11-03"),
    ('reviewed = "3 nov. 2025"', "reviewed = 2025-11-03"),
    ('reviewed = "13.11.2025"', "reviewed = 2025-11-13"),
    ('reviewed = "2025-11-03 00:00:00"', "reviewed = 2025-11-03"),
    ('reviewed = """2025-11-03"""', "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00", "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00Z", "reviewed = 2025-11-03"),
    ("reviewed = 3 november 2025", "reviewed = 2025-11-03"),
    ("reviewed = 2025/11/03 # av Eva", "reviewed = 2025-11-03 # av Eva"),
    ("reviewed = “2025-11-03”", "reviewed = 2025-11-03"),
    # amounts
    ('total_budget = "480 000 kr"', "total_budget = 480_000"),
    ('total_budget = "480\u00a0000\u202fkr"', "total_budget = 480_000"),
    ("total_budget = \u00a0480 000 kr\u00a0", "total_budget = 480_000"),
    ('total_budget = "1 250 000,50"', "total_budget = 1_250_000.50"),
    ('total_budget = "23,9 mkr"', "total_budget = 23_900_000"),
    ('total_budget = "480.000:-"', "total_budget = 480_000"),
    ("total_budget = 480 000 kr", "total_budget = 480_000"),
    ("total_budget = SEK 480 000", "total_budget = 480_000"),
    (REGION.format('rate = "67,5 %"'), REGION.format("rate = 67.5")),
    ('currency = "EUR"\ntotal_budget = "480 000 €"', 'currency = "EUR"\ntotal_budget = 480_000'),
    ('currency = "EUR"\ntotal_budget = 480 000 euro', 'currency = "EUR"\ntotal_budget = 480_000'),
    # words, yes and no
    (REGION.format('currency = "EUR", fund = "interreg"'), REGION.format('currency = "EUR", fund = "INTERREG"')),
    ('status = "Vilande"', 'status = "suspended"'),
    ('status = " suspended "', 'status = "suspended"'),
    ("status = SUSPENDED", 'status = "suspended"'),
    ("state_aid = True", "state_aid = true"),
    ("state_aid = ja", "state_aid = true"),
    ("state_aid = 'Nej'", "state_aid = false"),
    ("state_aid = 0", "state_aid = false"),
    # text
    ("acronym = 5", 'acronym = "5"'),
    ("account = 1250.50", 'account = "1250.50"'),
    ("account = 2024-01-01", 'account = "2024-01-01"'),
    ("account = 0471", 'account = "0471"'),
    ("account = KS 2023/117", 'account = "KS 2023/117"'),
    ("account = “KS 2023/117”", 'account = "KS 2023/117"'),
    ("url = https://lovdal.example/?a=b&c=d", 'url = "https://lovdal.example/?a=b&c=d"'),
    ("x_eget = Kim Exempel", 'x_eget = "Kim Exempel"'),
    ("notes = Ring Kim # kommentar", 'notes = "Ring Kim" # kommentar'),
    # one upon another
    ('Granskad = "5"\nsenast_granskad = "3 nov 2025"', 'Granskad = "5"\nreviewed = 2025-11-03'),
    ('valuta = "EUR"\ntotal_budget = "480 000 €"', 'currency = "EUR"\ntotal_budget = 480_000'),
    ("curency = EUR\ntotal_budget = 480 000 €", 'currency = "EUR"\ntotal_budget = 480_000'),
    ('Total-Budget = "480 000 kr"', "total_budget = 480_000"),
    # headers
    ("[[project.deadline]\ntype = 'other'\ndue = 2026-03-01", "[[project.deadline]]\ntype = 'other'\ndue = 2026-03-01"),
    ("[project.deadline]]\ntype = 'other'\ndue = 2026-03-01", "[[project.deadline]]\ntype = 'other'\ndue = 2026-03-01"),
]


def with_line(line: str) -> str:
    """A good registry with more lines in its project, which take the place of the lines they are about."""
    left_out = {"end_date": ""} if re.match("(?i).?(end_?-?dat|slutdatum)", line) else {}
    return HEAD + project(**left_out) + line + "\n"


SAFE += [
    (f"{key} = {figures}", f'{key} = "{figures}"')
    for key, figures in [
        ("reference", "0x1F"),
        ("reference", "0o17"),
        ("reference", "2024_1234"),
        ("reference", "1.50"),
        ("reference", "1e3"),
        ("reference", "2024-06-30"),
        ("account", "+46952140000"),
        ("account", "-0"),
    ]
]
"""The text is what was written, not the number that it makes."""


@pytest.mark.parametrize(("wrong", "right"), SAFE)
def test_what_has_one_safe_answer_is_mended(wrong: str, right: str) -> None:
    text = with_line(wrong)
    assert mended(text) == text.replace(f"\n{wrong}\n", f"\n{right}\n")


LIKELY = [
    ("closing_date = 2026-03-16", "closed_date = 2026-03-16"),
    ("taeg = ['fiber']", "tags = ['fiber']"),
    ('status = "suspnded"', 'status = "suspended"'),
    ("reviewed = 2025-11-03T12:00:00", "reviewed = 2025-11-03"),
    ("reviewed = 2025-11-03T00:00:00+02:00", "reviewed = 2025-11-03"),
    ('reviewed = "2025-11-03 kl 12"', None),
    ("reviewed = 2025-13-11", "reviewed = 2025-11-13"),
    ('total_budget = "48 00 00 kr"', "total_budget = 480_000"),
    ('total_budget = "480 t"', "total_budget = 480_000"),
    ("account = Väg # 73", 'account = "Väg" # 73'),
    ("account = null", 'account = "null"'),
    ("x_eget = 480 000 kr", "x_eget = 480_000"),
    ("x_eget = 3 nov 2025", "x_eget = 2025-11-03"),
    ("notes = Ring Kim\noch sedan Robin", 'notes = "Ring Kim"\noch sedan Robin'),
    (
        REGION.format('amount = 5_000, fund = "Interreg"'),
        REGION.format('amount = 5_000, fund = "INTERREG"'),
    ),
]


@pytest.mark.parametrize(("wrong", "right"), LIKELY)
def test_what_is_only_likely_is_mended_when_asked_for(wrong: str, right: str | None) -> None:
    text = with_line(wrong)
    assert mended(text) == text
    assert mended(text, unsafe=True) == text.replace(f"\n{wrong}\n", f"\n{right or wrong}\n")


NEVER = [
    "reviewed = 2025-06-29T22:00:00Z",
    "reviewed = 2025-06-30T05:00:00+09:00",
    "reviewed = 2025",
    'reviewed = "2025"',
    'reviewed = "03/04/2025"',
    'reviewed = "2025-11-03 – 2025-12-01"',
    'reviewed = "1 marknad 2025"',
    "retain_until = 12:30:00",
    'total_budget = "480 000 EUR"',
    "total_budget = 480 000 EUR",
    'currency = "EUR"\ntotal_budget = "480 000 kr"',
    'currency = "EUR"\ntotal_budget = 480 000 kr',
    'total_budget = "cirka 480 000 kr"',
    'total_budget = "480,000"',
    'total_budget = "50 %"',
    "total_budget = 1250.505",
    "total_budget = true",
    REGION.format('rate = "67 kr"'),
    REGION.format('fund = "eu-fond", amount = "480 000 kr"'),
    'status = "paused"',
    "status = paused",
    "acronym = true",
    "url = 5",
    "url = 2024-01-01",
    'title = "Två gånger"',
    "notes = Ring [Kim]",
    "notes = ”Ring” Kim",
    'notes = Ring Kim owner = "Kim"',
    "notes = C:\\arkivet",
    "partners = Region Norrdal",
    'partners = "Region Norrdal"',
    "x_a = ",
    "reviwed = 2025-11-03\nreveiwed = 2025-11-04",
    "[project.contacts]\nrole = 'contact'",
    "[[project.fundings]]\nfunder = 'A'\nlevel = 'own'",
    "funding = 5",
]


@pytest.mark.parametrize("wrong", NEVER)
@pytest.mark.parametrize("unsafe", [False, True])
def test_what_cannot_be_told_is_left(wrong: str, unsafe: bool) -> None:
    text = with_line(wrong)
    assert findings(text)
    assert fixed(text.encode(), NAME, unsafe) == Fixed(text.encode())


def test_amounts_wait_for_their_currency() -> None:
    text = with_line('valuta = "EUR"\ntotal_budget = "480 000 kr"')
    assert mended(text) == text.replace("valuta", "currency")


@pytest.mark.parametrize("word", ['"Ägare"', "'Owner'", "Projektägare", '"projektagare "', "OWNER", "“owner”"])
def test_a_word_is_known_by_its_names(word: str) -> None:
    assert mended(HEAD + project(role=word)) == HEAD + project(role='"owner"')


def test_the_version_is_mended_too() -> None:
    right = HEAD + project()
    for wrong in ('schema_version = "1"', "schema-version = 1", 'schema_versoin = "1"'):
        assert mended(right.replace("schema_version = 1", wrong)) == right
    later = right.replace("= 1", '= "2"')
    assert mended(later) == later


def test_a_key_that_is_used_or_stands_in_the_wrong_table_stays() -> None:
    used = with_line('titel = "Igen"')
    moved = HEAD + project(title="", contact="") + "\n[[project.contact]]\nrole = 'contact'\nemail = 'a@lovdal.example'"
    for text in (used, f'{moved}\ntitle = "Bredband"\n'):
        assert mended(text, unsafe=True) == text


def test_no_two_words_of_a_list_are_alike() -> None:
    for record in (Publisher, Project, Funding, Contact, Deadline):
        for key in record.keys.values():
            if isinstance(key.kind, Words):
                named = {(plain(name), word) for word, label in key.kind.words.items() for name in (word, *label)}
                assert len(named) == len({name for name, _ in named}), key.name


def test_what_is_hidden_by_a_rule_that_does_not_count_is_mended() -> None:
    text = (HEAD + project(contact='[{ role = "contact", email = "kim@lovdal.example " }]')).encode()
    assert fixed(text, NAME).raw == text
    done = fixed(text, NAME, choice=Choice(ignored=frozenset({"PR402"})))
    assert ([each.code for each in done.mended], done.raw) == (["PR108"], text.replace(b"example ", b"example"))


def test_only_chosen_rules_are_mended() -> None:
    text = with_line('reviewed = "2025-11-03"\ntaggs = []').encode()
    assert [each.code for each in fixed(text, NAME).mended] == ["PR102", "PR101"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(selected=frozenset({"PR101"}))).mended] == ["PR101"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(ignored=frozenset({"PR101"}))).mended] == ["PR102"]
    assert [each.code for each in fixed(text, NAME, choice=Choice(weights={"PR101": "off"})).mended] == ["PR102"]


def test_the_mended_findings_stand_where_they_stood_and_in_order() -> None:
    text = HEAD + project(end_date="", owner="Byalaget  Norra") + 'slutdatum = "16 mars 2026" # x\nstate_aid = ja\n'
    done = held(text.encode())
    assert [(each.code, tuple(each.span)) for each in done.mended] == [
        ("PR001", (12, 9, 12, 24)),
        ("PR101", (16, 1, 16, 10)),
        ("PR102", (16, 13, 16, 27)),
        ("PR001", (17, 13, 17, 15)),
    ]


def test_the_year_is_corrected_only_when_asked_for() -> None:
    text = HEAD + project(start_date='"2024-01-01"', end_date='"2023-06-30"')
    assert mended(text, unsafe=True) == HEAD + project(end_date="2024-06-30")
    done = held(text.encode())
    assert done.raw == text.encode()  # mended, it would say an error that it does not say now
    assert [(each.finding.code, each.error and each.error.code) for each in done.left] == [("PR102", "PR201")] * 2


def test_a_fix_that_would_bring_an_error_is_left_and_the_rest_is_done() -> None:
    bad = project(total_budget='"0 kr"', reviewed='"2025-11-03"')
    good = project(id='"tva"', title='"Två"', total_budget='"480 000 kr"')
    done = held((HEAD + bad + good).encode())
    assert done.raw.decode() == HEAD + bad.replace('"2025-11-03"', "2025-11-03") + good.replace(
        '"480 000 kr"', "480_000"
    )
    ((finding, error),) = done.left
    assert error
    assert [(each.code, each.span.line) for each in (finding, error)] == [("PR102", 17), ("PR301", 17)]


def test_what_was_not_mended_is_told_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(total_budget='"0 kr"'), "utf-8")
    for options in ([], ["--dry-run"]):
        told = called("validate", NAME, "--fix", *options, cwd=tmp_path).err.splitlines()
        assert told[0] == (
            "not mended: projects.toml:17:16: to write 0 would bring in PR301 on line 17: "
            "total_budget is 0, and must be above 0"
        )


def test_a_dry_run_tells_what_is_found_in_the_file_as_it_is(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(reviewed='"2025-11-03"', url='"lovdal"'), "utf-8")
    before = called("validate", NAME, cwd=tmp_path)
    told = called("validate", NAME, "--fix", "--dry-run", cwd=tmp_path)
    assert (told.out.endswith("\n" + before.out), before.out.count("\n")) == (True, 2)
    assert told.err == f"would mend one place in projects.toml\n{before.err}"
    assert told.status == 1


@pytest.mark.parametrize("form", [["--json"], *(["--format", each] for each in ("gitlab", "github", "sarif", "junit"))])
@pytest.mark.parametrize("text", [CLEAN, CLEAN.replace("reviewed = 2025-11-03", 'reviewed = "2025-11-03"')])
def test_a_diff_is_not_mixed_with_a_document_for_programs(tmp_path: Path, form: list[str], text: str) -> None:
    (tmp_path / NAME).write_text(text, "utf-8")
    told = called("validate", NAME, "--fix", "--dry-run", *form, cwd=tmp_path)
    name = form[-1].removeprefix("--")
    assert (told.out, told.status) == ("", 2)
    assert told.err.startswith(f"error: --dry-run shows the change as a diff, which has no place in {name}\n")


def test_a_warning_that_comes_to_light_is_no_hindrance() -> None:
    text = HEAD + project(total_budget='"480 000 kr"') + REGION.format("amount = 200_000") + "\n"
    assert "PR303" in {each.code for each in findings(mended(text))}


# ---- bytes


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n", "  # slut"])
def test_every_other_byte_stays(mark: bytes, ending: str, last: str) -> None:
    text = (
        HEAD
        + project(end_date="")
        + "\t'end_dat'\t=\t\"2026-03-16\"  \t# 'a' = \"b\"\n"
        + "state_aid=True\n# slut = [\n\n   owner_id   =   2120009994   # nr"
    )
    right = text.replace("'end_dat'", "end_date").replace('"2026-03-16" ', "2026-03-16 ").replace("True", "true")
    right = right.replace("2120009994", '"2120009994"')
    raw = mark + (text + last).replace("\n", ending).encode()
    assert held(raw).raw == mark + (right + last).replace("\n", ending).encode()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_other_encodings_become_utf_8(encoding: str, ending: str) -> None:
    text = CLEAN.replace("\n", ending).replace("reviewed = 2025-11-03", 'reviewed = "2025-11-03"')
    done = held(text.encode(encoding))
    assert done.raw.decode() == CLEAN.replace("\n", ending)
    assert [each.code for each in done.mended] == ["PR002", "PR102"]


ENCODINGS = {
    "DOS": HEAD.encode("cp850"),
    "Macintosh": HEAD.encode("mac-roman"),
    "Polish": HEAD.replace("Pågående projekt", "Zażółć gęślą jaźń").encode("cp1250", "replace"),
    "undefined byte": HEAD.encode("cp1252") + b"# \x81\n",
    "partly UTF-8": HEAD.encode() + HEAD.encode("cp1252"),
    "with the mark of UTF-8": b"\xef\xbb\xbf" + HEAD.encode("cp1252"),
    "NUL": HEAD.encode("cp1252") + b"\0",
    "NUL in UTF-8": HEAD.encode() + b"\0",
    "UTF-32": HEAD.encode("utf-32"),
    "half a character": HEAD.encode("utf-16")[:-1],
    "no Swedish letter": b"# \xd8\n",
    "control characters": HEAD.encode("cp1252") + b"# \x1b[31m\n",
    "any bytes": bytes(range(1, 256)),
}


@pytest.mark.parametrize("raw", ENCODINGS.values(), ids=ENCODINGS)
def test_what_may_be_another_encoding_stays(raw: bytes) -> None:
    assert fixed(raw, NAME) == Fixed(raw)


def test_nothing_is_mended_before_a_merge_is() -> None:
    side = 'reviewed = "2025-11-03"\n'
    text = HEAD + project() + f"<<<<<<< HEAD\n{side}=======\n{side}>>>>>>> gren\nstate_aid = ja\n"
    assert fixed(text.encode(), NAME, unsafe=True) == Fixed(text.encode())


CONFLICT = HEAD + project() + "<<<<<<< HEAD\nx_a = 1\n=======\nx_a = 2\n>>>>>>> gren\nstate_aid = ja\n"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (CONFLICT.encode(), "first settle the merge conflict at line 17"),
        (CONFLICT.replace("<<<<<<< HEAD\n", "").encode(), "first settle the merge conflict at line 18"),
        (HEAD.encode().replace("ö".encode(), b"\xf6"), "it is in two encodings; first type the word on line 5 again"),
        (HEAD.encode("cp850"), "its encoding is in doubt; first save it as UTF-8"),
    ],
)
def test_what_is_in_the_way_of_a_mend_is_told(raw: bytes, why: str, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_bytes(raw)
    for options in ([], ["--unsafe"], ["--dry-run"]):
        told = called("validate", NAME, "--fix", *options, cwd=tmp_path)
        assert (f"nothing mended in projects.toml: {why}\n" in told.err, told.status) == (True, 1)
    assert file.read_bytes() == raw


def test_a_file_with_nothing_to_mend_has_nothing_in_the_way(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(HEAD + project(), "utf-8")
    assert (
        called("validate", NAME, "--fix", cwd=tmp_path).err
        == "checked 1 project in projects.toml: 0 errors, 0 warnings\n"
    )


# ---- fixes that lie


class Lie(NamedTuple):
    """A fix that some rule might come to offer where the text says `old`."""

    old: str
    new: str
    code: str = "PR604"
    path: Place = ("project", 0, "url")
    part: Literal["key", "value"] = "value"


BAD, GOOD = '"www.lovdal.example"', '"https://lovdal.example"'
LIES = {
    "no TOML": [Lie(BAD, '"oops')],
    "two statements": [Lie(BAD, f"{GOOD}\nx_y = 1")],
    "another table": [Lie(BAD, f"{GOOD}\n[x]")],
    "a comment": [Lie(BAD, f"# {GOOD}")],
    "nothing": [Lie(BAD, "")],
    "no text": [Lie(BAD, '"\ud800"')],
    "the same fault": [Lie(BAD, '"www.lovdal.se"')],
    "another kind": [Lie(BAD, "5")],
    "no change": [Lie(BAD, BAD)],
    "another path": [Lie(BAD, GOOD, path=("project", 0, "title"))],
    "no path": [Lie(BAD, GOOD, path=("project", 0, "x_nothing"))],
    "no path, no change of data": [Lie('"byn"', "'byn'", path=("project", 0, "x_nothing"))],
    "a dotted key": [Lie("url", "x_y.x_z", part="key")],
    "no place, other data": [Lie(BAD, GOOD, path=())],
    "no place, one more key": [Lie("state_aid", "x_y = 1\nstate_aid", path=())],
    "no place, something broken": [Lie("state_aid", "å\nstate_aid", path=())],
    "round in circles": [Lie(BAD, GOOD), Lie(GOOD, BAD)],
    "round in circles by two rules": [Lie(BAD, GOOD), Lie(GOOD, BAD, "PR603")],
    "round in larger circles": [
        Lie(BAD, GOOD),
        Lie(GOOD, '"https://b.example"', "PR603"),
        Lie('"https://b.example"', BAD),
    ],
    "ever longer": [
        Lie(BAD, '"https://lovdal.example/0"'),
        *(
            Lie(f'"https://lovdal.example/{at}"', f'"https://lovdal.example/{at + 1}"', f"PR60{3 + at % 2}")
            for at in range(100)
        ),
    ],
}


def lying(lies: list[Lie]) -> Check:
    """What check_one says, with a finding and its fix wherever the text of a lie stands."""

    def check(source: Source) -> tuple[Registry, list[Finding]]:
        registry, told = check_one(source)
        for number, line in enumerate(source.text.split("\n"), 1):
            for old, new, code, path, part in lies:
                if old in line:
                    at = line.index(old) + 1
                    span = Span(number, at, number, at + len(old))
                    told = [each for each in told if each.span != span]
                    told.append(Finding(code, "", "error", NAME, span, None, path, old, None, (), Fix(new), part))
        return registry, sorted(told, key=lambda each: each.span)

    return check


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES)
def test_a_fix_that_lies_is_left_out_and_the_rest_is_done(lies: list[Lie], monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, right = (f'x_by = "byn"\nurl = {BAD}\nstate_aid = {each}\n' for each in ('"ja"', "true"))
    monkeypatch.setattr(fixing, "check_one", lying(lies))
    done = fixed((HEAD + project() + wrong).encode(), NAME)
    assert done.raw.decode() == HEAD + project() + right
    assert [each.code for each in done.mended] == ["PR102"]
    assert fixed(done.raw, NAME)[:2] == (done.raw, ())


def test_two_fixes_that_do_not_go_together(monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + project() + 'x_a = "www.a.example"\nx_b = "www.b.example"\nstate_aid = "ja"\n'
    lies = [Lie(key, "x_c", path=("project", 0, key), part="key") for key in ("x_a", "x_b")]
    monkeypatch.setattr(fixing, "check_one", lying(lies))
    done = fixed(text.encode(), NAME)
    assert done.raw.decode() == text.replace("x_a", "x_c").replace('"ja"', "true")
    assert fixed(done.raw, NAME)[:2] == (done.raw, ())


@pytest.mark.parametrize(
    ("text", "old", "new", "path", "part", "is_proved"),
    [
        ("a = 1\nb = 2", "1", "3", ("a",), "value", True),
        ("a = 1\nb = 2", "1", "3", ("b",), "value", False),
        ("a = 1\nb = 2", "1", "3", (), "value", False),
        ("a = 1\nb = 2", "1", "+1", (), "value", True),
        ("a = 1\nb = 2", "1", "1\nc = 3", (), "value", False),
        ("a = 1\nb = 2", "1", "1\nc", (), "value", False),
        ("a = 1\nb = 2", "1", "1.0", ("a",), "value", True),
        ("a = 1\nb = 2", "a", "c", ("a",), "key", True),
        ("a = 1\nb = 2", "a", "b", ("a",), "key", False),
        ("a = 1\nb = 2", "a", "a.c", ("a",), "key", False),
        ("a = x y\nb = 2", "x y", '"x y"', (), "value", True),
        ("a = x y\nb = 2", "x y", "z", (), "value", False),
        ("a = x y\nb = 2", "x y", "1\nc = 3", (), "value", False),
        ("a = x y\nb = z", "x y", '"x y"', (), "value", True),
        ("a = [{ b = 1 }, { b = 2 }]", "2", "3", ("a", 1, "b"), "value", True),
        ("a = [{ b = 1 }, { b = 2 }]", "2", "3", ("a", 0, "b"), "value", False),
    ],
)
def test_proofs(text: str, old: str, new: str, path: Place, part: Literal["key", "value"], is_proved: bool) -> None:
    at = text.index(old)
    span = Span(1, at + 1, 1, at + len(old) + 1)
    finding = Finding("PR604", "", "error", NAME, span, None, path, old, None, (), Fix(new), part)
    edits = [Edit(at, at + len(old), new, finding)]
    done, source = proved(parse(text.encode(), NAME), edits)
    assert (list(done), source.text) == ((edits, text.replace(old, new)) if is_proved else ([], text))


@pytest.mark.parametrize(("place", "kept"), [("title", [1]), ("schema_version", [])])
def test_an_error_that_comes_up_elsewhere(place: str, kept: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A fix is left out for an error in its own project; where none is near, none is above suspicion."""

    def check(source: Source) -> tuple[Registry, list[Finding]]:
        registry, told = check_one(source)
        if "state_aid = true" in source.text.split("[[project]]")[1]:
            line = source.text[: source.text.index(place)].count("\n", 0) + 1 + (place == "title") * 6
            told.append(Finding("PR604", "", "error", NAME, Span(line, 1, line, 2), None, ("x",), "x", None, ()))
        return registry, told

    monkeypatch.setattr(fixing, "check_one", check)
    text = HEAD + project(state_aid='"ja"') + project(id='"tva"', title='"Två"', state_aid='"ja"')
    parts = text.split('"ja"')
    done = fixed(text.encode(), NAME)
    fixes = ["true" if number in kept else '"ja"' for number in range(2)]
    assert done.raw.decode() == f"{parts[0]}{fixes[0]}{parts[1]}{fixes[1]}{parts[2]}"
    assert len(done.left) == 2 - len(kept)


# ---- anything at all

LINES = [
    ('role = "partner"', ['role = "Partner"', "role = partner", "rolle = 'Partner'", "role = “partner”"]),
    (
        'owner = "Byalaget Norra Lövdal"',
        ["owner = Byalaget Norra Lövdal", "owner = “Byalaget Norra Lövdal”", '"ownr" = "Byalaget Norra Lövdal"'],
    ),
    ("start_date = 2024-01-01", ['start_date = "2024-01-01"', "start-date = 2024-01-01", "startdatum = '1 jan 2024'"]),
    ("end_date = 2026-03-16", ["end_date = 16 mars 2026", "end_dat = 2026-03-16", "end_date = 2026-03-16T00:00:00"]),
    (
        "total_budget = 480_000",
        ["total_budget = 480 000 kr", 'TotalBudget = "480 000 kr"', 'total_budget = "0,48 mkr"'],
    ),
    ("state_aid = true", ["state_aid = True", "state_aid = ja", "state_aid = 1", '"statsstöd" = true']),
    ('account = "4711"', ["account = 4711", "acount = 4711"]),
    ('tags = ["fiber"]', ['Tags = ["fiber"]', '"tag" = ["fiber"]']),
]
UNSAFE_LINES = [
    ("end_date = 2024-06-30", ["end_date = 2023-06-30", 'end_date = "2023-06-30"']),
    ('status = "suspended"', ['status = "suspendd"', "status = suspendd"]),
]


@st.composite
def registries(draw: st.DrawFn, lines: list[tuple[str, list[str]]]) -> tuple[str, str]:
    """A registry with random faults, and the same one right."""
    wrong = right = draw(st.sampled_from(["", "\ufeff"])) + HEAD
    for number in range(draw(st.integers(1, 4))):
        head = f'\n[[project]]\nid = "p{number}"\ntitle = "Projekt {number}"\nsummary = "Fiber."\ncontact = {CONTACT}\n'
        for stands in (head, *(f"{key} = {KEYS[key]}\n" for key in ("role", "owner", "start_date", "end_date"))):
            if stands == head or not any(stands.split(" ")[0] == each.split(" ")[0] for each, _ in lines):
                wrong, right = wrong + stands, right + stands
        for line, faults in draw(st.permutations(lines)):
            end = draw(st.sampled_from(["", " ", "\t", " # till och med", "\t# a = [\n#"])) + "\n"
            wrong, right = wrong + draw(st.sampled_from([line, *faults])) + end, right + line + end
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    return wrong.replace("\n", ending), right.replace("\n", ending)


@pytest.mark.long
@settings(max_examples=60)
@given(registries(LINES))
def test_random_faults_are_all_mended(both: tuple[str, str]) -> None:
    wrong, right = both
    assert mended(wrong) == right


@pytest.mark.long
@settings(max_examples=40)
@given(registries([line for line in LINES if "end_date" not in line[0]] + UNSAFE_LINES))
def test_random_likely_faults_are_all_mended(both: tuple[str, str]) -> None:
    wrong, right = both
    assert mended(wrong, unsafe=True) == right
    mended(wrong)


@pytest.mark.long
@settings(max_examples=150)
@given(
    st.integers(0, len(CLEAN) - 1),
    st.sampled_from(["delete", "double", "replace"]),
    st.characters(exclude_categories=["Cs"]),
    st.booleans(),
)
def test_random_damage(at: int, how: str, character: str, unsafe: bool) -> None:
    middle = {"delete": "", "double": CLEAN[at] * 2, "replace": character}[how]
    held((CLEAN[:at] + middle + CLEAN[at + 1 :]).encode(), unsafe)


@pytest.mark.long
@settings(max_examples=50)
@given(st.integers(0, len(CLEAN)), st.integers(0, 400), st.booleans())
def test_a_piece_cut_out(at: int, length: int, unsafe: bool) -> None:
    held((CLEAN[:at] + CLEAN[at + length :]).encode(), unsafe)


@pytest.mark.long
@settings(max_examples=50)
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes(raw: bytes, unsafe: bool) -> None:
    held(raw, unsafe)


@pytest.mark.long
@pytest.mark.parametrize("unsafe", [False, True])
def test_a_real_list(shared: Path, unsafe: bool) -> None:
    raw = (shared / REAL).read_bytes()
    done = held(raw, unsafe)
    assert len(done.mended) > 0
    assert errors(done.raw) <= errors(raw) - sum(each.severity == "error" for each in done.mended)


@pytest.mark.long
@settings(max_examples=count(8, 200))
@given(st.data())
def test_a_real_list_with_more_faults(shared: Path, data: st.DataObject) -> None:
    """The head of a list of 500, and 60 projects in a row of it, all 500 with PROJREG_LONG=1."""
    head, *projects = re.split(r"^(?=\[\[project\]\])", (shared / REAL).read_text("utf-8"), flags=re.M)
    first = data.draw(st.integers(0, len(projects) - 60))
    text = head + "".join(projects if LONG else projects[first : first + 60])
    places = list(re.finditer(r"^(start_date|end_date|total_budget|role|owner) = (.+)$", text, re.M))
    chosen = sorted(data.draw(st.sets(st.sampled_from(range(len(places))), min_size=1, max_size=40)))
    wrong, at = [], 0
    for found in (places[number] for number in chosen):
        key, value = found[1], found[2]
        forms = [f"{key[:-1]} = {value}", f"{key} = {value.strip(chr(34))}", f"{key} = '{value.strip(chr(34))}'"]
        wrong += [text[at : found.start()], data.draw(st.sampled_from(forms))]
        at = found.end()
    held("".join([*wrong, text[at:]]).encode())


# ---- drafts


@pytest.mark.long
@given(st.data())
def test_a_draft_knows_where_everything_comes_from(data: st.DataObject) -> None:
    old = "".join(chr(0x4E00 + number) for number in range(30))
    (finding, *_) = findings(b"")
    draft = Draft(old)
    for _ in range(data.draw(st.integers(1, 5))):
        text, edits, at = draft.text, [], 0
        while at < len(text) and data.draw(st.booleans()):
            start = data.draw(st.integers(at, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            edits.append(Edit(start, end, data.draw(st.text("abc", min_size=1, max_size=4)), finding))
            at = end
        origins = draft.origins(each[:2] for each in edits)
        for edit, (start, end) in zip(edits, origins, strict=True):
            assert set(text[edit.start : edit.end]) - set("abc") <= set(old[start:end])
        count = sum(len(each.findings) for each in draft.patches)
        draft = draft.with_edits(edits)
        assert draft.text == applied(text, edits)
        assert sum(len(each.findings) for each in draft.patches) == count + len(edits)
        ends = [0, *(at for each in draft.patches for at in each[:2]), len(old)]
        assert ends == sorted(ends)
        assert [draft.text[start:end] for start, end in draft.places()] == [each.text for each in draft.patches]


# ---- spaces that are none to TOML


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        ("end_date = 2026-03-16", "end_date\u00a0=\u00a02026-03-16"),
        ("end_date = 2026-03-16", "end_date =\u202f2026-03-16"),
        (' id = "bredband"', '\u00a0id = "bredband"'),
        (' title = "Bredband\u00a0i Lövdal"', '\u2003title = "Bredband\u00a0i Lövdal"'),
        (" [[project]]", "\u00a0[[project]]"),
        ('owner = "Byalaget Norra Lövdal" ', 'owner = "Byalaget Norra Lövdal"\u200b'),
        ('places = [ "Ås",\n  "Lövdal" ]', 'places = [\u00a0"Ås",\n\u00a0\u00a0"Lövdal" ]'),
    ],
)
def test_spaces_that_toml_does_not_know_are_made_plain(plain: str, odd: str) -> None:
    good = HEAD + project(places='[ "Ås",\n  "Lövdal" ]', title='"Bredband\u00a0i Lövdal"')
    text = good.replace(plain.strip(), plain)
    broken = text.replace(plain, odd)
    (finding,) = findings(broken)
    shown = next(each for each in odd if each not in plain or each == "\u00a0")
    assert (finding.code, finding.help) == ("PR001", "write a plain space")
    assert finding.message.startswith(f"U+{ord(shown):04X} ")
    assert mended(broken) == text


def test_a_space_that_toml_does_not_know_is_named() -> None:
    (finding,) = findings(HEAD + project() + 'url\u00a0= "https://lovdal.example"\n')
    assert finding.message == "U+00A0 NO-BREAK SPACE stands here, which is no plain space"
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (17, 4, 5)


def test_a_file_that_cannot_be_mended_does_not_end_the_check(tmp_path: Path) -> None:
    for name in ("one.toml", "two.toml"):
        (tmp_path / name).write_text(HEAD + project(end_date='"2026-03-16"'), "utf-8")
    (tmp_path / "one.toml").chmod(0o444)
    done = called("validate", "--fix", "one.toml", "two.toml", cwd=tmp_path)
    assert (done.status, "error: one.toml is read-only" in done.err) == (2, True)
    assert [line.split(":")[0] for line in done.out.splitlines()] == ["one.toml"]
    assert '"2026-03-16"' not in (tmp_path / "two.toml").read_text("utf-8")


def test_what_is_told_is_what_was_done_to_the_file_as_it_was_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "projects.toml"
    path.write_text(HEAD + project(end_date='"2026-03-16"'), "utf-8")

    def overtaken(target: str, change: Callable[[bytes], bytes], *, tell: object) -> None:
        newer = (HEAD + project(end_date="juni", start_date='"2024-01-01"')).encode()
        Path(target).write_bytes(newer)
        Path(target).write_bytes(change(newer))

    monkeypatch.setattr("projreg.cli.mending.update", overtaken)
    done = called("validate", "--fix", str(path), cwd=tmp_path)
    assert "start_date = 2024-01-01" in path.read_text("utf-8")
    assert ("end_date cannot be read" in done.out, "1 error" in done.err, done.status) == (True, True, 1)
